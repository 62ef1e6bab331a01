"""The checklist of a project: what is asked of people, and a filled-in form as a row of the audit workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from svcqa.assignment.checks import RESULTS, WAYS, checked
from svcqa.assignment.reading import Assignment, of_form
from svcqa.assignment.sheets import CHECKS, registers
from svcqa.assignment.starting import question_of
from svcqa.errors import ConfigError, DeskError, Problem
from svcqa.intake.values.dates import parse_moment
from svcqa.registers import TEMPORAL, Field
from svcqa.rulesets import Bound, Ruleset
from svcqa.settings import Question
from svcqa.text import Text

LONGEST = 2_000
"""Characters of a field."""
BY_HAND = ("way", "sampled", "failed", "result", "evidence", "checked_by", "checked_on")
_NEEDED_BY_HAND = ("way", "evidence", "checked_by", "checked_on")


@dataclass(frozen=True)
class Asked:
    """A rule that only a person can judge: its question, and what an answer says."""

    bound: Bound
    question: Question
    statement: Mapping[str, str]
    """Field → what the answer names the question by."""
    fields: Mapping[str, Field]
    """Fields to be filled in, in their order."""
    answer: str
    needed: frozenset[str]
    method: str
    """The field that says how it was found out; empty if nothing is asked of that."""

    @property
    def rule(self) -> str:
        """``RULESET/RULE``."""
        return f"{self.bound.ruleset}/{self.bound.rule.id}"


def asked(rules: Sequence[Bound]) -> dict[str, Asked]:
    """``RULESET/RULE`` → the question, of all rules that ask one."""
    found = (_asked(one) for one in rules)
    return {one.rule: one for one in found if one is not None}


def _asked(bound: Bound) -> Asked | None:
    statement = question_of(bound, "zh")
    question = bound.settings.question() if bound.settings else None
    if statement is None or question is None:
        return None
    register, places = bound.registers[bound.rule.of], bound.places()
    named = {name: text for name, text in statement.items() if name in register.fields and name != places.get("method")}
    reads = dict(bound.reads)[bound.rule.of]
    fields = {name: one for name, one in register.fields.items() if name in reads and name not in named}
    answer = places.get("answer", "")
    needed = frozenset({answer, *(name for name, one in fields.items() if one.type in TEMPORAL)}) - {""}
    return Asked(bound, question, named, fields, answer, needed, places.get("method", ""))


def answered(one: Asked, filled: Mapping[str, str], number: str) -> dict[str, str]:
    """A filled-in answer as a row of the register of answers.

    Args:
        one: the question.
        filled: field → what was written.
        number: a name of the answer, for registers whose records have one.

    Raises:
        DeskError: something is missing, or no day.
    """
    problems = [*_missing(filled, one.needed), *_undated(filled, one.fields)]
    method = filled.get(one.method, "")
    if method and one.question.methods and method not in one.question.methods:
        problems.append(Problem(Text("请从列表中选。", "choose one of the list."), one.method))
    if problems:
        raise DeskError(*problems)
    key = [name for name in one.bound.registers[one.bound.rule.of].key if name not in one.fields]
    named = {name: number for name in key if name not in one.statement}
    return {**named, **one.statement, **{name: filled[name] for name in one.fields if filled.get(name)}}


def by_hand(ruleset: Ruleset, rule: str, filled: Mapping[str, str]) -> dict[str, str]:
    """What was found on paper or by asking, as a row of the checklist; held against what an audit would refuse.

    Raises:
        DeskError: something is missing, or cannot be.
    """
    row = {"ruleset": ruleset.name, "rule": rule, **{name: filled.get(name, "") for name in BY_HAND}}
    problems = [*_missing(row, _NEEDED_BY_HAND), *_undated(row, registers()[CHECKS].fields)]
    if row["way"] and WAYS.get(row["way"]) is None:
        problems.append(Problem(Text("请选抽样或询问。", "choose a sample or an interview."), "way"))
    if not row["result"] and not (row["sampled"] and row["failed"]):
        said = Text("请填结论，或填抽查数和不符合数。", "give the result, or how many were sampled and failed.")
        problems.append(Problem(said, "result"))
    try:
        checked(Assignment({CHECKS: [of_form(CHECKS, row)]}), [ruleset])
    except ConfigError as error:
        problems += error.problems
    if problems:
        raise DeskError(*problems)
    return {name: text for name, text in row.items() if text}


def choices(name: str) -> list[str]:
    """What a field of the checklist takes, in both languages: pairs of a word in Chinese and in English."""
    words = WAYS if name == "way" else RESULTS
    return [word for word in words if word and (name != "way" or words[word])]


def _missing(filled: Mapping[str, str], needed: Sequence[str] | frozenset[str]) -> Iterator[Problem]:
    yield from (Problem(Text("请填写。", "fill this in."), name) for name in needed if not filled.get(name))


def _undated(filled: Mapping[str, str], fields: Mapping[str, Field]) -> Iterator[Problem]:
    for name, text in filled.items():
        if text and name in fields and fields[name].type in TEMPORAL and parse_moment(text) is None:
            yield Problem(Text("请写成2024-03-05。", "write it as 2024-03-05."), name)
