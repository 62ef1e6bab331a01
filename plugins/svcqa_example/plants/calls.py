"""Faults of callbacks, and of the complaints they bring to light."""

from __future__ import annotations

from svcqa_example.making.cases import CALLED, call_judged
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Odd, Record, at, minutes
from svcqa_example.plants.contact import forget

_REPORTED, _CALLED = "S002-P04-4.2-9d", "S002-P04-4.2-9b"


def _plain(callback: Record) -> bool:
    return "unreached" not in callback.facts and not callback["is_complaint"]


def _complaint(callback: Record) -> bool:
    return bool(callback["is_complaint"]) and "waiting" not in callback.facts


def callback_incomplete(desk: Desk) -> None:
    """The record of a callback lacks who called, the result, whether there was a complaint, whom it reached."""
    cells = (("callback_by", None, ""), ("result", None, ""), ("is_complaint", None, ""),
             ("satisfaction", None, "/1"), ("contact_name", None, "/1"), ("satisfaction", Odd("无"), "/1"))  # fmt: skip
    for number, callback in enumerate(desk.company.pick("callbacks", _plain, 3 * desk.company.few)):
        name, value, rule = cells[number % len(cells)]
        callback[name] = value
        desk.company.truth.fails(callback, f"S002-P04-4.2-9c{rule}")
        order = callback.links.get("order")
        if name == "satisfaction" and order and "twice" not in order.facts:
            for request in call_judged(desk, order):
                desk.company.truth.fails(request, CALLED)


def alone(callback: Record) -> bool:
    """The only callback on an order that nothing else is wrong with, and that was not settled by telephone."""
    order = callback.links.get("order")
    visited = order is not None and not {"phone", "twice"} & order.facts and not order.planted
    return visited and _plain(callback)


def uncall(desk: Desk, callback: Record) -> None:
    """The callback was never made."""
    company = desk.company
    company["callbacks"].remove(callback)
    for name, register in (("kept", "record_inventory"), ("destroyed", "disposals")):
        if name in callback.links:
            company[register].remove(callback.links[name])
    company.truth.unsay(callback, "S002-P04-4.2-9c/1", "S002-P04-4.2-10h/3")
    _uncalled(desk, callback)


def _uncalled(desk: Desk, callback: Record) -> None:
    """The order is left without a callback."""
    order = callback.links["order"]
    order.planted = True
    if desk.company.truth.of(order, _CALLED) == "conforms":
        desk.company.truth.fails(order, _CALLED)
    for request in call_judged(desk, order):
        desk.company.truth.fails(request, CALLED)


def callback_of_nothing(desk: Desk) -> None:
    """A callback names an order that does not exist."""
    for callback in desk.company.pick("callbacks", alone):
        callback["order_no"] = callback["order_no"].replace("PG20", "PG30")
        desk.company.truth.bad_cell("record.reference", callback)
        desk.company.truth.fails(callback, f"{_CALLED}/1")
        _uncalled(desk, callback)


def never_called(desk: Desk) -> None:
    """Nobody called the customer back."""
    company = desk.company
    for callback in company.pick("callbacks", alone):
        uncall(desk, callback)


def called_late(desk: Desk) -> None:
    """The customer was called back when the week was long over."""
    company = desk.company
    old = at(AS_OF - 60 * DAY, 0)
    for callback in company.pick("callbacks", lambda one: alone(one) and one["callback_at"] < old):
        order = callback.links["order"]
        order.planted = True
        callback["callback_at"] = order["completed_at"] + company.rng.randint(8, 12) * DAY
        company.truth.fails(order, f"{_CALLED}/timing")
        for request in call_judged(desk, order):
            company.truth.fails(request, f"{CALLED}/timing")


def complaint_not_reported(desk: Desk) -> None:
    """A complaint was never registered, was reported too late, or not at all."""
    rng, truth = desk.company.rng, desk.company.truth
    for number, callback in enumerate(desk.company.pick("callbacks", _complaint, 2 * desk.company.few)):
        complaint = callback.links["complaint"]
        if number % 3 == 0:
            desk.company["complaints"].remove(complaint)
            truth.drop(complaint)
            if "kept" in complaint.links:
                desk.company["record_inventory"].remove(complaint.links["kept"])
            if "follow-up" in complaint.links:
                forget(desk, complaint.links["follow-up"])
        elif number % 3 == 1:
            complaint["reported_to_leader_at"] = callback["callback_at"] + minutes(rng.randint(241, 4000))
        else:
            complaint["reported_to_leader_at"] = None
        truth.fails(callback, _REPORTED)


def report_unclear(desk: Desk) -> None:
    """The report is dated without a time, or before the callback."""
    for number, callback in enumerate(desk.company.pick("callbacks", _complaint, 4)):
        complaint = callback.links["complaint"]
        if number % 2:
            complaint["reported_to_leader_at"] = callback["callback_at"].date()
        else:
            complaint["reported_to_leader_at"] = callback["callback_at"] - minutes(desk.company.rng.randint(10, 50))
        desk.company.truth.undetermined(callback, _REPORTED)


def called_nobody(desk: Desk) -> None:
    """A callback that does not say who was called."""
    for callback in desk.company.pick("callbacks", lambda one: bool(one["order_no"]) and not one["is_complaint"], 2):
        callback["customer_id"] = None
        desk.company.truth.fails(callback, "S003-C4-4.1b/1")


PLANTS = (
    complaint_not_reported, report_unclear, callback_incomplete, callback_of_nothing, never_called, called_late,
    called_nobody,
)  # fmt: skip
