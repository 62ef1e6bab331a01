"""Working days, counted from one table of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np

from svcqa.calendars.zones import FIRST_YEAR, LAST_YEAR
from svcqa.errors import WrongValueError
from svcqa.hours import REST, WORK

Days = Mapping[dt.date, str]
"""Days the organisation works (``work``) or rests on (``rest``), against the table."""
_DAY = np.timedelta64(1, "D")
_NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True, eq=False)
class Workdays:
    """Working days: those of China, or those of a week.

    China: Monday to Friday less public holidays plus make-up working days. The day of an event is day 0, also after
    hours; after an event on a rest day the next workday is day 1. All take arrays of ``datetime64`` (a moment counts
    as its day).

    ``extra`` overrides days of the table, and extends it where it goes on without a gap from the table's last day.
    A day outside the covered ones has no answer, and none is given by counting over it.

    Raises:
        WrongValueError: an extra day is neither ``work`` nor ``rest``.
    """

    extra: Days = field(default_factory=dict)
    week: tuple[bool, ...] | None = None
    """On which of Monday to Sunday people work, whatever the public holidays; None: as China does."""

    def __post_init__(self) -> None:
        for day, kind in self.extra.items():
            if kind not in {WORK, REST}:
                raise WrongValueError(
                    f"{day}写成了“{kind}”；只能写work（上班）或rest（休息）",
                    f"'{kind}' is said of {day}; only work or rest can be said of a day",
                )

    def is_workday(self, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each day: people work on it; the table covers it."""
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

    def counted(self, days: np.ndarray, *, including: bool) -> np.ndarray:
        """Working days of the table up to each day, the day itself included or not, as ``timedelta64[D]``; or NaT."""
        position, covered = self._positions(days)
        counted = self._upto[position + int(including)].astype("timedelta64[D]")
        return np.where(covered, counted, np.timedelta64("NaT"))

    def numbered(self, counts: np.ndarray) -> np.ndarray:
        """The first, second … working day of the table (``timedelta64[D]``); NaT where there is no such."""
        return self._workday(counts.astype(np.int64) - 1, ~np.isnat(counts))

    def table(self) -> tuple[np.ndarray, np.ndarray]:
        """All covered days, and True where people work."""
        return self._first + np.arange(self._size), self._table

    @property
    def consulted(self) -> bool:
        """Whether any answer came from the table, by whichever calendar it was asked for."""
        return "_table" in self.__dict__

    def describe(self) -> str:
        """Source, version and years covered; how many days are the organisation's, and how many of them no use."""
        first, last = self._years
        told = f"weekdays, {first}-{last}" if self.week else f"chinesecalendar {_version()}, {first}-{last}"
        if self.extra:
            told += f", {len(self.extra)} days of the organisation"
        if self._further:
            told += f", covered to {_beyond(last) + len(self._further) - 1}"
        known = np.array(list(self.extra), dtype="datetime64[D]")
        useless = int((~self._positions(known)[1]).sum())
        return f"{told}, {useless} of them not used: not covered" if useless else told

    @property
    def _years(self) -> tuple[int, int]:
        return (FIRST_YEAR, LAST_YEAR) if self.week else _covered_years()

    @cached_property
    def _first(self) -> np.datetime64:
        return np.datetime64(f"{self._years[0]}-01-01", "D")

    @cached_property
    def _further(self) -> list[bool]:
        """The organisation's days that go on from the last covered year without a gap: people work."""
        day, worked = dt.date(self._years[1] + 1, 1, 1), []
        while day in self.extra:
            worked.append(self.extra[day] == WORK)
            day += dt.timedelta(days=1)
        return worked

    @property
    def _size(self) -> int:
        return int((_beyond(self._years[1]) - self._first) // _DAY) + len(self._further)

    @cached_property
    def _table(self) -> np.ndarray:
        """Per covered day: people work."""
        usual = _weekly(self.week, self._years) if self.week else _china()
        table = np.concatenate([usual, np.array(self._further, dtype=bool)])
        position, covered = self._positions(np.array(list(self.extra), dtype="datetime64[D]"))
        works = np.array([kind == WORK for kind in self.extra.values()], dtype=bool)
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
        if not len(self._worked):
            return np.full(len(target), _NEVER)
        found = self._first + self._worked[target.clip(0, len(self._worked) - 1)].astype("timedelta64[D]")
        return np.where(inside, found, _NEVER)


def _weekly(week: tuple[bool, ...], years: tuple[int, int]) -> np.ndarray:
    days = np.arange(np.datetime64(f"{years[0]}-01-01", "D"), _beyond(years[1]))
    # day 0, 1970-01-01, was a Thursday
    return np.array(week)[(days.astype(np.int64) + 3) % 7]


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


def _version() -> str:
    from importlib.metadata import version

    return version("chinesecalendar")


def _beyond(year: int) -> np.datetime64:
    """The first day after a year."""
    return np.datetime64(f"{year + 1}-01-01", "D")
