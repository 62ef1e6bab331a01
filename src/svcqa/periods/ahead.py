"""How far ahead it is listed what falls due."""

from __future__ import annotations

import datetime as dt

from svcqa.durations import Duration, parse
from svcqa.errors import UsageError, WrongValueError
from svcqa.periods.audited import AsOf
from svcqa.periods.reckoned import add_days, add_months
from svcqa.text import Text

AHEAD = Duration(30, "d")
"""So far, unless somebody says otherwise."""
_MONTHS = {"mo": 1, "y": 12}
_DAYS = {"d": 1, "w": 7}
_LATEST = "2199-12-31"
"""No list need reach further, and no calendar does."""


def last_day(as_of: AsOf, ahead: str | Duration) -> dt.date:
    """The last day of a time that begins with the audit date, as a calendar has it; the audit date is its day 0.

    Raises:
        UsageError: it is no length of time in days, weeks, months or years, or leads beyond the year 2199.
    """
    import numpy as np

    length = _parsed(ahead) if isinstance(ahead, str) else ahead
    if length.unit not in _MONTHS and length.unit not in _DAYS:
        raise _wrong(str(ahead))
    day = np.array([as_of.moment.date()], dtype="datetime64[D]")
    amount = int(length.amount)
    months = length.unit in _MONTHS
    moved = add_months(day, amount * _MONTHS[length.unit]) if months else add_days(day, amount * _DAYS[length.unit])
    if moved[0] > np.datetime64(_LATEST):
        raise _wrong(str(ahead))
    found: dt.date = moved[0].item()
    return found


def _parsed(written: str) -> Duration:
    try:
        return parse(written)
    except WrongValueError:
        raise _wrong(written) from None


def _wrong(written: str) -> UsageError:
    return UsageError.of(
        f"“{written}”不是以天、周、月或年计的时长，或太长。",
        f"'{written}' is no length of time in days, weeks, months or years, or is too long.",
        where="--within",
        mend=Text(zh="请写成30d、2w、3mo或1y。", en="Write it as 30d, 2w, 3mo or 1y."),
    )
