"""Cells: from what stands in a column to typed values by the column's field, each cell keeping its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.intake.values.moments import moment
from svcqa.intake.values.quantities import money_of, number_of, seconds_of
from svcqa.intake.values.typed import STRING, Cells, Reading, by_word, finished, texts_of
from svcqa.intake.values.words import folded, yes_or_no
from svcqa.registers import TEMPORAL, TEXTUAL, Field, Kind
from svcqa.requests import Column, Tag

__all__ = ["STRING", "Cells", "Reading", "convert", "number_of", "seconds_of"]


def convert(column: Column, spec: Field, reading: Reading) -> Cells:
    """Type one column by its field."""
    if spec.answers:
        reading = replace(reading, placeholders=reading.placeholders.difference(map(folded, spec.answers)))
    made = _CONVERTERS[_family(spec.type)](column, spec, reading)
    tags = column.tags
    made.kinds[tags == Tag.ERROR] = Kind.ERROR
    made.kinds[tags == Tag.NEVER_CALCULATED] = Kind.NEVER_CALCULATED
    return made


def _family(kind: str) -> str:
    if kind in TEXTUAL:
        return "person" if kind == "person" else "text"
    return "moment" if kind in TEMPORAL else kind


def _kinds(tags: np.ndarray) -> np.ndarray:
    return np.where(tags == Tag.BLANK, np.uint8(Kind.BLANK), np.uint8(Kind.VALUE)).astype(np.uint8)


def _text(column: Column, spec: Field, reading: Reading) -> Cells:
    return _textual(column, reading, pc.utf8_trim_whitespace)


def _person(column: Column, spec: Field, reading: Reading) -> Cells:
    # 张 三 and 张三 are one person
    return _textual(column, reading, lambda words: pc.replace_substring_regex(words, r"\s+", ""))


def _textual(column: Column, reading: Reading, clean: Callable[[pa.Array], pa.Array]) -> Cells:
    kinds = _kinds(column.tags)
    whole = texts_of(column)
    values, silent = _cleaned(whole, reading.placeholders, clean)
    kinds[silent & (kinds == Kind.VALUE)] = Kind.PLACEHOLDER
    unsaid = (kinds != Kind.VALUE) | np.isin(column.tags, (Tag.ERROR, Tag.NEVER_CALCULATED))
    differs = bool(unsaid.any()) or not values.equals(whole)
    if unsaid.any():
        values = pc.if_else(pa.array(~unsaid), values, pa.scalar(None, values.type))
    return Cells(pd.Series(values, dtype=STRING), kinds, pd.Series(whole, dtype=STRING) if differs else None)


def _cleaned(
    whole: pa.Array, silent: frozenset[str], clean: Callable[[pa.Array], pa.Array]
) -> tuple[pa.Array, np.ndarray]:
    """Texts as they are compared, and where they say nothing; of words that come again and again each once."""
    if _repeats(whole):
        coded = whole.dictionary_encode()
        values, unsaid = _cleaned_each(coded.dictionary, silent, clean)
        at = coded.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
        return values.take(coded.indices), np.append(unsaid, False)[at]
    return _cleaned_each(whole, silent, clean)


def _cleaned_each(
    words: pa.Array, silent: frozenset[str], clean: Callable[[pa.Array], pa.Array]
) -> tuple[pa.Array, np.ndarray]:
    # codes and numbers are as they should be, and normalising is what typing a text costs
    plain = pc.all(pc.string_is_ascii(words)).as_py()
    values = clean(words if plain else pc.utf8_normalize(words, form="NFKC"))
    return values, _among(values, silent)


_SAMPLE = 4096


def _repeats(words: pa.Array) -> bool:
    """Whether a long column seems to hold few words: those of its middle tell."""
    if len(words) < 4 * _SAMPLE:
        return False
    return len(words.slice(len(words) // 2, _SAMPLE).unique()) < _SAMPLE // 4


def _among(values: pa.Array, words: frozenset[str]) -> np.ndarray:
    """Where a value is one of some words, however its letters are written."""
    longest = max((len(word.encode()) for word in words), default=0)
    # most values are longer than any of the words, and to look those up takes time
    short = np.flatnonzero(pc.less_equal(pc.binary_length(values), longest).fill_null(False))
    found = np.zeros(len(values), dtype=bool)
    found[short] = pc.is_in(pc.utf8_lower(values.take(pa.array(short))), pa.array(sorted(words), pa.string()))
    return found


def _number(column: Column, spec: Field, reading: Reading) -> Cells:
    values, kinds = by_word(column, number_of, np.nan, reading)
    if column.numbers is not None:
        at = column.tags == Tag.NUMBER
        values[at] = column.numbers[at]
    return finished(column, pd.Series(values), kinds, (Tag.NUMBER,))


def _money(column: Column, spec: Field, reading: Reading) -> Cells:
    values, kinds = by_word(column, lambda word: money_of(word, reading.factor), np.nan, reading)
    if column.numbers is not None:
        at = column.tags == Tag.NUMBER
        # 0.57 of 万元 is 5700, and not what floating point makes of it
        values[at] = column.numbers[at] if reading.factor == 1 else np.round(column.numbers[at] * reading.factor, 6)
    return finished(column, pd.Series(values), kinds, (Tag.NUMBER,))


def _yes_no(column: Column, spec: Field, reading: Reading) -> Cells:
    # 无 and × answer a yes/no question; only what answers none can be a placeholder
    own = Reading(placeholders=frozenset(word for word in reading.placeholders if yes_or_no(word) is None))
    values, kinds = by_word(column, _answer, np.nan, own)
    tags = column.tags
    if column.numbers is not None:
        plain = (tags == Tag.BOOL) | ((tags == Tag.NUMBER) & np.isin(column.numbers, (0, 1)))
        values[plain] = column.numbers[plain]
        kinds[(tags == Tag.NUMBER) & ~plain] = Kind.UNREADABLE
    made = pd.Series(pd.array(values, dtype="Float64")).astype("boolean")
    return finished(column, made, kinds, (Tag.BOOL, Tag.NUMBER))


def _answer(word: str) -> float | None:
    answer = yes_or_no(word)
    return None if answer is None else float(answer)


def _duration(column: Column, spec: Field, reading: Reading) -> Cells:
    values, kinds = by_word(column, lambda word: seconds_of(word, reading.unit), np.nan, reading)
    understood = (Tag.SPAN,) if reading.unit is None else (Tag.SPAN, Tag.NUMBER)
    if column.numbers is not None:
        at = column.tags == Tag.SPAN
        values[at] = column.numbers[at]
        at = column.tags == Tag.NUMBER
        if reading.unit is not None:
            values[at] = column.numbers[at] * reading.unit
    micro = pd.Series(np.rint(values * 1e6)).astype("Int64")
    spans = pd.Series(pd.to_timedelta(micro, unit="us")).astype("timedelta64[us]")
    return finished(column, spans, kinds, understood)


_CONVERTERS: Mapping[str, Callable[[Column, Field, Reading], Cells]] = {
    "text": _text,
    "person": _person,
    "moment": moment,
    "number": _number,
    "money": _money,
    "yes_no": _yes_no,
    "duration": _duration,
}
