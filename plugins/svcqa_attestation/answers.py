"""What each record says: the answer, and what keeps it from counting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Expected, InTime, Matching, key_codes, yes_or_no
from svcqa_attestation.asked import days

if TYPE_CHECKING:
    from svcqa_attestation.attest import Attest, Signers


class State(IntEnum):
    """How far a record is an answer; of several the least one tells why a slot is not answered."""

    GOOD = 0
    ROLL = 1
    ANSWER_UNCLEAR = 2
    SIGNER_UNKNOWN = 3
    ROW_UNCLEAR = 4
    INCOMPLETE = 5
    OUTDATED = 6
    SIGNER_GONE = 7
    EVIDENCE_OUTSIDE = 8
    WRONG_METHOD = 9
    NOT_FILLED = 10
    UNANSWERED = 11
    LATE = 12
    PREMATURE = 13
    OUTSIDE = 14
    NOTHING = 15


OPEN = (State.ROLL, State.ANSWER_UNCLEAR, State.SIGNER_UNKNOWN, State.ROW_UNCLEAR)
_TIMES = {InTime.LATE: State.LATE, InTime.PREMATURE: State.PREMATURE, InTime.OUTSIDE: State.OUTSIDE}
_BETWEEN = re.compile(r"[、，,；;/\r\n]")
_NUMBER = re.compile(r"^[(（]?\d+[)）]?\s*[.．、:：]?\s*")


@dataclass(frozen=True, eq=False)
class Answers:
    """The records as answers."""

    state: np.ndarray
    negative: np.ndarray
    """It says the contrary of what is wanted."""
    points: np.ndarray
    """How many points it answers."""


def answers_of(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Attest, context: Context, made: Expected
) -> Answers:
    """What every record says."""
    told, points = _told(cases["answer"], settings)
    unsure = cases["unsure"].to_numpy(dtype=bool)
    state = np.select([told == _NONE, told == _OTHER], [State.UNANSWERED, State.ANSWER_UNCLEAR], State.GOOD)

    def worse(mask: np.ndarray, to: State) -> None:
        # a defect that is certain outweighs what is merely open, and the last one said is the one shown
        state[mask & ~np.isin(state, (State.UNANSWERED,))] = to

    for number in range(len(settings.require)):
        worse(cases[f"require.{number}"].isna().to_numpy(dtype=bool) & ~unsure, State.NOT_FILLED)
    if settings.methods:
        other = cases["method"].notna() & ~cases["method"].isin(list(settings.methods))
        worse(other.to_numpy(dtype=bool), State.WRONG_METHOD)
    if settings.evidence_at is not None:
        worse(_evidence_outside(cases, made), State.EVIDENCE_OUTSIDE)
    if settings.signers is not None:
        gone, unknown = _signers(cases, partners["signers"], settings.signers)
        worse(unknown & (state == State.GOOD), State.SIGNER_UNKNOWN)
        worse(gone, State.SIGNER_GONE)
    if settings.changed is not None:
        worse(_before_change(cases, partners["changed"], context), State.OUTDATED)
    time = made.in_time(days(cases["at"]), settings)
    worse((time == InTime.ROLL) & (state == State.GOOD), State.ROLL)
    for one, late in _TIMES.items():
        state[time == one] = late
    blank = cases["at"].isna().to_numpy(dtype=bool)
    state[(unsure | blank) & np.isin(state, (State.GOOD, *OPEN, State.UNANSWERED))] = State.ROW_UNCLEAR
    return Answers(state, (told == _NO) & ~unsure, points)


_NONE, _YES, _NO, _OTHER = range(4)


def _told(column: pd.Series, settings: Attest) -> tuple[np.ndarray, np.ndarray]:
    """What each cell says, good or not, and to how many points."""
    codes, cells = pd.factorize(column)
    found = [_cell(cell, settings) for cell in cells.tolist()]
    told = np.array([one for one, _ in found] + [_NONE])
    points = np.array([count for _, count in found] + [0])
    return told[codes], points[codes]


def _cell(cell: object, settings: Attest) -> tuple[int, int]:
    """A cell may answer several points, each with its number before it."""
    parts = [cell] if isinstance(cell, bool) else _BETWEEN.split(str(cell))
    said = [_part(part, settings) for part in parts if str(part).strip()]
    if not said:
        return _NONE, 0
    worst = _NO if _NO in said else _OTHER if _OTHER in said else _YES
    return worst, len(said) if settings.items is not None and settings.item is None else 1


def _part(part: object, settings: Attest) -> int:
    """One answer: good, not good, or neither."""
    if isinstance(part, bool):
        yes: bool | None = part
    else:
        word = str(part).strip()
        bare = _NUMBER.sub("", word) or word
        yes = True if bare in settings.yes else False if bare in settings.no else yes_or_no(bare)
    if yes is None:
        return _YES if settings.words == "any" else _OTHER
    return _YES if yes == (settings.wanted == "yes") else _NO


def _signers(cases: pd.DataFrame, people: pd.DataFrame, signers: Signers) -> tuple[np.ndarray, np.ndarray]:
    """Records signed by someone who certainly was not there on the day, and those of which it cannot be told."""
    case, row = Matching(*key_codes([cases["signer"]], [people["signers.person"]])).expanded()
    day, first, last = days(cases["at"]), days(people["signers.active.0"]), days(people["signers.active.1"])
    outside = (first[row] > day[case]) | (last[row] < day[case])
    sure = ~people["unsure"].to_numpy(dtype=bool)[row] & ~np.isnat(first[row]) & ~np.isnat(day[case])
    there, maybe, known = (np.zeros(len(cases), dtype=bool) for _ in range(3))
    there[case[sure & ~outside]] = True
    maybe[case[~outside]] = True
    known[case] = True
    named = cases["signer"].notna().to_numpy(dtype=bool)
    return named & known & ~maybe, named & ~there & (maybe | ~known)


def _evidence_outside(cases: pd.DataFrame, made: Expected) -> np.ndarray:
    """Records whose evidence is of another period than the answer, or did not exist when that was signed."""
    day = days(cases["evidence_at"])
    return np.asarray(~made.within(day) | (day > days(cases["at"])))


def _before_change(cases: pd.DataFrame, changes: pd.DataFrame, context: Context) -> np.ndarray:
    """Records of before the last change of the statement."""
    day = days(changes["changed.at"][~changes["unsure"]])
    day = day[day <= np.datetime64(context.as_of, "D")]
    return np.asarray(days(cases["at"]) < day.max()) if len(day) else np.zeros(len(cases), dtype=bool)
