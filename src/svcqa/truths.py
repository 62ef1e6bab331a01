"""Truths of three values: what a condition answers, and what it is asked against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


@dataclass(frozen=True)
class Truth:
    """Per record: the condition holds; it cannot be told whether it holds. Never both."""

    yes: np.ndarray
    unknown: np.ndarray

    def __and__(self, other: Truth) -> Truth:
        no = self.no | other.no
        yes = self.yes & other.yes
        return Truth(yes, ~yes & ~no)

    def __or__(self, other: Truth) -> Truth:
        yes = self.yes | other.yes
        return Truth(yes, ~yes & ~(self.no & other.no))

    def __invert__(self) -> Truth:
        return Truth(self.no, self.unknown)

    @property
    def no(self) -> np.ndarray:
        """The condition certainly does not hold."""
        import numpy as np

        return np.asarray(~self.yes & ~self.unknown)

    def doubted(self, doubt: np.ndarray) -> Truth:
        """The same, where what holds is in doubt: it may hold, or may not."""
        return Truth(self.yes & ~doubt, self.unknown | (self.yes & doubt))

    def of_any(self, at: np.ndarray, rows: int) -> Truth:
        """The truth per record where each has several answers and one that holds is enough.

        Args:
            at: position of the record that each answer is for.
            rows: number of records.
        """
        import numpy as np

        yes, may = np.zeros(rows, dtype=bool), np.zeros(rows, dtype=bool)
        yes[at[self.yes]] = True
        may[at[self.unknown]] = True
        return Truth(yes, may & ~yes)


@dataclass(frozen=True, eq=False)
class Several:
    """Records of other registers of which several may stand beside one judged record: a row for each pair.

    A judged record that has certainly no other beside it stands here once with blanks; so does one that has only
    doubtful ones, in doubt.
    """

    at: np.ndarray
    """Position of the judged record."""
    columns: pd.DataFrame
    """``join.field`` → its values; ``join.field.latest`` → the last moment each can mean, where that is later."""
    doubt: np.ndarray
    """It cannot be told whether the other record stands beside the judged one."""
    unread: Mapping[str, np.ndarray] = field(default_factory=dict)
    """``join.field`` → True where its cell cannot be read; absent where all can."""

    def among(self, index: pd.Index) -> Several:
        """The pairs of some of the judged records: positions among those instead of among all."""
        import pandas as pd

        at = index.get_indexer(pd.Index(self.at))
        mine = at >= 0
        unread = {name: mask[mine] for name, mask in self.unread.items()}
        return Several(at[mine], self.columns[mine].reset_index(drop=True), self.doubt[mine], unread)

    def only(self, index: pd.Index) -> Several:
        """The pairs of some of the judged records, with their positions among all."""
        import numpy as np

        mine = np.isin(self.at, index.to_numpy())
        unread = {name: mask[mine] for name, mask in self.unread.items()}
        return Several(self.at[mine], self.columns[mine].reset_index(drop=True), self.doubt[mine], unread)

    def unread_in(self, fields: Iterable[str]) -> np.ndarray:
        """True where one of the fields cannot be read."""
        import numpy as np

        found = np.zeros(len(self.at), dtype=bool)
        for name in fields:
            if name in self.unread:
                found |= self.unread[name]
        return found


@dataclass(frozen=True)
class Moment:
    """What a condition is asked against: one column per field it names, and the as-of moment."""

    column: Callable[[str], pd.Series]
    as_of: Any
    last: Callable[[str], pd.Series]
    """The same, with the last moment each cell can mean: later where a date stands without a time of day."""
    calendar: Callable[[str], Any]
    """Calendar by name, for working days."""
    several: Mapping[str, Several] = field(default_factory=dict)
    """Join → the records it finds, for joins of which one record that fulfils a condition is enough."""

    def beside(self, pairs: Several) -> Moment:
        """What a condition is asked against pair by pair."""

        def column(name: str) -> pd.Series:
            return pairs.columns[name] if name in pairs.columns else self._spread(self.column(name), pairs)

        def last(name: str) -> pd.Series:
            if name in pairs.columns:
                latest = f"{name}.latest"
                return pairs.columns[latest if latest in pairs.columns else name]
            return self._spread(self.last(name), pairs)

        return Moment(column, self.as_of, last, self.calendar)

    @staticmethod
    def _spread(values: pd.Series, pairs: Several) -> pd.Series:
        return values.take(pairs.at).set_axis(pairs.columns.index)
