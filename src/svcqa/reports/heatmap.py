"""The heat map of a ruleset: units down, clauses with findings across in the order of chapters, shade by share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcqa.findings import Tally
from svcqa.reports.grids import Head, Key, Line, Picture, Shape, Square, grids, label
from svcqa.reports.matrix import LEVELS, Cell, Matrix
from svcqa.reports.matrix import Line as UnitLine
from svcqa.reports.results import AllResults, Results
from svcqa.reports.shown import printable
from svcqa.reports.words import Words
from svcqa.widths import clip, width

_SHAPE = Shape(wide=20, high=17, rows=40, narrow=16, turned=True)
_CLAUSE = 16
"""Columns of the name of a clause; of a longer one the end tells it from its neighbours."""


def heatmap(one: Results, number: int, all_: AllResults, words: Words) -> Picture | None:
    """The heat map; none where the matrix is not shown either, for want of units or findings."""
    matrix = one.matrix
    if len(matrix.lines) < 2 or not matrix.tallies:
        return None
    clauses = _clauses(matrix.tallies)
    heads = [Head(_short(clause), chapter) for chapter, clause in clauses]
    drawn = [line for line in matrix.lines if line.total.fails]
    lines = [Line(label(_unit(line, words)), _squares(line, clauses.values())) for line in drawn]
    clean = sum(line.units for line in matrix.lines if not line.total.fails)
    title = words("heatmap_of", ruleset=words.said(one.title)) if len(all_.rulesets) > 1 else words("heatmap")
    return Picture(
        f"heatmap-{number}", title, words("heatmap_note"), _keys(words),
        grids(heads, lines, _SHAPE, thin=True), _told(matrix, len(clauses), words),
        [words("heatmap_clean", count=f"{clean:,}")] if clean else [],
    )  # fmt: skip


def _clauses(tallies: Sequence[Tally]) -> dict[tuple[str, str], list[int]]:
    """Chapter and clause → the positions of its rules."""
    found: dict[tuple[str, str], list[int]] = {}
    for at, tally in enumerate(tallies):
        found.setdefault((tally.chapter, tally.clause or tally.rule), []).append(at)
    order = list(dict.fromkeys(chapter for chapter, _ in found))
    return {key: found[key] for key in sorted(found, key=lambda key: order.index(key[0]))}


def _short(clause: str) -> str:
    text = printable(clause)
    return text if width(text) <= _CLAUSE else f"…{clip(text[::-1], _CLAUSE).removesuffix('...')[::-1]}"


def _squares(line: UnitLine, clauses: Iterable[Sequence[int]]) -> list[Square]:
    return [_square(sum((line.cells[at] for at in rules), Cell())) for rules in clauses]


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


def _told(matrix: Matrix, clauses: int, words: Words) -> str:
    total = matrix.foot.total
    return words(
        "heatmap_told",
        units=sum(line.units for line in matrix.lines if line.unit is not None or line.units > 1),
        clauses=clauses,
        rules=len(matrix.tallies),
        fails=f"{total.fails:,}",
        in_scope=f"{total.in_scope:,}",
    )
