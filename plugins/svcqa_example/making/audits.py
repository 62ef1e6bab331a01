"""Audits: of the service from inside and outside, of the use of fees; and what is talked over because of them."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPARTMENTS, MANAGER, TRAINER
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

INNER, OUTER, FEES = "内部审计", "外部评价", "费用审计"
TAUGHT = "S003-C4-8"
SERIES = {INNER: "S003-C4-7", OUTER: "S003-C4-7/1", FEES: "S003-C6-5"}
"""Kind → the rule that asks for it in the year looked back on; with /timing, in every period."""
PERIODS = {INNER: ("H1", "H2"), OUTER: ("",), FEES: ("",)}
BAD = "不符合"


def audit_service(desk: Desk) -> None:
    """An audit from inside every half year, one from outside and one of the fees every year."""
    rng = desk.company.rng
    for year in YEARS:
        for half in (0, 1):
            audit(desk, INNER, dt.date(year, 6 * half + rng.randint(1, 4), rng.randint(1, 28)), bad=half == 0)
        audit(desk, OUTER, dt.date(year, rng.randint(5, 9), rng.randint(1, 28)), bad=year % 2 == 1)
        audit(desk, FEES, dt.date(year, rng.randint(8, 10), rng.randint(1, 28)))
    for kind, rule in SERIES.items():
        desk.company.truth.slot("pending", f"{rule}/timing", f"{AS_OF.year + 1}{PERIODS[kind][0]}")


def slot_of(audited: Record) -> str:
    """The period that an audit counts for."""
    day = audited["audited_at"]
    return f"{day.year}H{(day.month + 5) // 6}" if audited["audit_type"] == INNER else str(day.year)


def audit(desk: Desk, kind: str, day: dt.date, *, bad: bool = False) -> Record:
    """An audit; what it found is talked over within a month, or taught."""
    company, rng = desk.company, desk.company.rng
    made = company.add(
        "audits", day=day, audit_no=f"SH{len(company['audits']) + 1:03d}", audit_type=kind, audited_at=day,
        dept=rng.choice(DEPARTMENTS), clause="售后服务", auditor_id=desk.staff.permanent(TRAINER)[0].number,
        auditor_org="青禾认证中心" if kind == OUTER else None, result=BAD if bad else "符合",
    )  # fmt: skip
    made.facts |= {kind, "service audit"}
    if bad:
        made.links["talk"] = _talk(desk, made, day + rng.randint(3, 24) * DAY)
        made.facts.add("found")
    return made


def _talk(desk: Desk, audited: Record, day: dt.date) -> Record:
    company = desk.company
    return company.add(
        "meetings", day=day, meeting_no=f"JL-{audited['audit_no']}", meeting_type="质量交流会", held_at=at(day, 14),
        convened_by=desk.staff.permanent(MANAGER)[0].number, attendees="维修、调度、回访人员",
        attendee_roles="维修人员、调度员", minutes="通报审核发现的问题，交流做法", resolution="按计划整改",
        source_no=audited["audit_no"],
    )  # fmt: skip
