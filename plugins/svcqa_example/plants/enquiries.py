"""Faults of questions and of requests to set up a unit: not answered, passed on late, nobody sent, nobody told."""

from __future__ import annotations

from svcqa_example.making.enquiries import SET_UP, is_old
from svcqa_example.making.orders import Desk
from svcqa_example.model import Record, minutes

_PASSED_ON, _ANSWERED, _ON_RECORD = "S000-P1-2.9b", "S000-P1-2.9c/1", "S000-P1-2.9d"
_BEYOND = "S001-C2-E4"
"""What manual 001 asks for of whatever is beyond somebody's powers."""
_ORDERED, _REPORTED = "S000-P1-4.2.2b/1", "S000-P1-4.2.2c/1"
_PROMISED = "S003-C3-3.1c"
_ELSEWHERE = {"content": "S003-C3-3.1a", "answer": "S003-C3-3.1c/2", "can_handle": f"{_BEYOND}/1"}
"""Cell → what another manual finds where it is empty."""


def _question(one: Record) -> bool:
    return "question" in one.facts and is_old(one)


def _passed_on(one: Record) -> bool:
    return _question(one) and "passed on" in one.facts


def _set_up(one: Record) -> bool:
    """A request to have a unit set up, nothing wrong with its order."""
    return "set up" in one.facts and not one.links["order"].planted and is_old(one)


def question_incomplete(desk: Desk) -> None:
    """Nobody wrote what was asked, what was answered, whether it could be answered, or of which type a request is."""
    company, truth = desk.company, desk.company.truth
    for name, rule in (("content", _ON_RECORD), ("answer", f"{_ON_RECORD}/1"), ("can_handle", f"{_PASSED_ON}/3")):
        for one in company.pick("service_requests", lambda one: _question(one) and "passed on" not in one.facts, 2):
            one[name] = None
            truth.fails(one, rule, _ELSEWHERE[name])
    for one in company.pick("service_requests", lambda one: one["request_type"] == "保养" and is_old(one), 2):
        one["request_type"] = None
        truth.fails(one, f"{_PASSED_ON}/4", "S003-C1-b/2")


def question_astray(desk: Desk) -> None:
    """Passed on to nobody or days later; answered days later or never."""
    company, rng = desk.company, desk.company.rng
    for number, one in enumerate(company.pick("service_requests", _passed_on, 5)):
        later = one["received_at"] + minutes(rng.randint(49 * 60, 90 * 60))
        if number == 0:
            one["referred_dept"] = None
            company.truth.fails(one, f"{_PASSED_ON}/1", _BEYOND)
        elif number == 1:
            one["referred_at"] = None
            company.truth.fails(one, f"{_PASSED_ON}/1", _BEYOND)
        elif number == 2:
            one["referred_at"] = later
            company.truth.fails(one, f"{_PASSED_ON}/1/timing", f"{_BEYOND}/timing")
        elif number == 3:
            one["replied_at"] = None
            company.truth.fails(one, _ANSWERED, _PROMISED if one["promised_reply_at"] else f"{_PROMISED}/1")
            company.truth.pending(one, "S003-C3-3.1b/1", f"{_PROMISED}/2")
        else:
            one["replied_at"] = later
            company.truth.fails(
                one, f"{_ANSWERED}/timing", _PROMISED if one["promised_reply_at"] else f"{_PROMISED}/1/timing"
            )


def set_up_astray(desk: Desk) -> None:
    """No order names the request, or it went out late; what the centre could not do was reported late or never."""
    company, truth, rng = desk.company, desk.company.truth, desk.company.rng
    reported = company.pick("service_requests", lambda one: _set_up(one) and "reported" in one.facts, 3)
    for number, one in enumerate(reported):
        if number == 0:
            one["escalated_to"] = None
        elif number == 1:
            one["escalated_at"] = None
        else:
            one["escalated_at"] = one["received_at"] + minutes(rng.randint(25 * 60, 40 * 60))
        late = (f"{_REPORTED}/timing", f"{_BEYOND}/timing/1")
        truth.fails(one, *(late if number == 2 else (_REPORTED, _BEYOND)))
    for number, one in enumerate(company.pick("service_requests", _set_up, 4)):
        order = one.links["order"]
        order.planted = True
        if number % 2:
            one["received_at"] -= minutes(rng.randint(25 * 60, 40 * 60))
            truth.fails(one, f"{_ORDERED}/timing", "S002-P04-4.2-2a/timing")
            if "reported" in one.facts:
                one["escalated_at"] = one["received_at"] + minutes(30)
        else:
            order["request_no"] = None
            truth.fails(one, _ORDERED, "S002-P04-4.2-2a")
            truth.pending(one, "S002-P04-4.2-1c")


def set_up_unsaid(desk: Desk) -> None:
    """Nobody wrote whether the centre could do it."""
    for one in desk.company.pick("service_requests", lambda one: _set_up(one) and one["request_type"] in SET_UP, 1):
        one["can_handle"] = None
        desk.company.truth.fails(one, f"{_PASSED_ON}/3", f"{_BEYOND}/1")


PLANTS = (question_incomplete, question_astray, set_up_astray, set_up_unsaid)
