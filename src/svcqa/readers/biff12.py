"""A walk over the records of a binary workbook (xlsb): what the fast reader cannot say of it."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from svcqa.parts import main_part, relations_of
from svcqa.readers.biff import ERRORS
from svcqa.readers.hidden import columns_of
from svcqa.readers.scan import Scan

_ROW, _CELL_ERROR, _FORMULA_ERROR, _MERGED, _PROPERTIES, _SHEET = 0, 3, 11, 176, 153, 156
_DIMENSION, _COLUMNS, _CELLS = 148, 60, frozenset(range(1, 12))
_LEAST = {**dict.fromkeys(_CELLS, 8), _ROW: 12, _CELL_ERROR: 9, _FORMULA_ERROR: 9, _DIMENSION: 16, _MERGED: 16}
"""Bytes that a record has at least."""
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x01


@dataclass
class Walked:
    """What was found in a workbook; the scans stand in the order of its worksheets."""

    date_system: str = "1900"
    scans: list[Scan] = field(default_factory=list)


def walk(archive: zipfile.ZipFile) -> Walked:
    """Walk the records of the workbook and of its worksheets.

    Raises:
        KeyError: a part is missing.
        ValueError: a part is damaged.
        xml.etree.ElementTree.ParseError: so is the list of parts.
    """
    path = main_part(archive)
    relations = relations_of(archive, path)
    found = Walked()
    for kind, record in _records(archive.read(path)):
        if kind == _PROPERTIES and record[:1] and record[0] & 1:
            found.date_system = "1904"
        elif kind == _SHEET:
            relation, target = relations[_text(record, 8)]
            if relation.endswith("/worksheet"):
                found.scans.append(_sheet(archive.read(target)))
    return found


def _sheet(part: bytes) -> Scan:
    found = Scan()
    hidden: list[tuple[int, int]] = []
    row = 0
    for kind, record in _records(part):
        if len(record) < _LEAST.get(kind, 0):  # the fast reader would take what the last record left behind
            raise ValueError("BIFF12")
        if kind in _CELLS:
            _cell(kind, record, row, found)
        elif kind == _ROW:
            row = int.from_bytes(record[:4], "little")
            if record[11] & _HIDDEN_ROW:
                found.hidden_rows.append(row + 1)
        elif kind == _DIMENSION:
            _, bottom, _, right = struct.unpack_from("<4I", record)
            found.rows, found.columns = max(found.rows, bottom + 1), max(found.columns, right + 1)
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            found.merged.append((top, left, bottom, right))
        elif kind == _COLUMNS and len(record) >= 18 and record[16] & _HIDDEN_COLUMN:
            hidden.append(struct.unpack_from("<II", record))
    found.hidden_columns = columns_of(hidden)
    return found


def _cell(kind: int, record: bytes, row: int, found: Scan) -> None:
    column = int.from_bytes(record[:4], "little")
    found.rows, found.columns = max(found.rows, row + 1), max(found.columns, column + 1)
    if kind in (_CELL_ERROR, _FORMULA_ERROR):
        found.errors[row, column] = ERRORS.get(record[8], "#ERROR")


def _text(record: bytes, at: int) -> str:
    length = int.from_bytes(record[at : at + 4], "little")
    return record[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace")


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record; both kind and size are written seven bits to a byte."""
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        if at + size > len(part):
            raise ValueError("BIFF12")
        yield kind, part[at : at + size]
        at += size


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for place in range(most):
        if at >= len(part):
            raise ValueError("BIFF12")
        byte = part[at]
        at += 1
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            break
    return number, at
