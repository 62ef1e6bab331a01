"""Facts: what inventory, list of destroyed records and holds say of each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Matching
from svcqa_retention.terms import LONG_AGO, NEVER, NO_DAY, days

if TYPE_CHECKING:
    from svcqa_retention.retention import Retention


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of each record, by one reading of the rows that may or may not count."""

    present: np.ndarray
    disposed: np.ndarray
    """Day on which it was destroyed."""
    approved: np.ndarray
    """It was destroyed with approval and witnesses."""
    destroyed_later: np.ndarray
    """The list of destroyed records names it, with a day after the audit date."""
    disposed_on_hold: np.ndarray
    held_since: np.ndarray
    """First day of the hold that is in force at the audit date; never, if there is none."""
    released: np.ndarray
    """Day of the last release."""
    inventory: np.ndarray
    """The row of the inventory, -1 for none; and so on."""
    disposal: np.ndarray
    hold: np.ndarray

    def taken(self, at: np.ndarray) -> Facts:
        """The facts of some records."""
        return Facts(**{one.name: getattr(self, one.name)[at] for one in fields(self)})


@dataclass(frozen=True, eq=False)
class Reading:
    """The facts by one reading, of the records that it concerns."""

    at: np.ndarray
    """Positions of these records among the cases."""
    facts: Facts


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows of another register that belong to the judged records, one for each pair."""

    case: np.ndarray
    row: np.ndarray
    """Position in the other register's frame."""
    frame: pd.DataFrame
    count: int

    def unsure(self) -> np.ndarray:
        """Pairs whose row may or may not count."""
        return np.asarray(self.frame["unsure"].to_numpy(dtype=bool)[self.row])

    def only(self, mask: np.ndarray) -> _Rows:
        """Some of the pairs."""
        return replace(self, case=self.case[mask], row=self.row[mask])

    def of_cases(self, at: np.ndarray) -> _Rows:
        """The pairs of some cases, numbered anew."""
        number = np.full(self.count, -1)
        number[at] = np.arange(len(at))
        mine = self.only(number[self.case] >= 0)
        return replace(mine, case=number[mine.case], count=len(at))

    def day(self, place: str, blank: np.datetime64) -> np.ndarray:
        """The day in a column."""
        if place not in self.frame:
            return np.full(len(self.case), blank)
        found = days(self.frame[place])
        return np.asarray(np.where(np.isnat(found), blank, found)[self.row])

    def least(
        self, day: np.ndarray, mask: np.ndarray, better: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """For each record the earliest day among its pairs, and that pair, -1 for none.

        Of those of one day it is one of the better ones, if that is said, and of these the first.
        """
        least, pair = np.full(self.count, NEVER), np.full(self.count, -1)
        at = np.flatnonzero(mask)
        np.minimum.at(least, self.case[at], day[at])
        # assigned in order, so that the one to be taken comes last
        at = at[day[at] == least[self.case[at]]][::-1]
        for some in (at,) if better is None else (at[~better[at]], at[better[at]]):
            pair[self.case[some]] = some
        return least, pair

    def records(self, pair: np.ndarray) -> np.ndarray:
        """Index in the other register of the rows of pairs; -1 for none."""
        return np.asarray(np.append(self.frame.index.to_numpy()[self.row], -1)[pair])

    def any(self, mask: np.ndarray) -> np.ndarray:
        """Records of which a row is in the mask."""
        found = np.zeros(self.count, dtype=bool)
        found[self.case[mask]] = True
        return found


def readings(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Retention, today: np.datetime64
) -> Iterator[Reading]:
    """The facts of all records without the rows that may or may not count, and with them of those they concern."""
    rows = {name: _matched(name, cases, _with_doubts(name, frame)) for name, frame in partners.items()}
    sure = {name: one.only(~one.unsure()) for name, one in rows.items()}
    yield Reading(np.arange(len(cases)), _facts(cases, sure, settings, today))
    doubtful = [name for name, one in rows.items() if one.unsure().any()]
    if not doubtful:
        return
    at = np.flatnonzero(np.logical_or.reduce([rows[name].any(rows[name].unsure()) for name in doubtful]))
    some, without, all_ = cases.iloc[at], *({n: one.of_cases(at) for n, one in each.items()} for each in (sure, rows))
    for counted in product((False, True), repeat=len(doubtful)):
        if any(counted):
            chosen = {name: all_[name] for name, one in zip(doubtful, counted, strict=True) if one}
            yield Reading(at, _facts(some, {**without, **chosen}, settings, today))


def _with_doubts(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A row that leaves out what it is there to say may mean either."""
    needed = {"inventory": "present", "disposal": "disposed_at", "holds": "placed_at"}[name]
    place = f"{name}.{needed}"
    return frame.assign(unsure=frame["unsure"] | frame[place].isna()) if place in frame else frame


def _matched(name: str, cases: pd.DataFrame, frame: pd.DataFrame) -> _Rows:
    places = [place for place in map(str, frame) if place.startswith(f"{name}.on.") and place in cases]
    case, row = Matching.of(cases, frame, places).expanded()
    return _Rows(case, row, frame, len(cases))


def _facts(cases: pd.DataFrame, rows: Mapping[str, _Rows], settings: Retention, today: np.datetime64) -> Facts:
    count = len(cases)
    nothing = np.full(count, -1)
    present, disposed, inventory = _inventory(cases, rows.get("inventory"), today)
    approved, later, disposal = np.full(count, settings.disposal is None), np.zeros(count, dtype=bool), nothing
    if "disposal" in rows:
        listed, approved, later, disposal = _disposal(rows["disposal"], today)
        disposed = np.where(disposal >= 0, np.fmin(listed, disposed), disposed)
    on_hold, since, released, hold = np.zeros(count, dtype=bool), np.full(count, NEVER), np.full(count, NO_DAY), nothing
    if "holds" in rows:
        on_hold, since, released, hold = _holds(rows["holds"], disposed, today)
    return Facts(present, disposed, approved, later, on_hold, since, released, inventory, disposal, hold)


def _inventory(
    cases: pd.DataFrame, rows: _Rows | None, today: np.datetime64
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whether each record is there, when it was destroyed if that is said, and the row that says so."""
    if rows is None:
        present = cases["present"].to_numpy(dtype=bool)
        disposed = days(cases["disposed_at"]) if "disposed_at" in cases else np.full(len(cases), NO_DAY)
        return present, disposed, np.full(len(cases), -1)
    there = np.ones(len(rows.case), dtype=bool)
    if "inventory.present" in rows.frame:
        there = rows.frame["inventory.present"].fillna(value=True).to_numpy(dtype=bool)[rows.row]
    gone = rows.day("inventory.disposed_at", NEVER)
    # what the inventory says was destroyed after the audit date was there on that date
    there = (there | (gone < NEVER)) & (gone > today)
    present = rows.any(there)
    disposed, pair = rows.least(gone, np.ones_like(there))
    return present, np.where((disposed <= today) & ~present, disposed, NO_DAY), rows.records(pair)


def _disposal(rows: _Rows, today: np.datetime64) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """When each record was destroyed first, with approval and witnesses or not, only later or not, and the row."""
    signed = [
        place for place in map(str, rows.frame) if place.startswith(("disposal.approved_by", "disposal.witnesses"))
    ]
    complete = rows.frame[signed].notna().all(axis=1).to_numpy(dtype=bool)
    day = rows.day("disposal.disposed_at", LONG_AGO)
    signed_pairs = complete[rows.row]
    disposed, pair = rows.least(day, day <= today, signed_pairs)
    approved = np.append(signed_pairs, False)[pair]
    return np.where(pair >= 0, disposed, NO_DAY), approved, rows.any(day > today), rows.records(pair)


def _holds(
    rows: _Rows, disposed: np.ndarray, today: np.datetime64
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Destroyed while on hold, on hold since when, last released when, and the hold that decides."""
    placed, released = rows.day("holds.placed_at", LONG_AGO), rows.day("holds.released_at", NEVER)
    gone = disposed[rows.case]
    on_it = (placed <= gone) & (gone < released)
    in_force = (placed <= today) & (today < released)
    since, hold_now = rows.least(placed, in_force)
    _, hold_then = rows.least(placed, on_it)
    last = np.full(rows.count, LONG_AGO)
    np.maximum.at(last, rows.case[released <= today], released[released <= today])
    last[last == LONG_AGO] = NO_DAY
    return rows.any(on_it), since, last, rows.records(np.where(hold_then >= 0, hold_then, hold_now))
