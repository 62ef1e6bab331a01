"""Faults of people: not trained, not evaluated, not certified when it counted; and every order that hangs on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from svcqa_example.making.abilities import ABILITY, years_asked
from svcqa_example.making.certifying import certificates_of
from svcqa_example.making.learning import (
    ACCIDENTS,
    AGAIN,
    EMERGENCY,
    RULES,
    SAFETY,
    SERVICE,
    SKILL,
    levels,
    review,
    say_reviewed,
)
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import OPENED, TECHNICIAN, Person
from svcqa_example.model import AS_OF, DAY, Odd, Record, years_on

_LATE = dt.date(2023, 6, 1)
"""Who came before may have been anywhere else when others left."""
_LAPSED, _SKILLED, _UNFIT = "S002-P07-4.1.4.3b/1", "S002-P04-4.2-2c", "S002-P07-4.1.5"


_EVALUATED_SINCE = 2014
"""The year from which on people are evaluated."""


def some(desk: Desk, count: int, where: Callable[[Person], bool]) -> list[Person]:
    """People without a fault; marked as having one from now on."""
    known = {person.number: person for person in desk.staff.people}
    chosen = desk.company.pick("staff", lambda record: where(known[record["staff_id"]]), count)
    return [known[record["staff_id"]] for record in chosen]


def topics(desk: Desk, person: Person, *topics: str) -> list[Record]:
    """A person's trainings on some topics."""
    return [record for record in desk.learning.trained[person.number] if record["topic"] in topics]


def unknown_since(desk: Desk, person: Person) -> None:
    """Nobody wrote when somebody came: any year before the first in which he was evaluated may be one of his, too."""
    person.record["hire_date"] = None
    for year in range(_EVALUATED_SINCE, min(years_asked(person))):
        desk.company.truth.slot("undetermined", "S002-P07-4.1.4.2a", f"{person.number}/{year}")


def forget(desk: Desk, person: Person, record: Record) -> None:
    """A training that never took place."""
    desk.learning.trained[person.number].remove(record)
    desk.company["training_records"].remove(record)
    # it is in no file that was lost
    desk.company.truth.unsay(record, "S002-P07-6d")


def _shifted(records: list[Record], first: dt.date) -> None:
    """Trainings that took place later, one a day from a day on."""
    for number, record in enumerate(records):
        record["completed_at"] = first + number * DAY


def rules_learnt_late(desk: Desk) -> None:
    """People took up their post before they were trained on the rules."""
    for person in some(desk, 3, lambda one: one.before is None and one.start < AS_OF - 200 * DAY):
        _shifted(topics(desk, person, RULES), person.start + desk.company.rng.randint(10, 30) * DAY)
        desk.company.truth.fails(person.record, "S002-P03-4.4b")


def moved_without_training(desk: Desk) -> None:
    """People changed their post without being trained for the new one."""
    for person in some(desk, 2, lambda one: one.before is not None):
        forget(desk, person, next(one for one in topics(desk, person, RULES) if one["course"] == "新岗位制度"))
        desk.company.truth.fails(person.record, "S002-P03-4.4b/1")


def moved_without_evaluation(desk: Desk) -> None:
    """Somebody changed the post without being evaluated for the new one."""
    for person in some(desk, 1, lambda one: one.before is not None):
        mine = desk.learning.evaluated[person.number]
        missing = next(one for one in mine if (one["eval_type"], one["post_code"]) == ("能力评价", person.post))
        mine.remove(missing)
        desk.company["evaluations"].remove(missing)
        desk.company.truth.fails(person.record, "S002-P07-4.1.4.2b/1")


def level_left_out(desk: Desk) -> None:
    """Workers lack one of the three levels of safety education."""
    for person in some(desk, 3, lambda one: one.post == TECHNICIAN and one.before is None):
        missing = desk.company.rng.choice(topics(desk, person, SAFETY))
        forget(desk, person, missing)
        rules = ("S002-P07-4.2.2.3c", *(["S002-P07-4.2.2.3e"] if person.terms else []))
        desk.company.truth.fails(person.record, *levels(missing, *rules))


def topic_left_out(desk: Desk) -> None:
    """Somebody never had one of the two trainings that everybody needs."""
    for person in some(desk, 3, lambda one: one.employed and not one.outsourced):
        forget(desk, person, desk.company.rng.choice(topics(desk, person, SERVICE, SKILL)))
        desk.company.truth.fails(person.record, "S002-P07-4.2.2.3a")


def key_post_untrained(desk: Desk) -> None:
    """Holders of key posts never learnt to prevent accidents, or what to do in an emergency."""
    for person in some(desk, 2, lambda one: one.employed and one.key_post):
        forget(desk, person, desk.company.rng.choice(topics(desk, person, ACCIDENTS, EMERGENCY)))
        desk.company.truth.fails(person.record, "S002-P07-4.2.2.3d")


def evaluation_missed(desk: Desk) -> None:
    """The evaluation for the post was failed, came too late, was failed again afterwards, or has no result."""
    truth = desk.company.truth
    for number, person in enumerate(some(desk, 4, lambda one: one.employed and not (one.before or one.unfit))):
        record = next(one for one in desk.learning.evaluated[person.number] if one["eval_type"] == "能力评价")
        if number == 0:
            record["result"] = "不合格"
            truth.fails(record, _UNFIT)
        elif number == 1:
            record["eval_date"] = person.start + 12 * DAY
        elif number == 2:
            record["eval_date"] = person.start - 12 * DAY
            again = desk.company.add("evaluations", site=person.site, day=person.start, **record.values)
            again["eval_no"], again["eval_date"], again["result"] = "PJ9001", person.start - 4 * DAY, "不合格"
            truth.fails(again, _UNFIT)
        else:
            record["result"] = None
            truth.undetermined(person.record, "S002-P07-4.1.4.2b")
            if not _judged_since(desk, person):
                truth.fails(person.record, "S002-P06-4.3.2")
            continue
        truth.fails(person.record, "S002-P07-4.1.4.2b")


def _judged_since(desk: Desk, person: Person) -> bool:
    mine = desk.learning.evaluated[person.number]
    return any(record["result"] and record["eval_type"] == ABILITY for record in mine)


def outsider_untrained(desk: Desk) -> None:
    """An outsourced person began without any training: everything that asks for one before the first day fails."""
    for person in some(desk, 2, lambda one: one.outsourced and one.post == TECHNICIAN and one.start > OPENED[one.site]):
        _begin_untrained(desk, person, "S002-P07-4.1.4.3a/1")
    for person in some(
        desk, 2, lambda one: one.outsourced and one.post == TECHNICIAN and one.start == OPENED[one.site]
    ):
        _begin_untrained(desk, person, "S002-P07-4.1.4.3a")


def _begin_untrained(desk: Desk, person: Person, rule: str) -> None:
    _shifted(topics(desk, person, RULES, SAFETY), person.start + desk.company.rng.randint(15, 40) * DAY)
    _shifted(topics(desk, person, SERVICE, SKILL), person.start + desk.company.rng.randint(60, 80) * DAY)
    desk.company.truth.fails(person.record, "S002-P03-4.4b", "S002-P07-4.2.2.3c", "S002-P07-4.2.2.3c/1", rule)
    first = certificates_of(desk, person.number)[0]
    if first["issued_at"] < desk.learning.days(person.number)[0]:
        first.planted = True
        desk.company.truth.fails(first, "S000-P1-4.2.1d")
    _judge_orders(desk, person)


def retraining_left_out(desk: Desk) -> None:
    """Outsourced people missed a year's retraining, and were sent out all the same."""
    for person in some(desk, 3, lambda one: one.outsourced and len(topics(desk, one, AGAIN)) > 3):
        again = topics(desk, person, AGAIN)
        number = desk.company.rng.randint(1, len(again) - 2)
        first, last = again[number - 1]["completed_at"], again[number + 1]["completed_at"]
        for record in list(desk.learning.trained[person.number]):
            # what was learned together was forgotten together
            if first < record["completed_at"] < last and record in desk.learning.trained[person.number]:
                forget(desk, person, record)
        _judge_orders(desk, person)


def retraining_overdue(desk: Desk) -> None:
    """Outsourced people are overdue for retraining on the audit day."""
    for person in some(desk, 3, lambda one: one.outsourced and one.employed and len(topics(desk, one, AGAIN)) > 2):
        while years_on(desk.learning.days(person.number)[-1], 1) >= AS_OF:
            forget(desk, person, max(desk.learning.trained[person.number], key=lambda one: one["completed_at"]))
        desk.company.truth.fails(person.record, "S002-P07-4.1.4.3b")
        _judge_orders(desk, person)


def _judge_orders(desk: Desk, person: Person) -> None:
    """Every order of an outsourced person is judged anew by the days of training that are left."""
    days = desk.learning.days(person.number)
    for order in desk.company["work_orders"]:
        if order["technician_id"] == person.number and not order.facts & {"cancelled", "phone"}:
            _say(desk, order, _LAPSED, _trained_on(days, order["dispatched_at"].date()))


def _trained_on(days: list[dt.date], day: dt.date) -> str:
    """Trained within a year before a day? A training on the day itself may have been before or after."""
    if any(one < day <= years_on(one, 1) for one in days):
        return "conforms"
    return "undetermined" if day in days else "fails"


def _say(desk: Desk, order: Record, rule: str, verdict: str) -> None:
    if verdict != "conforms":
        order.planted = True
        desk.company.truth.say(verdict, order, rule)


def certificate_lapsed(desk: Desk) -> None:
    """A certificate was renewed long after it had ended."""
    count = 0
    for key, certificates in _shuffled(desk):
        # the late renewal, too, was before the audit day
        renewed = len(certificates) > 1 and certificates[0]["expires_at"] < AS_OF - 75 * DAY
        if renewed and count < desk.company.few and not any(one.planted for one in certificates):
            first, second = certificates[0], certificates[1]
            second["issued_at"] = first["expires_at"] + desk.company.rng.randint(45, 75) * DAY
            second["expires_at"] = max(second["expires_at"], second["issued_at"] + 900 * DAY)
            review(desk.company, second, min(second["expires_at"], AS_OF))
            first.planted = second.planted = True
            count += _judge_skilled(desk, *key)


def certificate_revoked(desk: Desk) -> None:
    """A certificate was revoked, and its holder sent out all the same; or nobody can read when one ends."""
    count = 0
    for key, certificates in _shuffled(desk):
        last = certificates[-1]
        if any(one.planted for one in certificates) or count > 3:
            continue
        last.planted = True
        if count:
            last["revoked_at"] = min(last["issued_at"] + desk.company.rng.randint(60, 200) * DAY, AS_OF - DAY)
        else:
            last["expires_at"] = Odd("长期")
            desk.company.truth.bad_cell("record.type", last)
        say_reviewed(desk.company, last)
        count += _judge_skilled(desk, *key)
        if count == 0:
            count = 1


def _shuffled(desk: Desk) -> list[tuple[tuple[str, str], list[Record]]]:
    pairs = list(desk.learning.certified.items())
    desk.company.rng.shuffle(pairs)
    return pairs


def _judge_skilled(desk: Desk, number: str, skill: str) -> bool:
    """Every order of a person that asks for a skill is judged anew by the certificates; true if one is affected."""
    before = len(desk.company.truth.findings())
    for order in desk.company["work_orders"]:
        mine = order["technician_id"] == number and order["skill_required"] == skill
        if mine and not order.facts & {"cancelled", "phone"}:
            _say(
                desk,
                order,
                _SKILLED,
                _certified_on(desk.learning.certified[number, skill], order["dispatched_at"].date()),
            )
    return len(desk.company.truth.findings()) > before


def _certified_on(certificates: list[Record], day: dt.date) -> str:
    found = [_holds_on(one, day) for one in certificates]
    return "conforms" if "conforms" in found else "undetermined" if "undetermined" in found else "fails"


def _holds_on(certificate: Record, day: dt.date) -> str:
    """Is one certificate valid on a day? On the day of its revocation it may have been, or not."""
    expires, revoked = certificate["expires_at"], certificate["revoked_at"]
    if day < certificate["issued_at"] or (not isinstance(expires, Odd) and day > expires):
        return "fails"
    if isinstance(expires, Odd):
        return "undetermined"
    if revoked and day >= revoked:
        return "undetermined" if day == revoked else "fails"
    return "conforms"


def skill_lacking(desk: Desk) -> None:
    """Somebody was sent who never held a certificate for that kind of work."""
    held = desk.learning.certified

    def lacks(order: Record) -> bool:
        return (
            "done" in order.facts
            and bool(_other(order["skill_required"]))
            and ((order["technician_id"], _other(order["skill_required"])) not in held)
        )

    for order in desk.company.pick("work_orders", lacks):
        order["skill_required"] = _other(order["skill_required"])
        desk.company.truth.fails(order, _SKILLED)


def _other(skill: str | None) -> str:
    return {"制冷": "电气", "电气": "制冷"}.get(skill or "", "")


def roster_faults(desk: Desk) -> None:
    """A post that does not exist, an outsourced person without a first day, trainings of nobody, one entered twice."""
    company = desk.company
    apprentice: Callable[[Person], bool] = lambda one: one.employed and not one.before and one.post == TECHNICIAN  # noqa: E731
    late = [one for one in desk.staff.people if apprentice(one) and one.start > _LATE and not one.record.planted]
    for person in some(desk, 1, lambda one: one in late if late else apprentice(one)):
        person.record["post_code"] = "见习生"
        company.truth.bad_cell("record.reference", person.record)
        company.truth.undetermined(person.record, "S002-P07-4.1.4.2b", "S002-P07-4.1.2.1b", "S002-P07-4.1.2.1b/timing")
        company.truth.undetermined(person.record, "S000-P1-4.2.1c", "S000-P1-4.2.2a/1")
        company.truth.fails(person.record, "S000-P1-4.1.1")
    for person in some(desk, 1, lambda one: one.outsourced):
        person.record["post_start_date"] = None
        company.truth.undetermined(person.record, "S002-P07-4.1.4.3a", "S002-P07-4.1.4.3a/1")
    for record in company.pick("training_records", lambda one: one["topic"] == AGAIN, 2):
        twin = company.add("training_records", site=record.site, day=record["completed_at"], **record.values)
        company.truth.bad_cell("record.key", record, twin)
    for number, record in enumerate(company.pick("training_records", lambda one: one["topic"] == SERVICE, 2)):
        stranger = company.add("training_records", site=record.site, day=record["completed_at"], **record.values)
        stranger["staff_id"] = f"9900{number}"
        company.truth.bad_cell("record.reference", stranger)
        company.truth.undetermined(stranger, "S002-P07-6d")


PLANTS = (
    rules_learnt_late, moved_without_training, moved_without_evaluation, outsider_untrained, retraining_left_out,
    retraining_overdue, level_left_out, topic_left_out, key_post_untrained, evaluation_missed, certificate_lapsed,
    certificate_revoked, skill_lacking, roster_faults,
)  # fmt: skip
