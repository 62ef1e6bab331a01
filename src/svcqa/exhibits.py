"""Exhibits: small tables that a check declares, so that a report can draw what it saw.

A check names columns of its own judged frame; the core counts them over all judged subjects, and the table goes into
the audit. A report draws it without knowing the check. Exhibits of several rules that name the same overview are laid
together in one picture of the whole audit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from svcqa.text import Text


@dataclass(frozen=True)
class Distribution:
    """How long things took, in bands up to the limit and beyond; for a column of durations."""

    name: str
    title: Text
    column: str
    limits: tuple[str, ...] = ()
    """Columns of limits; the bands follow the first that is there, if all subjects have one limit of elapsed time."""
    overview: Text | None = None


@dataclass(frozen=True)
class Counts:
    """How many subjects stand in each state; for a column of codes."""

    name: str
    title: Text
    column: str
    states: Mapping[str, Text] = field(default_factory=dict)
    """Code → what it is called, in the order in which states are shown."""


@dataclass(frozen=True)
class Timeline:
    """How many subjects fall into each year or month; for a column of days."""

    name: str
    title: Text
    column: str
    overview: Text | None = None


@dataclass(frozen=True)
class Sign:
    """A state, and the one character that stands for it where there is no room for more."""

    text: Text
    sign: Text


@dataclass(frozen=True)
class Roster:
    """Who or what stands in which state, one by one: people, instruments, editions; each by its latest use."""

    name: str
    title: Text
    column: str
    """Who or what a subject is about; or for each of several a tuple of it, its state and its verdict."""
    state: str
    """Column of codes; where it says nothing, the verdict tells: not due yet, or undetermined."""
    states: Mapping[str, Sign]
    """Code → what it is called; the one that needs no attention first, the worst last."""
    when: str
    """Column of days: the latest use counts, and of several on that day the worst."""
    place: str
    """Place in the settings of what names them: its first field says whose register they are of."""
    held: str
    """Place in the settings of the partner whose records give the state."""
    overview: Text | None = None


AGEING = Text(zh="未办结事项的账龄", en="Ageing of what is still open")
"""The overview of how long what is open has been open, whichever check says so."""
AGES = (1, 7, 30, 60, 90, 180, 365)
"""Ends of the bands of ages where there is no limit, in days."""
ExhibitSpec = Distribution | Counts | Timeline | Roster
