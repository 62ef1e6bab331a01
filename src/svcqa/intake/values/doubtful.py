"""Doubtful dates of a column: those that have other readings than the strict policy takes, counted by kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from msgspec.structs import replace

from svcqa.doubts import Doubt, How
from svcqa.intake.values.dates import parse_moment
from svcqa.intake.values.readings import formats_of, readings_of
from svcqa.intake.values.typed import Cells, distinct
from svcqa.registers import Kind

if TYPE_CHECKING:
    import pandas as pd


def doubts_of(cells: Cells, *, lenient: bool) -> list[Doubt]:
    """The doubts about a column of dates; each distinct text is looked at once.

    Args:
        cells: the column, typed.
        lenient: certain readings were taken.
    """
    if cells.raw is None:
        return []
    found: dict[How, Doubt] = {}
    for how, word, count in _doubtful(cells.raw, cells.kinds, lenient=lenient):
        if how in found:
            found[how] = replace(found[how], cells=found[how].cells + count)
        else:
            found[how] = Doubt(how, count, word, list(readings_of(word).texts), list(formats_of(word)))
    return list(found.values())


def _doubtful(raw: pd.Series, kinds: np.ndarray, *, lenient: bool) -> Iterator[tuple[How, str, int]]:
    for word, count in _counted(raw, kinds == Kind.UNREADABLE):
        readings = readings_of(word)
        if readings.moments:
            yield "unusual" if readings.certain else "ambiguous", word, count
    if lenient:
        for word, count in _counted(raw, kinds == Kind.VALUE):
            if parse_moment(word) is None and readings_of(word).certain:
                yield "lenient", word, count


def _counted(raw: pd.Series, at: np.ndarray) -> list[tuple[str, int]]:
    """The distinct texts of some cells, in their order, with how often they occur."""
    if not at.any():
        return []
    index, words = distinct(pa.array(raw[at], pa.string()))
    counts = np.bincount(index, minlength=len(words))
    return list(zip(words, counts.tolist(), strict=False))
