"""How customer service is run: meetings, plans and reports, complaints gone through, summed up and prevented."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.customer_service import CUSTOMER_DEPT, SERVICE_MANAGER, SUPERVISOR
from svcqa_example.making.duty import supervisor_on
from svcqa_example.making.franchise import NEXT, end_of_half, handed_in
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, TRAINER
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at, minutes

MEETING, PLAN, REPORT, SUMMARY = "例会", "部门工作计划", "主管工作汇报", "投诉汇总"
REVIEWED, SETTLED, ROUNDS = "S001-C2-S8a/1", "S001-C2-S8b", "S001-C2-S8a/timing"
PREVENTED = "S001-C2-S9b"
_PREVENTION = ("预约后提前一小时短信提醒", "收费前出示价目表", "返修件到期前主动告知", "投诉多的网点增加抽听")
_CAUSES = ("提醒机制缺失", "告知不充分", "质检抽样不足")
_HALF = 6


def supervise(desk: Desk) -> None:
    """Six years of it."""
    for year in YEARS:
        for month in range(1, 13):
            _meet(desk, year, month)
        day = dt.date(year, 1, desk.company.rng.randint(5, 20))
        handed_in(desk, PLAN, str(year), at(day, 10), SUPERVISOR)
        for quarter in range(1, 5):
            last = dt.date(year + quarter // 4, quarter * 3 % 12 + 1, 1) - DAY
            handed_in(
                desk, REPORT, f"{year}Q{quarter}", at(last - desk.company.rng.randint(0, 5) * DAY, 16), SUPERVISOR
            )
    for complaint in desk.company["complaints"]:
        _review(desk, complaint)
    _go_round(desk)
    for year in YEARS:
        for half in (1, 2):
            _sum_up(desk, year, half)
    for rule, period in (
        ("S4/timing", f"{NEXT}-01"), ("S6/timing", f"{NEXT}"), ("S6/1/timing", f"{NEXT}"), ("S7/timing", f"{NEXT}Q1"),
        ("S9a/timing", f"{NEXT}H1"), ("S8a/timing", f"{NEXT}H1"), ("S2/timing", f"{NEXT}Q1"),
    ):  # fmt: skip
        desk.company.truth.slot("pending", f"S001-C2-{rule}", period)


def _meet(desk: Desk, year: int, month: int) -> None:
    rng = desk.company.rng
    held = at(dt.date(year, month, rng.randint(3, 25)), 9)
    desk.company.add(
        "meetings", day=held, meeting_no=f"LH{year}-{month:02d}", meeting_type=MEETING, held_at=held,
        convened_by=supervisor_on(desk, held.date()).number, attendees="客户服务部全体人员", attendee_roles="部门成员",
        minutes=rng.choice(("通报投诉与回访情况", "布置本月走访", "学习服务规范")), resolution="按纪要落实",
    ).facts.add(MEETING)  # fmt: skip


def _review(desk: Desk, complaint: Record) -> None:
    """A supervisor looks at a complaint within days; at those of the last ones when there is time."""
    received, truth = complaint["received_at"], desk.company.truth
    seen = at(received.date() + desk.company.rng.randint(1, 5) * DAY, desk.company.rng.randint(9, 17))
    if complaint["closed_at"]:
        look_at(desk, complaint, min(seen, complaint["closed_at"] + minutes(60), at(AS_OF, 23)))
        complaint["action"] = complaint["action"] or desk.company.rng.choice(("电话致歉", "重新派工", "退还费用"))
    else:
        truth.pending(complaint, REVIEWED, SETTLED)


def look_at(desk: Desk, complaint: Record, moment: dt.datetime) -> None:
    """A supervisor looks at a complaint at a moment."""
    complaint["reviewed_at"] = moment
    complaint["reviewed_by"] = supervisor_on(desk, moment.date()).number


def half_of(moment: dt.datetime) -> tuple[int, int]:
    """Year and half-year of a moment."""
    return moment.year, 1 + (moment.month > _HALF)


def _go_round(desk: Desk) -> None:
    """In a half-year without complaints a supervisor goes through an older one once more."""
    seen = [one for one in desk.company["complaints"] if one["reviewed_at"]]
    for year in YEARS:
        for half in (1, 2):
            mine = [one for one in seen if half_of(one["reviewed_at"]) == (year, half)]
            older = [one for one in seen if half_of(one["reviewed_at"]) < (year, half)]
            if not mine and older:
                again = max(older, key=lambda one: one["reviewed_at"])
                look_at(desk, again, at(dt.date(year, _HALF * half - 3, 10), 10))


def _sum_up(desk: Desk, year: int, half: int) -> None:
    """Complaints of a half-year summed up near its end, and a preventive action drawn from them."""
    rng, company = desk.company.rng, desk.company
    moment = at(end_of_half(year, half) - rng.randint(1, 6) * DAY, 15)
    made = handed_in(desk, SUMMARY, f"{year}H{half}", moment, SUPERVISOR)
    made["doc_no"] = f"TSHZ-{year}{half}"
    mine = [one for one in company["complaints"] if half_of(one["received_at"]) == (year, half)]
    made["complaint_count"] = len([one for one in mine if one["received_at"] < moment])
    if not made["complaint_count"]:
        return
    if (year, half) == (AS_OF.year, 2):
        company.truth.pending(made, PREVENTED)
    else:
        made.links["action"] = _prevent(desk, made)


def _prevent(desk: Desk, summary: Record) -> Record:
    """Opened within weeks, carried out, and found to help."""
    rng, staff = desk.company.rng, desk.staff
    day = summary["submitted_at"].date() + rng.randint(2, 12) * DAY
    done = day + rng.randint(10, 24) * DAY
    verified = done + rng.randint(20, 40) * DAY
    made = desk.company.add(
        "capa", day=day, capa_no=f"YF{day:%y%m}", source_no=summary["doc_no"], dept=CUSTOMER_DEPT, issued_at=day,
        issued_by=staff.permanent(SUPERVISOR)[0].number, description="投诉汇总反映的问题",
        root_cause=rng.choice(_CAUSES), corrective_action="逐件回访并处理", preventive_action=rng.choice(_PREVENTION),
        owner=staff.permanent(SERVICE_MANAGER)[0].number, due_at=at(day + 40 * DAY, 18),
        plan_accepted_by=staff.permanent(DEPUTY)[0].number, plan_accepted_at=day + rng.randint(2, 6) * DAY,
        implemented_at=at(done, 15), verified_by=staff.permanent(TRAINER)[0].number, verified_at=verified,
        effectiveness_due=verified + 10 * DAY, result="有效", closed_at=verified + 2 * DAY,
        closed_by=staff.permanent(DEPUTY)[0].number, status="已关闭",
    )  # fmt: skip
    made.facts.add("prevention")
    made.links["summary"] = summary
    return made
