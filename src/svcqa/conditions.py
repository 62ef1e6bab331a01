"""Conditions as data: ``where``, ``unless``, ``assert``.

A condition is a mapping of which all entries must hold::

    status: 已完成                                 # equals
    status: [已完成, 已关闭]                        # one of
    status: {not: 已取消}                           # none of
    closed_at: {present: true}                     # a value stands there
    amount: {gte: 100, lt: 500}
    completed_at: {field: arrived_at, op: gte, plus: 2d}
    damages: {field: price, op: gte, times: 3}
    warranty_end: {field: sold_at, op: eq, plus: {field: warranty_months, unit: mo}}
    received_at: {older_than: 14d}                 # as-of moment minus value, or the last day of a period named
    basis: {contains: [客户服务回馈单]}              # among the values of one cell
    serial_no: {count: {field: quantity, op: eq}}  # how many values stand in it
    total: {sum: [labour, material, travel]}
    repeats: {group: [customer, category], by: received_at, min: 2, window: 30d}
    any: [condition, condition]    all: [...]    not: condition

There is no expression language: what cannot be said so belongs into a check.

Truth is three-valued where it must be: a blank is not equal to anything, so equality with a literal is false; but
"later than" cannot be answered for a blank, nor can a comparison of two fields, and the record is undetermined. So it
is where a date without a time of day is compared with a time of that day.

Where a join finds several records (``take: each``), a condition on it holds if one of them fulfils it: all entries of
one mapping that name the join are asked of the same record, and ``not`` in front of a mapping says that none fulfils
it. A record with none beside it is asked as if one with blanks stood there. A record that may or may not be meant
leaves open what hangs on it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import core_schema

from svcqa.comparisons import Kind, Leaf
from svcqa.entries import leaves, repeated
from svcqa.errors import WrongValueError
from svcqa.repeats import Repeated
from svcqa.truths import Moment, Several, Truth
from svcqa.waiting import named_in

__all__ = ["Condition", "Moment", "Several", "Truth"]


class Condition:
    """A parsed condition; equal to another if it was written the same way."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self.written = written
        self.waits = tuple(named_in(written))
        """Parameters whose values it waits for; until they are put in, it asks nothing and cannot be judged."""
        self._tests = [] if self.waits else [test for key, value in written.items() for test in _entry(key, value)]

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once."""
        import numpy as np

        truth = Truth(np.ones(rows, dtype=bool), np.zeros(rows, dtype=bool))
        beside: dict[int, tuple[Several, list[Leaf]]] = {}
        for test in self._tests:
            pairs = _pairs(test, moment)
            if pairs is None:
                truth &= test.evaluate(moment, rows)
            else:
                beside.setdefault(id(pairs), (pairs, []))[1].append(test)  # type: ignore[arg-type]
        for pairs, tests in beside.values():
            truth &= _of_one(tests, pairs, moment).of_any(pairs.at, rows)
        return truth

    def entries(self) -> list[Condition]:
        """The conditions that must all hold, one an entry."""
        return [Condition({key: value}) for key, value in self.written.items()]

    def fields(self) -> list[str]:
        """Every field the condition reads, once, in order."""
        return list(dict.fromkeys(name for test in self._tests for name in test.fields()))

    def filled(self) -> frozenset[str]:
        """Fields of which it asks for a value, so that wherever it holds they are filled."""
        found = {name for part in self.written.get("all", ()) for name in Condition._validated(part).filled()}
        for name, value in self.written.items():
            if name not in {"any", "all", "not", "repeats"}:
                present = value.get("present") is True if isinstance(value, Mapping) else True
                found |= {name} if present else set()
        return frozenset(found)

    def literals(self) -> Iterator[tuple[str, Any]]:
        """(field, literal) for every literal a field is compared with, for checking their types."""
        for test in self._tests:
            yield from test.literals()

    def relations(self) -> Iterator[tuple[str, str]]:
        """(field, other field) for every comparison of two."""
        for test in self._tests:
            yield from test.relations()

    def kinds(self) -> Iterator[tuple[str, Kind]]:
        """(field, kind) for every field of which a test takes but one kind."""
        for test in self._tests:
            yield from test.kinds()

    def together(self) -> Iterator[list[str]]:
        """The fields of every single test."""
        for test in self._tests:
            if isinstance(test, _Connective):
                yield from (names for part in test.parts for names in part.together())
            else:
                yield test.fields()

    def repeats(self) -> bool:
        """It asks for what other records of the register say."""
        return any(
            any(part.repeats() for part in test.parts) if isinstance(test, _Connective) else isinstance(test, Repeated)
            for test in self._tests
        )

    def alternatives(self) -> list[Condition]:
        """The condition split at the values of a single listed field, so that each can be counted apart."""
        if len(self.written) == 1:
            ((name, value),) = self.written.items()
            if isinstance(value, list) and name not in {"any", "all"}:
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


def _pairs(test: _Test, moment: Moment) -> Several | None:
    """The records of a join of which one has to fulfil the test, where it names such a join."""
    if not moment.several or isinstance(test, _Connective):
        return None
    heads = (name.partition(".")[0] for name in test.fields() if "." in name)
    return next((moment.several[head] for head in heads if head in moment.several), None)


def _of_one(tests: Iterable[Leaf], pairs: Several, moment: Moment) -> Truth:
    """What one record beside the judged one answers to all of the tests."""
    import numpy as np

    asked, count = moment.beside(pairs), len(pairs.at)
    truth = Truth(np.ones(count, dtype=bool), np.zeros(count, dtype=bool))
    for test in tests:
        found, unread = test.evaluate(asked, count), pairs.unread_in(test.fields())
        truth &= Truth(found.yes & ~unread, found.unknown | unread)
    return truth.doubted(pairs.doubt)


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

    def relations(self) -> Iterator[tuple[str, str]]:
        for part in self.parts:
            yield from part.relations()

    def kinds(self) -> Iterator[tuple[str, Kind]]:
        for part in self.parts:
            yield from part.kinds()


_Test = _Connective | Leaf | Repeated


def _entry(key: str, value: Any) -> list[_Test]:
    if key in {"any", "all"}:
        if not isinstance(value, list) or not value:
            raise WrongValueError(f"“{key}”应列出几个条件", f"'{key}' takes a list of conditions")
        return [_Connective(key, tuple(Condition._validated(part) for part in value))]
    if key == "not":
        return [_Connective("not", (Condition._validated(value),))]
    if key == "repeats":
        return [repeated(value)]
    return [*leaves(key, value)]


def _shown(value: Any) -> str:
    return "|".join(map(str, value)) if isinstance(value, list) else str(value)
