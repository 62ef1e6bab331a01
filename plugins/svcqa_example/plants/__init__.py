"""Faults: each is planted on records that carry no other, and says every finding it causes."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.orders import Desk
from svcqa_example.plants import (
    abilities,
    actions,
    archive,
    attesting,
    calls,
    chases,
    departments,
    dispatch,
    editions,
    fees,
    goods,
    information,
    jobs,
    journeys,
    objectives,
    outlets,
    oversight,
    papers,
    people,
    prices,
    repairs,
    reports,
    requests,
    returns,
    risks,
    rulebook,
    security,
    shipping,
    systems,
    teaching,
    visits,
    workshop,
)

PLANTS: tuple[Callable[[Desk], None], ...] = (
    # people first: what they lacked decides about the orders they were sent to
    *abilities.PLANTS, *people.PLANTS, *calls.PLANTS, *repairs.PLANTS, *goods.PLANTS, *returns.PLANTS, *actions.PLANTS,
    *dispatch.PLANTS, *visits.PLANTS,
    *fees.PLANTS, *archive.PLANTS, *requests.PLANTS, *journeys.PLANTS, *prices.PLANTS, *papers.PLANTS,
    *jobs.PLANTS, *outlets.PLANTS, *shipping.PLANTS, *chases.PLANTS, *workshop.PLANTS,
    *departments.PLANTS, *editions.PLANTS, *risks.PLANTS, *objectives.PLANTS, *attesting.PLANTS,
    *rulebook.PLANTS, *oversight.PLANTS,
    # last of what touches callbacks: the statistics count what is left of them
    *reports.PLANTS, *teaching.PLANTS,
    *systems.PLANTS, *security.PLANTS,
    # last of all that touches orders and callbacks: it is asked of what is left of them
    *information.PLANTS,
)  # fmt: skip
