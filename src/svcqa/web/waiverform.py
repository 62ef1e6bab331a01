"""The form with which somebody asks for a waiver, read with all that is wrong said at its field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from svcqa.errors import DeskError, Problem
from svcqa.text import Text

DAYS = ("records_from", "records_to", "valid_from", "valid_to")
SHOWN = ("record", "unit", "records_from", "records_to", "reason", "risk", "control", "valid_from", "valid_to")
FIELDS = ("rule", "submission", *SHOWN)
BLANK: Mapping[str, str] = dict.fromkeys(FIELDS, "")
LONGEST = 2_000
"""Characters of a field."""
_NEEDED = {
    "rule": Text("请写明豁免哪条规则。", "say from which rule it is a waiver."),
    "reason": Text("请写明理由。", "say why."),
    "valid_to": Text("请写明最后有效日。", "give the last valid day."),
}
_ORDERED = (("records_from", "records_to"), ("valid_from", "valid_to"))


def read(filled: Mapping[str, str], rules: Collection[str], submissions: Collection[str]) -> dict[str, str]:
    """What the audit workbook says of the waiver.

    Args:
        filled: the fields.
        rules: those of the project, as ``RULESET/RULE``.
        submissions: numbers of those of the project.

    Raises:
        DeskError: something is missing or cannot be; all of it, each with its field.
    """
    problems = list(_problems(filled, rules, submissions))
    if problems:
        raise DeskError(*problems)
    ruleset, _, rule = filled["rule"].partition("/")
    return {"ruleset": ruleset, "rule": rule, **{name: filled[name] for name in SHOWN if filled[name]}}


def _problems(filled: Mapping[str, str], rules: Collection[str], submissions: Collection[str]) -> Iterator[Problem]:
    yield from (Problem(said, name) for name, said in _NEEDED.items() if not filled[name])
    if filled["rule"] and filled["rule"] not in rules:
        yield Problem(Text("项目的规则集里没有这条规则。", "the rulesets of the project have no such rule."), "rule")
    if filled["submission"] and filled["submission"] not in submissions:
        yield Problem(Text("没有这次提交。", "there is no such submission."), "submission")
    days = {name: _day(filled[name]) for name in DAYS}
    for name, day in days.items():
        if filled[name] and day is None:
            yield Problem(Text("请写成2024-03-05。", "write it as 2024-03-05."), name)
    for names in _ORDERED:
        first, last = (days[name] for name in names)
        if first and last and last < first:
            yield Problem(Text("最后一天早于第一天。", "the last day comes before the first."), names[1])


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        return None
