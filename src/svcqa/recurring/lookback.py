"""The look-back: for duties without an interval of their own, everyone active during all of it has one slot."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from svcqa.checks import UNSURE, Context
from svcqa.duerules import DueDays
from svcqa.periods import KINDS, Period, Periods
from svcqa.recurring.activity import active_within
from svcqa.recurring.filled import Expected
from svcqa.recurring.settings import Recurring
from svcqa.recurring.spans import NO_DAY, Spans, days, period_names, spans_of


def look_back_days(context: Context) -> tuple[np.datetime64, np.datetime64]:
    """First and last day of the look-back; an audit without a beginning looks back as far as one of its last day."""
    last = context.period.last
    span = context.look_back if context.period.first else Period(last, last).reaching_back(context.reach)
    return np.datetime64(span.first, "D"), np.datetime64(span.last, "D")


def expected_in_look_back(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Recurring, context: Context
) -> Expected:
    """One slot for the office, or for everyone who was active all that time, and the records within it.

    With ``activity`` there is none for those to whom nothing happened in it that calls for a record.
    What lies or may lie within it has the slot as its own: a record without a date too, unless it is listed for a
    named period and so has not been done. What is known by its period alone, and names none that can be told, only
    leaves the slot in doubt.
    """
    begin, end = look_back_days(context)
    spans = _throughout(spans_of(cases, partners, settings), begin, end, grouped=bool(settings.group))
    certain, possible = active_within(partners, settings, spans, begin, end)
    spans, certain = spans.taken(possible), certain[possible]
    slot = np.full(len(spans.names) + 1, -1)
    slot[spans.who] = np.arange(len(spans.who))
    inside, unnamed = _inside(cases, settings, begin, end)
    rows, maybe = (np.where(mask, slot[spans.rows], -1) for mask in (inside, unnamed))
    heads = pd.Series(spans.names[spans.who], dtype="str")
    names = heads.where(heads == "", heads + "/") + f"{begin}..{end}"
    count = len(names)
    due, never = np.full(count, end), np.full(count, NO_DAY)
    nothing, doubted = np.zeros(count, dtype=bool), np.full(count, -1)
    doubted[maybe[maybe >= 0]] = np.flatnonzero(maybe >= 0)
    open_ = np.full(count, np.datetime64(context.as_of, "D") < end)
    opens = np.full(count, begin)
    return Expected(
        spans, names.to_numpy(dtype=object), np.arange(count), DueDays(due, due), opens, never, open_, nothing,
        spans.unclear | ~certain, rows, doubted,
    )  # fmt: skip


def _throughout(spans: Spans, begin: np.datetime64, end: np.datetime64, *, grouped: bool) -> Spans:
    """Those for whom the duty held all that time; a group, or one who was found, if at all in it."""
    late = spans.first > (end if grouped else begin)
    left = spans.last < end
    found = spans.found >= 0
    elsewhere = (spans.first > end) | (spans.last < begin)
    whole = spans.taken(np.where(found, ~elsewhere, ~(late | left)))
    # someone with several spans is asked once, by the clearest
    order = np.argsort(whole.unclear, kind="stable")
    once = np.unique(whole.who[order], return_index=True)[1]
    return whole.taken(np.sort(order[once]))


def _inside(
    cases: pd.DataFrame, settings: Recurring, begin: np.datetime64, end: np.datetime64
) -> tuple[np.ndarray, np.ndarray]:
    """Records that lie within the look-back, or may for want of a date; and those whose period cannot be told."""
    nothing = np.zeros(len(cases), dtype=bool)
    if settings.at is not None:
        day = days(cases["at"])
        blank = np.isnat(day)
        unknown = blank & cases[UNSURE].to_numpy(dtype=bool) if settings.period is not None else blank
        return np.asarray(((day >= begin) & (day <= end)) | unknown), nothing
    first, last = _named(period_names(cases), settings.year_start)
    return np.asarray((first <= end) & (last >= begin)), np.isnat(first)


def _named(names: pd.Series, year_start: int) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of the periods that are named, whatever their kind."""
    first, last = (np.full(len(names), NO_DAY) for _ in range(2))
    for name in KINDS:
        kind = Periods(name, year_start)
        found = kind.named(names)
        known = np.isnat(first) & ~np.isnat(found)
        first, last = np.where(known, found, first), np.where(known, kind.last(found), last)
    return first, last
