"""Lists as sheets of a workbook: headings that stay, filters, text that stays text, and lists of any length."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any

from svcqa.reports.listing import EXCEL_CELL, begins_formula
from svcqa.reports.shown import cut, printable
from svcqa.reports.words import Words

EXCEL_ROWS = 1_048_576
"""Rows that a worksheet holds."""
_FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
Value = str | int


@dataclass(frozen=True)
class Head:
    """A column: the name of its heading, its width in characters, and what stands in it."""

    name: str
    width: int
    wrapped: bool
    number: bool


class Book:
    """A workbook that is written from top to bottom, one row in memory at a time."""

    def __init__(self, stream: IO[bytes], words: Words, created: dt.datetime, title: str = "title") -> None:
        from xlsxwriter import Workbook

        self._words = words
        self._book = Workbook(stream, {"constant_memory": True})
        self._book.set_properties({"title": words(title), "created": created})
        self._formats: dict[tuple[str, ...], Any] = {}
        self._continued: list[tuple[str, int, list[str]]] = []

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def add(self, title: str, heads: Sequence[Head], rows: Iterable[Sequence[Value]], not_printed: int = 0) -> None:
        """A list as a sheet; what is longer than a sheet goes on in further ones, and the full one says so.

        So many of the last columns are ``not_printed``, for the others to be read on paper.
        """
        name, names, count = self._words(title), [self._words(title)], 0
        sheet, at = self._sheet(name, heads), 1
        for row in rows:
            if at == EXCEL_ROWS - 1:  # the last row is kept to say where the list goes on
                names.append(self._words("sheet_next", sheet=name, number=len(names) + 1))
                self._write(sheet, at, heads[:1], [self._words("continued", sheet=names[-1])])
                self._finish(sheet, at, len(heads), not_printed, noted=True)
                sheet, at = self._sheet(names[-1], heads), 1
            self._write(sheet, at, heads, row)
            at, count = at + 1, count + 1
        self._finish(sheet, at, len(heads), not_printed)
        if len(names) > 1:
            self._continued.append((name, count, names))

    def continuations(self) -> Iterator[tuple[str, str]]:
        """The lists so far that one sheet did not hold, and where they go on."""
        for name, count, names in self._continued:
            yield name, self._words("continues", count=f"{count:,}", sheets=len(names), last=names[-1])

    def _sheet(self, name: str, heads: Sequence[Head]) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&A&R&P / &N")
        for column, head in enumerate(heads):
            sheet.set_column(column, column, head.width)
            sheet.write_string(0, column, self._words(head.name), self._format("head", *["number"] * head.number))
        return sheet

    def _write(self, sheet: Any, at: int, heads: Sequence[Head], row: Sequence[Value]) -> None:
        for column, (head, value) in enumerate(zip(heads, row, strict=True)):
            if isinstance(value, int):
                sheet.write_number(at, column, value, self._format("number"))
                continue
            if not value:
                continue
            text = cut(printable(value), EXCEL_CELL, self._words)
            kinds = ["text", *["wrapped"] * head.wrapped, *["quoted"] * begins_formula(text)]
            sheet.write_string(at, column, text, self._format(*kinds))

    def _finish(self, sheet: Any, at: int, columns: int, not_printed: int, *, noted: bool = False) -> None:
        sheet.autofilter(0, 0, max(at - 1, 1), columns - 1)
        if not_printed:
            sheet.print_area(0, 0, max(at - 1, 1) + noted, columns - 1 - not_printed)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{EXCEL_ROWS}"})

    def _format(self, *kinds: str) -> Any:
        if kinds not in self._formats:
            looks = (_LOOKS[kind] for kind in kinds)
            self._formats[kinds] = self._book.add_format(
                {**_FONT, **{name: it for look in looks for name, it in look.items()}}
            )
        return self._formats[kinds]


_LOOKS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "bg_color": "#E8EEF3", "bottom": 1},
    "number": {"num_format": "#,##0", "align": "right"},
    "text": {"num_format": "@"},
    "wrapped": {"text_wrap": True},
    "quoted": {"quote_prefix": True},  # Excel takes it for text even after somebody has edited the cell
}
