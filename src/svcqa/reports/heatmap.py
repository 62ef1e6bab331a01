"""The heat map of a ruleset: units down, rules with findings across in the order of chapters, shade by share."""

from __future__ import annotations

from svcqa.reports.grids import Head, Key, Line, Picture, Shape, Square, grids, label
from svcqa.reports.matrix import LEVELS, Cell, Matrix
from svcqa.reports.matrix import Line as UnitLine
from svcqa.reports.results import AllResults, Results
from svcqa.reports.shown import printable
from svcqa.reports.words import Words
from svcqa.widths import clip

_SHAPE = Shape(wide=20, high=17, rows=40, narrow=17.5, turned=True)
_CLAUSE = 16
"""Columns of the name of a clause."""


def heatmap(one: Results, number: int, all_: AllResults, words: Words) -> Picture | None:
    """The heat map; none where the matrix is not shown either, for want of units or findings."""
    matrix = one.matrix
    if len(matrix.lines) < 2 or not matrix.tallies:  # noqa: PLR2004 - one unit is no comparison
        return None
    heads = [
        Head(clip(printable(tally.clause or tally.rule), _CLAUSE), tally.chapter, all_.anchor(tally))
        for tally in matrix.tallies
    ]
    lines = [Line(label(_unit(line, words)), [_square(cell) for cell in line.cells]) for line in matrix.lines]
    title = words("heatmap_of", ruleset=words.said(one.title)) if len(all_.rulesets) > 1 else words("heatmap")
    return Picture(
        f"heatmap-{number}", title, words("heatmap_note"), _keys(words),
        grids(heads, lines, _SHAPE, thin=True), _told(matrix, words),
    )  # fmt: skip


def _unit(line: UnitLine, words: Words) -> str:
    if line.unit is not None:
        return line.unit
    return words("units_together", count=line.units) if line.units > 1 else words("unit_none")


def _square(cell: Cell) -> Square:
    if not cell.in_scope:
        return Square()
    return Square(f"share-{cell.level}", f"{cell.fails}" if cell.fails else "")


def _keys(words: Words) -> list[Key]:
    shares = [words("share_upto", share=f"{level:.0%}") for level in LEVELS[1:]]
    texts = [words("share_none"), *shares, words("share_over", share=f"{LEVELS[-1]:.0%}")]
    return [Key(f"share-{level}", "", text) for level, text in enumerate(texts)]


def _told(matrix: Matrix, words: Words) -> str:
    total = matrix.foot.total
    return words(
        "heatmap_told",
        units=sum(line.units for line in matrix.lines if line.unit is not None or line.units > 1),
        rules=len(matrix.tallies),
        fails=f"{total.fails:,}",
        in_scope=f"{total.in_scope:,}",
    )
