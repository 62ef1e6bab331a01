"""Headings: every office names its columns in its own way, and not on every sheet in the same."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
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
    },
    "service_requests": {
        "request_no": ("受理编号",), "received_at": ("来电时间", "接报时间"), "received_by": ("接收人",),
        "customer_id": ("客户编号",), "contact_phone": ("联系电话",), "fault_description": ("故障现象", "报修内容"),
        "status": ("受理状态",), "closed_at": ("关闭时间", "结案时间"),
    },
    "callbacks": {
        "callback_no": ("回访编号",), "order_no": ("派工单号",), "customer_id": ("客户编号",),
        "callback_at": ("回访时间",), "callback_by": ("回访人",), "contact_name": ("联系人",), "result": ("结果",),
        "satisfaction": ("满意度",), "is_complaint": ("有无投诉",),
    },
    "complaints": {
        "complaint_no": ("投诉编号",), "callback_no": ("回访编号",), "received_at": ("投诉时间",),
        "customer_id": ("客户编号",), "content": ("投诉内容",), "received_by": ("接收人",),
        "reported_to_leader_at": ("上报领导时间",), "leader": ("分管领导",), "closed_at": ("结案时间",),
        "status": ("状态",), "site_id": ("网点编号",),
    },
    "handling_slips": {
        "slip_no": ("处理单号",), "order_no": ("派工单号",), "technician_id": ("维修人员",),
        "taken_at": ("带走时间",), "item_list": ("物品清单",), "condition": ("设备状况",),
        "customer_copy_given": ("客户联已交付",), "customer_signed": ("客户签字",),
        "dispatcher_copy_at": ("调度联交付时间",),
    },
    "return_items": {
        "return_no": ("返修编号", "返修单号"), "slip_no": ("处理单号",), "label_no": ("标识号",),
        "serial_no": ("机号",), "item_name": ("物品名称",), "model": ("型号",), "customer_id": ("客户编号",),
        "fault_description": ("故障描述",), "received_at": ("收件时间",), "handed_over_by": ("移交人",),
        "handed_over_to": ("移交接收人",), "handed_over_at": ("移交时间",), "expected_return_at": ("预计返回日期",),
        "customer_informed_at": ("告知客户时间",), "registered_at": ("登记时间",),
        "vendor_contacted_at": ("联系厂家时间",), "shipped_at": ("发运日期",),
        "delay_explained_at": ("超期说明时间",), "vendor_returned_at": ("厂家返回时间",),
        "returned_to_customer_at": ("返还客户时间",),
    },
    "receipts": {"receipt_no": ("收据号",), "amount": ("金额（元）",), "issued_at": ("开具日期",)},
    "deliveries": {
        "delivery_no": ("送货单号",), "contract_no": ("合同编号",), "has_certificate": ("合格证",),
        "has_manual": ("说明书",), "has_drawing": ("图纸",), "promised_date": ("约定到货日",),
        "departed_at": ("发车时间",), "driver": ("驾驶员",), "address": ("地址",), "delivered_at": ("送达时间",),
        "customer_signed": ("客户签字",), "deliverer_signed": ("送货人签名",),
    },
    "installations": {
        "install_no": ("安装编号",), "order_no": ("派工单号",), "install_started_at": ("安装开始时间",),
        "debug_finished_at": ("调试完成时间",), "is_complete_set": ("是否成套产品",),
        "install_fee": ("安装费（元）",), "trial_start_at": ("试机开始",), "trial_end_at": ("试机结束",),
        "trial_load": ("试运转负荷",), "handed_over_at": ("移交时间",), "escort_start_at": ("护航开始时间",),
        "escort_end_at": ("护航结束时间",), "escort_staff_id": ("护航人员",), "settled_at": ("结算时间",),
        "accepted_at": ("验收时间",), "accepted_by_customer": ("客户验收人",),
    },
    "returns_exchanges": {
        "rma_no": ("退换货编号",), "order_no": ("派工单号",), "customer_id": ("客户编号",), "product": ("产品",),
        "reason": ("理由",), "request_type": ("需求类型",), "applied_at": ("申请时间",),
        "registered_at": ("登记时间",), "appearance_checked": ("外观检查",), "test_result": ("测试结果",),
        "tested_by": ("测试人",), "vp_approved_by": ("副总批准人",), "vp_approved_at": ("副总批准时间",),
        "customer_notified_at": ("通知客户时间",), "executed_at": ("实施时间",),
        "supplier_contacted_at": ("联系供应商时间",), "new_delivery_no": ("换货送货单号",),
    },
    "staff": {
        "staff_id": ("工号",), "staff_name": ("姓名",), "site_id": ("网点编号",), "post_code": ("岗位编码",),
        "staff_category": ("人员类别",), "employment_type": ("用工性质",), "status": ("在职状态",),
        "hire_date": ("入职日期",), "post_start_date": ("上岗日期",), "transfer_date": ("调岗日期",),
        "previous_post_start": ("前一岗位\n上岗日期",), "leave_date": ("离职日期",), "key_post": ("关键岗位",),
        "manager_id": ("直接上级",), "mobile": ("手机号",),
    },
    "sites": {
        "site_id": ("网点编号",), "site_type": ("网点性质",), "status": ("网点状态",), "opened_at": ("设立日期",),
        "responsible_id": ("负责人",), "region": ("大区",),
    },
    "posts": {"post_code": ("岗位编码",), "post_name": ("岗位名称",), "headcount_approved": ("编制人数",)},
    "training_records": {
        "staff_id": ("工号",), "course": ("培训课程",), "topic": ("培训主题",), "level": ("级别",),
        "completed_at": ("完成日期",), "hours": ("学时（小时）",), "trainer": ("讲师",), "exam_score": ("考试成绩",),
        "result": ("考核结果",),
    },
    "evaluations": {
        "eval_no": ("评价编号",), "staff_id": ("工号",), "post_code": ("岗位编码",), "eval_type": ("评价类型",),
        "eval_date": ("评价日期",), "score": ("得分",), "result": ("评定结果",),
    },
    "certificates": {
        "cert_no": ("证书编号",), "holder_type": ("持证对象",), "holder_id": ("持证人编号",),
        "cert_type": ("证书类型",), "skill": ("技能",), "issued_at": ("发证日期",), "expires_at": ("有效期至",),
        "revoked_at": ("撤销日期",),
    },
    "record_inventory": {
        "record_type": ("记录名称", "表单名称"), "record_no": ("记录编号", "档案号"), "archived_at": ("归档日期",),
        "present": ("在库", "是否在库"), "location": ("存放位置",), "disposed_at": ("销毁日期",),
    },
    "disposals": {
        "disposal_no": ("销毁编号",), "record_type": ("记录名称",), "record_no": ("记录编号",),
        "expires_at": ("保存期满日",), "approved_by": ("批准人",), "approved_at": ("批准时间",),
        "disposed_at": ("销毁日期",), "witness": ("监销人",),
    },
    "holds": {
        "hold_no": ("冻结编号",), "record_type": ("记录名称",), "record_no": ("记录编号",), "case_no": ("案件编号",),
        "reason": ("冻结原因",), "placed_by": ("冻结人",), "placed_at": ("冻结日期",), "released_at": ("解除日期",),
    },
    "capa": {
        "capa_no": ("整改编号",), "dept": ("部门",), "issued_at": ("开具日期",), "issued_by": ("开具人",),
        "description": ("问题描述",), "root_cause": ("原因分析",), "corrective_action": ("纠正措施",),
        "owner": ("责任人",), "due_at": ("要求完成时间",), "plan_accepted_by": ("措施批准人",),
        "plan_accepted_at": ("措施批准日期",), "implemented_at": ("措施实施时间",), "extended_to": ("展期至",),
        "extension_approved_by": ("展期批准人",), "extension_approved_at": ("展期批准时间",),
        "effectiveness_due": ("效果验证期限",), "verified_by": ("验证人",), "verified_at": ("验证日期",),
        "result": ("效果评价",), "closed_at": ("关闭日期",), "closed_by": ("关闭人",), "status": ("状态",),
    },
}  # fmt: skip
"""Register → field → the headings it has, in one sheet or another."""
