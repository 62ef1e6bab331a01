"""Hours as people write them: ``08:30-12:00 13:30-17:30``, and calendars made of them.

A close after 24:00 lies on the next day and belongs to the day it starts on; ``22:00-06:00`` is the same as
``22:00-30:00``. Spans are half-open: the opening moment counts, the closing moment does not.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, model_validator
from pydantic import Field as Slot

from svcqa.errors import WrongValueError
from svcqa.periods import ZONE
from svcqa.registers import Written
from svcqa.text import Text

Span = tuple[int, int]
"""Opening and closing, in seconds from the midnight with which the day begins."""
BUILT_IN = ("24x7", "calendar_day", "cn_workday")
"""Calendars that need no setting up."""
WORK, REST = "work", "rest"
_DAY = 86_400
_LONGEST_LIST = 10_000
"""Days one entry can stand for; a longer range was not meant."""
_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}))?"
_SPAN = re.compile(rf"{_CLOCK}\s*[-–—~至到]\s*(?:次日|翌日)?{_CLOCK}")
_BETWEEN = re.compile(r"(?<=\d)[\s,;、]+(?=\d)")
_WEEKDAYS = {name: number for number, names in enumerate((
    ("mon", "monday", "一"), ("tue", "tuesday", "二"), ("wed", "wednesday", "三"), ("thu", "thursday", "四"),
    ("fri", "friday", "五"), ("sat", "saturday", "六"), ("sun", "sunday", "日", "天", "七"),
)) for name in names}  # fmt: skip
_SUCH = "08:30-12:00 13:30-17:30"


def spans(written: str) -> tuple[Span, ...]:
    """Read the hours of one day.

    Raises:
        WrongValueError: they are not written as hours, or two spans overlap.
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    found = sorted(_span(part, written) for part in _BETWEEN.split(plain))
    for (_, closed), (opened, _) in pairwise(found):
        if opened < closed:
            raise WrongValueError(f"“{written}”中的时段重叠", f"spans of '{written}' overlap")
    return tuple(found)


def _span(part: str, written: str) -> Span:
    match = _SPAN.fullmatch(part)
    if match is None:
        raise WrongValueError(f"“{written}”不是时段；请写成{_SUCH}", f"'{written}' are no hours; write {_SUCH}")
    numbers = [int(number or 0) for number in match.groups()]
    opened, closed = (3600 * h + 60 * m + s for h, m, s in (numbers[:3], numbers[3:]))
    closed += _DAY if closed < opened else 0
    if max(numbers[1:3] + numbers[4:]) > 59 or opened >= _DAY or closed > 2 * _DAY or opened == closed:
        raise WrongValueError(f"“{part}”不是一天中的时段", f"'{part}' is no span of a day")
    return opened, closed


def _joined(value: Any) -> Any:
    return " ".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def _checked(written: str) -> str:
    spans(written)
    return written


def _checked_or_rest(written: str) -> str:
    return written if written == REST else _checked(written)


def _checked_day(written: str) -> str:
    if written in {WORK, REST}:
        return written
    try:
        return _checked(written)
    except WrongValueError:
        raise WrongValueError(
            f"“{written}”应是work（上班）、rest（休息）或时段{_SUCH}",
            f"'{written}' must be work, rest, or hours such as {_SUCH}",
        ) from None


_List = BeforeValidator(_joined, json_schema_input_type=str | list[str])
Hours = Annotated[str, _List, AfterValidator(_checked)]
"""The hours of a day, as one string or a list of spans."""
_HoursOrRest = Annotated[str, _List, AfterValidator(_checked_or_rest)]
_OfDay = Annotated[str, _List, AfterValidator(_checked_day)]


class CalendarSetup(Written):
    """A calendar of the organisation, or its days for ``cn_workday``.

    With ``hours`` they are the hours of every working day of China; with ``weekly`` those of a week, whatever the
    public holidays; with neither it knows working days only. Days named in ``days`` are as they say there: at rest,
    at work as usual, or with hours of their own. ``breaks`` are times taken out of whatever hours there are.
    """

    hours: Hours | None = None
    """On each working day of China: Monday to Friday less public holidays, and make-up days."""
    weekly: Mapping[str, _HoursOrRest] | None = None
    """Weekday or weekdays (``mon``, ``mon-fri``, ``周六``, ``周一至周五``) → hours; others are at rest."""
    days: Mapping[str, _OfDay] = Slot(default_factory=dict)
    """Day (or days, ``2024-10-01..2024-10-07``) → ``work``, ``rest`` or the hours of that day."""
    breaks: Mapping[str, Hours] = Slot(default_factory=dict)
    """Day or days → spans of that day on which time stands still."""
    zone: str = ZONE
    """The time zone of its hours (IANA); moments without an offset are told by its clocks."""

    @model_validator(mode="before")
    @classmethod
    def _no_bare_days(cls, value: Any) -> Any:
        if isinstance(value, Mapping) and any(re.match(r"\d{4}-\d{2}-\d{2}", str(key)) for key in value):
            raise WrongValueError("日子要写在days下面", "days are written below 'days'")
        return value

    @model_validator(mode="after")
    def _holds(self) -> CalendarSetup:
        if self.hours is not None and self.weekly is not None:
            raise WrongValueError("hours和weekly只能写一个", "give either hours or weekly, not both")
        try:
            ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError):
            raise WrongValueError(
                f"没有时区“{self.zone}”；请写成Asia/Shanghai这样的名称",
                f"there is no time zone '{self.zone}'; write one such as Asia/Shanghai",
            ) from None
        own = {day: said for day, said in self.special.items() if said not in {WORK, REST}}
        if not self.timed and (own or self.breaks):
            raise WrongValueError(
                "没有hours也没有weekly，就不能写某天的时段", "without hours or weekly, no day can have hours or breaks"
            )
        for day, said in self.special.items():
            if said == WORK and self.weekly is not None and not self.pattern[day.weekday()]:
                raise WrongValueError(
                    f"{day}平时休息，请写它的时段，不要写work",
                    f"{day} is at rest by the week: write its hours, not work",
                )
        _ = self.pattern, self.taken_out  # what is wrong in them is said now
        return self

    @property
    def timed(self) -> bool:
        """It knows hours, not only days."""
        return self.hours is not None or self.weekly is not None

    @cached_property
    def pattern(self) -> tuple[tuple[Span, ...], ...]:
        """The usual spans of Monday to Sunday; with ``hours``, of the days on which people work."""
        if self.weekly is None:
            return (spans(self.hours),) * 7 if self.hours is not None else ((),) * 7
        found: dict[int, tuple[Span, ...]] = {}
        for key, said in self.weekly.items():
            for day in _weekdays(key):
                if day in found:
                    raise WrongValueError(f"“{key}”里的一天已写过", f"a day of '{key}' is given twice")
                found[day] = () if said == REST else spans(said)
        return tuple(found.get(day, ()) for day in range(7))

    @cached_property
    def special(self) -> dict[dt.date, str]:
        """Day → what ``days`` says of it."""
        return _by_day(self.days)

    @cached_property
    def taken_out(self) -> dict[dt.date, tuple[Span, ...]]:
        """Day → its breaks."""
        return {day: spans(said) for day, said in _by_day(self.breaks).items()}


def misplaced(name: str, setup: CalendarSetup) -> Text | None:
    """What is wrong with setting up a calendar of a name, or None."""
    if name in {"24x7", "calendar_day"}:
        return Text(
            f"日历“{name}”没有可设定的内容；请设定cn_workday，或另起一个名称。",
            f"calendar '{name}' has nothing to be set; set cn_workday, or a calendar of another name.",
        )
    if name == "cn_workday" and setup.weekly is not None:
        return Text(
            "日历“cn_workday”按中国的工作日，不能写weekly；请写hours，或另起一个名称。",
            "calendar 'cn_workday' goes by the working days of China and takes no weekly hours; give it hours, or "
            "choose another name.",
        )
    return None


def _weekdays(written: str) -> list[int]:
    """Numbers of the weekdays (Monday 0) that a key names."""
    plain = unicodedata.normalize("NFKC", written).lower()
    plain = re.sub(r"周|星期|礼拜|\s", "", plain)
    found: list[int] = []
    for part in re.split(r"[,、;]", plain):
        ends = re.split(r"[-–—~至到]", part)
        numbers = [_WEEKDAYS[end] for end in ends if end in _WEEKDAYS]
        if len(numbers) < len(ends) or len(numbers) > 2 or numbers != sorted(numbers):
            raise WrongValueError(
                f"“{written}”不是星期几；请写成mon、mon-fri或周一至周五",
                f"'{written}' is no weekday; write mon or mon-fri",
            )
        found += range(numbers[0], numbers[-1] + 1)
    return found


def _by_day(written: Mapping[str, str]) -> dict[dt.date, str]:
    """Each day with what is said of it.

    Raises:
        WrongValueError: a key is neither a day nor days, or a day is named twice.
    """
    found: dict[dt.date, str] = {}
    for key, said in written.items():
        for day in _days(str(key)):
            if day in found:
                raise WrongValueError(f"{day}写了两次", f"{day} is given twice")
            found[day] = said
    return found


def _days(written: str) -> Iterator[dt.date]:
    ends = written.split("..")
    try:
        first, last = dt.date.fromisoformat(ends[0].strip()), dt.date.fromisoformat(ends[-1].strip())
    except ValueError:
        first, last, ends = dt.date.max, dt.date.min, []
    if len(ends) not in {1, 2} or not 0 <= (last - first).days < _LONGEST_LIST:
        raise WrongValueError(
            f"“{written}”不是日期；请写成2024-10-01，或2024-10-01..2024-10-07",
            f"'{written}' is no day; write 2024-10-01, or 2024-10-01..2024-10-07",
        )
    yield from (first + dt.timedelta(days=number) for number in range((last - first).days + 1))
