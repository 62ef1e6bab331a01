"""Faults of complaints as manual 000 settles them: no cause, nothing agreed, late, nothing against a grave one."""

from __future__ import annotations

from svcqa_example.making.agreements import AGREED, CAUSE, SEEN_TO, SETTLED, USUAL, agree, prevent
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Odd, Record, at

_PREVENTED, _GRADED = "S000-P3-A7bis.2e", "S000-P3-A7bis.2e/1"
_GRADED_TOO = "S003-C1-1.3/1"
_LONG_AGO = at(AS_OF - 60 * DAY, 0)


def _settled(complaint: Record) -> bool:
    """Closed long ago, not at once, and nothing grave."""
    old = SEEN_TO in complaint.facts and bool(complaint["closed_at"]) and complaint["closed_at"] < _LONG_AGO
    return old and not complaint["resolved_on_spot"] and complaint["severity"] == USUAL


def no_cause(desk: Desk) -> None:
    """Closed without the cause, or without what was done."""
    for number, complaint in enumerate(desk.company.pick("complaints", _settled, 3)):
        complaint[("root_cause", "action")[number % 2]] = (None, Odd("/"))[number // 2]
        desk.company.truth.fails(complaint, CAUSE)


def not_agreed(desk: Desk) -> None:
    """Nothing was agreed with the customer, no solution or no time; or it was done after the time agreed."""
    company = desk.company
    for number, complaint in enumerate(company.pick("complaints", _settled, 3)):
        for name in (("agreed_solution",), ("agreed_due_at",), ("agreed_solution", "agreed_at", "agreed_due_at"))[
            number
        ]:
            complaint[name] = None
        company.truth.fails(complaint, AGREED)
    for complaint in company.pick("complaints", _settled, 3):
        complaint["agreed_due_at"] = at((complaint["resolved_at"] or complaint["closed_at"]).date() - DAY, 12)
        company.truth.fails(complaint, SETTLED)


def nothing_prevented(desk: Desk) -> None:
    """Grave complaints without corrective action, without prevention, or weeks later; and some that nobody graded."""
    company = desk.company
    for complaint in company.pick("complaints", _settled, 2):
        complaint["severity"] = "重复"
        company.truth.fails(complaint, _PREVENTED)
    for complaint in company.pick("complaints", _settled, 1):
        complaint["severity"] = "重复"
        prevent(desk, complaint, complaint["received_at"].date() + DAY)["preventive_action"] = None
        company.truth.fails(complaint, _PREVENTED)
    for complaint in company.pick("complaints", _settled, 2):
        complaint["severity"] = "重复"
        prevent(desk, complaint, complaint["received_at"].date() + company.rng.randint(9, 15) * DAY)
        company.truth.fails(complaint, f"{_PREVENTED}/timing")
    for complaint in company.pick("complaints", _settled, 2):
        complaint["severity"] = None
        company.truth.fails(complaint, _GRADED, _GRADED_TOO)


def what_became_of_complaints(desk: Desk) -> None:
    """Those that came with the faults of others are settled; what those faults took away is missing here too."""
    agree(desk)
    truth = desk.company.truth
    for complaint in desk.company["complaints"]:
        if not complaint["closed_at"]:
            truth.pending(complaint, CAUSE)
        elif not (complaint["root_cause"] and complaint["action"]):
            truth.fails(complaint, CAUSE)
        if complaint["severity"] is None:
            truth.fails(complaint, _GRADED)
        done = complaint["resolved_at"] or complaint["closed_at"]
        if done and complaint["agreed_due_at"] and done > complaint["agreed_due_at"]:
            truth.fails(complaint, SETTLED)


PLANTS = (no_cause, not_agreed, nothing_prevented)
LATE = (what_became_of_complaints,)
"""What follows from the faults of others."""
