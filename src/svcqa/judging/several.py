"""Several: all records of another register beside the judged ones, as pairs; for joins with ``take: each``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa.judging.belonging import happened
from svcqa.judging.matching import Match, borne, codes, counts, illegible
from svcqa.judging.moments import last_moment
from svcqa.matching import Matching
from svcqa.registers import JUDGEABLE_MAX, Kind, Records
from svcqa.truths import Several

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.judging.joining import Beside
    from svcqa.rulesets.joining import Joined


@dataclass(frozen=True, eq=False)
class Pairs:
    """The judged records with all records of a join; one that has no certain one stands there with blanks too."""

    at: np.ndarray
    """Position of the judged record, in ascending order."""
    doubt: np.ndarray
    """It cannot be told whether the other record belongs to it."""
    match: Match
    """For each pair the other record."""
    table: Records
    """A row for each pair, with the fields of the join and of those that hang on it."""
    field: str
    """Field of the judged register by which they are found."""
    beside: Mapping[str, Beside]
    """The joins of which the pairs hold fields; none yet where the pairs are made."""

    def of(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The pairs of some judged records, and for each the place of its record among those."""
        first = np.searchsorted(self.at, at, side="left")
        count = np.searchsorted(self.at, at, side="right") - first
        owner = np.repeat(np.arange(len(at)), count)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        return first[owner] + within, owner

    def several(self) -> Several:
        """The pairs as conditions are asked of them."""
        columns = {path: self.table.frame[path] for path in self.table.register.fields if "." in path}
        for path in list(columns):
            last = last_moment(self.table, path)
            if last is not None:
                columns[f"{path}.latest"] = last
        unread = {path: self.table.kinds[path] > JUDGEABLE_MAX for path in columns if path in self.table.kinds}
        frame = pd.DataFrame(columns, index=pd.RangeIndex(len(self.at)))
        return Several(self.at, frame, self.doubt, {path: mask for path, mask in unread.items() if mask.any()})


def paired(records: Records, other: Records, joined: Joined, context: Context) -> Pairs:
    """All records of another register beside each judged one.

    Those dated after the audit moment have not happened. Those that may or may not count are there in doubt; where it
    cannot be read what a judged record refers to, every record may be meant, and one in doubt with blanks says so.
    """
    here, there = codes(records, other, joined.on)
    certain, doubtful = counts(other, joined, context)
    later, _ = happened(other, context)
    certain, doubtful = certain & ~later, doubtful & ~later
    at, position = Matching(here, np.where(certain | doubtful, there, -1)).expanded()
    some = np.bincount(at, minlength=len(records)) > 0
    unsure = borne(records, other, joined, certain | doubtful) | illegible(records, joined)
    sure = np.zeros(len(records), dtype=bool)
    sure[at[certain[position]]] = True
    blank = np.flatnonzero(~sure | unsure)
    at, position = np.append(at, blank), np.append(position, np.full(len(blank), -1))
    doubt = np.append(doubtful[position[: len(position) - len(blank)]], (some | unsure)[blank])
    order = np.argsort(at, kind="stable")
    at, position, doubt = at[order], position[order], doubt[order]
    kind = np.where(unsure[at] & (position < 0), np.uint8(Kind.UNRESOLVED), np.uint8(Kind.BLANK))
    match = Match(position, np.where(position < 0, kind, np.uint8(Kind.BLANK)))
    table = Records(joined.name, records.register.model_copy(update={"fields": {}}), _index(len(at)), {})
    return Pairs(at, doubt, match, table, joined.starts()[0], {})


def _index(count: int) -> pd.DataFrame:
    return pd.DataFrame(index=pd.RangeIndex(count))
