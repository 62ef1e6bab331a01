"""Faults of factors: not filed, not evaluated, without a measure, reviewed by the wrong people, never looked for."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DIRECTOR
from svcqa_example.model import Record

_FACTORS = "risk_factors"
_IDLE, _UNPREPARED = "财务处", "办公室"
"""A department that identified nothing, and one that has nothing ready for an emergency."""
_GONE = (("tense", "将来", "现在"), ("state", "紧急", "异常"), ("activity_type", "产品召回", "投诉处理"))
_COVERED = ("S002-P01-4.2.3a", "S002-P01-4.2.3b", "S002-P01-4.2.3c")


def _whole(record: Record) -> bool:
    return "open" not in record.facts


def _major(record: Record) -> bool:
    return _whole(record) and bool(record["is_major"])


def _minor(record: Record) -> bool:
    return _whole(record) and not record["is_major"]


def department_left_out(desk: Desk) -> None:
    """One department identified nothing, another thought of no emergency."""
    company = desk.company
    company[_FACTORS][:] = [one for one in company[_FACTORS] if one["dept"] != _IDLE]
    for record in company[_FACTORS]:
        if record["dept"] == _UNPREPARED:
            record["emergency_measure"] = None
    for record in company["departments"]:
        if record["dept"] in {_IDLE, _UNPREPARED}:
            company.truth.fails(record, "S002-P01-3.2")


def never_thought_of(desk: Desk) -> None:
    """Nobody thought of the future, of emergencies, of recalls, or of the outlets of partners."""
    for record in desk.company[_FACTORS]:
        for name, gone, instead in _GONE:
            if record[name] == gone:
                record[name] = instead
        record["scope_party"] = "自有"
    for rule in _COVERED:
        desk.company.truth.missing(rule, "coverage")
    desk.company.truth.missing("S002-P01-4.2.1", "外委")


def left_blank(desk: Desk) -> None:
    """Fields nobody filled, each of which one rule asks for."""
    _blanked(desk, _whole, "S002-P01-4.2.2b", "method")
    for record in desk.company.pick(_FACTORS, _minor, 1):
        # from when the other times run nobody knows then
        record["identified_at"] = None
        desk.company.truth.fails(record, "S002-P01-4.2.2b")
        desk.company.truth.pending(record, "S002-P01-4.2.2c", "S002-P01-4.3.1", "S002-P01-4.3.1/1")
    _blanked(desk, _whole, "S002-P01-4.2.2c", "reported_at", "summarised_at", "archived_at")
    _blanked(desk, _whole, "S002-P01-4.3.1", "evaluation_result")
    _blanked(desk, _minor, "S002-P01-4.3.1/1", "is_major")
    _blanked(desk, _whole, "S002-P01-4.4.2", "measure_training", "measure_prevention", "measure_equipment")
    _blanked(desk, _whole, "S002-P01-3.2b", "implemented_at")


def never_reviewed(desk: Desk) -> None:
    """Measures that nobody reviewed, or no measure at all."""
    company = desk.company
    for where, rule, by in (
        (_major, "S002-P01-4.4.1", "S002-P01-4.4.1/2"),
        (_minor, "S002-P01-4.4.1/1", "S002-P01-4.4.1/3"),
    ):
        for record in company.pick(_FACTORS, where, 2):
            record["measure_reviewed_by"] = record["measure_reviewed_at"] = None
            company.truth.fails(record, rule)
            company.truth.pending(record, by, "S002-P01-3.2b")
        for record in company.pick(_FACTORS, where, 1):
            for name in ("measure", "measure_reviewed_by", "measure_reviewed_at", "implemented_at"):
                record[name] = None
            company.truth.fails(record, rule)
            company.truth.pending(record, by, "S002-P01-4.4.2")


def _blanked(desk: Desk, where: Callable[[Record], bool], rule: str, *names: str) -> None:
    for number, record in enumerate(desk.company.pick(_FACTORS, where, max(2, len(names)))):
        record[names[number % len(names)]] = None
        desk.company.truth.fails(record, rule)


def reviewed_by_others(desk: Desk) -> None:
    """Measures reviewed outside the team, by a member not yet appointed, or by another department."""
    company, late, mover = desk.company, desk.company["risk_team"][-1], desk.staff.moved()[-1]
    for record in company.pick(_FACTORS, _major, 2):
        record["measure_reviewed_by"] = desk.staff.leader("物资处").number
        company.truth.fails(record, "S002-P01-4.4.1/2")
    for record in company.pick(_FACTORS, lambda one: _major(one) and one.year < 2022, 2):
        record["measure_reviewed_by"] = late["staff_id"]
        company.truth.fails(record, "S002-P01-4.4.1/2")
    for record in company.pick(_FACTORS, lambda one: _minor(one) and one["dept"] != "物资处", 3):
        record["measure_reviewed_by"] = desk.staff.leader("物资处").number
        company.truth.fails(record, "S002-P01-4.4.1/3")
    for record in company.pick(
        _FACTORS, lambda one: _minor(one) and one["dept"] == "技术部" and one.year < mover.start.year, 1
    ):
        # nobody knows where this one worked before moving
        record["measure_reviewed_by"] = mover.number
        company.truth.excepted(record, "S002-P01-4.4.1/3")


def appointed_by_others(desk: Desk) -> None:
    """Members of the team appointed by the general manager, or by nobody."""
    director = desk.staff.permanent(DIRECTOR)[0].number
    for number, record in enumerate(desk.company.pick("risk_team", lambda _: True, 2)):
        record["appointed_by"] = (director, None)[number]
        desk.company.truth.fails(record, "S002-P01-4.1.1/1")


PLANTS = (department_left_out, never_thought_of, left_blank, never_reviewed, reviewed_by_others, appointed_by_others)
