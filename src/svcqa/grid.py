"""Columns of a sheet: made from rows or texts, cut, taken and joined, all their arrays together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.requests import Column, Tag

HEAD = 64
CHUNK = 5_000
"""Rows that exist as Python objects at a time; more fall out of the processor's cache and cost twice the time."""


def from_rows(
    rows: Iterable[Sequence[Any]], decoded: Callable[[pa.Array], pa.Array] | None = None
) -> tuple[list[Column], int]:
    """Columns from rows of ``str``, numbers, booleans, dates, times and durations; ``""`` and None are blank.

    Args:
        rows: the rows, all of one length.
        decoded: from what a column of text shows to what it says, if that is not the same.

    Returns the columns and the number of rows up to the last one that holds anything.
    """
    source = iter(rows)
    chunks: list[list[Column]] = []
    counts: list[int] = []
    # the first rows are titles and headings; apart from them, most columns are of one type
    while block := list(islice(source, CHUNK if chunks else HEAD)):
        chunks.append([_column(cells, decoded or _as_it_is) for cells in zip(*block, strict=True)])
        counts.append(len(block))
    width = max((len(chunk) for chunk in chunks), default=0)
    whole = [
        joined([chunk[j] if j < len(chunk) else blank(count) for chunk, count in zip(chunks, counts, strict=True)])
        for j in range(width)
    ]
    return trimmed(whole)


def from_texts(texts: pa.Array) -> Column:
    """A column of text; what is empty or only white space is blank."""
    if pa.types.is_large_string(texts.type):
        texts = texts.cast(pa.string())
    filled = pc.not_equal(pc.utf8_trim_whitespace(texts), "")
    return Column(filled.to_numpy(zero_copy_only=False).astype(np.uint8) * np.uint8(Tag.TEXT), texts=texts)


def trimmed(columns: Sequence[Column]) -> tuple[list[Column], int]:
    """Columns without the blank rows at their end, and how many rows are left."""
    filled = [np.flatnonzero(column.tags) for column in columns if not is_blank(column)]
    rows = max((int(found[-1]) + 1 for found in filled if len(found)), default=0)
    return [cut(column, rows) for column in columns], rows


def blank(count: int) -> Column:
    """A column of blanks; however long, it takes no memory."""
    return Column(np.broadcast_to(np.uint8(Tag.BLANK), count))


def is_blank(column: Column) -> bool:
    """The column was made by :func:`blank`."""
    return column.tags.strides == (0,)


def at_rows(cells: Mapping[int, Any], rows: int) -> Column:
    """A column of which only some rows hold anything."""
    whole: list[Any] = [""] * rows
    for row, cell in cells.items():
        whole[row] = cell
    return _column(whole, _as_it_is)


def cut(column: Column, rows: int) -> Column:
    """The first rows of a column."""
    return part(column, 0, rows)


@dataclass(frozen=True, eq=False)
class Slab:
    """Columns of some rows of a sheet, and the cell its first one stands at, counted from 0."""

    top: int
    left: int
    columns: Sequence[Column]
    rows: int


def stacked(slabs: Iterable[Slab], most: int) -> tuple[list[Column], int]:
    """The columns of a sheet from its slabs, which stand below each other, and how many rows they have.

    Args:
        slabs: the slabs in order.
        most: the most places the columns may have together, those left out that hold nothing at all.

    Raises:
        OverflowError: they have more.
    """
    filled = [slab for slab in slabs if slab.rows]
    rows = max((slab.top + slab.rows for slab in filled), default=0)
    used = {slab.left + number for slab in filled for number, one in enumerate(slab.columns) if not is_blank(one)}
    if len(used) * rows > most:
        raise OverflowError(f"太大 / too large: {rows} × {len(used)}")
    empty = blank(rows)
    return [
        _stack(filled, number, rows) if number in used else empty for number in range(max(used, default=-1) + 1)
    ], rows


def _stack(slabs: Sequence[Slab], number: int, rows: int) -> Column:
    """One column from its slabs, blank between them."""
    parts: list[Column] = []
    below = 0
    for slab in slabs:
        at = number - slab.left
        if 0 <= at < len(slab.columns):
            parts += [blank(slab.top - below), slab.columns[at]]
            below = slab.top + slab.rows
    return joined([one for one in [*parts, blank(rows - below)] if len(one.tags)])


def joined(parts: Sequence[Column]) -> Column:
    """One column from its chunks."""
    if len(parts) == 1:
        return parts[0]
    if all(map(is_blank, parts)):
        return blank(sum(len(one.tags) for one in parts))
    tags = np.concatenate([part.tags for part in parts])
    numbers = _filled(parts, lambda part: part.numbers, lambda n: np.full(n, np.nan))
    moments = _filled(parts, lambda part: part.moments, lambda n: np.full(n, "NaT", dtype="datetime64[us]"))
    texts = None
    if any(part.texts is not None for part in parts):
        found = [pa.nulls(len(part.tags), pa.string()) if part.texts is None else part.texts for part in parts]
        texts = pa.concat_arrays([one.combine_chunks() if isinstance(one, pa.ChunkedArray) else one for one in found])
    return Column(tags, numbers, moments, texts)


def _filled(
    parts: Sequence[Column], get: Callable[[Column], np.ndarray | None], empty: Callable[[int], np.ndarray]
) -> np.ndarray | None:
    if all(get(part) is None for part in parts):
        return None
    arrays = [get(part) for part in parts]
    return np.concatenate(
        [empty(len(part.tags)) if array is None else array for part, array in zip(parts, arrays, strict=True)]
    )


def take(column: Column, rows: np.ndarray) -> Column:
    """The given rows of a column, in that order."""
    if len(rows) and rows[-1] - rows[0] + 1 == len(rows) and (np.diff(rows) == 1).all():  # a run costs nothing
        return part(column, int(rows[0]), len(rows))
    return Column(
        column.tags[rows],
        None if column.numbers is None else column.numbers[rows],
        None if column.moments is None else column.moments[rows],
        None if column.texts is None else column.texts.take(pa.array(rows)),
    )


def spread(column: Column, at: np.ndarray, rows: int) -> Column:
    """A column with its cells in the given rows, in order, and blanks between them; so many rows in all."""
    numbers = np.full(rows, len(at))
    numbers[at] = np.arange(len(at))
    return take(joined([column, blank(1)]), numbers)


def gather(columns: Sequence[Column], rows: np.ndarray, at: np.ndarray) -> Column:
    """Single cells of a sheet as one column; beyond the sheet they are blank.

    Args:
        columns: the columns of the sheet, all of one length.
        rows: row of each cell, from 0.
        at: column of each cell, from 0.
    """
    if not len(rows):
        return blank(0)
    height = len(columns[0].tags) if columns else 0
    known = np.where((at < len(columns)) & (rows < height), at, -1)
    order = np.argsort(known, kind="stable")
    numbers, starts = np.unique(known[order], return_index=True)
    runs = np.split(rows[order], starts[1:])
    found = [take(columns[one], run) if one >= 0 else blank(len(run)) for one, run in zip(numbers, runs, strict=True)]
    return take(joined(found), np.argsort(order))


def part(column: Column, start: int, count: int) -> Column:
    """A run of rows of a column."""
    stop = start + count
    return Column(
        column.tags[start:stop],
        None if column.numbers is None else column.numbers[start:stop],
        None if column.moments is None else column.moments[start:stop],
        None if column.texts is None else column.texts.slice(start, count),
    )


def _as_it_is(texts: pa.Array) -> pa.Array:
    return texts


def _column(cells: Sequence[Any], decoded: Callable[[pa.Array], pa.Array]) -> Column:
    kinds = set(map(type, cells))
    if kinds == {str}:
        return from_texts(decoded(pa.array(cells, pa.string())))
    if kinds <= {float, int}:
        return Column(np.full(len(cells), Tag.NUMBER, dtype=np.uint8), numbers=np.array(cells, dtype=np.float64))
    if kinds == {dt.datetime}:
        return Column(np.full(len(cells), Tag.MOMENT, dtype=np.uint8), moments=_moments(cells))
    return _mixed(cells, kinds, decoded)


def _mixed(cells: Sequence[Any], kinds: set[type], decoded: Callable[[pa.Array], pa.Array]) -> Column:
    tags = np.array([_TAGS[type(cell)] for cell in cells], dtype=np.uint8)
    texts = numbers = moments = None
    if str in kinds:
        texts = decoded(pa.array([cell if isinstance(cell, str) else None for cell in cells], pa.string()))
        text = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(texts), ""), True)
        tags[~text.to_numpy(zero_copy_only=False)] = Tag.BLANK
        if not pc.any(pc.not_equal(texts, "")).as_py():
            texts = None
    if kinds & _NUMBERS.keys():
        numbers = np.array([_number(cell) for cell in cells], dtype=np.float64)
    if kinds & {dt.datetime, dt.date}:
        moments = _moments([_moment(cell) for cell in cells])
    return Column(tags, numbers, moments, texts)


_TAGS: dict[type, Tag] = {
    str: Tag.TEXT,
    float: Tag.NUMBER,
    int: Tag.NUMBER,
    bool: Tag.BOOL,
    dt.datetime: Tag.MOMENT,
    dt.date: Tag.MOMENT,
    dt.time: Tag.SPAN,
    dt.timedelta: Tag.SPAN,
    type(None): Tag.BLANK,
}
_NUMBERS: dict[type, Callable[[Any], float]] = {
    float: float,
    int: float,
    bool: float,
    dt.timedelta: dt.timedelta.total_seconds,
    dt.time: lambda cell: cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6,
}


def _number(cell: Any) -> float:
    convert = _NUMBERS.get(type(cell))
    return convert(cell) if convert else np.nan


def _moment(cell: Any) -> dt.datetime | None:
    if isinstance(cell, dt.datetime):
        return cell
    return dt.datetime(cell.year, cell.month, cell.day) if isinstance(cell, dt.date) else None


def _moments(cells: Sequence[dt.datetime | None]) -> np.ndarray:
    found: np.ndarray = pa.array(cells, pa.timestamp("us")).to_numpy(zero_copy_only=False)
    return found.astype("datetime64[us]")
