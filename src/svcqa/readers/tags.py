"""The tags of some rows of a sheet, found for all of them at once and told apart by the eight bytes they begin with."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, fields

import numpy as np

_DIGITS = 7
"""A row has at most so many in its number."""
_LOOK_AHEAD = 6
ROOM = 120
"""Beyond the end one may look so far behind any place, and eight bytes more."""
Words = tuple[np.ndarray, np.ndarray]
_FIRST = np.array([(1 << 8 * size) - 1 for size in range(9)], dtype=np.uint64)
"""So many bytes of a word."""


def words(texts: Sequence[bytes]) -> Words:
    """Texts of up to eight bytes as numbers, and which bits of them count."""
    numbers = np.array([int.from_bytes(text, "little") for text in texts], dtype=np.uint64)
    return numbers, _FIRST[[len(text) for text in texts]]


def word(text: bytes) -> Words:
    """The same of a single text."""
    number, counts = words([text])
    return number[0], counts[0]


_RO = int.from_bytes(b"ro", "little")
ROW, CELL = word(b'<row r="'), word(b'<c r="')


class NotPlainError(Exception):
    """Rows that are spelled in another way, or hold more than plain cells."""


class Tags:
    """The bytes of some rows, and where their tags begin.

    ``at`` has an entry for each tag, and so has ``names``, of the two bytes each goes on with; some more at the end are
    none, so that one may look ahead.
    """

    def __init__(self, xml: bytes) -> None:
        padded = b"".join((xml, b"<" * _LOOK_AHEAD, bytes(ROOM + 8)))
        self.bytes = np.frombuffer(padded, dtype=np.uint8)
        self.words = np.ndarray((len(padded) - 7,), "<u8", padded, strides=(1,))
        """The eight bytes that begin at each place."""
        self._behind = np.ndarray((len(padded) - 2,), "<u2", padded, offset=1, strides=(1,))
        self._set(np.flatnonzero(self.bytes == ord("<")))

    def _set(self, at: np.ndarray) -> None:
        self.at, self.names = at, self._behind[at]

    def __len__(self) -> int:
        return len(self.at) - _LOOK_AHEAD

    def only(self, tags: np.ndarray) -> Tags:
        """The same bytes with only some of the tags, given by number."""
        some = copy(self)
        some._set(np.concatenate([self.at[tags], self.at[-_LOOK_AHEAD:]]))
        return some

    def starts(self, tags: np.ndarray, one: Words) -> np.ndarray:
        """Whether tags, given by number, begin like this."""
        return self.begin(self.at[tags], one)

    def begin(self, places: np.ndarray, one: Words) -> np.ndarray:
        """Whether this stands at some places."""
        found: np.ndarray = (self.words[places] & one[1]) == one[0]
        return found


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows that tags belong to; all arrays have one entry each."""

    first: np.ndarray
    """Number of its first tag."""
    size: np.ndarray
    """How many tags it has."""
    number: np.ndarray
    """As Excel counts, from 1."""
    digits: np.ndarray
    """How many its number has."""
    spelled: np.ndarray
    """The number as it is written, with a quotation mark behind it, and which bits of it count."""
    counts: np.ndarray

    @classmethod
    def of(cls, tags: Tags) -> Rows:
        """The rows, which come in order.

        Raises:
            NotPlainError: they do not, or a row has no number, or something stands before the first.
        """
        first = np.flatnonzero(tags.names[: len(tags)] == _RO)
        first = first[tags.starts(first, ROW)]
        if len(tags) and (not len(first) or first[0]):
            raise NotPlainError
        number_at = tags.at[first] + len(b'<row r="')
        digits, number = _numbers(tags, number_at)
        if (np.diff(number) <= 0).any():
            raise NotPlainError
        counts = _FIRST[digits + 1]
        spelled = tags.words[number_at] & counts
        return cls(first, np.diff(first, append=len(tags)), number, digits, spelled, counts)

    def only(self, rows: np.ndarray) -> Rows:
        """Some of them."""
        return Rows(*(getattr(self, one.name)[rows] for one in fields(self)))


def _numbers(tags: Tags, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many digits stand at each place, and the number they make.

    Raises:
        NotPlainError: none stands there, or no quotation mark behind them.
    """
    digits, number = np.zeros(len(at), dtype=np.int64), np.zeros(len(at), dtype=np.int64)
    for place in range(_DIGITS):
        digit = tags.bytes[at + place].astype(np.int64) - ord("0")
        more = (digits == place) & (digit >= 0) & (digit <= 9)
        number = np.where(more, number * 10 + digit, number)
        digits += more
    if (digits == 0).any() or (tags.bytes[at + digits] != ord('"')).any():
        raise NotPlainError
    return digits, number
