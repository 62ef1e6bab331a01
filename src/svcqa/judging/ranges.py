"""Ranges: the row of a table into whose range a value falls: the approver of an amount, the price of a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa.registers import TEMPORAL

if TYPE_CHECKING:
    from svcqa.registers import Records

_DAY = np.timedelta64(1, "D")


def within(
    records: Records, other: Records, span: Sequence[str], codes: tuple[np.ndarray, np.ndarray], rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """For each judged record the row of the table it falls into, and whether it falls into more than one.

    Args:
        records: the judged records.
        other: the table.
        span: field of the judged register, field of the lowest value, and field of the highest if there is one. The
            lowest value belongs to the range and the highest does not, but the last day of a span of days does; a
            blank end is open. Without a highest value a row reaches up to the next one of its key.
        codes: key of each judged record, and of each row, as a number; -1 where a part of it is blank.
        rows: positions of the rows that count.

    Returns:
        Position of the row, -1 for none; and True where several rows hold the value.
    """
    field, low_field, *high_field = span
    value, low = _numbers(records.frame[field], np.nan), _numbers(other.frame[low_field], -np.inf)[rows]
    days = records.register.fields[field].type in TEMPORAL
    high = np.full(len(rows), np.inf)
    if high_field:
        end = other.frame[high_field[0]]
        high = _numbers(end.dt.normalize() + _DAY if days and _only_days(end) else end, np.inf)[rows]
    order = np.lexsort((low, codes[1][rows]))
    rows, low, high, group = rows[order], low[order], high[order], codes[1][rows][order]
    steps = np.unique(low)
    place = group * (len(steps) + 1) + np.searchsorted(steps, low) + 1
    key = codes[0] * (len(steps) + 1) + np.searchsorted(steps, value, side="right")
    found = np.searchsorted(place, key, side="right") - 1
    there = (found >= 0) & (codes[0] >= 0) & ~np.isnan(value)
    there[there] &= group[found[there]] == codes[0][there]
    inside, twice = there.copy(), there.copy()
    inside[there] &= value[there] < high[found[there]]
    # a row before it in the table may reach as far; two that begin together hold the same values
    reach, same = _reach(group, high), np.append(False, (np.diff(group) == 0) & (np.diff(low) == 0))
    twice[there] &= (value[there] < reach[found[there]]) if high_field else same[found[there]]
    at = np.where(inside, rows[found] if len(rows) else -1, -1)
    return at, (twice & inside) if high_field else twice


def _only_days(moments: pd.Series) -> bool:
    return bool((moments.dropna() == moments.dropna().dt.normalize()).all())


def _numbers(values: pd.Series, blank: float) -> np.ndarray:
    if pd.api.types.is_datetime64_any_dtype(values.dtype) or pd.api.types.is_timedelta64_dtype(values.dtype):
        numbers = values.to_numpy().astype("int64").astype("float64")
        return np.where(values.isna().to_numpy(), blank, numbers)
    return values.to_numpy(dtype="float64", na_value=blank)


def _reach(group: np.ndarray, high: np.ndarray) -> np.ndarray:
    """How far the rows of the same key that stand before each one reach."""
    so_far = pd.Series(high).groupby(group).cummax().to_numpy()
    before = np.append(-np.inf, so_far[:-1]) if len(so_far) else so_far
    before[np.append(True, np.diff(group) != 0)[: len(before)]] = -np.inf
    return before
