"""Questions: who is in charge of a request, by when it is settled, what is passed on; and how calls end."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.customer_service import SUPERVISOR
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DISPATCHER
from svcqa_example.model import AS_OF, DAY, Record, at, minutes

OWNED, FOLLOWED, AGREED, SETTLED, PASSED_ON = (
    "S001-C2-E1", "S001-C2-E2a/1", "S001-C2-E2b", "S001-C2-E2b/1", "S001-C2-E4",
)  # fmt: skip
LIMIT = 24 * 60
"""Minutes within which a question beyond one's powers is passed on."""
_DEPT = "技术部"
_HANDOVERS, _PROMISES, _BEYOND = 0.04, 0.2, 0.03


def take_charge(desk: Desk) -> None:
    """Every request and every call."""
    for request in desk.company["service_requests"]:
        _own(desk, request)
        _promise(desk, request)
        if request["can_handle"] is None:
            _pass_on(desk, request)
    for call in desk.company["calls"]:
        call["ended_by"] = desk.company.rng.choice(("客户", "客户", "坐席"))
        call["hangup_abnormal"] = False
        call.facts.add("by agent" if call["ended_by"] == "坐席" else "by customer")


def _received(request: Record) -> dt.datetime:
    moment: dt.datetime = request["received_at"]
    return moment


def _own(desk: Desk, request: Record) -> None:
    """Whoever took it stays in charge, or has handed it over to a colleague."""
    rng, moment = desk.company.rng, _received(request)
    request["owner_id"] = request["received_by"]
    if rng.random() < _HANDOVERS:
        others = [one.name for one in desk.staff.permanent(DISPATCHER) if one.name != request["received_by"]]
        request["owner_id"] = request["handover_to"] = rng.choice(others)
        request["handover_at"] = moment + minutes(rng.randint(20, 400))
        request.facts.add("handed over")
    if not request["closed_at"]:
        request["last_follow_up_at"] = min(moment + minutes(rng.randint(5, 60)), at(AS_OF, 20))


def _promise(desk: Desk, request: Record) -> None:
    """A time was agreed for some, and kept; what is still open has time left."""
    rng, truth = desk.company.rng, desk.company.truth
    if rng.random() < _PROMISES:
        last = request["solved_at"] or request["closed_at"]
        request["due_at"] = (last or at(AS_OF + 3 * DAY, 12)) + minutes(rng.randint(30, 3000))
        request.facts.add("promised")
    if not request["closed_at"]:
        truth.pending(request, AGREED if request["due_at"] else SETTLED)


def _pass_on(desk: Desk, request: Record) -> None:
    """Some repairs are beyond whoever took the call, and go to a department or to a supervisor."""
    rng, moment = desk.company.rng, _received(request)
    request["can_handle"] = True
    if request["request_type"] != "报修" or rng.random() > _BEYOND or moment > at(AS_OF - 3 * DAY, 0):
        return
    request["can_handle"] = False
    request.facts.add("not for the desk")
    if rng.random() < 0.6:
        request["referred_dept"], request["referred_at"] = _DEPT, moment + minutes(rng.randint(10, LIMIT - 60))
        request.facts.add("referred")
    else:
        request["escalated_to"] = desk.staff.permanent(SUPERVISOR)[0].name
        request["escalated_at"] = moment + minutes(rng.randint(10, LIMIT - 60))
        request.facts.add("escalated")
