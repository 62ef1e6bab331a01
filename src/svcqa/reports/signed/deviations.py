"""Nonconformities and observations as they are printed."""

from __future__ import annotations

from collections.abc import Iterable

from svcqa.dossier import Review
from svcqa.findings import Audit, Finding
from svcqa.nonconformities import Nonconformity
from svcqa.reports.decided import answer_of
from svcqa.reports.followed import follow_up
from svcqa.reports.shown import cell_texts, cut, key_text, printable
from svcqa.reports.signed.nouns import Case, Deviation, Sheet
from svcqa.reports.words import Words

EXAMPLES = 5
LONGEST = 300
"""Characters of a value that are shown; how long it really is stands behind it."""


def deviation(audit: Audit, one: Nonconformity, words: Words, fact: str = "formal.fact") -> Deviation:
    """A nonconformity in words; ``fact`` names the sentence that counts it."""
    manual = next((known for known in audit.content.rulesets if known.name == one.ruleset), None)
    cases = [case(finding, one.reviews[finding.fingerprint], words) for finding in one.findings]
    rest = len(cases) - EXAMPLES
    counts = {"scope": one.in_scope, "failed": one.failed, "count": len(cases), "unreviewed": one.unreviewed}
    return Deviation(
        manual=words.said(manual.title) if manual else words("built_in"),
        version=manual.version if manual else "",
        clause=one.clause,
        unit=shown(one.unit, words) if one.unit else words("unit_none"),
        requirement=words("chart_end").join(_each(words.said(rule.title) for rule in one.rules)),
        rules=words.listed(_each(finding.rule for finding in one.findings)),
        weight=words.named("weight", one.findings[0].weight),
        count=f"{len(cases):,}",
        fact=words(fact, **{name: f"{number:,}" for name, number in counts.items()}),
        cases=cases,
        examples=cases[:EXAMPLES],
        more=words("formal.more_cases", count=f"{rest:,}") if rest > 0 else "",
        remedies=_each(words.said(rule.remedy) for rule in one.rules if rule.remedy),
        answers=_each(case.answer for case in cases if case.answer),
        found_by=words.listed(_each(case.by for case in cases)),
        kept=follow_up(audit, one, words),
    )


def sheet(audit: Audit, one: Nonconformity, words: Words) -> Sheet:
    """What a nonconformity report says."""
    content, stated = audit.content, audit.dossier.elements
    return Sheet(
        words.lang,
        printable(stated.get("report_no", "")),
        content.as_of,
        words.period(content.period),
        printable(stated.get("auditee", "")),
        audit.digest,
        audit.run.tool,
        deviation(audit, one, words),
    )


def case(finding: Finding, review: Review, words: Words) -> Case:
    """One finding with its evidence."""
    texts = (key_text(finding.key, words), finding.date or words("none"), words.said(finding.message))
    key, date, message = (shown(text, words) for text in texts)
    cells = [shown(cell, words) for cell in cell_texts(finding.locations, words)]
    written = (review.reason, review.evidence, review.by, review.on, answer_of(review, words))
    return Case(key, date, message, cells, finding.fingerprint, *(shown(text, words) for text in written))


def shown(text: str, words: Words) -> str:
    """A value as it may be printed."""
    return cut(printable(text), LONGEST, words)


def _each(texts: Iterable[str]) -> list[str]:
    """Each once, in their order."""
    return list(dict.fromkeys(texts))
