"""Rows alike: most rows of a register hold cells in the same columns, spelled in the same way.

One of them is taken apart; that others are like it is seen from the names of their tags, their addresses and
attributes, and then their values stand behind the same tags.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from svcqa.readers.plainxml import places
from svcqa.readers.scan import column_number, is_odd
from svcqa.readers.tags import ROOM, NotPlainError, Rows, Tags, Words, words

_ROW, _CELL, _VALUE, _TEXT = b'<row r="', b'<c r="', b"<v>", b"<is><t>"
_END = b"</row>"
_ADDRESS = re.compile(rb'(<(?:row|c) r="([A-Z]{0,2}))\d+"([^<]*)')
_FEW = 16
"""Rows for which no further shape is looked for."""
_SHARE = 8
"""A shape that fewer rows than one in so many have is not worth looking for."""
_MOST_SHAPES = 16
"""So many are looked for in a workbook."""


@dataclass(frozen=True)
class Cell:
    """A cell of a shape, or the row itself."""

    tag: int
    """Which tag of the row begins it."""
    head: bytes
    """What stands before the number of the row in its address."""
    said: bytes
    """What stands behind its address up to the next tag."""
    column: int = -1
    value: int = 0
    """The tag its value stands behind; 0 if it holds nothing."""

    @property
    def is_text(self) -> bool:
        """The value is a text that stands in the cell itself."""
        return self.value == self.tag + 2


@dataclass(frozen=True, eq=False)
class Alike:
    """Rows of one shape."""

    shape: Shape
    rows: np.ndarray
    """Which rows."""
    first: np.ndarray
    """Number of the first tag of each."""


@dataclass(frozen=True, eq=False)
class Shape:
    """What rows that are alike have in common."""

    cells: Sequence[Cell]
    """Its cells; the first is the row itself."""
    is_odd: bool
    """The scan ought to look at such rows."""
    names: np.ndarray
    """How its tags go on, two bytes each."""
    tags: np.ndarray
    """Which of them begin the cells."""
    begins: Words
    """How the cells begin, up to the number of the row."""
    heads: np.ndarray
    """How many bytes that are, and how many stand behind the number."""
    tails: np.ndarray
    said: Words
    """What stands behind the addresses, eight bytes each."""
    said_of: np.ndarray
    """Of which cell these are, and how far behind its address."""
    said_at: np.ndarray

    def among(self, tags: Tags, rows: Rows, some: np.ndarray) -> Alike:
        """Those of some rows that have this shape."""
        found = some[rows.size[some] == len(self.names)]
        for check in (self._named, self._addressed, self._said):
            if len(found):
                found = found[check(tags, rows.only(found)).all(axis=1)]
        return Alike(self, found, rows.first[found])

    def _named(self, tags: Tags, rows: Rows) -> np.ndarray:
        """Which tags of rows are those that they should be."""
        first, size = rows.first, len(self.names)
        if int(first[-1] - first[0]) == size * (len(first) - 1):  # they follow each other
            names = tags.names[first[0] : first[-1] + size].reshape(-1, size)
        else:
            names = tags.names[first[:, None] + np.arange(size)]
        same: np.ndarray = names == self.names
        return same

    def _addressed(self, tags: Tags, rows: Rows) -> np.ndarray:
        """Which cells of rows have their address, and attributes as long as they should be."""
        begin = tags.at[rows.first[:, None] + self.tags]
        same = tags.begin(begin, self.begins)
        begin += self.heads
        same &= tags.begin(begin, (rows.spelled[:, None], rows.counts[:, None]))
        size = tags.at[rows.first[:, None] + (self.tags + 1)] - begin
        same &= size == rows.digits[:, None] + (self.tails + 1)
        return same

    def _said(self, tags: Tags, rows: Rows) -> np.ndarray:
        """Which attributes are those that they should be, by words."""
        begin = tags.at[rows.first[:, None] + self.tags[self.said_of]] + rows.digits[:, None]
        return tags.begin(begin + (self.heads[self.said_of] + self.said_at + 1), self.said)


class Shapes:
    """The shapes of rows that were met in a workbook."""

    def __init__(self) -> None:
        self._known: list[Shape] = []
        self._tries = _MOST_SHAPES

    def sorted(self, tags: Tags, rows: Rows, some: np.ndarray) -> tuple[list[Alike], np.ndarray]:
        """Some rows by their shapes, and those that are left over."""
        groups = []
        for shape in tuple(self._known):
            found = shape.among(tags, rows, some)
            if len(found.rows):
                groups.append(found)
                some = np.setdiff1d(some, found.rows, assume_unique=True)
        while new := self._new(tags, rows, some):
            groups.append(new)
            some = np.setdiff1d(some, new.rows, assume_unique=True)
        return groups, some

    def _new(self, tags: Tags, rows: Rows, some: np.ndarray) -> Alike | None:
        """Rows of a shape that was not met yet, and that many of some rows have."""
        if len(some) <= _FEW or not self._tries:
            return None
        self._tries -= 1
        shape = _shape(tags, rows.only(some[len(some) // 2][None]))
        found = shape.among(tags, rows, some) if shape else None
        if shape is None or found is None or len(found.rows) * _SHARE < len(some):
            return None
        self._known.append(shape)
        return found


def _shape(tags: Tags, row: Rows) -> Shape | None:
    """The shape of a row; None if it is not plain, or its columns or attributes are long ones."""
    own = tags.only(np.arange(row.first[0], row.first[0] + row.size[0]))
    try:
        places(own, replace(row, first=np.zeros(1, dtype=np.int64)))
    except NotPlainError:
        return None
    starts = (own.at[: len(own)] - own.at[0]).tolist()
    xml = own.bytes[own.at[0] : own.at[len(own) - 1]].tobytes() + _END
    cells = [_cell(xml, starts, tag) for tag, start in enumerate(starts) if xml.startswith((_ROW, _CELL), start)]
    known = [cell for cell in cells if cell and len(cell.said) <= ROOM]
    return _of_cells(known, own.names[: len(own)], is_odd=is_odd(xml)) if len(known) == len(cells) else None


def _of_cells(cells: Sequence[Cell], names: np.ndarray, *, is_odd: bool) -> Shape:
    said = [(of, at, cell.said[at : at + 8]) for of, cell in enumerate(cells) for at in range(0, len(cell.said), 8)]
    said_of, said_at = (np.array(one, dtype=np.intp) for one in list(zip(*said, strict=True))[:2])
    numbers = ([cell.tag for cell in cells], [len(cell.head) for cell in cells], [len(cell.said) for cell in cells])
    tags, heads, tails = (np.array(one, dtype=np.intp) for one in numbers)
    begins = words([cell.head for cell in cells])
    words_said = words([one for *_, one in said])
    return Shape(cells, is_odd, names, tags, begins, heads, tails, words_said, said_of, said_at)


def _cell(xml: bytes, starts: Sequence[int], tag: int) -> Cell | None:
    """The cell, or row, that a tag begins."""
    found = _ADDRESS.match(xml, starts[tag])
    if found is None:
        return None
    head, letters, said = found.groups()
    value = next((at for at, begin in enumerate((_VALUE, _TEXT), 1) if xml.startswith(begin, starts[tag + 1])), 0)
    return Cell(tag, head, said, column_number(letters), value and tag + value)
