"""People: staff, outlets, posts, training, evaluations, certificates: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "人事/人员花名册.xlsx",
        "员工名册",
        "staff",
        title=("人员花名册", "截至2025年12月31日"),
        dates=("cell", "dot"),
        named=("manager_id",),
        signed=True,
    ),
    Layout(
        "人事/人员花名册.xlsx",
        "服务网点",
        "sites",
        title=("服务网点台账",),
        dates=("chinese",),
        named=("responsible_id", "applied_by", "gm_approved_by"),
    ),
    Layout("人事/人员花名册.xlsx", "部门表", "departments", title=("部门一览表",), named=("manager_id",)),
    Layout("人事/人员花名册.xlsx", "岗位表", "posts", total="headcount_approved"),
    Layout("培训/培训档案.xlsx", "培训记录表", "training_records", title=("培训记录表",), serial=True, signed=True),
    Layout("培训/能力评价.xlsx", "能力评价表", "evaluations", title=("能力评价与绩效考核记录",), dates=("dot",)),
    Layout(
        "培训/证书台账.xlsx", "证书台账", "certificates", dates=("cell", "slash"), note="说明：证书到期前30天办理换证。"
    ),
)
