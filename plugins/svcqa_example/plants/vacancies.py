"""What a company at work cannot do without: taken away in a company of its own, so that its rules are broken too."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.customer_service import CUSTOMER_DEPT
from svcqa_example.making.emergencies import COMPREHENSIVE, SPECIAL
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER, SOUTH
from svcqa_example.making.security import FEEDBACK_PROCESS, PLANS
from svcqa_example.model import AS_OF, DAY, minutes

_TEAM = {"S002-P01-4.1.1": "识别小组成员", "S002-P01-4.1.1/2": "count"}
_GIVEN_UP = (
    "S000-P1-2.5", "S000-P1-2.12a", "S000-P1-4.2.1b", "S000-P1-4.2.1b/1", "S000-P1-4.2.1g", "S000-P1-4.2.2e",
)  # fmt: skip
_POSTS = {
    "S002-PXX-3": "调度员", "S002-PXX-3/1": "售后服务管理师", "S002-PXX-3/2": "回访人员", "S002-PXX-3/3": "返修人员",
    "S002-PXX-3/4": "发运负责人", "S002-PXX-3/5": "副总经理", "S002-PXX-3/6": "总经理", "S002-PXX-3/7": "管理者代表",
}  # fmt: skip

_PLANS = {**dict.fromkeys(PLANS, "S003-C5-5.3l"), FEEDBACK_PROCESS: "S003-C5-5.1h"}


def everybody_left(desk: Desk) -> None:
    """Nobody holds a post any more."""
    for person in desk.staff.people:
        if person.employed:
            person.record["leave_date"], person.record["status"] = AS_OF - 20 * DAY, "离职"
    for rule, post in _POSTS.items():
        desk.company.truth.missing(rule, post)


def team_forgotten(desk: Desk) -> None:
    """The list of the team says who appointed it, and names nobody."""
    (dispatcher,) = desk.staff.permanent(DISPATCHER)[:1]
    desk.company["risk_team"].clear()
    desk.company.add("risk_team", appointed_by=dispatcher.number, appointed_at=AS_OF - 400 * DAY)
    for rule, slot in _TEAM.items():
        desk.company.truth.missing(rule, slot)


def plans_withdrawn(desk: Desk) -> None:
    """No plan for the failure of systems or a leak is in force, and no process for what customers say."""
    for record in desk.company["documents"]:
        if record["doc_type"] in _PLANS:
            record["status"] = "作废"
            desk.company.truth.missing(_PLANS[record["doc_type"]], record["doc_type"])


_EMERGENCY = {"S002-P18-p6": "应急预案"}


def emergency_plans_withdrawn(desk: Desk) -> None:
    """No emergency plan is in force."""
    for record in desk.company["documents"]:
        if record["doc_type"] in {COMPREHENSIVE, SPECIAL}:
            record["status"] = "作废"
    for rule, slot in _EMERGENCY.items():
        desk.company.truth.missing(rule, slot)


_LATE = {"S002-P19-p2": SOUTH}
_ENOUGH = 25


def late_everywhere(desk: Desk) -> None:
    """At an outlet nobody comes as agreed any more."""
    company = desk.company
    mine = [one for one in company["work_orders"] if one.site == SOUTH and one["arrived_at"] and one["appointment_at"]]
    company.registers["work_orders"] = mine[:_ENOUGH]
    for order in mine[:_ENOUGH]:
        order["rescheduled_at"] = order["rescheduled_to"] = None
        order["arrived_at"] = order["appointment_at"] + minutes(40)
    for rule, slot in _LATE.items():
        company.truth.missing(rule, slot)


_BUDGET = {"S003-C6-6.1a/1": "count", "S003-C6-6.1b": LATELY}
_IN_CHARGE = {"S003-C6-6.1d": "售后预算"}


def budget_without_amount(desk: Desk) -> None:
    """The list of budgets has one line, and no amount on it."""
    desk.company["budgets"].clear()
    desk.company.add("budgets", budget_no="FYS001", budget_item="差旅费", period=str(AS_OF.year))
    for rule, slot in (*_BUDGET.items(), *_IN_CHARGE.items()):
        desk.company.truth.missing(rule, slot)


def given_up(desk: Desk) -> None:
    """Since last year nothing has been handed in, budgeted or planned."""
    company = desk.company
    for register in ("submissions", "budgets", "maintenance_plan"):
        company[register][:] = [one for one in company[register] if one.year < AS_OF.year]
    for budget in company["budgets"]:
        if budget["reviewed_at"] and budget["reviewed_at"].year == AS_OF.year:
            budget["reviewed_at"] = None
    for rule in _GIVEN_UP:
        company.truth.missing(rule, LATELY)


def idle_year(desk: Desk) -> None:
    """In the last year customer service had no goals, went through no complaints, and nobody suggested anything."""
    company = desk.company
    aims = company["objectives"]
    company.registers["objectives"] = [
        one for one in aims if (one["owner_dept"], one["period"]) != (CUSTOMER_DEPT, str(AS_OF.year))
    ]
    for record in company["complaints"]:
        if record["reviewed_at"] and record["reviewed_at"].year == AS_OF.year:
            record["reviewed_at"] = None
    for record in company["improvements"]:
        if record["proposed_at"].year == AS_OF.year:
            record["proposer_id"] = None
    for rule in _IDLE:
        company.truth.missing(rule, LATELY)


_IDLE = ("S001-C2-S6", "S001-C2-S8a", "S001-C2-E8")
UNBROKEN = (
    *_POSTS,
    *_TEAM,
    *_GIVEN_UP,
    *_IDLE,
    *_BUDGET,
    *_IN_CHARGE,
    *dict.fromkeys(_PLANS.values()),
    *_EMERGENCY,
    *_LATE,
)
"""Rules that are broken by these, and by no company at work."""
KEPT = (
    "staff", "posts", "sites", "departments", "risk_team", "objectives", "complaints", "improvements", "submissions",
    "budgets", "maintenance_plan", "documents", "work_orders",
)  # fmt: skip
"""The registers that these rules look at."""
VACANCIES: tuple[Callable[[Desk], None], ...] = (
    everybody_left, team_forgotten, given_up, budget_without_amount, idle_year,
    plans_withdrawn, emergency_plans_withdrawn, late_everywhere,
)  # fmt: skip
