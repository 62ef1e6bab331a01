"""What records must hold: fields that are filled, and values that occur among those of a slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from svcqa import FieldRef, held_in

if TYPE_CHECKING:
    from svcqa_timeliness.cadence import Cadence


class Slots(Protocol):
    """Slots, and which records fill them."""

    def count(self, mask: np.ndarray) -> np.ndarray:
        """Per slot how many of its records are in a mask."""
        ...  # pragma: no cover


@dataclass(frozen=True, eq=False)
class Named:
    """For each of several names where it applies: one row a name."""

    masks: np.ndarray
    names: tuple[object, ...]

    def any(self, axis: int) -> np.ndarray:
        """Where any of them applies."""
        return np.asarray(self.masks.any(axis=axis))

    def told(self, at: np.ndarray) -> np.ndarray:
        """The names that apply at some positions, as tuples; none at -1."""
        found = np.full(len(at), None, dtype=object)
        rows = np.flatnonzero(at >= 0)
        rows = rows[self.any(axis=0)[at[rows]]] if len(self.masks) else rows[:0]
        if len(rows):
            combinations, which = np.unique(self.masks[:, at[rows]], axis=1, return_inverse=True)
            for number, one in enumerate(combinations.T):
                said = tuple(name for name, has in zip(self.names, one, strict=True) if has)
                mine = rows[which.ravel() == number]
                found[mine] = pd.Series([said] * len(mine), dtype=object).to_numpy()
        return found


def blank_fields(cases: pd.DataFrame, settings: Cadence) -> Named:
    """Which of the required fields each record leaves blank."""
    places = [f"require.{number}" for number in range(len(settings.require))]
    masks = np.array([cases[place].isna().to_numpy(dtype=bool) for place in places], dtype=bool)
    return Named(masks.reshape(len(places), len(cases)), tuple(FieldRef(name) for name in settings.require))


@dataclass(frozen=True, eq=False)
class Content:
    """Whether all values that must occur do so, per slot."""

    missing: np.ndarray
    unclear: np.ndarray
    lacking: np.ndarray
    """The values that do not occur, as tuples."""

    @classmethod
    def of(cls, cases: pd.DataFrame, made: Slots, counted: tuple[np.ndarray, np.ndarray], settings: Cadence) -> Content:
        """Look for the values in the records that count, and in those that may."""
        certain, possible = counted
        size = len(made.count(certain))
        named = [(field, value) for field, values in settings.content.items() for value in values]
        sure, maybe = (np.zeros((len(named), size), dtype=bool) for _ in range(2))
        for number, (field, value) in enumerate(named):
            column = cases[f"content.{field}"]
            has = held_in(column, [value])
            sure[number] = made.count(certain & has) == 0
            maybe[number] = made.count(possible & (has | (~certain & column.isna().to_numpy(dtype=bool)))) == 0
        lacking = Named(maybe, tuple(value for _, value in named)).told(np.arange(size))
        return cls(np.asarray(maybe.any(axis=0)), np.asarray(sure.any(axis=0)), lacking)
