"""Readers and the child they run in: content before names, absolute places, and one bad file stops no other."""

from __future__ import annotations

import datetime as dt
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
import xlsxwriter
import xlwt

from svcqa.intake.child import COMMAND, Reading, ReadJob, ReadResult
from svcqa.requests import Column, Limits, Sheet, Sheets, Tag
from tests.office import workbooks


def _read(*paths: Path, limits: Limits | None = None, command: Sequence[str] = COMMAND) -> list[ReadResult]:
    with Reading([ReadJob(path, path.name) for path in paths], limits or Limits(), command) as reading:
        return list(reading)


def _sheets(path: Path, **limits: Any) -> Sheets:
    (result,) = _read(path, limits=Limits(**limits))
    assert result.problem is None, result.problem
    assert result.sheets is not None
    return result.sheets


def _refusal(path: Path) -> str:
    (result,) = _read(path)
    assert result.problem is not None
    assert len(result.problem.problems) == 1
    return result.problem.say("zh")


def _cell(sheet: Sheet, address: str) -> tuple[str, Any]:
    """Tag and value of a cell, by its address."""
    letters = address.rstrip("0123456789")
    column: Column = sheet.columns["ABCDEFGHIJ".index(letters)]
    row = int(address[len(letters) :]) - 1
    tag = Tag(column.tags[row])
    if tag in (Tag.TEXT, Tag.ERROR):
        assert column.texts is not None
        return tag.name, column.texts[row].as_py()
    if tag is Tag.MOMENT:
        assert column.moments is not None
        return tag.name, str(column.moments[row].astype("datetime64[s]"))
    if tag in (Tag.NUMBER, Tag.BOOL, Tag.SPAN):
        assert column.numbers is not None
        return tag.name, float(column.numbers[row])
    return tag.name, None


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """A workbook whose table begins at C4, with a cell of every kind."""
    book = xlsxwriter.Workbook(str(tmp_path / "各种 单元格.xlsx"))
    sheet = book.add_worksheet("表")
    stamp = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet.write("C4", "文字")
    sheet.write("D4", 5)
    sheet.write_boolean("E4", True)
    sheet.write_datetime("C5", dt.datetime(2024, 3, 5, 15, 20), stamp)
    sheet.write_datetime("D5", dt.datetime(2024, 3, 5), stamp)
    sheet.write_formula("E5", "=1/0", None, "#DIV/0!")
    sheet.write_formula("C6", "=A1", None, "")
    sheet.write_formula("D6", "=1+1", None, 2)
    sheet.write("E6", "   ")
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.merge_range("C8:E8", "合并")
    hidden = book.add_worksheet("隐藏")
    hidden.write("A1", "x")
    hidden.hide()
    book.close()
    return tmp_path / "各种 单元格.xlsx"


CELLS = {
    "A1": ("BLANK", None), "C4": ("TEXT", "文字"), "D4": ("NUMBER", 5.0), "E4": ("BOOL", 1.0),
    "C5": ("MOMENT", "2024-03-05T15:20:00"), "D5": ("MOMENT", "2024-03-05T00:00:00"), "E5": ("ERROR", "#DIV/0!"),
    "C6": ("NEVER_CALCULATED", None), "D6": ("NUMBER", 2.0), "E6": ("BLANK", None), "C8": ("TEXT", "合并"),
}  # fmt: skip


@pytest.mark.parametrize("route", ["fast", "safe"])
def test_every_kind_of_cell_keeps_its_kind_and_place(typed: Path, route: str) -> None:
    sheets = _sheets(typed, dense_cells=50_000_000 if route == "fast" else 100)
    assert sheets.facts["route"] == route
    first, second = sheets.sheets
    assert {address: _cell(first, address) for address in CELLS} == CELLS
    assert (list(first.hidden_rows), first.rows) == ([6], 8)
    assert (second.name, second.state) == ("隐藏", "hidden")
    if route == "fast":
        assert first.merged == [(7, 2, 7, 4)]


def test_a_formula_written_without_a_result_is_no_zero(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["B2"] = "总数", "=SUM(B1:B9)", 3
    book.save(tmp_path / "a.xlsx")
    (sheet_read,) = _sheets(tmp_path / "a.xlsx").sheets
    assert _cell(sheet_read, "A2") == ("NEVER_CALCULATED", None)


def test_the_date_system_of_the_workbook_counts(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"date_1904": True})
    book.add_worksheet().write_datetime("A1", dt.datetime(2024, 3, 5, 8), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    sheets = _sheets(tmp_path / "a.xlsx")
    assert sheets.facts["date_system"] == "1904"
    assert _cell(sheets.sheets[0], "A1") == ("MOMENT", "2024-03-05T08:00:00")


def test_an_old_workbook_is_read_whatever_its_name(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("旧")
    sheet.write(1, 1, "值")
    book.save(str(tmp_path / "旧.xlsx"))
    (first,) = _sheets(tmp_path / "旧.xlsx").sheets
    assert _cell(first, "B2") == ("TEXT", "值")


def test_an_open_document_is_read(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table, row, cell = Table(name="表"), TableRow(), TableCell(valuetype="string")
    cell.addElement(P(text="值"))
    row.addElement(cell)
    table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.ods"))
    (first,) = _sheets(tmp_path / "a.ods").sheets
    assert _cell(first, "A1") == ("TEXT", "值")


TABLE = "工单号,客户\nW1,华东电力公司\nW2,南方水务集团\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (TABLE.encode("utf-8-sig"), "utf-8-sig"),
        (TABLE.encode("gb18030"), "gb18030"),
        (TABLE.encode("utf-16"), "utf-16"),
        (("x,y\n" + "a,b\n" * 5000 + "W2,华东电力公司的客户服务中心\n").encode("gb18030"), "gb18030"),
    ],
)
def test_text_tables_in_the_encodings_of_offices(tmp_path: Path, data: bytes, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    sheets = _sheets(tmp_path / "a.csv")
    assert sheets.facts["encoding"] == encoding
    assert len(sheets.sheets[0].columns) == 2


def test_text_that_may_be_big5_is_refused_and_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("編號,客戶\n1,臺灣電力公司服務處\n2,高雄縣自來水廠\n".encode("big5"))
    assert "编码不明确" in _refusal(tmp_path / "a.csv")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_delimiters_are_found_out(tmp_path: Path, delimiter: str) -> None:
    text = TABLE.replace(",", delimiter)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (sheet,) = _sheets(tmp_path / "a.txt").sheets
    assert _cell(sheet, "B3") == ("TEXT", "南方水务集团")


def test_ragged_rows_are_not_shifted_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a,b,c\n1\n\n1,2,3,4\n"x\ny",2,3\n', encoding="utf-8")
    sheets = _sheets(tmp_path / "a.csv")
    (sheet,) = sheets.sheets
    assert sheets.facts["ragged_rows"] == "2"
    assert [_cell(sheet, address)[1] for address in ("A2", "B2", "A3", "D4", "A5", "C5")] == [
        "1",
        None,
        None,
        "4",
        "x\ny",
        "3",
    ]


def test_a_quick_and_a_careful_reading_give_the_same_table(tmp_path: Path) -> None:
    rows = [f'W{n},"客户 ""{n}""\n第二行",{n}' for n in range(200)]
    (tmp_path / "a.csv").write_text("x,y,z\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("x,y,z\n" + "\n".join(rows) + "\nragged\n", encoding="utf-8")
    quick, careful = (_sheets(tmp_path / name).sheets[0] for name in ("a.csv", "b.csv"))
    assert quick.rows + 1 == careful.rows
    for one, other in zip(quick.columns, careful.columns, strict=True):
        assert one.texts is not None
        assert other.texts is not None
        assert one.texts.to_pylist() == other.texts.to_pylist()[: quick.rows]


REFUSED = {
    "prose named .xlsx": ("a.xlsx", "这是一段话。\n没有表格，只有文字。\n".encode(), "普通文字"),
    "a page named .xls": ("a.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "网页"),
    "a cut-off workbook": ("a.xlsx", b"PK\x03\x04" + b"\x00" * 40, "已损坏"),
    "a picture": ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
    "an archive": ("a.xlsx", None, "压缩包"),
    "a locked workbook": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "XML entities": ("b.xlsx", None, "实体"),
    "an absurd archive": ("c.xlsx", None, "压缩比"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_table_is_refused_by_what_it_is(tmp_path: Path, kind: str) -> None:
    name, data, said = REFUSED[kind]
    place = tmp_path / name
    if data is not None:
        place.write_bytes(data)
    else:
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            if kind == "XML entities":
                archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>')
            elif kind == "an absurd archive":
                archive.writestr("[Content_Types].xml", "0" * 50_000_000)
            else:
                archive.writestr("a.txt", "x")
    assert said in _refusal(place)


def test_a_stray_cell_at_the_end_of_the_sheet_costs_no_memory(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write("A1", "起")
    sheet.write(1_048_575, 16_383, "止")
    book.close()
    sheets = _sheets(tmp_path / "a.xlsx", seconds=60.0) if sys.maxsize > 2**32 else None
    if sheets is not None:
        assert sheets.facts["route"] == "safe"


def test_what_happens_to_one_file_does_not_reach_the_others(tmp_path: Path) -> None:
    workbooks(tmp_path / "好.xlsx", {"表": [["甲", "乙"], ["1", "2"]]})
    for name in ("死.csv", "慢.csv", "错.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    worker = tmp_path / "worker.py"
    worker.write_text(
        "import os, time\n"
        "from pathlib import Path\n"
        "from svcqa.intake import worker\n"
        "read = worker._data\n"
        "def data(path):\n"
        "    if path.name == '死.csv': os.abort()\n"
        "    if path.name == '慢.csv': time.sleep(60)\n"
        "    if path.name == '错.csv': raise PermissionError\n"
        "    return read(path)\n"
        "worker._data = data\n"
        "worker.main()\n",
        encoding="utf-8",
    )
    command = (sys.executable, "-X", "utf8", str(worker))
    files = [tmp_path / name for name in ("死.csv", "好.xlsx", "慢.csv", "好.xlsx")]
    found = _read(*files, limits=Limits(seconds=5.0), command=command)
    said = ["" if one.problem is None else one.problem.say("zh") for one in found]
    assert "无法安全读取" in said[0]
    assert "超过5秒" in said[2]
    assert said[1] == said[3] == ""


def test_a_missing_file_is_one_problem(tmp_path: Path) -> None:
    workbooks(tmp_path / "好.xlsx", {"表": [["甲", "乙"], ["1", "2"]]})
    gone, good = _read(tmp_path / "没有.xlsx", tmp_path / "好.xlsx")
    assert gone.problem is not None
    assert good.sheets is not None
    assert (len(good.sha256), good.size) == (64, (tmp_path / "好.xlsx").stat().st_size)


def test_an_empty_workbook_has_a_sheet_without_rows(tmp_path: Path) -> None:
    workbooks(tmp_path / "空.xlsx", {"表": []})
    (sheet,) = _sheets(tmp_path / "空.xlsx").sheets
    assert (sheet.rows, list(sheet.columns)) == (0, [])


def test_columns_of_many_rows_come_whole(tmp_path: Path) -> None:
    rows = [[f"W{n}", n, "" if n % 7 else dt.datetime(2024, 1, 1) + dt.timedelta(minutes=n)] for n in range(60_000)]
    place = tmp_path / "多.xlsx"
    book = xlsxwriter.Workbook(str(place), {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    (read,) = _sheets(place).sheets
    assert read.rows == 60_000
    numbers, moments = read.columns[1].numbers, read.columns[2].moments
    assert numbers is not None
    assert moments is not None
    assert np.array_equal(numbers, np.arange(60_000, dtype=float))
    assert str(moments[59_997 // 7 * 7].astype("datetime64[m]")) == "2024-02-11T15:57"
