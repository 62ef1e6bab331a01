"""Copied texts: one description for many events."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from svcqa import Lead, Records, Scene, Text, rare, signal
from svcqa_integrity.chance import at_least_once, poisson_tail

LEAST, LONG = 4, 12
"""Copies of a text that are worth a look, and characters that it has at least."""
OWN = 0.7
"""Where a smaller share of a field's texts are different ones, it is filled with set phrases."""


@signal(
    "copied_text",
    title=Text("文字照抄", "Copied texts"),
    means=Text(
        "本该各写各的描述却一字不差，可能是照抄。",
        "Descriptions that should be each their own are word for word the same, and may have been copied.",
    ),
    innocent=Text(
        "标准用语、模板和同一事件的多条记录也会如此。",
        "Set phrases, templates and several records of one event look the same.",
    ),
)
def copied_texts(scene: Scene) -> Iterator[Lead]:
    """One long text in several records of a field whose texts are otherwise nearly all different.

    The chance is that of so many copies if texts were repeated as often as the others of the field are.
    """
    for name, records in scene.records.items():
        fields = records.register.fields
        for field in (one for one in fields if fields[one].type == "text" and one in records.frame):
            yield from _copies(name, records, field)


def _copies(name: str, records: Records, field: str) -> Iterator[Lead]:
    texts = records.frame[field]
    texts = texts[texts.str.len().fillna(0) >= LONG]
    counts = texts.value_counts()
    copied = counts[counts >= LEAST]
    rest = len(texts) - int(copied.sum())
    if len(texts) < 50 or not len(copied) or copied.sum() > len(texts) / 4:
        return
    different = len(counts) - len(copied)
    if not rest or different / rest < OWN:
        return
    repeats = rest / different - 1 + 1 / different
    for text, count in copied.sort_index().items():
        chance = at_least_once(poisson_tail(int(count) - 1, repeats), len(counts))
        if rare(chance):
            told = Text(
                f"{count}条记录的文字一字不差：{_short(str(text))}",
                f"{count} records have one text: {_short(str(text))}",
            )
            at = np.asarray(texts.index[texts == text])
            yield Lead(name, (field,), at, told, int(count), len(texts), 1 + repeats, chance)


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"
