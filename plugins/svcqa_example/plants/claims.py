"""Faults of claims: incomplete, passed over a step, approved by the wrong person, handed in late, for no job."""

from __future__ import annotations

from svcqa_example.making.claims import CHAIN, IN_TIME, LEVEL, LEVELS, ORDERED, OUTCOME
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY
from svcqa_example.model import DAY, Odd, Record

TOLD = "S003-C6-6.3f"


def _plain(claim: Record) -> bool:
    """Agreed to in the usual way, and for a job."""
    return "agreed" in claim.facts and not {"phone", "extended", "split"} & claim.facts


def _usual(claim: Record) -> bool:
    return _plain(claim) and claim["amount"] <= LEVELS[0][1]


def incomplete(desk: Desk) -> None:
    """Place or reason are missing."""
    for number, one in enumerate(desk.company.pick("expenses", _usual, 3)):
        name = ("place", "reason", "place")[number]
        one[name] = (None, None, Odd("待补"))[number]
        desk.company.truth.fails(one, "S003-C6-6.3a")


def passed_over(desk: Desk) -> None:
    """Finance was passed over, or came after the leader; or the claimant approved it alone."""
    company = desk.company
    for one in company.pick("expenses", _usual, 2):
        one["finance_checked_at"] = one["finance_checked_by"] = None
        company.truth.fails(one, CHAIN)
    for one in company.pick("expenses", _usual, 2):
        one["finance_checked_at"] = one["leader_approved_at"] + DAY
        company.truth.fails(one, CHAIN)
    for one in company.pick("expenses", _usual, 2):
        one["dept_approved_by"] = one["staff_id"]
        company.truth.fails(one, f"{CHAIN}/1")


def beyond_authority(desk: Desk) -> None:
    """The deputy approved what is the general manager's to approve; or it is not known at which level."""
    company = desk.company
    for one in company.pick("expenses", lambda one: _plain(one) and not _usual(one), 2):
        one["approver_level"] = LEVELS[0][2]
        one["leader_approved_by"] = desk.staff.permanent(DEPUTY)[0].number
        company.truth.fails(one, LEVEL)
    for one in company.pick("expenses", _usual, 1):
        one["approver_level"] = None
        company.truth.fails(one, LEVEL)


def no_outcome(desk: Desk) -> None:
    """What was decided is not written, or in words that leave it open."""
    for number, one in enumerate(desk.company.pick("expenses", _usual, 3)):
        one["result"] = (None, "原则同意", None)[number]
        desk.company.truth.fails(one, OUTCOME)


def handed_in_late(desk: Desk) -> None:
    """Late without a word to finance, with a word too late, or without a reason."""
    company = desk.company
    for number, one in enumerate(company.pick("expenses", _usual, 5)):
        late = company.rng.randint(14, 20) * DAY
        for name in ("submitted_at", "dept_approved_at", "finance_checked_at", "leader_approved_at"):
            one[name] += late
        company.truth.fails(one, IN_TIME)
        if number % 2:
            one["extension_told_at"], one["extension_reason"] = one["submitted_at"] - 2 * DAY, "忘记提交"
            company.truth.fails(one, f"{TOLD}/timing")
        else:
            company.truth.fails(one, TOLD)
    for one in company.pick("expenses", lambda one: {"agreed", "extended"} <= one.facts, 2):
        one["extension_reason"] = None
        company.truth.fails(one, TOLD)


def for_no_job(desk: Desk) -> None:
    """The order is not on record, or none is named."""
    company = desk.company
    for one in company.pick("expenses", _usual, 2):
        one["order_no"] = one["order_no"].replace("PG20", "PG30")
        company.truth.fails(one, "S003-C6-6.3g")
        company.truth.bad_cell("record.reference", one)
    for one in company.pick("expenses", _usual, 2):
        one["order_no"] = None
        company.truth.fails(one, ORDERED)


PLANTS = (incomplete, passed_over, beyond_authority, no_outcome, handed_in_late, for_no_job)
