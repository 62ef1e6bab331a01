"""What pages tell of an audit, kept beside it so that no page reads the whole of it."""

from __future__ import annotations

import hashlib
from typing import Literal

from msgspec import Struct

from svcqa.accounts import InputAccount, Said
from svcqa.basis import Coverage, RegisterFacts
from svcqa.plans import Plan
from svcqa.weights import Weight

Slot = Literal["columns", "formats", "sheets"]
Key = tuple[str, str, str]
"""Slot, outer and inner name of a setting."""


class RuleCount(Struct, frozen=True):
    """A rule with findings, or with subjects that could not be judged."""

    ruleset: str
    rule: str
    clause: str
    title: Said
    weight: Weight
    findings: int
    """Those that nothing excuses."""
    excused: int
    undetermined: int
    reasons: list[tuple[str, int]]
    """Codes of why subjects could not be judged, and how many."""


class Unassessed(Struct, frozen=True):
    """A rule that was not assessed, and why."""

    rule: str
    clause: str
    title: Said
    weight: Weight
    code: str
    text: Said


class Results(Struct, frozen=True):
    """An audit in figures, rule by rule."""

    by_weight: dict[Weight, int]
    """Weight → findings that nothing excuses."""
    excused: int
    records: int
    judged: int
    """Judgements by rules of manuals."""
    coverage: Coverage
    rules: list[RuleCount]
    """The heaviest first, and of these those with the most findings."""
    unassessed: list[Unassessed]
    reasons: dict[str, Said]
    """Code of why something could not be judged → in words."""
    unread: list[tuple[str, Said]]
    """Files and sheets that could not be read, and why."""
    plan: Plan | None


class Proposal(Struct, frozen=True):
    """Something that a sheet may mean; it has no effect until somebody confirms it.

    Confirmed, it is a setting of the project: ``slot`` → ``outer`` → ``inner``: ``value``, as in ``svcqa.yaml``; a
    sheet has no ``inner``.
    """

    slot: Slot
    outer: str
    inner: str
    value: str
    register: str
    places: list[tuple[int, int, str]]
    """Number of the file, number of its sheet, letter of the column (none for a sheet): where it was seen."""
    example: str = ""
    """What stands in a cell that can be read in several ways, for a format."""

    @property
    def key(self) -> Key:
        """The setting it would be; two of one key exclude each other."""
        return self.slot, self.outer, self.inner

    @property
    def name(self) -> str:
        """A name for what it says, which stays the same wherever it is seen; headings hold what forms cannot carry."""
        return hashlib.sha256("\0".join([*self.key, self.value]).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Accounts(Struct, frozen=True):
    """What became of every file, sheet and column, and what may be meant by them."""

    inputs: list[InputAccount]
    registers: dict[str, RegisterFacts]
    proposals: list[Proposal]
    settings: dict[str, str]
    """Settings by which files were read otherwise than usual."""
