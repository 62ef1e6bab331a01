"""Filling in workbooks as people do: by the headings, in the sheet that has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Cells = Mapping[str, Any]
"""Heading → what is written under it."""


def fill_in(place: Path, sheet: str, key: str, rows: Mapping[str, Cells]) -> None:
    """Write into the rows that are there, found by what stands under the heading ``key``."""
    book, page, heads, head_row = _opened(place, sheet, key)
    for at in range(head_row + 1, page.max_row + 1):
        _write(page, at, heads, rows.get(str(page.cell(at, heads[key]).value), {}))
    book.save(place)


def add(place: Path, sheet: str, key: str, rows: Iterable[Cells]) -> None:
    """Write further rows below those that are filled."""
    book, page, heads, head_row = _opened(place, sheet, key)
    at = head_row + 1
    for row in rows:
        while page.cell(at, heads[key]).value:
            at += 1
        _write(page, at, heads, row)
    book.save(place)


def _opened(place: Path, sheet: str, key: str) -> tuple[Any, Any, dict[str, int], int]:
    from openpyxl import load_workbook

    book = load_workbook(place)
    page = book[sheet]
    for row in page.iter_rows(max_row=10):
        heads = {str(cell.value).strip(): cell.column for cell in row if cell.value}
        if key in heads:
            return book, page, heads, row[0].row
    raise LookupError(key)


def _write(page: Any, at: int, heads: Mapping[str, int], row: Cells) -> None:
    for name, value in row.items():
        page.cell(at, heads[name]).value = value
