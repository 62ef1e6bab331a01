"""Limits: between which values a figure must lie, and the verdict on what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa import Context, Duration, FieldSlot, Verdict
from svcqa_reconciliation.bounds import Figures
from svcqa_reconciliation.groups import Groups
from svcqa_reconciliation.values import numbers, of_lengths

if TYPE_CHECKING:
    from svcqa_reconciliation.aggregate import Aggregate

_SLACK = 1e-7
"""What two ways to add the same amounts differ by is what floats cannot hold, far below a cent."""


@dataclass(frozen=True, eq=False)
class Limits:
    """The limits of every group; NaN where one is asked for that is not known."""

    least: np.ndarray | None
    most: np.ndarray | None
    said: dict[str, Any]
    """As they are told: ``least`` and ``most``."""

    @property
    def unknown(self) -> np.ndarray:
        """Groups of which a limit is not known."""
        known = [np.isnan(one) for one in (self.least, self.most) if one is not None]
        return np.asarray(np.logical_or.reduce(known) if known else False)


def limits_of(cases: pd.DataFrame, settings: Aggregate, groups: Groups) -> Limits:
    """The limits that are set, as numbers."""
    slack = number_of(settings.tolerance)
    lengths = of_lengths(cases, settings) if settings.of is None else of_lengths(cases, settings.of, "of.")
    least, most, said = None, None, {}
    for name in ("min", "equals"):
        value = getattr(settings, name)
        if value is not None:
            found = _per_group(cases, name, value, groups, lengths=lengths)
            lower = found - (slack if name == "equals" else 0.0)
            least = lower if least is None else np.maximum(least, lower)
            said["least"] = _said(value, found, lengths=lengths)
    for name in ("max", "equals"):
        value = getattr(settings, name)
        if value is not None:
            found = _per_group(cases, name, value, groups, lengths=lengths)
            upper = found + (slack if name == "equals" else 0.0)
            most = upper if most is None else np.minimum(most, upper)
            said["most"] = _said(value, found, lengths=lengths)
    return Limits(least, most, said)


def number_of(value: float | Duration) -> float:
    """A limit as a number; a length of time in seconds."""
    if isinstance(value, Duration):
        return value.seconds if value.seconds is not None else np.nan
    return float(value)


def _per_group(cases: pd.DataFrame, place: str, value: Any, groups: Groups, *, lengths: bool) -> np.ndarray:
    """The limit of every group; of a column the one value that all records of the group have.

    A number is no limit for a length of time, nor the other way round.
    """
    column = cases.get(place)
    alike = isinstance(value, Duration) if column is None else pd.api.types.is_timedelta64_dtype(column.dtype)
    if alike != lengths:
        return np.full(len(groups), np.nan)
    if not isinstance(value, FieldSlot):
        return np.full(len(groups), number_of(value))
    number, row = numbers(cases[place]), groups.row
    lowest, highest = np.full(len(groups), np.inf), np.full(len(groups), -np.inf)
    mine = (row >= 0) & ~np.isnan(number)
    np.minimum.at(lowest, row[mine], number[mine])
    np.maximum.at(highest, row[mine], number[mine])
    lowest[row[(row >= 0) & np.isnan(number)]] = np.nan
    return np.where(lowest == highest, lowest, np.nan)


def _said(value: Any, found: np.ndarray, *, lengths: bool) -> np.ndarray:
    """A limit as it is told: a length of time as it is written, or as one where it stands in a column."""
    if isinstance(value, Duration):
        return np.full(len(found), value)
    return (found * 1_000_000).astype("timedelta64[us]") if lengths else found


def weighed(
    figures: Figures, limits: Limits, groups: Groups, settings: Aggregate, context: Context
) -> tuple[np.ndarray, np.ndarray]:
    """Verdict and reason of every group."""
    kept, broken = _compared(figures, limits)
    below = broken["below"]
    fails = below | broken["above"]
    verdict = np.select([fails, kept], [Verdict.FAILS, Verdict.CONFORMS], Verdict.UNDETERMINED)
    reason = np.select([below, fails, kept], ["below", "above", ""], "unread").astype(object)
    small = figures.n < (settings.min_sample or 0)
    for code, mask in {
        "small_sample": small, "no_answers": ~figures.answered, "no_limit": limits.unknown,
    }.items():  # fmt: skip
        found = np.broadcast_to(mask, verdict.shape)
        verdict[found], reason[found] = Verdict.UNDETERMINED, code
    # while a period runs, only a count that is over its limit stays so
    final = broken["above"] if settings.measure == "count" else np.zeros_like(fails)
    running = (groups.ends > np.datetime64(context.as_of, "D")) & ~final
    verdict[running], reason[running] = Verdict.PENDING, ""
    return verdict, reason


def _compared(figures: Figures, limits: Limits) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Groups that certainly keep all limits, and those that certainly are below one or above one."""
    kept = np.ones(len(figures.n), dtype=bool)
    broken = {"below": ~kept, "above": ~kept}
    if limits.least is not None:
        low, high = figures.excess(limits.least)
        slack = _SLACK + figures.precision * np.abs(limits.least)
        kept, broken["below"] = low >= -slack, high < -slack
    if limits.most is not None:
        low, high = figures.excess(limits.most)
        slack = _SLACK + figures.precision * np.abs(limits.most)
        kept, broken["above"] = kept & (high <= slack), low > slack
    return kept, broken
