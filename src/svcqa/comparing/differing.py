"""Differing: how each cell of the paired records differs, and which differences are to be looked at first."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from svcqa.comparing.coding import NOTHING, Coded
from svcqa.comparing.pairing import Pairs
from svcqa.intake.values.words import plain
from svcqa.quoting import shown
from svcqa.registers import TEMPORAL, TEXTUAL, Kind, Records
from svcqa.versions import FLAGS, KINDS
from svcqa.versions import Flag as FlagName
from svcqa.versions import Kind as KindName

_RESULT = re.compile(
    r"结果|结论|判定|是否合格|评分|得分|成绩|满意度|\b(?:result|verdict|conclusion|score|mark)s?\b", re.IGNORECASE
)
"""What a field is called that holds the outcome of an inspection, a test or a survey."""
_KIND = {name: number for number, name in enumerate(KINDS, 1)}
_FLAG = {name: number for number, name in enumerate(FLAGS, 1)}
_SAME, _WITHOUT_COLUMN, _WITHOUT_RESULT = 0, -1, -2


@dataclass(frozen=True, eq=False)
class Differing:
    """The cells of one field in the paired records."""

    of: str
    """What the field holds."""
    kinds: np.ndarray
    """For each pair how its cells differ: a number of :data:`KINDS` from 1 on; 0 the same, below 0 not compared."""
    flags: np.ndarray
    """A number of :data:`FLAGS` from 1 on; 0 for none."""

    @property
    def at(self) -> np.ndarray:
        """The pairs whose cells differ."""
        return np.flatnonzero(self.kinds > _SAME)

    def counted(self) -> tuple[int, int, int]:
        """Cells that are the same, that lack a column, and whose formula has no result."""
        same, column, result = ((self.kinds == one).sum() for one in (_SAME, _WITHOUT_COLUMN, _WITHOUT_RESULT))
        return int(same), int(column), int(result)

    def by_kind(self) -> dict[KindName, int]:
        """How many cells differ in which way."""
        return {name: int((self.kinds == number).sum()) for name, number in _KIND.items()}

    def by_flag(self) -> dict[FlagName, int]:
        """How many cells bear which flag."""
        return {name: int((self.flags == number).sum()) for name, number in _FLAG.items()}


def holds(name: str, old: Records) -> str:
    """What a field holds: ``time``, ``signature``, ``result``, ``amount``, ``key`` or ``other``."""
    field = old.register.fields[name]
    if name in old.register.key:
        return "key"
    if field.type in TEMPORAL or field.type == "duration":
        return "time"
    if field.type == "person" or field.signed:
        return "signature"
    if field.type in {"yes_no", "choice"} or _RESULT.search(f"{field.title.zh} {field.title.en}"):
        return "result"
    return "amount" if field.type == "money" else "other"


@dataclass(frozen=True, eq=False)
class Both:
    """The records of both versions, which of them belong together, and the date of the old version if it is known."""

    old: Records
    new: Records
    pairs: Pairs
    as_of: pd.Timestamp | None


def differing(both: Both, name: str, cells: Coded) -> Differing:
    """Compare the cells of a field that both versions have.

    Args:
        both: the versions.
        name: the field.
        cells: its cells as numbers.
    """
    pairs = both.pairs
    kinds = _kinds(cells, pairs)
    same = np.flatnonzero(kinds == _SAME)
    spelt, other = _spelt(both.old, both.new, name, pairs.old[same], pairs.new[same])
    kinds[same[spelt]] = _KIND["spelt"]
    kinds[same[other]] = _KIND["changed"]
    of = holds(name, both.old)
    return Differing(of, kinds, _flags(of, kinds, both, name))


def _kinds(cells: Coded, pairs: Pairs) -> np.ndarray:
    was, now = cells.old[pairs.old], cells.new[pairs.new]
    before, after = cells.old_kinds[pairs.old], cells.new_kinds[pairs.new]
    same = was == now
    # a blank part of a merged cell counts as one, unless what the first part says is what the other version says
    was, now = np.where(before == Kind.MERGED, NOTHING, was), np.where(after == Kind.MERGED, NOTHING, now)
    nothing = (was == NOTHING) & (now == NOTHING)
    unknown = nothing & ((before == Kind.NEVER_CALCULATED) | (after == Kind.NEVER_CALCULATED))
    cases = [
        ((before == Kind.ABSENT) | (after == Kind.ABSENT), _WITHOUT_COLUMN),
        (unknown, _WITHOUT_RESULT),
        (same | nothing, _SAME),
        ((was == NOTHING) & (before == Kind.NEVER_CALCULATED), _KIND["calculated"]),
        (was == NOTHING, _KIND["filled"]),
        (now == NOTHING, _KIND["emptied"]),
    ]
    return np.select([case for case, _ in cases], [number for _, number in cases], _KIND["changed"])


def _spelt(old: Records, new: Records, name: str, was: np.ndarray, now: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of cells that say the same: those written differently, and those that only reading has made the same."""
    bare = _bares(old, name)[was] != _bares(new, name)[now]
    at = np.flatnonzero(_perhaps(old, new, name, was, now) | bare)
    pair = list(zip(_written(old, name, was[at]), _written(new, name, now[at]), strict=True))
    unlike = np.array([before != after for before, after in pair], dtype=bool) | bare[at]
    other = np.zeros(len(at), dtype=bool)
    if old.register.fields[name].type in TEXTUAL:
        # 5² reads as 52 in a text of one form, and is another
        other = unlike & np.array([(plain(one or "") is None) != (plain(two or "") is None) for one, two in pair], bool)
    return at[unlike & ~other], at[other]


def _written(records: Records, name: str, at: np.ndarray) -> list[str | None]:
    """What cells show, a native one as a text of it would be."""
    kind = records.register.fields[name].type
    if kind == "duration" and name not in records.raw:
        seconds = records.frame[name].iloc[at].dt.total_seconds()
        return [
            None if math.isnan(one) else f"{one // 3600:.0f}:{one % 3600 // 60:02.0f}:{one % 60:02.0f}"
            for one in seconds
        ]
    said = shown(records, name, at)
    return [one and one.upper() for one in said] if kind == "yes_no" else said


def _perhaps(old: Records, new: Records, name: str, was: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Cells that may be written differently, found without writing out every one."""
    before, after = _originals(old, name, was), _originals(new, name, now)
    if before is None and after is None:
        # values that were typed in the file: texts of one number may still differ in what cannot be seen
        if old.register.fields[name].type not in TEXTUAL:
            return np.zeros(len(was), dtype=bool)
        before, after = old.frame[name].iloc[was], new.frame[name].iloc[now]
    if before is None or after is None:
        values = old.frame[name].iloc[was] if before is None else new.frame[name].iloc[now]
        one = after if before is None else before
        assert one is not None  # noqa: S101 - one of them has originals
        if old.register.fields[name].type not in TEXTUAL:
            return one.notna().to_numpy()
        before, after = one, values
    missing = before.isna().to_numpy() & after.isna().to_numpy()
    return ~(np.asarray(before.to_numpy(object) == after.to_numpy(object), dtype=bool) | missing)


def _originals(records: Records, name: str, at: np.ndarray) -> pd.Series | None:
    return records.raw[name].iloc[at] if name in records.raw else None


def _bares(records: Records, name: str) -> np.ndarray:
    """Where a date stands without a time of day, in a column for both."""
    if records.register.fields[name].type != "datetime" or name not in records.date_only:
        return np.zeros(len(records), dtype=bool)
    return records.date_only[name] & records.frame[name].notna().to_numpy()


def _flags(of: str, kinds: np.ndarray, both: Both, name: str) -> np.ndarray:
    flags = np.zeros(len(kinds), dtype=np.int64)
    if of in _FLAG:
        flags[np.isin(kinds, (_KIND["changed"], _KIND["emptied"]))] = _FLAG[of]
    if both.new.register.fields[name].type in TEMPORAL:
        at = np.flatnonzero(kinds == _KIND["filled"])
        if both.as_of is None:  # without the date of the old version nobody can say whether it came afterwards
            flags[at] = _FLAG["time_filled"]
        else:
            past = np.asarray(both.new.frame[name].iloc[both.pairs.new[at]] <= both.as_of, dtype=bool)
            flags[at[past]] = _FLAG["afterwards"]
    return flags
