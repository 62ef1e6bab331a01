"""The service staff: every one of them is trained and assessed in every year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa_example.making.merits import score
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import SERVICE_DEPT, Person
from svcqa_example.model import AS_OF, DAY

TOPICS = ("产品知识", "服务流程", "沟通技巧", "问题解决")
ASSESSED = "服务人员考核"


def school(desk: Desk) -> None:
    """A training a year for those of the company's own outlet, and an assessment for whoever had none in a year."""
    assessed = {(one["staff_id"], one["eval_date"].year) for one in desk.company["evaluations"]}
    for person in service_staff(desk):
        for year in whole_years(person):
            if not person.outsourced:
                _train(desk, person, year)
            if (person.number, year) not in assessed:
                _assess(desk, person, year)


def service_staff(desk: Desk) -> Iterator[Person]:
    """Whoever belongs to the service centre."""
    yield from (one for one in desk.staff.people if one.dept == SERVICE_DEPT)


def whole_years(person: Person) -> Iterator[int]:
    """The years that somebody was there from the first day to the last."""
    for year in range(person.hired.year, AS_OF.year + 1):
        if person.hired <= dt.date(year, 1, 1) and (person.leave is None or person.leave >= dt.date(year, 12, 31)):
            yield year


def _train(desk: Desk, person: Person, year: int) -> None:
    rng = desk.company.rng
    day = dt.date(year, rng.randint(3, 10), rng.randint(1, 28))
    if person.unfit and person.unfit[0] <= day <= person.unfit[1]:
        day = person.unfit[1] + DAY
    topic = TOPICS[(year + int(person.number)) % len(TOPICS)]
    made = desk.company.add(
        "training_records", site=person.site, day=day, staff_id=person.number, topic=topic, result="合格", hours=4,
        course=f"{topic}（{year}年）", completed_at=day, trainer="内部讲师", exam_score=rng.randint(70, 100),
    )  # fmt: skip
    desk.learning.trained[person.number].append(made)


def _assess(desk: Desk, person: Person, year: int) -> None:
    rng, company = desk.company.rng, desk.company
    day = dt.date(year, 12, rng.randint(1, 8))
    number = sum(one["eval_type"] == ASSESSED for one in company["evaluations"]) + 1
    made = company.add(
        "evaluations", site=person.site, day=day, staff_id=person.number, eval_date=day, eval_type=ASSESSED,
        result="合格", score=rng.randint(75, 99), period=str(year), eval_no=f"FK{number:04d}", post_code=person.post,
    )  # fmt: skip
    made.facts.add("assessed")
    score(desk, made)
    desk.learning.evaluated[person.number].append(made)
