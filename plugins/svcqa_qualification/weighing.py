"""Weighing: does a subject hold something valid at the moment of use, certainly or possibly, and if not, why?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from svcqa import Matching
from svcqa_qualification.moments import DAY, FUTURE, PAST
from svcqa_qualification.rows import Rows, Uses


@dataclass(frozen=True, eq=False)
class _Cuts:
    """From when a later record takes the place of each record or revokes it."""

    certain: np.ndarray
    """At the latest from then on."""
    dated: np.ndarray
    """At the earliest, as far as records are sure and only dates leave it open."""
    possible: np.ndarray
    """At the earliest."""


@dataclass(frozen=True, eq=False)
class Held:
    """What was found for each case."""

    certain: np.ndarray
    """Something valid is held, however open dates and unsure records are read."""
    possible: np.ndarray
    """Something valid is held if they are read kindly; where not, the case fails."""
    unclear: np.ndarray
    """Between the two: it hangs on a record that may or may not count, and not only on the order of dates."""
    reason: np.ndarray
    """Why nothing valid is held."""
    record: np.ndarray
    """Index in the partner's frame of the record that decides; -1 for none."""
    until: np.ndarray
    """When its validity ends or ended."""
    aged: np.ndarray
    """From when its age counts."""
    got: np.ndarray
    """When it was acquired."""


@dataclass(frozen=True, eq=False)
class Weighing:
    """Moments of use against the records of their subjects."""

    uses: Uses
    rows: Rows
    cuts: _Cuts

    @classmethod
    def of(cls, uses: Uses, rows: Rows, *, replacing: bool) -> Weighing:
        """Prepare a weighing; ``replacing``: each record counts only until the next one of its key."""
        return cls(uses, rows, _cuts(rows, replacing=replacing))

    def result(self) -> Held:
        """Weigh every case."""
        certain, possible, sure = (np.zeros(len(self.uses.first), dtype=bool) for _ in range(3))
        open_dates = np.zeros_like(certain)
        best, until = np.full(len(certain), -1), np.full(len(certain), PAST)
        for i, j in Matching(self.uses.key, self.rows.key).pairs():
            yes, may = self._certain(i, j, self.cuts.possible), self._possible(i, j)
            certain[i[yes]] = possible[i[may]] = True
            sure[i[self._certain(i, j, self.cuts.dated)]] = True
            open_dates[i[may & self.rows.sure[j] & ~self._renewed_later(i, j)]] = True
            self._keep_best(i[yes], j[yes], until, best)
        return self._held(certain, possible, sure | ~open_dates, best)

    def _keep_best(self, i: np.ndarray, j: np.ndarray, until: np.ndarray, best: np.ndarray) -> None:
        """Keep for each case the record that is valid longest; of equal ones the latest."""
        ends = self._until(i, j)
        np.maximum.at(until, i, ends)
        longest = ends == until[i]
        i, j = i[longest], j[longest]
        order = np.argsort(self.rows.rank[j], kind="stable")
        best[i[order]] = j[order]

    def _held(self, certain: np.ndarray, possible: np.ndarray, unclear: np.ndarray, best: np.ndarray) -> Held:
        failing = np.flatnonzero(~possible)
        reason = np.full(len(certain), "", dtype=object)
        reason[failing], best[failing] = self._why(failing)
        at, there = np.flatnonzero(best >= 0), best[best >= 0]
        found = {name: np.full(len(certain), PAST) for name in ("until", "aged", "got")}
        found["until"][at] = self._until(at, there)
        found["aged"][at], found["got"][at] = self._aged(at, there), self.rows.got_first[there]
        record = np.full(len(certain), -1)
        record[at] = self.rows.record[there]
        return Held(certain, possible, unclear, reason, record, **found)

    def _begun(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        return np.asarray(self.rows.start_first[j] <= self.uses.last[i])

    def _counts(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """Acquired at or after the moment from which records count, as far as can be told."""
        return np.asarray(self.rows.got_last[j] >= self.uses.since_first[i])

    def _possible(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        rows, first = self.rows, self.uses.first[i]
        kept = rows.passed[j] & rows.filled[j] & (self.cuts.certain[j] > first)
        for defect in self._defects(i, j).values():
            kept &= ~defect
        return np.asarray(kept & self._begun(i, j) & self._counts(i, j))

    def _certain(self, i: np.ndarray, j: np.ndarray, cut: np.ndarray) -> np.ndarray:
        rows, first, last = self.rows, self.uses.first[i], self.uses.last[i]
        kept = rows.sure[j] & rows.passed[j] & rows.filled[j] & (cut[j] > last)
        kept &= (rows.start_last[j] <= first) & (rows.end[j] >= last) & (rows.revoked_first[j] > last)
        kept &= rows.got_first[j] >= self.uses.since_last[i]
        old = np.where(rows.aged_last[j] <= first, rows.old_first[j], rows.old[j]) + self.uses.allowed[i]
        return np.asarray(kept & (old >= last))

    def _defects(self, i: np.ndarray, j: np.ndarray) -> dict[str, np.ndarray]:
        """What certainly keeps a record from giving validity."""
        rows, first = self.rows, self.uses.first[i]
        # a renewal after the use says nothing of renewals before it, which may have been overwritten
        renewed_later = rows.aged_last[j] > self.uses.last[i]
        old = ~renewed_later & (rows.old_last[j] + self.uses.allowed[i] < first)
        return {
            "revoked": rows.revoked_last[j] <= first, "expired": rows.end[j] < first, "too_old": old,
            "not_filled": ~rows.filled[j],
        }  # fmt: skip

    def _renewed_later(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        rows = self.rows
        later = (rows.aged_last[j] > self.uses.last[i]) & (rows.aged_first[j] > rows.got_last[j])
        return np.asarray(later & (rows.old[j] + self.uses.allowed[i] < self.uses.last[i]))

    def _aged(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """From when the age counts at the moment of use."""
        rows = self.rows
        return np.asarray(np.where(rows.aged_first[j] <= self.uses.last[i], rows.aged_first[j], rows.got_first[j]))

    def _until(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """When validity ends: expiry, revocation or age, whichever comes first."""
        rows = self.rows
        old = np.where(rows.aged_first[j] <= self.uses.last[i], rows.old_said[j], rows.old_unrenewed[j])
        old = np.minimum(old + self.uses.allowed[i], FUTURE)
        return np.asarray(np.minimum(np.minimum(rows.end_said[j], rows.revoked_first[j]), old))

    def _why(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Why nothing valid is held, told by the latest record before the use, or else the first after it."""
        before, first_after, too_early = (np.full(len(at), -1) for _ in range(3))
        ranked = np.argsort(self.rows.rank)
        for i, j in Matching(self.uses.key[at], self.rows.key).pairs():
            begun, counts = self._begun(at[i], j), self._counts(at[i], j)
            rank = self.rows.rank[j]
            np.maximum.at(before, i[begun & counts], rank[begun & counts])
            np.maximum.at(too_early, i[begun & ~counts], rank[begun & ~counts])
            later = ~begun & self.rows.passed[j]
            np.maximum.at(first_after, i[later], len(ranked) - 1 - rank[later])
        after = np.where(first_after >= 0, len(ranked) - 1 - first_after, -1)
        chosen = np.select([before >= 0, too_early >= 0, after >= 0], [before, too_early, after], -1)
        row = np.where(chosen >= 0, ranked[chosen], -1) if len(ranked) else chosen
        reason = np.select([too_early >= 0, after >= 0], ["before_since", "later"], "none").astype(object)
        told = np.flatnonzero(before >= 0)
        reason[told] = self._defect(at[told], row[told])
        return reason, row

    def _defect(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        rows, found = self.rows, self._defects(i, j)
        ended_first = found["expired"] & (rows.end_said[j] < rows.revoked_first[j])
        masks = [~rows.passed[j], ended_first, *found.values()]
        # what has no defect of its own was ended by a later record
        return np.select(masks, ["failed", "expired", *found], "failed").astype(object)


def _cuts(rows: Rows, *, replacing: bool) -> _Cuts:
    """When each record is ended by a failure after it, or by the next record where one replaces the other."""
    cuts = _Cuts(*(np.full(len(rows.key), FUTURE) for _ in range(3)))
    for i, j in _after(rows, rows.failed):
        # of two on one day without times it is not known which was the later
        clear = rows.got_first[j] > rows.got_last[i]
        _cut(cuts, rows.sure, (i, j), (rows.got_first, rows.got_last), clear)
    if replacing:
        for i, j in _after(rows, rows.passed):
            ordered = ~rows.sure[j] | (rows.rank[j] > rows.rank[i])
            i, j = i[ordered], j[ordered]  # noqa: PLW2901 - fewer of the same
            _cut(cuts, rows.sure, (i, j), (rows.start_first, rows.start_last), rows.sure[j])
    return cuts


def _after(rows: Rows, those: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Each record with those of its key that may come after it."""
    chosen = np.flatnonzero(those)
    for i, number in Matching(rows.key, rows.key[chosen]).pairs():
        j = chosen[number]
        may = (i != j) & (rows.got_last[j] >= rows.got_first[i])
        yield i[may], j[may]


def _cut(
    cuts: _Cuts,
    sure: np.ndarray,
    pair: tuple[np.ndarray, np.ndarray],
    ends: tuple[np.ndarray, np.ndarray],
    clear: np.ndarray,
) -> None:
    """Let the second of each pair end the first, from its earliest moment or from its latest on."""
    i, j = pair
    first, last = ends
    certain = sure[j] & clear
    np.minimum.at(cuts.certain, i[certain], last[j[certain]])
    np.minimum.at(cuts.dated, i[sure[j]], first[j[sure[j]]])
    np.minimum.at(cuts.possible, i, first[j])


def days_between(earlier: np.ndarray, later: np.ndarray) -> np.ndarray:
    """Whole days from one date to another, as numbers of microseconds."""
    return np.asarray((later // DAY - earlier // DAY) * DAY)
