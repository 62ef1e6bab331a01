"""Daily life of the head office: who came and went, visitors, computers, the last round in the evening, new numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example import names
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, CALLBACK, DISPATCHER, MANAGER, OWN, RETURNS, TECHNICIAN, Person
from svcqa_example.model import AS_OF, DAY, FIRST, Record, at, minutes

PRESENT, REPORTED = "S000-P3-A6.1", "S000-P3-A6.14a"
CLOSING, ROUND = "下班检查", "空调、照明、门窗、饮水机"
_LISTED = dt.date(2025, 12, 1)
"""The office keeps a list of arrivals since then."""
_ROUNDS = dt.date(2025, 10, 13)
"""The office writes down the last round since then; every weekday from here on is a working day."""
_VISITS, _MOVED = 60, 9
_RECEPTION = ("接待室", "会议室", "业务大厅")
_BUSINESS = (("洽谈合同", _RECEPTION), ("送货", ("仓库",)), ("送修设备", ("业务大厅",)),
             ("参观交流", ("会议室", "维修区")), ("设备年检", ("维修区", "办公区")), ("私事", _RECEPTION))  # fmt: skip
_COMPUTERS = ("台式电脑", "笔记本电脑")


def keep_office(desk: Desk) -> None:
    """Attendance of a month, visitors of six years, computers, rounds since the autumn, new mobile numbers."""
    for day in _weekdays(_LISTED):
        for person in _staffed(desk):
            _shift(desk, person, day)
    for day in _weekdays(_ROUNDS):
        _round(desk, day)
    _visits(desk)
    _computers(desk)
    _numbers(desk)


def _weekdays(first: dt.date) -> Iterator[dt.date]:
    days = (first + number * DAY for number in range((AS_OF - first).days + 1))
    return (day for day in days if day.weekday() < 5)


def _staffed(desk: Desk) -> list[Person]:
    """Who sits in the head office all the time."""
    posts = (MANAGER, DISPATCHER, CALLBACK, RETURNS, ARCHIVE)
    return [one for post in posts for one in desk.staff.permanent(post)]


def _shift(desk: Desk, person: Person, day: dt.date) -> None:
    """A day at work, with leave for an errand now and then; or a day off. The last day is not over."""
    rng = desk.company.rng
    made = desk.company.add("attendance", site=OWN, day=day, staff_id=person.number, work_date=day)
    if rng.random() < 0.05:
        made["absence_type"] = rng.choice(("年假", "病假", "调休"))
        return
    made["check_in"] = at(day, 8) + minutes(rng.randint(0, 28))
    if day >= AS_OF - DAY:
        # a night shift of yesterday need not be over
        desk.company.truth.pending(made, PRESENT)
    if day == AS_OF:
        return
    made["check_out"] = at(day, 17, 30) + minutes(rng.randint(0, 50))
    made.facts.add("whole day")
    if rng.random() < 0.06:
        leave(desk, made)


def leave(desk: Desk, shift: Record) -> None:
    """Away from the post for an errand, and the manager has agreed."""
    rng, day = desk.company.rng, shift["work_date"]
    shift["left_at"] = at(day, rng.randint(10, 15), rng.randint(0, 59))
    shift["returned_at"] = shift["left_at"] + minutes(rng.randint(20, 90))
    shift["absence_reason"] = rng.choice(("去银行对账", "接家长电话外出", "送资料到税务局", "就医取药"))
    shift["approved_by"] = desk.staff.permanent(MANAGER)[0].number
    shift["approved_at"] = shift["left_at"] - minutes(rng.randint(5, 60))
    shift.facts.add("errand")


def _round(desk: Desk, day: dt.date) -> None:
    """Whoever leaves last looks whether all is off and shut."""
    rng = desk.company.rng
    desk.company.add(
        "inspections", day=day, inspection_no=f"XB{day:%m%d}", inspection_type=CLOSING, result="合格", finding_count=0,
        inspector=rng.choice(_staffed(desk)).number, checklist_item=ROUND, scope="办公楼",
        inspected_at=at(day, 18, rng.randint(20, 59)),
    )  # fmt: skip


def _visits(desk: Desk) -> None:
    rng = desk.company.rng
    days = sorted(FIRST + rng.randint(5, (AS_OF - FIRST).days) * DAY for _ in range(_VISITS))
    for number, day in enumerate(days, 1):
        purpose, areas = rng.choice(_BUSINESS)
        desk.company.add(
            "visitors", site=OWN, day=day, visit_no=f"LF{number:03d}",
            visit_at=at(day, rng.randint(9, 16), rng.randint(0, 59)), visitor_name=rng.choice(desk.customers).contact,
            host_id=rng.choice(_staffed(desk)).number,
            purpose=purpose, area=rng.choice(areas),
        )  # fmt: skip


def _computers(desk: Desk) -> None:
    """One for everybody in the office, some in store, some scrapped."""
    rng = desk.company.rng
    for person in _staffed(desk):
        _asset(desk, rng.choice(_COMPUTERS), "在用", person)["location"] = "办公楼"
    for status in ("库存", "库存", "报废", "报废"):
        _asset(desk, rng.choice(_COMPUTERS), status, None)["location"] = "库房"


def _asset(desk: Desk, kind: str, status: str, person: Person | None) -> Record:
    day = dt.date(desk.company.rng.randint(2019, 2024), 3, desk.company.rng.randint(1, 28))
    return desk.company.add(
        "assets", site=OWN, asset_no=f"DN{len(desk.company['assets']) + 1:03d}", asset_type=kind, asset_name=kind,
        custodian_id=person.number if person else None, site_id=OWN, put_in_use_at=day, status=status,
    )  # fmt: skip


def _numbers(desk: Desk) -> None:
    """Some have a new number, and told the office within days; the last one has time left."""
    rng = desk.company.rng
    able = [one for one in desk.staff.people if one.post == TECHNICIAN and one.employed and one.site == OWN]
    for number, person in enumerate(rng.sample(able, _MOVED)):
        day = dt.date(rng.randint(2021, 2025), rng.randint(1, 11), rng.randint(1, 28))
        person.record["mobile"] = names.phone(95000 + number)
        if number:
            person.record["mobile_changed_at"] = max(day, person.hired + DAY)
            person.record["mobile_reported_at"] = person.record["mobile_changed_at"] + rng.randint(0, 3) * DAY
        else:
            person.record["mobile_changed_at"] = AS_OF - DAY
            desk.company.truth.pending(person.record, REPORTED)
