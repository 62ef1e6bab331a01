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
from svcqa.readers.tags import NotPlainError, Rows, Tags, Word, word

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

    rows: np.ndarray
    """Which rows."""
    first: np.ndarray
    """Number of the first tag of each."""
    shape: Shape


@dataclass(frozen=True, eq=False)
class Shape:
    """What rows that are alike have in common."""

    begins: Sequence[Word]
    """How each of its tags begins."""
    cells: Sequence[Cell]
    """Its cells; the first is the row itself."""
    is_odd: bool
    """The scan ought to look at such rows."""

    def among(self, tags: Tags, rows: Rows, some: np.ndarray) -> np.ndarray:
        """Which of some rows have this shape."""
        found = some[rows.size[some] == len(self.begins)]
        for check in (self._begins, self._addressed, self._said):
            if len(found):
                found = found[check(tags, rows.only(found))]
        return found

    def _begins(self, tags: Tags, rows: Rows) -> np.ndarray:
        """Which rows have tags that begin so."""
        same = np.ones(len(rows.first), dtype=bool)
        for tag, begin in enumerate(self.begins):
            same &= tags.starts(rows.first + tag, begin)
        return same

    def _addressed(self, tags: Tags, rows: Rows) -> np.ndarray:
        """Which rows have the addresses of their cells, and attributes as long as they should be."""
        same = np.ones(len(rows.first), dtype=bool)
        for cell in self.cells:
            begin = tags.at[rows.first + cell.tag] + len(cell.head)
            same &= tags.begin(begin, (rows.spelled, rows.counts))
            same &= tags.at[rows.first + cell.tag + 1] - begin - rows.digits == 1 + len(cell.said)
        return same

    def _said(self, tags: Tags, rows: Rows) -> np.ndarray:
        """Which rows have the attributes."""
        same = np.ones(len(rows.first), dtype=bool)
        for cell in self.cells:
            same &= tags.written(tags.at[rows.first + cell.tag] + len(cell.head) + rows.digits + 1, cell.said)
        return same


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
    found = shape.among(tags, rows, some)
    if not len(found):
        return some
    groups.append(Alike(found, rows.first[found], shape))
    others = np.ones(len(rows.first), dtype=bool)
    others[found] = False
    return some[others[some]]


def _shape(tags: Tags, row: Rows) -> Shape | None:
    """The shape of a row; None if it is not plain, or its columns have long names."""
    own = tags.only(np.arange(row.first[0], row.first[0] + row.size[0]))
    try:
        places(own, replace(row, first=np.zeros(1, dtype=np.int64)))
    except NotPlainError:
        return None
    starts = (own.at[: len(own)] - own.at[0]).tolist()
    xml = own.bytes[own.at[0] : own.at[len(own) - 1]].tobytes() + _END
    begins = [next((one for one in _BEGINNINGS if xml.startswith(one, start)), b"") for start in starts]
    cells = [_cell(xml, starts, tag) for tag, begin in enumerate(begins) if begin in {_ROW, _CELL}]
    if not all(begins) or any(cell is None for cell in cells):
        return None
    known = [cell for cell in cells if cell]
    for cell in known:
        begins[cell.tag] = cell.head
    return Shape([word(begin) for begin in begins], known, is_odd(xml))


def _cell(xml: bytes, starts: Sequence[int], tag: int) -> Cell | None:
    """The cell, or row, that a tag begins."""
    found = _ADDRESS.match(xml, starts[tag])
    if found is None:
        return None
    head, letters, said = found.groups()
    value = next((at for at, begin in enumerate((_VALUE, _TEXT), 1) if xml.startswith(begin, starts[tag + 1])), 0)
    return Cell(tag, head, said, column_number(letters), value and tag + value)
