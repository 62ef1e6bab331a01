"""Limits of a deadline: the earliest and the latest moment that each of them can mean for each case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Calendar, Context, Duration, FieldSlot, Pauses
from svcqa_timeliness.moments import Moments, places_of
from svcqa_timeliness.moves import Moved, moved
from svcqa_timeliness.pauses import Standing

if TYPE_CHECKING:
    from svcqa_timeliness.deadline import Deadline

_LAST_MOMENT = np.timedelta64(86_400_000_000 - 1, "us")
Due = Callable[[pd.Series, Pauses | None], pd.Series]
Masks = Mapping[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Limit:
    """A limit of each case, and on which side of it a case conforms."""

    earliest: pd.Series
    latest: pd.Series
    """They differ where a date, a pause, a move or a rest day leaves several moments open; NaT: however late."""
    said: pd.Series
    """The moment that is told: the earliest, without grace."""
    at_most: bool = True
    open_for: Masks = field(default_factory=dict)
    """Why they differ → the cases; ``date_only`` for all others."""
    without: Masks = field(default_factory=dict)
    """Why a case has no limit → the cases."""


@dataclass(frozen=True, eq=False)
class Limits:
    """All limits of the cases."""

    by_name: Mapping[str, Limit]
    moves: Moved | None = None


def limits_of(
    cases: pd.DataFrame,
    partners: Mapping[str, pd.DataFrame],
    settings: Deadline,
    context: Context,
    standing: Standing | None,
) -> Limits:
    """Every limit that the settings name."""
    calendar = context.calendar_of(settings.calendar, cases)
    found = {}
    for name in ("max", "min"):
        value = getattr(settings, name)
        if value is not None:
            found[name] = _after_start(cases, value, name, calendar, standing)
    moves = None
    if settings.by is not None or settings.due is not None:
        limit = _by(cases, settings) if settings.by is not None else _by_rule(cases, settings, calendar)
        limit = _offset(limit, settings, calendar)
        if settings.extension:
            due = (limit.earliest, limit.latest)
            moves = moved(cases, partners, settings.extension, due, context)
            limit = _moved(limit, moves)
        found["by"] = limit
    if settings.grace is not None:
        found = {name: _with_grace(one, settings.grace, calendar) for name, one in found.items()}
    return Limits(found, moves)


def _after_start(
    cases: pd.DataFrame, value: Duration | FieldSlot, name: str, calendar: Calendar, standing: Standing | None
) -> Limit:
    """A limit that counts from the start."""
    start, length = Moments.of(cases, "start"), value if isinstance(value, Duration) else cases[name]
    # a least time in days is reached when its last day begins
    begins = name == "min" and isinstance(value, Duration) and value.seconds is None

    def due(moment: pd.Series, pauses: Pauses | None) -> pd.Series:
        found = calendar.due(moment, length, pauses=pauses)
        return found.dt.normalize() if begins else found

    earliest = due(start.first, standing.shortest if standing else None)
    latest = earliest if start.exact and standing is None else due(start.last, standing.longest if standing else None)
    unknown = calendar.unknown(len(cases))
    without = {"no_calendar": unknown, "calendar": earliest.isna().to_numpy(dtype=bool)}
    if standing is None:
        return Limit(earliest, latest, earliest, name == "max", without=without)
    # how long a pause lasted that does not say so, nobody knows: then no end is too late for certain
    differing = (earliest != latest).to_numpy(dtype=bool) | standing.unclear
    latest = latest.mask(standing.unclear)
    open_for = {"pause_open": differing & ~(_differ(start) & ~standing.unclear)}
    return Limit(earliest, latest, earliest, name == "max", open_for, without)


def _differ(moments: Moments) -> np.ndarray:
    return np.asarray((moments.first != moments.last) & moments.first.notna(), dtype=bool)


def _by(cases: pd.DataFrame, settings: Deadline) -> Limit:
    """A due moment that the case itself tells; due on a day means until that day ends."""
    moment = Moments.first_filled(cases, places_of("by", settings.by)).last
    return Limit(moment, moment, moment, without={"no_due": moment.isna().to_numpy(dtype=bool)})


def _by_rule(cases: pd.DataFrame, settings: Deadline, calendar: Calendar) -> Limit:
    """A due day that a rule tells from the start."""
    assert settings.due is not None  # noqa: S101 - the caller has asked
    events = cases["start"].to_numpy(dtype="datetime64[us]")
    days = settings.due.days(events, calendar.workdays, roll=settings.roll, year_start=settings.year_start)
    earliest, latest = (
        pd.Series(day.astype("datetime64[us]") + _LAST_MOMENT, index=cases.index)
        for day in (days.earliest, days.latest)
    )
    unknown = calendar.unknown(len(cases))
    open_for = {"rest_day": (earliest != latest).to_numpy(dtype=bool)}
    without = {"no_calendar": unknown, "calendar": earliest.isna().to_numpy(dtype=bool)}
    return Limit(earliest, latest, earliest, open_for=open_for, without=without)


def _offset(limit: Limit, settings: Deadline, calendar: Calendar) -> Limit:
    """The limit so long before or after its due moment."""
    if settings.offset is None:
        return limit
    before = settings.offset.before is not None
    length = settings.offset.before or settings.offset.after or Duration(0, "d")
    earliest = calendar.due(limit.earliest, length, before=before)
    latest = earliest if limit.latest is limit.earliest else calendar.due(limit.latest, length, before=before)
    unknown = earliest.isna().to_numpy(dtype=bool)
    return replace(
        limit, earliest=earliest, latest=latest, said=earliest, without={**limit.without, "calendar": unknown}
    )


def _moved(limit: Limit, moves: Moved) -> Limit:
    """The limit after its moves."""
    changed = (moves.earliest != limit.earliest) | (moves.latest != limit.latest)
    open_ = (changed & (moves.earliest != moves.latest)).to_numpy(dtype=bool) | moves.unclear
    open_for = {**limit.open_for, "extension_open": open_}
    latest = moves.latest.mask(moves.unclear)
    return replace(limit, earliest=moves.earliest, latest=latest, said=moves.earliest, open_for=open_for)


def _with_grace(limit: Limit, grace: Duration, calendar: Calendar) -> Limit:
    """The limit with what is tolerated beyond it."""
    earliest = calendar.due(limit.earliest, grace, before=not limit.at_most)
    if limit.latest is limit.earliest:
        return replace(limit, earliest=earliest, latest=earliest)
    return replace(limit, earliest=earliest, latest=calendar.due(limit.latest, grace, before=not limit.at_most))
