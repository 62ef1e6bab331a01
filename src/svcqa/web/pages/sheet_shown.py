"""What the page of sheets shows of cells: which look they have and what is said at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from svcqa.accounts import ASIDE, Said
from svcqa.quoting import column_letter
from svcqa.text import Lang
from svcqa.web import words
from svcqa.web.sheets.asking import Decisions
from svcqa.web.sheets.facts import HIDDEN_ROW
from svcqa.web.sheets.nouns import Entry, Remark, SheetFacts, Shown, Window

MOST_SAID = 6
"""Findings that are told at a cell; of more it says how many."""
_SETTLED = frozenset({"explained", "reading_error"})
_LOOKS = ("high", "medium", "low", "evidence", "unjudged", "settled")
"""The gravest first: it gives a cell its look."""
Mark = tuple[Entry, bool]


@dataclass(frozen=True)
class CellShown:
    """A cell of the grid; ``at`` names it, ``said`` is what is told at it."""

    column: int
    at: str
    shown: Shown | None
    look: str
    more: bool
    chosen: bool
    covered: bool
    said: Sequence[str]


@dataclass(frozen=True)
class RowShown:
    """A row of the grid, and why it is no record."""

    number: int
    cells: Sequence[CellShown]
    aside: bool
    hidden: bool
    said: Sequence[str]


class Telling:
    """Tells cells and findings in one language."""

    def __init__(self, lang: Lang, decisions: Decisions) -> None:
        self.lang = lang
        self._say = partial(words.say, lang)
        self._decisions = decisions

    def said(self, given: Said | None) -> str:
        """A sentence of the audit in this language."""
        return "" if given is None else str(getattr(given, self.lang))

    def look(self, entry: Entry, *, own: bool) -> str:
        """How a cell of an entry looks."""
        if entry.kind == "unjudged":
            return "unjudged"
        if self._decisions.get(entry.fingerprint) in _SETTLED or (
            entry.excused_by is not None and entry.fingerprint not in self._decisions
        ):
            return "settled"
        return entry.weight if own else "evidence"

    def state(self, entry: Entry) -> str:
        """What became of an entry; empty where nothing did."""
        decision = self._decisions.get(entry.fingerprint) if entry.fingerprint else None
        if decision is not None:
            return self._say(f"sheets.state_{decision}")
        return "" if entry.excused_by is None else self._say("sheets.excused_by", by=entry.excused_by)

    def mark(self, entry: Entry, *, own: bool) -> str:
        """What an entry is to a cell, in words."""
        look = self.look(entry, own=own)
        if look in {"evidence", "unjudged"}:
            return self._say(f"sheets.mark_{look}")
        if look == "settled":
            return self._say("sheets.mark_settled", state=self.state(entry))
        return self._say("sheets.mark_finding", weight=self._say(f"weight.{look}"))

    def rule(self, entry: Entry) -> str:
        """A rule with its clause."""
        rule = entry.rule
        return " ".join(part for part in (rule.clause, self.said(rule.title) or rule.rule) if part)

    def marks(self, marks: Sequence[Mark]) -> Iterator[str]:
        """What is told at a cell."""
        for entry, own in marks[:MOST_SAID]:
            end = "：" if self.lang == "zh" else ": "
            yield f"{self.mark(entry, own=own)} · {self.rule(entry)}{end}{self.said(entry.message)}"
        if len(marks) > MOST_SAID:
            yield self._say("sheets.more_marks", count=len(marks) - MOST_SAID)

    def remarks(self, row: int, remarks: Sequence[Remark]) -> Iterator[str]:
        """Why a row is no record."""
        for one in remarks:
            if one.reason == HIDDEN_ROW:
                yield self._say("sheets.row_hidden", row=row)
                continue
            name = "sheets.row_aside_text" if one.text.strip() else "sheets.row_aside"
            reason = ASIDE[one.reason].say(self.lang) if one.reason in ASIDE else one.reason
            said = self._say(name, row=row, reason=reason, text=" ".join(one.text.split())[:80])
            yield self._say("sheets.row_of_region", said=said, region=one.region) if one.region else said

    def column(self, sheet: SheetFacts, column: int) -> Iterator[str]:
        """What a column was taken for."""
        letter, facts = column_letter(column), sheet.columns.get(column)
        if facts is not None and facts.field is not None:
            field = self.said(facts.field)
            yield self._say("sheets.column_field", column=letter, heading=facts.heading, field=field)
        elif facts is not None:
            yield self._say("sheets.column_unused", column=letter, heading=facts.heading)
        if column in sheet.hidden_columns:
            yield self._say("sheets.column_hidden", column=letter)

    def rows(self, sheet: SheetFacts, window: Window, chosen: int | None) -> Iterator[RowShown]:
        """The rows of a window."""
        covered = _covered(sheet, window)
        for offset, cells in enumerate(window.rows):
            row = window.first + offset
            remarks = window.remarks.get(row, ())
            shown = [
                self._cell((row, window.left + at), cell, window, covered, chosen) for at, cell in enumerate(cells)
            ]
            aside = any(one.reason != HIDDEN_ROW and not one.region for one in remarks)
            hidden = any(one.reason == HIDDEN_ROW for one in remarks)
            yield RowShown(row, shown, aside, hidden, list(self.remarks(row, remarks)))

    def _cell(
        self, at: tuple[int, int], cell: Shown | None, window: Window, covered: dict[tuple[int, int], str],
        chosen: int | None,
    ) -> CellShown:  # fmt: skip
        marks = window.marks.get(at, ())
        looks = {self.look(entry, own=own) for entry, own in marks}
        said = [*self.marks(marks)]
        if cell is not None and cell.uncalculated:
            said.append(self._say("sheets.uncalculated"))
        if at in covered:
            said.append(self._say("sheets.covered", range=covered[at]))
        return CellShown(
            at[1],
            f"{column_letter(at[1])}{at[0]}",
            cell,
            next((look for look in _LOOKS if look in looks), ""),
            len(marks) > 1,
            any(entry.number == chosen for entry, _ in marks),
            at in covered,
            said,
        )


def _covered(sheet: SheetFacts, window: Window) -> dict[tuple[int, int], str]:
    """The cells of a window that merged ones cover, with the range of each."""
    last, right = window.first + len(window.rows) - 1, window.left + len(window.rows[0] if window.rows else ()) - 1
    found: dict[tuple[int, int], str] = {}
    for top, left, bottom, end in sheet.merged:
        name = f"{column_letter(left)}{top}:{column_letter(end)}{bottom}"
        for row in range(max(top, window.first), min(bottom, last) + 1):
            for column in range(max(left, window.left), min(end, right) + 1):
                if (row, column) != (top, left):
                    found[row, column] = name
    return found
