"""What pages ask of prepared sheets, and what they get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from svcqa.accounts import Said
from svcqa.weights import Weight

Kind = Literal["finding", "unjudged"]
"""A finding, or a subject that could not be judged."""


class RuleFacts(Struct, frozen=True):
    """A rule as it is told beside its findings."""

    rule: str
    edition: str = ""
    clause: str = ""
    chapter: str = ""
    manual: Said | None = None
    version: str = ""
    title: Said | None = None
    remedy: Said | None = None
    source: str = ""


class Told(Struct, frozen=True):
    """A piece of evidence: what it is called and says."""

    title: Said
    said: Said


class ColumnFacts(Struct, frozen=True):
    """What a column was taken for; ``field`` is none where it was taken for nothing."""

    heading: str
    field: Said | None


class SheetFacts(Struct, frozen=True):
    """A sheet of a file, or a file of which no sheet could be read.

    Rows are counted from 1 and columns from 0; ``widths`` holds a class of width for each column, 0 to 4.
    ``read`` says whether its cells were written down.
    """

    number: int
    file: str
    sheet: str
    state: str = "visible"
    read: bool = False
    rows: int = 0
    widths: list[int] = []
    hidden_columns: list[int] = []
    merged: list[tuple[int, int, int, int]] = []
    columns: dict[int, ColumnFacts] = {}
    register: Said | None = None
    why: Said | None = None
    problem: Said | None = None
    notes: list[Said] = []
    findings: int = 0
    unjudged: int = 0


@dataclass(frozen=True)
class Place:
    """A cell that a finding rests on. ``number`` is that of its sheet, and none where the sheet is not known.

    ``row`` is 0 where a whole sheet is meant; ``own`` tells the judged record from evidence beside it.
    """

    number: int | None
    row: int
    column: int
    file: str
    sheet: str
    cell: str
    value: str | None
    own: bool


@dataclass(frozen=True)
class Entry:
    """A finding or an unjudged subject as lists tell it; ``number`` is its position in the order of the sheets."""

    number: int
    kind: Kind
    sheet: int | None
    row: int
    column: int
    rule: RuleFacts
    weight: Weight
    unit: str | None
    fingerprint: str
    key: str
    message: Said
    excused_by: str | None


@dataclass(frozen=True)
class Detail:
    """An entry with all it rests on."""

    entry: Entry
    places: Sequence[Place]
    evidence: Sequence[Told]


@dataclass(frozen=True)
class Remark:
    """Why rows are no records, or that they are hidden; ``region`` names the table meant where a sheet has several."""

    reason: str
    text: str
    region: str


@dataclass(frozen=True)
class Shown:
    """What a cell shows; ``cut`` says that there is more, ``uncalculated`` that a formula has no result."""

    text: str
    cut: bool = False
    uncalculated: bool = False


@dataclass(frozen=True)
class Window:
    """A part of a sheet: rows ``first`` on and columns ``left`` on; blank cells are ``None``."""

    first: int
    left: int
    rows: Sequence[Sequence[Shown | None]]
    remarks: Mapping[int, Sequence[Remark]]
    """Row → why it is no record."""
    marks: Mapping[tuple[int, int], Sequence[tuple[Entry, bool]]]
    """Row and column → what rests on it, and whether as the judged record's own cell."""


@dataclass(frozen=True)
class Filters:
    """What is asked of findings; ``None`` and ``""`` ask nothing.

    ``rule`` and ``unit`` are numbers as :meth:`Prepared.counts` gives them; ``state`` is a decision, ``unreviewed`` or
    ``excused``.
    """

    kind: Kind | None = None
    sheet: int | None = None
    rule: int | None = None
    weight: Weight | None = None
    unit: int | None = None
    state: str = ""
    text: str = ""


@dataclass(frozen=True)
class Counts:
    """How many entries there are of what, as far as the other filters let them through."""

    total: int
    kinds: Mapping[str, int]
    weights: Mapping[str, int]
    rules: Sequence[tuple[int, RuleFacts, int]]
    units: Sequence[tuple[int, str | None, int]]
    states: Mapping[str, int] = field(default_factory=dict)
