"""Moments of the desk as days of an audit."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from svcqa.periods import ZONE


def day_of(moment: str) -> dt.date:
    """The day of a moment where audits are made: a version that is checked again is judged alike."""
    return dt.datetime.fromisoformat(moment).astimezone(ZoneInfo(ZONE)).date()
