"""What can give validity: the partner's records and the moments of use, as numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Duration, FieldSlot, latest
from svcqa_qualification.moments import FUTURE, PAST, bounds, moments_of, numbers

if TYPE_CHECKING:
    from svcqa_qualification.valid_at import ValidAt


@dataclass(frozen=True, eq=False)
class Uses:
    """The moments of use, one per case: the earliest and the latest it can mean."""

    key: np.ndarray
    first: np.ndarray
    last: np.ndarray
    since_first: np.ndarray
    since_last: np.ndarray
    allowed: np.ndarray
    """Age that is allowed, where each case has its own."""
    warned: np.ndarray
    """What ends by then is about to end."""


@dataclass(frozen=True, eq=False)
class Rows:
    """The partner's records; where a date leaves several moments open, the earliest and the latest of them."""

    key: np.ndarray
    record: np.ndarray
    """Index in the partner's frame."""
    sure: np.ndarray
    """It certainly counts, and its dates are written."""
    passed: np.ndarray
    """It gives validity, or may."""
    failed: np.ndarray
    """It takes validity away, or may."""
    filled: np.ndarray
    got_first: np.ndarray
    """When it was acquired."""
    got_last: np.ndarray
    start_first: np.ndarray
    """From when it counts."""
    start_last: np.ndarray
    end: np.ndarray
    """Up to when, grace included."""
    end_said: np.ndarray
    revoked_first: np.ndarray
    revoked_last: np.ndarray
    aged_first: np.ndarray
    """From when its age counts, if it was renewed."""
    aged_last: np.ndarray
    old: np.ndarray
    """Too old after this moment, by its acquisition; grace included."""
    old_first: np.ndarray
    """The same, by its renewal."""
    old_last: np.ndarray
    old_said: np.ndarray
    """The same without grace."""
    old_unrenewed: np.ndarray
    """By its acquisition, without grace."""
    rank: np.ndarray
    """Order of acquisition; of equal ones the later in the register is the later one."""

    def only(self, mask: np.ndarray) -> Rows:
        """Some of the records."""
        kept = {one.name: getattr(self, one.name)[mask] for one in fields(self)}
        return Rows(**{**kept, "rank": _ranked(kept["rank"])})


def _ranked(values: np.ndarray) -> np.ndarray:
    """Place of each value in their order, from 0 on; equal ones in the order in which they stand."""
    rank = np.empty(len(values), dtype=np.int64)
    rank[np.argsort(values, kind="stable")] = np.arange(len(values))
    return rank


def uses_of(cases: pd.DataFrame, key: np.ndarray, settings: ValidAt, context: Context) -> Uses:
    """The moments of use; a case without one is used before all time."""
    count = len(cases)
    if settings.at == "as_of":
        moment = last = pd.Series(context.as_of, index=cases.index, dtype="datetime64[us]")
    else:
        places = [f"at.{number}" for number in range(len(settings.at))] if isinstance(settings.at, tuple) else ["at"]
        moment, last = _first_filled(cases, places, context.as_of)
    since_first = since_last = np.full(count, PAST)
    if settings.since is not None:
        since_first, since_last = bounds(cases, "since", (PAST, PAST))
    allowed = np.zeros(count, dtype=np.int64)
    if isinstance(settings.max_age, FieldSlot):
        allowed = cases["max_age"].to_numpy(dtype="timedelta64[us]").astype(np.int64)
    warned = numbers(_due(context, last, settings.warn_before), PAST) if settings.warn_before else np.full(count, PAST)
    return Uses(key, numbers(moment, PAST), numbers(last, PAST), since_first, since_last, allowed, warned)


def _first_filled(cases: pd.DataFrame, places: list[str], as_of: pd.Timestamp) -> tuple[pd.Series, pd.Series]:
    """The first of several moments that has come; where none has, the first that is to come."""
    moment = last = pd.Series(pd.NaT, index=cases.index, dtype="datetime64[us]")
    for came in (True, False):
        for place in places:
            open_ = moment.isna() & ((cases[place] <= as_of) == came)
            moment, last = moment.where(~open_, cases[place]), last.where(~open_, latest(cases, place))
    return moment, last


def rows_of(frame: pd.DataFrame, key: np.ndarray, settings: ValidAt, context: Context) -> Rows:
    """The partner's records."""
    unsure = frame["unsure"].to_numpy(dtype=bool)
    got = bounds(frame, "dated" if settings.dated is not None else "valid.0", (PAST, FUTURE))
    start = _starts(frame, settings, got)
    passed, failed, told = _results(frame, settings)
    # no end is written for what does not end
    open_end = np.full(len(frame), FUTURE)
    end = numbers(latest(frame, "valid.1"), FUTURE) if len(settings.valid) == 2 else open_end
    revoked = bounds(frame, "invalid_from", (FUTURE, FUTURE)) if settings.invalid_from is not None else (open_end,) * 2
    aged = got if settings.age_from is None else _renewed(frame, got, unsure)
    grace = _grace(settings, context)
    old, old_first, old_last = (_too_old(moments, settings, context) for moments in (got[0], *aged))
    return Rows(
        key=key, record=frame.index.to_numpy(),
        sure=~unsure & told & (got[0] > PAST), passed=passed, failed=failed, filled=_filled(frame, settings) | unsure,
        got_first=got[0], got_last=got[1], start_first=start[0], start_last=start[1],
        end=grace(end), end_said=end, revoked_first=revoked[0], revoked_last=revoked[1],
        aged_first=aged[0], aged_last=aged[1],
        old=grace(old), old_first=grace(old_first), old_last=grace(old_last), old_said=old_first, old_unrenewed=old,
        rank=_ranked(got[0]),
    )  # fmt: skip


def _starts(
    frame: pd.DataFrame, settings: ValidAt, got: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """From when each record counts: after it was acquired, and from the first day of its validity."""
    if not settings.valid:
        return got
    if settings.dated is None:
        # the first day of a period of validity belongs to it as a whole
        return numbers(frame["valid.0"], PAST), numbers(frame["valid.0"], FUTURE)
    first = numbers(frame["valid.0"], PAST)
    return np.maximum(got[0], first), np.maximum(got[1], first)


def _results(frame: pd.DataFrame, settings: ValidAt) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which records give validity or may, which take it away or may, and of which that is told."""
    everything = np.ones(len(frame), dtype=bool)
    if settings.result is None:
        return everything, ~everything, everything
    told = frame["result"].notna().to_numpy(dtype=bool)
    failed = frame["result"].isin(list(settings.failed)).to_numpy(dtype=bool)
    return ~failed, failed | ~told, told


def _filled(frame: pd.DataFrame, settings: ValidAt) -> np.ndarray:
    places = [f"in_require.{number}" for number in range(len(settings.in_require))]
    return np.asarray(frame[places].notna().all(axis=1), dtype=bool)


def _renewed(
    frame: pd.DataFrame, got: tuple[np.ndarray, np.ndarray], unsure: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """From when the age counts: the renewal, or else the acquisition; one that cannot be read may be any day."""
    first, last = bounds(frame, "age_from", (PAST, FUTURE))
    blank = first == PAST
    return np.where(blank, got[0], first), np.where(blank & ~unsure, got[1], last)


def _due(context: Context, moments: pd.Series, duration: Duration) -> pd.Series:
    return context.calendar("24x7").due(moments, duration)


def _too_old(moments: np.ndarray, settings: ValidAt, context: Context) -> np.ndarray:
    """The last moment at which a record of that age still counts."""
    if not isinstance(settings.max_age, Duration):
        return moments if settings.max_age is not None else np.full(len(moments), FUTURE)
    return moved(context, moments, settings.max_age)


def moved(context: Context, moments: np.ndarray, duration: Duration | None) -> np.ndarray:
    """Moments moved by a duration, if there is one; those before or after all others stay where they are."""
    if duration is None:
        return moments
    due = _due(context, moments_of(moments), duration)
    return np.where((moments > PAST) & (moments < FUTURE), numbers(due, FUTURE), moments)


def _grace(settings: ValidAt, context: Context) -> Callable[[np.ndarray], np.ndarray]:
    return lambda moments: moved(context, moments, settings.grace)
