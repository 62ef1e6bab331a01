"""Faults of a repair: steps left out or out of order, a test that failed, paid before acceptance; scrapped alone."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER
from svcqa_example.making.repairing import SCRAPPED, SETTLED, SITE, STEPS
from svcqa_example.model import AS_OF, DAY, Company, Record, at, minutes


def _some(company: Company) -> int:
    return 1 if company.small else 3


def _plain(order: Record) -> bool:
    """A repair without anything that hangs on it."""
    return _repaired(order) and "slip" not in order.links


def _repaired(order: Record) -> bool:
    long_ago = {"done", "repair"} <= order.facts and order["completed_at"] < at(AS_OF - 30 * DAY, 0)
    return long_ago and order["service_type"] == "维修"


def _charged(order: Record) -> bool:
    return _plain(order) and "charged" in order.facts


def steps_wrong(desk: Desk) -> None:
    """Never diagnosed, tested or confirmed; tested after it was accepted; accepted although the test had failed."""
    company = desk.company
    for name in ("diagnosed_at", "tested_at", "customer_confirmed_at"):
        for order in company.pick("work_orders", _plain, _some(company)):
            order[name] = None
            company.truth.fails(order, STEPS)
    for order in company.pick("work_orders", _plain, _some(company)):
        order["tested_at"] = order["accepted_at"] + minutes(20)
        company.truth.fails(order, STEPS)
    for number, order in enumerate(company.pick("work_orders", _plain, 2 * _some(company))):
        order["test_result"] = ("不合格", None)[number % 2]
        company.truth.fails(order, STEPS)


def never_accepted(desk: Desk) -> None:
    """Nobody accepted it; and where it cost something it was paid all the same."""
    company = desk.company
    for order in company.pick("work_orders", _plain, 2 * _some(company)):
        order["accepted_at"] = None
        company.truth.fails(order, STEPS, *([SETTLED] if "charged" in order.facts else []))


def not_looked_at(desk: Desk) -> None:
    """Nobody looked at the site, or only when the repair was done."""
    company = desk.company
    for number, order in enumerate(company.pick("work_orders", _plain, 2 * _some(company))):
        order["surveyed_at"] = order["repaired_at"] + minutes(2) if number % 2 else None
        company.truth.fails(order, SITE)


def paid_beforehand(desk: Desk) -> None:
    """Paid when the customer was content, before the work was accepted: right by manual 002, and wrong by 003."""
    company = desk.company
    for order in company.pick("work_orders", _charged, _some(company)):
        order["settled_at"] = order["accepted_at"] - minutes(company.rng.randint(2, 8))
        order["opinion_at"] = order["settled_at"] - minutes(2)
        company.truth.fails(order, SETTLED)


def collected_unwritten(desk: Desk) -> None:
    """Free by what was charged, and money was taken all the same: wrong by manual 002, not by 003."""
    company = desk.company

    def free(order: Record) -> bool:
        return _plain(order) and "charged" not in order.facts and bool(order["in_warranty"])

    for order in company.pick("work_orders", free, _some(company)):
        order["fee_collected"] = 50
        company.truth.fails(order, "S002-P04-4.2-5a", "S002-P04-4.2-7b")


def scrapped_alone(desk: Desk) -> None:
    """Scrapped for no reason that counts, approved by nobody, afterwards, or by somebody who leads nothing."""
    company = desk.company

    def gone(scrap: Record) -> bool:
        return bool(scrap["disposed_at"]) and "approved" in scrap.facts

    for number, scrap in enumerate(company.pick("scrap_parts", gone, 4)):
        if number == 0:
            scrap["scrap_reason"] = "外观陈旧"
        elif number == 1:
            scrap["approved_by"] = scrap["approved_at"] = None
        elif number == 2:
            scrap["approved_at"] = at(scrap["disposed_at"] + 2 * DAY, 10)
        else:
            scrap["approved_by"] = desk.staff.permanent(MANAGER)[0].number
        company.truth.fails(scrap, f"{SCRAPPED}/1" if number == 3 else SCRAPPED)


PLANTS = (steps_wrong, never_accepted, not_looked_at, paid_beforehand, collected_unwritten, scrapped_alone)
