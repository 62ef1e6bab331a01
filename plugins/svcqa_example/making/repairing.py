"""How a repair goes: looked at, diagnosed, repaired, tested, confirmed, accepted; and who agreed to scrapping."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DIRECTOR
from svcqa_example.model import DAY, Company, Record, at, minutes

STEPS, SITE, SETTLED = "S003-C3-3.2a", "S003-C3-3.4a", "S003-C3-3.4a/1"
SAID, FREE = "S003-C3-3.2d/3", "S003-C3-3.2d"
SCRAPPED = "S003-C3-3.2b"


def repair(desk: Desk) -> None:
    """The steps of every repair, and what is not due of those still open."""
    for order in desk.company["work_orders"]:
        if order["arrived_at"] and "repair" in order.facts:
            _look(desk, order)
        if {"done", "fresh"} & order.facts and "repair" in order.facts:
            _finish(desk, order)
        _undue(desk, order)
    for scrap in desk.company["scrap_parts"]:
        _approve(desk, scrap)


def _look(desk: Desk, order: Record) -> None:
    rng = desk.company.rng
    order["surveyed_at"] = order["arrived_at"] + minutes(rng.randint(1, 3))
    order["diagnosed_at"] = order["surveyed_at"] + minutes(rng.randint(1, 4))


def _finish(desk: Desk, order: Record) -> None:
    """Repaired, tested, shown to the customer and accepted, all before the job is over."""
    rng, done = desk.company.rng, order["completed_at"]
    order["repaired_at"] = order["repaired_at"] or done - minutes(rng.randint(15, 19))
    order["tested_at"] = done - minutes(rng.randint(10, 14))
    order["test_result"] = rng.choice(("合格", "合格", "功能、性能正常"))
    order["customer_confirmed_at"] = done - minutes(rng.randint(6, 9))
    order["accepted_at"] = done - minutes(rng.randint(1, 5))


def not_repaired(company: Company, order: Record) -> None:
    """Nobody wrote that it was repaired before it was tested."""
    if order["service_type"] == "维修":
        company.truth.fails(order, STEPS)


def _undue(desk: Desk, order: Record) -> None:
    truth, facts = desk.company.truth, order.facts
    if "open" in facts and order["in_warranty"]:
        truth.pending(order, FREE)
    if "cancelled" in facts:
        truth.excepted(order, "S003-C3-3.4d/3")
    if order["service_type"] != "维修":
        return
    if {"cancelled", "phone"} & facts:
        truth.excepted(order, STEPS, SITE, SAID)
    if "open" in facts:
        truth.pending(order, STEPS, SAID)
        if not order["surveyed_at"]:
            truth.pending(order, SITE)


def _approve(desk: Desk, scrap: Record) -> None:
    """The general manager agrees to scrapping before anything is destroyed."""
    rng = desk.company.rng
    scrap["scrap_reason"] = rng.choice(("无法修复", "修复成本过高"))
    scrap["approved_by"] = desk.staff.permanent(DIRECTOR)[0].number
    scrap["approved_at"] = at(scrap["judged_at"].date() + rng.randint(1, 4) * DAY, rng.randint(9, 16))
    scrap.facts.add("approved")
