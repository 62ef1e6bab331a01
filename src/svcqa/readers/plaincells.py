"""What the cells of plain rows say: the bytes of their values become the columns of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pyarrow as pa

from svcqa.readers.tags import NotPlainError
from svcqa.requests import Column, Tag

_EPOCH, _DAY = np.datetime64("1899-12-30", "ms"), 86_400_000.0
_FIRST, _BEYOND = 61.0, 2_958_465.0
"""From the day after the 29th of February 1900, which there was not, to the last day of the year 9999."""


_ALL = slice(None)


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


_NUMERIC = (Kind.NUMBER, Kind.BOOL)
Texts = tuple[pa.Array, pa.Array]
"""Some texts, and which of them say anything."""
Say = Callable[[pa.Array], Texts]


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of one column of some XML; all arrays have an entry for each row."""

    xml: bytes
    kinds: np.ndarray
    """``uint8``"""
    begin: np.ndarray
    """Where the value of each begins, in bytes."""
    end: np.ndarray

    def column(self, own: Say, shared: Say) -> Column:
        """What they say.

        Args:
            own: from texts as they are written in cells to what they say.
            shared: from the numbers of shared texts, as they are written, to these.

        Raises:
            NotPlainError: a value is not as plain as its cell looks.
        """
        there = {kind for kind, count in enumerate(np.bincount(self.kinds).tolist()) if count}
        numbers = moments = texts = None
        tags = self.kinds
        if not there.isdisjoint(_NUMERIC):
            at = self._of(there, _NUMERIC)
            numbers = _spread(self._numbers(at), at, len(tags), np.nan)
        if Kind.MOMENT in there:
            at = self._of(there, (Kind.MOMENT,))
            moments = _spread(moments_of(self._numbers(at)), at, len(tags), np.datetime64("NaT", "us"))
        if not there.isdisjoint((Kind.TEXT, Kind.POINTER)):
            tags, texts = self._worded(own, shared)
        return Column(tags, numbers, moments, texts)

    def _of(self, there: Collection[int], kinds: Collection[int]) -> np.ndarray | slice:
        """Which cells are of some kinds."""
        if all(one in kinds for one in there):
            return _ALL
        return np.flatnonzero(np.logical_or.reduce([self.kinds == one for one in kinds]))

    def _cut(self, at: np.ndarray | slice) -> pa.Array:
        return cut(self.xml, self.begin[at], self.end[at])

    def _numbers(self, at: np.ndarray | slice) -> np.ndarray:
        """The numbers of some cells.

        Raises:
            NotPlainError: they are not spelled so that all parsers agree, such as blanks, names of infinity, nothing.
        """
        letters = np.frombuffer(self.xml, dtype=np.uint8)
        for outermost in (letters[self.begin[at]], letters[self.end[at] - 1]):
            if ((outermost < ord("+")) | (outermost > ord("9"))).any():
                raise NotPlainError
        found: np.ndarray = self._cut(at).view(pa.string()).cast(pa.float64()).to_numpy()
        flags = found[self.kinds[at] == Kind.BOOL]
        if not np.isfinite(found).all() or ((flags != 0.0) & (flags != 1.0)).any():
            raise NotPlainError
        return found

    def _worded(self, own: Say, shared: Say) -> tuple[np.ndarray, pa.Array]:
        """The tags of all cells, and what the texts among them say."""
        parts = [(np.flatnonzero(self.kinds == kind), say) for kind, say in ((Kind.TEXT, own), (Kind.POINTER, shared))]
        said = [say(self._cut(at)) for at, say in parts if len(at)]
        at = np.concatenate([one for one, _ in parts])
        texts, filled = (one[0] if len(one) == 1 else pa.concat_arrays(one) for one in zip(*said, strict=True))
        tags = self.kinds.copy()
        tags[at] = filled.to_numpy(zero_copy_only=False) * np.uint8(Tag.TEXT)
        if len(said) == 1 and len(at) == len(tags):
            return tags, texts
        number = np.full(len(tags), -1)
        number[at] = np.arange(len(at))
        return tags, texts.take(pa.array(number, mask=number < 0))


def _spread(values: np.ndarray, at: np.ndarray | slice, size: int, empty: np.generic | float) -> np.ndarray:
    """A column of nothing with some values put into their rows, which come in order."""
    if len(values) == size:
        return values
    whole = np.full(size, empty, dtype=values.dtype)
    whole[at] = values
    return whole


def cut(xml: bytes, begin: np.ndarray, end: np.ndarray) -> pa.Array:
    """The bytes between each two places, which come in order."""
    if not len(begin):
        return pa.array([], pa.binary())
    offsets = np.empty(2 * len(begin), dtype=np.int32)
    offsets[::2], offsets[1::2] = begin, end
    stretches = pa.Array.from_buffers(pa.binary(), len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(xml)])
    return stretches.take(pa.array(np.arange(0, len(offsets), 2)))  # what stands between two of them is left out


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
