"""Faults of nonconformities as a whole: not stated, not classified, not contained; come again unnoticed; not kept."""

from __future__ import annotations

from svcqa_example.making.archive import destroy
from svcqa_example.making.orders import Desk
from svcqa_example.making.prevention import AGAIN, GRAVE, USUAL, settle
from svcqa_example.model import AS_OF, DAY, Record

_KEPT, _EXTENDED = "S002-P22-p13", "S002-P22-p2/3"


def _closed(one: Record) -> bool:
    """Closed, of no other source, and as it should be."""
    return "closed" in one.facts and one["source_no"] is None and one["status"] == "已关闭"


def not_stated(desk: Desk) -> None:
    """Nobody wrote what was found, of what kind it is, or how grave."""
    company, truth = desk.company, desk.company.truth
    mine = lambda one: _closed(one) and one["grade"] == USUAL  # noqa: E731
    for one in company.pick("capa", mine, 2):
        one["description"] = None
        truth.fails(one, "S002-P22-p1")
    for number, one in enumerate(company.pick("capa", mine, 3)):
        if number == 0:
            one["category"] = None
            truth.unsay(one, AGAIN)
        else:
            one["grade"] = None if number == 1 else "较大"
        truth.fails(one, "S002-P22-p1")


def not_contained(desk: Desk) -> None:
    """Grave, and nothing was done at once, or nothing to keep its like from happening; no date for its effect."""
    company, truth = desk.company, desk.company.truth
    grave = lambda one: _closed(one) and one["grade"] == GRAVE  # noqa: E731
    for number, one in enumerate(company.pick("capa", grave, 3)):
        name, rule = (("containment", "S002-P22-p6"), ("preventive_action", "S002-P22-p11"))[number % 2]
        one[name] = None
        truth.fails(one, rule)
    for one in company.pick("capa", _closed, 2):
        one["effectiveness_due"] = None
        truth.fails(one, "S002-P22-p12")


def more_time(desk: Desk) -> None:
    """More time that nobody approved, or the owner."""
    company, truth = desk.company, desk.company.truth
    for number, one in enumerate(company.pick("capa", lambda one: "extended" in one.facts, 2)):
        one["extension_approved_by"] = one["owner"] if number else None
        truth.fails(one, _EXTENDED)


def come_again(desk: Desk) -> None:
    """The same again in the same department, and nobody says so."""
    company, truth = desk.company, desk.company.truth
    for one in company.pick("capa", lambda one: _closed(one) and _follows(one), 2):
        one["recurrence_of"] = None
        truth.unsay(one, AGAIN)
        truth.fails(one, AGAIN)


def _follows(one: Record) -> bool:
    """Within a year after the one before was verified, and nothing else happened to that."""
    before = one.links.get("before")
    if before is None or before.planted or not before["verified_at"]:
        return False
    return bool(before["verified_at"] + DAY < one["issued_at"] < before["verified_at"] + 350 * DAY)


def not_kept(desk: Desk) -> None:
    """Lost, or destroyed before its time."""
    company, truth = desk.company, desk.company.truth
    young = lambda one: _closed(one) and AS_OF - 900 * DAY < one["closed_at"] < AS_OF - 200 * DAY  # noqa: E731
    for number, one in enumerate(company.pick("capa", young, 3)):
        if number % 2:
            truth.fails(destroy(desk, one, one["closed_at"] + 150 * DAY), "S002-P21-p2")
            company["record_inventory"].remove(one.links["kept"])
        else:
            one.links["kept"]["present"] = False
        truth.fails(one, _KEPT)


PLANTS = (settle, not_stated, not_contained, more_time, come_again, not_kept)
