"""openpyxl, row by row: slow, but a stray cell far off does not cost more than itself."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl

from svcqa.grid import at_rows, blank
from svcqa.requests import Column, Sheet, State

MOST_ROWS = 1_048_576
"""Rows that a worksheet has."""
_GAVE_UP = (
    ValueError, LookupError, TypeError, AttributeError, OverflowError, ET.ParseError, zipfile.BadZipFile, zlib.error,
    EOFError, NotImplementedError,
)  # fmt: skip
_ESCAPE = re.compile("_x(00[01][0-9A-Fa-f]|005F|FFF[EF])_")
"""How a workbook writes what XML cannot hold, such as a line end of Windows; openpyxl leaves it as it is."""


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
        if number >= MOST_ROWS:  # blank rows are made up to one that says it is the billionth
            raise OverflowError(f"第{MOST_ROWS}行以下还有内容 / rows below {MOST_ROWS}")
        for column, value in enumerate(row):
            if value is not None:
                found[column][number] = _unescaped(value) if isinstance(value, str) and "_x" in value else value
    return found


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _columns(cells: dict[int, dict[int, Any]], rows: int) -> list[Column]:
    empty = blank(rows)
    return [at_rows(cells[number], rows) if number in cells else empty for number in range(max(cells, default=-1) + 1)]
