"""Kept audits with their dossiers as they stand by now: the audit unaltered, and what people did about it since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec.structs import replace as changed

from svcqa.findings import Audit
from svcqa.history.reviews import KINDS, assigned_in, joined, states_in

if TYPE_CHECKING:
    from svcqa.history.rows import KeptAudit
    from svcqa.history.store import History


def complete(history: History, kept: KeptAudit) -> Audit:
    """The audit with its reviews and its assignment as the events say by now; its content stays as it was kept.

    Raises:
        HistoryError: its document is not what was kept.
    """
    audit = history.recall(kept)
    events = history.events(*KINDS)
    assigned = assigned_in(events, audit.digest)
    dossier = changed(audit.dossier, reviews=joined(audit.dossier, states_in(events, audit.digest)))
    if assigned:
        dossier = changed(dossier, assignment=assigned.assignment, elements=assigned.elements)
    # nonconformities and their actions join here, from the same events
    return replace(audit, dossier=dossier)
