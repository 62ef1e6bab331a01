"""Clocks: times of day beside a date that the strict policy refuses, because of their notation or of two meanings."""

from __future__ import annotations

import datetime as dt
import re

from svcqa.intake.values.dates import Written, at_time

_QUARTER = re.compile(r"(?<=点)([一三])刻")
_BARE = re.compile(r"[ T](\d{2})(\d{2})")
_MIDNIGHT = re.compile(r"24(?::00|[时点](?:0{1,2}分)?整?)(?::00)?")
_HALF = re.compile(
    r"(?P<word>上午|下午|凌晨|早上|早晨|清晨|傍晚|晚上|晚|[AP]M)?\s*(?P<clock>\d{1,2}(?:[:点时].*?)?)\s*"
    r"(?P<after>上午|下午|晚上|[AP]M)?",
    re.IGNORECASE,
)
_LATE = frozenset({"下午", "傍晚", "晚上", "晚", "PM"})
_NIGHT = frozenset({"晚上", "晚", "凌晨"})
_DAY = dt.timedelta(days=1)


def times_of(day: dt.date, rest: str) -> tuple[list[Written], bool]:
    """The moments that the text after a date may mean, and whether it can mean but one."""
    found = at_time(day, rest.strip())
    if found is not None:
        return [found], True
    bare = _BARE.fullmatch(rest)
    clean = f"{bare[1]}:{bare[2]}" if bare else rest.strip().removeprefix("T")
    # digits that are left of a date of twelve
    clean = f"{clean[:2]}:{clean[2:]}" if len(clean) == 4 and clean.isdigit() and rest[0].isdigit() else clean
    clean = _QUARTER.sub(lambda match: "15分" if match[1] == "一" else "45分", clean)
    if _MIDNIGHT.fullmatch(clean):
        return [Written(dt.datetime.combine(day, dt.time()) + _DAY, has_time=True)], True
    half = _HALF.fullmatch(clean)
    if half is None or (half["word"] and half["after"]):
        return [], False
    return _with_half(day, half["clock"], (half["word"] or half["after"] or "").upper())


def _with_half(day: dt.date, clock: str, word: str) -> tuple[list[Written], bool]:
    found = at_time(day, f"{word}{clock}")
    if found is not None:
        return [found], True
    plain = at_time(day, clock)
    if plain is None:
        return [], False
    if plain.moment.hour > 12:  # 下午15:20, 15:20 PM: said twice
        return ([plain], True) if word in _LATE else ([], False)
    if plain.moment.hour < 12 or word in {"AM", "PM", "下午", "傍晚"}:
        return [], False
    early = Written(plain.moment - _DAY / 2, has_time=True)
    return [early, Written(early.moment + _DAY, has_time=True) if word in _NIGHT else plain], False
