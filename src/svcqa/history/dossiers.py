"""Kept audits with their dossiers as they stand by now: the audit unaltered, and what people did about it since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec.structs import replace as changed

from svcqa.findings import Audit
from svcqa.history import actions
from svcqa.history.reviews import assigned_in, joined, states_in

if TYPE_CHECKING:
    from svcqa.history.rows import KeptAudit
    from svcqa.history.store import History


def complete(history: History, kept: KeptAudit) -> Audit:
    """The audit with its assignment, its reviews and the nonconformities it raised or found again, as the events say.

    Its content stays as it was kept.

    Raises:
        HistoryError: its document is not what was kept.
    """
    audit = history.recall(kept)
    events = history.events()
    assigned = assigned_in(events, audit.digest)
    dossier = changed(
        audit.dossier,
        reviews=joined(audit.dossier, states_in(events, audit.digest)),
        nonconformities=actions.kept_nonconformities(events, audit.digest),
    )
    if assigned:
        dossier = changed(dossier, assignment=assigned.assignment, elements=assigned.elements)
    return replace(audit, dossier=dossier)
