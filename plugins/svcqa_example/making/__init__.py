"""What the company does, a module for each of its affairs: records that conform, with the facts behind them."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.accidents import have_accidents
from svcqa_example.making.accounts import know_customers
from svcqa_example.making.actions import raise_nonconformities
from svcqa_example.making.aftercare import follow_up
from svcqa_example.making.agreements import agree
from svcqa_example.making.appraisals import judge
from svcqa_example.making.archive import file_away
from svcqa_example.making.attesting import attest
from svcqa_example.making.audits import audit_service
from svcqa_example.making.breaches import find_breaches
from svcqa_example.making.budgeting import plan_budgets
from svcqa_example.making.cases import work_on_reports
from svcqa_example.making.certifying import certify
from svcqa_example.making.charging import charge_fees
from svcqa_example.making.charters import lay_down
from svcqa_example.making.claims import claim_expenses
from svcqa_example.making.conduct import behave
from svcqa_example.making.consultations import answer_questions
from svcqa_example.making.contact import keep_in_touch
from svcqa_example.making.contracts import close_contracts
from svcqa_example.making.controlled import control_documents
from svcqa_example.making.duty import keep_watch
from svcqa_example.making.editions import issue
from svcqa_example.making.emergencies import prepare
from svcqa_example.making.enquiries import enquire
from svcqa_example.making.establishment import establish
from svcqa_example.making.evaluation import evaluate
from svcqa_example.making.exchanges import settle_returns
from svcqa_example.making.facilities import equip_workshop
from svcqa_example.making.feedback import listen
from svcqa_example.making.filing import check_records, copy_backups, correct, lend, list_records
from svcqa_example.making.fleet import look_after
from svcqa_example.making.followups import close_the_loop
from svcqa_example.making.forms import fill_in
from svcqa_example.making.franchise import serve_franchisees
from svcqa_example.making.gatherings import convene
from svcqa_example.making.goods import move_goods
from svcqa_example.making.grievances import answer_complaints
from svcqa_example.making.hiring import screen
from svcqa_example.making.hotline import man_hotline
from svcqa_example.making.improving import improve_service
from svcqa_example.making.information import (
    answer_reviews,
    gather_information,
    publish_information,
    report_information,
    say_what_for,
)
from svcqa_example.making.jobs import report_jobs
from svcqa_example.making.journeys import travel
from svcqa_example.making.members import keep_members
from svcqa_example.making.merits import weigh
from svcqa_example.making.objectives import set_objectives
from svcqa_example.making.office import keep_office
from svcqa_example.making.orders import Desk, take_orders
from svcqa_example.making.outlets import open_outlets
from svcqa_example.making.oversight import watch
from svcqa_example.making.papers import hand_back
from svcqa_example.making.particulars import write_orders
from svcqa_example.making.phone import ring
from svcqa_example.making.policies import write_policies
from svcqa_example.making.prevention import follow_through
from svcqa_example.making.prices import publish
from svcqa_example.making.questions import take_charge
from svcqa_example.making.recalls import recall_products
from svcqa_example.making.regular import report_regularly
from svcqa_example.making.repairing import repair
from svcqa_example.making.reports import count_callbacks, hand_in
from svcqa_example.making.resources import provide
from svcqa_example.making.responding import respond
from svcqa_example.making.restdays import rest
from svcqa_example.making.returns import handle_returns
from svcqa_example.making.revisions import follow_revisions
from svcqa_example.making.risks import identify
from svcqa_example.making.rulebook import keep_rules, list_copies
from svcqa_example.making.schooling import school
from svcqa_example.making.security import break_secrecy, check_security, leak, let_others_look, train_in_secrecy
from svcqa_example.making.sending import send_out
from svcqa_example.making.shipping import ship
from svcqa_example.making.spares import count_stock, run_store
from svcqa_example.making.standards import keep_promises, reply, supply
from svcqa_example.making.supervising import supervise
from svcqa_example.making.systems import grant_access, run_systems
from svcqa_example.making.tallies import report_repairs
from svcqa_example.making.teaching import teach
from svcqa_example.making.units import sell
from svcqa_example.making.upkeep import keep_up
from svcqa_example.making.walks import walk
from svcqa_example.making.workshop import send_away

STEPS: tuple[Callable[[Desk], None], ...] = (
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
    prepare, judge,
    close_the_loop, know_customers, improve_service,
    evaluate, provide,
    # after everything else that raises nonconformities
    follow_through,
    recall_products, run_store, count_stock, equip_workshop,
    # last of all: they list, complete and review whatever documents and records there are
    check_records, control_documents, list_records, correct, lend, copy_backups,
)  # fmt: skip
"""One after the other."""
