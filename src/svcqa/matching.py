"""Matching: which records of two frames share a key, by column and without looking at rows one by one.

A key is one column or several; records share it if all of its columns are equal, and a key with a blank in it is
nobody's. Full-width digits, outer spaces and numbers read as floats are the same already when a check gets them;
lost leading zeros are not: they are a remark of their own, and no key is repaired.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

AT_ONCE = 1_000_000
"""Pairs that are made at a time, so that keys which many share on both sides do not fill the memory."""


def key_codes(here: Sequence[pd.Series], there: Sequence[pd.Series]) -> tuple[np.ndarray, np.ndarray]:
    """The key of every record on either side as a number from 0 on; -1 where a part of it is blank.

    Args:
        here: columns of the key on one side.
        there: the same columns on the other side, in the same order.
    """
    names = [str(number) for number in range(len(here))]
    both = {
        name: pd.concat([one, other], ignore_index=True) for name, one, other in zip(names, here, there, strict=True)
    }
    groups = pd.DataFrame(both).groupby(names, sort=False, dropna=True)
    found = groups.ngroup().fillna(-1).to_numpy(dtype=np.int64)
    return found[: len(here[0])], found[len(here[0]) :]


@dataclass(frozen=True, eq=False)
class Matching:
    """Records here and there with their keys as numbers; a negative one is no key."""

    here: np.ndarray
    there: np.ndarray

    @classmethod
    def of(cls, cases: pd.DataFrame, others: pd.DataFrame, places: Sequence[str]) -> Matching:
        """Match by columns that stand on both sides under one name, as a check gets those of its ``on``.

        Without any, each matches each.
        """
        if not places:
            return cls(np.zeros(len(cases), dtype=np.int64), np.zeros(len(others), dtype=np.int64))
        return cls(*key_codes([cases[name] for name in places], [others[name] for name in places]))

    @cached_property
    def _groups(self) -> int:
        return int(max(self.here.max(initial=-1), self.there.max(initial=-1))) + 1

    @cached_property
    def _order(self) -> np.ndarray:
        """Records there in the order of their keys, those without one first."""
        return np.argsort(self.there, kind="stable")

    @cached_property
    def _counts(self) -> np.ndarray:
        """Records there per key, and last those without one."""
        return np.bincount(np.where(self.there < 0, self._groups, self.there), minlength=self._groups + 1)

    def counts(self, mask: np.ndarray | None = None) -> np.ndarray:
        """For each record here how many there share its key (of those in the mask)."""
        keyed = self.there >= 0 if mask is None else (self.there >= 0) & mask
        per_key = np.bincount(self.there[keyed], minlength=self._groups + 1)
        return np.asarray(np.where(self.here < 0, 0, per_key[self.here]))

    def first(self, by: np.ndarray | None = None, mask: np.ndarray | None = None) -> np.ndarray:
        """For each record here the position of the first one there that shares its key; -1 for none.

        Args:
            by: what they are ordered by, such as dates; by their position if not given. What is NaT comes last.
            mask: which of them count.
        """
        return self._taken(by, mask, last=False)

    def last(self, by: np.ndarray | None = None, mask: np.ndarray | None = None) -> np.ndarray:
        """The same for the last one; of equal ones the later position. What is NaT comes first."""
        return self._taken(by, mask, last=True)

    def _taken(self, by: np.ndarray | None, mask: np.ndarray | None, *, last: bool) -> np.ndarray:
        keyed = self.there >= 0 if mask is None else (self.there >= 0) & mask
        rows = np.flatnonzero(keyed)
        if by is not None:
            rows = rows[np.argsort(by[rows], kind="stable")]
            if last and by.dtype.kind in "mM":
                unknown = np.isnat(by[rows])
                rows = np.concatenate([rows[unknown], rows[~unknown]])
        # assigned in order, so that the one to be taken comes last
        rows = rows if last else rows[::-1]
        taken = np.full(self._groups + 1, -1, dtype=np.int64)
        taken[self.there[rows]] = rows
        return np.asarray(taken[np.where(self.here < 0, self._groups, self.here)])

    def pairs(self, at_once: int = AT_ONCE) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Positions of every pair of one here and one there that share a key, about so many at a time.

        All pairs of one record here come together, in the order of the records here and there.
        """
        ends = np.cumsum(self._counts[:-1])
        without = self._counts[-1]
        key = np.where(self.here < 0, 0, self.here)
        count = np.where(self.here < 0, 0, self._counts[key]) if self._groups else np.zeros(len(key), dtype=np.int64)
        first = without + ends[key] - count if self._groups else count
        total = np.cumsum(count)
        begin = 0
        while begin < len(key):
            done = total[begin - 1] if begin else 0
            end = max(begin + 1, int(np.searchsorted(total, done + at_once, side="right")))
            mine = np.repeat(np.arange(begin, end), count[begin:end])
            within = np.arange(len(mine)) - (total[mine] - count[mine] - done)
            yield mine, self._order[first[mine] + within]
            begin = end

    def expanded(self) -> tuple[np.ndarray, np.ndarray]:
        """All those pairs at once."""
        nothing = np.zeros(0, dtype=np.int64)
        return next(self.pairs(2**62), (nothing, nothing))
