"""Performance: indicators, yearly appraisals of everybody, inspections of outlets, and what jobs say of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.abilities import APPRAISAL
from svcqa_example.making.conduct import BASIS
from svcqa_example.making.members import APPRAISAL as OF_MEMBERS
from svcqa_example.making.merits import EXCELLENT, score
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import (
    CALLBACK,
    DEPUTY,
    DIRECTOR,
    DISPATCHER,
    HEAD,
    LEADING,
    MANAGER,
    RETURNS,
    SOUTH,
    TECHNICIAN,
    Person,
)
from svcqa_example.making.schooling import whole_years
from svcqa_example.model import AS_OF, DAY, Record, time_over

APPRAISED = {APPRAISAL, OF_MEMBERS}
"""What an appraisal of performance is called."""
INSPECTED = "网点巡检"
TOLD_DAYS = 15
_SINCE = dt.date(2019, 12, 2)
_SCHEMES = {
    TECHNICIAN: (("按约到达率", 40, "派工单"), ("一次修复率", 30, "派工单"), ("客户满意率", 30, "回访记录")),
    DISPATCHER: (("派工及时率", 50, "电话派工记录"), ("单据完整率", 30, "派工单"), ("客户投诉数", 20, "投诉登记")),
    CALLBACK: (("回访完成率", 60, "回访记录"), ("回访记录完整率", 40, "回访记录")),
    RETURNS: (("催促及时率", 50, "催促记录"), ("返修登记完整率", 50, "返修物品信息登记表")),
    HEAD: (("网点巡检合格率", 50, "检查记录"), ("总结按时上交率", 50, "网点季度总结")),
}  # fmt: skip
_TARGETS, _FORMULAS = ("95%", "90%", "98%"), ("达标数÷总数", "按期数÷应完成数")
_HALVES = ((1, 2, 6), (7, 8, 11))


def judge(desk: Desk) -> None:
    """Indicators first, then everybody, every outlet, and every job."""
    for number, post in enumerate(_SCHEMES, 1):
        _scheme(desk, f"KH-{number:02d}", post)
    _appraise(desk)
    for record in desk.company["evaluations"]:
        if record["eval_type"] in APPRAISED:
            _settle(desk, record)
    _inspect(desk)
    _jobs(desk)


def _scheme(desk: Desk, number: str, post: str) -> None:
    for kpi, weight, source in _SCHEMES[post]:
        desk.company.add(
            "kpis", scheme_no=number, post_code=post, kpi=kpi, formula=desk.company.rng.choice(_FORMULAS),
            target=desk.company.rng.choice(_TARGETS), weight=weight, data_source=source, effective_date=_SINCE,
            approved_by=desk.staff.permanent(DEPUTY)[0].number, approved_at=_SINCE - 10 * DAY,
        )  # fmt: skip


def staff_appraised(desk: Desk) -> Iterator[Person]:
    """The own staff, but for those who lead the firm."""
    yield from (one for one in desk.staff.people if one.category != LEADING and not one.outsourced)


def _appraise(desk: Desk) -> None:
    """Who was not appraised for a year on another form is so on this one."""
    known = {
        (one["staff_id"], one["period"]) for one in desk.company["evaluations"] if one["eval_type"] in APPRAISED
    }  # fmt: skip
    for person in staff_appraised(desk):
        for year in whole_years(person):
            if (person.number, str(year)) in known:
                continue
            day = dt.date(year, 12, desk.company.rng.randint(3, 12))
            made = desk.company.add(
                "evaluations", site=person.site, day=day, staff_id=person.number, eval_date=day, eval_type=APPRAISAL,
                result="合格", eval_no=f"JX{year}{person.number[-3:]}", post_code=person.post, basis=BASIS,
                score=desk.company.rng.randint(75, 99), period=str(year),
            )  # fmt: skip
            score(desk, made)
            made.facts.add("performance")
            if person.before and person.post == TECHNICIAN and day < person.start:
                # at another post then
                desk.company.truth.excepted(made, "S000-P3-A7.5d")


def _settle(desk: Desk, record: Record) -> None:
    """Graded by the manager, approved by the deputy, and told; those of the last days have time left."""
    rng, chain = desk.company.rng, [desk.staff.permanent(post)[0].number for post in (MANAGER, DEPUTY, DIRECTOR)]
    record["grade"] = EXCELLENT if record["result"] == EXCELLENT else rng.choice(("良好", "合格"))
    record["assessor"], approver = [one for one in chain if one != record["staff_id"]][:2]
    if time_over(record["eval_date"], TOLD_DAYS):
        record["approved_by"] = approver
        record["approved_at"] = record["eval_date"] + rng.randint(1, 6) * DAY
        record["told_at"] = record["approved_at"] + rng.randint(0, 5) * DAY


def _inspect(desk: Desk) -> None:
    """Every outlet in every half-year in which it runs from the first day on."""
    for site in desk.company["sites"]:
        if not site["opened_at"] or site["status"] == "筹建":
            continue
        for year in range(site["opened_at"].year, AS_OF.year + 1):
            for first, earliest, latest in _HALVES:
                last = site["closed_at"] or AS_OF
                if site["opened_at"] <= dt.date(year, first, 1) and last >= dt.date(year, first + 5, 30):
                    month = desk.company.rng.randint(earliest, latest)
                    _inspection(desk, site, dt.date(year, month, desk.company.rng.randint(1, 20)))


def _inspection(desk: Desk, site: Record, day: dt.date) -> None:
    rng = desk.company.rng
    number = sum(one["inspection_type"] == INSPECTED for one in desk.company["inspections"]) + 1
    made = desk.company.add(
        "inspections", site=site.site, day=day, inspection_no=f"XJ{number:03d}", inspection_type=INSPECTED,
        inspected_at=day, inspector=desk.staff.permanent(MANAGER)[0].number, site_id=site["site_id"],
        checklist_item="服务规范、现场与单据", result="合格", finding_count=rng.choice((0, 0, 1, 2)),
    )  # fmt: skip
    made.facts.add("outlet")
    if made["finding_count"]:
        made["rectify_due"] = day + 30 * DAY
        made["rectified_at"] = day + rng.randint(5, 30) * DAY
        made.facts.add("findings")


def _jobs(desk: Desk) -> None:
    """In the south, more jobs take a second visit, and fewer customers are quite satisfied."""
    rng = desk.company.rng
    sites = {}
    for order in desk.company["work_orders"]:
        sites[order["order_no"]] = order.site
        if order["completed_at"]:
            order["first_fix"] = rng.random() < (0.7 if order.site == SOUTH else 0.95)
    for call in desk.company["callbacks"]:
        if sites.get(call["order_no"]) == SOUTH and call["satisfaction"] == "满意" and rng.random() < 0.7:
            call["satisfaction"] = "一般"
