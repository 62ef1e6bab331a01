"""The shelf: tables in Parquet files of a temporary folder, which DuckDB looks through and puts in order."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from svcqa import Text, UsageError

if TYPE_CHECKING:
    import duckdb
    import numpy as np

    from svcqa_duckdb.options import Options

_THREADS = 2
"""Each of them takes memory of its own; more of them wait for the disk."""
_AT_ONCE = 16_384
_SHARE = 0.4
"""Of the memory, that DuckDB may hold; what it hands over, and what is made of that, takes the rest."""


class DuckShelf:
    """Tables put aside; see :class:`svcqa.Shelf`. What was put in order has a folder of its own, which goes with it."""

    def __init__(self, options: Options) -> None:
        self.rows = options.rows
        self._options = options
        self._folder = _temporary(self, options.folder)
        self._parts: dict[str, list[Path]] = {}

    def put(self, table: str, part: pa.Table) -> None:
        """See :meth:`svcqa.Shelf.put`."""
        mine = self._parts.setdefault(table, [])
        number = [*self._parts].index(table)
        place = self._folder / f"{number}-{len(mine)}.parquet"
        parquet.write_table(part, place, compression="lz4", use_dictionary=False, write_statistics=False)
        mine.append(place)

    def parts(self, table: str) -> int:
        """See :meth:`svcqa.Shelf.parts`."""
        return len(self._parts.get(table, ()))

    def part(self, table: str, number: int) -> pa.Table:
        """See :meth:`svcqa.Shelf.part`."""
        with parquet.ParquetFile(self._parts[table][number]) as file:
            return file.read()

    def column(self, table: str, name: str) -> pa.ChunkedArray:
        """See :meth:`svcqa.Shelf.column`."""
        found = [_column(place, name) for place in self._parts[table]]
        kind = next((one.type for one in found if not pa.types.is_null(one.type)), pa.null())
        return pa.chunked_array([one.cast(kind) for one in found], kind)

    def entangled(self, table: str, key: Sequence[str], place: str) -> np.ndarray:
        """See :meth:`svcqa.Shelf.entangled`.

        Keys are held against each other by a number made of each, which takes less memory than they do. Two that have
        the same number by chance are entangled here, and told apart where they are judged.
        """
        with self._source(table) as database:
            numbered = database.table("source").project(
                f"{_name(place)} AS place, hash({', '.join(map(_name, key))}) AS number, {_blank(key)} AS blank"
            )
            numbered.aggregate("number, count(*) AS times", "number").filter("times > 1").create("twice")
            numbered.create_view("numbered")
            apart = numbered.filter("blank OR number IN (SELECT number FROM twice)").order("place")
            found: np.ndarray = apart.project("place").fetchnumpy()["place"]
        return found

    def in_order(self, table: str, by: Sequence[str], place: str) -> np.ndarray:
        """See :meth:`svcqa.Shelf.in_order`."""
        with self._source(table) as database:
            ordered = database.table("source").order(_sorted_by([*by, place])).project(_name(place))
            batches = ordered.to_arrow_reader(self.rows)
            found: np.ndarray = pa.chunked_array([batch.column(0) for batch in batches], pa.int64()).to_numpy()
        return found

    def keyed(self, table: str, key: Sequence[str], place: str, *, share: int = 1) -> Iterator[pa.Table]:
        """See :meth:`svcqa.Shelf.keyed`."""
        rows = max(1, self.rows // share)
        with self._source(table) as database:
            marked = database.table("source").project(f"*, {_blank(key)} AS blank")
            waiting: list[pa.Table] = []
            for batch in marked.order(_sorted_by(["blank", *key, place])).to_arrow_reader(rows):
                waiting.append(pa.Table.from_batches([batch]))
                if sum(map(len, waiting)) >= rows:
                    whole = pa.concat_tables(waiting)
                    end = _end(whole, key)
                    waiting = [whole.slice(end)]
                    if end:
                        yield whole.slice(0, end).drop_columns("blank")
            if waiting:
                yield pa.concat_tables(waiting).drop_columns("blank")

    def ordered(self, table: str, by: Sequence[str]) -> InOrder:
        """See :meth:`svcqa.Shelf.ordered`."""
        made = InOrder(self._options)
        with self._source(table) as database:
            made.fill(database.table("source").order(_sorted_by(by)).to_arrow_reader(_AT_ONCE), by)
        return made

    @contextmanager
    def _source(self, table: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """DuckDB with the parts of a table as ``source``."""
        with connected(self._options, self._folder) as database:
            places = [str(place) for place in self._parts[table]]
            database.read_parquet(places, union_by_name=True).create_view("source")
            yield database


class InOrder:
    """Rows on disk, in order; see :class:`svcqa.Stored`."""

    def __init__(self, options: Options) -> None:
        self.num_rows = 0
        self._place = _temporary(self, options.folder) / "rows.parquet"

    def fill(self, reader: pa.RecordBatchReader, by: Sequence[str]) -> None:
        """Take the rows that come.

        Raises:
            AssertionError: they do not come in the order of these columns, numbers that tell them apart.
        """
        last: tuple[int, ...] = ()
        with parquet.ParquetWriter(self._place, reader.schema, compression="lz4", use_dictionary=False) as writer:
            for batch in reader:
                places = list(zip(*(batch.column(name).to_pylist() for name in by), strict=True))
                if any(one >= other for one, other in pairwise([last, *places])):
                    raise AssertionError("rows are out of order")
                last = places[-1] if places else last
                writer.write_batch(batch)
                self.num_rows += batch.num_rows

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """See :meth:`svcqa.Stored.batches`."""
        with parquet.ParquetFile(self._place, pre_buffer=False) as file:
            yield from file.iter_batches(_AT_ONCE, columns=columns)


def connected(options: Options, folder: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB within its memory, which leaves on disk what does not fit."""
    import duckdb

    most = f"{int(options.memory * _SHARE)}B"
    limits: dict[str, Any] = {"memory_limit": most, "threads": _THREADS, "temp_directory": str(folder)}
    return duckdb.connect(config=limits)


def checked() -> None:
    """Make sure that DuckDB is there.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import duckdb  # noqa: F401 - only whether it is there
    except ModuleNotFoundError as error:
        raise UsageError.of(
            "没有安装引擎duckdb所需的部分（duckdb）。",
            "what the engine duckdb needs is not installed (duckdb).",
            where="--engine",
            mend=Text('请运行：pip install "svcqa[duckdb]"', 'Run: pip install "svcqa[duckdb]"'),
        ) from error


def _temporary(owner: object, folder: str | None) -> Path:
    """A new folder, which is removed when its owner is gone."""
    made = Path(tempfile.mkdtemp(prefix="svcqa-", dir=folder))
    weakref.finalize(owner, shutil.rmtree, made, ignore_errors=True)
    return made


def _column(place: Path, name: str) -> pa.Array:
    with parquet.ParquetFile(place) as file:
        if name not in file.schema_arrow.names:
            return pa.nulls(file.metadata.num_rows)
        return file.read([name]).column(0).combine_chunks()


def _end(rows: pa.Table, key: Sequence[str]) -> int:
    """Where the last key begins, of rows that come in the order of their keys."""
    last = rows.slice(rows.num_rows - 1)
    if last.column("blank")[0].as_py():
        return int(pc.sum(pc.invert(rows.column("blank"))).as_py() or 0)
    same = pc.invert(rows.column("blank"))
    for name in key:
        same = pc.and_(same, pc.equal(rows.column(name), last.column(name)[0]).fill_null(False))
    return int(rows.num_rows) - int(pc.sum(same).as_py())


def _sorted_by(columns: Iterable[str]) -> str:
    return ", ".join(f"{_name(one)} NULLS FIRST" for one in columns)


def _blank(key: Sequence[str]) -> str:
    return "(" + " OR ".join(f"{_name(one)} IS NULL" for one in key) + ")"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
