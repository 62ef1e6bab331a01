"""What people state instead of records: that something was not provided, or what they found by sample or interview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from svcqa.findings import Location

Way = Literal["sample", "interview"]


@dataclass(frozen=True)
class Checked:
    """What an auditor found out about one rule on paper or by asking."""

    way: Way
    result: Literal["conforms", "fails", "excepted"] | None
    """``None`` while nothing was written down."""
    cells: Sequence[Location]
    """Where it is written."""
    sampled: int | None = None
    failed: int | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Stated:
    """Everything that people state in the audit workbook and that decides verdicts."""

    not_provided: Mapping[str, Location] = field(default_factory=dict)
    """Register that was asked for and not provided → the cell that says so."""
    checked: Mapping[tuple[str, str], Checked] = field(default_factory=dict)
    """Ruleset and rule → what was found; no records are looked at for it."""
