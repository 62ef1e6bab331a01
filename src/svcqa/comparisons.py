"""Comparisons: tests of one field, against literals, another field, or the age of a date.

A date without a time of day stands for any moment of its day. Against a time of that same day its order is not known;
against days (another date, or a limit in days and longer) it is enough.
"""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from svcqa import durations
from svcqa.truths import Moment, Truth

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

ORDERED: Mapping[str, Callable[[Any, Any], Any]] = {
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}
COMPARED = {**ORDERED, "eq": operator.eq, "ne": operator.ne}


Kind = Literal["moment", "number", "text", "age"]
"""What a field holds, as far as tests care; an age is that of a date or of a period that text names."""


@dataclass(frozen=True)
class Each:
    """A length that stands in a column: ``{field: warranty_months, unit: mo}``."""

    field: str
    unit: durations.Unit


@dataclass(frozen=True)
class Leaf(ABC):
    """A test of one field."""

    field: str

    @abstractmethod
    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once."""

    def fields(self) -> list[str]:
        """The fields it reads."""
        return [self.field]

    def literals(self) -> Iterator[tuple[str, Any]]:
        """(field, literal) it compares."""
        return iter(())

    def relations(self) -> Iterator[tuple[str, str]]:
        """(field, other field) it compares."""
        return iter(())

    def kinds(self) -> Iterator[tuple[str, Kind]]:
        """(field, the kind it must be of) where it takes but one."""
        return iter(())


@dataclass(frozen=True)
class Among(Leaf):
    """A field equals one of the literals. A blank equals none of them."""

    values: tuple[Any, ...]

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once."""
        import numpy as np

        column = moment.column(self.field)
        found = column.isin([_literal(value, column) for value in self.values])
        return Truth(found.to_numpy(dtype=bool), np.zeros(rows, dtype=bool))

    def literals(self) -> Iterator[tuple[str, Any]]:
        """See :meth:`Leaf.literals`."""
        return ((self.field, value) for value in self.values)


@dataclass(frozen=True)
class Present(Leaf):
    """A value stands in the field; a placeholder is none."""

    wanted: bool

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once."""
        import numpy as np

        present = moment.column(self.field).notna().to_numpy(dtype=bool)
        return Truth(present if self.wanted else ~present, np.zeros(rows, dtype=bool))


@dataclass(frozen=True)
class Compared(Leaf):
    """A field compared with a literal, with another field, or by its age at the as-of moment."""

    op: str
    value: Any = None
    other: str | None = None
    plus: durations.Duration | Each | None = None
    times: float | None = None
    age: durations.Duration | None = None

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once."""
        import numpy as np

        left, right = self._sides(moment)
        known = left.notna().to_numpy(dtype=bool)
        if self.other is not None:
            known = known & right.notna().to_numpy(dtype=bool) & ~self._same_day(moment)
        held = np.asarray(COMPARED[self.op](left, right).fillna(False), dtype=bool)
        return Truth(held & known, ~known)

    def _sides(self, moment: Moment) -> tuple[pd.Series, Any]:
        left = moment.column(self.field)
        if self.age is not None:
            from svcqa.periods import dated

            left = dated(left)
            aged = later(moment, left, self.age)
            # days and longer are counted by the calendar: the last one is over when its day is
            return (aged, moment.as_of) if self.age.seconds is not None else (_day(aged), moment.as_of.normalize())
        if self.other is None:
            return left, _literal(self.value, left)
        right = moment.column(self.other)
        if self.times is not None:
            right = (right * self.times).round(6)  # an amount times a factor, without what floats cannot hold
        if self.plus is None:
            return left, right
        moved = later(moment, right, self.plus)
        return (_day(left), _day(moved)) if _by_days(self.plus) else (left, moved)

    def _same_day(self, moment: Moment) -> np.ndarray:
        """A date against a time of the same day: nobody knows which was first. Two dates are compared as days."""
        import numpy as np
        import pandas as pd

        left, right = moment.column(self.field), moment.column(self.other or "")
        by_days = self.plus is not None and _by_days(self.plus)
        if by_days or not all(pd.api.types.is_datetime64_any_dtype(one.dtype) for one in (left, right)):
            return np.zeros(len(left), dtype=bool)
        other, last = right, moment.last(self.other or "")
        if self.plus is not None:
            other, last = later(moment, right, self.plus), later(moment, last, self.plus)
        left_last = moment.last(self.field)
        one_only = (left_last > left) != (last > other)
        found: np.ndarray = (one_only & (left <= last) & (other <= left_last)).to_numpy(dtype=bool)
        return found

    def fields(self) -> list[str]:
        """See :meth:`Leaf.fields`."""
        further = [self.plus.field] if isinstance(self.plus, Each) else []
        return [self.field, *([] if self.other is None else [self.other]), *further]

    def literals(self) -> Iterator[tuple[str, Any]]:
        """See :meth:`Leaf.literals`."""
        if self.other is None and self.age is None:
            yield self.field, self.value

    def relations(self) -> Iterator[tuple[str, str]]:
        """See :meth:`Leaf.relations`."""
        if self.other is not None:
            yield self.field, self.other

    def kinds(self) -> Iterator[tuple[str, Kind]]:
        """See :meth:`Leaf.kinds`."""
        if self.age is not None:
            yield self.field, "age"
        if self.plus is not None:
            yield self.field, "moment"
        if self.times is not None:
            yield from ((name, "number") for name in self.fields())
        if isinstance(self.plus, Each):
            yield self.plus.field, "number"


def later(moment: Moment, moments: pd.Series, length: durations.Duration | Each) -> pd.Series:
    """Moments moved on; working days are those of the calendar of China, and unknown where it does not reach."""
    if isinstance(length, Each):
        return durations.shift_each(moments, moment.column(length.field), length.unit)
    if length.unit == "wd":
        due: pd.Series = moment.calendar("cn_workday").due(moments, length)
        return due
    return durations.shift(moments, length)


def _by_days(length: durations.Duration | Each) -> bool:
    """The calendar counts it, whatever the time of day."""
    return length.unit not in durations.ELAPSED


def _day(moments: pd.Series) -> pd.Series:
    day: pd.Series = moments.dt.normalize()
    return day


def _literal(value: Any, column: pd.Series) -> Any:
    """The literal in the type of the column it is compared with."""
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return pd.Timestamp(str(value))
    if pd.api.types.is_timedelta64_dtype(column.dtype):
        return pd.Timedelta(seconds=durations.parse(str(value)).seconds or 0)
    if pd.api.types.is_string_dtype(column.dtype):
        return str(value)
    return value
