"""Plain rows of a sheet: where every cell and value stands in the XML, found for all of them at once.

Plain are rows in which each cell has an address and nothing but a value, a text or nothing, spelled as Excel and most
programs do; what is not plain is left to the fast reader.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from svcqa.readers.tags import CELL, NotPlainError, Rows, Tags, word

MOST_COLUMNS = 16_384
_VALUE, _TEXT, _ROW_END = map(word, (b"<v>", b"<is><t>", b"</row>"))
_VALUE_END, _TEXT_END, _CELL_END = map(word, (b"</v></c>", b"</t></is", b"</c>"))


@dataclass(frozen=True, eq=False)
class Places:
    """The cells of some rows that hold anything, in order; all arrays have one entry each."""

    row: np.ndarray
    """Which of the rows, from 0."""
    column: np.ndarray
    """From 0."""
    said: np.ndarray
    """Where the attributes behind the address begin and end, in bytes: two columns."""
    value: np.ndarray
    """The same of the value."""
    in_cell: np.ndarray
    """True where the value is a text that stands in the cell itself."""


def places(tags: Tags, rows: Rows) -> Places:
    """Where the cells of some rows stand, and what they say.

    Args:
        tags: the tags of the rows, and none else.
        rows: the rows, each of several tags.

    Raises:
        NotPlainError: the rows are not plain.
    """
    _check_ends(tags, rows)
    cells = np.flatnonzero(tags.starts(np.arange(len(tags)), CELL))
    of_row = np.searchsorted(rows.first, cells, side="right") - 1
    valued, text, taken = _bodies(tags, cells)
    if 2 * len(rows.first) + taken != len(tags):
        raise NotPlainError
    filled = valued | text
    return _placed(tags, rows, (cells[filled], of_row[filled]), text[filled])


def _check_ends(tags: Tags, rows: Rows) -> None:
    """Each row ends with its last tag.

    Raises:
        NotPlainError: one does not.
    """
    closed = tags.bytes[tags.at[rows.first + 1] - 2] == ord("/")
    ended = tags.starts(rows.first + rows.size - 1, _ROW_END)
    if closed.any() or not ended.all():
        raise NotPlainError


def _bodies(tags: Tags, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Which cells hold a value, which a text of their own, and how many tags all cells have.

    Raises:
        NotPlainError: a cell holds something else.
    """
    following = tags.at[cells + 1]
    valued = tags.starts(cells + 1, _VALUE) & tags.starts(cells + 2, _VALUE_END)
    text = tags.starts(cells + 1, _TEXT) & tags.starts(cells + 3, _TEXT_END) & tags.starts(cells + 5, _CELL_END)
    text &= tags.at[cells + 5] == tags.at[cells + 3] + len(b"</t></is>")
    closed = tags.bytes[following - 2] == ord("/")
    none = ~closed & tags.starts(cells + 1, _CELL_END)
    if (tags.bytes[following - 1] != ord(">")).any() or not (valued ^ text ^ none ^ closed).all():
        raise NotPlainError
    counts = [np.count_nonzero(one) for one in (valued, text, none, closed)]
    return valued, text, int(np.dot(counts, _TAGS))


_TAGS = (4, 6, 2, 1)
"""How many tags a cell has that holds a value, a text of its own, nothing, or is closed at once."""


def _placed(tags: Tags, rows: Rows, cells_of_rows: tuple[np.ndarray, np.ndarray], in_cell: np.ndarray) -> Places:
    """Where the cells stand by their addresses.

    Raises:
        NotPlainError: an address is not one of its row, or they do not come in order.
    """
    cells, own = cells_of_rows
    begin = tags.at[cells] + len(b'<c r="')
    letters, column = _columns(tags, begin)
    size = rows.digits[own] + 1  # with the quotation mark
    in_order = (np.diff(own * MOST_COLUMNS + column) > 0).all() and (column < MOST_COLUMNS).all()
    if not in_order or not tags.begin(begin + letters, (rows.spelled[own], rows.counts[own])).all():
        raise NotPlainError
    following = cells + 1 + in_cell
    said = np.stack([begin + letters + size, tags.at[cells + 1] - 1], axis=1)
    value = np.stack([tags.at[following] + len(b"<v>"), tags.at[following + 1]], axis=1)
    return Places(own, column, said, value, in_cell)


def _columns(tags: Tags, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many capital letters stand at each place, and the column they name, from 0.

    Raises:
        NotPlainError: none stands there.
    """
    letters, column = np.zeros(len(at), dtype=np.int64), np.zeros(len(at), dtype=np.int64)
    for place in range(3):
        letter = tags.bytes[at + place].astype(np.int64) - ord("A") + 1
        more = (letters == place) & (letter >= 1) & (letter <= 26)
        if not more.any():
            break
        column = np.where(more, column * 26 + letter, column)
        letters += more
    if (letters == 0).any():
        raise NotPlainError
    return letters, column - 1
