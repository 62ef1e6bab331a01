"""Groups: which records make one figure together, those without any record included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa import Context, Periods, key_codes

if TYPE_CHECKING:
    from svcqa_reconciliation.aggregate import Aggregate


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups of a rule, and the records in them."""

    names: np.ndarray
    row: np.ndarray
    """Number of each record's group: -1 where it is not known, -2 where it is in none that is judged."""
    domain: np.ndarray
    """Per group the record of the domain's register that asks for it, -1 for none."""
    ends: np.ndarray
    """Per group the last day of its period."""

    def __len__(self) -> int:
        return len(self.names)

    @property
    def unplaced(self) -> np.ndarray:
        """Records that may be in any group."""
        return np.asarray(self.row == -1)

    def near(self, index: np.ndarray, sure: np.ndarray) -> np.ndarray:
        """Index of the first record of each group, a certain one if there is one; -1 for none."""
        found = np.full(len(self) + 1, -1, dtype=np.int64)
        for mask in (self.row >= 0, (self.row >= 0) & sure):
            at = np.flatnonzero(mask)[::-1]
            found[self.row[at]] = index[at]
        return found[:-1]


def groups_of(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Aggregate, context: Context
) -> Groups:
    """The groups of a rule."""
    # the domain of a coverage lists what its field is to have, and no groups
    asked = None if settings.measure == "coverage" else settings.domain
    columns = [_element(cases, f"group.{number}", one) for number, one in enumerate(settings.group)]
    listed, records = _listed(asked, partners, columns)
    spans = _Spans.of(cases, settings, context)
    keys, row = _keyed(columns, listed, spans.mine)
    names = _said(keys) if columns else np.array([str(settings.measure)], dtype=object)
    place = pd.Index(listed).get_indexer(keys["0"]) if columns else np.array([-1])
    domain = np.append(records, -1)[place]
    groups = Groups(names, row, domain, np.repeat(spans.ends[-1:], len(names)))
    return groups if settings.per is None else _by_period(groups, spans, settings, place >= 0)


@dataclass(frozen=True, eq=False)
class _Spans:
    """The periods that are judged, and the records in them."""

    mine: np.ndarray
    """True for records that belong to one of them, or may."""
    place: np.ndarray
    """The period of each record; -1 where it is not known."""
    names: np.ndarray
    ends: np.ndarray

    @classmethod
    def of(cls, cases: pd.DataFrame, settings: Aggregate, context: Context) -> _Spans:
        """The periods of ``per``, or else the one under audit."""
        inside = cases["inside"].to_numpy(dtype=bool)
        if settings.per is None:
            last = np.array([context.period.last], dtype="datetime64[D]")
            return cls(inside, np.zeros(len(cases), dtype=np.int64), np.array([""], dtype=object), last)
        kind: Any = settings.per.kind
        first, periods = period_days(cases[f"per.{kind}"], kind), Periods(kind)
        begins = _judged_periods(first, periods, context)
        place = np.searchsorted(begins, first)
        within = np.append(begins, np.datetime64("NaT"))[place] == first
        unknown = np.isnat(first) & inside
        return cls(within | unknown, np.where(within, place, -1), periods.names(begins), periods.last(begins))


def _element(cases: pd.DataFrame, place: str, one: Any) -> pd.Series:
    """What the records of a group have in common, in one column."""
    if isinstance(one, str):
        return cases[place].reset_index(drop=True)
    column = cases[f"{place}.{one.kind}"].reset_index(drop=True)
    if one.kind == "hour":
        hour = column.dt.hour.astype("Int64")
        # a date without a time of day is of no hour that is known
        last = cases.get(f"{place}.hour.latest")
        found: pd.Series = hour if last is None else hour.mask((last.reset_index(drop=True) > column).to_numpy())
        return found
    return pd.Series(Periods(one.kind).names(period_days(column, one.kind)), dtype="str")


def period_days(column: pd.Series, kind: Any) -> np.ndarray:
    """First day of the period that a date lies in, or that is named."""
    periods = Periods(kind)
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return periods.first(column.to_numpy(dtype="datetime64[us]"))
    return periods.named(column.to_numpy(dtype=object))


def _listed(
    domain: Any, partners: Mapping[str, pd.DataFrame], columns: Sequence[pd.Series]
) -> tuple[pd.Series, np.ndarray]:
    """The values that are asked for, each once, and the records that list them."""
    if domain is None or not columns:
        return pd.Series(dtype="str"), np.zeros(0, dtype=np.int64)
    if isinstance(domain, tuple):
        values = pd.Series(domain, dtype=columns[0].dtype)
        return values, np.full(len(values), -1, dtype=np.int64)
    frame = domain_rows(partners)
    return frame["domain.field"].reset_index(drop=True), frame.index.to_numpy(dtype=np.int64)


def domain_rows(partners: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The records that certainly list what there is to be, each value once."""
    frame = partners["domain"]
    frame = frame[frame["inside"] & ~frame["unsure"] & frame["domain.field"].notna()]
    return frame[~frame["domain.field"].duplicated()]


def _keyed(columns: Sequence[pd.Series], listed: pd.Series, mine: np.ndarray) -> tuple[pd.DataFrame, np.ndarray]:
    """The groups, the listed ones without records too, and the number of each record's.

    It is -1 where a part of the key is blank, and -2 for records that do not belong here.
    """
    if not columns:
        return pd.DataFrame(), np.where(mine, 0, -2)
    rows = pd.DataFrame({str(number): column for number, column in enumerate(columns)})
    keys = rows[mine].dropna().drop_duplicates()
    bare = pd.DataFrame({"0": listed[~listed.isin(keys["0"])]})
    if len(bare):
        keys = pd.concat([keys, bare.reindex(columns=rows.columns).astype(rows.dtypes)])
    here, there = key_codes([rows[name] for name in rows], [keys[name] for name in rows])
    number = np.full(len(here) + len(there) + 1, -1)
    number[there[there >= 0]] = np.flatnonzero(there >= 0)
    # a blank key is code -1, the spare place at the end
    return keys.reset_index(drop=True), np.where(mine, number[here], -2)


def _said(keys: pd.DataFrame) -> np.ndarray:
    """What each group is called."""
    said = None
    for name in keys:
        part = keys[name]
        if pd.api.types.is_datetime64_any_dtype(part.dtype):
            part = part.dt.strftime("%Y-%m-%d")
        text = part.astype(object).where(part.notna(), "").astype(str)
        said = text if said is None else said + ("/" + text).where(text != "", "")
    assert said is not None  # noqa: S101 - there is a column at least
    return said.to_numpy(dtype=object)


def _by_period(groups: Groups, spans: _Spans, settings: Aggregate, wholly: np.ndarray) -> Groups:
    """The groups in their periods: in all of them where the list or nothing says which groups there are."""
    count = len(spans.names)
    known = (groups.row >= 0) & (spans.place >= 0)
    row = np.where(known, groups.row * count + spans.place, np.minimum(groups.row, -1))
    asked = np.repeat(wholly | (not settings.group), count)
    asked[row[row >= 0]] = True
    names = np.array(
        [f"{one}/{two}" if settings.group else two for one in groups.names for two in spans.names], dtype=object
    )
    number = np.append(np.cumsum(asked) - 1, [-2, -1])
    return Groups(
        names[asked], number[row], np.repeat(groups.domain, count)[asked], np.tile(spans.ends, len(groups))[asked]
    )


def _judged_periods(days: np.ndarray, periods: Periods, context: Context) -> np.ndarray:
    """First days of the periods that are judged, in order."""
    now, last = np.datetime64(context.as_of, "D"), np.datetime64(context.period.last, "D")
    until = min(now, last)
    known = days[days <= until]
    begin = known.min() if len(known) else until
    if context.period.first is not None:
        begin = np.datetime64(context.period.first, "D")
    begins = periods.between(begin, until)
    ends = periods.last(begins)
    # if the audit reaches today, the last one is running
    return np.asarray(begins[(ends <= last) | (last >= now)])
