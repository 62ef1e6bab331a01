"""The comparison with an earlier audit on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svcqa.baselines import Baseline, Former, Point
from svcqa.findings import Audit
from svcqa.reports.baseline import told
from svcqa.reports.charts import Bar, Chart, told_of
from svcqa.reports.words import Words
from svcqa.weights import WEIGHTS

MOST = 50
"""Earlier findings, and rules, that the page lists."""
_BARS = 36
_SERIES = told.TREND[:-1]
"""Columns of the series; digests would leave no room for them."""
_SET = {"as_of": "", "assessed_share": ""}


@dataclass(frozen=True, eq=False)
class Compared:
    """What the template prints."""

    baseline: Baseline
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]
    counts: Sequence[tuple[str, str, int]]
    rules: Sequence[Sequence[str]]
    former: Sequence[Former]
    chart: Chart | None
    heads: Sequence[tuple[str, str]]
    """The columns of the series: heading, and how it is set."""
    trend: Sequence[Sequence[str | int]]


def compared(audit: Audit, words: Words) -> Compared | None:
    """The comparison, if there is one."""
    one = audit.dossier.baseline
    if one is None:
        return None
    return Compared(
        one,
        told.facts(one, words),
        told.notes(one, words),
        list(told.counts(one, words)),
        [told.rule(audit, each, words) for each in one.rules[:MOST]],
        told.in_order(one)[:MOST],
        series_chart(one.trend, words),
        [(words(name), _SET.get(name, "n")) for name in _SERIES],
        [told.point(each, words)[: len(_SERIES)] for each in one.trend],
    )


def series_chart(points: Sequence[Point], words: Words) -> Chart | None:
    """Findings by weight, audit by audit; none of a single audit, or where nothing was ever found."""
    weights = [weight for weight in WEIGHTS if any(one.findings.get(weight) for one in points)]
    if len(points) < 2 or not weights:
        return None
    bars = [Bar(one.as_of[:10], [one.findings.get(weight, 0) for weight in weights]) for one in points[-_BARS:]]
    spoken = told_of(bars, weights, words, "weight")
    return Chart("timeline", words("findings"), weights, bars, 0, None, spoken, "weight", summed=False)
