"""Emergencies: plans, drills and what they show, supplies, who acts on an event, and what is learnt of the plan."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.feedback import SAID
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DIRECTOR, MANAGER, TRAINER
from svcqa_example.making.upkeep import HAZARD, PROBLEM
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at, minutes

COMPREHENSIVE, SPECIAL, ON_SITE = "综合应急预案", "专项应急预案", "现场处置方案"
PLANS = {
    "YA-01": (COMPREHENSIVE, "售后服务综合应急预案"), "YA-02": (SPECIAL, "触电事故专项预案"),
    "YA-03": (SPECIAL, "服务车辆事故专项预案"), "XC-01": (ON_SITE, "维修间火灾现场处置方案"),
    "XC-02": (ON_SITE, "高处坠落现场处置方案"),
}  # fmt: skip
DRILLED = "应急演练记录"
NOTHING = "无"
FOUND = {PROBLEM, HAZARD}
"""What is found on an inspection is no event."""
GRAVE = {"较大", "重大", "特大"}
_MONTHS = {"YA-02": (4,), "YA-03": (9,), "XC-01": (3, 9), "XC-02": (4, 10)}
"""The first plan is drilled with the whole team already."""
_IDEAS = ("更新联系电话表", "补充应急照明", "增设疏散标识", "缩短集合时间", "补配绝缘手套")
_SUPPLIES = (
    ("急救包", 6, True), ("绝缘手套", 8, True), ("干粉灭火器", 12, True), ("强光手电", 6, False), ("警戒带", 4, False),
    ("对讲机", 4, False), ("担架", 1, False), ("反光背心", 20, False), ("应急照明灯", 8, False), ("防毒面具", 6, True),
)  # fmt: skip
_PLACES = ("维修间", "备件库", "前台", "服务车")


def prepare(desk: Desk) -> None:
    """Six years of it; what happened before is acted on and learnt from."""
    for number, (kind, title) in PLANS.items():
        _plan(desk, number, kind, title)
    for year in YEARS:
        for number, months in _MONTHS.items():
            for month in months:
                _drill(desk, number, dt.date(year, month, desk.company.rng.randint(3, 26)))
    for drill in desk.company["drills"]:
        _follow_up(desk, drill)
        drill.links["kept"] = _file(desk, drill)
    for item in range(2 * len(_SUPPLIES)):
        _supply(desk, item)
    for event in desk.company["incidents"]:
        if event["incident_type"] not in FOUND:
            _act(desk, event)


def _plan(desk: Desk, number: str, kind: str, title: str) -> None:
    rng, issued = desk.company.rng, dt.date(2019, 10, desk.company.rng.randint(8, 26))
    desk.company.add(
        "documents", day=issued, doc_no=number, doc_title=title, doc_type=kind, version="A", control_status="受控",
        status="有效", is_external=False, drafted_by=desk.staff.permanent(TRAINER)[0].number,
        drafted_at=issued - 30 * DAY, approved_by=desk.staff.permanent(DIRECTOR)[0].number,
        approved_at=at(issued - 6 * DAY, 10), issued_at=issued, effective_date=issued + 12 * DAY,
        last_reviewed_at=dt.date(AS_OF.year - 1, rng.randint(2, 11), rng.randint(1, 28)),
    ).planted = True  # fmt: skip


def _drill(desk: Desk, plan: str, day: dt.date) -> None:
    rng = desk.company.rng
    desk.company.add(
        "drills", day=day, drill_no=f"YL{len(desk.company['drills']) + 1:03d}", plan_doc_no=plan, drilled_at=day,
        participants=rng.choice(("应急小组", "维修组全体", "当班人员")), evaluation=rng.choice(("良好", "合格")),
        improvement=rng.choice((NOTHING, *_IDEAS)),
    )  # fmt: skip


def _follow_up(desk: Desk, drill: Record) -> None:
    """What a drill showed has an owner and a date within two weeks, and is done."""
    if drill["improvement"] == NOTHING:
        return
    rng, day = desk.company.rng, drill["drilled_at"] + desk.company.rng.randint(1, 12) * DAY
    done = day + rng.randint(10, 40) * DAY
    drill.links["improvement"] = desk.company.add(
        "improvements", day=day, improvement_no=f"HYL{drill['drill_no'][2:]}", source_no=drill["drill_no"],
        proposed_at=at(day, 10), content=drill["improvement"], plan="由应急小组落实", decision="采纳", is_major=False,
        owner=desk.staff.permanent(MANAGER)[0].number, due_at=at(day + 45 * DAY, 18),
    )  # fmt: skip
    if done + 5 * DAY > AS_OF:
        desk.company.truth.pending(drill.links["improvement"], SAID)
    else:
        drill.links["improvement"].values |= {
            "completed_at": at(done, 16), "verified_at": done + 5 * DAY, "effect": "已落实",
        }  # fmt: skip
    drill.links["improvement"].planted = True


def _file(desk: Desk, drill: Record) -> Record:
    return desk.company.add(
        "record_inventory", record_type=DRILLED, record_no=drill["drill_no"], present=True, location="安全柜",
        archived_at=min(drill["drilled_at"] + 20 * DAY, AS_OF),
    )  # fmt: skip


def _supply(desk: Desk, number: int) -> None:
    rng = desk.company.rng
    name, required, expires = _SUPPLIES[number % len(_SUPPLIES)]
    desk.company.add(
        "emergency_supplies", item_no=f"WZ{number + 1:02d}", item_name=name, place=rng.choice(_PLACES),
        keeper=desk.staff.permanent(MANAGER)[0].number, required_quantity=required,
        quantity=required + rng.randint(0, 3), expires_at=AS_OF + rng.randint(40, 700) * DAY if expires else None,
        last_checked_at=AS_OF - rng.randint(2, 25) * DAY, checked_by=desk.staff.permanent(MANAGER)[0].number,
    )  # fmt: skip


def _act(desk: Desk, event: Record) -> None:
    """Somebody acts on an event within the hour; a grave one is laid beside the plan when it is closed."""
    rng = desk.company.rng
    event["responded_at"] = noticed(event) + minutes(rng.randint(5, 50))
    event["incident_level"] = event["incident_level"] or "一般"
    if event["incident_level"] in GRAVE and event["closed_at"]:
        _learn(desk, event)


def noticed(event: Record) -> dt.datetime:
    """When an event was noticed; where nobody wrote it, when it happened."""
    moment: dt.datetime = event["found_at"] or event["occurred_at"]
    return moment


def _learn(desk: Desk, event: Record) -> None:
    """The plan is reviewed within weeks and found to be good as it is."""
    reviewed = event["closed_at"] + desk.company.rng.randint(2, 20) * DAY
    event.links["review"] = review = desk.company.add(
        "doc_revisions", day=reviewed, revision_no=f"PS{event['incident_no'][2:]}", doc_no="YA-01",
        reviewed_at=reviewed, conclusion="无需修订", background="事件后评审", incident_no=event["incident_no"],
    )  # fmt: skip
    review.planted = True
    desk.company.truth.pending(review, "S003-C1-1.5c", "S003-C1-1.5e", "S003-C1-1.5e/1")
