"""Intake: which table it is, which rows are records, what a cell is, and no row lost."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from svcqa.accounts import Said, SheetAccount
from svcqa.dateformats import compiled
from svcqa.errors import InputError
from svcqa.grid import from_rows
from svcqa.intake import Imported, IntakeOptions, Reading, find_files, import_files
from svcqa.intake.finding import Known, Names, Table, find_tables
from svcqa.intake.layout.declared import tables_of
from svcqa.intake.layout.headings import Aliases, normalised
from svcqa.intake.values.cells import Cells, convert, number_of, seconds_of
from svcqa.intake.values.cells import Reading as CellReading
from svcqa.intake.values.dates import parse_moment
from svcqa.intake.values.serials import moments_of
from svcqa.intake.values.words import yes_or_no
from svcqa.quoting import column_letter
from svcqa.registers import Field, Kind, Register
from svcqa.requests import Sheet
from svcqa.text import Text
from tests.office import HEADINGS, ROWS, shared, workbook, workbooks

ORDERS = Register.model_validate(
    {
        "title": {"zh": "派工单", "en": "work orders"},
        "key": "order_no",
        "event_date": "dispatched_at",
        "fields": {
            "order_no": {"title": {"zh": "派工单号", "en": "Order no."}, "type": "code", "headings": ["工单号"]},
            "outlet": {"title": {"zh": "网点", "en": "Outlet"}},
            "customer": {"title": {"zh": "客户名称", "en": "Customer"}},
            "dispatched_at": {"title": {"zh": "派工时间", "en": "Dispatched"}, "type": "datetime"},
            "contacted_at": {"title": {"zh": "联系时间", "en": "Contacted"}, "type": "datetime"},
            "amount": {"title": {"zh": "金额", "en": "Amount"}, "type": "money"},
        },
    }
)
STAFF = Register.model_validate(
    {
        "title": {"zh": "人员名册", "en": "staff"},
        "key": "name",
        "event_date": "as_of",
        "fields": {"name": {"title": {"zh": "姓名", "en": "Name"}, "type": "person"}, "outlet": {"title": "网点"}},
    }
)
REGISTERS = {"work_orders": ORDERS, "staff": STAFF}


def _import(*paths: Path, **options: Any) -> Imported:
    with Reading(find_files(paths)) as reading:
        return import_files(reading, REGISTERS, IntakeOptions(**options))


def _account(imported: Imported) -> SheetAccount:
    return imported.inputs[0].sheets[0]


def _aside(account: SheetAccount) -> list[tuple[int, int, str]]:
    return [(one.row, one.to_row, one.reason) for one in account.set_aside]


# layout


def test_titles_totals_notes_and_signatures_are_set_aside_and_counted(tmp_path: Path) -> None:
    rows = [
        ["派工单台账"],
        [],
        list(HEADINGS),
        *ROWS[:2],
        list(HEADINGS),
        *ROWS[2:],
        ["合 计", "", "", "", "", "", "", 260],
        ["备注：含上门费"],
        ["审核：王五", "", "", "制表：赵六"],
    ]
    imported = _import(workbooks(tmp_path / "a.xlsx", {"派工单": rows}))
    account = _account(imported)
    assert _aside(account) == [
        (1, 1, "title"), (2, 2, "blank"), (3, 3, "heading"), (6, 6, "repeated_heading"),
        (9, 9, "total"), (10, 10, "note"), (11, 11, "signature"),
    ]  # fmt: skip
    assert (account.rows_read, account.imported, account.header_rows) == (11, 4, [3])
    assert list(imported.records["work_orders"].frame["order_no"]) == ["W001", "W002", "W003", "W004"]
    assert list(imported.records["work_orders"].parts[0].rows) == [4, 5, 7, 8]


def test_a_record_that_speaks_like_a_signature_line_is_a_record(tmp_path: Path) -> None:
    """Only layout sets a row aside: a last record with 审核：通过 in a cell has a key and is imported."""
    signed = ["W009", "东城", "审核：通过", "2024-03-05 10:00", "2024-03-05 10:05", "张三", "已完成", 1]
    made = _import(workbook(tmp_path / "a.xlsx", [*ROWS, signed, ["", "审核：李四", "", "日期："]]))
    assert made.records["work_orders"].frame["order_no"].iloc[-1] == "W009"
    assert _aside(_account(made)) == [(1, 1, "heading"), (7, 7, "signature")]


def test_a_last_row_of_nothing_but_formulas_without_results_is_a_record(tmp_path: Path) -> None:
    """Nothing shows in it, and yet something stands there: it is counted, and cannot be judged."""
    place = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(place))
    sheet = book.add_worksheet("派工单")
    for number, row in enumerate([HEADINGS, *ROWS]):
        sheet.write_row(number, 0, row)
    sheet.write_formula(len(ROWS) + 1, 0, "=A2", None, "")
    book.close()
    records = _import(place).records["work_orders"]
    assert len(records) == len(ROWS) + 1
    assert records.kinds["order_no"][-1] == Kind.NEVER_CALCULATED


def test_content_never_sets_a_row_aside(tmp_path: Path) -> None:
    rows = [ROWS[0], ROWS[0], ("", *ROWS[1][1:]), ("#", "", "", "看不懂", "", "", "", "")]
    imported = _import(workbook(tmp_path / "a.xlsx", rows))
    assert len(imported.records["work_orders"]) == 4


def test_numbered_empty_rows_are_no_records(tmp_path: Path) -> None:
    rows = [["序号", *HEADINGS], [1, *ROWS[0]], [2], [3]]
    account = _account(_import(workbooks(tmp_path / "a.xlsx", {"派工单": rows})))
    assert _aside(account)[-1] == (3, 4, "numbered_blank")


def test_a_sheet_of_no_known_register_is_said_and_all_its_rows_are_counted(tmp_path: Path) -> None:
    place = workbooks(tmp_path / "a.xlsx", {"派工单": [HEADINGS, ROWS[0]], "说明": [["随便"], ["写写"]]})
    imported = _import(place)
    account = imported.inputs[0].sheets[1]
    assert account.register is None
    assert (account.rows_read, account.imported, _aside(account)) == (2, 0, [(1, 2, "no_register")])
    assert account.why == Said("没有找到已知的列标题", "no known headings were found")


def test_a_sheet_near_a_register_says_what_is_missing_and_can_be_declared(tmp_path: Path) -> None:
    place = workbooks(tmp_path / "a.xlsx", {"报表": [["网点", "客户名称", "别的"], ["东城", "甲", "x"]]})
    account = _account(_import(place))
    assert account.register is None
    assert account.why is not None
    assert "派工单" in account.why.zh
    assert _account(_import(place, sheets={"报表": tables_of("work_orders")})).register == "work_orders"


def test_two_registers_that_fit_equally_well_are_a_question(tmp_path: Path) -> None:
    place = workbooks(tmp_path / "a.xlsx", {"表": [["姓名", "网点"], ["张三", "东城"]]})
    twin = {"staff": STAFF, "people": STAFF}
    with Reading(find_files([place])) as reading:
        account = import_files(reading, twin).inputs[0].sheets[0]
    assert account.register is None
    assert account.why is not None
    assert "同样相符" in account.why.zh


def test_two_columns_for_one_field_are_a_question_and_neither_is_taken(tmp_path: Path) -> None:
    headings = [*HEADINGS, "客户名称"]
    account = _account(_import(workbook(tmp_path / "a.xlsx", [(*ROWS[0], "乙")], headings=headings)))
    assert [(one.column, one.how) for one in account.columns if one.heading == "客户名称"] == [
        ("C", "ambiguous"),
        ("I", "ambiguous"),
    ]
    assert "customer" in account.missing


def test_a_confirmed_heading_is_taken_and_a_similar_one_is_not(tmp_path: Path) -> None:
    headings = ["派工单号", "网点", "客户名字", *HEADINGS[3:]]
    place = workbook(tmp_path / "a.xlsx", headings=headings)
    assert "customer" in _account(_import(place)).missing
    account = _account(_import(place, columns={"work_orders": {"客户名字": "customer"}}))
    assert [(one.field, one.how) for one in account.columns if one.heading == "客户名字"] == [("customer", "config")]


@pytest.mark.parametrize(
    "heading",
    [
        "派工单号",
        " 派工\n单号 ",
        "派工单号*",
        "派工单号（必填）",
        "派工单号：",
        "工单号",
        "ORDER NO.",
        "order_no",
        "派工单号(8位)",
    ],
)
def test_headings_are_recognised_however_they_are_dressed(heading: str) -> None:
    (match,) = Aliases(ORDERS, {}).match([heading])
    assert match.field == "order_no"


def test_a_heading_that_is_all_bracket_stays_itself() -> None:
    assert normalised("（单位）") == "(单位)"


def test_amounts_in_ten_thousands_are_turned_into_yuan(tmp_path: Path) -> None:
    headings = [*HEADINGS[:7], "金额(万元)"]
    imported = _import(workbook(tmp_path / "a.xlsx", [(*ROWS[0][:7], 1.5)], headings=headings))
    assert list(imported.records["work_orders"].frame["amount"]) == [15000.0]


def test_merged_cells_that_reach_into_the_data_are_named(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("派工单")
    sheet.merge_range(0, 0, 0, 7, "标题")
    sheet.write_row(1, 0, HEADINGS)
    sheet.write_row(2, 0, ROWS[0])
    sheet.write_row(3, 0, ("W002",))
    sheet.merge_range(2, 1, 3, 1, "东城")
    book.close()
    assert _account(_import(tmp_path / "a.xlsx")).merged == ["B3:B4"]


def test_further_tables_of_a_sheet_are_read(tmp_path: Path) -> None:
    """Tables below each other are read each for itself; headings that only come again begin none."""
    staff = [["姓名", "网点"], ["张三", "东城"]]
    place = workbooks(
        tmp_path / "a.xlsx",
        {
            "下": [HEADINGS, *ROWS[:2], [], *staff],
            "上": [*staff, [], HEADINGS, *ROWS[2:3]],
            "再": [HEADINGS, *ROWS[3:], [], HEADINGS],
        },
    )
    imported = _import(place)
    assert [(one.sheet, one.register, one.region, one.imported) for one in imported.inputs[0].sheets] == [
        ("下", "work_orders", "A1:H4", 2),
        ("下", "staff", "A5:H6", 1),
        ("上", "staff", "A1:H3", 1),
        ("上", "work_orders", "A4:H5", 1),
        ("再", "work_orders", None, 1),
    ]
    assert all(one.notes == [] for one in imported.inputs[0].sheets if one.register == "staff")
    assert list(imported.records["staff"].frame["name"]) == ["张三", "张三"]


def test_headings_right_below_records_are_told(tmp_path: Path) -> None:
    """Without a blank row nothing parts two tables: the rows are read as those of the first, and it is said."""
    (account,) = _import(workbook(tmp_path / "a.xlsx", [*ROWS, ["姓名", "网点"], ["张三", "东城"]])).inputs[0].sheets
    assert [note.en.partition(" (")[0] for note in account.notes] == ["row 6 looks like the headings of another table"]


def test_files_of_the_same_content_are_told(tmp_path: Path) -> None:
    workbook(tmp_path / "甲.xlsx")
    (tmp_path / "甲 副本.xlsx").write_bytes((tmp_path / "甲.xlsx").read_bytes())
    (tmp_path / "空.csv").touch()
    (tmp_path / "空2.csv").touch()
    told = {file.name: [note.zh for note in file.notes] for file in _import(tmp_path).inputs}
    same = "内容与“甲 副本.xlsx”完全相同，其中的记录计了两次；如是副本，请去掉一个"
    assert told == {"甲 副本.xlsx": [], "甲.xlsx": [same], "空.csv": [], "空2.csv": []}


def test_columns_that_all_stand_twice_are_told_by_their_headings(tmp_path: Path) -> None:
    account = _account(_import(workbook(tmp_path / "a.xlsx", headings=HEADINGS[:4] * 2, rows=[])))
    assert account.register is None
    assert account.why is not None
    assert "派工单号、网点、客户名称、派工时间" in account.why.zh


CELLS = st.sampled_from(
    ["", "", "W1", "合计", "备注：无", "审核：甲", "派工单号", "2024-03-05 10:00", "网点", 7, 3.5, True]
)


@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=25))
def test_no_row_is_ever_lost(body: Sequence[Sequence[Any]]) -> None:
    grid = [["派工单号", "网点", "客户名称", "派工时间", "联系时间", "金额"], *body]
    columns, rows = from_rows(grid)
    found = find_tables(Sheet("派工单", columns, rows), Names("派工单"), Known(REGISTERS))
    tables = [one for one in found if isinstance(one, Table)]
    assert tables
    counted = [row for one in tables for part in one.set_aside for row in range(part.row, part.to_row + 1)]
    counted += [
        row for one in found if not isinstance(one, Table) for row in range(one.region.top + 1, one.region.bottom + 1)
    ]
    assert sorted([*counted, *(row + 1 for one in tables for row in one.rows)]) == list(range(1, rows + 1))
    for row in (row for one in tables for row in one.rows):
        assert any(cell not in ("", None) for cell in grid[row])


def test_files_of_a_folder_are_found_once_in_order_and_lock_files_passed_over(tmp_path: Path) -> None:
    for name in ("乙.xlsx", "甲 1.csv", "~$乙.xlsx", ".hidden.csv", "说明.docx", "子 目录/丙.xls", "备份/旧.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    jobs = find_files([tmp_path, tmp_path / "乙.xlsx"], exclude=["备份/*"])
    assert sorted(job.name for job in jobs) == ["乙.xlsx", "子 目录/丙.xls", "甲 1.csv"]


def _zip(path: Path, parts: dict[str, bytes]) -> Path:
    import zipfile

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path


def test_each_spreadsheet_in_an_archive_is_a_file_of_its_own(tmp_path: Path) -> None:
    book = workbook(tmp_path / "x.xlsx").read_bytes()
    rows = "派工单号,网点,客户名称,派工时间\nW9,东城,甲,2024-03-05\n".encode("gbk")
    parts = {
        "三月/工单.xlsx": book,
        "四月/工单.csv": rows,
        "说明.docx": b"x",
        "__MACOSX/._工单.xlsx": b"x",
        "~$工单.xlsx": b"x",
    }
    place = _zip(tmp_path / "台账.zip", {**parts, "坏.xlsx": book[:500], "内.zip": b"PK\x05\x06" + bytes(18)})
    made = _import(place)
    assert [(one.name, one.refusal) for one in made.inputs] == [
        ("台账.zip/三月/工单.xlsx", ""), ("台账.zip/四月/工单.csv", ""), ("台账.zip/坏.xlsx", "damaged"),
        ("台账.zip/内.zip", "not_a_spreadsheet"),
    ]  # fmt: skip
    assert len(made.records["work_orders"]) == len(ROWS) + 1
    assert [job.name for job in find_files([place], exclude=["四月/*", "内.zip", "坏*"])] == ["台账.zip/三月/工单.xlsx"]


def test_archives_that_are_none_hold_nothing_or_hold_too_much_are_refused(tmp_path: Path) -> None:
    slips = _zip(tmp_path / "a.zip", {"../a.csv": b"a,b\n1,2\n", "/b.csv": b"a,b\n1,2\n", "C:/c.csv": b"a,b\n1,2\n"})
    assert [one.refusal for one in _import(slips).inputs] == ["unsafe_name"] * 3
    bomb = _zip(tmp_path / "b.zip", {"a.csv": b"a,b\n" * 5_000_000})
    assert [one.refusal for one in _import(bomb).inputs] == ["declared_size"]
    hollow = _zip(tmp_path / "c.zip", {"说明.docx": b"x"})
    assert [one.refusal for one in _import(hollow).inputs] == ["not_a_spreadsheet"]
    (tmp_path / "d.zip").write_bytes(slips.read_bytes()[:-10])
    assert [one.refusal for one in _import(tmp_path / "d.zip").inputs] == ["damaged"]


def test_names_in_gbk_are_read_in_an_archive_that_does_not_say_so(tmp_path: Path) -> None:
    name = "工单.csv".encode("gbk")
    plain = "x" * (len(name) - 4) + ".csv"
    place = _zip(tmp_path / "a.zip", {plain: b"a,b\n1,2\n"})
    place.write_bytes(place.read_bytes().replace(plain.encode(), name))
    assert [job.name for job in find_files([place])] == ["a.zip/工单.csv"]
    assert _import(place).inputs[0].problem is None


def test_a_folder_that_does_not_open_is_said_and_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(tmp_path / "甲.xlsx")
    workbook(tmp_path / "财务" / "乙.xlsx")
    look = os.scandir

    def refuse(place: Any) -> Any:
        if Path(place).name == "财务":
            raise PermissionError(13, "Permission denied", str(place))
        return look(place)

    monkeypatch.setattr(os, "scandir", refuse)
    made = _import(tmp_path)
    assert [(one.name, one.problem is None) for one in made.inputs] == [("甲.xlsx", True), ("财务", False)]
    assert made.inputs[1].problem == Said(
        "文件夹无法打开，其中的文件都没有读。请检查权限。",
        "this folder cannot be opened, and none of its files was read. Check your permissions.",
    )


def test_a_link_that_leads_nowhere_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    try:
        (tmp_path / "甲.xlsx").symlink_to(tmp_path / "gone.xlsx")
    except OSError:
        pytest.skip("this system lets nobody make links")
    (account,) = _import(tmp_path).inputs
    assert account.problem is not None
    assert "there is no such file" in account.problem.en


def test_missing_paths_are_all_said(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    with pytest.raises(InputError) as caught:
        find_files([tmp_path / "没有.xlsx", tmp_path / "空"])
    assert len(caught.value.problems) == 2
    assert "没有这个文件或文件夹" in caught.value.say("zh")


# cells


def _cells(kind: str, *values: Any, written: str | None = None, system: str = "1900") -> Cells:
    ((column,), _) = from_rows([[value] for value in values])
    field = Field.model_validate({"title": "f", "type": kind, "format": written})
    return convert(column, field, CellReading(system))


def _kinds(cells: Cells) -> list[str]:
    return [Kind(kind).name.lower() for kind in cells.kinds]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("code", "００１２３", "00123"), ("code", 123.0, "123"), ("code", 12345678901.0, "12345678901"),
        ("text", " 华东 电力 ", "华东 电力"), ("person", "张 三", "张三"), ("person", "张　三", "张三"),
        ("number", "1,234.5", 1234.5), ("number", "１２", 12.0), ("number", "90%", 0.9), ("number", 7, 7.0),
        ("number", "-3", -3.0), ("number", ".5", 0.5), ("money", "￥1,200", 1200.0),
        ("yes_no", "√", True), ("yes_no", "否", False), ("yes_no", "无", False), ("yes_no", 1, True),
        ("yes_no", True, True), ("yes_no", "YES", True), ("yes_no", "×", False),
    ],
)  # fmt: skip
def test_values(kind: str, value: Any, expected: Any) -> None:
    cells = _cells(kind, value)
    assert _kinds(cells) == ["value"]
    assert cells.values.iloc[0] == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "约30"), ("number", "≥90"), ("number", "1,23"), ("number", "30-40"), ("number", "5/8"),
        ("number", True), ("yes_no", "也许"), ("yes_no", 2), ("datetime", "3/5/2024"), ("datetime", "24-3-5"),
        ("datetime", "2024-02-30"), ("datetime", True), ("datetime", 12.5), ("duration", "3天"), ("duration", "4"),
        ("duration", 4.0),
    ],
)  # fmt: skip
def test_what_cannot_mean_one_thing_is_unreadable_and_kept_as_written(kind: str, value: Any) -> None:
    cells = _cells(kind, value)
    assert _kinds(cells) == ["unreadable"]
    assert cells.raw is not None
    assert cells.raw.iloc[0]


STOCK = Register.model_validate(
    {
        "title": {"zh": "备件", "en": "stock"},
        "key": "part",
        "event_date": "day",
        "fields": {
            "part": {"title": {"zh": "件号", "en": "Part"}, "type": "code"},
            "day": {"title": {"zh": "日期", "en": "Day"}, "type": "date"},
            "rate": {"title": {"zh": "合格率", "en": "Rate"}, "type": "number"},
        },
    }
)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("00123", 0.9), ("00456", 0.8), (789, 0.7)], ["1 stored as numbers are shorter"]),
        ([("00123", 0.9), ("0456", 0.8), (789, 0.7)], []),
        ([("12345", 0.9), ("45678", 0.8), (789, 0.7)], []),
        ([(110101199001011e3, 0.9), (5, 0.8)], ["1 codes of more than 15 digits"]),
        ([("A1", "90%"), ("A2", 90), ("A3", 0.9)], ["not written alike: 1 such as 90"]),
        ([("A1", "90%"), ("A2", 0.9), ("A3", "８０％")], []),
        ([("A1", 90), ("A2", 0.9)], []),
    ],
)
def test_columns_whose_values_may_not_be_what_was_meant_are_remarked_upon(
    tmp_path: Path, rows: Sequence[tuple[Any, Any]], said: Sequence[str]
) -> None:
    body = [["件号", "日期", "合格率"], *([part, "2024-03-05", rate] for part, rate in rows)]
    with Reading(find_files([workbooks(tmp_path / "a.xlsx", {"备件": body})])) as reading:
        imported = import_files(reading, {"stock": STOCK})
    notes = imported.inputs[0].sheets[0].notes
    assert len(notes) == len(said)
    assert all(words in note.en for words, note in zip(said, notes, strict=True))
    assert len(imported.records["stock"]) == len(rows)


@pytest.mark.parametrize("kind", ["text", "code", "datetime", "number", "duration", "person"])
@pytest.mark.parametrize("word", ["/", "待定", "N/A", "同上", "——", "n/a"])
def test_placeholders_say_nothing(kind: str, word: str) -> None:
    cells = _cells(kind, word, "")
    assert _kinds(cells)[0] == "placeholder"
    assert cells.values.isna().all()


def test_a_blank_is_not_a_value_of_any_type() -> None:
    for kind in ("text", "code", "datetime", "number", "yes_no", "duration", "person"):
        cells = _cells(kind, "x", "", "   ", None, "x")
        assert _kinds(cells)[1:4] == ["blank"] * 3, kind


def test_midnight_has_a_time_where_its_column_has_times() -> None:
    import datetime as dt

    dated = _cells("datetime", dt.date(2024, 3, 5), dt.datetime(2024, 3, 6))
    assert dated.date_only is not None
    assert dated.date_only.tolist() == [True, True]
    timed = _cells("datetime", dt.date(2024, 3, 5), dt.datetime(2024, 3, 6, 8))
    assert timed.date_only is not None
    assert timed.date_only.tolist() == [False, False]


def test_text_dates_keep_whether_a_time_was_written() -> None:
    cells = _cells("datetime", "2024年3月5日", "2024-03-05 00:00", "2024/3/5 下午3:20")
    assert cells.date_only is not None
    assert cells.date_only.tolist() == [True, False, False]
    assert [str(value) for value in cells.values] == [
        "2024-03-05 00:00:00",
        "2024-03-05 00:00:00",
        "2024-03-05 15:20:00",
    ]


def test_a_declared_format_is_read_strictly() -> None:
    cells = _cells(
        "datetime", "01/02/2015 03:37:49 PM", "13/02/2015 03:37:49 PM", "2015-01-02", written="MM/DD/YYYY hh:mm:ss AM"
    )
    assert _kinds(cells) == ["value", "unreadable", "unreadable"]
    assert str(cells.values.iloc[0]) == "2015-01-02 15:37:49"


@pytest.mark.parametrize("written", ["MM/DD", "MM/DD/YYYY hh:mm", "DD.MM.YYYY HH:mm AM", "%d"])
def test_a_format_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no date format"):
        compiled(written)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("4小时4分钟", 14640), ("18h", 64800), ("30分钟", 1800), ("1.5小时", 5400), ("90秒", 90), ("3天", None), ("", None), ("0.5", None)],
)  # fmt: skip
def test_durations_in_words(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds


def test_numbers_in_words_are_none() -> None:
    assert number_of("三十") is None
    assert yes_or_no("") is None


def test_columns_are_lettered_as_excel_does() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


# dates, by the published policy


def _outcome(vector: dict[str, Any]) -> set[str]:
    """What the importer makes of a vector, in the words of the set."""
    if vector["cell_type"] == "number":
        (moment,) = moments_of(np.array([float(vector["input"])]), str(vector["date_system"]))
        if np.isnat(moment):
            return {"reject"}
        text = str(moment.astype("datetime64[s]"))
        return {text, text.removesuffix("T00:00:00")}
    if vector["cell_type"] != "text":
        return {"reject"} if _kinds(_cells("datetime", vector["input"]))[0] != "value" else {"accepted"}
    found = parse_moment(vector["input"])
    if found is None:
        return {"reject", "ambiguous"}
    moment = found.moment
    text = moment.isoformat() if found.has_time else moment.date().isoformat()
    utc = f"{(moment - __import__('datetime').timedelta(hours=8)).isoformat()}+00:00"
    return {text, f"{moment.isoformat()}+08:00", utc}


def test_every_written_date_of_the_published_vectors_is_read_acceptably() -> None:
    vectors = json.loads((shared("vectors") / "date_text_vectors.json").read_text(encoding="utf-8"))["vectors"]
    assert len(vectors) == 90
    wrong = {v["id"]: (v["input"], _outcome(v)) for v in vectors if not _outcome(v) & {*v["acceptable"], v["expected"]}}
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05", "2024-03-05"), ("二〇二四年三月五日", "2024-03-05"), ("2024年3月5日 星期二", "2024-03-05"),
        ("20240305152030", "2024-03-05 15:20:30"), ("2024年3月5日上午9点半", "2024-03-05 09:30"),
        ("2024年3月5日晚上8点", "2024-03-05 20:00"), ("2024/3/5 12:00 AM", "2024-03-05 00:00"),
        ("2024-03-05T15:20:00Z", "2024-03-05 23:20"),
    ],
)  # fmt: skip
def test_dates_offices_write(text: str, moment: str) -> None:
    found = parse_moment(text)
    assert found is not None
    assert str(found.moment)[: len(moment)] == moment


@pytest.mark.parametrize(
    "text",
    ["2024年3月5日 星期三", "2024/3/5 上午12:00", "24/3/5", "3月5日", "2024-02-30", "2024-3-5(补)", "民国113年3月5日", "2024-03-05 24:01", "2O24-03-05"],
)  # fmt: skip
def test_dates_that_are_not_guessed(text: str) -> None:
    assert parse_moment(text) is None


def test_title_words_are_bilingual() -> None:
    assert Field.model_validate({"title": "网点"}).title == Text("网点", "网点")
