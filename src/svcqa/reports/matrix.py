"""The matrix of a ruleset: units down, rules with findings across; each cell says findings of how many in scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from svcqa.findings import Tally

COLUMNS = 8
"""Rules side by side: what fits on A4. Further ones follow in a table of their own."""
UNITS = 25
"""Units shown one by one; further ones are counted together."""
LEVELS = (0.0, 0.02, 0.05, 0.1)
"""Shares above which a cell is shaded darker."""


@dataclass(frozen=True)
class Cell:
    """Findings among the subjects in scope."""

    fails: int = 0
    in_scope: int = 0

    @property
    def level(self) -> int:
        """How dark the cell is: 0 for no finding, up to 4."""
        share = self.fails / self.in_scope if self.in_scope else 0.0
        return sum(share > level for level in LEVELS)

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.fails + other.fails, self.in_scope + other.in_scope)


@dataclass(frozen=True)
class Line:
    """One unit (``None``: no unit is given), or the last units together: then ``units`` says how many."""

    unit: str | None
    cells: Sequence[Cell]
    units: int = 1

    @property
    def total(self) -> Cell:
        """All rules of the matrix."""
        return _sum(self.cells)


@dataclass(frozen=True)
class Part:
    """Some of the rules, as many as stand side by side: ``first`` to ``last``, counted from 1."""

    first: int
    last: int
    tallies: Sequence[Tally]


@dataclass(frozen=True)
class Matrix:
    """The whole matrix of one ruleset."""

    tallies: Sequence[Tally]
    lines: Sequence[Line]

    @property
    def foot(self) -> Line:
        """All units together: what the tallies say."""
        return Line(None, [Cell(tally.fails, tally.in_scope) for tally in self.tallies])

    @property
    def parts(self) -> list[Part]:
        """The rules by table; tables of about the same width."""
        tables = -(-len(self.tallies) // COLUMNS)
        size = -(-len(self.tallies) // tables) if tables else 1
        starts = range(0, len(self.tallies), size)
        return [Part(at + 1, min(at + size, len(self.tallies)), self.tallies[at : at + size]) for at in starts]

    def lines_of(self, part: Part) -> list[Line]:
        """The units that any rule of a table concerns; all of them in the last one, which holds the totals."""
        if part.last == len(self.tallies):
            return list(self.lines)
        return [one for one in self.lines if any(cell.in_scope for cell in one.cells[part.first - 1 : part.last])]


def matrix(tallies: Sequence[Tally]) -> Matrix:
    """The matrix of the rules of one ruleset that have findings; all its units, the one with most findings first."""
    failing = [tally for tally in tallies if tally.fails]
    counts = [_by_unit(tally) for tally in failing]
    named = {one.unit for tally in tallies for one in tally.by_unit if one.unit is not None}
    lines = [_line(unit, counts) for unit in sorted(named)]
    lines.sort(key=lambda line: -line.total.fails)
    if len(lines) > UNITS:
        lines = [*lines[: UNITS - 1], _together(lines[UNITS - 1 :])]
    if any(None in units for units in counts):
        lines.append(_line(None, counts))
    return Matrix(failing, lines)


def _by_unit(tally: Tally) -> dict[str | None, Cell]:
    """Unit → its cell. Where no unit was counted apart, nothing in scope has one."""
    if tally.by_unit:
        return {one.unit: Cell(one.fails, one.in_scope) for one in tally.by_unit}
    return {None: Cell(tally.fails, tally.in_scope)}


def _line(unit: str | None, counts: Iterable[dict[str | None, Cell]]) -> Line:
    return Line(unit, [units.get(unit, Cell()) for units in counts])


def _together(lines: Sequence[Line]) -> Line:
    return Line(None, [_sum(cells) for cells in zip(*(line.cells for line in lines), strict=True)], len(lines))


def _sum(cells: Iterable[Cell]) -> Cell:
    return sum(cells, Cell())
