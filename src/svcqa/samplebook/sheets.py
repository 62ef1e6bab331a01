"""The registers that the sheets of a sample workbook are, and the texts in its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from svcqa.accounts import InputAccount
from svcqa.assignment.importing import Filled, filled_in
from svcqa.intake.child import ReadJob
from svcqa.registers import Register
from svcqa.rulesets.models import RegistersFile
from svcqa.rulesets.reading import read_model

ROWS, PLAN, CHOICES = "sample_rows", "sample_plan", "sample_choices"


@cache
def registers() -> Mapping[str, Register]:
    """Name → the register."""
    return read_model(files(__package__).joinpath("registers.yaml"), RegistersFile)[0].registers


def imported(jobs: Sequence[ReadJob], *names: str) -> tuple[list[InputAccount], Filled]:
    """What stands on such sheets: the accounts of the files, and file → register → its rows."""
    return filled_in(jobs, {name: registers()[name] for name in names})


def plain(text: str | None) -> str:
    """A text as cells keep it, whatever program saved them: on one line, without outer spaces."""
    return " ".join("".join(one if one.isprintable() else " " for one in text or "").split())
