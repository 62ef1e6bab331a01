"""Forms, one record a sheet: labels and values found, their cells quoted, and what is in doubt said and not taken."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from svcqa import audit, config
from svcqa.accounts import SheetAccount
from svcqa.cli import main
from svcqa.intake import Imported, IntakeOptions, Reading, find_files, import_files
from svcqa.registers import Kind, Register
from tests.office import ORDERS as ORDERS_RULESET
from tests.office import ruleset, shared, workbooks
from tests.test_layouts import HEADINGS, ORDERS, PEOPLE, REGISTERS, Merged, Rows, accounts, aside, read, written

FORM: Rows = [
    ["派 工 单", "", "", "", ""],
    ["派工单号：", "W001", "", "网点", "东城"],
    ["*客户名称(必填)", "华东电力", "", "联系电话", "13800001111"],
    ["派工时间", "2024-03-05 10:00", "", "联系时间", "    年  月  日"],
    ["企业性质", "国有", "", "金额（万元）", 1.2],
    [],
    ["审核：          ", "", "", "日期：    年  月  日", ""],
]
MERGED: Sequence[Merged] = [(0, 0, 0, 4), (1, 1, 1, 2)]
One = Callable[..., Imported]


@pytest.fixture
def one(tmp_path: Path) -> One:
    """Read a sheet of these rows."""

    def made(rows: Rows, merged: Sequence[Merged] = (), sheet: str = "Sheet1", **options: Any) -> Imported:
        return read(written(tmp_path / "a.xlsx", rows, merged, sheet), **options)

    return made


def places(account: SheetAccount) -> dict[str, str]:
    """Field → the cell it came from."""
    return {str(column.field): column.column for column in account.columns if column.field}


def record(imported: Imported, number: int = 0, register: str = "work_orders") -> dict[str, Any]:
    frame = imported.records[register].frame
    return {str(name): value for name, value in frame.iloc[number].dropna().items()}


# labels and values


def test_a_form_is_one_record_each_field_with_its_cell(one: One) -> None:
    imported = one(FORM, MERGED)
    (account,) = accounts(imported)
    assert (account.layout, account.register, account.records, account.imported) == ("form", "work_orders", 1, 4)
    assert places(account) == {
        "order_no": "B2", "outlet": "E2", "customer": "B3", "phone": "E3", "dispatched_at": "B4", "contacted_at": "E4",
        "amount": "E5",
    }  # fmt: skip
    assert record(imported) == {
        "order_no": "W001", "outlet": "东城", "customer": "华东电力", "phone": "13800001111",
        "dispatched_at": dt.datetime(2024, 3, 5, 10), "amount": 12_000,
    }  # fmt: skip
    assert account.why is not None
    assert account.why.zh == "7个表单标签相符，得分9"


def test_a_printed_line_for_a_date_is_blank_and_no_date_that_cannot_be_read(one: One) -> None:
    records = one(FORM, MERGED).records["work_orders"]
    assert records.kinds["contacted_at"].tolist() == [Kind.BLANK]


def test_rows_without_a_label_of_the_record_are_set_aside_and_unknown_labels_are_listed(one: One) -> None:
    (account,) = accounts(one(FORM, MERGED))
    assert aside(account) == [(1, 1, "title"), (6, 6, "blank"), (7, 7, "signature")]
    assert [(column.column, column.heading) for column in account.columns if column.how == "unmapped"] == [
        ("B5", "企业性质")
    ]


def test_values_below_their_labels(one: One) -> None:
    rows = [["派工单号", "网点", "客户名称"], ["W001", "东城", "华东"], ["派工时间", "联系时间", "金额"],
            ["2024-03-05 10:00", "", 12]]  # fmt: skip
    imported = one(rows)
    (account,) = accounts(imported)
    assert places(account)["customer"] == "C2"
    assert places(account)["contacted_at"] == "B4"
    assert record(imported)["amount"] == 12


def test_values_in_the_cells_of_their_labels(one: One) -> None:
    rows = [["单号：X", "", "网点：东城"], ["派工单号：W001", "", "派工时间：2024-03-05 10:00"], ["客户名称", "华东"]]
    imported = one(rows)
    (account,) = accounts(imported)
    assert places(account) == {"order_no": "A2", "outlet": "C1", "customer": "B3", "dispatched_at": "C2"}
    assert record(imported) == {
        "order_no": "W001", "outlet": "东城", "customer": "华东", "dispatched_at": dt.datetime(2024, 3, 5, 10),
    }  # fmt: skip


def test_a_merged_label_over_the_whole_width_has_its_value_below(one: One) -> None:
    rows = [
        ["派工单号", "W001", "网点", "东城"],
        ["客户名称", "", "", ""],
        ["华东电力", "", "", ""],
        ["金额", 5, "", ""],
    ]
    imported = one(rows, [(1, 0, 1, 3), (2, 0, 2, 3)])
    assert record(imported)["customer"] == "华东电力"
    assert record(imported)["amount"] == 5


# what is in doubt


def notes(account: SheetAccount) -> list[str]:
    return [one.zh for one in account.notes]


def test_a_label_that_stands_twice_with_different_values_is_not_taken(one: One) -> None:
    rows = [*FORM[:5], ["网点", "西城"]]
    imported = one(rows, MERGED)
    (account,) = accounts(imported)
    assert "outlet" not in imported.records["work_orders"].frame
    assert notes(account) == [
        "“网点”（D2）没有采用：出现几次而内容不同",
        "“网点”（A6）没有采用：出现几次而内容不同",
    ]
    assert [column.how for column in account.columns if column.heading == "网点"] == ["ambiguous"]


def test_a_label_that_stands_twice_with_one_value_is_taken(one: One) -> None:
    assert record(one([*FORM[:5], ["网点", "东城"]], MERGED))["outlet"] == "东城"


def test_a_value_that_may_stand_beside_or_below_is_not_taken(one: One) -> None:
    rows = [["派工单号", "W001"], ["网点", "东城"], ["金额", 5], ["客户名称", ""], ["来电要求上门检修", ""]]
    imported = one(rows)
    (account,) = accounts(imported)
    assert "customer" not in imported.records["work_orders"].frame
    assert notes(account) == ["“客户名称”（A4）没有采用：值在右边还是下面看不出来"]


def test_a_printed_line_for_a_date_is_no_value_of_a_label_further_left(one: One) -> None:
    rows = [
        ["派工单号", "W001", "", ""],
        ["网点", "东城", "", ""],
        ["金额", 5, "", ""],
        ["客户名称", "", "", "    年  月  日"],
    ]
    imported = one(rows)
    assert imported.records["work_orders"].kinds["customer"].tolist() == [Kind.BLANK]
    assert not accounts(imported)[0].notes


def test_several_labels_in_one_cell_are_not_taken_apart(one: One) -> None:
    rows = [["派工单号", "W001"], ["网点", "东城"], ["金额", 5], ["客户名称：华东  联系电话：138"]]
    imported = one(rows)
    (account,) = accounts(imported)
    assert "customer" not in imported.records["work_orders"].frame
    assert "同一格里写了几项" in notes(account)[0]


def test_a_form_of_two_registers_alike_is_a_question(tmp_path: Path) -> None:
    place = written(tmp_path / "a.xlsx", FORM, MERGED, "Sheet1")
    twins = {"work_orders": REGISTERS["work_orders"], "jobs": REGISTERS["work_orders"]}
    with Reading(find_files([place])) as reading:
        (account,) = import_files(reading, twins).inputs[0].sheets
    assert account.register is None
    assert account.why is not None
    assert "同样相符" in account.why.zh


def test_a_blank_form_is_no_record(one: One) -> None:
    (account,) = accounts(one([["派工单号", ""], ["客户名称", ""], ["派工时间", "  年 月 日"], ["金额", ""]]))
    assert account.register is None
    assert account.why is not None
    assert "空白表单" in account.why.zh


@pytest.mark.parametrize(
    "rows",
    [
        [["派工单号", "文本"], ["客户名称", "文本"], ["派工时间", "日期"], ["金额", "数字"]],
        [["派工单号", "文本"], ["客户名称", "文本"], ["网点", "文本"], ["联系电话", "文本"]],
    ],
)
def test_a_description_of_fields_is_no_form_but_told(one: One, rows: Rows) -> None:
    imported = one(rows)
    (account,) = accounts(imported)
    assert not imported.records
    assert account.why is not None
    assert "字段说明" in account.why.zh


def test_a_plain_table_of_no_known_register_is_no_form(one: One) -> None:
    rows = [
        ["项目", "负责人", "网点", "备注"],
        ["甲", "张三", "东城", ""],
        ["乙", "李四", "西城", "金额"],
        ["丙", "客户名称", "", ""],
    ]
    imported = one(rows)
    assert not imported.records


def test_a_table_with_labels_above_it_stays_a_table(one: One) -> None:
    imported = one([["联系电话：", "138"], [], HEADINGS, *ORDERS])
    assert [account.layout for account in accounts(imported) if account.register] == ["table"]
    assert len(imported.records["work_orders"]) == 3


def test_a_table_below_a_form_stays_a_table(one: One) -> None:
    imported = one([*FORM[:5], [], *PEOPLE], MERGED)
    assert {account.register: account.layout for account in accounts(imported)} == {
        "work_orders": "form",
        "staff": "table",
    }
    assert record(imported)["customer"] == "华东电力"
    assert list(imported.records["staff"].frame["name"]) == ["张三", "李四"]


# several forms


def other(rows: Rows) -> list[list[Any]]:
    return [["W002" if cell == "W001" else "西城" if cell == "东城" else cell for cell in row] for row in rows]


def test_forms_below_each_other_are_a_record_each(one: One) -> None:
    imported = one([*FORM, [], *other(FORM)])
    (account,) = accounts(imported)
    assert (account.records, account.imported) == (2, 8)
    records = imported.records["work_orders"]
    assert list(records.frame["outlet"]) == ["东城", "西城"]
    (part,) = records.parts
    assert part.rows.tolist() == [2, 10]
    assert [one.tolist() for one in part.places["outlet"]] == [[2, 10], [4, 4]]


def test_forms_beside_each_other_are_a_record_each(one: One) -> None:
    rows = [["派工单号", "W001", "", "派工单号", "W002"], ["客户名称", "华东", "", "客户名称", "南方"],
            ["派工时间", "2024-03-05", "", "派工时间", "2024-03-06"]]  # fmt: skip
    imported = one([*rows, [], *[["W9" + cell if cell.startswith("W") else cell for cell in row] for row in rows]])
    assert list(imported.records["work_orders"].frame["order_no"]) == ["W001", "W002", "W9W001", "W9W002"]
    assert [account.records for account in accounts(imported)] == [4]


def test_a_form_without_one_of_the_labels_has_no_cell_for_it(one: One) -> None:
    imported = one([*FORM[1:5], [], *other([FORM[1][:3], *FORM[2:5]])])
    records = imported.records["work_orders"]
    assert records.kinds["outlet"].tolist() == [Kind.VALUE, Kind.ABSENT]


def test_forms_of_different_arrangement_are_not_guessed_apart(one: One) -> None:
    rows = [["派工单号", "W001"], ["客户名称", "华东"], ["派工单号", "W002"], ["派工时间", "2024-03-05"], ["客户名称", "南方"],
            ["客户名称", "北方"], ["派工时间", "2024-03-06"], ["金额", 3]]  # fmt: skip
    imported = one(rows)
    (account,) = accounts(imported)
    assert not imported.records
    assert account.why is not None
    assert "分不清" in account.why.zh


def test_forms_and_tables_of_many_files_are_one_register(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    written(tmp_path / "a" / "1.xlsx", FORM, MERGED, "单")
    written(tmp_path / "a" / "2.xlsx", other(FORM), MERGED, "单")
    written(tmp_path / "a" / "3.xlsx", [HEADINGS, ("W003", *ORDERS[0][1:])])
    imported = read(tmp_path / "a")
    records = imported.records["work_orders"]
    assert list(records.frame["order_no"]) == ["W001", "W002", "W003"]
    assert records.kinds["phone"].tolist() == [Kind.VALUE, Kind.VALUE, Kind.ABSENT]


# declared


def settings(form: Any, sheet: str = "Sheet1", **more: Any) -> dict[str, Any]:
    made = config.Config.model_validate({"sheets": {sheet: {"register": "work_orders", "form": form, **more}}})
    return {"sheets": made.sheets}


def test_labels_and_cells_of_a_form_can_be_declared(one: One) -> None:
    rows = [["单据", "W001"], ["单位", "华东电力"], ["东城网点"], ["金额", 3]]
    imported = one(rows, **settings({"单据": "order_no", "单位": "customer", "A3": "outlet"}))
    (account,) = accounts(imported)
    assert places(account) == {"order_no": "B1", "outlet": "A3", "customer": "B2", "amount": "B4"}
    assert record(imported) == {"order_no": "W001", "customer": "华东电力", "outlet": "东城网点", "amount": 3}


def test_a_declared_form_may_have_few_labels_and_stand_in_a_range(one: One) -> None:
    rows = [["", "", "派工单号", "W001"], ["", "", "客户名称", "华东"], ["别的"]]
    imported = one(rows, **settings(True, range="C1:D2"))
    account, rest = accounts(imported)
    assert places(account) == {"order_no": "D1", "customer": "D2"}
    assert account.region == "C1:D2"
    assert rest.register is None


def test_a_declared_form_without_its_labels_is_said(one: One) -> None:
    (account,) = accounts(one([["甲", "乙"], ["丙", "丁"]], **settings(True)))
    assert account.register is None
    assert account.why is not None
    assert "没有找到已知的标签" in account.why.zh


# from end to end


def test_findings_quote_the_cells_of_the_form(tmp_path: Path) -> None:
    late = [["派工单号", "W001", "网点", "东城"], ["客户名称", "", "状态", "处理中"],
            ["派工时间", "2024-03-05 10:00", "联系时间", "2024-03-05 10:40"]]  # fmt: skip
    place = workbooks(tmp_path / "a.xlsx", {"单": late})
    made = audit.run([place], [ruleset(tmp_path, ORDERS_RULESET)], as_of="2024-12-31", config=config.Config())
    found = {one.rule: [(cell.cell, cell.value) for cell in one.locations] for one in made.findings}
    assert found["O-1"] == [("B3", "2024-03-05 10:00"), ("D3", "2024-03-05 10:40")]
    assert found["O-2"] == [("B2", None)]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    ruleset(tmp_path, ORDERS_RULESET, "rules.yaml")
    return written(tmp_path / "a.xlsx", FORM, MERGED, "报修单")


def test_inspect_says_that_it_is_a_form_and_where_each_field_stands(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(office), "--ruleset", "rules.yaml", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert "表单，每张一条记录" in out
    assert "读到7 = 计入4（1条记录） + 未计入3" in out
    assert "B2  派工单号：       → order_no" in out


def test_a_saved_form_is_read_the_same_way_next_year(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["inspect", str(office), "--ruleset", "rules.yaml", "--format", "json"]
    assert main([*command, "--write-config", "svcqa.yaml"]) == 0
    (before,) = json.loads(capsys.readouterr().out)["inputs"][0]["sheets"]
    assert config.read(office.with_name("svcqa.yaml")).sheets["报修单"][0].form is True
    assert main(command) == 0
    (after,) = json.loads(capsys.readouterr().out)["inputs"][0]["sheets"]
    told = [[(column["column"], column["field"]) for column in one["columns"]] for one in (before, after)]
    assert told[0] == told[1]


# real workbooks


def test_the_head_of_a_real_order_form_is_read_where_its_items_are_of_no_register() -> None:
    fields = {"委托单号": "code", "日期": "date", "委托方": "text", "代理方": "text"}
    register = Register.model_validate(
        {
            "title": "委托单",
            "key": "委托单号",
            "event_date": "日期",
            "fields": {name: {"title": name, "type": kind} for name, kind in fields.items()},
        }
    )
    with Reading(find_files([shared("forms_zh") / "easypoi_业务委托单.xlsx"])) as reading:
        imported = import_files(reading, {"contracts": register})
    (account,) = accounts(imported)
    assert places(account) == {"委托单号": "M4", "日期": "M5", "委托方": "B4", "代理方": "B5"}
    assert record(imported, register="contracts")["日期"] == dt.datetime(2017, 5, 4)
    assert (account.imported, account.records) == (2, 1)


@pytest.mark.parametrize("folder", ["forms_zh", "messy", "training", "capa", "boston311"])
def test_no_form_is_invented_in_real_files(folder: str) -> None:
    from svcqa.host import Host
    from svcqa.rulesets import Library
    from svcqa.rulesets.reach import recognisable

    with Reading(find_files([shared(folder)])) as reading:
        imported = import_files(reading, recognisable((), Library(Host.discover().ruleset_folders)))
    assert [(file.name, one.sheet) for file in imported.inputs for one in file.sheets if one.layout != "table"] == []


def test_hidden_rows_of_a_form_are_left_out_with_their_fields_where_that_is_asked_for(tmp_path: Path) -> None:
    rows = [["派工单号", "W001"], ["客户名称：华东"], ["金额", 5], ["网点", "东城"]]
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        page = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        page.set_row(1, None, None, {"hidden": True})
    with Reading(find_files([tmp_path / "a.xlsx"])) as reading:
        imported = import_files(reading, REGISTERS, IntakeOptions(skip_hidden=True))
    (account,) = accounts(imported)
    assert aside(account) == [(2, 2, "hidden")]
    assert imported.records["work_orders"].kinds["customer"].tolist() == [Kind.ABSENT]
    assert record(imported) == {"order_no": "W001", "amount": 5, "outlet": "东城"}


# a table on its side

SIDEWAYS_LABELS = ("派工单号", "客户名称", "派工时间", "金额")
SIDEWAYS = (
    ("W001", "华东电力", "2024-03-05 10:00", 12),
    ("W002", "南方水务", "2024-03-06 11:30", 0),
    ("W003", "北方燃气", "2024-03-07 9:00", 35),
    ("W004", "", "", ""),
)


@pytest.mark.parametrize("records", [2, 4])
def test_a_table_on_its_side_is_told_and_not_read_as_its_first_record(one: One, records: int) -> None:
    rows = [[heading, *(row[number] for row in SIDEWAYS[:records])] for number, heading in enumerate(SIDEWAYS_LABELS)]
    imported = one(rows)
    (account,) = accounts(imported)
    assert not imported.records
    assert account.why is not None
    assert "转置" in account.why.zh


def test_labels_of_no_known_field_beside_values_are_not_taken_for_further_records(one: One) -> None:
    rows = [
        ["派工单号", "W001", "机型", "T-200"],
        ["派工时间", "2024-03-05 10:00", "保修期至", "2026-03-05"],
        ["客户名称", "华东电力", "企业性质", "国有"],
        ["金额", 120, "数量", 1],
    ]
    assert len(one(rows).records["work_orders"].frame) == 1
