"""Importing: from files to the Records of each register, with the account of every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from svcqa.findings import InputAccount, Said, SheetAccount
from svcqa.intake.child import ReadResult
from svcqa.registers import Records, Register
from svcqa.requests import Sheet

if TYPE_CHECKING:
    from svcqa.intake.assemble import Piece
    from svcqa.intake.declared import TableSetting
    from svcqa.intake.recognising import Known


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


@dataclass(frozen=True, eq=False)
class Imported:
    """The records of every register that was found, and the accounts of all files."""

    records: dict[str, Records]
    inputs: list[InputAccount]


def import_files(
    results: Iterable[ReadResult],
    registers: Mapping[str, Register],
    options: IntakeOptions | None = None,
    progress: Callable[[str], None] | None = None,
) -> Imported:
    """Import the registers found in files that a child process is reading (:class:`~svcqa.intake.Reading`).

    A file or a sheet that cannot be read is said in its account and does not stop the others.
    """
    # the child is reading by now; the libraries below take as long to load
    from svcqa.intake.assemble import assemble
    from svcqa.intake.recognising import Known
    from svcqa.intake.remarks import remarked

    options = options or IntakeOptions()
    known = Known(_with_formats(registers, options), options.columns, options.sheets, options.lenient)
    inputs: list[InputAccount] = []
    pieces: list[Piece] = []
    for result in results:
        if progress:
            progress(result.name)
        inputs.append(_import_file(result, known, pieces))
    return Imported(assemble(known.registers, pieces), remarked(inputs, known.registers))


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


def _import_file(result: ReadResult, known: Known, pieces: list[Piece]) -> InputAccount:
    from svcqa.intake import accounting

    facts = result.sheets.facts if result.sheets else {}
    sheets = result.sheets.sheets if result.sheets else ()
    system = facts.get("date_system", "1900")
    accounts = [list(_import_sheet(result.name, sheet, system, known, pieces)) for sheet in sheets]
    whole = [accounting.of_whole(sheet, mine) for sheet, mine in zip(sheets, accounts, strict=True)]
    return accounting.of_file(result, [one for mine in accounts for one in mine], [one for one in whole if one])


def _import_sheet(
    file: str, sheet: Sheet, date_system: str, known: Known, pieces: list[Piece]
) -> Iterator[SheetAccount]:
    from svcqa.intake import accounting
    from svcqa.intake.assemble import piece_of
    from svcqa.intake.layout import Names, find_tables
    from svcqa.intake.quality import remarks
    from svcqa.intake.regions import View
    from svcqa.intake.tables import Table
    from svcqa.intake.typed import Reading

    if not sheet.rows:
        yield accounting.of_nothing(View.of(sheet), Said("空表", "an empty sheet"))
        return
    stem = file.rpartition("/")[2].rpartition(".")[0]
    found = find_tables(sheet, Names(sheet.name or stem, stem), known)
    for one in found:
        view = View.of(sheet).part(one.region)
        region = one.region.address if len(found) > 1 or one.region != View.of(sheet).region else None
        if not isinstance(one, Table):
            yield accounting.of_nothing(view, one.why, region, one)
            continue
        register = known.registers[one.register]
        piece = piece_of(file, sheet, one, register, Reading(date_system, lenient=known.lenient))
        pieces.append(piece)
        notes = remarks(sheet, one, register)
        yield accounting.of_table(view, one, register, piece.cells, notes=notes, region=region)
