"""Together: what the records have in common that are behind one slot.

The unit of a slot that is about several records is theirs if all of them are of one unit; otherwise it has none. Its
date is the latest of theirs: what is said of all of them held once the last one was there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from svcqa.checks import OF

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Together:
    """The slots of a judged frame that name their records, pair by pair."""

    slot: np.ndarray
    """Position of the slot in the frame."""
    record: np.ndarray
    """Position of a record in its register."""

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Together:
        """The pairs; none where the check names no records."""
        if OF not in frame:
            return cls(*(np.zeros(0, dtype=np.int64) for _ in range(2)))
        import pyarrow as pa
        import pyarrow.compute as pc

        found = pa.array(frame[OF].array, pa.large_list(pa.int64()))
        lists = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
        parents = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False)
        return cls(parents.astype(np.int64), pc.list_flatten(lists).to_numpy(zero_copy_only=False))

    def agreed(self, found: np.ndarray, codes: np.ndarray, otherwise: int) -> np.ndarray:
        """The code that all records of a slot have, or else the one given; what was found for slots without records.

        Args:
            found: per slot.
            codes: per record.
            otherwise: the code of slots whose records do not agree.
        """
        least, most = found.copy(), found.copy()
        least[self.slot], most[self.slot] = np.iinfo(codes.dtype).max, -1
        np.minimum.at(least, self.slot, codes[self.record])
        np.maximum.at(most, self.slot, codes[self.record])
        return np.where(least == most, least, otherwise)

    def latest(self, found: np.ndarray, moments: np.ndarray) -> np.ndarray:
        """The latest moment of the records of each slot; what was found for slots without records."""
        told = found.copy()
        told[self.slot] = np.datetime64("NaT")
        # without a moment is less than any
        numbers = told.view(np.int64)
        np.maximum.at(numbers, self.slot, moments.view(np.int64)[self.record])
        return told
