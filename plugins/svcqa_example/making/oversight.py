"""How the rules are kept: checks and what they find, complaints, rewards, appraisals, yearly comparisons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.archive import keep
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import (
    ARCHIVE,
    CALLBACK,
    DEPARTMENTS,
    DEPUTY,
    DISPATCHER,
    HEAD,
    MANAGER,
    TECHNICIAN,
    Person,
)
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

RULE_CHECK = "制度执行情况检查"
_RESULTS = ("上门致歉并减免费用", "重新维修", "退还多收费用", "批评当事人并道歉")
_MENDED = ("补齐记录并复核", "重新交接", "补办手续", "当日整改")
_OPINIONS = ("执行良好，加1分", "部分未执行，扣2分", "基本执行，不扣分")
_LAST_QUARTER = 4
_EXCELLENT, _GOOD = "优秀", "良好"
_STATED, _COMPARED = "S002-P03-4.10b", "年终评比"


def watch(desk: Desk) -> None:
    """Checks, complaints, rewards, appraisals and comparisons of six years."""
    for complaint in desk.company["complaints"]:
        _handle(desk, complaint)
    for number, (year, quarter) in enumerate((year, quarter) for year in YEARS for quarter in range(1, 5)):
        _check(desk, number + 1, year, quarter)
    desk.company.truth.slot("pending", "S002-P03-4.6a/timing", f"{AS_OF.year + 1}Q1")
    _propose(desk)
    for year in YEARS:
        _appraise(desk, year)
        _compare(desk, year)
    for person in desk.staff.people:
        if person.before:
            _appraisal(desk, person, person.start - desk.company.rng.randint(2, 4) * DAY, "晋升")
    _number(desk)


def _manager(desk: Desk) -> str:
    return desk.staff.permanent(MANAGER)[0].number


def _handle(desk: Desk, complaint: Record) -> None:
    """The service manager sees to a complaint."""
    if complaint["closed_at"]:
        complaint["handled_by"] = desk.staff.permanent(MANAGER)[0].name
        complaint["handling_result"] = desk.company.rng.choice(_RESULTS)
    else:
        desk.company.truth.pending(complaint, "S002-P03-3.4a")


def quarter_of(day: dt.date) -> tuple[int, int]:
    """Year and quarter of a day."""
    return day.year, (day.month + 2) // 3


def _check(desk: Desk, number: int, year: int, quarter: int) -> None:
    """The check of a quarter; if a nonconformity was closed in it, that is what the check found."""
    rng, company = desk.company.rng, desk.company
    day = dt.date(year, 3 * quarter - rng.randint(0, 2), rng.randint(1, 24))
    made = company.add(
        "inspections", day=day, inspection_no=f"JC{number:03d}", inspection_type=RULE_CHECK, result="合格",
        finding_count=0, inspector=_manager(desk), checklist_item="制度执行", inspected_at=at(day, 10),
        scope=rng.choice(DEPARTMENTS), assessment_opinion=rng.choice(_OPINIONS),
    )  # fmt: skip
    # the last check of a year finds nothing
    for report in company["capa"] if quarter < _LAST_QUARTER else ():
        first = report["issued_at"] - rng.randint(1, 5) * DAY
        if "closed" in report.facts and "extended" not in report.facts and quarter_of(first) == (year, quarter):
            _found(desk, made, report, first)
            break
    keep(company, made)
    if quarter % 2:
        company.add(
            "inspections", day=day, inspection_no=f"AQ{number:03d}", inspection_type="安全检查", result="合格",
            finding_count=0, inspector=_manager(desk), checklist_item="用电与工具", inspected_at=at(day, 15),
        )  # fmt: skip


def _found(desk: Desk, made: Record, report: Record, day: dt.date) -> None:
    """Something was found: the department states what it does, the manager confirms it, and it is done."""
    rng = desk.company.rng
    made["inspected_at"], made["scope"] = at(day, 10), report["dept"]
    made["result"], made["finding_count"] = rng.choice((("不合格", 1), ("合格", 1)))
    made.links["report"], report.links["check"] = report, made
    report.facts.add("from check")
    report["source_no"], report["issued_by"] = made["inspection_no"], _manager(desk)
    report["rectification"] = rng.choice(_MENDED)
    report["responded_at"] = at(report["issued_at"] + DAY, rng.randint(9, 17))
    report["confirmed_by"], report["confirmed_at"] = _manager(desk), at(report["plan_accepted_at"], 20)


def _propose(desk: Desk) -> None:
    """Dispatchers propose rewards and penalties, the deputy decides, and it is done."""
    rng = desk.company.rng
    for year in YEARS:
        for _ in range(5):
            day = dt.date(year, rng.randint(1, 10), rng.randint(1, 28))
            by = rng.choice(desk.staff.permanent(DISPATCHER)).number
            subject = rng.choice(desk.staff.at_post(TECHNICIAN, day)).number
            made = reward(desk, at(day, rng.randint(9, 16)), by, subject)
            made.facts.add("proposed")
    waiting = reward(desk, at(AS_OF - 2 * DAY, 11), desk.staff.permanent(DISPATCHER)[0].number, "")
    waiting["subject_id"] = rng.choice(desk.staff.at_post(TECHNICIAN, AS_OF)).number
    for name in ("approved_by", "approved_at", "executed_at"):
        waiting[name] = None
    desk.company.truth.pending(waiting, "S002-P03-3.3", "S002-P03-3.3/1")


def reward(desk: Desk, proposed: dt.datetime, by: str, subject: str) -> Record:
    """A reward or penalty, approved within days and carried out within weeks."""
    rng = desk.company.rng
    approved = proposed + rng.randint(1, 5) * DAY
    return desk.company.add(
        "rewards", day=proposed, proposed_by=by, proposed_at=proposed, subject_id=subject, approved_at=approved,
        approved_by=desk.staff.permanent(DEPUTY)[0].number, executed_at=approved + rng.randint(2, 18) * DAY,
    )  # fmt: skip


def _appraise(desk: Desk, year: int) -> None:
    """Everybody in the office, and the heads of outlets, at the end of a year."""
    for person in _appraised(desk):
        if person.start.year < year:
            day = dt.date(year, 12, desk.company.rng.randint(4, 14))
            _appraisal(desk, person, day, "年度考核")


def _appraised(desk: Desk) -> Iterator[Person]:
    for post in (DISPATCHER, CALLBACK, ARCHIVE, HEAD):
        yield from desk.staff.permanent(post)


def _appraisal(desk: Desk, person: Person, day: dt.date, kind: str) -> None:
    made = desk.company.add(
        "evaluations", site=person.site, day=day, staff_id=person.number, eval_date=day, eval_type=kind, result="合格",
        post_code=person.post, score=desk.company.rng.randint(75, 99), training_considered=True,
    )  # fmt: skip
    made.facts.add("appraisal")


def _compare(desk: Desk, year: int) -> None:
    """The departments are compared when a year ends; the best two are rewarded."""
    rng, company = desk.company.rng, desk.company
    best = rng.sample(DEPARTMENTS, 2)
    for dept in DEPARTMENTS:
        day = dt.date(year, 12, rng.randint(16, 24))
        made = company.add(
            "evaluations", day=day, dept=dept, eval_date=day, eval_type=_COMPARED, score=rng.randint(80, 99),
            grade=_EXCELLENT if dept in best else _GOOD,
        )  # fmt: skip
        if dept not in best:
            continue
        made.facts.add("excellent")
        if year == AS_OF.year:
            company.truth.pending(made, _STATED)
        else:
            made.links["reward"] = reward(desk, at(day + DAY, 9), _manager(desk), dept)
            made.links["reward"].links["comparison"] = made


def _number(desk: Desk) -> None:
    """Numbers in the order of time, and what was carried out goes into the archive."""
    company = desk.company
    for number, one in enumerate((one for one in company["evaluations"] if not one["eval_no"]), 1):
        one["eval_no"] = f"KP{number:04d}"
    company["rewards"].sort(key=lambda one: one["proposed_at"])
    for number, one in enumerate(company["rewards"], 1):
        one["reward_no"] = f"JF{number:03d}"
        if "comparison" in one.links:
            one["source_no"] = one.links["comparison"]["eval_no"]
        if one["executed_at"]:
            keep(company, one)
