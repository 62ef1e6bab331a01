"""The request list (资料清单): what was asked for, and what the auditee did not provide."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.assignment.reading import Assignment
from svcqa.assignment.sheets import REQUESTS
from svcqa.errors import ConfigError, Problem
from svcqa.findings import Location
from svcqa.intake.values.words import yes_or_no
from svcqa.registers import Register
from svcqa.suggestions import meant
from svcqa.text import Text


def not_provided(assignment: Assignment, registers: Mapping[str, Register]) -> dict[str, Location]:
    """Register that was asked for and not provided → the cell that says so.

    Raises:
        ConfigError: a row names a register that no rule reads, or what stands in the column is neither yes nor no; all
            of them, each with its cell.
    """
    named = {word: name for name, one in registers.items() for word in (name, one.title.zh, one.title.en, *one.sheets)}
    found: dict[str, Location] = {}
    problems: list[Problem] = []
    for row in assignment[REQUESTS]:
        name = named.get(row["register"])
        if name is None:
            said = Text(f"没有台账“{row['register']}”。", f"there is no register '{row['register']}'.")
            known = [one.title.zh for one in registers.values()]
            problems.append(Problem(said, row.where("register"), meant(row["register"], known)))
        elif "not_provided" in row.unread:
            said = Text("未提供一栏请填是或否。", "say yes or no under 'not provided'.")
            problems.append(Problem(said, row.where("not_provided")))
        elif yes_or_no(row["not_provided"]):
            found[name] = row.cells["not_provided"]
    if problems:
        raise ConfigError.all_of(problems)
    return found
