"""Outlets: chosen, published, surveyed, summed up, settled with; incidents: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "网点/网点管理.xlsx",
        "外委候选",
        "site_candidates",
        title=("服务网点预选表", "售后服务部"),
        dates=("slash", "cell"),
        signed=True,
    ),
    Layout("网点/网点管理.xlsx", "公示记录", "publications", dates=("cell",), serial=True),
    Layout("网点/网点管理.xlsx", "网点调研记录", "site_surveys", title=("网点年度调研记录",), dates=("dot",)),
    Layout(
        "网点/网点季度总结.xlsx",
        "网点季度总结",
        "site_summaries",
        title=("服务网点工作情况总结", "（各网点于下季度首月10日前上交）"),
        dates=("cell",),
        note="备注：遇休息日顺延。",
    ),
    Layout(
        "网点/网点结算单.xlsx",
        "网点结算",
        "site_settlements",
        title=("服务网点结算单汇总",),
        dates=("cell",),
        serial=True,
        total="amount",
        signed=True,
    ),
    Layout("质量/事故事件登记.xlsx", "安全事件", "incidents", title=("事故事件登记",), dates=("chinese",)),
)
