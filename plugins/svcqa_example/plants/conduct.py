"""Faults of conduct: no undertaking, material given away, surety without consent, tasks late, nothing to judge by."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.conduct import AGREED, GUARANTEE, REFUSED, RESTRICTED, SECRECY, years_promised
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import POSTS, TECHNICIAN
from svcqa_example.model import AS_OF, DAY, FIRST, Record, at, minutes

_SURETY, _TASK, _JUDGED = "S000-P3-A4.5b", "S000-P3-A5.1", "S000-P3-A7.5d"
_FIRST = 2014
"""The year in which the first of all came."""


def not_promised(desk: Desk) -> None:
    """There is no undertaking of a year, one that nobody signed, or none on file."""
    company = desk.company
    ours = {one.number for one in desk.staff.people if one.post == TECHNICIAN and not one.record.planted}
    fitting = [one for one in company["attestations"] if SECRECY in one.facts and one["asked"] in ours]
    lately = [one for one in fitting if one.year >= FIRST.year]
    for number, record in enumerate(company.rng.sample(lately, 5)):
        record.planted = True
        if number < 2:
            company["attestations"].remove(record)
        elif number == 2:
            record["answer"] = "未签"
        elif number == 3:
            record["evidence"] = None
        else:
            record["answer"] = "已交人事"
        verdict = "undetermined" if number == 4 else "fails"
        company.truth.slot(verdict, SECRECY, f"{record['asked']}/{record.year}")


def _given(record: Record) -> bool:
    return "given" in record.facts


def given_away(desk: Desk) -> None:
    """Restricted material was given before anybody agreed, without consent, by oneself, after a refusal; ungraded."""
    company, truth = desk.company, desk.company.truth
    for record in company.pick("info_requests", _given, 2):
        record["released_at"] = record["requested_at"] + minutes(5)
        truth.fails(record, AGREED)
    for record in company.pick("info_requests", _given, 1):
        record["approved_by"] = None
        truth.fails(record, AGREED)
    for record in company.pick("info_requests", _given, 1):
        record["approved_by"] = record["requester"]
        truth.fails(record, AGREED)
    for record in company.pick("info_requests", _given, 1):
        later = company.rng.randint(4, 9) * DAY
        record["approved_at"], record["released_at"] = record["approved_at"] + later, record["released_at"] + later
        truth.fails(record, AGREED)
    for record in company.pick("info_requests", lambda one: one["decision"] == REFUSED, 2):
        record["released_at"] = record["approved_at"] + DAY
        truth.fails(record, f"{AGREED}/1")
    for record in company.pick("info_requests", lambda one: one["classification"] not in (RESTRICTED, None), 2):
        record["classification"] = None
        truth.fails(record, f"{AGREED}/2")


def stood_surety(desk: Desk) -> None:
    """A guarantee came before its authorisation, without anybody's, or is not called one."""
    company, truth = desk.company, desk.company.truth
    fitting: Callable[[Record], bool] = lambda one: one["deviation_type"] == GUARANTEE  # noqa: E731
    first, second, third = company.pick("deviations", fitting, 3)
    first["approved_at"] = first["executed_at"] + DAY
    second["approved_by"] = second["approved_at"] = None
    truth.fails(first, _SURETY)
    truth.fails(second, _SURETY)
    third["deviation_type"] = None
    truth.fails(third, f"{_SURETY}/1", "S002-P03-4.7")
    truth.pending(third, "S002-P03-4.7/1")


def tasks_late(desk: Desk) -> None:
    """Tasks finished days late, or still open; and tasks without a day."""
    company, truth = desk.company, desk.company.truth

    def done(record: Record) -> bool:
        return bool(record["completed_at"]) and record["completed_at"] < at(AS_OF - 30 * DAY, 0)

    for number, record in enumerate(company.pick("plans", done, 4)):
        record["completed_at"] = at(record["due_at"] + company.rng.randint(1, 9) * DAY, 10) if number % 2 else None
        truth.fails(record, _TASK)
    for record in company.pick("plans", done, 2):
        record["due_at"] = None
        truth.fails(record, f"{_TASK}/2")


def judged_by_nothing(desk: Desk) -> None:
    """The appraisal of an engineer rests on nothing, or on anything but what customers wrote."""
    company = desk.company
    unknown = {one["staff_id"] for one in company["staff"] if one["post_code"] not in POSTS}

    def engineer(record: Record) -> bool:
        return "engineer" in record.facts and record["staff_id"] not in unknown

    for number, record in enumerate(company.pick("evaluations", engineer, 4)):
        record["basis"] = (None, "工时、出勤")[number % 2]
        company.truth.fails(record, _JUDGED)
    for record in company["evaluations"]:
        if record["staff_id"] in unknown and record["eval_type"] == "绩效考核":
            # whether the post is that of an engineer cannot be told
            company.truth.undetermined(record, _JUDGED)


def since_when(desk: Desk) -> None:
    """Whoever came nobody knows when may have been there in any year before the first of his undertakings."""
    unknown = {one["staff_id"] for one in desk.company["staff"] if one["hire_date"] is None}
    for person in desk.staff.people:
        if person.number in unknown:
            for year in range(_FIRST, years_promised(person).start):
                desk.company.truth.slot("undetermined", SECRECY, f"{person.number}/{year}")


PLANTS = (not_promised, given_away, stood_surety, tasks_late, judged_by_nothing)
LATE = (since_when,)
"""What follows from the faults of others."""
