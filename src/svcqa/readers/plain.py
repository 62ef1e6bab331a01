"""The quick way through a slice of a sheet: its plain rows become columns, and no cell is ever an object of Python.

The fast reader is asked which styles are dates, and what a text says that is spelled unusually; rows that are not plain
it reads as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.grid import Slab, blank, trimmed
from svcqa.readers.calamine import UnreadableError
from svcqa.readers.plainxml import NotPlainError, Places, places
from svcqa.readers.texts import are_doubtful, in_cells
from svcqa.requests import Column, Tag

MOST = 1 << 24
"""Bytes of rows that are looked at; tags take more memory than the XML, and a slice is hardly ever so long."""
_ATTRIBUTES = re.compile(rb'(?: s="(?P<style>\d{1,9})"| t="(?P<type>s|n|b|inlineStr)")*')
_SHEET = b'<worksheet><sheetData><row r="1"><c r="A1" s="%s"><v>%r</v></c></row></sheetData></worksheet>'
_ASKED = 45_000.5
_EPOCH, _DAY = np.datetime64("1899-12-30", "ms"), 86_400_000.0
_FIRST, _BEYOND = 61.0, 2_958_465.0
"""From the day after the 29th of February 1900, which there was not, to the last day of the year 9999."""


class Kind(IntEnum):
    """What a cell is."""

    NUMBER = Tag.NUMBER
    MOMENT = Tag.MOMENT
    BOOL = Tag.BOOL
    TEXT = Tag.TEXT
    POINTER = 100
    """It points to a shared text."""
    OTHER = 101


class Plain:
    """Reads the plain slices of a workbook.

    Args:
        read: the fast reader: from the XML of a sheet, in the styles of the workbook, to what stands in it.
    """

    def __init__(self, read: Callable[[bytes], Slab]) -> None:
        self._read = read
        self._styles: dict[bytes, Kind] = {}

    def slab(self, rows: bytes, texts: Callable[[], pa.Array]) -> Slab | None:
        """The columns of some whole rows of XML; None where they are not plain.

        Args:
            rows: the rows.
            texts: gives the texts that cells point to.
        """
        if len(rows) > MOST:
            return None
        try:
            found = places(rows)
            return _slab(found, self._values(rows, found, texts)) if len(found.row) else Slab(0, 0, [], 0)
        except (NotPlainError, UnreadableError, pa.ArrowInvalid, pa.ArrowIndexError):
            return None

    def _values(self, rows: bytes, found: Places, shared: Callable[[], pa.Array]) -> _Values:
        kinds = self._kinds(rows, found)
        own, pointing, dated = (kinds == one for one in (Kind.TEXT, Kind.POINTER, Kind.MOMENT))
        numeric = ~(own | pointing)
        numbers, moments = np.full(len(kinds), np.nan), np.full(len(kinds), "NaT", dtype="datetime64[us]")
        numbers[numeric] = _numbers(rows, found.value[numeric], kinds[numeric] == Kind.BOOL)
        moments[dated] = _moments(numbers[dated])
        numbers[dated] = np.nan
        tags, text = kinds.copy(), np.full(len(kinds), -1)
        pointed = _pointed(rows, found.value[pointing], shared) if pointing.any() else _NO_TEXTS
        texts = pa.concat_arrays([self._own(rows, found.value[own]), pointed])
        worded = np.concatenate([np.flatnonzero(own), np.flatnonzero(pointing)])
        text[worded] = np.arange(len(texts))
        filled = pc.not_equal(pc.utf8_trim_whitespace(texts), "").to_numpy(zero_copy_only=False)
        tags[worded] = np.where(filled, np.uint8(Tag.TEXT), np.uint8(Tag.BLANK))
        return _Values(tags, numbers, moments, text, texts)

    def _kinds(self, rows: bytes, found: Places) -> np.ndarray:
        """What each cell is, by its attributes, of which few are different."""
        coded = _cut(rows, found.said).dictionary_encode()
        known = np.array([self._kind(said) for said in coded.dictionary.to_pylist()], dtype=np.uint8)
        kinds: np.ndarray = known[coded.indices.to_numpy()]
        if (kinds == Kind.OTHER).any() or ((kinds == Kind.TEXT) != found.in_cell).any():
            raise NotPlainError
        return kinds

    def _kind(self, said: bytes) -> Kind:
        match = _ATTRIBUTES.fullmatch(said)
        if match is None:
            return Kind.OTHER
        if match["type"] in _TYPES:
            return _TYPES[match["type"]]
        style = match["style"] or b"0"
        if style not in self._styles:
            self._styles[style] = self._asked(style)
        return self._styles[style]

    def _asked(self, style: bytes) -> Kind:
        """What the fast reader makes of a number of this style; lengths of time and other epochs are left to it."""
        (column,) = self._read(_SHEET % (style, _ASKED)).columns
        if column.tags[0] == Tag.NUMBER:
            return Kind.NUMBER
        usual = column.moments is not None and column.moments[0] == _moments(np.array([_ASKED]))[0]
        return Kind.MOMENT if usual else Kind.OTHER

    def _own(self, rows: bytes, ends: np.ndarray) -> pa.Array:
        """The texts that stand in the cells."""
        texts = _cut(rows, ends).view(pa.string())
        texts.validate(full=True)
        doubtful = are_doubtful(texts, rows)
        if not doubtful.true_count:
            return texts
        return pc.replace_with_mask(texts, doubtful, in_cells(texts.filter(doubtful), self._read))


_NO_TEXTS = pa.array([], pa.string())
_TYPES = {b"s": Kind.POINTER, b"b": Kind.BOOL, b"inlineStr": Kind.TEXT}


@dataclass(frozen=True, eq=False)
class _Values:
    """What the cells of a slice say, an entry for each."""

    tags: np.ndarray
    numbers: np.ndarray
    moments: np.ndarray
    text: np.ndarray
    """Its position in ``texts``; -1 where it is none."""
    texts: pa.Array


def _cut(xml: bytes, ends: np.ndarray) -> pa.Array:
    """The bytes between each two places, which come in order."""
    if not len(ends):
        return pa.array([], pa.binary())
    offsets = np.ascontiguousarray(ends, dtype=np.int32).ravel()
    stretches = pa.Array.from_buffers(pa.binary(), len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(xml)])
    return stretches.take(pa.array(np.arange(0, len(offsets), 2)))  # what stands between two of them is left out


def _numbers(xml: bytes, ends: np.ndarray, is_flag: np.ndarray) -> np.ndarray:
    outermost = np.frombuffer(xml, dtype=np.uint8)[ends - (0, 1)]
    if ((outermost < ord("+")) | (outermost > ord("9"))).any():  # parsers differ in blanks, names of infinity, nothing
        raise NotPlainError
    found: np.ndarray = _cut(xml, ends).view(pa.string()).cast(pa.float64()).to_numpy()
    if not np.isfinite(found).all() or not np.isin(found[is_flag], (0.0, 1.0)).all():
        raise NotPlainError
    return found


def _pointed(xml: bytes, ends: np.ndarray, texts: Callable[[], pa.Array]) -> pa.Array:
    """The texts that cells point to."""
    return texts().take(_cut(xml, ends).view(pa.string()).cast(pa.int32()))


def _moments(serials: np.ndarray) -> np.ndarray:
    """Dates as spreadsheets keep them, in days, to the millisecond, as the fast reader has them."""
    if ((serials < _FIRST) | (serials >= _BEYOND)).any():
        raise NotPlainError
    exact = serials * _DAY
    whole = np.floor(exact)
    return np.asarray(_EPOCH + (whole + (exact - whole >= 0.5)).astype("timedelta64[ms]"), dtype="datetime64[us]")


def _slab(found: Places, values: _Values) -> Slab:
    top, left = int(found.row[0]), int(found.column.min())
    columns, rows = trimmed(list(_columns(found.row - top, found.column - left, values)))
    return Slab(top, left, columns, rows)


def _columns(row: np.ndarray, column: np.ndarray, values: _Values) -> Iterator[Column]:
    height, order = int(row[-1]) + 1, np.argsort(column.astype(np.uint16), kind="stable")
    starts = np.searchsorted(column[order], np.arange(int(column.max()) + 2))
    for first, beyond in pairwise(starts):
        cells = order[first:beyond]
        yield _column(row[cells], cells, values, height) if len(cells) else blank(height)


def _column(row: np.ndarray, cells: np.ndarray, values: _Values, height: int) -> Column:
    def spread(of: np.ndarray, empty: np.generic | float) -> np.ndarray:
        mine: np.ndarray = of[cells]
        if len(mine) == height:
            return mine
        whole = np.full(height, empty, dtype=of.dtype)
        whole[row] = mine
        return whole

    tags, there = spread(values.tags, Tag.BLANK), np.bincount(values.tags[cells], minlength=len(Tag))
    text = spread(values.text, -1)
    return Column(
        tags,
        spread(values.numbers, np.nan) if there[Tag.NUMBER] or there[Tag.BOOL] else None,
        spread(values.moments, np.datetime64("NaT")) if there[Tag.MOMENT] else None,
        values.texts.take(pa.array(text, mask=text < 0)) if (text >= 0).any() else None,
    )
