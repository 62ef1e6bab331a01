"""Headers: how many rows the headings of a table take, and what each column is called over all of them.

A heading row goes on below where merged cells say so, or where the rows fill each other's gaps. What may be one row or
several is left open: the reading that knows more fields is taken.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from svcqa.intake.layout.headings import normalised
from svcqa.intake.layout.labels import Label
from svcqa.intake.layout.regions import View

MOST = 3
_DIGIT = re.compile(r"\d")
_PAIR = re.compile(r"[:：]\s*\S")


@dataclass(frozen=True, eq=False)
class Block:
    """Rows that may be the headings of a table."""

    first: int
    depth: int
    labels: Sequence[Label | None]
    """One a column; None where nothing stands over it."""
    certain: bool = True
    """Layout alone tells that it has this many rows."""

    @property
    def rows(self) -> range:
        """Its rows, from 0."""
        return range(self.first, self.first + self.depth)


def blocks_at(view: View, row: int, words: Container[str]) -> Iterator[Block]:
    """The headings that may begin at a row.

    Args:
        view: the sheet.
        row: the row.
        words: known headings, normalised.
    """
    depth, certain = 1, True
    yielded = [block_of(view, row, 1)]
    while depth < MOST and row + depth < view.sheet.rows:
        going_on = _goes_on(view, row, row + depth, words)
        if going_on is None:
            break
        certain = certain and going_on
        depth += 1
        block = replace(block_of(view, row, depth), certain=certain)
        yielded = [block] if certain else [*yielded, block]
    yield from yielded


def block_of(view: View, row: int, depth: int) -> Block:
    """The headings that take so many rows from a row on; without any, no column is called anything."""
    return Block(row, depth, _labels(view, row, depth) if depth else [None] * len(view.sheet.columns))


def _goes_on(view: View, first: int, below: int, words: Container[str]) -> bool | None:
    """Whether headings that begin at one row take another one too: surely, perhaps (False), or not at all (None)."""
    upper, lower = view.shown.filled(below - 1), view.shown.filled(below)
    if len(view.shown.filled(first)) < 2 or not view.shown.is_text(below):
        return None
    down, across = _spans(view, first, below)
    if down and not down & lower.keys():
        return True
    if not lower or any(_PAIR.search(text) for text in upper.values()):
        return None
    if any(_DIGIT.search(text) for text in lower.values()):
        return None
    return _fills_gaps(upper, lower, across, words)


def _fills_gaps(
    upper: Mapping[int, str], lower: Mapping[int, str], across: Mapping[int, range], words: Container[str]
) -> bool | None:
    """Whether a row says what stands below the groups of the row above, and nothing else; answered as above."""
    groups = across or _groups(upper, lower)
    single = upper.keys() - groups.keys()
    covered = {column for members in groups.values() for column in members}
    if not groups or single & lower.keys() or not lower.keys() <= covered | single or len(lower) < 2:
        return None
    if not across or single:
        return bool(across)
    # groups over all columns could be a title of several cells, unless what stands below are headings
    named = len(across) > 1 and not any(_DIGIT.search(text) for text in upper.values())
    return named and any(normalised(text) in words for text in lower.values())


def _spans(view: View, first: int, below: int) -> tuple[set[int], dict[int, range]]:
    """Columns of a merged heading that reaches down into a row; and merged headings just above it, by first column."""
    if not len(view.merged):
        return set(), {}
    top, left, bottom, right = view.merged.T
    down = np.flatnonzero((top >= first) & (top < below) & (bottom >= below) & (left == right))
    across = np.flatnonzero((bottom == below - 1) & (top >= first) & (right > left))
    filled = view.shown
    return (
        {int(left[one]) for one in down if filled[int(top[one])][int(left[one])]},
        {
            int(left[one]): range(int(left[one]), int(right[one]) + 1)
            for one in across
            if filled[int(top[one])][int(left[one])]
        },
    )


def _groups(upper: Mapping[int, str], lower: Mapping[int, str]) -> dict[int, range]:
    """Headings that stand over further columns, where no merged cell tells: the gaps right of them are filled below."""
    found = {}
    for column in upper:
        end = column + 1
        while end in lower and end not in upper:
            end += 1
        if end > column + 1 and column in lower:
            found[column] = range(column, end)
    return found


def _labels(view: View, row: int, depth: int) -> list[Label | None]:
    if depth == 1:
        return [Label((text,)) if text else None for text in view.shown[row]]
    levels = [_spread(view, row, row + level, row + depth - 1) for level in range(depth)]
    found: list[Label | None] = []
    tops = [next((level[column] for level in levels if level[column]), None) for column in range(len(levels[0]))]
    for column in range(len(levels[0])):
        words = [word for word, _ in groupby(level[column] for level in levels) if word]
        alone = tops.count(tops[column]) == 1
        found.append(Label(tuple(words), alone) if words else None)
    return found


def _spread(view: View, first: int, row: int, last: int) -> list[str | None]:
    """The texts of a heading row, those that stand over several columns repeated over each of them."""
    texts = list(view.shown[row])
    if row == last:
        return texts
    across = _spans(view, first, row + 1)[1] or _groups(view.shown.filled(row), view.shown.filled(row + 1))
    for column, members in across.items():
        for member in members:
            texts[member] = texts[member] or texts[column]
    return texts
