"""Readings: what a date that the strict policy refuses may mean. They are shown to people; one is taken only if asked.

A reading is *certain* if nothing had to be supposed: one order alone fits (13/5/2024), the month is named, the words
and the hour agree (15:20 PM). Those are taken where the settings say ``dates: lenient``. Two-digit years, day and month
in an order that may be either, and midnights that may be either of two are never certain.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svcqa.intake.values.clocks import times_of
from svcqa.intake.values.dates import Written, after_weekday, day_of, parse_moment
from svcqa.intake.values.words import plain
from svcqa.quoting import moment_text

_NUMERALS = str.maketrans("〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖拾", "000123456789123456789十")
_CHINESE = re.compile(
    r"([\d〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖]{4})年([^年月日号]{1,3})月([^年月日号]{1,4})[日号]"
)
_NUMERAL = re.compile(r"\d{1,2}|([1-9])?十([1-9])?")
_WEEKDAY = re.compile(
    r"^(?P<day>(?:星期|礼拜|周)[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)[ ,]+", re.IGNORECASE
)
_WRAPPED = re.compile(r"\((?P<inner>[^()]*)\)|(?P<ended>.*\d)。")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDERED = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)\d{4}"
    r"(?P<clock> \d{1,2}:\d{2}(?P<second>:\d{2})?(?P<half> [AP]M)?)?"
)
_CENTURY = 50
"""Two-digit years from here on may well be those of the last century."""
_BASES = (dt.date(1899, 12, 30), dt.date(1904, 1, 1))
Days = tuple[Sequence[dt.date | None], bool]
"""The days a notation may mean, and whether nothing had to be supposed."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What a text may mean as a moment, likeliest first."""

    moments: tuple[Written, ...] = ()
    certain: bool = False
    """It can mean one thing only, and nothing had to be supposed."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The readings as they are shown: ``2024-03-05``, ``2024-03-05 15:20:00``."""
        return tuple(moment_text(one.moment, date_only=not one.has_time) for one in self.moments)


def lenient_moment(text: str) -> Written | None:
    """Read a date or a moment as :func:`parse_moment` does, or by its one certain reading; None if it has none."""
    found = parse_moment(text)
    if found is not None:
        return found
    other = readings_of(text)
    return other.moments[0] if other.certain else None


@lru_cache(maxsize=50_000)  # asked again wherever the cell is shown
def readings_of(text: str) -> Readings:
    """What a text that is no date by the strict policy may mean; nothing if it reads like no date at all."""
    clean, named = _bare(text)
    for pattern, days_of in _NOTATIONS:
        match = pattern.match(clean)
        if match:
            days, certain = days_of(match)
            return _timed(dict.fromkeys(day for day in days if day), clean[match.end() :], named, certain)
    return Readings()


def formats_of(text: str) -> tuple[str, ...]:
    """The formats that, declared for its column, would settle the order of day and month in a text."""
    match = _ORDERED.fullmatch((plain(text) or "").upper())
    if not match:
        return ()
    sep = match["sep"]
    clock = ""
    if match["clock"]:
        clock = (
            f" {'hh' if match['half'] else 'HH'}:mm{':ss' if match['second'] else ''}{' AM' if match['half'] else ''}"
        )
    orders = (("MM", "DD", match["a"]), ("DD", "MM", match["b"]))
    return tuple(f"{one}{sep}{other}{sep}YYYY{clock}" for one, other, month in orders if int(month) <= 12)


def _bare(text: str) -> tuple[str, str]:
    """The text without brackets, full stop and leading weekday, numerals as digits; and that weekday."""
    clean = (plain(text) or "").removeprefix("'").strip()
    wrapped = _WRAPPED.fullmatch(clean)
    if wrapped:
        clean = (wrapped["inner"] or wrapped["ended"] or "").strip()
    named = _WEEKDAY.match(clean)
    if named:
        clean = clean[named.end() :]
    match = _CHINESE.match(clean)
    if match:
        parts = [_number(part) for part in match.groups()]
        if all(parts):
            clean = "{}年{}月{}日{}".format(*parts, clean[match.end() :])
    return clean, named["day"] if named else ""


def _number(numeral: str) -> str:
    digits = numeral.translate(_NUMERALS)
    found = _NUMERAL.fullmatch(digits)
    if found and "十" in digits:
        return str(int(found[1] or 1) * 10 + int(found[2] or 0))
    return digits if digits.isdigit() else ""


def _timed(days: dict[dt.date, None], rest: str, named: str, certain: bool) -> Readings:
    moments: list[Written] = []
    for day in days:
        left = None if named and after_weekday(named, day) is None else after_weekday(rest, day)
        if left is None:  # the weekday is another day's
            continue
        if not left.strip():
            moments.append(Written(dt.datetime.combine(day, dt.time()), has_time=False))
            continue
        found, sure = times_of(day, left)
        certain = certain and sure
        moments += found
    return Readings(tuple(moments), certain and len(moments) == 1)


def _years(written: str) -> list[int]:
    """The years that two digits may stand for."""
    year = int(written)
    return [2000 + year] if year < _CENTURY else [1900 + year, 2000 + year]


def _year_first(match: re.Match[str]) -> Days:
    return [day_of(match["year"], match["month"], match["day"])], True


def _either_order(match: re.Match[str]) -> Days:
    days = [day_of(match["year"], match[one], match[other]) for one, other in (("a", "b"), ("b", "a"))]
    return days, len({day for day in days if day}) == 1


def _any_order(match: re.Match[str]) -> Days:
    a, b, c = match["a"], match["b"], match["c"]
    first = [day_of(year, b, c) for year in _years(a)] if len(a) == 2 else []
    return [*first, *(day_of(year, *pair) for year in _years(c) for pair in ((b, a), (a, b)))], False


def _two_digits(match: re.Match[str]) -> Days:
    return [day_of(year, match["month"], match["day"]) for year in _years(match["year"])], False


def _serial(match: re.Match[str]) -> Days:
    return [base + dt.timedelta(days=int(match["days"])) for base in _BASES], False


def _named(match: re.Match[str]) -> Days:
    month = _MONTHS.index(match["name"][:3].lower()) + 1
    years = [int(match["year"])] if len(match["year"]) == 4 else _years(match["year"])
    return [day_of(year, month, match["day"]) for year in years], len(match["year"]) == 4


def _ordinal(match: re.Match[str]) -> Days:
    first = day_of(match["year"], 1, 1)
    day = first and first + dt.timedelta(days=int(match["count"]) - 1)
    return [day if day and day.year == int(match["year"]) else None], True


_NOTATIONS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], Days]]] = [
    (re.compile(pattern, re.IGNORECASE), days_of)
    for pattern, days_of in (
        (r"(?P<year>\d{4})(?P<sep>[-/. 、])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)", _year_first),
        (r"(?P<year>\d{4}) ?[年-] ?(?P<month>\d{1,2}) ?月 ?-?(?P<day>\d{1,2})(?: ?[日号]|(?![\d/]))", _year_first),
        (r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?=\d{4}$)", _year_first),
        (r"(?P<year>\d{4})-(?P<count>\d{3})$", _ordinal),
        (r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4})(?!\d)", _either_order),
        (r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,2})(?!\d)", _any_order),
        (r"(?P<year>\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?(?!\d)", _two_digits),
        (r"(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})$", _two_digits),
        (r"(?P<days>[2-6]\d{4})$", _serial),
        (rf"(?P<day>\d{{1,2}})[- ]?{_MONTH},?[- ]?(?P<year>\d{{4}}|\d{{2}})(?!\d)", _named),
        (rf"{_MONTH} ?(?P<day>\d{{1,2}}),? (?P<year>\d{{4}}|\d{{2}})(?!\d)", _named),
    )
]
