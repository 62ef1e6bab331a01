"""What records cannot tell: questions the auditor puts to people, and the answers."""

from __future__ import annotations

from dataclasses import dataclass

from svcqa_example.model import AS_OF, DAY, YEARS, Record
from svcqa_example.orders import Desk
from svcqa_example.people import TECHNICIAN, TRAINER

GOOD = "是"


@dataclass(frozen=True)
class Question:
    """A question, and how it is put."""

    rule: str
    points: int = 1
    method: str = "访谈"
    yearly: bool = False
    """Put every year; otherwise once in the last year."""
    post: str = TECHNICIAN
    """Whom it is put to."""


QUESTIONS = (
    Question("P04-4.2-3g", 2, yearly=True),
    Question("P04-4.2-4a", 2, "现场观察"),
    Question("P04-4.2-6c", method="查阅"),
    Question("P06-4.2.5c", method="观察"),
    Question("P08-4.2b", method="观察"),
    Question("P08-4.7b", method="查阅"),
    Question("P08-4.8b", method="观察"),
)


def ask(desk: Desk) -> None:
    """Put every question, and get the answers that one hopes for."""
    for question in QUESTIONS:
        for year in YEARS if question.yearly else YEARS[-1:]:
            _answer(desk, question, year)


def _answer(desk: Desk, question: Question, year: int) -> Record:
    rng, company = desk.company.rng, desk.company
    day = AS_OF.replace(year=year) - rng.randint(20, 300) * DAY
    number = len(company["attestations"]) + 1
    return company.add(
        "attestations", day=day, attestation_id=f"WD{number:04d}", statement_id=f"S002-{question.rule}", signed_at=day,
        signer=desk.staff.permanent(TRAINER)[0].number, period=str(year), method=question.method,
        asked=rng.choice(desk.staff.at_post(question.post, day)).name, evidence=f"审核记录第{number}页",
        answer="；".join(f"{point}.{GOOD}" for point in range(1, question.points + 1)) if question.points > 1 else GOOD,
    )  # fmt: skip
