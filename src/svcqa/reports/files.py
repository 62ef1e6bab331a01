"""The files of an audit as a list: what each is, and what became of its sheets and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from svcqa.accounts import InputAccount, SheetAccount
from svcqa.findings import Audit
from svcqa.reports import asides
from svcqa.reports.overview import records
from svcqa.reports.sheets import Link, Value
from svcqa.reports.shown import register_text, sheet_notes
from svcqa.reports.words import Words

COLUMNS = (
    "file", "sheet", "state", "register", "header_rows", "rows_read", "imported", "set_aside", "records", "date_span",
    "why", "remark", "size", "facts", "sha256",
)  # fmt: skip


def lines(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    """A row for every sheet, for a sheet of several tables one more as a whole, and for what is said of a file."""
    first = _first_aside(audit)
    for at, file in enumerate(audit.content.inputs):
        behind = _file(file, words)
        told = _said(file, words)
        if told or not file.sheets:
            yield [file.name, *[""] * 10, told, *behind]
        for whole in file.whole_sheets:
            yield [file.name, whole.sheet, *[""] * 8, words.whole(whole), "", *behind]
        for number, sheet in enumerate(file.sheets):
            yield [file.name, *_sheet(sheet, first.get((at, number)), audit, words), *behind]


def _first_aside(audit: Audit) -> Mapping[tuple[int, int], int]:
    """File and sheet by their numbers → the first of the rows about it in the list of what was set aside."""
    first, count = {}, 0
    for at, file in enumerate(audit.content.inputs):
        for number, sheet in enumerate(file.sheets):
            if sheet.set_aside:
                first[at, number] = count
            count += len(sheet.set_aside)
    return first


def _file(file: InputAccount, words: Words) -> list[Value]:
    facts = [words("detail", name=words.named("fact", name), value=value) for name, value in file.facts.items()]
    return [file.size, words.listed(facts), file.sha256]


def _said(told: InputAccount | SheetAccount, words: Words) -> str:
    return " ".join(map(words.said, [*([told.problem] if told.problem else []), *told.notes]))


def _sheet(sheet: SheetAccount, aside: int | None, audit: Audit, words: Words) -> list[Value]:
    span, count = sheet.date_span, sheet.rows_read - sheet.imported
    return [
        asides.place(sheet),
        words.named("state", sheet.state),
        register_text(audit, sheet.register, words) if sheet.register else words("no_register"),
        words.listed([str(row) for row in sheet.header_rows]),
        sheet.rows_read,
        sheet.imported,
        count if aside is None else Link(count, "sheet_aside", aside),
        records(sheet),
        words("from_to", first=span.first, last=span.last) if span else "",
        words.said(sheet.why),
        " ".join(filter(None, [_said(sheet, words), words.listed(sheet_notes(sheet, words))])),
    ]
