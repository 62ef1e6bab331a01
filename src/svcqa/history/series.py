"""The audits of a history that come before one: which findings they had, and in figures, without reading them."""

from __future__ import annotations

from svcqa.baselines import Past, Point
from svcqa.findings import Audit
from svcqa.history.rows import KeptAudit
from svcqa.history.store import History
from svcqa.periods import AsOf


def before(history: History, audit: Audit) -> list[Past]:
    """The kept audits that came before an audit and share a ruleset with it; none, where it is not kept itself."""
    kept = history.audits()
    if not any(one.digest == audit.digest for one in kept):
        return []
    moment, names = AsOf.of(audit.content.as_of).moment, {one.name for one in audit.content.rulesets}
    return [
        Past(history.fingerprints(one), point(one))
        for one in kept
        if AsOf.of(one.facts.as_of).moment < moment and names.intersection(each.name for each in one.facts.rulesets)
    ]


def point(kept: KeptAudit) -> Point:
    """A kept audit in figures."""
    facts = kept.facts
    coverage = facts.coverage
    return Point(
        facts.as_of, kept.digest, facts.findings, facts.excused, coverage.rules, coverage.assessed, facts.in_scope,
        facts.fails,
    )  # fmt: skip
