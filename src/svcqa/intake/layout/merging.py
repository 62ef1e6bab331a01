"""Merged data cells: which blank cells of a sheet are part of a merged one, and where its value stands.

Only the first cell of a merged range holds its value. Whether the value holds for the other rows and columns too, or
the cells were merged for looks, only people can say: unless they do, such a cell is neither filled nor missing.
"""

from __future__ import annotations

import numpy as np

from svcqa.grid import gather, is_blank
from svcqa.intake.layout.regions import Region
from svcqa.requests import Sheet, Tag


class Merges:
    """The merged ranges of a sheet, asked column by column."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._ranges = np.array(sheet.merged, dtype=np.int64).reshape(-1, 4)

    def __len__(self) -> int:
        return len(self._ranges)

    def covered(self, column: int, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Which cells of a column are blank within a merged range whose first cell is not.

        Args:
            column: the column, from 0.
            rows: the rows asked about, from 0.

        Returns:
            True where a cell is; and row and column of the first cell of its range (elsewhere those of itself).
        """
        top, left, bottom, right = self._ranges.T
        over = (left <= column) & (column <= right)
        blank = self._blank(column, rows)
        if not over.any() or not blank.any():
            return np.zeros(len(rows), dtype=bool), rows, np.full(len(rows), column)
        order = np.flatnonzero(over)[np.argsort(top[over], kind="stable")]
        # of ranges that begin above a row, the one that reaches furthest down holds it, if any does
        reach = np.maximum.accumulate(bottom[order])
        owner = np.maximum.accumulate(np.where(bottom[order] == reach, np.arange(len(order)), 0))
        above = np.searchsorted(top[order], rows, side="right") - 1
        inside = blank & (above >= 0) & (rows <= reach[above])
        first = order[owner[above]]
        at_row, at_column = np.where(inside, top[first], rows), np.where(inside, left[first], column)
        inside &= gather(self.sheet.columns, at_row, at_column).tags != Tag.BLANK
        return inside, np.where(inside, at_row, rows), np.where(inside, at_column, column)

    def _blank(self, column: int, rows: np.ndarray) -> np.ndarray:
        found = self.sheet.columns[column]
        blank: np.ndarray = np.ones(len(rows), dtype=bool) if is_blank(found) else found.tags[rows] == Tag.BLANK
        return blank

    def of(self, rows: np.ndarray, columns: np.ndarray) -> list[Region]:
        """The ranges that begin at some cells, each once, in the order of their rows."""
        wanted = {*zip(rows.tolist(), columns.tolist(), strict=True)}
        return [
            Region(top, left, bottom + 1, right + 1)
            for top, left, bottom, right in sorted(map(tuple, self._ranges.tolist()))
            if (top, left) in wanted
        ]
