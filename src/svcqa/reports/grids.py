"""Grids: squares in rows and columns, cut into drawings that fit on paper, with their places in pixels.

A drawing keeps its size: a narrow screen scrolls it, and paper is wide enough. Squares of one tone are one path, so
that thousands of them weigh little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from svcqa.reports.shown import printable
from svcqa.widths import clip, width

PAPER = 680
"""Width of a drawing at most: what A4 has between its margins."""
_GLYPH = 6.2
"""Pixels of one column of a label."""
_LONGEST = 34
"""Columns of a label at most."""
_SHORTEST = 5
"""Columns below which the beginning of a name says nothing."""
_GAP = 8
_BESIDE = 120
_HEAD, _GROUP = 16, 18


@dataclass(frozen=True)
class Square:
    """A cell: how it is filled (nothing there: not at all), what it says, and what it says of findings."""

    tone: str = ""
    text: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Head:
    """The head of a column: its label, where that leads, and to what it belongs together with its neighbours."""

    label: str
    group: str = ""
    anchor: str | None = None
    title: str = ""
    marked: bool = False


@dataclass(frozen=True)
class Line:
    """A row; without squares it is a heading for the rows below."""

    label: str
    squares: Sequence[Square] = ()
    anchor: str | None = None


@dataclass(frozen=True)
class Shape:
    """How large a square may be, how many rows one drawing has, and whether the heads of its columns are turned."""

    wide: float
    high: int
    rows: int = 40
    narrow: float | None = None
    """Down to what columns are narrowed before they are cut into several drawings; as wide, if not given."""
    turned: bool = False


@dataclass(frozen=True, eq=False)
class Grid:
    """One drawing."""

    heads: Sequence[Head]
    lines: Sequence[Line]
    shape: Shape

    @cached_property
    def left(self) -> float:
        """Where the squares begin."""
        return labels_of(self.lines)

    @cached_property
    def wide(self) -> float:
        """Width of a square."""
        return min(self.shape.wide, (PAPER - self.left) / max(len(self.heads), 1))

    @property
    def width(self) -> int:
        """Width of the drawing; room is left for a label over its last column."""
        return min(round(self.left + self.wide * len(self.heads)) + _BESIDE, PAPER)

    @property
    def height(self) -> float:
        """Height of the drawing."""
        return self.top + self.shape.high * len(self.lines) + 2

    @cached_property
    def top(self) -> float:
        """Where the first row begins."""
        return self._heads_end + 2

    @cached_property
    def _groups_end(self) -> int:
        return _GROUP if any(head.group for head in self.heads) else 0

    @cached_property
    def _heads_end(self) -> float:
        depth = _GLYPH * max((width(head.label) for head in self.heads), default=0) + 6 if self.shape.turned else _HEAD
        return self._groups_end + depth

    def middle(self, column: int) -> float:
        """The middle of a column."""
        return self.left + (column + 0.5) * self.wide

    def y(self, row: int) -> float:
        """Where a row begins."""
        return self.top + row * self.shape.high

    @property
    def head_foot(self) -> float:
        """Where the heads of the columns stand."""
        return self._heads_end - 3

    @property
    def groups(self) -> Iterator[tuple[float, float, str]]:
        """Neighbours that belong together: from where to where, and as much of their name as fits."""
        if not self._groups_end:
            return
        at = 0
        for name, mine in groupby(self.heads, key=lambda head: head.group):
            start = self.left + at * self.wide
            at += len(list(mine))
            end = self.left + at * self.wide - 2
            room = int(((self.width if at == len(self.heads) else end) - start) / _GLYPH)
            yield start, end, clip(name, room) if room > _SHORTEST else ""

    @property
    def paths(self) -> Iterator[tuple[str, str]]:
        """Tone → the squares of that tone as one path."""
        found: dict[str, list[str]] = {}
        w, h = self.wide - 1, self.shape.high - 1
        for row, line in enumerate(self.lines):
            for column, one in enumerate(line.squares):
                if one.tone:
                    at = f"M{self.left + column * self.wide:.1f} {self.y(row):.1f}h{w:.1f}v{h}h-{w:.1f}z"
                    found.setdefault(one.tone, []).append(at)
        for tone in sorted(found):
            yield tone, "".join(found[tone])

    def signs(self, line: Line) -> Iterator[tuple[str, str, str]]:
        """The single characters of a row by tone: where each stands, and all of them as one text."""
        found: dict[str, list[tuple[str, str]]] = {}
        for column, one in enumerate(line.squares):
            if len(one.text) == 1 and not one.mark:
                found.setdefault(one.tone, []).append((f"{self.middle(column):.1f}", one.text))
        for tone, placed in found.items():
            yield tone, " ".join(at for at, _ in placed), "".join(text for _, text in placed)

    def texts(self, line: Line) -> Iterator[tuple[float, Square, bool]]:
        """What else stands in a row, and whether it must be squeezed into its square."""
        for column, one in enumerate(line.squares):
            if len(one.text) > 1 or one.mark:
                yield self.middle(column), one, len(one.text) * 5.6 > self.wide - 1


@dataclass(frozen=True)
class Key:
    """What a tone or a sign means."""

    tone: str
    sign: str
    text: str


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure: its drawings, what they mean, and the same in words."""

    name: str
    title: str
    note: str
    keys: Sequence[Key]
    grids: Sequence[Grid]
    told: str
    remarks: Sequence[str] = ()
    """What is not drawn."""
    columns: Sequence[Head] = ()
    """Columns that are numbered in the drawing."""
    table: tuple[Sequence[Head], Sequence[Line]] | None = None
    """The numbers once more, as a table with links."""
    listed: Sequence[tuple[Head, str]] = ()
    """What stands in the columns, in words."""


def label(text: str) -> str:
    """As much of a text as stands beside a row."""
    return clip(printable(text), _LONGEST)


def labels_of(lines: Iterable[Line]) -> float:
    """The room that the labels of rows need."""
    return _GLYPH * max((width(line.label) for line in lines), default=0) + _GAP


def grids(heads: Sequence[Head], lines: Sequence[Line], shape: Shape, *, thin: bool = False) -> list[Grid]:
    """The drawings; of about the same size where several are needed.

    Args:
        heads: the columns.
        lines: the rows.
        shape: of what size.
        thin: leave out of a drawing the rows of which none of its columns has anything.
    """
    across = max(int((PAPER - labels_of(lines)) / (shape.narrow or shape.wide)), 1)
    made = []
    for columns in _even(len(heads), across):
        cut = [replace(line, squares=line.squares[columns]) for line in lines]
        kept = [line for line in cut if not thin or any(one.tone for one in line.squares)]
        made += [Grid(heads[columns], kept[rows], shape) for rows in _even(len(kept), shape.rows)]
    return made


def _even(count: int, most: int) -> Iterator[slice]:
    """Slices of about the same length, none longer than that."""
    parts = -(-count // most)
    size = -(-count // parts) if parts else 1
    return (slice(at, at + size) for at in range(0, count, size))
