"""Registers in pieces, by the columns of the same generator, and files that are made of them once."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.planted import Work

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Piece:
    """Some rows of a register, numbered on from those before, and what is planted in them."""

    columns: dict[str, np.ndarray[Any, Any]]
    """Title → values; dates and times as ``datetime64[s]``, all else as objects, None where a cell is blank."""
    truth: dict[str, int]

    def rows(self) -> Iterator[Sequence[object]]:
        """The titles, then the rows as cells hold them."""
        yield list(self.columns)
        yield from zip(*(values.tolist() for values in self.columns.values()), strict=True)


def pieces(work: Work, rows: int, size: int) -> Iterator[Piece]:
    """So many rows, a piece at a time; the same ones whenever they are asked for."""
    spec = importlib.util.spec_from_file_location("gen", work.shared / "gen.py")
    if spec is None or spec.loader is None:
        raise ImportError(str(work.shared))
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    for start in range(0, rows, size):
        columns, truth = generator.make(min(size, rows - start), start=start)
        yield Piece(dict(zip(generator.H, columns.values(), strict=True)), truth)


def kept(place: Path, write: Callable[[Path], None]) -> Path:
    """A file or a folder, written beside its place and put there when it is whole; as it is if it is there."""
    if not place.exists():
        begun = place.with_name(f"begun-{place.name}")
        write(begun)
        begun.replace(place)
    return place


def write_workbook(place: Path, sheet: str, rows: Iterable[Sequence[object]]) -> None:
    """A workbook of one sheet, as Excel saves it."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(place), {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        worksheet = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            worksheet.write_row(number, 0, row)
