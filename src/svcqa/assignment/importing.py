"""Workbooks that people fill in, read by the same intake as records: file by file, sheet by sheet, entry by entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svcqa.accounts import InputAccount
from svcqa.assignment.reading import Entry, entries
from svcqa.intake import IntakeOptions, Reading, import_files
from svcqa.intake.child import ReadJob
from svcqa.registers import Register

Filled = Mapping[str, Mapping[str, list[Entry]]]
"""File → register → its rows."""


def filled_in(jobs: Sequence[ReadJob], known: Mapping[str, Register]) -> tuple[list[InputAccount], Filled]:
    """What stands on the sheets of such workbooks, and the accounts of the files.

    Args:
        jobs: the files.
        known: the registers that their sheets are.
    """
    with Reading(jobs) as reading:
        read = import_files(reading, known, IntakeOptions())
    found: dict[str, dict[str, list[Entry]]] = {one.name: {} for one in read.inputs}
    for name, records in read.records.items():
        for entry in entries(records):
            found[_file_of(entry)].setdefault(name, []).append(entry)
    return read.inputs, found


def _file_of(entry: Entry) -> str:
    return next(iter(entry.cells.values())).file
