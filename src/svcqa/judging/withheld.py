"""Withheld: a register that was asked for and not provided cannot show that a rule is kept, and that is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from svcqa.accounts import Said
from svcqa.findings import Location, fingerprint
from svcqa.judging.assessable import lacks
from svcqa.judging.counting import tally
from svcqa.judging.outcome import Outcome, root
from svcqa.lines import quote

if TYPE_CHECKING:
    from svcqa.registers import Records
    from svcqa.rulesets import Bound

_ENCODER = msgspec.json.Encoder()


def withheld(bound: Bound, records: Mapping[str, Records], declared: Mapping[str, Location]) -> Outcome | None:
    """The outcome of a rule that lacks nothing but registers of which some were not provided; ``None`` for others.

    Args:
        bound: the rule; in force.
        records: what was supplied.
        declared: register that was not provided → the cell of the request list that says so.
    """
    found = lacks(bound, records)
    names = [one.name for one in found if one.kind == "register" and one.name in declared]
    if not names or any(one.kind == "parameter" for one in found):
        return None
    return _failed(bound, names[0], declared[names[0]])


def _failed(bound: Bound, name: str, cell: Location) -> Outcome:
    rule, title = bound.rule, bound.registers[name].title
    key = (title.zh,)
    said = Said(
        f"台账“{title.zh}”已索取而未提供，无法证明符合",
        f"register '{title.en}' was asked for and not provided: nothing shows that the rule is kept",
    )
    finding = {
        "ruleset": bound.ruleset, "rule": rule.id, "clause": rule.clause, "weight": rule.weight,
        "fingerprint": fingerprint(rule.id, rule.of, key, "slot"), "register": rule.of,
        "key": f'{{"slot":{quote(title.zh)}}}', "unit": None, "date": None, "locations": _json([cell]),
        "evidence": "{}", "message": _json(said), "excused_by": None, "root": root(rule.of, key, "slot"),
    }  # fmt: skip
    counted = tally(bound, assessed=True, by_unit=[], in_scope=1, fails=1)
    return Outcome(counted, {field: [value] for field, value in finding.items()})


def _json(value: object) -> str:
    return _ENCODER.encode(value).decode()
