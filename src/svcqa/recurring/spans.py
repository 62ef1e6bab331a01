"""Spans: for whom a duty holds and from when to when, and whose each record is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from svcqa.checks import BESIDE, UNSURE, latest
from svcqa.recurring.settings import Recurring

NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True, eq=False)
class Spans:
    """For whom the duty holds: one entry for each span of time, of which one and the same may have several."""

    names: np.ndarray
    """What each of them is called, by its number; the office as a whole has no name."""
    rows: np.ndarray
    """Number of the one each record is of; -1 where it is nobody's."""
    who: np.ndarray
    """Number of the one whose span it is."""
    first: np.ndarray
    """First day of the span; NaT where it is not known."""
    last: np.ndarray
    """Last day; NaT where it has none yet."""
    unclear: np.ndarray
    """It cannot be told whether the duty holds for it, or from when on."""
    record: np.ndarray
    """Its record in the register of ``each``; -1 for none."""
    position: np.ndarray
    """Where that record stands in the frame of ``each``; -1 for none."""
    found: np.ndarray
    """The record of ``found_in`` by which it was found; -1 for none."""

    def beside(self, span: np.ndarray, settings: Recurring) -> dict[str, np.ndarray]:
        """The records that ask for each slot, by the positions of their spans, as columns of a judged frame."""
        found = {"each": self.record, "found_in": self.found}
        return {f"{BESIDE}{name}": one[span] for name, one in found.items() if getattr(settings, name) is not None}

    def taken(self, mask: np.ndarray) -> Spans:
        """Some of the spans."""
        parts = (self.who, self.first, self.last, self.unclear, self.record, self.position, self.found)
        return Spans(self.names, self.rows, *(part[mask] for part in parts))


def days(moments: pd.Series) -> np.ndarray:
    """The day of each moment."""
    return moments.to_numpy(dtype="datetime64[us]").astype("datetime64[D]")


def period_names(cases: pd.DataFrame) -> pd.Series:
    """The words that name each record's period; a year may stand there as a number."""
    names = cases["period"]
    if not pd.api.types.is_numeric_dtype(names.dtype):
        return names
    whole = names.where(names % 1 == 0)
    return whole.astype("Int64").astype("string").astype("str")


def spans_of(cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Recurring) -> Spans:
    """For whom the duty holds; ``found_in`` adds those of whom the register of ``each`` says nothing."""
    if settings.each is None:
        return _of_groups(cases, settings)
    frames = [partners["each"], cases] + ([partners["found_in"]] if settings.found_in else [])
    places = [[f"{head}.on.{name}" for name in settings.each.on] for head in ("each", "each", "found_in")]
    keys, names = numbered_keys([frame[list(one)] for frame, one in zip(frames, places, strict=False)])
    listed = _listed(partners["each"], keys[0], settings, (names, keys[1]))
    return _with_found(listed, partners["found_in"], keys[2]) if settings.found_in else listed


def numbered_keys(frames: Sequence[pd.DataFrame]) -> tuple[list[np.ndarray], np.ndarray]:
    """The key in each row of several frames as a number, -1 where a part is blank; and the names of the numbers."""
    columns = [str(number) for number in range(frames[0].shape[1])]
    both = pd.concat([frame.set_axis(columns, axis=1) for frame in frames], ignore_index=True)
    if len(columns) == 1:
        codes, values = pd.factorize(both["0"])
        numbers: np.ndarray = codes.astype(np.int64)
        names = pd.Series(values).astype(str)
    else:
        numbers = both.groupby(columns, sort=False, dropna=True).ngroup().fillna(-1).to_numpy(dtype=np.int64)
        keyed = np.flatnonzero(numbers >= 0)
        first = both.iloc[keyed[np.unique(numbers[keyed], return_index=True)[1]]].astype(str)
        names = first["0"].str.cat(first[columns[1:]], sep="/")
    ends = np.cumsum([len(frame) for frame in frames])
    return np.split(numbers, ends[:-1]), names.to_numpy(dtype=object)


def _of_groups(cases: pd.DataFrame, settings: Recurring) -> Spans:
    """The office as a whole, or every group that occurs, from its first record on."""
    if not settings.group:
        rows, names = np.zeros(len(cases), dtype=np.int64), np.array([""], dtype=object)
        first = np.array([settings.since], dtype="datetime64[D]")
    else:
        places = [f"group.{number}" for number in range(len(settings.group))]
        (rows,), names = numbered_keys([cases[places]])
        first = np.full(len(names), settings.since, dtype="datetime64[D]")
        if settings.since is None and settings.at is not None:
            first = _earliest(rows, days(cases["at"]), len(names))
    none = np.full(len(names), -1)
    never = np.full(len(names), NO_DAY)
    return Spans(names, rows, np.arange(len(names)), first, never, np.zeros(len(names), dtype=bool), none, none, none)


def _earliest(who: np.ndarray, day: np.ndarray, count: int) -> np.ndarray:
    known = (who >= 0) & ~np.isnat(day)
    far = np.datetime64("9999-12-31", "D").astype(np.int64)
    found = np.full(count, far)
    np.minimum.at(found, who[known], day[known].astype(np.int64))
    return np.where(found == far, NO_DAY, found.astype("datetime64[D]"))


def _listed(each: pd.DataFrame, who: np.ndarray, settings: Recurring, named: tuple[np.ndarray, np.ndarray]) -> Spans:
    """Those that stand in the register of ``each``."""
    first, last = (np.full(len(each), NO_DAY) for _ in range(2))
    unclear = each[UNSURE].to_numpy(dtype=bool).copy()
    if settings.each is not None and settings.each.active is not None:
        first = days(each["each.active.0"])
        if len(settings.each.active) == 2:
            last = days(latest(each, "each.active.1"))
        unclear |= np.isnat(first) | (last < first)
    elif settings.since is not None:
        first = np.full(len(each), settings.since, dtype="datetime64[D]")
    keyed = who >= 0
    none = np.full(len(each), -1)
    record, position = each.index.to_numpy(dtype=np.int64), np.arange(len(each))
    whole = Spans(*named, who, first, last, unclear, record, position, none)
    return whole.taken(keyed)


def _with_found(listed: Spans, found: pd.DataFrame, who: np.ndarray) -> Spans:
    """And those who are not listed, but did something: from the first time to the last."""
    known = np.zeros(len(listed.names), dtype=bool)
    known[listed.who] = True
    day = days(found["found_in.at"])
    mine = np.flatnonzero((who >= 0) & ~known[who] & ~np.isnat(day))
    order = mine[np.argsort(day[mine], kind="stable")]
    new, at = np.unique(who[order], return_index=True)
    first = day[order][at]
    last = np.full(len(listed.names), NO_DAY)
    last[who[order]] = day[order]  # in order, so that the latest stays
    sure = np.zeros(len(listed.names), dtype=bool)
    sure[who[mine][~found[UNSURE].to_numpy(dtype=bool)[mine]]] = True
    none = np.full(len(new), -1)
    record = found.index.to_numpy(dtype=np.int64)[order][at]
    further = (new, first, last[new], ~sure[new], none, none, record)
    own = (listed.who, listed.first, listed.last, listed.unclear, listed.record, listed.position, listed.found)
    return Spans(listed.names, listed.rows, *(np.concatenate(pair) for pair in zip(own, further, strict=True)))
