"""Items at their vendors: shipped, chased, tested, scrapped, parts left over: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "返修/厂家往来.xlsx", "厂家通讯录", "vendor_contacts", title=("相关厂家或上级经销商通讯录",), dates=("dot",)
    ),
    Layout(
        "返修/厂家往来.xlsx",
        "收发货",
        "shipments",
        title=("发运接收登记", "返修组"),
        dates=("cell", "slash"),
        named=("shipped_by", "received_by"),
        serial=True,
        signed=True,
    ),
    Layout("返修/厂家往来.xlsx", "催件记录", "chase_log", dates=("slash",), named=("chased_by",)),
    Layout(
        "返修/测试与配件.xlsx",
        "返修测试",
        "return_tests",
        title=("物品返修测试记录",),
        named=("tested_by",),
        signed=True,
    ),
    Layout(
        "返修/测试与配件.xlsx",
        "剩余配件",
        "leftover_parts",
        title=("返修物品剩余配件登记表",),
        dates=("chinese", "cell"),
    ),
    Layout(
        "返修/坏件登记表.xlsx",
        "废件登记",
        "scrap_parts",
        title=("坏件登记表",),
        dates=("cell",),
        named=("approved_by",),
        note="备注：废件须经客户同意后处理。",
    ),
)
