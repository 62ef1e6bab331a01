"""Records as people write them in a case or a proof, typed by the importer's own functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from svcqa.grid import blank, from_rows, joined
from svcqa.intake.assemble import Piece, assemble
from svcqa.intake.quality import lost_digits
from svcqa.intake.values.cells import Cells, Reading, convert
from svcqa.registers import Field, FieldType, Records, Register
from svcqa.requests import Column, Tag
from svcqa.text import Text

Row = Mapping[str, Any]
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
"""Cells written like this are spreadsheet errors, as in a workbook, and not words."""


def records_of(name: str, register: Register, written: Sequence[Row]) -> Records:
    """Records of a register; a field that is not named is a blank cell of a column that is there."""
    named = [field for field in register.fields if any(record.get(field) is not None for record in written)]
    rows = [["" if (cell := record.get(field)) is None else cell for field in named] for record in written]
    columns = _padded(from_rows(rows)[0] if rows else [], len(written), len(named))
    for number, column in enumerate(columns):
        wrong = [row for row, cells in enumerate(rows) if str(cells[number]) in ERRORS]
        if wrong:
            column.tags[wrong] = Tag.ERROR
    typed = {field: _typed(column, register.fields[field]) for field, column in zip(named, columns, strict=True)}
    cells = {field: typed.get(field) or _unwritten(spec, len(written)) for field, spec in register.fields.items()}
    columns_at = {field: number for number, field in enumerate(cells)}
    piece = Piece(name, "cases", "", np.arange(len(written)) + 2, columns_at, cells)
    return assemble({name: register}, [piece])[name]


def _unwritten(spec: Field, count: int) -> Cells:
    """A column in which nothing stands: a register has many of which a case says nothing."""
    made = _blank(spec.type, count)
    return replace(made, kinds=made.kinds.copy())


@cache
def _blank(kind: FieldType, count: int) -> Cells:
    return _typed(blank(count), Field(title=Text("", ""), type=kind))


def _typed(column: Column, spec: Field) -> Cells:
    cells = convert(column, spec, Reading())
    if spec.type == "code":
        cells.lost = lost_digits(column)
    return cells


def _padded(columns: Sequence[Column], count: int, width: int) -> list[Column]:
    """As many columns as there are fields, and as long as there are records: the last may be blank throughout."""
    whole = [
        joined([column, blank(count - len(column.tags))]) if len(column.tags) < count else column for column in columns
    ]
    return [*whole, *(blank(count) for _ in range(width - len(whole)))]
