"""One for every period, or so many in the look-back: late, premature, incomplete or missing."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Expected, FieldRef, InTime, naming
from svcqa_timeliness.contents import Content, blanks

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


_WORSE = {InTime.LATE: Rank.LATE, InTime.PREMATURE: Rank.PREMATURE, InTime.OUTSIDE: Rank.OUTSIDE}


def filled_in_time(cases: pd.DataFrame, made: Expected, settings: Cadence, context: Context) -> pd.DataFrame:
    """Every slot judged by its best record, each record held against the day by which it was due."""
    day = _days(cases, settings)
    unfilled = _unfilled(cases, settings)
    rank = _ranks(made, day, (cases["unsure"].to_numpy(dtype=bool), unfilled), settings)
    best = made.best(rank, Rank.MISSING)
    reason = _REASONS[best].copy()
    return _judged(cases, made, (rank, best, reason), settings, context, least=(settings.min_sample, "too_few"))


def enough(cases: pd.DataFrame, made: Expected, settings: Cadence, context: Context) -> pd.DataFrame:
    """The slot of the look-back judged by how many records lie in it."""
    day = _days(cases, settings)
    unsure, unfilled = cases["unsure"].to_numpy(dtype=bool), _unfilled(cases, settings)
    doubtful = unsure | (np.isnat(day) if settings.at is not None else np.zeros(len(cases), dtype=bool))
    rank = np.select([doubtful, unfilled], [Rank.UNSURE, Rank.NOT_FILLED], Rank.GOOD)
    best = made.best(rank, Rank.MISSING)
    reason = np.where(best == Rank.NOT_FILLED, "not_filled", "").astype(object)
    return _judged(cases, made, (rank, best, reason), settings, context, least=(settings.at_least, "fewer"))


def _ranks(made: Expected, day: np.ndarray, known: tuple[np.ndarray, np.ndarray], settings: Cadence) -> np.ndarray:
    """What each record does for its slot."""
    unsure, unfilled = known
    rank = np.select([unsure, unfilled], [Rank.UNSURE, Rank.NOT_FILLED], Rank.GOOD)
    if settings.at is None:
        return rank
    time = made.in_time(day, settings)
    rank[(time == InTime.ROLL) & (rank == Rank.GOOD)] = Rank.ROLL
    for one, worse in _WORSE.items():
        rank[time == one] = worse
    rank[np.isnat(day) & ~unsure] = Rank.UNDATED
    return rank


def _judged(  # noqa: PLR0913 - what was found of the slots, and what the rule asks
    cases: pd.DataFrame,
    made: Expected,
    found: tuple[np.ndarray, np.ndarray, np.ndarray],
    settings: Cadence,
    context: Context,
    *,
    least: tuple[int | None, str],
) -> pd.DataFrame:
    """The slots with their verdicts; too few, or not all that must occur, is a reason of its own."""
    rank, best, reason = found
    certain, possible = made.count(rank == Rank.GOOD), made.count(rank <= Rank.UNSURE)
    content = Content.of(cases, made, (rank == Rank.GOOD, rank <= Rank.UNSURE), settings)
    good, (number, too_few) = reason == "", least
    reason[good & content.unclear] = "row_unclear"
    reason[good & content.missing] = "content"
    if number is not None:
        reason[good & (certain < number)] = "row_unclear"
        reason[good & (possible < number)] = too_few
    chosen = made.first(rank == made.per_record(best, Rank.MISSING), _moments(cases, settings))
    fields = [FieldRef(name) for name in settings.require]
    evidence = {
        "handed_in": cases["at"].array.take(chosen, allow_fill=True) if settings.at is not None else None,
        "not_filled": _of_chosen(naming(fields, blanks(cases, settings), len(cases)), chosen),
        "lacking": content.lacking,
        "count": certain,
        "least": number,
    }
    owed = ("missing", "undated")
    return made.judged(cases, settings, context, reason=reason, owed=owed, quoted=chosen, evidence=evidence)


def _unfilled(cases: pd.DataFrame, settings: Cadence) -> np.ndarray:
    """Records that leave a required field blank."""
    return np.asarray(np.logical_or.reduce([np.zeros(len(cases), dtype=bool), *blanks(cases, settings)]))


def _of_chosen(values: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """What is said of the record that is quoted for each slot."""
    return np.asarray(np.append(values, [None])[chosen])


def _days(cases: pd.DataFrame, settings: Cadence) -> np.ndarray:
    return _moments(cases, settings).astype("datetime64[D]")


def _moments(cases: pd.DataFrame, settings: Cadence) -> np.ndarray:
    if settings.at is None:
        return np.full(len(cases), np.datetime64("NaT", "us"))
    return cases["at"].to_numpy(dtype="datetime64[us]")
