"""Comparisons: tests of one field, against literals, another field, or the age of a date.

A date without a time of day stands for any moment of its day. Against a time of that same day its order is not known;
against days (another date, or a limit in days and longer) it is enough.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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


@dataclass(frozen=True)
class Leaf:
    """A test of one field."""

    field: str

    def fields(self) -> list[str]:
        """The fields it reads."""
        return [self.field]

    def literals(self) -> Iterator[tuple[str, Any]]:
        """(field, literal) it compares."""
        return iter(())

    def relations(self) -> Iterator[tuple[str, str | None]]:
        """(field, other field) it compares; ``None`` for the age of a date."""
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
    plus: durations.Duration | None = None
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
            aged = durations.shift(left, self.age)
            # days and longer are counted by the calendar: the last one is over when its day is
            return (aged, moment.as_of) if self.age.seconds is not None else (_day(aged), moment.as_of.normalize())
        if self.other is None:
            return left, _literal(self.value, left)
        right = moment.column(self.other)
        if self.plus is None:
            return left, right
        later = durations.shift(right, self.plus)
        return (left, later) if self.plus.seconds is not None else (_day(left), _day(later))

    def _same_day(self, moment: Moment) -> np.ndarray:
        """A date against a time of the same day: nobody knows which was first. Two dates are compared as days."""
        import numpy as np
        import pandas as pd

        left, right = moment.column(self.field), moment.column(self.other or "")
        by_days = self.plus is not None and self.plus.seconds is None
        if by_days or not all(pd.api.types.is_datetime64_any_dtype(one.dtype) for one in (left, right)):
            return np.zeros(len(left), dtype=bool)
        other = right if self.plus is None else durations.shift(right, self.plus)
        last = moment.last(self.other or "")
        last = last if self.plus is None else durations.shift(last, self.plus)
        left_last = moment.last(self.field)
        one_only = (left_last > left) != (last > other)
        found: np.ndarray = (one_only & (left <= last) & (other <= left_last)).to_numpy(dtype=bool)
        return found

    def fields(self) -> list[str]:
        """See :meth:`Leaf.fields`."""
        return [self.field] if self.other is None else [self.field, self.other]

    def literals(self) -> Iterator[tuple[str, Any]]:
        """See :meth:`Leaf.literals`."""
        if self.other is None and self.age is None:
            yield self.field, self.value

    def relations(self) -> Iterator[tuple[str, str | None]]:
        """See :meth:`Leaf.relations`."""
        if self.other is not None or self.age is not None:
            yield self.field, self.other


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
