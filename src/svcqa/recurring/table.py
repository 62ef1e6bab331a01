"""The table of periods: when each begins and ends, by when it is due, and when something counts for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from svcqa.checks import Context
from svcqa.duerules import DueDays
from svcqa.durations import Duration
from svcqa.periods import KINDS, Periods, add_days, add_months
from svcqa.recurring.settings import Recurring

_MARGIN = np.timedelta64(800, "D")
"""Due days lie no further from their period than this, unless the rule says how far."""
_ALL_DAYS = ("24x7", "calendar_day")


@dataclass(frozen=True, eq=False)
class PeriodTable:
    """The periods that may be judged, in order, one after the other without a gap."""

    kind: Periods
    first: np.ndarray
    last: np.ndarray
    due: DueDays
    """By when: the last day of the period or of its window, where the rule names no day; NaT: the calendar has none."""
    opens: np.ndarray
    """First day on which something counts for it: of its window, or of the time after it; NaT where any day will do."""
    closes: np.ndarray
    """Last day of its window; NaT where there is none."""
    open: np.ndarray
    """It is not over at the audit moment."""
    asked: np.ndarray
    """Something is expected for it: days on which nobody works are not asked for."""
    begin: int
    """Position of the first period to be judged."""
    end: int
    """Position after the last, of those that lie ahead of what is judged too."""
    judged: int
    """Position after the last to be judged."""
    names: np.ndarray

    def holding(self, day: np.ndarray) -> np.ndarray:
        """Position of the period in which each day lies, or in whose window; -1 for none."""
        known = ~np.isnat(day)
        # the starts are sorted, but a window need not reach to the next one
        starts, ends = (self.first, self.last) if np.isnat(self.closes).all() else (self.opens, self.closes)
        found = np.searchsorted(starts, np.where(known, day, starts[:1] if len(starts) else day), side="right") - 1
        inside = known & (found >= 0)
        inside[inside] &= day[inside] <= ends[found[inside]]
        return np.where(inside, found, -1)

    def of_first(self, day: np.ndarray) -> np.ndarray:
        """Position of the period that begins on each day; -1 for none."""
        known = ~np.isnat(day)
        found = np.searchsorted(self.first, np.where(known, day, self.first[:1] if len(self.first) else day))
        found = np.minimum(found, len(self.first) - 1)
        return np.where(known & (len(self.first) > 0) & (self.first[found] == day), found, -1)

    def candidates(self, name: object) -> tuple[np.ndarray, bool]:
        """Periods that may be meant by a name that names none of them; and whether the name tells anything."""
        written = str(name)
        for kind in KINDS:
            if kind != self.kind.kind:
                other = Periods(kind, self.kind.year_start)
                begins = other.named([written])
                if not np.isnat(begins[0]):
                    return np.flatnonzero((self.last >= begins) & (self.first <= other.last(begins))), True
        years = sorted({str(day)[:4] for day in (*self.first.tolist(), *self.last.tolist())})
        found = self.of_first(self.kind.named([f"{year}{sign}{written}" for year in years for sign in ("年", "-")]))
        found = np.unique(found[found >= 0])
        return found, len(found) > 0


def table_of(settings: Recurring, context: Context, begin: np.datetime64) -> PeriodTable:
    """The periods of a duty; ``begin`` is the first day from which it may hold, where the audit has no beginning."""
    assert settings.every is not None  # noqa: S101 - asked for only where there is one
    kind = Periods(settings.every, settings.year_start)
    today = np.datetime64(context.as_of, "D")
    since = np.datetime64(context.period.first, "D") if context.period.first else begin
    since = today if np.isnat(since) else since
    margin = _MARGIN + _reach(settings)
    ahead = context.as_of if context.ahead is None else context.ahead
    far = max(np.datetime64(context.period.last, "D"), np.datetime64(max(ahead, context.as_of), "D"))
    first = _between(kind, since - margin, far + margin)
    last = kind.last(first)
    working = context.calendar(settings.calendar).workdays
    due, asked = DueDays(last, last), np.ones(len(first), dtype=bool)
    if settings.every == "day" and settings.calendar not in _ALL_DAYS:
        works, covered = working.is_workday(first)
        asked, due = works | ~covered, DueDays(*(np.where(covered, last, np.datetime64("NaT", "D")) for _ in range(2)))
    opens, closes = (np.full(len(first), np.datetime64("NaT", "D")) for _ in range(2))
    if settings.due is not None:
        rule = settings.due.per(settings.every)
        due = rule.days(first, working, roll=settings.roll, year_start=settings.year_start)
        after = add_days(last, 1)
        waits = rule.premature(last.astype("datetime64[us]"), first, year_start=settings.year_start)
        opens = np.where(waits, after, opens)
    elif settings.window is not None:
        opens = _moved(add_days(last, 1), settings.window.before, -1)
        closes = _moved(last, settings.window.after, 1)
        due = DueDays(closes, closes)
    day = np.where(np.isnat(due.latest), last, due.latest)
    end_of_day = add_days(day, 1).astype("datetime64[us]") - np.timedelta64(1, "us")
    # an audit as of a day is of its end: whatever the day brought is there
    is_open = np.asarray(end_of_day > np.datetime64(context.as_of, "us"))
    start, end = _judged(first, day, int((~is_open).sum()), context)
    if context.period.first is None:
        # where nothing says since when, the last one that is over is asked for
        start = int((~is_open).sum()) - 1 if np.isnat(begin) else int((last < begin).sum())
    start, end = max(start, 0), max(start, end)
    further = max(end, _ahead(day, context))
    return PeriodTable(
        kind, first, last, due, opens, closes, is_open, asked, start, further, end, kind.names(first)
    )  # fmt: skip


def _ahead(day: np.ndarray, context: Context) -> int:
    """Position after the last period that falls due in the time of which is listed what falls due."""
    if context.ahead is None or context.period.last < context.as_of.date():
        return 0
    return int((day <= context.ahead.to_datetime64().astype("datetime64[D]")).sum())


def _between(kind: Periods, begin: np.datetime64, end: np.datetime64) -> np.ndarray:
    """First days of all periods between two days."""
    return np.unique(kind.first(np.arange(begin, end)))


def _judged(first: np.ndarray, day: np.ndarray, over: int, context: Context) -> tuple[int, int]:
    """Which periods are judged: those due within the audit, and those begun or next to come if it reaches today."""
    span = context.period
    start = int((day < np.datetime64(span.first, "D")).sum()) if span.first else 0
    if span.last < context.as_of.date():
        return start, int((day <= np.datetime64(span.last, "D")).sum())
    begun = int((first <= np.datetime64(context.as_of, "D")).sum())
    return start, max(begun, over + 1)


def _reach(settings: Recurring) -> np.timedelta64:
    """How far from its period a due day or a window may lie at most."""
    lengths: Sequence[Duration | None] = (
        settings.due.after if settings.due else None,
        settings.window.after if settings.window else None,
        settings.window.before if settings.window else None,
    )
    unit = {"d": 1, "wd": 3, "w": 7, "mo": 31, "y": 366}
    return np.timedelta64(sum(int(one.amount) * unit.get(one.unit, 1) for one in lengths if one is not None), "D")


def _moved(day: np.ndarray, length: Duration, sign: int) -> np.ndarray:
    count = sign * int(length.amount)
    if length.unit in {"mo", "y"}:
        return add_months(day, count * (12 if length.unit == "y" else 1))
    return add_days(day, count * (7 if length.unit == "w" else 1))


def whole_days(values: np.ndarray, index: pd.Index) -> pd.Series:
    """Days as evidence."""
    return pd.Series(values.astype("datetime64[us]"), index=index)
