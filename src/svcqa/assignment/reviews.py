"""Reviews (疑点复核): what auditors decided about findings, as the audit workbook says it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from svcqa.assignment.reading import Assignment, Entry
from svcqa.assignment.sheets import FACTS, REVIEWS
from svcqa.dossier import ELEMENTS, Decision, Dossier, Doubt, Review
from svcqa.intake.values.dates import parse_moment

DECISIONS: dict[str, Decision] = {
    "属实": "confirmed", "confirmed": "confirmed", "观察项": "observation", "observation": "observation",
    "已解释": "explained", "explained": "explained", "读取错误": "reading_error", "reading error": "reading_error",
}  # fmt: skip
"""A decision as the sheet says it → its code."""
_ELEMENT_OF = {text.say(lang): code for code, text in ELEMENTS.items() for lang in ("zh", "en")}


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
    """All reviews in the order of the sheet; those that cannot count say why."""
    found = [_review(row, fingerprints) for row in assignment[REVIEWS]]
    several = _disagreeing(found)
    return [replace(one, doubt="disagreeing") if one.fingerprint in several and not one.doubt else one for one in found]


def _review(row: Entry, fingerprints: Collection[str]) -> Review:
    decision = DECISIONS.get(row["decision"].lower())
    doubt: Doubt | None = None
    if row["fingerprint"] not in fingerprints:
        doubt = "no_such_finding"
    elif decision is None:
        doubt = "no_decision"
    elif not row["reviewed_by"]:
        doubt = "no_reviewer"
    told = (row["reason"], row["evidence"], row["reviewed_by"], row["reviewed_on"], row["answer"])
    return Review(row["fingerprint"], decision, *told, row.where("fingerprint"), doubt)


def _disagreeing(found: Iterable[Review]) -> set[str]:
    """Findings of which two reviews say different things."""
    said = defaultdict(set)
    for one in found:
        if one.doubt is None:
            said[one.fingerprint].add(one.decision)
    return {fingerprint for fingerprint, decisions in said.items() if len(decisions) > 1}
