"""Faults of objectives: not broken down, not measured, approved or told too late, not assessed, changed at will."""

from __future__ import annotations

from svcqa_example.making.objectives import COMPANY, DEPARTMENT, POST
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, MANAGER, RETURNS, TRAINER
from svcqa_example.model import YEARS, Record, at

_AIMS = "objectives"
_ASSESSED, _STEPS, _REVIEWED = "S002-P02-4.3.2", "S002-P02-4.4.1a", "S002-P01-4.3.2"


def _of_company(record: Record) -> bool:
    return bool(record["level"] == COMPANY)


def _of_department(record: Record) -> bool:
    return bool(record["level"] == DEPARTMENT)


def not_broken_down(desk: Desk) -> None:
    """A department without a target this year or with one from nowhere, a post without one, an objective left alone."""
    company, last = desk.company, str(YEARS[-1])
    this_year = company.pick(_AIMS, lambda one: _of_department(one) and one["period"] == last, 2)
    for number, record in enumerate(this_year):
        if number == 0:
            record["parent_no"] = None
        else:
            record["period"] = str(YEARS[-1] - 1)
        company.truth.fails(_named(desk, "departments", dept=record["owner_dept"]), "S002-P02-3.2")
    for record in company.pick(_AIMS, lambda one: one["level"] == POST and one["period"] == last, 2):
        company[_AIMS].remove(record)
        company.truth.fails(_named(desk, "posts", post_code=record["owner_post"]), "S002-P02-3.2/1")
    for record in company.pick(_AIMS, lambda one: _of_company(one) and one["period"] != last, 2):
        for part in company[_AIMS]:
            if part.links.get("above") is record:
                part["parent_no"] = next(
                    one["objective_no"] for one in company[_AIMS]
                    if _of_company(one) and one["period"] == last
                )  # fmt: skip
        company.truth.fails(record, "S002-P02-3.2/2")


def _named(desk: Desk, register: str, **key: str) -> Record:
    return next(one for one in desk.company[register] if all(one[name] == value for name, value in key.items()))


def not_measured(desk: Desk) -> None:
    """Nobody wrote what an objective is based on, or in what it is measured."""
    for record in desk.company.pick(_AIMS, _of_company, 2):
        record["basis"] = None
        desk.company.truth.fails(record, "S002-P02-4.1")
    for record in desk.company.pick(_AIMS, _of_department, 2):
        record["unit"] = None
        desk.company.truth.fails(record, "S002-P02-4.2.2")


def not_assessed_before(desk: Desk) -> None:
    """Company objectives without the meeting, without employees, approved before review, or by the wrong people."""
    company = desk.company
    for record in company.pick(_AIMS, _of_company, 1):
        record["meeting_no"] = None
        company.truth.fails(record, _ASSESSED)
    for record in company.pick(_AIMS, _of_company, 2):
        record.links["meeting"]["attendee_roles"] = "各部门"
        company.truth.fails(record, _ASSESSED)
    for record in company.pick(_AIMS, _of_company, 1):
        record.links["meeting"]["attendee_roles"] = "员工代表"
        company.truth.fails(record, _ASSESSED)
    for record in company.pick(_AIMS, _of_company, 1):
        record.links["meeting"]["convened_by"] = desk.staff.permanent(TRAINER)[0].number
        company.truth.fails(record, f"{_ASSESSED}/1")
    for record in company.pick(_AIMS, _of_company, 2):
        record["vp_reviewed_at"] = at(record["gm_approved_at"].date(), 19)
        company.truth.fails(record, _REVIEWED)
    for record in company.pick(_AIMS, _of_company, 1):
        record["gm_approved_by"] = desk.staff.permanent(DEPUTY)[0].number
        company.truth.fails(record, f"{_REVIEWED}/2", f"{_ASSESSED}/2")
    for record in company.pick(_AIMS, _of_company, 1):
        record["vp_reviewed_by"] = desk.staff.permanent(MANAGER)[0].number
        company.truth.fails(record, f"{_REVIEWED}/1")


def in_force_before(desk: Desk) -> None:
    """Targets in force before they were approved or approved by the deputy, and objectives before anyone was told."""
    company = desk.company
    for number, record in enumerate(company.pick(_AIMS, _of_department, 3)):
        if number == 0:
            record["gm_approved_at"] = record["gm_approved_by"] = None
        else:
            record["gm_approved_at"] = at(record["effective_date"].replace(month=2), 10)
        company.truth.fails(record, _STEPS)
    for record in company.pick(_AIMS, _of_department, 1):
        record["gm_approved_by"] = desk.staff.permanent(DEPUTY)[0].number
        company.truth.fails(record, f"{_STEPS}/1")
    for number, record in enumerate(company.pick(_AIMS, lambda one: not _of_company(one), 3)):
        if number == 0:
            record["publicised_by_method"] = "口头"
        else:
            record["publicised_at"] = at(record["effective_date"].replace(day=20), 10)
        company.truth.fails(record, "S002-P02-4.4.2")


def results_not_assessed(desk: Desk) -> None:
    """A department's year was never assessed, or not by the dispatcher, or without a proposal."""
    company = desk.company
    for record in company.pick("objective_reviews", lambda one: YEARS[0] < one.year < YEARS[-1], 3):
        company["objective_reviews"].remove(record)
        company.truth.missing("S002-P02-4.5.1a", f"{record['dept']}/{record['period']}")
    for record in company.pick("objective_reviews", lambda _: True, 2):
        record["reviewer"] = desk.staff.permanent(RETURNS)[0].number
        company.truth.fails(record, "S002-P02-4.5.1a/1")
    mover = desk.staff.moved()[-1]
    for record in company.pick("objective_reviews", lambda one: one["reviewed_at"] < at(mover.start, 0), 1):
        # the roster knows the post of today only
        record["reviewer"] = mover.number
        company.truth.excepted(record, "S002-P02-4.5.1a/1")
    for number, record in enumerate(company.pick("objective_reviews", lambda _: True, 2)):
        record[("proposal", "achieved_value")[number]] = None
        company.truth.fails(record, "S002-P02-4.5.1b")


def changed_at_will(desk: Desk) -> None:
    """Changed for another reason, before the general manager agreed, without him, or with the deputy's consent."""
    company = desk.company
    for record in company.pick("objective_changes", lambda _: True, 1):
        record["gm_approved_by"] = desk.staff.permanent(DEPUTY)[0].number
        company.truth.fails(record, "S002-P02-4.6/1")
    for number, record in enumerate(company.pick("objective_changes", lambda _: True, 3)):
        if number == 0:
            record["reason_code"] = "G"
        elif number == 1:
            record["gm_approved_at"] = at(record["changed_at"].date(), 18)
        else:
            record["gm_approved_by"] = None
        company.truth.fails(record, "S002-P02-4.6")


PLANTS = (
    not_broken_down, not_measured, not_assessed_before, in_force_before, results_not_assessed, changed_at_will,
)  # fmt: skip
