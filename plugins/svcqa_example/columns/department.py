"""What the department plans and spends: headings of their columns."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "budgets": {
        "budget_no": ("预算编号",), "budget_item": ("预算科目",), "period": ("年度",),
        "budget_amount": ("预算金额（元）",),
        "actual_amount": ("实际金额（元）",), "prepared_by": ("编制人",), "reviewed_at": ("审核时间",),
    },
    "maintenance_plan": {
        "plan_no": ("计划编号",), "period": ("月份", "所属期"), "planned_date": ("计划日期",), "serial_no": ("机号",),
        "technician_id": ("维修人员",), "completed_at": ("完成时间", "完工时间"), "running_checked": ("运行检查",),
        "cleaned": ("已清洁",), "worn_parts_replaced": ("已换磨损件",),
    },
}  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {"budgets": ("budget_no",), "maintenance_plan": ("plan_no",)}
