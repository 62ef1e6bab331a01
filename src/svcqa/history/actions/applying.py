"""Reading a filled-in workbook of actions back into the history: what may be is written down, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import partial

from svcqa.actions import KeptNonconformity, Refusal
from svcqa.history.actions.comparing import worked
from svcqa.history.actions.merging import Change, Conflict, Notice, Outcome, RefusedRow
from svcqa.history.actions.reading import Workbook
from svcqa.history.actions.replaying import KINDS, day_of, replayed
from svcqa.history.events import Event
from svcqa.history.store import Desk
from svcqa.suggestions import meant
from svcqa.text import Text


@dataclass
class Applied:
    """What came of a workbook."""

    changed: dict[str, list[Change]] = field(default_factory=dict)
    """Number → what was changed in it."""
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    elsewhere: int = 0
    """Open nonconformities that the workbook does not name; they stay as they are."""


def imported(desk: Desk, book: Workbook) -> Applied:
    """Write down what the rows of a workbook change, as far as the gates allow.

    The day on which this is done is that of the desk.

    Args:
        desk: where it is written down, alone.
        book: the workbook, read.
    """
    events = desk.events(*KINDS)
    known, result = replayed(events), Applied()
    for number in book.numbers:
        if number not in known:
            _unknown(book, number, known, result)
            continue
        mine = [event for event in events if event.subject == number]
        outcome = worked(known[number], partial(_as_of, mine), book, day_of(desk.stamp.written))
        _write(desk, known[number], outcome, mine)
        if outcome.changes:
            result.changed[number] = outcome.changes
        result.conflicts += outcome.conflicts
        result.refused += outcome.refused
        result.notices += outcome.notices
    result.elsewhere = sum(one.open for number, one in known.items() if number not in book.numbers)
    return result


def _as_of(events: Sequence[Event], revision: str) -> KeptNonconformity | None:
    """A nonconformity as it was at one of its revisions."""
    if not any(str(event.number) == revision for event in events):
        return None
    return next(iter(replayed(event for event in events if event.number <= int(revision)).values()), None)


def _unknown(book: Workbook, number: str, known: dict[str, KeptNonconformity], result: Applied) -> None:
    ask = meant(number, known)
    said = Text(
        f"历史里没有不符合项“{number}”。{ask.zh}", f"the history has no nonconformity '{number}'. {ask.en}"
    )  # fmt: skip
    for row in (one for one in book.rows if one.number == number):
        place = row.where("number" if "number" in row.entry.cells else "nonconformity")
        result.refused.append(RefusedRow(number, place, Refusal("unknown", said)))


def _write(desk: Desk, present: KeptNonconformity, outcome: Outcome, events: Sequence[Event]) -> None:
    for one in outcome.changes:
        if one.field == "state":
            data = {"from": one.before, "to": one.after, "reason": outcome.reason}
            desk.append("moved", present.number, data)
        else:
            desk.append("changed", present.number, {"field": one.field, "from": one.before, "to": one.after})
    told = [event.data for event in events if event.kind == "conflicted"]
    for conflict in outcome.conflicts:
        data = {name: value for name, value in asdict(conflict).items() if name not in {"number", "where"}}
        if data not in told:  # the same workbook read again
            desk.append("conflicted", present.number, data)
