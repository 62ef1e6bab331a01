"""Faults of audits: none in the last year, no result, and what was found was talked over late or never."""

from __future__ import annotations

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.audits import INNER, OUTER, SERIES, TAUGHT, slot_of
from svcqa_example.making.orders import Desk
from svcqa_example.model import AS_OF, DAY, Record, at


def _found(audited: Record) -> bool:
    return "found" in audited.facts


def left_out(desk: Desk) -> None:
    """Nobody audited the service or its fees in the last year, from inside or outside; and one was left out before."""
    company = desk.company
    for one in [one for one in company["audits"] if "service audit" in one.facts and one.year == AS_OF.year]:
        _cancel(desk, one)
    for rule in SERIES.values():
        company.truth.missing(rule, LATELY)
    for one in company.pick("audits", lambda one: bool({INNER, OUTER} & one.facts) and not _found(one), 2):
        _cancel(desk, one)


def _cancel(desk: Desk, audited: Record) -> None:
    desk.company["audits"].remove(audited)
    desk.company.truth.missing(f"{SERIES[audited['audit_type']]}/timing", slot_of(audited))
    if "talk" in audited.links:
        desk.company["meetings"].remove(audited.links["talk"])


def without_result(desk: Desk) -> None:
    """Nobody wrote what came out."""
    for one in desk.company.pick("audits", lambda one: "service audit" in one.facts and not _found(one), 2):
        one["result"] = None
        desk.company.truth.fails(one, f"{TAUGHT}/1")


def not_talked_over(desk: Desk) -> None:
    """What was found was never talked over, or weeks too late; once a training took the place of the talk."""
    company = desk.company
    for one in company.pick("audits", _found, 2):
        company["meetings"].remove(one.links["talk"])
        company.truth.fails(one, TAUGHT)
    for one in company.pick("audits", _found, 2):
        one.links["talk"]["held_at"] = at(one["audited_at"] + company.rng.randint(31, 60) * DAY, 14)
        company.truth.fails(one, f"{TAUGHT}/timing")


PLANTS = (left_out, without_result, not_talked_over)
