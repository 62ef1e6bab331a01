"""Faults of what an order says of the job, as manual 000 wants it; and where manual 002 asks for less, or for more."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.orders import Desk
from svcqa_example.making.particulars import ARRIVED, BACK, CALLED, DONE, DUE, SENT, SIGNED, VERIFIED
from svcqa_example.model import AS_OF, DAY, Odd, Record, at, minutes

_WHO, _WHAT, _KIND, _WHEN = SENT
_LONG_AGO = at(AS_OF - 60 * DAY, 0)
_ARRIVAL = "S002-P04-4.2-3e"
"""The same visit by the appointment, as manual 002 has it."""


def _done(order: Record) -> bool:
    """Finished well before the audit, by the first appointment."""
    return "done" in order.facts and "rescheduled" not in order.facts and order["completed_at"] < _LONG_AGO


def _single(order: Record) -> bool:
    """No repair, and about one unit that no request and no slip names too."""
    return _done(order) and order["service_type"] != "维修" and order["quantity"] == 1 and "unit" not in order.links


def sent_without(desk: Desk) -> None:
    """Somebody was sent out without name, address, contact or telephone; without units or the time to be there."""
    company = desk.company
    cells = (("customer_name", None), ("address", Odd("/")), ("contact_name", None), ("contact_phone", Odd("待补")))
    for number, order in enumerate(company.pick("work_orders", _done, 4)):
        name, value = cells[number]
        order[name] = value
        company.truth.fails(order, _WHO)
    for number, order in enumerate(company.pick("work_orders", _single, 4)):
        _miscount(order, number)
        company.truth.fails(order, _WHAT)
    for order in company.pick("work_orders", _done):
        order["required_arrival_at"] = None
        company.truth.fails(order, _WHEN)


def _miscount(order: Record, number: int) -> None:
    """No model, no serial number, or two units and one serial number."""
    if number < 3:
        order[("model", "serial_no", "serial_no")[number]] = None
    else:
        order["quantity"] = 2


def unclear_job(desk: Desk) -> None:
    """The order says in words of its own what is to be done."""
    company = desk.company
    fitting: Callable[[Record], bool] = lambda one: _done(one) and one["service_type"] == "保养"  # noqa: E731
    for number, order in enumerate(company.pick("work_orders", fitting)):
        order["service_type"] = ("上门", "其他", "巡检")[number % 3]
        company.truth.fails(order, _KIND)


def called_after_a_while(desk: Desk) -> None:
    """The customer was called after twenty minutes: late for manual 000, early for 002; or at the last minute."""
    company, rng = desk.company, desk.company.rng
    for order in company.pick("work_orders", _done, 2 * company.few):
        order["contacted_at"] = order["dispatched_at"] + minutes(rng.randint(16, 40))
        company.truth.fails(order, CALLED)
    for number, order in enumerate(company.pick("work_orders", _done, 2)):
        order["contacted_at"] = order["dispatched_at"] + minutes(15 + number)
        if number:
            company.truth.fails(order, CALLED)


def nothing_verified(desk: Desk) -> None:
    """In the call nothing was verified, or nobody said when to expect the engineer."""
    company = desk.company
    for number, order in enumerate(company.pick("work_orders", _done, 2 * company.few)):
        name, value = (("info_verified", False), ("info_verified", None), ("eta", None))[number % 3]
        order[name] = value
        company.truth.fails(order, VERIFIED)


def there_in_time_for_one(desk: Desk) -> None:
    """By the appointment and too late for the customer; after the appointment, and still when the customer wants."""
    company = desk.company
    for order in company.pick("work_orders", _done):
        order["required_arrival_at"] = order["arrived_at"] - minutes(company.rng.randint(10, 90))
        company.truth.fails(order, ARRIVED)
    for order in company.pick(
        "work_orders", lambda one: _done(one) and one["arrived_at"] > one["contacted_at"] + DAY / 8
    ):
        order["appointment_at"] = order["eta"] = order["arrived_at"] - minutes(company.rng.randint(5, 60))
        company.truth.fails(order, _ARRIVAL)


def not_finished_in_time(desk: Desk) -> None:
    """Finished after the day that was set."""
    company = desk.company
    for order in company.pick("work_orders", _done):
        order["due_at"] = order["completed_at"] - minutes(company.rng.randint(30, 900))
        company.truth.fails(order, DUE)


def nothing_told(desk: Desk) -> None:
    """What was done stands nowhere, or with what result; the customer did not sign; it says done, and not when."""
    company = desk.company
    for number, order in enumerate(company.pick("work_orders", _done)):
        order[("service_content", "result")[number % 2]] = None
        company.truth.fails(order, DONE, "S003-C4-4.1a" if number % 2 else "S003-C5-2/1")
    for number, order in enumerate(company.pick("work_orders", _done)):
        order["customer_signed"] = (False, None)[number % 2]
        company.truth.fails(order, SIGNED)


def back_late(desk: Desk) -> None:
    """The signed order came back to the centre when three days were long over."""
    company = desk.company
    for order in company.pick("work_orders", _done):
        order["returned_to_dispatcher_at"] = order["completed_at"] + company.rng.randint(4, 6) * DAY
        company.truth.fails(order, f"{BACK}/timing", "S002-P04-4.2-9a")


def done_some_day(desk: Desk) -> None:
    """An order is said to be completed, and nobody wrote when."""
    for order in desk.company.pick("work_orders", lambda one: {"open", "arrived"} <= one.facts, 2):
        order["status"] = "已完成"
        desk.company.truth.fails(order, f"{DONE[:-2]}/2")


PLANTS = (
    sent_without, unclear_job, called_after_a_while, nothing_verified, there_in_time_for_one, not_finished_in_time,
    nothing_told, done_some_day, back_late,
)  # fmt: skip
