"""The trend of a series of audits: a point for each."""

from __future__ import annotations

from collections.abc import Iterable

from svcqa.baselines import Point
from svcqa.findings import Audit
from svcqa.periods import AsOf


def point(audit: Audit) -> Point:
    """An audit in figures."""
    content, by_weight = audit.content, audit.by_weight()
    own = {one.name for one in content.rulesets}
    tallies = [one for one in content.tallies if one.ruleset in own]
    return Point(
        content.as_of,
        audit.digest,
        by_weight,
        len(audit.findings) - sum(by_weight.values()),
        content.coverage.rules,
        content.coverage.assessed,
        sum(one.in_scope for one in tallies),
        sum(one.fails for one in tallies),
    )


def series(points: Iterable[Point]) -> list[Point]:
    """Points by date, each audit once."""
    different = {one.digest: one for one in points}
    return sorted(different.values(), key=lambda one: AsOf.of(one.as_of).moment)
