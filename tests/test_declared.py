"""Tables declared in svcqa.yaml: where they stand, what their cells mean, and what is wrong said by line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from svcqa import audit, config
from svcqa.cli import main
from svcqa.errors import ConfigError
from svcqa.findings import Audit
from svcqa.intake import Imported
from svcqa.intake.layout.declared import tables_of
from svcqa.registers import Kind, Register
from svcqa.yamlfile import parse
from tests.office import ruleset
from tests.test_layouts import HEADINGS, ORDERS, PEOPLE, Merged, Rows, accounts, aside, cells, read
from tests.test_layouts import written as workbook

One = Callable[..., Imported]


@pytest.fixture
def one(tmp_path: Path) -> One:
    """Read a sheet of these rows."""

    def made(rows: Rows, merged: Sequence[Merged] = (), sheet: str = "派工单", **options: Any) -> Imported:
        return read(workbook(tmp_path / "a.xlsx", rows, merged, sheet), **options)

    return made


def written(folder: Path, text: str) -> config.Config:
    path = folder / "svcqa.yaml"
    path.write_text(text, encoding="utf-8")
    return config.read(path)


def test_a_sheet_holds_a_register_one_table_or_several(tmp_path: Path) -> None:
    made = written(
        tmp_path,
        """\
sheets:
  1月: work_orders
  2月: {register: work_orders, header_rows: 3}
  综合表:
    - register: work_orders
      range: A3:N200
      header_rows: 2-3
      columns: {A: order_no, c: dispatched_at}
      fill: outlet
    - {register: visits, range: "$P$3:Z"}
""".replace("2-3", "3-4"),
    )
    assert made.sheets["1月"] == tables_of("work_orders")
    (second,) = made.sheets["2月"]
    assert second.heads == range(2, 3)
    orders, visits = made.sheets["综合表"]
    assert (orders.heads, orders.columns_from(0), orders.fill) == (
        range(2, 4),
        {0: "order_no", 2: "dispatched_at"},
        ("outlet",),
    )
    assert (visits.area.top, visits.area.left, visits.area.bottom, visits.area.right) == (2, 15, None, 26)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("range: A3-N200", "svcqa.yaml:4: 'range': 'A3-N200' is no range; write A3:N200"),
        ("range: N200:A3", "svcqa.yaml:4: 'range': the range 'N200:A3' ends before it begins"),
        ("range: XFE1", "svcqa.yaml:4: 'range': no sheet has 'XFE1'"),
        ("range: A0", "svcqa.yaml:4: 'range': no sheet has 'A0'"),
        ("header_rows: 3-2", "svcqa.yaml:4: 'header_rows': '3-2' names no header rows"),
        ("header_rows: true", "svcqa.yaml:4: 'header_rows' must be text."),
        ("range: A3:N9\n    header_rows: 2", "svcqa.yaml:5: 'header_rows': row 2 lies outside the range A3:N9"),
        ("columns: {1: order_no}", "svcqa.yaml:4: '1': '1' is no column; write its letter"),
        ("range: A3:N9\n    columns: {P: order_no}", "svcqa.yaml:5: 'columns': column P lies outside A3:N9"),
        ("columns: {A: x, B: x}", "svcqa.yaml:4: 'columns': two columns are given for the field 'x'"),
        ("header_rows: 0", "svcqa.yaml:4: 'header_rows': a table without headings needs its columns by letter"),
        ("split: [a, b]", "svcqa.yaml:4: 'split': only one field of a table can be split"),
        ("fil: [a]", "svcqa.yaml:4: unknown key 'fil'. Did you mean 'fill'?"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        written(tmp_path, f"sheets:\n  综合表:\n    register: work_orders\n    {text}\n")
    assert said in caught.value.say("en")
    with pytest.raises(ConfigError):
        written(tmp_path, f"sheets:\n  综合表:\n  - register: work_orders\n    {text}\n")


def test_ranges_that_overlap_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        written(tmp_path, "sheets:\n  表:\n  - {register: a, range: A3:F}\n  - {register: b, range: F9}\n")
    assert "svcqa.yaml:2: '表': ranges overlap: A3:F and F9" in caught.value.say("en")
    with pytest.raises(ConfigError) as caught:
        written(tmp_path, "sheets:\n  表:\n  - a\n  - {register: b, range: F9}\n")
    assert "区域重叠：整张表和F9" in caught.value.say("zh")


def test_registers_and_fields_that_do_not_exist_are_told_with_their_sheet(tmp_path: Path) -> None:
    fields: dict[str, Any] = {"order_no": {"title": "单号"}}
    register = Register.model_validate({"title": "工单", "key": "order_no", "event_date": "as_of", "fields": fields})
    made = written(
        tmp_path,
        "sheets:\n  一: order\n  二: {register: orders, columns: {A: order_n}, fill: outlet, split: order_no}\n",
    )
    assert [one.say("en") for one in made.strangers({"orders": register})] == [
        "svcqa.yaml, sheets, 一: there is no register 'order'. Did you mean 'orders'?",
        "svcqa.yaml, sheets, 二, columns: register 'orders' has no field 'order_n'. Did you mean 'order_no'?",
        "svcqa.yaml, sheets, 二, fill: register 'orders' has no field 'outlet'. Available: order_no.",
    ]


# where tables stand


def settings(text: str, sheet: str = "派工单") -> dict[str, Any]:
    """The tables of a sheet, as they are written in svcqa.yaml."""
    return {"sheets": config.Config.model_validate({"sheets": {sheet: parse(text, "svcqa.yaml").data}}).sheets}


JUNK = [["日报", "2024"], ["编号", "哪里", "谁", "何时", "何时联系", "多少"]]


def test_declared_header_rows_are_headings_whatever_they_say_and_letters_win(one: One) -> None:
    text = "{register: work_orders, header_rows: 2, columns: {A: order_no, D: dispatched_at}}"
    imported = one([*JUNK, *ORDERS, ["合计", "", "", "", "", 260]], **settings(text))
    (account,) = accounts(imported)
    assert (account.register, account.header_rows, account.region) == ("work_orders", [2], None)
    assert aside(account) == [(1, 1, "title"), (2, 2, "heading"), (6, 6, "total")]
    assert {column.column: (column.field, column.how) for column in account.columns} == {
        "A": ("order_no", "config"), "B": (None, "unmapped"), "C": (None, "unmapped"),
        "D": ("dispatched_at", "config"), "E": (None, "unmapped"), "F": (None, "unmapped"),
    }  # fmt: skip
    assert account.why is not None
    assert "svcqa.yaml" in account.why.zh
    assert list(cells(imported, "work_orders", "order_no").items()) == [("A3", "W001"), ("A4", "W002"), ("A5", "W003")]


def test_known_headings_still_count_beside_letters_and_a_letter_settles_what_two_columns_claim(one: One) -> None:
    rows = [["派工单号", "网点", "网点", "派工时间"], ["W1", "旧", "东城", "2024-03-05"]]
    assert "outlet" not in one(rows).records["work_orders"].frame
    imported = one(rows, **settings("{register: work_orders, columns: {C: outlet}}"))
    assert cells(imported, "work_orders", "outlet") == {"C2": "东城"}
    assert cells(imported, "work_orders", "order_no") == {"A2": "W1"}
    assert [column.how for column in accounts(imported)[0].columns] == ["heading", "unmapped", "config", "heading"]


def test_a_table_without_headings_is_read_by_letters_only(one: One) -> None:
    text = "{register: work_orders, header_rows: 0, columns: {A: order_no, D: dispatched_at, Z: phone}}"
    imported = one(ORDERS, **settings(text))
    (account,) = accounts(imported)
    assert (account.imported, account.header_rows, account.set_aside) == (3, [], [])
    assert list(cells(imported, "work_orders", "order_no")) == ["A1", "A2", "A3"]
    assert "phone" in account.missing
    assert account.notes[0].en == "nothing stands in column Z, which svcqa.yaml names"
    assert one(ORDERS).records == {}


def test_ranges_side_by_side_and_below_are_each_a_table_and_the_rest_is_listed(one: One) -> None:
    rows = [["月报"], [*HEADINGS, "", *PEOPLE[0]]]
    rows += [[*order, "", *person] for order, person in zip(ORDERS, [*PEOPLE[1:], ("", "", "")], strict=True)]
    rows += [["", "", "", "", "", "", "", "另记", "x"], ["制表：张三"]]
    text = "[{register: work_orders, range: A2:F5}, {register: staff, range: 'H2:J4'}]"
    imported = one(rows, **settings(text))
    found = imported.inputs[0].sheets
    assert [(one.register, one.region, one.rows_read, one.imported) for one in found] == [
        ("work_orders", "A2:F5", 4, 3), ("staff", "H2:J4", 3, 2), (None, "A1:J1", 1, 0), (None, "A6:J7", 2, 0),
    ]  # fmt: skip
    assert {one.why.en for one in found[2:] if one.why} == {"it stands outside the ranges that svcqa.yaml names"}
    (whole,) = imported.inputs[0].whole_sheets
    assert (whole.rows_read, whole.imported) == (7, 3)
    assert whole.cells == sum(one.cells for one in found)


def test_an_open_range_reaches_as_far_as_the_sheet_and_its_headings_are_looked_for(one: One) -> None:
    rows = [["抄送", "x"], [], ["", *HEADINGS], *(["", *order] for order in ORDERS)]
    for place in ("B3", "B3:G", "$b$3:g6", "B3:7"):
        imported = one(rows, **settings(f"{{register: work_orders, range: '{place}'}}"))
        table, rest = imported.inputs[0].sheets
        assert (table.register, table.region, table.header_rows, table.imported) == ("work_orders", "B3:G6", [3], 3)
        assert (rest.register, rest.region) == (None, "A1:G2")
        assert list(cells(imported, "work_orders", "order_no")) == ["B4", "B5", "B6"]


def test_headings_of_another_table_within_a_declared_one_are_announced(one: One) -> None:
    rows = [HEADINGS, *ORDERS, [], *PEOPLE]
    (account,) = accounts(one(rows, **settings("{register: work_orders, header_rows: 1}")))
    assert account.imported == 6
    (note,) = account.notes
    assert note.en.startswith("row 6 reads like headings, but lies within the table that svcqa.yaml names")


def test_a_declared_register_is_certain_where_another_fits_better(one: One) -> None:
    rows = [["姓名", "网点", "岗位"], ["张三", "东城", "工程师"]]
    imported = one(rows, sheet="花名册", **settings("{register: work_orders, range: 'A1:C'}", "花名册"))
    assert list(imported.records) == ["work_orders"]
    assert cells(imported, "work_orders", "outlet") == {"B2": "东城"}


@pytest.mark.parametrize(
    ("text", "region", "said"),
    [
        ("{register: work_orders, range: 'P3:Z'}", "P3", "nothing stands in the range"),
        ("{register: work_orders, header_rows: 9}", None, "nothing stands in the range or header rows"),
        ("{register: work_orders, range: 'A2:F3'}", "A2:F3", "no known headings were found; say in svcqa.yaml"),
        ("{register: work_orders, header_rows: 2}", None, "no known headings were found; say in svcqa.yaml"),
        ("{register: visits, range: 'A1:F'}", None, "says it is 'visits', and there is no such register here"),
    ],
)
def test_a_declared_table_that_is_not_there_is_said(one: One, text: str, region: str | None, said: str) -> None:
    imported = one([HEADINGS, *ORDERS], **settings(text))
    first, *rest = imported.inputs[0].sheets
    assert (first.register, first.region, imported.records) == (None, region, {})
    assert first.why is not None
    assert said in first.why.en
    for account in (first, *rest):
        assert account.rows_read == sum(part.to_row - part.row + 1 for part in account.set_aside)


def test_tables_found_side_by_side_are_accounted_for_as_a_whole(one: One) -> None:
    rows = [[*order, "", *person] for order, person in zip([HEADINGS, *ORDERS], [*PEOPLE, ("", "", "")], strict=True)]
    imported = one(rows, sheet="月报")
    regions = imported.inputs[0].sheets
    assert sum(account.rows_read for account in regions) > 4
    (whole,) = imported.inputs[0].whole_sheets
    assert (whole.regions, whole.rows_read, whole.imported, whole.cells) == (["A1:G4", "H1:J4"], 4, 3, 32)


# merged data cells

MERGED_ROWS: Rows = [
    [*HEADINGS, "联系电话"],
    ["W001", "东城", "华东电力", "2024-03-05 10:00", "2024-03-05 10:15", 120, "138"],
    ["W002", "", "南方水务", "2024-03-05 11:00", "2024-03-05 11:40", 80, ""],
    ["W003", "", "", "2024-03-06 09:00", "", 60, "139"],
]


def kinds(imported: Imported, field: str, register: str = "work_orders") -> list[Kind]:
    return [Kind(kind) for kind in imported.records[register].kinds[field]]


def test_a_blank_part_of_a_merged_cell_is_neither_filled_nor_missing(one: One) -> None:
    imported = one(MERGED_ROWS, [(1, 1, 3, 1)])
    assert kinds(imported, "outlet") == [Kind.VALUE, Kind.MERGED, Kind.MERGED]
    assert kinds(imported, "customer") == [Kind.VALUE, Kind.VALUE, Kind.BLANK]
    (account,) = accounts(imported)
    assert account.merged == ["B2:B4"]
    assert next(one for one in account.columns if one.field == "outlet").kinds == {"merged": 2}
    assert account.notes[0].en.startswith("blank cells within merged ones: 2 of Outlet (B2:B4).")
    assert "网点”2个（B2:B4）" in account.notes[0].zh


def test_merged_cells_hold_for_all_rows_and_columns_where_that_is_declared(one: One) -> None:
    rows = [["派工单号", "客户名称", "网点", "派工时间"], ["W1", "甲", "东城", "2024-03-05"], ["W2", "", "", "2024-03-06"],
            ["W3", "同名", "", "2024-03-07"]]  # fmt: skip
    merged = [(1, 1, 2, 1), (1, 2, 2, 2), (3, 1, 3, 2)]
    imported = one(rows, merged, **settings("{register: work_orders, fill: [outlet]}"))
    records = imported.records["work_orders"]
    assert records.frame["outlet"].tolist() == ["东城", "东城", "同名"]
    assert kinds(imported, "outlet") == [Kind.VALUE] * 3
    assert kinds(imported, "customer") == [Kind.VALUE, Kind.MERGED, Kind.VALUE]
    rows_of, columns = records.parts[0].places["outlet"]
    assert [*zip(rows_of.tolist(), columns.tolist(), strict=True)] == [(2, 2), (2, 2), (4, 1)]


def test_a_heading_merged_with_cells_below_it_is_no_value_of_theirs(one: One) -> None:
    text = "{register: work_orders, header_rows: 1, fill: [outlet]}"
    imported = one([["派工单号", "网点"], ["W1", ""], ["W2", "东城"]], [(0, 1, 1, 1)], **settings(text))
    assert kinds(imported, "outlet") == [Kind.MERGED, Kind.VALUE]


def test_a_merged_cell_without_a_value_leaves_blanks(one: One) -> None:
    rows = [["派工单号", "网点"], ["W1", ""], ["W2", ""], ["W3", "东城"]]
    assert kinds(one(rows, [(1, 1, 2, 1)]), "outlet") == [Kind.BLANK, Kind.BLANK, Kind.VALUE]


def test_an_error_in_a_merged_cell_is_an_error_wherever_it_holds(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["派工单号", "网点"], ["W1", "#N/A"], ["W2", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "a.xlsx")
    made = settings("{register: work_orders, fill: outlet}", "Sheet")
    assert kinds(read(tmp_path / "a.xlsx", **made), "outlet") == [Kind.ERROR] * 2
    assert kinds(read(tmp_path / "a.xlsx"), "outlet") == [Kind.ERROR, Kind.MERGED]


RULES = """
name: orders
title: {zh: 派工管理, en: Dispatch}
version: "1"
registers:
  work_orders:
    title: {zh: 派工单, en: work orders}
    key: [order_no]
    event_date: dispatched_at
    fields:
      order_no: {title: {zh: 派工单号, en: Order no.}, type: code}
      outlet: {title: {zh: 网点, en: Outlet}, required: true}
      customer: {title: {zh: 客户名称, en: Customer}}
      dispatched_at: {title: {zh: 派工时间, en: Dispatched}, type: datetime}
      contacted_at: {title: {zh: 联系时间, en: Contacted}, type: datetime}
      amount: {title: {zh: 金额, en: Amount}, type: money}
rules:
  - id: O-1
    clause: 7.3
    title: {zh: 网点已填写, en: The outlet is named}
    of: work_orders
    check: row
    params: {require: [outlet]}
"""


def audited(folder: Path, rows: Rows, merged: Sequence[Merged], **options: Any) -> Audit:
    place = workbook(folder / "a.xlsx", rows, merged)
    made = config.Config.model_validate(options)
    return audit.run([place], [ruleset(folder, RULES)], as_of="2024-12-31", config=made)


def tallies(made: Audit) -> dict[str, tuple[int, int, int, int]]:
    return {one.rule: (one.in_scope, one.conforms, one.fails, one.undetermined) for one in made.content.tallies}


def test_what_reads_a_merged_cell_is_undetermined_and_no_required_field_is_missing(tmp_path: Path) -> None:
    made = audited(tmp_path, MERGED_ROWS, [(1, 1, 2, 1)])
    assert tallies(made)["O-1"] == (3, 1, 1, 1)
    assert tallies(made)["record.required"] == (3, 1, 1, 1)
    assert tallies(made)["record.type"][2:] == (0, 0)
    assert [json.loads(one)["order_no"] for one in made.findings.table.column("key").to_pylist()] == ["W003"] * 2
    unjudged = [(one.rule, one.key["order_no"], one.cells[-1].cell, one.reason) for one in made.unjudged]
    assert unjudged == [("record.required", "W002", "B3", "cell.merged"), ("O-1", "W002", "B3", "cell.merged")]
    assert "合并区域" in made.content.reasons["cell.merged"].zh


def test_where_merged_cells_are_filled_the_cell_quoted_is_the_one_with_the_value(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[*HEADINGS], *([*order[:1], "", *order[2:]] for order in ORDERS)]
    rows[1][1] = "无"  # says nothing: each record of the range lacks its outlet
    sheets = {"派工单": {"register": "work_orders", "fill": ["outlet"]}}
    made = audited(tmp_path, rows, [(1, 1, 3, 1)], sheets=sheets)
    assert tallies(made)["O-1"] == (3, 0, 3, 0)
    found = [one.locations[0] for one in made.findings if one.rule == "O-1"]
    assert [(one.cell, one.value) for one in found] == [("B2", "无")] * 3


def test_a_merged_key_is_undetermined_and_not_blank(tmp_path: Path) -> None:
    rows: Rows = [HEADINGS, *ORDERS[:2], ["", *ORDERS[2][1:]]]
    made = audited(tmp_path, rows, [(2, 0, 3, 0)])
    assert tallies(made)["record.key"] == (3, 2, 0, 1)


# several values in a cell


def test_each_value_of_a_cell_is_a_record_where_that_is_declared(one: One) -> None:
    rows = [HEADINGS, ["W1、W2，W3,W4；W5;\nW6、", *ORDERS[0][1:]], ["/", *ORDERS[1][1:]], [" W7 ", *ORDERS[2][1:]]]
    assert len(one(rows).records["work_orders"]) == 3
    imported = one(rows, **settings("{register: work_orders, split: order_no}"))
    records = imported.records["work_orders"]
    assert records.frame["order_no"].fillna("-").tolist() == ["W1", "W2", "W3", "W4", "W5", "W6", "-", "W7"]
    assert records.parts[0].rows.tolist() == [2] * 6 + [3, 4]
    assert records.frame["customer"].tolist() == ["华东电力"] * 6 + ["南方水务", "北方燃气"]
    (account,) = accounts(imported)
    assert (account.rows_read, account.imported, account.records, account.notes) == (4, 3, 8, [])


def test_numbers_and_dates_keep_their_commas_and_slashes(one: One) -> None:
    rows = [["派工单号", "派工时间", "金额"], ["W1", "2024/3/5；2024/3/6", "1,200"]]
    imported = one(rows, **settings("{register: work_orders, split: dispatched_at}"))
    assert [str(one) for one in imported.records["work_orders"].frame["dispatched_at"]] == [
        "2024-03-05 00:00:00", "2024-03-06 00:00:00",
    ]  # fmt: skip
    imported = one(rows, **settings("{register: work_orders, split: amount}"))
    assert imported.records["work_orders"].frame["amount"].tolist() == [1200.0]


def test_records_that_splitting_leaves_with_one_key_are_announced(one: One) -> None:
    rows = [["派工单号", "网点", "派工时间"], ["W1", "东城、西城", "2024-03-05"]]
    (account,) = accounts(one(rows, **settings("{register: work_orders, split: outlet}")))
    assert account.records == 2
    assert "have the same key" in account.notes[0].en


def test_a_filled_cell_of_several_values_is_split_for_each_row_it_holds_for(one: One) -> None:
    rows = [["派工单号", "网点", "派工时间"], ["W1、W2", "东城", "2024-03-05"], ["", "西城", "2024-03-06"]]
    text = "{register: work_orders, fill: order_no, split: order_no}"
    records = one(rows, [(1, 0, 2, 0)], **settings(text)).records["work_orders"]
    assert records.frame[["order_no", "outlet"]].to_numpy().tolist() == [
        ["W1", "东城"], ["W2", "东城"], ["W1", "西城"], ["W2", "西城"],
    ]  # fmt: skip
    assert records.parts[0].places["order_no"][0].tolist() == [2, 2, 2, 2]


# at the command line


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a workbook of two declared tables, a ruleset and settings."""
    monkeypatch.chdir(tmp_path)
    rows = [["编号", "网点", "日期", "", "备忘"], ["W1、W2", "东城", "2024-03-05", "", "x"], ["W3", "", "2024-03-06"]]
    workbook(tmp_path / "a.xlsx", rows, [(1, 1, 2, 1)], "综合表")
    ruleset(tmp_path, RULES, "rules.yaml")
    (tmp_path / "svcqa.yaml").write_text(
        "sheets:\n  综合表:\n    - register: work_orders\n      range: A1:C\n      header_rows: 1\n"
        "      columns: {A: order_no, C: dispatched_at}\n      fill: [outlet]\n      split: order_no\n",
        encoding="utf-8",
    )
    return tmp_path


def test_inspect_shows_records_and_the_whole_sheet(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "a.xlsx", "--ruleset", "rules.yaml", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "sheet '综合表' in 2 regions: 3 rows read = 2 imported + 1 set aside, each row counted once" in out
    assert re.search(r"rows +3 read = 2 imported \(3 records\) \+ 1 set aside", out)
    assert re.search(r"sheet '综合表' D1:E3\n +register +none, it stands outside the ranges that svcqa.yaml names", out)
    assert re.search(r"A +编号 +→ order_no \(by svcqa.yaml\)", out)


def test_saving_the_settings_keeps_what_is_declared(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["inspect", "a.xlsx", "--ruleset", "rules.yaml", "--write-config", "neu.yaml"]
    assert main(command) == 0
    old, new = config.read(office / "svcqa.yaml"), config.read(office / "neu.yaml")
    assert new.sheets == old.sheets
    assert new.columns == {"work_orders": {"网点": "outlet"}}


@pytest.mark.parametrize("form", ["text", "html", "xlsx", "json"])
def test_reports_tell_records_and_the_whole_sheet(office: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = [
        "audit",
        "a.xlsx",
        "--ruleset",
        "rules.yaml",
        "--lang",
        "en",
        "--output",
        f"{form}=out.{form}",
        "--exit-zero",
    ]
    assert main([*command, "--as-of", "2024-12-31"]) == 0
    assert "svcqa.yaml" not in capsys.readouterr().err
    place = office / f"out.{form}"
    if form == "json":
        (file,) = json.loads(place.read_text(encoding="utf-8"))["content"]["inputs"]
        assert (file["sheets"][0]["records"], file["whole_sheets"][0]["imported"]) == (3, 2)
        return
    if form == "xlsx":
        import openpyxl

        rows = list(openpyxl.load_workbook(place)["Files and rows"].iter_rows(values_only=True))
        at = rows[0].index("Records")
        assert [row[at] for row in rows[1:]] == [None, 3, 0]
        text = str(rows[1])
    else:
        text = place.read_text(encoding="utf-8")
    assert "whole sheet (2 regions): 3 rows read = 2 imported + 1 set aside, each row counted once" in text


CALLS = """
  calls:
    title: {zh: 回访记录, en: calls}
    key: [call_no]
    event_date: called_at
    foreign_keys: {order_no: work_orders}
    fields:
      call_no: {title: {zh: 回访编号, en: Call no.}, type: code}
      order_no: {title: {zh: 派工单号, en: Order no.}, type: code}
      called_at: {title: {zh: 回访时间, en: Called}, type: datetime}
      result: {title: {zh: 回访结果, en: Result}}
rules:
  - id: O-2
    clause: 7.4
    title: {zh: 最后一次回访满意, en: The last call ends well}
    of: work_orders
    check: row
    joins: {last: {register: calls, on: {order_no: order_no}, take: latest, by: called_at}}
    params: {assert: {last.result: 满意}}
  - id: C-1
    clause: 7.5
    title: {zh: 回访的工单有客户, en: The order called about names its customer}
    of: calls
    check: row
    params: {require: [work_orders.customer]}
"""


@pytest.mark.parametrize("fill", [(), ("order_no",)])
def test_a_record_whose_reference_is_part_of_a_merged_cell_may_be_the_one_that_counts(
    tmp_path: Path, fill: tuple[str, ...]
) -> None:
    calls = [["派工单号", "回访编号", "回访时间", "回访结果"], ["W001", "C1", "2024-03-07", "满意"],
             ["", "C2", "2024-03-08", "不满意"], ["W002", "C3", "2024-03-08", "满意"]]  # fmt: skip
    (tmp_path / "a").mkdir()
    workbook(tmp_path / "a" / "orders.xlsx", [HEADINGS, *ORDERS[:2]])
    workbook(tmp_path / "a" / "calls.xlsx", calls, [(1, 0, 2, 0)], "回访")
    made = audit.run(
        [tmp_path / "a"],
        [ruleset(tmp_path, RULES.replace("rules:", CALLS.strip("\n"), 1))],
        as_of="2024-12-31",
        config=config.Config.model_validate({"sheets": {"回访": {"register": "calls", "fill": fill}}}),
    )
    (last,) = (one for one in made.content.tallies if one.rule == "O-2")
    (order,) = (one for one in made.content.tallies if one.rule == "C-1")
    assert (last.conforms, last.fails, last.undetermined) == (1, *((1, 0) if fill else (0, 1)))
    assert (order.conforms, order.undetermined) == ((3, 0) if fill else (2, 1))
