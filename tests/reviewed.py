"""Audits that auditors have reviewed; for tests."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from svcqa.dossier import Decision, Dossier, Review
from svcqa.findings import Audit
from tests.audits import audit, plain_findings


def review(finding: Mapping[str, Any], decision: Decision = "confirmed", **given: Any) -> Review:
    """What an auditor wrote about a finding."""
    told = {"reason": "已核对原件", "evidence": "复印件2页", "by": "邵文静", "on": "2026-01-15", "answer": "接受"}
    place = "审核工作簿.xlsx → 疑点复核 → A2"
    return Review(fingerprint=finding["fingerprint"], decision=decision, place=place, **{**told, **given})


def reviewed(
    rows: Sequence[Mapping[str, Any]] | None = None,
    reviews: Sequence[Review] | None = None,
    elements: Mapping[str, str] | None = None,
    **changes: Any,
) -> Audit:
    """An audit with reviews of all its findings but the last, all confirmed, unless others are given."""
    rows = plain_findings(9) if rows is None else rows
    reviews = [review(row) for row in rows[:-1]] if reviews is None else reviews
    made = audit([dict(row) for row in rows], **changes)
    return dataclasses.replace(made, dossier=Dossier({}, dict(elements or {}), list(reviews)))
