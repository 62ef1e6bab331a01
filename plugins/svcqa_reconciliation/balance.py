"""Balance: two sums that must be equal for every record, what other registers come to among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from svcqa import Context, Matching, Periods, Verdict, judged, latest
from svcqa_reconciliation.groups import period_days
from svcqa_reconciliation.limits import number_of
from svcqa_reconciliation.parts import KINDS
from svcqa_reconciliation.values import numbers

if TYPE_CHECKING:
    from svcqa_reconciliation.aggregate import Aggregate
    from svcqa_reconciliation.parts import Term

_LONG_AGO = np.int64(-(2**62))
_DAY = 86_400_000_000
_SLACK, _RELATIVE = 1e-6, 1e-12
"""What two ways to add the same amounts differ by is what floats cannot hold, below a cent."""


@dataclass(frozen=True, eq=False)
class _Span:
    """The period of each record, as microseconds: from the first moment to the last, both of them in it."""

    first: np.ndarray
    last: np.ndarray
    before: np.ndarray | np.int64
    """From when on a record of the period before may be."""
    known: np.ndarray


@dataclass(frozen=True, eq=False)
class _Amount:
    """One term of every record: between what it lies, NaN where that is not known, and what it is as far as known."""

    low: np.ndarray
    high: np.ndarray
    value: np.ndarray
    unread: np.ndarray
    lost: np.ndarray | None = None
    """There is no record of the period before."""
    record: np.ndarray | None = None
    """A record that it is made of."""


def balanced(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Aggregate, context: Context
) -> pd.DataFrame:
    """Each record with its two sides."""
    assert settings.balance is not None  # noqa: S101 - asked only with a balance
    sides = {"left": settings.balance.left, "right": settings.balance.right}
    terms = {f"balance.{side}.{n}": term for side, made in sides.items() for n, term in enumerate(made)}
    span = _spans(cases, partners, terms, settings)
    amounts = {place: _amount(cases, partners, place, term, span) for place, term in terms.items()}
    low, high, value = {}, {}, {}
    for side in sides:
        mine = [one for place, one in amounts.items() if place.startswith(f"balance.{side}.")]
        low[side], high[side], value[side] = (
            sum(getattr(one, name) for one in mine) for name in ("low", "high", "value")
        )
    slack = number_of(settings.tolerance) + _SLACK + _RELATIVE * np.abs(value["left"])
    least, most = low["left"] - high["right"], high["left"] - low["right"]
    fails, kept = (least > slack) | (most < -slack), (least >= -slack) & (most <= slack)
    verdict = np.select([fails, kept], [Verdict.FAILS, Verdict.CONFORMS], Verdict.UNDETERMINED)
    reason = np.select([fails, kept], ["not_balanced", ""], "unread").astype(object)
    doubts = [("no_previous", one.lost) for one in amounts.values() if one.lost is not None]
    doubts += [("no_period", ~span.known)] if span is not None else []
    for code, mask in [*doubts, ("blank_key", _keyless(cases, terms))]:
        verdict[mask], reason[mask] = Verdict.UNDETERMINED, code
    difference = np.round(value["left"] - value["right"], 6)
    evidence: dict[str, Any] = {"left": value["left"], "right": value["right"], "difference": difference}
    evidence["unread"] = np.sum([one.unread for one in amounts.values()], axis=0)
    beside = {place: one.record for place, one in amounts.items() if one.record is not None}
    return judged(cases, verdict, reason=reason, beside=beside, evidence=evidence)


def _keyless(cases: pd.DataFrame, terms: Mapping[str, Term]) -> np.ndarray:
    """Records of which a key is blank, so that nothing can be found by it."""
    places = [f"{place}.on.{name}" for place, term in terms.items() for name in term.on]
    return cases[places].isna().any(axis=1).to_numpy(dtype=bool)


def _spans(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], terms: Mapping[str, Term], settings: Aggregate
) -> _Span | None:
    assert settings.balance is not None  # noqa: S101 - asked only with a balance
    if settings.per is not None:
        return _of_period(cases, settings.per.kind)
    if settings.balance.since is None:
        return None
    first, last, known = _until(cases, "balance.since")
    begin = np.full(len(cases), _LONG_AGO)
    for place, term in terms.items():
        if term.previous is not None:
            rows = _Rows.of(cases, partners, place, term)
            begin = np.append(rows.latest + 1, _LONG_AGO)[rows.last_before(first)]
            break
    return _Span(begin, last, _LONG_AGO, known)


def _of_period(cases: pd.DataFrame, kind: str) -> _Span:
    """The period of a kind, or of whichever kind it is that the field names."""
    column = cases[f"per.{kind}"]
    first, last, before = (np.full(len(cases), np.datetime64("NaT", "D")) for _ in range(3))
    kinds: Any = KINDS if kind == "named" else (kind,)
    for one in kinds:
        found, periods = period_days(column, one), Periods(one)
        new = np.isnat(first) & ~np.isnat(found)
        first, last = np.where(new, found, first), np.where(new, periods.last(found), last)
        before = np.where(new, periods.first(found, -1), before)
    return _Span(_micro(first), _micro(last) + _DAY - 1, _micro(before), ~np.isnat(first))


def _micro(moments: np.ndarray) -> np.ndarray:
    return np.asarray(moments.astype("datetime64[us]").astype(np.int64))


@dataclass(frozen=True, eq=False)
class _Rows:
    """The records of a term's register in the order of their keys and dates, the undated of a key first."""

    key: np.ndarray
    """Per judged record the least number in ``both`` that one of its key can have; of a blank key there are none."""
    first: np.ndarray
    """Per judged record the place of the first record of its key."""
    last: np.ndarray
    """The place after the last one."""
    dated_from: np.ndarray
    """The place of the first one with a date."""
    known: np.ndarray
    """All dates there are, in order."""
    both: np.ndarray
    """Key and date of each record as one number, in order."""
    moment: np.ndarray
    latest: np.ndarray
    number: np.ndarray
    sure: np.ndarray
    record: np.ndarray

    @classmethod
    def of(cls, cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], place: str, term: Term) -> _Rows:
        """Sort them once."""
        frame = partners[place]
        places = [f"{place}.on.{name}" for name in term.on]
        keys = Matching.of(cases, frame, places)
        moment, last = _moments(frame, f"{place}.in_period", term)
        known, rank = np.unique(moment, return_inverse=True)
        width = len(known) + 1
        both = keys.there * width + rank
        order = np.argsort(both, kind="stable")
        both, key = both[order], np.where(keys.here < 0, -2, keys.here) * width
        first, dated_from, after = (
            np.searchsorted(both, key + rank) for rank in (0, np.searchsorted(known, _LONG_AGO, side="right"), width)
        )
        column = frame[f"{place}.{'sum' if term.sum else 'count' if term.count else 'previous'}"]
        number = column.notna().to_numpy(dtype=float) if term.count else numbers(column)
        sure = ~frame["unsure"].to_numpy(dtype=bool)
        return cls(
            key, first, after, dated_from, known, both,
            moment[order], last[order], number[order], sure[order], frame.index.to_numpy(dtype=np.int64)[order],
        )  # fmt: skip

    def place(self, moment: np.ndarray, side: Literal["left", "right"]) -> np.ndarray:
        """Where a moment stands among the records of each judged one's key."""
        wanted = self.key + np.searchsorted(self.known, moment, side=side)
        return np.asarray(np.maximum(np.searchsorted(self.both, wanted), self.dated_from))

    def last_before(self, moment: np.ndarray) -> np.ndarray:
        """The last record of each key before a moment; -1 for none."""
        at = self.place(moment, "left") - 1
        return np.asarray(np.where(at >= self.dated_from, at, -1))


def _moments(frame: pd.DataFrame, place: str, term: Term) -> tuple[np.ndarray, np.ndarray]:
    """The first and the last moment of the date of each record, or of the period it names; long ago where unknown."""
    if term.in_period is None:
        every = np.zeros(len(frame), dtype=np.int64)
        return every, every
    first, last, known = _until(frame, place)
    return np.where(known, first, _LONG_AGO), last


def _until(frame: pd.DataFrame, place: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first and the last moment of a date, or of whatever period is named; whether it is known."""
    column = frame[place]
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        known = column.notna().to_numpy(dtype=bool)
        return _micro(column.to_numpy()), _micro(latest(frame, place).to_numpy()), known
    first, last = (np.full(len(column), np.datetime64("NaT", "D")) for _ in range(2))
    for kind in ("day", "week", "month", "quarter", "half", "year"):
        here = period_days(column, kind)
        last = np.where(np.isnat(first), Periods(kind).last(here), last)
        first = np.where(np.isnat(first), here, first)
    return _micro(first), _micro(last) + _DAY - 1, ~np.isnat(first)


def _amount(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], place: str, term: Term, span: _Span | None
) -> _Amount:
    if term.register_ is None:
        value = numbers(cases[f"{place}.field"])
        blank = np.isnan(value)
        return _Amount(value, value, np.where(blank, 0.0, value), blank.astype(np.int64))
    rows = _Rows.of(cases, partners, place, term)
    if span is None or term.in_period is None:
        return _summed(rows, None)
    return _summed(rows, span) if term.previous is None else _before(rows, span)


def _before(rows: _Rows, span: _Span) -> _Amount:
    """The field of the record of the period before; two of one period leave it open."""
    at = rows.last_before(span.first)
    there = (at >= 0) & (np.append(rows.moment, _LONG_AGO)[at] >= span.before)
    several = np.append(False, rows.both[1:] == rows.both[:-1])[at]
    at = np.where(there, at, -1)
    value, known = (np.append(one, np.nan)[at] for one in (rows.number, np.where(rows.sure, rows.number, np.nan)))
    return _Amount(
        known, known, np.where(np.isnan(value), 0.0, value), np.isnan(known).astype(np.int64), ~there | several,
        np.append(rows.record, -1)[at],
    )  # fmt: skip


def _summed(rows: _Rows, span: _Span | None) -> _Amount:
    """What the records of each key come to, within the span or altogether."""
    begin, end = rows.first, rows.last
    if span is not None:
        # what is not dated stands first, and may be of any period
        begin_free, end_free = rows.first, rows.dated_from
        begin, end = rows.place(span.first, "left"), rows.place(span.last, "right")
    unknown = np.isnan(rows.number)
    number = np.where(unknown, 0.0, rows.number)
    sure = rows.sure
    doubtful = np.where(sure, 0.0, number)
    parts = np.where(sure, number, 0.0), np.minimum(doubtful, 0.0), np.maximum(doubtful, 0.0)
    fixed, least, most = (np.append(0.0, np.cumsum(part)) for part in parts)
    blanks, doubts = np.append(0, np.cumsum(unknown)), np.append(0, np.cumsum(unknown | ~sure))
    end = np.maximum(end, begin)
    value = fixed[end] - fixed[begin]
    low, high = value + least[end] - least[begin], value + most[end] - most[begin]
    open_, unread = blanks[end] > blanks[begin], doubts[end] - doubts[begin]
    if span is not None:
        every = np.append(0.0, np.cumsum(np.minimum(number, 0))), np.append(0.0, np.cumsum(np.maximum(number, 0)))
        low, high = low + every[0][end_free] - every[0][begin_free], high + every[1][end_free] - every[1][begin_free]
        open_ |= blanks[end_free] > blanks[begin_free]
        unread += end_free - begin_free
    record = np.append(rows.record, -1)[np.where(end > begin, begin, -1)]
    return _Amount(np.where(open_, np.nan, low), np.where(open_, np.nan, high), value, unread, record=record)
