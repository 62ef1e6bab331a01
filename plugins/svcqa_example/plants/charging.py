"""Faults of fees: work began unpaid, nobody agreed to wait, sheets do not add up, months are settled late or wrong."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.charging import (
    AGREED,
    BALANCED,
    ITEM,
    PAID,
    PUNISHED,
    REVIEWED,
    SETTLED,
    STEPS,
    SUMMED,
    WAY,
    month_of,
)
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Odd, Record, at, minutes


def _of(*facts: str) -> Callable[[Record], bool]:
    """A sheet of which these are true, of long enough ago, and of an order that carries no fault."""
    wanted = {"settled", *facts}
    return lambda one: wanted <= one.facts and not one.links["order"].planted and one["paid_at"] < at(AS_OF, 0)


def _simple(one: Record) -> bool:
    """A payment after the work, in time, as agreed."""
    return _of("later")(one) and "after its date" not in one.facts


def paid_after_work(desk: Desk) -> None:
    """Paid when the work was done, as manual 002 has it, with nothing agreed before; or not paid in full."""
    company = desk.company
    for one in company.pick("service_fees", _simple):
        one["deferral_agreed_at"] = one["deferral_agreed_by"] = None
        company.truth.unsay(one, PAID)
        company.truth.fails(one, PAID)
    for one in company.pick("service_fees", _of("first"), 2):
        one["paid_amount"] -= 20
        company.truth.fails(one, PAID)


def overdue(desk: Desk) -> None:
    """Paid after its date, and nobody had agreed; or it is not known who did."""
    company = desk.company
    for one in company.pick("service_fees", _of("first"), 2):
        one["paid_at"] = at(one["due_at"] + 9 * DAY, 10)
        company.truth.fails(one, AGREED, PAID)
    for one in company.pick("service_fees", _of("later", "after its date"), 1):
        one["deferral_agreed_by"] = None
        company.truth.fails(one, AGREED)


def no_amount(desk: Desk) -> None:
    """Nobody wrote what is to be paid: the month cannot be added up."""
    company = desk.company
    for one in company.pick("service_fees", lambda one: _of("first")(one) and not _rigged(desk, month_of(one)), 1):
        one["amount"] = None
        company.truth.fails(one, f"{PAID}/1")
        month = next(made for made in company["fee_settlements"] if made["period"] == month_of(one))
        month.planted = True
        company.truth.undetermined(month, f"{BALANCED}/1")


def _rigged(desk: Desk, period: str) -> bool:
    """A month that carries a fault of its own, or is not settled."""
    return all(one.planted for one in desk.company["fee_settlements"] if one["period"] == period)


def settled_wrongly(desk: Desk) -> None:
    """A month was never settled, or late; totals differ; nobody compared them first."""
    company, truth = desk.company, desk.company.truth
    for number, one in enumerate(company.pick("fee_settlements", lambda _: True, 6)):
        if number == 0:
            company["fee_settlements"].remove(one)
            truth.missing(SETTLED, one["period"])
            truth.missing(f"{SETTLED}/timing", one["period"])
        elif number == 1:
            one["settled_at"] += 9 * DAY
            truth.missing(f"{SETTLED}/timing", one["period"])
        elif number == 2:
            one["finance_total"] += 60
            truth.fails(one, BALANCED)
        elif number == 3:
            one["finance_total"] = one["service_total"] = one["service_total"] + 130
            truth.fails(one, f"{BALANCED}/1")
        else:
            one["reconciled_at"] = one["settled_at"] + DAY if number == 4 else None
            truth.fails(one, f"{BALANCED}/2")


def misspent(desk: Desk) -> None:
    """Fees were spent on something else, or on nobody knows what."""
    for number, one in enumerate(desk.company.pick("fee_uses", lambda _: True)):
        one["purpose"] = ("部门聚餐", None, "办公装修")[number % 3]
        desk.company.truth.fails(one, "S003-C6-6")


def unpunished(desk: Desk) -> None:
    """A breach of the rules on fees led to nothing, or to something only after weeks."""
    company = desk.company
    for one in company.pick("violations", lambda one: "fees" in one.facts, 2):
        one.links["penalty"]["source_no"] = None
        company.truth.fails(one, PUNISHED)
    for one in company.pick("violations", lambda one: "fees" in one.facts, 2):
        one["found_at"] -= 45 * DAY
        company.truth.fails(one, f"{PUNISHED}/timing")


def reviewed_badly(desk: Desk) -> None:
    """Nobody looked at the fee beforehand, only when work had begun, or there is no estimate."""
    company = desk.company
    for number, one in enumerate(company.pick("service_fees", _of(), 3)):
        if number == 1:
            one["estimated_amount"] = None
        else:
            one["pre_reviewed_at"] = None
        company.truth.fails(one, REVIEWED)
    for one in company.pick("service_fees", _of(), 2):
        one["pre_reviewed_at"] = one.links["order"]["work_started_at"] + minutes(30)
        company.truth.fails(one, f"{REVIEWED}/1")


def added_up_wrongly(desk: Desk) -> None:
    """The total is not the sum of its parts, or a part is missing."""
    # a blank for other costs might be anything
    whole = [one for one in desk.company["service_fees"] if one["other_fee"] is not None]
    for number, one in enumerate(desk.company.pick("service_fees", lambda one: _of()(one) and one in whole, 3)):
        if number == 2:
            one["labour_fee"] = None
        else:
            one["total_fee"] += 15
        desk.company.truth.fails(one, SUMMED)


def costed_wrongly(desk: Desk) -> None:
    """Nobody approved it, it was settled before it was costed, or weeks later; under an item that is none."""
    company, truth = desk.company, desk.company.truth
    for number, one in enumerate(company.pick("service_fees", _of(), 4)):
        if number == 0:
            one["approved_by"] = None
        elif number == 1:
            one["approved_at"] = one["approved_by"] = None
        elif number == 2:
            one["settled_at"] = one["costed_at"] - DAY
        else:
            one["settled_at"] = one["costed_at"] + 16 * DAY
        truth.fails(one, STEPS)
    for one in company.pick("service_fees", _of(), 2):
        one["cost_item"] = Odd("招待费")
        truth.fails(one, "S003-C6-6.2d")
        truth.bad_cell("record.reference", one)
    for one in company.pick("service_fees", _of(), 1):
        one["cost_item"] = None
        truth.fails(one, ITEM)


def paid_strangely(desk: Desk) -> None:
    """In a way that is not allowed, or nobody knows how."""
    for number, one in enumerate(desk.company.pick("service_fees", _of(), 3)):
        one["payment_method"] = ("以货抵款", None, "赊账")[number]
        desk.company.truth.fails(one, WAY)


PLANTS = (
    settled_wrongly, paid_after_work, overdue, no_amount, misspent, unpunished, reviewed_badly, added_up_wrongly,
    costed_wrongly, paid_strangely,
)  # fmt: skip
