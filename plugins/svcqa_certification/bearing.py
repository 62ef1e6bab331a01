"""What of an audit bears on each item of a scheme: rules with their counts, nonconformities, and what bears on none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from svcqa import Audit, Finding, Mapped, Nonconformity, Pattern, Tally, Text, assessments

Sought = Callable[[str], Pattern | None]
"""What is said of a rule."""
_QUOTED = 3
"""Findings of a nonconformity whose cells are quoted."""
_NO_CLAUSE = Text(
    "台账自身的校验（类型、必填、编号、引用等），不属手册条款",
    "checks of the registers themselves (types, required fields, keys, references), of no clause",
)
SAMPLE = "/sample"
"""Ends the name under which a sample is counted apart from its rule."""


@dataclass(frozen=True)
class Counted:
    """A rule that bears on an item."""

    tally: Tally
    decided: Mapping[str, int]
    """Decision of auditors → findings; ``unreviewed`` among them."""

    @property
    def by_sample(self) -> bool:
        """It counts papers that were sampled, beside the records."""
        return self.tally.beside

    @property
    def judged(self) -> int:
        """Judgements that came to an end."""
        return self.tally.conforms + self.tally.fails


@dataclass(frozen=True)
class Open:
    """Confirmed findings of one clause and unit that bear on an item, still open or closed together."""

    part: assessments.Part
    sampled: int
    """How many of them are papers that were sampled."""


@dataclass
class Bearing:
    """What bears on one item."""

    rules: list[Counted] = field(default_factory=list)
    parts: list[Open] = field(default_factory=list)


@dataclass(frozen=True)
class Borne:
    """All of an audit, by the items it bears on."""

    items: Mapping[str, Bearing]
    outside: assessments.Outside


def borne(audit: Audit, mapped: Mapped, found: Sequence[Nonconformity]) -> Borne:
    """Sort rules and nonconformities by the items they bear on.

    Args:
        audit: the audit, with its reviews.
        mapped: which rules bear on which items.
        found: its nonconformities.
    """
    items: dict[str, Bearing] = {}
    apart: list[Counted] = []
    of: Sought = cache(mapped.of)  # a rule has many findings
    for counted in _counted(audit):
        said = of(counted.tally.rule)
        if said is not None and said.item:
            items.setdefault(said.item, Bearing()).rules.append(counted)
        else:
            apart.append(counted)
    done = _done(audit)
    for one in found:
        for item, part in _parts(one, of, done):
            items.setdefault(item, Bearing()).parts.append(part)
    return Borne(items, _outside(apart, of))


def _counted(audit: Audit) -> Iterator[Counted]:
    decided: dict[tuple[str, str, str], Counter[str]] = {}
    for (ruleset, rule, register, decision), count in audit.decided("ruleset", "rule", "register").items():
        decided.setdefault((str(ruleset), str(rule), str(register)), Counter())[str(decision)] += count
    for one in audit.content.tallies:
        yield Counted(one, decided.get((one.ruleset, one.rule, one.register), Counter()))


def _done(audit: Audit) -> dict[str, tuple[str, str, bool]]:
    """Finding → number and state of the nonconformity that it is kept under, and whether that is done with."""
    found: dict[str, tuple[str, str, bool]] = {}
    for one in audit.dossier.nonconformities:
        over = one.state == "cancelled" or (one.state == "closed_effective" and not one.refuted_by)
        found.update(dict.fromkeys(one.fingerprints, (one.number, one.state, over)))
    return found


def _parts(one: Nonconformity, of: Sought, done: Mapping[str, tuple[str, str, bool]]) -> Iterator[tuple[str, Open]]:
    groups: dict[tuple[str, tuple[str, str, bool]], list[Finding]] = {}
    for finding in one.findings:
        said = of(finding.rule)
        if said is not None and said.item:
            groups.setdefault((said.item, done.get(finding.fingerprint, ("", "", False))), []).append(finding)
    for (item, (number, state, over)), findings in groups.items():
        cells = [cell for finding in islice(findings, _QUOTED) for cell in finding.locations]
        part = assessments.Part(
            one.ruleset, one.clause, one.unit, len(findings), number=number, state=state, closed=over, cells=cells
        )
        yield item, Open(part, sum(finding.rule.endswith(SAMPLE) for finding in findings))


def _outside(apart: Sequence[Counted], of: Sought) -> assessments.Outside:
    why: dict[Text, int] = {}
    unnamed = []
    for one in apart:
        said = of(one.tally.rule)
        reason = _NO_CLAUSE if not one.tally.clause else said.why if said is not None else None
        if reason is not None:
            why[reason] = why.get(reason, 0) + 1
        elif said is None and one.tally.fails:
            unnamed.append(one.tally.rule)
    return assessments.Outside(
        len(apart),
        sum(one.tally.fails for one in apart),
        sum(one.decided.get("confirmed", 0) for one in apart),
        list(why.items()),
        list(dict.fromkeys(unnamed)),
    )
