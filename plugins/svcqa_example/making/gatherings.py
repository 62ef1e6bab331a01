"""What comes again at intervals: team meetings, team building, drills, audits of the service, market reports."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER, MANAGER, TRAINER
from svcqa_example.model import AS_OF, DAY, YEARS, at

TEAM, BUILDING, AUDIT, MARKET = "团队会议", "团队建设", "体系评估审计", "市场信息报告"
_PENDING = (
    ("S003-C2-3/timing", f"{AS_OF.year + 1}-01"), ("S003-C2-2.3c/timing", f"{AS_OF.year + 1}H1"),
    ("S003-C2-2.1e/timing", f"{AS_OF.year + 1}H1"), ("S003-C1-1.4a/timing", f"{AS_OF.year + 1}"),
    ("S003-C1-1.4e/timing", f"{AS_OF.year + 1}Q1"), ("S003-C1-1.5b/timing", f"{AS_OF.year + 1}Q1"),
)  # fmt: skip


def convene(desk: Desk) -> None:
    """Everything that the service holds every month, half year or year."""
    for year in YEARS:
        for month in range(1, 13):
            _meet(desk, TEAM, dt.date(year, month, desk.company.rng.randint(3, 26)), "交流本月问题及解决情况")
        for month in (4, 10):
            _meet(desk, BUILDING, dt.date(year, month, desk.company.rng.randint(3, 26)), "拓展与座谈")
            _drill(desk, dt.date(year, month + 1, desk.company.rng.randint(3, 26)))
        _audit(desk, dt.date(year, 9, desk.company.rng.randint(3, 26)))
        for quarter in range(1, 5):
            _report(desk, year, quarter)
    for rule, slot in _PENDING:
        desk.company.truth.slot("pending", rule, slot)


def _meet(desk: Desk, kind: str, day: dt.date, about: str) -> None:
    number = sum(one["meeting_type"] in {TEAM, BUILDING} for one in desk.company["meetings"]) + 1
    desk.company.add(
        "meetings", day=day, meeting_no=f"TD{number:03d}", meeting_type=kind, held_at=at(day, 9), minutes=about,
        convened_by=desk.staff.permanent(MANAGER)[0].number, resolution="已落实",
        attendees="、".join(one.name for one in desk.staff.permanent(DISPATCHER)),
    )  # fmt: skip


def _drill(desk: Desk, day: dt.date) -> None:
    desk.company.add(
        "drills", day=day, drill_no=f"YL{len(desk.company['drills']) + 1:03d}", plan_doc_no="YA-01", drilled_at=day,
        participants="应急小组", evaluation=desk.company.rng.choice(("良好", "合格")), improvement="补充应急照明",
    )  # fmt: skip


def _audit(desk: Desk, day: dt.date) -> None:
    desk.company.add(
        "audits", day=day, audit_no=f"TX{day.year}", audit_type=AUDIT, audited_at=day, dept=desk.staff.leader(
            "人力资源处").dept, clause="全部", auditor_id=desk.staff.permanent(TRAINER)[0].number, result="符合",
    )  # fmt: skip


def _report(desk: Desk, year: int, quarter: int) -> None:
    """Handed in a few days after the quarter; the last one is due in the new year."""
    over = dt.date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    day = over + desk.company.rng.randint(2, 12) * DAY
    if day > AS_OF:
        return
    desk.company.add(
        "submissions", day=day, doc_type=MARKET, period=f"{year}Q{quarter}", submitted_at=at(day, 10),
        prepared_at=at(day - DAY, 10), prepared_by=desk.staff.permanent(DISPATCHER)[0].number,
        submitted_by=desk.staff.permanent(DISPATCHER)[0].number, received_by=desk.staff.permanent(MANAGER)[0].number,
    )  # fmt: skip
