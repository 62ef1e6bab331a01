"""Repeats: the record is one of several of a kind within some time, such as complaints of one customer in a month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svcqa import durations
from svcqa.comparisons import Kind, later
from svcqa.truths import Moment, Truth

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


@dataclass(frozen=True)
class Repeated:
    """At least so many records with the same values in some fields, within a time that slides, this one among them.

    Nothing is repeated by a record with a blank among those fields. Records without a date may belong to any time:
    where they decide, it is not known.
    """

    group: tuple[str, ...]
    by: str
    least: int
    window: durations.Duration

    def evaluate(self, moment: Moment, rows: int) -> Truth:
        """Judge all records at once; they must be all records of their register."""
        import numpy as np
        import pandas as pd

        fields = pd.concat([moment.column(name) for name in self.group], axis=1)
        codes = fields.groupby(list(fields), sort=False, dropna=True).ngroup().fillna(-1).to_numpy(dtype=np.int64)
        date = moment.column(self.by)
        codes = np.where((date > moment.as_of).to_numpy(dtype=bool), -1, codes)  # it has not happened yet
        dated = date.notna().to_numpy(dtype=bool)
        undated = np.bincount(codes[~dated & (codes >= 0)], minlength=int(codes.max(initial=-1)) + 1)
        yes = self._within(moment, date, np.where(dated, codes, -1), np.full(rows, self.least))
        missing = np.where(codes >= 0, undated[codes] if len(undated) else 0, 0)
        may = self._within(moment, date, np.where(dated, codes, -1), np.maximum(self.least - missing, 1))
        enough = np.bincount(codes[codes >= 0], minlength=len(undated)) >= self.least
        may |= ~dated & (codes >= 0) & (enough[codes] if len(enough) else False)
        return Truth(yes, may & ~yes)

    def _within(self, moment: Moment, date: pd.Series, codes: np.ndarray, least: np.ndarray) -> np.ndarray:
        """True for every record that is one of so many of its group within the window, wherever that begins."""
        import numpy as np

        order = np.lexsort((date.to_numpy(), codes))
        order = order[codes[order] >= 0]
        group, first = codes[order], date.iloc[order]
        ends = later(moment, first, self.window)
        by_days = self.window.unit not in durations.ELAPSED
        at = (first.dt.normalize() if by_days else first).to_numpy()
        until = (ends.dt.normalize() if by_days else ends).to_numpy()
        last = np.arange(len(order)) + least[order] - 1
        there = last < len(order)
        there[there] &= group[last[there]] == group[there]
        there[there] &= at[last[there]] <= until[there]
        edges = np.zeros(len(order) + 1, dtype=np.int64)
        np.add.at(edges, np.flatnonzero(there), 1)
        np.add.at(edges, last[there] + 1, -1)
        found = np.zeros(len(codes), dtype=bool)
        found[order] = np.cumsum(edges[:-1]) > 0
        return found

    def fields(self) -> list[str]:
        """The fields it reads."""
        return [*self.group, self.by]

    def literals(self) -> Iterator[tuple[str, Any]]:
        """It compares no literal."""
        return iter(())

    def relations(self) -> Iterator[tuple[str, str]]:
        """It compares no two fields."""
        return iter(())

    def kinds(self) -> Iterator[tuple[str, Kind]]:
        """(field, the kind it must be of)."""
        yield self.by, "moment"
