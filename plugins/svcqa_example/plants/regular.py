"""Faults of what comes regularly: a month left out, reports late, a budget nobody drew up or looked at."""

from __future__ import annotations

from svcqa_example.making.budgeting import ACTED_ON
from svcqa_example.making.orders import Desk
from svcqa_example.making.regular import BUDGET, MONTHLY, QUARTERLY, SERVICE, TRACKED, reviews
from svcqa_example.model import AS_OF, DAY, FIRST, Record


def _between(one: Record) -> bool:
    """Neither the first of its kind nor the last."""
    return bool(FIRST + 200 * DAY < one["submitted_at"].date() < AS_OF - 60 * DAY)


def reports_left_out(desk: Desk) -> None:
    """A month or a quarter without its report; and service reports a week late."""
    company = desk.company
    for kind, rule in (MONTHLY | QUARTERLY).items():
        for one in company.pick("submissions", lambda one, kind=kind: one["doc_type"] == kind and _between(one), 2):  # type: ignore[misc]
            company["submissions"].remove(one)
            company.truth.missing(f"{rule}/timing", one["period"])
    for one in company.pick("submissions", lambda one: one["doc_type"] == SERVICE and _between(one), 3):
        one["submitted_at"] += 7 * DAY
        company.truth.missing(f"{MONTHLY[SERVICE]}/timing", one["period"])


def budget_left_out(desk: Desk) -> None:
    """A year in which nobody was named who drew up the budget, and quarters in which nobody compared it."""
    company = desk.company
    for one in company["budgets"]:
        if one.year == FIRST.year + 1:
            one["prepared_by"] = None
    company.truth.missing(f"{BUDGET}/timing", str(FIRST.year + 1))
    for year, quarter in ((FIRST.year + 3, 2), (FIRST.year + 4, 3)):
        for one in reviews(desk, year, quarter):
            one["reviewed_at"], one.planted = None, True
            if company.truth.of(one, ACTED_ON) == "conforms" and "overrun" in one.facts:
                # since when something would have to be done about it, nobody knows
                company.truth.pending(one, ACTED_ON)
            company.truth.fails(one, "S003-C6-6.1c")
        for rule in (TRACKED, "S003-C6-6.1b"):
            company.truth.missing(f"{rule}/timing", f"{year}Q{quarter}")


PLANTS = (reports_left_out, budget_left_out)
