"""The registers that the sheets of a sample workbook are, and the texts in its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from svcqa.accounts import InputAccount
from svcqa.assignment.reading import Entry, entries
from svcqa.intake import IntakeOptions, Reading, import_files
from svcqa.intake.child import ReadJob
from svcqa.registers import Register
from svcqa.rulesets.models import RegistersFile
from svcqa.rulesets.reading import read_model

ROWS, PLAN, CHOICES = "sample_rows", "sample_plan", "sample_choices"


@cache
def registers() -> Mapping[str, Register]:
    """Name → the register."""
    return read_model(files(__package__).joinpath("registers.yaml"), RegistersFile)[0].registers


def imported(
    jobs: Sequence[ReadJob], *names: str
) -> tuple[list[InputAccount], Mapping[str, Mapping[str, list[Entry]]]]:
    """What stands on such sheets: the accounts of the files, and file → register → its rows."""
    known = {name: registers()[name] for name in names}
    with Reading(jobs) as reading:
        read = import_files(reading, known, IntakeOptions())
    found: dict[str, dict[str, list[Entry]]] = {one.name: {} for one in read.inputs}
    for name, records in read.records.items():
        for entry in entries(records):
            found[_file_of(entry)].setdefault(name, []).append(entry)
    return read.inputs, found


def _file_of(entry: Entry) -> str:
    return next(iter(entry.cells.values())).file


def plain(text: str | None) -> str:
    """A text as cells keep it, whatever program saved them: on one line, without outer spaces."""
    return " ".join("".join(one if one.isprintable() else " " for one in text or "").split())
