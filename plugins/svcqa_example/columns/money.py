"""Money: fees, settlements, budgets, claims and who may approve them: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "service_fees": {
        "fee_no": ("费用单号",), "order_no": ("派工单号", "工单号"), "occurred_at": ("发生时间",),
        "amount": ("金额（元）",),
        "estimated_items": ("预估费用项目",), "estimated_amount": ("预估金额",), "pre_reviewed_at": ("初审时间",),
        "labour_fee": ("人工费",), "material_fee": ("材料费",), "travel_fee": ("差旅费",), "other_fee": ("其他费用",),
        "total_fee": ("费用合计",), "due_at": ("应缴日期", "缴费期限"), "paid_at": ("缴费时间",),
        "paid_amount": ("实收金额",),
        "payment_method": ("结算方式",), "deferral_agreed_at": ("延期约定时间",),
        "deferral_agreed_by": ("延期约定人",),
        "approved_by": ("批准人", "审批人"), "approved_at": ("批准时间",), "costed_at": ("核算时间",),
        "cost_item": ("成本项目",), "settled_at": ("结算时间",),
    },
    "fee_settlements": {
        "settlement_no": ("结算单号",), "period": ("月份",), "service_total": ("售后合计（元）",),
        "finance_total": ("财务合计（元）",), "reconciled_at": ("核对时间",), "settled_at": ("结算时间",),
    },
    "fee_uses": {
        "use_no": ("使用编号",), "purpose": ("用途", "费用用途"), "amount": ("金额（元）",), "used_at": ("使用日期",),
    },
    "cost_items": {"cost_item": ("成本项目",)},
    "budgets": {
        "budget_no": ("预算编号",), "budget_item": ("预算科目",), "period": ("所属期",),
        "budget_amount": ("预算金额（元）",),
        "adjusted_amount": ("调整后金额",), "actual_amount": ("实际金额（元）",), "reviewed_at": ("审核时间",),
        "prepared_by": ("编制人",), "approved_by": ("批准人",), "approved_at": ("批准时间",),
    },
    "expenses": {
        "expense_no": ("报销单号", "报销编号"), "staff_id": ("工号",), "order_no": ("派工单号",),
        "budget_item": ("预算科目",),
        "occurred_at": ("发生时间",), "place": ("地点",), "reason": ("理由",), "amount": ("报销金额",),
        "submitted_at": ("上交时间",), "extension_told_at": ("延期告知时间",), "extension_reason": ("延期原因",),
        "dept_approved_by": ("部门负责人",), "dept_approved_at": ("部门审核时间",),
        "finance_checked_by": ("财务复核人",),
        "finance_checked_at": ("财务复核时间",), "approver_level": ("审批级别",), "leader_approved_by": ("审批领导",),
        "leader_approved_at": ("领导审批时间",), "result": ("审批结果",),
    },
    "authority_matrix": {
        "min_amount": ("金额下限",), "max_amount": ("金额上限",), "approver_level": ("审批级别",),
    },
    "violations": {
        "violation_no": ("违规编号",), "found_at": ("发现时间",), "rule_ref": ("违反条款",), "subject_id": ("对象",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "service_fees": ("fee_no",),
    "fee_settlements": ("settlement_no",),
    "fee_uses": ("use_no",),
    "cost_items": ("cost_item",),
    "budgets": ("budget_no",),
    "expenses": ("expense_no",),
    "authority_matrix": ("min_amount",),
    "violations": ("violation_no",),
}
