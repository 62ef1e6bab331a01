"""Reviews (疑点复核): what auditors decided about findings, and what the auditee says, as the audit workbook has it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec.structs import replace

from svcqa.assignment.groups import rows_of
from svcqa.assignment.reading import Assignment
from svcqa.assignment.sheets import FACTS, REVIEWS
from svcqa.assignment.statements import Row, Statement, answer_doubt_of, doubt_of
from svcqa.dossier import ELEMENTS, Dossier, Doubt, Review
from svcqa.intake.values.dates import parse_moment

_ELEMENT_OF = {text.say(lang): code for code, text in ELEMENTS.items() for lang in ("zh", "en")}
_SILENT = Statement()


def dossier(assignment: Assignment, fingerprints: Collection[str]) -> Dossier:
    """What the workbook adds to an audit that has these findings."""
    return Dossier(assignment.written, elements(assignment), reviews(assignment, fingerprints))


def elements(assignment: Assignment) -> dict[str, str]:
    """Code of an element → what the report states about it; what is no known element keeps its own words."""
    filled = ((row["item"], row["content"]) for row in assignment[FACTS])
    return {_ELEMENT_OF.get(item, item): content for item, content in filled if content}


def announced(assignment: Assignment) -> dt.datetime | None:
    """When the audit was announced, if the assignment states a day that can be read."""
    written = parse_moment(elements(assignment).get("announced_on", ""))
    return written.moment if written else None


def reviews(assignment: Assignment, fingerprints: Collection[str]) -> list[Review]:
    """All reviews in the order of the sheet; those that cannot count say why. A row that says nothing is none."""
    rows = [row for row in rows_of(assignment[REVIEWS]) if not row.silent]
    found = [_review(row, row.fingerprint in fingerprints) for row in rows]
    several = _disagreeing(found)
    return [replace(one, doubt="disagreeing") if one.fingerprint in several and not one.doubt else one for one in found]


def _review(row: Row, known: bool) -> Review:
    auditor, auditee = row.statements["auditor"], row.statements["auditee"]
    doubt: Doubt | None = "group_unclear" if row.unclear else doubt_of(auditor, known=known)
    if known and auditor.silent and not row.unclear:
        doubt = "only_answered"
    made = review_of(row.fingerprint, auditor, auditee, doubt)
    return replace(made, answer=row.entry["answer"] or made.answer, place=row.place)


def review_of(fingerprint: str, auditor: Statement, auditee: Statement, doubt: Doubt | None) -> Review:
    """A review of what both sides say."""
    return Review(
        fingerprint,
        auditor.decision,
        auditor.reason,
        auditor.evidence,
        auditor.by,
        auditor.on,
        auditee.said or auditee.reason,
        auditor.place or auditee.place,
        doubt,
        auditee.position,
        auditee.reason,
        auditee.by,
        auditee.on,
        auditee.place,
        answer_doubt_of(auditee),
    )


def decided_by(review: Review) -> Statement:
    """What a named auditor decides in a review, though it may lack its evidence or be contradicted; else nothing."""
    if review.decision is None or review.doubt not in {None, "disagreeing", "no_explanation"}:
        return _SILENT
    return Statement(review.decision, review.reason, review.evidence, review.by, review.on, review.place)


def answered_in(review: Review) -> Statement:
    """What the auditee says in a review."""
    reason = review.answer_reason or ("" if review.position else review.answer)
    place = review.answer_place or review.place
    given = Statement(review.position or "", reason, "", review.answered_by, review.answered_on, place)
    return given if given.said or given.reason else _SILENT


def _disagreeing(found: Iterable[Review]) -> set[str]:
    """Findings of which two reviews say different things."""
    said = defaultdict(set)
    for one in found:
        if one.doubt is None:
            said[one.fingerprint].add(one.decision)
    return {fingerprint for fingerprint, decisions in said.items() if len(decisions) > 1}


def of_statements(fingerprint: str, auditors: Sequence[Statement], auditees: Sequence[Statement]) -> Iterator[Review]:
    """The reviews of a finding: one where each side says one thing, several where people contradict each other."""
    for number in range(max(len(auditors), len(auditees))):
        auditor = auditors[number] if number < len(auditors) else _SILENT
        auditee = auditees[number] if number < len(auditees) else _SILENT
        made = review_of(fingerprint, auditor, auditee, _doubt(auditor, apart=number < len(auditors) > 1))
        yield replace(made, answer_doubt="disagreeing") if number < len(auditees) > 1 else made


def _doubt(given: Statement, *, apart: bool) -> Doubt | None:
    if apart:
        return "disagreeing"
    return "only_answered" if given.silent else doubt_of(given)
