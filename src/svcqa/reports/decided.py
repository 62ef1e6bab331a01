"""What auditors decided about the findings, counted."""

from __future__ import annotations

from collections import Counter

from svcqa.dossier import Decision
from svcqa.findings import Audit


def decided(audit: Audit) -> Counter[tuple[str, Decision]]:
    """Ruleset and decision → findings of which an auditor decided so; reviews that do not count are left out."""
    known = audit.dossier.decisions()
    columns = (audit.findings.table.column(name).to_pylist() for name in ("ruleset", "fingerprint"))
    found = ((ruleset, known[one].decision) for ruleset, one in zip(*columns, strict=True) if one in known)
    return Counter((ruleset, decision) for ruleset, decision in found if decision is not None)


def doubtful(audit: Audit) -> int:
    """How many reviews do not count."""
    return sum(one.doubt is not None for one in audit.dossier.reviews)
