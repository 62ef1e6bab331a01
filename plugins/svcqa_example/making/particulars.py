"""What an order says of the job as manual 000 wants it: which units, by when, the call, what was done."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.units import months_on
from svcqa_example.model import AS_OF, DAY, Record, at

SENT = ("S000-P3-A7.1a", "S000-P3-A7.1b", "S000-P3-A7.1c", "S000-P3-A7.1d")
"""What an order says when somebody is sent out with it."""
ARRIVED, CALLED, VERIFIED = "S000-P3-A7.1e", "S000-P3-A7.2a", "S000-P3-A7.2b"
DONE, SIGNED, BACK, DUE = "S000-P3-A7.5a/1", "S000-P3-A7.5b", "S000-P3-A7.5c/1", "S000-P3-A5.1/1"
_MONTHS = (12, 24, 36)
_CONTENTS = {
    "维修": "检修并排除故障", "保养": "清洗、检查、加注", "安装": "就位、接管接线、调试", "开机": "开机调试并交底",
    "退换货": "取回并核对退换货物",
}  # fmt: skip
_DUE = 0.15
"""So many orders say by when they are to be finished."""


def write_orders(desk: Desk) -> None:
    """Fill in every order as far as it has come."""
    sold: dict[str, list[Record]] = {}
    for order in desk.company["work_orders"]:
        if order["dispatched_at"]:
            _units(desk, order, sold)
            _arrival(order)
        if order["contacted_at"] and "phone" not in order.facts:
            order["info_verified"], order["eta"] = True, order["appointment_at"]
        if order["completed_at"]:
            order["service_content"] = _CONTENTS[order["service_type"]]
            order["result"] = "电话指导解决" if "phone" in order.facts else "正常，已试运行"
            order["customer_signed"] = None if "phone" in order.facts else True
        _due(desk, order)
        _say(desk, order)


def _units(desk: Desk, order: Record, sold: dict[str, list[Record]]) -> None:
    """The serial number of each unit that the job is about; customers have several, and call again."""
    order["quantity"] = order["quantity"] or 1
    serials = [order["serial_no"]] if order["serial_no"] else []
    owned = sold.setdefault(order["customer_id"], [])
    for unit in owned:
        if len(serials) < order["quantity"] and _fits(order, unit):
            order["model"] = order["model"] if serials else unit["model"]
            serials.append(unit["serial_no"])
    while len(serials) < order["quantity"]:
        owned.append(_sell(desk, order))
        serials.append(owned[-1]["serial_no"])
    order["serial_no"] = "、".join(serials)
    if len(serials) > 1:
        # of two units it cannot be told whose warranty was over
        asked = order["in_warranty"] is False and order["fault_cause"] != "人为"
        charged = ["S003-C3-3.2d/1"] if asked and order["fee_amount"] else []
        desk.company.truth.undetermined(order, *charged, *(["S002-P04-4.2-5a/4"] if asked else []))


def _fits(order: Record, unit: Record) -> bool:
    """In or out of warranty as the order says, and of its model where its unit is known."""
    day, until = order["received_at"].date(), months_on(unit["sold_at"], unit["warranty_months"])
    known: bool = unit["sold_at"] < day and (not order["serial_no"] or unit["model"] == order["model"])
    over = order["in_warranty"] is False
    return known and (until < day - DAY if over else until > day)


def _sell(desk: Desk, order: Record) -> Record:
    rng, day = desk.company.rng, order["received_at"].date()
    months = rng.choice(_MONTHS)
    over = order["in_warranty"] is False
    sold = day - (rng.randint(months * 31 + 5, months * 31 + 900) if over else rng.randint(3, months * 10)) * DAY
    return desk.company.add(
        "units", site=order.site, day=sold, serial_no=f"SN{100001 + len(desk.company['units'])}", model=order["model"],
        customer_id=order["customer_id"], sold_at=sold, warranty_months=months,
    )  # fmt: skip


def _arrival(order: Record) -> None:
    """By when somebody must be there at the latest: the evening after the day of the appointment."""
    day: dt.date = (order["appointment_at"] or order["received_at"]).date()
    order["required_arrival_at"] = at(day + DAY, 18)


def _due(desk: Desk, order: Record) -> None:
    """Some orders say by when they are to be finished."""
    rng = desk.company.rng
    if "phone" in order.facts or rng.random() > _DUE:
        return
    latest: dt.date = (order["completed_at"] or order["received_at"]).date()
    order["due_at"] = at(latest + rng.randint(3, 7) * DAY, 18)
    if "cancelled" in order.facts:
        desk.company.truth.excepted(order, DUE)
    elif "open" in order.facts:
        order["due_at"] = at(AS_OF + rng.randint(2, 5) * DAY, 18)
        desk.company.truth.pending(order, DUE)


def _say(desk: Desk, order: Record) -> None:
    """Rules of manual 000 that an order does not reach, or from which it is excepted."""
    truth, facts = desk.company.truth, order.facts
    if not order["dispatched_at"]:
        truth.pending(order, *SENT)
    if not order["completed_at"]:
        truth.pending(order, DONE)
    if "fresh" in facts:
        truth.pending(order, BACK)
    if "phone" in facts:
        truth.excepted(order, ARRIVED, VERIFIED, SIGNED, BACK)
        return
    if not order["completed_at"]:
        truth.pending(order, SIGNED)
    if "cancelled" in facts:
        truth.excepted(order, VERIFIED, *([ARRIVED, CALLED] if order["dispatched_at"] else []))
    elif not order["contacted_at"]:
        truth.pending(order, VERIFIED)
    if "open" in facts and order["dispatched_at"]:
        _waiting(desk, order)


def _waiting(desk: Desk, order: Record) -> None:
    """Manual 002 leaves the office a day for the call; a quarter of an hour, as manual 000 has it, is long over."""
    if not order["contacted_at"]:
        desk.company.truth.fails(order, CALLED)
    if not order["arrived_at"]:
        desk.company.truth.pending(order, ARRIVED)
