"""Workbooks with reviews taken into the history: merged with what is decided there, and appended as events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from svcqa.assignment.sheets import registers
from svcqa.dossier import Dossier
from svcqa.findings import Audit
from svcqa.history.reviews import KINDS, assigned_in, states_in, told
from svcqa.history.store import Desk
from svcqa.reviewing.meeting import Meeting
from svcqa.reviewing.reading import Book

_Filled = dict[str, str]


@dataclass
class Imported:
    """What became of the workbooks."""

    meeting: Meeting
    elements: list[str] = field(default_factory=list)
    """Elements of the report that were written down or changed."""
    differing: list[tuple[str, str]] = field(default_factory=list)
    """Workbook and element that another workbook of this import states otherwise; the first one holds."""


def take_in(desk: Desk, audit: Audit, books: Sequence[Book]) -> Imported:
    """Append what the workbooks say of an audit that is kept; what contradicts each other is kept in full."""
    events = desk.events(*KINDS)
    known = frozenset(audit.findings.table.column("fingerprint").to_pylist())
    meeting = Meeting(states_in(events, audit.digest), known)
    for book in books:
        meeting.take_all(book.rows)
    for one in meeting.changes:
        desk.append(*told(audit.digest, one))
    imported = Imported(meeting)
    assigned = assigned_in(events, audit.digest)
    present = Dossier(assigned.assignment, assigned.elements) if assigned else audit.dossier
    _assign(desk, audit.digest, present, books, imported)
    return imported


def _assign(desk: Desk, digest: str, present: Dossier, books: Sequence[Book], imported: Imported) -> None:
    """Append the assignment and the elements of the workbooks, if these say anything new."""
    stated: dict[str, str] = {}
    for book in books:
        for name, text in book.elements.items():
            if stated.setdefault(name, text) != text:
                imported.differing.append((book.name, name))
    imported.elements = [name for name, text in stated.items() if present.elements.get(name) != text]
    assignment = dict(present.assignment)
    for book in reversed(books):  # the first one holds
        assignment |= {name: _joined(name, assignment.get(name, ()), rows) for name, rows in book.assignment.items()}
    if imported.elements or assignment != present.assignment:
        places = [book.name for book in books if book.assignment]
        data = {"assignment": assignment, "elements": {**present.elements, **stated}, "places": places}
        desk.append("assigned", digest, data)


def _joined(sheet: str, present: Iterable[_Filled], given: Iterable[_Filled]) -> list[_Filled]:
    """The rows of a sheet by its key, with what is filled in by now."""
    key = registers()[sheet].key
    found: dict[tuple[str, ...], _Filled] = {}
    for row in (*present, *given):
        name = tuple(row.get(part, "") for part in key)
        found[name] = {**found.get(name, {}), **row}
    return list(found.values())
