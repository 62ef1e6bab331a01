"""The workbook of actions, read back: every row with its cells, and what cannot be read of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from svcqa.assignment.reading import Entry, entries
from svcqa.errors import UsageError
from svcqa.history.actions import sheets
from svcqa.intake import IntakeOptions, Reading, find_files, import_files
from svcqa.intake.values.dates import parse_moment
from svcqa.registers import TEMPORAL
from svcqa.text import Text


@dataclass(frozen=True)
class Row:
    """One row: field → value as it is kept, for the columns that are there; a placeholder is blank."""

    register: str
    entry: Entry
    values: dict[str, str]
    unread: dict[str, str]
    """Field → what stands there and cannot be kept."""

    @property
    def number(self) -> str:
        """The nonconformity that it belongs to."""
        return self.values.get("number") or self.values.get("nonconformity") or ""

    def where(self, field: str) -> str:
        """The place of a field: file → sheet → cell."""
        return self.entry.where(field)


@dataclass(frozen=True)
class Workbook:
    """The rows of one workbook, sheet by sheet."""

    rows: Sequence[Row]

    def of(self, register: str, number: str) -> list[Row]:
        """The rows of a sheet that belong to a nonconformity."""
        return [row for row in self.rows if row.register == register and row.number == number]

    @property
    def numbers(self) -> list[str]:
        """The nonconformities that it names, each once."""
        return list(dict.fromkeys(row.number for row in self.rows))


def read(path: str | Path) -> Workbook:
    """The rows of a workbook of actions.

    Raises:
        InputError: it does not exist or cannot be read.
        UsageError: none of its sheets is one of a workbook of actions.
    """
    with Reading(find_files([Path(path)])) as reading:
        imported = import_files(reading, {}, IntakeOptions(), first=sheets.registers())
    names = [name for name in sheets.registers() if name in imported.records]
    if sheets.NONCONFORMITIES not in names:
        raise UsageError.of(
            "里面没有“不符合项”工作表。", "it holds no sheet of nonconformities.", where=str(path),
            mend=Text("请给出svcqa actions export写出的那本。", "Name the one that svcqa actions export has written."),
        )  # fmt: skip
    return Workbook([row for name in names for row in rows_of(name, list(entries(imported.records[name])))])


def rows_of(register: str, found: Sequence[Entry]) -> Iterator[Row]:
    """The entries of a sheet as rows; those in which nothing stands are passed over."""
    for entry in found:
        values: dict[str, str] = {}
        unread: dict[str, str] = {}
        for name in entry.cells:
            written = "" if name in entry.placeholders else entry[name]
            kept = _kept(register, name, written)
            if kept is None or name in entry.unread:
                unread[name] = written
            else:
                values[name] = kept
        if any(values.values()) or unread:
            yield Row(register, entry, values, unread)


def _kept(register: str, name: str, written: str) -> str | None:
    """A value as it is kept; ``None``: it is no day, or no such choice."""
    if not written or sheets.registers()[register].fields[name].type not in TEMPORAL:
        return sheets.code_of(name, written)
    read_as = parse_moment(written)
    return read_as.moment.date().isoformat() if read_as else None
