"""Assembling: the tables of one register from all sheets and files, joined in order, every record's place kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
import pandas as pd

from svcqa.grid import gather
from svcqa.intake.layout.headings import factor_of
from svcqa.intake.layout.tables import Table
from svcqa.intake.quality import lost_digits
from svcqa.intake.values.cells import STRING, Cells, Reading, convert
from svcqa.intake.values.quantities import unit_of
from svcqa.registers import Kind, Part, Records, Register
from svcqa.requests import Sheet


@dataclass(frozen=True, eq=False)
class Piece:
    """The records of one sheet, typed."""

    register: str
    file: str
    sheet: str
    rows: np.ndarray
    columns: Mapping[str, int]
    cells: dict[str, Cells]
    places: Mapping[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    """Field → row (as Excel shows it) and column of each record's cell, where it does not stand in row and column."""


def piece_of(file: str, sheet: Sheet, table: Table, register: Register, reading: Reading) -> Piece:
    """Type the records of a table; ``reading`` is how its file is read, whatever the column."""
    headings = {match.field: match.heading for match in table.matches if match.field}

    def typed(name: str) -> Cells:
        spec = register.fields[name]
        factor = factor_of(headings[name]) if spec.type == "money" else 1.0
        unit = unit_of(headings[name]) if spec.type == "duration" else None
        silent = reading.placeholders - table.spoken.get(name, frozenset())
        taken = table.column(sheet, name)
        how = replace(reading, placeholders=silent, factor=factor, unit=unit)
        made = convert(taken, spec, how)
        if spec.type == "code":
            made.lost = lost_digits(taken)
        if name in table.merged:
            rows, columns = table.merged[name]
            part = rows >= 0
            made.kinds[part] = Kind.MERGED
            whole = convert(gather(sheet.columns, rows[part], columns[part]), spec, how)
            made.likely = made.values.mask(part, whole.values.set_axis(np.flatnonzero(part)))
        if name in table.places:
            _take_away(made, table.places[name][1] < 0)
        return made

    cells = dict(zip(table.columns, _each(typed, table.columns, len(table.rows)), strict=True))
    places = {name: (rows + 1, columns) for name, (rows, columns) in table.places.items()}
    return Piece(table.register, file, sheet.name, table.rows + 1, table.columns, cells, places)


_LONG = 20_000
"""Rows from which on the columns of a table are typed by several threads."""
Did = TypeVar("Did")


def _each(work: Callable[[str], Did], names: Iterable[str], rows: int) -> list[Did]:
    """Work done for each name, in their order."""
    if rows < _LONG:
        return [work(name) for name in names]
    with ThreadPoolExecutor() as threads:
        return list(threads.map(work, names))


def _take_away(cells: Cells, absent: np.ndarray) -> None:
    """The records that have no cell for a field have no value there either."""
    if absent.any():
        cells.kinds[absent] = Kind.ABSENT
        cells.values = cells.values.mask(absent)
        cells.raw = None if cells.raw is None else cells.raw.mask(absent)


def assemble(registers: Mapping[str, Register], pieces: Iterable[Piece]) -> dict[str, Records]:
    """Register → its records, for every register of which a table was found."""
    by_register: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_register.setdefault(piece.register, []).append(piece)
    return {name: _records(name, registers[name], by_register[name]) for name in registers if name in by_register}


def _records(name: str, register: Register, pieces: Sequence[Piece]) -> Records:
    fields = [field for field in register.fields if any(field in piece.cells for piece in pieces)]
    joined = {field: _joined([_cells(piece, field) for piece in pieces]) for field in fields}
    size = sum(len(piece.rows) for piece in pieces)
    return Records(
        name=name,
        register=register,
        frame=pd.DataFrame(
            {field: cells.values for field, cells in joined.items()}, index=pd.RangeIndex(size), copy=False
        ),
        kinds={field: cells.kinds for field, cells in joined.items()},
        raw={field: cells.raw for field, cells in joined.items() if cells.raw is not None},
        date_only={
            field: cells.date_only
            for field, cells in joined.items()
            if cells.date_only is not None and cells.date_only.any()
        },
        lost={field: cells.lost for field, cells in joined.items() if cells.lost is not None and cells.lost.any()},
        parts=_parts(pieces),
        likely={field: cells.likely for field, cells in joined.items() if cells.likely is not None},
    )


def _parts(pieces: Sequence[Piece]) -> list[Part]:
    starts = np.cumsum([0, *(len(piece.rows) for piece in pieces)])
    return [
        Part(piece.file, piece.sheet, int(start), piece.rows, piece.columns, piece.places)
        for piece, start in zip(pieces, starts, strict=False)
    ]


def _cells(piece: Piece, field: str) -> Cells | int:
    """The cells of a field, or how many rows the sheet has without it."""
    return piece.cells.get(field, len(piece.rows))


def _joined(parts: Sequence[Cells | int]) -> Cells:
    if len(parts) == 1 and isinstance(parts[0], Cells):
        return parts[0]
    model = next(part for part in parts if isinstance(part, Cells))
    whole = [part if isinstance(part, Cells) else _missing(part, model) for part in parts]
    raw = date_only = lost = likely = None
    if any(part.raw is not None for part in whole):
        raw = pd.concat([_raw(part) for part in whole], ignore_index=True)
    if any(part.date_only is not None for part in whole):
        date_only = np.concatenate(
            [np.zeros(len(part.kinds), bool) if part.date_only is None else part.date_only for part in whole]
        )
    if any(part.lost is not None for part in whole):
        lost = np.concatenate([np.zeros(len(part.kinds), bool) if part.lost is None else part.lost for part in whole])
    if any(part.likely is not None for part in whole):
        likely = pd.concat([part.values if part.likely is None else part.likely for part in whole], ignore_index=True)
    values = pd.concat([part.values for part in whole], ignore_index=True)
    return Cells(values, np.concatenate([part.kinds for part in whole]), raw, date_only, likely=likely, lost=lost)


def _missing(rows: int, model: Cells) -> Cells:
    """Cells that are not there, for a sheet that has no column for the field."""
    values = pd.Series(model.values.array[:0]).reindex(range(rows))
    return Cells(values.astype(model.values.dtype), np.full(rows, Kind.ABSENT, dtype=np.uint8))


def _raw(part: Cells) -> pd.Series:
    # where a sheet's cells show themselves, what they show is its own original
    return part.raw if part.raw is not None else pd.Series(np.nan, index=part.values.index, dtype=STRING)
