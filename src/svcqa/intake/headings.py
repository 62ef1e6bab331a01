"""Headings: which column is which field. Only exact hits of known headings count; nothing is taken on likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from svcqa.registers import Register

How = Literal["heading", "config", "unmapped", "ambiguous"]
_BRACKETS = re.compile(r"[(\[【<][^)\]】>]*[)\]】>]")
_TARGET = re.compile(r"(?:[<>≤≥=]+\d.*|%)$")
_DROPPED = re.compile(r"[\s*:﹡＊]+")


@dataclass(frozen=True)
class Match:
    """One column: its heading and the field it was taken for."""

    column: int
    heading: str
    field: str | None
    how: How


@lru_cache(maxsize=10_000)  # the first rows of a sheet are compared with the headings of every register
def normalised(heading: str) -> str:
    """A heading without what does not tell it apart: spaces, line breaks, unit, target, star, colon, case."""
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", heading))
    bare = _TARGET.sub("", _BRACKETS.sub("", text)) or text
    return bare.casefold()


class Aliases:
    """Every heading the fields of a register answer to."""

    def __init__(self, register: Register, confirmed: Mapping[str, str]) -> None:
        self._confirmed = {normalised(heading): field for heading, field in confirmed.items()}
        self._known: dict[str, set[str]] = {}
        for field, headings in register.headings().items():
            for heading in headings:
                self._known.setdefault(normalised(heading), set()).add(field)

    def match(self, headings: Sequence[str | None]) -> list[Match]:
        """One match per column that has a heading.

        A field that two columns claim, and a heading that fits two fields, are questions: neither is taken.
        """
        claimed = [self._field(heading) for heading in headings]
        twice = _repeated(field for field, _ in claimed if field)
        found = []
        for number, (heading, (field, how)) in enumerate(zip(headings, claimed, strict=True)):
            if heading is None:
                continue
            doubtful = how == "ambiguous" or field in twice
            found.append(Match(number, heading, None if doubtful else field, "ambiguous" if doubtful else how))
        return found

    def _field(self, heading: str | None) -> tuple[str | None, How]:
        if heading is None:
            return None, "unmapped"
        name = normalised(heading)
        if name in self._confirmed:
            return self._confirmed[name], "config"
        fields = self._known.get(name, set())
        if len(fields) > 1:
            return None, "ambiguous"
        return (next(iter(fields)), "heading") if fields else (None, "unmapped")


def _repeated(fields: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {field for field in fields if field in seen or seen.add(field)}  # type: ignore[func-returns-value]


def factor_of(heading: str) -> float:
    """What the amounts under a heading are multiplied by to be in 元."""
    return 10_000.0 if "万元" in unicodedata.normalize("NFKC", heading) else 1.0
