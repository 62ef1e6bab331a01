"""Where manuals contradict each other: their rules side by side, and what only one of them found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from svcqa.accounts import Said
from svcqa.basis import RulesetFacts
from svcqa.findings import Audit, Tally


@dataclass(frozen=True)
class Side:
    """What one rule makes of the matter."""

    tally: Tally
    manual: Said
    alone: int | None
    """Records of which only this rule found something; ``None`` where the rules judge different registers."""


@dataclass(frozen=True)
class Facing:
    """A matter of which rules ask for different things."""

    title: Said
    sides: Sequence[Side]


def facing(audit: Audit) -> list[Facing]:
    """Every contrast of the rulesets audited, with what each of its rules found."""
    content = audit.content
    if not content.contrasts:
        return []
    manuals = {one.name: one for one in content.rulesets}
    named = {rule for one in content.contrasts for rule in one.rules}
    tallies = [one for one in content.tallies if one.rule in named and one.ruleset in manuals]
    found = _found(audit, named)
    return [
        Facing(one.title, _sides([tally for tally in tallies if tally.rule in one.rules], manuals, found))
        for one in content.contrasts
    ]


def _found(audit: Audit, rules: Set[str]) -> Mapping[tuple[str, str], set[str]]:
    """Ruleset and rule → the keys of the records it found something about."""
    columns = (audit.findings.table.column(name).to_pylist() for name in ("ruleset", "rule", "key"))
    found: dict[tuple[str, str], set[str]] = {}
    for ruleset, rule, key in zip(*columns, strict=True):
        if rule in rules:
            found.setdefault((ruleset, rule), set()).add(key)
    return found


def _sides(
    tallies: Sequence[Tally], manuals: Mapping[str, RulesetFacts], found: Mapping[tuple[str, str], Set[str]]
) -> list[Side]:
    alike = len({tally.register for tally in tallies}) == 1
    mine = [found.get((tally.ruleset, tally.rule), set()) for tally in tallies]
    sides = []
    for at, tally in enumerate(tallies):
        others = set().union(*mine[:at], *mine[at + 1 :])
        sides.append(Side(tally, manuals[tally.ruleset].title, len(mine[at] - others) if alike else None))
    return sides
