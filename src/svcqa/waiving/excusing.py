"""Excusing: findings in the scope of a waiver in force say by which, and are counted; nothing else changes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec.structs import replace

from svcqa.findings import Finding, Tally
from svcqa.lines import Lines
from svcqa.waivers import Matter, Waiver, covers, in_time
from svcqa.waiving.claims import Claim, Rule, key_names
from svcqa.waiving.ending import with_endings

_DECODER = msgspec.json.Decoder(dict[str, str | None])
_READ = ("ruleset", "rule", "register", "key", "unit", "date", "fingerprint")


@dataclass(frozen=True, eq=False)
class Excused:
    """Findings, tallies and waivers, each saying what is excused."""

    lists: dict[str, Lines[Any]]
    """The long lists of the audit."""
    tallies: list[Tally]
    waivers: list[Waiver]
    later: int = 0
    """Waivers in force that end after the last day up to which it is listed what falls due."""


@dataclass(eq=False)
class _Counts:
    """What the claims, by their numbers, come to."""

    concerns: Counter[int] = field(default_factory=Counter)
    excuses: Counter[int] = field(default_factory=Counter)
    late: set[int] = field(default_factory=set)
    """Deviations approved only after something that they were to allow."""


def excused(lists: dict[str, Lines[Any]], tallies: Sequence[Tally], claims: Sequence[Claim], until: dt.date) -> Excused:
    """Apply the claims; of several that fit a finding the first in force excuses it.

    Those that end by a day are listed with what falls due.
    """
    findings: Lines[Finding] = lists["findings"]
    by: list[str | None] = [None] * len(findings)
    counts, tallied = _Counts(), Counter[tuple[str, str, str]]()
    for at, key, matter, mine in _concerned(findings, claims):
        by[at] = _excusing(matter, mine, claims, counts)
        tallied[key] += by[at] is not None
    upcoming, later = with_endings(lists["upcoming"], claims, tallies, until)
    return Excused(
        {**lists, "findings": _marked(findings, by), "upcoming": upcoming},
        [_tallied(one, tallied[one.ruleset, one.rule, one.register]) for one in tallies],
        [_counted(one.waiver, number, counts) for number, one in enumerate(claims)],
        later,
    )


def _concerned(
    findings: Lines[Finding], claims: Sequence[Claim]
) -> Iterator[tuple[int, tuple[str, str, str], Matter, list[int]]]:
    """Every finding of a rule that a claim names: its place, its tally, what it is about, and the claims."""
    by_rule: dict[Rule, list[int]] = {}
    for number, claim in enumerate(claims):
        for rule in claim.rules:
            by_rule.setdefault(rule, []).append(number)
    columns = [findings.table.column(name).to_pylist() for name in _READ]
    for at, (ruleset, rule, register, key, unit, date, mark) in enumerate(zip(*columns, strict=True)):
        mine = by_rule.get((ruleset, rule))
        if mine:
            names = {mark, *key_names([*_DECODER.decode(key).values()])}
            yield at, (ruleset, rule, register), Matter(names, unit, date), mine


def _excusing(matter: Matter, mine: Sequence[int], claims: Sequence[Claim], counts: _Counts) -> str | None:
    """The number of the waiver that excuses a finding."""
    found: str | None = None
    for number in mine:
        waiver = claims[number].waiver
        if not covers(waiver, matter):
            continue
        counts.concerns[number] += 1
        if waiver.state != "in_force":
            continue
        if not in_time(waiver, matter):
            counts.late.add(number)
        elif found is None:
            found = waiver.number
            counts.excuses[number] += 1
    return found


def _marked(findings: Lines[Finding], by: list[str | None]) -> Lines[Finding]:
    import pyarrow as pa

    table: Any = findings.table
    at = table.schema.get_field_index("excused_by")
    return Lines(findings.row, table.set_column(at, table.schema.field(at), pa.array(by, pa.string())))


def _tallied(tally: Tally, count: int) -> Tally:
    return replace(tally, excused=count) if count else tally


def _counted(waiver: Waiver, number: int, counts: _Counts) -> Waiver:
    late = number in counts.late and not counts.excuses[number]
    state = "approved_afterwards" if late else waiver.state
    return replace(waiver, state=state, concerns=counts.concerns[number], excuses=counts.excuses[number])
