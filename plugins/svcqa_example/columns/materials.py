"""Recalls, the store of spares and the workshop: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "defect_reports": {
        "defect_no": ("缺陷编号",), "found_at": ("发现时间",), "source": ("信息来源",), "product": ("产品名称",),
        "batch_no": ("批次号",), "defect": ("缺陷描述",), "dangerous": ("是否危及安全",), "assessed_at": ("评估时间",),
        "assessed_by": ("评估人",), "conclusion": ("评估结论",), "authority_told_at": ("报告主管部门时间",),
    },
    "recalls": {
        "recall_no": ("召回编号",), "defect_no": ("缺陷编号",), "product": ("召回产品",), "reason": ("召回原因",),
        "scope_serials": ("召回范围",), "measures": ("补救措施",), "responsible": ("召回负责人",),
        "decided_at": ("决定时间",), "gm_approved_by": ("总经理批准人",), "gm_approved_at": ("总经理批准时间",),
        "stop_sale_at": ("停售时间",), "plan_at": ("计划制定时间",), "started_at": ("开始时间",),
        "planned_end_at": ("计划完成日期",), "summary_at": ("总结日期",), "effect": ("召回效果评价",),
        "summarised_by": ("总结人",),
    },
    "recall_units": {
        "recall_no": ("召回编号",), "serial_no": ("机号",), "customer_id": ("客户编号",), "notified_at": ("通知时间",),
        "contact_attempts": ("联系记录", "联系次数"), "disposition": ("处置结果",), "closed_at": ("结案时间",),
    },
    "compensations": {
        "comp_no": ("赔偿编号",), "recall_no": ("召回编号",), "customer_id": ("客户编号",), "amount": ("金额（元）",),
        "approved_by": ("批准人",), "approved_at": ("批准时间",), "paid_at": ("赔付时间",),
    },
    "spare_parts": {
        "part_name": ("备件名称",), "location": ("存放位置", "库位"), "unit_price": ("单价",),
        "listed_at": ("建档日期",), "withdrawn_at": ("停用日期",), "eop_at": ("停产日期",),
        "supply_until": ("供应截止日期",),
    },
    "part_moves": {
        "move_type": ("业务类型",), "requested_by": ("领用人",), "approved_by": ("批准人",), "handled_by": ("经手人",),
        "inspection_no": ("验收单号",), "customer_id": ("客户编号",), "serial_no": ("机号",),
        "tested_at": ("启用前检测时间",), "test_result": ("启用前检测结果",), "loan_due_at": ("应还日期",),
        "loan_returned_at": ("归还日期",),
    },
    "parts_plans": {
        "plan_no": ("计划编号",), "period": ("计划期间",), "part_code": ("备件编码",), "planned_qty": ("计划数量",),
        "basis": ("编制依据",), "prepared_by": ("编制人",), "approved_by": ("批准人",), "approved_at": ("批准时间",),
    },
    "stock_counts": {
        "part_code": ("备件编码",), "counted_at": ("盘点日期",), "book_qty": ("账面数量",),
        "counted_qty": ("盘点数量",), "counted_by": ("盘点人",), "checked_by": ("监盘人",),
        "diff_reason": ("差异原因",), "diff_approved_by": ("差异审批人",),
    },
    "assets": {
        "calibration_required": ("是否需校准",), "maintenance_interval": ("保养周期（月）",),
        "retired_at": ("报废日期",), "retire_reason": ("报废原因",), "retire_approved_by": ("报废批准人",),
    },
    "asset_checks": {
        "asset_no": ("设备编号",), "check_type": ("检查类型",), "checked_at": ("点检时间",), "content": ("检查内容",),
        "result": ("结果",), "valid_until": ("有效期至",), "certificate_no": ("证书编号",), "checked_by": ("检查人",),
        "calibrated_by": ("校准机构", "校准单位"), "action": ("处置措施",), "impact": ("追溯评价",),
    },
    "asset_faults": {
        "fault_no": ("故障单号",), "asset_no": ("设备编号",), "occurred_at": ("故障发生时间",),
        "reported_at": ("报修时间",), "reported_by": ("报修人",), "cause": ("故障原因",), "measures": ("处理措施",),
        "repaired_at": ("修复时间",), "repaired_by": ("修复人",), "accepted_at": ("验收时间",),
        "accepted_by": ("验收人",), "resumed_at": ("恢复使用时间",), "outcome": ("处理结论",),
    },
    "work_orders": {"asset_no": ("设备编号",)},
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "defect_reports": ("defect_no",),
    "recalls": ("recall_no",),
    "recall_units": ("recall_no", "serial_no"),
    "compensations": ("comp_no",),
    "parts_plans": ("plan_no",),
    "stock_counts": ("part_code", "counted_at"),
    "asset_checks": ("asset_no", "checked_at"),
    "asset_faults": ("fault_no",),
}
