"""Faults of questions: badly recorded, no time promised, answered late or never, the answer nowhere."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.model import Company, Record, minutes

_RECORDED, _PROMISED, _SAID = "S003-C3-3.1a", "S003-C3-3.1b", "S003-C3-3.1b/1"
_KEPT, _ANSWERED, _WRITTEN = "S003-C3-3.1c", "S003-C3-3.1c/1", "S003-C3-3.1c/2"
_OF_THE_DEPARTMENT = {"content": ("S000-P1-2.9d",), "answer": ("S000-P1-2.9d/1",)}
"""Cell → what manual 000 finds where it is empty."""


def _some(company: Company) -> int:
    return 1 if company.small else 3


def _question(request: Record) -> bool:
    return "question" in request.facts


def _promised(request: Record) -> bool:
    return _question(request) and bool(request["promised_reply_at"])


def _at_once(request: Record) -> bool:
    return _question(request) and request["needs_check"] is False


def badly_recorded(desk: Desk) -> None:
    """No channel, class or content; nobody says whether something had to be looked up; no answer on record."""
    company = desk.company
    for name, rule in (
        ("source_channel", _RECORDED), ("consult_class", _RECORDED), ("content", _RECORDED),
        ("needs_check", _SAID), ("answer", _WRITTEN),
    ):  # fmt: skip
        for request in company.pick("service_requests", _at_once, _some(company)):
            request[name] = None
            company.truth.fails(request, rule, *_OF_THE_DEPARTMENT.get(name, ()))


def answered_badly(desk: Desk) -> None:
    """No time was promised, or it was not kept; answered hours later, or never."""
    company = desk.company
    for request in company.pick("service_requests", _promised, _some(company)):
        request["promised_reply_at"] = None
        company.truth.fails(request, _PROMISED)
    for request in company.pick("service_requests", _promised, _some(company)):
        request["replied_at"] = request["promised_reply_at"] + minutes(company.rng.randint(10, 300))
        company.truth.fails(request, _KEPT)
    for request in company.pick("service_requests", _at_once, _some(company)):
        request["replied_at"] = request["received_at"] + minutes(company.rng.randint(241, 900))
        company.truth.fails(request, f"{_ANSWERED}/timing")
    for request in company.pick("service_requests", _at_once, _some(company)):
        request["replied_at"] = None
        unsolved = ["S000-P1-2.9c/1"] if request["can_handle"] is False else []
        company.truth.fails(request, _ANSWERED, *unsolved)
        company.truth.pending(request, _SAID, _WRITTEN)


PLANTS = (answered_badly, badly_recorded)
