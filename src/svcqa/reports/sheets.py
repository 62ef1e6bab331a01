"""Lists as sheets of a workbook: headings that stay, filters, links, text that stays text, and lists of any length."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO, Any

from svcqa.reports.listing import EXCEL_CELL, begins_formula
from svcqa.reports.shown import cut, printable
from svcqa.reports.words import Words
from svcqa.widths import width

EXCEL_ROWS = 1_048_576
"""Rows that a worksheet holds."""
EXCEL_LINKS = 65_530
"""Links that a worksheet holds."""
_FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
_LINE = 16.5
"""Height of a line of this font, in points."""
_MOST_LINES = 12
"""A row is no higher than so many lines: a longer text is read by choosing its cell."""


@dataclass(frozen=True)
class Link:
    """A value that leads to a row of a list in the same workbook: the list by its title, the row from 0."""

    value: str | int
    title: str
    row: int = 0


@dataclass(frozen=True)
class FileLink:
    """A value that leads to an audited file, or to a sheet of it; one in an archive leads nowhere."""

    value: str
    folder: str
    file: str = ""
    """Its path within the folder, if that is not the value itself."""
    sheet: str = ""

    @property
    def target(self) -> str:
        """The place as Excel takes it, from where the workbook lies."""
        path = "/".join(filter(None, (self.folder, self.file or self.value)))
        sheet = self.sheet.replace("'", "''")
        return f"external:{path}" + (f"#'{sheet}'!A1" if sheet else "")


class Section(str):
    """A value that heads the rows below it."""

    __slots__ = ()


Value = str | int | Link | FileLink


@dataclass(frozen=True)
class Head:
    """A column: the name of its heading, its width in characters, and what stands in it."""

    name: str
    width: int
    wrapped: bool
    number: bool


@dataclass
class Listed:
    """A list of the workbook: its title, how many rows it has, on which sheets, and rows whose link had no room."""

    title: str
    rows: int = 0
    sheets: list[str] = field(default_factory=list)
    unlinked: int = 0


@dataclass
class _Sheet:
    """A worksheet being written: its columns, the list on it, the row that is next, and how many links it has."""

    made: Any
    heads: Sequence[Head]
    listed: Listed
    at: int = 1
    links: int = 0


class Book:
    """A workbook that is written from top to bottom, one row in memory at a time."""

    def __init__(self, stream: IO[bytes], words: Words, created: dt.datetime, title: str = "title") -> None:
        from xlsxwriter import Workbook

        self._words = words
        self._book = Workbook(stream, {"constant_memory": True})
        self._book.set_properties({"title": words(title), "created": created})
        self._formats: dict[tuple[str, ...], Any] = {}
        self._reserved: dict[str, Any] = {}
        self.lists: list[Listed] = []
        """What was added so far."""

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def reserve(self, title: str) -> None:
        """The list of this title stands here among the sheets, and is added later."""
        name = self._name(title)
        self._reserved[name] = self._book.add_worksheet(name)

    def add(
        self,
        title: str,
        heads: Sequence[Head],
        rows: Iterable[Sequence[Value]],
        *,
        not_printed: int = 0,
        filtered: bool = True,
    ) -> None:
        """A list as a sheet; what is longer than a sheet goes on in further ones, and the full one says so.

        So many of the last columns are ``not_printed``, for the others to be read on paper.
        """
        listed = Listed(title)
        self.lists.append(listed)
        sheet = self._sheet(listed, heads)
        for row in rows:
            if sheet.at == EXCEL_ROWS - 1:  # the last row is kept to say where the list goes on
                full, sheet = sheet, self._sheet(listed, heads)
                self._finish(full, not_printed, filtered)
                self._write(full, [self._words("continued", sheet=listed.sheets[-1]), *[""] * (len(heads) - 1)])
            self._write(sheet, row)
            listed.rows += 1
        self._finish(sheet, not_printed, filtered)

    def _name(self, title: str, further: int = 0) -> str:
        name = self._words(title)
        return self._words("sheet_next", sheet=name, number=further + 1) if further else name

    def _place(self, link: Link) -> str:
        further, row = divmod(link.row, EXCEL_ROWS - 2)  # without the headings and the row that says where it goes on
        name = self._name(link.title, further).replace("'", "''")
        return f"internal:'{name}'!A{row + 2}"

    def _sheet(self, listed: Listed, heads: Sequence[Head]) -> _Sheet:
        name = self._name(listed.title, len(listed.sheets))
        listed.sheets.append(name)
        sheet = self._reserved.pop(name, None) or self._book.add_worksheet(name)
        sheet.set_default_row(_LINE)
        sheet.freeze_panes(1, 1)
        _set_up_printing(sheet)
        sheet.set_row(0, _LINE * max(_lines(self._words(head.name), head) for head in heads))
        for column, head in enumerate(heads):
            sheet.set_column(column, column, head.width)
            sheet.write_string(0, column, self._words(head.name), self._format("head", *["number"] * head.number))
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{EXCEL_ROWS}"})
        return _Sheet(sheet, heads, listed)

    def _write(self, sheet: _Sheet, row: Sequence[Value]) -> None:
        lines = 1
        for column, (head, value) in enumerate(zip(sheet.heads, row, strict=True)):
            if value == "":
                continue
            shown = self._cell(sheet, column, head, value)
            if head.wrapped and isinstance(shown, str):
                lines = max(lines, _lines(shown, head))
        if lines > 1:
            sheet.made.set_row(sheet.at, _LINE * min(lines, _MOST_LINES))
        sheet.at += 1

    def _cell(self, sheet: _Sheet, column: int, head: Head, value: Value) -> str | int:
        """Writes a value and gives what is shown of it."""
        link = value if isinstance(value, (Link, FileLink)) and self._linked(sheet) else None
        plain = value.value if isinstance(value, (Link, FileLink)) else value
        shown = plain if isinstance(plain, int) else cut(printable(plain), EXCEL_CELL, self._words)
        look = self._format(*_kinds(head, shown, isinstance(value, Section), link is not None))
        if link:
            place = self._place(link) if isinstance(link, Link) else link.target
            sheet.made.write_url(sheet.at, column, place, look, str(shown))
        if isinstance(shown, int):
            sheet.made.write_number(sheet.at, column, shown, look)  # over the text of the link
        elif not link:
            sheet.made.write_string(sheet.at, column, shown, look)
        return shown

    @staticmethod
    def _linked(sheet: _Sheet) -> bool:
        """Whether the sheet has room for one more link."""
        room = sheet.links < EXCEL_LINKS
        sheet.links += room
        sheet.listed.unlinked += not room
        return room

    @staticmethod
    def _finish(sheet: _Sheet, not_printed: int, filtered: bool) -> None:
        last, columns = max(sheet.at - 1, 1), len(sheet.heads)
        if filtered:
            sheet.made.autofilter(0, 0, last, columns - 1)
        if not_printed:
            noted = sheet.at == EXCEL_ROWS - 1  # where the list goes on
            sheet.made.print_area(0, 0, last + noted, columns - 1 - not_printed)

    def _format(self, *kinds: str) -> Any:
        if kinds not in self._formats:
            looks = (_LOOKS[kind] for kind in kinds)
            self._formats[kinds] = self._book.add_format(
                {**_FONT, **{name: it for look in looks for name, it in look.items()}}
            )
        return self._formats[kinds]


def _set_up_printing(sheet: Any) -> None:
    """A4 across, as wide as a page, the headings on each."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")


def _kinds(head: Head, shown: str | int, section: bool, linked: bool) -> tuple[str, ...]:
    link = ("link",) * linked
    if isinstance(shown, int):
        return ("number", *link)
    return ("text", *("wrapped",) * head.wrapped, *("section",) * section, *("quoted",) * begins_formula(shown), *link)


def _lines(text: str, head: Head) -> int:
    """Lines that a text takes in its column; words are not broken, so that some room stays empty at their ends."""
    if len(text) * 2 <= head.width:  # most are short
        return 1
    taken = width(text[: head.width * _MOST_LINES])
    return 1 if taken <= head.width else -(-taken // max(head.width - 2, 1))


_LOOKS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "bg_color": "#E8EEF3", "bottom": 1},
    "number": {"num_format": "#,##0", "align": "right", "indent": 1},
    "text": {"num_format": "@"},
    "wrapped": {"text_wrap": True},
    "section": {"bold": True},
    "quoted": {"quote_prefix": True},  # Excel takes it for text even after somebody has edited the cell
    "link": {"font_color": "#0B5394", "underline": 1},
}
