"""Grids: regions that look like a matrix (people by courses) and are not declared. They are told, not read as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from svcqa.accounts import Said
from svcqa.grid import is_blank, part
from svcqa.intake.layout.headings import normalised
from svcqa.intake.layout.regions import Region, View
from svcqa.intake.layout.tables import Found, Table
from svcqa.intake.values.dates import parse_moment
from svcqa.intake.values.typed import distinct, texts_of
from svcqa.intake.values.words import NO, NOT_APPLICABLE, YES, folded
from svcqa.requests import Column, Tag

_MOST_ROWS = 300
"""How far down a grid is looked for."""
_FEWEST = 3
"""Columns, and two rows, make a grid."""
_LEAST_ROWS = 2
_SHARE = 0.8
_ENTRIES = NOT_APPLICABLE | frozenset(
    {
        "booked", "completed", "complete", "done", "not yet due", "due", "overdue", "expired", "pending", "attended",
        "in progress", "not started", "pass", "passed", "fail", "failed", "√", "✓", "✔", "○", "●", "×", "已完成",
        "完成", "未完成", "已培训", "未培训", "待培训", "合格", "不合格", "不适用", "通过", "未通过", "已考", "缺考",
    }
)  # fmt: skip
_OF_A_COLUMN = re.compile(r"日期|时间|date|time|^(是否|有无)", re.IGNORECASE)
"""Headings of columns that hold a date or an answer in any table."""


@dataclass(frozen=True)
class Suspicion:
    """A region that looks like a matrix."""

    note: Said
    setting: str
    """How to declare it, to be completed."""


@dataclass(frozen=True)
class _Grid:
    columns: list[int]
    heading: int


def suspected(view: View, found: Found) -> Suspicion | None:
    """The matrix that a region looks like, if it looks like one.

    Args:
        view: all of the sheet.
        found: a region of it, and what it was taken for.
    """
    if isinstance(found, Table) and found.laid_out != "table":
        return None
    taken = set(found.columns.values()) if isinstance(found, Table) else set()
    one = found.region
    if one.right - one.left - len(taken) < _FEWEST or one.bottom - one.top <= _LEAST_ROWS:
        return None
    grid = _grid(view.part(found.region), {column - found.region.left for column in taken})
    return _suspicion(grid, found.region, found.register if isinstance(found, Table) else "...") if grid else None


def _grid(view: View, taken: Iterable[int]) -> _Grid | None:
    rows = min(view.sheet.rows, _MOST_ROWS)
    entries = {number: one for number, one in _entered(view, rows) if number not in set(taken)}
    if len(entries) < _FEWEST:
        return None
    first = int(np.median([one.argmax() for one in entries.values()]))
    fits = [number for number, one in entries.items() if _mostly(view.sheet.columns[number], one, first)]
    heading = _heading(view, fits, first) if len(fits) >= _FEWEST else None
    if heading is None or fits[0] == 0:
        return None
    named = [number for number in fits if not _OF_A_COLUMN.search(normalised(view.shown[heading][number] or ""))]
    return _Grid(named, heading) if len(named) >= _FEWEST else None


def _entered(view: View, rows: int) -> Iterable[tuple[int, np.ndarray]]:
    """The columns in which dates, ticks or words such as Booked stand, and where."""
    for number, column in enumerate(view.sheet.columns):
        if is_blank(column):
            continue
        found = _entries(part(column, 0, rows))
        if np.count_nonzero(found) >= _LEAST_ROWS:
            yield number, found


def _entries(column: Column) -> np.ndarray:
    found: np.ndarray = np.isin(column.tags, (Tag.MOMENT, Tag.BOOL))
    if column.texts is not None and (column.tags == Tag.TEXT).any():
        index, words = distinct(texts_of(column))
        said = np.array([*map(_is_entry, words), False])
        found |= said[index] & (column.tags == Tag.TEXT)
    return found


def _is_entry(text: str) -> bool:
    word = folded(text)
    return word in _ENTRIES or word in YES or word in NO or parse_moment(text) is not None


def _mostly(column: Column, entries: np.ndarray, first: int) -> bool:
    """What stands in a column from a row on are entries."""
    filled = np.count_nonzero(column.tags[first : len(entries)] != Tag.BLANK)
    return bool(filled and np.count_nonzero(entries[first:]) >= _SHARE * filled)


def _heading(view: View, columns: list[int], first: int) -> int | None:
    """The row above the entries in which nearly every column of the grid has a name of its own."""
    best, most = None, _SHARE * len(columns)
    for row in range(first):
        words = {text for column in columns if (text := view.shown[row][column]) and not _is_entry(text)}
        if len(words) >= most:
            best, most = row, len(words)
    return best


def _suspicion(grid: _Grid, region: Region, register: str) -> Suspicion:
    left, right = region.left + grid.columns[0], region.left + grid.columns[-1] + 1
    across = Region(region.top, left, region.bottom, right).address
    heading = region.top + grid.heading + 1
    place = Region(region.top + grid.heading, region.left, region.bottom, region.right).address
    setting = f"{{register: {register}, range: {place}, matrix: {{across: ..., value: ..., headings: {heading}}}}}"
    note = Said(
        f"{across}像一个矩阵（例如人员×课程，列标题在第{heading}行），没有按矩阵读入；如果是，请在svcqa.yaml的sheets里写明，"
        f"across写列标题填的字段，value写格子填的字段：{setting}",
        f"{across} looks like a matrix (such as people by courses, headings in row {heading}) and was not read as one; "
        "if it is, declare it in svcqa.yaml (sheets), across being the field that the headings fill and value that of "
        f"the cells: {setting}",
    )
    return Suspicion(note, setting)
