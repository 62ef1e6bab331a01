"""Partners: the records of other registers that a check looks into, as it gets them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa.checks import UNSURE
from svcqa.judging.scope import last_moment, matching, truth_of
from svcqa.registers import JUDGEABLE_MAX

if TYPE_CHECKING:
    from svcqa.registers import Records
    from svcqa.rulesets import Bound
    from svcqa.settings import Partner


def partners(bound: Bound, records: Mapping[str, Records], as_of: pd.Timestamp) -> dict[str, pd.DataFrame]:
    """The frame of every partner of a rule, by its place in the settings.

    It holds the records that meet the partner's condition, or may meet it, in source order; the index is the
    record's position in its register.
    """
    return {
        name: _frame(partner, records[partner.register], bound.spec.events, as_of)
        for name, partner in bound.partners().items()
    }


def _frame(partner: Partner, records: Records, events: tuple[str, ...], as_of: pd.Timestamp) -> pd.DataFrame:
    yes = np.ones(len(records), dtype=bool)
    unsure = np.zeros(len(records), dtype=bool)
    if partner.where:
        truth = truth_of(partner.where[1], records, as_of)
        yes, unsure = truth.yes, truth.unknown
    for name in set(partner.columns.values()):
        unsure = unsure | (records.kinds[name] > JUDGEABLE_MAX)
    for place in matching(events, partner.columns):
        # an event after the audit moment has not happened yet
        yes = yes & ~(records.frame[partner.columns[place]] > as_of).to_numpy(dtype=bool)
        unsure = unsure & ~(records.frame[partner.columns[place]] > as_of).to_numpy(dtype=bool)
    at = np.flatnonzero(yes | unsure)
    columns: dict[str, Any] = {}
    for place, name in partner.columns.items():
        columns[place] = records.frame[name].iloc[at]
        last = last_moment(records, name)
        if last is not None:
            columns[f"{place}.latest"] = last.iloc[at]
    return pd.DataFrame({**columns, UNSURE: unsure[at]}, index=pd.Index(at, dtype="int64"))
