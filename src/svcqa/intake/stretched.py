"""A plain table taken in some rows at a time: the same records and the same account as if it were read at once.

It must be one table and nothing else: its headings in the first row, and every further row a record. Whatever is told
by the whole of a sheet (totals, notes, headings that come again, tables below each other) makes it no plain one, and
so does every column whose cells are read by what stands in others of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from svcqa.accounts import InputAccount, SheetAccount
from svcqa.grid import cut
from svcqa.intake import accounting
from svcqa.intake.assemble import Piece, assemble, piece_of
from svcqa.intake.child import ReadJob, ReadResult, Stretched
from svcqa.intake.finding import Found, Known, Names, Table, find_tables
from svcqa.intake.forms.grids import suspected
from svcqa.intake.layout.regions import View
from svcqa.intake.layout.strangers import rows_of_words
from svcqa.intake.quality import Odd, counted, said_of
from svcqa.intake.remarks import remarked
from svcqa.intake.shelving import Shelved, keep
from svcqa.intake.summing import alike, summed
from svcqa.intake.values.typed import Cells, Reading
from svcqa.meanwhile import Behind, made_ahead
from svcqa.registers import Records
from svcqa.requests import NotPlainError, Sheet, Sheets, Shelf, Tag


def stocked(
    job: ReadJob, known: Known, shelf: Shelf, told: Callable[[Records], object]
) -> tuple[Shelved, InputAccount]:
    """Take in the one table of a file, some rows at a time; with the account of the file.

    Args:
        job: the file.
        known: the registers it may hold.
        shelf: where its records are put.
        told: is shown the records as they come in.

    Raises:
        NotPlainError: it is not plain, or no file that can be read so.
    """
    with Stretched(replace(job, rows=shelf.rows)) as reading:
        with made_ahead(reading) as sheets, Behind() as behind:
            taking: _Taking | None = None
            for sheet in sheets:
                taking = taking or _Taking(job.name, known, _Keeping(shelf, told, behind))
                taking.take(sheet)
        if taking is None:
            raise NotPlainError
        result = ReadResult(job.name, reading.sha256, reading.size, Sheets([], reading.facts), None)
    shelved, sheet_account = taking.finished()
    account = accounting.of_file(result, [sheet_account])
    return shelved, remarked([account], known.registers)[0]


@dataclass(frozen=True, eq=False)
class _Keeping:
    """Puts records on the shelf and shows them around, while those behind them are taken in."""

    shelf: Shelf
    told: Callable[[Records], object]
    behind: Behind

    def keep(self, records: Records) -> None:
        """Keep these next."""
        self.behind.do(self._keep, records)

    def _keep(self, records: Records) -> None:
        keep(self.shelf, records)
        self.told(records)


class _Taking:
    """What was taken in so far."""

    def __init__(self, file: str, known: Known, keeping: _Keeping) -> None:
        self._file, self._known, self._keeping = file, known, keeping
        stem = file.rpartition("/")[2].rpartition(".")[0]
        self._names = Names(stem, stem)
        self._accounts: list[SheetAccount] = []
        self._tables: list[Table] = []
        self._odd: dict[str, Odd] = {}
        self._columns = _Columns()
        self._sizes: list[int] = []

    def take(self, sheet: Sheet) -> None:
        """Take in some rows, with the headings above them."""
        table = _plain(sheet, find_tables(sheet, self._names, self._known), self._known)
        register = self._known.registers[table.register]
        piece = piece_of(self._file, sheet, table, register, Reading(lenient=self._known.lenient))
        account = accounting.of_table(View.of(sheet), table, register, piece.cells)
        if self._accounts and not alike(account, self._accounts[0]):
            raise NotPlainError
        self._accounts.append(account)
        self._tables = self._tables or [replace(table, rows=table.rows[:0])]
        for name, odd in counted(sheet, table, register).items():
            self._odd[name] = self._odd.get(name, Odd()).plus(odd)
        self._columns.note(sheet, table, piece)
        self._keep(replace(piece, rows=piece.rows + sum(self._sizes)))

    def _keep(self, piece: Piece) -> None:
        records = assemble(self._known.registers, [piece])[piece.register]
        self._keeping.keep(records)
        self._sizes.append(len(records))

    def finished(self) -> tuple[Shelved, SheetAccount]:
        """All of it.

        Raises:
            NotPlainError: some cells are read by what stands in others, and not alike in all stretches.
        """
        (table,) = self._tables
        notes = [*table.notes, *said_of(table.matches, self._odd)]
        register, dates = self._known.registers[table.register], self._columns.dates()
        shelved = Shelved(
            register,
            table.register,
            self._keeping.shelf,
            self._file,
            "",
            table.columns,
            table.header.stop + 1,
            self._sizes,
            dates,
        )
        return shelved, summed(self._accounts, notes)


def _plain(sheet: Sheet, found: Sequence[Found], known: Known) -> Table:
    """The table, if it is all that there is: headings in the first row, and records in all others."""
    first, *others = found
    if others or not isinstance(first, Table):
        raise NotPlainError
    rows = np.array_equal(first.rows, np.arange(1, sheet.rows))
    alone = first.region == View.of(sheet).region and first.header == range(1) and first.laid_out == "table"
    beside = first.places or first.cells or first.merged or first.spoken or first.read is not None
    # what stands right below headings is never taken for headings, and in the whole of the table other rows may
    top = replace(sheet, columns=[cut(column, 2) for column in sheet.columns], rows=min(sheet.rows, 2))
    if not (rows and alone) or beside or 1 in rows_of_words(top, known.spelled) or suspected(View.of(sheet), first):
        raise NotPlainError
    return first


def _is_quoted(cells: Cells) -> bool:
    """Its cells are quoted by their values, unless any of them was converted; texts show themselves either way."""
    return not isinstance(cells.values.dtype, pd.StringDtype)


class _Columns:
    """What is decided for a column by all of its cells, as far as stretches of it may decide otherwise."""

    def __init__(self) -> None:
        self._shown: dict[str, set[bool]] = {}
        self._midnight: dict[str, set[bool]] = {}
        self._dates: set[str] = set()

    def note(self, sheet: Sheet, table: Table, piece: Piece) -> None:
        """Note what was decided for the columns of a stretch."""
        for name, cells in piece.cells.items():
            tags = table.column(sheet, name).tags
            if _is_quoted(cells) and tags.any():
                self._shown.setdefault(name, set()).add(cells.raw is not None)
            if cells.date_only is not None and cells.date_only.any():
                self._dates.add(name)
            moments = tags == Tag.MOMENT
            if cells.date_only is not None and moments.any():
                self._midnight.setdefault(name, set()).add(bool(cells.date_only[moments].any()))

    def dates(self) -> frozenset[str]:
        """Columns in which some dates stand without a time; where others show times, midnight is one everywhere.

        Raises:
            NotPlainError: cells are quoted as they stand in some stretches only.
        """
        if any(len(ways) > 1 for ways in self._shown.values()):
            raise NotPlainError
        return frozenset(name for name in self._dates if len(self._midnight.get(name, ())) < 2)
