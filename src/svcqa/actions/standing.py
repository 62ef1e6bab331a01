"""How nonconformities stand on a day: by whom and when something is due, what is overdue, how old they are."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from msgspec import Struct

from svcqa.actions.nouns import CLOSED, Action, KeptNonconformity
from svcqa.exhibits import AGES
from svcqa.text import Text

SOON = 7
"""Days within which what falls due is told."""


class Standing(Struct, frozen=True):
    """One nonconformity on a day."""

    number: str
    owner: str
    due: str
    """The next day on which something is due; empty: none is set, or it is closed."""
    overdue: int
    """Days since that day; 0: not overdue."""
    age: int | None
    """Days since it was raised, up to the day it was closed."""


class Figures(Struct, frozen=True):
    """Many of them in numbers."""

    open: int
    overdue: int
    due_soon: int
    closed: int
    cancelled: int
    refuted: int
    days_to_close_median: float | None
    days_to_close_longest: int | None
    ageing: list[tuple[Text, int]]
    """Bands of days since it was raised → those still open."""


def standing(one: KeptNonconformity, today: dt.date) -> Standing:
    """How one stands on a day."""
    next_ = _next(one) if one.open else ("", "")
    owner, due = next_
    overdue = max((today - dt.date.fromisoformat(due)).days, 0) if due else 0
    end = today if one.open else dt.date.fromisoformat(one.closed_on) if one.closed_on else today
    age = (end - dt.date.fromisoformat(one.raised_on)).days if one.raised_on else None
    return Standing(one.number, owner or "、".join(one.owners), due, overdue, age)


def _next(one: KeptNonconformity) -> tuple[str, str]:
    """Who has to do what is due next, and by when: the action that is due first, and after all the verification."""
    waiting = [action for action in one.actions if not action.done_on and action.due]
    if waiting:
        action = min(waiting, key=lambda each: each.due_that_holds)
        return action.owner, action.due_that_holds
    return (one.verifier, one.effectiveness_due) if one.all_done and not one.effectiveness_on else ("", "")


def pacing(one: KeptNonconformity) -> Action | None:
    """The action by which the whole is late or in time: the first due of those not done, or the one that was latest."""
    waiting = [action for action in one.actions if not action.done_on and action.due]
    if waiting:
        return min(waiting, key=lambda each: each.due_that_holds)
    done = [action for action in one.actions if action.done_on and action.due]
    late = [action for action in done if action.done_on > action.due_that_holds]
    return max(late or done, key=lambda each: each.done_on, default=None)


def figures(kept: Sequence[KeptNonconformity], today: dt.date) -> Figures:
    """Counts of some nonconformities on a day."""
    stands = {one.number: standing(one, today) for one in kept}
    still = [stands[one.number] for one in kept if one.open]
    soon = (today + dt.timedelta(days=SOON)).isoformat()
    closed = [one for one in kept if one.state in CLOSED]
    took = [stands[one.number].age for one in closed]
    days = [age for age in took if age is not None]
    return Figures(
        open=len(still),
        overdue=sum(one.overdue > 0 for one in still),
        due_soon=sum(today.isoformat() <= one.due <= soon for one in still),
        closed=len(closed),
        cancelled=sum(one.state == "cancelled" for one in kept),
        refuted=sum(bool(one.refuted_by) for one in kept),
        days_to_close_median=float(median(days)) if days else None,
        days_to_close_longest=max(days, default=None),
        ageing=list(_bands(one.age for one in still)),
    )


def _bands(ages: Iterable[int | None]) -> Iterator[tuple[Text, int]]:
    """Ages in the bands that exhibits have too; exactly at the end of a band belongs to it."""
    counted = Counter(bisect_left(AGES, age) for age in ages if age is not None)
    for number, text in enumerate(_names()):
        yield text, counted[number]


def _names() -> list[Text]:
    return [*(Text(f"≤{days}天", f"≤ {days} d") for days in AGES), Text(f">{AGES[-1]}天", f"> {AGES[-1]} d")]
