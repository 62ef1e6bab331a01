"""A stream scan of sheet XML: what the fast reader cannot say, and whether it is safe to use at all.

The fast reader aborts its process on sheets with far-off stray cells and gives error cells and formulas without a
stored result as blanks or zeros. The scan finds the extent, hidden rows and columns, error cells and such formulas
with a few regular expressions over inflated pieces; it builds no tree. One look tells whether a piece has anything of
that kind; most have not. That look does not hold Python's lock, so that the fast reader parses meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from svcqa.readers.hidden import hidden_columns
from svcqa.readers.spelling import UNUSUAL, blocks, usual
from svcqa.readers.unlocked import has

if TYPE_CHECKING:
    from svcqa.grid import Slab

_ODD = rf'hidden=|t="e"|<f|<c[ />][^r]|<c>|<row[^ ]|<row [^r]|:row[ >/]|:c[ >/]|{UNUSUAL}'
"""What a piece does not have in which every row and cell is plainly addressed and nothing but a value."""
_WIDE = r' r="[A-Z][A-Z]'
_USUAL_COLUMNS = 26
_STRIKING = f"{_ODD}|{_WIDE}"
"""One look for both, since most pieces have neither."""
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d+)\"")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*?\br=\"(\d+)\"")
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
_NO_REF = re.compile(rb"<(?:c|row)(?:>|/>|\s(?![^>]*\br=\"))|<\w+:(?:c|row)(?:>|/>|\s(?![^>]*\br=\"))")
_TAG = re.compile(rb"<((?:\w+:)?)(row|c)\b([^>]*)>")
_CELL_ROW = re.compile(rb" r=\"[A-Z]{1,3}(\d{1,9})\"")
_ROW_REF = re.compile(rb"\br=\"(\d+)\"")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=\"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?\"")


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


@dataclass(frozen=True, eq=False)
class Looked:
    """What was found in a piece by looking at its rows as plain ones, as most are."""

    slab: Slab | None = None
    """What they say, if they are plain."""
    is_plain: bool = True
    """Nobody knows yet, or they are."""
    is_odd: bool = True
    """There may be more to note."""
    first: int = 0
    """Number of the first row as Excel counts, from 1."""
    last: int = 0
    columns: int = 0


@dataclass(frozen=True, eq=False)
class Piece:
    """Whole rows of a sheet's XML, with all that stands before the first and after the last row of the sheet."""

    xml: bytes
    first: int
    """Number of its first row as Excel counts, from 1; 0 if it has none."""
    last: int
    columns: int
    """Columns of the sheet up to here."""
    slab: Slab | None = None
    """What the rows say, if that is known already."""
    is_plain: bool = True
    """The rows may be plain."""

    @property
    def dense_cells(self) -> int:
        """Cells a reader allocates that fills the whole rectangle."""
        return (self.last - self.first + 1) * self.columns


LookedAt = Iterator[tuple[bytes, Looked]]
"""Pieces, and what was found in them."""


def unlooked(pieces: Iterator[bytes]) -> LookedAt:
    """Pieces at which nobody has looked."""
    return ((piece, Looked()) for piece in pieces)


def scanned(
    stream: IO[bytes],
    found: Scan,
    size: int,
    look: Callable[[Iterator[bytes]], LookedAt] = unlooked,
    *,
    trust_zero: bool = True,
) -> Iterator[Piece]:
    """The XML of one sheet in pieces, each noted in the scan before it is given.

    Args:
        stream: the XML, inflated as it is read.
        found: the scan to note everything in.
        size: length of a piece, in bytes.
        look: looks at the pieces beforehand; rows in which it finds nothing odd need no other look.
        trust_zero: a formula's stored zero is a result; False where the writing program calculates nothing itself.
    """
    last = b""
    for number, (piece, looked) in enumerate(look(_pieces(blocks(stream, size)))):
        if number == 0:
            found.hidden_columns = hidden_columns(piece)
        if looked.slab is not None and not looked.is_odd:
            last = piece
            found.rows, found.columns = max(found.rows, looked.last), max(found.columns, looked.columns)
            yield Piece(piece, looked.first, found.rows, found.columns, looked.slab)
            continue
        striking = b"<c " not in piece or has(piece, _STRIKING)
        odd = striking and (b"<c " not in piece or has(piece, _ODD))
        last = usual(piece) if odd and has(piece, UNUSUAL) else piece
        if odd and _NO_REF.search(last):
            found.unaddressed = True
            last = addressed(last, found.rows)
            found.rows = max([found.rows, *map(int, _CELL_ROW.findall(last))])
        _extent(last, found, wide=striking and has(last, _WIDE))
        if odd:
            _note(last, found, trust_zero)
        row = _ROW_NUMBER.search(last)
        still = looked if last is piece else Looked()
        yield Piece(last, int(row[1]) if row else 0, found.rows, found.columns, still.slab, still.is_plain)
    # what follows the last row stands in the last piece
    found.merged = [_range(match) for match in _MERGED.finditer(last)]


def is_odd(piece: bytes) -> bool:
    """Whether there may be more in whole rows of XML than plainly addressed cells and values."""
    return b"<c " not in piece or has(piece, _ODD)


def widest(piece: bytes) -> int:
    """The last column, from 0, that has a cell in whole rows of XML; that of ``Z`` if none is beyond it."""
    return _widest(piece) if has(piece, _WIDE) else _USUAL_COLUMNS - 1


def _note(piece: bytes, found: Scan, trust_zero: bool) -> None:
    found.hidden_rows += [int(number) for number in _HIDDEN.findall(piece)]
    if b't="e"' in piece:
        found.errors.update(_errors(piece))
    if b"<f" in piece or (b"<c " not in piece and b":f" in piece):
        found.never_calculated += _never_calculated(piece, trust_zero)


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


def _pieces(given: Iterable[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end before a row begins."""
    rest = last = b""
    for block in given:  # all of it at once, unless more than that comes
        at = _last_row(last)
        if at < 0 or not (rest or at):
            rest += last
        else:
            yield b"".join((rest, memoryview(last)[:at]))
            rest = last[at:]
        last = block
    yield rest + last


def _last_row(piece: bytes) -> int:
    """Where the last row begins; -1 if none does."""
    at = piece.rfind(b"<row")
    if at < 0:
        at = piece.rfind(b":row ")
        at = piece.rfind(b"<", 0, at) if at > 0 else -1
    return at


def _extent(piece: bytes, found: Scan, *, wide: bool) -> None:
    # rows stand in order, so the last one of a piece is enough; a backward look saves a match per row
    at = _last_row(piece)
    match = _ROW_NUMBER.search(piece, at) if at >= 0 else None
    if match:
        found.rows = max(found.rows, int(match[1]))
    elif at >= 0:
        found.rows += len(_ROW.findall(piece))
    if wide:
        found.columns = max(found.columns, _widest(piece) + 1)
    found.columns = max(found.columns, _USUAL_COLUMNS)


def _widest(piece: bytes) -> int:
    return max(column_number(letters) for letters in set(_LETTERS.findall(piece)))


def _errors(piece: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _ERROR.finditer(piece):
        place, value = _place(match[1]), _VALUE.search(match[2] or b"")
        if place:
            yield place, (value[1].decode("utf-8", "replace").strip() if value else "") or "#ERROR"


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
    first, last = (match[2], match[1]), (match[4] or match[2], match[3] or match[1])
    return int(first[0]) - 1, column_number(first[1]), int(last[0]) - 1, column_number(last[1])


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
