"""The receipt (错误回执) as a workbook: a summary without conclusions, the problems, and the rows set aside."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from svcqa.accounts import InputAccount, SheetAccount
from svcqa.receipts import KINDS, MENDS, Receipt
from svcqa.reports import asides, fitted
from svcqa.reports.overview import rows
from svcqa.reports.sheets import Book, Value
from svcqa.reports.shown import key_text
from svcqa.reports.words import Words
from svcqa.text import Lang

_CREATED = dt.datetime(2000, 1, 1)
"""The same files give the same receipt, whenever it is written."""
_SUMMARY = ("file", "sheet", "register", "rows_read", "imported", "set_aside", "problems", "remark")
_PROBLEMS = (
    "key", "file", "sheet", "row", "cell", "heading", "value", "kind_of", "message", "mend", "register", "original",
)  # fmt: skip
_NUMBERS = frozenset({"rows_read", "imported", "set_aside", "problems", "row", "to_row", "count_of_rows"})
_WRAPPED = {"message": 50, "mend": 40, "remark": 80, "text": 60}
"""Sentences, and how wide they may be."""


def render(receipt: Receipt, lang: Lang) -> bytes:
    """The workbook in one language; the same files give the same bytes."""
    words = Words(lang)
    stream = io.BytesIO()
    problems = list(_problems(receipt, words))
    with Book(stream, words, _CREATED, title="receipt_title") as book:
        _add(book, words, "sheet_summary", _SUMMARY, list(_summary(receipt, words)))
        _add(book, words, "sheet_problems", _PROBLEMS, problems)
        _add(book, words, "sheet_aside", asides.COLUMNS, list(asides.lines(receipt.inputs, words)))
    return stream.getvalue()


def _add(book: Book, words: Words, title: str, names: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    book.add(title, fitted.heads(names, rows, words, wrapped=_WRAPPED, numbers=_NUMBERS), rows)


def _summary(receipt: Receipt, words: Words) -> Iterator[list[Value]]:
    kinds: Counter[str] = Counter(receipt.defects.table.column("kind").to_pylist())
    sheets = Counter(zip(*(receipt.defects.table.column(name).to_pylist() for name in ("file", "sheet")), strict=True))
    for name in ("receipt_about", "receipt_rows", "receipt_leave"):
        yield [words("note"), *[""] * 6, words(name)]
    for name, value in receipt.settings.items():
        yield [words("setting"), *[""] * 6, words.named("setting", f"{name}={value}")]
    for kind, text in KINDS.items():
        if kinds[kind]:
            yield [words("kind_of"), *[""] * 5, kinds[kind], text.say(words.lang)]
    for file in receipt.inputs:
        yield from _file(file, receipt, sheets, words)
    read, imported = rows(receipt.inputs)
    yield [words("total"), "", "", read, imported, read - imported, len(receipt.defects), ""]


def _file(
    file: InputAccount, receipt: Receipt, counts: Mapping[tuple[str, str], int], words: Words
) -> Iterator[list[Value]]:
    told = " ".join(map(words.said, [*([file.problem] if file.problem else []), *file.notes]))
    if told or not file.sheets:
        yield [file.name, *[""] * 5, counts[file.name, ""] if not file.sheets else "", told]
    for whole in file.whole_sheets:
        aside = whole.rows_read - whole.imported
        yield [file.name, whole.sheet, "", whole.rows_read, whole.imported, aside, "", words.whole(whole)]
    counted: set[str] = set()
    for sheet in file.sheets:
        # a sheet of several tables is counted once, with its first
        number: Value = counts[file.name, sheet.sheet] if sheet.sheet not in counted else ""
        counted.add(sheet.sheet)
        yield [file.name, *_sheet(sheet, receipt, number, words)]


def _sheet(sheet: SheetAccount, receipt: Receipt, problems: Value, words: Words) -> list[Value]:
    title = receipt.titles.get(sheet.register or "")
    return [
        f"{sheet.sheet} {sheet.region}" if sheet.region else sheet.sheet,
        title.say(words.lang) if title else words("no_register"),
        sheet.rows_read,
        sheet.imported,
        sheet.rows_read - sheet.imported,
        problems,
        " ".join(map(words.said, [*([sheet.problem] if sheet.problem else []), *sheet.notes])),
    ]


def _problems(receipt: Receipt, words: Words) -> Iterator[list[Value]]:
    lang = words.lang
    kinds = {name: text.say(lang) for name, text in KINDS.items()}
    mends = {name: text.say(lang) for name, text in MENDS.items()}
    titles = {name: text.say(lang) for name, text in receipt.titles.items()}
    for one in receipt.defects:
        yield [
            key_text(one.key, words),
            one.file,
            one.sheet,
            int(one.row) if one.row else "",
            one.cell,
            one.heading,
            # what stands in a cell, or that nothing does
            words("blank") if one.cell and one.value is None and one.key else one.value or "",
            kinds[one.kind],
            words.said(one.message),
            mends.get(one.mend, ""),
            titles.get(one.register or "", ""),
            one.original,
        ]
