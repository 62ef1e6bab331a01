"""The score on its scale and the points of groups, as pictures in a Word document with their numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence

from svcqa.reports.readiness.drawn import PARTS, Bar, Chart, Placed, Scale, placed
from svcqa.reports.readiness.raster import Raster
from svcqa.reports.signed.ink import Picture
from svcqa.reports.signed.paper import WIDTH, Column, Paper
from svcqa.reports.words import Words

_DOTS = 80
"""Dots of a picture for a centimetre."""
_COLUMN = 0.9
"""Per cent of the width of the page that a column of text takes."""
_LABEL, _NUMBER = 3.9, 2.0


def scale(paper: Paper, one: Scale) -> None:
    """The scale, limits above it and the score below."""
    limits, scores = placed(one.limits, _COLUMN), placed(one.scores, _COLUMN)
    for line in reversed(_lines(limits)):
        paper.along([(mark.middle, mark.text) for mark in line])
    paper.picture(Picture(_scale(one), WIDTH, one.told))
    paper.along([(1.0, "0"), (98.0, str(one.whole))])
    for line in _lines(scores):
        paper.along([(mark.middle, mark.text) for mark in line], bold=True)


def _scale(one: Scale) -> bytes:
    made = Raster(round(WIDTH * _DOTS), 64)
    made.part("lost", 0, 100, 10, 54)
    made.part("safe", 0, one.worst, 10, 54)
    made.part("open", one.worst, one.best - one.worst, 10, 54)
    for mark in one.limits:
        made.line(mark.at, 0, 54, dashed=True)
    for mark in one.scores:
        made.line(mark.at, 4, 64)
    return made.png()


def _lines(marks: Sequence[Placed]) -> list[list[Placed]]:
    numbers = range(max((one.line for one in marks), default=-1) + 1)
    return [[one for one in marks if one.line == number] for number in numbers]


def bars(paper: Paper, chart: Chart, words: Words) -> None:
    """A bar a row, with its numbers; the heads of the numbers show their patterns."""
    numbers = [Column(f"{words(f'ready.part.{kind}')} ", _NUMBER, "", number=True) for kind in PARTS]
    columns = [Column(chart.title, _LABEL, ""), Column("", WIDTH - _LABEL - len(PARTS) * _NUMBER, ""), *numbers]
    width = columns[1].width - 0.4
    keys = {2 + at: Picture(_key(kind), 0.5, words(f"ready.part.{kind}")) for at, kind in enumerate(PARTS)}
    rows = [[bar.label, "", *(part.text for part in bar.parts)] for bar in chart.bars]
    pictures = [{1: Picture(_bar(bar, width), width, bar.label)} for bar in chart.bars]
    paper.rows(columns, rows, pictures=[keys, *pictures])


def _bar(one: Bar, width: float) -> bytes:
    made = Raster(round(width * _DOTS), 28)
    for part in one.parts:
        made.part(part.kind, part.start, part.size)
    return made.png()


def _key(kind: str) -> bytes:
    made = Raster(40, 24)
    made.part(kind, 0, 100)
    return made.png()
