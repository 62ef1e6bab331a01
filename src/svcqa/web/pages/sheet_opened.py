"""A version that is looked at: one of its sheets, the findings that pass the filters, and how to tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException, Response

from svcqa.quoting import column_letter
from svcqa.web.pages.checked import Checked, checked
from svcqa.web.pages.sheet_asked import FAR, Asked
from svcqa.web.pages.sheet_shown import Telling
from svcqa.web.pages.templated import page
from svcqa.web.pages.visit import Visit
from svcqa.web.sheets.asking import STATES
from svcqa.web.sheets.nouns import Detail, Entry, Filters, SheetFacts

PER_LIST, TALL, WIDE = 100, 100, 40
"""Entries of the list, and rows and columns of the table, that are shown unless more is asked for."""


@dataclass(frozen=True)
class Opened:
    """What is looked at, and what the address asks for."""

    visit: Visit
    asked: Asked
    of: Checked
    sheets: list[SheetFacts]
    sheet: SheetFacts | None
    detail: Detail | None
    """The entry that is chosen."""
    tell: Telling

    @property
    def filters(self) -> Filters:
        """The filters of the address."""
        return self.asked.filters(self.sheet.number if self.sheet else None)

    def shown(self, template: str, **values: object) -> Response:
        """A template filled in."""
        told: dict[str, Any] = {
            "of": self.of, "sheets": self.sheets, "sheet": self.sheet, "tell": self.tell, "asked": self.asked,
            "detail": self.detail, "letter": column_letter, "place": f"{self.of.address}/sheet", **values,
        }  # fmt: skip
        return page(self.visit, template, **told)

    @property
    def files(self) -> dict[str, list[SheetFacts]]:
        """The sheets of each file."""
        found: dict[str, list[SheetFacts]] = {}
        for one in self.sheets:
            found.setdefault(one.file, []).append(one)
        return found

    def address_of(self, entry: Entry | None) -> str:
        """The page with an entry chosen; without one, as it is."""
        return f"{self.of.address}/sheet{self.asked.address(entry=entry.number if entry else self.asked.entry)}"

    def grid(self, first: int, left: int) -> dict[str, object]:
        """A part of the sheet, as the templates take it."""
        if self.sheet is None:
            return {"window": None, "rows": [], "columns": []}
        count, columns = self.asked.count or TALL, self.asked.columns or WIDE
        first = min(first, max(self.sheet.rows - count + 1, 1))
        window = self.of.prepared.window(self.sheet, first, count, left, columns)
        chosen = self.detail.entry.number if self.detail else None
        shown = range(window.left, window.left + len(window.rows[0] if window.rows else ()))
        return {"window": window, "rows": list(self.tell.rows(self.sheet, window, chosen)), "columns": shown}

    def listed(self) -> dict[str, object]:
        """The entries that the filters let through, as the templates take them."""
        start, prepared, decisions = self.asked.start or 0, self.of.prepared, self.of.decisions
        return {
            "entries": prepared.entries(self.filters, decisions, start, PER_LIST),
            "counts": prepared.counts(self.filters, decisions),
            "start": start,
            "names": {one.number: one for one in self.sheets},
            "states": STATES,
            "per": PER_LIST,
        }

    def bar(self, at: tuple[int, int]) -> dict[str, object]:
        """All that is told of a cell, as the templates take it.

        Raises:
            HTTPException: 404; there is no sheet.
        """
        if self.sheet is None:
            raise HTTPException(404)
        text, marks = self.of.prepared.cell(self.sheet, *at)
        remarks = self.of.prepared.window(self.sheet, at[0], 1, 0, 1).remarks.get(at[0], ())
        told = [*self.tell.column(self.sheet, at[1]), *self.tell.remarks(at[0], remarks)]
        return {"at": at, "text": text, "marks": marks, "told": told}

    def position(self, detail: Detail | None) -> tuple[int, int] | None:
        """Which one of those that the filters let through an entry is, and of how many."""
        if detail is None:
            return None
        return self.of.prepared.position(detail.entry.number, self.filters, self.of.decisions)

    def step(self) -> Entry | None:
        """The next entry behind the one chosen or behind a cell, or the last one before it."""
        prepared, back = self.of.prepared, bool(self.asked.back)
        if self.detail is not None:
            return prepared.beside(self.detail.entry.number, self.filters, self.of.decisions, back=back)
        place = (self.sheet.number if self.sheet else 0, *(self.asked.at or (0, 0)))
        return prepared.step(place, self.filters, self.of.decisions, back=back)


def opened(visit: Visit, submission: int, version: int, asked: Asked, *, follow: bool = False) -> Opened:
    """Open a version at what an address asks for.

    Args:
        visit: whose.
        submission: its number.
        version: its number.
        asked: the query of the address.
        follow: where the address names no sheet, open the one the chosen entry stands on.

    Raises:
        HTTPException: 404; there is no such version, sheet or entry.
    """
    if max(submission, version) > FAR:
        raise HTTPException(404)
    of = checked(visit, submission, version)
    number = of.prepared.number(asked.finding) if asked.finding else asked.entry
    detail = of.prepared.entry(number) if number is not None else None
    sheets = of.prepared.sheets()
    wanted = detail.entry.sheet if follow and detail and asked.sheet is None else asked.sheet
    sheet = next((one for one in sheets if one.number == wanted), None)
    if (wanted is not None and sheet is None) or (detail is None and (number is not None or asked.finding)):
        raise HTTPException(404)
    sheet = sheet or max(sheets, key=lambda one: (one.findings > 0, one.read, -one.number), default=None)
    return Opened(visit, asked, of, sheets, sheet, detail, Telling(visit.lang, of.decisions))
