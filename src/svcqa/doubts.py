"""Doubts: how many cells of a column are written otherwise than the policy on dates asks, and what they may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from msgspec import Meta, Struct

from svcqa.text import Text

How = Literal["ambiguous", "unusual", "lenient"]


class Doubt(Struct, frozen=True):
    """Dates of a column that could be read otherwise than they are, counted, with the first of them as an example."""

    how: Annotated[
        How,
        Meta(description="Several readings; one reading, which was not taken; one reading, taken by `dates: lenient`."),
    ]
    cells: int
    text: Annotated[str, Meta(description="What stands in the first of the cells.")]
    readings: Annotated[list[str], Meta(description="What it may mean.")]
    formats: Annotated[list[str], Meta(description="Formats that would settle it, if one is declared.")] = []

    @property
    def said(self) -> Text:
        """The doubt in words."""
        return _SAID[self.how].fill(cells=self.cells, text=self.text, readings=one_of(self.readings))


_SAID: Mapping[str, Text] = {
    "ambiguous": Text(
        "{cells}个日期的读法不能确定，没有采用：{text}可能是{readings}",
        "{cells} dates can be read in more than one way and were not taken: {text} may be {readings}",
    ),
    "unusual": Text(
        "{cells}个日期不是规定的写法，没有采用：{text}看来是{readings}",
        "{cells} dates are not written as asked and were not taken: {text} seems to be {readings}",
    ),
    "lenient": Text(
        "{cells}个日期按宽松规则读取：{text}读作{readings}",
        "{cells} dates were read leniently: {text} as {readings}",
    ),
}


def one_of(readings: Sequence[str]) -> Text:
    """Several readings, as a choice."""
    return Text("或".join(readings), " or ".join(readings))
