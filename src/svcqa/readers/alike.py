"""Rows alike: most rows of a register hold cells in the same columns, spelled in the same way.

One of them is taken apart; that others are like it is seen from the beginnings of their tags, their addresses and
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
_BEGINNINGS = (
    _ROW, _CELL, _VALUE, b"</v></c>", _TEXT, b"<t>", b"</t></is", b"</is></c", b"</c>", _END,
)  # fmt: skip
"""How the tags of plain rows begin, with what stands behind them without fail."""
_ADDRESS = re.compile(rb'(<(?:row|c) r="([A-Z]{0,2}))\d+"([^<]*)')
_FEW = 16
"""Rows for which no further shape is looked for."""
_MOST_SHAPES = 8


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
    at: np.ndarray
    """Where each of their tags begins, in bytes: a row of the matrix for each."""


@dataclass(frozen=True, eq=False)
class Shape:
    """What rows that are alike have in common."""

    cells: Sequence[Cell]
    """Its cells; the first is the row itself."""
    is_odd: bool
    """The scan ought to look at such rows."""
    begins: Words
    """How each of its tags begins."""
    tags: np.ndarray
    """Which of them begin the cells."""
    heads: np.ndarray
    """How many bytes of a cell stand before the number of its row, and how many behind it."""
    tails: np.ndarray
    said: Words
    """What stands behind the addresses, eight bytes each."""
    said_of: np.ndarray
    """Of which cell these are, and how far behind its address."""
    said_at: np.ndarray

    def among(self, tags: Tags, rows: Rows, some: np.ndarray) -> Alike:
        """Those of some rows that have this shape."""
        size = len(self.begins[0])
        found = some[rows.size[some] == size]
        at = _of_each(tags, rows.first[found], size)
        for check in (self._begin, self._addressed, self._said):
            same = check(tags, rows.only(found), at) if len(found) else np.empty(0, dtype=bool)
            if not same.all():
                found, at = found[same], at[same]
        return Alike(self, found, at)

    def _begin(self, tags: Tags, _: Rows, at: np.ndarray) -> np.ndarray:
        """Which rows have tags that begin so."""
        return _all(tags.begin(at, self.begins))

    def _addressed(self, tags: Tags, rows: Rows, at: np.ndarray) -> np.ndarray:
        """Which rows have the addresses of their cells, and attributes as long as they should be."""
        begin = at[:, self.tags] + self.heads
        same = tags.begin(begin, (rows.spelled[:, None], rows.counts[:, None]))
        same &= at[:, self.tags + 1] - begin - rows.digits[:, None] == self.tails + 1
        return _all(same)

    def _said(self, tags: Tags, rows: Rows, at: np.ndarray) -> np.ndarray:
        """Which rows have the attributes."""
        behind = self.heads[self.said_of] + self.said_at + 1
        return _all(tags.begin(at[:, self.tags[self.said_of]] + rows.digits[:, None] + behind, self.said))


def _all(same: np.ndarray) -> np.ndarray:
    whole: np.ndarray = same.all(axis=1)
    return whole


def _of_each(tags: Tags, first: np.ndarray, size: int) -> np.ndarray:
    """Where the tags of some rows of one size begin: a row of the matrix for each."""
    if not len(first):
        return np.empty((0, size), dtype=np.intp)
    if int(first[-1] - first[0]) == size * (len(first) - 1):  # they follow each other
        return tags.at[first[0] : first[-1] + size].reshape(-1, size)
    found: np.ndarray = tags.at[first[:, None] + np.arange(size)]
    return found


class Shapes:
    """The shapes of rows that were met in a workbook."""

    def __init__(self) -> None:
        self._known: list[Shape] = []

    def sorted(self, tags: Tags, rows: Rows, some: np.ndarray) -> tuple[list[Alike], np.ndarray]:
        """Some rows by their shapes, and those that are left over."""
        groups: list[Alike] = []
        for shape in [*self._known]:
            some = _parted(shape, tags, rows, some, groups)
        while len(some) > _FEW and len(self._known) < _MOST_SHAPES:
            new = _shape(tags, rows.only(some[len(some) // 2][None]))
            if new is None:
                break
            self._known.append(new)
            some = _parted(new, tags, rows, some, groups)
        return groups, some


def _parted(shape: Shape, tags: Tags, rows: Rows, some: np.ndarray, groups: list[Alike]) -> np.ndarray:
    """The rows that are not of a shape; those that are make a group."""
    group = shape.among(tags, rows, some)
    if not len(group.rows):
        return some
    groups.append(group)
    others = np.ones(len(rows.first), dtype=bool)
    others[group.rows] = False
    left: np.ndarray = some[others[some]]
    return left


def _shape(tags: Tags, row: Rows) -> Shape | None:
    """The shape of a row; None if it is not plain, or its columns or attributes are long ones."""
    own = tags.only(np.arange(row.first[0], row.first[0] + row.size[0]))
    try:
        places(own, replace(row, first=np.zeros(1, dtype=np.int64)))
    except NotPlainError:
        return None
    starts = (own.at[: len(own)] - own.at[0]).tolist()
    xml = own.bytes[own.at[0] : own.at[len(own) - 1]].tobytes() + _END
    begins = [next((one for one in _BEGINNINGS if xml.startswith(one, start)), b"") for start in starts]
    cells = [_cell(xml, starts, tag) for tag, begin in enumerate(begins) if begin in {_ROW, _CELL}]
    known = [cell for cell in cells if cell and len(cell.said) <= ROOM]
    if not all(begins) or len(known) < len(cells):
        return None
    return _of_cells(known, begins, is_odd=is_odd(xml))


def _of_cells(cells: Sequence[Cell], begins: list[bytes], *, is_odd: bool) -> Shape:
    for cell in cells:
        begins[cell.tag] = cell.head
    said = [(of, at, cell.said[at : at + 8]) for of, cell in enumerate(cells) for at in range(0, len(cell.said), 8)]
    said_of, said_at = (np.array(one, dtype=np.intp) for one in list(zip(*said, strict=True))[:2])
    numbers = ([cell.tag for cell in cells], [len(cell.head) for cell in cells], [len(cell.said) for cell in cells])
    tags, heads, tails = (np.array(one, dtype=np.intp) for one in numbers)
    return Shape(cells, is_odd, words(begins), tags, heads, tails, words([one for *_, one in said]), said_of, said_at)


def _cell(xml: bytes, starts: Sequence[int], tag: int) -> Cell | None:
    """The cell, or row, that a tag begins."""
    found = _ADDRESS.match(xml, starts[tag])
    if found is None:
        return None
    head, letters, said = found.groups()
    value = next((at for at, begin in enumerate((_VALUE, _TEXT), 1) if xml.startswith(begin, starts[tag + 1])), 0)
    return Cell(tag, head, said, column_number(letters), value and tag + value)
