"""Numbers, amounts of money and lengths of time written as text: what means one thing is read, the rest is refused."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from svcqa.intake.values.words import plain

_NUMBER = re.compile(
    r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+",
    re.ASCII,
)
_CURRENCY = re.compile(r"^(?:¥|rmb|cny|人民币)\s*", re.IGNORECASE)
_AMOUNT = re.compile(r"(?P<number>.*?)\s*(?P<unit>亿元|亿|万元|万|千元|元整|元)?")
_UNITS = {"元": 1, "元整": 1, "千元": 1_000, "万": 10_000, "万元": 10_000, "亿": 100_000_000, "亿元": 100_000_000}
_DURATION = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)(?:个?小时|时|h|hours?|hrs?))?(?:(?P<m>\d+(?:\.\d+)?)(?:分钟|分|m|mins?|minutes?))?"
    r"(?:(?P<s>\d+(?:\.\d+)?)(?:秒钟|秒|s|secs?|seconds?))?",
    re.ASCII,
)
_HALF_AN_HOUR = re.compile(r"^半个?小时")
_AND_A_HALF = re.compile(r"^(\d+)(?:个半小时|小时半)", re.ASCII)
_IN_BRACKETS = re.compile(
    r"[(\[【]\s*(?:单位[::]?\s*)?(?:(?P<h>小时|h|hours?|hrs?)|(?P<m>分钟|分|mins?|minutes?)|(?P<s>秒|s|secs?|seconds?))\s*[)\]】]"
)
_COUNTED = re.compile(r"(?:(?P<h>小时)|(?P<m>分钟)|(?P<s>秒))数$")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0}


def number_of(text: str) -> float | None:
    """A number written as text; None for qualified ones (约30, ≥90), odd separators (1,23) and footnote marks (5²)."""
    clean = plain(text)
    if clean is None:
        return None
    percent = clean.endswith("%")
    value = _decimal(clean.removesuffix("%").removeprefix("¥"))
    return None if value is None else float(value / 100 if percent else value)


def money_of(text: str, factor: float = 1.0) -> float | None:
    """An amount of money in 元; None if it is none.

    Args:
        text: the amount; a unit that stands beside it (1.5万元) counts more than the column's.
        factor: what an amount without a unit is multiplied by, as the column's heading says.
    """
    clean = plain(text)
    match = _AMOUNT.fullmatch(_CURRENCY.sub("", clean)) if clean is not None else None
    value = _decimal(match["number"]) if match else None
    if match is None or value is None:
        return None
    return float(value * (_UNITS[match["unit"]] if match["unit"] else Decimal(factor)))


def _decimal(text: str) -> Decimal | None:
    clean = text.strip().replace("−", "-")
    return Decimal(clean.replace(",", "").replace(" ", "")) if _NUMBER.fullmatch(clean) else None


def seconds_of(text: str, unit: float | None = None) -> float | None:
    """A length of time in seconds; a day is none (working, calendar or 24 h?).

    Args:
        text: the length, with its units.
        unit: how many seconds the column's unit has, for numbers without one; None if it has no unit.
    """
    clean = plain(text)
    if clean is None:
        return None
    clean = re.sub(r"\s+", "", clean).casefold()
    clean = _AND_A_HALF.sub(r"\1.5小时", _HALF_AN_HOUR.sub("0.5小时", clean))
    match = _DURATION.fullmatch(clean)
    if match is None or not any(match.groups()):
        value = None if unit is None or clean.endswith("%") else number_of(text)
        return None if value is None or unit is None else value * unit
    return sum(float(match[part] or 0) * seconds for part, seconds in _SECONDS.items())


def unit_of(heading: str) -> float | None:
    """How many seconds the unit of time has that a heading names, such as 处理时长（小时）; None if it names none."""
    clean = unicodedata.normalize("NFKC", heading).strip().casefold()
    match = _IN_BRACKETS.search(clean) or _COUNTED.search(clean)
    return next((seconds for part, seconds in _SECONDS.items() if match[part]), None) if match else None
