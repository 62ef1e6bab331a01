"""Revisions of the rules: who was heard, which law called for them, what they brought, and who was taught."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import Person
from svcqa_example.model import AS_OF, DAY, Record, years_on

TOPIC = "制度修订宣贯"
FOLLOWED = "S003-C1-1.5a"
_EFFECTS = ("超时工单减少", "收费异议减少", "交接更清楚", "未见明显变化")
_LATEST = 25
"""Within so many days everybody is taught, but for those who may not work just then."""


def follow_revisions(desk: Desk) -> None:
    """Departments and employees are heard, everybody is taught, and a year later the effect is written down."""
    rng, truth = desk.company.rng, desk.company.truth
    for revision in desk.company["doc_revisions"]:
        revision["dept_opinion"] = rng.choice(("同意", "建议明确时限", "无意见"))
        revision["employee_opinion"] = rng.choice(("同意", "希望简化表单", "无意见"))
        if not revision["approved_at"]:
            truth.pending(revision, "S003-C1-1.5c", "S003-C1-1.5e", "S003-C1-1.5e/1")
            continue
        revision.facts.add("approved")
        if years_on(revision["published_at"].date(), 1) < AS_OF:
            revision["effect"] = rng.choice(_EFFECTS)
        else:
            truth.pending(revision, "S003-C1-1.5e/1")
        for person in there(desk, revision["approved_at"].date()):
            _teach(desk, revision, person)
    _follow_laws(desk)


def there(desk: Desk, day: dt.date) -> Iterator[Person]:
    """Everybody who was with the company on a day and stayed for longer."""
    yield from (one for one in desk.staff.people if one.hired <= day and (one.leave is None or one.leave > day))


def months_on(day: dt.date, count: int) -> dt.date:
    """The same day so many months later; the 28th where a month may be shorter."""
    months = day.month - 1 + count
    return dt.date(day.year + months // 12, months % 12 + 1, min(day.day, 28) if day.day > 28 else day.day)


def _teach(desk: Desk, revision: Record, person: Person) -> None:
    approved = revision["approved_at"].date()
    day = min(approved + desk.company.rng.randint(2, _LATEST) * DAY, person.leave or AS_OF)
    if person.unfit and person.unfit[0] <= day <= person.unfit[1] and person.unfit[1] < AS_OF - 2 * DAY:
        # found unfit for the post: that comes first
        day = person.unfit[1] + 2 * DAY
    made = desk.company.add(
        "training_records", site=person.site, day=day, staff_id=person.number, topic=TOPIC, result="合格", hours=1,
        course=f"{revision['doc_no']}修订宣贯（{revision['revision_no']}）", completed_at=day, trainer="内部讲师",
        doc_no=revision["doc_no"], exam_score=desk.company.rng.randint(75, 100),
    )  # fmt: skip
    desk.learning.trained[person.number].append(made)


def _follow_laws(desk: Desk) -> None:
    """Laws that led to a revision, that touch no rule, and one so young that nobody has followed it yet."""
    rng, company = desk.company.rng, desk.company
    revised = [one for one in company["doc_revisions"] if "approved" in one.facts]
    for revision in revised[::2]:
        law = company.add(
            "law_changes", effective_date=revision["revised_at"] - rng.randint(30, 150) * DAY, affects_rules=True
        )
        law.links["revision"] = revision
        if months_on(law["effective_date"], 6) >= AS_OF:
            company.truth.pending(law, FOLLOWED)
    for year in (2020, 2022, 2024):
        law = company.add("law_changes", effective_date=dt.date(year, 6, 1), affects_rules=False)
        company.truth.excepted(law, FOLLOWED)
    company.truth.pending(company.add("law_changes", effective_date=AS_OF - 60 * DAY, affects_rules=True), FOLLOWED)
    company["law_changes"].sort(key=lambda one: one["effective_date"])
    for number, law in enumerate(company["law_changes"], 1):
        law["law_no"] = f"FG{law['effective_date'].year}-{number:02d}"
        if "revision" in law.links:
            law.links["revision"]["law_no"] = law["law_no"]
