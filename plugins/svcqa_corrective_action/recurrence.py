"""The check ``recurrence``: the same thing comes again, or a failure after it shows that an action had no effect."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import ClassVar

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from svcqa import (
    CalendarRef,
    Context,
    Duration,
    FieldRef,
    PartnerCondition,
    PartnerField,
    RegisterRef,
    Settings,
    Text,
    Verdict,
    WrongValueError,
    check,
    judged,
    latest,
)
from svcqa_corrective_action.series import MOMENT, Series, Side

DATES = ("date", "datetime")
NEVER = np.datetime64("9999-12-31", "us")


class Before(Settings):
    """What happened before: mostly the judged register itself."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """What makes two of them the same, such as clause and department: field of the judged register → field of this."""
    at: PartnerField
    """When it happened."""
    since: PartnerField | None = None
    """From when on another one is a repetition, such as the day it was closed; while that is blank, none is. Without
    it, from when it happened."""
    itself: Mapping[FieldRef, PartnerField] = Field(default_factory=dict)
    """Number of a record in both, so that none is a repetition of itself."""
    where: PartnerCondition | None = None
    """Which of its records count."""


class After(Settings):
    """What can show afterwards that an action had no effect: findings, complaints, the same register again."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of this one: the same clause, cause or subject."""
    at: PartnerField
    """When it happened."""
    itself: Mapping[FieldRef, PartnerField] = Field(default_factory=dict)
    """Number of a record in both, so that none refutes itself."""
    where: PartnerCondition | None = None
    """Which of its records count."""


class Recurrence(Settings):
    """What must not come again, and within which time; one of ``before`` and ``after`` is given."""

    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "at": DATES, "before.at": DATES, "before.since": DATES, "after.at": DATES,
    }  # fmt: skip

    at: FieldRef
    """When it happened; with ``after``, when the action was verified as effective."""
    before: Before | None = None
    """Fails if the same happened before."""
    after: After | None = None
    """Fails if the same happens afterwards."""
    within: Duration | None = None
    """Only within this time from one to the other; without it, whenever."""
    times: int = Field(2, ge=2)
    """How often within that time it is a repetition, the judged one included."""
    calendar: CalendarRef = CalendarRef("24x7")
    """How time counts."""

    def pends(self, filled: Set[str], past: tuple[str, ...]) -> bool:
        """The time in which it may come again is not over."""
        return self.after is not None and self.within is not None

    @model_validator(mode="after")
    def _one_way(self) -> Recurrence:
        if (self.before is None) == (self.after is None):
            raise WrongValueError("before和after要写一项，且只能写一项", "one of before, after is needed, and not both")
        if self.after is not None and self.times != 2:
            raise WrongValueError("times只用于before", "times belongs to before")
        return self


@check(
    "recurrence",
    settings=Recurrence,
    needs=("at", "before.on", "after.on"),
    events=("at", "before.at", "before.since", "after.at"),
    pending="watch",
    message=Text(zh="再次发生", en="it happened again"),
    reasons={
        "again": Text(
            zh="期限内共发生{times}次，上一次从{other}起算",
            en="it happened {times} times within the time; the one before counts from {other}",
        ),
        "refuted": Text(
            zh="{when}验证为有效，{other}又发生，说明措施无效",
            en="verified as effective on {when}, and it happened again on {other}: the action had no effect",
        ),
        "same_day": Text(
            zh="发生在同一天（或期限当天）而没有时间，先后无法判断",
            en="both lie on one day, or on the last one of the time, without a time of day: the order cannot be told",
        ),
        "partner_unclear": Text(
            zh="另一条记录是否算数无法判断，而结论取决于它",
            en="it hangs on another record of which it cannot be told whether it counts",
        ),
        "calendar": Text(zh="日期超出日历覆盖的年份", en="the date lies outside the years the calendar covers"),
    },
    evidence={
        "when": Text(zh="本条日期", en="this one"),
        "other": Text(zh="另一条日期", en="the other one"),
        "times": Text(zh="共几次", en="times in all"),
    },
)
def did_not_come_again(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Recurrence, context: Context
) -> pd.DataFrame:
    """The same clause, cause or subject does not come again within a time, and no later failure refutes an action.

    With ``before`` every record is held against those before it, from whatever time they are: it fails if the same
    happened within the time before (``times`` in all). The first one conforms; it is the later ones that repeat it.
    With ``since`` only what comes after the first was closed is a repetition: before that it is the same case. The
    finding quotes the record and the last one before it.

    With ``after`` an action that was verified as effective fails if the same failure happens afterwards: ISO 9001:2015
    10.2.1 d asks for the effect to be reviewed, and a failure after that review says what it was worth. Until the time
    is over it is pending; without ``within`` it conforms as long as nothing happened. The finding quotes the action
    and the first failure after it. Which actions claim to be effective is for the rule's ``where``.

    Dates without a time of day leave the order within a day open: two of one day are undetermined, not a repetition.
    What is not filled cannot be the same: a record without its clause or cause is undetermined, and is nobody's
    repetition. That two causes in other words are the same no program sees; code the causes.
    """
    judge = _repeated if settings.before is not None else _refuted
    return judge(cases, partners, settings, context)


def _repeated(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Recurrence, context: Context
) -> pd.DataFrame:
    """Each record against those before it."""
    first, last = _moments(cases["at"]), _moments(latest(cases, "at"))
    place = "before.since" if settings.before and settings.before.since else "before.at"
    others = Series.of(cases, partners["before"], "before", place)
    due_first, due_last = (_due(one, settings, context) for one in (others.first, others.last))
    # certainly before it, and the time certainly not over; and then the same with every date read the other way
    lost = np.isnat(due_first) & (others.key >= 0)
    surely = Side(np.where(lost, NEVER, others.last), first - MOMENT)
    sure = others.between(surely, _over(due_first, last - MOMENT, settings), sure=True)
    may = Side(others.first, last), _over(due_last, first - MOMENT, settings)
    some = others.between(*may, sure=False)
    wanted = settings.times - 1
    dated = _dated(others, may, some, (sure < wanted) & (some >= wanted))
    verdict = np.select([sure >= wanted, some < wanted], [Verdict.FAILS, Verdict.CONFORMS], Verdict.UNDETERMINED)
    told = [sure >= wanted, some < wanted, dated >= wanted]
    reason = np.select(told, ["again", "", "same_day"], "partner_unclear").astype(object)
    if lost.any():
        by_lost = others.between(Side(np.where(lost, others.first, NEVER), last), None, sure=False) > 0
        reason[(verdict == Verdict.UNDETERMINED) & by_lost] = "calendar"
    failing = np.flatnonzero(verdict == Verdict.FAILS)
    other = _spread(others.nearest(surely, failing, after=False), failing, len(cases))
    return _judged(cases, partners["before"][place], (verdict, reason), ("before", other), times=sure + 1)


def _refuted(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Recurrence, context: Context
) -> pd.DataFrame:
    """Each action against the failures after it."""
    first, last = _moments(cases["at"]), _moments(latest(cases, "at"))
    due_first, due_last = (_due(one, settings, context) for one in (first, last))
    others = Series.of(cases, partners["after"], "after", "after.at")
    surely = Side(others.first, last)
    sure = others.between(Side(others.last, due_first), surely, sure=True)
    may = Side(others.first, due_last), Side(others.last, first)
    some = others.between(*may, sure=False)
    dated = _dated(others, may, some, (sure == 0) & (some > 0))
    told = [sure > 0, some == 0, dated > 0]
    reason = np.select(told, ["refuted", "", "same_day"], "partner_unclear").astype(object)
    running = (settings.within is not None) & (due_last >= np.datetime64(context.as_of, "us"))
    kept = np.where(running, Verdict.PENDING, Verdict.CONFORMS)
    verdict = np.select([sure > 0, some > 0], [Verdict.FAILS, Verdict.UNDETERMINED], kept)
    lost = np.isnat(due_first)
    verdict[lost], reason[lost] = Verdict.UNDETERMINED, "calendar"
    failing = np.flatnonzero(verdict == Verdict.FAILS)
    other = _spread(others.nearest(surely, failing, after=True), failing, len(cases))
    due = pd.Series(due_first, index=cases.index) if settings.within is not None else None
    return _judged(cases, partners["after"]["after.at"], (verdict, reason), ("after", other), due)


def _dated(others: Series, may: tuple[Side, Side | None], some: np.ndarray, open_: np.ndarray) -> np.ndarray:
    """How many of those that may lie there certainly count; asked where the verdict is open."""
    return others.certain(*may, open_) if others.unsure.any() else some


def _over(due: np.ndarray, limit: np.ndarray, settings: Recurrence) -> Side | None:
    """Those whose time was over; none, where no time is set."""
    return None if settings.within is None else Side(due, limit)


def _due(start: np.ndarray, settings: Recurrence, context: Context) -> np.ndarray:
    """Up to when another one counts; for ever, where no time is set."""
    if settings.within is None:
        return np.full(len(start), NEVER)
    return _moments(context.calendar(settings.calendar).due(pd.Series(start), settings.within))


def _spread(values: np.ndarray, at: np.ndarray, count: int) -> np.ndarray:
    found = np.full(count, -1)
    found[at] = values
    return found


def _judged(
    cases: pd.DataFrame,
    moments: pd.Series,
    found: tuple[np.ndarray, np.ndarray],
    beside: tuple[str, np.ndarray],
    due: pd.Series | None = None,
    **evidence: object,
) -> pd.DataFrame:
    """The frame, with the other record that decides."""
    name, other = beside
    record = np.where(other >= 0, moments.index.to_numpy()[other] if len(moments) else -1, -1)
    when = pd.Series(moments.array.take(other, allow_fill=True), index=cases.index)
    told = {"when": cases["at"], "other": when, **evidence}
    return judged(cases, found[0], reason=found[1], beside={name: record}, due_on=due, evidence=told)


def _moments(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype="datetime64[us]")
