"""Customer service: franchisees, duty, plans: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout("客户服务部/加盟商服务.xlsx", "预警登记", "warnings", title=("服务隐患预警登记",), dates=("dot", "cell")),
    Layout(
        "客户服务部/加盟商服务.xlsx", "满意度调查表", "surveys", title=("加盟商满意度调查", "客户服务部"), signed=True,
    ),
    Layout("客户服务部/加盟商服务.xlsx", "改进建议", "improvements", dates=("cell",), serial=True),
    Layout(
        "客户服务部/工作计划.xlsx", "工作计划表", "plans", title=("成员工作计划",), dates=("cell",), signed=True,
        named=("approved_by",),
    ),
    Layout(
        "客户服务部/值班考勤.xlsx", "值班安排表", "duty_roster", title=("值班安排表",), dates=("cell",), serial=True,
    ),
    Layout(
        "客户服务部/值班考勤.xlsx", "考勤记录", "attendance", dates=("slash", "cell"), named=("approved_by",),
        note="说明：离岗须事先批准。",
    ),
)  # fmt: skip
