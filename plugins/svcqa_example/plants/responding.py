"""Faults of the first minutes: answered late or never, nothing done at once, decided by those who may not."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.orders import Desk
from svcqa_example.making.responding import ARCHIVED, DECIDED, MAJOR, REPORT, USUAL
from svcqa_example.model import AS_OF, Record, minutes

_RESPONDED, _COMPLAINT, _ACTED, _BEYOND = "S003-C1-b", "S003-C1-b/1", "S003-C1-1.3", "S003-C2-2.2b"


def _closed(request: Record) -> bool:
    return bool(request["closed_at"]) and "for the manager" not in request.facts


def _report(request: Record) -> bool:
    return _closed(request) and request["request_type"] == REPORT and request["status"] not in {"已取消", "重复"}


def answered_late(desk: Desk) -> None:
    """The first answer was the technician's call: soon after he was sent, but late after the report; or none at all."""
    company, truth = desk.company, desk.company.truth

    def slow(order: Record) -> bool:
        request = order.links.get("request")
        if not {"done", "repair"} <= order.facts or request is None or request.planted or not _report(request):
            return False
        known = order["contacted_at"] and order["received_at"] == request["received_at"]
        return bool(known and order["contacted_at"] > order["received_at"] + minutes(31))

    for order in company.pick("work_orders", slow, company.few):
        request = order.links["request"]
        # within a quarter of an hour of being sent, as the manual of the department asks
        request["responded_at"], request.planted = order["contacted_at"], True
        truth.fails(request, _RESPONDED)
    for number, request in enumerate(company.pick("service_requests", _report, 4)):
        if number == 0:
            request["responded_at"] = request["received_at"] + minutes(30)
            continue
        request["responded_at"] = (None, request["received_at"] + minutes(31), request["received_at"].date())[
            number - 1
        ]
        truth.say("undetermined" if number == 3 else "fails", request, _RESPONDED)


def kind_unknown(desk: Desk) -> None:
    """Nobody wrote whether it was a report, a complaint or a question; or whether the desk could decide it."""
    for request in desk.company.pick("service_requests", lambda one: _closed(one) and "question" in one.facts, 2):
        request["request_type"] = None
        desk.company.truth.fails(request, "S003-C1-b/2", "S000-P1-2.9b/4")
        desk.company.truth.unsay(request, "S002-P04-4.2-2a")
        desk.company.truth.fails(request, "S002-P04-4.2-2a")
    for request in desk.company.pick("service_requests", _report, 3):
        request["beyond_authority"] = None
        desk.company.truth.fails(request, DECIDED)


def complaint_left_lying(desk: Desk) -> None:
    """Told to the leader within hours, as one manual asks, but answered late as another has it; or never answered."""
    company, truth = desk.company, desk.company.truth
    told: Callable[[Record], bool] = lambda one: bool(one["closed_at"] and one["severity"] == USUAL)  # noqa: E731
    for number, complaint in enumerate(company.pick("complaints", told, 4)):
        late = complaint["received_at"] + minutes(company.rng.randint(35, 180))
        complaint["responded_at"] = late if number < 3 else None
        truth.fails(complaint, _COMPLAINT)
    major: Callable[[Record], bool] = lambda one: one["severity"] == MAJOR  # noqa: E731
    for number, complaint in enumerate(company.pick("complaints", major, 2)):
        if number == 0:
            complaint["first_action_at"] = None
            truth.fails(complaint, _ACTED)
        else:
            complaint["first_action_at"] = complaint["received_at"] + minutes(company.rng.randint(300, 2000))
            truth.fails(complaint, f"{_ACTED}/timing")


def decided_alone(desk: Desk) -> None:
    """Beyond the desk's authority: not reported, to nobody or late, done undecided or before anybody did decide."""
    company, truth = desk.company, desk.company.truth
    asked = [one for one in company["service_requests"] if "for the manager" in one.facts]
    for number, request in enumerate(company.rng.sample(asked, 6)):
        if number == 0:
            request["escalated_at"] = request["escalated_to"] = None
            truth.fails(request, _BEYOND)
        elif number == 1:
            request["escalated_to"] = None
            truth.fails(request, _BEYOND)
        elif number < 4:
            request["escalated_at"] = request["received_at"] + minutes(company.rng.randint(150, 300))
            request["instruction_at"] = request["escalated_at"] + minutes(20)
            truth.fails(request, f"{_BEYOND}/timing")
        elif number == 4:
            request["instruction_at"] = None
            truth.fails(request, f"{_BEYOND}/1")
        else:
            request["instruction_at"] = request["executed_at"] + minutes(90)
            truth.fails(request, f"{_BEYOND}/2")


def not_on_file(desk: Desk) -> None:
    """A question that is in no customer's file, or was put there only a year later."""
    company = desk.company

    def old(request: Record) -> bool:
        return "file" in request.links and request["closed_at"].year < AS_OF.year - 1

    for number, request in enumerate(company.pick("service_requests", old, 4)):
        if number % 2:
            request.links["file"]["archived_at"] = request["closed_at"].date().replace(year=AS_OF.year, month=3, day=3)
            company.truth.fails(request, f"{ARCHIVED}/timing")
        else:
            company["record_inventory"].remove(request.links["file"])
            company.truth.fails(request, ARCHIVED)


PLANTS = (answered_late, kind_unknown, complaint_left_lying, decided_alone, not_on_file)
