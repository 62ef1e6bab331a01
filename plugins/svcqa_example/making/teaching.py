"""Training as an office runs it: the yearly plan, its sessions, applications, and who may operate new technology."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, CALLBACK, DEPUTY, DISPATCHER, MANAGER, OWN, TECHNICIAN, Person
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at, time_over, years_on

PLAN, APPLICATION, NOTICE = "年度培训计划", "培训申请表", "外出培训通知"
OUTSIDE, INSIDE = "外训", "内训"
NEW = "新技术操作"
SPECIAL = "专项培训"
_COURSES = (
    ("安全生产公司级教育", "公司级"), ("本部门安全与环保", "部门级"), ("岗位安全操作规程", "班组级"),
    ("新产品维修技术", None), ("客户沟通与投诉处理", None), ("备件与工具管理", None),
)  # fmt: skip
_DEPTS = ("售后服务中心", "技术部", "办公室")
_DEVICES = ("变频器测试台", "热成像仪", "数字冷媒加注机", "智能诊断终端", "电焊机", "真空泵", "叉车", "绝缘测试仪")
_NEW_DEVICES = 4
_DESTROYED = 2021
"""The plans of this year were destroyed when their time was over."""
_LATE = {(AS_OF.year, 5): AS_OF - 7 * DAY, (AS_OF.year, 6): AS_OF}
"""One training was held so lately that it need not be summed up yet, one is planned for the audit day."""


def teach(desk: Desk) -> None:
    """Plan the training of every year, hold it, send people away for it, and train them for new machines."""
    for year in (*YEARS, AS_OF.year + 1):
        _plan(desk, year)
    desk.company.truth.slot("pending", "S002-P07-4.2.1.2", str(AS_OF.year + 2))
    for number, day in enumerate(_days(desk), 1):
        _apply(desk, number, day)
    _equip(desk)
    _apply_lately(desk)
    desk.company["training_records"].sort(key=lambda record: (record["completed_at"], record["staff_id"]))


def _plan(desk: Desk, year: int) -> None:
    """The plan of a year, issued in December before it; the next one's, too."""
    company, rng = desk.company, desk.company.rng
    issued = dt.date(year - 1, 12, rng.randint(10, 28))
    for number, (course, level) in enumerate(_COURSES, 1):
        day = _LATE.get((year, number), dt.date(year, 2 * number - 1, rng.randint(3, 25)))
        line = company.add(
            "training_plan", day=day, plan_no=f"PX{year}-{number:02d}", plan_year=year, dept=rng.choice(_DEPTS),
            course=course, planned_date=day, approved_at=at(issued - 2 * DAY, 15), issued_at=issued, status="计划",
        )  # fmt: skip
        _file_plan(desk, line)
        if day == AS_OF:
            company.truth.pending(line, "S002-P07-4.2.2.1a")
        elif number == 6 and not year % 2 and day < AS_OF:
            line["status"] = rng.choice(("已取消", "已延期"))
            company.truth.excepted(line, "S002-P07-4.2.2.1a")
        elif day < AS_OF:
            line["status"] = "已完成"
            _hold(desk, line, level)


def _file_plan(desk: Desk, line: Record) -> None:
    if line["plan_year"] == _DESTROYED:
        day = years_on(line["planned_date"], 3) + desk.company.rng.randint(40, 90) * DAY
        line.links["destroyed"] = desk.company.add(
            "disposals", day=day, record_type=PLAN, record_no=line["plan_no"], disposed_at=day,
            approved_by=desk.staff.permanent(DEPUTY)[0].number, approved_at=at(day - 3 * DAY, 10),
            witness=desk.staff.permanent(ARCHIVE)[0].name, disposal_no=f"XHP{len(desk.company['disposals']) + 1:05d}",
        )  # fmt: skip
    else:
        keep(desk, line, PLAN, "plan_no", line["issued_at"])


def keep(desk: Desk, record: Record, name: str, number: str, day: dt.date) -> None:
    """Put a record of training into the inventory."""
    record.links[name] = desk.company.add(
        "record_inventory", record_type=name, record_no=record[number], present=True, location="人事柜",
        archived_at=min(day + 20 * DAY, AS_OF),
    )  # fmt: skip


def _hold(desk: Desk, line: Record, level: str | None) -> None:
    """A training of the plan, with those who attended it."""
    company, rng = desk.company, desk.company.rng
    held = min(line["planned_date"] + rng.randint(0, 4) * DAY, AS_OF - DAY)
    session = company.add(
        "training_sessions", day=held, session_no=line["plan_no"].replace("PX", "BC"), plan_no=line["plan_no"],
        held_at=at(held, 9, rng.choice((0, 30))), level=level, syllabus=f"{line['course']}课程表",
        summary="已总结，效果良好",
    )  # fmt: skip
    line.links["session"] = session
    able = [one for one in _steady(desk) if one.works_on(held) and one.works_on(held - DAY)]
    attending = sorted(rng.sample(able, rng.randint(3, 5)), key=lambda one: one.number)
    session["attendees"] = "、".join(one.number for one in attending)
    for one in attending:
        _trained(desk, one, held, SPECIAL, line["course"])["session_no"] = session["session_no"]
    if not time_over(held, 10):
        session["summary"] = None
        company.truth.pending(session, "S002-P07-4.2.2.1b/1")


def _steady(desk: Desk) -> list[Person]:
    """People of the head office on whose training nothing else depends."""
    posts = (DISPATCHER, CALLBACK, MANAGER, TECHNICIAN)
    return [one for one in desk.staff.people if one.site == OWN and one.post in posts and not one.unfit]


def _trained(desk: Desk, one: Person, day: dt.date, topic: str, course: str) -> Record:
    made = desk.company.add(
        "training_records", site=one.site, day=day, staff_id=one.number, course=course, completed_at=day, result="合格",
        topic=topic, hours=desk.company.rng.choice((4, 8)), exam_score=desk.company.rng.randint(75, 100),
        trainer="内部讲师",
    )  # fmt: skip
    desk.learning.trained[one.number].append(made)
    return made


def _days(desk: Desk) -> list[dt.date]:
    """Days of applications, about one a month."""
    first = dt.date(YEARS[0], 1, 10)
    return [first + (30 * number + desk.company.rng.randint(0, 20)) * DAY for number in range(70)]


def _apply(desk: Desk, number: int, day: dt.date) -> Record:
    """An application, handled by HR, and for a training outside noticed, approved and gone to."""
    rng = desk.company.rng
    record = _applied(desk, number, day)
    record["hr_received_at"] = at(day + rng.randint(1, 4) * DAY, rng.randint(9, 16))
    record["hr_handled_at"] = record["hr_received_at"] + rng.randint(1, 6) * DAY
    record["approved_at"] = record["hr_handled_at"] + rng.randint(1, 6) * DAY
    record["approved_by"] = desk.staff.permanent(DEPUTY)[0].number
    record.facts.add("handled")
    keep(desk, record, APPLICATION, "request_no", record["hr_handled_at"].date())
    if record["request_type"] == OUTSIDE:
        record["depart_at"] = record["approved_at"].date() + rng.randint(3, 15) * DAY
        record.facts.add("gone")
        keep(desk, record, NOTICE, "notice_no", record["depart_at"])
    return record


def _applied(desk: Desk, number: int, day: dt.date) -> Record:
    rng = desk.company.rng
    outside = number % 2 == 0
    return desk.company.add(
        "training_requests", day=day, request_no=f"SQ{day.year}-{number:03d}", dept=rng.choice(_DEPTS),
        course=rng.choice(("厂家维修认证", "管理体系内审员", "高处作业取证", "客户服务技巧")), reason="岗位需要",
        applied_by=rng.choice(desk.staff.permanent(MANAGER)).number, applied_at=at(day, rng.randint(8, 16)),
        request_type=OUTSIDE if outside else INSIDE, notice_no=f"TZ{day.year}-{number:03d}" if outside else None,
    )  # fmt: skip


def _apply_lately(desk: Desk) -> None:
    """Applications of the last days: HR has not got them yet, or the deputy has not approved them."""
    for number, back in ((101, 2), (103, 4)):
        desk.company.truth.pending(_applied(desk, number, AS_OF - back * DAY), "S002-P07-4.2.1.1/1")
    for number, back in ((102, 18), (104, 20)):
        record = _applied(desk, number, AS_OF - back * DAY)
        record["hr_received_at"] = record["applied_at"] + 2 * DAY
        record["hr_handled_at"] = record["applied_at"] + 4 * DAY
        record.facts.add("waiting")
        keep(desk, record, APPLICATION, "request_no", record["hr_handled_at"].date())
        desk.company.truth.pending(record, "S002-P07-4.2.2.2")


def _equip(desk: Desk) -> None:
    """Machines, some of new technology, and who operates them since when."""
    company, rng = desk.company, desk.company.rng
    technicians = [one for one in _steady(desk) if one.post == TECHNICIAN and one.employed]
    for number, name in enumerate(_DEVICES, 1):
        new = number <= _NEW_DEVICES
        bought = dt.date(rng.randint(2021, 2024), rng.randint(1, 12), 5)
        asset = company.add(
            "assets", site=OWN, day=bought, asset_no=f"SB{number:03d}", asset_name=name, asset_type="工具设备",
            site_id=OWN, custodian_id=desk.staff.permanent(ARCHIVE)[0].number, is_new_tech=new, purchased_at=bought,
            put_in_use_at=bought + 20 * DAY, location="维修车间", status="在用",
        )  # fmt: skip
        for one in rng.sample(technicians, 5):
            _operate(desk, asset, one)


def _operate(desk: Desk, asset: Record, one: Person) -> None:
    """Somebody begins to operate a machine; a new one after a training for it."""
    day = max(asset["put_in_use_at"], one.start + 30 * DAY) + desk.company.rng.randint(30, 90) * DAY
    made = desk.company.add(
        "asset_operators", site=OWN, day=day, asset_no=asset["asset_no"], staff_id=one.number, first_operated_at=day
    )
    if asset["is_new_tech"]:
        made.facts.add("new")
        training = _trained(desk, one, day - desk.company.rng.randint(3, 20) * DAY, NEW, f"{asset['asset_name']}操作")
        training["asset_no"] = asset["asset_no"]
        made.links["training"] = training
