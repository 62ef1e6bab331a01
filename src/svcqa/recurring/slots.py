"""Slots: everyone the duty is for, times the periods it is asked for; and which records may fill which of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from svcqa.checks import Context
from svcqa.duerules import DueDays
from svcqa.periods import Periods
from svcqa.recurring.activity import Activity, activity_days, activity_of
from svcqa.recurring.filled import Expected
from svcqa.recurring.settings import Recurring
from svcqa.recurring.spans import Spans, days, period_names, spans_of
from svcqa.recurring.table import PeriodTable, table_of

NO_DAY = np.datetime64("NaT", "D")


def expected(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Recurring, context: Context
) -> Expected:
    """The slots of a duty that is asked for every period, and which records may fill them.

    A period is judged if its due day (without one its last day) lies in the period under audit; where the audit
    reaches up to the audit moment, those that have begun and the next one are there too, not over yet.
    """
    spans = spans_of(cases, partners, settings)
    at = days(cases["at"]) if settings.at is not None else np.full(len(cases), NO_DAY)
    begins = np.concatenate([spans.first, activity_days(partners, settings)])
    table, about, unnamed = _about(cases, settings, context, (begins, at))
    made = _crossed(spans, table, activity_of(partners, settings, spans, table))
    who, period = made.who, made.period
    width = len(table.first) + 1
    place = who * width + period
    wanted = np.where((spans.rows >= 0) & (about >= 0), spans.rows * width + about, -1)
    rows = _positions(place, wanted)
    doubted = _doubted(made, spans.rows, (cases, at, unnamed), settings)
    due = DueDays(table.due.earliest[period], table.due.latest[period])
    parts = (table.opens[period], table.closes[period], table.open[period], made.partly, made.unclear)
    ahead, ends = period >= table.judged, (table.first[period], table.last[period])
    return Expected(spans, _names(made, spans), made.span, due, *parts, rows, doubted, ahead, *ends)


def _names(made: _Crossed, spans: Spans) -> np.ndarray:
    """What each slot is called: whose it is, and the period."""
    period = made.table.names[made.period]
    if not spans.names.any():
        return np.asarray(period)
    heads = pd.Series(spans.names[made.who], dtype="str") + "/"
    return (heads + pd.Series(period, dtype="str")).to_numpy(dtype=object)


def _about(
    cases: pd.DataFrame, settings: Recurring, context: Context, known: tuple[np.ndarray, np.ndarray]
) -> tuple[PeriodTable, np.ndarray, np.ndarray]:
    """The table of periods; per record the position of the period it is about, -1 for none; and where that is open."""
    assert settings.every is not None  # noqa: S101 - asked for only where there is one
    (others, at), kind = known, Periods(settings.every, settings.year_start)
    begins = at
    if settings.period is not None:
        begins = first = kind.named(period_names(cases))
    begin = np.concatenate([others, begins])
    begin = begin[~np.isnat(begin)]
    table = table_of(settings, context, begin.min() if len(begin) else NO_DAY)
    if settings.period is not None:
        return table, table.of_first(first), np.isnat(first)
    return table, table.holding(at), np.isnat(at)


@dataclass(frozen=True, eq=False)
class _Crossed:
    table: PeriodTable
    who: np.ndarray
    period: np.ndarray
    span: np.ndarray
    partly: np.ndarray
    unclear: np.ndarray


def _crossed(spans: Spans, table: PeriodTable, activity: Activity | None) -> _Crossed:
    """Every span times the periods it overlaps; several spans of one make one slot for a period."""
    opens = np.where(np.isnat(table.closes), table.first, table.opens)
    closes = np.where(np.isnat(table.closes), table.last, table.closes)
    low, high = np.full(len(spans.who), table.begin), np.full(len(spans.who), table.end)
    begun, ended = ~np.isnat(spans.first), ~np.isnat(spans.last)
    low[begun] = np.maximum(low[begun], np.searchsorted(closes, spans.first[begun]))
    high[ended] = np.minimum(high[ended], np.searchsorted(opens, spans.last[ended], side="right"))
    count = np.maximum(high - low, 0)
    span = np.repeat(np.arange(len(count)), count)
    period = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + low[span]
    # of those who were found nobody knows when they came and went: what they worked in is asked for as a whole
    partly = (spans.first[span] > opens[period]) | (spans.last[span] < closes[period])
    partly &= spans.found[span] < 0
    made = _Crossed(table, spans.who[span], period, span, partly, spans.unclear[span])
    made = _kept(made, table.asked[period])
    if activity is not None:
        certain, possible = activity.of(made.who, made.period)
        parts = (made.who, made.period, made.span, made.partly, made.unclear | ~certain)
        made = _kept(_Crossed(table, *parts), possible)
    return _merged(made)


def _kept(made: _Crossed, mask: np.ndarray) -> _Crossed:
    if mask.all():
        return made
    parts = (made.who, made.period, made.span, made.partly, made.unclear)
    return _Crossed(made.table, *(part[mask] for part in parts))


def _merged(made: _Crossed) -> _Crossed:
    """In order of whose they are and of the periods; of several for one slot, that which is certain and whole."""
    place = made.who * (len(made.table.first) + 1) + made.period
    if (np.diff(place) > 0).all():
        return made
    order = np.lexsort((made.unclear, made.partly, place))
    parts = (made.who, made.period, made.span, made.partly, made.unclear)
    made, place = _Crossed(made.table, *(part[order] for part in parts)), place[order]
    return _kept(made, np.concatenate([[True], np.diff(place) > 0]))


def _positions(place: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Where each wanted key stands in a sorted list; -1 where it does not."""
    if not len(place):
        return np.full(len(wanted), -1)
    found = np.minimum(np.searchsorted(place, wanted), len(place) - 1)
    return np.where(place[found] == wanted, found, -1)


def _doubted(
    made: _Crossed, owner: np.ndarray, rows: tuple[pd.DataFrame, np.ndarray, np.ndarray], settings: Recurring
) -> np.ndarray:
    """Per slot a record that may be for it although its period cannot be told, so that it would not fail."""
    cases, at, unnamed = rows
    table, found = made.table, np.full(len(made.who), -1)
    open_ = np.flatnonzero(unnamed & (owner >= 0))
    if not len(open_) or not len(found):
        return found
    width = len(table.first) + 1
    place = made.who * width + made.period
    low, high = _in_time(table, at[open_], settings)
    for name, mine in _by_name(cases, open_, settings):
        which, told = table.candidates(name) if name is not None else (np.arange(len(table.first)), False)
        which = which if told else np.arange(len(table.first))
        for first, last in _runs(which):
            start = _left(place, owner[open_[mine]] * width + np.maximum(low[mine], first))
            end = _left(place, owner[open_[mine]] * width + np.minimum(high[mine], last) + 1)
            count = np.maximum(end - start, 0)
            slot = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(start, count)
            found[slot] = np.repeat(open_[mine], count)
    return found


def _by_name(cases: pd.DataFrame, open_: np.ndarray, settings: Recurring) -> list[tuple[object, np.ndarray]]:
    """What stands there instead of a period, and the records in question that say it, as positions among them."""
    if settings.period is None:
        return [(None, np.arange(len(open_)))]
    codes, names = pd.factorize(period_names(cases).to_numpy(dtype=object)[open_])
    order = np.argsort(codes, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)
    return [(None if codes[part[0]] < 0 else names[codes[part[0]]], part) for part in parts]


def _in_time(table: PeriodTable, at: np.ndarray, settings: Recurring) -> tuple[np.ndarray, np.ndarray]:
    """The periods for which what happened on a day would be in time, from which to which; all for an unknown day."""
    low, high = np.zeros(len(at), dtype=np.int64), np.full(len(at), len(table.first) - 1)
    known = np.flatnonzero(~np.isnat(at))
    if settings.due is not None or settings.window is not None:
        closes = np.where(np.isnat(table.due.latest), table.last, table.due.latest)
        low[known] = np.searchsorted(closes, at[known])
    if not np.isnat(table.opens).all():
        high[known] = np.searchsorted(table.opens, at[known], side="right") - 1
    return low, high


def _runs(which: np.ndarray) -> list[tuple[int, int]]:
    """Runs of numbers that follow each other, each from its first to its last."""
    parts = np.split(which, np.flatnonzero(np.diff(which) > 1) + 1)
    return [(int(part[0]), int(part[-1])) for part in parts if len(part)]


def _left(place: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    return np.asarray(np.searchsorted(place, wanted, side="left"))
