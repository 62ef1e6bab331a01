"""Building the company: founded, staffed, at work for six years, and then its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from svcqa_example import names
from svcqa_example.accidents import have_accidents
from svcqa_example.actions import raise_nonconformities
from svcqa_example.aftercare import follow_up
from svcqa_example.agreements import agree
from svcqa_example.archive import file_away
from svcqa_example.attesting import attest
from svcqa_example.audits import audit_service
from svcqa_example.breaches import find_breaches
from svcqa_example.budgeting import plan_budgets
from svcqa_example.cases import work_on_reports
from svcqa_example.certifying import certify
from svcqa_example.charging import charge_fees
from svcqa_example.charters import lay_down
from svcqa_example.claims import claim_expenses
from svcqa_example.conduct import behave
from svcqa_example.consultations import answer_questions
from svcqa_example.contact import keep_in_touch
from svcqa_example.contracts import close_contracts
from svcqa_example.duty import keep_watch
from svcqa_example.editions import issue
from svcqa_example.enquiries import enquire
from svcqa_example.establishment import establish
from svcqa_example.exchanges import settle_returns
from svcqa_example.feedback import listen
from svcqa_example.fleet import look_after
from svcqa_example.forms import fill_in
from svcqa_example.franchise import serve_franchisees
from svcqa_example.gatherings import convene
from svcqa_example.goods import move_goods
from svcqa_example.grievances import answer_complaints
from svcqa_example.hiring import screen
from svcqa_example.hotline import man_hotline
from svcqa_example.information import (
    answer_reviews,
    gather_information,
    publish_information,
    report_information,
    say_what_for,
)
from svcqa_example.jobs import report_jobs
from svcqa_example.journeys import travel
from svcqa_example.learning import Learning, learn
from svcqa_example.members import keep_members
from svcqa_example.merits import weigh
from svcqa_example.model import Company
from svcqa_example.objectives import set_objectives
from svcqa_example.office import keep_office
from svcqa_example.orders import Desk, take_orders
from svcqa_example.outlets import open_outlets
from svcqa_example.oversight import watch
from svcqa_example.papers import hand_back
from svcqa_example.particulars import write_orders
from svcqa_example.people import found
from svcqa_example.phone import ring
from svcqa_example.plants import PLANTS
from svcqa_example.policies import write_policies
from svcqa_example.prices import publish
from svcqa_example.questions import take_charge
from svcqa_example.regular import report_regularly
from svcqa_example.repairing import repair
from svcqa_example.reports import count_callbacks, hand_in
from svcqa_example.responding import respond
from svcqa_example.restdays import rest
from svcqa_example.returns import handle_returns
from svcqa_example.revisions import follow_revisions
from svcqa_example.risks import identify
from svcqa_example.rulebook import keep_rules, list_copies
from svcqa_example.schooling import school
from svcqa_example.security import break_secrecy, check_security, leak, let_others_look, train_in_secrecy
from svcqa_example.sending import send_out
from svcqa_example.shipping import ship
from svcqa_example.standards import keep_promises, reply, supply
from svcqa_example.supervising import supervise
from svcqa_example.systems import grant_access, run_systems
from svcqa_example.tallies import report_repairs
from svcqa_example.teaching import teach
from svcqa_example.units import sell
from svcqa_example.upkeep import keep_up
from svcqa_example.walks import walk
from svcqa_example.workshop import send_away

ORDERS = 20_000
SEED = 7
_STEPS: tuple[Callable[[Desk], None], ...] = (
    take_orders, publish, follow_up, send_away, sell, travel, hand_back, ring, move_goods, handle_returns, open_outlets,
    report_jobs, ship, close_contracts, file_away, raise_nonconformities, hand_in, count_callbacks, issue, identify,
    set_objectives, attest, keep_rules, watch, list_copies, teach,
    certify, establish, answer_complaints, enquire, keep_up, report_regularly, keep_in_touch,
    send_out, report_repairs,
    write_orders, fill_in, behave, keep_office, walk,
    keep_members, write_policies, keep_watch, serve_franchisees, supervise, take_charge,
    respond, weigh, find_breaches, screen, man_hotline, convene, lay_down, follow_revisions, school,
    look_after, work_on_reports, repair, answer_questions, listen, settle_returns, rest,
    keep_promises, reply, supply, have_accidents, audit_service, charge_fees, claim_expenses, plan_budgets,
    run_systems, grant_access, say_what_for, gather_information, report_information, publish_information,
    answer_reviews, leak, check_security, train_in_secrecy, let_others_look, break_secrecy,
    # after everything else that is done about complaints
    agree,
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
    desk.company.truth.keep(record for records in desk.company.registers.values() for record in records)
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
