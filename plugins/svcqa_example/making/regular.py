"""What comes regularly: reports to the manager and from the manager upwards, and the budget of the department."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import CALLBACK, DEPUTY, DISPATCHER, MANAGER
from svcqa_example.model import AS_OF, DAY, YEARS, Record, at

SERVICE, WORK, TRAVEL = "客服报表", "部门工作汇报", "差旅与绩效报表"
MONTHLY = {SERVICE: "S000-P1-2.5", TRAVEL: "S000-P1-4.2.2e"}
QUARTERLY = {WORK: "S000-P1-4.2.1g"}
BUDGET, TRACKED = "S000-P1-4.2.1b", "S000-P1-4.2.1b/1"
_ITEMS = ("部门差旅", "部门办公", "部门培训", "部门宣传")


def report_regularly(desk: Desk) -> None:
    """Reports of six years, and a budget for each of them, compared with what was spent every quarter."""
    for year in YEARS:
        for month in range(1, 13):
            after = dt.date(year + month // 12, month % 12 + 1, 1)
            for kind in MONTHLY:
                _hand_in(desk, kind, f"{year}-{month:02d}", after)
            if month % 3 == 0:
                _hand_in(desk, WORK, f"{year}Q{month // 3}", after)
        _budget(desk, year)
    coming = AS_OF.year + 1
    for rule, period in ((TRAVEL, f"{coming}-01"), (WORK, f"{coming}Q1")):
        desk.company.truth.slot("pending", f"{(MONTHLY | QUARTERLY)[rule]}/timing", period)
    desk.company.truth.slot("pending", f"{BUDGET}/timing", str(coming))
    desk.company.truth.slot("pending", f"{TRACKED}/timing", f"{coming}Q1")


def _hand_in(desk: Desk, kind: str, period: str, after: dt.date) -> None:
    """The service report is due on the 5th day after its month, and the last one has time left; others on its last."""
    rng, staff = desk.company.rng, desk.staff
    if after > AS_OF and kind == SERVICE:
        desk.company.truth.slot("pending", f"{MONTHLY[kind]}/timing", period)
        return
    day = after + rng.randint(0, 3) * DAY if kind == SERVICE else after - DAY
    by, to = {
        SERVICE: (CALLBACK, DEPUTY), WORK: (MANAGER, DEPUTY), TRAVEL: (DISPATCHER, MANAGER),
    }[kind]  # fmt: skip
    desk.company.add(
        "submissions", day=day, doc_type=kind, period=period,
        due_date=after + 4 * DAY if kind == SERVICE else after - DAY,
        submitted_at=at(day, rng.randint(8, 17), rng.randint(0, 59)),
        submitted_by=staff.permanent(by)[0].number, received_by=staff.permanent(to)[0].number,
    )  # fmt: skip


def _budget(desk: Desk, year: int) -> None:
    """What each item may cost in a year; each is looked at in quarters of its own."""
    rng = desk.company.rng
    for number, item in enumerate(_ITEMS, 1):
        amount = rng.randint(10, 40) * 10_000
        made = desk.company.add(
            "budgets", day=dt.date(year, 12, 31), budget_no=f"YS{year}-{number:02d}", budget_item=item,
            period=str(year), budget_amount=amount, prepared_by=desk.staff.permanent(MANAGER)[0].number,
            actual_amount=amount - rng.randint(1, 9) * 1000,
        )  # fmt: skip
        # the last item of a year is looked at early in the next
        reviewed = dt.date(year + number // 4, 3 * (number % 4) + 3, rng.randint(1, 28))
        made["reviewed_at"] = at(reviewed, 15)
        if reviewed > AS_OF:
            made["reviewed_at"] = made["actual_amount"] = None


def reviews(desk: Desk, year: int, quarter: int) -> list[Record]:
    """The comparisons of a quarter."""
    mine = [one for one in desk.company["budgets"] if isinstance(one["reviewed_at"], dt.datetime)]
    return [one for one in mine if one["reviewed_at"].year == year and (one["reviewed_at"].month + 2) // 3 == quarter]
