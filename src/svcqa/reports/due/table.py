"""What falls due as a table on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcqa.due import Falling, Group, Item, falling, grouped
from svcqa.findings import Audit
from svcqa.reports.due import said
from svcqa.reports.shown import key_text, place_text, printable
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest
from svcqa.widths import aligned, clip

_ONE_BY_ONE = 5
"""So many of one rule and day are told one by one; more are summed up, and stand in the workbook one by one."""
_KEY, _TITLE, _UNIT, _CLAUSE = 24, 44, 12, 16


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The table, in one language."""
    words, found = Words(request.lang), falling(audit)
    blocks = [list(_head(audit, found, words)), *_lists(found, words)]
    return ("\n\n".join("\n".join(map(printable, block)) for block in blocks if block) + "\n").encode()


def _head(audit: Audit, found: Falling, words: Words) -> Iterator[str]:
    yield words("due_title")
    yield words("due_span", as_of=found.as_of, until=found.until)
    for one in audit.content.rulesets:
        yield f"{words('ruleset')} {one.name} {one.version}  {words.said(one.title)}"
    yield f"{words('digest')} {audit.digest}"
    if audit.content.masked_from:
        yield f"{words('masked_from')} {audit.content.masked_from}"
    yield said.counts(found, words)
    yield from said.notes(found, words)


def _lists(found: Falling, words: Words) -> Iterator[list[str]]:
    for name, items in (("overdue", found.overdue), ("coming", found.coming)):
        if not items:
            yield [words(f"due_no_{name}")]
            continue
        note = [words("due_do")] if name == "overdue" else []
        yield [f"{words(f'due_{name}')} {len(items):,}", *note, *_rows(items, words)]


def _rows(items: Sequence[Item], words: Words) -> list[str]:
    names = ("due_day", "due_days", "due_kind", "due_unit", "key", "clause", "title_of", "due_place")
    rows = [
        [words(name) for name in names],
        *(_row(group, words) for group in grouped(items, _ONE_BY_ONE, by_day=False)),
    ]
    return [f"  {line}" for line in aligned(rows, frozenset({1}))]


def _row(group: Group, words: Words) -> list[str]:
    one, number = group.first, f"{len(group.items):,}"
    units = {item.due.unit or "" for item in group.items}
    day = one.due.due_on if group.alone else one.due.due_on[:10]
    if len({item.due.due_on[:10] for item in group.items}) > 1:
        day = words("due_from", first=day)
    place = place_text(one.due.locations[0]) if one.due.locations else ""
    return [
        day,
        said.left(one, words),
        said.kind(one, words),
        clip(printable(units.pop() if len(units) == 1 else words("due_several", count=len(units))), _UNIT),
        clip(printable(key_text(one.due.key, words)), _KEY) if group.alone else words("due_several", count=number),
        clip(printable(one.clause), _CLAUSE),
        clip(printable(said.title(one, words)), _TITLE),
        printable(place),
    ]
