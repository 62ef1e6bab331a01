"""What records must hold: fields that are filled, and values that occur among those of a slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Expected, held_in, naming

if TYPE_CHECKING:
    from svcqa_timeliness.cadence import Cadence


def blanks(cases: pd.DataFrame, settings: Cadence) -> list[np.ndarray]:
    """For each of the required fields, the records that leave it blank."""
    return [cases[f"require.{number}"].isna().to_numpy(dtype=bool) for number in range(len(settings.require))]


@dataclass(frozen=True, eq=False)
class Content:
    """Whether all values that must occur do so, per slot."""

    missing: np.ndarray
    unclear: np.ndarray
    lacking: np.ndarray
    """The values that do not occur, as tuples."""

    @classmethod
    def of(
        cls, cases: pd.DataFrame, made: Expected, counted: tuple[np.ndarray, np.ndarray], settings: Cadence
    ) -> Content:
        """Look for the values in the records that count, and in those that may."""
        certain, possible = counted
        named = [(field, value) for field, values in settings.content.items() for value in values]
        sure, maybe = [np.zeros(len(made.names), dtype=bool)], [np.zeros(len(made.names), dtype=bool)]
        for field, value in named:
            column = cases[f"content.{field}"]
            has = held_in(column, [value])
            sure.append(made.count(certain & has) == 0)
            maybe.append(made.count(possible & (has | (~certain & column.isna().to_numpy(dtype=bool)))) == 0)
        lacking = naming([value for _, value in named], maybe[1:], len(made.names))
        return cls(np.logical_or.reduce(maybe), np.logical_or.reduce(sure), lacking)
