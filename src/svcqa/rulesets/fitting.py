"""Fitting: what a condition compares a field with is of the field's kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from svcqa import durations
from svcqa.conditions import Condition
from svcqa.registers import TEMPORAL, TEXTUAL, Field
from svcqa.text import Text


def misfits(condition: Condition, fields: Mapping[str, Field], *, waiting: bool = False) -> Iterator[tuple[str, Text]]:
    """Each field of a condition that is compared with what it cannot be compared with, and why.

    While the rule is ``waiting`` for a parameter, nothing stands where its value will.
    """
    for name, literal in condition.literals():
        if waiting and literal is None:
            continue
        fits, said = _LITERALS[_kind(fields[name])] if name in fields else (_anything, None)
        if said and not fits(literal):
            yield name, said.fill(field=name, value=literal)
    for name, wanted in condition.kinds():
        if name in fields and _kind(fields[name]) not in _FITTING.get(wanted, (wanted,)):
            yield name, _MUST_BE[wanted].fill(field=name)
    for name, other in condition.relations():
        kinds = {_kind(fields[one]) for one in (name, other) if one in fields}
        if len(kinds) > 1:
            yield (
                name,
                Text(
                    f"“{name}”与“{other}”的类型不同，不能比较。",
                    f"'{name}' and '{other}' are of different types and cannot be compared.",
                ),
            )


def comparable(one: Field, other: Field) -> bool:
    """Their values can be equal."""
    return _kind(one) == _kind(other)


def _kind(field: Field) -> str:
    if field.type in TEXTUAL:
        return "text"
    return "moment" if field.type in TEMPORAL else "number" if field.type in {"number", "money"} else field.type


_FITTING: Mapping[str, tuple[str, ...]] = {"age": ("moment", "text")}
"""Kinds that serve as well."""
_MUST_BE = {
    "age": Text(zh="“{field}”不是日期或期间字段。", en="'{field}' is neither date nor period."),
    "moment": Text(zh="“{field}”不是日期字段。", en="'{field}' is no date."),
    "number": Text(zh="“{field}”不是数字字段。", en="'{field}' is no number."),
    "text": Text(zh="“{field}”不是文字字段。", en="'{field}' is no text."),
}


def _anything(value: Any) -> bool:
    return True


def _answer(value: Any) -> bool:
    return isinstance(value, bool)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _moment(value: Any) -> bool:
    try:
        return dt.datetime.fromisoformat(str(value)).tzinfo is None
    except ValueError:
        return False


def _elapsed(value: Any) -> bool:
    try:
        return durations.parse(str(value)).seconds is not None
    except ValueError:
        return False


_LITERALS: Mapping[str, tuple[Callable[[Any], bool], Text | None]] = {
    "text": (_anything, None),
    "yes_no": (_answer, Text(zh="“{field}”是是/否字段，应写true或false。", en="'{field}' takes true or false.")),
    "number": (_number, Text(zh="“{field}”应与数字比较。", en="'{field}' is compared with a number.")),
    "moment": (
        _moment,
        Text(
            zh="“{value}”不是日期；“{field}”应与2024-03-05或2024-03-05 15:20这样的日期比较。",
            en="'{value}' is no date; compare '{field}' with one such as 2024-03-05 or 2024-03-05 15:20.",
        ),
    ),
    "duration": (
        _elapsed,
        Text(
            zh="“{value}”不是时长；“{field}”应与30m或4h这样的时长比较。",
            en="'{value}' is no length of time; compare '{field}' with one such as 30m or 4h.",
        ),
    ),
}
