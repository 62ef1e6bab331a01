"""Parquet files: tables as programs hand them on, every column of one type, the column names as the first row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from svcqa.grid import blank, from_texts, joined, trimmed
from svcqa.periods import ZONE
from svcqa.readers.refusals import damaged, oversized
from svcqa.requests import Column, Sheet, Sheets, Tag

if TYPE_CHECKING:
    from svcqa.requests import Limits

EXACT = 2**53
"""Whole numbers beyond this are no longer exact as floating point; they are kept as text."""


def read(data: bytes, limits: Limits) -> Sheets:
    """Read a Parquet file.

    Raises:
        InputError: it is damaged, or too large.
    """
    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
        _guard(file.metadata, limits)
        table = file.read()
        table.validate(full=True)  # text that is no UTF-8 would fail only when it is looked at
        made = [column(name, table.column(at).combine_chunks()) for at, name in enumerate(table.column_names)]
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise damaged(str(error).partition("\n")[0][:200]) from error
    columns, rows = trimmed(made)
    return Sheets([Sheet("", columns, rows)], {"format": "parquet"})


def _guard(metadata: parquet.FileMetaData, limits: Limits) -> None:
    inflated = sum(metadata.row_group(at).total_byte_size for at in range(metadata.num_row_groups))
    if metadata.num_rows * metadata.num_columns > limits.dense_cells or inflated > limits.inflated_bytes:
        raise oversized()


def column(name: str, values: pa.Array, *, exact: bool = True) -> Column:
    """A column with its name above it.

    Args:
        name: what it is called.
        values: what it holds.
        exact: its numbers may be kept as such, as far as these values tell.
    """
    heading = from_texts(pa.array([name], pa.string()))
    return joined([heading, _cells(values, exact=exact)])


def _cells(values: pa.Array, *, exact: bool) -> Column:
    values = values.dictionary_decode() if pa.types.is_dictionary(values.type) else values
    kind = values.type
    if pa.types.is_null(kind):
        return blank(len(values))
    if pa.types.is_boolean(kind):
        return _numbers(values, pc.cast(values, pa.uint8()), Tag.BOOL)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return _moments(values)
    if pa.types.is_duration(kind) or pa.types.is_time(kind):
        return _spans(values)
    is_number = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    return _numbers(values, values, Tag.NUMBER) if is_number and exact and _exact(values) else _texts(values)


def _spans(values: pa.Array) -> Column:
    unit = pa.duration("us") if pa.types.is_duration(values.type) else pa.time64("us")
    micro = pc.cast(pc.cast(values, unit, safe=False), pa.int64())
    return _numbers(values, pc.divide(pc.cast(micro, pa.float64()), 1e6), Tag.SPAN)


def _exact(values: pa.Array) -> bool:
    if not pa.types.is_integer(values.type) or not len(values):
        return True
    ends = pc.min_max(values)
    least, most = ends["min"].as_py(), ends["max"].as_py()
    return least is None or max(abs(least), abs(most)) <= EXACT


def _tags(values: pa.Array, tag: Tag) -> np.ndarray:
    known = values.is_valid().to_numpy(zero_copy_only=False)
    tags: np.ndarray = np.where(known, np.uint8(tag), np.uint8(Tag.BLANK))
    return tags


def _numbers(values: pa.Array, numbers: pa.Array, tag: Tag) -> Column:
    found = pc.cast(numbers, pa.float64()).to_numpy(zero_copy_only=False)
    tags = _tags(values, tag)
    tags[~np.isfinite(found)] = Tag.BLANK  # NaN is how programs write an empty cell
    return Column(tags, numbers=found)


def _moments(values: pa.Array) -> Column:
    if pa.types.is_timestamp(values.type) and values.type.tz:
        values = pc.local_timestamp(values.cast(pa.timestamp("us", ZONE), safe=False))
    moments = pc.cast(values, pa.timestamp("us"), safe=False).to_numpy(zero_copy_only=False)
    return Column(_tags(values, Tag.MOMENT), moments=moments.astype("datetime64[us]"))


def _texts(values: pa.Array) -> Column:
    kind = values.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        plain = [None if one is None else one if isinstance(one, str) else str(one) for one in values.to_pylist()]
        values = pa.array(plain, pa.string())
    return from_texts(pc.fill_null(values.cast(pa.string()), ""))
