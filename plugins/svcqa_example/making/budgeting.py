"""Budgets of the service: set, compared with what was spent, overruns acted on; and how the fees are followed up."""

from __future__ import annotations

import calendar
import datetime as dt

from svcqa_example.making.claims import AGREED, FINANCE, ITEMS, PHONE, RIDES
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import ARCHIVE, DEPUTY
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

COMPARED, ACTED_ON = "S003-C6-6.1c", "S003-C6-6.1c/1"
LOOKED_AT, FOLLOWED_UP = "S003-C6-6.1b", "S003-C6-7"
ANALYSIS = "费用使用分析"
MONTHLY, QUARTERLY = 2024, 2023
"""The years in which telephones and rides had budgets of months and quarters too."""
_OVERRUNS, _YEAR = 5, 12


def plan_budgets(desk: Desk) -> None:
    """Budgets of years, quarters and months; what was spent is what the claims come to."""
    desk.staff.leader(FINANCE).record["special_role"] = "售后预算"
    for year in YEARS:
        for item in ITEMS:
            _budget(desk, item, str(year), dt.date(year, 1, 1), 12)
        for half in (0, 1):
            _analyse(desk, year, half)
    for quarter in range(4):
        _budget(desk, RIDES, f"{QUARTERLY}Q{quarter + 1}", dt.date(QUARTERLY, 3 * quarter + 1, 1), 3)
    for month in range(1, 13):
        _budget(desk, PHONE, f"{MONTHLY}年{month}月", dt.date(MONTHLY, month, 1), 1)
    _overrun(desk)
    truth = desk.company.truth
    for one in desk.company["budgets"]:
        if one["period"] == str(AS_OF.year):
            truth.pending(one, COMPARED)
    truth.slot("pending", f"{LOOKED_AT}/timing", f"{AS_OF.year + 1}Q1")
    truth.slot("pending", f"{FOLLOWED_UP}/timing", f"{AS_OF.year + 1}H1")


def _budget(desk: Desk, item: str, period: str, first: dt.date, months: int) -> None:
    rng, company = desk.company.rng, desk.company
    end = first.replace(month=first.month + months - 1)
    last = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    spent = sum(
        claim["amount"] for claim in company["expenses"]
        if claim["budget_item"] == item and claim["result"] == AGREED and first <= claim["occurred_at"].date() <= last
    )  # fmt: skip
    made = company.add(
        "budgets", day=last, budget_no=f"FYS{len(company['budgets']) + 1:03d}", budget_item=item, period=period,
        budget_amount=(spent // 100 + rng.randint(1, 9)) * 100,
        # parts of a year are reckoned from the budget of the year, and not drawn up by anybody
        prepared_by=desk.staff.leader(FINANCE).number if months == _YEAR else None,
        approved_by=desk.staff.permanent(DEPUTY)[0].number, approved_at=at(first - 10 * DAY, 10),
    )  # fmt: skip
    made.facts |= {"service budget"}
    if last >= AS_OF:
        return
    made["actual_amount"] = spent
    made["reviewed_at"] = at(last + rng.randint(5, 20) * DAY, 15)
    made.facts.add("compared")


def _overrun(desk: Desk) -> None:
    """Some budgets were not enough: a corrective action followed, or the budget had been raised meanwhile."""
    company = desk.company
    over: list[Record] = []
    for report in [one for one in company["capa"] if one["issued_at"] and not one["source_no"] and not one.planted]:
        for budget in company["budgets"]:
            if not {"compared"} & budget.facts or budget in over or len(over) == _OVERRUNS:
                continue
            if dt.timedelta(0) < report["issued_at"] - budget["reviewed_at"].date() <= 20 * DAY:
                report["source_no"], report["description"] = budget["budget_no"], "服务费用超出预算"
                report.planted = True
                budget.links["action"] = report
                over.append(budget)
                break
    raised = [one for one in company["budgets"] if "compared" in one.facts and one not in over][:3]
    for budget in raised:
        budget["adjusted_amount"] = budget["actual_amount"] + 50
        company.truth.excepted(budget, ACTED_ON)
    for budget in [*over, *raised]:
        budget["budget_amount"] = budget["actual_amount"] - 40
        budget.facts.add("overrun")
    for budget in over:
        if budget["reviewed_at"].date() + 30 * DAY > AS_OF:
            # there is time left, whatever has been done already
            company.truth.pending(budget, ACTED_ON)


def _analyse(desk: Desk, year: int, half: int) -> None:
    """How the fees of a half year were used, written down before it ends."""
    day = dt.date(year, 6 * half + 6, desk.company.rng.randint(10, 25))
    desk.company.add(
        "submissions", day=day, doc_type=ANALYSIS, period=f"{year}H{half + 1}", submitted_at=at(day, 16),
        prepared_at=at(day - DAY, 10), prepared_by=desk.staff.leader(FINANCE).number, due_date=day + 2 * DAY,
        submitted_by=desk.staff.leader(FINANCE).number, received_by=desk.staff.permanent(ARCHIVE)[0].number,
    ).facts.add("analysis")  # fmt: skip
