"""Days, weeks, months, quarters, halves and years, reckoned by column; the year may begin in any month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import BeforeValidator

from svcqa.errors import WrongValueError
from svcqa.periods import naming

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    import numpy as np
    import pandas as pd

_Kind = Literal["day", "week", "month", "quarter", "half", "year"]
KINDS: tuple[_Kind, ...] = get_args(_Kind)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_LENGTHS = {
    "1d": "day", "1w": "week", "1mo": "month", "3mo": "quarter", "6mo": "half", "12mo": "year", "1y": "year",
}  # fmt: skip


def _by_length(value: Any) -> Any:
    return _LENGTHS.get(value, value) if isinstance(value, str) else value


PeriodKind = Annotated[_Kind, BeforeValidator(_by_length, json_schema_input_type=str)]
"""A kind of period, for settings: ``month``, or its length as the manuals say it, ``1mo``."""


@dataclass(frozen=True)
class Periods:
    """The periods of one kind, following each other without a gap.

    Weeks are ISO weeks: they begin on Monday, and the days around New Year may lie in a week of the other year.

    Args:
        kind: what they are.
        year_start: month in which the year begins (1: the calendar year). Quarters and halves are those of that year,
            and a year is named after the calendar year in which it begins.

    Raises:
        WrongValueError: there is no such month.
    """

    kind: PeriodKind
    year_start: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.year_start <= 12:
            raise WrongValueError(f"没有{self.year_start}月", f"there is no month {self.year_start}")

    def first(self, days: np.ndarray, ahead: int = 0) -> np.ndarray:
        """First day of the period each day lies in, or of the one ``ahead`` periods later (earlier, if negative)."""
        import numpy as np

        days = days.astype("datetime64[D]")
        if self.kind == "day":
            return add_days(days, ahead)
        if self.kind == "week":
            # day 0, 1970-01-01, was a Thursday
            weekday = ((days.astype(np.int64) + 3) % 7).astype("timedelta64[D]")
            return np.asarray(days - weekday + np.timedelta64(7 * ahead, "D"))
        months = days.astype("datetime64[M]")
        length = _MONTHS[self.kind]
        within = ((months.astype(np.int64) - (self.year_start - 1)) % length).astype("timedelta64[M]")
        return np.asarray((months - within + np.timedelta64(length * ahead, "M")).astype("datetime64[D]"))

    def last(self, days: np.ndarray, ahead: int = 0) -> np.ndarray:
        """Last day of the period each day lies in, or of the one ``ahead`` periods later (earlier, if negative)."""
        return add_days(self.first(days, ahead + 1), -1)

    def between(self, first: Any, last: Any) -> np.ndarray:
        """First days of all periods from the one in which ``first`` lies to the one in which ``last`` lies.

        None if either is ``NaT`` or the last comes first.
        """
        import numpy as np

        begin, end = (self.first(np.array([day]))[0] for day in (first, last))
        found = []
        if not np.isnat([begin, end]).any():
            while begin <= end:
                found.append(begin)
                begin = self.first(np.array([begin]), 1)[0]
        return np.array(found, dtype="datetime64[D]")

    def names(self, days: np.ndarray) -> np.ndarray:
        """Name of the period each day lies in: ``2024-03-05 2024-W09 2024-03 2024Q1 2024H1 2024``.

        The result is an array of strings, None for ``NaT``.
        """
        import numpy as np

        firsts, which = np.unique(self.first(days), return_inverse=True)
        said = [None if first is None else naming.name(first, self.kind, self.year_start) for first in firsts.tolist()]
        return np.array(said, dtype=object)[which]

    def named(self, names: Any) -> np.ndarray:
        """First days of the periods that people name, as :meth:`names` does or in Chinese (``2024年第一季度``).

        ``NaT`` for what names no period of this kind: another kind of period, a week 53 that its year has not, words.
        """
        import numpy as np
        import pandas as pd

        codes, known = pd.factorize(np.asarray(names, dtype=object))
        firsts = _firsts([naming.plain(str(one)) for one in known], self)
        return np.append(firsts, np.datetime64("NaT", "D"))[codes]


def dated(column: pd.Series, as_of: dt.datetime | None = None) -> pd.Series:
    """Dates as they are; a period that is named, such as 2024Q1, by its last day, or by ``as_of`` while it runs.

    A year may be named by a number; what names no period has no date.
    """
    import numpy as np
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column
    names = column
    if pd.api.types.is_numeric_dtype(column.dtype):
        names = column.where(column % 1 == 0).astype("Int64").astype("string")
    first, last = (days.astype("datetime64[us]") for days in _days_named(names))
    if as_of is not None:
        now = np.datetime64(as_of, "us")
        last = np.where((first <= now) & (last > now), now, last)
    return pd.Series(last, index=column.index)


def _days_named(names: Any) -> tuple[np.ndarray, np.ndarray]:
    """First and last days of the periods that people name, of whatever kind; ``NaT`` for what names none."""
    import numpy as np
    import pandas as pd

    codes, known = pd.factorize(np.asarray(names, dtype=object))
    plain = np.array([*(naming.plain(str(one)) for one in known), ""], dtype=object)
    begin, end = (np.full(len(plain), np.datetime64("NaT", "D")) for _ in range(2))
    for kind in KINDS:
        open_ = np.flatnonzero(np.isnat(begin))
        periods = Periods(kind)
        begin[open_] = _firsts(plain[open_], periods)
        end[open_] = periods.last(begin[open_])
    return begin[codes], end[codes]


def _firsts(plain: Iterable[str], periods: Periods) -> np.ndarray:
    """First days of the periods with plain names; ``NaT`` for what names none of these."""
    import numpy as np

    found = [naming.first_day_of(one, periods.kind, periods.year_start) for one in plain]
    return np.array(found, dtype="datetime64[D]")


def add_days(days: np.ndarray, count: int) -> np.ndarray:
    """``count`` days on; the day itself is day 0."""
    import numpy as np

    return np.asarray(days.astype("datetime64[D]") + np.timedelta64(count, "D"))


def add_months(days: np.ndarray, count: int) -> np.ndarray:
    """The corresponding day ``count`` months on, or the last of that month: 31 January + 1 is the end of February."""
    import numpy as np

    months = Periods("month")
    within = days.astype("datetime64[D]") - months.first(days)
    return np.asarray(np.minimum(months.first(days, count) + within, months.last(days, count)))
