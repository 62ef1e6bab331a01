"""Information on the service: what is gathered, and what is said on the net: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout("信息/售后信息库.xlsx", "信息台账", "info_items", title=("售后信息台账",), dates=("cell",), serial=True),
    Layout("信息/网上评价.xlsx", "意见登记", "feedbacks", title=("客户反馈登记",), dates=("slash", "cell")),
)
