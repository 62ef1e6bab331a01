"""Papers on their way back: reports to the dispatcher, orders handed on, results in the log, device receipts."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER
from svcqa_example.model import AS_OF, DAY, Record, at, minutes, time_over

CALLBACK_DAYS, HANDLED_DAYS, RECEIPT_DAYS = 7, 10, 3
"""Within how many days the company calls back, sees to a device, gets a receipt: nothing is due before."""


def hand_back(desk: Desk) -> None:
    """Whatever comes back after a job, and what the log says of it."""
    for order in desk.company["work_orders"]:
        if "request" in order.links:
            order.links["request"]["request_type"] = "保养" if order["service_type"] == "保养" else "报修"
        if {"done", "phone"} & order.facts:
            _returned(desk, order)
        _undue(desk, order)
    for request in desk.company["service_requests"]:
        _looked_up(desk, request)
    for slip in desk.company["handling_slips"]:
        _slip(desk, slip)
    desk.company["equipment_receipts"].sort(key=lambda one: one["receipt_slip_no"])


def _returned(desk: Desk, order: Record) -> None:
    rng, done = desk.company.rng, order["completed_at"]
    if "phone" in order.facts:
        order["handed_to_callback_at"] = done + minutes(rng.randint(5, 300))
    order["returned_to_dispatcher_at"] = done + minutes(rng.randint(1, 4))
    if "done" in order.facts:
        order["reported_to_dispatcher_at"] = done + minutes(rng.randint(1, 240))
    if "repair" in order.facts:
        request = order.links["request"]
        request["result"] = "电话解决" if "phone" in order.facts else order["solution"]
        request["result_recorded_at"] = done + minutes(rng.randint(5, 300))
        request["result_recorded_by"] = rng.choice(desk.staff.permanent(DISPATCHER)).number


def _undue(desk: Desk, order: Record) -> None:
    truth, facts = desk.company.truth, order.facts
    if "cancelled" in facts:
        truth.excepted(order, "S002-P04-4.2-9a")
    if "phone" in facts:
        truth.excepted(order, "S002-P04-4.2-8a/1", "S002-P04-4.2-9a", "S002-P04-4.2-9b", "S002-P04-4.2-10b/timing")
        if "callback" in order.links:
            truth.excepted(order, "S002-P04-4.2-9b/timing")
    if {"open", "fresh"} & facts:
        truth.pending(order, "S002-P04-4.2-9a")
    if "fresh" in facts:
        truth.pending(order, "S002-P04-4.2-8a/1")
        if "request" in order.links:
            truth.pending(order.links["request"], "S002-P04-4.2-8a")
    if {"done", "fresh"} & facts and not time_over(order["completed_at"].date(), CALLBACK_DAYS):
        truth.pending(order, "S002-P04-4.2-9b")
    if order["dispatched_at"] and "request" in order.links:
        order.links["request"].facts.add("dispatched")


def _looked_up(desk: Desk, request: Record) -> None:
    """The warranty was looked up before somebody was sent out; a question leads to no order."""
    if "question" in request.facts:
        request["request_type"] = "咨询"
        desk.company.truth.excepted(request, "S002-P04-4.2-2a")
    if "dispatched" in request.facts:
        request["warranty_checked"] = True
    else:
        desk.company.truth.pending(request, "S002-P04-4.2-1c")


def _slip(desk: Desk, slip: Record) -> None:
    """The device came back, repaired here or elsewhere, and the customer gave the receipt back."""
    rng, order, item = desk.company.rng, slip.links["order"], slip.links.get("item")
    slip["customer_copy_at"] = slip["taken_at"] - minutes(rng.randint(0, 15))
    receipt = desk.company.add(
        "equipment_receipts", site=slip.site, day=slip["taken_at"], slip_no=slip["slip_no"],
        receipt_slip_no=slip["slip_no"].replace("CL", "ST"), return_no=item["return_no"] if item else None,
    )  # fmt: skip
    slip.links["receipt"] = receipt
    if not time_over(slip["taken_at"].date(), HANDLED_DAYS):
        desk.company.truth.pending(slip, "S002-P04-4.2-6a")
    if item and item["returned_to_customer_at"] and not time_over(item["returned_to_customer_at"].date(), RECEIPT_DAYS):
        desk.company.truth.pending(item, "S002-P04-4.2-10d")
    if "open" in order.facts:
        desk.company.truth.pending(slip, "S002-P04-4.2-7c")
        return
    slip.facts.add("returned")
    if not item:
        order["repaired_at"] = order["completed_at"] - minutes(rng.randint(20, 25))
    slip["returned_at"] = (item and item["returned_to_customer_at"]) or order["completed_at"]
    _collect(desk, receipt, slip["returned_at"].date())


def _collect(desk: Desk, receipt: Record, day: dt.date) -> None:
    """The receipt goes to the dispatcher the next day, and to the office early in the next month."""
    rng = desk.company.rng
    receipt["recovered_at"] = day
    receipt["to_dispatcher_at"] = at(day + DAY, rng.randint(8, 11), rng.randint(0, 59))
    office = at((day.replace(day=1) + 32 * DAY).replace(day=2), rng.randint(8, 17))
    if office.date() <= day + DAY:
        office += 2 * DAY
    if office.date() <= AS_OF:
        receipt["to_office_at"] = office
    else:
        desk.company.truth.pending(receipt, "S002-P04-4.2-9g/1")
