"""Who was sent out, by whom and when: how far every order has come for the rules on that."""

from __future__ import annotations

from svcqa_example.making.orders import Desk

ANSWERS, SENT, HELD = "S000-P1-2.11", "S000-P1-4.2.3", "S000-P1-4.2.1f"


def send_out(desk: Desk) -> None:
    """What is not due of an order that was not sent out, and not asked of one that was cancelled."""
    truth = desk.company.truth
    for order in desk.company["work_orders"]:
        held = [f"{HELD}/1", *([HELD] if order["technician_id"] else [])]
        if "cancelled" in order.facts:
            truth.excepted(order, ANSWERS, *held)
        elif not order["dispatched_at"]:
            truth.pending(order, ANSWERS, *held)
        if not any(order[name] for name in ("contacted_at", "arrived_at", "completed_at")):
            truth.pending(order, SENT)
