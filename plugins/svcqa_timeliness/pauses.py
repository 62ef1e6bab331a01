"""Pauses of a deadline: from when to when its clock stands still, as the case or another register says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pydantic import Field

from svcqa import Context, FieldRef, Matching, PartnerCondition, PartnerField, Pauses, RegisterRef, Settings
from svcqa_timeliness.moments import BLANK, Moments, moments_of, number, numbers


class PauseFields(Settings):
    """A pause that the case itself tells."""

    from_: FieldRef = Field(alias="from")
    """When the clock stops."""
    to: FieldRef
    """When it goes on; blank while it stands still."""


class PauseRecords(Settings):
    """Pauses that stand in another register, any number of them for a case."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of that register: which pauses belong to the case."""
    from_: PartnerField = Field(alias="from")
    """When the clock stops."""
    to: PartnerField
    """When it goes on; blank while it stands still."""
    where: PartnerCondition | None = None
    """Which of its records are pauses."""


@dataclass(frozen=True, eq=False)
class Standing:
    """The pauses of all cases, at their shortest and at their longest."""

    shortest: Pauses
    longest: Pauses
    unclear: np.ndarray
    """Cases with a pause that does not say from when or to when it lasted."""
    running: np.ndarray
    """Cases whose clock stands still at the audit moment."""


@dataclass(frozen=True, eq=False)
class _Told:
    """Pauses as they are written, as numbers."""

    case: np.ndarray
    begin: tuple[np.ndarray, np.ndarray]
    """The earliest and the latest moment it can mean."""
    end: tuple[np.ndarray, np.ndarray]
    unsure: np.ndarray


def standing(
    cases: pd.DataFrame,
    partners: Mapping[str, pd.DataFrame],
    pauses: Sequence[PauseFields | PauseRecords],
    closed: np.ndarray,
    context: Context,
) -> Standing:
    """The pauses of all cases.

    One that has not ended runs up to the audit moment. If its case has ended all the same, it may have lasted up to
    that end and beyond, or not at all.

    Args:
        cases: the cases.
        partners: frames of the registers that hold pauses.
        pauses: where they stand.
        closed: cases that have ended.
        context: the audit moment.
    """
    told = [one for place, pause in enumerate(pauses) for one in _read(cases, partners, pause, f"pauses.{place}")]
    case, unsure = np.concatenate([one.case for one in told]), np.concatenate([one.unsure for one in told])
    first, last = (np.concatenate([one.begin[side] for one in told]) for side in (0, 1))
    back, back_last = (np.concatenate([one.end[side] for one in told]) for side in (0, 1))
    now, passed = number(context.as_of), number(context.passed)
    happened = first <= now
    resumed = (back != BLANK) & (back <= now)
    stopped = first != BLANK
    ended = closed[case]
    unclear = (stopped & resumed & (back_last < first)) | ~stopped
    good = happened & ~unclear
    until = np.where(resumed, back, np.where(ended, BLANK, passed))
    until_last = np.where(resumed, back_last, passed)

    def some(mask: np.ndarray, begin: np.ndarray, stop: np.ndarray) -> Pauses:
        mask = mask & (begin < stop)
        return Pauses(case[mask], moments_of(begin[mask]), moments_of(stop[mask]))

    return Standing(
        some(good & ~unsure, last, until),
        some(good, first, until_last),
        _any(case, happened & unclear, len(cases)),
        _any(case, good & ~resumed & ~ended, len(cases)),
    )


def _any(case: np.ndarray, mask: np.ndarray, count: int) -> np.ndarray:
    found = np.zeros(count, dtype=bool)
    found[case[mask]] = True
    return found


def _read(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], pause: PauseFields | PauseRecords, place: str
) -> Iterator[_Told]:
    if isinstance(pause, PauseFields):
        yield from _of_fields(cases, place)
    else:
        yield from _of_records(cases, partners[place], place, [f"{place}.on.{name}" for name in pause.on])


def _of_fields(cases: pd.DataFrame, place: str) -> Iterator[_Told]:
    begin, end = _bounds(cases, f"{place}.from"), _bounds(cases, f"{place}.to")
    case = np.flatnonzero((begin[0] != BLANK) | (end[0] != BLANK))
    yield _told(case, case, begin, end, np.zeros(len(cases), dtype=bool))


def _of_records(cases: pd.DataFrame, frame: pd.DataFrame, place: str, joining: list[str]) -> Iterator[_Told]:
    begin, end = _bounds(frame, f"{place}.from"), _bounds(frame, f"{place}.to")
    unsure = frame["unsure"].to_numpy(dtype=bool)
    case, row = Matching.of(cases, frame, joining).expanded()
    yield _told(case, row, begin, end, unsure)


def _told(
    case: np.ndarray,
    row: np.ndarray,
    begin: tuple[np.ndarray, np.ndarray],
    end: tuple[np.ndarray, np.ndarray],
    unsure: np.ndarray,
) -> _Told:
    return _Told(case, (begin[0][row], begin[1][row]), (end[0][row], end[1][row]), unsure[row])


def _bounds(frame: pd.DataFrame, place: str) -> tuple[np.ndarray, np.ndarray]:
    moments = Moments.of(frame, place)
    return numbers(moments.first), numbers(moments.last)
