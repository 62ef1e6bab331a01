"""Recalls, the store of spares and the workshop: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout("质量/召回管理.xlsx", "缺陷信息", "defect_reports", title=("缺陷信息登记",), dates=("cell",), serial=True),
    Layout("质量/召回管理.xlsx", "召回登记", "recalls", title=("产品召回登记表", "质量管理"), dates=("cell", "iso")),
    Layout("质量/召回管理.xlsx", "召回明细", "recall_units", dates=("cell",)),
    Layout(
        "质量/召回管理.xlsx", "赔偿登记", "compensations", title=("赔偿登记表",), dates=("slash",), total="amount",
        signed=True,
    ),
    Layout("备件/备件盘点与计划.xlsx", "备件计划", "parts_plans", title=("备件需求计划",), dates=("cell",)),
    Layout("备件/备件盘点与计划.xlsx", "盘点表", "stock_counts", title=("备件盘点表",), dates=("cell",), signed=True),
    Layout("设备/设备维护.xlsx", "保养校准记录", "asset_checks", title=("设备点检、保养与校准记录",), dates=("cell",)),
    Layout("设备/设备维护.xlsx", "设备故障记录", "asset_faults", title=("设施故障报修单",), dates=("slash", "cell")),
)  # fmt: skip
