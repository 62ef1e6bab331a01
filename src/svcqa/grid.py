"""Columns of a sheet cut, taken and joined, all their arrays together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from svcqa.requests import Column


def blank(count: int) -> Column:
    """A column of blanks."""
    return Column(np.zeros(count, dtype=np.uint8))


def cut(column: Column, rows: int) -> Column:
    """The first rows of a column."""
    return part(column, 0, rows)


def joined(parts: Sequence[Column]) -> Column:
    """One column from its chunks."""
    if len(parts) == 1:
        return parts[0]
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
    if len(rows) and rows[-1] - rows[0] + 1 == len(rows):  # a run costs nothing
        return part(column, int(rows[0]), len(rows))
    return Column(
        column.tags[rows],
        None if column.numbers is None else column.numbers[rows],
        None if column.moments is None else column.moments[rows],
        None if column.texts is None else column.texts.take(pa.array(rows)),
    )


def part(column: Column, start: int, count: int) -> Column:
    """A run of rows of a column."""
    stop = start + count
    return Column(
        column.tags[start:stop],
        None if column.numbers is None else column.numbers[start:stop],
        None if column.moments is None else column.moments[start:stop],
        None if column.texts is None else column.texts.slice(start, count),
    )
