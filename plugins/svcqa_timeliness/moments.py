"""Moments as the checks of this plugin compare them: the earliest and the latest each cell can mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from svcqa import latest

TIMES = ("date", "datetime")
BLANK = np.iinfo(np.int64).min
"""A blank, where moments are numbers: before all others, as NaT is."""


@dataclass(frozen=True, eq=False)
class Moments:
    """Moments of which a date without a time of day leaves several open; a blank is NaT in both."""

    first: pd.Series
    last: pd.Series

    @classmethod
    def of(cls, frame: pd.DataFrame, place: str) -> Moments:
        """The moments of a column."""
        first = frame[place]
        return cls(first, latest(frame, place) if f"{place}.latest" in frame else first)

    @classmethod
    def first_filled(cls, frame: pd.DataFrame, places: Sequence[str]) -> Moments:
        """Of several columns the first filled one."""
        found = cls.of(frame, places[0])
        for place in places[1:]:
            further = cls.of(frame, place)
            last = found.last.where(found.first.notna(), further.last)
            found = cls(found.first.fillna(further.first), last)
        return found

    @property
    def exact(self) -> bool:
        """No date leaves a time of day open."""
        return self.first is self.last


def places_of(name: str, value: object) -> list[str]:
    """Places of a setting that takes one field or several."""
    return [f"{name}.{number}" for number in range(len(value))] if isinstance(value, tuple) else [name]


def numbers(moments: pd.Series) -> np.ndarray:
    """Moments as whole numbers of microseconds; a blank is :data:`BLANK`."""
    return moments.to_numpy(dtype="datetime64[us]").astype(np.int64)


def number(moment: pd.Timestamp) -> np.int64:
    """A moment as such a number."""
    return np.int64(moment.to_datetime64().astype("datetime64[us]").astype(np.int64))


def moments_of(values: np.ndarray, index: pd.Index | None = None) -> pd.Series:
    """The same, back again."""
    return pd.Series(values.astype("datetime64[us]"), index=index)
