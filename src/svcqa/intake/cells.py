"""Cells: from what stands in a column to typed values by the column's field, each cell keeping its kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.intake.moments import moment
from svcqa.intake.typed import STRING, Cells, Reading, by_word, finished, texts_of
from svcqa.intake.words import yes_or_no
from svcqa.registers import TEMPORAL, TEXTUAL, Field, Kind
from svcqa.requests import Column, Tag

__all__ = ["STRING", "Cells", "Reading", "convert"]


def convert(column: Column, spec: Field, reading: Reading) -> Cells:
    """Type one column by its field."""
    made = _CONVERTERS[_family(spec.type)](column, spec, reading)
    tags = column.tags
    made.kinds[tags == Tag.ERROR] = Kind.ERROR
    made.kinds[tags == Tag.NEVER_CALCULATED] = Kind.NEVER_CALCULATED
    return made


def _family(kind: str) -> str:
    if kind in TEXTUAL:
        return "person" if kind == "person" else "text"
    return "moment" if kind in TEMPORAL else "number" if kind in {"number", "money"} else kind


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
    values = clean(pc.utf8_normalize(whole, form="NFKC"))
    placeholder = pc.is_in(pc.utf8_lower(values), pa.array(sorted(reading.placeholders)))
    kinds[placeholder.to_numpy(zero_copy_only=False) & (kinds == Kind.VALUE)] = Kind.PLACEHOLDER
    unsaid = (kinds != Kind.VALUE) | np.isin(column.tags, (Tag.ERROR, Tag.NEVER_CALCULATED))
    series = pd.Series(values, dtype=STRING)
    if unsaid.any():
        series = series.mask(unsaid)
    differs = bool(unsaid.any()) or not values.equals(whole)
    return Cells(series, kinds, pd.Series(whole, dtype=STRING) if differs else None)


_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+")


def number_of(text: str) -> float | None:
    """A number written as text; None for qualified ones (约30, ≥90) and odd separators (1,23)."""
    clean = unicodedata.normalize("NFKC", text).strip().replace(" ", "")
    percent = clean.endswith("%")
    clean = clean.removesuffix("%").removeprefix("¥").removeprefix("￥")
    if not _NUMBER.fullmatch(clean):
        return None
    value = float(clean.replace(",", ""))
    return value / 100 if percent else value


def _number(column: Column, spec: Field, reading: Reading) -> Cells:
    values, kinds = by_word(column, number_of, np.nan, reading)
    if column.numbers is not None:
        at = column.tags == Tag.NUMBER
        values[at] = column.numbers[at]
    return finished(column, pd.Series(values * reading.factor), kinds, (Tag.NUMBER,))


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


_DURATION = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)(?:小时|个小时|时|h|hours?|hrs?))?(?:(?P<m>\d+(?:\.\d+)?)(?:分钟|分|m|mins?|minutes?))?"
    r"(?:(?P<s>\d+(?:\.\d+)?)(?:秒钟|秒|s|seconds?))?"
)


def seconds_of(text: str) -> float | None:
    """A length of time in seconds; a unit must be written, and a day is not one (working, calendar or 24 h?)."""
    clean = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
    match = _DURATION.fullmatch(clean)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = (float(match[part] or 0) for part in "hms")
    return hours * 3600 + minutes * 60 + seconds


def _duration(column: Column, spec: Field, reading: Reading) -> Cells:
    values, kinds = by_word(column, seconds_of, np.nan, reading)
    if column.numbers is not None:
        at = column.tags == Tag.SPAN
        values[at] = column.numbers[at]
    micro = pd.Series(np.rint(values * 1e6)).astype("Int64")
    spans = pd.Series(pd.to_timedelta(micro, unit="us")).astype("timedelta64[us]")
    return finished(column, spans, kinds, (Tag.SPAN,))


_CONVERTERS: Mapping[str, Callable[[Column, Field, Reading], Cells]] = {
    "text": _text,
    "person": _person,
    "moment": moment,
    "number": _number,
    "yes_no": _yes_no,
    "duration": _duration,
}
