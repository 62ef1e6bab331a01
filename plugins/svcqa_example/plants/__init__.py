"""Faults: each is planted on records that carry no other, and says every finding it causes."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.orders import Desk
from svcqa_example.plants import (
    abilities,
    actions,
    agreements,
    archive,
    attesting,
    calls,
    certifying,
    chases,
    conduct,
    contact,
    departments,
    dispatch,
    duty,
    editions,
    enquiries,
    establishment,
    fees,
    forms,
    franchise,
    goods,
    grievances,
    jobs,
    journeys,
    members,
    objectives,
    office,
    outlets,
    oversight,
    papers,
    particulars,
    people,
    policies,
    prices,
    questions,
    regions,
    regular,
    repairs,
    reports,
    requests,
    returns,
    risks,
    rulebook,
    sending,
    shipping,
    supervising,
    tallies,
    teaching,
    upkeep,
    visits,
    walks,
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
    *certifying.PLANTS, *establishment.PLANTS, *grievances.PLANTS, *enquiries.PLANTS, *upkeep.PLANTS, *regular.PLANTS,
    *contact.PLANTS, *sending.PLANTS, *contact.CALLS,
    # last of what touches callbacks: the statistics count what is left of them
    *reports.PLANTS, *teaching.PLANTS,
    *particulars.PLANTS, *forms.PLANTS, *agreements.PLANTS, *conduct.PLANTS, *office.PLANTS, *walks.PLANTS,
    *members.PLANTS, *policies.PLANTS, *duty.PLANTS, *franchise.PLANTS, *supervising.PLANTS, *questions.PLANTS,
    *regions.PLANTS,
    # last of what touches requests and orders: the repair reports count what is left of them
    *tallies.PLANTS,
)  # fmt: skip
