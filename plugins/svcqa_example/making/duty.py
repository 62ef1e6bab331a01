"""Duty: two shifts a day in the hours of service, and who came, left for a while, or was on leave."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.customer_service import SERVICE_MANAGER, SPECIALIST, SUPERVISOR
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import OWN, Person
from svcqa_example.model import AS_OF, DAY, Record, at, minutes

ATTENDED, AT_POST, LEFT, PRESENT = "S001-C2-S1a", "S001-C3-2.1a", "S001-C3-2.5a", "S000-P3-A6.1"
ROSTERED = dt.date(2024, 1, 1)
"""The roster of shifts is kept since then."""
_SHIFTS = (((8, 30), (13, 30)), ((13, 0), (18, 30)))
"""Each covers the hand-over of the other; service is from nine to six."""
_LEAVES = ("年假", "病假", "调休")


def keep_watch(desk: Desk) -> None:
    """Every shift since the roster is kept."""
    day = ROSTERED
    while day <= AS_OF:
        there = desk.staff.at_post(SPECIALIST, day)
        for number, person in enumerate(desk.company.rng.sample(there, len(_SHIFTS))):
            _attend(desk, _shift(desk, person, day, number))
        day += DAY


def _shift(desk: Desk, person: Person, day: dt.date, number: int) -> Record:
    begin, end = _SHIFTS[number]
    made = desk.company.add(
        "duty_roster", site=OWN, day=day, shift_id=f"BC{day:%y%m%d}{'早晚'[number]}", staff_id=person.number,
        shift_date=day, post="客服", shift_start=at(day, *begin), shift_end=at(day, *end),
        arranged_at=at(day.replace(day=1) - desk.company.rng.randint(2, 6) * DAY, 16),
    )  # fmt: skip
    made.facts.add("of service")
    if day == AS_OF:
        desk.company.truth.pending(made, ATTENDED)
    return made


def _attend(desk: Desk, shift: Record) -> None:
    rng, day = desk.company.rng, shift["shift_date"]
    made = desk.company.add("attendance", site=OWN, day=day, staff_id=shift["staff_id"], work_date=day)
    shift.links["attendance"], made.links["shift"] = made, shift
    if rng.random() < 0.03:
        made["absence_type"] = rng.choice(_LEAVES)
        return
    if day >= AS_OF - DAY:
        desk.company.truth.pending(made, PRESENT)
    made["check_in"] = shift["shift_start"] - minutes(rng.randint(0, 25))
    made["check_out"] = shift["shift_end"] + minutes(rng.randint(0, 30))
    made.facts.add("on duty")
    if day == AS_OF:
        desk.company.truth.pending(shift, AT_POST)
    elif rng.random() < 0.05:
        _leave(desk, made)


def _leave(desk: Desk, made: Record) -> None:
    """Away for a while, and the manager of the department has agreed."""
    rng, shift = desk.company.rng, made.links["shift"]
    made["left_at"] = shift["shift_start"] + minutes(rng.randint(60, 180))
    made["returned_at"] = made["left_at"] + minutes(rng.randint(20, 60))
    made["absence_reason"] = rng.choice(("就医取药", "去财务处报销", "接收快递样机"))
    made["approved_by"] = desk.staff.permanent(SERVICE_MANAGER)[0].number
    made["approved_at"] = made["left_at"] - minutes(rng.randint(5, 50))
    made.facts.add("errand")


def supervisor_on(desk: Desk, day: dt.date) -> Person:
    """A supervisor who was there on a day."""
    return desk.company.rng.choice(desk.staff.at_post(SUPERVISOR, day))
