"""Faults: each is planted on records that carry no other, and says every finding it causes."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.orders import Desk
from svcqa_example.plants import (
    actions,
    archive,
    calls,
    dispatch,
    fees,
    goods,
    jobs,
    journeys,
    outlets,
    papers,
    people,
    prices,
    repairs,
    reports,
    requests,
    shipping,
    visits,
    workshop,
)

PLANTS: tuple[Callable[[Desk], None], ...] = (
    # people first: what they lacked decides about the orders they were sent to
    *people.PLANTS, *calls.PLANTS, *repairs.PLANTS, *goods.PLANTS, *actions.PLANTS, *dispatch.PLANTS, *visits.PLANTS,
    *fees.PLANTS, *archive.PLANTS, *requests.PLANTS, *journeys.PLANTS, *prices.PLANTS, *papers.PLANTS,
    *jobs.PLANTS, *outlets.PLANTS, *shipping.PLANTS, *workshop.PLANTS,
    # last of what touches callbacks: the statistics count what is left of them
    *reports.PLANTS,
)  # fmt: skip
