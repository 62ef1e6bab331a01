"""Every sentence of the pages, in Chinese and English, by name; each topic has a module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from svcqa.errors import Problem
from svcqa.text import Lang, Text

TOPICS = (
    "frame",
    "errors",
    "login",
    "people",
    "projects",
    "deeds",
    "uploads",
    "results",
    "understanding",
    "sheets",
    "answers",
    "returns",
    "downloads",
    "mended",
    "following",
    "waivers",
    "checklist",
    "dashboard",
    "tokens",
    "api",
)
"""The modules with the sentences."""


@cache
def known() -> Mapping[str, Text]:
    """Name → sentence, of all topics.

    Raises:
        ValueError: two topics have a sentence of one name.
    """
    found: dict[str, Text] = {}
    for name in TOPICS:
        topic = import_module(f"{__name__}.{name}")
        twins = found.keys() & topic.WORDS.keys()
        if twins:
            raise ValueError(f"said twice: {', '.join(sorted(twins))}")
        found |= topic.WORDS
    return found


def say(lang: Lang, what: str | Text | Problem, /, **values: object) -> str:
    """A sentence in a language: by its name, or one that comes from the core.

    Raises:
        KeyError: there is no sentence of the name, or a slot of it has no value.
    """
    if isinstance(what, Problem):
        mend = f"{'' if lang == 'zh' else ' '}{what.mend.say(lang)}" if what.mend else ""
        return f"{what.what.say(lang)}{mend}"
    text = known()[what] if isinstance(what, str) else what
    return text.fill(**values).say(lang) if values else text.say(lang)
