"""Text on a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from svcqa.widths import pad, width

_PIECE = re.compile(
    r"\s+|[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’…—]|[^\s\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’…—]+"
)
_NEVER_FIRST = frozenset("，。、；：？！）》”’…")
"""Punctuation that must not begin a line."""


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines no wider than asked, unless a single word is; line breaks in it are kept."""
    return [line for paragraph in text.split("\n") for line in _wrapped(paragraph, columns)]


def table(rows: Iterable[Sequence[str]], indent: int = 0, gap: int = 2) -> list[str]:
    """Rows as aligned lines; the last column is left as it is."""
    lines = [[*row] for row in rows]
    if not lines:
        return []
    widths = [max(width(row[position]) for row in lines) for position in range(len(lines[0]) - 1)]
    margin, space = " " * indent, " " * gap
    return [
        (margin + space.join([*(pad(cell, size) for cell, size in zip(row, widths, strict=False)), row[-1]])).rstrip()
        for row in lines
    ]


def described(rows: Sequence[tuple[str, str]], columns: int, indent: int = 2, widest: int = 30) -> list[str]:
    """Names with their descriptions beside them, wrapped; a long name stands on its own line."""
    left = min(max((width(name) for name, _ in rows), default=0), widest)
    margin, gap = " " * indent, " " * (left + 2)
    lines = []
    for name, text in rows:
        wrapped = wrap(text, max(columns - indent - left - 2, 20))
        if width(name) > left:
            lines.append(margin + name)
            lines += [f"{margin}{gap}{line}" for line in wrapped]
        else:
            lines.append(f"{margin}{pad(name, left)}  {wrapped[0]}".rstrip())
            lines += [f"{margin}{gap}{line}" for line in wrapped[1:]]
    return lines


def _wrapped(paragraph: str, columns: int) -> list[str]:
    indent = paragraph[: len(paragraph) - len(paragraph.lstrip())]
    lines = [indent]
    for piece in _PIECE.findall(paragraph.strip()):
        fits = width(lines[-1]) + width(piece.rstrip()) <= columns
        if fits or piece in _NEVER_FIRST or lines[-1] == indent:
            lines[-1] += piece
        else:
            lines[-1] = lines[-1].rstrip()
            lines.append(indent + piece.lstrip())
    return [line.rstrip() for line in lines]
