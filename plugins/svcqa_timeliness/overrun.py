"""Overrun: whether each case kept its limits, by one reading of what may or may not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa import Clause, Context, Duration, Found, Verdict, faults_of, judged, told
from svcqa_timeliness.elsewhere import Events
from svcqa_timeliness.limits import Limit, Limits, limits_of
from svcqa_timeliness.moments import BLANK, Moments, moments_of, numbers, places_of
from svcqa_timeliness.pauses import Standing, standing

if TYPE_CHECKING:
    from svcqa_timeliness.deadline import Deadline

_CODES = {"max": ("late", "open"), "by": ("after_due", "open_after_due"), "min": ("too_soon", "too_soon")}


@dataclass(frozen=True, eq=False)
class Question:
    """What is judged, and by what."""

    cases: pd.DataFrame
    partners: Mapping[str, pd.DataFrame]
    settings: Deadline
    context: Context

    def nothing(self) -> np.ndarray:
        """No case."""
        return np.zeros(len(self.cases), dtype=bool)

    def constant(self, value: Duration) -> pd.Series:
        """The same length for every case."""
        return pd.Series([value] * len(self.cases), index=self.cases.index, dtype=object)


@dataclass(frozen=True, eq=False)
class End:
    """The event that must happen, by one reading of the records that may or may not count."""

    moments: Moments
    beside: Mapping[str, np.ndarray] = field(default_factory=dict)
    """Index of its record in another register, by the partner."""

    @property
    def closed(self) -> np.ndarray:
        """Cases in which it has happened."""
        return self.moments.first.notna().to_numpy(dtype=bool)


def ends(cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Deadline) -> tuple[list[End], np.ndarray]:
    """The event without the records that may or may not count, and with them; and cases with one that has no date."""
    if settings.to is None:
        return [End(Moments.first_filled(cases, places_of("end", settings.end)))], np.zeros(len(cases), dtype=bool)
    after = numbers(cases["start"]) if settings.start else np.full(len(cases), BLANK)
    events = Events.of(cases, partners["to"], "to", settings.to)
    found = [events.following(after, doubtful=one) for one in ((False, True) if events.doubtful else (False,))]
    index = cases.index
    return [
        End(Moments(moments_of(one.first, index), moments_of(one.last, index)), {"to": one.record}) for one in found
    ], events.undated()


def judged_by(question: Question, end: End) -> pd.DataFrame:
    """The judgement by one reading."""
    cases, settings, context = question.cases, question.settings, question.context
    stops = None
    if settings.pauses:
        stops = standing(cases, question.partners, settings.pauses, end.closed, context)
    limits = limits_of(cases, question.partners, settings, context, stops)
    verdicts = {name: _compare(end, limit, context) for name, limit in limits.by_name.items()}
    asked = _asked(question, end.closed)
    found = [*_exceeded(question, end.closed, verdicts), *_told_late(question, end.closed, verdicts, limits), *asked]
    verdict, reason = _joined(verdicts, limits)
    for one in asked:
        open_ = one.unknown & (verdict != Verdict.FAILS)
        verdict[open_], reason[open_] = Verdict.UNDETERMINED, one.open_code
    verdict[np.logical_or.reduce([one.mask for one in found])] = Verdict.FAILS
    if settings.start is not None:
        reversed_ = (end.moments.last < cases["start"]).to_numpy(dtype=bool)
        verdict[reversed_], reason[reversed_] = Verdict.UNDETERMINED, "reversed"
    said = told(found, np.flatnonzero(verdict == Verdict.FAILS), len(cases))
    reason = np.where(verdict == Verdict.FAILS, said.pop("reason"), reason)
    at = said.pop("at")
    return judged(
        cases,
        verdict,
        reason=reason,
        at=at if asked else None,
        beside=end.beside,
        due_on=_soonest(limits.by_name, stops),
        still_open=~end.closed,
        evidence={**_evidence(question, end, limits, stops), **said},
        shown=_age(question, end),
    )


def _age(question: Question, end: End) -> dict[str, pd.Series]:
    """How long open cases have been open, by the clock on the wall, whatever of that counts."""
    if question.settings.start is None:
        return {}
    return {"age": (question.context.passed - question.cases["start"]).mask(end.closed)}


def _compare(end: End, limit: Limit, context: Context) -> np.ndarray:
    """One limit judged; where several moments are possible, all must agree."""
    closed = end.closed
    # an open case has lasted up to the audit moment
    first, last = end.moments.first.fillna(context.as_of), end.moments.last.fillna(context.as_of)
    if limit.at_most:
        kept, broken = last <= limit.earliest, first > limit.latest
    else:
        # while a case is open, its minimum may still be reached, and once reached it stays so
        kept, broken = (first >= limit.latest) | ~closed, (last < limit.earliest) & closed
    verdict = np.where(closed, Verdict.CONFORMS, Verdict.PENDING)
    return np.select([kept.to_numpy(), broken.to_numpy()], [verdict, Verdict.FAILS], Verdict.UNDETERMINED)


def _joined(verdicts: Mapping[str, np.ndarray], limits: Limits) -> tuple[np.ndarray, np.ndarray]:
    """The strictest verdict of all limits, and why it cannot be told where it cannot."""
    stacked = np.stack(list(verdicts.values()))
    order = (Verdict.FAILS, Verdict.UNDETERMINED, Verdict.PENDING)
    verdict = np.select([(stacked == one).any(axis=0) for one in order], order, Verdict.CONFORMS)
    reason = np.full(len(verdict), "", dtype=object)
    reason[verdict == Verdict.UNDETERMINED] = "date_only"
    for name, limit in limits.by_name.items():
        open_ = verdicts[name] == Verdict.UNDETERMINED
        # the first that is named says it
        for code, mask in [*limit.open_for.items(), *list(limit.without.items())[::-1]]:
            reason[open_ & mask] = code
    return verdict, reason


def _exceeded(question: Question, closed: np.ndarray, verdicts: Mapping[str, np.ndarray]) -> Iterator[Found]:
    """Limits that were not kept."""
    places = _places(question)
    for name, verdict in verdicts.items():
        for code, mask in zip(_CODES[name], (closed, ~closed), strict=True):
            yield Found(code, places, (), (verdict == Verdict.FAILS) & mask, question.nothing())


def _told_late(
    question: Question, closed: np.ndarray, verdicts: Mapping[str, np.ndarray], limits: Limits
) -> Iterator[Found]:
    """What else is to be said of limits that were not kept."""
    places, settings = _places(question), question.settings
    if settings.closed is not None:
        late = np.logical_or.reduce([one == Verdict.FAILS for one in verdicts.values()]) & ~closed
        over = question.context.holds(settings.closed, "closed", question.cases).yes
        yield Found("says_closed", places, (), late & over, question.nothing())
    if limits.moves is not None:
        late = (verdicts["by"] == Verdict.FAILS) & (limits.moves.refused > 0)
        yield Found("moved_late", places, (), late, question.nothing())


def _places(question: Question) -> tuple[str, ...]:
    """The cells that tell whether the limits were kept."""
    return tuple(place for place in question.settings.references() if not place.startswith(("require.", "assert.")))


def _asked(question: Question, closed: np.ndarray) -> list[Found]:
    """What else is asked once the event has happened."""
    found = faults_of(Clause.of(question.settings, ""), question.cases, question.context)
    return [replace(one, mask=one.mask & closed, unknown=one.unknown & closed) for one in found]


def _soonest(limits: Mapping[str, Limit], stops: Standing | None) -> pd.Series | None:
    """The moment by which an open case must end; none while its clock stands still, or where it only must not yet."""
    upper = [limit.earliest for limit in limits.values() if limit.at_most]
    if not upper:
        return None
    soonest = pd.concat(upper, axis=1).min(axis=1)
    return soonest if stops is None else soonest.mask(stops.running)


def _evidence(question: Question, end: End, limits: Limits, stops: Standing | None) -> dict[str, Any]:
    """What messages say and auditors look up: time taken or waited, limit, due moment, whether still open."""
    settings = question.settings
    upper = [limit.said for name, limit in sorted(limits.by_name.items()) if limit.at_most]
    shown: dict[str, Any] = {"due": upper[0] if upper else None, "open": ~end.closed, "end": end.moments.first}
    if settings.start is not None:
        shown.update(_took(question, end.moments.first.fillna(question.context.passed), stops))
    for name, place in (("limit", "max"), ("least", "min")):
        value = getattr(settings, place)
        if value is not None:
            shown[name] = question.constant(value) if isinstance(value, Duration) else question.cases[place]
    if settings.grace is not None:
        shown["grace"] = question.constant(settings.grace)
    if limits.moves is not None:
        shown["moved"], shown["refused"] = limits.moves.counted, limits.moves.refused
    return shown


def _took(question: Question, end: pd.Series, stops: Standing | None) -> dict[str, Any]:
    """The time from start to end as it counts; by the clock on the wall where a limit is in days, or there is none."""
    settings, start = question.settings, question.cases["start"]
    lengths = [one for one in (settings.max, settings.min) if one is not None]
    in_days = not lengths or any(isinstance(one, Duration) and one.seconds is None for one in lengths)
    if in_days or (settings.calendar == "24x7" and stops is None):
        return {"took": end - start}
    calendar = question.context.calendar_of(settings.calendar, question.cases)
    counted = calendar.elapsed(start, end, pauses=stops.shortest if stops else None)
    return {"took": counted, **({"paused": calendar.elapsed(start, end) - counted} if stops else {})}
