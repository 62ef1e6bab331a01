"""What can go wrong in the service: identified by every department each year, evaluated, and guarded against."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPARTMENTS, DISPATCHER, MANAGER, OWN, TECHNICIAN, TRAINER, Person
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

TENSES, STATES = ("过去", "现在", "将来"), ("正常", "异常", "紧急")
ACTIVITIES = (
    "送货", "安装", "调试", "维修", "返修", "回访", "备品备件供应", "产品召回", "投诉处理", "客户关系",
)  # fmt: skip
PARTIES = ("自有", "外委")
_METHODS = ("现场观察", "查阅记录", "座谈", "调查表")
_RESULTS = ("风险较低", "风险中等", "风险较高")
_MEASURES = ("双人复核", "增加巡查", "更换工具", "专项交底", "增设备件")
_EMERGENCIES = ("启用备用人员", "联系厂家支援", "停用并隔离", "上报并通知客户")
_APPOINTED = dt.date(2019, 11, 20)
_EACH_YEAR = 4


def identify(desk: Desk) -> None:
    """Appoint the team; then every department looks at its work each year."""
    team = _team(desk)
    for year in YEARS:
        for dept in DEPARTMENTS:
            for number in range(_EACH_YEAR):
                day = dt.date(year, 1, desk.company.rng.randint(6, 28))
                _factor(desk, dept, day, team, major=number == 0)
    for dept in DEPARTMENTS[:3]:
        _just_found(desk, dept)
    for number, record in enumerate(desk.company["risk_factors"], 1):
        record["factor_no"] = f"YS{number:04d}"


def _team(desk: Desk) -> list[Person]:
    """The team of the first years, and two who joined later."""
    staff = desk.staff
    first = [*staff.permanent(MANAGER), *staff.permanent(TRAINER), *(staff.leader(one) for one in DEPARTMENTS[1:3])]
    later = [one for one in staff.at_post(TECHNICIAN, _APPOINTED) if one.employed][:2]
    for number, one in enumerate((*first, *later)):
        day = _APPOINTED if number < len(first) else dt.date(2022, 3, 15)
        desk.company.add(
            "risk_team", site=OWN, day=day, staff_id=one.number, appointed_at=day,
            appointed_by=desk.company.rng.choice(staff.permanent(DISPATCHER)).number,
            team_role="组长" if number == 0 else "组员", experience_years=desk.company.rng.randint(5, 20),
            qualification_note="熟悉业务，受过培训",
        )  # fmt: skip
    return first


def _factor(desk: Desk, dept: str, day: dt.date, team: list[Person], *, major: bool) -> Record:
    rng, company = desk.company.rng, desk.company
    number = len(company["risk_factors"])
    evaluated = day + rng.randint(20, 30) * DAY
    reviewed = evaluated + rng.randint(5, 20) * DAY
    measure, party = rng.choice(_MEASURES), PARTIES[number % 5 == 2]
    return company.add(
        "risk_factors", day=day, dept=dept, identified_at=day, scope_party=party, method=rng.choice(_METHODS),
        tense=TENSES[number % 3], state=STATES[number // 3 % 3], activity_type=ACTIVITIES[number % len(ACTIVITIES)],
        source_category=rng.choice(("人员", "设备", "方法", "环境")),
        reported_at=at(day + rng.randint(1, 5) * DAY, 10), summarised_at=at(day + rng.randint(6, 10) * DAY, 15),
        archived_at=day + rng.randint(11, 18) * DAY, evaluated_at=at(evaluated, rng.randint(9, 17)),
        evaluation_result=_RESULTS[2] if major else rng.choice(_RESULTS[:2]), is_major=major, measure=measure,
        emergency_measure=rng.choice(_EMERGENCIES), measure_reviewed_at=at(reviewed, rng.randint(9, 17)),
        measure_reviewed_by=rng.choice(team).number if major else desk.staff.leader(dept).number,
        measure_prevention=f"{measure}，每月检查", measure_equipment=rng.choice(("现有人员", "配检测仪1台")),
        measure_training=rng.choice(("无", "班前交底")), measure_resources=rng.choice(("无", "年度预算")),
        implemented_at=reviewed + rng.randint(10, 50) * DAY,
    )  # fmt: skip


def _just_found(desk: Desk, dept: str) -> None:
    """Found in the last days of the audit, and not looked at further yet."""
    made = desk.company.add(
        "risk_factors", day=AS_OF, dept=dept, identified_at=AS_OF - 6 * DAY, scope_party="自有", method="座谈",
        tense="现在", state="正常", activity_type="维修", source_category="人员",
    )  # fmt: skip
    made.facts.add("open")
    desk.company.truth.pending(
        made,
        "S002-P01-4.2.2c",
        "S002-P01-4.3.1",
        "S002-P01-4.3.1/1",
        "S002-P01-4.4.1/1",
        "S002-P01-4.4.1/3",
        "S002-P01-4.4.2",
    )
