"""Faults: each is planted on records that carry no other, and says every finding it causes."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.orders import Desk
from svcqa_example.plants import actions, archive, calls, dispatch, fees, goods, people, repairs, visits, workshop

PLANTS: tuple[Callable[[Desk], None], ...] = (
    # people first: what they lacked decides about the orders they were sent to
    *people.PLANTS, *calls.PLANTS, *repairs.PLANTS, *goods.PLANTS, *actions.PLANTS, *dispatch.PLANTS, *visits.PLANTS,
    *fees.PLANTS, *archive.PLANTS,
    *workshop.PLANTS,
)  # fmt: skip
