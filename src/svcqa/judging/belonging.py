"""Belonging: which records belong to the period under audit, and which of several of a key is the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa.judging.moments import event_moment, first_filled, last_moment
from svcqa.periods import dated

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.registers import Records, Register
    from svcqa.rulesets import Bound

_PAST, _FUTURE = np.int64(-(2**62)), np.int64(2**62)


def belonging(bound: Bound, records: Records, context: Context) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which records a rule judges by their dates.

    A record whose event lies in the period belongs to it, and so does one that was opened before and was still open
    when the period began: it is carried over. A record that no date assigns to a period belongs to every one. Each is
    judged by the edition that was in force on its date, and a standing list or a record without a date by the last.

    Returns:
        Per record: it is judged; no date says which period it belongs to; it is carried over.
    """
    moment = event_moment(bound, records, context.as_of)
    none = np.zeros(len(records), dtype=bool)
    if moment is None:
        if not bound.event_dates():
            return _alive(bound.register, records, context, gone=bool(bound.rule.event_date)), none, none
        moment = pd.Series(pd.NaT, index=records.frame.index, dtype="datetime64[us]")
    followed = bound.followed_by(min(context.as_of.date(), context.period.last))
    undated = none if followed else moment.isna().to_numpy()
    happened = ~(moment > context.as_of).to_numpy() & moment.notna().to_numpy()
    inside = happened & context.period.contains(moment.to_numpy())
    carried = happened & _still_open(bound, records, moment, context)
    in_force = _in_force(bound, moment)
    return ((inside | carried) & in_force) | undated, undated, carried & in_force


def happened(records: Records, context: Context) -> tuple[np.ndarray, np.ndarray]:
    """Which records of a register are dated after the audit moment, and which belong to the period under audit.

    By the event date of the register alone, whatever rule looks at them; without a date, a record belongs to it.
    """
    moment = first_filled(records, records.register.event_date, context.as_of)
    if moment is None:
        nothing = np.zeros(len(records), dtype=bool)
        return nothing, _alive(records.register, records, context)
    later = (moment > context.as_of).to_numpy(dtype=bool)
    return later, ~later & (context.period.contains(moment.to_numpy()) | moment.isna().to_numpy())


def _in_force(bound: Bound, moment: pd.Series) -> np.ndarray:
    """The rule's edition was in force on that day."""
    span, found = bound.rule.in_force, np.ones(len(moment), dtype=bool)
    if span.first:
        found &= ~(moment < pd.Timestamp(span.first)).to_numpy()
    if span.last:
        found &= ~(moment >= pd.Timestamp(span.last) + pd.Timedelta(days=1)).to_numpy()
    return found


def _still_open(bound: Bound, records: Records, moment: pd.Series, context: Context) -> np.ndarray:
    """Records of before the period that were not closed when it began, where the register says when they are."""
    names = [name for name in bound.register.closed if name in records.frame]
    if not names or context.period.first is None:
        return np.zeros(len(records), dtype=bool)
    begins = pd.Timestamp(context.period.first)
    closed = records.frame[names[0]]
    for name in names[1:]:
        closed = closed.fillna(records.frame[name])
    return ((moment < begins) & ~(closed < begins)).to_numpy(dtype=bool)


def _alive(register: Register, records: Records, context: Context, *, gone: bool = False) -> np.ndarray:
    """The records of a standing list that lived in the period: hired by the audit date, not gone before it began.

    With ``gone`` those too that were: a rule that says ``as_of`` itself asks for all there are, such as what is kept of
    an outlet after it closed.
    """
    alive = np.ones(len(records), dtype=bool)
    first, last = (*(register.lifespan or ()), None, None)[:2]
    if first in records.frame:
        alive &= ~(records.frame[first] > context.as_of).to_numpy(dtype=bool)
    if last in records.frame and context.period.first is not None and not gone:
        alive &= ~(records.frame[last] < pd.Timestamp(context.period.first)).to_numpy(dtype=bool)
    return alive


def newest(
    bound: Bound, records: Records, sure: np.ndarray, maybe: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of the records that share a key only the newest is judged.

    Two of one day without times, and one without a date, leave open which is the newest.

    Args:
        bound: the rule, with the key in ``latest_per``.
        records: the judged records.
        sure: those that the rule judges.
        maybe: those of which it cannot be told.

    Returns:
        Per record: there is a newer one; it may be the newest, and so may another; a part of its key is blank.
    """
    names = list(bound.rule.latest_per)
    codes = records.frame.groupby(names, sort=False, dropna=True).ngroup().fillna(-1).to_numpy(dtype=np.int64)
    first, last = _bounds(bound, records)
    mine = (codes >= 0) & (sure | maybe)
    groups = int(codes.max(initial=-1)) + 2  # the last one is the place of blank keys, of code -1
    newest_sure, newest_last, second = (np.full(groups, _PAST) for _ in range(3))
    np.maximum.at(newest_sure, codes[mine & sure], first[mine & sure])
    np.maximum.at(newest_last, codes[mine], last[mine])
    at_last = np.bincount(codes[mine & (last == newest_last[codes])], minlength=groups)
    under = mine & (last < newest_last[codes])
    np.maximum.at(second, codes[under], last[under])
    older = mine & (newest_sure[codes] > last)
    # the latest that any other can be of
    other = np.where((last == newest_last[codes]) & (at_last[codes] == 1), second[codes], newest_last[codes])
    return older, mine & ~older & (other >= first), (codes < 0) & (sure | maybe)


def _bounds(bound: Bound, records: Records) -> tuple[np.ndarray, np.ndarray]:
    """The earliest and the latest moment each record can be of, as numbers; without a date any."""
    first, last = np.full(len(records), _PAST), np.full(len(records), _FUTURE)
    undated = np.ones(len(records), dtype=bool)
    for name in (one for one in bound.event_dates() if one in records.frame):
        moments, latest = dated(records.frame[name]), last_moment(records, name)
        told = moments.notna().to_numpy() & undated
        first[told] = moments.to_numpy(dtype="datetime64[us]").astype(np.int64)[told]
        ends = (moments if latest is None else latest).to_numpy(dtype="datetime64[us]").astype(np.int64)
        last[told] = ends[told]
        undated &= ~told
    return first, last
