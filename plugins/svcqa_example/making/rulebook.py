"""The rules of the service, bound in a compendium: approved, handed out, studied, reviewed, departed from."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.archive import keep
from svcqa_example.making.learning import RULES
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import (
    CALLBACK,
    DEPARTMENTS,
    DEPUTY,
    DIRECTOR,
    DISPATCHER,
    SERVICE_DEPT,
    TRAINER,
    Person,
)
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at, minutes

RULE, PROCESS, COMPENDIUM = "服务制度", "服务流程", "制度汇编"
TITLES = (
    "售后服务管理办法", "人员礼仪行为规范", "客户投诉和提案制度", "培训及从业规范", "产品配送服务管理办法",
    "质量技术服务管理制度", "培训管理制度", "产品退换货制度", "物品返修规范", "网点管理规范", "顾客跟踪服务规范",
    "保修时间收费标准维修承诺",
)  # fmt: skip
LONGER = ("人员礼仪行为规范", "客户投诉和提案制度", "培训及从业规范", "保修时间收费标准维修承诺")
"""Those that the manual calls by longer titles."""
ISSUED = "制度文件发放记录"
_PROCESSES = ("报修受理流程", "投诉处理流程")
_FIRST, _SECOND = dt.date(2019, 9, 2), dt.date(2023, 5, 8)
_REASONS = ("客户停产，先抢修后补单", "备件缺货，改用替代件", "客户要求夜间作业", "暴雪封路，改由就近网点上门")
_JULY = 7
STUDIED_SINCE = 2014
"""The first year in which rules were studied: that of the founders."""


def keep_rules(desk: Desk) -> None:
    """Every document, every copy of it, and what is done with it through the years."""
    for number, title in enumerate(TITLES, 1):
        _editions(desk, f"ZD-{number:02d}", RULE, title, revised=number % 3 == 0)
    for number, title in enumerate(_PROCESSES, 1):
        _editions(desk, f"LC-{number:02d}", PROCESS, title, revised=False)
    _editions(desk, "HB-01", COMPENDIUM, "售后服务制度汇编", revised=True)
    _draft(desk)
    for year in YEARS:
        _review(desk, year)
    for year in range(STUDIED_SINCE, AS_OF.year + 1):
        _study(desk, year)
    _deviate(desk)
    for rule, period in (
        ("S002-P03-4.9a", f"{AS_OF.year + 1}"),
        ("S002-P03-4.9b", f"{AS_OF.year + 1}"),
        ("S002-P03-4.4a/timing", f"{AS_OF.year + 1}H1"),
    ):
        desk.company.truth.slot("pending", rule, period)


def _editions(desk: Desk, number: str, kind: str, title: str, *, revised: bool) -> None:
    first, second = (day + desk.company.rng.randint(0, 50) * DAY for day in (_FIRST, _SECOND))
    _edition(desk, (number, kind, title, "A"), first, second if revised else None)
    if revised:
        _edition(desk, (number, kind, title, "B"), second, None)


def _edition(desk: Desk, named: tuple[str, str, str, str], day: dt.date, obsolete: dt.date | None) -> None:
    """One edition: approved by the deputy, then issued, then in force."""
    rng, (number, kind, title, version) = desk.company.rng, named
    issued = day - 10 * DAY
    made = desk.company.add(
        "documents", day=day, doc_no=number, doc_title=title, doc_type=kind, version=version, control_status="受控",
        status="作废" if obsolete else "有效", is_external=False, drafted_by=desk.staff.permanent(TRAINER)[0].number,
        drafted_at=issued - rng.randint(30, 40) * DAY, approved_by=desk.staff.permanent(DEPUTY)[0].number,
        approved_at=at(issued - rng.randint(4, 15) * DAY, rng.randint(9, 17)), issued_at=issued, effective_date=day,
        obsolete_at=obsolete,
    )  # fmt: skip
    made.facts.add("rule")
    for copy, dept in enumerate(DEPARTMENTS if kind == COMPENDIUM else (SERVICE_DEPT,), 1):
        _copy(desk, made, copy, dept)


def _copy(desk: Desk, document: Record, number: int, dept: str) -> None:
    rng, holder = desk.company.rng, desk.staff.leader(dept)
    received = at(document["issued_at"] + rng.randint(0, 2) * DAY, rng.randint(9, 17))
    copy = desk.company.add(
        "doc_distribution", site=holder.site, day=received, doc_no=document["doc_no"], version=document["version"],
        copy_no=f"{number:02d}", recipient_dept=dept, recipient_id=holder.number, issued_at=document["issued_at"],
        received_by=holder.number, received_at=received, recovered_at=document["obsolete_at"],
    )  # fmt: skip
    copy.links["file"] = document
    if document["doc_type"] == COMPENDIUM:
        copy.facts |= {"compendium", *(["current"] if document["status"] == "有效" else [])}
        copy["read_confirmed_at"] = received + rng.randint(3, 20) * DAY


def _draft(desk: Desk) -> None:
    """A rule that is still being written on the audit day."""
    made = desk.company.add(
        "documents", day=AS_OF, doc_no="ZD-13", doc_title="远程诊断服务规范", doc_type=RULE, version="A", status="起草",
        is_external=False, drafted_by=desk.staff.permanent(TRAINER)[0].number, drafted_at=AS_OF - 20 * DAY,
    )  # fmt: skip
    desk.company.truth.pending(made, "S002-P03-3.1", "S002-P03-3.1/1")


def list_copies(desk: Desk) -> None:
    """The archive holds a list of copies for every document that was handed out."""
    for number in sorted({copy["doc_no"] for copy in desk.company["doc_distribution"]}):
        desk.company.add(
            "record_inventory", record_type=ISSUED, record_no=number, present=True, location="制度柜",
            archived_at=AS_OF - 40 * DAY,
        )  # fmt: skip


def _review(desk: Desk, year: int) -> None:
    """The round of November: customers are heard, then some of the rules are revised."""
    rng, company = desk.company.rng, desk.company
    for number in sorted(rng.sample(range(1, len(TITLES) + 1), 4)):
        reviewed = at(dt.date(year, 11, rng.randint(8, 26)), rng.randint(9, 17))
        made = company.add(
            "doc_revisions", day=reviewed, revision_no=f"XD{len(company['doc_revisions']) + 1:03d}",
            doc_no=f"ZD-{number:02d}", reviewed_at=reviewed, conclusion="无需修订", background="年度评审",
            opinion_method=rng.choice(("座谈会", "书面征求")), opinion_at=reviewed - rng.randint(8, 20) * DAY,
            customer_opinion=rng.choice(("希望缩短返修时间", "收费标准应公开", "无意见", "增加网点")),
        )  # fmt: skip
        if rng.random() < 0.6:
            revised = reviewed.date() + rng.randint(3, 20) * DAY
            made["conclusion"], made["revised_at"] = "修订", revised
            made["content"] = rng.choice(("明确时限", "补充表单", "调整职责"))
            made["approved_at"] = at(revised + 2 * DAY, 10)
            made["published_at"] = at(revised + 5 * DAY, 10)
            keep(company, made)


def _study(desk: Desk, year: int) -> None:
    """The people of the office study the rules every half year."""
    rng, company = desk.company.rng, desk.company
    posts = (DIRECTOR, DEPUTY, DISPATCHER, CALLBACK)
    for half in (0, 1):
        held = at(dt.date(year, 3 + 6 * half, rng.randint(3, 26)), 14)
        people = [one for post in posts for one in desk.staff.permanent(post) if one.start < held.date() - 30 * DAY]
        if not people:
            continue
        session = company.add(
            "training_sessions", day=held, session_no=f"ZX{year}{'AB'[half]}", held_at=held, syllabus="制度宣贯、答疑",
            summary="已学习并考核", attendees="、".join(one.name for one in people),
        )  # fmt: skip
        session.facts.add("study")
        session.links["people"] = Record("", {"records": [_studied(desk, one, session) for one in people]})


def _studied(desk: Desk, one: Person, session: Record) -> Record:
    rng, held = desk.company.rng, session["held_at"]
    half = "上" if held.month < _JULY else "下"
    record = desk.company.add(
        "training_records", site=one.site, day=held, staff_id=one.number, topic=RULES, result="合格", hours=2,
        course=f"制度学习（{held.year}年{half}半年）", completed_at=held.date(), trainer="内部讲师",
        exam_score=rng.randint(75, 100), session_no=session["session_no"],
    )  # fmt: skip
    record.links["session"] = session
    return record


def _deviate(desk: Desk) -> None:
    """Now and then the process is left, and the general manager has agreed to it before."""
    rng, company = desk.company.rng, desk.company
    orders = [one for one in company["work_orders"] if "done" in one.facts and "repair" in one.facts]
    for number, order in enumerate(sorted(rng.sample(orders, 16), key=lambda one: one["arrived_at"]), 1):
        company.add(
            "deviations", site=order.site, day=order["arrived_at"], deviation_no=f"PL{number:03d}",
            order_no=order["order_no"], reason=rng.choice(_REASONS), deviation_type="流程偏离",
            gm_approved_by=desk.staff.permanent(DIRECTOR)[0].number, executed_at=order["arrived_at"],
            gm_approved_at=order["arrived_at"] - minutes(rng.randint(30, 900)),
        )  # fmt: skip
    made = company.add(
        "deviations", day=AS_OF, deviation_no="PL017", reason=_REASONS[0], deviation_type="流程偏离",
    )  # fmt: skip
    made.facts.add("asked")
    company.truth.pending(made, "S002-P03-4.7", "S002-P03-4.7/1")
