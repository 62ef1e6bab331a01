"""Moments as whole numbers of microseconds, so that unknown ones have a place before or after all others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from svcqa import latest

PAST, FUTURE = -(2**62), 2**62
"""Earlier and later than any date, with room for adding a duration."""
DAY = 86_400_000_000


def numbers(moments: pd.Series, blank: int) -> np.ndarray:
    """Moments as numbers; what is blank becomes ``blank``."""
    values = moments.to_numpy(dtype="datetime64[us]").astype(np.int64)
    return np.where(moments.isna().to_numpy(dtype=bool), np.int64(blank), values)


def bounds(frame: pd.DataFrame, place: str, blank: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """The earliest and the latest moment each cell can mean."""
    return numbers(frame[place], blank[0]), numbers(latest(frame, place), blank[1])


def moments_of(values: np.ndarray, index: pd.Index | None = None) -> pd.Series:
    """Numbers as moments; one before or after all dates is a blank."""
    known = (values > PAST) & (values < FUTURE)
    return pd.Series(np.where(known, values, np.iinfo(np.int64).min).astype("datetime64[us]"), index=index)


def days_of(values: np.ndarray, index: pd.Index) -> pd.Series:
    """Numbers as moments; the last moment of a day is shown as the day."""
    return moments_of(np.where((values + 1) % DAY == 0, values + 1 - DAY, values), index)
