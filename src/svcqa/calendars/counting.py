"""How time counts: what every calendar can do, and the two calendars that need no table of days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import pandas as pd

from svcqa.durations import Duration, shift

if TYPE_CHECKING:
    from svcqa.calendars.workdays import Workdays

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

    def elapsed(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Time from start to end as the calendar counts it; NaT where it has no answer.

        Calendars of days count whole days. An end before its start never counts more than nothing; on days it may
        count nothing, so ask :func:`elapsed_time` which pairs are reversed.
        """
        ...  # pragma: no cover

    @property
    def workdays(self) -> Workdays:
        """The working days it goes by."""
        ...  # pragma: no cover

    def describe(self) -> str:
        """Source, version and years covered."""
        ...  # pragma: no cover


class Spans(NamedTuple):
    """Times between pairs of moments."""

    length: np.ndarray
    """``timedelta64[us]`` as the calendar counts; where reversed negative or nothing; NaT where there is no answer."""
    covered: np.ndarray
    """True where both moments are known and the calendar covers them."""
    reversed: np.ndarray
    """True where the end lies before its start: the time between says nothing then."""


def due_moment(start: np.ndarray, limit: Duration, calendar: Calendar) -> tuple[np.ndarray, np.ndarray]:
    """The last moment at which an event after ``start`` still conforms.

    The rule, by unit and calendar:

    ============  ==========================  ==========================  =================================
    limit in      ``24x7``                    ``calendar_day``            ``cn_workday``
    ============  ==========================  ==========================  =================================
    s, m, h       start + elapsed time        the day start's date plus   start + elapsed time
                                              the limit falls on
    d             start's date + days         start's date + days         start's date + *working* days
    w, mo, y      start's date + calendar     as on ``24x7``              as on ``24x7``
    wd            as on ``cn_workday``        as on ``cn_workday``        start's date + working days
    ============  ==========================  ==========================  =================================

    Except for elapsed time, the day of the event is day 0 whatever its hour, and the limit ends with the last
    microsecond of its last day. So ``14d`` is kept until the end of the fourteenth day after, ``336h`` to the minute.
    Working days are counted from the next workday on, also after an event on a rest day.

    Args:
        start: moments, ``datetime64``; NaT has no answer.
        limit: the duration.
        calendar: how time counts.

    Returns:
        The moments as ``datetime64[us]``, and True where there is an answer: start is known, and the calendar covers
        all days it must look at.
    """
    due = calendar.due(_column(start), limit).to_numpy()
    return due, ~np.isnat(due)


def elapsed_time(start: np.ndarray, end: np.ndarray, calendar: Calendar) -> Spans:
    """The time between pairs of moments (``datetime64``), and which pairs it says something about."""
    length = calendar.elapsed(_column(start), _column(end)).to_numpy()
    return Spans(length, ~np.isnat(length), end < start)


def end_of_day(moments: pd.Series) -> pd.Series:
    """The last moment of each day."""
    last: pd.Series = moments.dt.normalize() + _LAST
    return last


def _column(moments: np.ndarray) -> pd.Series:
    return pd.Series(moments.astype("datetime64[us]"))


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

    def elapsed(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """See :meth:`Calendar.elapsed`; to the microsecond."""
        passed: pd.Series = end - start
        return passed

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

    def elapsed(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """See :meth:`Calendar.elapsed`; whole days between the dates."""
        passed: pd.Series = end.dt.normalize() - start.dt.normalize()
        return passed

    def describe(self) -> str:
        """See :meth:`Calendar.describe`."""
        return "calendar dates"
