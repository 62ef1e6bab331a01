"""Lines: a long list kept by column, and its way to JSON text and back.

300,000 findings as objects would cost gigabytes; as columns of an Arrow table they cost about their text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Row = TypeVar("Row", bound=Struct)
JSON_COLUMNS = frozenset({"key", "locations", "cells", "evidence", "message", "old", "new"})
"""Columns of :class:`Lines` that hold JSON text; all others hold plain strings."""
_ROWS_AT_ONCE = 16_384
_BYTES_AT_ONCE = 32_000_000
_TO_ESCAPE = r'["\\\x00-\x1f]'
_ENCODER = msgspec.json.Encoder()


class Stored(Protocol):
    """Rows that lie on disk."""

    num_rows: int

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """All rows in their order, some of their columns."""
        ...  # pragma: no cover


class Lines(Generic[Row]):
    """A long list by column: an Arrow table with one string column per field of the row type, in memory or on disk.

    Columns named in :data:`JSON_COLUMNS` hold JSON text as msgspec writes it, the others plain text or null.
    Iterating makes the row objects one at a time.
    """

    def __init__(self, row: type[Row], rows: pa.Table | Stored) -> None:
        self.row = row
        self._rows = rows

    @property
    def table(self) -> pa.Table:
        """All rows; those on disk come into memory for it."""
        import pyarrow as pa

        if not isinstance(self._rows, pa.Table):
            schema = _schema(self.row)
            self._rows = pa.Table.from_batches(self.batches(schema.names), schema)
        return self._rows

    def column(self, name: str) -> pa.ChunkedArray:
        """One column; of rows on disk no other one comes into memory."""
        import pyarrow as pa

        return pa.chunked_array([batch.column(0) for batch in self.batches([name])], pa.string())

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows piece by piece, with some of their columns."""
        import pyarrow as pa

        names = list(columns or self.row.__struct_fields__)
        rows = self._rows
        if isinstance(rows, pa.Table):
            return iter(rows.select(names).to_batches(max_chunksize=_ROWS_AT_ONCE))
        return rows.batches(names)

    def __len__(self) -> int:
        return int(self._rows.num_rows)

    def __iter__(self) -> Iterator[Row]:
        decoder = msgspec.json.Decoder(self.row)
        return (decoder.decode(line) for line in self.json_lines())

    def json_lines(self) -> Iterator[str]:
        """Each row as JSON, without building it as an object."""
        for batch in _slices(self.batches()):
            yield from _joined(batch, "").to_pylist()

    def json_pieces(self) -> Iterator[memoryview]:
        """All rows as JSON in UTF-8, a comma and a line break before each but the first, in large pieces."""
        skip = 1  # no comma before the first row
        for batch in _slices(self.batches()):
            yield _text_of(_joined(batch, ",\n"))[skip:]
            skip = 0

    def to_frame(self) -> pd.DataFrame:
        """The list as a frame; nested parts as Python objects."""
        import pandas as pd

        frame: pd.DataFrame = self.table.to_pandas()
        for name in JSON_COLUMNS.intersection(frame.columns):
            frame[name] = pd.Series([msgspec.json.decode(text) for text in frame[name]], dtype=object)
        return frame


def lines_of(row: type[Row], columns: Iterable[dict[str, Any]]) -> Lines[Row]:
    """Lines from chunks of columns (field → values), in the order of the row type's fields."""
    import pyarrow as pa

    tables = (columns_table(row, chunk) for chunk in columns)
    return Lines(row, pa.concat_tables([_schema(row).empty_table(), *_gathered(tables)]))


def _gathered(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in fewer chunks: each of them costs whoever reads it the same, however few rows it has."""
    import pyarrow as pa

    waiting: list[pa.Table] = []
    for one in tables:
        waiting.append(one)
        if sum(map(len, waiting)) >= _ROWS_AT_ONCE:
            yield pa.concat_tables(waiting).combine_chunks() if len(waiting) > 1 else one
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def columns_table(row: type[Struct], columns: Mapping[str, Any]) -> pa.Table:
    """One chunk of columns (field → values) as a table."""
    import pyarrow as pa

    return pa.table([_strings(columns[name]) for name in row.__struct_fields__], schema=_schema(row))


def _schema(row: type[Struct]) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in row.__struct_fields__])


def quote(value: str) -> str:
    """A string as JSON, characters kept as they are."""
    return _ENCODER.encode(encodable(value)).decode()


def encodable(value: str) -> str:
    """The string itself, or with a replacement mark for half characters that no file can hold.

    They come from file names in no known encoding and from damaged text.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def _strings(values: Any) -> Any:
    import pyarrow as pa

    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return pa.array([value and encodable(value) for value in values], pa.string())


def _slices(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows in batches small enough that the JSON text of one is held without harm."""
    for one in batches:
        waiting = [one]
        while waiting:
            batch = waiting.pop()
            if (batch.nbytes > _BYTES_AT_ONCE or batch.num_rows > _ROWS_AT_ONCE) and batch.num_rows > 1:
                middle = batch.num_rows // 2
                waiting += [batch.slice(middle), batch.slice(0, middle)]
            elif batch.num_rows:
                yield batch


def _joined(batch: pa.RecordBatch, before: str) -> pa.Array:
    """Each row of a batch as the JSON text of an object, with something before it."""
    import pyarrow.compute as pc

    parts: list[Any] = []
    head = before + "{"
    for name in batch.schema.names:
        parts += [f'{head}"{name}":', _as_json(name, batch.column(name))]
        head = ","
    return pc.binary_join_element_wise(*parts, "}", "")


def _as_json(name: str, values: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if name in JSON_COLUMNS:
        return values.fill_null("null")
    if pc.any(pc.match_substring_regex(values, _TO_ESCAPE)).as_py():
        different = values.dictionary_encode()
        quoted = pa.array([quote(value) for value in different.dictionary.to_pylist()], pa.string())
        return quoted.take(different.indices).fill_null("null")
    return pc.binary_join_element_wise('"', values, '"', "").fill_null("null")


def _text_of(array: pa.Array) -> memoryview:
    """The text of all strings of a fresh array, one behind the other."""
    _, offsets, text = array.buffers()
    ends = memoryview(offsets).cast("i")
    return memoryview(text)[ends[array.offset] : ends[array.offset + len(array)]]
