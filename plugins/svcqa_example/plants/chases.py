"""Faults of chasing a vendor: a gap too long, nobody who asked at all, a day that nobody can read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

from svcqa_example.making.orders import Desk
from svcqa_example.making.workshop import URGENT, USUAL, chases
from svcqa_example.model import DAY, Odd, Record
from svcqa_example.plants.workshop import plain

_CHASED = {
    "包换": (("S002-P05-4.2-5a", 2), ("S002-P05-4.2-5c/1", 1)),
    "保修": (("S002-P05-4.2-5b", 7), ("S002-P05-4.2-5c/2", 3)),
    "保外": (None, ("S002-P05-4.2-5c", 3)),
}  # fmt: skip
"""Class of an item → the rule on every such item and the rule on urgent ones, with the longest gap in days."""


def gap_too_long(desk: Desk) -> None:
    """A chase was left out."""
    for kind in _CHASED:
        for urgency in (USUAL, URGENT) if _CHASED[kind][0] else (URGENT,):
            for item in _some(desk, _missed_by(kind, urgency)):
                _leave_out(desk, item)


def never_chased(desk: Desk) -> None:
    """Nobody asked after an urgent item at all."""
    for kind in _CHASED:
        for item in _some(desk, _of(kind, URGENT, lambda one: plain(one) and bool(_gaps(one, [])))):
            for chase in list(chases(item)):
                _remove(desk, item, chase)
            _judge(desk, item, "fails", chases(item))


def day_unreadable(desk: Desk) -> None:
    """Nobody can read when somebody asked."""
    for item in desk.company.pick("return_items", _missed_by("包换", USUAL), 1):
        first, *others = chases(item)
        _judge(desk, item, "undetermined", others)
        first["chased_at"] = Odd("月底")
        desk.company.truth.bad_cell("record.type", first)


def _some(desk: Desk, where: Callable[[Record], bool]) -> list[Record]:
    return desk.company.pick("return_items", where, max(1, desk.company.few // 3))


def _of(kind: str, urgency: str, where: Callable[[Record], bool]) -> Callable[[Record], bool]:
    return lambda item: (item["service_class"], item["urgency"]) == (kind, urgency) and where(item)


def _missed_by(kind: str, urgency: str) -> Callable[[Record], bool]:
    """Items of a kind that came back, and of which some chase cannot be left out."""
    return _of(kind, urgency, lambda item: "back" in item.facts and bool(_needed(item)))


def _needed(item: Record) -> list[Record]:
    """Chases without which a gap is too long; the first one only if it is the only one."""
    mine = chases(item)
    return [left for left in mine[1:] or mine if _gaps(item, [one for one in mine if one is not left])]


def _leave_out(desk: Desk, item: Record) -> None:
    _remove(desk, item, _needed(item)[0])
    _judge(desk, item, "fails", chases(item))


def _remove(desk: Desk, item: Record, chase: Record) -> None:
    chases(item).remove(chase)
    desk.company["chase_log"].remove(chase)


def _gaps(item: Record, made: list[Record]) -> list[tuple[str, str]]:
    """The rules that find a gap too long, and the day or moment at which it begins."""
    every, urgent = _CHASED[item["service_class"]]
    rules = [rule for rule in (every, urgent if item["urgency"] == URGENT else None) if rule]
    moments: list[dt.date] = [item["shipped_at"], *(one["chased_at"] for one in made), item["vendor_returned_at"]]
    return [
        (name, first.isoformat())
        for name, longest in rules
        for first, second in pairwise(moments)
        if _day(second) - _day(first) > longest * DAY
    ]


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _judge(desk: Desk, item: Record, verdict: str, made: list[Record]) -> None:
    for rule, first in _gaps(item, made):
        desk.company.truth.slot(verdict, rule, f"{item['return_no']}/{first}")


PLANTS = (gap_too_long, never_chased, day_unreadable)
