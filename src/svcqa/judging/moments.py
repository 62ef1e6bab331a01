"""Moments: which date puts a record into a period, and what a date without a time of day can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from svcqa.registers import TEMPORAL

if TYPE_CHECKING:
    import pandas as pd

    from svcqa.registers import Records
    from svcqa.rulesets import Bound

_LAST_MOMENT = np.timedelta64(86_400_000_000 - 1, "us")


def event_moment(bound: Bound, records: Records) -> pd.Series | None:
    """The moment that puts each record into a period (first filled event date), or None for a standing list."""
    names = [name for name in bound.event_dates() if name in records.frame]
    if not names:
        return None
    moment = records.frame[names[0]]
    for name in names[1:]:
        moment = moment.fillna(records.frame[name])
    return moment


def last_moment(records: Records, name: str) -> pd.Series | None:
    """The last moment each cell of a field can mean; ``None`` where no date stands without a time of day."""
    date_only = records.date_only.get(name)
    if records.register.fields[name].type not in TEMPORAL or date_only is None or not date_only.any():
        return None
    values = records.frame[name]
    return values.where(~date_only, values + _LAST_MOMENT)
