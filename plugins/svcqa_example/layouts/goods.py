"""Goods: sent in, delivered, installed, returned: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "返修/返修物品信息登记表.xlsx",
        "返修登记",
        "return_items",
        title=("返修物品信息登记表",),
        dates=("cell", "dot"),
        named=("handed_over_by", "handed_over_to", "tested_by"),
        signed=True,
    ),
    Layout(
        "物流安装/送货单.xlsx",
        "送货单",
        "deliveries",
        title=("送货单登记", "物流部", "（按发车日期）"),
        dates=("slash",),
    ),
    Layout(
        "物流安装/安装调试记录.xlsx",
        "安装调试记录",
        "installations",
        title=("安装调试记录",),
        dates=("cell",),
        total="install_fee",
        signed=True,
    ),
    Layout("物流安装/退换货登记.xlsx", "退换货登记", "returns_exchanges", dates=("chinese", "slash"), serial=True),
)
