"""Faults of duty: nobody knows who came, late, gone early, gone without leave, nobody on the roster."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.customer_service import SUPERVISOR
from svcqa_example.making.duty import AT_POST, ATTENDED, LEFT, PRESENT, ROSTERED
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record, minutes

_COVERED, _AGREED = "S001-C2-S1b", "S000-P3-A6.9"


def _worked(shift: Record) -> bool:
    """Somebody came and stayed to the end; the first day is not touched, since the hours of service begin with it."""
    attendance = shift.links.get("attendance")
    if attendance is None or "on duty" not in attendance.facts or attendance["left_at"]:
        return False
    return bool(ROSTERED < shift["shift_date"] < AS_OF - DAY)


def not_signed_in(desk: Desk) -> None:
    """A shift of which no attendance is on record, or one without a time."""
    company, truth = desk.company, desk.company.truth
    for number, shift in enumerate(company.pick("duty_roster", _worked, 4)):
        attendance = shift.links["attendance"]
        if number % 2:
            attendance["check_in"] = attendance["check_out"] = None
            truth.fails(attendance, PRESENT)
        else:
            company["attendance"].remove(attendance)
        truth.fails(shift, ATTENDED)


def not_at_post(desk: Desk) -> None:
    """Late, gone early, or nobody knows when."""
    company, truth = desk.company, desk.company.truth
    for number, shift in enumerate(company.pick("duty_roster", _worked, 2 * company.few + 1)):
        attendance = shift.links["attendance"]
        if number == 0:
            attendance["check_out"] = None
            truth.fails(attendance, PRESENT)
            truth.undetermined(shift, AT_POST)
        elif number % 2:
            attendance["check_in"] = shift["shift_start"] + minutes(company.rng.randint(1, 40))
            truth.fails(shift, AT_POST)
        else:
            attendance["check_out"] = shift["shift_end"] - minutes(company.rng.randint(5, 60))
            truth.fails(shift, AT_POST)


def left_without_leave(desk: Desk) -> None:
    """Away from the post: agreed afterwards, agreed by nobody, or by somebody who may not."""
    company, truth = desk.company, desk.company.truth
    mine = lambda one: "errand" in one.facts and "shift" in one.links  # noqa: E731
    for number, record in enumerate(company.pick("attendance", mine, 3 * company.few)):
        if number % 3 == 0:
            record["approved_at"] = record["left_at"] + minutes(company.rng.randint(1, 90))
            truth.fails(record, LEFT)
        elif number % 3 == 1:
            record["approved_by"] = record["approved_at"] = None
            truth.fails(record, LEFT, _AGREED)
        else:
            record["approved_by"] = desk.staff.permanent(SUPERVISOR)[0].number
            truth.fails(record, f"{LEFT}/1")


def nobody_on_duty(desk: Desk) -> None:
    """A morning for which nobody was put on the roster."""
    company = desk.company
    morning = lambda one: _worked(one) and one["shift_start"].time() < dt.time(9) and "of service" in one.facts  # noqa: E731
    for shift in company.pick("duty_roster", morning, 1):
        company["duty_roster"].remove(shift)
        company["attendance"].remove(shift.links["attendance"])
    company.truth.missing(_COVERED, "time_coverage")


PLANTS = (not_signed_in, not_at_post, left_without_leave, nobody_on_duty)
