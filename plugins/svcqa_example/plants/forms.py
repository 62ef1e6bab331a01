"""Faults of feedback forms: none, an empty one, filled in or handed back late, not signed; a review in its stead."""

from __future__ import annotations

from svcqa_example.making.feedback import TOLD
from svcqa_example.making.forms import FORM, review
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record, at, minutes

_SIGNED, _BACK = "S000-P3-A7.5b/1", "S000-P3-A7.5c"
_LONG_AGO = at(AS_OF - 60 * DAY, 0)


def _form(record: Record) -> bool:
    """The form of a job that nothing else is wrong with."""
    order = record.links.get("order")
    return order is not None and not order.planted and record["filled_at"] < _LONG_AGO


def _mine(desk: Desk, count: int | None = None) -> list[Record]:
    """Some forms; the order is taken with them."""
    chosen = desk.company.pick("feedbacks", _form, count)
    for record in chosen:
        record.links["order"].planted = True
    return chosen


def no_form(desk: Desk) -> None:
    """There is no form for a job, an empty one, one of another job, or only what the customer wrote on the net."""
    company = desk.company
    for number, record in enumerate(_mine(desk, 2 * company.few)):
        order = record.links["order"]
        company.truth.fails(order, FORM)
        if number % 3 == 2:
            record["filled_at"] = record["customer_signed"] = record["returned_at"] = None
            record["received_at"] = order["completed_at"] + DAY
            continue
        company["feedbacks"].remove(record)
        if number % 3 == 1:
            written = review(desk, order)
            written["feedback_no"] = record["feedback_no"]
            # nobody wrote that it was dealt with
            company.truth.pending(written, TOLD)


def filled_late(desk: Desk) -> None:
    """The form was filled in days after the job; or before it was over, which nobody can judge."""
    company, rng = desk.company, desk.company.rng
    for record in _mine(desk):
        later = rng.randint(2, 6) * DAY
        for name in ("filled_at", "returned_at", "result_told_at"):
            record[name] += later
        company.truth.fails(record.links["order"], f"{FORM}/timing")
    for record in _mine(desk, 2):
        record["filled_at"] = record.links["order"]["completed_at"] - minutes(rng.randint(20, 60))
        company.truth.undetermined(record.links["order"], f"{FORM}/timing")


def not_signed(desk: Desk) -> None:
    """The customer did not sign the form."""
    for number, record in enumerate(_mine(desk)):
        record["customer_signed"] = (False, None)[number % 2]
        desk.company.truth.fails(record, _SIGNED)


def not_handed_back(desk: Desk) -> None:
    """The form never came back to the centre, or a week later."""
    company = desk.company
    for record in _mine(desk):
        record["returned_at"] = None
        company.truth.fails(record, _BACK)
    for record in _mine(desk):
        record["returned_at"] = record["filled_at"] + company.rng.randint(4, 8) * DAY
        record["result_told_at"] = record["returned_at"] + minutes(60)
        company.truth.fails(record, f"{_BACK}/timing")


PLANTS = (no_form, filled_late, not_signed, not_handed_back)
