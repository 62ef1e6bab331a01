"""Requests, orders, slips, callbacks, complaints: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "回访投诉/回访与投诉.xlsx",
        "回访记录",
        "callbacks",
        title=("客户回访记录",),
        dates=("cell",),
        named=("callback_by",),
        serial=True,
    ),
    Layout(
        "回访投诉/回访与投诉.xlsx",
        "投诉登记",
        "complaints",
        title=("投诉登记台账", "售后服务部"),
        dates=("chinese", "cell"),
        named=("received_by",),
        signed=True,
    ),
    Layout("返修/处理单.xlsx", "处理单", "handling_slips", dates=("cell",), named=("technician_id",), serial=True),
    Layout("财务/收据台账.xlsx", "收据台账", "receipts", title=("收据台账",), total="amount", signed=True),
    Layout("电话记录/话务记录.xlsx", "话务记录", "calls", dates=("cell",), serial=True),
    Layout("派工管理/改约登记.xlsx", "改约登记", "reschedules", title=("改约登记表",), dates=("cell",)),
    Layout("返修/设备收条.xlsx", "收条", "equipment_receipts", title=("设备收条登记",), dates=("slash", "cell")),
    Layout("客户/产品台账.xlsx", "机组台账", "units", dates=("dot",), serial=True),
    Layout("财务/收费标准.xlsx", "收费标准", "price_list", title=("维修收费标准",), dates=("chinese",), signed=True),
)
