"""Series: how many others of the same key lie up to some moment and over another, without looking at pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from svcqa import Matching, key_codes, latest

MOMENT = np.timedelta64(1, "us")
"""The least time; what is not later than this before a moment is earlier than it."""
_SECOND = np.int64(1_000_000)


@dataclass(frozen=True, eq=False)
class Side:
    """Moments of the others, and those of the cases they are held against."""

    moment: np.ndarray
    limit: np.ndarray

    def holds(self, other: np.ndarray, case: np.ndarray) -> np.ndarray:
        """For pairs: the moment of the other is not later than that of the case."""
        return np.asarray(self.moment[other] <= self.limit[case])


@dataclass(frozen=True, eq=False)
class Series:
    """The others, each with its key and when it happened; where a date leaves that open, from when to when."""

    case_key: np.ndarray
    key: np.ndarray
    first: np.ndarray
    last: np.ndarray
    unsure: np.ndarray
    """It cannot be told whether it counts."""
    own: np.ndarray
    """Per case the position of its own record among the others; -1 for none."""

    @classmethod
    def of(cls, cases: pd.DataFrame, others: pd.DataFrame, head: str, place: str) -> Series:
        """The others that the settings name at ``head``, by their moments at ``place``."""
        on, itself = ([n for n in map(str, cases) if n.startswith(f"{head}.{part}.")] for part in ("on", "itself"))
        case_key, key = key_codes([cases[name] for name in on], [others[name] for name in on])
        first, last = (one.to_numpy(dtype="datetime64[us]") for one in (others[place], latest(others, place)))
        own = Matching.of(cases, others, itself).first() if itself else np.full(len(cases), -1)
        return cls(case_key, key, first, last, others["unsure"].to_numpy(dtype=bool), own)

    def between(self, upto: Side, over: Side | None, *, sure: bool) -> np.ndarray:
        """Per case how many others of its key lie up to one moment and over another; its own record is none of them.

        What is not over the second moment is up to the first, so that two counts tell it.

        Args:
            upto: the moment up to which they lie.
            over: the moment after which they lie.
            sure: only those of which it can be told that they count.
        """
        mask = (self.key >= 0) & (~self.unsure | (not sure))
        found = self._upto(upto, mask) - (0 if over is None else self._upto(over, mask))
        case = np.flatnonzero(self.own >= 0)
        other = self.own[case]
        counted = mask[other] & (self.key[other] == self.case_key[case]) & upto.holds(other, case)
        if over is not None:
            counted &= ~over.holds(other, case)
        found[case] -= counted
        return np.asarray(np.maximum(found, 0))

    @cached_property
    def _keys(self) -> int:
        return int(max(self.key.max(initial=-1), self.case_key.max(initial=-1))) + 1

    @cached_property
    def _case_order(self) -> np.ndarray:
        """Cases by their keys: what is looked up in order is found fast."""
        return np.argsort(self.case_key, kind="stable")

    def _upto(self, side: Side, mask: np.ndarray) -> np.ndarray:
        """Per case how many others of its key lie up to its moment; what has no moment does not."""
        rows = np.flatnonzero(mask & ~np.isnat(side.moment))
        place, wanted = self._placed(side.moment[rows], side.limit[self._case_order], rows, self._case_order)
        begin = np.cumsum(np.append(0, np.bincount(self.key[rows], minlength=self._keys)))
        found = np.empty(len(self.case_key), dtype=np.int64)
        order = np.argsort(wanted, kind="stable")
        found[self._case_order[order]] = np.searchsorted(np.sort(place), wanted[order], side="right")
        return np.asarray(found - begin[self.case_key])

    def _placed(
        self, moment: np.ndarray, limit: np.ndarray, rows: np.ndarray, cases: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Key and moment of some others and of some cases as one number each, which orders them."""
        (moments, limits), width = _numbered([moment, limit], self._keys)
        return self.key[rows] * width + moments, self.case_key[cases] * width + limits

    def nearest(self, side: Side, cases: np.ndarray, *, after: bool) -> np.ndarray:
        """For some cases the position of the last sure other of their key up to their moment, or the first after it.

        There is one for each of them.
        """
        rows = np.flatnonzero((self.key >= 0) & ~self.unsure & ~np.isnat(side.moment))
        place, wanted = self._placed(side.moment[rows], side.limit[cases], rows, cases)
        order, asked = np.argsort(place, kind="stable"), np.argsort(wanted, kind="stable")
        at = np.empty(len(cases), dtype=np.int64)
        at[asked] = np.searchsorted(place[order], wanted[asked], side="right") - (0 if after else 1)
        return np.asarray(rows[order[at]])


def _numbered(moments: Sequence[np.ndarray], keys: int) -> tuple[list[np.ndarray], np.int64]:
    """Moments of two columns as small numbers in their order, so that a key fits before; and how many there are.

    Whole seconds are counted, and the few fractions of a second that occur are numbered within each; should that be
    too much for one number, every moment that occurs is numbered.
    """
    whole = [one.astype(np.int64) for one in moments]
    seconds = [one // _SECOND for one in whole]
    parts = [one - second * _SECOND for one, second in zip(whole, seconds, strict=True)]
    fractions = np.unique(np.concatenate([np.unique(one) for one in parts]))
    least = min((int(one.min()) for one in seconds if len(one)), default=0)
    most = max((int(one.max()) for one in seconds if len(one)), default=0)
    width = (most - least + 2) * max(len(fractions), 1)
    if width * (keys + 1) < 2**62:
        found = [
            (second - least) * len(fractions) + np.searchsorted(fractions, part)
            for second, part in zip(seconds, parts, strict=True)
        ]
        return found, np.int64(width)
    values, numbers = np.unique(np.concatenate(whole), return_inverse=True)
    return np.split(numbers, [len(whole[0])]), np.int64(len(values) + 1)
