"""Masking: an audit without telephone numbers, identity numbers and names, before anything is made of it.

The audit itself is masked, so that every format says the same, also those that a plugin adds. A person is called
alike throughout (人员001, in both languages, since the audit has none), and which person that is cannot be worked out
from the masked audit. Left as they are: staff numbers, ids of rules, fingerprints, cell addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from svcqa import auditfile
from svcqa.dossier import Dossier
from svcqa.findings import Audit, Content
from svcqa.masking.cells import Cells
from svcqa.masking.hiding import Hiding
from svcqa.masking.people import names_among
from svcqa.masking.writing import Rewriting, persons_of

__all__ = ["masked"]
_PEOPLE = ("leader", "team", "participants")
"""Elements of the report that name people."""


def masked(audit: Audit) -> Audit:
    """The same audit without what tells who somebody is, with a digest of its own; a masked one as it is.

    Args:
        audit: the audit as it was made, or with what an audit workbook adds.
    """
    content, dossier = audit.content, audit.dossier
    if content.masked_from:
        return audit
    named = {name for written in _written(content, dossier) for name in names_among(written, "person")}
    known = dossier.baseline.people if dossier.baseline else []
    rewriting = Rewriting(Hiding(sorted({*content.people, *named, *known})), Cells(content), content.registers)
    settings = {**content.settings, "masked": "yes"}
    # whoever guesses a key could ask the population whether it is there
    hidden = rewriting.content(
        replace(content, people=[], population={}, judged={}, masked_from=audit.digest, settings=settings)
    )
    lists: dict[str, Any] = {
        name: rewriting.lines(lines)
        for name, lines in (
            ("findings", audit.findings), ("unjudged", audit.unjudged), ("upcoming", audit.upcoming),
        )
    }  # fmt: skip
    # what was ordered names files, and perhaps people
    return auditfile.seal(hidden, lists, replace(audit.run, order=None), rewriting.dossier(dossier))


def _written(content: Content, dossier: Dossier) -> Iterator[str]:
    """Where people are named outside the records."""
    yield from (one.approved_by for one in content.parameters)
    yield from (name for one in content.waivers for name in (one.requested_by, one.approved_by))
    yield from (name for one in dossier.reviews for name in (one.by, one.answered_by))
    yield from (name for one in dossier.nonconformities for name in one.people)
    yield from (dossier.elements.get(name, "") for name in _PEOPLE)
    yield from persons_of(dossier.assignment)
