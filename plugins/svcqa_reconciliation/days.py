"""Days: heads counted on each day, and spans of time that leave no gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Verdict, latest
from svcqa_reconciliation.figures import told
from svcqa_reconciliation.groups import Groups, groups_of
from svcqa_reconciliation.limits import Limits, limits_of

if TYPE_CHECKING:
    from svcqa_reconciliation.aggregate import Aggregate

_DAY = np.timedelta64(1, "D")
_FAR = np.datetime64("2262-01-01", "D")


@dataclass(frozen=True, eq=False)
class _Window:
    """The days that are looked at."""

    first: np.datetime64
    last: np.datetime64


def _window(cases: pd.DataFrame, start: str, context: Context) -> _Window:
    """The period under audit, as far as it has passed; without a beginning, from the first record on that counts.

    One that may not count at all begins nothing: days before the others would seem to be without anybody.
    """
    last = min(np.datetime64(context.period.last, "D"), np.datetime64(context.as_of, "D"))
    if context.period.first is not None:
        return _Window(np.datetime64(context.period.first, "D"), last)
    certain = cases.loc[~cases["unsure"].to_numpy(dtype=bool), start].min()
    first = cases[start].min() if pd.isna(certain) else certain
    return _Window(last if pd.isna(first) else min(np.datetime64(first, "D"), last), last)


@dataclass(frozen=True, eq=False)
class _Stretches:
    """Stretches of days on which the heads of a group do not change."""

    group: np.ndarray
    first: np.ndarray
    days: np.ndarray
    heads: np.ndarray
    """Per stretch the heads by each way to count: certain ones without and with last days, possible ones likewise."""


def heads_by_day(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Aggregate, context: Context
) -> pd.DataFrame:
    """The heads of every group on every day against the limits."""
    # who came before the period may still be there
    cases = cases.assign(inside=True)
    groups = groups_of(cases, partners, settings, context)
    limits = limits_of(cases, settings, groups)
    window = _window(cases, "active.0", context)
    stretches = _stretches(cases, settings, groups, window)
    count, span = len(groups), settings.max_gap
    allowed = span.amount if span is not None else 0
    verdict = np.full(count, Verdict.CONFORMS)
    reason = np.full(count, "", dtype=object)
    first, days, heads = (
        np.full(count, np.datetime64("NaT", "D")),
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.int64),
    )
    for code, certain, possible, shown in _broken(stretches, limits):
        doubt, _, _ = _runs(stretches, possible, allowed, count)
        verdict[doubt & (verdict == Verdict.CONFORMS)], reason[doubt & (reason == "")] = Verdict.UNDETERMINED, "unread"
        found, since, long = _runs(stretches, certain, allowed, count)
        new = found & (verdict != Verdict.FAILS)
        verdict[new], reason[new] = Verdict.FAILS, code
        first[new], days[new], heads[new] = stretches.first[since[new]], long[new], shown[since[new]]
    unknown = np.broadcast_to(limits.unknown, verdict.shape)
    verdict[unknown], reason[unknown] = Verdict.UNDETERMINED, "no_limit"
    evidence = {"figure": heads, "day_from": first.astype("datetime64[us]"), "days": days, **limits.said}
    return told(groups, cases, verdict, reason, evidence)


def _stretches(cases: pd.DataFrame, settings: Aggregate, groups: Groups, window: _Window) -> _Stretches:
    start, end, sure, row = _spells(cases, settings, groups, window)
    kept = (start <= window.last) & (end >= window.first) & (end >= start)
    # a record that may be in any group is possible in each
    at = np.flatnonzero(kept & (row >= 0))
    free = np.flatnonzero(kept & (row == -1))
    at = np.concatenate([at, np.tile(free, len(groups))])
    group = np.concatenate([row[kept & (row >= 0)], np.repeat(np.arange(len(groups)), len(free))])
    begins = np.maximum(start[at], window.first)
    certain, one = sure[at].astype(np.int64), np.ones(len(at), dtype=np.int64)
    none, every = np.zeros(len(at), dtype=np.int64), np.arange(len(groups))
    opening = np.zeros((len(groups), 4), dtype=np.int64)
    changes = [
        (every, np.full(len(groups), window.first), opening),
        (group, begins, np.stack([certain, certain, one, one], axis=1)),
        # on the last day itself one who leaves counts, or not
        (group, np.maximum(end[at], window.first), np.stack([-certain, none, -one, none], axis=1)),
        (group, end[at] + _DAY, np.stack([none, -certain, none, -one], axis=1)),
    ]
    group, day, change = (np.concatenate(parts) for parts in zip(*changes, strict=True))
    return _added(group, day, change, window)


def _spells(
    cases: pd.DataFrame, settings: Aggregate, groups: Groups, window: _Window
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """First and last day for which a record counts, whether that is certain, and its group; -1 where it may be any.

    A record that is settled only from a later day on has a second spell up to the day before.
    """
    start = cases["active.0"].to_numpy(dtype="datetime64[D]")
    end = np.full(len(cases), _FAR)
    if len(settings.active or ()) == 2:
        end = cases["active.1"].to_numpy(dtype="datetime64[D]")
        end = np.where(np.isnat(end), _FAR, end)
    sure = ~cases["unsure"].to_numpy(dtype=bool) & ~np.isnat(start) & (groups.row >= 0)
    start = np.where(np.isnat(start), window.first, start)
    if settings.settled is None:
        return start, end, sure, groups.row
    settled = cases["settled"].to_numpy(dtype="datetime64[D]")
    # one that ends before it begins is none
    before = np.minimum(settled - _DAY, end)
    nowhere, doubtful = np.full(len(cases), -1), np.zeros(len(cases), dtype=bool)
    pairs = ((np.fmax(settled, start), start), (end, before), (sure, doubtful), (groups.row, nowhere))
    start, end, sure, row = (np.concatenate(pair) for pair in pairs)
    return start, end, sure, row


def _added(group: np.ndarray, day: np.ndarray, change: np.ndarray, window: _Window) -> _Stretches:
    """The heads after all changes of each day of each group."""
    mine = day <= window.last
    if not mine.any():  # no record says to which group it belongs
        return _Stretches(group, day, group, change)
    group, day, change = group[mine], day[mine], change[mine]
    order = np.lexsort((day, group))
    group, day = group[order], day[order]
    total = np.cumsum(change[order], axis=0)
    last = np.flatnonzero(np.append((np.diff(group) != 0) | (day[1:] != day[:-1]), True))
    group, day, total = group[last], day[last], total[last]
    opens = np.flatnonzero(np.append(True, np.diff(group) != 0))
    before = np.where(opens[:, None] > 0, total[np.maximum(opens - 1, 0)], 0)
    heads = total - np.repeat(before, np.diff(np.append(opens, len(group))), axis=0)
    until = np.append(day[1:], window.last + _DAY)
    until[opens[1:] - 1] = window.last + _DAY
    return _Stretches(group, day, (until - day).astype(np.int64), heads)


def _broken(stretches: _Stretches, limits: Limits) -> list[tuple[str, np.ndarray, np.ndarray, np.ndarray]]:
    """For each limit: stretches that certainly break it, those that may, and the heads that are told."""
    found = []
    heads = stretches.heads
    if limits.least is not None:
        least = limits.least[stretches.group]
        found.append(("days_below", heads[:, 3] < least, heads[:, 1] < least, heads[:, 1]))
    if limits.most is not None:
        most = limits.most[stretches.group]
        found.append(("days_above", heads[:, 0] > most, heads[:, 2] > most, heads[:, 0]))
    return found


def _runs(
    stretches: _Stretches, broken: np.ndarray, allowed: float, groups: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Groups with a run of such stretches longer than allowed, the first stretch of it, and days in all such runs."""
    found, since, days = (
        np.zeros(groups, dtype=bool),
        np.zeros(groups, dtype=np.int64),
        np.zeros(groups, dtype=np.int64),
    )
    if not broken.any():
        return found, since, days
    begins = np.flatnonzero(np.append(True, (np.diff(broken) != 0) | (np.diff(stretches.group) != 0)))
    length = np.add.reduceat(stretches.days, begins)
    long = broken[begins] & (length > allowed)
    at, group = begins[long], stretches.group[begins[long]]
    found[group] = True
    since[group[::-1]] = at[::-1]
    np.add.at(days, group, length[long])
    return found, since, days


def time_covered(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Aggregate, context: Context
) -> pd.DataFrame:
    """The spans of every group leave no gap in the period under audit."""
    # a span that began before the period may reach into it
    cases = cases.assign(inside=cases["inside"] | cases["dated"].notna())
    groups = groups_of(cases, partners, settings, context)
    window = _window(cases, "interval.0", context)
    first = window.first.astype("datetime64[us]")
    last = min((window.last + _DAY).astype("datetime64[us]"), np.datetime64(context.passed, "us"))
    start, start_last, end, end_last = (
        moments.to_numpy(dtype="datetime64[us]")
        for place in ("interval.0", "interval.1")
        for moments in (cases[place], latest(cases, place))
    )
    unknown = np.isnat(start) | np.isnat(end) | (end_last < start)
    sure = ~cases["unsure"].to_numpy(dtype=bool) & ~unknown & (groups.row >= 0)
    allowed = settings.max_gap
    limit = pd.Timedelta(0) if allowed is None else pd.Timedelta(seconds=allowed.seconds or 0)
    certain = _gaps(groups.row, start_last, end, sure, (first, last), len(groups))
    wide = (np.where(unknown, first, start), np.where(unknown, last, end_last))
    possible = _gaps(*_everywhere(groups, *wide), (first, last), len(groups))
    calendar = context.calendar(settings.calendar)

    def counted(gaps: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
        open_for = calendar.elapsed(gaps["from"], gaps["until"])
        uncovered = np.zeros(len(groups), dtype=bool)
        uncovered[gaps["group"][open_for.isna().to_numpy()]] = True
        return gaps.assign(open_for=open_for)[(open_for > limit).to_numpy(dtype=bool)], uncovered

    real, beyond = counted(possible)
    perhaps, _ = counted(certain)
    verdict, reason = np.full(len(groups), Verdict.CONFORMS), np.full(len(groups), "", dtype=object)
    verdict[perhaps["group"]], reason[perhaps["group"]] = Verdict.UNDETERMINED, "unread"
    verdict[beyond], reason[beyond] = Verdict.UNDETERMINED, "calendar"
    verdict[real["group"]], reason[real["group"]] = Verdict.FAILS, "gap"
    return told(groups, cases, verdict, reason, _longest(real, len(groups)))


def _everywhere(
    groups: Groups, start: np.ndarray, end: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The spans with those that may be in any group in each of them."""
    free = np.flatnonzero(groups.row == -1)
    at = np.concatenate([np.arange(len(start)), np.tile(free, len(groups))])
    row = np.concatenate([groups.row, np.repeat(np.arange(len(groups)), len(free))])
    return row, start[at], end[at], row >= 0


def _gaps(  # noqa: PLR0913, PLR0917 - the spans, column by column
    row: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    mask: np.ndarray,
    window: tuple[np.datetime64, np.datetime64],
    groups: int,
) -> pd.DataFrame:
    """The times of the window that no span of a group covers."""
    first, last = window
    mine = mask & (start < last) & (end > first)
    every = np.arange(groups)
    # the window ends with a span of no length, so that what is left after the last one is a gap
    group = np.concatenate([row[mine], every])
    begins = np.concatenate([np.maximum(start[mine], first), np.full(groups, last)])
    ends = np.concatenate([end[mine], np.full(groups, last)])
    order = np.lexsort((begins, group))
    frame = pd.DataFrame({"group": group[order], "until": begins[order], "ends": ends[order]})
    reached = frame.groupby("group")["ends"].cummax()
    frame["from"] = reached.groupby(frame["group"]).shift().fillna(pd.Timestamp(first))
    found: pd.DataFrame = frame[frame["until"] > frame["from"]]
    return found


def _longest(gaps: pd.DataFrame, groups: int) -> dict[str, np.ndarray]:
    """The longest gap of each group, and how many there are."""
    nothing = np.full(groups, np.datetime64("NaT", "us"))
    told_from, told_until = nothing.copy(), nothing.copy()
    ordered = gaps.iloc[np.argsort(gaps["open_for"].to_numpy(), kind="stable")]
    told_from[ordered["group"]] = ordered["from"].to_numpy(dtype="datetime64[us]")
    told_until[ordered["group"]] = ordered["until"].to_numpy(dtype="datetime64[us]")
    return {
        "gap_from": told_from, "gap_until": told_until, "gaps": np.bincount(gaps["group"], minlength=groups),
    }  # fmt: skip
