"""Gathering: one judgement for a case whose cell names several subjects, of those on each of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from svcqa import Verdict

WHO = "shown.who"
_WORST = (Verdict.FAILS, Verdict.UNDETERMINED, Verdict.PENDING, Verdict.CONFORMS)


def gathered(found: pd.DataFrame, case: np.ndarray, label: np.ndarray, index: pd.Index) -> pd.DataFrame:
    """The worst judgement of each case; where several were looked for, those who have nothing valid are named.

    Args:
        found: the judgements, one row a subject.
        case: the position of the case of each.
        label: the subject of each, as it is written.
        index: the index of the cases.
    """
    rank = found["verdict"].map({verdict: number for number, verdict in enumerate(_WORST)}).to_numpy(dtype=np.int64)
    order = np.lexsort((found["valid_until"].to_numpy(), rank, case))
    first = order[np.r_[True, case[order][1:] != case[order][:-1]]] if len(order) else order
    told = found.iloc[first].set_axis(index)
    several = (told["verdict"] == Verdict.FAILS).to_numpy(dtype=bool) & (np.bincount(case, minlength=len(index)) > 1)
    lacking = np.flatnonzero((found["verdict"] == Verdict.FAILS).to_numpy(dtype=bool) & several[case])
    named = pd.Series(label[lacking], dtype=object).groupby(case[lacking]).agg(tuple)
    told.loc[index[several], "reason"] = "missing_values"
    told["missing"] = named.reindex(range(len(index))).set_axis(index)
    told[WHO] = _each(found, case, index)
    return told


def _each(found: pd.DataFrame, case: np.ndarray, index: pd.Index) -> pd.Series:
    """All of whom each case is, each with its own state and verdict."""
    named = np.flatnonzero(found[WHO].notna().to_numpy(dtype=bool))
    columns = (found[name].iloc[named] for name in (WHO, "state", "verdict"))
    each = pd.Series(list(zip(*columns, strict=True)), dtype=object).groupby(case[named]).agg(tuple)
    return each.reindex(range(len(index))).set_axis(index)
