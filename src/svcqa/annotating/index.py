"""The index beside the copies: what became of every file of the audit, and every finding that is marked nowhere."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from svcqa.annotating import Annotated, FileMarks, Mention
from svcqa.annotating.xml import plain
from svcqa.text import Lang, Text

NAME = Text("标注索引.xlsx", "annotation-index.xlsx")
_FILES, _UNMARKED = Text("文件", "Files"), Text("未标注的疑点", "Findings not marked")
_COLUMNS = (
    Text("文件", "File"), Text("结果", "Result"), Text("疑点", "Findings"), Text("已标在单元格", "Marked at cells"),
    Text("只在汇总表", "In its summary only"), Text("未标注", "Not marked"), Text("作为佐证", "As evidence"),
    Text("底色单元格", "Cells filled"),
)  # fmt: skip
_OF_FINDING = (
    Text("文件", "File"), Text("单元格", "Cells"), Text("编号", "Key"), Text("条款", "Clause"), Text("规则", "Rule"),
    Text("说明", "Message"), Text("处理情况", "State"),
)  # fmt: skip
_MARKED = Text("已写出标注副本", "marked copy written")
_NONE = Text("没有疑点，不写副本", "no findings, no copy")
_NO_FILE = Text("（没有写明文件的疑点）", "(findings that name no file)")
_NO_PLACE = Text("没有写明单元格", "they name no cell")
_TOTAL = Text("合计", "Total")
_WIDTHS = {_FILES: (46, 40, 10, 14, 14, 10, 12, 12), _UNMARKED: (46, 30, 24, 18, 20, 80, 30)}
_MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class Outcome:
    """What became of one file: how many of its findings are shown where, and why if they are not."""

    name: str
    result: Text
    findings: int = 0
    marked: int = 0
    listed: int = 0
    evidence: int = 0
    cells: int = 0

    @property
    def unmarked(self) -> int:
        """Findings that no copy shows."""
        return self.findings - self.marked - self.listed


def copied(name: str, marks: FileMarks, made: Annotated) -> Outcome:
    """What became of a file with a copy."""
    evidence = len(marks.mentions) - marks.findings
    return Outcome(name, _MARKED, marks.findings, made.marked, made.listed, evidence, made.cells)


def refused(name: str, marks: FileMarks, why: Text) -> Outcome:
    """What became of a file that cannot be marked."""
    return Outcome(name, why, marks.findings, evidence=len(marks.mentions) - marks.findings)


def placeless(marks: FileMarks) -> Outcome:
    """What became of findings that name no file."""
    return Outcome("", _NO_PLACE, marks.findings)


def clean(name: str) -> Outcome:
    """What became of a file without findings."""
    return Outcome(name, _NONE)


def index(outcomes: Sequence[Outcome], marks: Mapping[str, FileMarks], lang: Lang) -> bytes:
    """The workbook; its figures add up to all findings of the audit."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # no clock: the same audit, the same bytes
        _write(book, _FILES, _COLUMNS, [*map(_row(lang), outcomes), _sum(outcomes, lang)], lang)
        names = [one.name for one in outcomes if one.unmarked]
        rows = [_finding(name, one, lang) for name in names for one in marks[name].mentions if one.own]
        _write(book, _UNMARKED, _OF_FINDING, rows, lang)
    return out.getvalue()


def _row(lang: Lang) -> Any:
    def told(one: Outcome) -> list[str | int]:
        name = one.name or _NO_FILE.say(lang)
        return [name, one.result.say(lang), *_figures(one)]

    return told


def _figures(one: Outcome) -> tuple[int, ...]:
    return one.findings, one.marked, one.listed, one.unmarked, one.evidence, one.cells


def _sum(outcomes: Iterable[Outcome], lang: Lang) -> list[str | int]:
    columns = zip(*map(_figures, outcomes), strict=True)
    return [_TOTAL.say(lang), "", *map(sum, columns)]


def _finding(name: str, one: Mention, lang: Lang) -> list[str | int]:
    cells = ", ".join(f"{place.sheet}!{place.cell}".strip("!") for place in one.places)
    return [name or _NO_FILE.say(lang), cells, one.key, one.clause, one.rule, one.message, one.state]


def _write(book: Any, title: Text, heads: Sequence[Text], rows: Sequence[Sequence[str | int]], lang: Lang) -> None:
    """One sheet, or several where a sheet does not hold all rows."""
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "top"})
    for number in range(0, max(len(rows), 1), _MOST_ROWS):
        part = rows[number : number + _MOST_ROWS]
        sheet = book.add_worksheet(title.say(lang) + (f" {number // _MOST_ROWS + 1}" if number else ""))
        for at, width in enumerate(_WIDTHS[title]):
            sheet.set_column(at, at, width)
        sheet.write_row(0, 0, [one.say(lang) for one in heads], bold)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.autofilter(0, 0, max(len(part), 1), len(heads) - 1)
        for row, values in enumerate(part, 1):
            for column, value in enumerate(values):
                _put(sheet, row, column, value)


def _put(sheet: Any, row: int, column: int, value: str | int) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, plain(value))
