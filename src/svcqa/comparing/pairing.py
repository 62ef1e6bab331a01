"""Pairing: which record of the new version is which of the old one, by its key, else by what else it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from svcqa.comparing.coding import NOTHING, Coded

_FEW = 2
"""Cells that must be alike at least for a record to be known by its contents."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Which records belong together: ``old[i]`` and ``new[i]``; and those that stand alone."""

    old: np.ndarray
    new: np.ndarray
    by_content: int
    gone: np.ndarray
    added: np.ndarray
    unmatched_old: np.ndarray
    unmatched_new: np.ndarray
    renumbered: Mapping[int, int]
    """Gone record → the added one that says the same but for its key."""


@dataclass(eq=False)
class _Side:
    """One version: the key of each record as a number (-1: blank), and which records are still alone."""

    key: np.ndarray
    cells: np.ndarray
    """A row for each field, in the order of both sides."""
    other_counts: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """How often each key stands in the other version."""
    partner: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.partner = np.full(len(self.key), -1, dtype=np.int64)

    @cached_property
    def mixed(self) -> np.ndarray:
        """For each field and record a number in which no two cells are alike unless they say the same."""
        seeds = np.arange(1, len(self.cells) + 1, dtype=np.uint64)[:, None] << np.uint64(40)
        return _scattered(self.cells.astype(np.uint64) + seeds)

    @cached_property
    def whole(self) -> np.ndarray:
        """What a record says, as one number."""
        return np.asarray(self.mixed.sum(axis=0, dtype=np.uint64))

    def said(self, without: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """What a record says but for some fields, and whether that is enough to know it by."""
        left = self.whole - self.mixed[list(without)].sum(axis=0, dtype=np.uint64)
        others = np.delete(self.cells, list(without), axis=0)
        return left, (others != NOTHING).sum(axis=0) >= _FEW

    @cached_property
    def counts(self) -> np.ndarray:
        """How often the key of each record stands in this version."""
        return _counted(self.key, self.key)


def paired(fields: Mapping[str, Coded], key: Sequence[str], sizes: tuple[int, int]) -> Pairs:
    """Find out which records belong together.

    Args:
        fields: those that both versions have.
        key: the fields of the register's key.
        sizes: how many records the versions have.
    """
    whole = [name for name, one in fields.items() if one.whole]
    keyed = [name for name in key if name in fields]
    keys = _keys(fields, keyed, sizes) if len(keyed) == len(key) else tuple(np.full(one, -1) for one in sizes)
    old = _Side(keys[0], _stacked([fields[name].old for name in whole], sizes[0]))
    new = _Side(keys[1], _stacked([fields[name].new for name in whole], sizes[1]))
    old.other_counts, new.other_counts = _counted(old.key, new.key), _counted(new.key, old.key)
    _by_key(old, new)
    clear = int((old.partner >= 0).sum())
    own = [whole.index(name) for name in keyed if name in whole]
    _by_content(old, new, own)
    at = np.flatnonzero(old.partner >= 0)
    (gone, lost), (added, strange) = _alone(old, new), _alone(new, old)
    renumbered = _renumbered(old, new, gone, added, own)
    return Pairs(at, old.partner[at], len(at) - clear, gone, added, lost, strange, renumbered)


def _keys(fields: Mapping[str, Coded], names: Sequence[str], sizes: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """The keys of both versions as numbers, -1 where a part of one is blank."""
    found = np.zeros(sum(sizes), dtype=np.int64)
    blank = np.zeros(sum(sizes), dtype=bool)
    for name in names:
        codes = np.concatenate([fields[name].old, fields[name].new])
        blank |= codes == NOTHING
        parts, _ = pd.factorize(codes)
        found, _ = pd.factorize(found * (int(parts.max(initial=0)) + 1) + parts)
    found = np.where(blank, -1, found)
    return found[: sizes[0]], found[sizes[0] :]


def _stacked(cells: Sequence[np.ndarray], size: int) -> np.ndarray:
    return np.stack(cells) if cells else np.zeros((0, size), dtype=np.int64)


def _scattered(numbers: np.ndarray) -> np.ndarray:
    """Numbers mixed so that sums of them differ if they do (splitmix64)."""
    with np.errstate(over="ignore"):
        mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def _counted(asked: np.ndarray, among: np.ndarray) -> np.ndarray:
    """How often each of some keys stands among others; none for a blank one."""
    most = int(max(asked.max(initial=-1), among.max(initial=-1))) + 1
    counts = np.append(np.bincount(among[among >= 0], minlength=most), 0)
    return np.asarray(np.where(asked < 0, 0, counts[asked]))


def _by_key(old: _Side, new: _Side) -> None:
    _unite(old, new, (old.key, old.key >= 0), (new.key, new.key >= 0))


_Told = tuple[np.ndarray, np.ndarray]
"""What each record says, as a number, and which of them count."""


def _unite(old: _Side, new: _Side, here: _Told, there: _Told) -> None:
    """Pair the records that say what no other of their version says, as far as they are alone and count."""
    (said, mine), (told, others) = here, there
    mine, others = np.flatnonzero(mine & (old.partner < 0)), np.flatnonzero(others & (new.partner < 0))
    at, to = _meeting(said, mine, told, others)
    old.partner[at], new.partner[to] = to, at


def _meeting(said: np.ndarray, mine: np.ndarray, told: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Records of either version that say what no other of their version says, and one of the other version does."""
    left, right = pd.Series(mine, index=said[mine]), pd.Series(others, index=told[others])
    left, right = left[~left.index.duplicated(keep=False)], right[~right.index.duplicated(keep=False)]
    both = left.index.intersection(right.index)
    return left.loc[both].to_numpy(), right.loc[both].to_numpy()


def _by_content(old: _Side, new: _Side, own: Sequence[int]) -> None:
    """Pair the records whose key is blank or repeated by what they say, or by being the last of a key."""
    unclear, strange = _unclear(old), _unclear(new)
    if not ((unclear & (old.partner < 0)).any() or (strange & (new.partner < 0)).any()):
        return
    _alike(old, new, unclear, strange)
    for position in range(len(old.cells)):
        (said, enough), (told, plenty) = old.said([position]), new.said([position])
        _unite(old, new, (said, unclear & enough), (told, strange & plenty))
    # of several records of one key, one is left on either side
    _unite(old, new, (old.key, unclear & (old.key >= 0)), (new.key, strange & (new.key >= 0)))
    if own:
        (said, enough), (told, plenty) = old.said(own), new.said(own)
        _unite(old, new, (said, (old.key < 0) & enough), (told, plenty))
        _unite(old, new, (said, enough), (told, (new.key < 0) & plenty))


def _unclear(side: _Side) -> np.ndarray:
    """Records whose key is blank, or stands more than once in a version while the other has it too."""
    return np.asarray((side.key < 0) | ((side.other_counts > 0) & ((side.counts > 1) | (side.other_counts > 1))))


def _alike(old: _Side, new: _Side, unclear: np.ndarray, strange: np.ndarray) -> None:
    """Pair records that say the same in every cell; of several such it does not matter which."""
    mine, others = np.flatnonzero(unclear & (old.partner < 0)), np.flatnonzero(strange & (new.partner < 0))
    left, right = _numbered(old.whole[mine], mine), _numbered(new.whole[others], others)
    both = left.merge(right, on=["said", "number"])
    at, to = both["at_x"].to_numpy(), both["at_y"].to_numpy()
    old.partner[at], new.partner[to] = to, at


def _numbered(said: np.ndarray, at: np.ndarray) -> pd.DataFrame:
    made = pd.DataFrame({"said": said, "at": at})
    return made.assign(number=made.groupby("said").cumcount())


def _alone(side: _Side, other: _Side) -> tuple[np.ndarray, np.ndarray]:
    """Records that the other version certainly lacks, and those of which nobody can say it."""
    alone = side.partner < 0
    left = other.partner < 0
    with_key = _counted(side.key, other.key[left & (other.key >= 0)])
    # a record without a key may be any one that is left
    may_be = np.where(side.key < 0, left.any(), with_key > 0)
    return np.flatnonzero(alone & ~may_be), np.flatnonzero(alone & may_be)


def _renumbered(old: _Side, new: _Side, gone: np.ndarray, added: np.ndarray, own: Sequence[int]) -> dict[int, int]:
    """Gone records that say the same as one added record but for the key, if no other does."""
    if not (len(gone) and len(added) and own):
        return {}
    (said, enough), (told, plenty) = old.said(own), new.said(own)
    at, to = _meeting(said, gone[enough[gone]], told, added[plenty[added]])
    return dict(zip(at.tolist(), to.tolist(), strict=True))
