"""The check ``deadline``: one event follows another within its time limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from pydantic import model_validator

from svcqa import (
    CalendarRef,
    Context,
    Distribution,
    Duration,
    FieldRef,
    FieldSlot,
    Settings,
    Text,
    Value,
    Verdict,
    WrongValueError,
    check,
    judged,
    latest,
)

TIMES = ("date", "datetime")


class Deadline(Settings):
    """From which event to which other, and how soon; ``max``, ``min`` or ``by`` is given, or several of them."""

    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "start": TIMES, "end": TIMES, "by": TIMES, "max": ("duration",), "min": ("duration",),
    }  # fmt: skip

    start: FieldRef | None = None
    """The event from which time counts."""
    end: FieldRef
    """The event that must happen; blank while the case is open."""
    max: Value[Duration] | None = None
    """At most this long after ``start``; exactly at the limit conforms."""
    min: Value[Duration] | None = None
    """At least this long after ``start``."""
    by: FieldRef | tuple[FieldRef, ...] | None = None
    """Not later than this moment; of several fields the first filled one. A date means until its end."""
    calendar: CalendarRef = CalendarRef("24x7")
    """How time counts."""

    @model_validator(mode="after")
    def _limited(self) -> Deadline:
        if self.max is None and self.min is None and self.by is None:
            raise WrongValueError("max、min、by至少要有一项", "one of max, min, by is needed")
        if self.start is None and (self.max is not None or self.min is not None):
            raise WrongValueError("写了max或min就要写start", "max and min need a start")
        return self


@dataclass(frozen=True, eq=False)
class _Limit:
    """A limit per case: the earliest and the latest moment it can mean, and which side of it conforms."""

    earliest: pd.Series
    latest: pd.Series
    at_most: bool


@check(
    "deadline",
    settings=Deadline,
    needs=("start", "max", "min"),
    events=("start", "end"),
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
        "reversed": Text(zh="结束早于开始", en="ends before it starts"),
        "no_due": Text(zh="没有期限", en="no due time is given"),
        "calendar": Text(zh="日期超出日历覆盖的年份", en="the date lies outside the years the calendar covers"),
        "date_only": Text(
            zh="只有日期没有时间，无法判断是否超时",
            en="a date without a time of day cannot show whether the limit was kept",
        ),
    },
    exhibits=(Distribution("took", Text(zh="用时分布", en="Time taken"), "took", ("limit", "least")),),
)
def ended_in_time(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Deadline, context: Context
) -> pd.DataFrame:
    """An event follows another within its time limit, not too soon, or by a due moment.

    A case still open is judged by the time waited up to the audit moment: past its limit it fails now, before that
    it is pending. Nothing is rounded, and exactly at the limit conforms.

    A date without a time of day stands for every moment of that day: the verdict is given only if all of them agree.
    An end before its start is undetermined, never a pass, and so are a case without a due time and a date outside
    the years its calendar covers.
    """
    # an open case has lasted up to the audit moment
    closed = cases["end"].notna().to_numpy()
    end = cases["end"].fillna(context.as_of)
    last_end = latest(cases, "end").fillna(context.as_of)
    limits = _limits(cases, settings, context)
    verdicts = {name: _compare(end, last_end, closed, limit) for name, limit in limits.items()}
    verdict, reason = _joined(verdicts, closed)
    for code, mask in _unjudgeable(cases, settings, closed, limits).items():
        verdict[mask], reason[mask] = Verdict.UNDETERMINED, code
    due = _soonest(limits, cases)
    evidence = _evidence(cases, settings, cases["end"].fillna(context.passed), closed, due)
    return judged(cases, verdict, reason=reason, due_on=due, evidence=evidence)


def _limits(cases: pd.DataFrame, settings: Deadline, context: Context) -> dict[str, _Limit]:
    calendar = context.calendar(settings.calendar)
    found = {}
    for name, value, at_most in (("max", settings.max, True), ("min", settings.min, False)):
        if value is not None:
            due = _adder(value, cases, name, calendar.due)
            found[name] = _Limit(due(cases["start"]), due(latest(cases, "start")), at_most)
    if settings.by is not None:
        moment = _first_filled(cases, settings)
        found["by"] = _Limit(moment, moment, at_most=True)
    return found


def _adder(
    value: Duration | FieldSlot, cases: pd.DataFrame, name: str, due: Callable[[pd.Series, Duration], pd.Series]
) -> Callable[[pd.Series], pd.Series]:
    """How a limit is added to a moment: by the calendar, or as the elapsed time a column gives."""
    if isinstance(value, FieldSlot):
        return lambda start: start + cases[name]
    if name == "min" and value.seconds is None:
        # a least time in days is reached when its last day begins
        return lambda start: due(start, value).dt.normalize()
    return lambda start: due(start, value)


def _first_filled(cases: pd.DataFrame, settings: Deadline) -> pd.Series:
    """The due moment of each case; due on a day means until that day ends."""
    places = ["by"] if isinstance(settings.by, str) else [f"by.{number}" for number in range(len(settings.by or ()))]
    moment = latest(cases, places[0])
    for place in places[1:]:
        moment = moment.fillna(latest(cases, place))
    return moment


def _compare(end: pd.Series, last_end: pd.Series, closed: np.ndarray, limit: _Limit) -> np.ndarray:
    """One limit judged; where date-only cells leave several moments open, all must agree."""
    if limit.at_most:
        kept, broken = last_end <= limit.earliest, end > limit.latest
        kept_verdict = np.where(closed, Verdict.CONFORMS, Verdict.PENDING)
    else:
        kept, broken = end >= limit.latest, (last_end < limit.earliest) & closed
        # while a case is open, its minimum may still be reached, and once reached it stays so
        kept_verdict = np.where(closed, Verdict.CONFORMS, Verdict.PENDING)
        kept = kept | ~closed
    return np.select([kept.to_numpy(), broken.to_numpy()], [kept_verdict, Verdict.FAILS], Verdict.UNDETERMINED)


def _joined(verdicts: Mapping[str, np.ndarray], closed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The strictest verdict of all limits, with its reason."""
    stacked = np.stack(list(verdicts.values()))
    order = (Verdict.FAILS, Verdict.UNDETERMINED, Verdict.PENDING)
    verdict = np.select([(stacked == one).any(axis=0) for one in order], order, Verdict.CONFORMS)
    reason = np.full(len(closed), "", dtype=object)
    reason[verdict == Verdict.UNDETERMINED] = "date_only"
    codes = {"min": ("too_soon", "too_soon"), "by": ("after_due", "open_after_due"), "max": ("late", "open")}
    for name, (done, still_open) in codes.items():
        if name in verdicts:
            failed = (verdicts[name] == Verdict.FAILS) & (verdict == Verdict.FAILS)
            reason[failed & closed], reason[failed & ~closed] = done, still_open
    return verdict, reason


def _unjudgeable(
    cases: pd.DataFrame, settings: Deadline, closed: np.ndarray, limits: Mapping[str, _Limit]
) -> dict[str, np.ndarray]:
    """Cases no comparison can settle, by reason."""
    found = {}
    if settings.start is not None:
        found["reversed"] = closed & (latest(cases, "end") < cases["start"]).to_numpy()
    for name, limit in limits.items():
        unknown = (limit.earliest.isna() | limit.latest.isna()).to_numpy()
        found["no_due" if name == "by" else "calendar"] = unknown
    return found


def _soonest(limits: Mapping[str, _Limit], cases: pd.DataFrame) -> pd.Series:
    """The moment by which an open case must end."""
    upper = [limit.earliest for limit in limits.values() if limit.at_most]
    if not upper:
        return pd.Series(pd.NaT, index=cases.index, dtype="datetime64[us]")
    return upper[0] if len(upper) == 1 else pd.concat(upper, axis=1).min(axis=1)


def _evidence(
    cases: pd.DataFrame, settings: Deadline, end: pd.Series, closed: np.ndarray, due: pd.Series
) -> dict[str, object]:
    """What messages say and auditors look up: time taken or waited, limit, due moment, whether still open."""
    told: dict[str, object] = {"due": due, "open": ~closed, "end": cases["end"]}
    if settings.start is not None:
        told["took"] = end - cases["start"]
    for name, place in (("limit", "max"), ("least", "min")):
        value = getattr(settings, place)
        if isinstance(value, Duration):
            told[name] = pd.Series([value] * len(cases), index=cases.index, dtype=object)
        elif value is not None:
            told[name] = cases[place]
    return told
