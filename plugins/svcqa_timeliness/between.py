"""Between: events of another register that must not fall between two steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pydantic import Field

from svcqa import FieldRef, Matching, PartnerCondition, PartnerField, RegisterRef, Settings
from svcqa_timeliness.moments import BLANK, Moments, numbers

_NEVER = np.iinfo(np.int64).max


class NoneBetween(Settings):
    """Events that must not happen after one step and before another."""

    target: RegisterRef = Field(alias="register")
    """The register of the events."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of that register: which of its records belong to the case."""
    event: PartnerField
    """The date of the event."""
    where: PartnerCondition | None = None
    """Which of its records count."""
    from_: str = Field(alias="from")
    """The step after which none may happen; while it has not been done, nothing is asked."""
    to: str
    """The step before which none may happen; while it has not been done, none may happen up to the audit moment."""

    @property
    def name(self) -> FieldRef:
        """What the event is called."""
        return FieldRef(f"{self.target}.{self.event}")


@dataclass(frozen=True, eq=False)
class Between:
    """What was found for each case."""

    yes: np.ndarray
    """An event lies between the two."""
    unknown: np.ndarray
    """Whether one does cannot be told."""
    count: np.ndarray
    """How many certainly do."""
    record: np.ndarray
    """Index of the first of them; -1 for none."""


def between(
    cases: pd.DataFrame,
    partner: pd.DataFrame,
    setting: NoneBetween,
    begin: tuple[np.ndarray, np.ndarray],
    end: tuple[np.ndarray, np.ndarray],
) -> Between:
    """Events between two steps of each case.

    An event at the very moment of a step does not lie between, and one of which only the day is told, on the day of
    a step, may.

    Args:
        cases: the cases.
        partner: the events.
        setting: which events are meant.
        begin: the earliest and the latest moment of the step after which none may happen; blank where it was not done.
        end: the same of the step before which none may happen.
    """
    moments = Moments.of(partner, "none_between.event")
    first, last = numbers(moments.first), numbers(moments.last)
    unsure, records = partner["unsure"].to_numpy(dtype=bool), partner.index.to_numpy()
    until, until_last = (np.where(one == BLANK, _NEVER, one) for one in end)
    sure, may = np.zeros(len(cases), dtype=np.int64), np.zeros(len(cases), dtype=bool)
    record = np.full(len(cases), -1)
    for case, row in Matching.of(cases, partner, [f"none_between.on.{name}" for name in setting.on]).pairs():
        begun, told = begin[0][case] != BLANK, first[row] != BLANK
        inside = begun & told & ~unsure[row] & (first[row] > begin[1][case]) & (last[row] < until[case])
        possible = begun & told & (last[row] > begin[0][case]) & (first[row] < until_last[case])
        possible |= begun & unsure[row] & ~told
        may[case[possible]] = True
        sure += np.bincount(case[inside], minlength=len(cases))
        # the first of them comes last, and stays
        order = np.flatnonzero(inside)[np.argsort(first[row[inside]], kind="stable")[::-1]]
        record[case[order]] = records[row[order]]
    return Between(sure > 0, may & (sure == 0), sure, record)
