"""Who answers, how soon, and who may decide: requests and complaints from their first minutes on."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import MANAGER
from svcqa_example.model import AS_OF, DAY, Record, at, minutes

_EVERY = 8
"""Every so manieth complaint is a major one, if it is old enough for all that follows to be over."""
_LONG_AGO = at(AS_OF - 90 * DAY, 0)
MAJOR, USUAL, REPORT = "重大", "一般", "报修"
DECIDED, SERIOUS, ARCHIVED = "S003-C2-2.2b/3", "S003-C1-1.3/1", "S003-C1-1.4f"
FILE, ARCHIVED_DAYS = "客户服务档案", 93
BEYOND = 24
"""How many requests nobody at the desk may decide about alone."""
_DECIDED_SINCE = dt.datetime(2024, 1, 1)
"""Since when the desk writes down who decided about a request, and when it was acted on."""


def respond(desk: Desk) -> None:
    """Every request and complaint is responded to within half an hour."""
    rng = desk.company.rng
    for request in desk.company["service_requests"]:
        request["responded_at"] = request["received_at"] + minutes(rng.randint(2, 25))
        request["beyond_authority"] = False
        if request["closed_at"] and request["request_type"] != REPORT:
            _file(desk, request)
    for number, complaint in enumerate(desk.company["complaints"]):
        received = complaint["received_at"]
        complaint["responded_at"] = received + minutes(rng.randint(3, 29))
        if received > at(AS_OF, 20):
            # there are hours left
            desk.company.truth.pending(complaint, SERIOUS)
        grave = number % _EVERY == 0 and complaint["closed_at"] and received < _LONG_AGO
        complaint["severity"] = complaint["severity"] or (MAJOR if grave else USUAL)
        if complaint["severity"] == MAJOR:
            complaint["first_action_at"] = complaint["first_action_at"] or received + minutes(rng.randint(30, 230))
    _ask_first(desk)


def _file(desk: Desk, request: Record) -> None:
    """What a customer wanted to know is put into the customer's file, beside the record of the call."""
    day = min(request["closed_at"].date() + desk.company.rng.randint(5, 40) * DAY, AS_OF)
    request.links["file"] = desk.company.add(
        "record_inventory", day=day, record_type=FILE, record_no=request["request_no"], present=True,
        request_no=request["request_no"], archived_at=day, location="客户档案柜",
    )  # fmt: skip


def _ask_first(desk: Desk) -> None:
    """Some requests are beyond what the desk may decide: the manager is told, and decides before anybody acts."""
    rng = desk.company.rng
    far = [
        one for one in desk.company["work_orders"]
        # what is passed on anyway needs no decision here
        if asked_in_time(one) and "not for the desk" not in one.links["request"].facts
    ]  # fmt: skip
    for order in rng.sample(far, min(BEYOND, len(far))):
        request = order.links["request"]
        request.facts.add("for the manager")
        # the faults of other rules leave it alone
        request.planted = True
        request.links["order"] = order
        request["beyond_authority"], request["escalated_to"] = True, desk.staff.permanent(MANAGER)[0].name
        request["escalated_at"] = request["received_at"] + minutes(rng.randint(5, 60))
        request["instruction_at"] = request["escalated_at"] + minutes(rng.randint(10, 60))
        request["executed_at"] = request["executed_at"] or order["arrived_at"] + minutes(10)


def asked_in_time(order: Record) -> bool:
    """A repair of the years of such records, with hours left before somebody is there."""
    if not {"done", "repair"} <= order.facts or order["received_at"] < _DECIDED_SINCE:
        return False
    request = order.links["request"]
    if request["escalated_at"] or request["request_type"] != REPORT or request.planted:
        return False
    return bool(order["arrived_at"] > order["received_at"] + minutes(600))
