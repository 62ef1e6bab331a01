"""Hiring: whoever joins the company was screened before, and found fit."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DIRECTOR, TRAINER
from svcqa_example.model import DAY

_FIT = ("合格", "录用", "合格")


def screen(desk: Desk) -> None:
    """Everybody but the people of partners; the founders' posts apart, the training officer saw most of them."""
    rng, company = desk.company.rng, desk.company
    director, trainer = desk.staff.permanent(DIRECTOR)[0], desk.staff.permanent(TRAINER)[0]
    for person in sorted(desk.staff.people, key=lambda one: one.hired):
        if person.outsourced:
            continue
        day = person.hired - rng.randint(36, 60) * DAY
        made = company.add(
            "recruitment", site=person.site, day=day, staff_id=person.number, screened_at=day,
            screen_result=rng.choice(_FIT), interviewer=(trainer if trainer.start < day else director).number,
            candidate_no=f"YP{day.year}{len(company['recruitment']) + 1:03d}",
        )  # fmt: skip
        person.record.links["screened"] = made
