"""Faults of members of customer service: not trained, not tested, not appraised, without a plan."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.making.attesting import LATELY
from svcqa_example.making.customer_service import CUSTOMER_DEPT, FOUNDED, SERVICE_MANAGER, SPECIALISTS, SUPERVISOR
from svcqa_example.making.members import APPRAISAL, BUSINESS, POST, SUBJECTS, TYPING
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import Person
from svcqa_example.model import AS_OF, Record
from svcqa_example.plants.people import forget

_TRAINED, _TESTED, _ABLE, _FAST = "S001-C2-M-W5b", "S001-C2-E3", "S001-C3-1.2", "S001-C3-1.5a"
_OLD = 2022


def _lasting(one: Person) -> bool:
    return one.post in SPECIALISTS and one.employed and one.start == FOUNDED


def _member(one: Person) -> bool:
    return one.dept == CUSTOMER_DEPT and one.employed and one.start == FOUNDED


def chosen(desk: Desk, count: int, where: Callable[[Person], bool]) -> list[Person]:
    """Some people, whatever else is wrong with them: these faults are of their own rules."""
    return desk.company.rng.sample([one for one in desk.staff.people if where(one)], count)


def _without(desk: Desk, register: str, where: Callable[[Record], bool]) -> None:
    """Records that were never made."""
    desk.company.registers[register] = [one for one in desk.company[register] if not where(one)]


def _of(desk: Desk, person: Person, kind: str) -> list[Record]:
    """Somebody's tests of a kind, the latest last."""
    mine = [one for one in desk.company["evaluations"] if kind in one.facts and one["staff_id"] == person.number]
    return sorted(mine, key=lambda one: one["eval_date"])


def untrained(desk: Desk) -> None:
    """Specialists who never learnt one of the three subjects, or learnt it years ago."""
    truth = desk.company.truth
    for number, person in enumerate(chosen(desk, 4, _lasting)):
        subject = SUBJECTS[number % len(SUBJECTS)]
        mine = [one for one in desk.learning.trained[person.number] if one["topic"] == subject]
        for record in mine:
            if number % 2 == 0 or record["completed_at"].year > _OLD:
                forget(desk, person, record)
        truth.fails(person.record, _TRAINED if number % 2 == 0 else f"{_TRAINED}/timing")


def untested(desk: Desk) -> None:
    """Never tested, tested years ago, or failed the last time."""
    for kind, rule, who in ((BUSINESS, _TESTED, _lasting), (POST, _ABLE, _member)):
        for number, person in enumerate(chosen(desk, 3, who)):
            mine = _of(desk, person, kind)
            if number == 1:
                mine[-1]["result"] = "不合格"
                desk.company.truth.fails(mine[-1], "S003-C2-2.3a")
            for record in mine if number == 0 else mine[-1:] if number == 2 else ():
                desk.company["evaluations"].remove(record)
            desk.company.truth.fails(person.record, f"{rule}/timing" if number == 2 else rule)


def slow(desk: Desk) -> None:
    """Too slow at the keyboard, without a figure, or never tested."""
    truth = desk.company.truth
    for number, person in enumerate(chosen(desk, 3, _member)):
        mine = _of(desk, person, TYPING)
        if number == 2:
            for record in mine:
                desk.company["evaluations"].remove(record)
            truth.fails(person.record, f"{_FAST}/1")
        else:
            mine[-1]["typing_speed"] = (63, None)[number]
            truth.fails(mine[-1], _FAST)


def not_appraised(desk: Desk) -> None:
    """A supervisor was not appraised in the last year, the manager not in an earlier one."""
    truth = desk.company.truth
    (supervisor, *_), (manager,) = (desk.staff.permanent(post) for post in (SUPERVISOR, SERVICE_MANAGER))
    for person, year in ((supervisor, AS_OF.year), (manager, 2022)):
        _without(desk, "evaluations", lambda one: (
            APPRAISAL in one.facts and one["staff_id"] == person.number and one.year == year  # noqa: B023 - at once
        ))  # fmt: skip
        truth.missing("S001-C2-S3/timing", f"{person.number}/{year}")
    truth.missing("S001-C2-S3", f"{supervisor.number}/{LATELY}")


def not_planned(desk: Desk) -> None:
    """Members without a plan for the last year, and one without a plan for an earlier one."""
    for number, person in enumerate(chosen(desk, 3, _member)):
        year = 2021 if number == 2 else AS_OF.year
        _without(desk, "plans", lambda one: one["plan_no"] == f"JH{year}-{person.number}")  # noqa: B023 - at once
        desk.company.truth.missing("S001-C2-M-W5a/timing", f"{person.number}/{year}")
        if year == AS_OF.year:
            desk.company.truth.missing("S001-C2-M-W5a", f"{person.number}/{LATELY}")


def service_not_raised(desk: Desk) -> None:
    """A half-year without any training to raise the service; none at all in the last year."""
    known = {one.number: one for one in desk.staff.people}
    for year, half in ((2022, 2), (AS_OF.year, 1), (AS_OF.year, 2)):
        for record in [one for one in desk.company["training_records"] if "raising" in one.facts and one.year == year]:
            if (record["completed_at"].month > 6) == (half == 2):
                forget(desk, known[record["staff_id"]], record)
        desk.company.truth.missing("S001-C2-S5/timing", f"{year}H{half}")
    desk.company.truth.missing("S001-C2-S5", LATELY)


PLANTS = (untrained, untested, slow, not_appraised, not_planned, service_not_raised)
