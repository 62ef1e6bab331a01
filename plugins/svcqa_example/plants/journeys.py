"""Faults of the visit: no call before it, moved and nobody told, the wrong way there, nothing asked or explained."""

from __future__ import annotations

from svcqa_example.making.journeys import CAR
from svcqa_example.making.orders import Desk
from svcqa_example.making.particulars import ARRIVED, CALLED, VERIFIED
from svcqa_example.model import AS_OF, DAY, Odd, Record, at, minutes

_MOVE, _TOLD = "S002-P04-4.2-3c/timing", "S002-P04-4.2-3d"


def _done(order: Record) -> bool:
    return "done" in order.facts


def _steady(order: Record) -> bool:
    """A finished repair whose appointment was not moved."""
    return {"done", "repair"} <= order.facts and "rescheduled" not in order.facts


def _moved(order: Record) -> bool:
    return _done(order) and "rescheduled" in order.facts


def not_called_before(desk: Desk) -> None:
    """Nobody called before the visit; or whoever was sent out has not called for two days."""
    company = desk.company
    for order in company.pick("work_orders", _steady):
        order["contacted_at"] = None
        company.truth.fails(order, "S002-P04-4.2-3a", CALLED)
        company.truth.pending(order, VERIFIED)
    for order in company.pick("work_orders", lambda one: {"open", "dispatched", "repair"} <= one.facts, 1):
        for record in (order, order.links.get("request")):
            for name in ("received_at", "responded_at", "dispatched_at"):
                if record and record[name]:
                    record[name] -= 2 * DAY
        # nor was the report accepted before today
        if order.links["request"]["request_type"] == "报修":
            company.truth.fails(order.links["request"], "S003-C3-2/timing")
        company.truth.unsay(order, "S002-P04-4.2-3a")
        company.truth.fails(order, "S002-P04-4.2-3a")


def no_time_agreed(desk: Desk) -> None:
    """The customer was called, and no time stands on the order."""
    for number, order in enumerate(desk.company.pick("work_orders", _steady)):
        order["appointment_at"] = (None, Odd("待定"))[number % 2]
        desk.company.truth.fails(order, "S002-P04-4.2-3a/1")


def moved_slowly(desk: Desk) -> None:
    """Another time was agreed an hour after the customer had said no; still before the first one."""
    company = desk.company

    def room(order: Record) -> bool:
        return _moved(order) and "move" not in order.links and order["appointment_at"] > _hours_on(order, 2)

    for order in company.pick("work_orders", room):
        order["rescheduled_at"] = order["contacted_at"] + minutes(company.rng.randint(31, 100))
        order["dispatcher_informed_at"] = order["rescheduled_at"] + minutes(15)
        company.truth.fails(order, _MOVE)


def _hours_on(order: Record, hours: int) -> object:
    return order["contacted_at"] + minutes(60 * hours)


def dispatcher_not_told(desk: Desk) -> None:
    """The appointment was moved, and the dispatcher does not know: by the order, or by the list of changes."""
    company = desk.company
    for order in company.pick("work_orders", _moved):
        order["dispatcher_informed_at"] = None
        company.truth.fails(order, _TOLD)
    for move in company.pick("reschedules", lambda _: True, 2):
        move["dispatcher_informed_at"] = None
        company.truth.fails(move, f"{_TOLD}/1")


def listed_too_late(desk: Desk) -> None:
    """By the list the new time was agreed when the first one had passed; or the technician missed the last time too."""
    company = desk.company

    def listed(order: Record) -> bool:
        return _moved(order) and "move" in order.links and not order.links["move"].planted

    def once(order: Record) -> bool:
        return listed(order) and "once" in order.links["move"].facts

    for order in company.pick("work_orders", once, 2):
        move = order.links["move"]
        move["agreed_at"] = order["appointment_at"] + minutes(20)
        move["dispatcher_informed_at"] = move["agreed_at"] + minutes(10)
        move.planted = True
        company.truth.fails(order, "S002-P04-4.2-3e/1")

    def long_enough(order: Record) -> bool:
        return listed(order) and bool(order["completed_at"] > order["rescheduled_to"] + minutes(20))

    for order in company.pick("work_orders", long_enough, 2):
        order["arrived_at"] = order["rescheduled_to"] + minutes(company.rng.randint(2, 20))
        if order["completed_at"] < order["arrived_at"]:
            company.truth.fails(order, "S000-P1-4.2.3/1")
        order.links["move"].planted = True
        company.truth.fails(order, "S002-P04-4.2-3e", "S002-P04-4.2-3e/1", ARRIVED)


def wrong_way(desk: Desk) -> None:
    """A taxi for a usual job, a company car that nobody approved, a bus or nothing on record for an urgent one."""
    company = desk.company
    for order in company.pick("work_orders", lambda one: _done(one) and "urgent" not in one.facts):
        order["transport_mode"], order["transport_approved_by"] = company.rng.choice(("摩的", "出租车")), None
        company.truth.fails(order, "S002-P04-4.2-3f")
    for order in company.pick("work_orders", lambda one: _done(one) and one["transport_mode"] == CAR):
        order["transport_approved_by"] = None
        company.truth.fails(order, "S002-P04-4.2-3f/1")
    for number, order in enumerate(company.pick("work_orders", lambda one: _done(one) and "urgent" in one.facts)):
        order["transport_mode"], order["transport_approved_by"] = ("公交", None)[number % 2], None
        company.truth.fails(order, "S002-P04-4.2-3f/2")


def not_asked(desk: Desk) -> None:
    """The fault was judged without asking the customer on site."""
    for number, order in enumerate(desk.company.pick("work_orders", lambda one: _done(one) and bool(one["diagnosis"]))):
        order["onsite_problem"] = (None, Odd("同上"))[number % 2]
        desk.company.truth.fails(order, "S002-P04-4.2-4b")


def not_explained(desk: Desk) -> None:
    """The customer was not told how it was solved, or why it takes another day or person."""
    company = desk.company
    for number, order in enumerate(
        company.pick("work_orders", lambda one: _done(one) and one["outcome"] == "当场解决")
    ):
        order["customer_explained"] = (False, None)[number % 2]
        company.truth.fails(order, "S002-P04-4.2-7a/1")
    for order in company.pick("work_orders", lambda one: _done(one) and one["outcome"] in {"择日", "择人"}):
        order["customer_explained"] = False
        company.truth.fails(order, "S002-P04-4.2-5d", "S002-P04-4.2-7a/1")


def taken_without_slip(desk: Desk) -> None:
    """A device was taken away, and there is no slip."""
    for order in desk.company.pick("work_orders", lambda one: _done(one) and one["outcome"] == "当场解决", 2):
        order["outcome"] = "带回"
        desk.company.truth.fails(order, "S002-P04-4.2-5e")


def slip_after_device(desk: Desk) -> None:
    """The customer got the copy when the device had gone."""
    old = at(AS_OF - 20 * DAY, 0)
    for slip in desk.company.pick(
        "handling_slips", lambda one: bool(one["customer_copy_at"]) and bool(one["taken_at"]) and one["taken_at"] < old
    ):
        slip["customer_copy_at"] = slip["taken_at"] + minutes(desk.company.rng.randint(10, 600))
        desk.company.truth.fails(slip, "S002-P04-4.2-5c/1")


PLANTS = (
    not_called_before, no_time_agreed, moved_slowly, dispatcher_not_told, listed_too_late, wrong_way, not_asked,
    not_explained, taken_without_slip, slip_after_device,
)  # fmt: skip
