"""So many within the look-back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Period, Periods, Spans, Verdict, slots, spans_of
from svcqa_timeliness.contents import Content, blank_fields

if TYPE_CHECKING:
    from svcqa_timeliness.cadence import Cadence

_KINDS = ("day", "week", "month", "quarter", "half", "year")


@dataclass(frozen=True, eq=False)
class _Counting:
    """Records counted for those whose they are."""

    rows: np.ndarray
    size: int

    def count(self, mask: np.ndarray) -> np.ndarray:
        """How many of the records of each are in a mask."""
        return np.asarray(np.bincount(self.rows[mask & (self.rows >= 0)], minlength=self.size))


def enough(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Cadence, context: Context
) -> pd.DataFrame:
    """A slot for everyone who was active during all of the look-back."""
    begin, end = look_back(context)
    spans = _throughout(spans_of(cases, partners, settings), begin, end, settings)
    inside, doubtful = _inside(cases, settings, begin, end)
    unfilled = blank_fields(cases, settings)
    certain = inside & ~doubtful & ~unfilled.any(axis=0)
    possible = (inside | doubtful) & (~unfilled.any(axis=0) | cases["unsure"].to_numpy(dtype=bool))
    counting = _Counting(spans.rows, len(spans.names))
    sure, most = counting.count(certain)[spans.who], counting.count(possible)[spans.who]
    content = Content.of(cases, counting, (certain, possible), settings)
    least = settings.at_least or 0
    reason = np.full(len(spans.who), "", dtype=object)
    reason[content.unclear[spans.who]] = "row_unclear"
    reason[content.missing[spans.who]] = "content"
    reason[sure < least] = "row_unclear"
    reason[most < least] = "fewer"
    failing = np.isin(reason, ("content", "fewer"))
    reason[failing & spans.unclear] = "expected_unclear"
    undetermined = np.isin(reason, ("row_unclear", "expected_unclear"))
    verdict = np.select([reason == "", undetermined], [Verdict.CONFORMS, Verdict.UNDETERMINED], Verdict.FAILS)
    last = np.datetime64(context.period.last, "D")
    if np.datetime64(context.as_of, "D") < last:
        verdict[reason != ""], reason[reason != ""] = Verdict.PENDING, ""
    near = _latest(cases, spans, possible)
    due = np.full(len(verdict), last).astype("datetime64[us]")
    found = {"each": spans.record, "found_in": spans.found}
    beside = {f"beside.{name}": record for name, record in found.items() if getattr(settings, name) is not None}
    heads = [f"{name}/" if name else "" for name in spans.names[spans.who]]
    return slots(
        [f"{head}{begin}..{end}" for head in heads], near, verdict, reason=reason, day=due, due_on=due, **beside,
        count=sure, least=np.full(len(verdict), least), lacking=content.lacking[spans.who],
    )  # fmt: skip


def look_back(context: Context) -> tuple[np.datetime64, np.datetime64]:
    """First and last day of the look-back; an audit without a beginning looks back as far as one of its last day."""
    last = context.period.last
    span = context.look_back if context.period.first else Period(last, last).reaching_back(context.reach)
    return np.datetime64(span.first, "D"), np.datetime64(span.last, "D")


def _throughout(spans: Spans, begin: np.datetime64, end: np.datetime64, settings: Cadence) -> Spans:
    """Those for whom the duty held all that time; a group or one who was found, if at all in it."""
    late = (spans.first > begin) & (spans.found < 0)
    if settings.group:
        late = spans.first > end
    found_outside = (spans.found >= 0) & ((spans.first > end) | (spans.last < begin))
    left = (spans.last < end) & (spans.found < 0)
    whole = spans.taken(~(late | left | found_outside))
    # someone with several spans is asked once, for the clearest
    order = np.argsort(whole.unclear, kind="stable")
    once = np.unique(whole.who[order], return_index=True)[1]
    return whole.taken(np.sort(order[once]))


def _inside(
    cases: pd.DataFrame, settings: Cadence, begin: np.datetime64, end: np.datetime64
) -> tuple[np.ndarray, np.ndarray]:
    """Records within the look-back, and those of which that cannot be told."""
    unsure = cases["unsure"].to_numpy(dtype=bool)
    if settings.at is not None:
        day = cases["at"].to_numpy(dtype="datetime64[us]").astype("datetime64[D]")
        inside, blank = (day >= begin) & (day <= end), np.isnat(day)
        # what is listed for a period without a date has not been done
        unknown = blank & unsure if settings.period is not None else blank
        return inside, (inside & unsure) | unknown
    first, last = _named(cases["period"], settings.year_start)
    inside = (first <= end) & (last >= begin)
    return inside, (inside & unsure) | np.isnat(first)


def _named(names: pd.Series, year_start: int) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of the periods that are named, whatever their kind."""
    first, last = (np.full(len(names), np.datetime64("NaT", "D")) for _ in range(2))
    for name in _KINDS:
        kind = Periods(name, year_start)  # type: ignore[arg-type]
        found = kind.named(names)
        known = np.isnat(first) & ~np.isnat(found)
        first, last = np.where(known, found, first), np.where(known, kind.last(found), last)
    return first, last


def _latest(cases: pd.DataFrame, spans: Spans, mask: np.ndarray) -> np.ndarray:
    """The last record of each, by its date; -1 for none."""
    rows = np.flatnonzero(mask & (spans.rows >= 0))
    if "at" in cases:
        rows = rows[np.argsort(cases["at"].to_numpy(dtype="datetime64[us]")[rows].astype(np.int64), kind="stable")]
    found = np.full(len(spans.names), -1)
    found[spans.rows[rows]] = cases.index.to_numpy()[rows]
    return np.asarray(found[spans.who])
