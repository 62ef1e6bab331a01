"""Exhibits counted: what a check declared, from the frame it judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa.checks import Verdict
from svcqa.durations import Duration, span_text
from svcqa.exhibits import AGES, Counts, Distribution, ExhibitSpec, Roster
from svcqa.findings import Exhibit
from svcqa.judging.counting import said
from svcqa.judging.rosters import Standing, named, standings
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.rulesets import Bound

VERDICTS = (Verdict.CONFORMS, Verdict.FAILS, Verdict.PENDING, Verdict.UNDETERMINED)
_NAMES = [verdict.name.lower() for verdict in VERDICTS]
BANDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Ends of the bands of a distribution, as parts of its limit; the last band is open."""
_MOST_MONTHS = 36
"""A longer span is told by years."""


@dataclass
class Shown:
    """What one exhibit shows, counted so that the counts of parts of the records can be added up."""

    bound: Bound
    spec: ExhibitSpec
    by: dict[str, Counter[Any]] = field(default_factory=dict)
    """How they are grouped → (group, verdict) → how many."""
    limits: set[float | None] = field(default_factory=set)
    """The limits that parts of the records have; ``None`` for a part that has several, or none of elapsed time."""
    standings: Sequence[Standing] = ()

    def __bool__(self) -> bool:
        return bool(self.standings) or any(self.by.values())

    def add(self, other: Shown) -> None:
        """Add what further records show."""
        for how, counts in other.by.items():
            self.by.setdefault(how, Counter()).update(counts)
        self.limits |= other.limits


def counted(bound: Bound, judged: pd.DataFrame) -> list[Shown]:
    """What the exhibits of one rule show of some judged records."""
    return [_counted(bound, spec, judged) for spec in bound.spec.exhibits if spec.column in judged]


def exhibits(shown: Iterable[Shown]) -> list[Exhibit]:
    """The exhibits that have something to show."""
    found = ((one, _all_rows(one)) for one in shown if one)
    return [_exhibit(one, rows) for one, rows in found if rows]


def _counted(bound: Bound, spec: ExhibitSpec, judged: pd.DataFrame) -> Shown:
    shown = judged[judged[spec.column].notna() & judged["verdict"].isin(VERDICTS)]
    if shown.empty:
        return Shown(bound, spec)
    if isinstance(spec, Roster):
        return Shown(bound, spec, standings=standings(spec, shown))
    if isinstance(spec, Distribution):
        return _banded(bound, spec, shown)
    groups = shown[spec.column] if isinstance(spec, Counts) else shown[spec.column].dt.strftime("%Y-%m")
    return Shown(bound, spec, {"": _pairs(groups.to_numpy(dtype=object), shown["verdict"])})


def _banded(bound: Bound, spec: Distribution, shown: pd.DataFrame) -> Shown:
    """By age, and by parts of the limit where all have the same: which of the two is shown hangs on all records."""
    seconds, limit = shown[spec.column].dt.total_seconds().to_numpy(), _one_limit(spec, shown)
    # exactly at the end of a band belongs to it
    by = {how: np.searchsorted(ends, seconds, side="left") for how, ends in _ends(limit).items()}
    return Shown(bound, spec, {how: _pairs(band, shown["verdict"]) for how, band in by.items()}, {limit})


def _pairs(groups: np.ndarray, verdicts: pd.Series) -> Counter[Any]:
    codes, different = pd.factorize(groups)
    counts = np.bincount(codes * len(Verdict) + verdicts.to_numpy(), minlength=len(different) * len(Verdict))
    each = ((one, int(verdict)) for one in different.tolist() for verdict in Verdict)
    return Counter({pair: count for pair, count in zip(each, counts.tolist(), strict=True) if count})


def _exhibit(shown: Shown, rows: list[list[Any]]) -> Exhibit:
    bound, spec, found = shown.bound, shown.spec, shown.standings
    overview = None if isinstance(spec, Counts) else spec.overview
    return Exhibit(
        bound.ruleset,
        bound.rule.id,
        spec.name,
        _kind(spec),
        said(spec.title),
        _NAMES,
        rows,
        BANDS.index(1.0) + 1 if _limit(shown) else None,
        said(overview) if overview else None,
        named(spec, found, bound) if isinstance(spec, Roster) else None,
    )


def _kind(spec: ExhibitSpec) -> Any:
    return type(spec).__name__.lower()


def _all_rows(shown: Shown) -> list[list[Any]]:
    found = shown.standings
    return [_counts(one.sign.text, one.verdicts) for one in found] if found else list(_rows(shown))


def _rows(shown: Shown) -> Iterator[list[Any]]:
    if isinstance(shown.spec, Distribution):
        return _bands(shown)
    return _states(shown.spec, shown) if isinstance(shown.spec, Counts) else _dates(shown)


def _states(spec: Counts, shown: Shown) -> Iterator[list[Any]]:
    for code, text in spec.states.items():
        row = _row(text, shown.by[""], code)
        if any(row[1:]):
            yield row


def _limit(shown: Shown) -> float | None:
    """The limit in seconds, where all records have the same."""
    return next(iter(shown.limits)) if len(shown.limits) == 1 else None


def _bands(shown: Shown) -> Iterator[list[Any]]:
    """By the limit where all have one, else by age."""
    limit = _limit(shown)
    how = "limit" if limit else "age"
    ends = _ends(limit)[how].tolist()
    texts = [Text(f"≤{span_text(end, 'zh')}", f"≤ {span_text(end, 'en')}") for end in ends]
    over = Text(f">{span_text(ends[-1], 'zh')}", f"> {span_text(ends[-1], 'en')}")
    for number, text in enumerate([*texts, over]):
        yield _row(text, shown.by[how], number)


def _ends(limit: float | None) -> dict[str, np.ndarray]:
    """Ends of the bands in seconds, by age and by the limit, if there is one."""
    by_age = {"age": np.array([days * 86_400.0 for days in AGES])}
    return {**by_age, **({"limit": np.array([part * limit for part in BANDS])} if limit else {})}


def _one_limit(spec: Distribution, shown: pd.DataFrame) -> float | None:
    """The limit in seconds, where every subject has the same and it is one of elapsed time."""
    column = next((name for name in spec.limits if name in shown), None)
    if column is None:
        return None
    limits = shown[column].tolist()
    first = limits[0]
    # nearly always one and the same object; to count it looks into none, as unique values would
    return first.seconds if isinstance(first, Duration) and limits.count(first) == len(limits) else None


def _dates(shown: Shown) -> Iterator[list[Any]]:
    """By months, or by years where there are too many of them."""
    months = sorted({month for month, _ in shown.by[""]})
    (first, one), (last, other) = (map(int, month.split("-")) for month in (months[0], months[-1]))
    length = len("2024-03" if (last - first) * 12 + other - one <= _MOST_MONTHS else "2024")
    counts: Counter[Any] = Counter()
    for (month, verdict), count in shown.by[""].items():
        counts[month[:length], verdict] += count
    for name in dict.fromkeys(month[:length] for month in months):
        yield _row(Text(name, name), counts, name)


def _row(text: Text, counts: Mapping[Any, int], group: object) -> list[Any]:
    return [{"zh": text.zh, "en": text.en}, *(int(counts.get((group, int(verdict)), 0)) for verdict in VERDICTS)]


def _counts(text: Text, verdicts: np.ndarray) -> list[Any]:
    counts = np.bincount(np.asarray(verdicts, dtype=np.int64), minlength=len(Verdict))
    return [{"zh": text.zh, "en": text.en}, *(int(counts[verdict]) for verdict in VERDICTS)]
