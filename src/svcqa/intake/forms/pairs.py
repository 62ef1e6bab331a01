"""Pairs: the labels of a form that name a field, and for each the cell with its value.

A value stands beside its label or below it. Where that cannot be told, or two labels claim one cell, the pair says why
it is in doubt and has no value: nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from svcqa.intake.forms.boxes import INNER, Box, Boxes
from svcqa.intake.layout.footers import is_closing
from svcqa.intake.layout.headings import Aliases, How
from svcqa.intake.values.words import is_date_line
from svcqa.text import Text

_FURTHER = re.compile(r"(?:^|\s|[,，;；])[^\s:：\d,，;；]{2,20}[:：]")
_Stands = Literal["beside", "below", "column", "blocked", "open"]

UNCLEAR = Text("值在右边还是下面看不出来", "its value may stand beside it or below it")
BLOCKED = Text("旁边和下面都没有放值的格", "neither the cell beside it nor the one below it can hold its value")
CLAIMED = Text("另一个标签也指向它的值所在的格", "another label claims the cell of its value")
SEVERAL = Text("同一格里写了几项", "several labels stand in one cell")
TWO_FIELDS = Text("它可以表示几个字段", "it may stand for several fields")


@dataclass(frozen=True)
class Pair:
    """A label and its value."""

    label: Box
    heading: str
    field: str | None
    """The field it names; None if it may name several."""
    how: How
    value: Box | None = None
    inner: str | None = None
    """The value, where it stands in the cell of its label: 单号：W001."""
    doubt: Text | None = None

    @property
    def said(self) -> str:
        """What the value shows; empty if it is blank."""
        shown = self.inner if self.inner is not None else self.value.text if self.value else ""
        return "" if is_date_line(shown) else shown


def pairs_in(boxes: Boxes, aliases: Aliases) -> list[Pair]:
    """The pairs of a form whose labels are headings of one register, row by row."""
    labels = {pair.label.at: pair for pair in (_labelled(box, aliases) for box in boxes.saying(aliases.words)) if pair}
    return _undisputed(list(_Reading(boxes, labels).pairs()))


def _labelled(box: Box, aliases: Aliases) -> Pair | None:
    """The pair that begins at a box, if it is a label; its value only if that stands in the same cell."""
    field, how = aliases.field_of(box.text)
    if how != "unmapped":
        return Pair(box, box.text, field, how, doubt=None if field else TWO_FIELDS)
    found = INNER.fullmatch(box.text)
    field, how = aliases.field_of(found[1]) if found else (None, "unmapped")
    if not found or how == "unmapped":
        return None
    doubt = SEVERAL if _FURTHER.search(found[2]) else None if field else TWO_FIELDS
    return Pair(box, found[1].strip(), field, how, box, found[2].strip(), doubt)


def _undisputed(pairs: list[Pair]) -> list[Pair]:
    """The pairs, without the values that two of them claim."""
    claims = Counter(pair.value.at for pair in pairs if pair.value and pair.inner is None)
    return [
        replace(pair, value=None, doubt=CLAIMED)
        if pair.value and pair.inner is None and claims[pair.value.at] > 1
        else pair
        for pair in pairs
    ]


class _Reading:
    """Where the values of some labels stand."""

    def __init__(self, boxes: Boxes, labels: Mapping[tuple[int, int], Pair]) -> None:
        self._boxes, self._labels = boxes, labels
        self._stands = {at: self._alone(pair.label) for at, pair in labels.items() if pair.inner is None}
        self._rows: dict[int, set[_Stands]] = {}
        for (row, _), stands in self._stands.items():
            self._rows.setdefault(row, set()).add(stands)

    def pairs(self) -> Iterator[Pair]:
        """Every label of a form; what is the heading of a table's column is none."""
        for at, pair in self._labels.items():
            stands = self._stands.get(at)
            if stands is None or pair.doubt:
                yield pair
            elif stands in ("open", "blocked"):
                yield from self._among_others(pair, self._rows[at[0]])
            elif stands != "column":
                yield replace(pair, value=self._beside(pair.label) if stands == "beside" else self._below(pair.label))

    def _alone(self, label: Box) -> _Stands:
        """Where the value of a label stands, as far as its own neighbours tell."""
        right, below = self._beside(label), self._below(label)
        if self._is_value(right):
            return "beside"
        no_room = self._is_label(right) or (right.column >= self._boxes.width and label.right > label.column)
        if not no_room:
            return "open"
        if not self._is_value(below):
            return "blocked"
        return "column" if self._is_label(right) and self._is_value(self._below(below)) else "below"

    def _among_others(self, pair: Pair, row: set[_Stands]) -> Iterator[Pair]:
        """What stands beside a label is blank, or a label: the other labels of its row tell where its value is."""
        label, blocked = pair.label, self._stands[pair.label.at] == "blocked"
        if "beside" not in row and "column" in row:
            return
        if "beside" not in row and "below" in row and not self._is_label(self._below(label)):
            yield replace(pair, value=self._below(label))
        elif blocked:
            yield replace(pair, doubt=BLOCKED)
        elif self._lies_apart(self._below(label)) or self._lies_apart(self._after_gap(label)):
            yield replace(pair, doubt=UNCLEAR)
        else:
            yield replace(pair, value=self._beside(label))

    def _lies_apart(self, box: Box) -> bool:
        """Something stands there that could be a value: it is no label, and has no value of its own beside it."""
        return self._is_value(box) and not is_date_line(box.text) and not self._is_value(self._beside(box))

    def _after_gap(self, label: Box) -> Box:
        """The first box in the row of a label, beyond the blank one beside it, that shows anything."""
        found = self._beside(label)
        while not found.text and found.right < self._boxes.width:
            found = self._beside(found)
        return found

    def _is_value(self, box: Box) -> bool:
        return bool(box.text) and not self._is_label(box)

    def _is_label(self, box: Box) -> bool:
        written = box.text.endswith((":", "：")) or is_closing(box.text)
        return box.at in self._labels or (written and not is_date_line(box.text))

    def _beside(self, box: Box) -> Box:
        return self._boxes.beside(box) or Box(box.row, box.right + 1, box.row, box.right + 1)

    def _below(self, box: Box) -> Box:
        return self._boxes.below(box) or Box(box.bottom + 1, box.column, box.bottom + 1, box.column)
