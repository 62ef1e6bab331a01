"""Totals: the words a line of sums begins with, however they are spaced and written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.grid import is_blank
from svcqa.intake.layout.headings import normalised
from svcqa.requests import Column, Sheet, Tag

_WORDS = (
    "合计", "总计", "小计", "累计", "共计", "汇总", "本页小计", "本月合计", "总数",
    "total", "subtotal", "grandtotal", "sum",
)  # fmt: skip
_WRITTEN = [
    word[0] + space + word[1:] + colon
    for total in _WORDS
    for word in {total, total.capitalize(), total.upper()}
    for space in ("", *((" ", "  ", "\u3000") if not total.isascii() else ()))
    for colon in ("", ":", "：")
]


def is_total(word: str) -> bool:
    """A word for a total, however it is written."""
    return normalised(word) in _WORDS


def total_rows(sheet: Sheet, skipped: Sequence[int] = ()) -> np.ndarray:
    """Rows whose first filled cell is a word for a total, some columns passed over."""
    found = np.zeros(sheet.rows, dtype=bool)
    untouched = np.ones(sheet.rows, dtype=bool)
    for number, column in enumerate(sheet.columns):
        if is_blank(column) or number in skipped:
            continue
        found |= equals(column, _WRITTEN) & untouched
        untouched &= column.tags == Tag.BLANK
        if not untouched.any():
            break
    return found


def equals(column: Column, words: Sequence[str]) -> np.ndarray:
    """Cells that say one of some words, letter by letter."""
    if column.texts is None:
        return np.zeros(len(column.tags), dtype=bool)
    found = pc.is_in(column.texts, pa.array(list(words), pa.string()))
    return np.asarray(found.to_numpy(zero_copy_only=False) & (column.tags == Tag.TEXT))
