"""The registers that the sheets of a scoring workbook are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from svcqa.registers import Register
from svcqa.rulesets.models import RegistersFile
from svcqa.rulesets.reading import read_model

ITEMS, SPECIALS, FACTS, FORMER, PAPERS = (
    f"scheme_{name}" for name in ("items", "specials", "facts", "former", "papers")
)


@cache
def registers() -> Mapping[str, Register]:
    """Name → the register, in the order of the workbook's sheets."""
    return read_model(files(__package__).joinpath("registers.yaml"), RegistersFile)[0].registers
