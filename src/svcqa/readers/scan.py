"""A stream scan of sheet XML: what the fast reader cannot say, and whether it is safe to use at all.

The fast reader aborts its process on sheets with far-off stray cells and gives error cells and formulas without a
stored result as blanks or zeros. The scan finds the extent, hidden rows and columns, error cells and such formulas
with a few regular expressions over inflated pieces; it builds no tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from svcqa.readers.hidden import hidden_columns

_PIECE = 1 << 20
_HEAD = 4096
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d+)\"")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*?\br=\"(\d+)\"")
# a literal beginning lets the engine jump from one address to the next
_WIDE = re.compile(rb" r=\"[A-Z]{2}")
_LETTERS = re.compile(rb" r=\"([A-Z]{2,3})")
_ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=\"e\"[^>/]*)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*[^/>]|)>\s*"
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\b(?:[^>]*/>|[^>]*>(?P<zero>0?)</(?:\w+:)?v>))?\s*</(?:\w+:)?c>"
)
"""A formula with no stored result, an empty one, or zero."""
_REF = re.compile(rb"\br=\"([A-Z]+)(\d+)\"")
_TEXT = re.compile(rb"\bt=\"str\"")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</")
_ODD_CELL = re.compile(rb"<c(?! r=\")[ >]")
_NO_REF = re.compile(rb"<(?:c|row)(?:>|/>|\s(?![^>]*\br=\"))|<\w+:(?:c|row)(?:>|/>|\s(?![^>]*\br=\"))")
_TAG = re.compile(rb"<((?:\w+:)?)(row|c)\b([^>]*)>")
_CELL_ROW = re.compile(rb" r=\"[A-Z]{1,3}(\d{1,9})\"")
_ROW_REF = re.compile(rb"\br=\"(\d+)\"")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")


@dataclass
class Scan:
    """What was found in one sheet; rows and columns count from 0."""

    rows: int = 0
    columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    """As Excel counts them, from 1."""
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    never_calculated: list[tuple[int, int]] = field(default_factory=list)
    unaddressed: bool = False
    """Cells or rows stand there without their address; the places above were counted."""

    @property
    def dense_cells(self) -> int:
        """Cells a reader allocates that fills the whole rectangle."""
        return self.rows * self.columns


def scan(stream: IO[bytes], *, trust_zero: bool = True) -> Scan:
    """Scan the XML of one sheet.

    Args:
        stream: the XML, inflated piece by piece.
        trust_zero: a formula's stored zero is a result; False where the writing program calculates nothing itself.
    """
    found = Scan()
    last = b""
    for number, piece in enumerate(_pieces(stream)):
        if number == 0:
            found.hidden_columns = hidden_columns(piece)
        last = piece.replace(b"'", b'"') if b"<row r='" in piece[:_HEAD] or b"<c r='" in piece[:_HEAD] else piece
        if not _plainly_addressed(last) and _NO_REF.search(last):
            found.unaddressed = True
            last = addressed(last, found.rows)
            found.rows = max([found.rows, *map(int, _CELL_ROW.findall(last))])
        _note(last, found, trust_zero)
    # what follows the last row stands in the last piece
    found.merged = [_range(match) for match in _MERGED.finditer(last)]
    return found


def _note(piece: bytes, found: Scan, trust_zero: bool) -> None:
    # looking for a few letters is far quicker than matching, and enough for nearly all sheets
    _extent(piece, found)
    if b"hidden=" in piece:
        found.hidden_rows += [int(number) for number in _HIDDEN.findall(piece)]
    if b't="e"' in piece:
        found.errors.update(_errors(piece))
    if b"<f" in piece or (b"<c " not in piece and b":f" in piece):
        found.never_calculated += _never_calculated(piece, trust_zero)


def _plainly_addressed(piece: bytes) -> bool:
    if b"<c " not in piece or _ODD_CELL.search(piece):
        return False
    return piece.count(b"<row") == piece.count(b'<row r="')


def addressed(piece: bytes, row: int) -> bytes:
    """Whole rows of XML with an address in each row and cell.

    Args:
        piece: the XML.
        row: number of the last row before it, from 1.
    """
    column = 0

    def place(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        known = _ROW_REF.search(match[3]) if match[2] == b"row" else _REF.search(match[3])
        if match[2] == b"row":
            row, column = int(known[1]) if known else row + 1, 0
            address = b"%d" % row
        else:
            column = column_number(known[1]) + 1 if known else column + 1
            address = b"%s%d" % (letters_of(column - 1), row)
        return match[0] if known else b'<%s%s r="%s"%s>' % (match[1], match[2], address, match[3])

    return _TAG.sub(place, piece)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end before a row begins."""
    rest = b""
    while block := stream.read(_PIECE):
        rest += block
        at = _last_row(rest)
        if at > 0:
            yield rest[:at]
            rest = rest[at:]
    yield rest


def _last_row(piece: bytes) -> int:
    """Where the last row begins; -1 if none does."""
    at = piece.rfind(b"<row")
    if at < 0:
        at = piece.rfind(b":row ")
        at = piece.rfind(b"<", 0, at) if at > 0 else -1
    return at


def _extent(piece: bytes, found: Scan) -> None:
    # rows stand in order, so the last one of a piece is enough; a backward look saves a match per row
    at = _last_row(piece)
    match = _ROW_NUMBER.search(piece, at) if at >= 0 else None
    if match:
        found.rows = max(found.rows, int(match[1]))
    elif at >= 0:
        found.rows += len(_ROW.findall(piece))
    if _WIDE.search(piece):
        widest = max(column_number(letters) for letters in set(_LETTERS.findall(piece)))
        found.columns = max(found.columns, widest + 1)
    found.columns = max(found.columns, 26)


def _errors(piece: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _ERROR.finditer(piece):
        place, value = _place(match[1]), _VALUE.search(match[2] or b"")
        if place:
            yield place, value[1].decode("utf-8", "replace") if value and value[1] else "#ERROR"


def _never_calculated(piece: bytes, trust_zero: bool) -> Iterator[tuple[int, int]]:
    for match in _FORMULA.finditer(piece):
        if (match["zero"] and trust_zero) or _TEXT.search(match[1]):
            continue
        place = _place(match[1])
        if place:
            yield place


def _place(attributes: bytes) -> tuple[int, int] | None:
    match = _REF.search(attributes)
    return (int(match[2]) - 1, column_number(match[1])) if match else None


def _range(match: re.Match[bytes]) -> tuple[int, int, int, int]:
    return int(match[2]) - 1, column_number(match[1]), int(match[4]) - 1, column_number(match[3])


def column_number(letters: bytes) -> int:
    """``A`` is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def letters_of(number: int) -> bytes:
    """0 is ``A``."""
    letters = b""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters
