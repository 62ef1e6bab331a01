"""Faults of questions and answers: not asked, answered with no, not answered, asked in no way that counts."""

from __future__ import annotations

from collections.abc import Callable

from svcqa_example.asking import QUESTIONS
from svcqa_example.making.attesting import APPOINTED, LATELY, answer_to
from svcqa_example.making.orders import Desk
from svcqa_example.model import YEARS, Odd, Record


def _said_no(_: Desk, record: Record) -> None:
    record["answer"] = str(record["answer"]).replace("1.是", "1.否") if "；" in record["answer"] else "否"


def _unanswered(_: Desk, record: Record) -> None:
    record["answer"] = None


def _nothing_to_show(_: Desk, record: Record) -> None:
    record["evidence"] = None


def _by_telephone(_: Desk, record: Record) -> None:
    record["method"] = "电话"


def _left_out(desk: Desk, record: Record) -> None:
    desk.company["attestations"].remove(record)


def _half(_: Desk, record: Record) -> None:
    """Only the first point was answered, where there are several."""
    record["answer"] = str(record["answer"]).split("；", maxsplit=1)[0] if "；" in record["answer"] else "/"


_WAYS: tuple[Callable[[Desk, Record], None], ...] = (
    _left_out, _said_no, _unanswered, _nothing_to_show, _by_telephone, _half,
)  # fmt: skip


def badly_asked(desk: Desk) -> None:
    """Each question went wrong once, each in a way of its own; of what an audit looks back on, in its last year."""
    for number, (rule, question) in enumerate(QUESTIONS.items()):
        year = YEARS[-1] if question.lately else YEARS[1 + number % 4]
        record = answer_to(desk, rule, year)
        record.planted = True
        way = _WAYS[number % len(_WAYS)]
        way(desk, record)
        desk.company.truth.missing(rule, LATELY if question.lately else str(year))
        if question.yearly and (record not in desk.company["attestations"] or record["answer"] in {None, "/"}):
            desk.company.truth.missing(f"{rule}/timing", str(year))


def not_asked_in_a_year(desk: Desk) -> None:
    """What is to be asked every year was left out in one of them, or nobody answered."""
    for number, (rule, question) in enumerate(QUESTIONS.items()):
        if question.yearly:
            year = YEARS[1 + number % 4]
            (_unanswered if number % 3 == 0 else _left_out)(desk, answer_to(desk, rule, year))
            desk.company.truth.missing(f"{rule}/timing", str(year))


def unfit_for_the_team(desk: Desk) -> None:
    """Members of the team of whom nobody asked whether they are fit, or of whom it is not so."""
    mine = [one for one in desk.company["attestations"] if APPOINTED in one.facts]
    for number, record in enumerate(desk.company.rng.sample(mine, 3)):
        record.planted = True
        _WAYS[number](desk, record)
        desk.company.truth.missing(APPOINTED, record["asked"])


def unclear(desk: Desk) -> None:
    """An answer that is neither yes nor no, and one by a signer whom nobody knows."""
    for rule, name, value in (
        ("S002-P01-3.1", "answer", "基本可以"),
        ("S002-P02-4.4.3", "signer", Odd("外聘审核员")), ("S002-P09-4.2c", "answer", "还行"),
    ):  # fmt: skip
        record = answer_to(desk, rule, YEARS[0])
        record.planted = True
        record[name] = value
        if name == "signer":
            desk.company.truth.bad_cell("record.reference", record)
        desk.company.truth.slot("undetermined", rule, str(YEARS[0]))


PLANTS = (badly_asked, not_asked_in_a_year, unfit_for_the_team, unclear)
