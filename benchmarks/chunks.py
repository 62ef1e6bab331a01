"""Parquet files of many million rows, written a chunk at a time, so that they never stand in memory whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.pieces import Piece, kept, pieces
from benchmarks.planted import Work

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

CHUNK = 100_000
"""Rows of a row group; making them takes some 300 MB at most, libraries included."""


def parquet(work: Work, rows: int, chunk: int = CHUNK) -> Path:
    """The file of so many rows, made if it is not there yet, with what is planted in it."""
    from pyarrow.parquet import ParquetWriter

    place = work.folder / "data" / f"large{rows}.parquet"

    def write(begun: Path) -> None:
        planted: Counter[str] = Counter()
        writer = None
        for piece in pieces(work, rows, chunk):
            made = arrow(piece)
            writer = writer or ParquetWriter(begun, made.schema, compression="zstd")
            writer.write_table(made)
            planted.update(piece.truth)
        if writer is not None:
            writer.close()
        work.plant(place, planted)

    return kept(place, write)


def arrow(piece: Piece) -> pa.Table:
    """The rows as typed columns, as the generator itself writes them."""
    import pyarrow as pa

    return pa.table({title: _column(values) for title, values in piece.columns.items()})


def _column(values: np.ndarray[Any, Any]) -> pa.Array:
    import pyarrow as pa

    if values.dtype.kind == "M":
        return pa.array(values.astype("datetime64[us]"))
    return pa.array(values, pa.int32() if isinstance(values[0], int) else pa.string())
