"""Exhibits as charts: what a template needs to draw them, in per cent of the width, so that text keeps its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from svcqa.findings import Exhibit
from svcqa.reports.shown import printable
from svcqa.reports.words import Words
from svcqa.widths import clip, width

MOST = 40
"""Bars of one chart; how many more there are is said, not drawn."""
HEIGHT, FOOT = 120, 126
"""Height of the highest bar of a timeline, and where the bars stand, in pixels from the top."""
_HEAD = 22
"""Height of the heads of the columns of numbers."""
_BESIDE, _ABOVE = 16, 44
"""Columns of a label that stands beside its bar, and of one above it."""
_LABELS, _NUMBERS, _GUTTER = 30.0, 11.0, 5.0
"""Per cent of the width for labels beside bars, for one column of numbers, for the swatches of a timeline."""
_ACROSS = 46
"""Characters that stand side by side under a timeline on a narrow screen; more are turned."""
_DENSE = 16
"""Bars of a timeline that a narrow screen has room for."""


@dataclass(frozen=True)
class Segment:
    """The part of a bar that counts one verdict: where it starts and how long it is."""

    verdict: str
    start: float
    size: float


@dataclass(frozen=True)
class Bar:
    """One row of an exhibit, with one number per verdict of the chart."""

    label: str
    counts: Sequence[int]

    @property
    def total(self) -> int:
        """Subjects of the row."""
        return sum(self.counts)


@dataclass(frozen=True)
class Chart:
    """An exhibit ready to be drawn."""

    kind: str
    title: str
    verdicts: Sequence[str]
    """Verdicts that occur at all, in the order in which bars stack them."""
    bars: Sequence[Bar]
    left_out: int
    limit_after: int | None
    """Bars before the mark of the limit."""
    told: str
    """The whole chart in words, for those who do not see it."""
    counted: str = "verdict"
    """What the numbers of a bar are apart by, verdict or weight."""
    summed: bool = True
    """Whether all bars together are a number that says anything."""

    @property
    def total(self) -> int:
        """Subjects of all bars."""
        return sum(bar.total for bar in self.bars)

    @property
    def above(self) -> bool:
        """Whether labels stand above their bars, not beside them."""
        return self.kind != "timeline" and max(width(bar.label) for bar in self.bars) > _BESIDE

    @property
    def start(self) -> float:
        """Where lying bars begin, or the first column of a timeline."""
        return _GUTTER if self.kind == "timeline" else 0.0 if self.above else _LABELS

    @property
    def pitch(self) -> float:
        """How far the columns of a timeline stand apart."""
        return (100.0 - _GUTTER) / len(self.bars)

    def number_at(self, column: int) -> float:
        """Where a column of numbers ends."""
        return 100.0 - _NUMBERS * (len(self.verdicts) - 1 - column)

    @property
    def dense(self) -> bool:
        """Whether a timeline needs more width than a narrow screen has."""
        return self.kind == "timeline" and len(self.bars) > _DENSE

    @property
    def turned_labels(self) -> bool:
        """Whether the labels under a timeline must be turned."""
        return _too_wide([bar.label for bar in self.bars])

    @property
    def turned_numbers(self) -> bool:
        """Whether the numbers under a timeline must be turned."""
        return _too_wide([f"{max(bar.counts):,}" for bar in self.bars])

    @property
    def number_tops(self) -> list[int]:
        """Where the rows of numbers under a timeline begin; at the end of the list, where they end."""
        foot = FOOT + _depth([bar.label for bar in self.bars], turned=self.turned_labels)
        columns = zip(*(bar.counts for bar in self.bars), strict=True)
        texts = ([f"{count:,}" for count in column] for column in columns)
        return list(accumulate((_depth(one, turned=self.turned_numbers) for one in texts), initial=foot))

    @property
    def tall(self) -> int:
        """Height of a lying bar with its label and space."""
        return 42 if self.above else 25

    @property
    def height(self) -> int:
        """Height of the whole drawing."""
        if self.kind == "timeline":
            return self.number_tops[-1]
        return self.top(len(self.bars)) + 2

    def top(self, number: int) -> int:
        """Where the lying bar of that number begins; the mark of the limit takes room."""
        return _HEAD + number * self.tall + (20 if self.limit_after and number >= self.limit_after else 0)

    def lying(self, bar: Bar) -> list[Segment]:
        """The parts of a bar from left to right, in per cent of the width; a little air is left before the numbers."""
        return self._parts(bar, self.start, 97.0 - self.start - _NUMBERS * len(self.verdicts))

    def standing(self, bar: Bar) -> list[Segment]:
        """The parts of a column from the ground up, in pixels."""
        return self._parts(bar, 0.0, HEIGHT)

    def _parts(self, bar: Bar, start: float, room: float) -> list[Segment]:
        sizes = [count * room / max(one.total for one in self.bars) for count in bar.counts]
        starts = accumulate(sizes, initial=start)
        parts = zip(self.verdicts, starts, sizes, strict=False)  # the last start is the end of the bar
        return [Segment(verdict, at, size) for verdict, at, size in parts if size]


def chart(exhibit: Exhibit, words: Words) -> Chart | None:
    """The chart of an exhibit; none if all its numbers are zero."""
    rows = exhibit.rows[-MOST:] if exhibit.kind == "timeline" else exhibit.rows[:MOST]
    present = [at for at, _ in enumerate(exhibit.columns) if any(row[1 + at] for row in rows)]
    if not present:
        return None
    verdicts = [exhibit.columns[at] for at in present]
    bars = [Bar(_label(row[0], words), [int(row[1 + at]) for at in present]) for row in rows]
    mark = exhibit.limit_after if exhibit.limit_after and exhibit.limit_after < len(rows) else None
    told = told_of(bars, verdicts, words)
    return Chart(
        exhibit.kind, words.said(exhibit.title), verdicts, bars, len(exhibit.rows) - len(rows), mark, told
    )  # fmt: skip


def told_of(bars: Sequence[Bar], parts: Sequence[str], words: Words, counted: str = "verdict") -> str:
    """All bars in words."""
    return words("chart_end").join(_told(bar, [words.named(counted, part) for part in parts], words) for bar in bars)


def _label(said: Any, words: Words) -> str:
    return clip(printable(str(said[words.lang])), _ABOVE)


def _too_wide(texts: Sequence[str]) -> bool:
    return len(texts) * (max(map(width, texts)) + 1) > _ACROSS


def _depth(texts: Sequence[str], *, turned: bool) -> int:
    """Height of a row of texts."""
    return 14 + 7 * max(map(width, texts)) if turned else 19


def _told(bar: Bar, parts: Sequence[str], words: Words) -> str:
    """``≤ 15 min: Conforms 227``."""
    numbers = [f"{part} {count:,}" for part, count in zip(parts, bar.counts, strict=True) if count]
    return words("chart_row", label=bar.label, listed=words.listed(numbers) or "0")
