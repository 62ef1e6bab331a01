"""Workbooks with reviews, read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from svcqa.assignment.attaching import read
from svcqa.assignment.groups import rows_of
from svcqa.assignment.reviews import elements
from svcqa.assignment.sheets import REVIEWS
from svcqa.assignment.statements import Row


@dataclass(frozen=True)
class Book:
    """One workbook: its reviews, and what else of an audit workbook it holds."""

    name: str
    rows: Sequence[Row]
    elements: Mapping[str, str]
    assignment: Mapping[str, list[dict[str, str]]]
    """Its other sheets as they are filled in."""


def book_of(path: str | Path) -> Book:
    """A workbook by itself.

    Raises:
        InputError: it does not exist or cannot be read.
        UsageError: none of its sheets is one of an audit workbook.
    """
    found = read(path)
    others = {name: entries for name, entries in found.written.items() if name != REVIEWS and any(entries)}
    return Book(Path(path).name, rows_of(found[REVIEWS]), elements(found), others)
