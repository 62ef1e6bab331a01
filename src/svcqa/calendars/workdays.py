"""``cn_workday``: the working days of China, counted from one table of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

import numpy as np
import pandas as pd

from svcqa.calendars.counting import end_of_day
from svcqa.durations import Duration, shift
from svcqa.errors import ConfigError, Problem
from svcqa.text import Text

Days = Mapping[dt.date, Literal["work", "rest"] | str]
"""Days the organisation works or rests on, against the calendar."""
_DAY = np.timedelta64(1, "D")
_NEVER = np.datetime64("NaT", "D")
_KINDS = ("work", "rest")


@dataclass(frozen=True, eq=False)
class Workdays:
    """``cn_workday``: Monday to Friday less public holidays plus make-up working days.

    The day of the event is day 0, also after hours; after an event on a rest day the next workday is day 1.

    ``extra`` overrides days of the table, and extends it where it goes on without a gap from the table's last day.
    A day outside the covered ones has no answer, and none is given by counting over it.

    Raises:
        ConfigError: an extra day is neither ``work`` nor ``rest``.
    """

    extra: Days = field(default_factory=dict)
    name: str = "cn_workday"

    def __post_init__(self) -> None:
        wrong = [(day, kind) for day, kind in self.extra.items() if kind not in _KINDS]
        if wrong:
            raise ConfigError.all_of(Problem(_WRONG.fill(name=self.name, day=day, kind=kind)) for day, kind in wrong)

    def due(self, start: pd.Series, limit: Duration) -> pd.Series:
        """See :meth:`Calendar.due`; days are working days, minutes and hours elapsed time."""
        if limit.seconds is not None:
            return shift(start, limit)
        if limit.unit not in {"d", "wd"}:
            return end_of_day(shift(start, limit))
        days = self.add(_dates(start), int(limit.amount))
        return end_of_day(pd.Series(days.astype("datetime64[us]"), index=start.index))

    def elapsed(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """See :meth:`Calendar.elapsed`; working days after the start up to the end's day, each said as one day.

        It says how long something took; whether a limit was kept is for :meth:`due` to say: after a limit that ends
        on a Friday, Saturday is late without a further working day.
        """
        counted, covered = self.between(_dates(start), _dates(end))
        length = np.where(covered, counted, np.timedelta64("NaT")).astype("timedelta64[D]")
        return pd.Series(length.astype("timedelta64[us]"), index=start.index)

    def is_workday(self, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For days (``datetime64``; a moment counts as its day): people work on it; the table covers it."""
        position, covered = self._positions(days)
        return self._table[position] & covered, covered

    def add(self, days: np.ndarray, count: int) -> np.ndarray:
        """The ``count``-th working day after (before, if negative) each day; NaT beyond the table."""
        position, covered = self._positions(days)
        if count > 0:
            return self._workday(self._upto[position + 1] + count - 1, covered)
        if count < 0:
            return self._workday(self._upto[position] + count, covered)
        return np.where(covered, days.astype("datetime64[D]"), _NEVER)

    def roll(self, days: np.ndarray, *, forward: bool = True) -> np.ndarray:
        """Each day itself if people work on it, else the next (or the previous) working day; NaT beyond the table."""
        position, covered = self._positions(days)
        if forward:
            return self._workday(self._upto[position], covered)
        return self._workday(self._upto[position + 1] - 1, covered)

    def between(self, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Working days after each start up to and including its end (negative if reversed); and whether covered."""
        first, first_covered = self._positions(start)
        last, last_covered = self._positions(end)
        counted = self._upto[last + 1] - self._upto[first + 1]
        return counted, first_covered & last_covered

    @property
    def workdays(self) -> Workdays:
        """See :meth:`Calendar.workdays`."""
        return self

    @property
    def consulted(self) -> bool:
        """Whether any answer came from the table, by whichever calendar it was asked for."""
        return "_table" in self.__dict__

    def describe(self) -> str:
        """See :meth:`Calendar.describe`; says how many days are the organisation's, and how many of them are no use."""
        from importlib.metadata import version

        first, last = _covered_years()
        told = f"chinesecalendar {version('chinesecalendar')}, {first}-{last}"
        if self.extra:
            told += f", {len(self.extra)} days of the organisation"
        if self._further:
            told += f", covered to {_beyond(last) + len(self._further) - 1}"
        known = np.array(list(self.extra), dtype="datetime64[D]")
        useless = int((~self._positions(known)[1]).sum())
        return f"{told}, {useless} of them not used: not covered" if useless else told

    @cached_property
    def _first(self) -> np.datetime64:
        return np.datetime64(f"{_covered_years()[0]}-01-01", "D")

    @cached_property
    def _further(self) -> list[bool]:
        """The organisation's days that go on from the last covered year without a gap: people work."""
        day, worked = dt.date(_covered_years()[1] + 1, 1, 1), []
        while day in self.extra:
            worked.append(self.extra[day] == "work")
            day += dt.timedelta(days=1)
        return worked

    @property
    def _size(self) -> int:
        return len(_china()) + len(self._further)

    @cached_property
    def _table(self) -> np.ndarray:
        """Per covered day: people work."""
        table = np.concatenate([_china(), np.array(self._further, dtype=bool)])
        position, covered = self._positions(np.array(list(self.extra), dtype="datetime64[D]"))
        works = np.array([kind == "work" for kind in self.extra.values()], dtype=bool)
        table[position[covered]] = works[covered]
        return table

    @cached_property
    def _worked(self) -> np.ndarray:
        """Positions of the working days."""
        return np.flatnonzero(self._table)

    @cached_property
    def _upto(self) -> np.ndarray:
        """How many working days lie before each position (one more of them than days)."""
        return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(self._table)])

    def _positions(self, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        known = ~np.isnat(days)
        position = (np.where(known, days.astype("datetime64[D]"), self._first) - self._first) // _DAY
        covered = known & (position >= 0) & (position < self._size)
        return np.where(covered, position, 0), covered

    def _workday(self, target: np.ndarray, covered: np.ndarray) -> np.ndarray:
        """The days of positions in the list of working days; NaT where there is no such position."""
        inside = covered & (target >= 0) & (target < len(self._worked))
        found = self._first + self._worked[np.where(inside, target, 0)].astype("timedelta64[D]")
        return np.where(inside, found, _NEVER)


_WRONG = Text(
    zh="日历“{name}”的{day}写成了“{kind}”；只能写work（上班）或rest（休息）。",
    en="calendar '{name}' says '{kind}' for {day}; only work or rest can be said of a day.",
)


@cache
def _china() -> np.ndarray:
    """Per day of the years the package covers: people work."""
    from chinese_calendar.constants import holidays, workdays

    first, last = _covered_years()
    days = np.arange(np.datetime64(f"{first}-01-01", "D"), _beyond(last))
    off, made_up = (np.isin(days, np.array(list(some), dtype="datetime64[D]")) for some in (holidays, workdays))
    return np.asarray(np.is_busday(days) & ~off | made_up)


@cache
def _covered_years() -> tuple[int, int]:
    from chinese_calendar.constants import holidays

    years = {day.year for day in holidays}
    return min(years), max(years)


def _beyond(year: int) -> np.datetime64:
    """The first day after a year."""
    return np.datetime64(f"{year + 1}-01-01", "D")


def _dates(moments: pd.Series) -> np.ndarray:
    return moments.to_numpy().astype("datetime64[D]")
