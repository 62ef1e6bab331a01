"""What several signals look at: times of day, whom records name, and one group held against all the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

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

    def only(self, mine: np.ndarray) -> Column:
        """Some of these records."""
        return replace(self, at=self.at[mine])


ENOUGH = 20
"""Records that a group has at least to be compared with the others."""


def moments(records: Records) -> list[str]:
    """Fields that hold times of day, in the order in which the register declares them."""
    if records.register.roster:
        return []  # a roster is planned, not recorded
    declared = [name for name, field in records.register.fields.items() if field.type == "datetime"]
    return [name for name in declared if name in records.frame and timed(records, name).any()]


def timed(records: Records, name: str) -> np.ndarray:
    """True where a date stands with its time of day."""
    found = records.frame[name].notna().to_numpy(dtype=bool, copy=True)
    dates = records.date_only.get(name)
    return found if dates is None else found & ~dates


def minutes(records: Records, name: str, at: np.ndarray) -> np.ndarray:
    """Minutes since 1970 of a field, for records that have it."""
    column = records.frame[name].to_numpy()[at].astype("datetime64[s]").astype(np.int64)
    return np.asarray(column // 60)


def people(records: Records) -> list[str]:
    """Fields that name a person, and the unit if the register has one of its own."""
    fields = [name for name, field in records.register.fields.items() if field.type == "person"]
    unit = records.register.unit
    own = [unit] if unit and "." not in unit else []
    return [name for name in dict.fromkeys([*fields, *own]) if name in records.frame]


def groups(records: Records, name: str, at: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """What a field says → the positions among ``at`` of the records that say so; only groups of some size."""
    codes, names = pd.factorize(records.frame[name].iloc[at], sort=True)
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(len(names) + 1))
    for number, said in enumerate(names):
        mine = order[starts[number] : starts[number + 1]]
        if len(mine) >= ENOUGH and len(at) - len(mine) >= ENOUGH:
            yield str(said), mine


def timed_columns(scene: Scene) -> Iterator[Column]:
    """Every field with times of day, with the records that have one."""
    for name, records in scene.records.items():
        for field in moments(records):
            yield Column(name, records, field, np.flatnonzero(timed(records, field)))


def unlike(seen: np.ndarray, mine: np.ndarray, tests: int, least: int) -> tuple[int, float, float] | None:
    """Whether a group has much more of what was ``seen`` than all others: how many, how many expected, the chance.

    The rate of the others is taken with one more seen than there were, so that nothing is impossible.
    """
    observed, others = int(seen[mine].sum()), len(seen) - len(mine)
    rate = (int(seen.sum()) - observed + 1) / (others + 1)
    expected = rate * len(mine)
    if observed < least or observed < 2 * expected:
        return None
    chance = at_least_once(binomial_tail(observed, len(mine), rate), tests)
    return (observed, expected, chance) if rare(chance) else None
