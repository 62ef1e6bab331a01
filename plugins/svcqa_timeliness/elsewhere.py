"""Elsewhere: the date of an event that is written in another register, of which several may belong to one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pydantic import Field

from svcqa import FieldRef, Matching, PartnerCondition, PartnerField, RegisterRef, Settings
from svcqa_timeliness.moments import BLANK, Moments, numbers


class Elsewhere(Settings):
    """An event of another register: the first of its dates that does not lie before what it follows."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of that register: which of its records belong to the case."""
    at: PartnerField
    """The date of the event; blank while it has not happened."""
    where: PartnerCondition | None = None
    """Which of its records count."""
    only_after: bool = False
    """What came before does not count at all; otherwise it is the event, and too early, where there is nothing else."""

    @property
    def name(self) -> FieldRef:
        """What it is called."""
        return FieldRef(f"{self.target}.{self.at}")


@dataclass(frozen=True, eq=False)
class Dated:
    """The event of each case."""

    first: np.ndarray
    """The earliest moment it can mean, as a number; blank where there is none."""
    last: np.ndarray
    record: np.ndarray
    """Index of the record in its register; where no date is written, of one without; -1 for none at all."""


def dated(
    cases: pd.DataFrame, partner: pd.DataFrame, place: str, setting: Elsewhere, after: np.ndarray
) -> tuple[Dated, Dated, np.ndarray]:
    """The event of each case: without the records that may or may not count, with them, and whether one tells no date.

    Args:
        cases: the cases.
        partner: records of the other register.
        place: where the setting stands.
        setting: which event is meant.
        after: the moment, as a number, that it does not lie before; blank where anything will do.
    """
    moments = Moments.of(partner, f"{place}.at")
    first, last = numbers(moments.first), numbers(moments.last)
    order = np.argsort(first, kind="stable")
    ordered = partner.iloc[order]
    unsure = ordered["unsure"].to_numpy(dtype=bool)
    matching = Matching.of(cases, ordered, [f"{place}.on.{name}" for name in setting.on])
    rows = _Rows(first[order], last[order], ordered.index.to_numpy(), setting.only_after)
    certain = _found(matching, rows, ~unsure, after)
    if not unsure.any():
        return certain, certain, np.zeros(len(cases), dtype=bool)
    undated = unsure & (rows.first == BLANK)
    return certain, _found(matching, rows, ~undated, after), matching.counts(undated) > 0


@dataclass(frozen=True, eq=False)
class _Rows:
    """The other register's records in the order of their dates."""

    first: np.ndarray
    last: np.ndarray
    record: np.ndarray
    only_after: bool


def _found(matching: Matching, rows: _Rows, counting: np.ndarray, after: np.ndarray) -> Dated:
    count = len(after)
    # by falling rank: a date that follows, one that comes before, a record without a date
    chosen = np.full(count, -1)
    for cases, records in matching.pairs():
        case, row = cases[counting[records]], records[counting[records]]
        told = rows.first[row] != BLANK
        follows = told & (rows.last[row] >= after[case])
        chosen[case[~told]] = row[~told]
        if not rows.only_after:
            early = told & ~follows
            chosen[case[early]] = row[early]
        # the first of them comes last, and stays
        chosen[case[follows][::-1]] = row[follows][::-1]
    there = chosen >= 0
    first, last, record = (np.full(count, blank) for blank in (BLANK, BLANK, -1))
    first[there], last[there] = rows.first[chosen[there]], rows.last[chosen[there]]
    record[there] = rows.record[chosen[there]]
    return Dated(first, last, record)
