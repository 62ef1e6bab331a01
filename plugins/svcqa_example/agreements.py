"""What is agreed with customers who complain, and what keeps a grave matter from coming back."""

from __future__ import annotations

import datetime as dt

from svcqa_example.actions import raise_one
from svcqa_example.model import AS_OF, DAY, Record, at, minutes
from svcqa_example.orders import Desk
from svcqa_example.people import SERVICE_DEPT

AGREED, SETTLED, CAUSE = "S000-P3-A7bis.2c", "S000-P3-A7bis.2d", "S000-P3-A7bis.2b"
_CAUSES = {
    "上门太晚": ("派单时未核对路程", "按区域排班"), "反复维修": ("配件质量不稳定", "更换供应商批次"),
    "维修后又出故障": ("前次维修不彻底", "返工并复检"),
    "收费不清": ("未出示收费标准", "上门先出示标准"), "态度不好": ("沟通培训不足", "专项培训并道歉"),
}  # fmt: skip
_SOLUTIONS = ("重新上门并减免费用", "更换配件", "退还多收费用", "上门致歉")
_GRAVE = ("重复", "重大")
_EVERY = 8
"""Every so manieth complaint is a grave one, or one that came before."""
_YOUNG = 40


def agree(desk: Desk) -> None:
    """Cause, action and agreement of every complaint that was closed; something against the grave ones."""
    for number, complaint in enumerate(desk.company["complaints"]):
        complaint["severity"] = "一般"
        if not complaint["closed_at"]:
            desk.company.truth.pending(complaint, CAUSE, AGREED)
            continue
        complaint["root_cause"], complaint["action"] = _CAUSES[complaint["content"]]
        _solution(desk, complaint, on_the_spot=number % _EVERY == 1)
        old = complaint["closed_at"] < at(AS_OF - _YOUNG * DAY, 0)
        if number % _EVERY == _EVERY // 2 and old:
            complaint["severity"] = _GRAVE[number // _EVERY % 2]
            complaint["first_action_at"] = complaint["received_at"] + minutes(desk.company.rng.randint(5, 25))
            prevent(desk, complaint, complaint["received_at"].date() + desk.company.rng.randint(1, 6) * DAY)


def _solution(desk: Desk, complaint: Record, *, on_the_spot: bool) -> None:
    rng = desk.company.rng
    if complaint["resolved_on_spot"] is None:
        complaint["resolved_on_spot"] = on_the_spot
    complaint["resolved_at"] = complaint["resolved_at"] or complaint["closed_at"] - minutes(rng.randint(10, 60))
    if complaint["resolved_on_spot"]:
        desk.company.truth.excepted(complaint, AGREED)
        return
    complaint["agreed_solution"] = rng.choice(_SOLUTIONS)
    complaint["agreed_at"] = complaint["received_at"] + minutes(rng.randint(60, 1400))
    complaint["agreed_due_at"] = at(complaint["closed_at"].date() + rng.randint(1, 4) * DAY, 18)


def prevent(desk: Desk, complaint: Record, day: dt.date) -> Record:
    """A nonconformity is raised about a complaint, with what keeps it from coming back."""
    report = raise_one(desk, day)
    report["dept"] = SERVICE_DEPT
    report["source_no"], report["description"] = complaint["complaint_no"], f"客户投诉：{complaint['content']}"
    report["preventive_action"] = desk.company.rng.choice(("列入月度抽查", "修订作业指导书", "纳入岗前培训"))
    report.links["complaint"], complaint.links["report"] = complaint, report
    report.facts.add("from complaint")
    return report
