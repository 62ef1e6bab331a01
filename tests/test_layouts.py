"""Layouts that offices use: which tables stand on a sheet, where their records are, and what became of each row."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from svcqa import config
from svcqa.accounts import SheetAccount
from svcqa.cli import main
from svcqa.intake import Imported, IntakeOptions, Reading, find_files, import_files
from svcqa.intake.layout.declared import tables_of
from svcqa.intake.layout.headings import target_of, unit_of
from svcqa.quoting import column_letter
from svcqa.registers import Register
from tests.office import ORDERS as ORDERS_RULESET
from tests.office import ruleset, workbooks

REGISTERS = {
    "work_orders": Register.model_validate(
        {
            "title": {"zh": "派工单", "en": "work orders"},
            "key": "order_no",
            "event_date": "dispatched_at",
            "fields": {
                "order_no": {"title": {"zh": "派工单号", "en": "Order no."}, "type": "code", "headings": ["工单号"]},
                "outlet": {"title": {"zh": "网点", "en": "Outlet"}},
                "customer": {"title": {"zh": "客户名称", "en": "Customer"}},
                "phone": {"title": {"zh": "联系电话", "en": "Phone"}, "type": "phone"},
                "dispatched_at": {"title": {"zh": "派工时间", "en": "Dispatched"}, "type": "datetime"},
                "contacted_at": {"title": {"zh": "联系时间", "en": "Contacted"}, "type": "datetime"},
                "amount": {"title": {"zh": "金额", "en": "Amount"}, "type": "money"},
            },
        }
    ),
    "staff": Register.model_validate(
        {
            "title": {"zh": "人员名册", "en": "staff"},
            "key": "name",
            "event_date": "as_of",
            "sheets": ["花名册"],
            "fields": {
                "name": {"title": {"zh": "姓名", "en": "Name"}, "type": "person"},
                "outlet": {"title": {"zh": "网点", "en": "Outlet"}},
                "post": {"title": {"zh": "岗位", "en": "Post"}},
            },
        }
    ),
}
HEADINGS = ("派工单号", "网点", "客户名称", "派工时间", "联系时间", "金额")
ORDERS: tuple[tuple[Any, ...], ...] = (
    ("W001", "东城", "华东电力", "2024-03-05 10:00", "2024-03-05 10:15", 120),
    ("W002", "东城", "南方水务", "2024-03-05 11:00", "2024-03-05 11:40", 80),
    ("W003", "西城", "北方燃气", "2024-03-06 09:00", "", 60),
)
PEOPLE = (("姓名", "网点", "岗位"), ("张三", "东城", "工程师"), ("李四", "西城", "接线员"))
Rows = Sequence[Sequence[Any]]
Merged = tuple[int, int, int, int]


def read(place: Path, **options: Any) -> Imported:
    with Reading(find_files([place])) as reading:
        return import_files(reading, REGISTERS, IntakeOptions(**options))


def accounts(imported: Imported) -> list[SheetAccount]:
    """The accounts, after seeing that no row was lost."""
    found = imported.inputs[0].sheets
    for one in found:
        assert one.rows_read == one.imported + sum(part.to_row - part.row + 1 for part in one.set_aside)
    return found


def aside(account: SheetAccount) -> list[tuple[int, int, str]]:
    return [(one.row, one.to_row, one.reason) for one in account.set_aside]


def cells(imported: Imported, register: str, field: str) -> dict[str, Any]:
    """Address → value, for every record of a register."""
    records = imported.records[register]
    values = records.frame[field].tolist()
    found = {}
    for part in records.parts:
        for number, row in enumerate(part.rows.tolist()):
            found[f"{column_letter(part.columns[field])}{row}"] = values[part.start + number]
    return found


def written(place: Path, rows: Rows, merged: Sequence[Merged] = (), sheet: str = "派工单") -> Path:
    """A workbook of one sheet with merged cells, each given with its text at its first cell."""
    with xlsxwriter.Workbook(str(place)) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value not in ("", None):
                    page.write(number, column, value)
        for top, left, bottom, right in merged:
            page.merge_range(top, left, bottom, right, rows[top][left])
    return place


@pytest.fixture
def one(tmp_path: Path) -> Callable[..., Imported]:
    """Read a sheet of these rows."""

    def made(rows: Rows, merged: Sequence[Merged] = (), sheet: str = "派工单", **options: Any) -> Imported:
        return read(written(tmp_path / "a.xlsx", rows, merged, sheet), **options)

    return made


One = Callable[..., Imported]

# headings of several rows

TWO = [["派工单号", "客户", "", "时间", "", "金额"], ["", "网点", "客户名称", "派工时间", "联系时间", ""]]
TWO_MERGED = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 1, 5)]


def test_headings_of_two_rows_are_joined(one: One) -> None:
    imported = one(
        [["派工单台账"], *TWO, *ORDERS], [(0, 0, 0, 5), *[(a + 1, b, c + 1, d) for a, b, c, d in TWO_MERGED]]
    )
    (account,) = accounts(imported)
    assert account.header_rows == [2, 3]
    assert [column.heading for column in account.columns] == [
        "派工单号", "客户/网点", "客户/客户名称", "时间/派工时间", "时间/联系时间", "金额",
    ]  # fmt: skip
    assert aside(account) == [(1, 1, "title"), (2, 3, "heading")]
    assert cells(imported, "work_orders", "order_no") == {"A4": "W001", "A5": "W002", "A6": "W003"}
    assert cells(imported, "work_orders", "amount") == {"F4": 120, "F5": 80, "F6": 60}


def test_headings_of_two_rows_without_merged_cells_are_joined_where_they_name_more_fields(tmp_path: Path) -> None:
    place = tmp_path / "派工单.csv"
    lines = [",".join(map(str, row)) for row in [*TWO, *ORDERS]]
    place.write_text("\n".join(lines), encoding="utf-8")
    imported = read(place)
    (account,) = accounts(imported)
    assert account.header_rows == [1, 2]
    assert account.imported == 3
    assert {column.field for column in account.columns} == {
        "order_no",
        "outlet",
        "customer",
        "dispatched_at",
        "contacted_at",
        "amount",
    }


def test_levels_make_one_word_and_one_top_level_may_stand_for_both(one: One) -> None:
    """派工 over 时间 is 派工时间; 时间 alone is nobody's."""
    rows = [["派工单号", "网点", "派工", "", "联系", ""], ["", "", "时间", "人员", "时间", "方式"]]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)]
    (account,) = accounts(
        one([*rows, ("W001", "东城", "2024-03-05 10:00", "张三", "2024-03-05 10:10", "电话")], merged)
    )
    assert {column.heading: column.field for column in account.columns} == {
        "派工单号": "order_no", "网点": "outlet", "派工/时间": "dispatched_at", "派工/人员": None, "联系/时间": "contacted_at",
        "联系/方式": None,
    }  # fmt: skip


def test_headings_of_three_rows(one: One) -> None:
    rows = [
        ["派工单号", "基本信息", "", "过程", "", ""],
        ["", "网点", "客户名称", "时间", "", "金额"],
        ["", "", "", "派工时间", "联系时间", ""],
        *ORDERS,
        ["派工单号", "基本信息", "", "过程", "", ""],
        ["", "网点", "客户名称", "时间", "", "金额"],
        ["", "", "", "派工时间", "联系时间", ""],
        ("W004", "西城", "甲", "2024-03-07 09:00", "", 5),
    ]
    head = [(0, 0, 2, 0), (0, 1, 0, 2), (0, 3, 0, 5), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5)]
    imported = one(rows, [*head, *[(a + 6, b, c + 6, d) for a, b, c, d in head]])
    (account,) = accounts(imported)
    assert account.header_rows == [1, 2, 3]
    assert account.columns[3].heading == "过程/时间/派工时间"
    assert aside(account) == [(1, 3, "heading"), (7, 9, "repeated_heading")]
    assert list(cells(imported, "work_orders", "contacted_at")) == ["E4", "E5", "E6", "E10"]


def test_one_field_under_two_top_levels_is_a_question(one: One) -> None:
    rows = [["派工单号", "网点", "计划", "", "实际", ""], ["", "", "派工时间", "金额", "派工时间", "数量"]]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)]
    (account,) = accounts(one([*rows, ("W001", "东城", "2024-03-05 10:00", 1, "2024-03-05 10:10", 2)], merged))
    assert {column.heading: column.how for column in account.columns if "时间" in column.heading} == {
        "计划/派工时间": "ambiguous", "实际/派工时间": "ambiguous",
    }  # fmt: skip


def test_a_heading_merged_over_two_columns_of_data_takes_no_record_for_a_second_row(one: One) -> None:
    rows = [["派工单号", "网点", "客户名称", "", "派工时间"], ("甲", "东城", "华东电力", "王五", "2024-03-05 10:00"), *[
        (name, "西城", "南方水务", "赵六", "2024-03-05 11:00") for name in ("乙", "丙")]]  # fmt: skip
    imported = one(rows, [(0, 2, 0, 3)])
    assert cells(imported, "work_orders", "order_no") == {"A2": "甲", "A3": "乙", "A4": "丙"}


@pytest.mark.parametrize(
    ("heading", "unit", "target"),
    [
        ("单价(万元)", "万元", None), ("土层厚度（mm）", "mm", None), ("合格率%", "%", None), ("重复投诉率<=5%", None, "<=5%"),
        ("首响及时率≥95%", None, "≥95%"), ("派工单号(必填)", None, None), ("派工单号（8位）", None, None), ("金额（单位：元）", "元", None),
    ],
)  # fmt: skip
def test_units_and_targets_of_headings_are_kept(heading: str, unit: str | None, target: str | None) -> None:
    assert (unit_of(heading), target_of(heading)) == (unit, target)


def test_the_account_tells_the_units(one: One) -> None:
    (account,) = accounts(one([[*HEADINGS[:5], "金额(万元)"], *ORDERS]))
    assert [(column.field, column.unit) for column in account.columns if column.unit] == [("amount", "万元")]


# what stands above and below


def test_titles_and_key_value_lines_above(one: One) -> None:
    rows = [["2024年派工单台账"], ["编制单位：", "售后部", "", "日期：", "2024-03-31"], ["单位：元"], HEADINGS, *ORDERS]
    imported = one(rows, [(0, 0, 0, 5)])
    (account,) = accounts(imported)
    assert aside(account) == [(1, 3, "title"), (4, 4, "heading")]
    assert list(cells(imported, "work_orders", "order_no")) == ["A5", "A6", "A7"]


def test_footers_of_all_kinds(one: One) -> None:
    rows = [
        ["序号", *HEADINGS],
        *[(number, *row) for number, row in enumerate(ORDERS, 1)],
        [4], [5],
        ["合计", "", "", "", "", "", 260],
        [],
        ["填表说明："], ["1、派工时间精确到分钟。"], ["2、金额单位为元。"],
        ["审核：", "", "", "制表："], ["", "", "", "", "年  月  日"],
    ]  # fmt: skip
    imported = one(rows)
    (account,) = accounts(imported)
    assert aside(account) == [
        (1, 1, "heading"), (5, 6, "numbered_blank"), (7, 7, "total"), (8, 8, "blank"), (9, 11, "note"), (12, 13, "signature"),
    ]  # fmt: skip
    assert list(cells(imported, "work_orders", "order_no")) == ["B2", "B3", "B4"]


def test_sections_of_merged_cells_are_no_records(one: One) -> None:
    rows = [HEADINGS, ["第一阶段"], *ORDERS[:2], ["第二阶段"], *ORDERS[2:]]
    imported = one(rows, [(1, 0, 1, 5), (4, 0, 4, 5)])
    assert aside(accounts(imported)[0]) == [(1, 1, "heading"), (2, 2, "note"), (5, 5, "note")]
    assert list(cells(imported, "work_orders", "order_no")) == ["A3", "A4", "A6"]


def test_template_rows_are_no_records(one: One) -> None:
    rows = [
        HEADINGS,
        ["示例", "东城", "甲公司", "2024-01-01 10:00", "2024-01-01 10:10", 1],
        *ORDERS,
        ["{no}", "{outlet}"],
    ]
    imported = one(rows)
    assert aside(accounts(imported)[0]) == [(1, 1, "heading"), (2, 2, "template"), (6, 6, "template")]


def test_a_total_that_counts_below_a_column_of_dates_is_no_record(one: One) -> None:
    dated = ("合计", "", "", dt.datetime(2024, 3, 5, 10), "", 1)
    (account,) = accounts(one([HEADINGS, *ORDERS, ("合计", "", "", 3, "", 260), dated]))
    assert aside(account) == [(1, 1, "heading"), (len(ORDERS) + 2, len(ORDERS) + 2, "total")]


# traps: content never sets a row aside


def test_records_that_read_like_totals_headings_or_notes_are_records(one: One) -> None:
    odd = [
        ("合计", "东城", "合计", "2024-03-05 10:00", "", 1),
        ("W011", "派工单号", "客户名称", "2024-03-05 10:00", "", 2),
        ("", "总计", "甲", "2024-03-05 10:00", "", 3),
        ("W012", "备注：无", "审核：通过", "2024-03-05 10:00", "", 4),
        ("1、W013", "", "", "", "", ""),
    ]
    imported = one([HEADINGS, *ORDERS, *odd])
    (account,) = accounts(imported)
    assert aside(account) == [(1, 1, "heading")]
    assert list(cells(imported, "work_orders", "amount").values()) == [
        120,
        80,
        60,
        1,
        2,
        3,
        4,
        pytest.approx(float("nan"), nan_ok=True),
    ]


def test_records_below_a_blank_row_stay_with_their_table(one: One) -> None:
    rows = [*PEOPLE, [], ("王五", "北城", "工程师"), ("部门名称", "联系电话", "备注"), [], ("赵六", "南城", "内勤")]
    imported = one(rows, sheet="花名册")
    (_account,) = accounts(imported)
    assert list(cells(imported, "staff", "name").items()) == [
        ("A2", "张三"), ("A3", "李四"), ("A5", "王五"), ("A6", "部门名称"), ("A8", "赵六"),
    ]  # fmt: skip


# several tables on a sheet


def test_tables_below_each_other_are_read_each_for_itself(one: One) -> None:
    rows = [["一、派工"], HEADINGS, *ORDERS, ["合计", "", "", "", "", 260], [], ["二、人员"], *PEOPLE, ["备注：含外聘"]]
    imported = one(rows, sheet="月报")
    orders, staff = accounts(imported)
    assert (orders.register, orders.region, staff.register, staff.region) == ("work_orders", "A1:F7", "staff", "A8:F12")
    assert orders.rows_read + staff.rows_read == 12
    assert aside(orders) == [(1, 1, "title"), (2, 2, "heading"), (6, 6, "total"), (7, 7, "blank")]
    assert aside(staff) == [(8, 8, "title"), (9, 9, "heading"), (12, 12, "note")]
    assert cells(imported, "work_orders", "contacted_at").keys() == {"E3", "E4", "E5"}
    assert cells(imported, "staff", "post") == {"C10": "工程师", "C11": "接线员"}


def test_a_table_right_below_a_total_is_read(one: One) -> None:
    imported = one([HEADINGS, *ORDERS, ["合计", "", "", "", "", 260], *PEOPLE], sheet="月报")
    assert cells(imported, "staff", "name") == {"A7": "张三", "A8": "李四"}


def test_one_register_in_two_orders_of_columns_below_each_other(one: One) -> None:
    second = [(row[0], row[3], *row[1:3], *row[4:]) for row in (HEADINGS, *ORDERS)]
    imported = one([HEADINGS, *ORDERS, [], *second])
    assert list(cells(imported, "work_orders", "dispatched_at")) == ["D2", "D3", "D4", "B7", "B8", "B9"]
    assert [one.imported for one in accounts(imported)] == [3, 3]


def test_monthly_blocks_with_the_same_headings_are_one_table(one: One) -> None:
    imported = one([["一月"], HEADINGS, *ORDERS[:2], [], ["二月"], HEADINGS, *ORDERS[2:]])
    (account,) = accounts(imported)
    assert aside(account) == [
        (1, 1, "title"), (2, 2, "heading"), (5, 5, "blank"), (6, 6, "title"), (7, 7, "repeated_heading"),
    ]  # fmt: skip
    assert list(cells(imported, "work_orders", "order_no")) == ["A3", "A4", "A8"]


def test_a_table_of_no_known_register_is_listed_with_its_range(one: One) -> None:
    rows = [
        HEADINGS,
        *ORDERS,
        [],
        ["配件领用"],
        ["配件名称", "规格", "单位", "数量"],
        ["螺丝", "M3", "个", 5],
        ["胶圈", "20mm", "个", 2],
    ]
    orders, parts = accounts(one(rows))
    assert (orders.imported, orders.region) == (3, "A1:F5")
    assert (parts.register, parts.region, parts.rows_read, aside(parts)) == (None, "A6:F9", 4, [(6, 9, "no_register")])


def test_a_table_of_no_known_register_above_is_listed_with_its_range(one: One) -> None:
    rows = [["代码", "含义"], ["A", "自营"], ["B", "外委"], [], ["派工单"], HEADINGS, *ORDERS]
    codes, orders = accounts(one(rows))
    assert (codes.register, codes.region, codes.rows_read) == (None, "A1:F4", 4)
    assert (orders.imported, aside(orders)) == (3, [(5, 5, "title"), (6, 6, "heading")])


def test_tables_side_by_side_are_read_each_for_itself(one: One) -> None:
    rows = [["派工单", *[""] * 6, "人员"]]
    for left, right in zip([HEADINGS, *ORDERS], [*PEOPLE, ("", "", "")], strict=True):
        rows.append([*left, "", *right])
    imported = one(rows, sheet="月报")
    orders, staff = accounts(imported)
    assert [(one.register, one.region, one.imported) for one in (orders, staff)] == [
        ("work_orders", "A1:G5", 3), ("staff", "H1:J5", 2),
    ]  # fmt: skip
    assert cells(imported, "staff", "post") == {"J3": "工程师", "J4": "接线员"}
    assert aside(staff)[-1] == (5, 5, "blank")


def test_one_register_twice_side_by_side(one: One) -> None:
    rows = [
        [*left, "", *right]
        for left, right in zip(PEOPLE, [PEOPLE[0], ("王五", "东城", "内勤"), ("", "", "")], strict=True)
    ]
    imported = one(rows, sheet="花名册")
    assert cells(imported, "staff", "name") == {"A2": "张三", "A3": "李四", "E2": "王五"}
    assert [account.region for account in accounts(imported)] == ["A1:D3", "E1:G3"]


def test_side_calculations_do_not_disturb_the_table(one: One) -> None:
    """A column beside the table bears the heading of one in it: the table is read, the side listed."""
    rows = [[*HEADINGS, "", "客户名称"], *[[*row, "", f"{row[2]}（副本）"] for row in ORDERS]]
    imported = one(rows)
    table, side = accounts(imported)
    assert (table.imported, table.region, side.register, side.region) == (3, "A1:G4", None, "H1:H4")
    assert cells(imported, "work_orders", "customer") == {"C2": "华东电力", "C3": "南方水务", "C4": "北方燃气"}


def test_a_blank_column_within_a_table_parts_nothing(one: One) -> None:
    rows = [[*row[:3], "", *row[3:]] for row in (HEADINGS, *ORDERS)]
    imported = one(rows)
    assert [account.region for account in accounts(imported)] == [None]
    assert list(cells(imported, "work_orders", "amount")) == ["G2", "G3", "G4"]


def test_a_table_far_down_is_found(one: One) -> None:
    many = [(f"W{number:04}", *ORDERS[0][1:]) for number in range(3_000)]
    imported = one([HEADINGS, *many, [], *PEOPLE])
    assert [account.imported for account in accounts(imported)] == [3_000, 2]
    assert cells(imported, "staff", "name") == {"A3004": "张三", "A3005": "李四"}


# which register


def test_the_file_speaks_for_a_sheet_without_a_name(tmp_path: Path) -> None:
    rows: Rows = [["网点", "岗位", "年龄"], ["东城", "工程师", 30]]
    named = read(workbooks(tmp_path / "人员名册.xlsx", {"Sheet1": rows})).inputs[0].sheets[0]
    assert named.register == "staff"
    assert named.why is not None
    assert named.why.zh == "2个列标题相符，文件名相符，得分4"
    assert named.why.en == "2 headings fit, and the file's name fits (score 4)"


def test_a_list_of_one_column_is_known_by_its_heading_and_its_name_together(tmp_path: Path) -> None:
    rows: Rows = [["成本项目"], ["人工"], ["材料"]]
    register = Register.model_validate(
        {"title": {"zh": "成本项目表", "en": "Cost items"}, "key": ["item"], "event_date": "as_of", "sheets": ["科目表"],
         "fields": {"item": {"title": {"zh": "成本项目", "en": "Cost item"}}}}
    )  # fmt: skip
    place = workbooks(tmp_path / "a.xlsx", {"科目表": rows, "表": rows})
    with Reading(find_files([place])) as reading:
        named, other = import_files(reading, {**REGISTERS, "items": register}).inputs[0].sheets
    assert (named.register, named.imported) == ("items", 2)
    assert other.register is None


def test_the_runner_up_is_told_with_its_score(one: One) -> None:
    (account,) = accounts(one([["姓名", "网点", "岗位", "派工单号"], ["张三", "东城", "工程师", "W001"]], sheet="表"))
    assert account.register == "staff"
    assert account.why is not None
    assert account.why.zh == "3个列标题相符，得分5；其次是“派工单”（2个，得分4）"


def test_two_registers_with_the_same_headings_are_a_question_until_declared(tmp_path: Path) -> None:
    place = workbooks(tmp_path / "a.xlsx", {"表": PEOPLE})
    twins: Mapping[str, Register] = {"staff": REGISTERS["staff"], "people": REGISTERS["staff"]}
    with Reading(find_files([place])) as reading:
        (account,) = import_files(reading, twins).inputs[0].sheets
    assert account.register is None
    assert account.why is not None
    assert "同样相符（得分5）" in account.why.zh
    with Reading(find_files([place])) as reading:
        (account,) = import_files(reading, twins, IntakeOptions(sheets={"表": tables_of("people")})).inputs[0].sheets
    assert account.register == "people"


# proposals


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("派工 单号码", "order_no"),
        ("聯繫電話", "phone"),
        ("kehumingcheng", "customer"),
        ("派工时问", None),
        ("办结日期", None),
    ],
)
def test_near_headings_are_proposed_and_never_taken(one: One, heading: str, field: str | None) -> None:
    near = [word for word in HEADINGS if not (field == "order_no" and word == "派工单号")]
    near = [word for word in near if not (field == "customer" and word == "客户名称") and word != "派工时间"]
    imported = one([[heading, *near], ["x", *["1"] * len(near)]])
    (account,) = accounts(imported)
    (column,) = [column for column in account.columns if column.heading == heading]
    assert (column.field, column.proposed, column.how) == (None, field, "proposed" if field else "unmapped")
    if field:
        assert field in account.missing
        assert field not in imported.records["work_orders"].frame


def test_a_confirmed_proposal_is_taken(one: One) -> None:
    imported = one(
        [[*HEADINGS, "聯繫電話"], [*ORDERS[0], "13800001111"]], columns={"work_orders": {"聯繫電話": "phone"}}
    )
    assert cells(imported, "work_orders", "phone") == {"G2": "13800001111"}


# the accounts as people see them, and the settings for next year


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    ruleset(tmp_path, ORDERS_RULESET, "rules.yaml")
    rows = [
        ["派工单 号码", "网点", "客户名称", "派工时间", "联系时间", "工程师", "备注\n(选填)"],
        ["W1", "东城", "甲", "2024-03-05", "", "张三", "x"],
    ]
    people = [["姓名", "岗位"], ["张三", "工程师"]]
    return workbooks(tmp_path / "a.xlsx", {"派工": [*rows, [], *people], "名册 (一)": people, "Sheet2": people})


def test_inspect_tells_renamed_from_missing_and_shows_ranges(renamed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(renamed), "--ruleset", "rules.yaml", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "sheet '派工' A1:G3" in out
    assert "sheet '派工' A4:G5" in out
    assert re.search(r"missing fields +status, 1 that no rule reads\n", out)
    assert re.search(r"fields perhaps renamed +order_no ← A 派工单 号码\n", out)
    assert "→ order_no? (proposed, not used; confirm it in svcqa.yaml)" in out


def test_what_was_understood_is_saved_and_a_proposal_waits_to_be_confirmed(
    renamed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["inspect", str(renamed), "--ruleset", "rules.yaml", "--lang", "zh", "--write-config", "svcqa.yaml"]
    assert main(command) == 0
    place = renamed.with_name("svcqa.yaml")
    saved = config.read(place)
    assert saved.columns["work_orders"] == {
        "网点": "outlet", "客户名称": "customer", "派工时间": "dispatched_at", "联系时间": "contacted_at", "工程师": "engineer",
    }  # fmt: skip
    assert saved.columns["staff"] == {"姓名": "name", "岗位": "post"}
    assert saved.sheets == {"名册 (一)": tables_of("staff")}
    assert "可能改了名，请核对" in place.read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(command) == 2
    assert "已经存在" in capsys.readouterr().err

    confirmed = re.sub(r'# ("派工单 号码")', r"\1", place.read_text(encoding="utf-8"))
    place.write_text(confirmed, encoding="utf-8")
    assert main(["inspect", str(renamed), "--format", "json"]) == 0
    sheet = json.loads(capsys.readouterr().out)["inputs"][0]["sheets"][0]
    assert [column["how"] for column in sheet["columns"]] == ["config"] * 6 + ["unmapped"]


def test_a_record_of_heading_words_right_below_headings_begins_no_table(one: One) -> None:
    imported = one([["编制单位：", "售后部"], ["姓名", "网点", "岗位"], ["张三", "网点", "派工单号"]], sheet="花名册")
    assert [account.imported for account in accounts(imported)] == [1]


def test_a_sheet_of_which_every_other_row_is_blank_takes_no_longer_than_others(one: One) -> None:
    """Below every blank row a table might begin; only rows that say words of headings are looked at."""
    rows: list[Sequence[Any]] = [HEADINGS]
    for number in range(3_000):
        rows += [(f"W{number:04}", "东城", "甲", "", "", ""), ()]
    rows += PEOPLE
    imported = one(rows)
    assert [account.imported for account in accounts(imported)] == [3_000, 2]


def test_headings_right_below_many_records_begin_another_table(tmp_path: Path) -> None:
    many = [(f"W{number:03}", *ORDERS[0][1:]) for number in range(60)]
    place = written(tmp_path / "a.xlsx", [HEADINGS, *many, *PEOPLE])
    orders, staff = accounts(read(place))
    assert (orders.register, orders.imported, orders.region) == ("work_orders", 60, "A1:F61")
    assert (staff.register, staff.imported, staff.header_rows) == ("staff", 2, [62])
