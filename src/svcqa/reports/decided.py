"""What auditors decided about the findings, counted."""

from __future__ import annotations

from collections import Counter, defaultdict

from svcqa.findings import Audit

UNREVIEWED = "unreviewed"


def by_rule(audit: Audit) -> dict[tuple[str, str, str], Counter[str]]:
    """Ruleset, rule and register → findings by decision, counted as :meth:`svcqa.Audit.by_decision` counts them."""
    decided, table = audit.dossier.decisions(), audit.findings.table
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    names = ("ruleset", "rule", "register", "fingerprint", "excused_by")
    for ruleset, rule, register, one, excused in zip(*(table.column(n).to_pylist() for n in names), strict=True):
        if one in decided:
            found[ruleset, rule, register][str(decided[one].decision)] += 1
        elif excused is None:
            found[ruleset, rule, register][UNREVIEWED] += 1
    return found


def doubtful(audit: Audit) -> int:
    """How many reviews do not count."""
    return sum(one.doubt is not None for one in audit.dossier.reviews)
