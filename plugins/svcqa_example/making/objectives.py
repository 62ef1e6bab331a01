"""Objectives: of the company, its departments and its posts; set each autumn, told, in force, assessed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPARTMENTS, DEPUTY, DIRECTOR, DISPATCHER, SERVICE_DEPT
from svcqa_example.model import DAY, YEARS, Record, at

COMPANY, DEPARTMENT, POST = "公司", "部门", "岗位"
_AIMS = (("服务及时率", 98, "%"), ("顾客满意率", 96, "%"), ("投诉件数", 12, "件"))
_OWN_AIMS = {SERVICE_DEPT: "客户满意度", "技术部": "维修效率", "物资处": "配件管理"}
"""What manual 003 asks for beside; nobody has an objective for complaints."""
_WAYS = ("培训", "专题会议", "文件传达", "专题会议、文件传达")
_PRESENT = ("各部门、员工代表", f"{'、'.join(DEPARTMENTS)}、员工代表")
"""Who was there."""
_CHANGES = ("A", "B", "C", "D", "E", "F", "A、C")
_PROPOSALS = ("奖励200元", "不奖不罚", "扣绩效2%", "通报表扬")


def set_objectives(desk: Desk) -> None:
    """Objectives of every year, what was made of them, and what was changed on the way."""
    for year in YEARS:
        aims = [_of_company(desk, year, number) for number in range(len(_AIMS))]
        parts = [_of_department(desk, year, dept, aims) for dept in DEPARTMENTS]
        for post in desk.company["posts"]:
            _of_post(desk, year, post, desk.company.rng.choice(parts))
        for dept in DEPARTMENTS:
            _assessed(desk, year, dept)
        _changed(desk, year, aims)
    for dept in DEPARTMENTS:
        desk.company.truth.slot("pending", "S002-P02-4.5.1a", f"{dept}/{YEARS[-1] + 1}")
    desk.company.truth.missing("S003-C4-1b", "投诉处理")


def _objective(desk: Desk, year: int, level: str, **values: Any) -> Record:
    company = desk.company
    made = company.add(
        "objectives", day=dt.date(year, 1, 1), objective_no=f"MB{year}-{len(company['objectives']) + 1:03d}",
        period=str(year), level=level, effective_date=dt.date(year, 1, 1),
        publicised_at=at(dt.date(year - 1, 12, company.rng.randint(18, 28)), 14),
        publicised_by_method=company.rng.choice(_WAYS), **values,
    )  # fmt: skip
    made.facts.add(level)
    return made


def _of_company(desk: Desk, year: int, number: int) -> Record:
    rng, staff = desk.company.rng, desk.staff
    name, value, unit = _AIMS[number]
    drafted = dt.date(year - 1, 11, rng.randint(3, 8))
    assessed, reviewed = drafted + rng.randint(5, 9) * DAY, drafted + rng.randint(10, 14) * DAY
    approved = drafted + rng.randint(18, 25) * DAY
    meeting = desk.company.add(
        "meetings", day=assessed, meeting_no=f"HY{year}-{number + 1:02d}", meeting_type="目标评估会",
        held_at=at(assessed, rng.randint(9, 15)), convened_by=staff.permanent(DEPUTY)[0].number,
        attendee_roles=rng.choice(_PRESENT), attendees="各部门负责人，员工代表3人", resolution="同意报批",
        minutes=f"评估{year}年{name}目标草案",
    )  # fmt: skip
    made = _objective(
        desk, year, COMPANY, basis="上年度完成情况", metric=name, target_value=value, unit=unit, drafted_at=drafted,
        vp_reviewed_by=staff.permanent(DEPUTY)[0].number, vp_reviewed_at=at(reviewed, 11),
        gm_approved_by=staff.permanent(DIRECTOR)[0].number, gm_approved_at=at(approved, 16),
        released_at=at(approved + rng.randint(1, 5) * DAY, 9), meeting_no=meeting["meeting_no"],
    )  # fmt: skip
    made.links["meeting"] = meeting
    return made


def _of_department(desk: Desk, year: int, dept: str, aims: list[Record]) -> Record:
    rng = desk.company.rng
    above = aims[DEPARTMENTS.index(dept) % len(aims)]
    made = _objective(
        desk, year, DEPARTMENT, owner_dept=dept, parent_no=above["objective_no"],
        metric=_OWN_AIMS.get(dept, f"{dept}{above['metric']}"),
        target_value=above["target_value"], unit=above["unit"],
        gm_approved_by=desk.staff.permanent(DIRECTOR)[0].number,
        gm_approved_at=at(dt.date(year - 1, 12, rng.randint(8, 16)), rng.randint(9, 17)),
    )  # fmt: skip
    made.links["above"] = above
    return made


def _of_post(desk: Desk, year: int, post: Record, above: Record) -> None:
    made = _objective(
        desk, year, POST, owner_post=post["post_code"], owner_dept=above["owner_dept"],
        parent_no=above["objective_no"],
    )  # fmt: skip
    if desk.company.rng.random() < 0.3:
        made["not_quantified_reason"] = "以行为要求为主"
    else:
        made["metric"], made["target_value"], made["unit"] = "差错次数", 0, "次"
    made.links["post"] = post


def _assessed(desk: Desk, year: int, dept: str) -> None:
    rng, company = desk.company.rng, desk.company
    day = dt.date(year, 12, rng.randint(18, 29))
    company.add(
        "objective_reviews", day=day, review_no=f"KH{len(company['objective_reviews']) + 1:03d}", period=str(year),
        dept=dept, reviewed_at=at(day, rng.randint(9, 17)),
        reviewer=rng.choice(desk.staff.permanent(DISPATCHER)).number,
        achieved_value=rng.randint(90, 100), proposal=rng.choice(_PROPOSALS),
    )  # fmt: skip


def _changed(desk: Desk, year: int, aims: list[Record]) -> None:
    rng, company = desk.company.rng, desk.company
    for aim in rng.sample(aims, 2):
        day = dt.date(year, rng.randint(3, 9), rng.randint(1, 28))
        company.add(
            "objective_changes", day=day, change_no=f"BG{len(company['objective_changes']) + 1:03d}",
            objective_no=aim["objective_no"], reason_code=rng.choice(_CHANGES),
            gm_approved_by=desk.staff.permanent(DIRECTOR)[0].number, gm_approved_at=at(day, 10),
            changed_at=at(day + rng.randint(1, 8) * DAY, 15),
        )  # fmt: skip
