"""The visit: how the technician came, what was asked and explained there, and what became of a moved appointment."""

from __future__ import annotations

from svcqa_example import names
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER
from svcqa_example.model import Record, minutes

USUAL, URGENT = "一般", ("紧急", "重要")
CAR = "公司派车"
_LISTED_FROM = 2023
"""From this year on the office lists every change of an appointment."""


def travel(desk: Desk) -> None:
    """Fill in the visit of every order, and say what is not due."""
    for order in desk.company["work_orders"]:
        _urgency(desk, order)
        if order["arrived_at"]:
            _come(desk, order)
        if "rescheduled" in order.facts:
            order["dispatcher_informed_at"] = order["rescheduled_at"] + minutes(desk.company.rng.randint(2, 50))
            if order["rescheduled_at"].year >= _LISTED_FROM:
                _list(desk, order)
        _undue(desk, order)


def _urgency(desk: Desk, order: Record) -> None:
    rng = desk.company.rng
    order["urgency"] = rng.choice(URGENT) if rng.random() < (0.3 if desk.company.small else 0.1) else USUAL
    if order["urgency"] in URGENT:
        order.facts.add("urgent")


def _come(desk: Desk, order: Record) -> None:
    rng = desk.company.rng
    order["transport_mode"] = rng.choice((CAR, "摩的", "出租车") if "urgent" in order.facts else (CAR, "公交", "公交"))
    if order["transport_mode"] == CAR:
        order["transport_approved_by"] = desk.staff.permanent(MANAGER)[0].number
    if order["diagnosis"]:
        order["onsite_problem"] = f"客户称{rng.choice(names.FAULTS)}，{rng.choice(('昨天起', '早上起', '一直如此'))}"
    order["customer_explained"] = True


def _list(desk: Desk, order: Record) -> None:
    """The list of changes: the one on the order, before which there may have been another."""
    rng = desk.company.rng
    moves = [(order["rescheduled_at"], order["rescheduled_to"])]
    if rng.random() < 0.4:
        early = order["contacted_at"] + (order["rescheduled_at"] - order["contacted_at"]) / 2
        moves.insert(0, (early.replace(second=0, microsecond=0), order["rescheduled_to"] - minutes(60)))
    if moves[0][0] == moves[-1][0]:
        del moves[:-1]
    made = [
        desk.company.add(
            "reschedules", site=order.site, day=agreed, order_no=order["order_no"], agreed_at=agreed, new_time=new_time,
            reason=rng.choice(("客户出差", "客户临时有事", "等配件")),
            dispatcher_informed_at=agreed + minutes(rng.randint(2, 50)),
        )
        for agreed, new_time in moves
    ]  # fmt: skip
    order.links["move"] = made[-1]
    made[-1].links["order"] = order
    made[-1].facts |= {"once"} if len(made) == 1 else set()


def _undue(desk: Desk, order: Record) -> None:
    """What is not due, or asked of orders that were cancelled or settled by telephone."""
    truth, facts = desk.company.truth, order.facts
    if "repair" in facts and {"cancelled", "phone"} & facts:
        truth.excepted(order, "S002-P04-4.2-3a", "S002-P04-4.2-3a/1", "S002-P04-4.2-5a/6", "S002-P04-4.2-7a/1")
    if {"open", "repair"} <= facts and {"received", "dispatched"} & facts:
        truth.pending(order, "S002-P04-4.2-3a", "S002-P04-4.2-3a/1")
    if "open" in facts and order["in_warranty"] is False:
        truth.pending(order, "S002-P04-4.2-5a/1")
    if {"open", "repair"} <= facts:
        truth.pending(order, "S002-P04-4.2-5a/6", "S002-P04-4.2-7a/1")
    if "urgent" in facts and not order["arrived_at"]:
        truth.pending(order, "S002-P04-4.2-3f/2")
    if not order["diagnosis"]:
        truth.pending(order, "S002-P04-4.2-4b")
