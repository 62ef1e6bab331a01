"""Faults of the store: parts issued on nobody's word, units lent untested or never back, counts that do not add up."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.orders import Desk
from svcqa_example.making.spares import BOUGHT, COUNTED, PLANNED, USED, WRITTEN, count_stock
from svcqa_example.making.standards import SUPPLIED
from svcqa_example.model import AS_OF, DAY, Record, at

_BALANCED, _APPROVED, _SAFE = "S002-P11-p1", "S002-P11-p2", "S002-P11-p3"
_LISTED, _TESTED, _INSPECTED = "S002-P11-p5", "S002-P11-p6", "S002-P11-p7"
_EXPLAINED, _SUPPLIED, _RETURNED = "S002-P11-p10", "S002-P11-p12", "S002-P11-p4"
_UNPLANNED = f"{AS_OF.year - 3}-05"
LAST_COUNT = dt.date(AS_OF.year, 12, 1)


def slips_incomplete(desk: Desk) -> None:
    """Nobody approved an issue, or whoever asked for it did; nobody wrote who handed it out, or when."""
    company, truth = desk.company, desk.company.truth

    def issued(move: Record) -> bool:
        return move["move_type"] == USED and isinstance(move["moved_at"], dt.datetime) and bool(move["approved_by"])

    for number, move in enumerate(company.pick("part_moves", issued, 4)):
        if number == 0:
            move["approved_by"] = None
        elif number == 1:
            move["requested_by"] = move["approved_by"]
        elif number == 2:
            move["order_no"] = move["to_site"] = None
        else:
            move["handled_by"] = None
        truth.fails(move, WRITTEN if number == 3 else _APPROVED)
    (undated,) = company.pick("part_moves", lambda one: issued(one) and one["moved_at"] < at(AS_OF - 30 * DAY, 0), 1)
    undated["moved_at"] = None
    # to whoever asked for it, it has not come
    truth.fails(undated, WRITTEN, SUPPLIED)
    bought = lambda one: one["move_type"] == BOUGHT  # noqa: E731
    (unnamed,) = company.pick("part_moves", bought, 1)
    unnamed["inspection_no"] = None
    truth.fails(unnamed, WRITTEN)
    for number, move in enumerate(company.pick("part_moves", bought, 3)):
        looked_at = move.links["inspection"]
        if number == 0:
            move["inspection_no"] = "JY99999"
        elif number == 1:
            looked_at["inspected_at"] += 2 * DAY
            looked_at["stocked_at"] += 2 * DAY
        else:
            looked_at["result"], looked_at["stocked_at"] = "不合格", None
        truth.fails(move, _INSPECTED)


def loans_astray(desk: Desk) -> None:
    """Lent untested or without a day of return; back weeks late, or never."""
    company, truth = desk.company, desk.company.truth
    loans = company.pick("part_moves", lambda one: "loan" in one.facts and "out" not in one.facts, 5)
    loans[0]["test_result"] = "未检"
    truth.fails(loans[0], _TESTED)
    loans[1]["tested_at"] = None
    truth.fails(loans[1], _TESTED)
    loans[2]["loan_due_at"] = None
    # neither an order nor an outlet: nobody knows what it was for
    truth.fails(loans[2], _TESTED, _APPROVED)
    loans[3]["loan_due_at"] = loans[3]["loan_returned_at"] - 9 * DAY
    loans[4]["loan_returned_at"] = None
    for move in loans[3:]:
        truth.fails(move, _RETURNED)


def ledger_incomplete(desk: Desk) -> None:
    """Nobody knows where a part lies or whether it is critical; too few are left; nobody says until when it is made."""
    company, truth = desk.company, desk.company.truth
    ended = company.pick("spare_parts", lambda one: bool(one["eop_at"]), 2)
    ended[0]["supply_until"] = None
    truth.fails(ended[0], _SUPPLIED)
    ended[1]["supply_until"] = ended[1]["eop_at"] + 900 * DAY
    truth.fails(ended[1], f"{_SUPPLIED}/timing")
    (scarce,) = company.pick("spare_parts", lambda one: bool(one["is_critical"]), 1)
    scarce["safety_stock"] = scarce["stock_qty"] + 3
    truth.fails(scarce, _SAFE)
    usual = company.pick("spare_parts", lambda one: not one["eop_at"] and not one["withdrawn_at"], 2)
    for name, part in zip(("location", "is_critical"), usual, strict=True):
        part[name] = None
        truth.fails(part, _LISTED)


def nothing_planned(desk: Desk) -> None:
    """A month without a plan, and a year without any."""
    company = desk.company
    for plan in list(company["parts_plans"]):
        if plan["period"].startswith(str(AS_OF.year)) or plan["period"] == _UNPLANNED:
            company["parts_plans"].remove(plan)
            company.truth.missing(f"{PLANNED}/timing", plan["period"])
    company.truth.missing(PLANNED, LATELY)


def counted_badly(desk: Desk) -> None:
    """Counted by one, a difference nobody explained, books that do not follow the slips, a part not counted at all."""
    count_stock(desk)  # what moved is settled only now
    company, truth = desk.company, desk.company.truth
    (alone,) = company.pick("stock_counts", lambda one: "differs" not in one.facts, 1)
    alone["checked_by"] = alone["counted_by"]
    part = company["spare_parts"][0]["part_code"]
    # the last count of all: nothing follows from it
    last = lambda one: one["counted_at"] > LAST_COUNT and one["part_code"] != part and "differs" not in one.facts  # noqa: E731
    unexplained, unapproved, *wrong = company.pick("stock_counts", last, 4)
    for one, reason in ((unexplained, None), (unapproved, "待查明后补登")):
        one["counted_qty"], one["diff_reason"] = one["book_qty"] + 1, reason
    for one in (alone, unexplained, unapproved):
        truth.fails(one, _EXPLAINED)
    for one in wrong:
        one["book_qty"] += 3
        one["counted_qty"] = one["book_qty"]
        truth.fails(one, _BALANCED)
    part = company["spare_parts"][0]["part_code"]
    for one in [one for one in company["stock_counts"] if one["part_code"] == part and one.year == AS_OF.year]:
        company["stock_counts"].remove(one)
        truth.drop(one)
    truth.missing(COUNTED, f"{part}/{LATELY}")
    for half in (1, 2):
        truth.missing(f"{COUNTED}/timing", f"{part}/{AS_OF.year}H{half}")


PLANTS = (
    slips_incomplete, loans_astray, ledger_incomplete, nothing_planned,
    counted_badly,
)  # fmt: skip
