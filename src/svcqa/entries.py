"""Entries: how the tests of one field are written in a condition, and what they ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from svcqa import durations
from svcqa.comparisons import COMPARED, ORDERED, Among, Compared, Each, Kind, Leaf, Present
from svcqa.contents import Contains, Counted, Summed
from svcqa.errors import WrongValueError
from svcqa.repeats import Repeated
from svcqa.truths import Moment, Truth


@dataclass(frozen=True)
class Negated(Leaf):
    """``field: {not: ...}``: what stands in the field of one record is not so."""

    tests: tuple[Leaf, ...]

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once."""
        truth = self.tests[0].evaluate(moment, rows)
        for test in self.tests[1:]:
            truth &= test.evaluate(moment, rows)
        return ~truth

    def fields(self) -> list[str]:
        """See :meth:`Leaf.fields`."""
        return [name for test in self.tests for name in test.fields()]

    def literals(self) -> Iterator[tuple[str, Any]]:
        """See :meth:`Leaf.literals`."""
        for test in self.tests:
            yield from test.literals()

    def relations(self) -> Iterator[tuple[str, str]]:
        """See :meth:`Leaf.relations`."""
        for test in self.tests:
            yield from test.relations()

    def kinds(self) -> Iterator[tuple[str, Kind]]:
        """See :meth:`Leaf.kinds`."""
        for test in self.tests:
            yield from test.kinds()


def leaves(field: str, value: Any) -> Iterator[Leaf]:
    """The tests that an entry asks of its field, all of which must hold.

    Raises:
        ValueError: it is not written as one.
    """
    if not isinstance(value, Mapping):
        yield _among(field, value)
    elif "field" in value:
        yield _other_field(field, value)
    elif not value:
        raise WrongValueError(f"“{field}”没有写条件", f"'{field}' has no condition")
    else:
        yield from (_operator(field, op, inner) for op, inner in value.items())


def _among(field: str, value: Any) -> Among:
    values = tuple(value) if isinstance(value, list) else (value,)
    if not values or any(one is None or isinstance(one, (list, dict)) for one in values):
        raise WrongValueError(
            f"“{field}”应写一个值、几个值或{{比较: 值}}；要求为空请写{{present: false}}",
            f"'{field}' needs a value, a list of values or {{op: value}}; use {{present: false}} for a blank",
        )
    return Among(field, values)


def _operator(field: str, op: str, value: Any) -> Leaf:
    if op in ORDERED:
        return Compared(field, op, value=value)
    if op == "present" and isinstance(value, bool):
        return Present(field, value)
    if op in _MADE:
        return _MADE[op](field, value)
    known = ", ".join(["present", "field", *_MADE, *ORDERED])
    raise WrongValueError(
        f"“{field}”：没有“{op}”这种比较（可用的有：{known}）", f"'{field}': unknown comparison '{op}' (known: {known})"
    )


def _not(field: str, value: Any) -> Negated:
    return Negated(field, tuple(leaves(field, value)))


def _older(field: str, value: Any) -> Compared:
    return Compared(field, "lt", age=durations.parse(str(value)))


def _contains(field: str, value: Any) -> Contains:
    return Contains(field, _words(field, "contains", value))


def _summed(field: str, value: Any) -> Summed:
    return Summed(field, _words(field, "sum", value))


def _words(field: str, op: str, value: Any) -> tuple[str, ...]:
    words = (value,) if isinstance(value, str) else value
    if not isinstance(words, (list, tuple)) or not words or not all(isinstance(one, (str, int)) for one in words):
        raise WrongValueError(f"“{field}”的{op}应列出几项", f"'{field}': {op} takes a list")
    return tuple(map(str, words))


def _counted(field: str, value: Any) -> Counted:
    """``count: {field: quantity, op: eq}`` or ``count: {gte: 2}``."""
    if isinstance(value, Mapping) and set(value) == {"field", "op"} and value["op"] in COMPARED:
        return Counted(field, str(value["op"]), other=str(value["field"]))
    if isinstance(value, Mapping) and len(value) == 1:
        ((op, number),) = value.items()
        if op in COMPARED and isinstance(number, int) and not isinstance(number, bool):
            return Counted(field, op, value=number)
    written = f"{{field: other, op: {'/'.join(COMPARED)}}} / {{{'/'.join(COMPARED)}: 2}}"
    raise WrongValueError(f"“{field}”的count应写成{written}", f"'{field}': count takes {written}")


_MADE: Mapping[str, Callable[[str, Any], Leaf]] = {
    "not": _not, "older_than": _older, "contains": _contains, "count": _counted, "sum": _summed,
}  # fmt: skip


def _other_field(field: str, ops: Mapping[str, Any]) -> Compared:
    unknown = set(ops) - {"field", "op", "plus", "times"}
    if unknown or ops.get("op") not in COMPARED or ("plus" in ops and "times" in ops):
        written = f"{{field: other, op: {'/'.join(COMPARED)}, plus: duration}}"
        raise WrongValueError(f"“{field}”应写成{written}", f"'{field}': {written} expected")
    plus = _length(field, ops["plus"]) if "plus" in ops else None
    return Compared(field, str(ops["op"]), other=str(ops["field"]), plus=plus, times=_factor(field, ops))


def _factor(field: str, ops: Mapping[str, Any]) -> float | None:
    """``times: 3``: the other field so many times."""
    times = ops.get("times")
    if times is None or (isinstance(times, (int, float)) and not isinstance(times, bool)):
        return times
    raise WrongValueError(f"“{field}”的times应写一个数", f"'{field}': times takes a number")


def _length(field: str, value: Any) -> durations.Duration | Each:
    """``2d``, or ``{field: warranty_months, unit: mo}``."""
    if not isinstance(value, Mapping):
        return durations.parse(str(value))
    if set(value) == {"field", "unit"} and value["unit"] in {"s", "m", "h", "d", "w", "mo", "y"}:
        return Each(str(value["field"]), value["unit"])
    written = "{field: other, unit: s/m/h/d/w/mo/y}"
    raise WrongValueError(f"“{field}”的plus应写成时长或{written}", f"'{field}': plus takes a duration or {written}")


def repeated(value: Any) -> Repeated:
    """``repeats: {group: [fields], by: date, min: 2, window: 30d}``.

    Raises:
        ValueError: it is not written so.
    """
    if isinstance(value, Mapping) and set(value) == {"group", "by", "min", "window"}:
        least = value["min"]
        if isinstance(least, (int, float)) and not isinstance(least, bool) and least >= 2 and least % 1 == 0:
            window = durations.parse(str(value["window"]))
            return Repeated(_words("repeats", "group", value["group"]), str(value["by"]), int(least), window)
    written = "{group: [field], by: date, min: 2, window: 30d}"
    raise WrongValueError(f"repeats应写成{written}，min至少是2", f"repeats takes {written}, and min is 2 at least")
