"""Evaluations of ability: before the first day, at every year's end, and what follows for those found unfit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.people import (
    LEADING,
    MANAGING,
    OWN,
    PROFESSIONAL,
    RETURNS,
    SOUTH,
    TECHNICIAN,
    WORKING,
    Person,
    Staff,
)
from svcqa_example.model import AS_OF, DAY, Company, Record

ABILITY, APPRAISAL, UNFIT = "能力评价", "绩效考核", "不能胜任"
MANAGERS = ("basic_quality", "business_ability", "dedication", "innovation", "performance", "service_awareness")
OPERATORS = ("basic_quality", "business_knowledge", "operating_skill", "emergency_ability", "service_awareness")
WAYS = {
    LEADING: ("self_report", "staff_review", "org_review"),
    MANAGING: ("personal_summary", "staff_review", "leader_review"),
    PROFESSIONAL: ("personal_summary", "staff_review", "leader_review"),
}
"""Group → how its people are evaluated; operators take a test instead."""
_UNFIT = 7
_OPERATOR = "岗位操作人员"
_OPINIONS = ("同意任用", "胜任本岗", "建议续聘")
_MARKS = ("好", "较好", "一般")
_OLD = 2020
"""Appraisals of those who are not evaluated every year go back to here."""


def in_scope(one: Person) -> bool:
    """Belongs to a group that is evaluated every year."""
    return one.category != WORKING


def evaluate(company: Company, one: Person) -> Iterator[Record]:
    """Every evaluation of a person."""
    rng = company.rng
    if one.before:
        yield _evaluation(company, one, one.before - rng.randint(2, 14) * DAY, ABILITY, RETURNS)
    yield _evaluation(company, one, one.start - rng.randint(2, 14) * DAY, ABILITY, one.post)
    for year in range(one.hired.year, AS_OF.year + 1):
        day = _year_end(company, one, year)
        if one.hired <= dt.date(year, 12, 1) and day <= (one.leave or AS_OF) and (in_scope(one) or year >= _OLD):
            post = RETURNS if one.before and day < one.start else one.post
            made = _evaluation(company, one, day, ABILITY if in_scope(one) else APPRAISAL, post)
            made["result"] = rng.choice(("优秀", "合格", "合格"))
            made["period"] = str(year)
            made.facts.add("yearly")
            yield made


def _year_end(company: Company, one: Person, year: int) -> dt.date:
    """The outlet in the south evaluates when the year is over, the others before."""
    if one.site == SOUTH:
        return dt.date(year + 1, 1, company.rng.randint(5, 25))
    return dt.date(year, 12, company.rng.randint(10, 28))


def years_asked(one: Person) -> list[int]:
    """The years at whose end a person has to have been evaluated: there from 1 December to the end of January."""
    if not in_scope(one):
        return []
    last = one.leave or AS_OF.replace(year=AS_OF.year + 1)
    years = range(one.hired.year, AS_OF.year + 1)
    return [year for year in years if one.hired <= dt.date(year, 12, 1) and dt.date(year + 1, 1, 31) <= last]


def _evaluation(company: Company, one: Person, day: dt.date, kind: str, post: str) -> Record:
    made = company.add(
        "evaluations", site=one.site, day=day, staff_id=one.number, eval_date=day, eval_type=kind, result="合格",
        post_code=post, score=company.rng.randint(75, 99), appointment_opinion=company.rng.choice(_OPINIONS),
    )  # fmt: skip
    made["staff_category"] = _OPERATOR if post != one.post or one.category == WORKING else one.category
    if kind == ABILITY:
        _fill_in(company, made)
    return made


def _fill_in(company: Company, made: Record) -> None:
    """Mark every aspect of the form, in the way the group is evaluated."""
    ways = WAYS.get(made["staff_category"], ())
    for name in MANAGERS if ways else OPERATORS:
        made[name] = company.rng.choice(_MARKS)
    for name in ways:
        made[name] = "有" if name in {"self_report", "personal_summary"} else company.rng.choice(_MARKS)
    if not ways:
        made["exam_score"] = company.rng.randint(70, 100)


def wait_for_2025(company: Company, staff: Staff) -> None:
    """The outlet that evaluates in January has not done so yet."""
    for one in staff.people:
        if AS_OF.year in years_asked(one) and one.site == SOUTH:
            company.truth.slot("pending", "S002-P07-4.1.4.2a", f"{one.number}/{AS_OF.year}")


def is_past(made: Record) -> bool:
    """Of a year of the orders, and whatever follows is over."""
    day: dt.date = made["eval_date"]
    return _OLD <= day.year < AS_OF.year


def find_unfit(company: Company, staff: Staff) -> Iterator[tuple[Person, Record, dt.date]]:
    """Some were found unfit at the end of a year: the person, the evaluation, and the day of the training after it.

    All were assessed again and appointed again, but for the last, who waits for it on the audit day.
    """
    able = [
        one for one in staff.people
        if one.site == OWN and one.post == TECHNICIAN and one.employed and not (one.before or one.terms or one.role)
    ]  # fmt: skip
    for number, one in enumerate(able[:_UNFIT]):
        waiting = number == _UNFIT - 1
        mine = [made for made in company["evaluations"] if made["staff_id"] == one.number and "yearly" in made.facts]
        record = mine[-1] if waiting else company.rng.choice([made for made in mine if is_past(made)])
        yield one, record, _found_unfit(company, one, record, waiting=waiting)


def _found_unfit(company: Company, one: Person, record: Record, *, waiting: bool) -> dt.date:
    found: dt.date = record["eval_date"]
    record["result"], record["appointment_opinion"] = UNFIT, "暂停上岗，先培训"
    record.facts.add("unfit")
    record.planted = waiting
    one.record.facts.add("unfit")
    training = found + company.rng.randint(4, 8) * DAY
    if waiting:
        one.unfit = found, AS_OF
        company.truth.pending(record, "S002-P07-4.1.5")
        return min(training, AS_OF - DAY)
    record["re_eval_date"], record["re_eval_result"] = training + company.rng.randint(5, 9) * DAY, "合格"
    one.record["reappointed_at"] = record["re_eval_date"] + company.rng.randint(3, 6) * DAY
    one.unfit = found, one.record["reappointed_at"]
    return training
