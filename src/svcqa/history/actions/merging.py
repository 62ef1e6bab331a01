"""What the rows of one nonconformity change: each held against what was exported and what is there by now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from svcqa.actions import KeptNonconformity, Refusal, refusals
from svcqa.history.actions.replaying import with_value
from svcqa.text import Text

NEXT = "+"
"""Stands in a path for the number of an action or extension that is new."""


@dataclass(frozen=True)
class Change:
    """A field that becomes something else, its state among them."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else has changed since the workbook was exported: what is there stays."""

    number: str
    field: str
    exported: str
    present: str
    refused: str
    where: str


@dataclass(frozen=True)
class RefusedRow:
    """A row of which nothing is taken over, by one rule."""

    number: str
    where: str
    refusal: Refusal


@dataclass(frozen=True)
class Notice:
    """Something in the workbook that has no effect, which is said."""

    number: str
    where: str
    said: Text


@dataclass(frozen=True, eq=False)
class Edit:
    """What one row changes."""

    changes: Sequence[Change]
    where: Mapping[str, str]
    """Field → the cell it stands in."""
    place: str
    """The cell to name where a rule misses something that is not in the row."""
    reason: str = ""
    """Why the state changes."""
    needs: Sequence[Edit] = ()
    """Edits without which this one cannot be."""


@dataclass
class Outcome:
    """What comes of the rows of one nonconformity."""

    changes: list[Change] = field(default_factory=list)
    reason: str = ""
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


DUE = Refusal("due", Text(
    "已定的期限只能经“延期”表变更", "a date that is set moves by a row of the sheet of extensions only"
))  # fmt: skip


def settle(
    present: KeptNonconformity, edits: Sequence[Edit], others: Mapping[str, str], today: str, out: Outcome
) -> None:
    """Take over what the gates allow: all edits together, or else one after the other, as far as each may be.

    Args:
        present: the nonconformity as it is.
        edits: what the rows change; extensions first, the nonconformity itself last.
        others: field → its cell, for rows that change nothing.
        today: the day on which this is done.
        out: where the changes and the refused rows are put.
    """
    if not edits:
        return
    whole = _Folded.of(present, edits)
    kept = list(edits)
    if refusals(present.state, whole.one, today, whole.reason):
        kept = []
        for edit in edits:
            trial = _Folded.of(present, [*kept, edit])
            found = refusals(present.state, trial.one, today, edit.reason)
            if not set(edit.needs) <= set(kept):
                found.append(DUE)
            if not found:
                kept.append(edit)
            out.refused += _placed(found, present.number, {**others, **trial.where}, edit.place)
        whole = _Folded.of(present, kept)
    out.changes, out.reason = whole.changes, whole.reason


def _placed(found: Iterable[Refusal], number: str, where: Mapping[str, str], otherwise: str) -> Iterator[RefusedRow]:
    """Refusals at the cells of what they miss."""
    for refusal in found:
        place = next((where[lack.path] for lack in refusal.lacks if lack.path in where), otherwise)
        yield RefusedRow(number, place, refusal)


@dataclass
class _Folded:
    """A nonconformity after some edits."""

    one: KeptNonconformity
    changes: list[Change]
    where: dict[str, str]
    reason: str = ""

    @classmethod
    def of(cls, present: KeptNonconformity, edits: Iterable[Edit]) -> _Folded:
        folded = cls(present, [], {})
        for edit in edits:
            number = str(len(folded.one.actions) + 1)
            folded.reason = edit.reason or folded.reason
            for change in edit.changes:
                folded._take(change)
            folded.where |= {path.replace(NEXT, number): cell for path, cell in edit.where.items()}
        return folded

    def _take(self, change: Change) -> None:
        path = _numbered(self.one, change.field)
        self.changes.append(Change(path, change.before, change.after))
        self.one = with_value(self.one, path, change.after)
        if path == "state" and change.after == "cancelled":
            self.one = replace(self.one, cancelled_reason=self.reason)


def _numbered(one: KeptNonconformity, path: str) -> str:
    """The path with the number that is new."""
    head, plus, _ = path.partition(NEXT)
    if not plus:
        return path
    parts = head.strip("/").split("/")
    before = one.actions if len(parts) == 1 else one.actions[int(parts[1]) - 1].extensions
    return f"{head}{len(before) + 1}"
