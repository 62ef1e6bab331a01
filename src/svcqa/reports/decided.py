"""What auditors decided about the findings, counted."""

from __future__ import annotations

from collections import Counter, defaultdict

from svcqa.dossier import Review
from svcqa.findings import Audit
from svcqa.reports.words import Words


def by_rule(audit: Audit) -> dict[tuple[str, str, str], Counter[str]]:
    """Ruleset, rule and register → findings by decision."""
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for (*place, decision), count in audit.decided("ruleset", "rule", "register").items():
        ruleset, rule, register = map(str, place)
        found[ruleset, rule, register][str(decision)] += count
    return found


def answer_of(review: Review, words: Words) -> str:
    """What the auditee says, with the position taken, the reason, who answered and when."""
    position = words.named("position", review.position) if review.position else ""
    doubt = words.named("answer_doubt", review.answer_doubt) if review.answer_doubt else ""
    reason = review.answer_reason or ("" if review.position else review.answer)
    return words.listed([one for one in (position, reason, doubt, review.answered_by, review.answered_on) if one])


def doubtful(audit: Audit) -> int:
    """How many reviews do not count."""
    return sum(one.doubt is not None for one in audit.dossier.reviews)
