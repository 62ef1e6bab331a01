"""Requests, orders, slips, callbacks, complaints: prices, products, calls: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "service_requests": {
        "request_no": ("受理编号",), "received_at": ("来电时间", "接报时间"), "received_by": ("接收人",),
        "customer_id": ("客户编号",), "contact_phone": ("联系电话",), "fault_description": ("故障现象", "报修内容"),
        "status": ("受理状态",), "closed_at": ("关闭时间", "结案时间"), "call_no": ("话务编号",),
        "request_type": ("需求类型",), "serial_no": ("机号", "序列号"), "warranty_checked": ("已查保修期",),
        "warranty_end": ("保修截止",), "result": ("结果",), "result_recorded_at": ("结果登记时间",),
        "result_recorded_by": ("结果登记人",), "assigned_to": ("承办人",), "technician_id": ("处理人",),
        "referred_dept": ("转办部门",), "result_told_at": ("结果告知时间",),
    },
    "work_orders": {
        "order_no": ("派工单号", "工单号"), "request_no": ("受理编号", "报修编号"),
        "site_id": ("网点编号", "网点\n代码"), "service_type": ("服务类型", "工单类型"),
        "status": ("状态", "工单状态"), "customer_id": ("客户编号",), "customer_name": ("客户名称", "用户名称"),
        "contact_name": ("联系人",), "contact_phone": ("联系电话", "电话"), "address": ("地址",),
        "model": ("产品型号", "型号"), "received_at": ("接报时间", "报修时间"),
        "dispatched_at": ("派单时间", "派工\n时间"), "dispatched_by": ("派单人", "调度员"),
        "technician_id": ("维修人员", "维修工程师"), "skill_required": ("所需技能",),
        "contacted_at": ("联系客户时间",), "warranty_told": ("已告知保修",), "charge_told": ("已告知收费",),
        "customer_available": ("客户当天有空",), "appointment_at": ("预约时间", "约定时间（上门）"),
        "rescheduled_to": ("改约至", "改约时间"), "rescheduled_at": ("改约提出时间",),
        "arrived_at": ("到达时间", "到场时间"), "diagnosis": ("故障判断",), "fault_cause": ("故障原因",),
        "in_warranty": ("是否在保", "是否保内"), "outcome": ("处理结果类型",), "solution": ("解决方法", "处理方法"),
        "fee_amount": ("收费金额（元）", "应收金额"), "fee_collected": ("实收金额（元）", "实收金额"),
        "receipt_no": ("收据号", "收据编号"), "customer_opinion": ("顾客意见", "客户意见"),
        "completed_at": ("完成时间", "完工时间"), "handed_to_callback_at": ("交回访人员时间",),
        "customer_request": ("客户填写服务内容",), "work_category": ("作业类别",), "charge_decision": ("收费判定",),
        "free_rule": ("免费依据",), "opinion_at": ("意见填写时间",), "customer_confirmed": ("客户确认",),
        "settled_at": ("结算时间",), "system_entered_at": ("系统录入时间",),
        "serial_no": ("机号", "序列号"), "quantity": ("数量", "台数"), "urgency": ("紧急程度",),
        "transport_mode": ("交通方式",), "transport_approved_by": ("用车批准人",),
        "dispatcher_informed_at": ("反馈调度时间",), "onsite_problem": ("现场问题描述",), "charge_item": ("收费项目",),
        "customer_explained": ("已向客户说明",), "repaired_at": ("维修完成时间",),
        "reported_to_dispatcher_at": ("报调度员时间",), "returned_to_dispatcher_at": ("交回调度时间",),
        "request_content": ("服务请求内容",), "service_content": ("服务内容",), "satisfaction": ("满意度",),
        "region": ("大区", "片区"), "product": ("产品",),
    },
    "callbacks": {
        "callback_no": ("回访编号",), "order_no": ("派工单号",), "customer_id": ("客户编号",),
        "callback_at": ("回访时间",), "callback_by": ("回访人",), "contact_name": ("联系人",), "result": ("结果",),
        "satisfaction": ("满意度",), "is_complaint": ("有无投诉",), "request_no": ("受理编号",),
        "complaint_no": ("投诉编号",), "contract_no": ("合同编号",),
    },
    "complaints": {
        "complaint_no": ("投诉编号",), "callback_no": ("回访编号",), "received_at": ("投诉时间",),
        "customer_id": ("客户编号",), "content": ("投诉内容",), "received_by": ("接收人",),
        "reported_to_leader_at": ("上报领导时间",), "leader": ("分管领导",), "handled_by": ("处理人",),
        "handling_result": ("处理结果",), "closed_at": ("结案时间",),
        "status": ("状态",), "site_id": ("网点编号",), "category": ("类别",),
    },
    "handling_slips": {
        "slip_no": ("处理单号",), "order_no": ("派工单号",), "technician_id": ("维修人员",),
        "taken_at": ("带走时间",), "item_list": ("物品清单",), "condition": ("设备状况",),
        "customer_copy_given": ("客户联已交付",), "customer_signed": ("客户签字",),
        "dispatcher_copy_at": ("调度联交付时间",), "customer_copy_at": ("客户联交付时间",),
        "returned_at": ("归还时间", "返还客户时间"), "serial_no": ("机号",),
    },
    "receipts": {"receipt_no": ("收据号",), "amount": ("金额（元）",), "issued_at": ("开具日期",)},
    "calls": {
        "call_no": ("话务编号",), "call_at": ("来电时间",), "caller_phone": ("来电号码",),
        "call_type": ("来电类型",), "answered_at": ("接通时间",), "abandoned": ("是否放弃",),
        "duration_s": ("通话秒数",),
        "agent_id": ("坐席工号",),
    },
    "reschedules": {
        "order_no": ("派工单号",), "agreed_at": ("改约提出时间", "改约商定时间"), "new_time": ("改约至",),
        "reason": ("改约原因",), "dispatcher_informed_at": ("反馈调度时间",),
    },
    "equipment_receipts": {
        "receipt_slip_no": ("设备收条号",), "slip_no": ("处理单号",), "return_no": ("返修编号",),
        "recovered_at": ("收回日期",), "to_dispatcher_at": ("交调度员时间",), "to_office_at": ("交办公室时间",),
    },
    "units": {
        "serial_no": ("机号", "出厂编号"), "customer_id": ("客户编号",), "model": ("产品型号",),
        "sold_at": ("购买日期",), "warranty_months": ("保修月数",),
    },
    "price_list": {
        "item": ("收费项目",), "price": ("单价（元）",), "valid_from": ("执行日期", "生效日期"),
        "published_at": ("发布时间",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "service_requests": ("request_no",),
    "work_orders": ("order_no",),
    "callbacks": ("callback_no",),
    "complaints": ("complaint_no",),
    "handling_slips": ("slip_no",),
    "receipts": ("receipt_no",),
    "calls": ("call_no",),
    "reschedules": ("order_no", "agreed_at"),
    "equipment_receipts": ("receipt_slip_no",),
    "units": ("serial_no",),
    "price_list": ("item", "valid_from"),
}
