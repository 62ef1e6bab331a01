"""One for every period: late, premature, incomplete or missing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Expected, Verdict, expected, slots
from svcqa_timeliness.contents import Content, blank_fields

if TYPE_CHECKING:
    from svcqa_timeliness.cadence import Cadence


class Rank(IntEnum):
    """What a record does for its slot; the least of all its records decides."""

    GOOD = 0
    ROLL = 1
    UNSURE = 2
    NOT_FILLED = 3
    LATE = 4
    PREMATURE = 5
    OUTSIDE = 6
    UNDATED = 7
    MISSING = 8


_REASONS = np.array(
    ["", "roll", "row_unclear", "not_filled", "late", "premature", "outside", "undated", "missing"], dtype=object
)


def periodic(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Cadence, context: Context
) -> pd.DataFrame:
    """A slot for every period of everyone, judged by its best record."""
    made = expected(cases, partners, settings, context)
    day = _days(cases["at"]) if settings.at is not None else np.full(len(cases), np.datetime64("NaT", "D"))
    unfilled = blank_fields(cases, settings)
    rank = _ranks(made, day, cases["unsure"].to_numpy(dtype=bool), unfilled.any(axis=0), settings)
    best = made.best(rank, Rank.MISSING)
    chosen = made.first((made.rows >= 0) & (rank == best[made.rows]), day.astype(np.int64))
    reason = _REASONS[best].copy()
    content = Content.of(cases, made, (rank == Rank.GOOD, rank <= Rank.UNSURE), settings)
    count = _counted(made, rank, content, settings, reason)
    verdict, chosen = _verdicts(made, reason, chosen, settings)
    kept = _in_scope(made, verdict, reason, settings, context)
    near = np.where(chosen >= 0, cases.index.to_numpy()[chosen] if len(cases) else -1, -1)
    evidence = {
        "due": _moments(made.table.due.latest[made.period]),
        "handed_in": cases["at"].array.take(chosen, allow_fill=True) if settings.at is not None else None,
        "not_filled": unfilled.told(chosen),
        "lacking": content.lacking,
        "count": count,
        "least": settings.min_sample,
    }
    due_on = _moments(made.table.due.earliest[made.period])
    frame = slots(
        made.names,
        near,
        verdict,
        reason=reason,
        day=evidence["due"],
        due_on=due_on,
        **_beside(made, settings),
        **evidence,
    )
    return frame if kept.all() else frame[kept]


def _ranks(made: Expected, day: np.ndarray, unsure: np.ndarray, unfilled: np.ndarray, settings: Cadence) -> np.ndarray:
    """What each record does for its slot."""
    rank = np.where(unsure, Rank.UNSURE, np.where(unfilled, Rank.NOT_FILLED, Rank.GOOD))
    if settings.at is None:
        return rank
    table, period = made.table, made.period[np.maximum(made.rows, 0)] if len(made.period) else np.zeros_like(made.rows)
    if len(made.period):
        latest = table.due.latest[period]
        if settings.due is not None:
            between = (day > table.due.earliest[period]) & (day <= latest) & (rank == Rank.GOOD)
            rank[between] = Rank.ROLL
            rank[day > latest] = Rank.LATE
            rank[day < table.opens[period]] = Rank.PREMATURE
        elif settings.window is not None:
            rank[(day < table.opens[period]) | (day > table.closes[period])] = Rank.OUTSIDE
    rank[np.isnat(day) & ~unsure] = Rank.UNDATED
    return rank


def _counted(made: Expected, rank: np.ndarray, content: Content, settings: Cadence, reason: np.ndarray) -> np.ndarray:
    """How many count for each slot; too few, or not all that must occur, is a reason of its own."""
    certain, possible = made.count(rank == Rank.GOOD), made.count(rank <= Rank.UNSURE)
    good = reason == ""
    reason[good & content.unclear] = "row_unclear"
    reason[good & content.missing] = "content"
    if settings.min_sample is not None:
        reason[good & (certain < settings.min_sample)] = "row_unclear"
        reason[good & (possible < settings.min_sample)] = "too_few"
    return certain


def _verdicts(
    made: Expected, reason: np.ndarray, chosen: np.ndarray, settings: Cadence
) -> tuple[np.ndarray, np.ndarray]:
    """The verdict on each slot, and the record to be quoted; the reasons are completed in place."""
    failing = (reason != "") & ~np.isin(reason, ("roll", "row_unclear"))
    doubtful = failing & (made.doubted >= 0)
    chosen = np.where(doubtful, made.doubted, chosen)
    reason[doubtful] = "period_unclear"
    if settings.partly is None:
        reason[failing & made.partly] = "partly_active"
    reason[failing & made.unclear] = "expected_unclear"
    reason[np.isnat(made.table.due.latest[made.period])] = "calendar"
    open_ones = ("roll", "row_unclear", "period_unclear", "partly_active", "expected_unclear", "calendar")
    verdict = np.select(
        [reason == "", np.isin(reason, open_ones)], [Verdict.CONFORMS, Verdict.UNDETERMINED], Verdict.FAILS
    )
    pending = made.table.open[made.period] & (reason != "")
    verdict[pending], reason[pending] = Verdict.PENDING, ""
    return verdict, chosen


def _in_scope(
    made: Expected, verdict: np.ndarray, reason: np.ndarray, settings: Cadence, context: Context
) -> np.ndarray:
    """What is settled before it is due belongs to the audit in whose period it is due."""
    day = made.table.due.latest[made.period]
    early = (verdict == Verdict.CONFORMS) & (day > np.datetime64(context.period.last, "D"))
    unasked = np.zeros(len(verdict), dtype=bool)
    if settings.partly == "not_expected":
        unasked = made.partly & (verdict != Verdict.CONFORMS)
    return np.asarray(~(early | unasked))


def _beside(made: Expected, settings: Cadence) -> dict[str, np.ndarray]:
    """The records for which something is expected."""
    found = {"each": made.spans.record[made.span], "found_in": made.spans.found[made.span]}
    return {f"beside.{name}": record for name, record in found.items() if getattr(settings, name) is not None}


def _days(moments: pd.Series) -> np.ndarray:
    return moments.to_numpy(dtype="datetime64[us]").astype("datetime64[D]")


def _moments(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[us]")
