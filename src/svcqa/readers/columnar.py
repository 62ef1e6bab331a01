"""The quick way through a text table: pyarrow's parser, for tables in which every row has the same number of cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import csv as fast

from svcqa.grid import from_texts, trimmed

if TYPE_CHECKING:
    from svcqa.requests import Column


def parse(data: memoryview, head: str, delimiter: str) -> tuple[Sequence[Column], int] | None:
    """Columns and number of rows, or None where the table needs more care.

    Args:
        data: the whole table as UTF-8, without a mark.
        head: its beginning, of at least one row.
        delimiter: an ASCII character.
    """
    first = next(csv.reader(head.splitlines(keepends=True), delimiter=delimiter), [])
    if not first:
        return None
    names = [str(number) for number in range(len(first))]
    reading = fast.ReadOptions(column_names=names)
    try:
        table = fast.read_csv(pa.py_buffer(data), reading, parsing(delimiter), strings(names))
    except pa.ArrowInvalid:  # ragged rows
        return None
    return None if may_swallow(table) else trimmed(list(_columns(table)))


def parsing(delimiter: str) -> fast.ParseOptions:
    """How a text table is cut into cells."""
    return fast.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False)


def strings(names: Sequence[str]) -> fast.ConvertOptions:
    """Every cell is a text, however it looks."""
    types = dict.fromkeys(names, pa.string())
    return fast.ConvertOptions(column_types=types, null_values=[], strings_can_be_null=False)


def may_swallow(table: pa.Table) -> bool:
    """Whether the last row may come from a quotation mark never closed, which swallows all that follows it."""
    last = table.slice(table.num_rows - 1).to_pylist()
    return any("\n" in cell or "\r" in cell for row in last for cell in row.values())


def _columns(table: pa.Table) -> Iterator[Column]:
    for name in table.column_names:
        texts = table.column(name).combine_chunks()
        table = table.drop_columns([name])  # let go of what has been copied
        yield from_texts(texts)
