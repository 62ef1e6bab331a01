"""Boxes: the cells of a form, each with the range it is merged over, and the boxes beside and below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from svcqa.intake.layout.headings import normalised
from svcqa.intake.layout.regions import View


@dataclass(frozen=True)
class Box:
    """A cell, or a merged range; counted from 0, bottom and right inclusive."""

    row: int
    column: int
    bottom: int
    right: int
    text: str = ""

    @property
    def at(self) -> tuple[int, int]:
        """Its upper left corner."""
        return self.row, self.column


INNER = re.compile(r"([^:：]{1,20})[:：]\s*(\S.*)", re.DOTALL)
"""A label and its value in one cell: 单号：W001."""


def heading_of(text: str) -> str:
    """What of a cell may be a label: all of it, or what stands before its colon."""
    found = INNER.fullmatch(text)
    return found[1] if found else text


class Boxes:
    """The boxes of a window."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.rows, self.width = view.sheet.rows, len(view.sheet.columns)
        self._merged = {(top, left): (bottom, right) for top, left, bottom, right in view.sheet.merged}
        view.shown.load(range(self.rows))

    @cached_property
    def filled(self) -> list[Box]:
        """Every box that shows anything, row by row."""
        cells = ((row, column) for row in range(self.rows) for column in self._view.shown.filled(row))
        return [box for row, column in cells if (box := self._box(row, column)).text]

    @cached_property
    def words(self) -> Mapping[str, Sequence[int]]:
        """What a box says as a label, normalised (all of it, or what stands before a colon) → places in ``filled``."""
        places: dict[str, list[int]] = {}
        for at, box in enumerate(self.filled):
            places.setdefault(box.text, []).append(at)
        words: dict[str, list[int]] = {}
        for text, found in places.items():
            for word in {normalised(text), normalised(heading_of(text))}:
                words.setdefault(word, []).extend(found)
        return words

    def saying(self, words: Collection[str]) -> list[Box]:
        """The filled boxes that say one of some words as a label, row by row."""
        found = {at for word in self.words.keys() & words for at in self.words[word]}
        return [self.filled[at] for at in sorted(found)]

    def at(self, row: int, column: int) -> Box | None:
        """The box that covers a cell; ``None`` outside the window."""
        if not (0 <= row < self.rows and 0 <= column < self.width):
            return None
        merged = self._view.merged
        if len(merged):
            top, left, bottom, right = merged.T
            inside = (top <= row) & (row <= bottom) & (left <= column) & (column <= right)
            if inside.any():
                row, column = merged[inside.argmax()][:2].tolist()
        return self._box(row, column)

    def beside(self, box: Box) -> Box | None:
        """The box right of another, at its first row."""
        return self.at(box.row, box.right + 1)

    def below(self, box: Box) -> Box | None:
        """The box below another, at its first column."""
        return self.at(box.bottom + 1, box.column)

    def _box(self, row: int, column: int) -> Box:
        bottom, right = self._merged.get((row, column), (row, column))
        return Box(row, column, bottom, right, (self._view.shown[row][column] or "").strip())
