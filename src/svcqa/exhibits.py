"""Exhibits: small tables that a check declares, so that a report can draw what it saw.

A check names columns of its own judged frame; the core counts them over all judged subjects, and the table goes into
the audit. A report draws it without knowing the check.
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


ExhibitSpec = Distribution | Counts | Timeline
