"""Regions: parts of a sheet that are read for themselves, and what their rows show.

A window is a sheet of its own without a copy of its cells; rows and columns in it count from its corner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from svcqa.grid import is_blank, part, take
from svcqa.intake.totals import total_rows
from svcqa.intake.typed import distinct, texts_of
from svcqa.quoting import column_letter
from svcqa.requests import Sheet, Tag

_MANY = 200


@dataclass(frozen=True)
class Region:
    """A rectangle of a sheet, counted from 0; bottom and right stand one beyond."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        """The range as Excel shows it; one without rows or columns is named by its corner."""
        if self.bottom <= self.top or self.right <= self.left:
            return f"{column_letter(self.left)}{self.top + 1}"
        return f"{column_letter(self.left)}{self.top + 1}:{column_letter(self.right - 1)}{self.bottom}"


@dataclass(frozen=True, eq=False)
class View:
    """A region of a sheet and the window on it."""

    sheet: Sheet
    region: Region

    @classmethod
    def of(cls, sheet: Sheet) -> View:
        """All of a sheet."""
        return cls(sheet, Region(0, 0, sheet.rows, len(sheet.columns)))

    def rows(self, top: int, bottom: int) -> View:
        """A band of its rows."""
        one = self.region
        return self._cut(Region(one.top + top, one.left, one.top + bottom, one.right))

    def columns(self, left: int, right: int) -> View:
        """A strip of its columns."""
        one = self.region
        return self._cut(Region(one.top, one.left + left, one.bottom, one.left + right))

    def part(self, region: Region) -> View:
        """The region of it that is given in rows and columns of the sheet."""
        return self if region == self.region else self._cut(region)

    def _cut(self, region: Region) -> View:
        top, left = region.top - self.region.top, region.left - self.region.left
        bottom, right = region.bottom - self.region.top, region.right - self.region.left
        columns = [part(one, top, bottom - top) for one in self.sheet.columns[left:right]]
        inside = [
            (max(first, top) - top, max(west, left) - left, min(last, bottom - 1) - top, min(east, right - 1) - left)
            for first, west, last, east in self.sheet.merged
            if first < bottom and last >= top and west < right and east >= left
        ]
        return View(replace(self.sheet, columns=columns, rows=bottom - top, merged=inside), region)

    @cached_property
    def filled(self) -> np.ndarray:
        """Rows in which anything stands."""
        found = np.zeros(self.sheet.rows, dtype=bool)
        for column in self.sheet.columns:
            if not is_blank(column):
                found |= column.tags != Tag.BLANK
        return found

    @cached_property
    def totals(self) -> np.ndarray:
        """Rows that begin with a word for a total."""
        return total_rows(self.sheet)

    @cached_property
    def breaks(self) -> np.ndarray:
        """Rows that end a table: blank ones, and totals."""
        ends: np.ndarray = ~self.filled | self.totals
        return ends

    @cached_property
    def merged(self) -> np.ndarray:
        """Merged ranges, one a line: first row, first column, last row, last column."""
        return np.array(self.sheet.merged, dtype=np.int64).reshape(-1, 4)

    @cached_property
    def shown(self) -> Shown:
        """What its rows show."""
        return Shown(self.sheet)


class Shown:
    """The texts of single rows, read when somebody asks for them."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._rows: dict[int, list[str | None]] = {}

    def load(self, rows: Sequence[int]) -> None:
        """Read several rows at once."""
        wanted = np.array(sorted(set(rows) - self._rows.keys()), dtype=np.int64)
        if not len(wanted) or not self._sheet.columns:
            return
        columns = [texts_of(take(column, wanted)).to_pylist() for column in self._sheet.columns]
        for row, texts in zip(wanted.tolist(), zip(*columns, strict=True), strict=True):
            self._rows[row] = list(texts)

    def __getitem__(self, row: int) -> list[str | None]:
        if row not in self._rows:
            self.load([row])
        return self._rows.get(row, [])

    def filled(self, row: int) -> dict[int, str]:
        """Column → text of the cells of a row that show anything."""
        return {number: text for number, text in enumerate(self[row]) if text}

    def is_text(self, row: int) -> bool:
        """Nothing but text stands in the row."""
        return all(column.tags[row] in (Tag.BLANK, Tag.TEXT) for column in self._sheet.columns)


def strips(sheet: Sheet) -> list[tuple[int, int]]:
    """Runs of columns in which anything stands, the second number one beyond; blank columns part them."""
    found: list[tuple[int, int]] = []
    for number, column in enumerate(sheet.columns):
        if is_blank(column) or not column.tags.any():
            continue
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return found


def openings(view: View, is_word: Callable[[str], bool], most: int = 4) -> list[int]:
    """Rows below a break, down to some rows, in which there is nothing but text in at least two cells.

    Args:
        view: the sheet.
        is_word: whether a word stands above columns; where there are many such rows, only those with two are given.
        most: how many rows below the break to look at.
    """
    body = ~view.breaks
    starts = np.flatnonzero(body & np.concatenate([[True], view.breaks[:-1]]))
    found = [starts]
    for _ in range(most - 1):
        below = found[-1] + 1
        found.append(below[(below < len(body)) & body[np.minimum(below, len(body) - 1)]])
    rows = np.unique(np.concatenate(found))
    texts = np.zeros(len(rows), dtype=np.int32)
    others = np.zeros(len(rows), dtype=np.int32)
    for column in view.sheet.columns:
        if not is_blank(column):
            tags = column.tags[rows]
            texts += tags == Tag.TEXT
            others += (tags != Tag.TEXT) & (tags != Tag.BLANK)
    rows = rows[(texts >= 2) & (others == 0)]
    if len(rows) > _MANY:
        rows = rows[_counted(view.sheet, rows, is_word) >= 2]
    chosen: list[int] = rows.tolist()
    return chosen


def _counted(sheet: Sheet, rows: np.ndarray, is_word: Callable[[str], bool]) -> np.ndarray:
    """How many cells of each row say a word, each distinct text looked at once."""
    found = np.zeros(len(rows), dtype=np.int32)
    for column in sheet.columns:
        if is_blank(column) or column.texts is None:
            continue
        index, words = distinct(texts_of(take(column, rows)))
        found += np.array([*map(is_word, words), False])[index]
    return found
