"""The wording of the reports in one language."""

from __future__ import annotations

from svcqa.accounts import Said, WholeSheet
from svcqa.basis import CommonFacts, Period
from svcqa.reports.wording import WORDS
from svcqa.text import Lang, Text

_SELDOM = 0.01


class Words:
    """The wording in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __call__(self, name: str, /, **values: object) -> str:
        """A sentence or heading by its name."""
        return WORDS[name].fill(**values).say(self.lang)

    def unfilled(self, name: str) -> str:
        """A sentence with its slots as they are written, for a script to fill."""
        return WORDS[name].say(self.lang)

    def named(self, kind: str, code: str) -> str:
        """A code in words; the code itself if it is not known here."""
        text = WORDS.get(f"{kind}.{code}")
        return text.say(self.lang) if text else code

    def said(self, said: Said | Text | None) -> str:
        """A sentence of the audit in this language; nothing if there is none."""
        return "" if said is None else said.zh if self.lang == "zh" else said.en

    def common(self, common: CommonFacts) -> str:
        """What is common elsewhere, and how far that is confirmed."""
        told = {"confidence": self.named("confidence", common.confidence), "source": self.said(common.source)}
        return self("common", value=common.value, **told)

    def chance(self, chance: float) -> str:
        """How often chance alone would show as much, in words."""
        if chance <= 0:
            return self("chance_never")
        return self("chance_once", count=f"{float(f'{min(1 / chance, 1e12):.2g}'):,.0f}")

    def expected(self, count: float) -> str:
        """How many chance alone would show."""
        return f"{count:,.3g}" if count >= _SELDOM or count == 0 else f"<{_SELDOM}"

    def period(self, period: Period) -> str:
        """The period under audit."""
        if period.first is None:
            return self("until", last=period.last)
        return self("from_to", first=period.first, last=period.last)

    def whole(self, one: WholeSheet) -> str:
        """What became of a sheet that is accounted for by regions."""
        numbers = {"rows": one.rows_read, "imported": one.imported, "aside": one.rows_read - one.imported}
        rows = self("read_rows", **{name: f"{number:,}" for name, number in numbers.items()})
        return self("whole_sheet", rows=rows, regions=len(one.regions), cells=f"{one.cells:,}")

    def listed(self, parts: list[str]) -> str:
        """Several things in a row."""
        return ("、" if self.lang == "zh" else ", ").join(parts)
