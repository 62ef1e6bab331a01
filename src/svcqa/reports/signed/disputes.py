"""Differing opinions that stand in the reviews: findings that auditors uphold and the auditee disputes."""

from __future__ import annotations

from svcqa.dossier import Review
from svcqa.findings import Audit, Finding
from svcqa.reports.decided import answer_of
from svcqa.reports.shown import key_text
from svcqa.reports.signed.deviations import shown
from svcqa.reports.signed.nouns import Dispute
from svcqa.reports.words import Words


def disputes(audit: Audit, words: Words) -> list[Dispute]:
    """One for each finding, in the order of the findings."""
    disputed = {one.fingerprint: one for one in audit.dossier.disputes()}
    if not disputed:
        return []
    return [
        _dispute(one, disputed[one.fingerprint], words) for one in audit.findings if one.fingerprint in disputed
    ]  # fmt: skip


def _dispute(one: Finding, review: Review, words: Words) -> Dispute:
    decided = (words.named("decision", review.decision or ""), review.reason, review.by, review.on)
    told = (
        one.clause,
        one.unit or words("unit_none"),
        key_text(one.key, words),
        words.said(one.message),
        one.fingerprint,
        words.listed([part for part in decided if part]),
        answer_of(review, words),
    )
    return Dispute(*(shown(text, words) for text in told))
