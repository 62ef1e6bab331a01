"""A calendar for each record: a column names it, such as the outlet's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from svcqa.calendars.counting import Calendar, Limit
from svcqa.calendars.named import Calendars
from svcqa.calendars.pauses import Pauses
from svcqa.duerules import Working
from svcqa.durations import Duration


@dataclass(frozen=True, eq=False)
class ByRecord:
    """The calendar each record names; a record that names none that is known has no answer.

    Everything it is asked is asked of all its records at once, in their order.
    """

    names: pd.Series
    calendars: Calendars
    name: str = "by record"

    def due(self, start: pd.Series, limit: Limit, *, before: bool = False, pauses: Pauses | None = None) -> pd.Series:
        """See :meth:`Calendar.due`."""
        found = start.mask(np.ones(len(start), dtype=bool)).astype(_micro(start))
        for calendar, at in self._groups:
            those = limit if isinstance(limit, Duration) else limit.iloc[at]
            mine = None if pauses is None else pauses.among(at, len(start))
            found.iloc[at] = calendar.due(start.iloc[at], those, before=before, pauses=mine).array
        return found

    def elapsed(self, start: pd.Series, end: pd.Series, *, pauses: Pauses | None = None) -> pd.Series:
        """See :meth:`Calendar.elapsed`."""
        found = pd.Series(np.full(len(start), np.timedelta64("NaT", "us")), index=start.index)
        for calendar, at in self._groups:
            mine = None if pauses is None else pauses.among(at, len(start))
            found.iloc[at] = calendar.elapsed(start.iloc[at], end.iloc[at], pauses=mine).array
        return found

    @property
    def workdays(self) -> Working:
        """See :meth:`Calendar.workdays`."""
        return _WorkdaysByRecord([(calendar.workdays, at) for calendar, at in self._groups])

    def unknown(self, count: int) -> np.ndarray:
        """See :meth:`Calendar.unknown`."""
        known = np.zeros(count, dtype=bool)
        for _, at in self._groups:
            known[at] = True
        return ~known

    @cached_property
    def _groups(self) -> list[tuple[Calendar, np.ndarray]]:
        codes, names = pd.factorize(self.names)
        found = [(code, str(name)) for code, name in enumerate(names) if str(name) in self.calendars]
        return [(self.calendars(name), np.flatnonzero(codes == code)) for code, name in found]


@dataclass(frozen=True, eq=False)
class _WorkdaysByRecord:
    groups: list[tuple[Working, np.ndarray]]

    def add(self, days: np.ndarray, count: int) -> np.ndarray:
        return self._each(days, lambda working, some: working.add(some, count))

    def roll(self, days: np.ndarray, *, forward: bool = True) -> np.ndarray:
        return self._each(days, lambda working, some: working.roll(some, forward=forward))

    def _each(self, days: np.ndarray, ask: Callable[[Working, np.ndarray], np.ndarray]) -> np.ndarray:
        found = np.full(len(days), np.datetime64("NaT", "D"))
        for working, at in self.groups:
            found[at] = ask(working, days[at])
        return found


def _micro(column: pd.Series) -> Any:
    zone = getattr(column.dtype, "tz", None)
    return "datetime64[us]" if zone is None else pd.DatetimeTZDtype("us", zone)
