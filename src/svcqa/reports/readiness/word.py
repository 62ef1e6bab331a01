"""Readiness for certification as a Word document, to be passed on and signed for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcqa.assessments import Assessment
from svcqa.reports.readiness.nouns import Anchor, Block, Cell, Front, Section, Table
from svcqa.reports.readiness.story import Story, story
from svcqa.reports.readiness.worded import bars, scale
from svcqa.reports.shown import cut, printable
from svcqa.reports.signed.extras import needing
from svcqa.reports.signed.paper import Column, Paper
from svcqa.reports.templated import LONGEST
from svcqa.reports.words import Words
from svcqa.text import Lang
from svcqa.widths import width

LINES = 4
"""Lines of a cell that are printed; how many more there are is said."""
_FORM = (2.9, 5.8, 2.9, 5.8)
_SHORT = 40
"""Columns of a fact that has another beside it."""
ROWS = 20
"""Rows of an item's list that are printed; how many more there are is said."""


def render(assessment: Assessment, lang: Lang) -> bytes:
    """The document in one language.

    Raises:
        UsageError: what Word documents need is not installed.
    """
    words = Words(lang)
    told = story(assessment, words)
    with needing("docx"):
        paper = Paper(words("ready.title"))
    paper.feet(told.front.facts[0][1], words("ready.title"))
    _front(paper, told, words)
    _section(paper, told.way, words)
    _points(paper, told, words)
    _section(paper, told.specials, words)
    paper.heading(words("ready.items"))
    for note in told.items_notes:
        paper.text(note, soft=True)
    for one in told.blocks:
        _block(paper, one, words)
    for section in told.rest:
        _section(paper, section, words)
    return paper.bytes()


def _front(paper: Paper, told: Story, words: Words) -> None:
    front: Front = told.front
    paper.title(words("ready.title"))
    if front.warning:
        paper.text(f"⟦{front.warning}⟧", bold=True, large=True)
        for note in front.why:
            paper.text(note, bold=True)
    paper.facts([(name, _shown(value, words)) for name, value in [*front.facts, *front.digests]])
    cards = [[card.title, card.figure, [*card.notes, *filter(None, [card.small])]] for card in front.cards]
    heads = [
        Column(words("formal.figure"), 4.6, ""),
        Column(words("formal.value"), 4.2, ""),
        Column(words("note"), 8.6, ""),
    ]
    paper.rows(heads, cards)
    for note in [*front.notes, *([] if front.warning else front.why)]:
        paper.text(note)
    paper.heading(words("ready.scale" if told.scale.limits else "ready.scale_bare"), 2)
    scale(paper, told.scale)


def _points(paper: Paper, told: Story, words: Words) -> None:
    paper.heading(told.points.title)
    for note in told.points.notes:
        paper.text(note, soft=True)
    for chart in told.charts:
        bars(paper, chart, words)
    _table(paper, told.points.table, words)


def _section(paper: Paper, one: Section, words: Words) -> None:
    paper.heading(one.title)
    for note in one.notes:
        paper.text(_shown(note, words), soft=True)
    if one.table.rows:
        _table(paper, one.table, words)
    elif one.empty:
        paper.text(one.empty)
    for note in one.after:
        paper.text(note)


def _block(paper: Paper, one: Block, words: Words) -> None:
    paper.heading(f"{one.item} {_shown(one.title, words)}  [{one.state}]", 2)
    paper.form(list(_paired([(name, _shown(value, words)) for name, value in one.facts])), _FORM)
    for note in one.notes:
        paper.text(note)
    if one.parts_told:
        paper.text(one.parts_told, bold=True)
        _table(paper, one.parts, words, ROWS)
    if one.rules_told:
        paper.text(one.rules_told, bold=True)
        _table(paper, one.telling, words, ROWS)
        paper.text(one.quiet, soft=True)


def _paired(facts: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Short facts two by two, each long one on a row of its own."""
    row: list[tuple[str, str]] = []
    for name, value in facts:
        row.append((name, value))
        if len(row) == 2 or width(value) > _SHORT:
            yield from [[one] for one in row] if width(value) > _SHORT else [row]
            row = []
    if row:
        yield row


def _table(paper: Paper, table: Table, words: Words, most: int | None = None) -> None:
    rows = table.rows[:most]
    if not rows:
        return
    printed = [at for at, head in enumerate(table.heads) if head.width]
    heads = [table.heads[at] for at in printed]
    columns = [Column(head.text, head.width, "", number=head.kind == "n") for head in heads]
    paper.rows(columns, [[_cell(row[at], words) for at in printed] for row in rows], table.strong)
    if len(rows) < len(table.rows):
        paper.text(words("ready.more_rows", count=f"{len(table.rows) - len(rows):,}"), soft=True)


def _cell(value: Cell, words: Words) -> str | list[str]:
    if isinstance(value, str):
        return _shown(value, words)
    if isinstance(value, Anchor):
        return _shown(value.text, words)
    more = [words("ready.more", count=len(value) - LINES)] if len(value) > LINES else []
    return [*(_shown(text, words) for text in value[:LINES]), *more]


def _shown(text: str, words: Words) -> str:
    return cut(printable(text), LONGEST, words)
