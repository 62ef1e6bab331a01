"""Readiness for a terminal: the score, what each item obtains, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from svcqa.assessments import Assessment, ItemScore
from svcqa.reports.readiness.front import front
from svcqa.reports.readiness.nouns import Section
from svcqa.reports.readiness.numbers import counted, open_parts, points
from svcqa.reports.readiness.origins import outside
from svcqa.reports.readiness.proofs import evidence, months
from svcqa.reports.readiness.way import specials, way
from svcqa.reports.shown import printable
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest
from svcqa.widths import aligned, clip

_TITLE = 44
"""Columns of the title of an item."""
_INDENT = "  "


def render(assessment: Assessment, request: RenderRequest) -> bytes:
    """The summary in one language."""
    words = Words(request.lang)
    sections = (_front, _items, _specials, _way, _evidence, _dates, _outside)
    blocks = [[printable(line) for line in section(assessment, words)] for section in sections]
    return ("\n\n".join("\n".join(block) for block in blocks if block) + "\n").encode()


def _front(made: Assessment, words: Words) -> Iterator[str]:
    told = front(made, words)
    yield words("ready.title")
    yield from (f"{title} {value}" for title, value in [*told.facts, *told.digests])
    yield from (one for one in (told.warning, *told.why, *told.notes) if one)
    for card in told.cards:
        yield f"{card.title} {card.figure}  {' '.join([card.small, *card.notes]).strip()}"


def _items(made: Assessment, words: Words) -> Iterator[str]:
    heads = ["item", "declared", "worst", "best", "state", "open", "sample"]
    rows = [[words(f"ready.head.{name}") for name in heads]]
    for group in made.groups:
        title = clip(f"{group.name} {words.said(group.title)}", _TITLE)
        rows.append([title, *map(points, (group.applicable, group.worst, group.best)), "", "", ""])
        rows += [_item(one, words) for one in made.items if one.group == group.name]
    yield from aligned(rows, frozenset({1, 2, 3, 5}))


def _item(one: ItemScore, words: Words) -> list[str]:
    return [
        _INDENT + clip(f"{one.item} {words.said(one.title)}", _TITLE),
        *map(points, (one.points, one.worst, one.best)),
        words(f"ready.state.{one.state}"),
        str(open_parts(one) or ""),
        counted(one, words) if one.basis else "",
    ]


def _specials(made: Assessment, words: Words) -> Iterator[str]:
    if made.specials:
        yield from _section(specials(made, words))


def _section(told: Section) -> Iterator[str]:
    """A heading, its notes, and its rows one below the other."""
    yield told.title
    yield from (_INDENT + one for one in told.notes)
    yield from (_INDENT + "  ".join(map(str, row)) for row in told.table.rows)


def _way(made: Assessment, words: Words) -> Iterator[str]:
    told = way(made, words)
    yield told.title
    yield from (_INDENT + one for one in (*told.notes, told.empty) if one)
    for step in made.way.steps if made.way else ():
        title = f"{step.item} {words.said(step.title)}".strip()
        yield _INDENT + words("ready.step_told", item=title, gives=step.gives)
        yield from (_INDENT * 2 + words.said(one.said).strip() for one in step.things)
    yield from (_INDENT + one for one in told.after)


def _evidence(made: Assessment, words: Words) -> Iterator[str]:
    if made.evidence:
        told = evidence(made, words)
        yield told.title
        yield from (_INDENT + one for one in told.notes)
    for one in made.evidence:
        if one.state in {"incomplete", "missing"}:
            said = words(f"ready.evidence_state.{one.state}")
            listed = words.listed(list(months(one.missing, words)))
            yield f"{_INDENT}{one.id} {words.said(one.title)}: {said} {listed}".rstrip()
    for former in made.former:
        state = words("ready.former_open" if former.open else "ready.former_closed")
        yield words("ready.former_told", number=former.number, state=state, place=former.place)


def _dates(made: Assessment, words: Words) -> Iterator[str]:
    for one in made.certificate:
        days = one.last if one.first == one.last else words("from_to", first=one.first, last=one.last)
        over = f" ({words('ready.overdue')})" if one.overdue else ""
        yield f"{words.said(one.said)} {days}{over}"


def _outside(made: Assessment, words: Words) -> Iterator[str]:
    if made.outside.rules:
        yield from outside(made, words).notes
        yield from (f"{_INDENT}{words.said(why)}: {count}" for why, count in made.outside.unrelated)
