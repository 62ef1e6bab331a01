"""Marks: when a duty begins and ends for everyone it is for, and what happened in between, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Spans, latest, look_back_days

if TYPE_CHECKING:
    from svcqa_timeliness.cadence import Cadence

WIDTH = np.int64(1) << 23
"""More days than there are between any two dates."""
LOWEST = -(WIDTH >> 1)
"""A day before all others, by its number."""
DAY = np.timedelta64(86_400_000_000 - 1, "us")
"""From the beginning of a day to its last moment."""
NO_MOMENT = np.datetime64("NaT", "us")


class Kind(IntEnum):
    """What stands at either side of a gap."""

    START = 0
    EVENT = 1
    END = 2
    NOW = 3


@dataclass(frozen=True, eq=False)
class Marks:
    """Starts, events and ends, one after the other for each span; where a date leaves it open, from when to when."""

    span: np.ndarray
    kind: np.ndarray
    first: np.ndarray
    last: np.ndarray
    row: np.ndarray
    """Position of the event's record; -1 for none."""

    def taken(self, order: np.ndarray) -> Marks:
        """Some of them, in that order."""
        return Marks(*(part[order] for part in (self.span, self.kind, self.first, self.last, self.row)))


def span_of_rows(cases: pd.DataFrame, spans: Spans) -> tuple[np.ndarray, np.ndarray]:
    """The span within which each record lies, -1 for none; and per span, that a record of it has no date."""
    day = cases["at"].to_numpy(dtype="datetime64[us]").astype("datetime64[D]")
    blank = np.isnat(day)
    place = _place(spans.who, spans.first)
    order = np.argsort(place, kind="stable")
    found = np.searchsorted(place[order], _place(spans.rows, day), side="right") - 1
    span = np.append(order, -1)[found]  # before all of them, or nobody's: none
    inside = (span >= 0) & ~blank
    inside[inside] = spans.who[span[inside]] == spans.rows[inside]
    inside[inside] = ~(day[inside] > spans.last[span[inside]])
    owners = np.zeros(len(spans.names), dtype=bool)
    owners[spans.rows[blank & (spans.rows >= 0)]] = True
    return np.where(inside, span, -1), owners[spans.who]


def _place(who: np.ndarray, day: np.ndarray) -> np.ndarray:
    """A number for each day of each of them, by which they can be sorted; what has no day comes first."""
    return np.asarray(who * WIDTH + np.where(np.isnat(day), LOWEST, day.astype(np.int64)))


def marks_of(
    cases: pd.DataFrame,
    partners: Mapping[str, pd.DataFrame],
    settings: Cadence,
    context: Context,
    known: tuple[Spans, np.ndarray],
) -> Marks:
    """All marks in order: the start of each span, its events, its end."""
    spans, span = known
    rows = np.flatnonzero(span >= 0)
    event = Marks(
        span[rows],
        np.full(len(rows), Kind.EVENT),
        moments(cases["at"])[rows],
        moments(latest(cases, "at"))[rows],
        rows,
    )
    start = _starts(partners, settings, context, spans, _earliest(event, len(spans.who)))
    end = _ends(partners, settings, context, spans)
    whole = Marks(
        *(np.concatenate(parts) for parts in zip(*(vars(one).values() for one in (start, event, end)), strict=True))
    )
    return whole.taken(np.lexsort((whole.last, whole.first, np.minimum(whole.kind, Kind.END), whole.span)))


def _starts(
    partners: Mapping[str, pd.DataFrame], settings: Cadence, context: Context, spans: Spans, earliest: np.ndarray
) -> Marks:
    """When the duty begins: with its span, with the audit where nothing else says so, or else with the first event."""
    first = spans.first.astype("datetime64[us]")
    last = first + DAY
    if settings.each is not None and settings.each.active is not None:
        own = spans.position >= 0
        frame = partners["each"].iloc[spans.position[own]]
        first[own], last[own] = moments(frame["each.active.0"]), moments(latest(frame, "each.active.0"))
    if settings.group and settings.since is None:
        first[:] = NO_MOMENT
    elif not (settings.each is not None and settings.each.active is not None):
        # of the office as a whole: an audit that begins later than its first event has its first gap before it
        begun = np.array([context.period.first], dtype="datetime64[us]")[0]
        usual = look_back_days(context)[0].astype("datetime64[us]") if np.isnat(begun) else begun
        open_ = np.isnat(first) & (np.isnat(earliest) | (begun < earliest))
        first[open_], last[open_] = usual, usual + DAY
    # a first day that is not written has its place, too: nobody can say how long the first gap was
    unknown = np.isnat(first) & (settings.each is not None and settings.each.active is not None)
    there = np.flatnonzero((~np.isnat(first) & ~(first > np.datetime64(context.as_of, "us"))) | unknown)
    return Marks(there, np.full(len(there), Kind.START), first[there], last[there], np.full(len(there), -1))


def _earliest(event: Marks, count: int) -> np.ndarray:
    """The first event of each span; NaT where there is none."""
    found = np.full(count, NO_MOMENT)
    np.fmin.at(found, event.span, event.first)
    return found


def _ends(partners: Mapping[str, pd.DataFrame], settings: Cadence, context: Context, spans: Spans) -> Marks:
    """When it ends: with its span, or not yet."""
    now = np.datetime64(context.as_of, "us")
    first = spans.last.astype("datetime64[us]")
    last = first + DAY
    if settings.each is not None and settings.each.active is not None and len(settings.each.active) == 2:
        own = spans.position >= 0
        frame = partners["each"].iloc[spans.position[own]]
        first[own], last[own] = moments(frame["each.active.1"]), moments(latest(frame, "each.active.1"))
    ended = first <= now
    # what was found has no end: the last one is no farewell, but after it nothing is asked for
    kind = np.where(ended, Kind.END, Kind.NOW)
    first, last = np.where(ended, first, now), np.where(ended, last, now)
    return Marks(np.arange(len(first)), kind, first, last, np.full(len(first), -1))


def moments(column: pd.Series) -> np.ndarray:
    """The moments of a column."""
    return column.to_numpy(dtype="datetime64[us]")
