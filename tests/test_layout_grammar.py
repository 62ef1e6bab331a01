"""Sheets from a grammar that leaves nothing to guess read back to the records they were made of, cell by cell.

The grammar: a sheet is one table, or two that a blank row parts (orders, then staff). A table is up to three title
rows, the headings, records, and a footer.

* A title row is one cell (merged over the table or not) or cells that end in a colon, each with its value; a blank row
  may follow.
* Headings take one to three rows, the columns in any order, 序号 and unknown columns among them. With more than one
  row, a column stands alone (its heading in the top row, merged down) or in a group of two or more (the group's name
  merged over them) that leaves others out; without merged cells, one of the known columns stands alone.
* Records have a key, and dates in one of five notations a column; other cells may say anything, also words that stand
  in headings, totals and signatures. Blank rows and the headings once more may stand between them.
* A footer is numbered lines without content (where there is a 序号), a total, notes, numbered clauses below 填表说明,
  and signatures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from svcqa.grid import from_rows
from svcqa.intake.assemble import piece_of
from svcqa.intake.finding import Known, Names, Table, find_tables
from svcqa.intake.values.cells import Reading
from svcqa.requests import Sheet
from tests.test_layouts import REGISTERS

FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "work_orders": {
        "order_no": ("派工单号", "工单号", "派工单号*", "派工\n单号（必填）"),
        "outlet": ("网点",),
        "customer": ("客户名称", "客户 名称："),
        "dispatched_at": ("派工时间",),
        "contacted_at": ("联系时间",),
        "amount": ("金额", "金额（元）"),
    },
    "staff": {"name": ("姓名",), "outlet": ("网点",), "post": ("岗位",)},
}
DATED = {"dispatched_at", "contacted_at"}
WORDS = st.sampled_from(
    ["东城", "合计", "派工单号", "备注:无", "审核:通过", "网点", "小计", "1、甲", "第3分部", "示例"]
)
NOTATIONS = (
    "{0:%Y-%m-%d %H:%M}",
    "{0.year}/{0.month}/{0.day} {0:%H:%M}",
    "{0.year}年{0.month}月{0.day}日 {0:%H:%M}",
    "{0:%Y.%m.%d %H:%M}",
    "",
)
MOMENTS = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2026, 12, 31)).map(
    lambda one: one.replace(second=0, microsecond=0)
)


@dataclass
class Made:
    """A sheet in the making, and what it is to be read as."""

    rows: list[list[Any]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    expected: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    """Register → row of each record (from 0), field → value."""
    headers: list[list[int]] = field(default_factory=list)


def _titles(draw: st.DrawFn, made: Made, width: int) -> None:
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["merged", "plain", "pairs"]))
        if kind == "pairs":
            made.rows.append(["编制单位：", "售后部"])
        else:
            made.rows.append([draw(st.sampled_from(["2024年台账", "编制单位：售后部", "派工单（三月）"]))])
            if kind == "merged":
                made.merged.append((len(made.rows) - 1, 0, len(made.rows) - 1, width - 1))
    if draw(st.booleans()):
        made.rows.append([])


def _headings(
    draw: st.DrawFn, labels: Sequence[str], merged: bool
) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """Rows of headings with merged cells, counted from the first of the rows."""
    depth = draw(st.integers(1, 3 if merged else 2))
    rows = [[""] * len(labels) for _ in range(depth)]
    ranges: list[tuple[int, int, int, int]] = []
    grouped = _group(draw, rows, ranges, labels)
    alone = {one for one in rows[0] if one in labels} - {"序号", "处理经过"}
    if depth > 1 and not (grouped and (merged or alone)):
        rows, ranges = [list(labels)], []
    return rows, ranges if merged else []


def _group(  # noqa: PLR0917 - columns of a level, within those above
    draw: st.DrawFn, rows: list[list[str]], ranges: list[tuple[int, int, int, int]], labels: Sequence[str], level: int = 0,
    span: tuple[int, int] | None = None,
) -> bool:  # fmt: skip
    """Fill one level over some columns; True if any of them stand in a group."""
    first, end = span or (0, len(labels))
    column, found, last = first, False, len(rows) - 1
    while column < end:
        room = end - column
        # a group leaves a column out: over the whole table it would be a title, over a whole group the same group
        size = draw(st.integers(2, min(3, room))) if level < last and room >= 2 and draw(st.booleans()) else 1
        if size == 1 or size == end - first:
            rows[level][column] = labels[column]
            if level < last:
                ranges.append((level, column, last, column))
            column += 1
            continue
        found = True
        rows[level][column] = f"{'甲乙丙'[level]}组{'子丑寅卯辰巳午未申酉'[column]}"
        ranges.append((level, column, level, column + size - 1))
        _group(draw, rows, ranges, labels, level + 1, (column, column + size))
        column += size
    return found


def _table(draw: st.DrawFn, made: Made, register: str) -> None:
    fields = draw(st.permutations(list(FIELDS[register])))
    columns = [*fields, *(["remark"] if draw(st.booleans()) else [])]
    columns = [*(["serial"] if draw(st.booleans()) else []), *columns]
    names = {"serial": "序号", "remark": "处理经过"}
    labels = [names[one] if one in names else draw(st.sampled_from(FIELDS[register][one])) for one in columns]
    merged = draw(st.booleans())
    _titles(draw, made, len(columns))
    head, ranges = _headings(draw, labels, merged)
    _head(made, head, ranges)
    made.headers.append(list(range(len(made.rows) - len(head) + 1, len(made.rows) + 1)))
    notations = {one: draw(st.sampled_from(NOTATIONS)) for one in DATED}
    count = draw(st.integers(1, 6))
    for number in range(count):
        if number and draw(st.integers(0, 5)) == 0:
            made.rows.append([])
        if number and draw(st.integers(0, 5)) == 0:
            _head(made, head, ranges)
        cells = _record(draw, made, register, columns, number)
        made.rows.append(
            [
                notations[one].format(cell) or cell if one in DATED else cell
                for one, cell in zip(columns, cells, strict=True)
            ]
        )
    _footer(draw, made, columns, count)


def _head(made: Made, head: list[list[str]], ranges: Sequence[tuple[int, int, int, int]]) -> None:
    top = len(made.rows)
    made.merged += [(a + top, b, c + top, d) for a, b, c, d in ranges]
    made.rows += [list(row) for row in head]


def _record(draw: st.DrawFn, made: Made, register: str, columns: Sequence[str], number: int) -> list[Any]:
    values: dict[str, Any] = {"serial": number + 1, "remark": draw(WORDS)}
    values |= {
        "order_no": f"W{number:03}",
        "name": "张王李赵钱孙周吴郑冯陈褚"[number] + "三",
        "amount": draw(st.integers(1, 999)),
    }
    values |= {one: draw(MOMENTS) for one in DATED} | {one: draw(WORDS) for one in ("outlet", "customer", "post")}
    record = {one: values[one] for one in columns if one in FIELDS[register]}
    made.expected.setdefault(register, []).append((len(made.rows), record))
    return [values[one] for one in columns]


def _footer(draw: st.DrawFn, made: Made, columns: Sequence[str], count: int) -> None:
    if columns[0] == "serial":
        made.rows += [[count + number + 1] for number in range(draw(st.integers(0, 3)))]
    if draw(st.booleans()):
        made.rows.append([draw(st.sampled_from(["合计", "合 计", "总计：", "Total"])), *[""] * (len(columns) - 1)])
    if draw(st.booleans()):
        made.rows.append(["填表说明：如下"])
        made.rows += [[f"{number + 1}、时间填到分钟。"] for number in range(draw(st.integers(0, 2)))]
    if draw(st.booleans()):
        made.rows.append(["审核：王五", "", "制表：赵六"])


@st.composite
def sheets(draw: st.DrawFn) -> Made:
    made = Made()
    _table(draw, made, "work_orders")
    if draw(st.booleans()):
        made.rows.append([])
        _table(draw, made, "staff")
    return made


def _sheet(made: Made) -> Sheet:
    width = max(map(len, made.rows))
    columns, rows = from_rows([[*row, *[""] * (width - len(row))] for row in made.rows])
    return Sheet("台账", columns, rows, merged=made.merged)


def _read(sheet: Sheet, tables: Sequence[Table]) -> dict[str, list[tuple[int, dict[str, Any]]]]:
    found: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for table in tables:
        piece = piece_of("a", sheet, table, REGISTERS[table.register], Reading())
        values = {name: cells.values.tolist() for name, cells in piece.cells.items()}
        for number, row in enumerate(table.rows.tolist()):
            found.setdefault(table.register, []).append(
                (row, {name: column[number] for name, column in values.items()})
            )
    return found


@settings(max_examples=300, deadline=None)
@given(sheets())
def test_a_sheet_of_the_grammar_reads_back_to_its_records(made: Made) -> None:
    sheet = _sheet(made)
    found = find_tables(sheet, Names("台账"), Known(REGISTERS))
    tables = [one for one in found if isinstance(one, Table)]
    assert [one.why for one in found if not isinstance(one, Table)] == []
    assert _read(sheet, tables) == made.expected
    assert [[row + 1 for row in one.header] for one in tables] == made.headers
    aside = [row for one in tables for part in one.set_aside for row in range(part.row, part.to_row + 1)]
    assert sorted([*aside, *(int(row) + 1 for one in tables for row in one.rows)]) == list(range(1, sheet.rows + 1))


@settings(max_examples=100, deadline=None)
@given(sheets(), st.data())
def test_a_column_that_stands_twice_is_reported_and_not_guessed(made: Made, data: st.DataObject) -> None:
    head = list(made.rows[made.headers[0][0] - 1])
    if len(made.headers[0]) > 1:
        return
    name = data.draw(st.sampled_from([one for one in head if one not in ("序号", "处理经过")]))
    for row in made.rows:
        row.extend([""] * (len(head) - len(row)))
        row.append(name if row[: len(head)] == head else "x" if row[0] != "" and len(row) == len(head) else "")
    (table, *_) = find_tables(_sheet(made), Names("派工单"), Known(REGISTERS))
    doubtful = [match.heading for match in table.matches if match.how == "ambiguous"]
    if isinstance(table, Table):
        assert doubtful == [name, name]
    else:
        assert name in table.why.zh
