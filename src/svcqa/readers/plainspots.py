"""From cells found row by row to columns: which rows of a column hold what, and where it stands in the XML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from svcqa.readers.alike import Alike
from svcqa.readers.plaincells import Cells, Kind, cut
from svcqa.readers.plainxml import Places
from svcqa.readers.tags import NotPlainError, Tags

KindOf = Callable[[bytes], Kind]
"""From the attributes of a cell behind its address to what it is."""


@dataclass(frozen=True, eq=False)
class Spots:
    """Cells of one column in some rows; the arrays have an entry for each."""

    column: int
    rows: np.ndarray
    """How far each row stands below the first."""
    kinds: np.ndarray
    begin: np.ndarray
    end: np.ndarray


def of_alike(tags: Tags, group: Alike, below: np.ndarray, kind_of: KindOf) -> Iterator[Spots]:
    """The cells of rows that are alike.

    Args:
        tags: the tags of all rows.
        group: the rows.
        below: how far each of all rows stands below the first.
        kind_of: what a cell is.

    Raises:
        NotPlainError: they are not what they look like.
    """
    rows = below[group.rows]
    for cell in group.shape.cells:
        if cell.value:
            at = group.first + cell.value
            kinds = np.full(len(at), kind_of(cell.said.removesuffix(b">")), dtype=np.uint8)
            _check(kinds[:1], cell.is_text)
            yield Spots(cell.column, rows, kinds, tags.at[at] + len(b"<v>"), tags.at[at + 1])


def of_places(xml: bytes, found: Places, below: np.ndarray, kind_of: KindOf) -> Iterator[Spots]:
    """The cells of rows of all shapes.

    Args:
        xml: the XML.
        found: where they stand.
        below: how far each of their rows stands below the first of all.
        kind_of: what a cell is.

    Raises:
        NotPlainError: they are not what they look like.
    """
    coded = cut(xml, *found.said.T).dictionary_encode()  # few are different
    known = np.array([kind_of(said) for said in coded.dictionary.to_pylist()], dtype=np.uint8)
    kinds: np.ndarray = known[coded.indices.to_numpy()]
    _check(kinds, found.in_cell)
    order = np.argsort(found.column.astype(np.uint16), kind="stable")
    columns, starts = np.unique(found.column[order], return_index=True)
    for column, cells in zip(columns.tolist(), np.split(order, starts[1:]), strict=False):
        yield Spots(column, below[found.row[cells]], kinds[cells], *found.value[cells].T)


def _check(kinds: np.ndarray, is_text: np.ndarray | bool) -> None:
    if (kinds == Kind.OTHER).any() or ((kinds == Kind.TEXT) != is_text).any():
        raise NotPlainError


def by_column(xml: bytes, spots: Iterable[Spots], height: int) -> dict[int, Cells]:
    """The cells of each column that has any, from the first row to the last."""
    found: defaultdict[int, list[Spots]] = defaultdict(list)
    for one in spots:
        found[one.column].append(one)
    return {column: _joined(xml, some, height) for column, some in found.items()}


def _joined(xml: bytes, spots: Sequence[Spots], height: int) -> Cells:
    if len(spots) == 1 and len(spots[0].rows) == height:
        return Cells(xml, spots[0].kinds, spots[0].begin, spots[0].end)
    kinds = np.full(height, Kind.NOTHING, dtype=np.uint8)
    begin, end = np.zeros(height, dtype=np.int64), np.zeros(height, dtype=np.int64)
    for one in spots:
        kinds[one.rows], begin[one.rows], end[one.rows] = one.kinds, one.begin, one.end
    return Cells(xml, kinds, begin, end)
