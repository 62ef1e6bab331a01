"""What the audit workbook says, entry by entry, each with the cells it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field

from svcqa.assignment import sheets
from svcqa.findings import Location
from svcqa.quoting import column_letter, shown
from svcqa.registers import Kind, Part, Records


@dataclass(frozen=True)
class Entry:
    """One row of a sheet."""

    cells: Mapping[str, Location]
    """Field → its cell, whether or not anything stands in it."""
    unread: frozenset[str] = frozenset()
    """Fields in which something stands that cannot be read."""
    placeholders: frozenset[str] = frozenset()
    """Fields in which something stands that says nothing, such as ``/`` or 待定."""

    def __getitem__(self, name: str) -> str:
        """What stands in a field; nothing is an empty text."""
        return (self.cells[name].value or "").strip() if name in self.cells else ""

    def where(self, name: str) -> str:
        """The place of a field, as a person finds it."""
        cell = self.cells.get(name) or next(iter(self.cells.values()))
        return f"{cell.file} → {cell.sheet} → {cell.cell}"


class FormEntry(Entry):
    """A row that stands in no cell, but on a form: its fields are found by their names."""

    def where(self, name: str) -> str:
        """The name of the field; empty for one that is not on the form."""
        return name if name in self.cells else ""


def of_form(sheet: str, values: Mapping[str, str]) -> FormEntry:
    """A form that stands for a row of a sheet."""
    return FormEntry({name: Location("", sheet, name, value) for name, value in values.items()})


@dataclass(frozen=True)
class Assignment:
    """The audit workbook, read."""

    entries: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    """Register of the workbook → its rows; a sheet that is not there has none."""

    def __getitem__(self, register: str) -> Sequence[Entry]:
        return self.entries.get(register, ())

    @property
    def written(self) -> dict[str, list[dict[str, str]]]:
        """All that was filled in, as plain texts."""
        return {name: [_filled(name, entry) for entry in entries] for name, entries in self.entries.items()}


def _filled(sheet: str, entry: Entry) -> dict[str, str]:
    """What people have filled in; what an audit was told with is in the audit."""
    left_out = sheets.EXPORTED if sheet == sheets.REVIEWS else frozenset()
    return {name: entry[name] for name in entry.cells if entry[name] and name not in left_out}


def taken(records: MutableMapping[str, Records]) -> Assignment:
    """Take the sheets of the audit workbook out of what was imported; the records of the office are left."""
    mine = [name for name in sheets.registers() if name in records]
    return Assignment({name: list(entries(records.pop(name))) for name in mine})


def entries(records: Records) -> Iterator[Entry]:
    """The rows of one sheet, or of several that are one register."""
    import numpy as np

    at = np.arange(len(records))
    columns = {name: shown(records, name, at) for name in map(str, records.frame)}
    kinds = {name: records.kinds[name] for name in columns}
    for part, row, number in _rows(records):
        cells = {
            name: Location(part.file, part.sheet, f"{column_letter(part.columns[name])}{row}", values[number])
            for name, values in columns.items()
            if name in part.columns
        }
        odd = frozenset(name for name in cells if kinds[name][number] > Kind.PLACEHOLDER)
        yield Entry(cells, odd, frozenset(name for name in cells if kinds[name][number] == Kind.PLACEHOLDER))


def _rows(records: Records) -> Iterator[tuple[Part, int, int]]:
    """Every record: the sheet it stands on, its row there, and its number."""
    for part in records.parts:
        for offset, row in enumerate(part.rows.tolist()):
            yield part, row, part.start + offset
