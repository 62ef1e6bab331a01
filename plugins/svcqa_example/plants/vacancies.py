"""What a company at work cannot do without: taken away in a company of its own, so that its rules are broken too."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.model import AS_OF, DAY
from svcqa_example.orders import Desk
from svcqa_example.people import DISPATCHER
from svcqa_example.security import FEEDBACK_PROCESS, PLANS

_TEAM = {"S002-P01-4.1.1": "识别小组成员", "S002-P01-4.1.1/2": "count"}
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


UNBROKEN = (*_POSTS, *_TEAM, *dict.fromkeys(_PLANS.values()))
"""Rules that are broken by these, and by no company at work."""
VACANCIES: tuple[Callable[[Desk], None], ...] = (everybody_left, team_forgotten, plans_withdrawn)
