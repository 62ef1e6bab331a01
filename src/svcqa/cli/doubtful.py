"""What to say of reviews that cannot count, and of answers in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from svcqa.errors import Problem
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.cli.console import Console
    from svcqa.findings import Audit

DOUBTS: Mapping[str, Text] = {
    "no_decision": Text("没有写明复核结论，或结论不认识。", "no decision, or an unknown one."),
    "no_reviewer": Text("没有写复核人。", "nobody is named as reviewer."),
    "no_such_finding": Text("本次审核没有这个疑点。", "this audit has no such finding."),
    "no_explanation": Text(
        "“已解释”须写明理由和证据。", "what is explained needs a reason and evidence, and one of them is missing."
    ),
    "disagreeing": Text("同一疑点有不同的复核结论。", "two decisions on one finding disagree."),
    "group_unclear": Text(
        "同组有几个不同的结论标了“同组均同”，或标的不是“是”“否”。",
        "decisions marked as those of the whole group disagree, or the mark is neither yes nor no.",
    ),
    "unresolved": Text(
        "合并时有冲突，尚未填写最终结论。",
        "copies contradicted each other here, and no final decision is written down.",
    ),
}
"""Why a review does not count."""
NO_DISPUTE_REASON = Text(
    "有异议而没有写理由；审核员的结论照算。", "disputed without a reason; the auditor's decision counts all the same."
)
_MEND = Text(
    "这条复核没有采用，所涉疑点仍按未复核计。", "The review was not used; its finding, if any, counts as unreviewed."
)


def warn_of_reviews(audit: Audit, console: Console) -> None:
    """Say which reviews of the audit workbook cannot count, which answers are in doubt, and why."""
    waiting = 0
    for one in audit.dossier.reviews:
        if one.doubt == "only_answered":
            waiting += 1
        elif one.doubt:
            console.warn(Problem(DOUBTS[one.doubt], one.place, _MEND))
        if one.answer_doubt == "no_dispute_reason":
            console.warn(Problem(NO_DISPUTE_REASON, one.place))
    if waiting:
        console.warn(
            Problem(
                Text(
                    f"{waiting}个疑点受审核方已答复，审核员还没有结论。",
                    f"{waiting} findings were answered by the auditee, and no auditor has decided on them yet.",
                )
            )
        )
