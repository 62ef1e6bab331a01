"""Dates written as numbers: spreadsheet serials and ``yyyymmdd``."""

from __future__ import annotations

import numpy as np

_BASE = {"1900": np.datetime64("1899-12-30", "us"), "1904": np.datetime64("1904-01-01", "us")}
_WINDOW = (np.datetime64("1950-01-01", "us"), np.datetime64("2101-01-01", "us"))
_DAY = 86_400


def moments_of(numbers: np.ndarray, date_system: str) -> np.ndarray:
    """Moments (``datetime64[us]``) of numbers, rounded to the second; NaT where a number is no plausible date.

    A serial counts only between 1950 and 2100, so that years, quantities and Unix seconds are not taken for dates;
    a whole number of eight digits is read as ``yyyymmdd``.
    """
    known = np.isfinite(numbers)
    compact = (
        known & (numbers == np.floor(np.where(known, numbers, 0))) & (numbers >= 19_500_101) & (numbers <= 21_001_231)
    )
    serial = known & (numbers >= 1) & (numbers < 100_000)
    seconds = np.rint(np.where(serial, numbers, 0) * _DAY).astype("timedelta64[s]")
    found = _BASE[date_system] + seconds.astype("timedelta64[us]")
    found = np.where(serial & (found >= _WINDOW[0]) & (found < _WINDOW[1]), found, np.datetime64("NaT", "us"))
    return np.where(compact, _compact(np.where(compact, numbers, 19_500_101)), found)


def _compact(numbers: np.ndarray) -> np.ndarray:
    """``yyyymmdd`` as moments; NaT where there is no such day."""
    whole = numbers.astype(np.int64)
    year, month, day = whole // 10_000, whole // 100 % 100, whole % 100
    plausible = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = ((year - 1970) * 12 + np.where(plausible, month, 1) - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    same_month = days.astype("datetime64[M]") == months
    return np.where(plausible & same_month, days.astype("datetime64[us]"), np.datetime64("NaT", "us"))
