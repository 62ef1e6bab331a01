"""Moves of a due date: a new time counts only if it was agreed not later than the one it replaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pydantic import Field

from svcqa import Context, FieldRef, Matching, PartnerCondition, PartnerField, RegisterRef, Settings
from svcqa_timeliness.moments import BLANK, Moments, moments_of, number, numbers

_NEVER = np.iinfo(np.int64).max


class MoveFields(Settings):
    """A new time that the case itself tells."""

    to: FieldRef
    """The new time; a date means until its end, and a blank is no new time."""
    agreed_at: FieldRef
    """When it was agreed."""


class MoveRecords(Settings):
    """New times that stand in another register, any number of them for a case."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of that register: which moves belong to the case."""
    to: PartnerField
    """The new time; a date means until its end, and a blank is no new time."""
    agreed_at: PartnerField
    """When it was agreed."""
    where: PartnerCondition | None = None
    """Which of its records count."""


@dataclass(frozen=True, eq=False)
class Moved:
    """The due moments after all moves."""

    earliest: pd.Series
    latest: pd.Series
    """They differ where it cannot be told whether a move counts."""
    counted: np.ndarray
    """How often each was moved in time."""
    refused: np.ndarray
    """How many moves were agreed too late, and do not count."""
    unclear: np.ndarray
    """Cases with a move of which the new time cannot be read."""


@dataclass(frozen=True, eq=False)
class _Told:
    """Moves as they are written, as numbers."""

    case: np.ndarray
    to: np.ndarray
    agreed: np.ndarray
    agreed_last: np.ndarray
    unsure: np.ndarray


def moved(
    cases: pd.DataFrame,
    partners: Mapping[str, pd.DataFrame],
    moves: Sequence[MoveFields | MoveRecords],
    due: tuple[pd.Series, pd.Series],
    context: Context,
) -> Moved:
    """The due moments after all moves, in the order in which they were agreed.

    Args:
        cases: the cases.
        partners: frames of the registers that hold moves.
        moves: where they stand.
        due: the earliest and the latest due moment before any move.
        context: the audit moment; what is agreed later is not agreed yet.
    """
    told = [one for place, move in enumerate(moves) for one in _read(cases, partners, move, f"extension.{place}")]
    every = _in_order(told, number(context.as_of))
    earliest, latest = numbers(due[0]), numbers(due[1])
    counted, refused = (np.zeros(len(cases), dtype=np.int64) for _ in range(2))
    # what has no due moment has none that could be moved
    meant = (every.to != BLANK) & (earliest[every.case] != BLANK)
    turn = pd.Series(every.case).groupby(every.case).cumcount().to_numpy()
    for one in np.unique(turn):
        at = np.flatnonzero((turn == one) & meant)
        case, to = every.case[at], every.to[at]
        agreed = every.agreed[at] != BLANK
        surely = agreed & (every.agreed_last[at] <= earliest[case])
        never = agreed & (every.agreed[at] > latest[case])
        # one that may or may not be there may have moved the date, or not
        surely &= ~every.unsure[at]
        counted[case] += surely
        refused[case] += never & ~every.unsure[at]
        lower, upper = np.minimum(earliest[case], to), np.maximum(latest[case], to)
        earliest[case] = np.select([surely, never], [to, earliest[case]], lower)
        latest[case] = np.select([surely, never], [to, latest[case]], upper)
    unclear = np.zeros(len(cases), dtype=bool)
    unclear[every.case[every.to == BLANK]] = True
    index = cases.index
    return Moved(moments_of(earliest, index), moments_of(latest, index), counted, refused, unclear)


def _in_order(told: Sequence[_Told], now: np.int64) -> _Told:
    """All moves by case and by the day they were agreed; one without a day comes last."""
    whole = {
        name: np.concatenate([getattr(one, name) for one in told])
        for name in ("case", "to", "agreed", "agreed_last", "unsure")
    }
    # an unanswered request for another time is no new time
    meant = ((whole["to"] != BLANK) | whole["unsure"]) & (whole["agreed"] <= now)
    kept = {name: values[meant] for name, values in whole.items()}
    day = np.where(kept["agreed"] == BLANK, _NEVER, kept["agreed"])
    order = np.lexsort((kept["to"], day, kept["case"]))
    return _Told(**{name: values[order] for name, values in kept.items()})


def _read(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], move: MoveFields | MoveRecords, place: str
) -> Iterator[_Told]:
    if isinstance(move, MoveFields):
        yield from _of_fields(cases, place)
    else:
        yield from _of_records(cases, partners[place], place, [f"{place}.on.{name}" for name in move.on])


def _of_fields(cases: pd.DataFrame, place: str) -> Iterator[_Told]:
    at = np.arange(len(cases))
    yield _told(cases, place, at, at, np.zeros(len(cases), dtype=bool))


def _of_records(cases: pd.DataFrame, frame: pd.DataFrame, place: str, joining: list[str]) -> Iterator[_Told]:
    unsure = frame["unsure"].to_numpy(dtype=bool)
    yield _told(frame, place, np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), unsure)
    for case, row in Matching.of(cases, frame, joining).pairs():
        yield _told(frame, place, case, row, unsure)


def _told(frame: pd.DataFrame, place: str, case: np.ndarray, row: np.ndarray, unsure: np.ndarray) -> _Told:
    to, agreed = Moments.of(frame, f"{place}.to"), Moments.of(frame, f"{place}.agreed_at")
    return _Told(case, numbers(to.last)[row], numbers(agreed.first)[row], numbers(agreed.last)[row], unsure[row])
