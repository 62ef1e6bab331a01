"""Contents: tests of what a cell holds that are no comparison: several values in it, and sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svcqa.comparisons import COMPARED, Kind, Leaf
from svcqa.truths import Moment, Truth

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PARTED = r"[、，,；;/\r\n]"
"""What parts the values of one cell from each other, as where a sheet is read with ``split``."""


@dataclass(frozen=True)
class Contains(Leaf):
    """All the values are among those that stand in a cell. A blank holds none."""

    values: tuple[str, ...]

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once."""
        import numpy as np

        column = moment.column(self.field)
        held = np.ones(rows, dtype=bool)
        for value in self.values:
            held &= held_in(column, [value])
        return Truth(held, np.zeros(rows, dtype=bool))

    def kinds(self) -> Iterator[tuple[str, Kind]]:
        """See :meth:`Leaf.kinds`."""
        yield self.field, "text"


def held_in(column: pd.Series, values: Sequence[str]) -> np.ndarray:
    """True where one of the values is the cell, or one of those that stand in it; a blank holds none."""
    import numpy as np

    words = "|".join(map(re.escape, values))
    alone = rf"(?:^|{PARTED})\s*(?:{words})\s*(?:$|{PARTED})"
    return np.asarray(column.str.contains(alone, regex=True).fillna(False), dtype=bool)


@dataclass(frozen=True)
class Counted(Leaf):
    """The number of values in a cell, compared with a number or with a field. How many a blank holds is not known."""

    op: str
    value: Any = None
    other: str | None = None

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once."""
        import numpy as np

        column = moment.column(self.field)
        count = _count(column)
        right = self.value if self.other is None else moment.column(self.other)
        known = column.notna().to_numpy(dtype=bool)
        if self.other is not None:
            known = known & moment.column(self.other).notna().to_numpy(dtype=bool)
        held = np.asarray(COMPARED[self.op](count, right).fillna(False), dtype=bool)
        return Truth(held & known, ~known)

    def fields(self) -> list[str]:
        """See :meth:`Leaf.fields`."""
        return [self.field] if self.other is None else [self.field, self.other]

    def kinds(self) -> Iterator[tuple[str, Kind]]:
        """See :meth:`Leaf.kinds`."""
        yield self.field, "text"
        if self.other is not None:
            yield self.other, "number"


def parted(column: pd.Series) -> tuple[np.ndarray, pd.Series]:
    """The values of cells that may hold several: for each value the position of its cell, and the value.

    A blank cell holds none, and nothing between two separators is no value.
    """
    import numpy as np

    values = column.reset_index(drop=True)
    several = values.str.contains(PARTED, regex=True).fillna(False).to_numpy(dtype=bool)
    if several.any():
        values = values.astype(object)
        values[several] = values[several].str.split(PARTED, regex=True)
        values = values.explode().str.strip()
    kept = values[values.notna() & (values != "")]
    return kept.index.to_numpy(dtype=np.int64), kept.astype(column.dtype).reset_index(drop=True)


def each_value(frame: pd.DataFrame, places: Sequence[str]) -> tuple[np.ndarray, pd.DataFrame, np.ndarray]:
    """A row for each of the values of cells that may hold several: the position of its case, the row, and its values.

    A cell of nothing but separators holds none, and its case stays, with a blank in its place.
    """
    import numpy as np

    case, frame = np.arange(len(frame)), frame.reset_index(drop=True)
    label = np.full(len(frame), "", dtype=object)
    for place in places:
        owner, values = parted(frame[place])
        rows = np.append(owner, np.setdiff1d(np.arange(len(frame)), owner))
        values = values.reindex(range(len(rows)))
        frame = frame.iloc[rows].reset_index(drop=True).assign(**{place: values})
        before = label[rows]
        case, label = case[rows], np.where(before == "", "", before + "/") + values.fillna("").to_numpy(dtype=object)
    return case, frame, label


def all_among(values: pd.Series, known: pd.Series) -> np.ndarray:
    """Whether each cell is one of the values that are known, or lists nothing but such."""
    import numpy as np

    found = values.isin(known).to_numpy(dtype=bool, copy=True)
    others = np.flatnonzero(values.notna().to_numpy(dtype=bool) & ~found)
    if len(others):
        owner, parts = parted(values.iloc[others])
        holds, lacks = np.zeros(len(others), dtype=bool), np.zeros(len(others), dtype=bool)
        holds[owner] = True
        lacks[owner[~parts.isin(known).to_numpy(dtype=bool)]] = True
        found[others] = holds & ~lacks
    return np.asarray(found, dtype=bool)


def _count(column: pd.Series) -> pd.Series:
    """The number of values in each cell; nothing between two separators, or at an end, is no value."""
    inner = column.str.replace(rf"^(?:\s|{PARTED})+|(?:\s|{PARTED})+$", "", regex=True)
    count: pd.Series = inner.str.count(rf"\s*{PARTED}(?:\s|{PARTED})*") + 1
    return count.where(inner != "", 0)


@dataclass(frozen=True)
class Summed(Leaf):
    """A field equals the sum of others.

    A part that is blank may be nothing or may be missing: where the filled ones alone make the sum it is nothing,
    and otherwise it cannot be told.
    """

    parts: tuple[str, ...]

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once."""
        import numpy as np

        total = _numbers(moment.column(self.field))
        parts = np.stack([_numbers(moment.column(name)) for name in self.parts])
        # what two sums of the same amounts differ by is what floats cannot hold, far below a cent
        held = np.isclose(total, np.nansum(parts, axis=0), rtol=1e-12, atol=1e-6)
        blank = np.isnan(parts)
        held &= ~blank.all(axis=0)
        return Truth(held, ~held & (blank.any(axis=0) | np.isnan(total)))

    def fields(self) -> list[str]:
        """See :meth:`Leaf.fields`."""
        return [self.field, *self.parts]

    def kinds(self) -> Iterator[tuple[str, Kind]]:
        """See :meth:`Leaf.kinds`."""
        yield from ((name, "number") for name in self.fields())


def _numbers(column: pd.Series) -> np.ndarray:
    import numpy as np

    return column.to_numpy(dtype="float64", na_value=np.nan)
