"""Dates and times of a column: workbook dates, serials, text by the strict policy, text in a declared format."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.dateformats import compiled
from svcqa.intake.values.dates import FIRST_YEAR, LAST_YEAR, parse_moment
from svcqa.intake.values.doubtful import doubts_of
from svcqa.intake.values.readings import lenient_moment
from svcqa.intake.values.serials import moments_of
from svcqa.intake.values.typed import STRING, Cells, Reading, by_word, finished, texts_of
from svcqa.intake.values.words import DATE_LINE, folded
from svcqa.registers import Field, Kind
from svcqa.requests import Column, Tag

_NAT = np.datetime64("NaT", "us")
_WINDOW = (np.datetime64(f"{FIRST_YEAR}-01-01", "us"), np.datetime64(f"{LAST_YEAR + 1}-01-01", "us"))


def moment(column: Column, spec: Field, reading: Reading) -> Cells:
    """Type a column of dates or moments; a date without a time of day stays one, a printed line for one is blank."""
    column = _without_date_lines(column)
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
    made = finished(column, pd.Series(values), kinds, (Tag.MOMENT, Tag.NUMBER))
    made.date_only = date_only & (made.kinds == Kind.VALUE)
    if not spec.format:
        made.doubts = doubts_of(made, lenient=reading.lenient)
    return made


def _without_date_lines(column: Column) -> Column:
    if column.texts is None or not (column.tags == Tag.TEXT).any():
        return column
    lines = pc.match_substring_regex(column.texts, f"^{DATE_LINE}$").fill_null(False).to_numpy(zero_copy_only=False)
    return replace(column, tags=np.where(lines, np.uint8(Tag.BLANK), column.tags)) if lines.any() else column


def _all_iso(column: Column) -> np.ndarray | None:
    """The moments, where every text cell says one as ``2024-03-05 15:20:30``, as programs export it."""
    words = pc.if_else(pa.array(column.tags == Tag.TEXT), column.texts, pa.scalar(None, pa.string()))
    shaped = pc.all(pc.equal(pc.utf8_length(words), 19)).as_py() and not pc.any(pc.match_substring(words, "T")).as_py()
    if not shaped:
        return None
    try:
        found: np.ndarray = words.cast(pa.timestamp("us")).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return None
    outside = (found < _WINDOW[0]) | (found >= _WINDOW[1])
    return None if outside.any() else found


def _text_moments(column: Column, spec: Field, reading: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if not (column.tags == Tag.TEXT).any():
        rows = len(column.tags)
        return np.full(rows, _NAT), np.full(rows, Kind.VALUE, dtype=np.uint8), np.zeros(rows, dtype=bool)
    if spec.format:
        return _declared(column, spec.format, reading)
    iso = _all_iso(column)
    if iso is not None:
        return iso.copy(), np.full(len(iso), Kind.VALUE, dtype=np.uint8), np.zeros(len(iso), dtype=bool)
    dates: dict[str, bool] = {}

    def read(word: str) -> np.datetime64 | None:
        found = lenient_moment(word) if reading.lenient else parse_moment(word)
        if found is None:
            return None
        dates[word] = not found.has_time
        return np.datetime64(found.moment, "us")

    values, kinds = by_word(column, read, _NAT, reading)
    date_only = np.zeros(len(values), dtype=bool)
    if any(dates.values()) and column.texts is not None:
        only = pc.is_in(column.texts, pa.array([word for word, short in dates.items() if short], pa.string()))
        date_only = only.to_numpy(zero_copy_only=False) & (column.tags == Tag.TEXT)
    return values.astype("datetime64[us]"), kinds, date_only


def _declared(column: Column, written: str, reading: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Text in a declared format, read strictly: no such day or other layout is unreadable."""
    declared = compiled(written)
    is_text = column.tags == Tag.TEXT
    whole = pc.utf8_trim_whitespace(pc.utf8_normalize(texts_of(column), form="NFKC"))
    words = pd.Series(whole, dtype=STRING).where(is_text)
    values = (
        pd.to_datetime(words, format=declared.directive, errors="coerce").astype("datetime64[us]").to_numpy().copy()
    )
    # the parser takes a 60th second and years nobody means
    fits = pc.match_substring_regex(whole, declared.pattern).fill_null(False).to_numpy(zero_copy_only=False)
    values[~fits | (values < _WINDOW[0]) | (values >= _WINDOW[1])] = _NAT
    kinds = np.full(len(values), Kind.VALUE, dtype=np.uint8)
    bad = is_text & np.isnat(values)
    kinds[bad] = Kind.UNREADABLE
    for row in np.flatnonzero(bad):
        if folded(words.iloc[row]) in reading.placeholders:
            kinds[row] = Kind.PLACEHOLDER
    return values, kinds, is_text & (not declared.has_time)
