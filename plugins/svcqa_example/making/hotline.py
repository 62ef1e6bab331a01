"""The hotline: somebody is there at any hour, since the office got an exchange."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at, minutes

HOTLINE = "热线"
_FROM = dt.date(YEARS[-1], 1, 1)
_MORNING, _EVENING = 8, 20


def man_hotline(desk: Desk) -> None:
    """Two shifts a day, in turn; the first night begins with the year."""
    staff = desk.staff.permanent(DISPATCHER)
    shift(desk, at(_FROM, 0), at(_FROM, _MORNING), staff[-1].number)
    for number in range((AS_OF - _FROM).days + 1):
        day = _FROM + number * DAY
        shift(desk, at(day, _MORNING), at(day, _EVENING), staff[2 * number % len(staff)].number)
        shift(desk, at(day, _EVENING), at(day + DAY, _MORNING), staff[(2 * number + 1) % len(staff)].number)
    _night_calls(desk)


def shift(desk: Desk, start: dt.datetime, end: dt.datetime, number: str) -> Record:
    """A shift, arranged weeks before."""
    return desk.company.add(
        "duty_roster", day=start, shift_id=f"BC{len(desk.company['duty_roster']) + 1:05d}", shift_date=start.date(),
        staff_id=number, shift_start=start, shift_end=end, post=HOTLINE,
        arranged_at=at(start.date() - 20 * DAY, desk.company.rng.randint(9, 16)),
    )  # fmt: skip


def _night_calls(desk: Desk) -> None:
    """A few calls late in the evening, who wanted to know something."""
    for _ in range(12):
        day = _FROM + desk.company.rng.randint(0, 350) * DAY
        call(desk, at(day, desk.company.rng.choice((20, 21)), desk.company.rng.randint(0, 59)), "咨询")


def call(desk: Desk, moment: dt.datetime, kind: str) -> Record:
    """A call that was answered at once."""
    rng, company = desk.company.rng, desk.company
    return company.add(
        "calls", day=moment, call_no=f"HW{len(company['calls']) + 1:06d}", call_at=moment, call_type=kind,
        caller_phone=rng.choice(desk.customers).phone, abandoned=False, answered_at=moment + minutes(1),
        duration_s=rng.randint(40, 600), agent_id=rng.choice(desk.staff.permanent(DISPATCHER)).number,
    )  # fmt: skip
