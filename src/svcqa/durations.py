"""Durations as the manuals write them: ``15m 4h 14d 2wd 1w 12mo 3y same_day``.

Seconds, minutes and hours are elapsed time. Days, weeks, months and years are calendar dates: the day of the event
is day 0, and what is due on a day is due until that day ends. ``wd`` are working days. Months and years are anchored
on the original day: 31 January plus one month is the last day of February, 29 February plus one year 28 February.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from svcqa.text import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["s", "m", "h", "d", "wd", "w", "mo", "y"]
ELAPSED: dict[str, int] = {"s": 1, "m": 60, "h": 3600}
"""Units of elapsed time, in seconds."""
_WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d|wd|w|mo|y)")
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


@dataclass(frozen=True, order=False)
class Duration:
    """A length of time in one unit; ``0d`` is the same day."""

    amount: float
    unit: Unit

    @property
    def seconds(self) -> float | None:
        """Length in seconds of elapsed time, or None for calendar units."""
        return self.amount * ELAPSED[self.unit] if self.unit in ELAPSED else None

    def say(self, lang: Lang) -> str:
        """The duration in words."""
        if self.unit == "d" and not self.amount:
            return _SAME_DAY.say(lang)
        said = _NAMES[self.unit].fill(n=f"{self.amount:g}").say(lang)
        return said.removesuffix("s") if self.amount == 1 and lang == "en" else said

    def __str__(self) -> str:
        return f"{self.amount:g}{self.unit}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        written = core_schema.to_string_ser_schema()
        return core_schema.no_info_plain_validator_function(_validated, serialization=written)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": rf"^(same_day|{_WRITTEN.pattern})$"}


def parse(written: str) -> Duration:
    """Read a duration.

    Raises:
        ValueError: it is not written as one; calendar units and working days take whole numbers only.
    """
    if written == "same_day":
        return Duration(0, "d")
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise ValueError(f"'{written}' is no duration; write 30s 15m 4h 14d 2wd 1w 12mo 3y or same_day")
    amount, unit = float(match[1]), match[2]
    if unit not in ELAPSED and amount != int(amount):
        raise ValueError(f"'{written}': {unit} takes a whole number")
    return Duration(amount, unit)  # type: ignore[arg-type]


def _validated(value: Any) -> Duration:
    return value if isinstance(value, Duration) else parse(str(value))


def shift(moments: pd.Series, duration: Duration, sign: int = 1) -> pd.Series:
    """Moments moved by a duration of elapsed or calendar time; the time of day stays.

    Raises:
        ValueError: working days need a calendar; see :func:`svcqa.calendars.due_moment`.
    """
    import pandas as pd

    if duration.unit == "wd":
        raise ValueError("working days need a calendar")
    if duration.unit in {"mo", "y"}:
        months = int(duration.amount) * (12 if duration.unit == "y" else 1) * sign
        return moments + pd.DateOffset(months=months)
    seconds = duration.seconds
    if seconds is None:
        seconds = duration.amount * 86_400 * (7 if duration.unit == "w" else 1)
    return moments + pd.Timedelta(seconds=seconds) * sign


_PARTS = ((86_400, Text("天", " d")), (3600, Text("小时", " h")), (60, Text("分", " min")))


def span_text(seconds: float, lang: Lang) -> str:
    """A span in words, nothing rounded: ``1天2小时3分4秒``, ``1 d 2 h 3 min 4 s``."""
    if seconds < 0:
        return f"-{span_text(-seconds, lang)}"
    parts, rest = [], seconds
    for size, name in _PARTS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:g}{name.say(lang)}")
    if rest or not parts:
        parts.append(f"{rest:.12g}{'秒' if lang == 'zh' else ' s'}")
    return ("" if lang == "zh" else " ").join(parts)
