"""Several values in a cell: 序列号 A1、A2、A3 in one row are three records, where somebody says so."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.grid import take
from svcqa.registers import TEXTUAL, FieldType
from svcqa.requests import Column, Tag

_WORDS = r"[、，,；;/\r\n]+"
_TYPED = r"[、；;\r\n]+"
"""What parts dates and numbers, in which a comma or a slash may stand."""


def pieces(column: Column, kind: FieldType) -> tuple[np.ndarray, Column]:
    """The values that stand in each cell of a column, in order; a cell that holds but one, or none, stays as it is.

    Args:
        column: the cells, one a record.
        kind: the type of their field.

    Returns:
        For every value the position of its cell; and the values as cells.
    """
    whole = np.arange(len(column.tags))
    if column.texts is None:
        return whole, column
    texts = pc.if_else(pa.array(column.tags == Tag.TEXT), column.texts, pa.scalar(None, pa.string()))
    lists = pc.split_pattern_regex(texts, _WORDS if kind in TEXTUAL else _TYPED)
    words = pc.utf8_trim_whitespace(pc.list_flatten(lists))
    filled = pc.not_equal(words, "")
    owner = pc.list_parent_indices(lists).filter(filled).to_numpy(zero_copy_only=False)
    words = words.filter(filled)
    count = np.bincount(owner, minlength=len(whole))
    at = np.repeat(whole, np.maximum(count, 1))
    said = np.repeat(count > 0, np.maximum(count, 1))
    made = take(column, at)
    values = pc.replace_with_mask(made.texts, pa.array(said), words)
    return at, Column(made.tags, made.numbers, made.moments, values)
