"""What workbooks of findings say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.text import Text

WORDS: Mapping[str, Text] = {
    "blank": Text("（空）", "(blank)"),
    "nothing": Text("（未作决定）", "(nothing)"),
    "alternative": Text("· {said}（{place}）", "· {said} ({place})"),
    "conflict_auditor": Text(
        "复核冲突，均未采用；请填写最终结论：", "Reviews in conflict, none counts; write down the final decision:"
    ),
    "conflict_auditee": Text(
        "答复冲突；请填写最终答复：", "Answers in conflict; write down the final answer:"
    ),
    "about": Text(
        "共{count}项疑点，审核{digest}。疑点只是线索，由审核员判定；不得改动原始记录。同组编号相同的来自同一条记录：在其中一行"
        "填结论并在“同组均同”选“是”，则同组未填的各行照此。已解释须写理由和证据。灰色各栏勿改，行可筛选、排序。",
        "{count} findings of audit {digest}. A finding is a lead until an auditor decides; original records must not "
        "be altered. Findings with one group number come from one record: decide in one row and say yes under Whole "
        "group, and it counts for all rows of the group in which nothing is said. Explained needs reason and evidence. "
        "Leave shaded columns alone; rows may be filtered and sorted.",
    ),
    "merged": Text(
        "合并{files}份复核，共{count}项疑点。有冲突的各行不显示结论，两种说法都在“复核附注”里：请填写最终结论。",
        "{files} copies merged, {count} findings. Rows in conflict show no decision; what both said stands in the "
        "note: write down the final decision.",
    ),
}  # fmt: skip
WEIGHTS: Mapping[str, Text] = {"high": Text("高", "high"), "medium": Text("中", "medium"), "low": Text("低", "low")}
