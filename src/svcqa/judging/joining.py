"""Joining: the records of other registers that stand beside the judged ones, at most one for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa.judging.partners import counting
from svcqa.judging.subjects import Subjects
from svcqa.registers import JUDGEABLE_MAX, Kind

if TYPE_CHECKING:
    from svcqa.registers import Records
    from svcqa.rulesets import Bound
    from svcqa.rulesets.joining import Joined


_ILLEGIBLE = (Kind.ERROR, Kind.NEVER_CALCULATED, Kind.UNREADABLE, Kind.MERGED)


@dataclass(frozen=True, eq=False)
class Match:
    """For each judged record, the record of another register beside it."""

    at: np.ndarray
    """Its position; -1 where there is none."""
    kind: np.ndarray
    """What stands in the other's fields where there is none, or no certain one: blank, or unresolved."""


@dataclass(frozen=True, eq=False)
class Beside:
    """A register whose records stand beside the judged ones."""

    subjects: Subjects
    match: Match
    field: str
    """Field of the judged register by which they are found."""


class Widened(Subjects):
    """The records of a register with the fields of others beside them; cells are quoted where they stand."""

    def __init__(self, base: Subjects, records: Records, beside: Mapping[str, Beside]) -> None:
        super().__init__(records)
        self._base, self._beside = base, beside

    @property
    def unclear(self) -> np.ndarray:
        """See :attr:`Subjects.unclear`."""
        return self._base.unclear

    def extras(self, at: np.ndarray) -> list[str]:
        """See :meth:`Subjects.extras`: a digest of the record's own row."""
        return self._base.extras(at)

    @property
    def unit_names(self) -> list[str | None]:
        """See :attr:`Subjects.unit_names`."""
        return self._base.unit_names

    @property
    def unit_codes(self) -> np.ndarray:
        """See :attr:`Subjects.unit_codes`."""
        return self._base.unit_codes

    def cells(self, at: np.ndarray, fields: Sequence[str]) -> list[list[str]]:
        """See :meth:`Subjects.cells`; where no record stands beside, the cell by which it was looked for is quoted."""
        return [list(cells) for cells in zip(*(self._cells(name, at) for name in fields), strict=True)]

    def _cells(self, name: str, at: np.ndarray) -> list[str]:
        head, _, field = name.partition(".")
        if not field:
            return [cell for (cell,) in super().cells(at, [name])]
        beside = self._beside[head]
        cells = self._cells(beside.field, at)
        position = beside.match.at[at]
        there = np.flatnonzero(position >= 0)
        for row, (quoted,) in zip(there.tolist(), beside.subjects.cells(position[there], [field]), strict=True):
            cells[row] = quoted
        return cells


def widened(bound: Bound, subjects: Mapping[str, Subjects], as_of: pd.Timestamp) -> Subjects:
    """The judged register with the fields of others that the rule names."""
    base = subjects[bound.rule.of]
    if not bound.joins:
        return base
    beside = {one.name: _beside(base, subjects[one.register], one, as_of) for one in bound.joins}
    paths = [name for name in bound.register.fields if "." in name]
    return Widened(base, _with_paths(base.records, paths, beside), beside)


def _beside(base: Subjects, other: Subjects, joined: Joined, as_of: pd.Timestamp) -> Beside:
    return Beside(other, match(base.records, other.records, joined, as_of), joined.on[0][0])


def _with_paths(records: Records, paths: Sequence[str], beside: Mapping[str, Beside]) -> Records:
    frame, kinds = records.frame.copy(deep=False), dict(records.kinds)
    date_only = dict(records.date_only)
    fields = {}
    for path in paths:
        head, _, field = path.partition(".")
        other, found = beside[head].subjects.records, beside[head].match
        at = found.at
        frame[path] = other.frame[field].reindex(at).set_axis(frame.index)
        kinds[path] = np.where(at >= 0, other.kinds[field][at] if len(other) else np.uint8(0), found.kind)
        kinds[path][found.kind == Kind.UNRESOLVED] = Kind.UNRESOLVED
        if field in other.date_only:
            date_only[path] = (at >= 0) & other.date_only[field][at]
        fields[path] = other.register.fields[field]
    register = records.register.widened(fields)
    return replace(records, register=register, frame=frame, kinds=kinds, date_only=date_only)


def match(records: Records, other: Records, joined: Joined, as_of: pd.Timestamp) -> Match:
    """Find the record beside each judged one.

    A foreign key that names nothing, or something twice, is unresolved; so is a join whose answer hangs on a record
    that may or may not count, or that may be another's of the same name. A join that finds nothing leaves blanks.
    """
    here, there = _codes(records, other, joined.on)
    certain, doubtful = _counting(other, joined, as_of)
    groups = int(max(here.max(initial=-1), there.max(initial=-1))) + 1
    rows = np.flatnonzero(certain & (there >= 0))
    unclear = np.zeros(groups + 1, dtype=bool)
    unclear[there[doubtful & (there >= 0)]] = True
    unclear[_tied(other, joined, rows, there)] = True
    # assigned in order, so that the last of a group stays
    rows = _ordered(other, joined, rows)
    chosen = np.full(groups + 1, -1, dtype=np.int64)
    chosen[there[rows]] = rows
    at = chosen[here]  # a blank key is code -1, the spare place at the end, which stays -1
    unresolved = unclear[here] | (joined.reference & (at < 0) & (here >= 0))
    unresolved |= _borne(records, other, joined, certain | doubtful) | _illegible(records, joined)
    return Match(at, np.where(unresolved, np.uint8(Kind.UNRESOLVED), np.uint8(Kind.BLANK)))


def _illegible(records: Records, joined: Joined) -> np.ndarray:
    """Judged records of which nobody can tell what they refer to: an error stands there, or a part of a merged cell."""
    found = np.zeros(len(records), dtype=bool)
    for here, _ in joined.on:
        found |= np.isin(records.kinds[here], _ILLEGIBLE)
    return found


def _borne(records: Records, other: Records, joined: Joined, counting: np.ndarray) -> np.ndarray:
    """Judged records to which a record may belong that names several by one name."""
    found = np.zeros(len(records), dtype=bool)
    for here, there in joined.on:
        bearers = other.bearers.get(there, {})
        names = set(other.frame[there][counting]) & bearers.keys() if bearers else set()
        found |= records.frame[here].isin([one for name in names for one in bearers[name]]).to_numpy(dtype=bool)
    return found


def _codes(records: Records, other: Records, on: Sequence[tuple[str, str]]) -> tuple[np.ndarray, np.ndarray]:
    """The key of every record on either side as a number; -1 where a part of it is blank."""
    names = [str(number) for number in range(len(on))]
    left = records.frame[[here for here, _ in on]].set_axis(names, axis=1)
    right = pd.concat([other.as_likely(there) for _, there in on], axis=1).set_axis(names, axis=1)
    both = pd.concat([left, right], ignore_index=True)
    codes = both.groupby(names, sort=False, dropna=True).ngroup().fillna(-1).to_numpy(dtype=np.int64)
    return codes[: len(left)], codes[len(left) :]


def _counting(other: Records, joined: Joined, as_of: pd.Timestamp) -> tuple[np.ndarray, np.ndarray]:
    """Records that count, and those of which it cannot be told."""
    truth = counting(joined.where, other, as_of)
    yes, unknown = truth.yes, truth.unknown
    for name in joined.fields():
        unknown = unknown | ((yes | unknown) & (other.kinds[name] > JUDGEABLE_MAX))
    if joined.by:
        date = other.frame[joined.by]
        happened = ~(date > as_of).to_numpy(dtype=bool)
        unknown = (unknown | (yes & date.isna().to_numpy())) & happened
        yes = yes & happened
    return yes & ~unknown, unknown


def _ordered(other: Records, joined: Joined, rows: np.ndarray) -> np.ndarray:
    """The records so that the one to be taken comes last in its group."""
    if not joined.by:
        return rows
    order = np.argsort(other.frame[joined.by].to_numpy()[rows], kind="stable")
    return rows[order] if joined.take == "latest" else rows[order][::-1]


def _tied(other: Records, joined: Joined, rows: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Groups in which more than one record would have to be taken."""
    groups = pd.DataFrame({"group": codes[rows]})
    if joined.by:
        groups["by"] = other.frame[joined.by].to_numpy()[rows]
        wanted = groups.groupby("group")["by"].transform("max" if joined.take == "latest" else "min")
        groups = groups[groups["by"] == wanted]
    tied: np.ndarray = groups.loc[groups.duplicated(keep=False), "group"].unique()
    return tied
