"""Fetching: all records of a shelved register as they stand among each other, of which only what is asked for comes in.

A signal looks at a few columns of all records, one after the other: each comes into memory when it is asked for, and
goes when nobody needs it any more. Of the records that are quoted, only these are fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from svcqa.intake.shelving import Shelved
from svcqa.judging.ordering import in_order
from svcqa.judging.signalling import MOST
from svcqa.judging.subjects import Subjects
from svcqa.registers import Part, Records


def fetched(shelved: Shelved) -> tuple[Records, Subjects]:
    """All records in the order of their contents, as ``in_order`` puts them, and who quotes them."""
    # what has too many to be looked at is not put in order either
    order = _order(shelved) if shelved.size <= MOST else None

    def values(name: str) -> pd.Series:
        found = shelved.values(name)
        return found if order is None else found.iloc[order].reset_index(drop=True)

    def days(name: str) -> np.ndarray | None:
        found = shelved.days(name)
        return found if found is None or order is None else found[order]

    frame: Any = Fetched(list(shelved.columns), values, shelved.size)
    rows = np.arange(shelved.size) + shelved.first_row
    part = Part(shelved.file, shelved.sheet, 0, rows, shelved.columns)
    dates = Flags(list(shelved.columns), days)
    records = Records(shelved.name, shelved.register, frame, {}, {}, dates, [part], source=order)
    return records, _Quoted(records, shelved)


def _order(shelved: Shelved) -> np.ndarray | None:
    """Place of each record, in the order of their contents; ``None`` where they stand so."""
    found = shelved.by_key()
    apart = [row - shelved.first_row for one in shelved.tangled() for row in _rows_in_order(one)]
    if apart and len(shelved.key) == 1:
        mine = np.isin(found, apart)
        found[mine] = apart
    return None if (np.diff(found) > 0).all() else found


def _rows_in_order(records: Records) -> list[int]:
    ordered = in_order({records.name: records})[records.name]
    rows = ordered.parts[0].rows
    made: list[int] = (rows if ordered.source is None else rows[ordered.source]).tolist()
    return made


class _Quoted(Subjects):
    """Quotes single records of a register that lies on a shelf."""

    def __init__(self, records: Records, shelved: Shelved) -> None:
        super().__init__(records)
        self._shelved = shelved

    def cells(self, at: np.ndarray, fields: Sequence[str]) -> list[list[str]]:
        """See :meth:`Subjects.cells`."""
        if not len(at):
            return []
        rows = self.rows(at, np.zeros(len(at), dtype=np.int64))
        asked, where = np.unique(rows, return_inverse=True)
        found = Subjects(self._shelved.at(asked))
        quoted = found.cells(np.arange(len(asked)), fields)
        return [quoted[one] for one in where.tolist()]


class Fetched:
    """A frame whose columns come when they are asked for; whatever else it is asked, all of them do."""

    def __init__(self, names: Sequence[str], column: Callable[[str], pd.Series], size: int) -> None:
        self.columns = pd.Index(names)
        self.index = pd.RangeIndex(size)
        self._column = column

    def __getitem__(self, name: str | list[str]) -> pd.Series | pd.DataFrame:
        if isinstance(name, str):
            if name not in self:
                raise KeyError(name)
            return self._column(name)
        return pd.DataFrame({one: self._column(one) for one in name}, index=self.index)

    def __contains__(self, name: object) -> bool:
        return name in self.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.index)

    def get(self, name: str, default: Any = None) -> Any:
        """A column, or what stands for one that is not there."""
        return self._column(name) if name in self.columns else default

    def __getattr__(self, name: str) -> Any:
        return getattr(self[list(self)], name)


class Flags(Mapping[str, np.ndarray]):
    """True or false for all records, by field; fields of which all are false are not there."""

    def __init__(self, names: Sequence[str], flags: Callable[[str], np.ndarray | None]) -> None:
        self._names, self._flags = names, flags

    def __getitem__(self, name: str) -> np.ndarray:
        found = self._flags(name) if name in self._names else None
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if self._flags(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
