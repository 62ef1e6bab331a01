"""Waiving: which findings are excused, by waivers of the audit workbook and by deviations the office approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svcqa.findings import Tally
from svcqa.lines import Lines
from svcqa.waiving.claims import Claim
from svcqa.waiving.deviations import claims_of_registers
from svcqa.waiving.excusing import Excused, excused
from svcqa.waiving.known import Known
from svcqa.waiving.sheet import claims_of_workbook

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from svcqa.assignment import Assignment
    from svcqa.registers import Records
    from svcqa.rulesets import Bound

__all__ = ["Excused", "Office", "waived"]


@dataclass(frozen=True, eq=False)
class Office:
    """Where waivers come from, and what they may name."""

    asked: Assignment
    folder: Path | None
    """That of the audit workbook, where proofs lie."""
    records: Mapping[str, Records]
    approved: Mapping[str, Records]
    """Registers whose records are approved deviations, also those that no rule reads."""
    bound: Iterable[Bound]


def waived(
    lists: dict[str, Lines[Any]], tallies: list[Tally], office: Office, days: tuple[dt.date, dt.date]
) -> Excused:
    """What was found, with what is excused marked and counted.

    Args:
        lists: the long lists of the audit, its findings among them.
        tallies: the rules as they were counted.
        office: where waivers come from.
        days: the audit date, by which waivers are in force or not, and the last day up to which it is listed what falls
            due.

    Raises:
        ConfigError: a waiver of the workbook names what is not there, or cannot be; all of them, each with its cell.
    """
    day, until = days
    known = Known(tallies, office.bound, office.records, lists["findings"])
    claims: list[Claim] = [
        *claims_of_workbook(office.asked, known, day, office.folder),
        *claims_of_registers(office.approved, known, day),
    ]
    return excused(lists, tallies, claims, until) if claims else Excused(lists, tallies, [])
