"""What plain cells say: the bytes of their values become the columns of a sheet, those of all columns at once.

Few long steps rather than many short ones: between two of them a thread has to wait for Python's lock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
import pyarrow as pa

from svcqa.readers.tags import NotPlainError
from svcqa.requests import Column, Tag

_EPOCH, _DAY = np.datetime64("1899-12-30", "ms"), 86_400_000.0
_FIRST, _BEYOND = 61.0, 2_958_465.0
"""From the day after the 29th of February 1900, which there was not, to the last day of the year 9999."""


class Kind(IntEnum):
    """What a cell is."""

    NOTHING = Tag.BLANK
    NUMBER = Tag.NUMBER
    MOMENT = Tag.MOMENT
    BOOL = Tag.BOOL
    TEXT = Tag.TEXT
    POINTER = 100
    """It points to a shared text."""
    OTHER = 101


Texts = tuple[pa.Array, pa.Array]
"""Some texts, and which of them say anything."""
Say = Callable[[pa.Array], Texts]
Placed = tuple[np.ndarray, pa.Array]
"""The rows of some texts, and these."""


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells; the matrices have a row for each column that holds anything, and a column for each row of the sheet."""

    columns: np.ndarray
    """Numbers of the columns, from 0, in order."""
    kinds: np.ndarray
    """``uint8``"""
    begin: np.ndarray
    """Where the value of each begins, in bytes."""
    end: np.ndarray

    def only(self, *kinds: Kind) -> Some:
        """The cells of some kinds."""
        wanted = np.logical_or.reduce([self.kinds == one for one in kinds])
        columns = np.flatnonzero(wanted.any(axis=1))
        at = np.flatnonzero(wanted[columns])
        begin, end, which = (of[columns].ravel()[at] for of in (self.begin, self.end, self.kinds))
        return Some(columns, at, which, begin, end, (len(columns), self.kinds.shape[1]))


@dataclass(frozen=True, eq=False)
class Some:
    """Some cells, column by column; all arrays but the first have an entry for each."""

    columns: np.ndarray
    """Which columns of the grid they stand in."""
    at: np.ndarray
    """Their positions among all cells of these columns."""
    kinds: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    shape: tuple[int, int]
    """How many columns these are, and of how many rows."""

    def spread(self, values: np.ndarray, empty: np.generic | float) -> dict[int, np.ndarray]:
        """By column, the values in their rows."""
        whole = values
        if len(values) < self.shape[0] * self.shape[1]:
            whole = np.full(self.shape[0] * self.shape[1], empty, dtype=values.dtype)
            whole[self.at] = values
        return dict(zip(self.columns.tolist(), whole.reshape(self.shape), strict=True))


def columns_of(grid: Grid, xml: bytes, own: Say, shared: Say) -> list[Column]:
    """The columns that some cells make.

    Args:
        grid: the cells.
        xml: the XML they stand in.
        own: from texts as they are written in cells to what they say.
        shared: from the numbers of shared texts, as they are written, to these.

    Raises:
        NotPlainError: a value is not as plain as its cell looks.
    """
    numeric, dated = grid.only(Kind.NUMBER, Kind.BOOL), grid.only(Kind.MOMENT)
    numbers = numeric.spread(_numbers(xml, numeric), np.nan)
    moments = dated.spread(moments_of(_numbers(xml, dated)), np.datetime64("NaT", "us"))
    tags, texts = grid.kinds.copy(), defaultdict[int, list[Placed]](list)
    for kind, say in ((Kind.TEXT, own), (Kind.POINTER, shared)):
        _say(xml, grid.only(kind), say, tags, texts)
    return [
        Column(tags[at], numbers.get(at), moments.get(at), _one(texts[at], tags.shape[1]) if at in texts else None)
        for at in range(len(grid.columns))
    ]


def _say(xml: bytes, cells: Some, say: Say, tags: np.ndarray, texts: dict[int, list[Placed]]) -> None:
    """Note the texts that cells say by column, and the tags of these cells."""
    if not len(cells.at):
        return
    said, filled = say(cut(xml, cells.begin, cells.end))
    column, rows = np.divmod(cells.at, cells.shape[1])
    tags[cells.columns[column], rows] = filled.to_numpy(zero_copy_only=False) * np.uint8(Tag.TEXT)
    starts = np.searchsorted(column, np.arange(cells.shape[0] + 1)).tolist()
    for number, (start, beyond) in zip(cells.columns.tolist(), pairwise(starts), strict=True):
        texts[number].append((rows[start:beyond], said.slice(start, beyond - start)))


def _one(parts: Sequence[Placed], size: int) -> pa.Array:
    """Texts of one column, in their rows."""
    if len(parts) == 1 and len(parts[0][0]) == size:
        return parts[0][1]
    at, texts = np.concatenate([one for one, _ in parts]), pa.concat_arrays([texts for _, texts in parts])
    number = np.full(size, -1)
    number[at] = np.arange(len(at))
    return texts.take(pa.array(number, mask=number < 0))


def _numbers(xml: bytes, cells: Some) -> np.ndarray:
    """The numbers that cells hold.

    Raises:
        NotPlainError: they are not spelled so that all parsers agree, such as blanks, names of infinity, nothing.
    """
    letters = np.frombuffer(xml, dtype=np.uint8)
    for outermost in (letters[cells.begin], letters[cells.end - 1]):
        if ((outermost < ord("+")) | (outermost > ord("9"))).any():
            raise NotPlainError
    found: np.ndarray = cut(xml, cells.begin, cells.end).view(pa.string()).cast(pa.float64()).to_numpy()
    flags = found[cells.kinds == Kind.BOOL]
    if not np.isfinite(found).all() or ((flags != 0.0) & (flags != 1.0)).any():
        raise NotPlainError
    return found


def cut(xml: bytes, begin: np.ndarray, end: np.ndarray) -> pa.Array:
    """The bytes between each two places."""
    if not len(begin):
        return pa.array([], pa.binary())
    offsets = np.zeros(2 * len(begin) + 2, dtype=np.int32)
    offsets[1:-1:2], offsets[2::2], offsets[-1] = begin, end, len(xml)
    stretches = pa.Array.from_buffers(pa.binary(), len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(xml)])
    return stretches.take(pa.array(np.arange(1, len(offsets) - 1, 2)))  # what lies between two of them is never taken


def moments_of(serials: np.ndarray) -> np.ndarray:
    """Dates as spreadsheets keep them, in days, to the millisecond, as the fast reader has them.

    Raises:
        NotPlainError: some are none of all calendars.
    """
    if ((serials < _FIRST) | (serials >= _BEYOND)).any():
        raise NotPlainError
    exact = serials * _DAY
    whole = np.floor(exact)
    return np.asarray(_EPOCH + (whole + (exact - whole >= 0.5)).astype("timedelta64[ms]"), dtype="datetime64[us]")
