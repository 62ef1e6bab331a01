"""The quick way through a slice of a sheet: its plain rows become columns, and no cell is ever an object of Python.

The fast reader is asked which styles are dates, and what a text says that is spelled unusually; rows that are not plain
it reads as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.grid import Slab, blank, spread, trimmed
from svcqa.readers.alike import Shapes
from svcqa.readers.calamine import UnreadableError
from svcqa.readers.plaincells import Grid, Kind, Texts, columns_of, moments_of
from svcqa.readers.plaingrid import grid_of, of_alike, of_places
from svcqa.readers.plainxml import Places, places
from svcqa.readers.scan import Looked, is_odd, widest
from svcqa.readers.tags import NotPlainError, Rows, Tags
from svcqa.readers.texts import are_doubtful, in_cells, may_differ
from svcqa.requests import Tag

MOST = 1 << 24
"""Bytes of rows that are looked at; tags take more memory than the XML, and a slice is hardly ever so long."""
_ATTRIBUTES = re.compile(rb'(?: s="(?P<style>\d{1,9})"| t="(?P<type>s|n|b|inlineStr)")*')
_SHEET = b'<worksheet><sheetData><row r="1"><c r="A1" s="%s"><v>%r</v></c></row></sheetData></worksheet>'
_ASKED = 45_000.5
_TYPES = {b"s": Kind.POINTER, b"b": Kind.BOOL, b"inlineStr": Kind.TEXT}


class Plain:
    """Reads the plain slices of a workbook.

    Args:
        read: the fast reader: from the XML of a sheet, in the styles of the workbook, to what stands in it.
    """

    def __init__(self, read: Callable[[bytes], Slab]) -> None:
        self._read = read
        self._styles: dict[bytes, Kind] = {}
        self._asking = Lock()
        self._shapes = Shapes()
        self._shared: Texts | None = None

    def slab(self, xml: bytes, texts: Callable[[], pa.Array]) -> Slab | None:
        """The columns of some whole rows of XML; None where they are not plain."""
        return self.look(xml, texts).slab

    def look(self, xml: bytes, texts: Callable[[], pa.Array]) -> Looked:
        """The columns of some whole rows of XML, if they are plain.

        Args:
            xml: the rows.
            texts: gives the texts that cells point to.
        """
        if len(xml) > MOST:
            return Looked(is_plain=False)
        try:
            tags = Tags(xml)
            return self._looked(xml, tags, Rows.of(tags), texts) if len(tags) else Looked(Slab(0, 0, [], 0))
        except (NotPlainError, UnreadableError, pa.ArrowInvalid, pa.ArrowIndexError):
            return Looked(is_plain=False)

    def _looked(self, xml: bytes, tags: Tags, rows: Rows, texts: Callable[[], pa.Array]) -> Looked:
        bare = rows.size == 1
        if (tags.bytes[tags.at[rows.first[bare] + 1] - 2] != ord("/")).any():
            raise NotPlainError
        groups, left = self._shapes.sorted(tags, rows, np.flatnonzero(~bare))
        other = _xml(xml, tags, rows, np.union1d(left, np.flatnonzero(bare)))
        parts = [of_alike(tags, group, self._kind) for group in groups]
        if len(left):
            parts.append(of_places(xml, _places(tags, rows, left), left, self._kind))
        odd = any(group.shape.is_odd for group in groups) or (bool(other) and is_odd(other))
        last = max((group.shape.cells[-1].column for group in groups), default=-1)
        grid = grid_of(parts, len(rows.number), int(rows.number[-1] - rows.number[0]) + 1)
        return Looked(
            self._slab(rows.number, grid, xml, texts),
            is_odd=odd,
            first=int(rows.number[0]),
            last=int(rows.number[-1]),
            columns=max(last, widest(other)) + 1,
        )

    def _slab(self, numbers: np.ndarray, grid: Grid, xml: bytes, texts: Callable[[], pa.Array]) -> Slab:
        if not len(grid.columns):
            return Slab(0, 0, [], 0)
        own, shared = partial(self._own, differ=may_differ(xml)), partial(self._pointed, texts)
        below = numbers - numbers[0]
        height, found = int(below[-1]) + 1, columns_of(grid, xml, own, shared)
        if height > len(below):
            found = [spread(column, below, height) for column in found]
        by_number = dict(zip(grid.columns.tolist(), found, strict=True))
        left, right = int(grid.columns[0]), int(grid.columns[-1])
        columns, rows = trimmed([by_number.get(one) or blank(height) for one in range(left, right + 1)])
        return Slab(int(numbers[0]) - 1, left, columns, rows)

    def _kind(self, said: bytes) -> Kind:
        """What a cell is, by its attributes."""
        match = _ATTRIBUTES.fullmatch(said)
        if match is None:
            return Kind.OTHER
        if match["type"] in _TYPES:
            return _TYPES[match["type"]]
        style = match["style"] or b"0"
        with self._asking:
            if style not in self._styles:
                self._styles[style] = self._asked(style)
        return self._styles[style]

    def _asked(self, style: bytes) -> Kind:
        """What the fast reader makes of a number of this style; lengths of time and other epochs are left to it."""
        (column,) = self._read(_SHEET % (style, _ASKED)).columns
        if column.tags[0] == Tag.NUMBER:
            return Kind.NUMBER
        usual = column.moments is not None and column.moments[0] == moments_of(np.array([_ASKED]))[0]
        return Kind.MOMENT if usual else Kind.OTHER

    def _own(self, written: pa.Array, *, differ: bool) -> Texts:
        """What texts say that stand in the cells, and which say anything."""
        texts = written.view(pa.string())
        texts.validate(full=True)
        doubtful = are_doubtful(texts, differ=differ)
        if not doubtful.true_count:
            return texts, pc.not_equal(texts, "")
        return _filled(pc.replace_with_mask(texts, doubtful, in_cells(texts.filter(doubtful), self._read)))

    def _pointed(self, shared: Callable[[], pa.Array], written: pa.Array) -> Texts:
        """The texts that cells point to, and which say anything."""
        self._shared = self._shared or _filled(shared())
        texts, filled = self._shared
        numbers = written.view(pa.string()).cast(pa.int32())
        return texts.take(numbers), filled.take(numbers)


def _filled(texts: pa.Array) -> Texts:
    return texts, pc.not_equal(pc.utf8_trim_whitespace(texts), "")


def _places(tags: Tags, rows: Rows, some: np.ndarray) -> Places:
    """Where the cells of some rows stand.

    Raises:
        NotPlainError: the rows are not plain.
    """
    if len(some) < len(rows.first):
        theirs = np.zeros(len(rows.first), dtype=bool)
        theirs[some] = True
        tags, rows = tags.only(np.flatnonzero(np.repeat(theirs, rows.size))), rows.only(some)
        rows = replace(rows, first=np.cumsum(rows.size) - rows.size)
    return places(tags, rows)


def _xml(xml: bytes, tags: Tags, rows: Rows, some: np.ndarray) -> bytes:
    """The XML of some rows."""
    if len(some) == len(rows.first):
        return xml
    begin, beyond = tags.at[rows.first[some]].tolist(), tags.at[(rows.first + rows.size)[some]].tolist()
    return b"".join(map(xml.__getitem__, map(slice, begin, beyond)))
