"""Ordering: records in an order that their contents give, so that nothing hangs on the rows in which they stand.

Wherever one of several is taken that are alike in what is asked (the record to be quoted, the first of equal dates, the
order in which amounts are added up), it is the first or the last in this order. Where a record stands in its sheet is
kept beside it, for quoting and for listing what was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pandas as pd

from svcqa.registers import Records

T = TypeVar("T", pd.DataFrame, pd.Series)


def in_order(records: Mapping[str, Records]) -> dict[str, Records]:
    """The same registers, the records of each in the order of its key, and of one key by what else they say."""
    return {name: _ordered(one) for name, one in records.items()}


def _ordered(records: Records) -> Records:
    rank = _ranks(records)
    if (np.diff(rank) >= 0).all():
        return records
    order = np.argsort(rank, kind="stable")
    return replace(
        records,
        frame=_taken(records.frame, order),
        kinds={name: kinds[order] for name, kinds in records.kinds.items()},
        raw={name: _taken(raw, order) for name, raw in records.raw.items()},
        date_only={name: bare[order] for name, bare in records.date_only.items()},
        lost={name: lost[order] for name, lost in records.lost.items()},
        likely={name: _taken(likely, order) for name, likely in records.likely.items()},
        source=order if records.source is None else records.source[order],
    )


def _taken(values: T, order: np.ndarray) -> T:
    return values.iloc[order].reset_index(drop=True)


def _ranks(records: Records) -> np.ndarray:
    """How many records stand before each one; the same number for records of which every cell is alike."""
    rank = np.zeros(len(records), dtype=np.int64)
    tied = np.arange(len(records))
    for column in _columns(records):
        if len(tied) < 2:
            break
        told = _codes(column.iloc[tied])
        order = np.lexsort((told, rank[tied]))
        tied, told = tied[order], told[order]
        opens = np.append(True, np.diff(rank[tied]) != 0)
        begins = opens | np.append(True, np.diff(told) != 0)
        at = np.arange(len(tied))
        # within records that were alike so far, those that now differ stand apart by as many as come before them
        rank[tied] += np.maximum.accumulate(np.where(begins, at, 0)) - np.maximum.accumulate(np.where(opens, at, 0))
        alone = begins & np.append(begins[1:], True)
        tied = tied[~alone]
    return rank


def _columns(records: Records) -> Iterator[pd.Series]:
    """All that a record says: its key, its other fields, and what a value alone does not show of its cell."""
    names = [name for name in (*records.register.key, *records.register.fields) if name in records.frame]
    names = list(dict.fromkeys(names))
    for name in names:
        yield records.frame[name]
    for name in names:
        for more in (records.kinds, records.date_only, records.lost):
            if name in more:
                yield pd.Series(more[name])
        for texts in (records.raw, records.likely):
            if name in texts:
                yield texts[name]


def _codes(column: pd.Series) -> np.ndarray:
    """A number for each value, in the order of the values; blanks first."""
    if isinstance(column.dtype, pd.StringDtype):
        return column.rank(method="dense", na_option="top").to_numpy(dtype=np.int64)
    if column.dtype == object:
        # as plain texts: a cell may hold half a character, which no column of texts takes
        filled = column.notna().to_numpy()
        texts = np.full(len(column), None, dtype=object)
        texts[filled] = [str(one) for one in column.array[filled]]
        return np.asarray(pd.factorize(texts, sort=True)[0], dtype=np.int64)
    return np.asarray(pd.factorize(column, sort=True)[0], dtype=np.int64)
