"""Faults of the organisation: nobody at the hotline, papers missing, intervals that passed, people hired unseen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.charters import DUTIES
from svcqa_example.making.gatherings import AUDIT, BUILDING, MARKET, TEAM
from svcqa_example.making.hotline import HOTLINE, call
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record, at, minutes

_MISSING = (
    ("投诉处理制度", "S003-C1-1.4b"), ("售后服务档案管理制度", "S003-C1-1.4f/1"), ("团队管理制度", "S003-C2-5"),
    ("售后服务规划", "S003-C2-2.1f"),
)  # fmt: skip
_DESCRIBED = ("S003-C2-2.1c", "S000-P1-4.3.2")
_MONTHS = tuple(f"{AS_OF.year}-{month:02d}" for month in range(1, 13))
_HALVES = (f"{AS_OF.year}H1", f"{AS_OF.year}H2")
_QUARTERS = tuple(f"{AS_OF.year}Q{quarter}" for quarter in range(1, 5))
_NIGHT = 23


def given_up(desk: Desk) -> None:
    """In the last year the team did not meet, nothing was drilled or audited, and nothing said of the market."""
    company, truth = desk.company, desk.company.truth
    for register, kind, rule, slots in (
        ("meetings", TEAM, "S003-C2-3", _MONTHS), ("meetings", BUILDING, "S003-C2-2.3c", _HALVES),
        ("drills", None, "S003-C2-2.1e", _HALVES), ("audits", AUDIT, "S003-C1-1.4a", (str(AS_OF.year),)),
        # that of the last quarter of the year before was handed in in this one
        ("submissions", MARKET, "S003-C1-1.4e", (f"{AS_OF.year - 1}Q4", *_QUARTERS)),
    ):  # fmt: skip
        for record in [one for one in company[register] if one.year == AS_OF.year]:
            if kind is None or kind in record.values.values():
                company[register].remove(record)
        truth.missing(rule, LATELY)
        for slot in slots:
            truth.missing(f"{rule}/timing", slot)


def papers_withdrawn(desk: Desk) -> None:
    """Policies that were withdrawn without anything in their place; posts whose duties are on no paper in force."""
    company, truth = desk.company, desk.company.truth
    for kind, rule in _MISSING:
        for paper in company["documents"]:
            if paper["doc_type"] == kind:
                paper["status"], paper["obsolete_at"] = "作废", AS_OF - 120 * DAY
        truth.missing(rule, kind)
    described: Callable[[Record], bool] = lambda one: one["doc_type"] == DUTIES and one["status"] == "有效"  # noqa: E731
    for paper in company.pick("documents", described, 1):
        paper["status"], paper["obsolete_at"] = "作废", AS_OF - 60 * DAY
        for post in company["posts"]:
            if post["post_code"] in paper["applies_to_post"].split("、"):
                truth.fails(post, *_DESCRIBED)


def nobody_in_charge(desk: Desk) -> None:
    """A department whose manager is not on the list."""
    for department in desk.company.pick("departments", lambda one: one["dept"] == "财务处", 1):
        department["manager_id"] = None
        desk.company.truth.fails(department, "S003-C1-a")


def nobody_at_the_hotline(desk: Desk) -> None:
    """A night without anybody, a shift that began late; and calls near midnight that rang in vain."""
    company, truth = desk.company, desk.company.truth
    nights = [one for one in company["duty_roster"] if one["post"] == HOTLINE and one["shift_start"].hour > 12]
    free, late = company.rng.sample(nights[10:-10], 2)
    free["staff_id"] = None
    truth.undetermined(free, "S001-C2-S1a")
    late["shift_start"] += minutes(45)
    truth.missing("S003-C2-2.1a", "time_coverage")
    # nobody can tell whether nobody came
    truth.undetermined(free, "S001-C2-S1a")
    for number in range(6):
        day = dt.date(AS_OF.year, 2 + number, company.rng.randint(1, 28))
        rung = call(desk, at(day, _NIGHT, company.rng.randint(0, 59)), "报修")
        rung["answered_at"], rung["abandoned"], rung["duration_s"] = None, True, 0
        truth.excepted(rung, "S002-P04-4.2-1a")


def hired_unseen(desk: Desk) -> None:
    """Nobody saw them before they joined, or only afterwards; or what was seen was not good enough."""
    company, truth = desk.company, desk.company.truth
    seen: Callable[[Record], bool] = lambda one: "screened" in one.links  # noqa: E731
    for number, person in enumerate(company.pick("staff", seen, 3)):
        record = person.links["screened"]
        if number == 0:
            company["recruitment"].remove(record)
        elif number == 1:
            record["screened_at"] = person["hire_date"] + 6 * DAY
        else:
            record["screen_result"] = "不合格"
        truth.fails(person, "S003-C2-1")


PLANTS = (given_up, papers_withdrawn, nobody_in_charge, nobody_at_the_hotline, hired_unseen)
