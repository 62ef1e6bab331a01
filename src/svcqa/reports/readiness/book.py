"""The evidence book: what certifiers ask for, where it is, and what is missing, with links to the files."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence

from svcqa.assessments import Assessment, EvidenceFacts, ItemScore
from svcqa.reports import fitted
from svcqa.reports.readiness import origins, proofs
from svcqa.reports.readiness.front import front
from svcqa.reports.readiness.numbers import counted, open_parts, points
from svcqa.reports.sheets import Book, FileLink, Link, Section, Value
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

_CREATED = dt.datetime(2000, 1, 1)
"""The same assessment gives the same workbook, whenever it is written."""
_EVIDENCE = (
    "id", "evidence", "kind", "item", "state", "sheets", "covers", "needed", "missing", "stated", "note", "place",
)  # fmt: skip
_SOURCES = ("id", "evidence", "register", "file", "sheet", "rows", "first", "last")
_ITEMS = (
    "item", "title", "declared", "worst", "best", "mode", "state", "sample", "rules", "open", "evidence", "note",
    "place",
)  # fmt: skip
_GAPS = ("item", "title", "gap", "not_assessed")
_WAY = ("item", "title", "things", "gives")
_FORMER = ("id", "state", "found_on", "item", "fact", "closed_on", "proof", "verified_by", "place")
_CARDS = 3
"""Key figures that stand in front: score, level, what is lacking."""
_HEAD = "ready.head."
_NUMBERS = frozenset(_HEAD + name for name in ("sheets", "rows", "open"))
_WIDTHS = {
    "evidence": 34, "missing": 24, "stated": 22, "note": 26, "title": 40, "gap": 60, "not_assessed": 50, "things": 70,
    "fact": 44, "proof": 30, "file": 40, "value": 80, "place": 24, "item": 12,
}  # fmt: skip
_WIDE = {_HEAD + name: width for name, width in _WIDTHS.items()}


def render(assessment: Assessment, request: RenderRequest) -> bytes:
    """The workbook in one language; links lead to the files as they lie in ``request.folder``."""
    stream, words = io.BytesIO(), Words(request.lang)
    with Book(stream, words, _CREATED, title="ready.book") as book:
        _Paper(assessment, words, book, request.folder).write()
    return stream.getvalue()


class _Paper:
    def __init__(self, made: Assessment, words: Words, book: Book, folder: str) -> None:
        self.made, self.words, self.book, self.folder = made, words, book, folder
        self.sourced = [(one, source) for one in made.evidence for source in one.sources]

    def write(self) -> None:
        """All sheets, the overview in front."""
        self.add("sheet.ready.front", ("matter", "value"), self.front(), filtered=False)
        self.add("sheet.ready.evidence", _EVIDENCE, self.evidence())
        self.add("sheet.ready.sources", _SOURCES, self.sources())
        self.add("sheet.ready.items", _ITEMS, self.items())
        self.add("sheet.ready.gaps", _GAPS, self.gaps())
        if self.made.way:
            self.add("sheet.ready.way", _WAY, self.way())
        self.add("sheet.ready.former", _FORMER, self.former())

    def add(self, title: str, names: Sequence[str], rows: Iterable[Sequence[Value]], *, filtered: bool = True) -> None:
        listed = list(rows)
        heads = fitted.heads([_HEAD + one for one in names], listed, self.words, wrapped=_WIDE, numbers=_NUMBERS)
        self.book.add(title, heads, listed, filtered=filtered)

    def front(self) -> Iterator[Sequence[Value]]:
        words, told = self.words, front(self.made, self.words)
        yield [Section(words("ready.book")), ""]
        yield from ([title, value] for title, value in [*told.facts, *told.digests])
        for card in told.cards[:_CARDS]:
            yield [card.title, " ".join([card.figure, card.small]).strip()]
        proofs_told, notes_told = proofs.evidence(self.made, words), origins.scheme_notes(self.made, words)
        yield from (["", one] for one in (told.warning, *told.why, *told.notes, *proofs_told.notes) if one)
        for told_of in (origins.entered(self.made, words), proofs.certificate(self.made, words), notes_told):
            yield [Section(told_of.title), ""]
            yield from ([str(row[0]), "  ".join(map(str, row[1:]))] for row in told_of.table.rows)

    def evidence(self) -> Iterator[Sequence[Value]]:
        at = 0
        for one in self.made.evidence:
            sheets: Value = Link(len(one.sources), "sheet.ready.sources", at) if one.sources else 0
            at += len(one.sources)
            kind, state = (self.words(f"ready.evidence_{name}.{getattr(one, name)}") for name in ("kind", "state"))
            months = self.words.listed(list(proofs.months(one.missing, self.words)))
            yield [
                one.id, self.words.said(one.title), kind, self.words.listed(one.items), state, sheets,
                _covered(one, self.words), one.needed_from, months, one.stated, one.note, one.place,
            ]  # fmt: skip

    def sources(self) -> Iterator[Sequence[Value]]:
        places = {one.id: at for at, one in enumerate(self.made.evidence)}
        for one, source in self.sourced:
            yield [
                Link(one.id, "sheet.ready.evidence", places[one.id]), one.title.say(self.words.lang),
                source.title.say(self.words.lang), FileLink(source.file, self.folder),
                FileLink(source.sheet, self.folder, source.file, source.sheet), source.rows, source.first, source.last,
            ]  # fmt: skip

    def items(self) -> Iterator[Sequence[Value]]:
        known: dict[str, EvidenceFacts] = {one.id: one for one in self.made.evidence}
        for one in self.made.items:
            notes = [*(note.say(self.words.lang) for note in one.notes), *filter(None, (one.why_not, one.seen))]
            evidence = [f"{name} {self.words(f'ready.evidence_state.{known[name].state}')}" for name in one.evidence]
            yield [
                one.item, one.title.say(self.words.lang), *map(points, (one.points, one.worst, one.best)),
                self.words(f"ready.mode.{one.mode}"), self.words(f"ready.state.{one.state}"),
                counted(one, self.words) if one.basis else "", _rules_done(one, self.words), open_parts(one),
                self.words.listed(evidence), " ".join(notes), one.place,
            ]  # fmt: skip

    def gaps(self) -> Iterator[Sequence[Value]]:
        for one in self.made.items:
            for gap, why in _gaps(one, self.words):
                yield [one.item, one.title.say(self.words.lang), gap, why]

    def way(self) -> Iterator[Sequence[Value]]:
        for step in self.made.way.steps if self.made.way else ():
            for at, one in enumerate(step.things):
                gives = step.gives if at == 0 else ""
                yield [step.item, step.title.say(self.words.lang), self.words.said(one.said).strip(), gives]

    def former(self) -> Iterator[Sequence[Value]]:
        for one in self.made.former:
            state = self.words("ready.former_open" if one.open else "ready.former_closed")
            yield [
                one.number, state, one.found_on, one.item, one.fact, one.closed_on, one.proof, one.verified_by,
                one.place,
            ]  # fmt: skip


def _covered(one: EvidenceFacts, words: Words) -> str:
    return words("from_to", first=one.first, last=one.last) if one.first else ""


def _rules_done(one: ItemScore, words: Words) -> str:
    """How many of the rules were assessed."""
    done = sum(rule.assessed for rule in one.rules)
    return words("ready.rules_done", done=done, all=len(one.rules)) if one.rules else ""


def _gaps(one: ItemScore, words: Words) -> Iterator[tuple[str, str]]:
    """What of an item is open, and why."""
    if one.state == "no_criterion":
        yield words("ready.no_criterion"), ""
    if one.state in {"partly", "not_assessed"}:
        yield from (
            (f"{rule.rule} {words.said(rule.title)}", words.said(rule.reason))
            for rule in one.rules
            if not rule.assessed
        )
        yield from ((words.said(note), "") for note in one.notes)
