"""Faults of what an outlet writes about a job: no request, no decision, no confirmation, entered late."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.repairing import SETTLED
from svcqa_example.model import AS_OF, Odd, Record, at, minutes

_SETTLED, _ENTERED = "S002-P06-4.2.6", "S002-P06-4.3.4"


def _done(order: Record) -> bool:
    """A finished job that was over well before the audit."""
    return "done" in order.facts and order["completed_at"] < at(AS_OF, 0) - minutes(10 * 24 * 60)


def _charged(order: Record) -> bool:
    return _done(order) and "charged" in order.facts and "settlement" not in order.links


def decision_missing(desk: Desk) -> None:
    """Nobody wrote what the customer wanted, whether it was charged, or why it was free."""
    company = desk.company
    for number, order in enumerate(company.pick("work_orders", _done)):
        order["customer_request"] = (None, Odd("/"))[number % 2]
        company.truth.fails(order, "S002-P06-4.2.4")
    for order in company.pick("work_orders", _done):
        order["charge_decision"] = None
        company.truth.fails(order, "S002-P06-4.2.4/1")
    for order in company.pick("work_orders", lambda one: _done(one) and one["charge_decision"] == "免费"):
        order["free_rule"] = None
        company.truth.fails(order, "S002-P06-4.2.4/2")


def settled_early(desk: Desk) -> None:
    """Paid before the customer gave an opinion, without one on record, never, or on a day without a time."""
    company = desk.company
    for order in company.pick("work_orders", _charged):
        order["opinion_at"] = order["settled_at"] + minutes(company.rng.randint(10, 300))
        company.truth.fails(order, _SETTLED)
    for order in company.pick("work_orders", _charged):
        order["opinion_at"] = None
        company.truth.fails(order, _SETTLED)
    for order in company.pick("work_orders", _charged):
        order["settled_at"] = None
        company.truth.fails(order, _SETTLED, *([SETTLED] if order["service_type"] == "维修" else []))
    for order in company.pick("work_orders", _charged, 2):
        order["opinion_at"] = order["settled_at"].date()
        company.truth.undetermined(order, _SETTLED)


def not_confirmed(desk: Desk) -> None:
    """The customer did not confirm the work."""
    for number, order in enumerate(desk.company.pick("work_orders", _done)):
        order["customer_confirmed"] = (False, None)[number % 2]
        desk.company.truth.fails(order, "S002-P06-4.2.6/1")


def entered_late(desk: Desk) -> None:
    """A job was entered into the system late, never, or before it was done."""
    company, timing = desk.company, f"{_ENTERED}/timing"
    for order in company.pick("work_orders", _done):
        order["system_entered_at"] = order["completed_at"] + minutes(company.rng.randint(24 * 60 + 1, 6000))
        company.truth.fails(order, timing)
    for order in company.pick("work_orders", _done):
        order["system_entered_at"] = None
        company.truth.fails(order, _ENTERED)
    for order in company.pick("work_orders", _done, 2):
        order["system_entered_at"] = order["completed_at"] - minutes(company.rng.randint(20, 90))
        company.truth.undetermined(order, timing)


PLANTS = (decision_missing, settled_early, not_confirmed, entered_late)
