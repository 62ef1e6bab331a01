"""What auditors decided about the findings, counted."""

from __future__ import annotations

from collections import Counter, defaultdict

from svcqa.findings import Audit


def by_rule(audit: Audit) -> dict[tuple[str, str, str], Counter[str]]:
    """Ruleset, rule and register → findings by decision."""
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for (*place, decision), count in audit.decided("ruleset", "rule", "register").items():
        ruleset, rule, register = map(str, place)
        found[ruleset, rule, register][str(decision)] += count
    return found


def doubtful(audit: Audit) -> int:
    """How many reviews do not count."""
    return sum(one.doubt is not None for one in audit.dossier.reviews)
