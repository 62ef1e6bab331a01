"""Periods: which days are under audit, when "now" is, and what is reckoned in weeks, months, quarters and years.

The audit moment is given and never read from a clock inside a check; a date means its end. Timestamps are wall
clock in the site's zone.

The due rules take and give arrays of days; a moment counts as its day, and ``NaT`` stays ``NaT``. Weeks are ISO weeks
and begin on Monday. A day of the month beyond its end is its last day. What is due on a day is due until that day
ends. Rules that need working days are methods of :class:`svcqa.calendars.Workdays`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from svcqa.errors import UsageError
from svcqa.text import Text

if TYPE_CHECKING:
    import numpy as np

PeriodKind = Literal["week", "month", "quarter", "half", "year"]
ZONE = "Asia/Shanghai"
_MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_DAY_END = dt.time(23, 59, 59, 999_999)
_NAMED = re.compile(r"(\d{4})(?:-?(?:(Q)([1-4])|(H)([12])|(W)(\d{2})|()(\d{2})))?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?")
_HOW = Text(zh="请写成2024-03-05，或2024-03-05 15:20。", en="Write it as 2024-03-05, or 2024-03-05 15:20.")
_HOW_PERIOD = Text(
    zh="请写成2024-01-01..2024-12-31，或2024、2024Q1、2024H1、2024-03、2024-W09。",
    en="Write it as 2024-01-01..2024-12-31, or 2024, 2024Q1, 2024H1, 2024-03, 2024-W09.",
)


@dataclass(frozen=True)
class AsOf:
    """The audit moment, wall clock of the site's zone, and how it was written."""

    moment: dt.datetime
    written: str

    @classmethod
    def of(cls, given: str | dt.date | dt.datetime | None) -> AsOf:
        """Understand what a user gave; ``None`` is today in the site's zone. A date means its end.

        A moment with an offset is the same moment on the clock of the site's zone.

        Raises:
            UsageError: it is no date.
        """
        if given is None:
            given = dt.datetime.now(ZoneInfo(ZONE)).date()
        if isinstance(given, str) or str(given) == "NaT":
            given = _moment(str(given))
        if isinstance(given, dt.datetime):
            if given.tzinfo is not None:
                given = given.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
            return cls(given, given.isoformat(sep=" "))
        return cls(dt.datetime.combine(given, _DAY_END), given.isoformat())


def _moment(written: str) -> dt.date | dt.datetime:
    try:
        if _MOMENT.fullmatch(written):
            return dt.datetime.fromisoformat(written)
        return _day(written)
    except ValueError as error:
        raise UsageError.of(f"“{written}”不是日期。", f"'{written}' is no date.", where="--as-of", mend=_HOW) from error


def _day(written: str) -> dt.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        raise ValueError(written)
    return dt.date.fromisoformat(written)


@dataclass(frozen=True)
class Period:
    """Days under audit, both included; ``first`` is None for everything up to ``last``."""

    first: dt.date | None
    last: dt.date

    @classmethod
    def of(cls, given: str | Period | None, as_of: AsOf) -> Period:
        """Understand what a user gave; ``None`` is everything up to the audit moment.

        Raises:
            UsageError: it is no period, or it ends before it begins.
        """
        if given is None:
            return cls(None, as_of.moment.date())
        try:
            made = given if isinstance(given, Period) else _period(given.strip())
        except ValueError as error:
            raise UsageError.of(
                f"“{given}”不是期间。", f"'{given}' is no period.", where="--period", mend=_HOW_PERIOD
            ) from error
        if made.first and made.first > made.last:
            raise UsageError.of(
                f"期间“{given}”的结束早于开始。",
                f"the period '{given}' ends before it begins.",
                where="--period",
                mend=_HOW_PERIOD,
            )
        return made

    def contains(self, moments: np.ndarray) -> np.ndarray:
        """True where a moment (``datetime64``) lies on a day of the period; NaT does not."""
        import numpy as np

        # reckoned by numpy: the day after 9999-12-31, a usual "for ever", is beyond Python's dates
        inside = moments < np.datetime64(self.last, "D") + 1
        if self.first is not None:
            inside &= moments >= np.datetime64(self.first, "D")
        return np.asarray(inside, dtype=bool)

    def __str__(self) -> str:
        return f"{self.first or ''}..{self.last}"

    def overlaps(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Some day of the period lies between two days (``None``: open)."""
        return (first is None or first <= self.last) and (last is None or self.first is None or last >= self.first)


def _period(written: str) -> Period:
    if ".." in written:
        first, last = written.split("..", 1)
        return Period(_day(first) if first else None, _day(last))
    match = _NAMED.fullmatch(written)
    if match is None:
        raise ValueError(written)
    year = int(match[1])
    if match[3]:
        return _months(year, 3 * int(match[3]) - 2, 3)
    if match[5]:
        return _months(year, 6 * int(match[5]) - 5, 6)
    if match[7]:
        return Period(dt.date.fromisocalendar(year, int(match[7]), 1), dt.date.fromisocalendar(year, int(match[7]), 7))
    return _months(year, int(match[9]), 1) if match[9] else _months(year, 1, 12)


def _months(year: int, month: int, count: int) -> Period:
    last = month + count - 1
    return Period(dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


def first_day(days: np.ndarray, kind: PeriodKind, ahead: int = 0) -> np.ndarray:
    """First day of the period each day lies in, or of the one ``ahead`` periods later (earlier, if negative)."""
    import numpy as np

    days = days.astype("datetime64[D]")
    if kind == "week":
        # day 0, 1970-01-01, was a Thursday
        weekday = ((days.astype(np.int64) + 3) % 7).astype("timedelta64[D]")
        return np.asarray(days - weekday + np.timedelta64(7 * ahead, "D"))
    months = days.astype("datetime64[M]")
    within = (months.astype(np.int64) % _MONTHS[kind]).astype("timedelta64[M]")
    return np.asarray((months - within + np.timedelta64(_MONTHS[kind] * ahead, "M")).astype("datetime64[D]"))


def last_day(days: np.ndarray, kind: PeriodKind, ahead: int = 0) -> np.ndarray:
    """Last day of the period each day lies in, or of the one ``ahead`` periods later (earlier, if negative)."""
    return add_days(first_day(days, kind, ahead + 1), -1)


def names(days: np.ndarray, kind: PeriodKind) -> np.ndarray:
    """Name of the period each day lies in, as :meth:`Period.of` reads it: ``2024-W09 2024-03 2024Q1 2024H1 2024``.

    The result is an array of strings, None for ``NaT``. The days around New Year may lie in a week of the other year.
    """
    import numpy as np

    firsts, which = np.unique(first_day(days, kind), return_inverse=True)
    said = [None if first is None else _name(first, kind) for first in firsts.tolist()]
    return np.array(said, dtype=object)[which]


def _name(first: dt.date, kind: PeriodKind) -> str:
    year, week, _ = first.isocalendar()
    return {
        "week": f"{year:04}-W{week:02}",
        "month": f"{first.year:04}-{first.month:02}",
        "quarter": f"{first.year:04}Q{(first.month + 2) // 3}",
        "half": f"{first.year:04}H{(first.month + 5) // 6}",
        "year": f"{first.year:04}",
    }[kind]


def add_days(days: np.ndarray, count: int) -> np.ndarray:
    """``count`` days on; the day itself is day 0."""
    import numpy as np

    return np.asarray(days.astype("datetime64[D]") + np.timedelta64(count, "D"))


def add_months(days: np.ndarray, count: int) -> np.ndarray:
    """The corresponding day ``count`` months on, or the last of that month: 31 January + 1 is the end of February."""
    import numpy as np

    number = (days.astype("datetime64[D]") - first_day(days, "month")).astype(np.int64) + 1
    return _day_of_month(first_day(days, "month", count), number)


def add_years(days: np.ndarray, count: int) -> np.ndarray:
    """The corresponding day ``count`` years on; for 29 February the 28th where there is no 29th."""
    return add_months(days, 12 * count)


def next_month_day(days: np.ndarray, number: int) -> np.ndarray:
    """Day ``number`` (1 to 31) of the month after the day's own.

    Raises:
        ValueError: there is no such day in any month.
    """
    return _day_of_month(first_day(days, "month", 1), _within(number, 31))


def next_quarter_first_month_day(days: np.ndarray, number: int) -> np.ndarray:
    """Day ``number`` (1 to 31) of the first month of the quarter after the day's own.

    Raises:
        ValueError: there is no such day in any month.
    """
    return _day_of_month(first_day(days, "quarter", 1), _within(number, 31))


def this_week_weekday(days: np.ndarray, weekday: int) -> np.ndarray:
    """The weekday (Monday 1 to Sunday 7) of the day's own week, which may lie before the day.

    Raises:
        ValueError: there is no such weekday.
    """
    return add_days(first_day(days, "week"), _within(weekday, 7) - 1)


def next_week_weekday(days: np.ndarray, weekday: int) -> np.ndarray:
    """The weekday (Monday 1 to Sunday 7) of the week after the day's own.

    Raises:
        ValueError: there is no such weekday.
    """
    return add_days(first_day(days, "week", 1), _within(weekday, 7) - 1)


def days_after_quarter_end(days: np.ndarray, count: int) -> np.ndarray:
    """``count`` days after the last day of the day's quarter."""
    return add_days(last_day(days, "quarter"), count)


def years_after_year_end(days: np.ndarray, count: int) -> np.ndarray:
    """31 December ``count`` years after the day's own year."""
    return last_day(days, "year", count)


def _day_of_month(firsts: np.ndarray, number: int | np.ndarray) -> np.ndarray:
    import numpy as np

    wanted = firsts + (np.asarray(number) - 1).astype("timedelta64[D]")
    return np.asarray(np.minimum(wanted, last_day(firsts, "month")))


def _within(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ValueError(f"{number} is not between 1 and {most}")
    return number
