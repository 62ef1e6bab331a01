"""Truths of three values: what a condition answers, and what it is asked against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Moment:
    """What a condition is asked against: one column per field it names, and the as-of moment."""

    column: Callable[[str], pd.Series]
    as_of: Any
    last: Callable[[str], pd.Series]
    """The same, with the last moment each cell can mean: later where a date stands without a time of day."""
