"""Judged subjects with their names: records by their keys, slots by what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from svcqa.lines import quote

if TYPE_CHECKING:
    import pandas as pd

    from svcqa.judging.subjects import Subjects


@dataclass(frozen=True, eq=False)
class Named:
    """Judged subjects with their names: records, or slots beside a record."""

    frame: pd.DataFrame
    keys: list[tuple[str | None, ...]]
    key_json: list[str]
    extras: list[str]

    @property
    def at(self) -> np.ndarray:
        """Positions of the records."""
        return self.frame.index.to_numpy()


def records_named(subjects: Subjects, frame: pd.DataFrame) -> Named:
    """Records, in source order; the frame's index tells their positions."""
    if not len(frame):  # most rules find nothing, and there are many of them
        return Named(frame, [], [], [])
    at = subjects.listed(frame.index.to_numpy())
    keys, frame = subjects.key_parts(at), frame.loc[at]
    return Named(frame, keys, subjects.key_json(keys), subjects.extras(at))


def slots_named(frame: pd.DataFrame) -> Named:
    """Slots; the frame's index tells beside which record each stands."""
    names = [str(name) for name in frame["slot"]]
    return Named(
        frame, [(name,) for name in names], [f'{{"slot":{quote(name)}}}' for name in names], ["slot"] * len(names)
    )
