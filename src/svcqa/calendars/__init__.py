"""Calendars: when does a time limit end, and how much time has passed.

``24x7`` counts elapsed time; ``calendar_day`` compares dates; ``cn_workday`` knows the working days of China (public
holidays and make-up working days of the package chinesecalendar, extended by the organisation). A day the holiday
table does not cover is said to be not covered; it never falls back to plain weekdays.
"""

from svcqa.calendars.counting import Calendar, CalendarDays, Elapsed, Spans, due_moment, elapsed_time, end_of_day
from svcqa.calendars.named import BUILT_IN, Calendars, by_name
from svcqa.calendars.workdays import Days, Workdays

__all__ = [
    "BUILT_IN", "Calendar", "CalendarDays", "Calendars", "Days", "Elapsed", "Spans", "Workdays", "by_name",
    "due_moment", "elapsed_time", "end_of_day",
]  # fmt: skip
