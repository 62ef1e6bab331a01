"""Headings: which column is which field. Only exact hits of known headings count; nothing is taken on likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from svcqa.intake.layout.labels import Label
from svcqa.registers import Register

if TYPE_CHECKING:
    from svcqa.intake.layout.regions import Region

How = Literal["heading", "config", "unmapped", "ambiguous", "proposed", "matrix", "hidden"]
_BRACKETS = re.compile(r"[(\[【<][^)\]】>]*[)\]】>]")
_TARGET = re.compile(r"(?:[<>≤≥=]+\d.*|%)$")
_DROPPED = re.compile(r"[\s*:﹡＊]+")
_UNITS = frozenset(
    {
        "元", "千元", "万元", "百万元", "千万元", "亿元", "美元",
        "%", "‰", "mm", "cm", "m", "km", "kg", "g", "t", "吨", "㎡", "m2",
        "平方米", "立方米", "天", "日", "工作日", "个工作日", "小时", "时", "分钟", "分", "秒", "h", "min", "s", "年",
        "月", "岁", "个", "件", "台", "套", "次", "人", "份", "页", "条", "单",
    }
)  # fmt: skip
"""Words in brackets that are a unit; 必填 or 8位 are none."""
_FACTORS = {"亿元": 1e8, "千万元": 1e7, "百万元": 1e6, "万元": 1e4, "千元": 1e3}
"""Larger units of money, those that contain another first."""
NO_COLUMNS: Mapping[int, str] = {}


@dataclass(frozen=True)
class Match:
    """One column: its heading and the field it was taken for."""

    column: int
    heading: str
    field: str | None
    how: How
    proposed: str | None = None
    """The field it may stand for; not taken until somebody confirms it."""
    where: Region | None = None
    """The cells of the field, where they are not those of the column."""


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

    @cached_property
    def words(self) -> Mapping[str, set[str]]:
        """Known heading, normalised → the fields it may stand for."""
        return self._known | {word: {field} for word, field in self._confirmed.items()}

    def match(self, headings: Sequence[str | Label | None], declared: Mapping[int, str] = NO_COLUMNS) -> list[Match]:
        """One match per column that has a heading, or is declared.

        A field that two columns claim, and a heading that fits two fields, are questions: neither is taken. A column
        that claims a field by all its levels goes before one that claims it by a single level.

        Args:
            headings: what each column is called.
            declared: column → field, where somebody says so; headings claim nothing against it.
        """
        labels = [Label((one,)) if isinstance(one, str) else one for one in headings]
        claims = [
            self._claim(label) if number not in declared else (declared[number], "config", 0)
            for number, label in enumerate(labels)
        ]
        claims = [
            (None, "unmapped", 0) if field in declared.values() and number not in declared else (field, how, rank)
            for number, (field, how, rank) in enumerate(claims)
        ]
        sure = [field for field, _, rank in claims if field and rank == 0]
        claims = [
            (None, "unmapped", 0) if rank and field in sure else (field, how, rank) for field, how, rank in claims
        ]
        twice = _repeated(field for field, _, _ in claims if field)
        found = []
        for number, (label, (field, how, _)) in enumerate(zip(labels, claims, strict=True)):
            if label is None and number not in declared:
                continue
            text = label.text if label else ""
            doubtful = how == "ambiguous" or field in twice
            found.append(Match(number, text, None if doubtful else field, "ambiguous" if doubtful else how))
        return found

    def _claim(self, label: Label | None) -> tuple[str | None, How, int]:
        """The field a column claims, how, and whether by all its levels (0) or by one of them (1)."""
        doubtful = False
        for number, word in enumerate(label.words if label else ()):
            field, how = self.field_of(word)
            if field:
                return field, how, int(number > 1)
            doubtful = doubtful or how == "ambiguous"
        return None, "ambiguous" if doubtful else "unmapped", 0

    def field_of(self, heading: str) -> tuple[str | None, How]:
        """The field a single heading stands for, and how that is known."""
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
    text = unicodedata.normalize("NFKC", heading)
    return next((factor for unit, factor in _FACTORS.items() if unit in text), 1.0)


def unit_of(heading: str) -> str | None:
    """The unit a heading names: 万元 of 单价(万元), % of 合格率%."""
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", heading))
    named = [found.group()[1:-1] for found in _BRACKETS.finditer(text)]
    units = [name.removeprefix("单位") for name in named if name.removeprefix("单位") in _UNITS]
    return units[0] if units else "%" if text.endswith("%") and target_of(heading) is None else None


def target_of(heading: str) -> str | None:
    """The target a heading names: ≥95% of 首响及时率≥95%."""
    found = _TARGET.search(_DROPPED.sub("", unicodedata.normalize("NFKC", heading)).rstrip(")]】"))
    return found.group() if found and found.group() != "%" else None
