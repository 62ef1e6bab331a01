"""Management: files, factors, objectives, meetings, questions and answers: their lists."""

from __future__ import annotations

from svcqa_example.layouts.layout import Layout

LISTS = (
    Layout(
        "文件/受控文件.xlsx",
        "受控文件清单",
        "documents",
        title=("受控文件清单",),
        dates=("cell",),
        named=("drafted_by", "reviewed_by", "approved_by"),
        signed=True,
    ),
    Layout(
        "文件/受控文件.xlsx",
        "文件发放",
        "doc_distribution",
        title=("文件发放与收回登记", "办公室"),
        dates=("slash", "cell"),
        named=("received_by",),
    ),
    Layout(
        "管理/售后服务识别清单.xlsx",
        "识别清单",
        "risk_factors",
        title=("售后服务识别清单",),
        dates=("cell", "dot"),
        named=("measure_reviewed_by",),
        serial=True,
        signed=True,
    ),
    Layout(
        "管理/售后服务识别清单.xlsx", "评价小组", "risk_team", title=("识别评价小组名单",), dates=("chinese",),
        named=("appointed_by",),
    ),
    Layout(
        "管理/目标管理.xlsx",
        "目标分解表",
        "objectives",
        title=("目标分解表",),
        dates=("cell",),
        named=("vp_reviewed_by", "gm_approved_by"),
        signed=True,
    ),
    Layout("管理/目标管理.xlsx", "目标考核", "objective_reviews", dates=("chinese",), named=("reviewer",), serial=True),
    Layout(
        "管理/目标管理.xlsx", "目标变更", "objective_changes", title=("目标变更记录",), dates=("dot", "cell"),
        named=("gm_approved_by",),
    ),
    Layout(
        "管理/会议纪要.xlsx", "会议记录", "meetings", title=("会议记录台账",), dates=("cell",), named=("convened_by",)
    ),
    Layout(
        "质量/抽查问答.xlsx", "确认书", "attestations", title=("抽查问答确认书",), dates=("slash",),
        named=("signer",), note="说明：多项提问逐项作答，以分号隔开。",
    ),
    Layout("物流安装/进货检验.xlsx", "进货检验", "incoming_inspections", title=("进货检验记录",), dates=("cell",)),
)  # fmt: skip
