"""Chains: in which order the steps of each case were done, how long each took, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from svcqa import Calendar, Context, Duration, FieldRef, Found
from svcqa_timeliness.elsewhere import Elsewhere, Events
from svcqa_timeliness.moments import BLANK, Moments, moments_of, number, numbers

if TYPE_CHECKING:
    from svcqa_timeliness.sequence import Sequence as Settings

Limit = Duration | Literal["none"] | None
"""Time allowed for a step: so long, however long, or nobody has said."""


@dataclass(frozen=True, eq=False)
class Step:
    """A step of all cases."""

    name: FieldRef
    place: str
    first: np.ndarray
    """The earliest moment at which it was done, as a number; blank where it was not."""
    last: np.ndarray
    optional: bool
    limit: Limit
    record: np.ndarray | None = None
    """Index of its record in another register."""

    @property
    def done(self) -> np.ndarray:
        """Cases in which it was done."""
        return np.asarray(self.first != BLANK)


def steps_of(
    cases: pd.DataFrame, settings: Settings, events: Mapping[str, Events], *, doubtful: bool
) -> Iterator[Step]:
    """The steps; one in another register is the first there that does not lie before those done so far."""
    reached = np.full(len(cases), BLANK)
    for position, (one, name) in enumerate(zip(settings.order, settings.steps, strict=True)):
        place, record = f"order.{position}", None
        if isinstance(one, Elsewhere):
            found = events[place].following(reached, doubtful=doubtful)
            first, last, record = found.first, found.last, found.record
        else:
            moments = Moments.of(cases, place)
            first, last = numbers(moments.first), numbers(moments.last)
        yield Step(name, place, first, last, name in settings.optional, settings.max_between.get(name), record)
        reached = np.maximum(reached, first)


@dataclass(eq=False)
class Chain:
    """What the steps of all cases show; made step by step."""

    index: pd.Index
    calendar: Calendar
    now: np.int64
    steps: list[Step] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    unclear: dict[str, np.ndarray] = field(default_factory=dict)
    """Why the order or the time of the steps done cannot be told → the cases."""

    def __post_init__(self) -> None:
        count = len(self.index)
        self.reached = np.full(count, -1)
        """Position of the last step done; -1 where none was."""
        self.waiting = np.full(count, -1)
        """Position of the step that comes next; -1 where none has to come."""
        self._latest, self._latest_last = np.full(count, BLANK), np.full(count, BLANK)
        self._of_latest = np.full(count, -1)
        self.before, self.before_last = np.full(count, BLANK), np.full(count, BLANK)
        """When the last step was done."""
        self.due, self.due_last = np.full(count, BLANK), np.full(count, BLANK)
        """When the step that comes next has to be done."""

    @property
    def nothing(self) -> np.ndarray:
        """No case."""
        return np.zeros(len(self.index), dtype=bool)

    def add(self, step: Step) -> None:
        """Judge a step by those before it."""
        self._in_order(step)
        self._in_time(step)
        position, done = len(self.steps), step.done
        if not step.optional:
            self.waiting[(self.waiting < 0) & ~done] = position
        # what was passed over by a later step is no longer waited for
        self.waiting[done], self.due[done], self.due_last[done] = -1, BLANK, BLANK
        self.reached[done] = position
        self.before[done], self.before_last[done] = step.first[done], step.last[done]
        later = done & (step.first > self._latest)
        self._of_latest[later] = position
        self._latest = np.maximum(self._latest, step.first)
        self._latest_last = np.maximum(self._latest_last, step.last)
        self.steps.append(step)

    def _in_order(self, step: Step) -> None:
        """No step before it was done later. Two dates without times may be equal."""
        early = step.done & (step.last < self._latest)
        sure = (step.first >= self._latest_last) | ((step.first == self._latest) & (step.last == self._latest_last))
        self._doubt("same_day", step.done & ~early & ~sure)
        # for every step, also where none is out of order: what is told of a case must not hang on the others
        for position, other in enumerate(self.steps):
            mask = early & (self._of_latest == position)
            before: Mapping[str, tuple[FieldRef, ...]] = {"before": (other.name,)}
            places = (other.place, step.place)
            self.found.append(Found("out_of_order", places, (step.name,), mask, self.nothing, further=before))

    def _in_time(self, step: Step) -> None:
        """It was done in the time allowed after the step before it; or when that ends, if it comes next."""
        if not isinstance(step.limit, Duration):
            return
        after, known = _moments(self.before, self.before_last), self.before != BLANK
        due = numbers(self.calendar.due(after.first, step.limit))
        due_last = due if after.exact else numbers(self.calendar.due(after.last, step.limit))
        nowhen = known & (due == BLANK)
        self._doubt("no_calendar", nowhen & self.calendar.unknown(len(self.index)))
        self._doubt("calendar", nowhen & ~self.calendar.unknown(len(self.index)))
        timed = known & ~nowhen
        late, kept = timed & step.done & (step.first > due_last), step.last <= due
        self._doubt("date_only", timed & step.done & ~late & ~kept)
        allowed = {"within": (step.limit,)}
        self.found.append(Found("late", (step.place,), (step.name,), late, self.nothing, further=allowed))
        if not step.optional:
            mine = (self.waiting < 0) & ~step.done & timed
            self.due[mine], self.due_last[mine] = due[mine], due_last[mine]

    def _doubt(self, reason: str, mask: np.ndarray) -> None:
        self.unclear[reason] = self.unclear.get(reason, self.nothing) | mask

    def passed_over(self) -> Iterator[Found]:
        """Steps that were left out although a later one was done."""
        for position, step in enumerate(self.steps):
            if not step.optional:
                mask = ~step.done & (self.reached > position)
                yield Found("skipped", (step.place,), (step.name,), mask, self.nothing)

    def waits(self, limit: Limit) -> np.ndarray:
        """Cases that have begun and wait for a step with such a limit."""
        mine = self.nothing
        for position, step in enumerate(self.steps):
            if step.limit == limit:
                mine |= self.waiting == position
        return mine & (self.reached >= 0)

    @property
    def timed(self) -> np.ndarray:
        """Cases that wait for a step with a time of its own."""
        return np.asarray((self.waiting >= 0) & (self.due != BLANK))

    @property
    def within(self) -> np.ndarray:
        """Cases whose next step has time left for certain."""
        return np.asarray(self.timed & (self.now <= self.due))

    def stalled(self, living: np.ndarray) -> Iterator[Found]:
        """Steps that do not come although their time is over."""
        over = self.timed & (self.now > self.due_last) & living
        for position, step in enumerate(self.steps):
            if isinstance(step.limit, Duration):
                mask, allowed = over & (self.waiting == position), {"allowed": (step.limit,)}
                yield Found("stalled", (step.place,), (step.name,), mask, self.nothing, further=allowed)

    def lacking(self, living: np.ndarray) -> Iterator[Found]:
        """Steps that are still to come when all have to be done, unless the next one has time of its own left."""
        living = living & ~self.within
        for position, step in enumerate(self.steps):
            if not step.optional:
                mask = living & ~step.done & (self.reached < position)
                # one whose own time is over, or may be, is told so
                mask &= ~(self.timed & (self.waiting == position))
                yield Found("incomplete", (step.place,), (step.name,), mask, self.nothing)


def _moments(first: np.ndarray, last: np.ndarray) -> Moments:
    found = moments_of(first)
    return Moments(found, found if (first == last).all() else moments_of(last))


def chain_of(steps: Iterable[Step], cases: pd.DataFrame, calendar: Calendar, context: Context) -> Chain:
    """What the steps show."""
    made = Chain(cases.index, calendar, number(context.as_of))
    for step in steps:
        made.add(step)
    return made
