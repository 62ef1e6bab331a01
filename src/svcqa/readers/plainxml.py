"""Plain rows of a sheet: where every cell and value stands in the XML, found for all of them at once.

Plain are rows in which each cell has an address and nothing but a value, a text or nothing, spelled as Excel and most
programs do. Their tags are told apart by the eight bytes they begin with, of a whole slice at a time; what is not
plain is left to the fast reader.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_DIGITS = 7
"""A row has at most so many in its number."""


_LOOK_AHEAD = 6
_MOST_COLUMNS = 16_384
Word = tuple[np.uint64, np.uint64]


def _word(text: bytes) -> Word:
    """A text of up to eight bytes as a number, and which bits of it count."""
    return np.uint64(int.from_bytes(text, "little")), np.uint64((1 << 8 * len(text)) - 1)


_ROW, _CELL, _VALUE, _TEXT = map(_word, (b'<row r="', b'<c r="', b"<v>", b"<is><t>"))
_VALUE_END, _TEXT_END, _CELL_END, _ROW_END = map(_word, (b"</v></c>", b"</t></is", b"</c>", b"</row>"))
_FIRST = np.array([(1 << 8 * size) - 1 for size in range(9)], dtype=np.uint64)
"""So many bytes of a word."""


class NotPlainError(Exception):
    """Rows that are spelled in another way, or hold more than plain cells."""


@dataclass(frozen=True, eq=False)
class Places:
    """The cells of some rows that hold anything, in order; all arrays have one entry each."""

    row: np.ndarray
    """From 0."""
    column: np.ndarray
    """From 0."""
    said: np.ndarray
    """Where the attributes behind the address begin and end, in bytes: two columns."""
    value: np.ndarray
    """The same of the value."""
    in_cell: np.ndarray
    """True where the value is a text that stands in the cell itself."""


class _Xml:
    """The bytes of some rows, and their tags."""

    def __init__(self, xml: bytes) -> None:
        padded = xml + bytes(8)
        self.bytes = np.frombuffer(padded, dtype=np.uint8)
        self._words = np.ndarray((len(xml) + 1,), "<u8", padded, strides=(1,))
        ahead = np.full(_LOOK_AHEAD, len(xml))
        self.tags = np.concatenate([np.flatnonzero(self.bytes == ord("<")), ahead])
        """Where each tag begins; some at the end are none, so that one may look ahead."""
        self._first = self._words[self.tags]

    def starts(self, tags: np.ndarray | slice, word: Word) -> np.ndarray:
        """Whether tags, given by number, begin like this."""
        found: np.ndarray = (self._first[tags] & word[1]) == word[0]
        return found

    def same(self, one: np.ndarray, other: np.ndarray, size: np.ndarray) -> bool:
        """Whether the same bytes stand at two places each, so many of them."""
        return bool((((self._words[one] ^ self._words[other]) & _FIRST[size]) == 0).all())


def places(xml: bytes) -> Places:
    """Where the cells of some rows stand, and what they say.

    Raises:
        NotPlainError: the rows are not plain.
    """
    found = _Xml(xml)
    rows, cells, ends = (np.flatnonzero(found.starts(slice(None), word)) for word in (_ROW, _CELL, _ROW_END))
    of_row = np.searchsorted(rows, cells) - 1
    _check_rows(found, rows, ends, (cells, of_row))
    valued, text, tags = _bodies(found, cells)
    if len(rows) + len(ends) + tags != len(found.tags) - _LOOK_AHEAD:
        raise NotPlainError
    filled = valued | text
    return _placed(found, rows, (cells[filled], of_row[filled]), text[filled])


def _check_rows(found: _Xml, rows: np.ndarray, ends: np.ndarray, cells: tuple[np.ndarray, np.ndarray]) -> None:
    """Rows end before the next one begins, and each cell stands in one.

    Raises:
        NotPlainError: it is not so.
    """
    until = rows.copy()
    opened = found.bytes[found.tags[rows + 1] - 2] != ord("/")
    if np.count_nonzero(opened) != len(ends):
        raise NotPlainError
    until[opened] = ends
    numbers, of_row = cells
    apart = (rows <= until).all() and (until[:-1] < rows[1:]).all()
    if not apart or (of_row < 0).any() or (len(numbers) and (until[of_row] < numbers).any()):
        raise NotPlainError


def _bodies(found: _Xml, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Which cells hold a value, which a text of their own, and how many tags all cells have.

    Raises:
        NotPlainError: a cell holds something else.
    """
    following = found.tags[cells + 1]
    valued = found.starts(cells + 1, _VALUE) & found.starts(cells + 2, _VALUE_END)
    text = found.starts(cells + 1, _TEXT) & found.starts(cells + 3, _TEXT_END) & found.starts(cells + 5, _CELL_END)
    text &= found.tags[cells + 5] == found.tags[cells + 3] + len(b"</t></is>")
    closed = found.bytes[following - 2] == ord("/")
    none = ~closed & found.starts(cells + 1, _CELL_END)
    if (found.bytes[following - 1] != ord(">")).any() or not (valued ^ text ^ none ^ closed).all():
        raise NotPlainError
    counts = [np.count_nonzero(one) for one in (valued, text, none, closed)]
    return valued, text, int(np.dot(counts, _TAGS))


_TAGS = (4, 6, 2, 1)
"""How many tags a cell has that holds a value, a text of its own, nothing, or is closed at once."""


def _placed(found: _Xml, rows: np.ndarray, of_row: tuple[np.ndarray, np.ndarray], in_cell: np.ndarray) -> Places:
    """Where the cells stand by their addresses.

    Raises:
        NotPlainError: an address is not one of its row, or they do not come in order.
    """
    cells, own = of_row
    number_at = found.tags[rows] + len(b'<row r="')
    digits, numbers = _numbers(found, number_at)
    begin = found.tags[cells] + len(b'<c r="')
    letters, column = _columns(found, begin)
    size = digits[own] + 1  # with the quotation mark
    row = numbers[own] - 1
    in_order = (np.diff(row * _MOST_COLUMNS + column) > 0).all() and (column < _MOST_COLUMNS).all()
    if not in_order or not found.same(begin + letters, number_at[own], size):
        raise NotPlainError
    following = cells + 1 + in_cell
    said = np.stack([begin + letters + size, found.tags[cells + 1] - 1], axis=1)
    value = np.stack([found.tags[following] + len(b"<v>"), found.tags[following + 1]], axis=1)
    return Places(row, column, said, value, in_cell)


def _numbers(found: _Xml, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many digits stand at each place before a quotation mark, and the number they are.

    Raises:
        NotPlainError: something else stands there.
    """
    digits, number = np.zeros(len(at), dtype=np.int64), np.zeros(len(at), dtype=np.int64)
    for place in range(_DIGITS):
        digit = found.bytes[at + place].astype(np.int64) - ord("0")
        more = (digits == place) & (digit >= 0) & (digit <= 9)
        number = np.where(more, number * 10 + digit, number)
        digits += more
    if (digits == 0).any() or (found.bytes[at + digits] != ord('"')).any():
        raise NotPlainError
    return digits, number


def _columns(found: _Xml, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many capital letters stand at each place, and the column they name, from 0.

    Raises:
        NotPlainError: none stands there.
    """
    letters, column = np.zeros(len(at), dtype=np.int64), np.zeros(len(at), dtype=np.int64)
    for place in range(3):
        letter = found.bytes[at + place].astype(np.int64) - ord("A") + 1
        more = (letters == place) & (letter >= 1) & (letter <= 26)
        if not more.any():
            break
        column = np.where(more, column * 26 + letter, column)
        letters += more
    if (letters == 0).any():
        raise NotPlainError
    return letters, column - 1
