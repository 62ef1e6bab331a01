"""Exhibits of several rules laid together: a row for each rule, a column for each year or band, its numbers within."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svcqa.findings import Audit, Exhibit
from svcqa.reports.grids import Head, Key, Line, Picture, Shape, Square, grids, label
from svcqa.reports.results import AllResults
from svcqa.reports.shown import printable
from svcqa.reports.words import Words

MOST = 16
"""Columns of a calendar; what lies before and after them is counted with the first and the last."""
_BEFORE = 6
"""Of these, how many come before that of the audit date."""
_MONTHS = 14
"""Months that are still shown as such."""
_SHAPE = Shape(wide=58, high=25, rows=30, narrow=29)
_STEPS = (1, 10, 100, 1000)
"""From how many on a square is a shade darker."""
_YEAR = 4
Counts = dict[str, int]
Cells = Mapping[str, Counts]


@dataclass(frozen=True)
class _Row:
    """The exhibit of one rule, by the columns of the picture."""

    exhibit: Exhibit
    cells: Cells


def laid(audit: Audit, exhibits: Sequence[Exhibit], number: int, all_: AllResults, words: Words) -> Picture:
    """The picture of some exhibits of one overview and kind."""
    timeline = exhibits[0].kind == "timeline"
    today = audit.content.as_of
    names = _periods(exhibits, today) if timeline else _bands(exhibits, words)
    rows = [_Row(one, _cells(one, names)) for one in exhibits]
    columns = list(dict.fromkeys(names.values()))
    heads = [Head(column, marked=timeline and _now(column, names, today)) for column in columns]
    lines = _lines(audit, rows, columns, all_, words)
    drawn = [Line(label(line.label), line.squares) for line in lines]
    kind = "calendar" if timeline else "ageing"
    return Picture(
        f"{kind}-{number}",
        printable(words.said(exhibits[0].overview)),
        words(f"{kind}_note"),
        _keys(rows, words),
        grids(heads, drawn, _SHAPE),
        _told(rows, columns, words),
        table=(heads, lines),
    )


def _bands(exhibits: Sequence[Exhibit], words: Words) -> dict[str, str]:
    """Label of a band → column."""
    return {row[0]["zh"]: printable(row[0][words.lang]) for one in exhibits for row in one.rows}


def _periods(exhibits: Sequence[Exhibit], today: str) -> dict[str, str]:
    """Month or year of an exhibit → column: months if all say them and they are few, else years."""
    labels = sorted({str(row[0]["zh"]) for one in exhibits for row in one.rows})
    monthly = len(labels) <= _MONTHS and all(len(one) > _YEAR for one in labels)
    cut: Callable[[str], str] = (lambda name: name) if monthly else (lambda name: name[:_YEAR])
    columns = sorted({cut(one) for one in labels})
    at = bisect_right(columns, cut(today[:7])) - 1
    start = max(0, min(at - _BEFORE, len(columns) - MOST))
    kept = columns[start : start + MOST]
    first = f"≤{kept[0]}" if start else kept[0]
    last = f"≥{kept[-1]}" if start + MOST < len(columns) else kept[-1]
    named = {one: one for one in kept} | {kept[0]: first, kept[-1]: last}
    return {one: printable(named.get(cut(one), first if cut(one) < kept[0] else last)) for one in labels}


def _now(column: str, names: Mapping[str, str], today: str) -> bool:
    return any(today.startswith(name) or name.startswith(today[:7]) for name, one in names.items() if one == column)


def _cells(exhibit: Exhibit, names: Mapping[str, str]) -> Cells:
    found: dict[str, Counts] = {}
    for row in exhibit.rows:
        cell = found.setdefault(names[str(row[0]["zh"])], {})
        for verdict, count in zip(exhibit.columns, row[1:], strict=True):
            cell[verdict] = cell.get(verdict, 0) + int(count)
    return found


def _lines(audit: Audit, rows: Sequence[_Row], columns: Sequence[str], all_: AllResults, words: Words) -> list[Line]:
    """The rows, those of each ruleset under its title where there are several."""
    titles = {one.name: words.said(one.title) for one in audit.content.rulesets}
    tallies = {(tally.ruleset, tally.rule): tally for tally in audit.content.tallies}
    several = len({row.exhibit.ruleset for row in rows}) > 1
    lines: list[Line] = []
    above = ""
    for row in rows:
        one = row.exhibit
        if several and one.ruleset != above:
            above = one.ruleset
            lines.append(Line(titles.get(above, above)))
        tally = tallies.get((one.ruleset, one.rule))
        name = words.said(tally.title) if tally else one.rule
        squares = [_square(row.cells.get(column, {})) for column in columns]
        lines.append(Line(name, squares, all_.anchor(tally) if tally else None))
    return lines


def _square(counts: Mapping[str, Any]) -> Square:
    total = sum(counts.values())
    if not total:
        return Square()
    tone = f"tone-{sum(total >= step for step in _STEPS)}"
    return Square(tone, f"{total:,}", _mark(counts))


def _mark(counts: Mapping[str, int]) -> str:
    """Findings and what could not be judged, apart from the rest."""
    signs = (("fails", "▲"), ("undetermined", "?"))
    return " ".join(f"{sign}{counts[name]:,}" for name, sign in signs if counts.get(name))


def _keys(rows: Sequence[_Row], words: Words) -> list[Key]:
    counted = {name for row in rows for cell in row.cells.values() for name, count in cell.items() if count}
    marks = (("fails", "▲"), ("undetermined", "?"))
    steps = [Key(f"tone-{at}", "", f"≥ {step:,}") for at, step in enumerate(_STEPS, 1)]
    return [*steps, *(Key("", sign, words.named("verdict", name)) for name, sign in marks if name in counted)]


def _told(rows: Sequence[_Row], columns: Sequence[str], words: Words) -> str:
    """The sums of the columns in words; each number stands in the table."""
    told = []
    for column in columns:
        sums: Counts = {}
        for row in rows:
            for name, count in row.cells.get(column, {}).items():
                sums[name] = sums.get(name, 0) + count
        listed = [f"{words.named('verdict', name)} {count:,}" for name, count in sums.items() if count]
        told.append(words("chart_row", label=column, listed=words.listed(listed) or "0"))
    return words("chart_end").join(told)
