"""What is found on a sheet: tables of a register, and regions that were taken for none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from svcqa.accounts import Layout, Said, SetAside
from svcqa.grid import gather, take
from svcqa.intake.layout.headings import Match
from svcqa.intake.layout.regions import Region
from svcqa.requests import Column, Sheet


@dataclass(frozen=True, eq=False)
class Table:
    """A table found on a sheet; rows and columns are those of the sheet, from 0."""

    region: Region
    register: str
    header: range
    """Rows of its headings."""
    matches: Sequence[Match]
    rows: np.ndarray
    """Rows that are records."""
    set_aside: list[SetAside]
    why: Said
    notes: Sequence[Said] = ()
    places: Mapping[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    """Field → row and column of each record's cell, for fields that do not stand in the record's row and one column.

    The column is -1 where a record has no cell for the field.
    """
    cells: Mapping[str, Column] = field(default_factory=dict)
    """Field → what it says for each record, where that is not all that stands in its cell."""
    merged: Mapping[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    """Field → row and column at which the merged cell begins that a record's blank cell is part of; -1 if of none."""
    spoken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Field → words that are answers in it, although they say nothing elsewhere."""
    read: np.ndarray | None = None
    """Rows that were read into records, where they are not the rows of the records."""
    laid_out: Layout = "table"
    """How its records stand on the sheet."""

    @property
    def columns(self) -> dict[str, int]:
        """Field → column."""
        return {match.field: match.column for match in self.matches if match.field}

    @property
    def imported(self) -> int:
        """How many rows were read into records."""
        return len(np.unique(self.rows if self.read is None else self.read))

    def column(self, sheet: Sheet, name: str) -> Column:
        """The cells of a field, one a record."""
        if name in self.cells:
            return self.cells[name]
        if name in self.places:
            return gather(sheet.columns, *self.places[name])
        return take(sheet.columns[self.columns[name]], self.rows)

    def only(self, at: np.ndarray) -> Table:
        """The table with only some of its records, in the order of their positions; a position may come twice."""
        return replace(
            self,
            rows=self.rows[at],
            places={field: (rows[at], columns[at]) for field, (rows, columns) in self.places.items()},
            merged={field: (rows[at], columns[at]) for field, (rows, columns) in self.merged.items()},
            cells={field: take(cells, at) for field, cells in self.cells.items()},
        )

    def placed(self) -> Table:
        """The table of a window, counted in rows and columns of the sheet."""
        top, left = self.region.top, self.region.left
        return replace(
            self,
            header=range(self.header.start + top, self.header.stop + top),
            matches=[_placed(match, top, left) for match in self.matches],
            rows=self.rows + top,
            places={
                name: (rows + top, np.where(columns < 0, columns, columns + left))
                for name, (rows, columns) in self.places.items()
            },
            read=None if self.read is None else self.read + top,
            set_aside=[SetAside(one.row + top, one.to_row + top, one.reason, one.text) for one in self.set_aside],
        )


def _placed(match: Match, top: int, left: int) -> Match:
    return replace(match, column=match.column + left, where=match.where and match.where.moved(top, left))


@dataclass(frozen=True, eq=False)
class Untaken:
    """A region that was taken for no register, and why."""

    region: Region
    why: Said
    matches: Sequence[Match] = ()
    """Its headings, if they are near those of a register."""
    header: range = range(0)
    nearest: str | None = None
    """The register whose headings they are like."""

    def placed(self) -> Untaken:
        """What was found in a window, counted in rows and columns of the sheet."""
        top, left = self.region.top, self.region.left
        header = range(self.header.start + top, self.header.stop + top)
        return replace(self, header=header, matches=[_placed(match, top, left) for match in self.matches])


Found = Table | Untaken
