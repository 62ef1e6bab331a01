"""Numbers missing in a row: sheets taken out, or numbers kept back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from svcqa import Lead, Records, Scene, Text, rare, signal
from svcqa_integrity.looking import ENOUGH

LEAST = 3
_DENSE = 0.9
"""A series of which less than this is there is not numbered without gaps."""


@signal(
    "number_gaps",
    title=Text("连续缺号", "Numbers missing in a row"),
    means=Text(
        "连号的单据一连缺几张，可能是抽走或预留待填。",
        "Where numbers run on, several missing in a row may have been taken out or kept back.",
    ),
    innocent=Text(
        "整本作废、换本、分发给别处使用也会如此。",
        "Voided or changed pads, and numbers given to others, look the same.",
    ),
)
def numbers_missing_in_a_row(scene: Scene) -> Iterator[Lead]:
    """Three or more numbers on end that are missing in a series that is otherwise nearly whole.

    The chance is that of such a run if as many numbers were missing at random.
    """
    for name, records in scene.records.items():
        keys = records.register.key
        if len(keys) == 1 and keys[0] in records.frame and records.register.fields[keys[0]].type == "code":
            yield from _gaps(name, records, keys[0])


def _gaps(name: str, records: Records, key: str) -> Iterator[Lead]:
    for (head, length), mine in _numbered(records.frame[key]).groupby(["head", "length"], sort=True):
        numbers = mine["number"].sort_values(kind="stable")
        unique = numbers.drop_duplicates()
        span = int(unique.iloc[-1] - unique.iloc[0] + 1)
        if len(unique) < ENOUGH or len(unique) < _DENSE * span:
            continue
        steps = np.diff(unique.to_numpy()) - 1
        for place in np.flatnonzero(steps >= LEAST):
            missing = int(steps[place])
            rate = (span - len(unique) - missing + 1) / span
            expected = span * rate**missing
            if rare(expected):
                first = int(unique.iloc[place]) + 1
                span_ = [f"{head}{number:0{length}}" for number in (first, first + missing - 1)]
                told = Text(
                    f"{span_[0]}至{span_[1]}一连缺{missing}个号",
                    f"{missing} numbers missing in a row: {span_[0]} to {span_[1]}",
                )
                at = unique.index.to_numpy()[[place, place + 1]]
                yield Lead(name, (key,), at, told, missing, span, expected, expected)


def _numbered(codes: pd.Series) -> pd.DataFrame:
    """What stands before the number at the end of each code that has one, how many digits that has, and the number."""
    texts = pa.array(codes, pa.string())
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    texts = pc.utf8_normalize(texts, "NFKC")  # digits of full width are digits
    found = pc.extract_regex(texts, r"^(?P<head>[^\n]*?)(?P<number>[0-9]{1,15})$")
    told = found.is_valid()
    head, number = (found.field(part).filter(told) for part in range(2))
    columns = {
        "head": pd.Series(head.to_pandas(), dtype="str"),
        "length": pc.binary_length(number).to_numpy(),
        "number": number.cast(pa.int64()).to_numpy(),
    }
    return pd.DataFrame(columns).set_axis(np.flatnonzero(told.to_numpy(zero_copy_only=False)))
