"""Conduct: secrecy promised, restricted material, guarantees, tasks done in time, and how engineers are judged."""

from __future__ import annotations

import datetime as dt

from svcqa_example.asking import READ, Question
from svcqa_example.making.attesting import answered
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DIRECTOR, DISPATCHER, MANAGER, OWN, TECHNICIAN, TRAINER, Person
from svcqa_example.model import AS_OF, DAY, FIRST, at, minutes

SECRECY, AGREED = "S000-P3-A4.4", "S000-P3-A4.10b"
_UNDERTAKING = Question(TRAINER, READ, evidence="保密承诺书在档")
RESTRICTED, REFUSED, GUARANTEE = "限阅", "拒绝", "对外担保"
_MATERIAL = ("维修手册（内部版）", "报价底价表", "客户名录", "供应商合同", "培训讲义", "通讯录")
_GRADES = (RESTRICTED, RESTRICTED, "内部", "公开")
_TASKS = ("整理派工单归档", "编制培训课件", "盘点工具", "回访超期客户", "更新收费标准宣传页", "检查应急物资")
_REQUESTS, _GUARANTEES, _PLANS = 60, 6, 72
BASIS = "客户服务回馈单、出勤、工时"
_JUDGED_SINCE = 2022


def behave(desk: Desk) -> None:
    """Everything that is written down about it."""
    _promise(desk)
    _ask_for_material(desk)
    _guarantee(desk)
    _plan(desk)
    for year in range(_JUDGED_SINCE, AS_OF.year + 1):
        _judge(desk, year)


def years_promised(person: Person) -> range:
    """The whole years that somebody has been there."""
    first = person.hired.year + (person.hired > dt.date(person.hired.year, 1, 1))
    last = person.leave.year + ((person.leave.month, person.leave.day) == (12, 31)) if person.leave else AS_OF.year + 1
    return range(first, last)


def _promise(desk: Desk) -> None:
    """Everybody signs an undertaking each year; the one of the new year is not due."""
    company = desk.company
    for person in desk.staff.people:
        for year in years_promised(person):
            day = dt.date(year, 1, company.rng.randint(4, 28))
            made = answered(desk, SECRECY, _UNDERTAKING, day, person.number)
            made.site, made["signer"] = person.site, person.number
        if person.employed:
            company.truth.slot("pending", SECRECY, f"{person.number}/{AS_OF.year + 1}")
    mine = [one for one in company["attestations"] if not one["attestation_id"]]
    for number, record in enumerate(sorted(mine, key=lambda one: one["signed_at"]), 1):
        record["attestation_id"] = f"CN{number:04d}"


def _ask_for_material(desk: Desk) -> None:
    """Colleagues ask for material; what is restricted is agreed to first, or refused and not given."""
    rng, company = desk.company.rng, desk.company
    moments = sorted(
        at(FIRST + rng.randint(90, 2170) * DAY, rng.randint(9, 15), rng.randint(0, 59)) for _ in range(_REQUESTS)
    )
    for number, moment in enumerate([*moments, at(AS_OF, 15)], 1):
        made = company.add(
            "info_requests", site=OWN, day=moment, request_no=f"ZL{number:03d}", requested_at=moment,
            requester=rng.choice(desk.technicians(OWN, moment.date())).number, material=rng.choice(_MATERIAL),
            classification=rng.choice(_GRADES) if number <= _REQUESTS else RESTRICTED,
        )  # fmt: skip
        if number > _REQUESTS:
            company.truth.pending(made, AGREED)
        elif made["classification"] != RESTRICTED:
            made["released_at"] = moment + minutes(rng.randint(5, 200))
        else:
            made["approved_by"] = desk.staff.permanent(MANAGER)[0].number
            made["approved_at"] = moment + minutes(rng.randint(30, 40 * 60))
            made["decision"] = REFUSED if number % 4 == 0 else "同意"
            made.facts.add("refused" if number % 4 == 0 else "given")
            if number % 4:
                made["released_at"] = made["approved_at"] + minutes(rng.randint(10, 600))


def _guarantee(desk: Desk) -> None:
    """Now and then the company stands surety, and the general manager has authorised it before."""
    rng = desk.company.rng
    for number in range(1, _GUARANTEES + 1):
        day = dt.date(FIRST.year + number - 1, rng.randint(3, 10), rng.randint(1, 28))
        director = desk.staff.permanent(DIRECTOR)[0].number
        approved = at(day, rng.randint(9, 16))
        desk.company.add(
            "deviations", site=OWN, day=day, deviation_no=f"DB{number:03d}", deviation_type=GUARANTEE,
            reason="为外委网点办公房租提供担保", approved_by=director, approved_at=approved,
            executed_at=approved + rng.randint(2, 12) * DAY,
        )  # fmt: skip


def _plan(desk: Desk) -> None:
    """Superiors set tasks with a day; the last ones lie in the new year."""
    rng = desk.company.rng
    days = sorted(FIRST + rng.randint(10, (AS_OF - FIRST).days - 9) * DAY for _ in range(_PLANS))
    for number, day in enumerate([*days, AS_OF], 1):
        done = at(day, 17) - minutes(rng.randint(0, 4000))
        made = desk.company.add(
            "plans", site=OWN, day=day, plan_no=f"RW{number:03d}", task=rng.choice(_TASKS), due_at=day,
            completed_at=done, staff_id=rng.choice(desk.staff.permanent(DISPATCHER)).number, period=f"{day:%Y-%m}",
            approved_by=desk.staff.permanent(MANAGER)[0].number,
        )  # fmt: skip
        if day == AS_OF:
            made["completed_at"] = None
            desk.company.truth.pending(made, "S000-P3-A5.1")


def _judge(desk: Desk, year: int) -> None:
    """Every engineer of the head office is appraised when a year ends, by what customers wrote among other things."""
    rng, company = desk.company.rng, desk.company
    for person in desk.staff.people:
        there = person.site == OWN and person.post == TECHNICIAN and person.start.year < year
        if not there or (person.leave and person.leave.year <= year):
            continue
        day = dt.date(year, 12, rng.randint(4, 9))
        made = company.add(
            "evaluations", site=OWN, day=day, staff_id=person.number, eval_date=day, eval_type="绩效考核",
            result="合格", eval_no=f"GC{year}{person.number[-3:]}", post_code=person.post, basis=BASIS,
            score=rng.randint(75, 99),
            quality_score=rng.randint(75, 99), efficiency_score=rng.randint(75, 99), period=str(year),
            teamwork_score=rng.randint(75, 99), innovation_score=rng.randint(70, 95),
        )  # fmt: skip
        made.facts.add("engineer")
