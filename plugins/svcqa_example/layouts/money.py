"""Money: fees, settlements, budgets, claims and who may approve them: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "财务/服务费用.xlsx", "费用明细", "service_fees", title=("服务费用明细表",), dates=("cell",),
        named=("approved_by", "deferral_agreed_by"), serial=True,
    ),
    Layout("财务/服务费用.xlsx", "月结", "fee_settlements", title=("费用月结表",), dates=("chinese",), signed=True),
    Layout("财务/服务费用.xlsx", "费用支出", "fee_uses", dates=("slash",), total="amount"),
    Layout("财务/服务费用.xlsx", "科目表", "cost_items", title=("成本项目表",)),
    Layout("财务/费用预算.xlsx", "预算", "budgets", title=("费用预算表", "财务处"), dates=("cell",), signed=True),
    Layout(
        "财务/费用报销.xlsx", "报销单", "expenses", title=("费用报销登记",), dates=("cell", "slash"),
        named=("dept_approved_by", "finance_checked_by", "leader_approved_by"), total="amount",
    ),
    Layout("财务/费用报销.xlsx", "权限表", "authority_matrix", title=("审批权限表",)),
    Layout("质量/违规登记.xlsx", "违纪记录", "violations", title=("违规登记",), dates=("slash",), serial=True),
)  # fmt: skip
