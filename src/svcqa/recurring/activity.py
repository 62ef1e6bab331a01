"""Activity: the periods in which something happened, so that a record of it is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from svcqa.checks import UNSURE
from svcqa.recurring.settings import Occasions, Recurring
from svcqa.recurring.spans import Spans, days, numbered_keys
from svcqa.recurring.table import PeriodTable

_NOBODY, _ALL = -2, -1


@dataclass(frozen=True, eq=False)
class Activity:
    """In which period something happened, and to whom."""

    table: PeriodTable
    sure: np.ndarray
    unsure: np.ndarray
    """As numbers, of records of which it cannot be told whether they count."""

    def of(self, who: np.ndarray, period: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For slots: something happened in it; it may have."""
        own, alls = (_number(self.table, one, period) for one in (who, np.full(len(who), _ALL)))
        certain = np.isin(own, self.sure) | np.isin(alls, self.sure)
        return certain, certain | np.isin(own, self.unsure) | np.isin(alls, self.unsure)


def activity_days(partners: Mapping[str, pd.DataFrame], settings: Recurring) -> np.ndarray:
    """The days on which anything happened."""
    found = [days(partners[f"activity.{number}"][f"activity.{number}.at"]) for number in range(len(settings.activity))]
    return np.concatenate([np.zeros(0, dtype="datetime64[D]"), *found])


def activity_of(
    partners: Mapping[str, pd.DataFrame], settings: Recurring, spans: Spans, table: PeriodTable
) -> Activity | None:
    """What makes a record due; ``None`` where one is due in any case."""
    if not settings.activity or settings.nil_report:
        return None
    sure, unsure = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for frame, day, who in _occasions(partners, settings, spans):
        period = table.holding(day)
        mine = (period >= 0) & (who > _NOBODY)
        number, doubtful = _number(table, who, period), frame[UNSURE].to_numpy(dtype=bool)
        sure.append(number[mine & ~doubtful])
        unsure.append(number[mine & doubtful])
    return Activity(table, np.concatenate(sure), np.concatenate(unsure))


def active_within(
    partners: Mapping[str, pd.DataFrame], settings: Recurring, spans: Spans, begin: np.datetime64, end: np.datetime64
) -> tuple[np.ndarray, np.ndarray]:
    """For spans: something happened from one day to another; it may have. Both are so where nothing needs to."""
    certain = np.full(len(spans.who), not settings.activity or settings.nil_report)
    possible = certain.copy()
    for frame, day, who in _occasions(partners, settings, spans):
        within = (day >= begin) & (day <= end)
        doubtful = frame[UNSURE].to_numpy(dtype=bool)
        certain |= _concerns(spans, who[within & ~doubtful])
        possible |= _concerns(spans, who[within | (doubtful & np.isnat(day))])
    return certain, possible | certain


def _concerns(spans: Spans, who: np.ndarray) -> np.ndarray:
    """Per span: its own or everybody's number is among some."""
    return np.isin(spans.who, who) | bool((who == _ALL).any())


def _number(table: PeriodTable, who: np.ndarray, period: np.ndarray) -> np.ndarray:
    return np.asarray((who - _ALL) * (len(table.first) + 1) + period)


def _occasions(
    partners: Mapping[str, pd.DataFrame], settings: Recurring, spans: Spans
) -> Iterator[tuple[pd.DataFrame, np.ndarray, np.ndarray]]:
    """Each list of occasions, with their days and the numbers of those they concern."""
    for number, one in enumerate(settings.activity):
        place = f"activity.{number}"
        frame = partners[place]
        who = _concerned(frame, place, one, partners.get("each"), spans)
        yield frame, days(frame[f"{place}.at"]), who


def _concerned(frame: pd.DataFrame, place: str, one: Occasions, each: pd.DataFrame | None, spans: Spans) -> np.ndarray:
    if not one.on or each is None:
        return np.full(len(frame), _ALL)
    (listed, mine), _ = numbered_keys(
        [each[[f"each.on.{n}" for n in one.on]], frame[[f"{place}.on.{n}" for n in one.on]]]
    )
    # one place more, which stays, for those that name nobody
    numbers = np.full(max(listed.max(initial=-1), mine.max(initial=-1)) + 2, _NOBODY)
    own = spans.position >= 0
    numbers[listed[spans.position[own]]] = spans.who[own]
    return np.asarray(numbers[mine])
