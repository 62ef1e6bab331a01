"""Seen: what stands in the registers of partners for each unit that is sought, counted pair by pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa import Context, Matching, PairCondition, PartnerField, RegisterRef, latest, parted
from svcqa_reconciliation.sought import Sought, Times

if TYPE_CHECKING:
    from svcqa_reconciliation.match import Match

_NO_TIME = np.datetime64("NaT", "us")
_FAR = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Target:
    """One register of partners."""

    name: str
    """Place in the settings."""
    register: RegisterRef
    frame: pd.DataFrame
    places: Sequence[str]
    """Columns of the key, on both sides."""
    filled: np.ndarray
    sure: np.ndarray
    end: np.ndarray
    """When each came, as far as it is known."""
    end_last: np.ndarray
    that: tuple[str, PairCondition] | None

    @property
    def records(self) -> np.ndarray:
        """Index of each row in the register."""
        return self.frame.index.to_numpy(dtype=np.int64)


@dataclass(eq=False)
class Seen:
    """What was seen for each unit; what is certain, and what is possible."""

    least: np.ndarray
    """How many partners there certainly are."""
    most: np.ndarray
    filled: np.ndarray
    """One may have its fields filled."""
    good: np.ndarray
    """One certainly is as it must be."""
    may: np.ndarray
    """One may be."""
    kept: np.ndarray
    """One certainly is as it must be, and came in time."""
    kept_may: np.ndarray
    came: np.ndarray
    """One that may be as it must be has come."""
    came_surely: np.ndarray
    """One that certainly is as it must be has come, and not too early."""
    early: np.ndarray
    """One came before the time began to count."""
    best: np.ndarray
    """The partner to be shown: its number among all of all registers, -1 for none."""
    surplus: np.ndarray
    """The last one, for units that have too many."""
    offsets: dict[str, int] = field(default_factory=dict)
    """Register, by its place in the settings → number of its first partner."""

    @classmethod
    def nothing(cls, units: int) -> Seen:
        """Before anything was seen."""

        def no() -> np.ndarray:
            return np.zeros(units, dtype=bool)

        def zero() -> np.ndarray:
            return np.zeros(units, dtype=np.int64)

        nobody = np.full(units, -1)
        return cls(zero(), zero(), no(), no(), no(), no(), no(), no(), no(), no(), np.full(units, _FAR), nobody)


def targets_of(partners: Mapping[str, pd.DataFrame], settings: Match, context: Context) -> list[Target]:
    """The registers in which partners may stand."""
    if settings.to is not None:
        places = [f"on.{name}" for name in settings.on]
        places += [f"cross.on.{name}" for name in settings.cross.on] if settings.cross else []
        there = [f"on.{here}" for here, other in settings.on.items() if other in settings.each_value]
        frame = _parted(partners["to"], there)
        end = settings.within.end if settings.within else None
        return [_target(("to", "", "within.end"), settings.to, frame, places, settings, end, context)]
    found = []
    for number, one in enumerate(settings.any_of):
        name = f"any_of.{number}"
        places = [f"{name}.on.{here}" for here in one.on]
        heads = name, f"{name}.", f"{name}.end"
        found.append(_target(heads, one.to, partners[name], places, one, one.end, context))
    return found


def _target(  # noqa: PLR0913, PLR0917 - all that a register of partners is made of
    heads: tuple[str, str, str],
    register: RegisterRef,
    frame: pd.DataFrame,
    places: Sequence[str],
    settings: Any,
    end: str | tuple[str, ...] | None,
    context: Context,
) -> Target:
    name, head, at_end = heads
    required = [f"{head}to_require.{number}" for number in range(len(settings.to_require))]
    filled = frame[required].notna().all(axis=1).to_numpy(dtype=bool)
    ends = [at_end] if isinstance(end, str) else [f"{at_end}.{number}" for number in range(len(end or ()))]
    first, last = _first_filled(frame, ends, context)
    that = None if settings.that is None else (f"{head}assert", settings.that)
    return Target(name, register, frame, places, filled, ~frame["unsure"].to_numpy(dtype=bool), first, last, that)


def _parted(frame: pd.DataFrame, places: Sequence[str]) -> pd.DataFrame:
    """A row for each value of cells that may hold several; a blank cell keeps its row."""
    for place in places:
        owner, values = parted(frame[place])
        each = frame.iloc[owner].assign(**{place: values.array})
        frame = pd.concat([each, frame[frame[place].isna()]])
    return frame


def _first_filled(frame: pd.DataFrame, places: Sequence[str], context: Context) -> tuple[np.ndarray, np.ndarray]:
    """The first filled moment of each row, the earliest and the latest it can mean; none that is still to come."""
    first = last = np.full(len(frame), _NO_TIME)
    for place in places:
        here = frame[place].to_numpy(dtype="datetime64[us]")
        here_last = latest(frame, place).to_numpy(dtype="datetime64[us]")
        to_come = here > np.datetime64(context.as_of)
        blank = np.isnat(first)
        first = np.where(blank & ~to_come, here, first)
        last = np.where(blank & ~to_come, here_last, last)
    return first, last


def seen(
    sought: Sought, targets: Sequence[Target], context: Context, having: tuple[PartnerField, str] | None = None
) -> Seen:
    """Count the partners of each unit; with ``having`` those whose field has that value."""
    made, offset = Seen.nothing(sought.units), 0
    # moments may be compared, conditions on single records have been judged before
    apart = replace(context, several={})
    ordered = [np.array([], dtype=np.int64)]
    for target in targets:
        made.offsets[target.name] = offset
        has, may_have = _having(target, having)
        came = _came(target)
        ordered.append(offset + came)
        rank = np.empty(len(target.frame), dtype=np.int64)
        rank[came] = np.arange(len(rank))
        for i, j in Matching.of(sought.frame, target.frame, target.places).pairs():
            kept = may_have[j]
            _add(made, sought, target, (i[kept], j[kept]), (has, rank), apart)
        offset += len(target.frame)
    # from places in the order in which they came to numbers of partners
    number = np.append(np.concatenate(ordered), -1)
    made.best = number[np.where(made.best == _FAR, -1, made.best % _STEP)]
    made.surplus = number[made.surplus]
    return made


def _came(target: Target) -> np.ndarray:
    """The partners in the order in which they came; what has not come is last."""
    return np.argsort(target.end, kind="stable")


def _having(target: Target, having: tuple[PartnerField, str] | None) -> tuple[np.ndarray, np.ndarray]:
    """Which partners have the value, and which may have it."""
    if having is None:
        return np.ones(len(target.frame), dtype=bool), np.ones(len(target.frame), dtype=bool)
    column = target.frame[f"each_of.{having[0]}"]
    has = (column == having[1]).to_numpy(dtype=bool)
    return has, has | (column.isna().to_numpy(dtype=bool) & ~target.sure)


def _add(  # noqa: PLR0913, PLR0917 - what is noted, and all it depends on
    made: Seen,
    sought: Sought,
    target: Target,
    pair: tuple[np.ndarray, np.ndarray],
    known: tuple[np.ndarray, np.ndarray],
    context: Context,
) -> None:
    i, j = pair
    has, rank = known
    unit = sought.unit[i]
    certain = sought.sure[i] & target.sure[j] & has[j]
    yes, may = _that(sought, target, pair, context)
    filled = target.filled[j]
    good, possible = certain & filled & yes, (filled | ~target.sure[j]) & may
    made.least += np.bincount(unit[certain], minlength=sought.units)
    made.most += np.bincount(unit, minlength=sought.units)
    made.filled[unit[filled | ~target.sure[j]]] = True
    made.good[unit[good]] = True
    made.may[unit[possible]] = True
    rank = made.offsets[target.name] + rank[j]
    if sought.times is None:
        made.kept[unit[good]] = made.kept_may[unit[possible]] = True
        fit = possible
    else:
        fit = possible & ~_in_time(made, sought.times, target, (unit, j), (good, possible))
    # what is fit stands before what came too early for that, and that before what is not as it must be
    np.minimum.at(made.best, unit, rank + np.where(fit, 0, np.where(possible, 1, 2)) * _STEP)
    np.maximum.at(made.surplus, unit, rank)


_STEP = 2**40


def _that(
    sought: Sought, target: Target, pair: tuple[np.ndarray, np.ndarray], context: Context
) -> tuple[np.ndarray, np.ndarray]:
    """Which pairs certainly are as they must be together, and which may be."""
    i, j = pair
    if target.that is None:
        every = np.ones(len(i), dtype=bool)
        return every, every
    place, condition = target.that
    theirs = condition.of_partner(target.register)
    columns = {}
    for name in condition.fields():
        frame, at = (target.frame, j) if name in theirs else (sought.frame, i)
        for column in (f"{place}.{name}", f"{place}.{name}.latest"):
            if column in frame:
                columns[column] = frame[column].take(at).reset_index(drop=True)
    truth = context.holds(condition, place, pd.DataFrame(columns))
    # a cell that cannot be read may say anything
    return truth.yes, ~truth.no | ~target.sure[j]


def _in_time(
    made: Seen, times: Times, target: Target, pair: tuple[np.ndarray, np.ndarray], fit: tuple[np.ndarray, np.ndarray]
) -> np.ndarray:
    """Note which partners came in time, of those that are fit or may be; returns those that came too early."""
    unit, j = pair
    good, may = fit
    start, due, due_last = (one[unit] for one in (times.start, times.due, times.due_last))
    end, end_last = target.end[j], target.end_last[j]
    known = ~np.isnat(end)
    early = known & (end_last < start)
    made.early[unit[may & early]] = True
    made.came[unit[may & known & ~early]] = True
    made.came_surely[unit[good & known & ~early]] = True
    made.kept[unit[good & known & ~early & (end_last <= due)]] = True
    unread = ~known & ~target.sure[j]
    made.kept_may[unit[may & ~early & ((known & ~(end > due_last)) | unread)]] = True
    return np.asarray(early)
