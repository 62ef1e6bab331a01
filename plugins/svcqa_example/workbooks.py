"""Writing the records as the office keeps them: workbooks in folders, and one export in GB18030."""

from __future__ import annotations

import csv
import datetime as dt
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from svcqa_example.columns import COLUMNS
from svcqa_example.layouts import Layout, Notation, layouts
from svcqa_example.model import Company, Odd, Record
from svcqa_example.truth import key_of

_CREATED = dt.datetime(2026, 1, 5, 9)
_WORDS = (("是", "否"), ("√", "×"), ("是", "否"), ("Y", "N"))
_SPACED = 40
"""One name of so many is written with a space inside."""
_EMPTY_LINES = 3


@dataclass(frozen=True)
class Written:
    """A sheet that was written, and how many records stand on it."""

    file: str
    sheet: str
    register: str
    records: int


def write(company: Company, folder: Path) -> list[Written]:
    """Write every workbook of the company into a folder; the same company gives the same bytes."""
    pen = _Pen(company)
    found = []
    files: dict[str, list[Layout]] = {}
    for layout in layouts(company):
        files.setdefault(layout.file, []).append(layout)
    for file, sheets in files.items():
        mine = [layout for layout in sheets if layout.records]
        if not mine:
            continue
        place = folder.joinpath(*file.split("/"))
        place.parent.mkdir(parents=True, exist_ok=True)
        if file.endswith(".csv"):
            _export(pen, mine[0], place)
        else:
            _workbook(pen, mine, place)
        found += [Written(file, one.sheet, one.register, len(one.records)) for one in mine]
    return found


class _Pen:
    """How the company's people write: their names, and their habits."""

    def __init__(self, company: Company) -> None:
        company.turn(write)
        self._rng = company.rng
        self._names = {record["staff_id"]: record["staff_name"] for record in company["staff"]}

    def headings(self, layout: Layout) -> dict[str, str]:
        """Field → the heading it has on this sheet."""
        return {field: self._rng.choice(words) for field, words in COLUMNS[layout.register].items()}

    def column(self, layout: Layout, field: str, number: int) -> Callable[[Record], Any]:
        """How the values of one column are written."""
        notation = layout.dates[number % len(layout.dates)]
        yes, no = self._rng.choice(_WORDS)
        named = field in layout.named
        of_moments = any(isinstance(record.values.get(field), dt.datetime) for record in layout.records)

        def written(record: Record) -> Any:
            value = record.values.get(field)
            if value is None or isinstance(value, Odd):
                return value
            if isinstance(value, bool):
                return yes if value else no
            if isinstance(value, dt.date):
                return _dated(value, notation, of_moments=of_moments)
            return self._named(value, f"{field} {key_of(record)}") if named else value

        return written

    def _named(self, number: str, where: str) -> str:
        """A person by name; in some cells 张 三, in the same ones wherever their record stands."""
        name = self._names.get(number, number)
        spaced = len(name) == 2 and not zlib.crc32(where.encode()) % _SPACED
        return f"{name[0]} {name[1:]}" if spaced else name

    def signature(self) -> tuple[str, str]:
        """Who made the list, and who looked at it."""
        first, second = self._rng.sample(sorted(self._names.values()), 2)
        return f"制表：{first}", f"审核：{second}"


def _dated(value: dt.date, notation: Notation, *, of_moments: bool) -> Any:
    """A day or a moment in a notation; a day in a column of moments is written out."""
    timed = isinstance(value, dt.datetime)
    if notation == "cell":
        return value if timed or not of_moments else _PATTERNS["chinese"].format(value)
    return _PATTERNS[notation].format(value) + (f" {value:%H:%M}" if timed else "")


_PATTERNS = {
    "iso": "{0:%Y-%m-%d}",
    "slash": "{0.year}/{0.month}/{0.day}",
    "chinese": "{0.year}年{0.month}月{0.day}日",
    "dot": "{0.year}.{0.month}.{0.day}",
}


def _export(pen: _Pen, layout: Layout, place: Path) -> None:
    """A table as a program of the office exports it."""
    headings = pen.headings(layout)
    columns = [pen.column(layout, field, number) for number, field in enumerate(headings)]
    with place.open("w", encoding="gb18030", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(headings.values())
        lines.writerows([column(record) for column in columns] for record in layout.records)


def _workbook(pen: _Pen, sheets: Sequence[Layout], place: Path) -> None:
    book = xlsxwriter.Workbook(str(place), {"constant_memory": True})
    book.set_properties({"created": _CREATED})
    for layout in sheets:
        _Page(book, layout).fill(pen)
    if any(layout.register == "staff" for layout in sheets):
        _dictionary(book)
    book.close()


def _dictionary(book: Any) -> None:
    """A list of codes, as stands behind many a workbook; no register."""
    sheet = book.add_worksheet("数据字典")
    for number, line in enumerate((("代码", "含义"), ("A", "自有网点"), ("B", "外委网点"))):
        sheet.write_row(number, 0, line)
    sheet.hide()


class _Page:
    """One worksheet, written from the top down."""

    def __init__(self, book: Any, layout: Layout) -> None:
        self._layout = layout
        self._sheet = book.add_worksheet(layout.sheet)
        self._bold = book.add_format({"bold": True, "align": "center", "text_wrap": True})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._day = book.add_format({"num_format": "yyyy/m/d"})
        self._first = 1 if layout.serial else 0
        self._row = 0

    def fill(self, pen: _Pen) -> None:
        """Titles, headings, records, and what stands below them."""
        headings = pen.headings(self._layout)
        width = len(headings) + self._first
        self._sheet.set_column(0, width - 1, 14)
        for title in self._layout.title:
            if width > 1:
                self._sheet.merge_range(self._row, 0, self._row, width - 1, title, self._bold)
            else:
                self._sheet.write(self._row, 0, title, self._bold)
            self._row += 1
        shown = ["序号", *headings.values()] if self._first else list(headings.values())
        self._sheet.write_row(self._row, 0, shown, self._bold)
        self._row += 1
        top = self._row
        columns = [pen.column(self._layout, field, number) for number, field in enumerate(headings)]
        for number, record in enumerate(self._layout.records):
            self._record(number, [column(record) for column in columns])
        self._below(pen, list(headings), top)

    def _record(self, number: int, values: Sequence[Any]) -> None:
        if number == self._layout.hidden:
            self._sheet.set_row(self._row, None, None, {"hidden": True})
        if self._first:
            self._sheet.write_number(self._row, 0, number + 1)
        for column, value in enumerate(values, self._first):
            if value is not None:
                self._cell(column, value)
        self._row += 1

    def _cell(self, column: int, value: Any) -> None:
        if isinstance(value, str):
            if self._layout.register == "staff" and value.isdigit() and len(value) == 5:
                self._sheet.write_number(self._row, column, int(value))
            else:
                self._sheet.write_string(self._row, column, value)
        elif isinstance(value, dt.date):
            look = self._moment if isinstance(value, dt.datetime) else self._day
            self._sheet.write_datetime(self._row, column, value, look)
        else:
            self._sheet.write_number(self._row, column, value)

    def _below(self, pen: _Pen, fields: list[str], top: int) -> None:
        """Numbered lines left empty, the total, the signatures, a note."""
        layout = self._layout
        if self._first:
            for number in range(_EMPTY_LINES):
                self._sheet.write_number(self._row, 0, len(layout.records) + number + 1)
                self._row += 1
        if layout.total:
            column = fields.index(layout.total) + self._first
            amounts = [record[layout.total] for record in layout.records]
            letter = xlsxwriter.utility.xl_col_to_name(column)
            self._sheet.write_string(self._row, 0, "合计")
            total = sum(one for one in amounts if isinstance(one, (int, float)))
            self._sheet.write_formula(self._row, column, f"=SUM({letter}{top + 1}:{letter}{self._row})", None, total)
            self._row += 1
        for line in self._last(pen):
            self._sheet.write_row(self._row, 1, line)
            self._row += 1

    def _last(self, pen: _Pen) -> Iterator[tuple[str, ...]]:
        if self._layout.signed:
            yield pen.signature()
        if self._layout.note:
            yield (self._layout.note,)
