"""Accounting: what became of every file, sheet, row and column, in the words of the audit document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from msgspec.structs import replace

from svcqa.accounts import DateSpan, InputAccount, MappedColumn, Said, SetAside, SheetAccount, WholeSheet
from svcqa.errors import SvcqaError
from svcqa.grid import is_blank
from svcqa.intake.layout.declared import area_of
from svcqa.intake.layout.headings import Match, target_of, unit_of
from svcqa.periods import dated
from svcqa.quoting import column_letter, moment_shown
from svcqa.registers import Field, Kind, Register
from svcqa.requests import Column, Sheet, Tag
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.intake.child import ReadResult
    from svcqa.intake.forms.grids import Suspicion
    from svcqa.intake.layout.regions import View
    from svcqa.intake.layout.tables import Table, Untaken
    from svcqa.intake.values.cells import Cells


def of_file(result: ReadResult, sheets: Sequence[SheetAccount], whole: Sequence[WholeSheet] = ()) -> InputAccount:
    """The account of one file."""
    problem = said_problem(result.problem) if result.problem else None
    facts = dict(result.sheets.facts) if result.sheets else {}
    notes = _notes(result.name, facts)
    refusal = next((one.kind for one in result.problem.problems if one.kind), "") if result.problem else ""
    return InputAccount(
        result.name, result.sha256, result.size, facts, list(sheets), problem, notes, refusal, list(whole)
    )


def _notes(name: str, facts: Mapping[str, str]) -> list[Said]:
    """What a reader should know of a file before its sheets."""
    suffix, kind = PurePath(name).suffix.lower(), facts.get("format", "")
    if kind not in _SUFFIXES or suffix in _SUFFIXES[kind] or suffix not in _SUFFIXES_KNOWN:
        return []
    return [
        Said(
            f"文件名以{suffix}结尾，内容却是{_NAMES[kind].zh}；已按内容读取",
            f"its name ends in {suffix}, but its content is {_NAMES[kind].en}; it was read by its content",
        )
    ]


_SUFFIXES: Mapping[str, frozenset[str]] = {
    "xlsx": frozenset({".xlsx", ".xlsm"}),
    "xls": frozenset({".xls", ".et"}),
    "xlsb": frozenset({".xlsb"}),
    "ods": frozenset({".ods"}),
    "text": frozenset({".csv", ".tsv", ".txt"}),
    "parquet": frozenset({".parquet"}),
}
_SUFFIXES_KNOWN = frozenset().union(*_SUFFIXES.values())
_NAMES = {
    **{kind: Text(f"{kind}工作簿", f"that of an {kind} workbook") for kind in ("xlsx", "xls", "xlsb", "ods")},
    "text": Text("文本表格（CSV）", "a text table (CSV)"),
    "parquet": Text("Parquet文件", "a Parquet file"),
}


def said_problem(error: SvcqaError) -> Said:
    """An error as it stands in the audit document."""
    return Said(error.say("zh"), error.say("en"))


def of_nothing(  # noqa: PLR0913 - what is known of it, by name
    view: View,
    why: Said,
    *,
    region: str | None = None,
    found: Untaken | None = None,
    reason: Literal["no_register", "hidden"] = "no_register",
    notes: Sequence[Said] = (),
) -> SheetAccount:
    """The account of a sheet, or a region of it, of which nothing was imported."""
    sheet, top = view.sheet, view.region.top
    aside = [SetAside(top + 1, top + sheet.rows, reason)] if sheet.rows else []
    problem = _unread(sheet.problem) if sheet.problem else None
    return SheetAccount(
        sheet=sheet.name, state=sheet.state, register=None, why=why, rows_read=sheet.rows, imported=0,
        header_rows=[row + 1 for row in found.header] if found else [], nearest=found.nearest if found else None,
        set_aside=aside, columns=[_column(match) for match in found.matches] if found else [], missing=[],
        cells=_cells(sheet), date_span=None, hidden_rows=_hidden(view),
        problem=problem, error_cells=_tagged(sheet, Tag.ERROR), filled_rows=_filled_rows(sheet),
        never_calculated=_tagged(sheet, Tag.NEVER_CALCULATED), region=region, hidden_columns=_hidden_columns(view),
        notes=list(notes),
    )  # fmt: skip


def _unread(problem: str) -> Said:
    """Why a sheet could not be read, in the reader's words, and what people can do about it."""
    return Said(
        f"无法读取（{problem}）。请用Excel打开这张表，另存为新文件后再试。",
        f"it cannot be read ({problem}). Open it in Excel, save it as a new file and try again.",
    )


def of_table(  # noqa: PLR0913 - what is known of a table, by name
    view: View,
    table: Table,
    register: Register,
    cells: dict[str, Cells],
    *,
    notes: Sequence[Said] = (),
    region: str | None = None,
) -> SheetAccount:
    """The account of a sheet, or a region of it, whose table was imported.

    Raises:
        AssertionError: a row was lost; a defect of svcqa, never of the file.
    """
    sheet = view.sheet
    aside = sum(one.to_row - one.row + 1 for one in table.set_aside)
    if table.imported + aside != sheet.rows:
        raise AssertionError(f"{sheet.name}: {sheet.rows} rows read, {table.imported} imported, {aside} set aside")
    return SheetAccount(
        sheet=sheet.name, state=sheet.state, register=table.register, why=table.why,
        header_rows=[row + 1 for row in table.header],
        rows_read=sheet.rows, imported=table.imported, set_aside=table.set_aside,
        columns=_columns(table, register, cells), missing=[name for name in register.fields if name not in cells],
        cells=_cells(sheet), date_span=_date_span(register, cells), hidden_rows=_hidden(view),
        merged=_merged(view, table), notes=[*table.notes, *notes], error_cells=_tagged(sheet, Tag.ERROR),
        filled_rows=_filled_rows(sheet), never_calculated=_tagged(sheet, Tag.NEVER_CALCULATED), region=region,
        layout=table.laid_out, records=None if len(table.rows) == table.imported else len(table.rows),
        hidden_columns=_hidden_columns(view),
    )  # fmt: skip


def suspicious(account: SheetAccount, grid: Suspicion | None) -> SheetAccount:
    """The account of a region that may be a matrix nobody declared."""
    return replace(account, notes=[*account.notes, grid.note], setting=grid.setting) if grid else account


def of_whole(sheet: Sheet, regions: Sequence[SheetAccount]) -> WholeSheet | None:
    """The account of a sheet as a whole, where it has one for each of its regions.

    Raises:
        AssertionError: a cell or a row lies in no region, or a cell in two; a defect of svcqa, never of the file.
    """
    places = [(one, area_of(one.region)) for one in regions if one.region]
    if not places:
        return None
    imported, covered = np.zeros(sheet.rows, dtype=bool), np.zeros(sheet.rows, dtype=bool)
    for account, area in places:
        mine = np.zeros(sheet.rows, dtype=bool)
        mine[area.top : area.top + account.rows_read] = True
        covered |= mine
        for aside in account.set_aside:
            mine[aside.row - 1 : aside.to_row] = False
        imported |= mine
    cells = sum(account.cells for account in regions)
    if cells != _cells(sheet) or (_filled(sheet) & ~covered).any():
        raise AssertionError(f"{sheet.name}: {_cells(sheet)} cells read, {cells} accounted for")
    names = [account.region or "" for account, _ in places]
    return WholeSheet(sheet.name, names, sheet.rows, int(imported.sum()), cells)


def _hidden(view: View) -> int:
    """Hidden rows of the region."""
    return sum(view.region.top < row <= view.region.bottom for row in view.sheet.hidden_rows)


def _hidden_columns(view: View) -> list[str]:
    """Letters of the hidden columns of the region."""
    return [column_letter(one) for one in view.sheet.hidden_columns if view.region.left <= one < view.region.right]


def _columns(table: Table, register: Register, cells: dict[str, Cells]) -> list[MappedColumn]:
    return [
        _column(match, register.fields[match.field], cells[match.field]) if match.field else _column(match)
        for match in table.matches
    ]


def _column(match: Match, field: Field | None = None, cells: Cells | None = None) -> MappedColumn:
    return MappedColumn(
        column_letter(match.column) if match.where is None else match.where.shortest,
        match.heading,
        match.field,
        match.how,
        _kinds(cells.kinds) if cells else {},
        field.format if field else None,
        match.proposed,
        unit_of(match.heading),
        target_of(match.heading),
        list(cells.doubts) if cells else [],
    )


def _kinds(kinds: np.ndarray) -> dict[str, int]:
    counts = np.bincount(kinds, minlength=len(Kind))
    return {kind.name.lower(): int(counts[kind]) for kind in Kind if kind != Kind.VALUE and counts[kind]}


def _cells(sheet: Sheet) -> int:
    return sum(int(np.count_nonzero(_shown(column))) for column in sheet.columns if not is_blank(column))


def _filled_rows(sheet: Sheet) -> int:
    return int(np.count_nonzero(_filled(sheet)))


def _filled(sheet: Sheet) -> np.ndarray:
    """Rows that are not empty."""
    filled = np.zeros(sheet.rows, dtype=bool)
    for column in sheet.columns:
        if not is_blank(column):
            filled |= _shown(column) | (column.tags == Tag.NEVER_CALCULATED)
    return filled


def _shown(column: Column) -> np.ndarray:
    """Which cells show anything; one of nothing but spaces is blank to every rule, and yet no empty cell."""
    shown: np.ndarray = (column.tags != Tag.BLANK) & (column.tags != Tag.NEVER_CALCULATED)
    if column.texts is not None and (column.tags == Tag.BLANK).any():
        written = pc.greater(pc.binary_length(column.texts), 0).fill_null(False).to_numpy(zero_copy_only=False)
        shown |= written & (column.tags == Tag.BLANK)
    return shown


def _tagged(sheet: Sheet, tag: Tag) -> int:
    return sum(int(np.count_nonzero(column.tags == tag)) for column in sheet.columns if not is_blank(column))


def _date_span(register: Register, cells: dict[str, Cells]) -> DateSpan | None:
    moments = [dated(cells[name].values) for name in register.event_date if name in cells]
    known = pd.concat(moments).dropna() if moments else pd.Series(dtype="datetime64[us]")
    return DateSpan(moment_shown(known.min()), moment_shown(known.max())) if len(known) else None


def _merged(view: View, table: Table) -> list[str]:
    """Merged ranges that reach below the headings; their cells but the first read as blank."""
    if table.laid_out == "form":  # a form has them everywhere, and each is one cell of it
        return []
    down, across = view.region.top, view.region.left
    return [
        f"{column_letter(left + across)}{top + down + 1}:{column_letter(right + across)}{bottom + down + 1}"
        for top, left, bottom, right in view.sheet.merged
        if bottom + down >= table.header.stop
    ]
