"""The score on its scale and the points of groups and clauses, as lengths to be drawn: in per cent of the width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from svcqa.assessments import Assessment, ClauseScore, ItemScore
from svcqa.reports.readiness.numbers import aside, less, points, span
from svcqa.reports.shown import printable
from svcqa.reports.words import Words
from svcqa.widths import clip, width

PARTS = ("safe", "open", "lost", "aside")
"""Parts of a bar, from left to right."""
_LABEL = 44
"""Columns of a label above its bar."""


@dataclass(frozen=True)
class Part:
    """The part of a bar that tells one kind of points; ``text`` is their number."""

    kind: str
    text: str
    start: float
    size: float


@dataclass(frozen=True)
class Bar:
    """A group or a clause."""

    label: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Chart:
    """Bars of one scale."""

    name: str
    title: str
    bars: Sequence[Bar]
    told: str
    """All of it in words, for those who do not see it."""


@dataclass(frozen=True)
class Mark:
    """A place on the scale, and what stands there."""

    at: float
    text: str


@dataclass(frozen=True)
class Placed:
    """A mark, and where its text stands: the middle of it, and the line, from the scale on."""

    at: float
    text: str
    middle: float
    line: int


@dataclass(frozen=True)
class Scale:
    """The span of the score, and the limits of the levels."""

    whole: int
    worst: float
    best: float
    limits: Sequence[Mark]
    scores: Sequence[Mark]
    told: str


def scale(made: Assessment, words: Words) -> Scale:
    """The scale of the score; without limits where no level is named."""
    whole = max(100, -(-Fraction(made.score.best.exact) // 1))
    worst, best = (float(Fraction(one.exact) * 100 / whole) for one in (made.score.worst, made.score.best))
    levels = [] if made.indicative else made.levels
    limits = [
        Mark(float(Fraction(least) * 100 / whole), f"{printable(words.said(title))} {least}") for title, least in levels
    ]
    names = ("ready.at",) if made.score.settled else ("ready.worst_at", "ready.best_at")
    ends = zip(names, (worst, best), (made.score.worst, made.score.best), strict=False)
    scores = [Mark(at, words(name, score=score.shown)) for name, at, score in ends]
    listed = words("ready.levels", listed=words.listed([one.text for one in limits])) if limits else ""
    told = words("ready.scale_told", score=span(made.score, words), whole=whole, levels=listed).strip()
    return Scale(whole, worst, best, limits, scores, told)


def placed(marks: Sequence[Mark], column: float) -> list[Placed]:
    """Where the text of each mark stands, so that none lies upon another or beyond the ends.

    Args:
        marks: from left to right.
        column: width of a column of text, in per cent.
    """
    ends: list[float] = []
    found = []
    for one in marks:
        half = width(one.text) * column / 2
        middle = min(max(one.at, half), max(100 - half, half))
        line = next((at for at, end in enumerate(ends) if end <= middle - half), len(ends))
        ends[line : line + 1] = [middle + half + column]
        found.append(Placed(one.at, one.text, middle, line))
    return found


def charts(made: Assessment, words: Words) -> Iterator[Chart]:
    """The points by group and by clause."""
    groups = [(one, [item for item in made.items if item.group == one.name]) for one in made.groups]
    yield _chart("group", groups, made, words)
    clauses = [(one, [item for item in made.items if item.clause == one.name]) for one in made.clauses]
    if len(clauses) > len(groups):
        yield _chart("clause", clauses, made, words)


def split(one: ClauseScore, gone: str) -> tuple[str, str, str, str]:
    """Points that are safe, open, lost and not applicable, exact."""
    return one.worst, less(one.best, one.worst), less(one.applicable, one.best), gone


def _chart(name: str, found: Sequence[tuple[ClauseScore, list[ItemScore]]], made: Assessment, words: Words) -> Chart:
    told = [(one, split(one, aside(made, items))) for one, items in found]
    longest = max(sum(map(Fraction, parts)) for _, parts in told)
    bars = [_bar(f"{one.name} {words.said(one.title)}", parts, longest or Fraction(1)) for one, parts in told]
    return Chart(name, words(f"ready.by_{name}"), bars, words("chart_end").join(_told(bar, words) for bar in bars))


def _bar(label: str, exact: Sequence[str], longest: Fraction) -> Bar:
    sizes = [Fraction(one) * 100 / longest for one in exact]
    starts = [sum(sizes[:at], Fraction(0)) for at in range(len(sizes))]
    parts = zip(PARTS, exact, starts, sizes, strict=True)
    return Bar(
        clip(printable(label), _LABEL),
        [Part(kind, points(number), float(start), float(size)) for kind, number, start, size in parts],
    )


def _told(bar: Bar, words: Words) -> str:
    numbers = [f"{words(f'ready.part.{part.kind}')} {part.text}" for part in bar.parts if part.size]
    return words("chart_row", label=bar.label, listed=words.listed(numbers) or "0")
