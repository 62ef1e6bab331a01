"""Conditions as data: ``where``, ``unless``, ``assert``.

A condition is a mapping of which all entries must hold::

    status: 已完成                                 # equals
    status: [已完成, 已关闭]                        # one of
    status: {not: 已取消}                           # none of
    closed_at: {present: true}                     # a value stands there
    amount: {gte: 100, lt: 500}
    completed_at: {field: arrived_at, op: gte, plus: 2d}
    received_at: {older_than: 14d}                 # as-of moment minus value
    any: [condition, condition]    all: [...]    not: condition

There is no expression language: what cannot be said so belongs into a check.

Truth is three-valued where it must be: a blank is not equal to anything, so equality with a literal is false; but
"later than" cannot be answered for a blank, nor can a comparison of two fields, and the record is undetermined. So it
is where a date without a time of day is compared with a time of that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import core_schema

from svcqa import durations
from svcqa.comparisons import COMPARED, ORDERED, Among, Compared, Present
from svcqa.errors import WrongValueError
from svcqa.truths import Moment, Truth

__all__ = ["Condition", "Moment", "Truth"]


class Condition:
    """A parsed condition; equal to another if it was written the same way."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self.written = written
        self._tests = [_entry(key, value) for key, value in written.items()]

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once."""
        import numpy as np

        truth = Truth(np.ones(rows, dtype=bool), np.zeros(rows, dtype=bool))
        for test in self._tests:
            truth = truth & test.evaluate(moment, rows)
        return truth

    def entries(self) -> list[Condition]:
        """The conditions that must all hold, one an entry."""
        return [Condition({key: value}) for key, value in self.written.items()]

    def fields(self) -> list[str]:
        """Every field the condition reads, once, in order."""
        return list(dict.fromkeys(name for test in self._tests for name in test.fields()))

    def literals(self) -> Iterator[tuple[str, Any]]:
        """(field, literal) for every literal a field is compared with, for checking their types."""
        for test in self._tests:
            yield from test.literals()

    def relations(self) -> Iterator[tuple[str, str | None]]:
        """(field, other field) for every comparison of two; other is ``None`` where a field's age is asked."""
        for test in self._tests:
            yield from test.relations()

    def alternatives(self) -> list[Condition]:
        """The condition split at the values of a single listed field, so that each can be counted apart."""
        if len(self.written) == 1:
            ((name, value),) = self.written.items()
            if isinstance(value, list):
                return [Condition({name: one}) for one in value]
        return [self]

    def __str__(self) -> str:
        return ", ".join(f"{key}={_shown(value)}" for key, value in self.written.items())

    def __repr__(self) -> str:
        return f"Condition({self.written!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and self.written == other.written

    def __hash__(self) -> int:
        return hash(repr(self.written))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validated, serialization=core_schema.plain_serializer_function_ser_schema(lambda made: made.written)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "object", "description": "field: value, [one of] or {op: value}; any, all, not"}

    @classmethod
    def _validated(cls, value: Any) -> Condition:
        if isinstance(value, Condition):
            return value
        if not isinstance(value, Mapping):
            raise WrongValueError(
                "条件应写成“字段: 值”或“字段: {比较: 值}”",
                "a condition is a mapping of field: value or field: {op: value}",
            )
        return cls(value)


@dataclass(frozen=True)
class _Connective:
    """``any``, ``all`` and ``not``."""

    kind: str
    parts: tuple[Condition, ...]

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        truths = [part.evaluate(moment, rows) for part in self.parts]
        joined = truths[0]
        for truth in truths[1:]:
            joined = joined | truth if self.kind == "any" else joined & truth
        return ~joined if self.kind == "not" else joined

    def fields(self) -> list[str]:
        return [name for part in self.parts for name in part.fields()]

    def literals(self) -> Iterator[tuple[str, Any]]:
        for part in self.parts:
            yield from part.literals()

    def relations(self) -> Iterator[tuple[str, str | None]]:
        for part in self.parts:
            yield from part.relations()


_Test = _Connective | Among | Present | Compared


def _entry(key: str, value: Any) -> _Test:
    if key in {"any", "all"}:
        if not isinstance(value, list) or not value:
            raise WrongValueError(f"“{key}”应列出几个条件", f"'{key}' takes a list of conditions")
        return _Connective(key, tuple(Condition._validated(part) for part in value))
    if key == "not":
        return _Connective("not", (Condition._validated(value),))
    if isinstance(value, Mapping):
        return _operators(key, value)
    return _among(key, value)


def _among(field: str, value: Any) -> Among:
    values = tuple(value) if isinstance(value, list) else (value,)
    if not values or any(one is None or isinstance(one, (list, dict)) for one in values):
        raise WrongValueError(
            f"“{field}”应写一个值、几个值或{{比较: 值}}；要求为空请写{{present: false}}",
            f"'{field}' needs a value, a list of values or {{op: value}}; use {{present: false}} for a blank",
        )
    return Among(field, values)


def _operators(field: str, ops: Mapping[str, Any]) -> _Test:
    if "field" in ops:
        return _other_field(field, ops)
    tests: list[_Test] = [_operator(field, op, value) for op, value in ops.items()]
    if not tests:
        raise WrongValueError(f"“{field}”没有写条件", f"'{field}' has no condition")
    return tests[0] if len(tests) == 1 else _Connective("all", tuple(Condition({field: {op: ops[op]}}) for op in ops))


def _operator(field: str, op: str, value: Any) -> _Test:
    if op in ORDERED:
        return Compared(field, op, value=value)
    if op == "present" and isinstance(value, bool):
        return Present(field, value)
    if op == "not":
        return _Connective("not", (Condition({field: value}),))
    if op == "older_than":
        return Compared(field, "lt", age=_span(value))
    known = ", ".join(["present", "not", "older_than", "field", *ORDERED])
    raise WrongValueError(
        f"“{field}”：没有“{op}”这种比较（可用的有：{known}）", f"'{field}': unknown comparison '{op}' (known: {known})"
    )


def _other_field(field: str, ops: Mapping[str, Any]) -> Compared:
    unknown = set(ops) - {"field", "op", "plus"}
    if unknown or ops.get("op") not in COMPARED:
        written = f"{{field: other, op: {'/'.join(COMPARED)}, plus: duration}}"
        raise WrongValueError(f"“{field}”应写成{written}", f"'{field}': {written} expected")
    plus = _span(ops["plus"]) if "plus" in ops else None
    return Compared(field, str(ops["op"]), other=str(ops["field"]), plus=plus)


def _span(value: Any) -> durations.Duration:
    made = durations.parse(str(value))
    if made.unit == "wd":
        raise WrongValueError(
            f"“{value}”：条件里不能用工作日，请用检查deadline",
            f"'{value}': a condition knows no working days; use the check deadline",
        )
    return made


def _shown(value: Any) -> str:
    return "|".join(map(str, value)) if isinstance(value, list) else str(value)
