"""Rows of a table that are no records: titles above, repeated headings, totals, notes and signatures below.

Only layout sets a row aside. What a record says never does: a row with a key or a date of its own is a record, also
where one of its cells reads like a total, a heading or a signature.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from svcqa.accounts import SetAside
from svcqa.grid import take
from svcqa.intake.layout.headers import Block
from svcqa.intake.layout.headings import Match, normalised
from svcqa.intake.layout.regions import View
from svcqa.intake.layout.totals import equals, is_total, total_rows
from svcqa.registers import TEMPORAL, Register
from svcqa.requests import Sheet, Tag

_TAIL_ROWS = 12
_EARLIEST = 16_000
"""Days from 1900, or from 1904, to a year before any date that is read."""
_MOST_CLAUSES = 40
_SIGNATURE = re.compile(
    r"^(审核|审批|批准|复核|制表|填表|制单|编制|经办|负责人|主管|签字|签名|日期|填报)[^,，。]{0,6}[:：]|^年月日$"
)
_NOTE = re.compile(r"^(备注|注|说明|填写说明|填表说明|注意|note|remark)s?\s*\d*\s*[:：.、]", re.IGNORECASE)
_LISTED = re.compile(r"^[(（]?([0-9]{1,2}|[一二三四五六七八九十]{1,2})[)）.、:：]")
_TEMPLATE = re.compile(r"^[$#]?\{.*\}$")
_SAMPLES = frozenset({"示例", "样例", "例", "填写示例", "示例行", "example", "sample"})
_SERIAL = frozenset({"序号", "序", "编号", "no.", "no", "#", "行号", "项次"})
Reason = str


@dataclass(frozen=True, eq=False)
class Body:
    """A table of which headings and columns are known, on a window of its own."""

    view: View
    block: Block
    matches: Sequence[Match]
    register: Register
    repeats: Sequence[tuple[int, Block]] = ()
    """Headings that come again, each with the first row of the titles above it."""

    @property
    def below(self) -> int:
        """The first row below the headings."""
        return self.block.first + self.block.depth

    @property
    def mapped(self) -> list[int]:
        """Columns that were taken for a field."""
        return [match.column for match in self.matches if match.field]

    @property
    def keys(self) -> list[int]:
        """Columns of the key."""
        return [match.column for match in self.matches if match.field in self.register.key]

    @property
    def dated(self) -> list[int]:
        """Columns of dates and times."""
        fields = self.register.fields
        return [match.column for match in self.matches if match.field and fields[match.field].type in TEMPORAL]

    @property
    def serial(self) -> list[int]:
        """Columns that only number the rows."""
        return [match.column for match in self.matches if not match.field and normalised(match.heading) in _SERIAL]


def sorted_rows(body: Body) -> tuple[np.ndarray, list[SetAside]]:
    """The rows that are records, and those set aside with their reasons; together all rows of the window."""
    sheet, view = body.view.sheet, body.view
    reasons = np.full(sheet.rows, "", dtype=object)
    reasons[: body.block.first] = "title"
    reasons[body.block.first : body.below] = "heading"
    for top, block in body.repeats:
        reasons[top : block.first] = "title"
        reasons[block.first : block.first + block.depth] = "repeated_heading"
    _tail(body, reasons)
    for reason, rows in _below(body):
        later = rows[rows >= body.below]
        reasons[later[reasons[later] == ""]] = reason
    reasons[~view.filled] = "blank"
    texts = view.shown
    return np.flatnonzero(reasons == ""), ranges(reasons, lambda row: " ".join(filter(None, texts[row]))[:200])


def _below(body: Body) -> Iterator[tuple[Reason, np.ndarray]]:
    """Rows below the headings that layout tells to be no records."""
    sheet = body.view.sheet
    yield "repeated_heading", _repeated(body)
    summed = body.view.totals | total_rows(sheet, body.serial) if body.serial else body.view.totals
    totals = np.array([row for row in np.flatnonzero(summed).tolist() if _sums_up(body, row)], dtype=np.int64)
    yield "total", totals
    yield "note", _sections(body)
    yield "note", _clauses(body, totals)
    yield "template", _templates(body)
    empty = np.ones(sheet.rows, dtype=bool)
    for column in body.mapped:
        empty &= sheet.columns[column].tags == Tag.BLANK
    rows = np.flatnonzero(empty)
    if len(rows):
        serial, others = (_any_filled(sheet, rows, columns) for columns in (body.serial, _others(body)))
        yield "numbered_blank", rows[serial & ~others]
        yield "note", rows


def _others(body: Body) -> list[int]:
    return [match.column for match in body.matches if match.column not in {*body.mapped, *body.serial}]


def _any_filled(sheet: Sheet, rows: np.ndarray, columns: Sequence[int]) -> np.ndarray:
    found = np.zeros(len(rows), dtype=bool)
    for column in columns:
        found |= sheet.columns[column].tags[rows] != Tag.BLANK
    return found


def _repeated(body: Body) -> np.ndarray:
    """Rows that say the headings once more; of several levels, each below the one above it."""
    sheet = body.view.sheet
    before = np.ones(sheet.rows, dtype=bool)
    found = np.zeros(sheet.rows, dtype=bool)
    for level in body.block.rows:
        own = _says(body, body.view.shown.filled(level), level == body.block.first) & before
        found |= own
        before = np.concatenate([[False], own[:-1]])
    return np.flatnonzero(found)


def _says(body: Body, level: Mapping[int, str], first: bool) -> np.ndarray:
    """Rows that say the headings of one level; a single one may differ, but not that of the key."""
    columns = [column for column in body.mapped if column in level] if body.block.depth == 1 else list(level)
    needed = max(2, len(columns) - 1) if first else len(columns)
    same = np.zeros(body.view.sheet.rows, dtype=np.int32)
    rows = np.arange(body.view.sheet.rows)  # those that may still say enough: soon hardly any
    for left, column in zip(range(len(columns) - 1, -1, -1), columns, strict=True):
        cells = body.view.sheet.columns[column]
        same[rows] += equals(cells if len(rows) == len(same) else take(cells, rows), [level[column]])
        rows = rows[same[rows] + left >= needed]
    found = same >= needed
    for column in set(body.keys) & set(columns) if found.any() else ():
        key = body.view.sheet.columns[column]
        found &= equals(key, [level[column]]) | (key.tags == Tag.BLANK)
    return found


def _sums_up(body: Body, row: int) -> bool:
    """A row that begins with a word for a total is one, unless it has a date or a key beside that word."""
    tags = {column: body.view.sheet.columns[column].tags[row] for column in {*body.dated, *body.keys}}
    if any(tags[column] != Tag.BLANK and not is_total(_word(body, row, column)) for column in body.keys):
        return False
    return all(
        tags[column] == Tag.BLANK or is_total(_word(body, row, column)) or _counts(body, row, column)
        for column in body.dated
    )


def _counts(body: Body, row: int, column: int) -> bool:
    """A number too small for a date, below a column of dates: how many there are."""
    one = body.view.sheet.columns[column]
    return one.numbers is not None and one.tags[row] == Tag.NUMBER and bool(one.numbers[row] < _EARLIEST)


def _word(body: Body, row: int, column: int) -> str:
    return body.view.shown[row][column] or ""


def _sections(body: Body) -> np.ndarray:
    """Rows of one merged cell over most of the table: a section's name or a note between the records."""
    merged = body.view.merged
    if not len(merged):
        return np.array([], dtype=np.int64)
    columns = [match.column for match in body.matches]
    top, left, bottom, right = merged.T
    wide = (left <= min(columns)) & (right - left + 1 >= max(3, 0.6 * len(columns)))
    rows: np.ndarray = np.unique(top[wide & (top == bottom) & (top >= body.below)])
    filled = np.zeros(len(rows), dtype=np.int32)
    for column in body.view.sheet.columns:
        filled += column.tags[rows] != Tag.BLANK
    alone: np.ndarray = rows[filled == 1]
    return alone


def _clauses(body: Body, sums: np.ndarray) -> np.ndarray:
    """Rows below the last total and a blank row that begin with 二、 or the like: clauses of a form, to its end."""
    rows = np.arange(sums[-1] + 1 if len(sums) else body.view.sheet.rows, body.view.sheet.rows)
    filled = rows[body.view.filled[rows]]
    if not len(filled) or filled[0] == rows[0] or len(rows) > _MOST_CLAUSES:
        return rows[:0]
    first = next(iter(body.view.shown.filled(int(filled[0])).values()), "")
    dated = any((body.view.sheet.columns[column].tags[rows] != Tag.BLANK).any() for column in body.dated)
    return rows[:0] if dated or not _LISTED.match(_plain(first)) else rows


def _templates(body: Body) -> np.ndarray:
    """Rows right below the headings, or the last ones, that are there to be written over: {name}, 示例."""
    below = np.flatnonzero(body.view.filled[body.below :]) + body.below
    return np.array([row for row in {*below[:2].tolist(), *below[-2:].tolist()} if _is_template(body, row)], np.int64)


def _is_template(body: Body, row: int) -> bool:
    cells = body.view.shown.filled(row)
    if not cells:
        return False
    column, first = next(iter(cells.items()))
    marked = normalised(first) in _SAMPLES and (column in body.keys or column not in body.mapped)
    return marked or all(_TEMPLATE.match(_plain(text)) for text in cells.values())


def _tail(body: Body, reasons: np.ndarray) -> None:
    """Signature lines and notes among the last rows, as far up as nothing else stands between.

    Numbered lines (1、…) are notes only below a line that says so.
    """
    listed: list[int] = []
    for row in np.flatnonzero(body.view.filled)[::-1][:_TAIL_ROWS].tolist():
        cells = body.view.shown.filled(row)
        if row < body.below:
            return
        reason = _tail_reason(cells, set(body.keys))
        if reason is None and len(cells) == 1 and _LISTED.match(_plain(next(iter(cells.values())))):
            listed.append(row)
            continue
        if reason is None:
            return
        if reason == "note":
            reasons[listed] = "note"
            listed = []
        if reason != "total":
            reasons[row] = reason


def _tail_reason(cells: Mapping[int, str], keys: set[int]) -> Reason | None:
    """What a row below the table is; None for a record, and for cells of which none shows anything."""
    if not cells:
        return None
    first = next(iter(cells.values()))
    noted = bool(_NOTE.match(_plain(first)))
    signed = {column for column, text in cells.items() if _SIGNATURE.match(_plain(text))} | set([*cells][:noted])
    # a record may well say 审核：通过 in one of its cells: with a key of its own it is no signature line
    answers = {column + 1 for column in signed if _plain(cells[column]).endswith(":")}
    if keys & cells.keys() - signed - answers:
        return None
    if noted and len(cells) <= 2:
        return "note"
    if signed:
        return "signature"
    return "total" if is_total(first) else None


def is_closing(text: str) -> bool:
    """A cell that begins a signature line or a note."""
    return bool(_SIGNATURE.match(_plain(text)) or _NOTE.match(_plain(text)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def ranges(reasons: np.ndarray, text_of: Callable[[int], str]) -> list[SetAside]:
    """Neighbouring rows of one reason as one entry, with the text of the first."""
    found: list[SetAside] = []
    aside = np.flatnonzero(reasons != "")
    if not len(aside):
        return found
    breaks = np.flatnonzero((np.diff(aside) != 1) | (reasons[aside][1:] != reasons[aside][:-1])) + 1
    for run in np.split(aside, breaks):
        text = text_of(int(run[0])) if reasons[run[0]] != "blank" else ""
        found.append(SetAside(int(run[0]) + 1, int(run[-1]) + 1, reasons[run[0]], text))
    return found
