"""Time zones: from the clock on the wall to moments and back, by column.

Daylight saving time is what makes this more than an addition: on the day the clock goes back an hour happens twice,
and on the day it goes forward one does not happen. A time that happens twice is its first; one that does not happen
is later by as much as the clock was put forward (both as PEP 495 has it).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np

FIRST_YEAR, LAST_YEAR = 1950, 2100
"""The years for which changes of the clock are known here."""
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Zone:
    """A time zone of the IANA data base."""

    name: str

    def instants(self, wall: np.ndarray) -> np.ndarray:
        """The moments (UTC) at which the clocks show times; both ``datetime64[us]``, ``NaT`` stays ``NaT``."""
        moved, offsets = _changes(self.name)
        steady = _steady(wall, moved)
        if steady is not None:
            return np.asarray(wall - offsets[steady])
        before, after = (offsets[_index(moved, wall + away)] for away in (-_DAY, _DAY))
        early, late = wall - before, wall - after
        happens = offsets[_index(moved, early)] == before
        only_late = ~happens & (offsets[_index(moved, late)] == after)
        return np.asarray(np.where(only_late, late, early))

    def walls(self, instants: np.ndarray) -> np.ndarray:
        """What the clocks show at moments (UTC); both ``datetime64[us]``, ``NaT`` stays ``NaT``."""
        moved, offsets = _changes(self.name)
        steady = _steady(instants, moved)
        return np.asarray(instants + offsets[_index(moved, instants) if steady is None else steady])


def _steady(moments: np.ndarray, moved: np.ndarray) -> int | None:
    """Position of the one offset that holds for all moments, or None where the clock is changed between them."""
    known = moments[~np.isnat(moments)]
    if not len(known):
        return 0
    first, last = _index(moved, np.array([known.min() - _DAY, known.max() + _DAY]))
    return int(first) if first == last else None


def _index(moved: np.ndarray, moments: np.ndarray) -> np.ndarray:
    at: np.ndarray = np.searchsorted(moved, moments, side="right")
    return at


@cache
def _changes(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Moments (UTC) at which the offset changes, and the offsets before, between and after them."""
    zone = ZoneInfo(name)

    def offset(second: int) -> dt.timedelta:
        told = dt.datetime.fromtimestamp(second, zone).utcoffset()
        return told if told is not None else dt.timedelta()

    first = int(dt.datetime(FIRST_YEAR - 1, 12, 1, tzinfo=dt.UTC).timestamp())
    last = int(dt.datetime(LAST_YEAR + 1, 2, 1, tzinfo=dt.UTC).timestamp())
    moved, offsets = [], [offset(first)]
    for second in range(first + 86_400, last, 86_400):
        now = offset(second)
        if now != offsets[-1]:
            moved.append(_change(offset, second - 86_400, second))
            offsets.append(now)
    return np.array(moved, dtype="datetime64[s]").astype("datetime64[us]"), np.array(offsets, dtype="timedelta64[us]")


def _change(offset: Callable[[int], dt.timedelta], before: int, after: int) -> int:
    """The second between two at which the offset changes."""
    while after - before > 1:
        middle = (before + after) // 2
        if offset(middle) == offset(before):
            before = middle
        else:
            after = middle
    return after
