"""Matching: for each judged record the one record of another register that stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa.judging.asking import counting
from svcqa.judging.ranges import within
from svcqa.matching import key_codes
from svcqa.registers import JUDGEABLE_MAX, Kind

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.registers import Records
    from svcqa.rulesets.joining import Joined


_ILLEGIBLE = (Kind.ERROR, Kind.NEVER_CALCULATED, Kind.UNREADABLE, Kind.UNRESOLVED, Kind.MERGED)


@dataclass(frozen=True, eq=False)
class Match:
    """For each judged record, the record of another register beside it."""

    at: np.ndarray
    """Its position; -1 where there is none."""
    kind: np.ndarray
    """What stands in the other's fields where there is none, or no certain one: blank, or unresolved."""


def match(
    records: Records, other: Records, joined: Joined, context: Context, read: Sequence[str] | None = None
) -> Match:
    """Find the record beside each judged one.

    A foreign key that names nothing, or something twice, is unresolved; so is a join whose answer hangs on a record
    that may or may not count, or that may be another's of the same name. A join that finds nothing leaves blanks.

    Args:
        records: the judged ones.
        other: those of which one is looked for.
        joined: how it is found.
        context: tells the moment of the audit.
        read: the fields that are read of it: several of one date that say the same there are as good as one. None
            stands for all.
    """
    here, there = codes(records, other, joined.on)
    certain, doubtful = counts(other, joined, context)
    groups = int(max(here.max(initial=-1), there.max(initial=-1))) + 1
    unclear = np.zeros(groups + 1, dtype=bool)
    unclear[there[doubtful & (there >= 0)]] = True
    rows = np.flatnonzero(certain & (there >= 0))
    if joined.range:
        at, several = within(records, other, joined.range, (here, there), rows)
        unresolved = unclear[here] | several
    else:
        at = _chosen(other, joined, rows, (there, unclear), read)[here]
        unresolved = unclear[here] | (joined.reference & (at < 0) & (here >= 0))
    unresolved |= borne(records, other, joined, certain | doubtful) | illegible(records, joined)
    return Match(at, np.where(unresolved, np.uint8(Kind.UNRESOLVED), np.uint8(Kind.BLANK)))


def _chosen(
    other: Records, joined: Joined, rows: np.ndarray, groups: tuple[np.ndarray, np.ndarray], read: Sequence[str] | None
) -> np.ndarray:
    """The record of each group that is taken; marks the groups in which more than one would have to be."""
    there, unclear = groups
    unclear[_tied(other, joined, rows, there, read)] = True
    # assigned in order, so that the last of a group stays
    rows = _ordered(other, joined, rows)
    chosen = np.full(len(unclear), -1, dtype=np.int64)
    chosen[there[rows]] = rows
    return chosen  # a blank key is code -1, the spare place at the end, which stays -1


def illegible(records: Records, joined: Joined) -> np.ndarray:
    """Judged records of which nobody can tell what they refer to.

    An error stands there, or a part of a merged cell, or a name that several bear.
    """
    found = np.zeros(len(records), dtype=bool)
    for here in joined.starts():
        found |= np.isin(records.kinds[here], _ILLEGIBLE)
        if records.bearers.get(here):
            found |= records.frame[here].isin(list(records.bearers[here])).to_numpy(dtype=bool)
    return found


def borne(records: Records, other: Records, joined: Joined, counting: np.ndarray) -> np.ndarray:
    """Judged records to which a record may belong that names several by one name."""
    found = np.zeros(len(records), dtype=bool)
    for here, there in joined.on:
        bearers = other.bearers.get(there, {})
        names = set(other.frame[there][counting]) & bearers.keys() if bearers else set()
        found |= records.frame[here].isin([one for name in names for one in bearers[name]]).to_numpy(dtype=bool)
    return found


def codes(records: Records, other: Records, on: Sequence[tuple[str, str]]) -> tuple[np.ndarray, np.ndarray]:
    """The key of every record on either side as a number; -1 where a part of it is blank."""
    if not on:
        return np.zeros(len(records), dtype=np.int64), np.zeros(len(other), dtype=np.int64)
    return key_codes([records.frame[here] for here, _ in on], [other.as_likely(there) for _, there in on])


def counts(other: Records, joined: Joined, context: Context) -> tuple[np.ndarray, np.ndarray]:
    """Records that count, and those of which it cannot be told."""
    truth = counting(joined.where, other, context)
    yes, unknown = truth.yes, truth.unknown
    for name in joined.fields():
        unknown = unknown | ((yes | unknown) & (other.kinds[name] > JUDGEABLE_MAX))
    if joined.by:
        date = other.frame[joined.by]
        happened = ~(date > context.as_of).to_numpy(dtype=bool)
        unknown = (unknown | (yes & date.isna().to_numpy())) & happened
        yes = yes & happened
    return yes & ~unknown, unknown


def _ordered(other: Records, joined: Joined, rows: np.ndarray) -> np.ndarray:
    """The records so that the one to be taken comes last in its group."""
    if not joined.by:
        return rows
    order = np.argsort(other.frame[joined.by].to_numpy()[rows], kind="stable")
    return rows[order] if joined.take == "latest" else rows[order][::-1]


def _tied(
    other: Records, joined: Joined, rows: np.ndarray, codes: np.ndarray, read: Sequence[str] | None
) -> np.ndarray:
    """Groups in which more than one record would have to be taken, and they do not say the same."""
    groups = pd.DataFrame({"group": codes[rows], "row": rows})
    if joined.by:
        groups["by"] = other.frame[joined.by].to_numpy()[rows]
        wanted = groups.groupby("group")["by"].transform("max" if joined.take == "latest" else "min")
        groups = groups[groups["by"] == wanted]
    groups = groups[groups["group"].duplicated(keep=False)]
    if joined.by and read is not None:
        said = _said(other, groups["row"].to_numpy(), read).assign(group=groups["group"].to_numpy())
        groups = groups[said.groupby("group").transform("nunique", dropna=False).gt(1).any(axis=1).to_numpy()]
    tied: np.ndarray = groups["group"].unique()
    return tied


def _said(other: Records, rows: np.ndarray, read: Sequence[str]) -> pd.DataFrame:
    """What records say in the fields that are read, and what kinds of cells they say it in."""
    said: dict[str, np.ndarray] = {}
    for name in read:
        said[f"value {name}"] = other.frame[name].iloc[rows].astype("object").to_numpy()
        said[f"kind {name}"] = other.kinds[name][rows]
        if name in other.date_only:
            said[f"day {name}"] = other.date_only[name][rows]
    return pd.DataFrame(said)
