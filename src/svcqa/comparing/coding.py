"""Coding: a number for what each cell says, the same in both versions if they say the same, however it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.quoting import texts
from svcqa.registers import TEXTUAL, Field, Kind, Records

NOTHING = 0
"""The number of a cell that says nothing: blank, a placeholder, a formula without a result, no cell at all."""
_UNSEEN = "[\u200b-\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f]"
_SHOWN = (Kind.ERROR, Kind.UNREADABLE)
"""Kinds of cells that have no value, but show something."""


@dataclass(frozen=True, eq=False)
class Coded:
    """A field in both versions: what its cells say, as numbers, and their kinds."""

    old: np.ndarray
    new: np.ndarray
    old_kinds: np.ndarray
    new_kinds: np.ndarray

    @property
    def whole(self) -> bool:
        """Every record of both versions has a cell for it."""
        return not ((self.old_kinds == Kind.ABSENT).any() or (self.new_kinds == Kind.ABSENT).any())


def coded(old: Records, new: Records, name: str) -> Coded:
    """The cells of a field that both versions have."""
    kinds = old.kinds[name], new.kinds[name]
    both = pd.concat([_values(old, name), _values(new, name)], ignore_index=True)
    codes = _by_value(both, old.register.fields[name]) + 1
    shown = np.isin(np.concatenate(kinds), _SHOWN)
    if shown.any():
        written = pd.concat([_written(old, name), _written(new, name)], ignore_index=True)[shown]
        codes[shown] = -2 - _factorized(written, _tidy)  # apart from every value; -1 is what shows nothing
    return Coded(codes[: len(old)], codes[len(old) :], *kinds)


def _values(records: Records, name: str) -> pd.Series:
    """The values, those of merged cells as they are if what the first one says holds for all."""
    return records.as_likely(name)


def _written(records: Records, name: str) -> pd.Series:
    return records.raw[name] if name in records.raw else pd.Series(np.nan, index=records.frame.index, dtype=object)


def _by_value(values: pd.Series, field: Field) -> np.ndarray:
    """A number from 0 on for each value, -1 for none."""
    if field.type in TEXTUAL:
        return _factorized(values, _bare if field.type == "phone" else _tidy)
    codes, known = pd.factorize(values)
    if pd.api.types.is_float_dtype(values.dtype):
        # 0.1 + 0.2 shows as 0.3, and is no other amount
        same, _ = pd.factorize(np.array(texts(pd.Series(np.asarray(known) + 0.0)), dtype=object))
        return np.asarray(np.where(codes < 0, -1, np.append(same, -1)[codes]), dtype=np.int64)
    return np.asarray(codes, dtype=np.int64)


def _factorized(values: pd.Series, form: Callable[[pa.Array], pa.Array]) -> np.ndarray:
    """Texts by number, those of one form alike."""
    codes, known = pd.factorize(values)
    if not len(known):
        return np.asarray(codes, dtype=np.int64)
    told = form(pa.array([str(one).encode("utf-8", "replace").decode() for one in known], pa.string()))
    same = told.dictionary_encode().indices.to_numpy(zero_copy_only=False)
    return np.asarray(np.where(codes < 0, -1, np.append(same, -1)[codes]), dtype=np.int64)


def _tidy(words: pa.Array) -> pa.Array:
    """Texts without what cannot be seen, one space for any."""
    seen = pc.replace_substring_regex(words, _UNSEEN, "")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(seen, r"\s+", " "))


def _bare(words: pa.Array) -> pa.Array:
    """Telephone numbers without what parts their digits."""
    return pc.replace_substring_regex(_tidy(words), r"[\s\-]", "")
