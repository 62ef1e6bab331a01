"""What falls due as a workbook: figures by unit, and one list of all, the units one after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from svcqa.due import Falling, Item, falling
from svcqa.findings import Audit
from svcqa.reports import listing
from svcqa.reports.due import said
from svcqa.reports.sheets import Book, Head, Link, Section, Value
from svcqa.reports.shown import key_text
from svcqa.reports.words import Words
from svcqa.reports.workbook import moment_of
from svcqa.requests import RenderRequest

_COLUMNS: Mapping[str, tuple[int, bool, bool]] = {
    "due_state": (9, False, False), "due_day": (19, False, False), "due_days": (10, False, True),
    "due_kind": (12, False, False), "due_unit": (13, True, False), "key": (22, True, False),
    "clause": (16, True, False), "title_of": (44, True, False), "cells": (26, True, False),
    "values": (26, True, False), "file": (26, True, False), "sheet": (14, True, False),
    "rule": (20, False, False), "ruleset": (22, True, False), "fingerprint": (18, False, False),
}  # fmt: skip
"""Column → its width, whether its text is wrapped, and whether it is a number."""
_FRONT = (Head("name_of", 34, True, False), Head("due_overdue", 16, False, True), Head("due_coming", 12, False, True),
          Head("remark", 90, True, False))  # fmt: skip
_PRINTED = tuple(_COLUMNS).index("values")


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The workbook in one language; the same audit gives the same bytes."""
    words, found, stream = Words(request.lang), falling(audit), io.BytesIO()
    # a stable order: within a unit what is overdue comes first
    items = sorted(found.items, key=lambda item: (item.due.unit is None, item.due.unit or ""))
    with Book(stream, words, moment_of(audit.content.as_of), "due_title") as book:
        book.reserve("sheet_due_front")
        heads = [Head(name, *look) for name, look in _COLUMNS.items()]
        book.add("sheet_due", heads, (_line(one, words) for one in items), not_printed=len(heads) - _PRINTED)
        book.add("sheet_due_front", _FRONT, _front(audit, found, items, words), filtered=False)
    return stream.getvalue()


def _line(item: Item, words: Words) -> list[Value]:
    due = item.due
    return [
        words(f"due_state.{'overdue' if item.overdue else 'coming'}"), due.due_on, item.days, said.kind(item, words),
        due.unit or "", key_text(due.key, words), item.clause, said.title(item, words),
        listing.cells_of(due.locations, words), listing.values_of(due.locations, words),
        listing.files_of(due.locations, words), listing.sheets_of(due.locations, words),
        due.rule, due.ruleset, due.fingerprint,
    ]  # fmt: skip


def _front(audit: Audit, found: Falling, items: Sequence[Item], words: Words) -> Iterator[list[Value]]:
    span = words("due_span", as_of=found.as_of, until=found.until)
    yield [Section(words("due_title")), len(found.overdue), len(found.coming), span]
    for one in audit.content.rulesets:
        yield [words("ruleset"), "", "", f"{one.name} {one.version}  {words.said(one.title)}"]
    yield [words("digest"), "", "", audit.digest]
    if audit.content.masked_from:
        yield [words("masked_from"), "", "", audit.content.masked_from]
    notes = [words("due_do"), *said.notes(found, words)] if found.overdue else said.notes(found, words)
    for note in notes:
        yield [words("remark"), "", "", note]
    yield [Section(words("due_unit")), "", "", ""]
    for unit, first, overdue, coming in _units(items):
        yield [Link(unit or words("due_no_unit"), "sheet_due", first), overdue, coming, ""]


def _units(items: Sequence[Item]) -> Iterator[tuple[str | None, int, int, int]]:
    """Each unit, its first row, and how many of it are overdue and to come."""
    rows: dict[str | None, list[int]] = {}
    for row, one in enumerate(items):
        rows.setdefault(one.due.unit, []).append(row)
    for unit, mine in rows.items():
        late = sum(items[row].overdue for row in mine)
        yield unit, mine[0], late, len(mine) - late
