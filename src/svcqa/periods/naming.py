"""Names of periods, written and read: ``2024-03-05 2024-W09 2024-03 2024Q1 2024H1 2024``."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
_YEAR = r"(?P<year>\d{4})"
_WRITTEN = {
    "day": re.compile(_YEAR + r"(?:-(?P<month>\d{1,2})-|/(?P<m>\d{1,2})/|年(?P<mm>\d{1,2})月)(?P<day>\d{1,2})日?"),
    "week": re.compile(_YEAR + r"(?:-?W|年第?)(?P<part>\d{1,2})周?"),
    "month": re.compile(_YEAR + r"(?:[-/](?P<part>\d{1,2})|(?P<part3>0[1-9]|1[0-2])|年(?P<part2>\d{1,2})月(?:份|度)?)"),
    "quarter": re.compile(_YEAR + r"(?:-?Q(?P<part>[1-4])|年第?(?P<part2>[1-4一二三四])季度?)"),
    "half": re.compile(_YEAR + r"(?:-?H(?P<part>[12])|年(?P<part2>[上下])半年)"),
    "year": re.compile(_YEAR + r"年?度?"),
}

_SPACE = re.compile(r"\s")


def name(first: dt.date, kind: str, year_start: int) -> str:
    """Name of the period that begins on a day."""
    year, week, _ = first.isocalendar()
    if kind == "day":
        return first.isoformat()
    if kind == "week":
        return f"{year:04}-W{week:02}"
    if kind == "month":
        return f"{first.year:04}-{first.month:02}"
    begun, month = divmod(first.year * 12 + first.month - year_start, 12)
    part = {"quarter": f"Q{month // 3 + 1}", "half": f"H{month // 6 + 1}", "year": ""}[kind]
    return f"{begun:04}{part}"


def first_day(written: str, kind: str, year_start: int) -> dt.date | None:
    """First day of the period that is named, or None where the words name none of the kind."""
    return first_day_of(plain(written), kind, year_start)


def plain(written: str) -> str:
    """A name without spaces, in capitals and narrow characters."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", written)).upper()


def first_day_of(plain: str, kind: str, year_start: int) -> dt.date | None:
    """The same of a name that is plain."""
    match = _WRITTEN[kind].fullmatch(plain)
    if match is None or (kind == "week" and plain.endswith("周") != ("年" in plain)):
        return None
    said = {key: value for key, value in match.groupdict().items() if value is not None}
    year = int(said["year"])
    digit = said.get("part") or said.get("part2") or said.get("part3") or "1"
    part = int(_DIGITS.get(digit, digit))
    try:
        if kind == "day":
            return dt.date(year, int(said.get("month") or said.get("m") or said["mm"]), int(said["day"]))
        if kind == "week":
            return dt.date.fromisocalendar(year, part, 1)
        if kind == "month":
            return dt.date(year, part, 1)
        months = year_start - 1 + (part - 1) * {"quarter": 3, "half": 6, "year": 12}[kind]
        return dt.date(year + months // 12, months % 12 + 1, 1)
    except ValueError:
        return None
