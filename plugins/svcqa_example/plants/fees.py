"""Faults of money: charged in warranty, no receipt, receipts that say something else."""

from __future__ import annotations

from svcqa_example.making.aftercare import receipt
from svcqa_example.making.orders import Desk
from svcqa_example.model import Record, minutes

_BALANCED, _ON_RECORD = "S002-P04-4.2-7b/1", "S002-P04-4.2-7b/2"


def _free(order: Record) -> bool:
    """A repair in warranty that cost nothing."""
    return {"done", "repair"} <= order.facts and "charged" not in order.facts and bool(order["in_warranty"])


def _charged(order: Record) -> bool:
    return {"done", "charged"} <= order.facts and not order.links["receipt"].planted


def charged_in_warranty(desk: Desk) -> None:
    """The customer paid although the work was free: with a receipt one clause is broken, without one two."""
    for number, order in enumerate(desk.company.pick("work_orders", _free, 2 * desk.company.few)):
        order["fee_amount"] = order["fee_collected"] = desk.company.rng.randint(5, 40) * 10
        order["settled_at"] = order["completed_at"] + minutes(5)
        desk.company.truth.fails(order, "S002-P04-4.2-5a", "S003-C3-3.2d")
        desk.company.truth.undetermined(order, "S003-C3-3.2e")
        if number % 2:
            receipt(desk.company, order, order["fee_amount"]).planted = True
        else:
            desk.company.truth.fails(order, "S002-P04-4.2-7b", "S002-P06-4.2.6/2")


def no_receipt(desk: Desk) -> None:
    """Paid, and no receipt is named."""
    for order in desk.company.pick("work_orders", _charged):
        order["receipt_no"] = None
        desk.company.truth.fails(order, "S002-P04-4.2-7b", "S002-P06-4.2.6/2")


def other_amount(desk: Desk) -> None:
    """Collected was not what was charged, or the receipt says another amount."""
    for order in desk.company.pick("work_orders", _charged):
        order["fee_collected"] += 20
        desk.company.truth.fails(order, "S002-P04-4.2-7b")
        desk.company.truth.fails(order.links["receipt"], _BALANCED)
    for order in desk.company.pick("work_orders", _charged):
        order.links["receipt"]["amount"] -= 10
        desk.company.truth.fails(order.links["receipt"], _BALANCED)


def receipt_unknown(desk: Desk) -> None:
    """Receipts that are not in the register, or twice."""
    company = desk.company
    for order in company.pick("work_orders", _charged):
        company["receipts"].remove(order.links["receipt"])
        company.truth.bad_cell("record.reference", order)
        company.truth.fails(order, _ON_RECORD)
    for order in company.pick("work_orders", _charged, 2):
        one = order.links["receipt"]
        twin = Record("receipts", {**one.values, "amount": one["amount"] + 5}, one.site, one.year, planted=True)
        company["receipts"].insert(company["receipts"].index(one) + 1, twin)
        company.truth.bad_cell("record.key", one, twin)
        company.truth.fails(twin, _BALANCED)
        company.truth.fails(order, _ON_RECORD)


def fee_left_blank(desk: Desk) -> None:
    """Money was collected, and no fee stands on the order."""
    for order in desk.company.pick("work_orders", _charged):
        order["fee_amount"] = None
        desk.company.truth.fails(order, "S002-P04-4.2-7b")
        # whose warranty it was is asked of what was charged only
        desk.company.truth.unsay(order, "S003-C3-3.2d/1")


PLANTS = (charged_in_warranty, no_receipt, other_amount, receipt_unknown, fee_left_blank)
