"""Faults of questions: nobody in charge, never followed up, late, not passed on; and a call that was broken off."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER
from svcqa_example.making.questions import AGREED, FOLLOWED, LIMIT, OWNED, PASSED_ON, SETTLED
from svcqa_example.model import AS_OF, DAY, Record, at, minutes, time_over

_FOLLOWED_DAYS, _SETTLED_DAYS = 2, 60


def _question(request: Record) -> bool:
    return "question" in request.facts and bool(request["closed_at"]) and bool(request["can_handle"])


def _old(request: Record) -> bool:
    """Long ago, so that all is archived; not so long that the record may have been destroyed."""
    first, last = at(AS_OF - 700 * DAY, 0), at(AS_OF - 210 * DAY, 0)
    return _question(request) and first < request["received_at"] < last and not request["solved_at"]


def _able(request: Record) -> bool:
    repair = request["request_type"] == "报修" and request["can_handle"] and "dispatched" in request.facts
    return repair and request.year < AS_OF.year


def nobody_in_charge(desk: Desk) -> None:
    """Somebody else is in charge and nothing shows how; or nobody is."""
    company = desk.company
    mine = lambda one: _question(one) and "handed over" not in one.facts and one["received_by"]  # noqa: E731
    for number, request in enumerate(company.pick("service_requests", mine, 2 * company.few)):
        others = [one.name for one in desk.staff.permanent(DISPATCHER) if one.name != request["received_by"]]
        request["owner_id"] = company.rng.choice(others) if number % 2 else None
        company.truth.fails(request, OWNED)


def no_status(desk: Desk) -> None:
    """Nobody wrote how far a question has come."""
    for request in desk.company.pick("service_requests", _question):
        request["status"] = None
        desk.company.truth.fails(request, "S001-C2-E2a")


def never_followed_up(desk: Desk) -> None:
    """A question that everybody forgot."""
    for request in desk.company.pick("service_requests", _old):
        request["closed_at"], request["status"] = None, "处理中"
        desk.company.truth.fails(request, FOLLOWED, AGREED if request["due_at"] else SETTLED)


def settled_late(desk: Desk) -> None:
    """Settled after the time that was agreed; where none was, months later."""
    company = desk.company
    for request in company.pick("service_requests", lambda one: _question(one) and "promised" in one.facts):
        request["due_at"] = request["received_at"] + minutes(1)
        company.truth.fails(request, AGREED)
    for request in company.pick("service_requests", lambda one: _old(one) and not one["due_at"]):
        request["closed_at"] = request["received_at"] + company.rng.randint(65, 95) * DAY
        if "kept" in request.links:
            request.links["kept"]["archived_at"] = request["closed_at"].date() + 5 * DAY
        company.truth.fails(request, SETTLED)


def not_passed_on(desk: Desk) -> None:
    """Beyond one's powers, and passed on to nobody or late; nobody wrote whether it was."""
    company, truth, rng = desk.company, desk.company.truth, desk.company.rng
    beyond = [one for one in company["service_requests"] if "not for the desk" in one.facts and not one.planted]
    for number, request in enumerate(rng.sample(beyond, min(len(beyond), 6))):
        request.planted = True
        names = ("referred_dept", "referred_at") if "referred" in request.facts else ("escalated_to", "escalated_at")
        if number % 3 == 0:
            request[names[0]] = request[names[1]] = None
            truth.fails(request, PASSED_ON)
        else:
            request[names[1]] = request["received_at"] + minutes(rng.randint(LIMIT + 1, 4 * LIMIT))
            truth.fails(request, f"{PASSED_ON}/timing" if "referred" in request.facts else f"{PASSED_ON}/timing/1")
    for request in company.pick("service_requests", _able):
        request["can_handle"] = None
        truth.fails(request, f"{PASSED_ON}/1")


def broken_off(desk: Desk) -> None:
    """An agent hung up on a customer."""
    for call in desk.company.pick("calls", lambda one: "by agent" in one.facts):
        call["hangup_abnormal"] = True
        desk.company.truth.fails(call, "S001-C3-2.7a")


def still_young(desk: Desk) -> None:
    """What came in lately need not have been followed up, nor passed on; the last of what faults did to the times."""
    truth = desk.company.truth
    for request in desk.company["service_requests"]:
        received = request["received_at"]
        day = received.date() if isinstance(received, dt.datetime) else received
        if not time_over(day, _FOLLOWED_DAYS):
            truth.pending(request, FOLLOWED)
        if day == AS_OF:
            truth.pending(request, f"{PASSED_ON}/1")


PLANTS = (
    nobody_in_charge, no_status, never_followed_up, settled_late, not_passed_on, broken_off, still_young,
)  # fmt: skip
