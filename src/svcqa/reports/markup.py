"""Values in Markdown: whatever stands in them is shown, and nothing of it is markup, a link or a mention.

What could be taken for anything by a renderer, or by a forge that looks for links, mentions and issue numbers in the
finished text, becomes a code span, which all of them leave alone; backslashes would stop the renderer only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from svcqa.reports.shown import printable

_HARMLESS = re.compile(r"[^!-/:-@\[-`{-~]*(?:[,.;:()/+'\"?-][^!-/:-@\[-`{-~]*)*")
"""No ASCII punctuation but what ends sentences and stands in dates."""
_ACTIVE = re.compile(r"www\.|:/|:[\w+-]+:|--|\w\.[a-z]|^(?:\d+[.)]|[-+])(?:\s|$)", re.IGNORECASE)
"""What becomes a link, a picture, a dash or an item of a list although its characters are harmless."""
_TICKS = re.compile(r"`+")
_PIPE = "&#124;"
"""No renderer ends a cell at it; how a backslash before a bar is read differs between them."""


def shown(value: str) -> str:
    """A value on one line, for a cell of a table or within a sentence."""
    text = printable(value).strip()
    if _HARMLESS.fullmatch(text) and not _ACTIVE.search(text):
        return text
    return _PIPE.join(code(piece) for piece in text.split("|"))


def code(text: str) -> str:
    """A code span around printable text without a bar; nothing around nothing."""
    if not text:
        return ""
    fence = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
    room = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{room}{text}{room}{fence}"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], numbers: int = 0) -> Iterator[str]:
    """The lines of a table of cells that are markup already; the last columns may hold numbers."""
    first = list(heads)
    yield _line(first)
    yield _line(["---"] * (len(first) - numbers) + ["---:"] * numbers)
    yield from map(_line, rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
