"""Copies of one workbook merged into one, without the audit they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from svcqa.assignment.sheets import REVIEWS, registers
from svcqa.assignment.statements import NOTHING, SIDES, Row, Side, Statement
from svcqa.reviewing.meeting import Meeting
from svcqa.reviewing.merging import SILENCED, Place, State, bases, joined
from svcqa.reviewing.reading import Book
from svcqa.reviewing.rows import shown
from svcqa.reviewing.workbook import Cells
from svcqa.text import Lang

_Written = tuple[Place, Statement, str]
"""What stands in a row of one side, and the mark it carries."""


def merged(books: Sequence[Book], lang: Lang) -> tuple[list[Cells], Meeting]:
    """The rows of all copies, each finding once, and what came of merging them.

    A row keeps the mark of the state from which the first of the copies was exported, so that the merged workbook can
    be imported like any of them.
    """
    written = [one for book in books for one in _written(book.rows)]
    origins = _origins(written)
    meeting = Meeting({place: State(origin=mark) for place, mark in origins.items() if mark != NOTHING})
    known = {place: given for place, given, _ in written if given.mark == origins.get(place) != NOTHING}
    meeting.states |= {place: State((given,)) for place, given in known.items()}
    # a copy may have been exported from what another one has changed
    for book in sorted(books, key=lambda one: sum(origins.get(place) != mark for place, _, mark in _written(one.rows))):
        meeting.take_all(book.rows)
    first = {row.fingerprint: row for book in reversed(books) for row in reversed(book.rows)}
    order = dict.fromkeys(place[0] for place, _, _ in written if place[0])
    return [_cells(first[name], meeting.states, origins, lang) for name in order], meeting


def _written(rows: Iterable[Row]) -> Iterator[_Written]:
    for row in rows:
        marks = bases(row.entry["base"])
        yield from (((row.fingerprint, side), row.statements[side], marks[side]) for side in SIDES)


def _origins(written: Iterable[_Written]) -> dict[Place, str]:
    """The state from which each was first exported: a mark that is not that of a change in another copy."""
    marks: dict[Place, dict[str, None]] = {}
    changed: dict[Place, set[str]] = {}
    for place, given, mark in written:
        if mark:
            marks.setdefault(place, {})[mark] = None
        changed.setdefault(place, set()).update({given.mark} - {mark})
    return {
        place: next((mark for mark in found if mark not in changed[place]), next(iter(found)))
        for place, found in marks.items()
    }


def _cells(row: Row, states: Mapping[Place, State], origins: Mapping[Place, str], lang: Lang) -> Cells:
    mine: dict[Side, State] = {side: states.get((row.fingerprint, side), State()) for side in SIDES}
    known = {name: row.entry[name] for name in registers()[REVIEWS].fields}
    base = joined(_mark(mine[side], origins.get((row.fingerprint, side), "")) for side in SIDES)
    return {**known, **shown(mine, lang), "applies_to_group": "", "base": base}


def _mark(state: State, origin: str) -> str:
    """The mark that a merged row carries: that of its origin, and that it shows nothing where copies contradict."""
    return SILENCED + (origin or NOTHING).removeprefix(SILENCED) if state.disagreeing else origin
