"""Emergencies: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "管理/应急物资台账.xlsx", "应急物资", "emergency_supplies", title=("应急物资台账",), dates=("dot",),
        named=("keeper", "checked_by"), serial=True, signed=True,
    ),
)  # fmt: skip
