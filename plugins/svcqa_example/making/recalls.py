"""Defects that were found, what was recalled for them, and what was paid for it."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DIRECTOR, MANAGER, TRAINER
from svcqa_example.model import AS_OF, DAY, FIRST, Record, at, minutes
from svcqa_example.names import PRODUCTS

ASSESSED, DECIDED, TOLD_AUTHORITY = "S002-P10-p5", "S002-P10-p6", "S002-P10-p7"
APPROVED, PAID = "S002-P10-p3", "S002-P10-p3/1"
NOTIFIED, ACCOUNTED, SUMMED_UP = "S002-P10-p1", "S002-P10-p2", "S002-P10-p10"
RECALL, NO_RECALL = "召回", "不召回"
PAPERS = "召回记录"
UNREACHED = "无法联系"
UNITS = 10
"""Of each recall; one of them is never found."""
_RECALLS, _OTHERS, _ACCIDENTS = 14, 8, 3
_DAYS = 90
"""From the decision to the planned end."""
_DEFECTS = ("电源线绝缘破损", "压力阀泄漏", "电路板过热", "固定支架断裂", "温控失灵")
_SOURCES = ("客户投诉", "维修记录", "厂家通报", "内部检验")
_SETTLED = ("更换", "修理", "退款", "更换", "修理", "修理")


def recall_products(desk: Desk) -> None:
    """Six years of defects, some of them dangerous; one recall is under way, one defect was found yesterday."""
    rng = desk.company.rng
    days = sorted(FIRST + rng.randint(20, (AS_OF - FIRST).days - 220) * DAY for _ in range(_RECALLS + _OTHERS))
    chosen = set(rng.sample(range(len(days)), _RECALLS))
    for number, day in enumerate(days):
        defect = _defect(desk, day)
        _assess(desk, defect, RECALL if number in chosen else NO_RECALL)
        if number in chosen:
            _finish(desk, _recall(desk, defect))
    running = _defect(desk, AS_OF - 7 * DAY)
    _assess(desk, running, RECALL)
    running["assessed_at"] = running["found_at"] + 2 * DAY
    _under_way(desk, _recall(desk, running))
    fresh = _defect(desk, AS_OF - DAY)
    fresh["dangerous"] = True
    desk.company.truth.pending(fresh, ASSESSED, TOLD_AUTHORITY)
    _after_accidents(desk)


def _defect(desk: Desk, day: dt.date) -> Record:
    rng = desk.company.rng
    return desk.company.add(
        "defect_reports", day=day, defect_no=f"QX{len(desk.company['defect_reports']) + 1:03d}",
        found_at=at(day, rng.randint(8, 15), rng.randint(0, 59)), source=rng.choice(_SOURCES),
        product=rng.choice(PRODUCTS), batch_no=f"PC{day:%y%m}", defect=rng.choice(_DEFECTS),
    )  # fmt: skip


def _assess(desk: Desk, defect: Record, conclusion: str) -> None:
    """Looked into within days; the authority hears at once of what is dangerous."""
    rng = desk.company.rng
    defect["dangerous"] = conclusion == RECALL
    if defect["dangerous"]:
        defect["authority_told_at"] = defect["found_at"] + minutes(rng.randint(60, 1200))
    defect["assessed_at"] = defect["found_at"] + rng.randint(1, 5) * DAY
    defect["assessed_by"] = desk.staff.permanent(TRAINER)[0].number
    defect["conclusion"] = conclusion
    defect.facts.add(conclusion)


def _recall(desk: Desk, defect: Record) -> Record:
    """Decided by the general manager, planned, begun, and the customers told."""
    rng, company = desk.company.rng, desk.company
    decided = at(defect["assessed_at"].date() + DAY, 9, rng.randint(0, 59))
    units = rng.sample(
        [one for one in company["units"] if one["sold_at"] < decided.date() and one["customer_id"]], UNITS
    )
    made = company.add(
        "recalls", day=decided, recall_no=f"ZH{len(company['recalls']) + 1:03d}", defect_no=defect["defect_no"],
        product=defect["product"], reason=defect["defect"], scope_serials="、".join(one["serial_no"] for one in units),
        measures="免费更换或修理，无法修复的退款", responsible=desk.staff.permanent(MANAGER)[0].number,
        decided_at=decided, gm_approved_by=desk.staff.permanent(DIRECTOR)[0].number,
        gm_approved_at=decided + minutes(rng.randint(20, 200)), stop_sale_at=decided + minutes(rng.randint(210, 500)),
        plan_at=decided + DAY, started_at=decided + 2 * DAY, planned_end_at=decided.date() + _DAYS * DAY,
    )  # fmt: skip
    made.links["defect"], defect.links["recall"] = defect, made
    for number, unit in enumerate(units):
        line = company.add(
            "recall_units", site=unit.site, day=decided, recall_no=made["recall_no"], serial_no=unit["serial_no"],
            customer_id=unit["customer_id"], notified_at=made["started_at"] + minutes(rng.randint(30, 5000)),
        )  # fmt: skip
        line.links["recall"], made.links[f"unit{number}"] = made, line
    return made


def units_of(recall: Record) -> list[Record]:
    """The lines of its list."""
    return [recall.links[f"unit{number}"] for number in range(UNITS)]


def _finish(desk: Desk, recall: Record) -> None:
    """All units settled but one that nobody found; summed up, filed, and a customer compensated."""
    rng, company = desk.company.rng, desk.company
    for number, line in enumerate(units_of(recall)):
        line["closed_at"] = line["notified_at"] + rng.randint(5, 70) * DAY
        if number == UNITS - 1:
            line["disposition"], line["notified_at"] = UNREACHED, None
            line["contact_attempts"] = rng.choice(("电话3次、上门1次，均未找到", "电话5次，地址已搬迁"))
            company.truth.excepted(line, NOTIFIED)
            line.facts.add("unreached")
        else:
            line["disposition"] = rng.choice(_SETTLED)
            line.facts.add("settled")
    recall["summary_at"] = at(recall["planned_end_at"] + rng.randint(2, 12) * DAY, 15)
    recall["effect"] = "完成率90%，风险已消除"
    recall["summarised_by"] = desk.staff.permanent(MANAGER)[0].number
    recall.facts.add("finished")
    company.add(
        "record_inventory", day=recall["summary_at"], record_type=PAPERS, record_no=recall["recall_no"], present=True,
        location="质量柜", archived_at=recall["summary_at"].date() + DAY, closed_at=recall["summary_at"].date(),
    )  # fmt: skip
    line = units_of(recall)[0]
    paid = compensate(desk, line["closed_at"] + 2 * DAY, line["customer_id"])
    paid["recall_no"] = recall["recall_no"]
    paid.facts.add("recall")


def compensate(desk: Desk, approved: dt.datetime, customer: str) -> Record:
    """A customer is paid for what a failure cost, some days after the general manager agreed."""
    rng, company = desk.company.rng, desk.company
    return company.add(
        "compensations", day=approved, comp_no=f"PC{len(company['compensations']) + 1:03d}", customer_id=customer,
        amount=rng.randint(2, 30) * 100, approved_by=desk.staff.permanent(DIRECTOR)[0].number, approved_at=approved,
        paid_at=approved + rng.randint(2, 12) * DAY,
    )  # fmt: skip


def _under_way(desk: Desk, recall: Record) -> None:
    """Half of the customers are told, and the rest have days left."""
    truth = desk.company.truth
    for number, line in enumerate(units_of(recall)):
        truth.pending(line, NOTIFIED)
        if number % 2 or line["notified_at"] > at(AS_OF, 9):
            line["notified_at"] = None
    truth.pending(recall, ACCOUNTED, SUMMED_UP)
    truth.pending(recall.links["defect"], DECIDED)
    waits = compensate(desk, at(AS_OF - 2 * DAY, 10), units_of(recall)[0]["customer_id"])
    waits["recall_no"], waits["paid_at"] = recall["recall_no"], None
    truth.pending(waits, PAID)


def _after_accidents(desk: Desk) -> None:
    """Damage done on the job is paid for too; that is for the service manager to approve."""
    rng = desk.company.rng
    for _ in range(_ACCIDENTS):
        made = compensate(desk, at(AS_OF - rng.randint(60, 1500) * DAY, 10), rng.choice(desk.customers).number)
        made["approved_by"] = desk.staff.permanent(MANAGER)[0].number
