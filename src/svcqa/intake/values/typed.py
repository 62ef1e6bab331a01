"""Typed cells: what every converter makes, and how text is read once per distinct value.

A column of a million rows costs as much as it has different words. What cannot be read stays as it is written,
marked unreadable; nothing is repaired.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.doubts import Doubt
from svcqa.intake.values.words import PLACEHOLDERS, folded
from svcqa.quoting import moments_shown, numbers_shown
from svcqa.registers import Kind
from svcqa.requests import Column, Tag

STRING = pd.StringDtype(na_value=np.nan)


@dataclass(eq=False)
class Cells:
    """One column of records, typed."""

    values: pd.Series
    kinds: np.ndarray
    raw: pd.Series | None = None
    """What the cells say, where that is not what the values show."""
    date_only: np.ndarray | None = None
    doubts: Sequence[Doubt] = ()
    """Dates that are written otherwise than the policy asks."""
    lost: np.ndarray | None = None
    """True where a code was stored as a number and may have lost digits."""
    likely: pd.Series | None = None
    """The values, and those that merged cells would have if their range's value holds for all of it."""


@dataclass(frozen=True)
class Reading:
    """How a column is to be read, beside its field."""

    date_system: str = "1900"
    placeholders: frozenset[str] = field(default_factory=lambda: PLACEHOLDERS)
    factor: float = 1.0
    """Money in a unit of its own, such as 万元, is turned into 元."""
    lenient: bool = False
    """Dates of another notation that can mean one thing only are read."""
    unit: float | None = None
    """How many seconds the unit of time has that the column's heading names."""


def texts_of(column: Column) -> pa.Array:
    """Every cell of a column as it shows, null where blank."""
    tags = column.tags
    if column.texts is not None and not np.isin(tags, _NOT_TEXT).any():
        if (tags == Tag.BLANK).any():
            return pc.if_else(pa.array(tags != Tag.BLANK), column.texts, pa.scalar(None, pa.string()))
        return column.texts
    words: list[str | None] = column.texts.to_pylist() if column.texts is not None else [None] * len(tags)
    for tag, said in _SAID.items():
        at = np.flatnonzero(tags == tag)
        for row, word in zip(at.tolist(), said(column, at) if len(at) else [], strict=True):
            words[row] = word
    for row in np.flatnonzero(tags == Tag.BLANK).tolist():
        words[row] = None
    return pa.array(words, pa.string())


_NOT_TEXT = (Tag.NUMBER, Tag.MOMENT, Tag.SPAN, Tag.BOOL)


def _numbers_said(column: Column, at: np.ndarray) -> list[str | None]:
    assert column.numbers is not None  # noqa: S101 - a column with number cells carries numbers
    return numbers_shown(column.numbers[at])


def _moments_said(column: Column, at: np.ndarray) -> list[str | None]:
    assert column.moments is not None  # noqa: S101
    return moments_shown(column.moments[at])


def _bools_said(column: Column, at: np.ndarray) -> list[str | None]:
    assert column.numbers is not None  # noqa: S101
    return ["TRUE" if value else "FALSE" for value in column.numbers[at]]


def _spans_said(column: Column, at: np.ndarray) -> list[str | None]:
    assert column.numbers is not None  # noqa: S101
    seconds = column.numbers[at].astype(np.int64)
    return [f"{one // 3600}:{one % 3600 // 60:02}:{one % 60:02}" for one in seconds.tolist()]


_SAID: Mapping[Tag, Callable[[Column, np.ndarray], list[str | None]]] = {
    Tag.NUMBER: _numbers_said,
    Tag.MOMENT: _moments_said,
    Tag.SPAN: _spans_said,
    Tag.BOOL: _bools_said,
}


def distinct(words: pa.Array) -> tuple[np.ndarray, list[str]]:
    """Position of each cell's word among the distinct ones (the last position, one beyond, is blank)."""
    coded = words.dictionary_encode()
    known: list[str] = coded.dictionary.to_pylist()
    return coded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False), known


def by_word(column: Column, read: Callable[[str], Any], empty: Any, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
    """Values and kinds of the text cells of a column, each distinct word read once."""
    kinds = np.full(len(column.tags), Kind.VALUE, dtype=np.uint8)
    if column.texts is None:
        return np.full(len(column.tags), empty), kinds
    index, words = distinct(pc.if_else(pa.array(column.tags == Tag.TEXT), column.texts, pa.scalar(None, pa.string())))
    values, word_kinds = [], []
    for word in words:
        value = None if folded(word) in reading.placeholders else read(word)
        is_placeholder = value is None and folded(word) in reading.placeholders
        word_kinds.append(Kind.PLACEHOLDER if is_placeholder else Kind.UNREADABLE if value is None else Kind.VALUE)
        values.append(empty if value is None else value)
    found = np.array([*values, empty], dtype=np.asarray(empty).dtype)
    kinds = np.array([*word_kinds, Kind.VALUE], dtype=np.uint8)[index]
    return found[index], kinds


def finished(column: Column, values: pd.Series, kinds: np.ndarray, understood: tuple[Tag, ...]) -> Cells:
    """Join the kinds: blank, read, or a cell of a kind this field does not take."""
    tags = column.tags
    kinds[tags == Tag.BLANK] = Kind.BLANK
    other = ~np.isin(tags, (Tag.BLANK, Tag.TEXT, Tag.ERROR, Tag.NEVER_CALCULATED, *understood))
    kinds[other] = Kind.UNREADABLE
    needs_raw = bool(np.isin(tags, (Tag.TEXT, Tag.ERROR)).any() or (kinds == Kind.UNREADABLE).any())
    return Cells(values, kinds, pd.Series(texts_of(column), dtype=STRING) if needs_raw else None)
