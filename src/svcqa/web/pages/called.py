"""What registers, fields and proposals are called on pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svcqa.basis import RegisterFacts
from svcqa.text import Lang
from svcqa.web import words
from svcqa.web.results.nouns import Proposal


class Called:
    """Names in one language, of the registers of one audit; what it does not know is called by its own name."""

    def __init__(self, registers: Mapping[str, RegisterFacts], lang: Lang) -> None:
        self._registers, self._lang = registers, lang

    def __call__(self, register: str, field: str = "") -> str:
        """A register, or a field of it."""
        known = self._registers.get(register)
        if known is None or (field and field not in known.fields):
            return field or register
        said = known.fields[field] if field else known.title
        return said.zh if self._lang == "zh" else said.en

    def several(self, register: str, fields: Sequence[str]) -> list[str]:
        """Several fields of a register."""
        return [self(register, one) for one in fields]

    def meaning(self, one: Proposal) -> str:
        """What is proposed, or was confirmed, as a sentence."""
        register = self(one.register)
        if one.slot == "sheets":
            return words.say(self._lang, "read.sheets", outer=one.outer, register=register)
        if one.slot == "formats":
            field = self(one.register, one.inner)
            return words.say(self._lang, "read.formats", inner=field, value=one.value, register=register)
        heading, field = " ".join(one.inner.split()), self(one.register, one.value)
        return words.say(self._lang, "read.columns", inner=heading, value=field, register=register)
