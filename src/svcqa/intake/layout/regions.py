"""Regions: parts of a sheet that are read for themselves, and what their rows show.

A window is a sheet of its own without a copy of its cells; rows and columns in it count from its corner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from svcqa.grid import is_blank, part, take
from svcqa.intake.layout.totals import total_rows
from svcqa.intake.values.typed import distinct, texts_of
from svcqa.quoting import column_letter
from svcqa.requests import Sheet, Tag

_MANY = 200
_TEXTUAL = (int(Tag.BLANK), int(Tag.TEXT))


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
            return self.corner
        return f"{self.corner}:{column_letter(self.right - 1)}{self.bottom}"

    @property
    def corner(self) -> str:
        """Its first cell as Excel shows it."""
        return f"{column_letter(self.left)}{self.top + 1}"

    @property
    def shortest(self) -> str:
        """The range, or the one cell that it is."""
        return self.corner if (self.top + 1, self.left + 1) == (self.bottom, self.right) else self.address

    def moved(self, down: int, across: int) -> Region:
        """The region so many rows further down and columns further right."""
        return Region(self.top + down, self.left + across, self.bottom + down, self.right + across)

    @classmethod
    def cell(cls, row: int, column: int) -> Region:
        """A single cell."""
        return cls(row, column, row + 1, column + 1)


@dataclass(frozen=True, eq=False)
class View:
    """A region of a sheet and the window on it."""

    sheet: Sheet
    region: Region
    within: View | None = None
    """The view it was cut from."""

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
        first, west, last, east = self.merged.T
        inside = self.merged[(first < bottom) & (last >= top) & (west < right) & (east >= left)]
        inside = np.clip(inside, (top, left, top, left), (bottom - 1, right - 1, bottom - 1, right - 1))
        merged = [tuple(one) for one in (inside - (top, left, top, left)).tolist()]
        return View(replace(self.sheet, columns=columns, rows=bottom - top, merged=merged), region, self)

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
        if self.within is None:
            return Shown(self.sheet)
        whole = self.within.region
        return Shown(self.sheet, self.within.shown, self.region.top - whole.top, self.region.left - whole.left)


class Shown:
    """The texts of single rows, read when somebody asks for them; a window shows those of the view it was cut from."""

    def __init__(self, sheet: Sheet, whole: Shown | None = None, top: int = 0, left: int = 0) -> None:
        self._sheet = sheet
        self._whole = whole
        self._top, self._left = top, left
        self._rows: dict[int, list[str | None]] = {}

    def load(self, rows: Sequence[int]) -> None:
        """Read several rows at once."""
        if self._whole is not None:
            self._whole.load([row + self._top for row in rows])
            return
        wanted = np.array(sorted({row for row in rows if row not in self._rows}), dtype=np.int64)
        if not len(wanted) or not self._sheet.columns:
            return
        columns = [texts_of(take(column, wanted)).to_pylist() for column in self._sheet.columns]
        for row, texts in zip(wanted.tolist(), zip(*columns, strict=True), strict=True):
            self._rows[row] = list(texts)

    def __getitem__(self, row: int) -> list[str | None]:
        if self._whole is not None:
            return self._whole[row + self._top][self._left : self._left + len(self._sheet.columns)]
        if row not in self._rows:
            self.load([row])
        return self._rows.get(row, [])

    def filled(self, row: int) -> dict[int, str]:
        """Column → text of the cells of a row that show anything."""
        return {number: text for number, text in enumerate(self[row]) if text}

    def is_text(self, row: int) -> bool:
        """Nothing but text stands in the row."""
        return all(column.tags[row] in _TEXTUAL for column in self._sheet.columns)


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
