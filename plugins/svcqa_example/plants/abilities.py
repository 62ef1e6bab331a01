"""Faults of ability: not evaluated, not every year, half a form, unfit and at work all the same, without a licence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from svcqa_example.making.abilities import ABILITY, MANAGERS, OPERATORS, UNFIT, WAYS, in_scope, is_past, years_asked
from svcqa_example.making.learning import ABLE, AWARENESS, CATCHING_UP, LEVELS, REVIEWED, SAFETY, levels, say_reviewed
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import (
    LEADING,
    MANAGING,
    OPERATING,
    OWN,
    PROFESSIONAL,
    RETURNS,
    SOUTH,
    TECHNICIAN,
    Person,
)
from svcqa_example.model import AS_OF, DAY, Odd, Record
from svcqa_example.plants.people import forget, some, topics

_YEARLY, _UNFIT, _LICENSED, _REVIEWED_LATE = (
    "S002-P07-4.1.4.2a",
    "S002-P07-4.1.5",
    "S002-P07-4.1.2.1b",
    "S002-P07-4.1.2.1b/timing",
)


def _plain(one: Person) -> bool:
    return one.employed and not (one.before or one.unfit or one.terms or one.role)


def never_evaluated(desk: Desk) -> None:
    """People who ought to be evaluated every year never were."""
    truth = desk.company.truth
    for person in some(desk, 2, lambda one: _plain(one) and one.post == TECHNICIAN):
        for record in desk.learning.evaluated.pop(person.number):
            desk.company["evaluations"].remove(record)
        desk.learning.evaluated[person.number] = []
        truth.fails(person.record, "S002-P07-4.1.1", "S002-P07-4.1.4.2b", "S002-P06-4.3.2")
        for year in years_asked(person):
            if year < AS_OF.year:
                truth.missing(_YEARLY, f"{person.number}/{year}")
            elif person.site != SOUTH:
                truth.slot("pending", _YEARLY, f"{person.number}/{year}")


def year_unreadable(desk: Desk) -> None:
    """Nobody can read when somebody was evaluated: it may have been at the end of the year, or not."""
    company = desk.company
    spared = {record["staff_id"] for record in company["evaluations"] if record.planted}
    fit: Callable[[Person], bool] = lambda one: _plain(one) and one.number not in spared and len(years_asked(one)) > 2  # noqa: E731
    for person in some(desk, 2, fit):
        mine = [record for record in desk.learning.evaluated[person.number] if _asked(record, person)]
        for record in desk.learning.evaluated[person.number]:
            record.planted = True
        record = company.rng.choice(mine)
        company.truth.slot("undetermined", _YEARLY, f"{person.number}/{record['period']}")
        record["eval_date"] = Odd("年底")
        company.truth.bad_cell("record.type", record)


def year_left_out(desk: Desk) -> None:
    """Somebody was not evaluated at the end of a year, or in summer."""
    company = desk.company
    people = {one.number: one for one in desk.staff.people}
    due = company.pick("evaluations", lambda one: _yearly(one) and _asked(one, people[one["staff_id"]]), 4)
    for number, record in enumerate(due):
        if number % 2:
            record["eval_date"] = dt.date(int(record["period"]), 7, company.rng.randint(1, 28))
        else:
            company["evaluations"].remove(record)
            desk.learning.evaluated[record["staff_id"]].remove(record)
        company.truth.missing(_YEARLY, f"{record['staff_id']}/{record['period']}")


def _asked(record: Record, person: Person) -> bool:
    """An evaluation at the end of a year that is over, and the only one then: none for a new post beside it."""
    if not _yearly(record) or int(record["period"]) not in years_asked(person):
        return False
    year = int(record["period"])
    moved = dt.date(year, 11, 15) <= person.start <= dt.date(year + 1, 2, 15)
    return year < AS_OF.year and not moved


def _yearly(record: Record) -> bool:
    return "yearly" in record.facts and record["eval_type"] == ABILITY and "unfit" not in record.facts


def form_half_filled(desk: Desk) -> None:
    """An aspect was left out of the form, or one of the ways in which the group is evaluated."""
    rng = desk.company.rng
    for group, names, rule in (
        (tuple(WAYS), MANAGERS, "S002-P07-4.1.2.1a"), ((OPERATING,), OPERATORS, "S002-P07-4.1.2.2a"),
        ((LEADING,), WAYS[LEADING], "S002-P07-4.1.4.1/1"),
        ((MANAGING, PROFESSIONAL), WAYS[MANAGING], "S002-P07-4.1.4.1/2"),
        ((OPERATING,), ("exam_score",), "S002-P07-4.1.4.1/3"),
    ):  # fmt: skip
        for number, record in enumerate(desk.company.pick("evaluations", _of(*group), 3)):
            record[rng.choice(names)] = Odd("待补") if number == 1 and names[0] != "exam_score" else None
            desk.company.truth.fails(record, rule)
    for record in desk.company.pick("evaluations", _of(OPERATING), 2):
        record["staff_category"] = None
        desk.company.truth.fails(record, "S002-P07-4.1.4.1/4")
    for record in desk.company.pick("evaluations", _of(OPERATING), 1):
        record["exam_score"] = Odd("80多")
        desk.company.truth.bad_cell("record.type", record)
        desk.company.truth.undetermined(record, "S002-P07-4.1.4.1/3")


def _of(*groups: str) -> Callable[[Record], bool]:
    return lambda record: _yearly(record) and record["staff_category"] in groups


def unfit_at_work(desk: Desk) -> None:
    """Who was found unfit was not trained, failed again, was not appointed again, or simply went on working."""
    company, truth = desk.company, desk.company.truth
    people = {one.number: one for one in desk.staff.people}
    for number, record in enumerate(company.pick("evaluations", lambda one: "unfit" in one.facts, 4)):
        person = people[record["staff_id"]]
        if number == 0:
            forget(desk, person, topics(desk, person, CATCHING_UP)[0])
        elif number == 1:
            record["re_eval_result"] = "不合格"
        elif number == 2:
            person.record["reappointed_at"] = None
        else:
            record["re_eval_date"] = Odd("1月底")
            truth.bad_cell("record.type", record)
            truth.undetermined(record, _UNFIT)
            continue
        truth.fails(record, _UNFIT)
    able = {one.number for one in desk.staff.people if one.site == OWN and _plain(one)}
    for record in company.pick(
        "evaluations", lambda one: _of(OPERATING)(one) and is_past(one) and one["staff_id"] in able, 2
    ):
        record["result"] = UNFIT
        truth.fails(record, _UNFIT)


def _in_use(desk: Desk) -> Callable[[Record], bool]:
    """An old licence that counts today, of somebody without another fault who was never moved: the moved are few."""
    people = {one.number: one for one in desk.staff.people}
    current = {id(mine[-1]) for mine in desk.learning.licensed.values()}

    def in_use(record: Record) -> bool:
        if id(record) not in current or record["issued_at"] > AS_OF - 800 * DAY:
            return False
        holder = people[record["holder_id"]]
        return holder.employed and holder.before is None and not holder.record.planted

    return in_use


def not_licensed(desk: Desk) -> None:
    """Technicians whose licence has ended, was revoked, was not looked at, or ends nobody knows when."""
    company, truth = desk.company, desk.company.truth
    people = {one.number: one for one in desk.staff.people}
    for number, record in enumerate(company.pick("certificates", _in_use(desk), 6)):
        holder = people[record["holder_id"]].record
        holder.planted = True
        if number == 0:
            record["expires_at"] = AS_OF - company.rng.randint(20, 60) * DAY
            record["last_reviewed_at"] = record["expires_at"] - 100 * DAY
        elif number == 1:
            record["revoked_at"] = AS_OF - company.rng.randint(20, 60) * DAY
        elif number == 2:
            record["expires_at"] = Odd("长期")
            truth.bad_cell("record.type", record)
            truth.undetermined(holder, _LICENSED, _REVIEWED_LATE)
        elif number == 3:
            record["last_reviewed_at"] = None
            truth.fails(record, REVIEWED)
        else:
            record["last_reviewed_at"] = AS_OF - company.rng.randint(380, 500) * DAY
        if number < 3:
            say_reviewed(company, record)
        if number != 2:
            truth.fails(holder, _REVIEWED_LATE)
        if number < 2:
            truth.fails(holder, _LICENSED)


def role_untrained(desk: Desk) -> None:
    """Who evaluates, supervises or sees to emergencies was trained in one of the two only."""
    for person in some(desk, 2, lambda one: bool(one.role)):
        forget(desk, person, desk.company.rng.choice(topics(desk, person, AWARENESS, ABLE)))
        desk.company.truth.fails(person.record, "S002-P07-4.2.2.3b")


def hired_unsafely(desk: Desk) -> None:
    """Labour and temporary workers failed a level of safety education, had none, or nobody wrote how it went."""
    truth = desk.company.truth
    for number, person in enumerate(some(desk, 3, lambda one: bool(one.terms))):
        taught = topics(desk, person, SAFETY)
        record = desk.company.rng.choice([one for one in taught if (one["level"] == LEVELS[-1]) == (number == 0)])
        if number == 0:
            record["result"] = "不合格"
            truth.fails(person.record, *levels(record, "S002-P07-4.2.2.3e"))
        elif number == 1:
            forget(desk, person, record)
            truth.fails(person.record, *levels(record, "S002-P07-4.2.2.3c", "S002-P07-4.2.2.3e"))
        else:
            record["result"] = None
            truth.undetermined(person.record, *levels(record, "S002-P07-4.2.2.3e"))


def moved_unsafely(desk: Desk) -> None:
    """Somebody changed the kind of work without the safety education for it; or nobody wrote since when the old one."""
    for number, person in enumerate(some(desk, 2, lambda one: one.before is not None)):
        again = [record for record in topics(desk, person, SAFETY) if record["completed_at"] > person.hired]
        missing = next(record for record in again if (record["level"] == LEVELS[-1]) == bool(number))
        forget(desk, person, missing)
        desk.company.truth.fails(person.record, *levels(missing, "S002-P07-4.2.2.3f"))
    for person in some(desk, 1, lambda one: one.before is not None):
        person.record["previous_post_start"] = None
        desk.company.truth.undetermined(person.record, "S002-P07-4.2.2.3f", "S002-P07-4.2.2.3f/1", "S002-P03-4.4b/1")


def nothing_on_file(desk: Desk) -> None:
    """Somebody has no training on file at all; of another nobody wrote to which group they belong."""
    truth = desk.company.truth
    for person in some(desk, 1, lambda one: one.post == RETURNS):
        for record in list(desk.learning.trained[person.number]):
            forget(desk, person, record)
        rules = (
            "S002-P03-4.4b",
            "S002-P07-4.2.1.3",
            "S002-P07-4.2.2.3a",
            "S002-P07-4.2.2.3c",
            "S002-P07-4.2.2.3c/1",
            "S002-P06-4.1.1b",
        )
        truth.fails(person.record, "S002-P06-4.3.2/1", "S003-C5-5.3e/1")
        truth.fails(person.record, *rules)
    for person in some(desk, 2, lambda one: one.employed and not (in_scope(one) or one.before)):
        person.record["staff_category"] = None
        truth.fails(person.record, "S002-P07-4.1.1/1")


PLANTS = (
    hired_unsafely, moved_unsafely, role_untrained, nothing_on_file, never_evaluated, unfit_at_work, year_unreadable,
    year_left_out, form_half_filled, not_licensed,
)  # fmt: skip
