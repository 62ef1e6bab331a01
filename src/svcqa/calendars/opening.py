"""Open time: how much of it lies before any moment, and when so much of it has run, from one table per calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from svcqa.calendars.workdays import Workdays
from svcqa.calendars.zones import Zone
from svcqa.hours import REST, WORK, CalendarSetup, Span, spans

_DAY = np.timedelta64(1, "D")
_DAY_US = 86_400_000_000
_NAT = np.iinfo(np.int64).min
_LATE = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class OpenTime:
    """Spans of open time in order, none touching another, from the first moment a calendar covers.

    All are microseconds (of UTC since 1970): whole numbers, so that nothing is rounded.
    """

    opens: np.ndarray
    closes: np.ndarray
    first: int
    """From this moment on the calendar knows what is open."""
    last: int
    """Up to this moment."""

    def before(self, moments: np.ndarray) -> np.ndarray:
        """Open time from the first covered moment up to each moment (``datetime64[us]``), as ``timedelta64[us]``.

        NaT outside what is covered.
        """
        given = moments.view(np.int64)
        inside = (given >= self.first) & (given <= self.last)
        at = np.where(inside, given, self.first)
        span = self._of_day[(at - self.first) // _DAY_US]
        for _ in range(self._most_a_day):
            span = span + (self._starts[span] <= at)
        span -= 1
        counted = self._upto[span] + np.minimum(at - self._starts[span], self._lengths[span])
        return np.where(inside, counted, _NAT).view("timedelta64[us]")

    def moment(self, counted: np.ndarray) -> np.ndarray:
        """The earliest moment before which so much open time lies; NaT where there is none.

        A moment that is both a closing and, later, the next opening is the closing.
        """
        wanted = counted.view(np.int64)
        inside = (wanted > 0) & (wanted <= self._upto[-1])
        span = np.searchsorted(self._upto, wanted) - 1
        found = np.minimum(self._starts[span], self.last) + (wanted - self._upto[span])
        return np.where(inside & (found <= self.last), found, _NAT).view("datetime64[us]")

    # one span of no length stands before the first, and one that never begins after the last: no case is special

    @cached_property
    def _starts(self) -> np.ndarray:
        return np.concatenate([[self.first], self.opens, [_LATE]])

    @cached_property
    def _lengths(self) -> np.ndarray:
        return np.concatenate([[0], self.closes - self.opens, [0]])

    @cached_property
    def _upto(self) -> np.ndarray:
        """Open time before each span."""
        return np.concatenate([[0], np.cumsum(self._lengths[:-1])])

    @cached_property
    def _of_day(self) -> np.ndarray:
        """How many spans have begun when each day (24 hours from the first covered moment) begins."""
        days = np.arange(self.first, self.last + _DAY_US, _DAY_US)
        return np.searchsorted(self._starts, days, side="right")

    @cached_property
    def _most_a_day(self) -> int:
        return int(np.diff(self._of_day, append=len(self._starts) - 1).max())


def open_time(setup: CalendarSetup, workdays: Workdays, zone: Zone) -> OpenTime:
    """The open time of a calendar with hours, on the days its working days cover."""
    days, worked = workdays.table()
    opened, closed = _usual(setup, days, worked)
    opened, closed = _union(opened, closed, *_breaks(setup))
    # a time that does not happen may come to lie after the next one: order and union are made again, by moments
    opened, closed = zone.instants(opened), zone.instants(closed)
    some = opened < closed
    opened, closed = _union(opened[some], closed[some])
    # a night that begins before the first covered day is not known
    spill = max([0, *(closing - 86_400 for of_day in _all(setup) for _, closing in of_day)])
    first = days[0].astype("datetime64[us]") + np.timedelta64(spill, "s")
    first, last = zone.instants(np.array([first, (days[-1] + _DAY).astype("datetime64[us]")])).view(np.int64)
    return _within(opened.view(np.int64), closed.view(np.int64), int(first), int(last))


def _within(opens: np.ndarray, closes: np.ndarray, first: int, last: int) -> OpenTime:
    opens = np.maximum(opens, first)
    some = opens < closes
    return OpenTime(opens[some], closes[some], first, last)


def _all(setup: CalendarSetup) -> list[tuple[Span, ...]]:
    return [*setup.pattern, *_own(setup).values()]


def _own(setup: CalendarSetup) -> dict[np.datetime64, tuple[Span, ...]]:
    """Days with hours of their own."""
    special = setup.special.items()
    return {np.datetime64(day, "D"): spans(said) for day, said in special if said not in {WORK, REST}}


def _usual(setup: CalendarSetup, days: np.ndarray, worked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Opening and closing times by the clock on the wall, before breaks."""
    own = _own(setup)
    usual = worked & ~np.isin(days, np.array(list(own), dtype="datetime64[D]"))
    weekday = (days.astype(np.int64) + 3) % 7
    of_days = [(days[usual & (weekday == number)], pattern) for number, pattern in enumerate(setup.pattern)]
    covered = {day: said for day, said in own.items() if days[0] <= day <= days[-1]}
    of_days += [(np.array([day]), said) for day, said in covered.items()]
    return _times([(some, span) for some, of_day in of_days for span in of_day])


def _breaks(setup: CalendarSetup) -> tuple[np.ndarray, np.ndarray]:
    taken = setup.taken_out.items()
    return _times([(np.array([day]), span) for day, of_day in taken for span in of_day])


def _times(parts: Sequence[tuple[np.ndarray, Span]]) -> tuple[np.ndarray, np.ndarray]:
    none = np.array([], dtype="datetime64[us]")
    opened, closed = (
        [some.astype("datetime64[us]") + np.timedelta64(span[side], "s") for some, span in parts] for side in (0, 1)
    )
    return np.concatenate([none, *opened]), np.concatenate([none, *closed])


def _union(
    opened: np.ndarray, closed: np.ndarray, off: np.ndarray | None = None, on: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The time covered by any span, less that between ``off`` and ``on``, as spans in order that do not touch."""
    nothing = opened[:0]
    off, on = (nothing if one is None else one for one in (off, on))
    shut = len(opened) + 1  # one break outweighs however many spans
    moments = np.concatenate([opened, closed, off, on])
    steps = np.repeat([1, -1, -shut, shut], [len(opened), len(closed), len(off), len(on)])
    times, at = np.unique(moments, return_inverse=True)
    depth = np.cumsum(np.bincount(at, weights=steps))
    is_open = depth > 0
    turned = np.diff(is_open, prepend=False)
    return times[turned & is_open], times[turned & ~is_open]
