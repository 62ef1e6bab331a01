"""A stream scan of sheet XML: what the fast reader cannot say, and whether it is safe to use at all.

The fast reader aborts its process on sheets with far-off stray cells and gives error cells and formulas without a
stored result as blanks or zeros. The scan finds the extent, hidden rows, error cells and such formulas with a few
regular expressions over inflated pieces; it builds no tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

_PIECE = 1 << 22
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d+)\"")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*?\br=\"(\d+)\"")
# a literal beginning lets the engine jump from one address to the next
_WIDE = re.compile(rb" r=\"([A-Z]{3})")
_MEDIUM = re.compile(rb" r=\"([A-Z]{2})")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>]|)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REF = re.compile(rb"\br=\"([A-Z]+)(\d+)\"")
_TYPE = re.compile(rb"\bt=\"(\w+)\"")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</")
_NO_REF = re.compile(rb"<c(?:>|\s(?![^>]*\br=\"))")


@dataclass
class Scan:
    """What was found in one sheet; rows and columns count from 0."""

    rows: int = 0
    columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    """As Excel counts them, from 1."""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    never_calculated: list[tuple[int, int]] = field(default_factory=list)
    unaddressed: bool = False
    """Cells stand there without their address; the places above are then incomplete."""

    @property
    def dense_cells(self) -> int:
        """Cells a reader allocates that fills the whole rectangle."""
        return self.rows * self.columns


def scan(stream: IO[bytes]) -> Scan:
    """Scan the XML of one sheet."""
    found = Scan()
    for piece in _pieces(stream):
        _extent(piece, found)
        if b"hidden=" in piece:
            found.hidden_rows += [int(number) for number in _HIDDEN.findall(piece)]
        if b't="e"' in piece or b"<f" in piece or b":f" in piece:
            _cells(piece, found)
        # counting is far quicker than matching, and tells nearly all sheets apart
        if not found.unaddressed and piece.count(b"<c ") != piece.count(b'<c r="'):
            found.unaddressed = _NO_REF.search(piece) is not None
    return found


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end before a row begins."""
    rest = b""
    while block := stream.read(_PIECE):
        rest += block
        at = max(rest.rfind(b"<row"), rest.rfind(b":row "))
        at = rest.rfind(b"<", 0, at + 1) if at > 0 else -1
        if at > 0:
            yield rest[:at]
            rest = rest[at:]
    yield rest


def _extent(piece: bytes, found: Scan) -> None:
    # rows stand in order, so the last one of a piece is enough; a backward look saves a match per row
    at = max(piece.rfind(b"<row"), piece.rfind(b":row "))
    match = _ROW_NUMBER.search(piece, piece.rfind(b"<", 0, at + 1)) if at >= 0 else None
    if match:
        found.rows = max(found.rows, int(match[1]))
    elif at >= 0:
        found.rows += len(_ROW.findall(piece))
    for pattern, least in ((_WIDE, 3), (_MEDIUM, 2)):
        if found.columns < 26 ** (least - 1) * 27 and pattern.search(piece):
            widest = max(column_number(ref) for ref in set(pattern.findall(piece)))
            found.columns = max(found.columns, widest + 1)
            break
    found.columns = max(found.columns, 26)


def _cells(piece: bytes, found: Scan) -> None:
    for match in _CELL.finditer(piece):
        attributes, inner = match[1], match[2]
        kind = _TYPE.search(attributes)
        is_error = kind is not None and kind[1] == b"e"
        if not is_error and b"f" not in inner:
            continue
        place = _place(attributes)
        value = _VALUE.search(inner)
        if place is None:
            continue
        if is_error:
            found.errors[place] = value[1].decode("utf-8", "replace") if value and value[1] else "#ERROR"
        elif _is_formula(inner) and not (value and value[1]) and not (kind and kind[1] == b"str"):
            found.never_calculated.append(place)


def _is_formula(inner: bytes) -> bool:
    return b"<f" in inner or b":f>" in inner or b":f " in inner or b":f/" in inner


def _place(attributes: bytes) -> tuple[int, int] | None:
    match = _REF.search(attributes)
    return (int(match[2]) - 1, column_number(match[1])) if match else None


def column_number(letters: bytes) -> int:
    """``A`` is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
