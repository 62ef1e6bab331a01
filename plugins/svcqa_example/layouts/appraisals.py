"""Performance: its lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "人事/绩效考核方案.xlsx", "考核指标", "kpis", title=("绩效考核指标表", "2020年起执行"), dates=("cell",),
        named=("approved_by",),
    ),
)  # fmt: skip
