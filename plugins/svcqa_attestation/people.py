"""People: who answered for which slot, and how many points of the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Expected
from svcqa_attestation.answers import OPEN, Answers, State

if TYPE_CHECKING:
    from svcqa_attestation.attest import Attest


def last_of_each(cases: pd.DataFrame, made: Expected, settings: Attest) -> np.ndarray:
    """Records that no later answer of the same person to the same point has taken the place of."""
    found = made.rows >= 0
    names = [name for name in ("asked", "item") if getattr(settings, name) is not None]
    if names:
        keys = pd.DataFrame({"slot": made.rows, **{name: cases[name].to_numpy() for name in names}})
        keys["at"] = cases["at"].to_numpy(dtype="datetime64[us]")
        keys = keys[found].dropna()
        last = keys.groupby(["slot", *names], sort=False)["at"].transform("max")
        found[keys.index[keys["at"] < last]] = False
    return found


@dataclass(frozen=True, eq=False)
class People:
    """Those who answered, one entry for each slot they answered for."""

    slot: np.ndarray
    good: np.ndarray
    """How many points each has answered."""
    maybe: np.ndarray
    """And how many more if what is open counts."""
    needed: int
    whose: np.ndarray
    """Per record whose answer it is; -1 for records that do not count."""
    slots: int

    @classmethod
    def of(cls, cases: pd.DataFrame, answers: Answers, made: Expected, counted: np.ndarray, settings: Attest) -> People:
        """Count the points that each has answered, certainly and possibly."""
        rows = np.flatnonzero(counted)
        person = _persons(cases, settings)[rows]
        width = np.int64(2 * len(cases) + 1)
        which, at = np.unique(made.rows[rows] * width + person, return_inverse=True)
        whose = np.full(len(cases), -1)
        whose[rows] = at
        points, state = answers.points[rows], answers.state[rows]
        good = np.bincount(at, points * (state == State.GOOD), len(which))
        maybe = np.bincount(at, np.maximum(points, 1) * np.isin(state, (State.GOOD, *OPEN)), len(which))
        return cls(which // width, good, maybe, settings.items or 1, whose, len(made.names))

    def complete(self) -> tuple[np.ndarray, np.ndarray]:
        """Per slot how many answered all points, certainly and possibly."""
        sure, maybe = (np.bincount(self.slot[p >= self.needed], minlength=self.slots) for p in (self.good, self.maybe))
        return sure, maybe

    def most(self) -> np.ndarray:
        """Per slot the most points anyone has answered."""
        found = np.zeros(self.slots, dtype=np.int64)
        np.maximum.at(found, self.slot, self.good.astype(np.int64))
        return found

    def completed(self, points: np.ndarray) -> np.ndarray:
        """Records of those who have answered all points."""
        return np.asarray(np.append(points >= self.needed, False)[self.whose])


def _persons(cases: pd.DataFrame, settings: Attest) -> np.ndarray:
    """Whose answer each record is, as a number; an answer of nobody in particular is that of one more person."""
    own = np.arange(len(cases))
    if settings.asked is None:
        return own if settings.items is None else np.zeros(len(cases), dtype=np.int64)
    codes = pd.factorize(cases["asked"])[0].astype(np.int64)
    return np.where(codes < 0, len(cases) + own, codes)
