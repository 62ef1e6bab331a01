"""What was sold, is to be supplied and was packed: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout("物流安装/销售合同台账.xlsx", "供货合同", "contracts", title=("销售合同台账",), dates=("slash",)),
    Layout(
        "物流安装/供货单.xlsx", "供货单", "supply_orders", title=("供货单登记", "物流部"), dates=("cell",), serial=True
    ),
    Layout(
        "物流安装/装箱单.xlsx",
        "装箱清单",
        "packing_lists",
        title=("装箱单",),
        dates=("cell", "chinese"),
        named=("checked_by",),
        total="quantity",
    ),
)
