"""Stretches: a Parquet file or a text table, some rows at a time, for registers that do not fit into memory.

Each cell is what it would be if the file were read as a whole: what is decided by a whole column is found out before,
and a file in which that cannot be done is not begun, or is given up.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as fast
from pyarrow import parquet

from svcqa.grid import from_texts, joined
from svcqa.readers import columnar, delimited
from svcqa.readers.dispatch import is_text_table
from svcqa.readers.parquet import EXACT, column
from svcqa.requests import Column, NotPlainError, Sheet, Source, Stretches

_PIECE = 1 << 24
_ROW_BYTES = 128
"""About so many bytes of text a row has."""


def begun(source: Source, rows: int) -> Stretches | None:
    """The table of a file, about so many rows at a time; None for a file that is to be read as a whole."""
    try:
        stream = source.open()
        head = stream.read(delimited.SAMPLE)
        if head.startswith(b"PAR1"):
            return _of_parquet(stream, rows)
        return _of_text(source, stream, head, rows) if is_text_table(head, source.name) else None
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        return None


def _of_parquet(stream: IO[bytes], rows: int) -> Stretches | None:
    stream.seek(0)
    file = parquet.ParquetFile(stream, pre_buffer=False)  # else it keeps all that was read, to the end
    names = file.schema_arrow.names
    textual = frozenset(at for at in range(len(names)) if _beyond_exact(file, at))

    def columns(batch: pa.RecordBatch) -> list[Column]:
        batch.validate(full=True)
        return [column(name, batch.column(at), exact=at not in textual) for at, name in enumerate(names)]

    return Stretches({"format": "parquet"}, _sheets(lambda: file.iter_batches(rows), columns))


def _beyond_exact(file: parquet.ParquetFile, at: int) -> bool:
    """Whether some whole number of a column is so large that all of the column is kept as text.

    Raises:
        ValueError: the file does not say how large its numbers are.
    """
    kind = file.schema_arrow.types[at]
    if pa.types.is_nested(kind) or file.metadata.num_columns != len(file.schema_arrow):
        raise ValueError("nested")
    if not pa.types.is_integer(kind):
        return False
    groups = [file.metadata.row_group(number).column(at) for number in range(file.metadata.num_row_groups)]
    ends = [one.statistics for one in groups if one.num_values]
    if any(one is None or not (one.has_min_max or one.null_count == one.num_values + one.null_count) for one in ends):
        raise ValueError("no statistics")
    return any(max(abs(one.min), abs(one.max)) > EXACT for one in ends if one.has_min_max)


def _of_text(source: Source, stream: IO[bytes], head: bytes, rows: int) -> Stretches | None:
    encoding = _utf8(stream, head, source.encoding)
    if encoding is None:
        return None
    start = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0
    text = head[start:].decode("utf-8", "ignore")
    delimiter = delimited.delimiter_of(text, 0.0) or ","
    first = next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), [])
    if not first or not delimiter.isascii() or not text.strip():
        return None
    stream.seek(start)
    names = [str(number) for number in range(len(first))]
    reading = fast.ReadOptions(column_names=names, block_size=max(rows * _ROW_BYTES, 1 << 20))

    def batches() -> Iterator[pa.RecordBatch]:
        reader = fast.open_csv(stream, reading, columnar.parsing(delimiter), columnar.strings(names))
        last = None
        for batch in reader:
            last = batch if batch.num_rows else last
            yield from (batch.slice(at, rows) for at in range(0, batch.num_rows, rows))
        if last is None or columnar.may_swallow(pa.Table.from_batches([last])):
            raise NotPlainError

    facts = {"format": "text", "encoding": encoding, "delimiter": delimited.DELIMITERS[delimiter]}
    return Stretches(facts, _headed(batches))


def _utf8(stream: IO[bytes], head: bytes, declared: str | None) -> str | None:
    """``utf-8``, with or without a mark, if the whole file is that and nobody declared something else."""
    found = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    if declared and declared != found:
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream.seek(0)
    try:
        while piece := stream.read(_PIECE):
            if b"\x00" in piece:
                return None
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return found


def _headed(batches: Callable[[], Iterator[pa.RecordBatch]]) -> Iterator[Sheet]:
    """Text tables have their headings in the first row of the first batch."""
    headings: list[Column] = []

    def columns(batch: pa.RecordBatch) -> list[Column]:
        nonlocal headings
        own = [from_texts(pc.cast(one, pa.string())) for one in batch.columns]
        if not headings:
            headings = [from_texts(pc.cast(one.slice(0, 1), pa.string())) for one in batch.columns]
            return own
        return [joined([heading, one]) for heading, one in zip(headings, own, strict=True)]

    return _sheets(batches, columns)


def _sheets(
    batches: Callable[[], Iterator[pa.RecordBatch]], columns: Callable[[pa.RecordBatch], list[Column]]
) -> Iterator[Sheet]:
    try:
        for batch in batches():
            if batch.num_rows:
                made = columns(batch)
                yield Sheet("", made, len(made[0].tags))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise NotPlainError from error
