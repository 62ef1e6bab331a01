"""Security of information: breaches, reviews from outside, contracts with partners: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout("人事/违规登记.xlsx", "违纪记录", "violations", title=("违规登记",), dates=("cell",), signed=True),
    Layout("质量/内审与评价.xlsx", "评审记录", "audits", title=("内审与评价记录",), dates=("chinese",)),
    Layout("网点/合作协议.xlsx", "合作协议台账", "partner_contracts", title=("合作协议台账",), dates=("dot",)),
)
