"""Faults of returns, exchanges and goods that come in: untested, unapproved, late, never told, stocked uninspected."""

from __future__ import annotations

from svcqa_example.making.exchanges import DECIDED, DELIVERED, NAMED, REPAID, SOUND_TOLD, TOLD
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER
from svcqa_example.model import AS_OF, DAY, Company, Odd, Record, at, minutes

_RETURNS, _STOCK = "returns_exchanges", "incoming_inspections"
_WAY, _REGISTERED = "S002-P09-4.2f", "S002-P09-4.2a/timing"
_MINUTES = 24 * 60
"""Of a day."""
_FOLLOWED = {"换货": ("S003-C3-3.2c", DELIVERED, NAMED), "退货": (REPAID,)}


def _executed(record: Record) -> bool:
    return "executed" in record.facts


def _exchanged(record: Record) -> bool:
    return _executed(record) and record["decision"] == "换货"


def _refused(record: Record) -> bool:
    return "refused" in record.facts and record["reported_at"] < at(AS_OF - 30 * DAY, 0)


def _some(company: Company) -> int:
    """How often a fault of returns is planted; a small company has few of them."""
    return 1 if company.small else 2


def _long_ago(record: Record) -> bool:
    """Made so long ago that days later was still before the audit."""
    return _executed(record) and record["executed_at"] < at(AS_OF - 30 * DAY, 0)


def _later(record: Record, first: str, by: float) -> None:
    """A step and all that follow it came so many minutes later."""
    steps = (
        "reported_at", "materials_agreed_at", "vp_approved_at", "customer_notified_at", "executed_at",
        "processed_at", "result_notified_at",
    )  # fmt: skip
    for name in steps[steps.index(first) :]:
        record[name] += minutes(by)
    if "refund" in record.links:
        record.links["refund"]["paid_at"] += minutes(by)


def untested(desk: Desk) -> None:
    """Not tested or looked at before the exchange, or only afterwards."""
    company = desk.company
    cells = (("test_result", None), ("appearance_checked", False), ("tested_by", Odd("/")))
    for number, one in enumerate(company.pick(_RETURNS, _executed, 3)):
        name, value = cells[number]
        one[name] = value
        company.truth.fails(one, "S002-P09-3.2")
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["tested_at"] = one["executed_at"] + minutes(company.rng.randint(20, 300))
        company.truth.fails(one, "S002-P09-3.2/1")


def badly_registered(desk: Desk) -> None:
    """Registered without product, reason or time, or hours later; if before it was asked for, it is open."""
    company, rng = desk.company, desk.company.rng
    for number, one in enumerate(company.pick(_RETURNS, _executed, _some(company))):
        one[("reason", "product")[number]] = None
        company.truth.fails(one, "S002-P09-4.2a")
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["registered_at"] = None
        company.truth.fails(one, "S002-P09-4.2a")
        company.truth.pending(one, "S002-P09-4.2b", "S002-P09-4.2b/1")
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["registered_at"] = one["applied_at"] + minutes(rng.randint(121, 3000))
        company.truth.fails(one, _REGISTERED)
        company.truth.undetermined(one, "S002-P09-4.2b/timing")
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["registered_at"] = one["applied_at"] - minutes(rng.randint(5, 60))
        company.truth.undetermined(one, _REGISTERED)


def nobody_sent(desk: Desk) -> None:
    """Without an order, with one that nobody knows, or long before somebody was sent."""
    company = desk.company
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["order_no"] = None
        company.truth.fails(one, "S002-P09-4.2b/1")
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["order_no"] = one["order_no"].replace("PG20", "PG30")
        company.truth.bad_cell("record.reference", one)
        company.truth.fails(one, "S002-P09-4.2b")
        company.truth.undetermined(one, "S002-P09-4.2b/timing")
    for one in company.pick(_RETURNS, _executed, _some(company)):
        for name in ("applied_at", "registered_at", "accepted_at"):
            one[name] -= minutes(company.rng.randint(250, 260))
        one["registered_at"] = one["applied_at"] + minutes(5)
        one["accepted_at"] = one["applied_at"] + minutes(10)
        company.truth.fails(one, "S002-P09-4.2b/timing")


def steps_left_out(desk: Desk) -> None:
    """No report, no analysis, no agreement, no approval; or approved, and never carried out."""
    company = desk.company
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["reported_at"] = None
        company.truth.fails(one, "S002-P09-4.5", _WAY)
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["analysis"] = None
        company.truth.fails(one, "S002-P09-4.5", "S002-P09-4.5/1")
    for one in company.pick(_RETURNS, _executed, 1):
        one["claim_reasonable"] = None
        company.truth.fails(one, "S002-P09-4.5/1")
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["materials_agreed_at"] = None
        company.truth.fails(one, "S002-P09-4.6a", _WAY)
    for one in company.pick(_RETURNS, _long_ago, _some(company)):
        one["executed_at"] = one["processed_at"] = one["result_notified_at"] = None
        if "refund" in one.links:
            company["refunds"].remove(one.links["refund"])
        company.truth.fails(one, "S003-C3-3.3g/1")
        company.truth.pending(one, "S003-C3-3.3h/1", *_FOLLOWED[one["decision"]])
        one.facts.remove("executed")
        company.truth.fails(one, "S002-P09-4.6a/1")
        company.truth.pending(
            one,
            "S002-P09-3.2",
            "S002-P09-3.3/2",
            *(["S002-P09-3.3", "S002-P09-3.3/1"] if one["decision"] == "换货" else []),
        )


def steps_late(desk: Desk) -> None:
    """Reported, agreed, or carried out days too late."""
    company, rng = desk.company, desk.company.rng
    for one in company.pick(_RETURNS, lambda one: _long_ago(one) and not one["negotiated_at"], _some(company)):
        _later(one, "reported_at", rng.randint(8, 12) * _MINUTES)
        company.truth.fails(one, "S002-P09-4.5/timing", _WAY)
    for one in company.pick(_RETURNS, _long_ago, _some(company)):
        _later(one, "materials_agreed_at", rng.randint(3, 6) * _MINUTES)
        company.truth.fails(one, "S002-P09-4.6a/timing", _WAY)
    for one in company.pick(_RETURNS, _long_ago, _some(company)):
        _later(one, "executed_at", rng.randint(4, 9) * _MINUTES)
        company.truth.fails(one, "S002-P09-4.6a/1/timing")


def unapproved(desk: Desk) -> None:
    """Approved by somebody else, or by nobody."""
    company = desk.company
    for number, one in enumerate(company.pick(_RETURNS, _executed, 3)):
        one["vp_approved_by"] = (desk.staff.permanent(MANAGER)[0].name, None)[number % 2]
        company.truth.fails(one, ("S002-P09-4.7a/1", "S002-P09-4.7a")[number % 2])


def never_told(desk: Desk) -> None:
    """The customer, or the supplier, was never told."""
    company = desk.company
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["supplier_contacted_at"] = None
        company.truth.fails(one, "S002-P09-4.6b")
    for one in company.pick(_RETURNS, _executed, _some(company)):
        one["customer_notified_at"] = None
        company.truth.fails(one, "S002-P09-4.7b")
    for number, one in enumerate(company.pick(_RETURNS, _refused, 2)):
        one["customer_notified_at"] = None
        company.truth.fails(one, SOUND_TOLD if "sound" in one.facts else TOLD)
        if number == 0:
            company.truth.fails(one, "S002-P09-4.7b/1")
        else:
            one["reported_at"] = None
            company.truth.fails(one, "S002-P09-4.7b/2")
            company.truth.pending(one, "S002-P09-4.5/1")


def delivery_unknown(desk: Desk) -> None:
    """An exchange whose delivery note nobody knows, or nobody named; or nobody wrote that it is one."""
    company = desk.company
    for one in company.pick(_RETURNS, _long_ago, 1):
        one["decision"] = None
        company.truth.fails(one, "S002-P09-3.3/2", DECIDED)
    for one in company.pick(_RETURNS, lambda one: _exchanged(one) and _long_ago(one), _some(company)):
        company.truth.fails(one, DELIVERED)
        company.truth.undetermined(one, f"{DELIVERED}/timing")
        one["new_delivery_no"] = one["new_delivery_no"].replace("SH", "SH9")
        company.truth.bad_cell("record.reference", one)
        company.truth.fails(one, "S002-P09-3.3")
    for one in company.pick(_RETURNS, lambda one: _exchanged(one) and _long_ago(one), _some(company)):
        one["new_delivery_no"] = None
        company.truth.fails(one, "S002-P09-3.3/1", NAMED)


def stocked_uninspected(desk: Desk) -> None:
    """Stocked before the inspection, days later, without a result, or although it had failed."""
    company, rng = desk.company, desk.company.rng
    passed = lambda one: one["result"] == "合格"  # noqa: E731
    for one in company.pick(_STOCK, passed, 2):
        one["stocked_at"] = one["inspected_at"] - minutes(rng.randint(10, 2000))
        company.truth.fails(one, "S002-P09-3.1")
    for one in company.pick(_STOCK, passed, 1):
        one["stocked_at"] = one["inspected_at"] + minutes(rng.randint(4, 9) * _MINUTES)
        company.truth.fails(one, "S002-P09-3.1")
    for one in company.pick(_STOCK, passed, 1):
        one["result"] = None
        company.truth.fails(one, "S002-P09-3.1")
    for one in company.pick(_STOCK, passed, 2):
        one["result"] = "不合格"
        company.truth.fails(one, "S002-P09-3.1/1")


PLANTS = (
    untested, badly_registered, nobody_sent, steps_left_out, steps_late, unapproved, never_told, delivery_unknown,
    stocked_uninspected,
)  # fmt: skip
