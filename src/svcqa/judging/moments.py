"""Moments: which date puts a record into a period, and what a date without a time of day can mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from svcqa.periods import days_named
from svcqa.registers import TEMPORAL

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from svcqa.registers import Records
    from svcqa.rulesets import Bound

_LAST_MOMENT = np.timedelta64(86_400_000_000 - 1, "us")


def event_moment(bound: Bound, records: Records, as_of: dt.datetime | None = None) -> pd.Series | None:
    """The moment that puts each record into a period (first filled event date), or None for a standing list."""
    return first_filled(records, bound.event_dates(), as_of)


def first_filled(records: Records, names: Sequence[str], as_of: dt.datetime | None = None) -> pd.Series | None:
    """The first filled one of some dates, per record; None where the register has none of them.

    A field that names periods counts as :func:`dated` says.
    """
    there = [name for name in names if name in records.frame]
    if not there:
        return None
    moment = dated(records.frame[there[0]], as_of)
    for name in there[1:]:
        moment = moment.fillna(dated(records.frame[name], as_of))
    return moment


def dated(column: pd.Series, as_of: dt.datetime | None = None) -> pd.Series:
    """Dates as they are; a period that is named, such as 2024Q1, by its last day, or by ``as_of`` while it runs."""
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column
    words = column
    if pd.api.types.is_numeric_dtype(column.dtype):  # a year, written as a number
        words = column.where(column % 1 == 0).astype("Int64").astype("string")
    first, last = (days.astype("datetime64[us]") for days in days_named(words.astype(object)))
    if as_of is not None:
        now = np.datetime64(as_of, "us")
        last = np.where((first <= now) & (last > now), now, last)
    return pd.Series(last, index=column.index)


def last_moment(records: Records, name: str) -> pd.Series | None:
    """The last moment each cell of a field can mean; ``None`` where no date stands without a time of day."""
    date_only = records.date_only.get(name)
    if records.register.fields[name].type not in TEMPORAL or date_only is None or not date_only.any():
        return None
    values = records.frame[name]
    return values.where(~date_only, values + _LAST_MOMENT)
