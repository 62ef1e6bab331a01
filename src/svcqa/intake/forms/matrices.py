"""Matrices: people in rows, courses (or the like) in columns, and every filled cell a record of its own.

What such a cell means cannot be guessed, so it is declared: which field the headings of the columns fill, and which
the cells. A cell goes to the first of its fields that can read it, so that a date and a word each find their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from svcqa.accounts import Said, SetAside
from svcqa.grid import gather
from svcqa.intake.layout import recognising
from svcqa.intake.layout.declared import Matrix, TableSetting
from svcqa.intake.layout.footers import Body, ranges, sorted_rows
from svcqa.intake.layout.headers import Block, block_of
from svcqa.intake.layout.headings import Match
from svcqa.intake.layout.proposals import proposed
from svcqa.intake.layout.recognising import Known
from svcqa.intake.layout.regions import Region, View
from svcqa.intake.layout.tables import Found, Table, Untaken
from svcqa.intake.values.cells import convert
from svcqa.intake.values.typed import Reading
from svcqa.intake.values.words import NOT_APPLICABLE, PLACEHOLDERS
from svcqa.registers import TEXTUAL, Field, Kind, Register
from svcqa.requests import Column, Tag


@dataclass(frozen=True, eq=False)
class _Grid:
    """A matrix on a window of its own."""

    view: View
    setting: TableSetting
    matrix: Matrix
    register: Register
    block: Block
    people: Sequence[Match]
    """The columns beside the grid: who its rows are about."""
    across: np.ndarray
    """Columns of the grid."""

    def row(self, number: int) -> int:
        """A row of the window, by its number in the sheet."""
        return number - 1 - self.view.region.top

    def heads(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """Row and column of the headings over the grid's columns in one row; a merged one stands at its first cell."""
        row = np.full(len(self.across), self.row(number))
        column = self.across.copy()
        merged = self.view.merged
        over = merged[(merged[:, 0] <= self.row(number)) & (self.row(number) <= merged[:, 2])]
        for top, left, _, right in over.tolist():
            inside = (left <= self.across) & (self.across <= right)
            row[inside], column[inside] = top, left
        return row, column

    @cached_property
    def filled(self) -> np.ndarray:
        """Row by column of the grid: whether anything stands there."""
        columns = [self.view.sheet.columns[one].tags != Tag.BLANK for one in self.across.tolist()]
        return np.column_stack(columns) if columns else np.zeros((self.view.sheet.rows, 0), dtype=bool)

    def texts(self, number: int) -> list[str]:
        """The headings over the grid's columns in one row."""
        rows, columns = self.heads(number)
        shown = self.view.shown
        return [shown[row][column] or "" for row, column in zip(rows.tolist(), columns.tolist(), strict=True)]


def declared_matrix(view: View, setting: TableSetting, matrix: Matrix, known: Known) -> Found:
    """A region that is declared to be a matrix.

    Args:
        view: the region.
        setting: what is declared of it.
        matrix: what its headings and its cells fill.
        known: the registers there are.
    """
    heads = setting.grid_heads
    if heads.start < view.region.top or heads.stop > view.region.bottom:
        return Untaken(view.region, recognising.beyond())
    grid = _grid(view, setting, matrix, known, block_of(view, heads.start - view.region.top, len(heads)))
    if not len(grid.across):
        return Untaken(view.region, recognising.no_grid(matrix.headings))
    rows, aside = sorted_rows(Body(view, grid.block, [*grid.people, *_columns(grid)], grid.register))
    entered = grid.filled[rows].any(axis=1)
    kept = rows[entered]
    return replace(
        _unpivoted(grid, kept),
        set_aside=sorted([*aside, *_without_entry(view, rows[~entered])], key=lambda one: one.row),
        notes=[*_counted(grid, kept), *_nobody(grid, rows, aside), *_elsewhere(grid, kept)],
    ).placed()


def _grid(view: View, setting: TableSetting, matrix: Matrix, known: Known, block: Block) -> _Grid:
    register, aliases = known.registers[setting.of], known.aliases[setting.of]
    letters = setting.columns_from(view.region.left)
    inside = _declared_columns(view, matrix)
    labels = [None if inside and number in inside else label for number, label in enumerate(block.labels)]
    own = set(matrix.fields())
    people = [
        replace(match, field=None, how="unmapped") if match.field in own else match
        for match in aliases.match(labels, letters)
    ]
    first = max((match.column + 1 for match in people if match.field), default=0)
    grid = _Grid(
        view,
        setting,
        matrix,
        register,
        block,
        people,
        np.array([*(range(first, len(labels)) if inside is None else inside)], dtype=np.int64),
    )
    named = [bool(text.strip()) for text in grid.texts(matrix.headings)]
    across = grid.across[np.array(named, dtype=bool)] if len(grid.across) else grid.across
    left = [match for match in people if match.column not in set(across.tolist())]
    return replace(grid, people=proposed(left, register, aliases), across=across)


def _declared_columns(view: View, matrix: Matrix) -> range | None:
    """The columns of the grid, where they are declared."""
    if matrix.area is None:
        return None
    left, right = matrix.area.left - view.region.left, (matrix.area.right or view.region.right) - view.region.left
    return range(max(left, 0), min(right, len(view.sheet.columns)))


def _columns(grid: _Grid) -> list[Match]:
    """The columns of the grid, each with its heading."""
    texts = grid.texts(grid.matrix.headings)
    return [Match(column, text, None, "matrix") for column, text in zip(grid.across.tolist(), texts, strict=True)]


def _unpivoted(grid: _Grid, rows: np.ndarray) -> Table:
    """A record for each filled cell of some rows."""
    matrix, view = grid.matrix, grid.view
    down, across = np.nonzero(grid.filled[rows])
    at = rows[down], grid.across[across]
    above = {matrix.across: matrix.headings, **{field: row for row, field in matrix.attributes.items()}}
    heads = {field: tuple(one[across] for one in grid.heads(row)) for field, row in above.items()}
    left, right = int(grid.across.min()), int(grid.across.max()) + 1
    body = Region(grid.block.rows.stop, left, view.sheet.rows, right)
    columns = _columns(grid)
    span = " … ".join(dict.fromkeys((columns[0].heading, columns[-1].heading)))
    matches = [
        *grid.people,
        *(Match(left, span, field, "matrix", where=_row(grid, row, left, right)) for field, row in above.items()),
        *(Match(left, span, field, "matrix", where=body) for field in matrix.value),
        *columns,
    ]
    return Table(
        region=view.region,
        register=grid.setting.of,
        header=grid.block.rows,
        matches=matches,
        rows=at[0],
        set_aside=[],
        why=recognising.certain(matches),
        places={**{field: (one[0], one[1]) for field, one in heads.items()}, **dict.fromkeys(matrix.value, at)},
        cells=_shared_out(gather(view.sheet.columns, *at), matrix.value, grid.register.fields),
        spoken={field: NOT_APPLICABLE for field in matrix.value if grid.register.fields[field].type in TEXTUAL},
        read=rows,
        laid_out="matrix",
    )


def _row(grid: _Grid, number: int, left: int, right: int) -> Region:
    row = grid.row(number)
    return Region(row, left, row + 1, right)


def _shared_out(column: Column, fields: Sequence[str], specs: Mapping[str, Field]) -> dict[str, Column]:
    """Each cell for the first field that can read it; one that none can read, for the first of all."""
    if len(fields) < 2:
        return {}
    owner = np.full(len(column.tags), -1)
    for number, name in enumerate(fields):
        silent = PLACEHOLDERS - (NOT_APPLICABLE if specs[name].type in TEXTUAL else frozenset())
        read = convert(column, specs[name], Reading(placeholders=silent)).kinds == Kind.VALUE
        owner[(owner < 0) & read] = number
    owner[owner < 0] = 0
    return {
        name: replace(column, tags=np.where(owner == number, column.tags, np.uint8(Tag.BLANK)))
        for number, name in enumerate(fields)
    }


def _without_entry(view: View, rows: np.ndarray) -> list[SetAside]:
    reasons = np.full(view.sheet.rows, "", dtype=object)
    reasons[rows] = "no_entry"
    return ranges(reasons, lambda row: " ".join(filter(None, view.shown[row]))[:200])


def _counted(grid: _Grid, rows: np.ndarray) -> Iterator[Said]:
    cells = grid.filled[rows]
    filled, blank = int(cells.sum()), int(cells.size - cells.sum())
    yield Said(
        f"矩阵{len(rows)}行×{len(grid.across)}列：{filled}格有内容，各成一条记录；{blank}格空白，不算记录",
        f"a matrix of {len(rows)} rows and {len(grid.across)} columns: {filled} cells are filled, each of which is a "
        f"record; {blank} are blank and are none",
    )


def _nobody(grid: _Grid, rows: np.ndarray, aside: Sequence[SetAside]) -> Iterator[Said]:
    """Rows of the grid with entries that were set aside, since nothing says whom they are about."""
    below = np.arange(grid.block.rows.stop, grid.view.sheet.rows)
    told = [row - 1 for one in aside if one.reason == "total" for row in range(one.row, one.to_row + 1)]
    others = np.setdiff1d(below[grid.filled[below].any(axis=1)], [*rows.tolist(), *told])
    if len(others):
        some = ", ".join(str(grid.view.region.top + row + 1) for row in others[:_EXAMPLES].tolist())
        more = ("等", ", …") if len(others) > _EXAMPLES else ("", "")
        yield Said(
            f"有{len(others)}行的格里有内容，却看不出是谁的（第{some.replace(', ', '、')}{more[0]}行），没有读入，"
            "见未计入的行",
            f"{len(others)} rows have filled cells, but nobody is named in them (row {some}{more[1]}); they were not "
            "imported, see the rows set aside",
        )


def _elsewhere(grid: _Grid, rows: np.ndarray) -> Iterator[Said]:
    """Columns in which something stands beside the people, without being of a field or of the grid."""
    taken = {*grid.across.tolist(), *(match.column for match in grid.people)}
    columns = enumerate(grid.view.sheet.columns)
    left = [number for number, one in columns if number not in taken and (one.tags[rows] != Tag.BLANK).any()]
    if left:
        named = [Region.cell(0, number + grid.view.region.left).corner[:-1] for number in left]
        yield Said(
            f"{'、'.join(named)}列没有列标题，没有读入",
            f"no heading stands over column {', '.join(named)}; it was not read",
        )


_EXAMPLES = 3
