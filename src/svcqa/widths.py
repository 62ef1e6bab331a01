"""Text in columns, where a Chinese character is two columns wide."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width


def width(text: str) -> int:
    """Columns the text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with spaces to a width."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def clip(text: str, columns: int) -> str:
    """The beginning of the text that fits into a width, with an ellipsis if that is not all."""
    if width(text) <= columns:
        return text
    kept, used = "", 3
    for character in text:
        used += _columns(character)
        if used > columns:
            break
        kept += character
    return kept + "..."


def aligned(rows: Sequence[Sequence[str]], numbers: frozenset[int]) -> list[str]:
    """Rows as lines, their cells under each other; the columns named in ``numbers`` to the right."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(pad(cell, size, right=at in numbers) for at, (cell, size) in enumerate(zip(row, widths, strict=True)))
        .rstrip()
        for row in rows
    ]  # fmt: skip


def _columns(character: str) -> int:
    return 0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
