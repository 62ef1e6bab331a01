"""Asking: what a condition is answered by the records of a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa.conditions import Moment
from svcqa.judging.moments import last_moment
from svcqa.registers import JUDGEABLE_MAX
from svcqa.truths import Truth

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.conditions import Condition
    from svcqa.registers import Records


def counting(condition: Condition | None, records: Records, context: Context) -> Truth:
    """Which records meet a condition. What hangs on a cell that cannot be read is not known, rather than not met."""
    count = len(records)
    truth = Truth(np.ones(count, dtype=bool), np.zeros(count, dtype=bool))
    for one in _apart(condition, records) if condition else ():
        found = one.evaluate(moment_of(records, context), count)
        doubt = np.zeros(count, dtype=bool)
        for name in one.fields():
            if name in records.kinds:  # of what is asked of several records, the condition itself says the doubts
                doubt |= records.kinds[name] > JUDGEABLE_MAX
        truth &= Truth(found.yes & ~doubt, found.unknown | doubt)
    return truth


def _apart(condition: Condition, records: Records) -> list[Condition]:
    """The conditions that must all hold, one an entry; what is asked of several records of a join stays together."""
    entries = condition.entries()
    own = [one for one in entries if set(one.fields()) <= records.kinds.keys()]
    rest = {key: value for one in entries if one not in own for key, value in one.written.items()}
    return [*own, type(condition)(rest)] if rest else own


def moment_of(records: Records, context: Context) -> Moment:
    """What a condition on a register's own fields is asked against, and on those of joins that find several records."""

    def last(name: str) -> pd.Series:
        found = last_moment(records, name)
        return records.frame[name] if found is None else found

    return Moment(lambda name: records.frame[name], context.as_of, last, context.calendar, context.several)
