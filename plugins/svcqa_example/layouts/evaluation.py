"""Internal evaluation and resources of outlets: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "质量/内部评价.xlsx", "内部评价计划", "audit_rounds", title=("内部评价计划与报告",), dates=("chinese", "dot"),
        named=("team_leader", "approved_by", "report_approved_by"), signed=True,
    ),
    Layout(
        "网点/资源配置评价.xlsx", "资源配置评价", "resource_reviews", title=("服务资源配置评价表",), dates=("slash",),
        named=("reviewer", "approved_by"), serial=True,
    ),
)  # fmt: skip
