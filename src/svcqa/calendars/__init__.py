"""Calendars: when does a time limit end, and how much time has passed.

``24x7`` counts elapsed time; ``calendar_day`` compares dates; ``cn_workday`` knows the working days of China (public
holidays and make-up working days of the package chinesecalendar, extended by the organisation). Calendars of the
organisation count the hours of those days, or of a week. A day the holiday table does not cover is said to be not
covered; it never falls back to plain weekdays.
"""

from svcqa.calendars.by_record import ByRecord
from svcqa.calendars.counting import Calendar, Limit
from svcqa.calendars.named import Calendars
from svcqa.calendars.pauses import Pauses
from svcqa.calendars.workdays import Days, Workdays

__all__ = ["ByRecord", "Calendar", "Calendars", "Days", "Limit", "Pauses", "Workdays"]
