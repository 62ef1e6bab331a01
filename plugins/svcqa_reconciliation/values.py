"""Values: what each record contributes to a figure, as far as that is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa import Context, latest

if TYPE_CHECKING:
    from svcqa_reconciliation.groups import Groups

_SECOND = np.timedelta64(1, "s")


@dataclass(frozen=True, eq=False)
class Values:
    """The records that a figure is made of; what is not known of one lies between ``low`` and ``high``."""

    low: np.ndarray
    high: np.ndarray
    sure: np.ndarray
    """It certainly is one of its group."""
    group: np.ndarray
    """Number of its group; -1 where it may be in any."""

    def kept(self, mask: np.ndarray) -> Values:
        """Some of them."""
        return Values(self.low[mask], self.high[mask], self.sure[mask], self.group[mask])


def values_of(cases: pd.DataFrame, head: str, made: Any, groups: Groups, context: Context) -> Values:
    """What each record contributes to a figure that is set up at ``head``.

    Records of which it is certain that they have nothing to contribute, such as an answer that was not given, are left
    out: of a mean, of a share, of a duration.
    """
    unsure = cases["unsure"].to_numpy(dtype=bool) | cases["undated"].to_numpy(dtype=bool)
    low, high, left_out = _measured(cases, head, made, context)
    # what cannot be read may be anything
    left_out = left_out & ~cases["unsure"].to_numpy(dtype=bool)
    row = np.where(left_out, -2, groups.row)
    found = Values(low, high, ~unsure & (row != -1), row)
    return found.kept(row > -2)


def _measured(cases: pd.DataFrame, head: str, made: Any, context: Context) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The least and the most each record contributes, and whether it has nothing to."""
    count = len(cases)
    one, none = np.ones(count), np.zeros(count, dtype=bool)
    if made.measure == "ratio":
        truth = context.holds(made.numerator, f"{head}numerator", cases)
        # a cell that cannot be read looks like a blank here, and may be what is asked for
        unsure = cases["unsure"].to_numpy(dtype=bool)
        return (truth.yes & ~unsure).astype(float), (~truth.no | unsure).astype(float), none
    if made.measure == "mean_duration":
        return _durations(cases, head, made, context)
    if made.field is None:
        return one, one, none
    column = cases[f"{head}field"]
    blank = column.isna().to_numpy(dtype=bool)
    if made.measure == "count":
        return one, one, blank
    number = numbers(column)
    unknown = np.isnan(number)
    low, high = np.where(unknown, -np.inf, number), np.where(unknown, np.inf, number)
    # no answer leaves the base of a mean, but an amount that is not written is not nothing
    return low, high, blank if made.measure == "mean" else none


def numbers(column: pd.Series) -> np.ndarray:
    """Numbers, or lengths of time in seconds; NaN where blank."""
    if pd.api.types.is_timedelta64_dtype(column.dtype):
        return column.to_numpy() / _SECOND
    return column.to_numpy()


def of_lengths(cases: pd.DataFrame, made: Any, head: str = "") -> bool:
    """The figure is a length of time."""
    column = cases.get(f"{head}field") if made.measure in {"sum", "mean"} else None
    lengths = column is not None and pd.api.types.is_timedelta64_dtype(column.dtype)
    return bool(made.measure == "mean_duration" or lengths)


def _durations(
    cases: pd.DataFrame, head: str, made: Any, context: Context
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    start, end = (f"{head}interval.{number}" for number in range(2))
    calendar = context.calendar(made.calendar)
    low = calendar.elapsed(latest(cases, start), cases[end]).to_numpy() / _SECOND
    high = calendar.elapsed(cases[start], latest(cases, end)).to_numpy() / _SECOND
    blank = (cases[start].isna() | cases[end].isna()).to_numpy(dtype=bool)
    # where only the days are known and they are the same, it may have taken no time at all
    low = np.where(np.isnan(low) & ~np.isnan(high), 0.0, low)
    # an end before its start, and a day the calendar does not know, say nothing
    unknown = np.isnan(high)
    return np.where(unknown, 0.0, low), np.where(unknown, np.inf, high), blank
