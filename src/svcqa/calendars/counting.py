"""How time counts: when a limit ends, and how much time has passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeGuard

import numpy as np
import pandas as pd

from svcqa.calendars.clocks import Clock, Dates, Running, WorkingDays
from svcqa.calendars.pauses import Merged, Pauses, merged
from svcqa.calendars.workdays import Workdays
from svcqa.calendars.zones import Zone
from svcqa.duerules import Working
from svcqa.durations import Duration, shift

_NO_TIME = np.datetime64("NaT", "us")
_DATES = Dates()
Limit = Duration | pd.Series
"""A duration, or a column of lengths of time (``timedelta64``), one for each record."""


class Calendar(Protocol):
    """How time counts.

    Moments are columns of ``datetime64``. Without a time zone they are what the clocks show where the calendar
    applies; with one they are moments, and so are the answers. Nothing is rounded: microseconds are kept.
    """

    @property
    def name(self) -> str:
        """What a ruleset calls it."""
        ...  # pragma: no cover

    def due(self, start: pd.Series, limit: Limit, *, before: bool = False, pauses: Pauses | None = None) -> pd.Series:
        """The last moment that is still within the limit after ``start``; NaT where the calendar has no answer.

        ============  ================  ========================  ========================  ======================
        limit in      ``24x7``          ``calendar_day``          ``cn_workday``            a calendar with hours
        ============  ================  ========================  ========================  ======================
        s, m, h       elapsed time      the date the limit        elapsed time              open time
                                        falls on
        d             dates             dates                     working days              working days
        w, mo, y      dates             dates                     dates                     dates
        wd            China's working   China's working days      its working days          its working days
                      days
        ============  ================  ========================  ========================  ======================

        The day of the event is day 0 whatever its hour, and what is counted in days ends with the last microsecond
        of its last day: ``14d`` is kept until the end of the fourteenth day after, ``336h`` to the minute. Months
        and years end on the corresponding day. Working days are counted from the next workday on, also after an
        event on a rest day. Of moments that are all as far away in open time the earliest is given: what is due
        exactly at closing is due then, not at the next opening; no time at all after a start is the start itself.

        Args:
            start: the moments from which it counts.
            limit: how long.
            before: count back from ``start``; then the moment from which on it is within the limit.
            pauses: times that do not count, of the records of ``start``. On days, a pause takes away the days after
                the one on which it begins, up to the one on which it ends.

        Raises:
            TypeError: moments with and without a time zone are mixed.
        """
        ...  # pragma: no cover

    def elapsed(self, start: pd.Series, end: pd.Series, *, pauses: Pauses | None = None) -> pd.Series:
        """Time from start to end as the calendar counts it (``timedelta64[us]``); NaT where it has no answer.

        Calendars of days count whole days; whether a limit was kept is for :meth:`due` to say: after a limit that
        ends on a Friday, Saturday is late without a further working day. An end before its start has no answer.

        Args:
            start: the moments from which it counts.
            end: the moments up to which it counts.
            pauses: times that do not count, see :meth:`due`.

        Raises:
            TypeError: moments with and without a time zone are mixed.
        """
        ...  # pragma: no cover

    @property
    def workdays(self) -> Working:
        """The working days it goes by."""
        ...  # pragma: no cover

    def unknown(self, count: int) -> np.ndarray:
        """True for those of ``count`` records for which no calendar is known."""
        ...  # pragma: no cover


@dataclass(frozen=True, eq=False)
class ByClocks:
    """A calendar made of clocks: one for minutes and hours, one for days, one for the time that has passed."""

    name: str
    workdays: Workdays
    zone: Zone
    time: Clock
    """Counts a limit in seconds, minutes or hours."""
    days: Clock
    """Counts a limit in days."""
    passing: Clock
    """Counts the time that has passed."""
    described: Callable[[], str]

    def due(self, start: pd.Series, limit: Limit, *, before: bool = False, pauses: Pauses | None = None) -> pd.Series:
        """See :meth:`Calendar.due`."""
        clock = self._clock(limit)
        moments = self._read(start, clock)
        amount = _days_to(moments, limit, before) if _by_date(limit) else _amount(limit, clock, len(moments))
        standing = self._standing(pauses, start, clock)
        return self._write(_reached(clock, moments, amount, standing, back=before), start, clock)

    def elapsed(self, start: pd.Series, end: pd.Series, *, pauses: Pauses | None = None) -> pd.Series:
        """See :meth:`Calendar.elapsed`."""
        _same_kind(start, end)
        clock = self.passing
        first, last = self._read(start, clock), self._read(end, clock)
        counted = clock.counted(last) - clock.counted(first)
        reversed_ = np.asarray(end.array < start.array) | (counted < np.timedelta64(0))
        counted = np.where(reversed_, np.timedelta64("NaT"), counted)
        standing = self._standing(pauses, start, clock)
        if standing is not None:
            counted = counted - _stood_still(clock, first, last, standing)
        return pd.Series(counted.astype("timedelta64[us]"), index=start.index)

    def unknown(self, count: int) -> np.ndarray:
        """See :meth:`Calendar.unknown`."""
        return np.zeros(count, dtype=bool)

    def describe(self) -> str:
        """Source, version and years covered."""
        return self.described()

    def _clock(self, limit: Limit) -> Clock:
        if not isinstance(limit, Duration) or limit.seconds is not None:
            return self.time
        if limit.unit == "wd":
            return WorkingDays(self.workdays)
        return self.days if limit.unit == "d" else _DATES

    def _read(self, column: pd.Series, clock: Clock) -> np.ndarray:
        """Moments as a clock takes them."""
        aware = _aware(column)
        values = (column.dt.tz_convert(None) if aware else column).to_numpy()
        values = np.ascontiguousarray(values.astype("datetime64[us]"))
        if aware and clock.told == "wall":
            return self.zone.walls(values)
        return self.zone.instants(values) if clock.told == "instant" and not aware else values

    def _write(self, values: np.ndarray, like: pd.Series, clock: Clock) -> pd.Series:
        """Moments of a clock as the column they came from."""
        if not _aware(like):
            shown = self.zone.walls(values) if clock.told == "instant" else values
            return pd.Series(shown, index=like.index)
        moments = self.zone.instants(values) if clock.told == "wall" else values
        return pd.Series(moments, index=like.index).dt.tz_localize("UTC").dt.tz_convert(like.dt.tz)

    def _standing(self, pauses: Pauses | None, start: pd.Series, clock: Clock) -> Merged | None:
        if pauses is None or not len(pauses.record):
            return None
        _same_kind(start, pauses.start, pauses.end)
        return merged(pauses.record, self._read(pauses.start, clock), self._read(pauses.end, clock))


def elapsed_time(workdays: Workdays, zone: Zone) -> ByClocks:
    """``24x7``: the clock never stands still; working days are those of China."""
    return ByClocks("24x7", workdays, zone, Running(), _DATES, Running(), partial(str, "elapsed time"))


def calendar_days(workdays: Workdays, zone: Zone) -> ByClocks:
    """``calendar_day``: dates are compared, the time of day does not matter; 24 h are one day."""
    return ByClocks("calendar_day", workdays, zone, _DATES, _DATES, _DATES, partial(str, "calendar dates"))


def working_days(name: str, workdays: Workdays, zone: Zone) -> ByClocks:
    """``cn_workday`` and its like without hours: days are working days, minutes and hours elapsed time."""
    days = WorkingDays(workdays)
    return ByClocks(name, workdays, zone, Running(), days, days, workdays.describe)


def _by_date(limit: Limit) -> TypeGuard[Duration]:
    return isinstance(limit, Duration) and limit.unit in {"w", "mo", "y"}


def _days_to(moments: np.ndarray, limit: Duration, before: bool) -> np.ndarray:
    """Days to the date that corresponds: how many there are depends on the moment."""
    shifted = shift(pd.Series(moments), limit, -1 if before else 1).to_numpy()
    return np.asarray(np.abs(_DATES.counted(shifted) - _DATES.counted(moments)))


def _amount(limit: Limit, clock: Clock, count: int) -> np.ndarray:
    """A limit as the clock counts it; a clock of dates counts the whole days in it. Less than nothing is no limit."""
    if isinstance(limit, Duration):
        seconds = limit.seconds
        if seconds is None:
            return np.full(count, np.timedelta64(int(limit.amount), "D"))
        lengths = np.full(count, np.timedelta64(round(seconds * 1_000_000), "us"))
    else:
        lengths = limit.to_numpy().astype("timedelta64[us]")
        lengths = np.where(lengths < np.timedelta64(0), np.timedelta64("NaT"), lengths)
    return lengths.astype(f"timedelta64[{clock.unit}]")


def _reached(
    clock: Clock, moments: np.ndarray, amount: np.ndarray, standing: Merged | None, *, back: bool
) -> np.ndarray:
    """When the clock has counted an amount since (or before) each moment, less what it stood still."""
    sign = -1 if back else 1
    base = clock.counted(moments, back=back)
    found = clock.moment(base + sign * amount, back=back)
    none = amount == np.timedelta64(0)
    if none.any():
        found = np.where(none, clock.at_once(moments, back=back), found)
    if standing is None:
        return found
    for turn in standing.turns(back=back):
        # what lies beyond the start does not count, and a pause beyond the due moment comes too late
        here = turn.up_to(moments) if back else turn.since(moments)
        due = found[here.record]
        met = here.only((here.end >= due) if back else (here.start < due))
        stood = clock.counted(met.end, back=back) - clock.counted(met.start, back=back)
        some = ~(stood == np.timedelta64(0))
        late = met.record[some]
        amount[late] += stood[some]
        found[late] = clock.moment(base[late] + sign * amount[late], back=back)
    found[standing.unknown] = _NO_TIME
    return found


def _stood_still(clock: Clock, first: np.ndarray, last: np.ndarray, standing: Merged) -> np.ndarray:
    """What each record's pauses take away between two moments."""
    met = standing.since(first).up_to(last)
    total = np.zeros(len(first), dtype=f"timedelta64[{clock.unit}]")
    np.add.at(total, met.record, clock.counted(met.end) - clock.counted(met.start))
    total[standing.unknown] = np.timedelta64("NaT")
    return total


def _aware(column: pd.Series) -> bool:
    return isinstance(column.dtype, pd.DatetimeTZDtype)


def _same_kind(*columns: pd.Series) -> None:
    if len({_aware(column) for column in columns}) > 1:
        raise TypeError("moments with and without a time zone cannot be compared")
