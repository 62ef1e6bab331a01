"""Faults of sending: an order written only when the work had begun."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.particulars import CALLED
from svcqa_example.making.sending import SENT
from svcqa_example.model import Record, minutes


def written_afterwards(desk: Desk) -> None:
    """Sent out, says the order, when the technician had called the customer already."""

    def bare(order: Record) -> bool:
        return "done" in order.facts and "repair" not in order.facts and "request" not in order.links

    for order in desk.company.pick("work_orders", bare, 3):
        order["dispatched_at"] = order["contacted_at"] + minutes(desk.company.rng.randint(3, 30))
        desk.company.truth.fails(order, f"{SENT}/1")
        # that he called within a quarter of an hour cannot be told
        desk.company.truth.undetermined(order, CALLED)


PLANTS = (written_afterwards,)
