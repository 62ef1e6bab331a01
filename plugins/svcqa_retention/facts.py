"""Facts: what inventory, list of destroyed records and holds say of each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows of another register that belong to the judged records, one for each pair."""

    case: np.ndarray
    record: np.ndarray
    """Index in the other register."""
    frame: pd.DataFrame
    count: int

    def day(self, place: str, blank: np.datetime64) -> np.ndarray:
        """The day in a column."""
        if place not in self.frame:
            return np.full(len(self.case), blank)
        found = days(self.frame[place])
        return np.where(np.isnat(found), blank, found)

    def least(self, day: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each record the earliest day among its rows, and the row: of equal ones the first."""
        least, row = np.full(self.count, NEVER), np.full(self.count, -1)
        at = np.flatnonzero(mask)
        at = at[np.argsort(day[at], kind="stable")[::-1]]
        least[self.case[at]] = day[at]
        row[self.case[at]] = self.record[at]
        return least, row

    def any(self, mask: np.ndarray) -> np.ndarray:
        """Records of which a row is in the mask."""
        found = np.zeros(self.count, dtype=bool)
        found[self.case[mask]] = True
        return found


def readings(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Retention, today: np.datetime64
) -> Iterator[Facts]:
    """The facts without the rows that may or may not count, and with those of each register."""
    frames = {name: _with_doubts(name, frame) for name, frame in partners.items()}
    choices = [(False, True) if frame["unsure"].any() else (False,) for frame in frames.values()]
    for counted in product(*choices):
        chosen = zip(frames.items(), counted, strict=True)
        rows = {
            name: _matched(name, cases, frame if all_ else frame[~frame["unsure"]]) for (name, frame), all_ in chosen
        }
        yield _facts(cases, rows, settings, today)


def _with_doubts(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A row that leaves out what it is there to say may mean either."""
    needed = {"inventory": "present", "disposal": "disposed_at", "holds": "placed_at"}[name]
    place = f"{name}.{needed}"
    return frame.assign(unsure=frame["unsure"] | frame[place].isna()) if place in frame else frame


def _matched(name: str, cases: pd.DataFrame, frame: pd.DataFrame) -> _Rows:
    places = [place for place in map(str, frame) if place.startswith(f"{name}.on.") and place in cases]
    case, row = Matching.of(cases, frame, places).expanded()
    return _Rows(case, frame.index.to_numpy()[row], frame.iloc[row], len(cases))


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
        there = rows.frame["inventory.present"].fillna(value=True).to_numpy(dtype=bool)
    gone = rows.day("inventory.disposed_at", NEVER)
    # what the inventory says was destroyed after the audit date was there on that date
    there = (there | (gone < NEVER)) & (gone > today)
    present = rows.any(there)
    disposed, row = rows.least(gone, np.ones_like(there))
    return present, np.where((disposed <= today) & ~present, disposed, NO_DAY), row


def _disposal(rows: _Rows, today: np.datetime64) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """When each record was destroyed first, with approval and witnesses or not, only later or not, and the row."""
    signed = [
        place for place in map(str, rows.frame) if place.startswith(("disposal.approved_by", "disposal.witnesses"))
    ]
    complete = rows.frame[signed].notna().all(axis=1).to_numpy(dtype=bool)
    day = rows.day("disposal.disposed_at", LONG_AGO)
    disposed, row = rows.least(day, day <= today)
    signed_rows = dict(zip(rows.record.tolist(), complete.tolist(), strict=True))
    approved = np.array([signed_rows.get(one, False) for one in row.tolist()], dtype=bool)
    return np.where(row >= 0, disposed, NO_DAY), approved, rows.any(day > today), row


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
    return rows.any(on_it), since, last, np.where(hold_then >= 0, hold_then, hold_now)
