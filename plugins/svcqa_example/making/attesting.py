"""What no record decides: an auditor asks or watches people, and writes down the answer and what shows it."""

from __future__ import annotations

import datetime as dt

from svcqa_example.asking import QUESTIONS, READ, Question
from svcqa_example.making.orders import Desk
from svcqa_example.making.people import (
    TRAINER,
)
from svcqa_example.model import AS_OF, YEARS, Record

LATELY = f"{AS_OF.year}-01-01..{AS_OF}"
"""The year that an audit looks back on, as a finding names it."""


IF_ANYTHING = ("S002-P01-4.2.3d", "S000-P3-A7bis.1", "S000-P3-A7bis.2a")
"""Asked for a year only if there was anything to ask about."""
APPOINTED = "S002-P01-4.1.2"
"""Put for everyone who is appointed to the team."""
APPOINTMENT = Question(TRAINER, READ, 4, "档案、证书、任命书")


def attest(desk: Desk) -> None:
    """Put every question every year, and one for each appointment; the answers are those that one hopes for."""
    for rule, question in QUESTIONS.items():
        for year in YEARS:
            day = dt.date(year, desk.company.rng.randint(3, 11), desk.company.rng.randint(1, 28))
            asked = desk.company.rng.choice(desk.staff.at_post(question.post, day, question.site))
            answered(desk, rule, question, day, asked.number)
        if not question.lately and rule not in IF_ANYTHING:
            desk.company.truth.slot("pending", rule, str(YEARS[-1] + 1))
        if question.yearly:
            desk.company.truth.slot("pending", f"{rule}/timing", str(YEARS[-1] + 1))
    for member in desk.company["risk_team"]:
        answered(desk, APPOINTED, APPOINTMENT, member["appointed_at"], member["staff_id"])
    desk.company["attestations"].sort(key=lambda one: one["signed_at"])
    for number, record in enumerate(desk.company["attestations"], 1):
        record["attestation_id"] = f"WD{number:04d}"


def answered(desk: Desk, rule: str, question: Question, day: dt.date, asked: str) -> Record:
    """A question put to somebody, with a good answer to each of its points."""
    answer = "；".join(f"{number}.是" for number in range(1, question.points + 1)) if question.points > 1 else "是"
    made = desk.company.add(
        "attestations", site=question.site, day=day, statement_id=rule, period=str(day.year), signed_at=day,
        signer=desk.staff.permanent(TRAINER)[0].number, asked=asked, method=question.method, answer=answer,
        evidence=question.evidence,
    )  # fmt: skip
    made.facts.add(rule)
    return made


def answer_to(desk: Desk, rule: str, year: int) -> Record:
    """The answer of a year to a question."""
    return next(one for one in desk.company["attestations"] if rule in one.facts and one.year == year)
