"""Building the company: founded, staffed, at work for six years, and then its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from svcqa_example import names
from svcqa_example.actions import raise_nonconformities
from svcqa_example.aftercare import follow_up
from svcqa_example.archive import file_away
from svcqa_example.attesting import attest
from svcqa_example.contracts import close_contracts
from svcqa_example.editions import issue
from svcqa_example.goods import move_goods
from svcqa_example.information import answer_reviews, gather, publish_information, report_information, say_what_for
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
from svcqa_example.security import break_secrecy, check_security, leak, let_others_look, train_in_secrecy
from svcqa_example.shipping import ship
from svcqa_example.systems import grant_access, run_systems
from svcqa_example.teaching import teach
from svcqa_example.units import sell
from svcqa_example.workshop import send_away

ORDERS = 20_000
SEED = 7
_STEPS: tuple[Callable[[Desk], None], ...] = (
    take_orders, publish, follow_up, send_away, sell, travel, hand_back, ring, move_goods, handle_returns, open_outlets,
    report_jobs, ship, close_contracts, file_away, raise_nonconformities, hand_in, count_callbacks, issue, identify,
    set_objectives, attest, keep_rules, watch, list_copies, teach,
    run_systems, grant_access, say_what_for, gather, report_information, publish_information, answer_reviews,
    leak, check_security, train_in_secrecy, let_others_look, break_secrecy,
)  # fmt: skip
"""What the company does, one after the other."""


def build(seed: int = SEED, orders: int = ORDERS) -> Company:
    """The example company: the same seed and size, the same company.

    Args:
        seed: which of many companies.
        orders: how many work orders; 1,000 at least, so that every fault finds a record.
    """
    desk = conforming(seed, orders)
    do(desk, PLANTS)
    return desk.company


def conforming(seed: int, orders: int) -> Desk:
    """A company that breaks no rule, but for numbers that were never given out."""
    company = Company(seed, orders)
    company.turn(found)
    staff = found(company)
    company.turn(learn)
    learning: Learning = learn(company, staff)
    company.turn(names.customers)
    desk = Desk(company, staff, learning, names.customers(company.rng, max(50, orders // 8)))
    do(desk, _STEPS)
    return desk


def do(desk: Desk, steps: Iterable[Callable[[Desk], None]]) -> None:
    """One thing after the other."""
    for step in steps:
        desk.company.turn(step)
        step(desk)
