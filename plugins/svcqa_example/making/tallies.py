"""The repair report of every day on which there was work: units that came in, were repaired, and are left."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER, MANAGER
from svcqa_example.model import Record, at

REPAIRS = "维修报表"
KEPT, ACCEPTED, REPAIRED, DAILY = "S000-P1-2.10a", "S000-P1-2.10a/1", "S000-P1-2.10a/2", "S000-P1-2.10b"
_WITHDRAWN = ("已取消", "重复")


def report_repairs(desk: Desk) -> None:
    """Say of every order and request how many units it is about, and report what came in and went out on each day."""
    for order in desk.company["work_orders"]:
        order["quantity"] = order["quantity"] or 1
        if "request" in order.links:
            order.links["request"]["quantity"] = order["quantity"]
    count_repairs(desk)


def count_repairs(desk: Desk) -> None:
    """Write down what came in and went out on each day, as requests and orders have it now."""
    company = desk.company
    for one in company["submissions"]:
        if one["doc_type"] == REPAIRS:
            company.truth.unsay(one, KEPT)
    company["submissions"][:] = [one for one in company["submissions"] if one["doc_type"] != REPAIRS]
    came, went, busy = _units(desk)
    left, first = 0, min(busy)
    for day in sorted(busy):
        left += came[day] - went[day]
        made = company.add(
            "submissions", day=day, doc_type=REPAIRS, period=f"{day:%Y-%m-%d}", submitted_at=at(day, 18, 30),
            submitted_by=company.rng.choice(desk.staff.permanent(DISPATCHER)).number,
            received_by=desk.staff.permanent(MANAGER)[0].number, accepted_count=came[day], repaired_count=went[day],
            carried_over=left,
        )  # fmt: skip
        if day == first:
            # nobody knows what was left before
            company.truth.undetermined(made, KEPT)


def _units(desk: Desk) -> tuple[Counter[dt.date], Counter[dt.date], set[dt.date]]:
    """Units that came in and went out on each day, and the days on which there was work."""
    came: Counter[dt.date] = Counter()
    went: Counter[dt.date] = Counter()
    busy = set()
    for request in desk.company["service_requests"]:
        if request["request_type"] in {"维修", "报修"}:
            busy.add(_day(request, "received_at"))
            if request["status"] not in _WITHDRAWN:
                came[_day(request, "received_at")] += request["quantity"] or 1
    for order in desk.company["work_orders"]:
        if order["service_type"] == "维修" and isinstance(order["completed_at"], dt.date):
            busy.add(_day(order, "completed_at"))
            went[_day(order, "completed_at")] += order["quantity"] or 1
    return came, went, busy


def _day(record: Record, name: str) -> dt.date:
    moment: dt.date = record[name]
    return moment.date() if isinstance(moment, dt.datetime) else moment


def uncounted(desk: Desk) -> set[str]:
    """Days on which a job was done of which nobody wrote how many units it was about."""
    done = [one for one in desk.company["work_orders"] if isinstance(one["completed_at"], dt.date)]
    return {
        f"{_day(one, 'completed_at'):%Y-%m-%d}" for one in done if one["service_type"] == "维修" and not one["quantity"]
    }
