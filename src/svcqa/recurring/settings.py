"""What a rule may set about a duty that comes again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from svcqa.duerules import DueRule, Roll
from svcqa.durations import Duration
from svcqa.errors import WrongValueError
from svcqa.periods import PeriodKind
from svcqa.settings import CalendarRef, FieldRef, PartnerCondition, PartnerField, RegisterRef, Settings
from svcqa.text import Text

TIMES = ("date", "datetime")


class Each(Settings):
    """The records of another register for each of which the duty holds: outlets, staff, customers."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of this one."""
    where: PartnerCondition | None = None
    """For which of its records."""
    active: tuple[PartnerField] | tuple[PartnerField, PartnerField] | None = None
    """From when to when the duty holds for a record; a blank end is still open, a blank beginning is not known."""


class Occasions(Settings):
    """Records of another register that call for something at their time."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    at: PartnerField
    """When it happened."""
    on: Mapping[FieldRef, PartnerField] = Field(default_factory=dict)
    """Field of the judged register → field of this one; without it, it concerns all."""
    where: PartnerCondition | None = None
    """Which of its records count."""


class Window(Settings):
    """Days around the end of a period within which something must happen to count for that period."""

    before: Duration
    """It opens so long before the period has ended."""
    after: Duration = Duration(0, "d")
    """It closes so long after the last day of the period."""

    @model_validator(mode="after")
    def _in_days(self) -> Window:
        for name in ("before", "after"):
            if getattr(self, name).unit not in {"d", "w", "mo", "y"}:
                raise WrongValueError(f"{name}应按天、周、月或年写", f"{name} is given in days, weeks, months or years")
        return self


_REASONS: Mapping[str, Text] = {
    "late": Text(zh="{key}于{handed_in}完成，晚于期限{due}", en="{key} was done on {handed_in}, but due on {due}"),
    "premature": Text(
        zh="{key}在{handed_in}就提交了，那时期间还没有结束",
        en="{key} was handed in on {handed_in}, before its period had ended",
    ),
    "outside": Text(
        zh="{key}在{handed_in}进行，不在规定的时段（到{due}为止）内",
        en="{key} was done on {handed_in}, outside the time set for it, which ends on {due}",
    ),
    "roll": Text(
        zh="期限落在休息日，顺延还是提前没有规定，无法判断是否按时",
        en="the due day is a rest day, and how it moves is not set: whether it was in time cannot be told",
    ),
    "row_unclear": Text(
        zh="一条记录是否算数无法判断，而结论取决于它",
        en="it hangs on a record of which it cannot be told whether it counts",
    ),
    "period_unclear": Text(
        zh="有记录说不清是哪一期的（或没有日期），可能就是这一期的",
        en="there is a record whose period or date cannot be told; it may be the one that is missed",
    ),
    "partly_active": Text(
        zh="该期间内只有一部分时间在用（在职），这一期是否要求没有规定（partly）",
        en="active for a part of the period only; whether one is asked for then is not set (partly)",
    ),
    "expected_unclear": Text(
        zh="无法判断是否要求：起止日期或是否在范围内说不清",
        en="it cannot be told whether one is asked for: from when, or whether at all, is not clear",
    ),
    "calendar": Text(zh="日期超出日历覆盖的年份", en="the date lies outside the years the calendar covers"),
}
_YEAR_END = {"before": "1mo", "after": "1mo"}


class Recurring(Settings):
    """For whom something is expected, how often, and by when; base of the settings of such checks."""

    reasons: ClassVar[Mapping[str, Text]] = _REASONS
    """Why a slot fails by its time, or is undetermined; the evidence they speak of is ``handed_in`` and ``due``."""
    guards: ClassVar[frozenset[str]] = frozenset({"roll", "nil_report", "partly", "since"})
    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "at": TIMES, "period": ("text", "code", "choice", "number"), "each.active": TIMES,
        "activity": TIMES, "found_in": TIMES,
    }  # fmt: skip

    at: FieldRef | None = None
    """When it happened or was handed in."""
    period: FieldRef | None = None
    """Field that names the period it is about (``2024-03``, ``2024Q1``, ``2024-W09``, ``2024年3月``); without it, a
    record is about the period of its date."""
    every: PeriodKind | None = None
    """For every day, week, month, quarter, half or year (``1d 1w 1mo 3mo 6mo 1y``) one is expected."""
    due: DueRule | None = None
    """By when it must be handed in; without it, it only has to be there when the period is over."""
    roll: Roll | None = None
    """Where the due day is a rest day; while nobody has said, what hangs on it is undetermined."""
    window: Window | None = None
    """Only what happens around the end of the period counts; ``year_end`` is the month before and the month after."""
    year_start: int = Field(1, ge=1, le=12)
    """Month in which the year begins; quarters and halves are those of that year."""
    calendar: CalendarRef = CalendarRef("24x7")
    """How time counts. With ``every: day``, a calendar of working days asks for these only."""
    each: Each | None = None
    """For each record of another register, while it is active."""
    found_in: Occasions | None = None
    """Further ones of whom the other register says nothing, found from what they did: from the first to the last."""
    group: tuple[FieldRef, ...] = ()
    """For each value of these fields that occurs, from its first record on."""
    activity: tuple[Occasions, ...] = ()
    """Only periods in which one of these happened are due, unless ``nil_report`` asks for the others too; with
    ``at_least`` the look-back counts as one period."""
    nil_report: bool = False
    """Periods without activity need a record that says so."""
    partly: Literal["expected", "not_expected"] | None = None
    """Is one expected for a period in part of which someone was not active? While nobody has said, what is missing
    for such a period is undetermined."""
    since: dt.date | None = None
    """First day of the duty for those whose own first day is not given."""

    @model_validator(mode="before")
    @classmethod
    def _named_window(cls, value: Any) -> Any:
        if isinstance(value, Mapping) and value.get("window") == "year_end":
            return {**value, "window": _YEAR_END}
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Recurring:
        if self.at is None and self.period is None:
            raise WrongValueError("at和period至少要有一项", "one of at, period is needed")
        if self.each is not None and self.group:
            raise WrongValueError("each和group只能用一个", "only one of each, group can be given")
        if self.found_in is not None and self.each is None:
            raise WrongValueError("写了found_in就要写each", "found_in needs each")
        if self.found_in is not None and self.each is not None and set(self.found_in.on) != set(self.each.on):
            raise WrongValueError("found_in的on要与each的on对应", "found_in joins by the same fields as each")
        for one in self.activity:
            if one.on and (self.each is None or not set(one.on) <= set(self.each.on)):
                raise WrongValueError("activity的on应是each的on的一部分", "activity joins by fields that each joins by")
        self._periodic()
        return self

    def _periodic(self) -> None:
        if self.every is None:
            for name in ("due", "window"):
                if getattr(self, name):
                    raise WrongValueError(f"没有every，{name}就没有用处", f"{name} is of no use without every")
            if self.activity and getattr(self, "at_least", None) is None:
                raise WrongValueError(
                    "没有every或at_least，activity就没有用处", "activity is of no use without every or at_least"
                )
        elif self.due is not None:
            self.due.per(self.every)
        for name in ("due", "window"):
            if getattr(self, name) is not None and self.at is None:
                raise WrongValueError(f"写了{name}就要写at", f"{name} needs at, the date it is held against")
        if self.due is not None and self.window is not None:
            raise WrongValueError("due和window只能用一个", "only one of due, window can be given")
