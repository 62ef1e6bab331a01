"""What is told of each case beside its verdict: its state, the age of what is held, and when that ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Duration, Sign, Text, Verdict
from svcqa_qualification.moments import FUTURE, PAST, days_of, numbers
from svcqa_qualification.rows import Uses, moved
from svcqa_qualification.weighing import Held, days_between

if TYPE_CHECKING:
    from svcqa_qualification.valid_at import ValidAt

_STATE_OF = {
    "": "valid", "none": "never", "later": "never", "before_since": "never", "expired": "expired",
    "too_old": "expired", "revoked": "revoked", "failed": "failed", "not_filled": "incomplete",
}  # fmt: skip
SIGNS = {
    "valid": Sign(Text(zh="有效", en="valid"), Text(zh="√", en="√")),
    "expiring": Sign(Text(zh="即将到期", en="about to end"), Text(zh="临", en="S")),
    "incomplete": Sign(Text(zh="记录不全", en="record incomplete"), Text(zh="缺", en="I")),
    "expired": Sign(Text(zh="已过期", en="expired"), Text(zh="过", en="E")),
    "revoked": Sign(Text(zh="已撤销", en="revoked"), Text(zh="撤", en="R")),
    "failed": Sign(Text(zh="未通过", en="failed"), Text(zh="未", en="F")),
    "never": Sign(Text(zh="从未取得", en="never held"), Text(zh="无", en="N")),
}
STATES = {code: one.text for code, one in SIGNS.items()}


def ends_on(
    verdict: np.ndarray, until: np.ndarray, cases: pd.DataFrame, settings: ValidAt, context: Context
) -> pd.Series | None:
    """When what is held now ends, or ended; nothing where use is what counts, and not what is held now."""
    if settings.at != "as_of":
        return None
    over = until < numbers(pd.Series([context.as_of]), PAST)[0]
    # what has ended already counts to the end of its grace
    kept = over & (settings.grace is not None) & (verdict != Verdict.FAILS)
    return days_of(np.where(kept, moved(context, until, settings.grace), until), cases.index)


def states_of(held: Sequence[Held], verdict: np.ndarray, uses: Uses) -> np.ndarray:
    """How each subject stands, of several values the worst; nothing where it cannot be judged."""
    order = list(STATES)
    worst = np.zeros(len(verdict), dtype=np.int64)
    for one in held:
        rank = np.array([order.index(_STATE_OF[code]) for code in one.reason], dtype=np.int64)
        ending = one.possible & ((one.until <= uses.warned) | (one.until < uses.last)) & (one.until > PAST)
        worst = np.maximum(worst, np.where(ending, np.maximum(rank, order.index("expiring")), rank))
    state = np.array(order, dtype=object)[worst]
    state[np.isin(verdict, (Verdict.UNDETERMINED, Verdict.PENDING))] = None
    return state


def age_of(cases: pd.DataFrame, settings: ValidAt, aged: np.ndarray, uses: Uses) -> dict[str, object]:
    """Age of the record that decides, in whole days, and how old it may be."""
    if settings.max_age is None:
        return {}
    known = (aged > PAST) & (aged < FUTURE)
    days = np.where(known, days_between(aged, uses.last), np.iinfo(np.int64).min).astype("timedelta64[us]")
    limit: object = cases.get("max_age")
    if isinstance(settings.max_age, Duration):
        limit = pd.Series([settings.max_age] * len(cases), index=cases.index, dtype=object)
    return {"age": pd.Series(days, index=cases.index), "max_age": limit}


def missing_of(held: Sequence[Held], wanted: Sequence[str], index: pd.Index) -> dict[str, object]:
    """The values for which nothing valid is held."""
    if not wanted:
        return {}
    combinations, which = np.unique(np.stack([~one.possible for one in held], axis=1), axis=0, return_inverse=True)
    said = [tuple(value for value, lacks in zip(wanted, one, strict=True) if lacks) for one in combinations]
    return {"missing": pd.Series([said[number] for number in which.ravel()], index=index, dtype=object)}
