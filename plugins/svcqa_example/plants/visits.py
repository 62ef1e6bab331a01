"""Faults of time: late arrivals, new times agreed too late, papers handed over late; and times nobody can judge."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.particulars import ARRIVED
from svcqa_example.model import AS_OF, DAY, Odd, Record, at, minutes

_ARRIVAL, _LISTED = "S002-P04-4.2-3e", "S002-P04-4.2-3e/1"
_ON = "S002-P04-4.2-9a"
_AFTER = (
    "completed_at", "handed_to_callback_at", "returned_to_dispatcher_at", "reported_to_dispatcher_at", "repaired_at",
    "opinion_at", "settled_at", "system_entered_at", "surveyed_at", "diagnosed_at", "tested_at",
    "customer_confirmed_at", "accepted_at", "work_started_at", "promised_finish_at",
)  # fmt: skip
"""What came after the visit."""


def _plain(order: Record) -> bool:
    """A finished order for which the first appointment held."""
    return "done" in order.facts and "rescheduled" not in order.facts


def _moved(order: Record) -> bool:
    return "done" in order.facts and "rescheduled" in order.facts


def _unlisted(order: Record) -> bool:
    """Moved before the office listed every change."""
    return _moved(order) and "move" not in order.links


def _loose(order: Record) -> bool:
    """An order on which nothing hangs but a callback, and that days later."""
    callback = order.links.get("callback")
    spare = callback is None or callback["callback_at"].date() >= order["completed_at"].date() + 2 * DAY
    return _plain(order) and spare and not {"slip", "receipt"} & order.links.keys()


def _usual(order: Record) -> bool:
    return _plain(order) and "urgent" not in order.facts


def _later(order: Record, delay: dt.timedelta) -> None:
    """Whatever came after the visit came later as well."""
    for name in _AFTER:
        if order[name]:
            order[name] += delay
    if "request" in order.links and order.links["request"]["result_recorded_at"]:
        order.links["request"]["result_recorded_at"] += delay
    for name in ("filled_at", "returned_at", "result_told_at"):
        order.links["form"][name] += delay


def _after(order: Record) -> bool:
    """Too late for the customer, who allows a day more than the appointment."""
    late: bool = order["arrived_at"] > order["required_arrival_at"]
    return late


def late_arrival(desk: Desk) -> None:
    """The technician came after the agreed time: the first one, or a new one agreed in time."""
    rng, truth = desk.company.rng, desk.company.truth
    for order in desk.company.pick("work_orders", _plain, 2 * desk.company.few):
        came = order["appointment_at"] + minutes(rng.randint(5, 200))
        _later(order, came - order["arrived_at"])
        order["arrived_at"] = came
        truth.fails(order, _ARRIVAL)
    for order in desk.company.pick("work_orders", _moved):
        came = order["rescheduled_to"] + minutes(rng.randint(5, 200))
        _later(order, came - order["arrived_at"])
        order["arrived_at"] = came
        truth.fails(order, _ARRIVAL, ARRIVED, *([_LISTED] if "move" in order.links else []))


def one_minute(desk: Desk) -> None:
    """Exactly at the agreed time conforms; a minute after it does not."""
    for number, order in enumerate(desk.company.pick("work_orders", _plain, 4)):
        order["arrived_at"] = order["appointment_at"] + minutes(number % 2)
        if number % 2:
            desk.company.truth.fails(order, _ARRIVAL)


def moved_afterwards(desk: Desk) -> None:
    """A new time was agreed only when the old one had passed."""
    for order in desk.company.pick(
        "work_orders", lambda one: _loose(one) and one["appointment_at"] < at(AS_OF - 45 * DAY, 0)
    ):
        order["customer_available"] = False
        order["rescheduled_at"] = order["appointment_at"] + minutes(desk.company.rng.randint(10, 90))
        order["rescheduled_to"] = order["appointment_at"] + DAY
        _later(order, order["rescheduled_to"] - minutes(10) - order["arrived_at"])
        order["arrived_at"] = order["rescheduled_to"] - minutes(10)
        order["dispatcher_informed_at"] = order["rescheduled_at"] + minutes(10)
        desk.company.truth.fails(order, _ARRIVAL, "S002-P04-4.2-3c/timing")


def no_new_time(desk: Desk) -> None:
    """The customer had no time, and no other time was agreed; or nobody wrote when it was agreed."""
    truth = desk.company.truth
    for order in desk.company.pick("work_orders", _unlisted):
        order["rescheduled_to"] = order["rescheduled_at"] = None
        truth.fails(order, "S002-P04-4.2-3c", _ARRIVAL, *([ARRIVED] if _after(order) else []))
    for order in desk.company.pick("work_orders", _unlisted):
        order["rescheduled_at"] = None
        truth.fails(order, "S002-P04-4.2-3c")
        truth.undetermined(order, _ARRIVAL, *([ARRIVED] if _after(order) else []))


def arrival_unclear(desk: Desk) -> None:
    """No arrival is written, only its day, or words instead of a time."""
    truth = desk.company.truth
    for order in desk.company.pick("work_orders", _usual):
        order["arrived_at"] = None
        truth.fails(order, _ARRIVAL, ARRIVED)
    for order in desk.company.pick("work_orders", _usual):
        order["arrived_at"] = order["appointment_at"].date()
        truth.undetermined(order, _ARRIVAL)
        if "repair" in order.facts and order["contacted_at"].date() == order["arrived_at"]:
            truth.undetermined(order, "S002-P04-4.2-3a")
        if order["arrived_at"] in {order["contacted_at"].date(), order["completed_at"].date()}:
            truth.undetermined(order, "S000-P1-4.2.3/1")
    for order in desk.company.pick("work_orders", lambda one: _usual(one) and "repair" in one.facts):
        order["arrived_at"] = Odd(desk.company.rng.choice(("下午到", "2024年13月5日", "约10点")))
        truth.bad_cell("record.type", order)
        truth.undetermined(
            order, _ARRIVAL, ARRIVED, "S002-P04-4.2-1b/2", "S002-P04-4.2-3a", "S002-P04-4.2-3a/1", "S002-P04-4.2-3b"
        )
        truth.undetermined(order, "S002-P06-4.2.4/1", "S002-P06-4.3.1", "S000-P1-4.2.3", "S000-P1-4.2.3/1")


def still_waiting(desk: Desk) -> None:
    """Customers still wait although the agreed time has passed."""
    waiting = {"dispatched", "contacted"}
    found = desk.company.pick(
        "work_orders", lambda one: bool(waiting & one.facts) and one["received_at"].date() < AS_OF - DAY, 2
    )
    for order in found:
        order["appointment_at"] = at(AS_OF - DAY, 10)
        desk.company.truth.unsay(order, _ARRIVAL)
        desk.company.truth.fails(order, _ARRIVAL)


def papers_late(desk: Desk) -> None:
    """The order reached the callback person late, never, before it was done, or on a day without a time."""
    rng, truth, timing = desk.company.rng, desk.company.truth, "S002-P04-4.2-10b/timing"
    for order in desk.company.pick("work_orders", _plain, 2 * desk.company.few):
        order["handed_to_callback_at"] = order["completed_at"] + minutes(rng.randint(8 * 60 + 1, 40 * 60))
        truth.fails(order, timing)
    for order in desk.company.pick("work_orders", _plain):
        order["handed_to_callback_at"] = None
        truth.fails(order, "S002-P04-4.2-10b", _ON)
    for order in desk.company.pick("work_orders", _plain):
        order["handed_to_callback_at"] = order["completed_at"] - minutes(rng.randint(10, 60))
        truth.undetermined(order, timing)
        truth.fails(order, _ON)
    for order in desk.company.pick("work_orders", lambda one: _plain(one) and one["completed_at"].hour < 15):
        order["handed_to_callback_at"] = order["completed_at"].date()
        truth.undetermined(order, timing, _ON)


PLANTS = (
    no_new_time, late_arrival, one_minute, moved_afterwards, arrival_unclear, still_waiting, papers_late,
)  # fmt: skip
