"""Lists: what is to be on record in a register at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Verdict, behind, slots

if TYPE_CHECKING:
    from svcqa_reconciliation.match import Match


def of_list(cases: pd.DataFrame, settings: Match, context: Context) -> pd.DataFrame:
    """A slot for what is to be there, or for each value that is to be."""
    count = len(cases)
    yes, may = np.ones(count, dtype=bool), np.ones(count, dtype=bool)
    if settings.exists is not None:
        truth = context.holds(settings.exists, "exists", cases)
        yes, may = truth.yes, ~truth.no
    unsure = cases["unsure"].to_numpy(dtype=bool)
    inside = cases["inside"].to_numpy(dtype=bool)
    # a cell that cannot be read may say anything
    certain, possible = inside & yes & ~unsure, inside & (may | unsure)
    if not settings.exists_each:
        rows = [(settings.called or str(settings.exists), certain, possible)]
    else:
        ((field, values),) = settings.exists_each.items()
        column = cases[f"exists_each.{field}"]
        unread = unsure & column.isna().to_numpy(dtype=bool)
        has = [(column == value).to_numpy(dtype=bool) for value in values]
        rows = [(value, certain & one, possible & (one | unread)) for value, one in zip(values, has, strict=True)]
    return _judged(cases, rows, settings)


def _judged(cases: pd.DataFrame, rows: list[tuple[str, np.ndarray, np.ndarray]], settings: Match) -> pd.DataFrame:
    least = np.array([int(certain.sum()) for _, certain, _ in rows])
    most = np.array([int(possible.sum()) for _, _, possible in rows])
    top = np.inf if settings.most is None else settings.most
    fails = (most < settings.least) | (least > top)
    enough = (least >= settings.least) & (most <= top)
    verdict = np.select([fails, enough], [Verdict.FAILS, Verdict.CONFORMS], Verdict.UNDETERMINED)
    reason = np.select([fails & (most == 0), fails, enough], ["no_row", "row_count", ""], "partner_unclear")
    # beside what may be it stands what there is to look at
    index = cases.index.to_numpy()
    near = np.array([index[np.argmax(row[2])] if row[2].any() else -1 for row in rows])
    slot, at = np.nonzero(np.stack([row[2] for row in rows]))
    return slots(
        [row[0] for row in rows], near, verdict, reason=reason.astype(object), found=most,
        wanted=settings.cardinality, missing=[row[0] for row in rows], of=behind(cases.iloc[at], slot, len(rows)),
    )  # fmt: skip
