"""One for every period, or so many in the look-back: late, premature, incomplete or missing."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Expected
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


def filled_in_time(cases: pd.DataFrame, made: Expected, settings: Cadence, context: Context) -> pd.DataFrame:
    """Every slot judged by its best record, each record held against the day by which it was due."""
    day = _days(cases, settings)
    unfilled = blank_fields(cases, settings)
    rank = _ranks(made, day, (cases["unsure"].to_numpy(dtype=bool), unfilled.any(axis=0)), settings)
    best = made.best(rank, Rank.MISSING)
    reason = _REASONS[best].copy()
    return _judged(cases, (made, day), (rank, best, reason), settings, context, least=(settings.min_sample, "too_few"))


def enough(cases: pd.DataFrame, made: Expected, settings: Cadence, context: Context) -> pd.DataFrame:
    """The slot of the look-back judged by how many records lie in it."""
    day = _days(cases, settings)
    unsure, unfilled = cases["unsure"].to_numpy(dtype=bool), blank_fields(cases, settings).any(axis=0)
    doubtful = unsure | (np.isnat(day) if settings.at is not None else np.zeros(len(cases), dtype=bool))
    rank = np.select([doubtful, unfilled], [Rank.UNSURE, Rank.NOT_FILLED], Rank.GOOD)
    best = made.best(rank, Rank.MISSING)
    reason = np.where(best == Rank.NOT_FILLED, "not_filled", "").astype(object)
    return _judged(cases, (made, day), (rank, best, reason), settings, context, least=(settings.at_least, "fewer"))


def _ranks(made: Expected, day: np.ndarray, known: tuple[np.ndarray, np.ndarray], settings: Cadence) -> np.ndarray:
    """What each record does for its slot."""
    unsure, unfilled = known
    rank = np.select([unsure, unfilled], [Rank.UNSURE, Rank.NOT_FILLED], Rank.GOOD)
    if settings.at is None:
        return rank
    never = np.datetime64("NaT", "D")
    opens, latest = made.per_record(made.opens, never), made.per_record(made.due.latest, never)
    if settings.due is not None:
        rank[(day > made.per_record(made.due.earliest, never)) & (day <= latest) & (rank == Rank.GOOD)] = Rank.ROLL
        rank[day > latest] = Rank.LATE
        rank[day < opens] = Rank.PREMATURE
    elif settings.window is not None:
        rank[(day < opens) | (day > made.per_record(made.closes, never))] = Rank.OUTSIDE
    rank[np.isnat(day) & ~unsure] = Rank.UNDATED
    return rank


def _judged(  # noqa: PLR0913 - what was found of the slots, and what the rule asks
    cases: pd.DataFrame,
    slots: tuple[Expected, np.ndarray],
    found: tuple[np.ndarray, np.ndarray, np.ndarray],
    settings: Cadence,
    context: Context,
    *,
    least: tuple[int | None, str],
) -> pd.DataFrame:
    """The slots with their verdicts; too few, or not all that must occur, is a reason of its own."""
    (made, day), (rank, best, reason) = slots, found
    certain, possible = made.count(rank == Rank.GOOD), made.count(rank <= Rank.UNSURE)
    content = Content.of(cases, made, (rank == Rank.GOOD, rank <= Rank.UNSURE), settings)
    good, (number, too_few) = reason == "", least
    reason[good & content.unclear] = "row_unclear"
    reason[good & content.missing] = "content"
    if number is not None:
        reason[good & (certain < number)] = "row_unclear"
        reason[good & (possible < number)] = too_few
    chosen = made.first((made.rows >= 0) & (rank == made.per_record(best, -1)), day.astype(np.int64))
    evidence = {
        "handed_in": cases["at"].array.take(chosen, allow_fill=True) if settings.at is not None else None,
        "not_filled": blank_fields(cases, settings).told(chosen),
        "lacking": content.lacking,
        "count": certain,
        "least": number,
    }
    return made.judged(
        cases, settings, context, reason=reason, undetermined=("roll", "row_unclear"), quoted=chosen, evidence=evidence
    )


def _days(cases: pd.DataFrame, settings: Cadence) -> np.ndarray:
    if settings.at is None:
        return np.full(len(cases), np.datetime64("NaT", "D"))
    return cases["at"].to_numpy(dtype="datetime64[us]").astype("datetime64[D]")
