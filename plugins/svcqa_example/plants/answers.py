"""Faults of questions: a no, an answer to half of it, one that says nothing, one without evidence or in the wrong way."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.answers import QUESTIONS, Question
from svcqa_example.model import AS_OF, Odd, Record
from svcqa_example.orders import Desk


def answers_missing(desk: Desk) -> None:
    """Questions of a year were answered with a no, in part, in words that say neither, or never asked."""
    company = desk.company
    for question in QUESTIONS:
        if question.yearly:
            # who was not asked this year may still be asked tonight
            before: Callable[[Record], bool] = lambda one: one["signed_at"].year < AS_OF.year
            asked = [record for record in company["attestations"] if _to(question)(record) and before(record)]
            for number, record in enumerate(company.pick("attestations", lambda one: one in asked, 4)):
                _spoil(desk, question, record, number)


def _to(question: Question) -> Callable[[Record], bool]:
    return lambda record: record["statement_id"] == f"S002-{question.rule}"


def _spoil(desk: Desk, question: Question, record: Record, number: int) -> None:
    truth = desk.company.truth
    slot = record["period"]
    if number == 2:
        record["answer"] = "；".join(f"{point}.差不多" for point in range(1, question.points + 1))
        truth.slot("undetermined", question.rule, slot)
        return
    if number == 0:
        record["answer"] = record["answer"].replace("是", "否")
    elif number == 1:
        record["evidence"] = Odd("待补")
    else:
        desk.company["attestations"].remove(record)
    truth.missing(question.rule, slot)


def asked_in_vain(desk: Desk) -> None:
    """What is asked once was answered with a no, without evidence, found out by telephone, or not asked at all."""
    company = desk.company
    once = [question for question in QUESTIONS if not question.yearly]
    for number, question in enumerate(once):
        for record in company.pick("attestations", _to(question), 1):
            if number % 4 == 0:
                record["answer"] = record["answer"].replace("是", "否")
            elif number % 4 == 1:
                record["evidence"] = None
            elif number % 4 == 2:
                record["method"] = "电话"
            else:
                company["attestations"].remove(record)
            company.truth.missing(question.rule, ONCE)


ONCE = "2025-01-01..2025-12-31"
PLANTS = (answers_missing, asked_in_vain)
