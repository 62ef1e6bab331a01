"""Importing: from files to the Records of each register, with the account of every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svcqa.accounts import InputAccount, SheetAccount
    from svcqa.intake.assemble import Piece
    from svcqa.intake.child import ReadResult
    from svcqa.intake.layout.declared import TableSetting
    from svcqa.intake.layout.recognising import Known
    from svcqa.registers import Records, Register
    from svcqa.requests import Sheet


@dataclass(frozen=True)
class IntakeOptions:
    """What the user declared about their files."""

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Register → heading → field."""
    formats: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Register → field → how its dates are written."""
    sheets: Mapping[str, Sequence[TableSetting]] = field(default_factory=dict)
    """Sheet name → the tables on it."""
    lenient: bool = False
    """Dates of another notation that can mean one thing only are read."""
    skip_hidden: bool = False
    """Leave hidden rows, columns and sheets out of the records."""

    @property
    def unusual(self) -> dict[str, str]:
        """Settings by which files are read otherwise than usual, for the reports to name."""
        return {**({"dates": "lenient"} if self.lenient else {}), **({"hidden": "skipped"} if self.skip_hidden else {})}


@dataclass(frozen=True, eq=False)
class Imported:
    """The records of every register that was found, and the accounts of all files."""

    records: dict[str, Records]
    inputs: list[InputAccount]


def import_files(  # noqa: PLR0913 - the last two by name
    results: Iterable[ReadResult],
    registers: Mapping[str, Register],
    options: IntakeOptions | None = None,
    progress: Callable[[str], None] | None = None,
    *,
    idle: Mapping[str, Register] | None = None,
    first: Mapping[str, Register] | None = None,
) -> Imported:
    """Import the registers found in files that a child process is reading (:class:`~svcqa.intake.Reading`).

    A file or a sheet that cannot be read is said in its account and does not stop the others.

    Args:
        results: what was read.
        registers: those that rules ask for.
        options: what the user declared.
        progress: told the name of each file.
        idle: registers that no rule asks for: what is one of them is said and left alone, but for approved deviations.
        first: registers that the first file may hold beside the others; they stand in no other file.
    """
    # the child is reading by now; the libraries below take as long to load
    from svcqa.intake.assemble import assemble
    from svcqa.intake.remarks import remarked

    options = options or IntakeOptions()
    known = known_by(registers, idle or {}, options)
    inputs: list[InputAccount] = []
    pieces: list[Piece] = []
    apart = replace(known, registers={**known.registers, **first}) if first else known
    for number, result in enumerate(results):
        if progress:
            progress(result.name)
        mine = known if number else apart
        inputs.append(_import_file(result, mine, pieces, skip_hidden=options.skip_hidden))
    return Imported(assemble(apart.registers, pieces), remarked(inputs, apart.registers))


def known_by(registers: Mapping[str, Register], idle: Mapping[str, Register], options: IntakeOptions) -> Known:
    """What sheets are recognised by: the registers that rules ask for, and those that none does."""
    from svcqa.intake.layout.recognising import Known

    idle = {name: one for name, one in idle.items() if name not in registers}
    return Known(
        _with_formats({**registers, **idle}, options), options.columns, options.sheets, options.lenient, frozenset(idle)
    )


def _with_formats(registers: Mapping[str, Register], options: IntakeOptions) -> dict[str, Register]:
    """The registers with the formats the user declared."""
    return {
        name: register.model_copy(
            update={
                "fields": {
                    key: one.model_copy(update={"format": options.formats[name][key]})
                    if key in options.formats.get(name, {})
                    else one
                    for key, one in register.fields.items()
                }
            }
        )
        for name, register in registers.items()
    }


def _import_file(result: ReadResult, known: Known, pieces: list[Piece], *, skip_hidden: bool) -> InputAccount:
    from svcqa.intake import accounting
    from svcqa.intake.layout import hidden

    facts = result.sheets.facts if result.sheets else {}
    sheets = result.sheets.sheets if result.sheets else ()
    system = facts.get("date_system", "1900")
    accounts = [
        list(_import_sheet(result.name, sheet, system, known, pieces, skip_hidden=skip_hidden)) for sheet in sheets
    ]
    shown = [hidden.without_columns(sheet) for sheet in sheets] if skip_hidden else sheets
    whole = [accounting.of_whole(sheet, mine) for sheet, mine in zip(shown, accounts, strict=True)]
    return accounting.of_file(result, [one for mine in accounts for one in mine], [one for one in whole if one])


def _import_sheet(  # noqa: PLR0913 - the last one by name
    file: str, sheet: Sheet, date_system: str, known: Known, pieces: list[Piece], *, skip_hidden: bool
) -> Iterator[SheetAccount]:
    from svcqa.accounts import Said
    from svcqa.intake import accounting
    from svcqa.intake.assemble import piece_of
    from svcqa.intake.finding import Names, find_tables
    from svcqa.intake.forms.grids import suspected
    from svcqa.intake.layout import hidden
    from svcqa.intake.layout.regions import View
    from svcqa.intake.layout.tables import Table
    from svcqa.intake.quality import remarks
    from svcqa.intake.values.typed import Reading

    if not sheet.rows:
        why = Said("没有读到", "nothing was read of it") if sheet.problem else Said("空表", "an empty sheet")
        yield accounting.of_nothing(View.of(sheet), why)
        return
    if skip_hidden and sheet.state != "visible":
        yield accounting.of_nothing(View.of(sheet), hidden.LEFT_OUT, reason="hidden")
        return
    stem = file.rpartition("/")[2].rpartition(".")[0]
    shown = hidden.without_columns(sheet) if skip_hidden else sheet
    found = find_tables(shown, Names(sheet.name or stem, stem), known)
    whole, leading = View.of(shown), hidden.left_out(sheet) if skip_hidden else []
    for one in found:
        view = whole.part(one.region)
        region = one.region.address if len(found) > 1 or one.region != whole.region else None
        grid = suspected(whole, one)
        if not isinstance(one, Table):
            account = accounting.of_nothing(view, one.why, region=region, found=one, notes=leading)
            yield accounting.suspicious(account, grid)
            leading = []
            continue
        table = hidden.without_rows(one, view, sheet) if skip_hidden else one
        register = known.registers[table.register]
        piece = piece_of(file, shown, table, register, Reading(date_system, lenient=known.lenient))
        pieces.append(piece)
        notes = [*leading, *remarks(shown, table, register), *hidden.mapped_columns(table, sheet)]
        account = accounting.of_table(view, table, register, piece.cells, notes=notes, region=region)
        yield accounting.suspicious(account, grid)
        leading = []
