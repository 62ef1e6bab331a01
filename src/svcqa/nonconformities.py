"""Nonconformities (不符合项): confirmed findings of one clause and one unit together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from svcqa.dossier import UNREVIEWED, Decision, Review
from svcqa.findings import Audit, Finding, Tally
from svcqa.lines import Lines

Place = tuple[str, str, str | None]
"""Ruleset, clause (of a rule without one: the rule) and unit."""


@dataclass(frozen=True)
class Nonconformity:
    """What auditors confirmed (or noted as an observation) of one clause in one unit.

    Counts are of the rules that have such findings, in this unit: ``in_scope`` judgements, of which ``failed`` were
    findings, excused ones among them.
    """

    ruleset: str
    clause: str
    unit: str | None
    rules: Sequence[Tally]
    findings: Sequence[Finding]
    reviews: Mapping[str, Review]
    """Fingerprint → its review; of these findings."""
    in_scope: int
    failed: int
    unreviewed: int
    """Findings among those that failed which nobody has decided on and nothing excuses."""


def nonconformities(audit: Audit, decision: Decision = "confirmed") -> list[Nonconformity]:
    """The nonconformities in the order of rulesets and clauses; or, in the same way, the observations."""
    decided = audit.dossier.decisions()
    mine = {name: review for name, review in decided.items() if review.decision == decision}
    groups: dict[Place, list[Finding]] = {}
    for finding in _named(audit.findings, mine):
        groups.setdefault((finding.ruleset, finding.clause or finding.rule, finding.unit), []).append(finding)
    order = {one.name: number for number, one in enumerate(audit.content.rulesets)}
    tallies = {(one.ruleset, one.rule, one.register): one for one in audit.content.tallies}
    places = {key: number for number, key in enumerate(tallies)}

    def at(place: Place) -> tuple[int, int, str]:
        first = groups[place][0]
        return (
            order.get(place[0], len(order)),
            places.get((first.ruleset, first.rule, first.register), 0),
            place[2] or "",
        )

    open_ = audit.decided("ruleset", "rule", "register", "unit")
    return [_together(place, groups[place], tallies, mine, open_) for place in sorted(groups, key=at)]


def _together(
    place: Place,
    findings: Sequence[Finding],
    tallies: Mapping[tuple[str, str, str], Tally],
    reviews: Mapping[str, Review],
    decided: Mapping[tuple[str | None, ...], int],
) -> Nonconformity:
    ruleset, clause, unit = place
    keys = list(dict.fromkeys((one.ruleset, one.rule, one.register) for one in findings))
    rules = [tallies[key] for key in keys if key in tallies]
    counts = [_counted(one, unit) for one in rules]
    return Nonconformity(
        ruleset,
        clause,
        unit,
        rules,
        findings,
        {one.fingerprint: reviews[one.fingerprint] for one in findings},
        sum(in_scope for in_scope, _ in counts),
        sum(fails for _, fails in counts),
        sum(decided.get((*key, unit, UNREVIEWED), 0) for key in keys),
    )


def _counted(tally: Tally, unit: str | None) -> tuple[int, int]:
    """Judgements in scope and findings of a rule in one unit. Where no unit was counted apart, nothing has one."""
    for one in tally.by_unit:
        if one.unit == unit:
            return one.in_scope, one.fails
    return tally.in_scope, tally.fails


def _named(findings: Lines[Finding], fingerprints: Collection[str]) -> Iterable[Finding]:
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(list(fingerprints), pa.string())
    return Lines(findings.row, findings.table.filter(pc.is_in(findings.table.column("fingerprint"), wanted)))
