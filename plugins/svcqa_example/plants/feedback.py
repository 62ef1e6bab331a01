"""Faults of what customers say: never told what came of it, reports and surveys left out, or leading to nothing."""

from __future__ import annotations

from svcqa_example.making.feedback import IMPROVED, REPORTED, SAID, SURVEYED, TOLD, VERIFIED
from svcqa_example.making.fleet import LATELY
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

_RECEIVED, _ASKED, _MENDED = "S003-C3-3.1d", "S003-C3-3.4e", "S003-C3-3.4e/1"


def never_told(desk: Desk) -> None:
    """It was dealt with, and the customer never heard of it."""
    company = desk.company
    told = lambda one: bool(one["result_told_at"]) and one["status"] and company.truth.of(one, TOLD) == "conforms"  # noqa: E731
    for one in company.pick("feedbacks", told):
        one["result_told_at"] = None
        company.truth.fails(one, TOLD)


def reports_left_out(desk: Desk) -> None:
    """A quarter without a report; and in the last year nobody signed for any of them."""
    company = desk.company
    for one in company["submissions"]:
        if "feedback" in one.facts and one["submitted_at"].year == AS_OF.year:
            one["received_by"] = None
    company.truth.missing(_RECEIVED, LATELY)
    for one in company.pick("submissions", _between, 1):
        company["submissions"].remove(one)
        # the measure was taken all the same
        day = one["submitted_at"]
        company.truth.missing(REPORTED, f"{day.year}Q{(day.month + 2) // 3}")


def _between(one: Record) -> bool:
    return "feedback" in one.facts and YEARS[1] <= one["submitted_at"].year <= YEARS[-2]


def led_to_nothing(desk: Desk) -> None:
    """A report without a measure, with one that nobody answers for, or that came months later."""
    company = desk.company
    for number, one in enumerate(company.pick("submissions", _between, 4)):
        measure = one.links["measure"]
        measure.planted = True
        if number == 0:
            company["improvements"].remove(measure)
            company.truth.unsay(measure, SAID, VERIFIED)
            company.truth.fails(one, IMPROVED)
        elif number == 1:
            measure["owner"] = None
            company.truth.fails(one, IMPROVED)
        elif number == 2:
            measure["proposed_at"] = one["submitted_at"] + 40 * DAY
            company.truth.fails(one, f"{IMPROVED}/timing")
        else:
            # nothing was reported, so nothing had to follow
            company["improvements"].remove(measure)
            company.truth.unsay(measure, SAID, VERIFIED)
            one["item_count"] = 0
            company.truth.excepted(one, IMPROVED)


def not_evaluated(desk: Desk) -> None:
    """A major improvement whose effect nobody looked at, and one of which nobody says whether it is major."""
    company = desk.company

    def done(one: Record) -> bool:
        return bool(one["verified_at"]) and one["completed_at"] < at(AS_OF - 60 * DAY, 0)

    for one in company.pick("improvements", lambda one: done(one) and bool(one["is_major"]), 2):
        one["verified_at"] = one["effect"] = None
        company.truth.fails(one, VERIFIED)
    for one in company.pick("improvements", done, 2):
        one["is_major"] = None
        company.truth.fails(one, SAID)


def surveyed_badly(desk: Desk) -> None:
    """A round of the survey that led to nothing or only much later; and answers of the last year that name nobody."""
    company = desk.company
    early = [one for one in company["surveys"] if "measure" in one.links and one["survey_date"].year < YEARS[-1]]
    left, late = company.rng.sample(early, 2)
    company["improvements"].remove(left.links["measure"])
    company.truth.unsay(left.links["measure"], SAID, VERIFIED)
    company.truth.missing(_MENDED, left["survey_round"])
    late.links["measure"]["proposed_at"] = at(late["survey_date"] + 45 * DAY, 10)
    company.truth.fails(late, f"{_MENDED}/timing")
    for one in company["surveys"]:
        if "round" in one.facts and one["survey_date"].year == YEARS[-1]:
            one["customer_id"] = None
    company.truth.missing(_ASKED, LATELY)
    for half in (1, 2):
        company.truth.missing(SURVEYED, f"{YEARS[-1]}H{half}")


PLANTS = (never_told, reports_left_out, led_to_nothing, not_evaluated, surveyed_badly)
