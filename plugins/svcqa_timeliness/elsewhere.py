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


@dataclass(frozen=True, eq=False)
class Events:
    """The other register's records in the order of their dates, and the cases they belong to."""

    matching: Matching
    first: np.ndarray
    last: np.ndarray
    record: np.ndarray
    unsure: np.ndarray
    only_after: bool

    @classmethod
    def of(cls, cases: pd.DataFrame, partner: pd.DataFrame, place: str, setting: Elsewhere) -> Events:
        """The records that a setting at a place names."""
        moments = Moments.of(partner, f"{place}.at")
        order = np.argsort(numbers(moments.first), kind="stable")
        ordered = partner.iloc[order]
        return cls(
            Matching.of(cases, ordered, [f"{place}.on.{name}" for name in setting.on]),
            numbers(moments.first)[order],
            numbers(moments.last)[order],
            ordered.index.to_numpy(),
            ordered["unsure"].to_numpy(dtype=bool),
            setting.only_after,
        )

    @property
    def doubtful(self) -> bool:
        """Some records may or may not count."""
        return bool(self.unsure.any())

    def undated(self) -> np.ndarray:
        """Cases with a record that may count, and of which the date cannot be read."""
        return self.matching.counts(self.unsure & (self.first == BLANK)) > 0

    def following(self, after: np.ndarray, *, doubtful: bool) -> Dated:
        """The event of each case.

        Args:
            after: the moment, as a number, that it does not lie before; blank where anything will do.
            doubtful: records that may or may not count do count.
        """
        counting = ~self.unsure | (doubtful & (self.first != BLANK))
        # by falling rank: a date that follows, one that comes before, a record without a date
        chosen = np.full(len(after), -1)
        for cases, records in self.matching.pairs():
            case, row = cases[counting[records]], records[counting[records]]
            told = self.first[row] != BLANK
            follows = told & (self.last[row] >= after[case])
            # they stand in the order of their dates, those without one first, so that the last one stays
            else_ = ~told | (not self.only_after)
            chosen[case[else_]] = row[else_]
            # the first of them comes last, and stays
            chosen[case[follows][::-1]] = row[follows][::-1]
        there = chosen >= 0
        first, last, record = (np.full(len(after), blank) for blank in (BLANK, BLANK, -1))
        first[there], last[there] = self.first[chosen[there]], self.last[chosen[there]]
        record[there] = self.record[chosen[there]]
        return Dated(first, last, record)
