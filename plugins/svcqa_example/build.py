"""Building the company: founded, staffed, at work for six years, and then its faults."""

from __future__ import annotations

import random

from svcqa_example import names
from svcqa_example.actions import raise_nonconformities
from svcqa_example.aftercare import follow_up
from svcqa_example.archive import file_away
from svcqa_example.attesting import attest
from svcqa_example.contracts import close_contracts
from svcqa_example.editions import issue
from svcqa_example.goods import move_goods
from svcqa_example.jobs import report_jobs
from svcqa_example.journeys import travel
from svcqa_example.learning import Learning, learn
from svcqa_example.model import Company
from svcqa_example.objectives import set_objectives
from svcqa_example.orders import Desk, take_orders
from svcqa_example.outlets import open_outlets
from svcqa_example.oversight import watch
from svcqa_example.papers import hand_back
from svcqa_example.people import found
from svcqa_example.phone import ring
from svcqa_example.plants import PLANTS
from svcqa_example.prices import publish
from svcqa_example.reports import count_callbacks, hand_in
from svcqa_example.returns import handle_returns
from svcqa_example.risks import identify
from svcqa_example.rulebook import keep_rules, list_copies
from svcqa_example.shipping import ship
from svcqa_example.teaching import teach
from svcqa_example.units import sell
from svcqa_example.workshop import send_away

ORDERS = 20_000
SEED = 7


def build(seed: int = SEED, orders: int = ORDERS) -> Company:
    """The example company: the same seed and size, the same company.

    Args:
        seed: which of many companies.
        orders: how many work orders; 1,000 at least, so that every fault finds a record.
    """
    desk = conforming(seed, orders)
    for plant in PLANTS:
        plant(desk)
    return desk.company


def conforming(seed: int, orders: int) -> Desk:
    """A company that breaks no rule, but for numbers that were never given out."""
    company = Company(random.Random(seed), orders)  # noqa: S311 - a made-up company, not a secret
    staff = found(company)
    learning: Learning = learn(company, staff)
    desk = Desk(company, staff, learning, names.customers(company.rng, max(50, orders // 8)))
    take_orders(desk)
    publish(company)
    follow_up(desk)
    send_away(desk)
    sell(desk)
    travel(desk)
    hand_back(desk)
    ring(desk)
    move_goods(desk)
    handle_returns(desk)
    open_outlets(desk)
    report_jobs(desk)
    ship(desk)
    close_contracts(desk)
    file_away(desk)
    raise_nonconformities(desk)
    hand_in(desk)
    count_callbacks(company)
    issue(company, staff)
    identify(desk)
    set_objectives(desk)
    attest(desk)
    keep_rules(desk)
    watch(desk)
    list_copies(desk)
    teach(desk)
    return desk
