"""Members of customer service: trained in three subjects, tested, appraised, and given a plan every year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.customer_service import CUSTOMER_DEPT, FOUNDED, SERVICE_MANAGER, SPECIALISTS
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import Person
from svcqa_example.model import AS_OF, DAY, Record, at

SUBJECTS, RAISING = ("业务技能", "投诉处理技巧", "工作态度"), "服务培训"
BUSINESS, POST, TYPING, APPRAISAL = "业务测试", "岗位业务测试", "打字测试", "业绩考核"
FIRST_YEAR = 2019
"""The first whole year of the department."""
_AGAIN = (dt.date(2021, 2, 1), dt.date(2023, 9, 4))
"""Trainings and tests come again from these days on."""
_COURSES = {"业务技能": "系统与业务操作", "投诉处理技巧": "投诉沟通技巧", "工作态度": "服务态度养成"}
_TASKS = ("加盟商季度走访计划", "话务质检抽听计划", "投诉闭环跟进计划", "服务知识库更新计划")
_SMOOTH = 80


def members(desk: Desk) -> list[Person]:
    """Everybody who is or was in the department."""
    return [one for one in desk.staff.people if one.dept == CUSTOMER_DEPT]


def keep_members(desk: Desk) -> None:
    """Everything that is written about them."""
    for person in members(desk):
        if person.post in SPECIALISTS:
            for day in _days(desk, person):
                for subject in SUBJECTS:
                    trained(desk, person, subject, _COURSES[subject], day + desk.company.rng.randint(0, 20) * DAY)
            _tests(desk, person, BUSINESS, 40)
        _tests(desk, person, POST, 50)
        for made in _tests(desk, person, TYPING, 10):
            made["typing_speed"] = desk.company.rng.randint(_SMOOTH, 125)
        _appraise(desk, person)
        _plan(desk, person)
    for year in range(FOUNDED.year, AS_OF.year + 1):
        for half in (1, 2) if year > FOUNDED.year else (2,):
            _raise(desk, year, half)
    desk.company.truth.slot("pending", "S001-C2-S5/timing", f"{AS_OF.year + 1}H1")
    _number(desk)


def _days(desk: Desk, person: Person) -> Iterator[dt.date]:
    """Soon after the first day, and again in the years in which everybody is."""
    yield person.start + desk.company.rng.randint(10, 30) * DAY
    last = (person.leave or AS_OF) - 30 * DAY
    yield from (day + desk.company.rng.randint(0, 25) * DAY for day in _AGAIN if person.start < day < last)


def trained(desk: Desk, person: Person, topic: str, course: str, day: dt.date) -> Record:
    """A training of the department."""
    made = desk.company.add(
        "training_records", site=person.site, day=day, staff_id=person.number, course=course, topic=topic,
        result="合格", completed_at=day, hours=4, trainer="客服经理", exam_score=desk.company.rng.randint(75, 100),
    )  # fmt: skip
    made.facts.add("of service")
    desk.learning.trained[person.number].append(made)
    return made


def _tests(desk: Desk, person: Person, kind: str, later: int) -> list[Record]:
    return [_evaluated(desk, person, kind, day + later * DAY) for day in _days(desk, person)]


def _evaluated(desk: Desk, person: Person, kind: str, day: dt.date) -> Record:
    day = min(day, person.leave or AS_OF)
    made = desk.company.add(
        "evaluations", site=person.site, day=day, staff_id=person.number, eval_date=day, eval_type=kind, result="合格",
        post_code=person.post, score=desk.company.rng.randint(75, 99),
    )  # fmt: skip
    made.facts.add(kind)
    return made


def whole_years(person: Person) -> list[int]:
    """The years that somebody was there from the first day to the last."""
    return [
        year
        for year in range(FIRST_YEAR, AS_OF.year + 1)
        if person.start <= dt.date(year, 1, 1) and (not person.leave or person.leave >= dt.date(year, 12, 31))
    ]


def _appraise(desk: Desk, person: Person) -> None:
    """At the end of every year; specialists are appraised on the form of the company, but for the first year."""
    for year in whole_years(person):
        if person.post not in SPECIALISTS or year == FIRST_YEAR:
            day = dt.date(year, 12, desk.company.rng.randint(10, 28))
            _evaluated(desk, person, APPRAISAL, day)["period"] = str(year)
    if person.employed:
        desk.company.truth.slot("pending", "S001-C2-S3/timing", f"{person.number}/{AS_OF.year + 1}")


def _plan(desk: Desk, person: Person) -> None:
    rng = desk.company.rng
    for year in whole_years(person):
        due = at(dt.date(year, 12, 20), 18)
        made = desk.company.add(
            "plans", day=due, plan_no=f"JH{year}-{person.number}", staff_id=person.number, period=str(year),
            task=rng.choice(_TASKS), due_at=due, completed_at=due - rng.randint(1, 60) * DAY,
            approved_by=desk.staff.permanent(SERVICE_MANAGER)[0].number,
        )  # fmt: skip
        made.facts.add("of service")
    if person.employed:
        desk.company.truth.slot("pending", "S001-C2-M-W5a/timing", f"{person.number}/{AS_OF.year + 1}")


def _raise(desk: Desk, year: int, half: int) -> None:
    """A training to raise the service, for some of the specialists."""
    day = dt.date(year, 6 * half - 2, desk.company.rng.randint(2, 27))
    there = [one for one in members(desk) if one.post in SPECIALISTS and one.works_on(day)]
    for person in desk.company.rng.sample(there, 5):
        trained(desk, person, RAISING, f"服务提升培训（{year}年{'上下'[half - 1]}半年）", day).facts.add("raising")


def _number(desk: Desk) -> None:
    mine = [one for one in desk.company["evaluations"] if not one["eval_no"]]
    for number, record in enumerate(sorted(mine, key=lambda one: (one["eval_date"], one["staff_id"])), 1):
        record["eval_no"] = f"KF{number:04d}"
