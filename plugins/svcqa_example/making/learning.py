"""Training, evaluations and certificates: everybody is trained, evaluated and certified in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from svcqa_example.making.abilities import evaluate, find_unfit, wait_for_2025
from svcqa_example.making.people import TECHNICIAN, Person, Staff
from svcqa_example.model import AS_OF, DAY, Company, Odd, Record, years_on

RULES, SERVICE, SKILL, SAFETY, AGAIN = "制度", "售后服务管理知识", "专业操作技能", "安全教育", "年度再培训"
ACCIDENTS, EMERGENCY = "事故防范", "应急处理"
REVIEWED = "S002-P07-4.1.2.1b/1"
_Session = tuple[str, str, dt.date, str | None]
"""Topic, course, day, level."""
LEVELS = ("公司级", "部门级", "班组级")
AWARENESS, ABLE = "思想意识", "技能"
CATCHING_UP = "补充培训"
LICENCE = "电工证"
"""The certificate without which nobody may be a technician; the others are for kinds of work."""


@dataclass(eq=False)
class Learning:
    """What every person has learnt, and can show."""

    trained: dict[str, list[Record]] = field(default_factory=dict)
    """Staff number → training, in order of time."""
    evaluated: dict[str, list[Record]] = field(default_factory=dict)
    certified: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    """(staff number, skill) → certificates, in order of time."""
    licensed: dict[str, list[Record]] = field(default_factory=dict)
    """Staff number → licences for the post, in order of time."""

    def days(self, number: str) -> list[dt.date]:
        """Days on which a person finished a training, in order."""
        return sorted(record["completed_at"] for record in self.trained[number])


def learn(company: Company, staff: Staff) -> Learning:
    """Train, evaluate and certify everybody."""
    made = Learning()
    for one in staff.people:
        records = [_training(company, one, session) for session in _sessions(company, one)]
        made.trained[one.number] = sorted(records, key=lambda record: record["completed_at"])
        made.evaluated[one.number] = list(evaluate(company, one))
        for skill in one.skills:
            made.certified[one.number, skill] = list(_certificates(company, one, skill, "作业证", 3))
        if one.post == TECHNICIAN:
            made.licensed[one.number] = list(_certificates(company, one, "用电", LICENCE, 6))
    for one, _, day in find_unfit(company, staff):
        made.trained[one.number].append(_training(company, one, (CATCHING_UP, "岗位补充培训", day, None)))
    wait_for_2025(company, staff)
    for post in company["posts"]:
        post["licence_required"] = LICENCE if post["post_code"] == TECHNICIAN else "无"
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
        yield from _safety(company, one.start)
    yield from _safety(company, first)
    yield SERVICE, "售后服务管理", first + rng.randint(10, 60) * DAY, None
    yield SKILL, "岗位操作技能", first + rng.randint(10, 60) * DAY, None
    if one.key_post:
        yield ACCIDENTS, "事故防范", first + rng.randint(70, 110) * DAY, None
        yield EMERGENCY, "应急处理演练", first + rng.randint(70, 110) * DAY, None
    if one.role:
        yield AWARENESS, "服务意识与职责", first + rng.randint(70, 110) * DAY, None
        yield ABLE, f"{one.role}技能", first + rng.randint(70, 110) * DAY, None
    if one.outsourced:
        yield from ((AGAIN, "年度再培训", day, None) for day in _yearly(company, one, rules))


def _safety(company: Company, start: dt.date) -> Iterator[_Session]:
    """The three levels of safety education before a first day."""
    for number, level in enumerate(LEVELS):
        day = start - (12 - 3 * number - company.rng.randint(0, 2)) * DAY
        yield SAFETY, f"三级安全教育（{level}）", day, level


def levels(record: Record, *rules: str) -> list[str]:
    """Rules on safety education that a record of it belongs to: the third level has its own."""
    return [f"{rule}/1" if record["level"] == LEVELS[-1] else rule for rule in rules]


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


def _certificates(company: Company, one: Person, skill: str, kind: str, years: int) -> Iterator[Record]:
    """Certificates one after the other, each renewed before the last one ends."""
    rng = company.rng
    last = one.leave or AS_OF
    issued = one.start - rng.randint(5, 60) * DAY
    while True:
        expires = years_on(issued, years) - DAY
        number = f"ZS{issued:%y%m}{len(company['certificates']) + 1:04d}"
        made = company.add(
            "certificates", site=one.site, day=issued, cert_no=number, holder_id=one.number, holder_type="员工",
            skill=skill, cert_type=kind, issued_at=issued, expires_at=expires,
        )  # fmt: skip
        if not one.employed:
            made.facts.add("left")
        review(company, made, min(expires, last))
        yield made
        if expires >= last:
            return
        issued = expires - rng.randint(10, 30) * DAY


def review(company: Company, certificate: Record, last: dt.date) -> None:
    """Somebody looked at a certificate in the year before its last day; not yet at a young one."""
    issued: dt.date = certificate["issued_at"]
    if issued > AS_OF - 300 * DAY:
        certificate["last_reviewed_at"] = None
    else:
        certificate["last_reviewed_at"] = max(issued + 3 * DAY, last - company.rng.randint(10, 300) * DAY)
    say_reviewed(company, certificate)


def say_reviewed(company: Company, certificate: Record) -> None:
    """A review is asked for after a year, of what can still be used by somebody who is still there."""
    company.truth.unsay(certificate, REVIEWED)
    expires = certificate["expires_at"]
    if years_on(certificate["issued_at"], 1) >= AS_OF:
        return
    if isinstance(expires, Odd):
        company.truth.undetermined(certificate, REVIEWED)
    elif "left" in certificate.facts or certificate["revoked_at"] or expires < AS_OF:
        company.truth.excepted(certificate, REVIEWED)
