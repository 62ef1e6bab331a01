"""Columns that are as wide as what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svcqa.reports.sheets import FileLink, Head, Link, Value
from svcqa.reports.words import Words
from svcqa.widths import width

_NARROWEST, _WIDEST = 8, 40
_SAMPLE = 2_000


def heads(
    names: Sequence[str],
    rows: Sequence[Sequence[Value]],
    words: Words,
    *,
    wrapped: Mapping[str, int],
    numbers: frozenset[str],
) -> list[Head]:
    """The heads of a list's columns.

    Args:
        names: names of the headings.
        rows: the list; the first rows tell how wide a column must be.
        words: the wording.
        wrapped: columns of sentences, and how wide they are.
        numbers: columns of numbers.
    """
    return [
        Head(name, wrapped.get(name) or _fitting(words(name), [row[at] for row in rows[:_SAMPLE]]), name in wrapped,
             name in numbers)
        for at, name in enumerate(names)
    ]  # fmt: skip


def _fitting(heading: str, values: Sequence[Value]) -> int:
    """The width that a column needs, within reason."""
    texts = (str(value.value if isinstance(value, (Link, FileLink)) else value)[:_WIDEST] for value in values)
    widest = max(map(width, {heading, *texts}))
    return min(max(widest + 2, _NARROWEST), _WIDEST)
