"""openpyxl, row by row: slow, but a stray cell far off does not cost more than itself."""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl

from svcqa.grid import at_rows, blank
from svcqa.requests import Column, Sheet, State

_GAVE_UP = (ValueError, KeyError, TypeError, AttributeError, OverflowError, ET.ParseError)


def sheet(data: bytes, name: str, state: State, most: int) -> Sheet:
    """Read one sheet of an xlsx workbook; if it cannot be read, or is too large, say so in the sheet.

    Args:
        data: the whole workbook.
        name: the sheet's name.
        state: its state.
        most: the most cells its columns may have, those that hold nothing at all left out.
    """
    with warnings.catch_warnings():  # what it does not support (styles, validation) is not read here
        warnings.simplefilter("ignore")
        try:
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            worksheet = workbook[name]
            worksheet.reset_dimensions()
            cells = _cells(worksheet.iter_rows(values_only=True))
            workbook.close()
        except _GAVE_UP as error:
            return Sheet(name, (), 0, state, problem=f"{type(error).__name__}: {error}")
    rows = max((max(column) + 1 for column in cells.values()), default=0)
    if len(cells) * rows > most:
        said = f"太大 / too large: {rows} × {len(cells)}"
        return Sheet(name, (), 0, state, problem=said)
    return Sheet(name, _columns(cells, rows), rows, state)


def _cells(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[int, Any]]:
    """Column → row → what stands there."""
    found: defaultdict[int, dict[int, Any]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                found[column][number] = value
    return found


def _columns(cells: dict[int, dict[int, Any]], rows: int) -> list[Column]:
    empty = blank(rows)
    return [at_rows(cells[number], rows) if number in cells else empty for number in range(max(cells, default=-1) + 1)]
