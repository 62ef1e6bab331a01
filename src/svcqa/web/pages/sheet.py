"""Sheets with their findings: the table as in a spreadsheet, the list of findings beside it, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Response

from svcqa.quoting import column_letter
from svcqa.web.pages.access import Viewing
from svcqa.web.pages.checked import Checked, checked
from svcqa.web.pages.sheet_asked import Asked, asked, number
from svcqa.web.pages.sheet_shown import Telling, cell_named
from svcqa.web.pages.templated import page
from svcqa.web.pages.visit import Visit
from svcqa.web.sheets.asking import STATES
from svcqa.web.sheets.nouns import Detail, Entry, SheetFacts

router = APIRouter(prefix="/projects/{project}/submissions/{submission}/versions/{version}/sheet")
PER_LIST, PER_WINDOW, WIDE = 100, 100, 40
_BEFORE = 20
"""Rows that are shown above the one that is asked for."""
_FAR = 1 << 30
Filtered = Annotated[Asked, Depends(asked)]


@dataclass(frozen=True)
class _Opened:
    """A version, one of its sheets, and how to tell of it."""

    visit: Visit
    of: Checked
    sheets: list[SheetFacts]
    sheet: SheetFacts | None
    tell: Telling
    asked: Asked

    @property
    def filters(self) -> Any:
        return self.asked.of(self.sheet.number if self.sheet else None)

    def shown(self, template: str, **values: object) -> Response:
        told = {"of": self.of, "sheets": self.sheets, "sheet": self.sheet, "tell": self.tell, "asked": self.asked}
        more = {"letter": column_letter, "place": f"{self.of.address}/sheet", **values}
        return page(self.visit, template, **told, **more)


@router.get("")
def show(  # noqa: PLR0913, PLR0917 - the fields of an address
    visit: Viewing, submission: int, version: int, filtered: Filtered, sheet: str = "", cell: str = "",
    finding: str = "", entry: str = "", row: str = "", left: str = "", start: str = "",
) -> Response:  # fmt: skip
    """A sheet, the findings, and the one that is chosen."""
    of = checked(visit, submission, version)
    chosen = number(entry) if not finding else of.prepared.number(finding[:100])
    detail = of.prepared.entry(chosen) if chosen is not None else None
    wanted = detail.entry.sheet if detail and detail.entry.sheet is not None and not sheet else number(sheet)
    opened = _opened(visit, of, filtered, wanted)
    at = cell_named(cell) or ((detail.entry.row, detail.entry.column) if detail else None)
    first = number(row) or (max(at[0] - _BEFORE, 1) if at else 1)
    across = number(left) or (max(at[1] - WIDE // 2, 0) if at else 0)
    values = {**_grid(opened, first, PER_WINDOW, across, detail), **_listed(opened, number(start) or 0)}
    bar = _bar(opened, *at) if at and opened.sheet and at[0] else {}
    return opened.shown("sheet.html", at=at, detail=detail, position=_position(opened, detail), **values, **bar)


@router.get("/rows")
def rows(  # noqa: PLR0913, PLR0917
    visit: Viewing, submission: int, version: int, filtered: Filtered, sheet: int, first: int = 1,
    count: int = PER_WINDOW, left: int = 0, columns: int = WIDE, entry: str = "",
) -> Response:  # fmt: skip
    """A part of a sheet."""
    opened = _opened(visit, checked(visit, submission, version), filtered, sheet)
    detail = opened.of.prepared.entry(chosen) if (chosen := number(entry)) is not None else None
    return opened.shown("sheet_grid.html", **_grid(opened, first, count, left, detail, columns))


@router.get("/list")
def listed(
    visit: Viewing, submission: int, version: int, filtered: Filtered, sheet: str = "", start: str = "", entry: str = ""
) -> Response:
    """The findings that the filters let through."""
    opened = _opened(visit, checked(visit, submission, version), filtered, number(sheet))
    chosen = number(entry)
    detail = opened.of.prepared.entry(chosen) if chosen is not None else None
    return opened.shown("sheet_list.html", detail=detail, **_listed(opened, number(start) or 0))


@router.get("/entry/{entry}")
def basis(
    visit: Viewing, submission: int, version: int, filtered: Filtered, entry: int, sheet: str = ""
) -> Response:
    """What one finding rests on."""
    opened = _opened(visit, checked(visit, submission, version), filtered, number(sheet))
    detail = opened.of.prepared.entry(entry) if entry < _FAR else None
    if detail is None:
        raise HTTPException(404)
    return opened.shown("sheet_basis.html", detail=detail, position=_position(opened, detail))


@router.get("/step")
def step(  # noqa: PLR0913, PLR0917
    visit: Viewing, submission: int, version: int, filtered: Filtered, sheet: int, cell: str = "", entry: str = "",
    back: str = "",
) -> Response:  # fmt: skip
    """The next finding behind the one chosen or behind a cell, or the last one before it."""
    opened = _opened(visit, checked(visit, submission, version), filtered, sheet)
    found = _stepped(opened, number(entry), cell_named(cell) or (0, 0), back=bool(back))
    detail = opened.of.prepared.entry(found.number) if found else None
    end = "" if detail else "sheets.no_previous" if back else "sheets.no_next"
    return opened.shown("sheet_basis.html", detail=detail, position=_position(opened, detail), end=end)


@router.get("/cell")
def content(
    visit: Viewing, submission: int, version: int, filtered: Filtered, sheet: int, cell: str
) -> Response:
    """All that a cell holds, and what rests on it."""
    opened = _opened(visit, checked(visit, submission, version), filtered, sheet)
    at = cell_named(cell)
    if at is None or opened.sheet is None:
        raise HTTPException(404)
    return opened.shown("sheet_cell.html", at=at, **_bar(opened, *at))


def _opened(visit: Visit, of: Checked, filtered: Asked, wanted: int | None) -> _Opened:
    """A sheet by its number, or the first one with findings."""
    sheets = of.prepared.sheets()
    sheet = next((one for one in sheets if one.number == wanted), None)
    if wanted is not None and sheet is None:
        raise HTTPException(404)
    first = sheet or max(sheets, key=lambda one: (one.findings > 0, one.read, -one.number), default=None)
    return _Opened(visit, of, sheets, first, Telling(visit.lang, of.decisions), filtered)


def _grid(
    opened: _Opened, first: int, count: int, left: int, detail: Detail | None, columns: int = WIDE
) -> dict[str, object]:
    if opened.sheet is None:
        return {"window": None, "rows": [], "columns": [], "detail": detail}
    sheet = opened.sheet
    first = min(first, max(sheet.rows - count + 1, 1))
    window = opened.of.prepared.window(sheet, first, count, left, columns)
    chosen = detail.entry.number if detail else None
    told = list(opened.tell.rows(sheet, window, chosen))
    width = len(window.rows[0]) if window.rows else 0
    return {"window": window, "rows": told, "columns": range(window.left, window.left + width), "detail": detail}


def _listed(opened: _Opened, start: int) -> dict[str, object]:
    of = opened.of
    entries = of.prepared.entries(opened.filters, of.decisions, min(start, _FAR), PER_LIST)
    counts = of.prepared.counts(opened.filters, of.decisions)
    names = {one.number: one for one in opened.sheets}
    return {"entries": entries, "counts": counts, "start": start, "names": names, "states": STATES, "per": PER_LIST}


def _bar(opened: _Opened, row: int, column: int) -> dict[str, object]:
    assert opened.sheet is not None  # noqa: S101 - asked for only of a sheet
    text, marks = opened.of.prepared.cell(opened.sheet, row, column)
    window = opened.of.prepared.window(opened.sheet, row, 1, 0, 1)
    said = [*opened.tell.column(opened.sheet, column), *opened.tell.remarks(row, window.remarks.get(row, ()))]
    return {"text": text, "marks": marks, "told": said}


def _stepped(opened: _Opened, entry: int | None, at: tuple[int, int], *, back: bool) -> Entry | None:
    prepared, decisions = opened.of.prepared, opened.of.decisions
    if entry is not None:
        return prepared.beside(entry, opened.filters, decisions, back=back)
    sheet = opened.sheet.number if opened.sheet else 0
    return prepared.step((sheet, *at), opened.filters, decisions, back=back)


def _position(opened: _Opened, detail: Detail | None) -> tuple[int, int] | None:
    """Which one of those that the filters let through it is, and of how many."""
    if detail is None:
        return None
    return opened.of.prepared.position(detail.entry.number, opened.filters, opened.of.decisions)
