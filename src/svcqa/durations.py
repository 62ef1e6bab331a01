"""Durations as the manuals write them: ``15m 4h 14d 2wd 1w 12mo 3y same_day``.

Seconds, minutes and hours are elapsed time. Days, weeks, months and years are calendar dates: the day of the event
is day 0, and what is due on a day is due until that day ends. ``wd`` are working days. Months and years are anchored
on the original day: 31 January plus one month is the last day of February, 29 February plus one year 28 February.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from svcqa.errors import WrongValueError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Unit = Literal["s", "m", "h", "d", "wd", "w", "mo", "y"]
ELAPSED: dict[str, int] = {"s": 1, "m": 60, "h": 3600}
"""Units of elapsed time, in seconds."""
_WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d|wd|w|mo|y)")
_SUCH = "30s 15m 4h 14d 2wd 1w 12mo 3y"
_NAMES = {
    "s": Text("{n}秒", "{n} seconds"),
    "m": Text("{n}分钟", "{n} minutes"),
    "h": Text("{n}小时", "{n} hours"),
    "d": Text("{n}天", "{n} days"),
    "wd": Text("{n}个工作日", "{n} working days"),
    "w": Text("{n}周", "{n} weeks"),
    "mo": Text("{n}个月", "{n} months"),
    "y": Text("{n}年", "{n} years"),
}
_SAME_DAY = Text("当天", "the same day")
_SECONDS = {**ELAPSED, "d": 86_400, "wd": 86_400, "w": 7 * 86_400, "mo": 31 * 86_400, "y": 366 * 86_400}
_LONGEST = 1_000 * _SECONDS["y"]
"""What is longer was not meant, and would lead out of the range of dates that can be reckoned with."""


@dataclass(frozen=True, order=False)
class Duration:
    """A length of time in one unit; ``0d`` is the same day."""

    amount: float
    unit: Unit

    @property
    def seconds(self) -> float | None:
        """Length in seconds of elapsed time, exact to the microsecond, or None for calendar units."""
        return round(self.amount * ELAPSED[self.unit], 6) if self.unit in ELAPSED else None

    def from_day(self, day: dt.date, sign: int = 1) -> dt.date:
        """The day so long after another, or before it (``sign`` -1); of calendar time.

        Raises:
            ValueError: working days need a calendar.
        """
        import pandas as pd

        moved: dt.date = shift(pd.Series([pd.Timestamp(day)]), self, sign).iloc[0].date()
        return moved

    def say(self, lang: Lang) -> str:
        """The duration in words."""
        if self.unit == "d" and not self.amount:
            return _SAME_DAY.say(lang)
        said = _NAMES[self.unit].fill(n=_number(self.amount)).say(lang)
        return said.removesuffix("s") if self.amount == 1 and lang == "en" else said

    def __str__(self) -> str:
        return f"{_number(self.amount)}{self.unit}" if self.unit != "d" or self.amount else "same_day"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        written = core_schema.to_string_ser_schema()
        return core_schema.no_info_plain_validator_function(_validated, serialization=written)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": rf"^(same_day|{_WRITTEN.pattern})$"}


LOOK_BACK = Duration(12, "mo")
"""How far back rows are counted at least for a duty without an interval of its own, unless a ruleset says otherwise."""


def parse(written: str) -> Duration:
    """Read a duration.

    Raises:
        ValueError: it is not written as one, is finer than a microsecond or longer than 1,000 years; calendar units
            and working days take whole numbers only.
    """
    plain = written.strip()
    if plain == "same_day":
        return Duration(0, "d")
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        raise WrongValueError(
            f"“{written}”不是时长；请写成{_SUCH}或same_day", f"'{written}' is no duration; write {_SUCH} or same_day"
        )
    amount, unit = Decimal(match[1]), match[2]
    if unit not in ELAPSED and amount % 1:
        raise WrongValueError(f"“{written}”：{unit}前应是整数", f"'{written}': {unit} takes a whole number")
    if amount * _SECONDS[unit] > _LONGEST:
        raise WrongValueError(f"时长“{written}”超过一千年", f"the duration '{written}' is longer than 1,000 years")
    if amount * _SECONDS[unit] % Decimal("0.000001"):
        raise WrongValueError(f"时长“{written}”细于一微秒", f"the duration '{written}' is finer than a microsecond")
    return Duration(float(amount), unit)  # type: ignore[arg-type]


def _number(amount: float) -> str:
    """The number as people write it, whole where it is whole, and never with an exponent."""
    return f"{Decimal(repr(float(amount))).normalize():f}"


def _validated(value: Any) -> Duration:
    return value if isinstance(value, Duration) else parse(str(value))


def shift(moments: pd.Series, duration: Duration, sign: int = 1) -> pd.Series:
    """Moments moved by a duration of elapsed or calendar time; the time of day stays.

    Raises:
        ValueError: working days need a calendar; see :meth:`svcqa.Calendar.due`.
    """
    import numpy as np
    import pandas as pd

    if duration.unit == "wd":
        raise ValueError("working days need a calendar")
    if duration.unit in {"mo", "y"}:
        months = int(duration.amount) * (12 if duration.unit == "y" else 1) * sign
        return moments + pd.DateOffset(months=months)
    seconds = duration.seconds
    if seconds is None:
        seconds = duration.amount * 86_400 * (7 if duration.unit == "w" else 1)
    # counted in microseconds: pandas cuts a fraction of a second that is no exact float
    moved: pd.Series = moments + np.timedelta64(round(seconds * 1_000_000) * sign, "us")
    return moved


def shift_each(moments: pd.Series, amounts: pd.Series, unit: Unit) -> pd.Series:
    """Moments moved by a length of their own each, such as the months of warranty that stand in a column.

    Args:
        moments: what is moved; the time of day stays.
        amounts: how many units; blank, or a fraction of a day, month or year, where nothing can be said.
        unit: any but working days.
    """
    import numpy as np

    size = {**ELAPSED, "d": 86_400, "w": 7 * 86_400}.get(unit)
    values = amounts.to_numpy(dtype="float64", na_value=np.nan)
    told = np.isfinite(values) & ((values % 1 == 0) if unit not in ELAPSED else True)
    whole = np.where(told, values, 0.0)
    if size is not None:
        moved = moments + (whole * (size * 1_000_000)).round().astype("int64").astype("timedelta64[us]")
    else:
        moved = _months_later(moments, whole.astype("int64") * (12 if unit == "y" else 1))
    found: pd.Series = moved.where(told)
    return found


def _months_later(moments: pd.Series, months: np.ndarray) -> pd.Series:
    """The same day of a later month, or its last day where it is shorter."""
    import numpy as np
    import pandas as pd

    values = moments.to_numpy(dtype="datetime64[us]")
    first = values.astype("datetime64[M]")
    later = first + months
    day = values.astype("datetime64[D]") - first.astype("datetime64[D]")
    last = (later + 1).astype("datetime64[D]") - later.astype("datetime64[D]") - np.timedelta64(1, "D")
    made = later.astype("datetime64[D]") + np.minimum(day, last) + (values - values.astype("datetime64[D]"))
    return pd.Series(made.astype("datetime64[us]"), index=moments.index)


_PARTS = ((86_400, Text("天", " d")), (3600, Text("小时", " h")), (60, Text("分", " min")))


def span_text(seconds: float, lang: Lang) -> str:
    """A span in words, exact to the microsecond: ``1天2小时3分4秒``, ``1 d 2 h 3 min 4 s``."""
    if seconds < 0:
        return f"-{span_text(-seconds, lang)}"
    # whole microseconds: taking minutes out of a float would show what the float cannot hold
    rest, fraction = divmod(round(seconds * 1_000_000), 1_000_000)
    parts = []
    for size, name in _PARTS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{name.say(lang)}")
    if rest or fraction or not parts:
        shown = f"{rest}.{fraction:06d}".rstrip("0") if fraction else str(rest)
        parts.append(f"{shown}{'秒' if lang == 'zh' else ' s'}")
    return ("" if lang == "zh" else " ").join(parts)
