"""Faults of upkeep: visits put off or forgotten, a month without a plan, hazards that nobody dealt with."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.fleet import INSPECTED
from svcqa_example.making.orders import Desk
from svcqa_example.making.upkeep import found_on_site
from svcqa_example.model import AS_OF, DAY, FIRST, Record, at, minutes

_PLANNED, _DONE, _DELAYED = "S000-P1-2.12a/timing", "S000-P1-2.12b", "S000-P1-2.12c"
_HANDLED = "S000-P1-2.14a"
_HURT = {2021: "高处坠落，一人擦伤", 2024: "触电，送医检查"}


def _visit(one: Record) -> bool:
    return "done" in one.facts and FIRST + 60 * DAY < one["planned_date"] < AS_OF - 60 * DAY


def plan_left_out(desk: Desk) -> None:
    """Nothing was planned for a month."""
    company = desk.company
    (one,) = company.pick("maintenance_plan", _visit, 1)
    mine = [other for other in company["maintenance_plan"] if other["period"] == one["period"]]
    for other in mine:
        company["maintenance_plan"].remove(other)
    company.truth.missing(_PLANNED, one["period"])


def visits_put_off(desk: Desk) -> None:
    """Never made, made days later, or planned for no day."""
    company, rng = desk.company, desk.company.rng
    for one in company.pick("maintenance_plan", _visit, 3):
        one["completed_at"] = None
        company.truth.fails(one, _DONE)
        company.truth.pending(one, INSPECTED)
    for one in company.pick("maintenance_plan", _visit, 3):
        one["completed_at"] += rng.randint(1, 9) * DAY
        company.truth.fails(one, _DELAYED)
    for one in company.pick("maintenance_plan", _visit, 1):
        one["planned_date"] = None
        company.truth.fails(one, f"{_DONE}/1")
        company.truth.undetermined(one, _DONE)


def _found(one: Record) -> bool:
    return "on site" in one.facts and "waiting" not in one.facts


def hazards_left(desk: Desk) -> None:
    """Closed without a word of when it was dealt with, dealt with late, found nobody knows when, or of no type."""
    company, rng = desk.company, desk.company.rng
    for number, one in enumerate(company.pick("incidents", _found, 6)):
        if number < 2:
            one["handled_at"] = None
            company.truth.fails(one, _HANDLED)
        elif number < 4:
            one["handled_at"] = one["found_at"] + minutes(rng.randint(73 * 60, 200 * 60))
            one["closed_at"] = one["handled_at"] + DAY
            company.truth.fails(one, f"{_HANDLED}/timing")
        elif number == 4:
            one["found_at"] = None
            company.truth.fails(one, f"{_HANDLED}/1")
            company.truth.undetermined(one, f"{_HANDLED}/timing")
        else:
            one["incident_type"] = None
            # what has no type may be an accident of quality
            accident = [f"S003-C4-4.3{part}" for part in ("a", "b/1", "c", "d", "d/1", "f/1")]
            company.truth.fails(one, "S000-P1-2.13b/1", *accident)
            company.truth.pending(one, "S003-C4-4.3e")


def accidents(desk: Desk) -> None:
    """In two years somebody was hurt."""
    for year, action in _HURT.items():
        moment = at(dt.date(year, desk.company.rng.randint(3, 10), desk.company.rng.randint(1, 28)), 15)
        made = found_on_site(desk, f"SG{year}", "安全事故", moment)
        made["occurred_at"], made["action"] = moment - minutes(10), action
        desk.company.truth.missing("S000-P1-2.13b", str(year))


PLANTS = (plan_left_out, visits_put_off, hazards_left, accidents)
