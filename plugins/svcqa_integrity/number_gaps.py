"""Numbers missing in a row: sheets taken out, or numbers kept back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from svcqa import Lead, Records, Scene, Text, rare, signal
from svcqa_integrity.looking import ENOUGH

LEAST = 3
_DIGITS = 15
"""Digits that a running number has at most."""
_AT_ONCE = 1 << 19
"""Codes that are taken apart at a time: what that makes of each takes far more memory than its number."""
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
    for series in _series(records, key):
        unique, span = series.numbers, int(series.numbers[-1] - series.numbers[0] + 1)
        if len(unique) < ENOUGH or len(unique) < _DENSE * span:
            continue
        steps = np.diff(unique) - 1
        for place in np.flatnonzero(steps >= LEAST):
            missing = int(steps[place])
            rate = (span - len(unique) - missing + 1) / span
            expected = span * rate**missing
            if rare(expected):
                first = int(unique[place]) + 1
                span_ = [f"{series.head}{number:0{series.length}}" for number in (first, first + missing - 1)]
                told = Text(
                    f"{span_[0]}至{span_[1]}一连缺{missing}个号",
                    f"{missing} numbers missing in a row: {span_[0]} to {span_[1]}",
                )
                at = series.at[[place, place + 1]]
                yield Lead(name, (key,), at, told, missing, span, expected, expected)


@dataclass(frozen=True, eq=False)
class _Series:
    """The numbers at the ends of codes that begin alike and have equally many digits: each once, in their order."""

    head: str
    length: int
    numbers: np.ndarray
    at: np.ndarray
    """The first record that bears each."""


def _series(records: Records, key: str) -> Iterator[_Series]:
    """The series of numbers, in the order of what stands before them and of their digits."""
    known: dict[tuple[str, int], int] = {}
    which, numbers = _told(records.frame[key], known)
    at = np.flatnonzero(which >= 0)
    which, numbers = which[at], numbers[at]
    order = np.lexsort((numbers, which))  # stable: of those that are alike the first comes first
    which, numbers = which[order], numbers[order]
    new = np.append(True, (np.diff(numbers) != 0) | (np.diff(which) != 0))[: len(at)]
    which, numbers, at = which[new], numbers[new], at[order[new]]
    for (head, length), code in sorted(known.items()):
        mine = slice(*np.searchsorted(which, [code, code + 1]))
        yield _Series(head, length, numbers[mine], at[mine])


def _told(codes: pd.Series, known: dict[tuple[str, int], int]) -> tuple[np.ndarray, np.ndarray]:
    """See :func:`_numbered`; some codes at a time, as each takes much room on its way."""
    which, numbers = np.empty(len(codes), dtype=np.int32), np.empty(len(codes), dtype=np.int64)
    for start in range(0, len(codes), _AT_ONCE):
        mine = slice(start, start + _AT_ONCE)
        which[mine], numbers[mine] = _numbered(codes.iloc[mine], known)
    return which, numbers


def _numbered(codes: pd.Series, known: dict[tuple[str, int], int]) -> tuple[np.ndarray, np.ndarray]:
    """To which series the number at the end of each code belongs, -1 where it has none, and the number."""
    texts = pa.array(codes, pa.string())
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    texts = pc.utf8_normalize(texts, "NFKC")  # digits of full width are digits
    heads, digits = _split(texts)
    told = (digits > 0) & ~pc.fill_null(pc.match_substring(heads, "\n"), True).to_numpy(zero_copy_only=False)
    texts, digits = texts.filter(pa.array(told)), digits[told]
    coded = heads.filter(pa.array(told)).dictionary_encode()
    words, many = coded.dictionary.to_pylist(), _DIGITS + 1
    pairs, inverse = np.unique(coded.indices.to_numpy().astype(np.int64) * many + digits, return_inverse=True)
    places = [known.setdefault((words[pair // many], pair % many), len(known)) for pair in pairs.tolist()]
    which, numbers = np.full(len(told), -1, dtype=np.int32), np.zeros(len(told), dtype=np.int64)
    which[told] = np.array(places, dtype=np.int32)[inverse]
    numbers[told] = _values(texts, digits)
    return which, numbers


def _split(texts: pa.Array) -> tuple[pa.Array, np.ndarray]:
    """What stands before the digits at the end of each text, and how many of these are taken for a number."""
    heads = pc.ascii_rtrim(texts, "0123456789")
    digits = pc.fill_null(pc.subtract(pc.binary_length(texts), pc.binary_length(heads)), 0).to_numpy()
    if digits.max(initial=0) > _DIGITS:
        heads = pc.if_else(pa.array(digits > _DIGITS), pc.utf8_slice_codeunits(texts, 0, -_DIGITS), heads)
    return heads, np.minimum(digits, _DIGITS)


def _values(texts: pa.Array, digits: np.ndarray) -> np.ndarray:
    """The number that so many digits at the end of each text say."""
    numbers = np.zeros(len(texts), dtype=np.int64)
    for length in np.unique(digits).tolist():
        mine = digits == length
        ends = pc.utf8_slice_codeunits(texts.filter(pa.array(mine)), -length)
        numbers[mine] = ends.cast(pa.int64()).to_numpy()
    return numbers
