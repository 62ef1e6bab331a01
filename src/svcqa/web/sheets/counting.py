"""Counts beside the filters: how many entries each choice would leave, the other filters as they are."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, func, not_, select

from svcqa.dossier import UNREVIEWED
from svcqa.web.sheets import schema
from svcqa.web.sheets.asking import EXCUSED, STATES, Decisions, among, passes
from svcqa.web.sheets.nouns import Counts, Filters, RuleFacts
from svcqa.weights import WEIGHTS

_entries = schema.entries.c
_decode_rule = msgspec.json.Decoder(RuleFacts).decode


class _Group(NamedTuple):
    """What no filter can tell apart."""

    kind: str
    weight: str
    rule: int
    unit: int
    state: str


def counts(connection: Connection, filters: Filters, decisions: Decisions) -> Counts:
    """How many entries there are of what; each kind of count leaves its own filter out."""
    groups = _groups(connection, filters, decisions)

    def counted(name: str) -> Counter[Any]:
        found: Counter[Any] = Counter()
        for group, count in groups.items():
            if _passes(group, filters, name):
                found[getattr(group, name)] += count
        return found

    rules, units, weights, states = (counted(name) for name in ("rule", "unit", "weight", "state"))
    facts = {row.number: _decode_rule(row.data) for row in connection.execute(select(schema.rules))}
    names = {row.number: row.name for row in connection.execute(select(schema.units))}
    return Counts(
        sum(count for group, count in groups.items() if _passes(group, filters)),
        counted("kind"),
        {one: weights[one] for one in WEIGHTS},
        [(number, facts[number], count) for number, count in sorted(rules.items())],
        sorted(((n, names[n], count) for n, count in units.items()), key=lambda unit: (unit[1] is None, unit[1] or "")),
        {one: states[one] for one in STATES},
    )


def _groups(connection: Connection, filters: Filters, decisions: Decisions) -> Counter[_Group]:
    """What passes by sheet and text, counted by all else."""
    asked = passes(Filters(sheet=filters.sheet, text=filters.text), decisions)
    source = schema.entries.join(schema.words) if filters.text else schema.entries
    plain = (_entries.kind, _entries.weight, _entries.rule, _entries.unit)
    excused: ColumnElement[bool] = _entries.excused_by.is_not(None)
    decided = among(list(decisions))
    free = select(*plain, excused, func.count()).select_from(source).where(asked, not_(decided))
    found: Counter[_Group] = Counter()
    for kind, weight, rule, unit, is_excused, count in connection.execute(free.group_by(*plain, excused)):
        state = EXCUSED if is_excused else UNREVIEWED if kind == "finding" else ""
        found[_Group(kind, weight, rule, unit, state)] += count
    held = select(*plain, _entries.fingerprint).select_from(source).where(asked, decided)
    for kind, weight, rule, unit, fingerprint in connection.execute(held) if decisions else ():
        found[_Group(kind, weight, rule, unit, decisions[fingerprint])] += 1
    return found


def _passes(group: _Group, filters: Filters, left_out: str = "") -> bool:
    asked = {name: getattr(filters, name) for name in group._fields if name != left_out}
    return all(value in {None, "", getattr(group, name)} for name, value in asked.items())
