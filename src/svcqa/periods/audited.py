"""The audit moment and the period under audit.

The audit moment is given and never read from a clock inside a check; a date means its end. Timestamps are wall
clock in the site's zone.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from svcqa.durations import Duration, shift
from svcqa.errors import UsageError
from svcqa.text import Text

if TYPE_CHECKING:
    import numpy as np

ZONE = "Asia/Shanghai"
_DAY_END = dt.time(23, 59, 59, 999_999)
_NAMED = re.compile(r"(\d{4})(?:-?(?:(Q)([1-4])|(H)([12])|(W)(\d{2})|()(\d{2})))?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?")
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
            made = given if isinstance(given, Period) else cls.named(given)
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

    def reaching_back(self, length: Duration) -> Period:
        """The period, extended backwards to a length if it is shorter; for duties that need not occur in every one."""
        import pandas as pd

        if self.first is None:
            return self
        after = pd.Series([pd.Timestamp(self.last)]) + pd.Timedelta(days=1)
        return Period(min(self.first, shift(after, length, -1)[0].date()), self.last)

    @classmethod
    def named(cls, written: str) -> Period:
        """The days that are written, such as ``2024Q1`` or ``2024-01-01..2024-06-30``.

        Raises:
            ValueError: it is no period.
        """
        return _period(written.strip())

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
        first, last = written.split("..")
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
