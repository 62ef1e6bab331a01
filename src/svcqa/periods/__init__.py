"""Periods: which days are under audit, when "now" is, and what is reckoned in weeks, months, quarters and years.

:class:`Periods` takes and gives arrays of days; a moment counts as its day, and ``NaT`` stays ``NaT``. When something
is due by such a period is said by :class:`svcqa.duerules.DueRule`.
"""

from svcqa.periods.ahead import AHEAD, last_day
from svcqa.periods.audited import ZONE, AsOf, Period
from svcqa.periods.reckoned import KINDS, PeriodKind, Periods, add_days, add_months, dated

__all__ = [
    "AHEAD", "KINDS", "ZONE", "AsOf", "Period", "PeriodKind", "Periods", "add_days", "add_months", "dated", "last_day",
]  # fmt: skip
