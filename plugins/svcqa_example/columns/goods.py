"""Goods: sent in, delivered, installed, returned: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "return_items": {
        "return_no": ("返修编号", "返修单号"), "slip_no": ("处理单号",), "label_no": ("标识号",),
        "serial_no": ("机号",), "item_name": ("物品名称",), "model": ("型号",), "customer_id": ("客户编号",),
        "fault_description": ("故障描述",), "received_at": ("收件时间",), "handed_over_by": ("移交人",),
        "handed_over_to": ("移交接收人",), "handed_over_at": ("移交时间",), "expected_return_at": ("预计返回日期",),
        "customer_informed_at": ("告知客户时间",), "registered_at": ("登记时间",),
        "vendor_contacted_at": ("联系厂家时间",), "shipped_at": ("发运日期",),
        "delay_explained_at": ("超期说明时间",), "vendor_returned_at": ("厂家返回时间",),
        "returned_to_customer_at": ("返还客户时间",), "tested_at": ("测试时间",), "tested_by": ("测试人",),
        "fault_cause": ("故障原因",), "vendor_id": ("厂家编号",), "service_class": ("处理类别", "返修类别"),
        "urgency": ("紧急程度",), "has_leftover": ("有剩余配件",), "outcome": ("处理结果类型",),
        "back_registered_at": ("返回登记时间",), "handed_to_technician_at": ("交维修人员时间",),
    },
    "deliveries": {
        "delivery_no": ("送货单号",), "contract_no": ("合同编号",), "has_certificate": ("合格证",),
        "has_manual": ("说明书",), "has_drawing": ("图纸",), "promised_date": ("约定到货日",),
        "departed_at": ("发车时间",), "driver": ("驾驶员",), "address": ("地址",), "delivered_at": ("送达时间",),
        "customer_signed": ("客户签字",), "deliverer_signed": ("送货人签名",),
        "packaging_basis": ("包装依据",), "supply_order_no": ("供货单号",), "arranged_by": ("安排人",),
        "handover_by": ("交出人",), "handover_to": ("交接接收人", "接收人"), "handover_at": ("交接时间",),
        "vehicle_no": ("车牌号",), "pre_call_at": ("送货前联系时间",), "open_inspection_needed": ("需开箱验货",),
        "open_inspection_result": ("开箱验货结果",),
    },
    "installations": {
        "install_no": ("安装编号",), "contract_no": ("合同编号",), "order_no": ("派工单号",),
        "install_started_at": ("安装开始时间",),
        "debug_finished_at": ("调试完成时间",), "is_complete_set": ("是否成套产品",),
        "install_fee": ("安装费（元）",), "trial_start_at": ("试机开始",), "trial_end_at": ("试机结束",),
        "trial_load": ("试运转负荷",), "handed_over_at": ("移交时间",), "escort_start_at": ("护航开始时间",),
        "escort_end_at": ("护航结束时间",), "escort_staff_id": ("护航人员",), "settled_at": ("结算时间",),
        "accepted_at": ("验收时间",), "accepted_by_customer": ("客户验收人",),
        "install_date_confirmed_at": ("安装日期确认时间",), "confirmed_install_date": ("约定安装日期",),
        "scheme_no": ("安装方案编号",), "scheme_told_at": ("方案告知时间",), "utilities_provider": ("能源提供方",),
        "utilities_reminded_at": ("能源提醒时间",), "utilities_ready_at": ("能源齐备时间",),
        "customer_trained_at": ("客户培训时间",), "operation_confirmed": ("操作确认",),
    },
    "returns_exchanges": {
        "rma_no": ("退换货编号",), "order_no": ("派工单号",), "customer_id": ("客户编号",), "product": ("产品",),
        "reason": ("理由",), "request_type": ("需求类型",), "applied_at": ("申请时间",),
        "registered_at": ("登记时间",), "appearance_checked": ("外观检查",), "test_result": ("测试结果",),
        "tested_by": ("测试人",), "vp_approved_by": ("副总批准人",), "vp_approved_at": ("副总批准时间",),
        "customer_notified_at": ("通知客户时间",), "executed_at": ("实施时间",),
        "supplier_contacted_at": ("联系供应商时间",), "new_delivery_no": ("换货送货单号",),
        "accepted_at": ("受理时间",), "tested_at": ("测试时间",), "negotiated_at": ("协商时间",),
        "negotiation_result": ("协商结果",), "analysis": ("问题分析",), "claim_reasonable": ("要求是否合理",),
        "meets_requirement": ("是否符合规定",), "reported_at": ("上报时间",),
        "materials_agreed_at": ("物资处商定时间",), "decision": ("处理决定",),
        "product_received_at": ("收货日期",), "source_channel": ("来源渠道",), "evidence": ("证明材料",),
        "reviewed_at": ("审核时间", "审核日期"), "review_result": ("审核结果",), "reject_reason": ("不予退换原因",),
        "exception_approved_by": ("逾期受理批准人",), "exception_approved_at": ("逾期受理批准时间",),
        "logistics_notified_at": ("通知物流时间",), "picked_up_at": ("取件时间",), "goods_received": ("商品已收",),
        "invoice_received": ("发票已收",), "evidence_received": ("证明已收",), "inspected_at": ("检测时间",),
        "quality_issue": ("是否质量问题",), "processed_at": ("处理完成时间",), "refund_method": ("退换方式",),
        "result_notified_at": ("退换结果通知时间",), "new_model": ("更换型号",), "function_match": ("功能一致",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "return_items": ("return_no",),
    "deliveries": ("delivery_no",),
    "installations": ("install_no",),
    "returns_exchanges": ("rma_no",),
}
