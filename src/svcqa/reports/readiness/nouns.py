"""What a report on readiness is made of, said in one language: the page and the paper print the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Anchor:
    """An item that stands elsewhere in the report."""

    item: str
    text: str


Cell = str | Anchor | Sequence[str]
"""What stands in a cell; several texts stand one below the other, and a report may fold them."""


@dataclass(frozen=True)
class Head:
    """A column: what stands over it, its width on paper in centimetres, and whether it holds numbers, or days.

    A column of width 0 is not printed on paper, where what stands in it is printed beside.
    """

    text: str
    width: float
    kind: Literal["", "n", "date"] = ""


@dataclass(frozen=True)
class Table:
    """A list with its heads; ``strong`` rows, by their numbers, sum up others."""

    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Section:
    """A heading, what is to be known, a list, or what is said where the list is empty."""

    name: str
    title: str
    notes: Sequence[str]
    table: Table
    empty: str = ""
    after: Sequence[str] = ()


@dataclass(frozen=True)
class Block:
    """One item: facts, what is to be known of it, the rules and the nonconformities that bear on it."""

    item: str
    title: str
    state: str
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]
    rules_told: str
    """How many rules there are, and what they found; empty: none bears on it."""
    rules: Table
    telling: Table
    """The same, of the rules that have something to say; most confirmed first, then those not assessed."""
    quiet: str
    """How many have not."""
    parts_told: str
    parts: Table


@dataclass(frozen=True)
class Card:
    """A key figure."""

    name: str
    title: str
    figure: str
    notes: Sequence[str]
    small: str = ""
    """A long number below it."""


@dataclass(frozen=True)
class Front:
    """What stands first."""

    facts: Sequence[tuple[str, str]]
    digests: Sequence[tuple[str, str]]
    warning: str
    """In large letters, where no level is named; empty otherwise."""
    why: Sequence[str]
    """What is to be known of all of it, such as why no level is named."""
    cards: Sequence[Card]
    notes: Sequence[str] = field(default_factory=list)
