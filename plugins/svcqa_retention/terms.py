"""Terms: the last day of each record's retention period, under every reading that is possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Calendar, Duration

if TYPE_CHECKING:
    from svcqa_retention.retention import Retention

NO_DAY = np.datetime64("NaT", "D")
NEVER = np.datetime64("9999-12-31", "D")
LONG_AGO = np.datetime64("0001-01-01", "D")


@dataclass(frozen=True, eq=False)
class Terms:
    """The last day of the period of each record, which belongs to it; :data:`NEVER` where it does not end."""

    first: np.ndarray
    """The earliest of all readings."""
    last: np.ndarray
    """The latest."""
    unknown: np.ndarray
    """The event from which it runs is not written."""

    def taken(self, at: np.ndarray) -> Terms:
        """The periods of some records."""
        return Terms(self.first[at], self.last[at], self.unknown[at])


def terms_of(cases: pd.DataFrame, settings: Retention, calendar: Calendar) -> Terms:
    """The period of every record."""
    if settings.keep == "permanent" or settings.closed is None:
        never = np.full(len(cases), NEVER)
        return Terms(never, never, np.zeros(len(cases), dtype=bool))
    ends = np.stack([_end(day, cases, settings, calendar) for day in _triggers(cases, settings)])
    blank = np.isnat(ends)
    return Terms(
        np.where(blank, NEVER, ends).min(axis=0), np.where(blank, LONG_AGO, ends).max(axis=0), blank.all(axis=0)
    )


def _triggers(cases: pd.DataFrame, settings: Retention) -> Iterator[np.ndarray]:
    """The day from which the period runs, by each reading."""
    several = isinstance(settings.closed, tuple)
    places = [f"closed.{number}" for number in range(len(settings.closed or ()))] if several else ["closed"]
    for place in places:
        day = days(cases[place])
        for basis in (settings.basis,) if isinstance(settings.basis, str) else settings.basis:
            yield day if basis == "event" else _year_end(day)


def _year_end(day: np.ndarray) -> np.ndarray:
    return (day.astype("datetime64[Y]") + 1).astype("datetime64[D]") - 1


def _end(day: np.ndarray, cases: pd.DataFrame, settings: Retention, calendar: Calendar) -> np.ndarray:
    if isinstance(settings.keep, Duration):
        return after(day, settings.keep, calendar)
    if isinstance(settings.keep, tuple):
        longest: np.ndarray = np.stack([after(day, length, calendar) for length in settings.keep]).max(axis=0)
        return longest
    if settings.keep_years is not None:
        return _years_on(day, cases["keep_years"].to_numpy(), calendar)
    return days(pd.Series(day.astype("datetime64[us]"), index=cases.index) + cases["keep"])


def _years_on(day: np.ndarray, years: np.ndarray, calendar: Calendar) -> np.ndarray:
    """So many years after each day; no day where they are not whole, or none."""
    found = np.full(len(day), NO_DAY)
    for count in np.unique(years[(years > 0) & (years % 1 == 0)]):
        mine = np.flatnonzero(years == count)
        found[mine] = after(day[mine], Duration(float(count), "y"), calendar)
    return found


def after(day: np.ndarray, length: Duration, calendar: Calendar) -> np.ndarray:
    """The day that lies so much later; what never ends stays so."""
    ending = day < NEVER
    moved = days(calendar.due(pd.Series(np.where(ending, day, NO_DAY).astype("datetime64[us]")), length))
    return np.where(ending, moved, day)


def days(moments: pd.Series) -> np.ndarray:
    """The day of each moment."""
    return moments.to_numpy(dtype="datetime64[us]").astype("datetime64[D]")
