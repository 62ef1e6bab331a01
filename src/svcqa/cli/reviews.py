"""What to say of reviews that cannot count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcqa.errors import Problem
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.cli.console import Console
    from svcqa.findings import Audit

_DOUBTS = {
    "no_decision": Text("没有写明复核结论，或结论不认识。", "no decision, or an unknown one."),
    "no_reviewer": Text("没有写复核人。", "nobody is named as reviewer."),
    "no_such_finding": Text("本次审核没有这个疑点。", "this audit has no such finding."),
    "disagreeing": Text("同一疑点有不同的复核结论。", "two decisions on one finding disagree."),
}
_MEND = Text(
    "这条复核没有采用，所涉疑点仍按未复核计。", "The review was not used; its finding, if any, counts as unreviewed."
)


def warn_of_reviews(audit: Audit, console: Console) -> None:
    """Say which reviews of the audit workbook cannot count, and why."""
    for one in audit.dossier.reviews:
        if one.doubt:
            console.warn(Problem(_DOUBTS[one.doubt], one.place, _MEND))
