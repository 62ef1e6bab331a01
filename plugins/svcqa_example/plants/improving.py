"""Faults of how the service gets better, and what other faults come to under procedure 15: said last."""

from __future__ import annotations

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.feedback import SAID, VERIFIED
from svcqa_example.making.improving import ANALYSED, ANALYSIS, PASSED_ON, REJECTED, REVIEW, REVIEWED
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record, at, minutes, time_over

ARRANGED, IN_TIME, BY_ANOTHER, DECIDED = "S002-P15-p1", "S002-P15-p2", "S002-P15-p4", "S002-P15-p5"
_AGENDA, _FOLLOWED = "S002-P15-p7", "S002-P15-p8"


def _done(one: Record) -> bool:
    """Completed and verified long ago."""
    return bool(one["verified_at"] and one["due_at"]) and one["completed_at"] < at(AS_OF - 120 * DAY, 0)


def proposals_left_lying(desk: Desk) -> None:
    """Nobody decided on a suggestion, nobody wrote who did, or it took months."""
    suggested = [
        one for one in desk.company["improvements"]
        if one["decision"] == REJECTED and "suggestion" in one.facts and not one.planted and one.year < AS_OF.year
    ]  # fmt: skip
    for number, one in enumerate(desk.company.rng.sample(suggested, 4)):
        one.planted = True
        if number == 0:
            one["decision"] = one["decided_by"] = one["decided_at"] = None
            desk.company.truth.fails(one, DECIDED, ARRANGED)
        elif number == 1:
            one["decided_by"] = None
            desk.company.truth.fails(one, DECIDED)
        else:
            one["decided_at"] = one["proposed_at"] + desk.company.rng.randint(20, 90) * DAY
            desk.company.truth.fails(one, f"{DECIDED}/timing")


def carried_out_badly(desk: Desk) -> None:
    """Done late, put off in time or too late; verified by the owner, late, or by nobody."""
    for number, one in enumerate(desk.company.pick("improvements", _done, 7)):
        done, rules = one["completed_at"].date(), [IN_TIME]
        if number < 3:
            one["due_at"] = at(done - 6 * DAY, 18)
        if number in {1, 2}:
            one["extended_to"] = done + 5 * DAY
            one["extension_approved_at"] = at(done - (10, 3)[number - 1] * DAY, 10)
            one["extension_approved_by"] = one["decided_by"]
        if number == 1:
            one.facts.add("put off")
            rules = []
        elif number in {3, 4}:
            one["verified_by"], rules = one["owner"], [BY_ANOTHER]
        elif number == 5:
            one["verified_at"], rules = done + 45 * DAY, [f"{ARRANGED}/1/timing"]
        elif number == 6:
            one["verified_by"], rules = None, [f"{ARRANGED}/1"]
        desk.company.truth.fails(one, *rules)


def not_analysed(desk: Desk) -> None:
    """A quarter without an analysis; and in the last year nothing was decided in any."""
    company, truth = desk.company, desk.company.truth
    analyses = [one for one in company["submissions"] if ANALYSIS in one.facts]
    company["submissions"].remove(next(one for one in analyses if one["period"] == "2022Q1"))
    truth.missing(f"{ANALYSED}/timing", "2022Q2")
    for one in analyses:
        if one["submitted_at"].year == AS_OF.year:
            one["decision"] = None
    for quarter in range(1, 5):
        truth.missing(f"{ANALYSED}/timing", f"{AS_OF.year}Q{quarter}")
    truth.missing(ANALYSED, LATELY)


def reviews_neglected(desk: Desk) -> None:
    """No review in a year; one of which nothing came, one called at short notice, the last one without a decision."""
    company, truth = desk.company, desk.company.truth
    reviews = {one["held_at"].year: one for one in company["meetings"] if REVIEW in one.facts}
    company["meetings"].remove(reviews[2022])
    truth.missing(f"{REVIEWED}/timing", "2022")
    reviews[2023]["agenda_sent_at"] = reviews[2023]["held_at"] - 3 * DAY
    reviews[2024]["agenda_sent_at"] = None
    for year in (2023, 2024):
        truth.fails(reviews[year], _AGENDA)
    measure = reviews[2021].links["measure"]
    company["improvements"].remove(measure)
    truth.unsay(measure, SAID, VERIFIED)
    truth.fails(reviews[2021], _FOLLOWED)
    reviews[AS_OF.year]["resolution"] = None
    truth.missing(REVIEWED, LATELY)


def facts_left_lying(desk: Desk) -> None:
    """A serious fact passed on days later, never, to nobody, or never answered; one of unknown weight."""
    company, truth = desk.company, desk.company.truth
    old = lambda one: one["severity"] == "严重" and time_over(one["found_at"].date(), 60)  # noqa: E731
    for number, one in enumerate(company.pick("quality_reports", old, 5)):
        if number == 0:
            one["passed_on_at"] = one["found_at"] + minutes(40 * 60)
            one["replied_at"] = one["passed_on_at"] + 2 * DAY
        elif number == 1:
            one["passed_on_at"] = one["replied_at"] = one["reply"] = None
        elif number == 2:
            one["to_dept"] = None
        elif number == 3:
            one["replied_at"] = one["reply"] = None
        else:
            one["severity"] = None
        truth.fails(one, PASSED_ON if number < 4 else f"{PASSED_ON}/1")


def what_became_of_improvements(desk: Desk) -> None:
    """What is asked of every improvement, whoever's fault it is that it lacks it."""
    for one in desk.company["improvements"]:
        _decided(desk, one)
        if one["decision"] != REJECTED:
            _arranged(desk, one)
            _verified(desk, one)
        if one["verified_by"] and one["verified_by"] == one["owner"]:
            desk.company.truth.fails(one, BY_ANOTHER)
    for review in [one for one in desk.company["meetings"] if REVIEW in one.facts]:
        if not time_over(review["held_at"].date(), 20):
            desk.company.truth.pending(review, _FOLLOWED)


def _decided(desk: Desk, one: Record) -> None:
    truth, proposed, decided = desk.company.truth, one["proposed_at"], one["decided_at"]
    if not (one["decision"] or one["completed_at"] or time_over(proposed.date(), 14)):
        truth.pending(one, DECIDED)
    elif not (one["decision"] and one["decided_by"] and decided):
        truth.fails(one, DECIDED)
    if decided and decided < proposed:
        truth.undetermined(one, f"{DECIDED}/timing")
    elif decided and decided.date() > proposed.date() + 14 * DAY:
        truth.fails(one, f"{DECIDED}/timing")


def _arranged(desk: Desk, one: Record) -> None:
    truth, due, done = desk.company.truth, one["due_at"], one["completed_at"]
    if not (one["decision"] or time_over(one["proposed_at"].date(), 30)):
        truth.pending(one, ARRANGED)
    elif not (one["owner"] and due):
        truth.fails(one, ARRANGED)
    if due and due.date() <= AS_OF and "put off" not in one.facts and not (done and done <= due):
        truth.fails(one, IN_TIME)


def _verified(desk: Desk, one: Record) -> None:
    truth, done = desk.company.truth, one["completed_at"]
    if not (done and time_over(done.date(), 30)):
        truth.pending(one, f"{ARRANGED}/1")
    elif not (one["verified_by"] and one["effect"] and one["verified_at"]):
        truth.fails(one, f"{ARRANGED}/1")
    if done and one["verified_at"] and one["verified_at"] > done.date() + 30 * DAY:
        truth.fails(one, f"{ARRANGED}/1/timing")


PLANTS = (proposals_left_lying, carried_out_badly, not_analysed, reviews_neglected, facts_left_lying)
LATE = (what_became_of_improvements,)
"""What follows from the faults of others."""
