"""What people enter for a score: points from their own copy of the standard, conclusions, papers, the certificate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from svcqa.schemes.models import Mode
from svcqa.text import Text

FACTS: Mapping[str, Text] = {
    "points_source": Text("分值来源（标准版本、手中文本）", "Where the points come from (edition, copy at hand)"),
    "entered_by": Text("分值录入人", "Points entered by"),
    "checked_by": Text("分值核对人", "Points checked by"),
    "body": Text("认证机构", "Certification body"),
    "evaluation": Text("评价类型（首次或续评）", "Kind of evaluation (first or renewal)"),
    "specials_place": Text("特别加减分计在折算之后或之前", "Special points count after or before conversion"),
    "certificate_no": Text("现有证书编号", "Number of the present certificate"),
    "level_held": Text("现有等级", "Level held"),
    "issued_on": Text("发证日期", "Certificate issued on"),
    "last_surveillance": Text("上次监督评价日期", "Last surveillance on"),
}
"""Code of a matter → what it is called."""
EVALUATIONS: Mapping[str, Text] = {"first": Text("首次", "first"), "renewal": Text("续评", "renewal")}
PLACES: Mapping[str, Text] = {"after": Text("之后", "after"), "before": Text("之前", "before")}
MODES: Mapping[Mode, Text] = {"full": Text("全扣", "full"), "proportional": Text("按比例", "proportional")}
CONCLUSIONS: Mapping[Literal["", "conforms", "fails"], Text] = {
    "conforms": Text("符合", "conforms"),
    "fails": Text("不符合", "does not conform"),
}
KINDS: Mapping[Literal["deduct", "bonus"], Text] = {"deduct": Text("扣分", "deduction"), "bonus": Text("加分", "bonus")}
WORDS: Mapping[str, Mapping[str, Text]] = {"evaluation": EVALUATIONS, "specials_place": PLACES}
"""Matter → its codes in words, where it is one of a few."""


@dataclass(frozen=True)
class EnteredItem:
    """A row of the items: blank where nothing was entered."""

    item: str
    place: str
    title: str = ""
    points: Fraction | None = None
    mode: Mode | None = None
    applies: bool = True
    why_not: str = ""
    conclusion: Literal["", "conforms", "fails"] = ""
    sampled: int | None = None
    failed: int | None = None
    seen: str = ""
    concluded_by: str = ""
    rules: tuple[str, ...] = ()
    """Patterns of rules, instead of those that mappings name."""


@dataclass(frozen=True)
class EnteredSpecial:
    """A special deduction or bonus."""

    kind: Literal["deduct", "bonus"]
    trigger: str
    ref: str
    rectified: bool
    place: str


@dataclass(frozen=True)
class EnteredFact:
    """A matter of the certification."""

    code: str
    title: Text
    value: str
    place: str

    @property
    def said(self) -> Text:
        """What is so, in words."""
        return WORDS.get(self.code, {}).get(self.value) or Text(self.value, self.value)


@dataclass(frozen=True)
class EnteredFormer:
    """A nonconformity that a former certifier found."""

    number: str
    found_on: dt.date | None
    item: str
    fact: str
    closed_on: dt.date | None
    proof: str
    verified_by: str
    place: str

    @property
    def open(self) -> bool:
        """No date, no proof or nobody who verified: its closure is not shown."""
        return not (self.closed_on and self.proof and self.verified_by)


@dataclass(frozen=True)
class EnteredPaper:
    """Where something that certifiers ask for is."""

    code: str
    where: str
    covers_from: dt.date | None
    covers_to: dt.date | None
    note: str
    place: str


@dataclass(frozen=True)
class ScoreSheet:
    """A scoring workbook, read; an empty one where none was given."""

    file: str = ""
    items: Mapping[str, EnteredItem] = field(default_factory=dict)
    specials: Sequence[EnteredSpecial] = ()
    facts: Mapping[str, EnteredFact] = field(default_factory=dict)
    former: Sequence[EnteredFormer] = ()
    papers: Mapping[str, EnteredPaper] = field(default_factory=dict)

    def fact(self, code: str) -> str:
        """What was entered of a matter; empty: nothing."""
        return self.facts[code].value if code in self.facts else ""

    def day(self, code: str) -> dt.date | None:
        """The same as a day."""
        return dt.date.fromisoformat(self.fact(code)) if self.fact(code) else None
