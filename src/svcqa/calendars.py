"""Calendars: when does a time limit end.

``24x7`` counts elapsed time; ``calendar_day`` compares dates; ``cn_workday`` knows the working days of China (public
holidays and make-up working days of the package chinesecalendar, extended by the organisation). A year the holiday
table does not cover is said to be not covered; it never falls back to plain weekdays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal, Protocol

import numpy as np
import pandas as pd

from svcqa.durations import Duration, shift

Days = Mapping[dt.date, Literal["work", "rest"] | str]
_DAY = np.timedelta64(1, "D")
_LAST = np.timedelta64(86_400_000_000 - 1, "us")


class Calendar(Protocol):
    """How time counts."""

    @property
    def name(self) -> str:
        """What a ruleset calls it."""
        ...  # pragma: no cover

    def due(self, start: pd.Series, limit: Duration) -> pd.Series:
        """The last moment that is still within the limit after ``start``; NaT where the calendar has no answer.

        A limit in days, working days, weeks, months or years ends when its last day ends.
        """
        ...  # pragma: no cover

    def describe(self) -> str:
        """Source, version and years covered."""
        ...  # pragma: no cover


@dataclass(frozen=True)
class Elapsed:
    """``24x7``: the clock never stands still; working days are those of China."""

    workdays: Workdays
    name: str = "24x7"

    def due(self, start: pd.Series, limit: Duration) -> pd.Series:
        """See :meth:`Calendar.due`."""
        if limit.unit == "wd":
            return self.workdays.due(start, limit)
        moved = shift(start, limit)
        return moved if limit.seconds is not None else end_of_day(moved)

    def describe(self) -> str:
        """See :meth:`Calendar.describe`."""
        return "elapsed time"


@dataclass(frozen=True)
class CalendarDays:
    """``calendar_day``: dates are compared, the time of day does not matter; 24 h are one day."""

    workdays: Workdays
    name: str = "calendar_day"

    def due(self, start: pd.Series, limit: Duration) -> pd.Series:
        """See :meth:`Calendar.due`; the limit counts from the start's date."""
        if limit.unit == "wd":
            return self.workdays.due(start, limit)
        return end_of_day(shift(start.dt.normalize(), limit))

    def describe(self) -> str:
        """See :meth:`Calendar.describe`."""
        return "calendar dates"


@dataclass(frozen=True, eq=False)
class Workdays:
    """``cn_workday``: Monday to Friday less public holidays plus make-up working days.

    The day of the event is day 0, also after hours; after an event on a rest day the next workday is day 1.
    """

    extra: Days = field(default_factory=dict)
    name: str = "cn_workday"

    def due(self, start: pd.Series, limit: Duration) -> pd.Series:
        """See :meth:`Calendar.due`; days are working days, minutes and hours elapsed time."""
        if limit.seconds is not None:
            return shift(start, limit)
        if limit.unit not in {"d", "wd"}:
            return end_of_day(shift(start, limit))
        days = self.add(start.to_numpy().astype("datetime64[D]"), int(limit.amount))
        return end_of_day(pd.Series(days.astype("datetime64[us]"), index=start.index))

    def is_workday(self, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For days (``datetime64[D]``): people work on it; the table covers it."""
        position, covered = self._positions(days)
        return self._table[position] & covered, covered

    def add(self, days: np.ndarray, count: int) -> np.ndarray:
        """The ``count``-th working day after (before, if negative) each day; NaT beyond the table."""
        position, covered = self._positions(days)
        worked = self._worked
        if count > 0:
            target = np.searchsorted(worked, position, side="right") + count - 1
        elif count < 0:
            target = np.searchsorted(worked, position, side="left") + count
        else:
            return np.where(covered, days, np.datetime64("NaT"))
        inside = covered & (target >= 0) & (target < len(worked))
        found = self._first + worked[np.where(inside, target, 0)].astype("timedelta64[D]")
        return np.where(inside, found, np.datetime64("NaT"))

    def between(self, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Working days after each start up to and including its end (negative if reversed); and whether covered."""
        first, first_covered = self._positions(start)
        last, last_covered = self._positions(end)
        counted = np.searchsorted(self._worked, last, side="right") - np.searchsorted(self._worked, first, side="right")
        return counted, first_covered & last_covered

    def describe(self) -> str:
        """See :meth:`Calendar.describe`."""
        from importlib.metadata import version

        more = f", {len(self.extra)} days of the organisation" if self.extra else ""
        first, last = _covered_years()
        return f"chinesecalendar {version('chinesecalendar')}, {first}-{last}{more}"

    @cached_property
    def _first(self) -> np.datetime64:
        return np.datetime64(f"{_covered_years()[0]}-01-01", "D")

    @cached_property
    def _table(self) -> np.ndarray:
        """Per day of the covered years: people work."""
        table = _china().copy()
        for day, kind in self.extra.items():
            position, covered = self._positions(np.array([day], dtype="datetime64[D]"), len(table))
            if covered[0]:
                table[position[0]] = kind == "work"
        return table

    @cached_property
    def _worked(self) -> np.ndarray:
        """Positions of the working days."""
        return np.flatnonzero(self._table)

    def _positions(self, days: np.ndarray, size: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        size = len(self._table) if size is None else size
        known = ~np.isnat(days)
        position = (np.where(known, days, self._first) - self._first) // _DAY
        covered = known & (position >= 0) & (position < size)
        return np.where(covered, position, 0), covered


@cache
def _china() -> np.ndarray:
    """Per day of the years the package covers: people work."""
    from chinese_calendar import is_workday

    first, last = _covered_years()
    days = np.arange(np.datetime64(f"{first}-01-01", "D"), np.datetime64(f"{last + 1}-01-01", "D"))
    return np.array([is_workday(day) for day in days.tolist()], dtype=bool)


def _covered_years() -> tuple[int, int]:
    from chinese_calendar.constants import holidays

    years = {day.year for day in holidays}
    return min(years), max(years)


def end_of_day(moments: pd.Series) -> pd.Series:
    """The last moment of each day."""
    last: pd.Series = moments.dt.normalize() + _LAST
    return last


class Calendars:
    """Calendars by name, with the organisation's own days; remembers which were used."""

    def __init__(self, extra: Mapping[str, Days] | None = None) -> None:
        days = extra or {}
        workdays = Workdays(days.get("cn_workday", {}))
        known: list[Calendar] = [Elapsed(workdays), CalendarDays(workdays), workdays]
        known += [Workdays(own, name) for name, own in days.items() if name != "cn_workday"]
        self._known = {one.name: one for one in known}
        self._used: set[str] = set()

    def __call__(self, name: str) -> Calendar:
        """The calendar of a name.

        Raises:
            KeyError: there is none; rulesets are checked for this before any record is read.
        """
        self._used.add(name)
        return self._known[name]

    def used(self) -> dict[str, str]:
        """Calendars asked for so far, described."""
        return {name: self._known[name].describe() for name in sorted(self._used)}
