"""Units looked after by plan, and hazards found where work is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER, OWN
from svcqa_example.model import AS_OF, DAY, FIRST, YEARS, Record, at, minutes

PROBLEM, HAZARD = "现场问题", "现场隐患"
_ACTIONS = {
    PROBLEM: ("清理通道并划线", "补齐工具台账", "更换破损工作台"), HAZARD: ("断电挂牌", "更换老化电缆", "加固脚手架"),
}  # fmt: skip
_A_MONTH = 2


def keep_up(desk: Desk) -> None:
    """Six years of planned visits; then what was found on site."""
    for year in YEARS:
        for month in range(1, 13):
            for _ in range(_A_MONTH):
                _visit(desk, dt.date(year, month, desk.company.rng.randint(3, 28)))
    _planned(desk)
    desk.company["maintenance_plan"].sort(key=lambda one: one["planned_date"])
    for number, one in enumerate(desk.company["maintenance_plan"], 1):
        one["plan_no"] = f"WH{number:05d}"
    for number, (day, kind) in enumerate(_found(desk), 1):
        _deal_with(desk, f"YH{number:03d}", kind, day)


def _visit(desk: Desk, day: dt.date) -> Record:
    """A unit is looked after on the day that was planned, by somebody who works then."""
    rng, company = desk.company.rng, desk.company
    sold = [unit for unit in company["units"] if unit["sold_at"] < day] or company["units"][:1]
    made = company.add(
        "maintenance_plan", site=OWN, day=day, period=f"{day:%Y-%m}", planned_date=day,
        serial_no=rng.choice(sold)["serial_no"], technician_id=rng.choice(desk.technicians(OWN, day)).number,
        completed_at=at(day, rng.randint(9, 17), rng.randint(0, 59)), running_checked=True, cleaned=True,
        worn_parts_replaced=rng.random() < 0.3,
    )  # fmt: skip
    made.facts.add("done")
    return made


def _planned(desk: Desk) -> None:
    """What is planned for the new year has time left."""
    next_year = f"{AS_OF.year + 1}-01"
    desk.company.truth.slot("pending", "S000-P1-2.12a/timing", next_year)
    for number in range(_A_MONTH):
        made = _visit(desk, AS_OF - DAY)
        made["planned_date"] = AS_OF + (10 + number) * DAY
        made["period"], made.facts = next_year, {"planned"}
        for name in ("completed_at", "running_checked", "cleaned", "worn_parts_replaced"):
            made[name] = None


def _found(desk: Desk) -> Iterator[tuple[dt.date, str]]:
    """Every few months somebody sees what is not in order."""
    day = FIRST + 40 * DAY
    while day < AS_OF - 20 * DAY:
        yield day, desk.company.rng.choice((PROBLEM, HAZARD))
        day += desk.company.rng.randint(30, 75) * DAY
    yield AS_OF - DAY, HAZARD


def _deal_with(desk: Desk, number: str, kind: str, day: dt.date) -> None:
    """Found on a day and dealt with by the next one; what was found yesterday has time left."""
    rng = desk.company.rng
    made = found_on_site(desk, number, kind, at(day, rng.randint(8, 16), rng.randint(0, 59)))
    made["action"] = rng.choice(_ACTIONS[kind])
    made.facts.add("on site")
    if day >= AS_OF - DAY:
        made["handled_at"] = made["closed_at"] = None
        made["status"] = "处理中"
        made.facts.add("waiting")
        desk.company.truth.pending(made, "S000-P1-2.14a")


def found_on_site(desk: Desk, number: str, kind: str, moment: dt.datetime) -> Record:
    """Something found at a moment, and dealt with by the next day."""
    handled = moment + minutes(desk.company.rng.randint(30, 1500))
    return desk.company.add(
        "incidents", site=OWN, day=moment, incident_no=number, incident_type=kind, found_at=moment,
        handled_by=desk.staff.permanent(MANAGER)[0].name, handled_at=handled, closed_at=handled + DAY, status="已关闭",
    )  # fmt: skip
