"""The trend: findings by the month of their date and by weight."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from svcqa.findings import Audit
from svcqa.reports.charts import Bar, Chart, told_of
from svcqa.reports.words import Words
from svcqa.weights import WEIGHTS

MONTHS = 36
"""Months that are drawn at most: the last ones."""
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, eq=False)
class Trend:
    """The chart, and how many findings it does not show."""

    chart: Chart
    earlier: int
    undated: int


def trend(audit: Audit, words: Words) -> Trend | None:
    """Findings that nothing excuses, by month; none if no finding has a date."""
    counts, undated = _counted(audit)
    if not counts:
        return None
    dates = sorted({month for month, _ in counts})
    today = _MONTH.match(audit.content.as_of)
    months = _months(dates[0], max(dates[-1], today[0] if today else ""))
    weights = [weight for weight in WEIGHTS if any(one == weight for _, one in counts)]
    bars = [Bar(month, [counts[month, weight] for weight in weights]) for month in months]
    drawn = sum(bar.total for bar in bars)
    told = told_of([bar for bar in bars if bar.total], weights, words, "weight")
    chart = Chart("timeline", words("trend"), weights, bars, 0, None, told, "weight")
    return Trend(chart, counts.total() - drawn, undated)


def _counted(audit: Audit) -> tuple[Counter[tuple[str, str]], int]:
    """How many findings there are of each month and weight, and how many have no date."""
    columns = (audit.findings.table.column(name).to_pylist() for name in ("date", "weight", "excused_by"))
    found: Counter[tuple[str, str]] = Counter()
    undated = 0
    for date, weight, excused in zip(*columns, strict=True):
        if excused is None:
            month = _MONTH.match(date or "")
            if month:
                found[month[0], weight] += 1
            else:
                undated += 1
    return found, undated


def _months(first: str, latest: str) -> list[str]:
    """The months from the first to the latest, or the last of them."""
    last = _number(latest)
    return [_named(month) for month in range(max(_number(first), last - MONTHS + 1), last + 1)]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _named(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
