"""The registers that the sheets of the audit workbook are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from svcqa.registers import Register
from svcqa.rulesets.models import RegistersFile
from svcqa.rulesets.reading import read_model

FACTS, REQUESTS, PARAMETERS, DAYS, CHECKS, WAIVERS, REVIEWS = (
    f"audit_{name}" for name in ("facts", "requests", "parameters", "days", "checks", "waivers", "reviews")
)

EXPORTED = frozenset({
    "group", "applies_to_group", "unit", "clause", "requirement", "found", "cells", "values", "weight", "excused_by",
    "note", "base",
})  # fmt: skip
"""Fields of the reviews that stand only in a workbook which an audit was written into."""


@cache
def registers() -> Mapping[str, Register]:
    """Name → the register; in the order of the workbook's sheets."""
    return read_model(files(__package__).joinpath("registers.yaml"), RegistersFile)[0].registers
