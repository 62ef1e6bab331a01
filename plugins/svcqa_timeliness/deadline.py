"""The check ``deadline``: one event follows another within its time limit."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Annotated, Any, ClassVar

import pandas as pd
from pydantic import BeforeValidator, Field, model_validator

from svcqa import (
    AGEING,
    CalendarRef,
    Condition,
    Context,
    Distribution,
    DueRule,
    Duration,
    Evidence,
    FieldRef,
    Roll,
    Settings,
    Text,
    Value,
    Verdict,
    WrongValueError,
    check,
)
from svcqa_timeliness.elsewhere import Elsewhere
from svcqa_timeliness.moments import TIMES
from svcqa_timeliness.moves import MoveFields, MoveRecords
from svcqa_timeliness.overrun import Question, ends, judged_by
from svcqa_timeliness.pauses import PauseFields, PauseRecords


def _one_or_several(value: Any) -> Any:
    return [value] if isinstance(value, Mapping) else value


Moves = Annotated[tuple[MoveFields | MoveRecords, ...], BeforeValidator(_one_or_several)]
Stops = Annotated[tuple[PauseFields | PauseRecords, ...], BeforeValidator(_one_or_several)]


class Offset(Settings):
    """So long before or after the due moment; one of the two."""

    before: Duration | None = None
    """The event must come at least so long before it, such as a reminder."""
    after: Duration | None = None
    """The event must come at most so long after it, such as an escalation."""

    @model_validator(mode="after")
    def _one_only(self) -> Offset:
        if (self.before is None) == (self.after is None):
            raise WrongValueError("before和after要有一项，且只能有一项", "one of before, after is needed, and not both")
        return self


class Deadline(Settings):
    """From which event to which other, and how soon; ``max``, ``min``, ``by`` or ``due`` is given, or several."""

    guards: ClassVar[frozenset[str]] = frozenset({"grace", "roll"})
    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **dict.fromkeys(("start", "end", "by", "to.at", "pauses.from", "pauses.to"), TIMES),
        **dict.fromkeys(("extension.to", "extension.agreed_at"), TIMES),
        **dict.fromkeys(("max", "min"), ("duration",)),
    }

    start: FieldRef | None = None
    """The event from which time counts."""
    end: FieldRef | tuple[FieldRef, ...] | None = None
    """The event that must happen; blank while the case is open. Of several fields the first filled one."""
    to: Elsewhere | None = None
    """The event that must happen, where it is written in another register; instead of ``end``."""
    max: Value[Duration] | None = None
    """At most this long after ``start``; exactly at the limit conforms. A column gives each case its own, and a table
    of limits by distance, level or amount is read over one of the rule's ``joins``."""
    min: Value[Duration] | None = None
    """At least this long after ``start``."""
    by: FieldRef | tuple[FieldRef, ...] | None = None
    """Not later than this moment; of several fields the first filled one. A date means until its end."""
    due: DueRule | None = None
    """Not later than the day that a rule tells from ``start``, such as ``{of: month, period: next, day: 2}``."""
    roll: Roll | None = None
    """Where the day of ``due`` is a rest day: it stays (none), or moves to the next or the previous working day. While
    it is not set, a case on which the readings disagree is undetermined."""
    year_start: int = Field(1, ge=1, le=12)
    """Month in which the years of ``due`` begin."""
    offset: Offset | None = None
    """How long before or after the moment of ``by`` or ``due`` the limit lies."""
    extension: Moves = ()
    """New times for ``by`` or ``due``, of the case itself or of another register; the date moves only by those that
    were agreed not later than the time they replace."""
    grace: Duration | None = None
    """What is tolerated beyond the limits."""
    pauses: Stops = ()
    """Times at which the clock of ``max`` and ``min`` stands still, of the case itself or of another register."""
    calendar: Value[CalendarRef] = CalendarRef("24x7")
    """How time counts; a column gives each case its own, such as that of its outlet."""
    closed: Condition | None = None
    """When a case says that it is over: where it names no end then, the message says so."""
    require: tuple[FieldRef, ...] = ()
    """Fields that must be filled once the event has happened."""
    assert_: Condition | None = Field(None, alias="assert")
    """A condition that must hold once the event has happened."""

    def pends(self, filled: Set[str], past: tuple[str, ...]) -> bool:
        """A case is open, unless a filled end is asked for, or all was due before something that has happened."""
        if self._due_before(past):
            return False
        return self.to is not None or filled.isdisjoint((self.end,) if isinstance(self.end, str) else self.end or ())

    def _due_before(self, past: tuple[str, ...]) -> bool:
        """All is due some time before a moment that lies in the past itself."""
        by = (self.by,) if isinstance(self.by, str) else self.by or ()
        later = self.start is not None or self.extension or self.grace is not None
        early = self.offset is not None and self.offset.before is not None
        return bool(by) and early and not later and set(by) <= set(past)

    @model_validator(mode="after")
    def _limited(self) -> Deadline:
        if self.max is None and self.min is None and self.by is None and self.due is None:
            raise WrongValueError("max、min、by、due至少要有一项", "one of max, min, by, due is needed")
        if self.start is None and (self.max is not None or self.min is not None or self.due is not None):
            raise WrongValueError("写了max、min或due就要写start", "max, min and due need a start")
        if (self.end is None) == (self.to is None):
            raise WrongValueError("end和to要有一项，且只能有一项", "one of end, to is needed, and not both")
        if self.due is not None:
            if self.by is not None:
                raise WrongValueError("by和due只能写一项", "by and due are not given together")
            self.due.by_itself()
        return self

    @model_validator(mode="after")
    def _belonging(self) -> Deadline:
        if self.by is None and self.due is None and (self.extension or self.offset):
            raise WrongValueError("extension和offset与by或due一起写", "extension and offset stand with by or due")
        if self.max is None and self.min is None and self.pauses:
            raise WrongValueError("pauses与max或min一起写", "pauses stand with max or min")
        if self.roll is not None and self.due is None:
            raise WrongValueError("roll与due一起写", "roll stands with due")
        return self


@check(
    "deadline",
    settings=Deadline,
    needs=("start", "max", "min", "to.on", "pauses.on", "extension.on"),
    events=("start", "end", "to.at"),
    message=Text(zh="未按时完成", en="not done in time"),
    reasons={
        "late": Text(zh="用时{took}，超过时限{limit}", en="took {took}, over the limit of {limit}"),
        "open": Text(
            zh="至审核日没有完成的记录，已过{took}，超过时限{limit}",
            en="not recorded as done after {took}, over the limit of {limit}",
        ),
        "after_due": Text(zh="{end}完成，晚于期限{due}", en="done at {end}, after the due time {due}"),
        "open_after_due": Text(zh="至审核日没有完成的记录，期限为{due}", en="not recorded as done, and due at {due}"),
        "too_soon": Text(zh="用时{took}，少于规定的{least}", en="took {took}, less than the required {least}"),
        "says_closed": Text(
            zh="记录写明已结束，却没有写完成时间",
            en="the record says that it is over, and not when it was done",
        ),
        "moved_late": Text(
            zh="改期有{refused}次是原定时间过后才同意的，不作数",
            en="{refused} of its new times were agreed after the old one had passed, and do not count",
        ),
        "missing": Text(zh="未填写：{missing}", en="not filled: {missing}"),
        "violated": Text(zh="未满足：{violated}", en="does not hold: {violated}"),
        "reversed": Text(zh="结束早于开始", en="ends before it starts"),
        "no_due": Text(zh="没有期限", en="no due time is given"),
        "no_calendar": Text(
            zh="没有写明用哪个日历，或写的日历不存在", en="no calendar is named, or one that nobody has set up"
        ),
        "calendar": Text(zh="日期超出日历覆盖的年份", en="the date lies outside the years the calendar covers"),
        "date_only": Text(
            zh="只有日期没有时间，无法判断是否超时",
            en="a date without a time of day cannot show whether the limit was kept",
        ),
        "pause_open": Text(
            zh="暂停的起止没有写全，或只有日期，或前后颠倒，扣除多少说不清",
            en="a pause does not say when it began or ended, or only the day, so how much it takes away is not known",
        ),
        "extension_open": Text(
            zh="改期是否在原定时间之前同意的说不清",
            en="it cannot be told whether a new time was agreed before the old one had passed",
        ),
        "rest_day": Text(
            zh="到期日是休息日，顺延规则没有定，不同读法结论不同",
            en="the due day is a rest day and no roll rule is set, so the readings disagree",
        ),
        "partner_unclear": Text(
            zh="另一台账的一条记录无法判断是否有效",
            en="it cannot be told whether a record of the other register counts",
        ),
        "open_condition": Text(
            zh="比较所需的单元格是空的，或只有日期没有时间，或对应的记录算不算说不清",
            en="a cell needed for the comparison is blank, or holds a date without a time of day, "
            "or a record beside it may or may not count",
        ),
    },
    evidence={
        "due": Text(zh="期限", en="due"),
        "end": Text(zh="完成时间", en="done"),
        "took": Text(zh="用时", en="time taken"),
        "limit": Evidence(Text(zh="时限", en="limit"), lengths=True),
        "grace": Evidence(Text(zh="宽限", en="grace"), lengths=True),
        "least": Evidence(Text(zh="最短用时", en="least time"), lengths=True),
        "paused": Text(zh="暂停", en="paused for"),
        "moved": Text(zh="改期次数", en="times moved"),
        "refused": Text(zh="其中不作数", en="of these not counted"),
    },
    unshown=("open", "missing", "violated"),
    exhibits=(
        Distribution("took", Text(zh="用时分布", en="Time taken"), "took", ("limit", "least")),
        Distribution("ageing", Text(zh="未完成的已等多久", en="Age of those still open"), "shown.age", overview=AGEING),
    ),
)
def ended_in_time(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Deadline, context: Context
) -> pd.DataFrame:
    """An event follows another within its time limit, not too soon, or by a due moment.

    A case still open is judged by the time waited up to the audit moment: past its limit it fails now, before that
    it is pending, and its due moment is told. Nothing is rounded, and exactly at the limit conforms. A case that says
    it is over (``closed``) and names no end is no better than an open one.

    The due moment may be a column, or the day a rule tells from the start. It moves (``extension``) only by what was
    agreed not later than the time it replaces; a request without a new time moves nothing, and how often a date was
    moved is told even where that excuses. A pause takes away only what of it lies in counted time: two that overlap
    count once, a weekend on a calendar of working hours not at all, and one after the limit comes too late. While a
    pause runs, the clock of an open case stands still.

    Where the event is written in another register (``to``), it is the first date there that does not lie before the
    start; a case without any record there is open. A date without a time of day stands for every moment of that day:
    the verdict is given only if all of them agree. The same goes for a pause that does not say when it ended, for a
    move without the day of agreement and for records of another register that may or may not count. An end before
    its start is undetermined, never a pass, and so are a case without a due time, or without a calendar, and a date
    outside the years its calendar covers, unless the case fails another limit anyway.

    Several clocks on one case (first response, reply, solution, escalation) are several rules with their own ends.
    ``require`` and ``assert`` are asked once the event has happened.

    Asked for by the response, reply, solution and hand-over clauses of the manuals 000 to 003, such as manual 000,
    part 3, article 7 (15 minutes), and manual 003, chapters 1 and 4 (30 minutes, 24 and 48 hours); by ISO 10002 7.3
    and 7.4 (acknowledgement and assessment of complaints without delay) and ISO 9001 8.5.5 (post-delivery activities).
    """
    readings, undated = ends(cases, partners, settings)
    question = Question(cases, partners, settings, context)
    found = [judged_by(question, end) for end in readings]
    made = found[0]
    unclear = undated & ~((made["verdict"] == Verdict.CONFORMS) & (settings.min is None)).to_numpy(dtype=bool)
    if len(found) > 1:
        unclear |= (made["verdict"] != found[1]["verdict"]).to_numpy(dtype=bool)
    if unclear.any():
        made.loc[unclear, "verdict"] = Verdict.UNDETERMINED
        made.loc[unclear, "reason"] = "partner_unclear"
    return made
