"""Building the company: founded, staffed, at work for six years, and then its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from svcqa_example import names
from svcqa_example.making import STEPS
from svcqa_example.making.learning import learn
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import found
from svcqa_example.model import Company
from svcqa_example.plants import PLANTS

ORDERS = 20_000
SEED = 7


def build(seed: int = SEED, orders: int = ORDERS) -> Company:
    """The example company: the same seed and size, the same company.

    Args:
        seed: which of many companies.
        orders: how many work orders; 1,000 at least, so that every fault finds a record.
    """
    desk = conforming(seed, orders)
    do(desk, PLANTS)
    desk.company.truth.keep(record for records in desk.company.registers.values() for record in records)
    return desk.company


def conforming(seed: int, orders: int) -> Desk:
    """A company that breaks no rule, but for numbers that were never given out."""
    company = Company(seed, orders)
    company.turn(found)
    staff = found(company)
    company.turn(learn)
    learning = learn(company, staff)
    company.turn(names.customers)
    desk = Desk(company, staff, learning, names.customers(company.rng, max(50, orders // 8)))
    do(desk, STEPS)
    return desk


def do(desk: Desk, steps: Iterable[Callable[[Desk], None]]) -> None:
    """One thing after the other."""
    for step in steps:
        desk.company.turn(step)
        step(desk)
