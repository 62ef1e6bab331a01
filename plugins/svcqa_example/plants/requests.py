"""Faults of the way from a call to an order: never registered, sent out late, by the wrong person, without a number."""

from __future__ import annotations

from svcqa_example.making.cases import KEPT_FROM, is_kept
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CALLBACK
from svcqa_example.model import DAY, Record, minutes

_SENT, _BY = "S002-P04-4.2-2a/timing", "S002-P04-4.2-2b/1"
_ACCEPTED = "S003-C3-2/timing"


def call_not_registered(desk: Desk) -> None:
    """Somebody called for a repair, and no request names the call."""
    for request in desk.company.pick(
        "service_requests", lambda one: bool(_call(one)) and one["request_type"] == "报修"
    ):
        request["call_no"] = None
        desk.company.truth.fails(request.links["call"], "S002-P04-4.2-1a")


def _call(request: Record) -> Record | None:
    return request.links.get("call")


def sent_late(desk: Desk) -> None:
    """The order went out hours after the request; or nobody wrote at what time the request came in."""
    company = desk.company

    def closed(request: Record) -> bool:
        begun = request["received_at"].date() <= KEPT_FROM + DAY
        passed = {"for the manager", "not for the desk"} & request.facts
        known = "dispatched" in request.facts and request["status"] == "已关闭" and not passed
        return known and not (begun and is_kept(request))

    for request in company.pick("service_requests", closed):
        request["received_at"] -= minutes(company.rng.randint(121, 1200))
        company.truth.fails(request, _SENT, *_reported(request), *([_ACCEPTED] if is_kept(request) else []))
    for request in company.pick("service_requests", closed, 2):
        request["received_at"] = request["received_at"].date()
        company.truth.undetermined(request, _SENT, *_reported(request), *([_ACCEPTED] if is_kept(request) else []))


def _reported(request: Record) -> tuple[str, ...]:
    """The rule on how soon somebody responds, of a report."""
    return ("S003-C1-b",) if request["request_type"] == "报修" else ()


def sent_by_another(desk: Desk) -> None:
    """Dispatched by somebody who was no dispatcher; or by a technician who had another post at the time."""
    company = desk.company
    for order in company.pick("work_orders", lambda one: "done" in one.facts, 3):
        order["dispatched_by"] = company.rng.choice(desk.staff.permanent(CALLBACK)).number
        company.truth.fails(order, _BY)
    moved = [one for one in desk.staff.people if one.before]
    last = max(moved, key=lambda one: one.start)

    def before(order: Record) -> bool:
        return "done" in order.facts and last.record["hire_date"] < order["dispatched_at"].date() < last.start

    for order in company.pick("work_orders", before, 2):
        order["dispatched_by"] = last.number
        company.truth.excepted(order, _BY)


def without_number(desk: Desk) -> None:
    """An order without a number, copied from one that has not been sent out yet."""
    orders, truth = desk.company["work_orders"], desk.company.truth
    for order in desk.company.pick("work_orders", lambda one: {"open", "received"} <= one.facts, 1):
        twin = Record(order.register, dict(order.values), order.site, order.year, set(order.facts), planted=True)
        twin["order_no"] = None
        orders.insert(orders.index(order) + 1, twin)
        truth.same(order, twin)
        truth.fails(twin, "S002-P04-4.2-1b/3")
        truth.undetermined(twin, "S002-P04-4.2-1u")
        truth.bad_cell("record.key", twin)


PLANTS = (call_not_registered, sent_late, sent_by_another, without_number)
