"""Statements taken into the history one by one: the same events as those of a workbook that is filled in."""

from __future__ import annotations

from collections.abc import Iterable

from svcqa.assignment.statements import Statement
from svcqa.history.reviews import KINDS, states_in, told
from svcqa.history.rows import KeptAudit
from svcqa.history.store import Desk
from svcqa.reviewing.meeting import Meeting
from svcqa.reviewing.merging import Place

Stated = tuple[Place, Statement, str]
"""A finding and a side of it, what is said, and the mark of what stood there when it was written."""


def state(desk: Desk, kept: KeptAudit, given: Iterable[Stated]) -> Meeting:
    """Append what people say of findings of a kept audit: all of it, or nothing if any of it cannot be used.

    Returns:
        What came of it; ``refused`` and ``conflicts`` tell why nothing was appended.
    """
    known = desk.fingerprints(kept)
    meeting = Meeting(states_in(desk.events(*KINDS), kept.digest), known)
    for place, statement, base in given:
        if place[0] in known:
            meeting.say(place, statement, base)
        else:
            meeting.refused.append(("no_such_finding", statement.place))
    if not meeting.refused and not meeting.conflicts:
        for one in meeting.changes:
            desk.append(*told(kept.digest, one))
    return meeting
