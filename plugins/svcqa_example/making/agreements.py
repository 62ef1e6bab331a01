"""What is agreed with customers who complain, and what keeps a grave matter from coming back."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.actions import raise_one
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import SERVICE_DEPT
from svcqa_example.making.standards import RESOLVED
from svcqa_example.model import AS_OF, DAY, Record, at, minutes, time_over

AGREED, SETTLED, CAUSE = "S000-P3-A7bis.2c", "S000-P3-A7bis.2d", "S000-P3-A7bis.2b"
_CAUSES = {
    "上门太晚": ("派单时未核对路程", "按区域排班"), "反复维修": ("配件质量不稳定", "更换供应商批次"),
    "维修后又出故障": ("前次维修不彻底", "返工并复检"),
    "收费不清": ("未出示收费标准", "上门先出示标准"), "态度不好": ("沟通培训不足", "专项培训并道歉"),
}  # fmt: skip
_SOLUTIONS = ("重新上门并减免费用", "更换配件", "退还多收费用", "上门致歉")
_OTHER = ("维修质量不稳定", "返工并复检")
USUAL = "一般"
_EVERY = 8
"""Every so manieth complaint came before."""
_YOUNG = 75
"""Days in which a nonconformity is over and done with."""
_DAYS = 2
"""So soon a solution is agreed."""
SEEN_TO = "agreed"
_NOTHING_DONE = "S001-C2-S8b"
"""Closed, and nobody wrote what was done."""


def agree(desk: Desk) -> None:
    """Cause, action and agreement of every complaint that was closed; something against the grave ones."""
    for number, complaint in enumerate(desk.company["complaints"]):
        if SEEN_TO not in complaint.facts:
            complaint.facts.add(SEEN_TO)
            complaint["severity"] = complaint["severity"] or USUAL
            _settle(desk, complaint, number)


def _settle(desk: Desk, complaint: Record, number: int) -> None:
    rng, received = desk.company.rng, complaint["received_at"]
    if not complaint["closed_at"]:
        desk.company.truth.pending(complaint, CAUSE)
        if time_over(received.date(), _DAYS):
            _solution(desk, complaint, AS_OF)
        else:
            desk.company.truth.pending(complaint, AGREED)
        return
    cause, action = _CAUSES.get(complaint["content"], _OTHER)
    if desk.company.truth.of(complaint, _NOTHING_DONE) != "fails":
        complaint["root_cause"], complaint["action"] = cause, complaint["action"] or action
    if complaint["resolved_on_spot"] is None:
        complaint["resolved_on_spot"] = number % _EVERY == 1
    if complaint["resolved_on_spot"]:
        desk.company.truth.excepted(complaint, AGREED)
    else:
        # within two days, as another manual asks
        over = min(complaint["closed_at"], received + _DAYS * DAY) - minutes(rng.randint(10, 60))
        if desk.company.truth.of(complaint, RESOLVED) != "fails":
            complaint["resolved_at"] = complaint["resolved_at"] or over
        _solution(desk, complaint, complaint["closed_at"].date())
    _weigh(desk, complaint, number)


def _solution(desk: Desk, complaint: Record, day: dt.date) -> None:
    """What was agreed, to be done some days after a day."""
    rng = desk.company.rng
    complaint["agreed_solution"] = rng.choice(_SOLUTIONS)
    complaint["agreed_at"] = complaint["received_at"] + minutes(rng.randint(60, 1400))
    complaint["agreed_due_at"] = at(day + rng.randint(1, 4) * DAY, 18)


def _weigh(desk: Desk, complaint: Record, number: int) -> None:
    """Something is done against what came before, or is grave; of the last weeks there is nothing of that kind."""
    day = complaint["received_at"].date()
    if not time_over(day, _YOUNG):
        complaint["severity"] = USUAL
    elif number % _EVERY == _EVERY // 2 and complaint["severity"] == USUAL:
        complaint["severity"] = "重复"
    if complaint["severity"] != USUAL:
        prevent(desk, complaint, day + desk.company.rng.randint(1, 6) * DAY)


def prevent(desk: Desk, complaint: Record, day: dt.date) -> Record:
    """A nonconformity is raised about a complaint, with what keeps it from coming back."""
    report = raise_one(desk, day)
    report["dept"], report["capa_no"] = SERVICE_DEPT, f"ZG-{complaint['complaint_no']}"
    report["source_no"], report["description"] = complaint["complaint_no"], f"客户投诉：{complaint['content']}"
    report["preventive_action"] = desk.company.rng.choice(("列入月度抽查", "修订作业指导书", "纳入岗前培训"))
    report.links["complaint"], complaint.links["report"] = complaint, report
    report.facts.add("from complaint")
    return report
