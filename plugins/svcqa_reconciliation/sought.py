"""Sought: what is looked for, one row for each key, and which case the row belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, FieldSlot, each_value, latest

if TYPE_CHECKING:
    from svcqa_reconciliation.match import Match

_NO_TIME = np.datetime64("NaT", "us")


@dataclass(frozen=True, eq=False)
class Times:
    """From when partners are asked for and until when, as far as dates without a time of day leave that open."""

    start: np.ndarray
    due: np.ndarray
    """The earliest it can mean."""
    due_last: np.ndarray

    def taken(self, at: np.ndarray) -> Times:
        """Those of some rows."""
        return Times(self.start[at], self.due[at], self.due_last[at])


@dataclass(frozen=True, eq=False)
class Sought:
    """Rows of keys to be found in the partners.

    Partners are counted per *unit*: a row, or rows that are one case together. A case has one unit, or several of which
    each needs its partners.
    """

    frame: pd.DataFrame
    """The columns of each row, by their places in the settings."""
    unit: np.ndarray
    sure: np.ndarray
    """It is certain that the row counts."""
    case: np.ndarray
    """Per unit the number of its case."""
    label: np.ndarray | None
    """Per unit what it looks for, where a case has several."""
    times: Times | None
    """Per unit."""

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self.case)


def of_cases(cases: pd.DataFrame, settings: Match, context: Context) -> Sought:
    """A row for each case, or for each of the values of a cell that may hold several."""
    times, number = times_of(cases, settings, context), np.arange(len(cases))
    split = [f"on.{name}" for name in settings.on if name in settings.each_value]
    if not split:
        return Sought(cases, number, np.ones(len(cases), dtype=bool), number, None, times)
    at, frame, label = each_value(cases, split)
    every = np.arange(len(frame))
    later = None if times is None else times.taken(at)
    return Sought(frame, every, np.ones(len(frame), dtype=bool), at, label, later)


def times_of(cases: pd.DataFrame, settings: Match, context: Context) -> Times | None:
    """The time of each row of cases; none if nothing is asked about time."""
    within = settings.within
    if within is None:
        return None
    calendar = context.calendar_of(within.calendar, cases, "within.calendar")
    limit = cases["within.max"] if isinstance(within.max, FieldSlot) else within.max
    start, last = cases["within.start"], latest(cases, "within.start")
    due = calendar.due(start, limit)
    due_last = due if last is start else calendar.due(last, limit)
    return Times(_moments(start), _moments(due), _moments(due_last))


def _moments(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype="datetime64[us]")


def grouped(cases: pd.DataFrame, group: np.ndarray, settings: Match, context: Context) -> Sought:
    """A row for each key of each group; the groups are the cases, and the earliest start of a group is its start."""
    places = [f"on.{name}" for name in settings.on]
    sure = ~cases["unsure"].to_numpy(dtype=bool)
    # what is certain stands first, so that it is what is kept of equal keys
    order = np.lexsort((~sure, group))
    frame = cases.iloc[order].assign(group=group[order], sure=sure[order])
    kept = frame[~frame.duplicated(["group", *places])]
    count = len(np.unique(group))
    times = times_of(cases, settings, context)
    if times is not None:
        first = {name: _earliest(getattr(times, name), group, count) for name in ("start", "due", "due_last")}
        times = Times(**first)
    return Sought(
        kept.drop(columns=["group", "sure"]), kept["group"].to_numpy(), kept["sure"].to_numpy(), np.arange(count), None,
        times,
    )  # fmt: skip


def _earliest(moments: np.ndarray, group: np.ndarray, count: int) -> np.ndarray:
    far = np.iinfo(np.int64).max
    found = np.full(count, far)
    known = ~np.isnat(moments)
    np.minimum.at(found, group[known], moments[known].astype(np.int64))
    return np.where(found == far, _NO_TIME, found.astype("datetime64[us]"))
