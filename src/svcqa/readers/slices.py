"""Slices: a long sheet, cut between rows and read on all cores.

Plain slices become columns all at once; any other is wrapped as a small workbook with the styles of the whole, so that
the fast reader gives every cell the kind and place it has there. Both let go of Python's lock while they parse: slices
are parsed while the next ones are inflated and scanned, and the XML of the sheet is never in memory as a whole.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from svcqa.grid import Slab, stacked
from svcqa.readers import calamine
from svcqa.readers.plain import Plain
from svcqa.readers.scan import unlooked
from svcqa.readers.texts import lookup, markings, points, texts_of
from svcqa.readers.workbook import shared_texts, styled_parts
from svcqa.requests import Sheet

if TYPE_CHECKING:
    import pyarrow as pa

    from svcqa.readers.scan import Looked, LookedAt, Piece
    from svcqa.readers.workbook import Part

SIZE = 1 << 22
"""Bytes of XML in a slice, so many that wrapping them costs little and so few that all cores have something to do."""
_MOST_THREADS = 8
_OPENING = re.compile(rb"<((?:\w+:)?)sheetData\s*>")
_SMALLEST_CELL = 8
"""Bytes of XML that a cell takes; a grid of more places than its XML has room for is mostly empty."""


class Slicer:
    """Cuts the sheets of one workbook into slices and reads them, several at a time.

    Args:
        archive: the package of the workbook.
        dense_cells: the most places a slice may have, and the most of a sheet that is mostly empty.
    """

    def __init__(self, archive: zipfile.ZipFile, dense_cells: int) -> None:
        self._archive = archive
        self._styled = styled_parts(archive)
        self._most = dense_cells
        threads = min(os.cpu_count() or 1, _MOST_THREADS)
        self._pool = ThreadPoolExecutor(threads)
        self._ahead = threads + 1
        self._pending: deque[Future[Slab]] = deque()
        self._shared: Future[pa.Array] | None = None
        self._plain: Plain | None = None

    def __enter__(self) -> Slicer:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def looking(self, part: Part) -> Callable[[Iterator[bytes]], LookedAt]:
        """Looks at the pieces of a sheet, several at a time while the next ones come in, for rows that are plain."""
        return partial(self._looked, part)

    def _looked(self, part: Part, pieces: Iterator[bytes]) -> LookedAt:
        yield from unlooked(islice(pieces, 1))  # a piece that has the beginning of the sheet is not of rows alone
        ahead: deque[tuple[bytes, Future[Looked]]] = deque()
        for piece in pieces:
            texts = self._texts(part).result
            ahead.append((piece, self._pool.submit(self._quick(part).look, piece, texts)))
            if len(ahead) > self._ahead:  # slices that wait take memory
                yield _done(ahead.popleft())
        yield from map(_done, ahead)

    def _quick(self, part: Part) -> Plain:
        self._plain = self._plain or Plain(partial(self._slab, part))
        return self._plain

    def read(self, part: Part, pieces: Iterator[Piece]) -> Sliced | None:
        """Read a sheet while its pieces come in; None for a sheet that is a single piece, which is not worth cutting.

        Raises:
            ValueError: the rows do not begin or end where they should.
        """
        held, following = next(pieces), next(pieces, None)
        if following is None:
            return None
        opening = _found(_OPENING, held.xml)
        head, closing = held.xml[: opening.end()], b"</%ssheetData>" % opening[1]
        sheet = Sliced(part, self._most)
        self._submit(sheet, held, head, held.xml[opening.end() :], closing)
        while following is not None:
            held, following = following, next(pieces, None)
            rows = held.xml if following else held.xml[: _found(re.compile(re.escape(closing)), held.xml).start()]
            self._submit(sheet, held, head, rows, closing)
        return sheet

    def _submit(self, sheet: Sliced, piece: Piece, head: bytes, rows: bytes, closing: bytes) -> None:
        if not sheet.accepts(piece):
            return
        if piece.slab is not None:
            sheet.slabs.append(_known(piece.slab))
            return
        while len(self._pending) >= self._ahead:  # slices that wait take memory
            wait([self._pending.popleft()])
        untried = piece.is_plain or rows is not piece.xml
        quick = self._quick(sheet.part) if untried else None
        texts = self._texts(sheet.part).result
        future = self._pool.submit(self._slice, sheet.part, (head, rows, closing), texts, quick)
        self._pending.append(future)
        sheet.slabs.append(future)

    def _slice(
        self, part: Part, xml: tuple[bytes, bytes, bytes], texts: Callable[[], pa.Array], quick: Plain | None
    ) -> Slab:
        head, rows, closing = xml
        if quick and (slab := quick.slab(rows, texts)):
            return slab
        if not points(rows):
            return self._slab(part, b"".join(xml))
        for way in markings(rows):
            try:
                return self._slab(part, b"".join((head, way[0], closing)), lookup(way[1], texts))
            except calamine.UnreadableError as error:
                last = error
        raise last

    def _slab(self, part: Part, xml: bytes, decoded: Callable[[pa.Array], pa.Array] | None = None) -> Slab:
        wrapped = io.BytesIO()
        with zipfile.ZipFile(wrapped, "w") as archive:
            for name, data in {**self._styled, part.path: xml}.items():
                archive.writestr(name, data)
        return calamine.slab(wrapped.getvalue(), part.name, decoded)

    def _texts(self, part: Part) -> Future[pa.Array]:
        """The shared texts, being read; submitted before the slices that wait for them."""
        if self._shared is None:
            xml = shared_texts(self._archive)
            self._shared = self._pool.submit(texts_of, xml, partial(self._slab, part))
        return self._shared


def _done(one: tuple[bytes, Future[Looked]]) -> tuple[bytes, Looked]:
    return one[0], one[1].result()


def _known(slab: Slab) -> Future[Slab]:
    future: Future[Slab] = Future()
    future.set_result(slab)
    return future


def _found(pattern: re.Pattern[bytes], xml: bytes) -> re.Match[bytes]:
    match = pattern.search(xml)
    if match is None:
        raise ValueError("sheetData")
    return match


@dataclass(eq=False)
class Sliced:
    """A sheet of which the slices are being read."""

    part: Part
    most: int
    """The most places a slice may have, and the sheet where it is mostly empty."""
    slabs: list[Future[Slab]] = field(default_factory=list)
    safe: bool = True
    """Its rows come in order, and no cell stands so far off that the fast reader would run out of memory."""
    _bytes: int = 0
    _last: int = 0

    def accepts(self, piece: Piece) -> bool:
        """Note a slice; False where it, or one before it, is not for the fast reader."""
        if not piece.first:  # what stands before the first row may be longer than a piece
            return False
        self.safe = self.safe and self._last < piece.first <= piece.last and piece.dense_cells <= self.most
        self._bytes += len(piece.xml)
        self._last = piece.last
        return self.safe

    def sheet(self) -> Sheet:
        """The sheet, when all its slices are read; if one cannot be, the sheet says so."""
        most = max(self.most, self._bytes // _SMALLEST_CELL)
        try:
            columns, rows = stacked([one.result() for one in self.slabs], most)
        except (calamine.UnreadableError, OverflowError) as error:
            return Sheet(self.part.name, (), 0, self.part.state, problem=str(error))
        return Sheet(self.part.name, columns, rows, self.part.state)
