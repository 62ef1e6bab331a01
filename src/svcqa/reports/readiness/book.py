"""The evidence book: what certifiers ask for, where it is, and what is missing, with links to the files."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence

from svcqa.assessments import Assessment, EvidenceFacts
from svcqa.reports import fitted
from svcqa.reports.readiness import told
from svcqa.reports.sheets import Book, FileLink, Link, Section, Value
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

_CREATED = dt.datetime(2000, 1, 1)
"""The same assessment gives the same workbook, whenever it is written."""
_EVIDENCE = (
    "ready_no", "ready_what", "ready_kind", "ready_item", "ready_evidence", "ready_sources", "ready_covers",
    "ready_needed", "ready_months", "ready_where", "note", "ready_entered_at",
)  # fmt: skip
_SOURCES = (
    "ready_no", "ready_what", "ready_register", "ready_file", "ready_sheet", "ready_rows", "ready_first", "ready_last",
)  # fmt: skip
_ITEMS = (
    "ready_item", "name_of", "ready_points", "ready_worst", "ready_best", "ready_mode", "ready_state", "ready_sample",
    "ready_rules", "ready_open_nc", "ready_evidence", "note", "ready_entered_at",
)  # fmt: skip
_GAPS = ("ready_item", "name_of", "ready_gap", "ready_why_not")
_WAY = ("ready_item", "name_of", "ready_thing", "ready_gives_head")
_FORMER = (
    "ready_no", "ready_state", "ready_found_on", "ready_item", "ready_fact", "ready_closed_on", "ready_proof",
    "ready_verified_by", "ready_entered_at",
)  # fmt: skip
_NUMBERS = frozenset({"ready_sources", "ready_rows", "ready_open_nc"})
_WRAPPED = {
    "ready_what": 34, "ready_months": 24, "ready_where": 22, "note": 26, "name_of": 40, "ready_gap": 60,
    "ready_why_not": 50, "ready_thing": 70, "ready_fact": 44, "ready_proof": 30, "ready_file": 40, "remark": 80,
    "ready_entered_at": 24, "ready_item": 12,
}  # fmt: skip


def render(assessment: Assessment, request: RenderRequest) -> bytes:
    """The workbook in one language; links lead to the files as they lie in ``request.folder``."""
    stream, words = io.BytesIO(), Words(request.lang)
    with Book(stream, words, _CREATED, title="ready_book") as book:
        _Paper(assessment, words, book, request.folder).write()
    return stream.getvalue()


class _Paper:
    def __init__(self, made: Assessment, words: Words, book: Book, folder: str) -> None:
        self.made, self.words, self.book, self.folder = made, words, book, folder
        self.sourced = [(one, source) for one in made.evidence for source in one.sources]

    def write(self) -> None:
        """All sheets, the overview in front."""
        self.add("sheet_ready_front", ("name_of", "remark"), self.front(), filtered=False)
        self.add("sheet_ready_evidence", _EVIDENCE, self.evidence())
        self.add("sheet_ready_sources", _SOURCES, self.sources())
        self.add("sheet_ready_items", _ITEMS, self.items())
        self.add("sheet_ready_gaps", _GAPS, self.gaps())
        if self.made.way:
            self.add("sheet_ready_way", _WAY, self.way())
        self.add("sheet_ready_former", _FORMER, self.former())

    def add(self, title: str, names: Sequence[str], rows: Iterable[Sequence[Value]], *, filtered: bool = True) -> None:
        listed = list(rows)
        heads = fitted.heads(names, listed, self.words, wrapped=_WRAPPED, numbers=_NUMBERS)
        self.book.add(title, heads, listed, filtered=filtered)

    def front(self) -> Iterator[Sequence[Value]]:
        made, words = self.made, self.words
        yield [Section(words("ready_book")), ""]
        yield [words("ready_scheme"), f"{made.scheme.edition} {made.scheme.title.say(words.lang)}"]
        yield [words("ready_audit"), made.audit.digest]
        yield [words("ready_period"), words.period(made.audit.period)]
        yield [words("ready_as_of"), made.audit.as_of]
        yield [words("ready_score"), f"{told.span(made.score, words)} ({told.unrounded(made.score, words)})"]
        yield [words("ready_level"), told.levels(made, made.score, words)]
        yield [words("ready_evidence"), told.evidence_counts(made, words)]
        yield [words("note"), words("ready_about")]
        yield ["", words("ready_evidence_note")]
        yield from (["", note.say(words.lang)] for note in made.notes)
        yield from ([f"[{how}]", note.say(words.lang)] for how, note in made.scheme.notes)
        yield from ([one.title.say(words.lang), f"{one.value.say(words.lang)}  ({one.place})"] for one in made.entered)
        for one in made.certificate:
            yield [one.said.say(words.lang), one.last if one.first == one.last else f"{one.first}..{one.last}"]

    def evidence(self) -> Iterator[Sequence[Value]]:
        at = 0
        for one in self.made.evidence:
            sheets: Value = Link(len(one.sources), "sheet_ready_sources", at) if one.sources else 0
            at += len(one.sources)
            yield [
                one.id, one.title.say(self.words.lang), self.words(f"ready_kind.{one.kind}"),
                self.words.listed(one.items), self.words(f"ready_evidence.{one.state}"), sheets, told.covered(one),
                one.needed_from, self.words.listed(one.missing), one.stated, one.note, one.place,
            ]  # fmt: skip

    def sources(self) -> Iterator[Sequence[Value]]:
        places = {one.id: at for at, one in enumerate(self.made.evidence)}
        for one, source in self.sourced:
            yield [
                Link(one.id, "sheet_ready_evidence", places[one.id]), one.title.say(self.words.lang),
                source.title.say(self.words.lang), FileLink(source.file, self.folder),
                FileLink(source.sheet, self.folder, source.file, source.sheet), source.rows, source.first, source.last,
            ]  # fmt: skip

    def items(self) -> Iterator[Sequence[Value]]:
        known: dict[str, EvidenceFacts] = {one.id: one for one in self.made.evidence}
        for one in self.made.items:
            notes = [*(note.say(self.words.lang) for note in one.notes), *filter(None, (one.why_not, one.seen))]
            evidence = [f"{name} {self.words(f'ready_evidence.{known[name].state}')}" for name in one.evidence]
            yield [
                one.item, one.title.say(self.words.lang), *map(told.points, (one.points, one.worst, one.best)),
                self.words(f"ready_mode.{one.mode}"), self.words(f"ready_state.{one.state}"),
                told.sample(one, self.words), told.rules_done(one, self.words), told.open_parts(one),
                self.words.listed(evidence), " ".join(notes), one.place,
            ]  # fmt: skip

    def gaps(self) -> Iterator[Sequence[Value]]:
        for one in self.made.items:
            for gap, why in told.gaps(one, self.words):
                yield [one.item, one.title.say(self.words.lang), gap, why]

    def way(self) -> Iterator[Sequence[Value]]:
        for step in self.made.way.steps if self.made.way else ():
            for at, one in enumerate(step.things):
                gives = step.gives if at == 0 else ""
                yield [step.item, step.title.say(self.words.lang), told.thing(one, self.words), gives]

    def former(self) -> Iterator[Sequence[Value]]:
        for one in self.made.former:
            state = self.words("ready_former_open" if one.open else "ready_former_closed")
            yield [
                one.number, state, one.found_on, one.item, one.fact, one.closed_on, one.proof, one.verified_by,
                one.place,
            ]  # fmt: skip
