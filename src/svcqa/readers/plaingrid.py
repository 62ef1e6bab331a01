"""Plain cells by column and row: what each is, and where its value stands in the XML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from svcqa.readers.alike import Alike
from svcqa.readers.plaincells import Grid, Kind, cut
from svcqa.readers.plainxml import Places
from svcqa.readers.tags import NotPlainError, Tags

_MOST_PLACES = 1 << 22
"""Places that a grid may have; a slice that would have more is mostly empty."""
KindOf = Callable[[bytes], Kind]
"""From the attributes of a cell behind its address to what it is."""


@dataclass(frozen=True, eq=False)
class Part:
    """Some cells: either those of some columns in some rows, or an entry for each cell."""

    columns: np.ndarray
    rows: np.ndarray
    kinds: np.ndarray
    begin: np.ndarray
    end: np.ndarray


def of_alike(tags: Tags, group: Alike, kind_of: KindOf) -> Part:
    """The cells of rows that are alike; the arrays have a row for each column.

    Raises:
        NotPlainError: they are not what they look like.
    """
    cells = [cell for cell in group.shape.cells if cell.value]
    kinds = np.array([kind_of(cell.said.removesuffix(b">")) for cell in cells], dtype=np.uint8)
    _check(kinds, np.array([cell.is_text for cell in cells], dtype=bool))
    value = np.array([cell.value for cell in cells], dtype=np.intp)
    columns = np.array([[cell.column] for cell in cells], dtype=np.intp).reshape(-1, 1)
    begin, end = (tags.at[group.first + one[:, None]] for one in (value, value + 1))
    return Part(columns, group.rows, kinds[:, None], begin + len(b"<v>"), end)


def of_places(xml: bytes, found: Places, rows: np.ndarray, kind_of: KindOf) -> Part:
    """The cells of rows of all shapes.

    Args:
        xml: the XML.
        found: where they stand.
        rows: which rows of the XML theirs are.
        kind_of: what a cell is.

    Raises:
        NotPlainError: they are not what they look like.
    """
    coded = cut(xml, *found.said.T).dictionary_encode()  # few are different
    known = np.array([kind_of(said) for said in coded.dictionary.to_pylist()], dtype=np.uint8)
    kinds: np.ndarray = known[coded.indices.to_numpy()]
    _check(kinds, found.in_cell)
    return Part(found.column, rows[found.row], kinds, *found.value.T)


def _check(kinds: np.ndarray, is_text: np.ndarray) -> None:
    if (kinds == Kind.OTHER).any() or ((kinds == Kind.TEXT) != is_text).any():
        raise NotPlainError


def grid_of(parts: Sequence[Part], rows: int, height: int) -> Grid:
    """All cells of some parts, none of which is in two of them.

    Args:
        parts: the parts.
        rows: how many rows there are.
        height: how many there are with those that the XML leaves out.

    Raises:
        NotPlainError: the cells stand so far apart that a grid of them would take too much memory.
    """
    columns = np.unique(np.concatenate([part.columns.ravel() for part in parts])) if parts else np.empty(0, np.intp)
    if len(columns) * height > _MOST_PLACES:
        raise NotPlainError
    kinds = np.full((len(columns), rows), Kind.NOTHING, dtype=np.uint8)
    begin, end = (np.zeros(kinds.shape, dtype=np.int64) for _ in range(2))
    for part in parts:
        at = np.searchsorted(columns, part.columns), part.rows
        kinds[at], begin[at], end[at] = part.kinds, part.begin, part.end
    return Grid(columns, kinds, begin, end)
