"""Text: one sentence in the two languages svcqa speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Lang = Literal["zh", "en"]
LANGS: Final[tuple[Lang, ...]] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in Chinese and in English, with optional ``{named}`` slots.

    Both are always given: a report is printed in either language from the same audit.
    """

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        """The sentence in one language."""
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> Text:
        """The same sentence with its slots filled.

        A value that is itself a :class:`Text` is filled in language by language.

        Raises:
            KeyError: a slot has no value.
        """
        return Text(
            zh=self.zh.format_map({name: _said(value, "zh") for name, value in values.items()}),
            en=self.en.format_map({name: _said(value, "en") for name, value in values.items()}),
        )

    def __str__(self) -> str:
        return self.en


def _said(value: object, lang: Lang) -> object:
    return value.say(lang) if isinstance(value, Text) else value
