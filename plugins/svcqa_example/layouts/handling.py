"""Handling of cases: progress, refunds, rest days, visits, surveys, improvements: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    # exported from the telephone system
    Layout("电话记录/进度记录.csv", "", "progress_updates", dates=("iso",)),
    Layout(
        "财务/退款登记.xlsx", "退款登记", "refunds", title=("退货退款登记表",), dates=("cell",), total="amount",
        signed=True,
    ),
    Layout("人事/放假与值班.xlsx", "放假安排", "holidays", title=("放假安排", "办公室"), dates=("cell",)),
    Layout("人事/放假与值班.xlsx", "排班表", "duty_roster", title=("节假日值班表",), dates=("slash", "cell")),
    Layout(
        "质量/内审与评审.xlsx", "评审记录", "audits", title=("审核与评估记录",), dates=("dot",), serial=True,
        signed=True,
    ),
    Layout("客户/巡检维护.xlsx", "巡检表", "maintenance_plan", title=("客户设备巡检维护表",), dates=("slash", "cell")),
    Layout("客户/满意度调查.xlsx", "满意度调查表", "surveys", dates=("chinese",), serial=True),
    Layout(
        "客户/意见与改进.xlsx", "改进建议", "improvements", title=("改进措施跟踪表",), dates=("cell",),
        named=("owner",),
        signed=True,
    ),
    Layout("客户/意见与改进.xlsx", "意见登记", "feedbacks", title=("客户意见登记",), dates=("cell", "chinese")),
)  # fmt: skip
