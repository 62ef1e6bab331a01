"""What the department plans and spends: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "财务/部门预算.xlsx", "费用预算表", "budgets", title=("售后服务部费用预算表",), dates=("cell",),
        named=("prepared_by",), total="budget_amount", signed=True,
    ),
    Layout(
        "派工管理/维护计划.xlsx", "维护计划", "maintenance_plan", title=("维护巡检计划", "售后服务部"),
        dates=("cell", "slash"), named=("technician_id",), serial=True,
    ),
)  # fmt: skip
