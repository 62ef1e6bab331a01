"""Customers and how the service gets better: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "客户/走访与调阅.xlsx", "走访记录", "customer_visits", title=("重点客户走访记录",), dates=("slash",),
        serial=True,
    ),
    Layout(
        "客户/走访与调阅.xlsx", "客户资料调阅登记", "customer_data_access", title=("客户资料调阅登记", "档案室"),
        dates=("cell",), named=("approved_by",), signed=True,
    ),
    Layout("质量/质量信息反馈单.xlsx", "质量信息反馈", "quality_reports", dates=("chinese", "cell"), serial=True),
)  # fmt: skip
