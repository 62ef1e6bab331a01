"""Cells: from what stands in a column to typed values, each cell keeping its kind.

Text is converted once per distinct value, so that a column of a million rows costs as much as it has different
words. What cannot be read stays as it is written, marked unreadable; nothing is repaired.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.intake.dates import parse_moment
from svcqa.intake.formats import compiled
from svcqa.intake.serials import moments_of
from svcqa.intake.words import PLACEHOLDERS, folded, yes_or_no
from svcqa.quoting import texts as typed_texts
from svcqa.registers import TEMPORAL, TEXTUAL, Field, Kind
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


@dataclass(frozen=True)
class Reading:
    """How a column is to be read, beside its field."""

    date_system: str = "1900"
    placeholders: frozenset[str] = field(default_factory=lambda: PLACEHOLDERS)
    factor: float = 1.0
    """Money in a unit of its own, such as 万元, is turned into 元."""


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


# text


def _text(column: Column, spec: Field, reading: Reading) -> Cells:
    return _textual(column, reading, lambda word: unicodedata.normalize("NFKC", word).strip())


def _person(column: Column, spec: Field, reading: Reading) -> Cells:
    return _textual(column, reading, lambda word: re.sub(r"\s+", "", unicodedata.normalize("NFKC", word)))


def _textual(column: Column, reading: Reading, clean: Callable[[str], str]) -> Cells:
    kinds = _kinds(column.tags)
    whole = texts_of(column)
    index, words = _distinct(whole)
    cleaned = [clean(word) for word in words]
    placeholder = np.array([folded(word) in reading.placeholders for word in words] + [False], dtype=bool)
    kinds[placeholder[index] & (kinds == Kind.VALUE)] = Kind.PLACEHOLDER
    changed = cleaned != words
    values = _taken(cleaned, index) if changed else whole
    series = pd.Series(values, dtype=STRING)
    unsaid = (kinds != Kind.VALUE) | np.isin(column.tags, (Tag.ERROR, Tag.NEVER_CALCULATED))
    if unsaid.any():
        series = series.mask(unsaid)
    keep_raw = changed or bool((kinds == Kind.PLACEHOLDER).any() or (column.tags >= Tag.ERROR).any())
    return Cells(series, kinds, pd.Series(whole, dtype=STRING) if keep_raw else None)


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
    return typed_texts(pd.Series(column.numbers[at]))


def _moments_said(column: Column, at: np.ndarray) -> list[str | None]:
    assert column.moments is not None  # noqa: S101
    return typed_texts(pd.Series(column.moments[at]))


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


# by distinct value


def _distinct(words: pa.Array) -> tuple[np.ndarray, list[str]]:
    """Position of each cell's word among the distinct ones (the last position, one beyond, is blank)."""
    coded = words.dictionary_encode()
    known: list[str] = coded.dictionary.to_pylist()
    return coded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False), known


def _taken(words: list[str], index: np.ndarray) -> pa.Array:
    return pa.array([*words, None], pa.string()).take(pa.array(index))


def _by_word(column: Column, read: Callable[[str], Any], empty: Any, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
    """Values and kinds of the text cells of a column, each distinct word read once."""
    kinds = np.full(len(column.tags), Kind.VALUE, dtype=np.uint8)
    if column.texts is None:
        return np.full(len(column.tags), empty), kinds
    index, words = _distinct(pc.if_else(pa.array(column.tags == Tag.TEXT), column.texts, pa.scalar(None, pa.string())))
    values, word_kinds = [], []
    for word in words:
        value = None if folded(word) in reading.placeholders else read(word)
        is_placeholder = value is None and folded(word) in reading.placeholders
        word_kinds.append(Kind.PLACEHOLDER if is_placeholder else Kind.UNREADABLE if value is None else Kind.VALUE)
        values.append(empty if value is None else value)
    found = np.array([*values, empty], dtype=np.asarray(empty).dtype)
    kinds = np.array([*word_kinds, Kind.VALUE], dtype=np.uint8)[index]
    return found[index], kinds


def _finished(column: Column, values: pd.Series, kinds: np.ndarray, understood: tuple[Tag, ...]) -> Cells:
    """Join the kinds: blank, read, or a cell of a kind this field does not take."""
    tags = column.tags
    kinds[tags == Tag.BLANK] = Kind.BLANK
    other = ~np.isin(tags, (Tag.BLANK, Tag.TEXT, Tag.ERROR, Tag.NEVER_CALCULATED, *understood))
    kinds[other] = Kind.UNREADABLE
    needs_raw = bool(np.isin(tags, (Tag.TEXT, Tag.ERROR)).any() or (kinds == Kind.UNREADABLE).any())
    return Cells(values, kinds, pd.Series(texts_of(column), dtype=STRING) if needs_raw else None)


# dates and times

_NAT = np.datetime64("NaT", "us")
_MIDNIGHT = np.timedelta64(1, "D")


def _moment(column: Column, spec: Field, reading: Reading) -> Cells:
    values, kinds, date_only = _text_moments(column, spec, reading)
    tags = column.tags
    if column.moments is not None:
        at = tags == Tag.MOMENT
        values[at] = column.moments[at]
        midnight = (column.moments[at] - column.moments[at].astype("datetime64[D]")) == np.timedelta64(0, "us")
        # a column that shows a time anywhere has times everywhere, midnight included
        date_only[at] = bool(midnight.all())
    if column.numbers is not None and (tags == Tag.NUMBER).any():
        at = tags == Tag.NUMBER
        read = moments_of(column.numbers[at], reading.date_system)
        values[at] = read
        kinds[np.flatnonzero(at)[np.isnat(read)]] = Kind.UNREADABLE
        date_only[at] = column.numbers[at] == np.floor(column.numbers[at])
    made = _finished(column, pd.Series(values), kinds, (Tag.MOMENT, Tag.NUMBER))
    made.date_only = date_only & (made.kinds == Kind.VALUE)
    return made


_ISO = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$"


def _all_iso(column: Column) -> bool:
    """Every text cell is written as ``2024-03-05 15:20:30``, as programs export it."""
    if column.texts is None or not len(column.tags):
        return False
    iso = pc.match_substring_regex(column.texts, _ISO).fill_null(False).to_numpy(zero_copy_only=False)
    return bool((iso | (column.tags != Tag.TEXT)).all())


def _text_moments(column: Column, spec: Field, reading: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if spec.format and column.texts is not None:
        return _declared(column, spec.format, reading)
    if _all_iso(column):
        return _declared(column, "YYYY-MM-DD HH:mm:ss", reading)
    dates: dict[str, bool] = {}

    def read(word: str) -> np.datetime64 | None:
        found = parse_moment(word)
        if found is None:
            return None
        dates[word] = not found.has_time
        return np.datetime64(found.moment, "us")

    values, kinds = _by_word(column, read, _NAT, reading)
    date_only = np.zeros(len(values), dtype=bool)
    if any(dates.values()) and column.texts is not None:
        only = pc.is_in(column.texts, pa.array([word for word, short in dates.items() if short], pa.string()))
        date_only = only.to_numpy(zero_copy_only=False) & (column.tags == Tag.TEXT)
    return values.astype("datetime64[us]"), kinds, date_only


def _declared(column: Column, written: str, reading: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Text in a declared format, read strictly: no such day or other layout is unreadable."""
    declared = compiled(written)
    is_text = column.tags == Tag.TEXT
    words = pd.Series(texts_of(column), dtype=STRING).where(is_text).str.strip()
    values = (
        pd.to_datetime(words, format=declared.directive, errors="coerce").astype("datetime64[us]").to_numpy().copy()
    )
    kinds = np.full(len(values), Kind.VALUE, dtype=np.uint8)
    bad = is_text & np.isnat(values)
    kinds[bad] = Kind.UNREADABLE
    for row in np.flatnonzero(bad):
        if folded(words.iloc[row]) in reading.placeholders:
            kinds[row] = Kind.PLACEHOLDER
    return values, kinds, is_text & (not declared.has_time)


# numbers

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
    values, kinds = _by_word(column, number_of, np.nan, reading)
    if column.numbers is not None:
        at = column.tags == Tag.NUMBER
        values[at] = column.numbers[at]
    return _finished(column, pd.Series(values * reading.factor), kinds, (Tag.NUMBER,))


# yes and no


def _yes_no(column: Column, spec: Field, reading: Reading) -> Cells:
    # 无 and × answer a yes/no question; only what answers none can be a placeholder
    own = Reading(placeholders=frozenset(word for word in reading.placeholders if yes_or_no(word) is None))
    values, kinds = _by_word(column, _answer, np.nan, own)
    tags = column.tags
    if column.numbers is not None:
        plain = (tags == Tag.BOOL) | ((tags == Tag.NUMBER) & np.isin(column.numbers, (0, 1)))
        values[plain] = column.numbers[plain]
        kinds[(tags == Tag.NUMBER) & ~plain] = Kind.UNREADABLE
    made = pd.Series(pd.array(values, dtype="Float64")).astype("boolean")
    return _finished(column, made, kinds, (Tag.BOOL, Tag.NUMBER))


def _answer(word: str) -> float | None:
    answer = yes_or_no(word)
    return None if answer is None else float(answer)


# durations

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
    values, kinds = _by_word(column, seconds_of, np.nan, reading)
    if column.numbers is not None:
        at = column.tags == Tag.SPAN
        values[at] = column.numbers[at]
    micro = pd.Series(np.rint(values * 1e6)).astype("Int64")
    spans = pd.Series(pd.to_timedelta(micro, unit="us")).astype("timedelta64[us]")
    return _finished(column, spans, kinds, (Tag.SPAN,))


_CONVERTERS: Mapping[str, Callable[[Column, Field, Reading], Cells]] = {
    "text": _text,
    "person": _person,
    "moment": _moment,
    "number": _number,
    "yes_no": _yes_no,
    "duration": _duration,
}
