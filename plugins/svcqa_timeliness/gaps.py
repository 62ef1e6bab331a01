"""Gaps: from the first day of a duty to the first event, from each event to the next, and from the last to the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Duration, Spans, Verdict, slots, spans_of
from svcqa_timeliness.marks import NO_MOMENT, Kind, Marks, marks_of, moments, span_of_rows

if TYPE_CHECKING:
    from svcqa_timeliness.cadence import Cadence


def gaps(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Cadence, context: Context
) -> pd.DataFrame:
    """A slot for every gap."""
    spans = spans_of(cases, partners, settings)
    span, undated = span_of_rows(cases, spans)
    unsure = cases["unsure"].to_numpy(dtype=bool)
    marks = marks_of(cases, partners, settings, context, (spans, np.where(unsure, -1, span)))
    here = np.flatnonzero(marks.span[:-1] == marks.span[1:])
    start, end = marks.taken(here), marks.taken(here + 1)
    due_first, due_last = _due(start, settings, context, (partners, spans))
    doubtful = _doubtful(start, end, (cases, np.where(unsure, span, -1)), undated)
    reason = _reasons(end, (due_first, due_last))
    failing = np.isin(reason, ("gap", "gap_to_end", "gap_open"))
    reason[failing & doubtful[0]] = "row_unclear"
    reason[failing & doubtful[1]] = "period_unclear"
    reason[failing & spans.unclear[start.span]] = "expected_unclear"
    reason[np.isnat(due_first)] = "no_limit" if settings.max_gap is None else "calendar"
    reason[np.isnat(start.first)] = "expected_unclear"
    verdict = np.select(
        [reason == "", failing & np.isin(reason, _FAILING)], [Verdict.CONFORMS, Verdict.FAILS], Verdict.UNDETERMINED
    )
    verdict[(reason == "") & (end.kind == Kind.NOW)] = Verdict.PENDING
    kept = _in_scope(start, end, verdict, due_first, context)
    return _told(
        cases, spans, settings, (start.taken(kept), end.taken(kept)), (verdict[kept], reason[kept], due_first[kept])
    )


_FAILING = ("gap", "gap_to_end", "gap_open")


def _due(
    start: Marks, settings: Cadence, context: Context, known: tuple[Mapping[str, pd.DataFrame], Spans]
) -> tuple[np.ndarray, np.ndarray]:
    """By when the next event is due, by the earliest and the latest reading of the last one's date."""
    partners, spans = known
    if settings.max_gap is not None:
        calendar, limit = context.calendar(settings.calendar), settings.max_gap
        due = [
            calendar.due(pd.Series(one), limit).to_numpy(dtype="datetime64[us]") for one in (start.first, start.last)
        ]
        return due[0], due[1]
    at = spans.position[start.span]
    if settings.each is not None and settings.each.max_gap_months is not None:
        months = partners["each"]["each.max_gap_months"].to_numpy()
        return _months_on(start, np.where(at >= 0, months[at], np.nan), settings, context)
    length = partners["each"]["each.max_gap"].to_numpy(dtype="timedelta64[us]")
    took = np.full(len(at), np.timedelta64("NaT", "us"))
    took[at >= 0] = length[at[at >= 0]]
    return start.first + took, start.last + took


def _months_on(start: Marks, months: np.ndarray, settings: Cadence, context: Context) -> tuple[np.ndarray, np.ndarray]:
    """So many months after each mark; no moment where they are not whole, or none.

    Months are counted by the day, whatever the time of day.
    """
    calendar = context.calendar(settings.calendar)
    due = np.full(len(months), NO_MOMENT)
    for count in np.unique(months[(months > 0) & (months % 1 == 0)]):
        mine = np.flatnonzero(months == count)
        late = calendar.due(pd.Series(start.first[mine]), Duration(float(count), "mo"))
        due[mine] = late.to_numpy(dtype="datetime64[us]")
    return due, due


def _reasons(end: Marks, due: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Whether each gap is too long, whatever the dates mean; open where they mean both."""
    broken = end.first > due[1]
    kept = end.last <= due[0]
    told = np.select([end.kind == Kind.EVENT, end.kind == Kind.END], ["gap", "gap_to_end"], "gap_open")
    return np.select([broken, kept], [told, ""], "date_only").astype(object)


def _doubtful(
    start: Marks, end: Marks, rows: tuple[pd.DataFrame, np.ndarray], undated: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Gaps in which a record lies of which it cannot be told whether it counts, or may lie one without a date."""
    cases, span = rows
    doubted = np.flatnonzero(span >= 0)
    inside = np.zeros(len(start.span), dtype=bool)
    if len(doubted):
        at = moments(cases["at"])[doubted]
        order = np.lexsort((at, span[doubted]))
        ranks = np.unique(np.concatenate([at, start.first, end.last]), return_inverse=True)[1]
        of_rows, of_start, of_end = np.split(ranks, [len(at), len(at) + len(start.span)])
        width = len(ranks)
        place = (span[doubted] * width + of_rows)[order]
        low = np.searchsorted(place, start.span * width + of_start)
        inside = np.searchsorted(place, end.span * width + of_end, side="right") > low
    return inside, undated[start.span]


def _in_scope(start: Marks, end: Marks, verdict: np.ndarray, due: np.ndarray, context: Context) -> np.ndarray:
    """Gaps that are judged: those ended or broken within the period under audit, and those still open today."""
    # a gap that conforms belongs where it ends, another where it becomes too long, or may, or where it begins
    begun = np.where(np.isnat(due), start.first, due)
    day = np.where(verdict == Verdict.CONFORMS, end.first, begun).astype("datetime64[D]")
    kept = ~(day > np.datetime64(context.period.last, "D"))
    if context.period.first:
        kept &= end.last >= np.datetime64(context.period.first, "us")
    return np.flatnonzero(np.where(verdict == Verdict.PENDING, context.period.last >= context.as_of.date(), kept))


def _told(
    cases: pd.DataFrame,
    spans: Spans,
    settings: Cadence,
    marks: tuple[Marks, Marks],
    found: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> pd.DataFrame:
    """The slots, named after whose they are and when the gap began; the later record is quoted, or else the earlier."""
    (start, end), (verdict, reason, due) = marks, found
    names = pd.Series(spans.names[spans.who[start.span]], dtype="str")
    since, until = pd.Series(start.first), pd.Series(np.where(end.kind == Kind.NOW, NO_MOMENT, end.first))
    shown = _said(start.first, verdict != Verdict.CONFORMS)
    row = np.where(end.row >= 0, end.row, start.row)
    near = np.where(row >= 0, cases.index.to_numpy()[row] if len(cases) else -1, -1)
    quoted = spans.beside(start.span, settings)
    limit = np.full(len(near), settings.max_gap, dtype=object)
    took = end.first - start.first
    if settings.max_gap is None:
        limit = pd.Series(due - start.first).to_numpy()
    day = np.where(np.isnat(due), end.first, np.minimum(due, end.first))
    named = names.where((names == "") | (shown == ""), names + "/") + shown
    return slots(
        named.to_numpy(dtype=object), near, verdict, reason=reason, day=day, due_on=due,
        still_open=reason == "gap_open", **quoted, since=since, until=until, took=took, limit=limit,
    )  # fmt: skip


def _said(moments: np.ndarray, exactly: np.ndarray) -> pd.Series:
    """When a gap began: the day, and the time where there is one and it tells slots apart; nothing if nobody knows."""
    codes, days = pd.factorize(moments.astype("datetime64[D]").astype("datetime64[s]"))
    said = np.array([*(str(day)[:10] for day in pd.DatetimeIndex(days)), ""], dtype=object)[codes]
    timed = np.flatnonzero(exactly & (moments > moments.astype("datetime64[D]")))
    said[timed] = np.datetime_as_string(moments[timed], unit="s")
    return pd.Series(said, dtype="str")
