"""Pauses: times during which a clock stands still, any number of them for each record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class Pauses:
    """Pauses of records, in any order; where two of a record overlap, the time counts once.

    A pause is half-open: its first moment stands still, its last one no more. One of which an end is missing, or
    which ends before it begins, leaves its record without an answer: it is for the check to say why.
    """

    record: np.ndarray
    """Position, from 0, of the record each pause belongs to."""
    start: pd.Series
    end: pd.Series

    @classmethod
    def of(cls, pairs: Sequence[tuple[pd.Series, pd.Series]]) -> Pauses:
        """From pairs of columns as long as the records, such as ``held_at`` and ``resumed_at``.

        A pair of which neither is filled is no pause.
        """
        filled = [(start.notna() | end.notna()).to_numpy() for start, end in pairs]
        starts, ends = (
            pd.concat([pair[side][mask] for pair, mask in zip(pairs, filled, strict=True)]) for side in (0, 1)
        )
        return cls(np.concatenate([np.flatnonzero(mask) for mask in filled]), starts, ends)

    def among(self, positions: np.ndarray, count: int) -> Pauses:
        """Those of some of ``count`` records, numbered anew."""
        place = np.full(count, -1)
        place[positions] = np.arange(len(positions))
        mine = place[self.record] >= 0
        return Pauses(place[self.record][mine], self.start[mine], self.end[mine])


@dataclass(frozen=True, eq=False)
class Merged:
    """Pauses in order of record and time that do not touch each other."""

    record: np.ndarray
    start: np.ndarray
    end: np.ndarray
    unknown: np.ndarray
    """Records with a pause that says nothing."""

    def only(self, which: np.ndarray) -> Merged:
        """Some of them."""
        return replace(self, record=self.record[which], start=self.start[which], end=self.end[which])

    def since(self, moments: np.ndarray) -> Merged:
        """What of them lies after the moment of their record."""
        later = replace(self, start=np.maximum(self.start, moments[self.record]))
        return later.only(later.start < later.end)

    def up_to(self, moments: np.ndarray) -> Merged:
        """What of them lies before the moment of their record."""
        earlier = replace(self, end=np.minimum(self.end, moments[self.record]))
        return earlier.only(earlier.start < earlier.end)

    def turns(self, *, back: bool) -> Iterator[Merged]:
        """The first pause of every record, then the second of those that have one, and so on; or from the last on."""
        if back:
            turn = np.searchsorted(self.record, self.record, side="right") - np.arange(len(self.record))
        else:
            turn = np.arange(len(self.record)) - np.searchsorted(self.record, self.record)
        for number in np.flatnonzero(np.bincount(turn)):
            yield self.only(turn == number)


def merged(record: np.ndarray, start: np.ndarray, end: np.ndarray) -> Merged:
    """Put pauses in order, and join those of a record that overlap or touch."""
    sound = start <= end  # False where one is missing
    unknown = np.unique(record[~sound])
    record, start, end = record[sound], start[sound], end[sound]
    order = np.argsort(record, kind="stable")
    if _astray(record[order], start[order]):
        order = np.lexsort((start, record))
    record, start, end = record[order], start[order], end[order]
    reach = pd.Series(end).groupby(record, sort=False).cummax().to_numpy()
    new = np.ones(len(record), dtype=bool)
    new[1:] = (record[1:] != record[:-1]) | (start[1:] > reach[:-1])
    begins = np.flatnonzero(new)
    ends = np.append(begins[1:], len(record))[: len(begins)] - 1
    return Merged(record[begins], start[begins], reach[ends], unknown)


def _astray(record: np.ndarray, start: np.ndarray) -> bool:
    """Some pause stands before an earlier one of its record."""
    return bool(((record[1:] == record[:-1]) & (start[1:] < start[:-1])).any())
