"""Hidden rows, columns and sheets: told by every reader, imported and named, or left out where that is asked for."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from svcqa.audit import run
from svcqa.cli import main
from svcqa.config import load
from svcqa.findings import Audit
from svcqa.intake import Imported, IntakeOptions, Reading, find_files, import_files
from svcqa.readers.hidden import columns_of, hidden_columns
from svcqa.registers import Register
from tests import workbooks
from tests.test_intake import REGISTERS

HEADINGS = ("派工单号", "网点", "派工时间", "联系时间", "备注")
DAY = dt.datetime(2024, 3, 1, 9)


# readers


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (
            b'<cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" width="9"/></cols><sheetData>',
            [1, 2],
        ),
        (b"<x:cols><x:col hidden='true' max='1' min='1'/></x:cols><x:sheetData>", [0]),
        (b'<cols><col min="1" max="9" hidden="0"/></cols><sheetData/>', []),
        (b'<cols><col min="1" hidden="1"/></cols><sheetData/>', []),
        (b'<sheetData><row><c/></row></sheetData><cols><col min="1" max="1" hidden="1"/></cols>', []),
        (b'<sheetFormatPr zeroHeight="1"/><sheetData/>', []),
        (b"", []),
    ],
)
def test_hidden_columns_are_told_from_the_xml_ahead_of_the_cells(head: bytes, found: list[int]) -> None:
    assert hidden_columns(head) == found


def test_runs_of_columns_overlap_and_end_with_the_sheet() -> None:
    assert columns_of([(3, 4), (4, 5)]) == [3, 4, 5]
    assert columns_of([(16_380, 4_000_000_000)]) == [16_380, 16_381, 16_382, 16_383]


def _hidden(path: Path) -> list[int]:
    with Reading(find_files([path])) as reading:
        (result,) = reading
    assert result.sheets is not None, result.problem
    return list(result.sheets.sheets[0].hidden_columns)


def test_xlsx_tells_hidden_columns_among_those_it_has(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(3, 16_383, None, None, {"hidden": True})
    assert _hidden(tmp_path / "a.xlsx") == [1, 3, 4]


def test_xls_tells_hidden_columns(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for column, heading in enumerate(HEADINGS):
        sheet.write(0, column, heading)
    sheet.col(2).hidden = True
    sheet.col(3).width = 9_000
    book.save(str(tmp_path / "a.xls"))
    assert _hidden(tmp_path / "a.xls") == [2]


def test_xlsb_tells_hidden_columns(tmp_path: Path) -> None:
    cells = {(0, column): heading for column, heading in enumerate(HEADINGS)}
    assert _hidden(workbooks.xlsb(tmp_path / "a.xlsb", cells, hidden_columns=[(0, 1), (4, 16_383)])) == [0, 1, 4]


def test_ods_tells_hidden_columns(tmp_path: Path) -> None:
    path = workbooks.ods(tmp_path / "a.ods", [HEADINGS])
    columns = (
        b'<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        b'<table:table-column table:number-columns-repeated="16381"/>'
    )
    first = re.compile(rb"<table:table-row>")
    workbooks.rewritten(path, {"content.xml": lambda xml: first.sub(columns + b"<table:table-row>", xml, count=1)})
    assert _hidden(path) == [1, 2]


# intake


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Rows 3 and 5 and columns D and E are hidden, and the second sheet."""
    path = tmp_path / "派工单.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"}) as made:
        sheet = made.add_worksheet("派工单")
        sheet.write_row(0, 0, HEADINGS)
        for number in range(1, 7):
            sheet.write_row(number, 0, (f"A{number}", "一", DAY, DAY, "无"))
        for row in (2, 4):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column(3, 4, None, None, {"hidden": True})
        other = made.add_worksheet("旧派工单")
        other.write_row(0, 0, HEADINGS)
        other.write_row(1, 0, ("B1", "一", DAY, DAY, "无"))
        other.hide()
    return path


def _import(path: Path, **options: Any) -> Imported:
    with Reading(find_files([path])) as reading:
        return import_files(reading, REGISTERS, IntakeOptions(**options))


def test_by_default_what_is_hidden_is_imported_and_named(book: Path) -> None:
    found = _import(book)
    first, second = found.inputs[0].sheets
    assert (first.hidden_rows, first.hidden_columns, first.imported) == (2, ["D", "E"], 6)
    assert [note.en for note in first.notes] == [
        "hidden columns were imported too: D 联系时间; leave them out with --skip-hidden"
    ]
    assert (second.state, second.imported, len(found.records["work_orders"])) == ("hidden", 1, 7)


def test_what_is_hidden_is_left_out_on_request_and_still_accounted_for(book: Path) -> None:
    found = _import(book, skip_hidden=True)
    first, second = found.inputs[0].sheets
    assert list(found.records["work_orders"].frame["order_no"]) == ["A1", "A3", "A5", "A6"]
    assert "contacted_at" not in found.records["work_orders"].frame
    assert (first.rows_read, first.imported) == (7, 4)
    assert [(one.row, one.to_row, one.reason, one.text[:4]) for one in first.set_aside] == [
        (1, 1, "heading", "派工单号"), (3, 3, "hidden", "A2 一"), (5, 5, "hidden", "A4 一"),
    ]  # fmt: skip
    assert [(one.column, one.heading, one.field, one.how) for one in first.columns[3:]] == [
        ("D", "联系时间", None, "hidden"), ("E", "备注", None, "hidden"),
    ]  # fmt: skip
    assert "contacted_at" in first.missing
    assert [note.en for note in first.notes] == [
        "2 hidden rows not imported because of --skip-hidden",
        "hidden columns not imported because of --skip-hidden: D, E (14 cells)",
    ]
    assert (second.register, second.rows_read, second.imported) == (None, 2, 0)
    assert [one.reason for one in second.set_aside] == ["hidden"]
    assert second.why is not None
    assert "hidden sheet" in second.why.en


def test_two_columns_for_one_field_are_no_question_if_one_of_them_is_left_out(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as made:
        sheet = made.add_worksheet("派工单")
        sheet.write_row(0, 0, ("派工单号", "网点", "客户名称", "网点"))
        sheet.write_row(1, 0, ("A1", "一", "甲", "旧"))
        sheet.set_column(3, 3, None, None, {"hidden": True})
    assert "outlet" not in _import(tmp_path / "a.xlsx").records["work_orders"].frame
    found = _import(tmp_path / "a.xlsx", skip_hidden=True)
    assert list(found.records["work_orders"].frame["outlet"]) == ["一"]


def test_of_several_tables_each_names_its_own(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as made:
        sheet = made.add_worksheet("汇总")
        for top, left in ((0, 0), (5, 6)):
            sheet.write_row(top, left, HEADINGS[:4])
            for number in (1, 2, 3):
                sheet.write_row(top + number, left, (f"A{top + number}", "一", "2024-03-01 09:00", "2024-03-01 09:00"))
        for row in (2, 7):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column(9, 9, None, None, {"hidden": True})
    first, second = _import(tmp_path / "a.xlsx", skip_hidden=True).inputs[0].sheets
    assert [first.hidden_columns, second.hidden_columns] == [[], ["J"]]
    hidden = [[one.row for one in sheet.set_aside if one.reason == "hidden"] for sheet in (first, second)]
    assert hidden == [[3], [8]]
    assert [one.how for one in second.columns if one.column == "J"] == ["hidden"]


def _declared(path: Path, written: str) -> Imported:
    (path.parent / "svcqa.yaml").write_text(written, encoding="utf-8")
    return _import(path, sheets=load(path.parent / "svcqa.yaml").sheets, skip_hidden=True)


def test_hidden_columns_beside_what_is_declared_are_no_lost_cells(book: Path) -> None:
    found = _declared(book, "sheets: {派工单: {register: work_orders, range: 'A1:B'}}").inputs[0]
    assert [(one.sheet, one.region, one.imported) for one in found.sheets] == [
        ("派工单", "A1:B7", 4), ("派工单", "C1:E7", 0), ("旧派工单", None, 0),
    ]  # fmt: skip
    assert "D, E (14 cells)" in found.sheets[0].notes[-1].en


def test_of_a_row_of_several_records_all_are_left_out(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as made:
        sheet = made.add_worksheet("派工单")
        sheet.write_row(0, 0, HEADINGS[:2])
        for number, codes in enumerate(("A1、A2", "A3、A4", "A5"), 1):
            sheet.write_row(number, 0, (codes, "一"))
        sheet.set_row(2, None, None, {"hidden": True})
    found = _declared(tmp_path / "a.xlsx", "sheets: {派工单: {register: work_orders, split: [order_no]}}")
    assert list(found.records["work_orders"].frame["order_no"]) == ["A1", "A2", "A5"]
    (account,) = found.inputs[0].sheets
    assert (account.rows_read, account.imported, account.records) == (4, 2, 3)


def test_a_merged_value_holds_for_the_rows_that_are_shown(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as made:
        sheet = made.add_worksheet("派工单")
        sheet.write_row(0, 0, HEADINGS[:2])
        for number in range(1, 4):
            sheet.write(number, 0, f"A{number}")
        sheet.merge_range(1, 1, 3, 1, "一")
        sheet.set_row(1, None, None, {"hidden": True})
    found = _declared(tmp_path / "a.xlsx", "sheets: {派工单: {register: work_orders, fill: [outlet]}}")
    assert list(found.records["work_orders"].frame["outlet"]) == ["一", "一"]


# what is said of it

RULESET = """\
name: desk
title: {zh: 服务台, en: Service desk}
version: "1"
registers:
  work_orders: REGISTER
rules:
  - {id: D-1, clause: "1", title: D-1, of: work_orders, check: row, params: {require: [contacted_at]}}
"""


@pytest.fixture
def ruleset(tmp_path: Path) -> str:
    register: Register = REGISTERS["work_orders"]
    written = json.dumps(register.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
    (tmp_path / "desk.yaml").write_text(RULESET.replace("REGISTER", written), encoding="utf-8")
    return str(tmp_path / "desk.yaml")


def test_the_audit_records_what_was_left_out(book: Path, ruleset: str) -> None:
    def audited(**options: Any) -> Audit:
        return run([book], [ruleset], as_of="2024-03-31", **options)

    whole, less = audited(), audited(skip_hidden=True)
    assert (whole.content.settings, less.content.settings) == ({}, {"hidden": "skipped"})
    assert [one.content.tallies[-1].assessed for one in (whole, less)] == [True, False]
    assert (audited().digest, audited(skip_hidden=True).digest) == (whole.digest, less.digest)
    assert whole.digest != less.digest


Printed = Callable[..., str]


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Printed:
    def call(*argv: str | Path) -> str:
        main([str(word) for word in argv])
        return capsys.readouterr().out

    return call


LEFT_OUT = {"en": "left out as asked", "zh": "按要求没有导入隐藏的行、列和工作表"}


@pytest.mark.parametrize("lang", LEFT_OUT)
def test_every_report_says_that_hidden_things_were_left_out(
    printed: Printed, book: Path, ruleset: str, tmp_path: Path, lang: str
) -> None:
    import openpyxl

    outputs = {name: tmp_path / f"report.{name}" for name in ("html", "xlsx", "text")}
    options = [word for name, path in outputs.items() for word in ("--output", f"{name}={path}")]
    printed("audit", book, "--ruleset", ruleset, "--skip-hidden", "--as-of", "2024-03-31", "--lang", lang, *options)
    said = LEFT_OUT[lang]
    assert all(said in outputs[name].read_text(encoding="utf-8") for name in ("html", "text"))
    cells = [cell for row in openpyxl.load_workbook(outputs["xlsx"]).worksheets[0].values for cell in row]
    assert any(said in str(cell) for cell in cells)


def test_hidden_columns_stand_in_the_page(printed: Printed, book: Path, ruleset: str) -> None:
    page = printed("audit", book, "--ruleset", ruleset, "--as-of", "2024-03-31", "--lang", "en", "--format", "html")
    assert "hidden columns D, E" in page
    assert "left out" not in page


def test_inspect_shows_and_skips_what_is_hidden(printed: Printed, book: Path, ruleset: str) -> None:
    whole = printed("inspect", book, "--ruleset", ruleset, "--lang", "en")
    assert "hidden columns  D, E" in whole
    less = printed("inspect", book, "--ruleset", ruleset, "--lang", "zh", "--skip-hidden")
    for words in ("D  联系时间    隐藏列，未使用", "3  隐藏行", "隐藏的2行", "D、E（14个单元格）", "隐藏的工作表"):
        assert words in less
    document = json.loads(printed("inspect", book, "--skip-hidden", "--format", "json"))
    assert document["settings"] == {"hidden": "skipped"}
