"""Faults of what is handed in: left out, late, before its time, with figures that do not agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from svcqa_example.making.archive import destroy_statistic
from svcqa_example.making.orders import Desk
from svcqa_example.making.reports import CALLBACKS, ORDERS, RECEIPTS, REQUESTS, RULES, STATISTICS, count_callbacks
from svcqa_example.model import AS_OF, DAY, FIRST, Record, years_on

_COUNTED, _WEEKLY, _TUESDAY = "S002-P04-4.2-9f", "S002-P04-4.2-9e", "S002-P04-4.2-10g"


def _statistic(one: Record) -> bool:
    return bool(one["doc_type"] == STATISTICS)


def _between(one: Record) -> bool:
    """Neither among the first, with which the audit begins, nor among the last."""
    return bool(FIRST + 100 * DAY < one["submitted_at"].date() < AS_OF - 20 * DAY)


def statistics_wrong(desk: Desk) -> None:
    """Totals that are not those of the callbacks; the others are counted anew, now that some were never made."""
    company = desk.company
    count_callbacks(desk)
    for one in company.pick("submissions", _statistic, 3):
        one["total_count"] += company.rng.choice((-2, 1, 3))
        company.truth.fails(one, _COUNTED)
    for one in company.pick("submissions", _statistic, 2):
        one["total_count"] = None
        company.truth.undetermined(one, _COUNTED)
    for one in company.pick("submissions", _statistic, 2):
        one["complaint_count"] += 1
        company.truth.fails(one, f"{_COUNTED}/1")


def statistics_left_out(desk: Desk) -> None:
    """A week that nobody reckoned up, and others handed in on Wednesday."""
    company = desk.company
    for one in company.pick("submissions", lambda one: _statistic(one) and _between(one), 2):
        company["submissions"].remove(one)
        company["record_inventory"].remove(one.links["kept"])
        company.truth.missing(_WEEKLY, one["period"])
        company.truth.missing(_TUESDAY, one["period"])
    for one in company.pick("submissions", lambda one: _statistic(one) and _between(one), 3):
        one["submitted_at"] += 2 * DAY
        company.truth.missing(_TUESDAY, one["period"])


def papers_not_handed_in(desk: Desk) -> None:
    """Months and quarters that were never handed in, late, or before they were over."""
    company = desk.company
    back = {
        f"{day:%Y-%m}" for one in company["return_items"] if isinstance(day := one["returned_to_customer_at"], dt.date)
    }

    def due(kind: str) -> Callable[[Record], bool]:
        # a month whose only return was left without a day by another fault has nothing to hand in
        return lambda one: one["doc_type"] == kind and _between(one) and (kind != RECEIPTS or one["period"] in back)

    for kind in (REQUESTS, ORDERS, RECEIPTS, CALLBACKS):
        mine = company.pick("submissions", due(kind), 3)
        for number, one in enumerate(mine):
            if number == 0:
                company["submissions"].remove(one)
            else:
                one["submitted_at"] += (3, -4)[number - 1] * DAY
            company.truth.missing(RULES[kind], one["period"])


def statistics_lost(desk: Desk) -> None:
    """Statistics that must still be there are not, or were destroyed before their time."""
    company = desk.company

    def kept(one: Record) -> bool:
        return _statistic(one) and years_on(one["submitted_at"].date(), 3) > AS_OF + 5 * DAY

    for number, one in enumerate(company.pick("submissions", kept, 3)):
        if number == 0:
            one.links["kept"]["present"] = False
        else:
            company["record_inventory"].remove(one.links["kept"])
        if number == 2:
            made = destroy_statistic(desk, one, min(one["submitted_at"].date() + 200 * DAY, AS_OF - DAY))
            made["expires_at"] = years_on(one["submitted_at"].date(), 3)
            company.truth.fails(made, "S002-P21-p2")
        company.truth.fails(one, "S002-P04-6e")


PLANTS = (statistics_wrong, statistics_left_out, papers_not_handed_in, statistics_lost)
