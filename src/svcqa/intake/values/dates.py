"""Dates written as text: complete ones are read, everything else is refused. Never guess.

Accepted is a date in the order year, month, day with a four-digit year, optionally a weekday that agrees, optionally
a time of day. Two-digit years, other orders, missing parts, ranges, annotations and midnights that may be either of
two are refused with the reading left to the person who wrote them (:mod:`svcqa.intake.values.readings` says what they
may mean); a format declared for the column resolves what is merely another order.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from svcqa.intake.values.words import plain
from svcqa.periods import ZONE

SITE = ZoneInfo(ZONE)
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""A date outside these years is taken for a slip of the pen."""
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TENS = re.compile(r"([1-9])?十([1-9])?")
_CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,4})[日号]"
)
_DATE = re.compile(
    r"(?P<year>\d{4})(?:(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"|\s*年\s*(?P<cmonth>\d{1,2})\s*月\s*(?P<cday>\d{1,2})\s*[日号])"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[ T]?(?P<time>\d{6}))?")
_WEEKDAY = re.compile(r"^[ (,]*(?:星期|礼拜|周)([一二三四五六日天])[ ),]*")
_ENGLISH_DAY = re.compile(r"^[ (,]*(mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ),]*", re.IGNORECASE)
_TIME = re.compile(
    r"^(?:(?P<iso>T)| )*(?P<half>上午|下午|凌晨|早上|早晨|清晨|中午|傍晚|晚上|晚|AM|PM|am|pm)?\s*"
    r"(?P<hour>\d{1,2})(?:\s*[:：]\s*(?P<minute>\d{1,2})(?:\s*[:：]\s*(?P<second>\d{1,2})(?P<fraction>[.,]\d{1,6})?)?"
    r"|\s*[点时]\s*(?:(?P<cminute>\d{1,2})\s*分?\s*(?:(?P<csecond>\d{1,2})\s*秒)?|(?P<halfpast>半)|整)?)"
    r"\s*(?P<after>AM|PM|am|pm)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?$"
)
_MORNING = frozenset({"上午", "早上", "早晨", "清晨", "凌晨", "AM", "am"})
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚", "PM", "pm"})
_FARTHEST = 14
"""No clock on earth is further from UTC than 14 hours."""
_DAYS = "一二三四五六日"
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Written:
    """A moment as written: wall clock of the site, and whether a time of day was given."""

    moment: dt.datetime
    has_time: bool


def parse_moment(text: str) -> Written | None:
    """Read a date or a moment written year first; None if it is not one that can mean only one thing."""
    clean = _chinese_numerals((plain(text) or "").removeprefix("'").strip())
    compact = _COMPACT.fullmatch(clean)
    if compact:
        return _compact(compact)
    match = _DATE.match(clean)
    if match is None:
        return None
    day = day_of(match["year"], match["month"] or match["cmonth"], match["day"] or match["cday"])
    if day is None:
        return None
    rest = after_weekday(clean[match.end() :], day)
    if rest is None:
        return None
    if not rest.strip():
        return Written(dt.datetime.combine(day, dt.time()), has_time=False)
    # digits that touch the date would belong to it
    touches = rest[0].isdigit() and match["sep"] is not None
    return None if touches else at_time(day, rest.strip())


def _chinese_numerals(text: str) -> str:
    """二〇二四年三月五日 with digits; a date of mixed numerals is left as it is."""
    match = _CHINESE.match(text)
    if match is None:
        return text.replace("零时", "0时") if "零时" in text else text
    year = match[1].translate(_NUMERALS)
    return f"{year}年{_small(match[2])}月{_small(match[3])}日{text[match.end() :]}"


def _small(numeral: str) -> str:
    digits = numeral.translate(_NUMERALS)
    tens = _TENS.fullmatch(digits)
    return str(int(tens[1] or 1) * 10 + int(tens[2] or 0)) if tens else digits


def day_of(year: str | int, month: str | int, day: str | int) -> dt.date | None:
    """A day of the calendar, within the years that are plausible; None if there is none."""
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:  # no such day; never rolled over
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _compact(match: re.Match[str]) -> Written | None:
    day = day_of(match["year"], match["month"], match["day"])
    if day is None:
        return None
    if not match["time"]:
        return Written(dt.datetime.combine(day, dt.time()), has_time=False)
    time = match["time"]
    try:
        clock = dt.time(int(time[:2]), int(time[2:4]), int(time[4:]))
    except ValueError:
        return None
    return Written(dt.datetime.combine(day, clock), has_time=True)


def after_weekday(rest: str, day: dt.date) -> str | None:
    """What follows the weekday; None if the weekday is another day's."""
    match = _WEEKDAY.match(rest)
    if match:
        named = _DAYS.index(match[1].replace("天", "日"))
        return rest[match.end() :] if named == day.weekday() else None
    english = _ENGLISH_DAY.match(rest)
    if english:
        return rest[english.end() :] if _ENGLISH_DAYS.index(english[1].lower()) == day.weekday() else None
    return rest


def at_time(day: dt.date, rest: str) -> Written | None:
    """The moment of a day at which the text after its date puts it; None if that is no time of one meaning."""
    match = _TIME.match(rest)
    if match is None:
        return None
    hour = _hour(int(match["hour"]), match["half"], match["after"])
    minute = 30 if match["halfpast"] else int(match["minute"] or match["cminute"] or 0)
    second = int(match["second"] or match["csecond"] or 0)
    fraction = float((match["fraction"] or "0").replace(",", ".")) if match["fraction"] else 0.0
    if hour is None:
        return None
    try:
        clock = dt.time(hour, minute, second, round(fraction * 1_000_000))
    except ValueError:  # no such time
        return None
    if match["zone"] and match["zone"][0] == "-" and not (match["iso"] or match["second"]):
        return None  # 12:00-13:00 is a span of time and no offset
    moment = _at_site(dt.datetime.combine(day, clock), match["zone"])
    return None if moment is None else Written(moment, has_time=True)


def _hour(hour: int, half: str | None, after: str | None) -> int | None:
    """The hour on the 24-hour clock; None where the words contradict it or leave two readings."""
    if half and after:
        return None
    word = half or after
    if word is None:
        return hour
    latin = word.upper() in {"AM", "PM"}
    if word in _MORNING:
        return _morning(hour, latin)
    if word == "中午":
        return {11: 11, 12: 12, 1: 13, 2: 14}.get(hour)
    return _afternoon(hour, word, latin)


def _morning(hour: int, latin: bool) -> int | None:
    if hour == 12:
        # 12 AM is midnight by rule; 上午12:00 is midnight for Excel and noon for people
        return 0 if latin else None
    return hour if hour < 12 else None


def _afternoon(hour: int, word: str, latin: bool) -> int | None:
    if hour == 12:
        # 12 PM and 下午12 are noon, which is how Excel writes it; 晚上12点 may be either midnight
        return 12 if latin or word == "下午" else None
    return hour + 12 if 0 < hour < 12 else None


def _at_site(moment: dt.datetime, zone: str | None) -> dt.datetime | None:
    """A stated offset turned into the site's wall clock; None if there is no such offset."""
    if not zone:
        return moment
    offset = dt.timedelta(0)
    if zone != "Z":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        if hours > _FARTHEST or minutes > 59:
            return None
        offset = (-1 if zone[0] == "-" else 1) * dt.timedelta(hours=hours, minutes=minutes)
    return moment.replace(tzinfo=dt.timezone(offset)).astimezone(SITE).replace(tzinfo=None)
