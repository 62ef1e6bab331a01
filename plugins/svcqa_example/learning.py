"""Training, evaluations and certificates: everybody is trained, evaluated and certified in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from svcqa_example.model import AS_OF, DAY, Company, Record, years_on
from svcqa_example.people import RETURNS, Person, Staff

RULES, SERVICE, SKILL, SAFETY, AGAIN = "制度", "售后服务管理知识", "专业操作技能", "安全教育", "年度再培训"
ACCIDENTS, EMERGENCY = "事故防范", "应急处理"
_Session = tuple[str, str, dt.date, str | None]
"""Topic, course, day, level."""
LEVELS = ("公司级", "部门级", "班组级")
_OPINIONS = ("同意任用", "胜任本岗", "建议续聘")


@dataclass(eq=False)
class Learning:
    """What every person has learnt, and can show."""

    trained: dict[str, list[Record]] = field(default_factory=dict)
    """Staff number → training, in order of time."""
    evaluated: dict[str, list[Record]] = field(default_factory=dict)
    certified: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    """(staff number, skill) → certificates, in order of time."""

    def days(self, number: str) -> list[dt.date]:
        """Days on which a person finished a training, in order."""
        return sorted(record["completed_at"] for record in self.trained[number])


def learn(company: Company, staff: Staff) -> Learning:
    """Train, evaluate and certify everybody."""
    made = Learning()
    for one in staff.people:
        records = [_training(company, one, session) for session in _sessions(company, one)]
        made.trained[one.number] = sorted(records, key=lambda record: record["completed_at"])
        made.evaluated[one.number] = list(_evaluations(company, one))
        for skill in one.skills:
            made.certified[one.number, skill] = list(_certificates(company, one, skill))
    company["training_records"].sort(key=lambda record: (record["completed_at"], record["staff_id"]))
    company["evaluations"].sort(key=lambda record: record["eval_date"])
    for number, record in enumerate(company["evaluations"], 1):
        record["eval_no"] = f"PJ{number:04d}"
    return made


def _sessions(company: Company, one: Person) -> Iterator[_Session]:
    """Topic, course, day and level of each training a person has had."""
    rng = company.rng
    first = one.before or one.start
    rules = first - rng.randint(15, 25) * DAY
    yield RULES, "售后服务制度", rules, None
    if one.before:
        yield RULES, "新岗位制度", one.start - rng.randint(5, 25) * DAY, None
    for number, level in enumerate(LEVELS):
        yield SAFETY, f"三级安全教育（{level}）", first - (12 - 3 * number - rng.randint(0, 2)) * DAY, level
    yield SERVICE, "售后服务管理", first + rng.randint(10, 60) * DAY, None
    yield SKILL, "岗位操作技能", first + rng.randint(10, 60) * DAY, None
    if one.key_post:
        yield ACCIDENTS, "事故防范", first + rng.randint(70, 110) * DAY, None
        yield EMERGENCY, "应急处理演练", first + rng.randint(70, 110) * DAY, None
    if one.outsourced:
        yield from ((AGAIN, "年度再培训", day, None) for day in _yearly(company, one, rules))


def _yearly(company: Company, one: Person, day: dt.date) -> Iterator[dt.date]:
    """Days of the retraining, never a year apart, up to the last day at work."""
    last = one.leave or AS_OF
    while (day := day + company.rng.randint(290, 345) * DAY) <= last:
        yield day


def _training(company: Company, one: Person, session: _Session) -> Record:
    topic, course, day, level = session
    return company.add(
        "training_records", site=one.site, day=day, staff_id=one.number, course=course, completed_at=day, result="合格",
        topic=topic, level=level, hours=company.rng.choice((4, 8, 16)), exam_score=company.rng.randint(70, 100),
        trainer="内部讲师",
    )  # fmt: skip


def _evaluations(company: Company, one: Person) -> Iterator[Record]:
    rng = company.rng
    if one.before:
        before = _evaluation(company, one, one.before - rng.randint(2, 14) * DAY, "能力评价")
        before["post_code"] = RETURNS
        yield before
    yield _evaluation(company, one, one.start - rng.randint(2, 14) * DAY, "能力评价")
    for year in range(max(one.start.year + 1, 2020), (one.leave or AS_OF).year):
        yearly = _evaluation(company, one, dt.date(year, 12, rng.randint(10, 28)), "绩效考核")
        yearly["result"] = rng.choice(("优秀", "合格", "合格"))
        yield yearly


def _evaluation(company: Company, one: Person, day: dt.date, kind: str) -> Record:
    return company.add(
        "evaluations", site=one.site, day=day, staff_id=one.number, eval_date=day, eval_type=kind, result="合格",
        post_code=one.post, score=company.rng.randint(75, 99), appointment_opinion=company.rng.choice(_OPINIONS),
    )  # fmt: skip


def _certificates(company: Company, one: Person, skill: str) -> Iterator[Record]:
    """Certificates one after the other, each renewed before the last one ends."""
    rng = company.rng
    last = one.leave or AS_OF
    issued = one.start - rng.randint(5, 60) * DAY
    while True:
        expires = years_on(issued, 3) - DAY
        number = f"ZS{issued:%y%m}{len(company['certificates']) + 1:04d}"
        yield company.add(
            "certificates", site=one.site, day=issued, cert_no=number, holder_id=one.number, holder_type="员工",
            skill=skill, cert_type="作业证", issued_at=issued, expires_at=expires,
        )  # fmt: skip
        if expires >= last:
            return
        issued = expires - rng.randint(10, 30) * DAY
