"""Hidden columns as the sheets of an xlsx workbook declare them: in runs, ahead of the cells."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 16_384
"""Columns that a worksheet has."""
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_FIRST = re.compile(rb"\bmin=[\"'](\d{1,9})[\"']")
_LAST = re.compile(rb"\bmax=[\"'](\d{1,9})[\"']")


def hidden_columns(head: bytes) -> list[int]:
    """Hidden columns, from 0.

    Args:
        head: the XML of a sheet down to its cells; what follows them is not looked at.
    """
    declared = head[: max(head.find(b"sheetData"), 0)]  # what follows may be very long
    runs = []
    for attributes in _COLUMN.findall(declared) if b"hidden=" in declared else ():
        first, last = _FIRST.search(attributes), _LAST.search(attributes)
        if first and last and _HIDDEN.search(attributes):
            runs.append((int(first[1]) - 1, int(last[1]) - 1))
    return columns_of(runs)


def columns_of(runs: Iterable[tuple[int, int]]) -> list[int]:
    """The columns of some runs of them, first and last from 0; no sheet has more than :data:`MOST`."""
    return sorted({column for first, last in runs for column in range(max(first, 0), min(last + 1, MOST))})
