"""Groups: a decision that is marked as that of its whole group counts for all its findings of which nothing is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from svcqa.assignment.reading import Entry
from svcqa.assignment.statements import Row, Statement, row_of
from svcqa.intake.values.words import yes_or_no

Group = tuple[str, str]
"""The sheet and the number of a group on it."""


def rows_of(entries: Iterable[Entry]) -> list[Row]:
    """The rows of a sheet of reviews, decisions about groups among them.

    Two marked rows of a group that say different things leave its silent rows undecided, and these say so.
    """
    rows = [row_of(entry) for entry in entries]
    leading = _leading(rows)
    return [_led(row, leading.get(_group(row), {})) for row in rows]


def _leading(rows: Sequence[Row]) -> dict[Group, dict[str, Statement]]:
    """Group → the decisions that are marked as those of the group, by what they say."""
    found: dict[Group, dict[str, Statement]] = defaultdict(dict)
    for row in rows:
        given = row.statements["auditor"]
        if row.entry["group"] and not given.silent and yes_or_no(row.entry["applies_to_group"]):
            found[_group(row)].setdefault(given.mark, given)
    return found


def _led(row: Row, leading: Mapping[str, Statement]) -> Row:
    if "applies_to_group" in row.entry.unread:
        return replace(row, unclear=True)
    if not leading or not row.statements["auditor"].silent:
        return row
    if len(leading) > 1:
        return replace(row, unclear=True)
    return replace(row, statements={**row.statements, "auditor": next(iter(leading.values()))})


def _group(row: Row) -> Group:
    return row.place.rpartition(" → ")[0], row.entry["group"]
