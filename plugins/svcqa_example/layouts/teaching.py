"""Training plans, sessions, applications; machines and who operates them: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "培训/年度培训计划.xlsx", "培训计划", "training_plan", title=("年度培训计划",), dates=("cell",), signed=True
    ),
    Layout("培训/年度培训计划.xlsx", "培训班次", "training_sessions", dates=("cell",), serial=True),
    Layout(
        "培训/培训申请.xlsx",
        "培训申请",
        "training_requests",
        title=("培训申请与外出培训登记", "人力资源处"),
        dates=("cell", "slash"),
        named=("applied_by", "approved_by"),
        signed=True,
    ),
    Layout("设备/设备台账.xlsx", "设施设备台账", "assets", dates=("dot",), named=("custodian_id",)),
    Layout("设备/设备台账.xlsx", "操作授权", "asset_operators", title=("设备操作人员登记",), dates=("cell",)),
)
