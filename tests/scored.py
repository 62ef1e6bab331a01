"""Small audits and schemes to score: rules with counts and decisions, without any file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from svcqa.accounts import Said
from svcqa.assessments import Assessment
from svcqa.dossier import Review
from svcqa.findings import Audit, NotAssessed, Tally
from svcqa.host import Host
from svcqa.nonconformities import nonconformities
from svcqa.requests import AssessRequest
from svcqa.schemes import Mapped, Pattern, Scheme, SchemeFile
from svcqa.schemes.entered import ScoreSheet
from tests.audits import RULESET, finding
from tests.reviewed import review, reviewed

LEVELS = [{"title": "basic", "min": 70}, {"title": "three", "min": 80}, {"title": "four", "min": 90}, {"title": "five", "min": 95}]  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """A rule of the audit: what was judged, and what auditors decided of its findings."""

    rule: str
    conforms: int = 10
    confirmed: Mapping[str, int] = field(default_factory=dict)
    """Unit → findings that were confirmed."""
    unreviewed: int = 0
    undetermined: int = 0
    assessed: bool = True
    beside: bool = False


def office(*rules: Counted, **dossier: Any) -> Audit:
    """An audit with these rules; each has a clause of its own."""
    rows: list[dict[str, Any]] = []
    decided: list[Review] = []
    for rule in rules:
        for unit, count in [*rule.confirmed.items(), ("", rule.unreviewed)]:
            for _ in range(count):
                row = {**finding(len(rows), rule=rule.rule), "clause": f"clause {rule.rule}", "unit": unit or "u0"}
                rows.append(row)
                decided += [review(row)] if unit else []
    return reviewed(rows, decided, tallies=[_tally(one) for one in rules], **dossier)


def _tally(one: Counted) -> Tally:
    fails = sum(one.confirmed.values()) + one.unreviewed
    reason = None if one.assessed else NotAssessed("register_missing", Said("未提供台账", "register not supplied"))
    return Tally(
        ruleset=RULESET, chapter="", clause=f"clause {one.rule}", rule=one.rule, edition="1",
        title=Said(f"规则{one.rule}", f"Rule {one.rule}"), remedy=None, register="work_orders", check="row", weight="high",
        assessed=one.assessed, reason=reason, in_scope=one.conforms + fails + one.undetermined, conforms=one.conforms,
        fails=fails, undetermined=one.undetermined, beside=one.beside,
    )  # fmt: skip


def scheme(items: Mapping[str, Any], *, rules: Mapping[str, Sequence[str]] | None = None, **changes: Any) -> Scheme:
    """A scheme of one group, whose items are clauses; rule ``ITEM`` bears on each unless told otherwise.

    Args:
        items: item → its points, or all that is said of it.
        rules: item → patterns.
        changes: what else the scheme says.
    """
    said = {name: one if isinstance(one, dict) else {"points": one} for name, one in items.items()}
    clauses = {name: {"group": "1", "title": f"item {name}", **one} for name, one in said.items()}
    total = str(sum(Fraction(one.get("points") or 0) for one in said.values()))
    written = {
        "title": "Scheme", "edition": "1", "groups": {"1": {"title": "all", "points": total}}, "clauses": clauses,
        "levels": LEVELS, "below": "none", "specials": {"deduct": 1, "bonus": 1, "most_bonus": 1}, **changes,
    }  # fmt: skip
    named = {name: [name] for name in items} if rules is None else rules
    patterns = [Pattern(pattern, item, "test") for item, ones in named.items() for pattern in ones]
    return Scheme("test", SchemeFile.model_validate(written), Mapped(patterns, {}), "sha256:test")


def assessed(audit: Audit, by: Scheme, sheet: ScoreSheet | None = None) -> Assessment:
    """The assessment, as the installed plugin makes it."""
    made = Host.discover().assess(audit, AssessRequest(by, sheet or ScoreSheet(), nonconformities(audit)))
    assert made is not None
    return made
