"""Exhibits counted: what a check declared, from the frame it judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa.checks import Verdict
from svcqa.durations import Duration, span_text
from svcqa.exhibits import AGES, Counts, Distribution, ExhibitSpec, Roster, Timeline
from svcqa.findings import Exhibit
from svcqa.judging.counting import said
from svcqa.judging.rosters import named, standings
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.rulesets import Bound

VERDICTS = (Verdict.CONFORMS, Verdict.FAILS, Verdict.PENDING, Verdict.UNDETERMINED)
_NAMES = [verdict.name.lower() for verdict in VERDICTS]
BANDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Ends of the bands of a distribution, as parts of its limit; the last band is open."""
_MOST_MONTHS = 36
"""A longer span is told by years."""


def exhibits(bound: Bound, judged: pd.DataFrame) -> list[Exhibit]:
    """The exhibits of one rule that have something to show."""
    return [found for spec in bound.spec.exhibits if spec.column in judged for found in _exhibit(bound, spec, judged)]


def _exhibit(bound: Bound, spec: ExhibitSpec, judged: pd.DataFrame) -> Iterator[Exhibit]:
    shown = judged[judged[spec.column].notna() & judged["verdict"].isin(VERDICTS)]
    if shown.empty:
        return
    found = standings(spec, shown) if isinstance(spec, Roster) else []
    rows = [_row(one.sign.text, one.verdicts) for one in found] if found else list(_rows(spec, shown))
    if rows:
        overview = None if isinstance(spec, Counts) else spec.overview
        yield Exhibit(
            bound.ruleset,
            bound.rule.id,
            spec.name,
            _kind(spec),
            said(spec.title),
            _NAMES,
            rows,
            _limit_after(spec, shown),
            said(overview) if overview else None,
            named(spec, found, bound) if isinstance(spec, Roster) else None,
        )


def _kind(spec: ExhibitSpec) -> Any:
    return type(spec).__name__.lower()


def _rows(spec: ExhibitSpec, shown: pd.DataFrame) -> Iterator[list[Any]]:
    if isinstance(spec, Distribution):
        return _bands(spec, shown)
    if isinstance(spec, Counts):
        return _states(spec, shown)
    return _dates(spec, shown) if isinstance(spec, Timeline) else iter(())


def _states(spec: Counts, shown: pd.DataFrame) -> Iterator[list[Any]]:
    for code, text in spec.states.items():
        mine = shown[shown[spec.column] == code]
        if len(mine):
            yield _row(text, mine["verdict"])


def _bands(spec: Distribution, shown: pd.DataFrame) -> Iterator[list[Any]]:
    seconds = shown[spec.column].dt.total_seconds().to_numpy()
    ends, texts = _ends(spec, shown)
    band = np.searchsorted(ends, seconds, side="left")  # exactly at the end of a band belongs to it
    for number, text in enumerate(texts):
        yield _row(text, shown["verdict"][band == number])


def _ends(spec: Distribution, shown: pd.DataFrame) -> tuple[np.ndarray, list[Text]]:
    """Ends of the bands in seconds, and what each band is called: by the limit where all have one, else by age."""
    limit = _one_limit(spec, shown)
    ends = [part * limit for part in BANDS] if limit else [days * 86_400.0 for days in AGES]
    texts = [Text(f"≤{span_text(end, 'zh')}", f"≤ {span_text(end, 'en')}") for end in ends]
    over = Text(f">{span_text(ends[-1], 'zh')}", f"> {span_text(ends[-1], 'en')}")
    return np.array(ends), [*texts, over]


def _limit_after(spec: ExhibitSpec, shown: pd.DataFrame) -> int | None:
    """How many rows lie within the limit, where the bands follow one."""
    return BANDS.index(1.0) + 1 if isinstance(spec, Distribution) and _one_limit(spec, shown) else None


def _one_limit(spec: Distribution, shown: pd.DataFrame) -> float | None:
    """The limit in seconds, where every subject has the same and it is one of elapsed time."""
    column = next((name for name in spec.limits if name in shown), None)
    if column is None:
        return None
    limits = shown[column].tolist()
    first = limits[0]
    # nearly always one and the same object; to count it looks into none, as unique values would
    return first.seconds if isinstance(first, Duration) and limits.count(first) == len(limits) else None


def _dates(spec: Timeline, shown: pd.DataFrame) -> Iterator[list[Any]]:
    days = shown[spec.column]
    months = (days.max().year - days.min().year) * 12 + days.max().month - days.min().month
    name = days.dt.strftime("%Y-%m" if months <= _MOST_MONTHS else "%Y")
    for one, verdicts in shown.groupby(name, sort=True)["verdict"]:
        yield _row(Text(str(one), str(one)), verdicts)


def _row(text: Text, verdicts: np.ndarray | pd.Series) -> list[Any]:
    counts = np.bincount(np.asarray(verdicts, dtype=np.int64), minlength=len(Verdict))
    return [{"zh": text.zh, "en": text.en}, *(int(counts[verdict]) for verdict in VERDICTS)]
