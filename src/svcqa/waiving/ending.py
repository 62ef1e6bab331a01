"""Ending: waivers in force that end in the days ahead, listed with what falls due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from svcqa.findings import Tally, Upcoming, fingerprint
from svcqa.lines import Lines, lines_of, quote
from svcqa.waiving.claims import Claim

_ENCODER = msgspec.json.Encoder()


def with_endings(
    upcoming: Lines[Upcoming], claims: Iterable[Claim], tallies: Iterable[Tally], until: dt.date
) -> tuple[Lines[Upcoming], int]:
    """The list with the last valid days up to a day, and how many come later; of several rules the first is told."""
    registers = {(one.ruleset, one.rule): one.register for one in tallies}
    ending = [one for one in claims if one.waiver.state == "in_force" and one.waiver.valid_to and one.rules]
    listed = [one for one in ending if one.waiver.valid_to <= until.isoformat()]
    if listed:
        upcoming = _joined(upcoming, [_row(one, registers) for one in listed])
    return upcoming, len(ending) - len(listed)


def _row(claim: Claim, registers: dict[tuple[str, str], str]) -> dict[str, Any]:
    waiver, (ruleset, rule) = claim.waiver, min(claim.rules)
    return {
        "ruleset": ruleset, "rule": rule, "register": registers[ruleset, rule],
        "key": f'{{"waiver_no":{quote(waiver.number)}}}', "due_on": waiver.valid_to, "kind": "waiver",
        "unit": waiver.unit or None, "fingerprint": fingerprint(rule, "waiver", [ruleset, waiver.number]),
        "locations": _ENCODER.encode([claim.end] if claim.end else []).decode(),
    }  # fmt: skip


def _joined(upcoming: Lines[Upcoming], rows: Sequence[dict[str, Any]]) -> Lines[Upcoming]:
    import pyarrow as pa

    made = lines_of(Upcoming, [{name: [row[name] for row in rows] for name in Upcoming.__struct_fields__}])
    return Lines(Upcoming, pa.concat_tables([upcoming.table, made.table]))
