"""Faults of the files of customer service: an undated manual, nothing in force, policies that nobody read."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.policies import FRANCHISE, MANUAL, METHOD, RULES
from svcqa_example.model import AS_OF, DAY, Record

_READ = "S001-C3-1.3"


def _file(desk: Desk, kind: str) -> Record:
    return next(one for one in desk.company["documents"] if kind in one.facts)


def undated(desk: Desk) -> None:
    """The first edition of the manual of the department says of no month when it was made."""
    manual = _file(desk, MANUAL)
    manual["drafted_at"] = manual["effective_date"] = None
    desk.company.truth.fails(manual, "S001-C0-1", "S002-P20-p1")


def not_in_force(desk: Desk) -> None:
    """Files that were withdrawn, and nothing took their place."""
    for kind, rule in ((FRANCHISE, "S001-C2-M-W2"), (RULES, "S001-C2-S2/1"), (METHOD, "S001-C2-S10")):
        file = _file(desk, kind)
        file["status"], file["obsolete_at"] = "作废", AS_OF - 100 * DAY
        desk.company.truth.missing(rule, kind)


def unread(desk: Desk) -> None:
    """A policy that somebody never got, never confirmed to have read, or read months later."""
    company, truth = desk.company, desk.company.truth
    for number, copy in enumerate(company.pick("doc_distribution", lambda one: {"policy", "employed"} <= one.facts, 6)):
        slot = f"{copy['doc_no']}/{copy['version']}/{copy['recipient_id']}"
        if number % 3 == 0:
            company["doc_distribution"].remove(copy)
            truth.missing(_READ, slot)
        elif number % 3 == 1:
            copy["read_confirmed_at"] = None
            truth.missing(_READ, slot)
        else:
            copy["read_confirmed_at"] = copy["received_at"] + company.rng.randint(40, 90) * DAY
            truth.fails(copy, f"{_READ}/timing")


PLANTS = (undated, not_in_force, unread)
