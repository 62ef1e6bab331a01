"""How the service gets better: proposals decided on and carried out, analyses, management reviews, facts passed on."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.feedback import SAID, improve
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, CHIEF, DEPUTY, DIRECTOR, LED, MANAGER, TRAINER
from svcqa_example.model import AS_OF, DAY, FIRST, YEARS, Record, at, minutes, time_over

ANALYSIS, REVIEW = "服务改进分析", "管理评审"
REJECTED, PLANNED, ADOPTED = "不采纳", "列入计划", "采纳"
ANALYSED, REVIEWED, PASSED_ON = "S002-P15-p3", "S002-P15-p6", "S002-P15-p9"
_TAKEN_UP = 4
"""Every so manieth suggestion is taken up."""
_DECISIONS = ("加强上门礼仪培训", "增加备件安全库存", "调整回访话术", "按区域排班")
_FACTS = ("压缩机批次异响", "控制板受潮失效", "外壳开裂", "说明书步骤有误", "包装破损")
_REPLIES = ("已更换供应商批次", "已修订工艺", "已更正说明书", "已加强包装")
_EFFECTS = ("同类投诉减少", "平均到场时间缩短", "一次修复率提高")


def improve_service(desk: Desk) -> None:
    """Six years of it."""
    truth = desk.company.truth
    for year in YEARS:
        for quarter in range(4):
            _analyse(desk, dt.date(year, 3 * quarter + 1, desk.company.rng.randint(5, 25)), quarter)
        _review(desk, year)
    for number, one in enumerate(desk.company["improvements"]):
        _decide(desk, one, number)
    _pass_on(desk)
    truth.slot("pending", f"{ANALYSED}/timing", f"{YEARS[-1] + 1}Q1")
    truth.slot("pending", f"{REVIEWED}/timing", f"{YEARS[-1] + 1}")


def _analyse(desk: Desk, day: dt.date, quarter: int) -> None:
    """What customers said in the quarter before, and what is done about it."""
    before = f"{day.year}Q{quarter}" if quarter else f"{day.year - 1}Q4"
    desk.company.add(
        "submissions", day=day, doc_type=ANALYSIS, period=before, submitted_at=at(day, 16), prepared_at=at(day, 10),
        prepared_by=desk.staff.permanent(TRAINER)[0].number, submitted_by=desk.staff.permanent(MANAGER)[0].number,
        received_by=desk.staff.permanent(ARCHIVE)[0].number, decision=desk.company.rng.choice(_DECISIONS),
    ).facts.add(ANALYSIS)  # fmt: skip


def _review(desk: Desk, year: int) -> None:
    """The management looks at it all in December; what it decides becomes a measure or two."""
    rng, staff = desk.company.rng, desk.staff
    held = at(dt.date(year, 12, rng.randint(3, 10)), 9)
    made = desk.company.add(
        "meetings", day=held, meeting_no=f"GL{year}", meeting_type=REVIEW, held_at=held,
        minutes="管理评审记录及输入资料", agenda_sent_at=held - rng.randint(9, 15) * DAY,
        convened_by=staff.permanent(DIRECTOR)[0].number, attendee_roles="领导层和部门负责人",
        attendees="、".join(one.name for one in (*staff.permanent(DEPUTY), *staff.permanent(CHIEF))),
        resolution="形成改进决定，见改进项目登记",
    )  # fmt: skip
    made.facts.add(REVIEW)
    made.links["measure"] = improve(desk, made["meeting_no"], held)


def _decide(desk: Desk, one: Record, number: int) -> None:
    """The deputy decides within days; what is taken up is somebody's, done and looked at afterwards."""
    rng = desk.company.rng
    decided = one["proposed_at"] + rng.randint(1, 9) * DAY
    if decided.date() > AS_OF:
        return
    if not one["decision"]:
        taken_up = "suggestion" not in one.facts or number % _TAKEN_UP == 0
        # an idea is rewarded where it is adopted; what is put on the list of others is not
        one["decision"] = (PLANNED if "suggestion" in one.facts else ADOPTED) if taken_up else REJECTED
    one["decided_by"], one["decided_at"] = desk.staff.permanent(DEPUTY)[0].number, decided
    if one["decision"] != REJECTED:
        _carry_out(desk, one, decided)


def _carry_out(desk: Desk, one: Record, decided: dt.datetime) -> None:
    rng, truth = desk.company.rng, desk.company.truth
    one["owner"] = one["owner"] or rng.choice(desk.staff.permanent(CHIEF)).number
    if {"suggestion", "plan"} & one.facts and not one["completed_at"]:
        done = at(decided.date() + rng.randint(20, 60) * DAY, 15)
        if done < at(AS_OF, 0):
            one["completed_at"] = done
            truth.unsay(one, SAID)
        if time_over(done.date(), 30):
            one["verified_at"], one["effect"] = done.date() + rng.randint(6, 25) * DAY, rng.choice(_EFFECTS)
    last = one["completed_at"].date() + rng.randint(1, 12) * DAY if one["completed_at"] else AS_OF + 40 * DAY
    one["due_at"] = at(last, 18)
    if one["verified_at"]:
        one["verified_by"] = desk.staff.permanent(TRAINER)[0].number


def _pass_on(desk: Desk) -> None:
    """What is found about quality is passed on to whom it concerns, which says what it does about it."""
    rng, company = desk.company.rng, desk.company
    days = sorted(FIRST + rng.randint(0, (AS_OF - FIRST).days - 20) * DAY for _ in range(60))
    for number, day in enumerate(days, 1):
        made = _fact(desk, number, at(day, rng.randint(8, 17), rng.randint(0, 59)))
        made["passed_on_at"] = made["found_at"] + minutes(rng.randint(30, 1200))
        made["replied_at"] = made["passed_on_at"] + minutes(rng.randint(600, 8000))
        made["reply"] = rng.choice(_REPLIES)
        made["severity"] = "严重" if number % 2 else "一般"
    lately = _fact(desk, len(days) + 1, at(AS_OF, 15, 20))
    lately["severity"] = "严重"
    company.truth.pending(lately, PASSED_ON)


def _fact(desk: Desk, number: int, moment: dt.datetime) -> Record:
    rng = desk.company.rng
    return desk.company.add(
        "quality_reports", day=moment, report_no=f"ZL{number:04d}", found_at=moment, content=rng.choice(_FACTS),
        found_by=rng.choice(desk.staff.permanent(CHIEF)).number, to_dept=rng.choice(LED),
    )  # fmt: skip
