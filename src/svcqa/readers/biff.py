"""A walk over the records of an old workbook (xls): what the fast reader cannot say of it.

Error cells, hidden rows and columns, the date system, and whether a password is needed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from svcqa.readers.hidden import columns_of
from svcqa.readers.ole2 import Container
from svcqa.readers.scan import Scan

_BOF, _EOF, _FILEPASS, _DATEMODE, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x0022, 0x0085
_ROW, _BOOLERR, _FORMULA = 0x0208, 0x0205, 0x0006
_DIMENSIONS, _COLUMNS = 0x0200, 0x007D
_EXTENTS = {10: "<4H", 14: "<IIHH"}
"""First and last row and column of a sheet as BIFF5 and BIFF8 write them, by the size of the record."""
_RUNS = frozenset({0x00BD, 0x00BE})
"""Cells in a row, kept in one record."""
_CELLS = frozenset({_BOOLERR, _FORMULA, 0x0201, 0x0203, 0x0204, 0x027E, 0x00FD, 0x00D6}) | _RUNS
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""Error cells by their code, in all binary formats."""


@dataclass
class Walked:
    """What was found in a workbook; the scans stand in the order of its worksheets."""

    encrypted: bool = False
    date_system: str = "1900"
    scans: list[Scan] = field(default_factory=list)


def walk(container: Container) -> Walked:
    """Walk the records of the workbook stream.

    Raises:
        KeyError: there is no workbook stream.
        ValueError: it is damaged.
    """
    names = {name.lower(): name for name in container.names()}
    stream = container.stream(names.get("workbook") or names["book"])
    found = Walked()
    starts: list[int] = []
    for kind, at, size in _records(stream, 0):
        if kind == _FILEPASS:
            return Walked(encrypted=True)
        if kind == _DATEMODE and stream[at : at + 1] == b"\x01":
            found.date_system = "1904"
        if kind == _BOUNDSHEET and size >= 6 and stream[at + 5] == 0:  # worksheets only
            starts.append(struct.unpack_from("<I", stream, at)[0])
    found.scans = [_sheet(stream, start) for start in starts]
    return found


def _sheet(stream: bytes, start: int) -> Scan:
    found = Scan()
    hidden: list[tuple[int, int]] = []
    for kind, at, size in _records(stream, start):
        if kind in _CELLS:
            if size < 4:
                raise ValueError("BIFF")
            _extend(found, stream, kind, at, size)
        if kind == _FORMULA and size >= 14 and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
            found.errors[struct.unpack_from("<HH", stream, at)] = ERRORS.get(stream[at + 8], "#ERROR")
        elif kind == _BOOLERR and size >= 8 and stream[at + 7]:
            found.errors[struct.unpack_from("<HH", stream, at)] = ERRORS.get(stream[at + 6], "#ERROR")
        elif kind == _DIMENSIONS and size in _EXTENTS:
            _, bottom, _, right = struct.unpack_from(_EXTENTS[size], stream, at)
            found.rows, found.columns = max(found.rows, bottom), max(found.columns, right)
        elif kind == _ROW and size >= 16 and stream[at + 12] & _HIDDEN_ROW:
            found.hidden_rows.append(struct.unpack_from("<H", stream, at)[0] + 1)
        elif kind == _COLUMNS and size >= 10 and stream[at + 8] & _HIDDEN_COLUMN:
            hidden.append(struct.unpack_from("<HH", stream, at))
    found.hidden_columns = columns_of(hidden)
    return found


def _extend(found: Scan, stream: bytes, kind: int, at: int, size: int) -> None:
    row, column = struct.unpack_from("<HH", stream, at)
    last = struct.unpack_from("<H", stream, at + size - 2)[0] if kind in _RUNS else column
    found.rows, found.columns = max(found.rows, row + 1), max(found.columns, column + 1, last + 1)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record up to the end of this part; parts inside it (charts) are passed over."""
    depth = 0
    header = struct.Struct("<HH")
    while at + 4 <= len(stream):
        kind, size = header.unpack_from(stream, at)
        at += 4
        if at + size > len(stream):
            raise ValueError("BIFF")
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, at, size
        at += size
