"""What several signals look at: times of day, whom records name, and one group held against all the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from svcqa import Records, Scene, rare
from svcqa_integrity.chance import at_least_once, binomial_tail


@dataclass(frozen=True, eq=False)
class Column:
    """A field of a register, and the records in which it says something of interest."""

    register: str
    records: Records
    field: str
    at: np.ndarray
    """Positions of the records."""
    named: tuple[Named, ...]
    """Whom the records of the register name."""

    def only(self, mine: np.ndarray) -> Column:
        """Some of these records."""
        return replace(self, at=self.at[mine])


Unlike = tuple[int, float, float]
"""How many were seen, how many were to be expected, and the chance of so many."""
_MINUTE = 60_000_000
DAY = 1440
"""Minutes."""
_SPREAD = 8
_AT_ONCE = 1 << 20
_NEAR = 1 << 30
"""Minutes: times within two thousand years are kept, and subtracted, in half the room."""
ENOUGH = 20
"""Records that a group has at least to be compared with the others."""


class Looked:
    """A register, and what several signals ask of it, found once."""

    def __init__(self, records: Records) -> None:
        self.records = records

    @cached_property
    def times(self) -> dict[str, Times]:
        """The fields that hold times of day, in the order in which the register declares them."""
        register, frame = self.records.register, self.records.frame
        if register.roster:
            return {}  # a roster is planned, not recorded
        declared = [name for name, field in register.fields.items() if field.type == "datetime" and name in frame]
        found = {name: Times.of(self.records, name) for name in declared}
        return {name: one for name, one in found.items() if one.known.any()}

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Whom the records name, by every field that does."""
        return tuple(Named.of(self.records, name) for name in people(self.records))


_LOOKED: WeakKeyDictionary[Scene, dict[str, Looked]] = WeakKeyDictionary()
"""What was found in a scene, as long as there is one."""


def looked_at(scene: Scene) -> dict[str, Looked]:
    """The registers of a scene, the same for every signal that looks at it."""
    return _LOOKED.setdefault(scene, {name: Looked(records) for name, records in scene.records.items()})


@dataclass(frozen=True, eq=False)
class Times:
    """Times of day, record by record."""

    minutes: np.ndarray
    """Minutes since 1970; of records that have no time of day, any number."""
    known: np.ndarray
    """True where there is one."""

    @classmethod
    def of(cls, records: Records, name: str) -> Times:
        """What one field says; a date without its time of day is none."""
        moments = records.frame[name].to_numpy(dtype="datetime64[us]")
        known, dates = ~np.isnat(moments), records.date_only.get(name)
        if dates is not None:
            known &= ~dates
        minutes = moments.view(np.int64) // _MINUTE
        near = -_NEAR < minutes.min(where=known, initial=0) <= minutes.max(where=known, initial=0) < _NEAR
        return cls(minutes.astype(np.int32) if near else minutes, known)


def frequencies(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different values (``int64``) in order, and how often each occurs."""
    first, last = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    if last - first > _SPREAD * len(values):
        return np.unique(values, return_counts=True)
    counts = np.bincount(values - first)  # times of a few years are dense, and need not be sorted
    found = np.flatnonzero(counts)
    return found + first, counts[found]


def counted(numbers: Callable[[slice], np.ndarray], rows: int, size: int) -> np.ndarray:
    """How often each number below ``size`` occurs among those of so many rows.

    They are asked for some rows at a time, as numbers to be counted take much room.
    """
    found = np.zeros(size, dtype=np.int64)
    for start in range(0, rows, _AT_ONCE):
        found += np.bincount(numbers(slice(start, start + _AT_ONCE)), minlength=size)
    return found


def people(records: Records) -> list[str]:
    """Fields that name a person, and the unit if the register has one of its own."""
    fields = [name for name, field in records.register.fields.items() if field.type == "person"]
    unit = records.register.unit
    own = [unit] if unit and "." not in unit else []
    return [name for name in dict.fromkeys([*fields, *own]) if name in records.frame]


@dataclass(frozen=True, eq=False)
class Named:
    """Whom a field of a register names, record by record."""

    field: str
    names: tuple[str, ...]
    codes: np.ndarray
    """Position of each record's name; -1 where it has none."""

    @classmethod
    def of(cls, records: Records, field: str) -> Named:
        """What one field says."""
        codes, names = pd.factorize(records.frame[field], sort=True)
        return cls(field, tuple(map(str, names)), codes.astype(np.int32))

    def groups(self, at: np.ndarray) -> Groups:
        """Those among some records that name one."""
        return Groups(self.names, self.codes[at])


@dataclass(frozen=True, eq=False)
class Groups:
    """Records by whom they name, to hold each group against all the others."""

    names: tuple[str, ...]
    codes: np.ndarray
    """Position of each record's name; -1 where it has none."""

    @cached_property
    def sizes(self) -> np.ndarray:
        """How many records each name has."""
        return self._counted(lambda some: self.codes[some] + 1)[1:]

    def tally(self, seen: np.ndarray) -> np.ndarray:
        """In how many records of each name something was seen (true for those)."""
        return self._counted(lambda some: self.codes[some][seen[some]] + 1)[1:]

    def table(self, values: np.ndarray, many: int) -> np.ndarray:
        """How often each name (down) has each of so many values (across), which count from 0."""
        return self._counted(lambda some: (self.codes[some] + 1) * many + values[some], many).reshape(-1, many)[1:]

    def _counted(self, numbers: Callable[[slice], np.ndarray], many: int = 1) -> np.ndarray:
        return counted(numbers, len(self.codes), (len(self.names) + 1) * many)

    def compared(self) -> np.ndarray:
        """Positions of the names that have enough records, and others have too."""
        return np.flatnonzero((self.sizes >= ENOUGH) & (len(self.codes) - self.sizes >= ENOUGH))

    def members(self, number: int) -> np.ndarray:
        """Positions of the records of one name."""
        return self._order[self._starts[number] : self._starts[number + 1]]

    def unlike(self, seen: np.ndarray, tests: int, least: int) -> Iterator[tuple[str, np.ndarray, Unlike]]:
        """The groups that have much more of what was ``seen`` than all others: name, positions, what it comes to."""
        counts, all_ = self.tally(seen), int(seen.sum())
        for number in self.compared():
            if counts[number] < least:
                continue
            found = unlike(int(counts[number]), int(self.sizes[number]), (all_, len(seen)), tests, least)
            if found:
                yield self.names[number], self.members(number), found

    @cached_property
    def _order(self) -> np.ndarray:
        return np.argsort(self.codes, kind="stable")

    @cached_property
    def _starts(self) -> np.ndarray:
        return np.searchsorted(self.codes, np.arange(len(self.names) + 1), sorter=self._order)


def timed_columns(scene: Scene) -> Iterator[tuple[Column, np.ndarray]]:
    """Every field with times of day: the records that have one, and its minutes since 1970."""
    for name, looked in looked_at(scene).items():
        for field, times in looked.times.items():
            at = np.flatnonzero(times.known)
            yield Column(name, looked.records, field, at, looked.named), times.minutes[at]


def unlike(observed: int, mine: int, seen: tuple[int, int], tests: int, least: int) -> Unlike | None:
    """Whether a group has much more of what was seen than all others.

    The rate of the others is taken with one more seen than there were, so that nothing is impossible.

    Args:
        observed: in how many records of the group it was seen.
        mine: how many records the group has.
        seen: in how many of all records it was seen, and how many these are.
        tests: how many groups were looked at.
        least: fewer are nothing.
    """
    rate = (seen[0] - observed + 1) / (seen[1] - mine + 1)
    expected = rate * mine
    if observed < least or observed < 2 * expected:
        return None
    chance = at_least_once(binomial_tail(observed, mine, rate), tests)
    return (observed, expected, chance) if rare(chance) else None
