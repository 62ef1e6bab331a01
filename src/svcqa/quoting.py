"""Quoting: what stands in a cell, and where, as a person sees it in Excel."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from svcqa.registers import Records


def column_letter(index: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def shown(records: Records, field: str, at: np.ndarray) -> list[str | None]:
    """What the cells of a field show, for the records at these positions; ``None`` is blank.

    A cell that was converted from text or could not be read is quoted as it stands in the file.
    """
    import pandas as pd

    values = texts(records.frame[field].iloc[at])
    raw = records.raw.get(field)
    if raw is None:
        return values
    quoted = raw.iloc[at].tolist()
    return [value if pd.isna(original) else str(original) for value, original in zip(values, quoted, strict=True)]


def texts(column: pd.Series) -> list[str | None]:
    """Typed values as text: dates in ISO form, whole numbers without a fraction."""
    import pandas as pd

    if isinstance(column.dtype, pd.StringDtype):
        found: list[str | None] = column.array.to_numpy(dtype=object, na_value=None).tolist()
        return found
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return moments_shown(column)
    if pd.api.types.is_float_dtype(column.dtype):
        return numbers_shown(column.to_numpy())
    return [None if missing else str(value) for value, missing in zip(column.tolist(), column.isna(), strict=True)]


def numbers_shown(numbers: np.ndarray) -> list[str | None]:
    """Numbers as :func:`texts` writes them; NaN is blank."""
    return [None if isnan(value) else _number(value) for value in numbers.tolist()]


def _number(value: float) -> str:
    """A number as Excel shows it; one of more than 15 digits with all its digits, for it may be a code."""
    if _LONG <= abs(value) < _LONGEST:
        return f"{Decimal(repr(value)):f}"
    return f"{value:.15g}"


_LONG, _LONGEST = 1e15, 1e21


def moments_shown(column: pd.Series | np.ndarray) -> list[str | None]:
    """Moments as ``2024-03-05 15:20:30``; the time is left out at midnight sharp, seconds never."""
    import numpy as np

    words = np.datetime_as_string(np.asarray(column).astype("datetime64[us]"), unit="us")
    return [_short(word) for word in words.tolist()]


def moment_shown(moment: pd.Timestamp) -> str:
    """One moment, as :func:`moments_shown` writes it."""
    return _short(moment.isoformat(timespec="microseconds")) or ""


def moment_text(moment: dt.datetime, *, date_only: bool) -> str:
    """A moment that is in no column yet: ``2024-03-05``, or with its time ``2024-03-05 00:00:00``."""
    return moment.date().isoformat() if date_only else moment.isoformat(sep=" ")


def _short(word: str) -> str | None:
    if word == "NaT":
        return None
    day, _, time = word.partition("T")
    if time == "23:59:59.999999":  # the end of a day, as a due day is kept
        return day
    time = time.removesuffix(".000000")
    return day if time == "00:00:00" else f"{day} {time}"
