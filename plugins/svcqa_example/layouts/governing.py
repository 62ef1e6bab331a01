"""Rules kept and departed from, checks, rewards, customers: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "质量/制度修订情况一览表.xlsx",
        "修订记录",
        "doc_revisions",
        title=("制度修订情况一览表",),
        dates=("cell", "dot"),
        signed=True,
    ),
    Layout(
        "质量/流程偏离审批.xlsx",
        "特批单",
        "deviations",
        title=("流程偏离审批登记",),
        dates=("cell",),
        named=("gm_approved_by", "approved_by"),
    ),
    Layout(
        "质量/制度执行情况检查.xlsx",
        "检查记录",
        "inspections",
        title=("制度执行情况检查记录", "售后服务中心"),
        dates=("slash",),
        named=("inspector",),
        serial=True,
        signed=True,
    ),
    Layout(
        "人事/奖惩记录.xlsx",
        "奖惩登记",
        "rewards",
        title=("奖惩记录",),
        dates=("cell",),
        named=("approved_by", "proposed_by"),
    ),
    Layout("客户/客户档案.xlsx", "用户资料", "customers", title=("客户档案",), dates=("dot",), serial=True),
)
