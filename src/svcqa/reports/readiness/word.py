"""Readiness for certification as a Word document, to be passed on and signed for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svcqa.assessments import Assessment
from svcqa.reports.readiness.nouns import Anchor, Block, Cell, Front, Head, Section, Table
from svcqa.reports.readiness.story import Story, story
from svcqa.reports.readiness.worded import bars, scale
from svcqa.reports.shown import cut, printable
from svcqa.reports.signed.extras import needing
from svcqa.reports.signed.paper import WIDTH, Column, Paper
from svcqa.reports.templated import LONGEST
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest
from svcqa.widths import width

LINES = 4
"""Lines of a cell that are printed; how many more there are is said."""
_SHORT = 40
"""Columns of a fact that has another beside it."""
ROWS = 20
"""Rows of an item's list that are printed; how many more there are is said."""


def render(assessment: Assessment, request: RenderRequest) -> bytes:
    """The document in one language.

    Raises:
        UsageError: what Word documents need is not installed.
    """
    words = Words(request.lang)
    told = story(assessment, words)
    with needing("docx"):
        paper = Paper(words("ready.title"))
    paper.feet(_shown(told.front.facts[0][1], words), words("ready.title"))
    _front(paper, told, words)
    _section(paper, told.way, words)
    _points(paper, told, words)
    _section(paper, told.specials, words)
    paper.heading(words("ready.items"))
    _say(paper, told.items_notes, words, soft=True)
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
        _say(paper, front.why, words, bold=True)
    _form(paper, [[fact] for fact in (*front.facts, *front.digests)], (4.2, WIDTH - 4.2), words)
    cards = [[card.title, card.figure, [*card.notes, *filter(None, [card.small])]] for card in front.cards]
    heads = (Head(words("formal.figure"), 4.6), Head(words("formal.value"), 4.2), Head(words("note"), 8.6))
    _table(paper, Table(heads, cards), words)
    _say(paper, [*front.notes, *([] if front.warning else front.why)], words)
    paper.heading(words("ready.scale" if told.scale.limits else "ready.scale_bare"), 2)
    scale(paper, told.scale)


def _points(paper: Paper, told: Story, words: Words) -> None:
    paper.heading(told.points.title)
    _say(paper, told.points.notes, words, soft=True)
    for chart in told.charts:
        bars(paper, chart, words)
    _table(paper, told.points.table, words)


def _section(paper: Paper, one: Section, words: Words) -> None:
    paper.heading(one.title)
    _say(paper, one.notes, words, soft=True)
    if one.table.rows:
        _table(paper, one.table, words)
    elif one.empty:
        paper.text(one.empty)
    _say(paper, one.after, words)


def _block(paper: Paper, one: Block, words: Words) -> None:
    paper.heading(_shown(f"{one.item} {one.title}", words) + f"  [{one.state}]", 2)
    _form(paper, list(_paired(one.facts)), (2.9, 5.8, 2.9, 5.8), words)
    _say(paper, one.notes, words)
    if one.parts_told:
        paper.text(one.parts_told, bold=True)
        _table(paper, one.parts, words, ROWS)
    if one.rules_told:
        paper.text(one.rules_told, bold=True)
        _table(paper, one.telling, words, ROWS)
        _say(paper, filter(None, [one.quiet]), words, soft=True)


def _say(paper: Paper, texts: Iterable[str], words: Words, **look: bool) -> None:
    for text in texts:
        paper.text(_shown(text, words), literal=True, **look)


def _form(paper: Paper, rows: Sequence[Sequence[tuple[str, str]]], widths: Sequence[float], words: Words) -> None:
    shown = [[(name, _shown(value, words)) for name, value in row] for row in rows]
    paper.form(shown, widths, literal=True)


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
