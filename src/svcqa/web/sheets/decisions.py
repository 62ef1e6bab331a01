"""What people decided of the findings of an audit, as its history holds it."""

from __future__ import annotations

from svcqa.dossier import DECISIONS
from svcqa.history import History
from svcqa.history.reviews import KINDS, states_in
from svcqa.web.sheets.asking import Decisions


def decisions(history: History, digest: str) -> Decisions:
    """Fingerprint → decision; where statements contradict each other there is none."""
    states = states_in(history.events(*KINDS[:-1]), digest)
    said = {name: state.shown.said for (name, side), state in states.items() if side == "auditor"}
    return {name: decision for name, decision in said.items() if decision in DECISIONS}
