"""Clocks: what is counted while time passes, and when so much of it has been counted.

Every clock counts from some beginning of its own: only differences mean something. On clocks of days what is due on
a day is due with the last microsecond of that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

import numpy as np

from svcqa.calendars.opening import OpenTime, open_time
from svcqa.calendars.workdays import Workdays
from svcqa.calendars.zones import Zone
from svcqa.hours import CalendarSetup

LAST_OF_DAY = np.timedelta64(86_400_000_000 - 1, "us")
Told = Literal["wall", "instant", "either"]


class Clock(Protocol):
    """Counts while time passes."""

    @property
    def told(self) -> Told:
        """Whether it takes what clocks on the wall show, or moments (UTC)."""
        ...  # pragma: no cover

    @property
    def unit(self) -> Literal["us", "D"]:
        """What its counts are: ``timedelta64`` of microseconds, or of days."""
        ...  # pragma: no cover

    def counted(self, moments: np.ndarray, *, back: bool = False) -> np.ndarray:
        """The count up to each moment (``datetime64[us]``); NaT where the clock does not know.

        ``back``: so that counting backwards begins with what lies before it.
        """
        ...  # pragma: no cover

    def moment(self, counts: np.ndarray, *, back: bool) -> np.ndarray:
        """The earliest moment at which a count is reached (``datetime64[us]``); NaT where the clock does not know."""
        ...  # pragma: no cover

    def at_once(self, moments: np.ndarray, *, back: bool) -> np.ndarray:
        """When nothing has been counted since each moment."""
        ...  # pragma: no cover


@dataclass(frozen=True)
class Running:
    """The clock that never stands still."""

    told: Told = "either"
    unit: Literal["us", "D"] = "us"

    def counted(self, moments: np.ndarray, *, back: bool = False) -> np.ndarray:
        """See :meth:`Clock.counted`."""
        return moments.view("timedelta64[us]")

    def moment(self, counts: np.ndarray, *, back: bool) -> np.ndarray:
        """See :meth:`Clock.moment`."""
        return counts.view("datetime64[us]")

    def at_once(self, moments: np.ndarray, *, back: bool) -> np.ndarray:
        """See :meth:`Clock.at_once`."""
        return moments


@dataclass(frozen=True)
class Dates:
    """Counts dates."""

    told: Told = "wall"
    unit: Literal["us", "D"] = "D"

    def counted(self, moments: np.ndarray, *, back: bool = False) -> np.ndarray:
        """See :meth:`Clock.counted`."""
        return moments.astype("datetime64[D]").view("timedelta64[D]")

    def moment(self, counts: np.ndarray, *, back: bool) -> np.ndarray:
        """See :meth:`Clock.moment`."""
        return _ends(counts.view("datetime64[D]"))

    def at_once(self, moments: np.ndarray, *, back: bool) -> np.ndarray:
        """See :meth:`Clock.at_once`."""
        return _ends(moments.astype("datetime64[D]"))


@dataclass(frozen=True)
class WorkingDays:
    """Counts working days; the day of the event is day 0, also after hours or on a rest day."""

    workdays: Workdays
    told: Told = "wall"
    unit: Literal["us", "D"] = "D"

    def counted(self, moments: np.ndarray, *, back: bool = False) -> np.ndarray:
        """See :meth:`Clock.counted`."""
        return self.workdays.counted(moments, including=not back)

    def moment(self, counts: np.ndarray, *, back: bool) -> np.ndarray:
        """See :meth:`Clock.moment`."""
        return _ends(self.workdays.numbered(counts + 1 if back else counts))

    def at_once(self, moments: np.ndarray, *, back: bool) -> np.ndarray:
        """See :meth:`Clock.at_once`."""
        return _ends(self.workdays.add(moments, 0))


@dataclass(frozen=True, eq=False)
class Hours:
    """Counts open time."""

    setup: CalendarSetup
    workdays: Workdays
    zone: Zone
    told: Told = "instant"
    unit: Literal["us", "D"] = "us"

    def counted(self, moments: np.ndarray, *, back: bool = False) -> np.ndarray:
        """See :meth:`Clock.counted`."""
        return self.table.before(moments)

    def moment(self, counts: np.ndarray, *, back: bool) -> np.ndarray:
        """See :meth:`Clock.moment`."""
        return self.table.moment(counts)

    def at_once(self, moments: np.ndarray, *, back: bool) -> np.ndarray:
        """See :meth:`Clock.at_once`; forwards the moment itself, backwards the earliest from which nothing counts."""
        counted = self.table.before(moments)
        return self.table.moment(counted) if back else np.where(np.isnat(counted), np.datetime64("NaT"), moments)

    @cached_property
    def table(self) -> OpenTime:
        """The open time, made when it is first asked for."""
        return open_time(self.setup, self.workdays, self.zone)


def _ends(days: np.ndarray) -> np.ndarray:
    """The last moment of each day."""
    return np.asarray(days.astype("datetime64[us]") + LAST_OF_DAY)
