"""The results of an audit in the order of its rules: rulesets, chapters, clauses with their findings and charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from svcqa.accounts import Said
from svcqa.findings import Audit, Finding, Tally
from svcqa.reports.charts import Chart, chart
from svcqa.reports.matrix import Matrix, matrix
from svcqa.reports.overview import Group, grouped
from svcqa.reports.words import Words

FINDINGS_PER_RULE = 5
"""Examples within the clauses; the list of findings holds all."""
RULE = ("ruleset", "rule", "register")
_SUMS = ("in_scope", "conforms", "fails", "pending", "undetermined", "excepted", "out_of_scope")
Key = tuple[str | None, ...]


@dataclass(frozen=True)
class Clause:
    """One rule with something to show: its tally (none if the document has none), findings and charts."""

    anchor: str
    rule: str
    tally: Tally | None
    findings: Group[Finding] | None
    charts: Sequence[Chart]


@dataclass(frozen=True)
class Chapter:
    """The tallies of one chapter of a ruleset, and its clauses with something to show."""

    name: str
    tallies: list[Tally] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)

    @property
    def sums(self) -> Mapping[str, int]:
        """How many rules it has and how many were assessed, and what all of them found together."""
        return sums(self.tallies)


@dataclass(frozen=True)
class Results:
    """One ruleset: its chapters, sums and matrix."""

    title: Said
    chapters: Sequence[Chapter]
    sums: Mapping[str, int]
    matrix: Matrix


@dataclass(frozen=True)
class AllResults:
    """Every ruleset, and what belongs to none: the built-in rules, and findings of rules without a tally."""

    rulesets: Sequence[Results]
    built_in: Sequence[Tally]
    others: Sequence[Clause]

    clauses: Mapping[Key, Clause]
    """All clauses with something to show, in their order."""

    def anchor(self, tally: Tally) -> str | None:
        """Where the clause of a tally stands on the page, if it has something to show."""
        clause = self.clauses.get(_key(tally))
        return clause.anchor if clause else None


def results(audit: Audit, words: Words) -> AllResults:
    """The results of an audit, with the first findings of every rule."""
    clauses = dict(_clauses(audit, words))
    rulesets = []
    for ruleset in audit.content.rulesets:
        tallies = [tally for tally in audit.content.tallies if tally.ruleset == ruleset.name]
        rulesets.append(Results(ruleset.title, _chapters(tallies, clauses), sums(tallies), matrix(tallies)))
    own = {ruleset.name for ruleset in audit.content.rulesets}
    built_in = [tally for tally in audit.content.tallies if tally.ruleset not in own]
    others = [clause for key, clause in clauses.items() if clause.tally is None or key[0] not in own]
    return AllResults(rulesets, built_in, others, clauses)


def every_tally(audit: Audit) -> list[Tally]:
    """The tallies in the order in which reports show them, every edition of a rule; the built-in rules last."""
    own = {ruleset.name: number for number, ruleset in enumerate(audit.content.rulesets)}
    return sorted(audit.content.tallies, key=lambda tally: own.get(tally.ruleset, len(own)))


def in_order(audit: Audit) -> dict[Key, Tally]:
    """The tallies by rule and register, in that order; of several editions the last."""
    return {_key(tally): tally for tally in every_tally(audit)}


def sums(tallies: Sequence[Tally]) -> dict[str, int]:
    """Some rules together: how many there are, how many were assessed, and what they found."""
    counted = {name: sum(getattr(tally, name) for tally in tallies) for name in _SUMS}
    rules = [tally for tally in tallies if not tally.beside]
    return {"rules": len(rules), "assessed": sum(tally.assessed for tally in rules), **counted}


def _clauses(audit: Audit, words: Words) -> Iterator[tuple[Key, Clause]]:
    tallies = in_order(audit)
    groups = {group.key: group for group in grouped(audit.findings, RULE, FINDINGS_PER_RULE)}
    charts = _charts(audit, words)
    number = 0
    for one in dict.fromkeys([*tallies, *groups]):
        drawn = charts.get(one[:2], [])
        if one in groups or drawn:
            number += 1
            yield one, Clause(f"clause-{number}", str(one[1]), tallies.get(one), groups.get(one), drawn)


def _charts(audit: Audit, words: Words) -> dict[Key, list[Chart]]:
    found: dict[Key, list[Chart]] = {}
    for exhibit in audit.content.exhibits:
        if exhibit.kind == "roster":  # it is drawn with those of other rules
            continue
        drawn = chart(exhibit, words)
        if drawn:
            found.setdefault((exhibit.ruleset, exhibit.rule), []).append(drawn)
    return found


def _chapters(tallies: Iterable[Tally], clauses: Mapping[Key, Clause]) -> list[Chapter]:
    found: dict[str, Chapter] = {}
    for tally in tallies:
        chapter = found.setdefault(tally.chapter, Chapter(tally.chapter))
        chapter.tallies.append(tally)
        if _key(tally) in clauses:
            chapter.clauses.append(clauses[_key(tally)])
    return list(found.values())


def _key(tally: Tally) -> Key:
    return (tally.ruleset, tally.rule, tally.register)
