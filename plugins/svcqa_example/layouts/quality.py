"""Quality of the service: audits and parts: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout("质量/内审与评价.xlsx", "内审记录", "audits", title=("审核与评价记录",), dates=("dot",), signed=True),
    Layout("备件/备件管理.xlsx", "备件库存", "spare_parts", title=("备件库存表",), total="stock_value"),
    Layout(
        "备件/备件管理.xlsx", "出入库", "part_moves", title=("备件出入库登记",), dates=("cell", "slash"), serial=True
    ),
)
