"""A comparison of two versions as a workbook: what to look at first, all changes, records apart, and the accounts."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from svcqa.reports import asides, fitted
from svcqa.reports.sheets import Book, Link, Section, Value
from svcqa.reports.shown import key_text, place_text
from svcqa.reports.versions_told import (
    COUNTED,
    about,
    counted,
    field_of,
    register_of,
    remark,
    sheet_line,
    troubles,
    versions,
)
from svcqa.reports.words import Words
from svcqa.text import Lang
from svcqa.versions import FLAGS, KINDS, OUTCOMES, Apart, Change, Comparison

_CREATED = dt.datetime(2000, 1, 1)
"""The same versions give the same workbook, whenever it is written."""
_CELLS = ("cells_matched", "cells_same", *(f"difference.{kind}" for kind in KINDS), "without_column", "without_result")
_CHANGES = ("flag", "difference", "register", "key", "field", "old_value", "new_value", "old_place", "new_place")
_APART = ("register", "key", "remark", "version", "place", "content_of")
_OUTCOMES = ("outcome", "rule", "clause", "weight", "register", "key", "message", "place", "excused_by")
_LEFT_OUT = ("version", "register", "file", "sheet", "column", "heading", "why")
_FILES = ("version", "file", "sheet", "register", "rows_read", "imported", "set_aside", "records", "remark")
_NUMBERS = frozenset({
    *COUNTED, *_CELLS, "rows_read", "imported", "set_aside", "records", "how_many", "row", "to_row", "count_of_rows",
})  # fmt: skip
_WRAPPED = {
    "name_of": 46, "place": 34, "content_of": 90, "remark": 60, "message": 50, "old_value": 26, "new_value": 26,
    "old_place": 34, "new_place": 34, "text": 60, **dict.fromkeys((*COUNTED, *_CELLS), 12),
}  # fmt: skip


def render(comparison: Comparison, lang: Lang) -> bytes:
    """The workbook in one language; the same comparison gives the same bytes."""
    stream = io.BytesIO()
    with Book(stream, Words(lang), _CREATED, title="versions_title") as book:
        _Paper(comparison, Words(lang), book).write()
    return stream.getvalue()


class _Paper:
    def __init__(self, comparison: Comparison, words: Words, book: Book) -> None:
        self.comparison, self.words, self.book = comparison, words, book

    def write(self) -> None:
        """All sheets, the summary in front."""
        self.add("sheet_front", ("name_of", "how_many", "remark"), self.front(), filtered=False)
        self.add("sheet_flagged", _CHANGES, self.changes(lambda one: bool(one.flag)))
        self.add("sheet_changes", _CHANGES, self.changes(lambda one: one.kind != "spelt"))
        for what in ("gone", "added", "unmatched"):
            self.add(f"sheet_{what}", _APART, self.apart(what))
        if self.comparison.content.outcomes is not None:
            self.add("sheet_outcomes", _OUTCOMES, self.outcomes())
        self.add("sheet_spelt", _CHANGES[1:], (row[1:] for row in self.changes(lambda one: one.kind == "spelt")))
        self.add("sheet_counts", ("register", *COUNTED, *_CELLS, "remark"), self.counts())
        self.add("sheet_left_out", _LEFT_OUT, self.left_out())
        self.add("sheet_files", _FILES, self.files())
        self.add("sheet_aside", ("version", *asides.COLUMNS), self.asides())

    def add(self, title: str, names: Sequence[str], rows: Iterable[Sequence[Value]], *, filtered: bool = True) -> None:
        told = list(rows)
        heads = fitted.heads(names, told, self.words, wrapped=_WRAPPED, numbers=_NUMBERS)
        self.book.add(title, heads, told, filtered=filtered)

    def front(self) -> Iterator[list[Value]]:
        words, content = self.words, self.comparison.content
        yield [Section(words("versions_title")), "", ""]
        for note in ("versions_about", "versions_beside", "versions_rows"):
            yield [words("note"), "", words(note)]
        if content.as_of:
            yield [words("version_as_of"), content.as_of, ""]
        for name, value in content.settings.items():
            yield [words("setting"), "", words.named("setting", f"{name}={value}")]
        yield [Section(words("sheet_flagged")), Link(sum(map(self.comparison.flagged, FLAGS)), "sheet_flagged"), ""]
        for flag in FLAGS:
            count = self.comparison.flagged(flag)
            if count or flag != "time_filled":
                note = words("versions_undated") if flag == "time_filled" else ""
                yield [words.named("flag", flag), count, note]
        changed = [kind for kind in KINDS if kind != "spelt"]
        yield [Section(words("sheet_changes")), Link(sum(map(self.comparison.count, changed)), "sheet_changes"), ""]
        for kind in changed:
            yield [words.named("difference", kind), self.comparison.count(kind), ""]
        yield [words("sheet_spelt"), Link(self.comparison.count("spelt"), "sheet_spelt"), ""]
        yield from self.front_records()
        yield from self.front_outcomes()
        yield from self.front_troubles()

    def front_records(self) -> Iterator[list[Value]]:
        words, counts = self.words, self.comparison.content.counts
        yield [Section(words("records")), "", ""]
        for name in COUNTED:
            at = COUNTED.index(name)
            number = sum(counted(one)[at] for one in counts)
            title = f"sheet_{name.partition('_')[0]}" if name.startswith(("gone", "added", "unmatched")) else ""
            yield [words(name), Link(number, title) if title else number, ""]
        for one in counts:
            if one.held_by != "both":
                yield [register_of(self.comparison, one.register, words), one.old or one.new, remark(one, words)]
        if self.comparison.content.left_out:
            yield [words("sheet_left_out"), Link(len(self.comparison.content.left_out), "sheet_left_out"), ""]

    def front_outcomes(self) -> Iterator[list[Value]]:
        words, outcomes = self.words, self.comparison.content.outcomes
        if outcomes is not None:
            yield [Section(words("sheet_outcomes")), Link(sum(outcomes.values()), "sheet_outcomes"), ""]
            for name in OUTCOMES:
                yield [words.named("outcome", name), outcomes.get(name, 0), ""]

    def front_troubles(self) -> Iterator[list[Value]]:
        for version, place, why in troubles(self.comparison, self.words):
            yield [f"{self.words('problem')}: {self.words.named('version', version)}", "", f"{place}: {why}"]

    def changes(self, wanted: Callable[[Change], bool]) -> Iterator[list[Value]]:
        for one in self.comparison.changes:
            if wanted(one):
                yield self.change(one)

    def change(self, one: Change) -> list[Value]:
        words = self.words
        return [
            words.named("flag", one.flag) if one.flag else "",
            words.named("difference", one.kind),
            register_of(self.comparison, one.register, words),
            key_text(one.key, words),
            field_of(self.comparison, one.register, one.field, words),
            words("blank") if one.old.value is None else one.old.value,
            words("blank") if one.new.value is None else one.new.value,
            place_text(one.old),
            place_text(one.new),
        ]

    def apart(self, what: str) -> Iterator[list[Value]]:
        for one in self.comparison.apart:
            if one.what == what:
                place = place_text(one.cells[0]) if one.cells else ""
                register = register_of(self.comparison, one.register, self.words)
                version = self.words.named("version", one.version)
                key = key_text(one.key, self.words)
                yield [register, key, about(one, self.words), version, place, self.content(one)]

    def content(self, one: Apart) -> str:
        """What a record says, cell by cell."""
        return " | ".join(
            f"{self.headings.get((one.version, cell.file, cell.sheet, cell.cell.rstrip('0123456789')), cell.cell)}: "
            f"{cell.value}"
            for cell in one.cells
            if cell.value is not None
        )

    @cached_property
    def headings(self) -> dict[tuple[str, str, str, str], str]:
        """Version, file, sheet and letter of a column → its heading."""
        return {
            (version, file.name, sheet.sheet, column.column): " ".join(column.heading.split())
            for version, file in versions(self.comparison)
            for sheet in file.sheets
            for column in sheet.columns
            if column.field
        }

    def outcomes(self) -> Iterator[list[Value]]:
        words = self.words
        for one in self.comparison.findings:
            yield [
                words.named("outcome", one.outcome),
                one.rule,
                one.clause,
                words.named("weight", one.weight),
                register_of(self.comparison, one.register, words),
                key_text(one.key, words),
                words.said(one.message),
                "; ".join(map(place_text, one.locations)),
                one.excused_by or "",
            ]

    def counts(self) -> Iterator[list[Value]]:
        for one in self.comparison.content.counts:
            kinds = [one.kinds.get(kind, 0) for kind in KINDS]
            cells = [one.cells, one.same, *kinds, one.without_column, one.without_result]
            name = register_of(self.comparison, one.register, self.words)
            yield [name, *counted(one), *cells, remark(one, self.words)]

    def left_out(self) -> Iterator[list[Value]]:
        for one in self.comparison.content.left_out:
            version, register = (
                self.words.named("version", one.version),
                register_of(self.comparison, one.register, self.words),
            )
            why = self.words.named("why", one.why)
            yield [version, register, one.file, one.sheet, one.column, one.heading, why]

    def files(self) -> Iterator[list[Value]]:
        words = self.words
        for version, file in versions(self.comparison):
            said = " ".join(map(words.said, [*([file.problem] if file.problem else []), *file.notes]))
            head: list[Value] = [words.named("version", version), file.name]
            if said or not file.sheets:
                yield [*head, *[""] * 6, said]
            for whole in file.whole_sheets:
                aside = whole.rows_read - whole.imported
                yield [*head, whole.sheet, "", whole.rows_read, whole.imported, aside, "", words.whole(whole)]
            yield from ([*head, *sheet_line(self.comparison, sheet, words)] for sheet in file.sheets)

    def asides(self) -> Iterator[list[Value]]:
        for version, file in versions(self.comparison):
            for line in asides.lines([file], self.words):
                yield [self.words.named("version", version), *line]
