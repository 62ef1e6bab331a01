"""Moments: which date puts a record into a period, and what a date without a time of day can mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from svcqa.periods import dated
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

    A field that names periods counts as :func:`svcqa.periods.dated` says.
    """
    there = [name for name in names if name in records.frame]
    if not there:
        return None
    moment = dated(records.frame[there[0]], as_of)
    for name in there[1:]:
        moment = moment.fillna(dated(records.frame[name], as_of))
    return moment


def last_moment(records: Records, name: str) -> pd.Series | None:
    """The last moment each cell of a field can mean; ``None`` where no date stands without a time of day."""
    date_only = records.date_only.get(name)
    if records.register.fields[name].type not in TEMPORAL or date_only is None or not date_only.any():
        return None
    values = records.frame[name]
    return values.where(~date_only, values + _LAST_MOMENT)
