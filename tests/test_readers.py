"""The readers: every format keeps its cells in their places, and what is no table is refused in one sentence."""

from __future__ import annotations

import codecs
import datetime as dt
import io
import re
import zipfile
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from svcqa import grid
from svcqa.errors import InputError
from svcqa.readers import svcqa_read
from svcqa.readers.scan import Scan, addressed, scanned
from svcqa.requests import Column, Limits, Sheet, Sheets, Source, Tag
from tests import workbooks
from tests.workbooks import Error

MORNING = dt.datetime(2024, 3, 5, 8, 30)
MIDNIGHT = dt.datetime(2024, 3, 6)
SHEET_XML = "xl/worksheets/sheet1.xml"
TEXT_ROWS = "单号,客户,电话,说明\nA1,张三,13800000000,已完成\nA2,李四,13800000001,未完成\n"


def read(data: bytes | Path, name: str = "台账.xlsx", **options: Any) -> Sheets:
    content = data if isinstance(data, bytes) else data.read_bytes()
    found = svcqa_read(Source(name, lambda: io.BytesIO(content), **options))
    assert found is not None
    return found


def refusal(data: bytes | Path, name: str = "台账.xlsx", **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        read(data, name, **options)
    (problem,) = caught.value.problems
    assert problem.mend is not None
    assert problem.what.zh.endswith("。")
    return problem.say("en")


def cell(column: Column, row: int) -> Any:
    tag = Tag(int(column.tags[row]))
    if tag in {Tag.BLANK, Tag.NEVER_CALCULATED}:
        return None if tag is Tag.BLANK else tag
    if tag in {Tag.TEXT, Tag.ERROR}:
        text = column.texts[row].as_py()  # type: ignore[index]
        return text if tag is Tag.TEXT else (tag, text)
    if tag is Tag.MOMENT:
        assert column.moments is not None
        return column.moments[row].astype(object)
    assert column.numbers is not None
    number = float(column.numbers[row])
    return number if tag is Tag.NUMBER else (tag, number)


def filled(sheet: Sheet) -> dict[str, Any]:
    """Address → what stands there, for every cell that is not blank."""
    assert all(len(column.tags) == sheet.rows for column in sheet.columns)
    return {
        f"{_letters(number)}{row + 1}": cell(column, row)
        for number, column in enumerate(sheet.columns)
        for row in np.flatnonzero(column.tags).tolist()
    }


def _letters(number: int) -> str:
    from svcqa.readers.scan import letters_of

    return letters_of(number).decode()


def only(sheets: Sheets) -> dict[str, Any]:
    (sheet,) = sheets.sheets
    assert not sheet.problem
    return filled(sheet)


def scan_of(xml: bytes) -> Scan:
    found = Scan()
    deque(scanned(io.BytesIO(xml), found, 1 << 20), maxlen=0)
    return found


# ---------------------------------------------------------------------------------------------- workbooks

CELLS: Mapping[str, Any] = {
    "C3": "单号",
    "D3": "数量",
    "C4": "A1",
    "D4": 5,
    "E4": MORNING,
    "F4": MIDNIGHT,
    "G4": True,
    "H4": dt.timedelta(hours=26),
    "C6": "  ",
    "AB7": 0.5,
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbooks.xlsx(tmp_path / "工单 台账.xlsx", {"表": CELLS})


def test_cells_keep_their_absolute_places_and_kinds(book: Path) -> None:
    found = read(book)
    assert found.facts["format"] == "xlsx"
    assert only(found) == {
        "C3": "单号", "D3": "数量", "C4": "A1", "D4": 5.0, "E4": MORNING, "F4": MIDNIGHT,
        "G4": (Tag.BOOL, 1.0), "H4": (Tag.SPAN, 26 * 3600.0), "AB7": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize("change", [workbooks.prefixed, workbooks.strict])
def test_other_spellings_of_the_same_xml_read_the_same(book: Path, change: Any) -> None:
    before = only(read(book))
    parts = dict.fromkeys((SHEET_XML, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"), change)
    assert only(read(workbooks.rewritten(book, parts))) == before


def test_error_cells_are_errors_with_their_text(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {"B2": ("=1/0", "#DIV/0!"), "C5": ("=NA()", "#N/A"), "A1": "x"}})
    assert only(read(path)) == {"A1": "x", "B2": (Tag.ERROR, "#DIV/0!"), "C5": (Tag.ERROR, "#N/A")}


def test_an_empty_error_cell_does_not_swallow_its_neighbour() -> None:
    xml = b'<sheetData><row r="1"><c r="A1" t="e"/><c r="B1"><v>1</v></c></row></sheetData>'
    assert scan_of(xml).errors == {(0, 0): "#ERROR"}


def test_formulas_without_a_result_were_never_calculated(tmp_path: Path) -> None:
    path = workbooks.uncalculated(tmp_path / "a.xlsx", {"B2": "=1+1", "D9": "=A1"})
    assert only(read(path)) == {"B2": Tag.NEVER_CALCULATED, "D9": Tag.NEVER_CALCULATED}


def test_a_formula_with_a_result_is_its_result(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {"A1": ("=1+1", 2), "A2": ('=""', "b"), "A3": ('="a"', "a")}})
    workbooks.rewritten(path, {SHEET_XML: lambda xml: xml.replace(b"<v>b</v>", b"<v></v>")})
    assert only(read(path)) == {"A1": 2.0, "A3": "a"}


def test_a_zero_is_no_result_where_the_writing_program_calculates_nothing(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {"A1": ("=1+1", 0), "A2": 0}})
    assert only(read(path)) == {"A1": Tag.NEVER_CALCULATED, "A2": 0.0}
    calculating = {"xl/workbook.xml": lambda xml: xml.replace(b' fullCalcOnLoad="1"', b"")}
    assert only(read(workbooks.rewritten(path, calculating))) == {"A1": 0.0, "A2": 0.0}


def test_a_formula_with_its_result_written_inline_was_calculated() -> None:
    cell = b'<c r="A1" t="inlineStr"><f>B1</f><is><t>x</t></is></c>'
    assert not scan_of(b'<row r="1">' + cell + b"</row>").never_calculated


@pytest.mark.parametrize("formula", [b"<f>A1</f>", b'<f t="shared" si="0"/>', b"<f>A1</f><v/>", b"<f>A1</f><v></v>"])
def test_every_spelling_of_a_missing_result_is_seen(formula: bytes) -> None:
    row = b'<row r="2"><c r="B2">' + formula + b'</c><c r="C2"><f>A1</f><v>7</v></c></row>'
    assert scan_of(row).never_calculated == [(1, 1)]


def test_hidden_rows_sheets_and_merged_ranges_are_told(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        first, second, third = (book.add_worksheet(name) for name in ("可见", "隐藏", "深藏"))
        first.merge_range("B2:D3", "合并")
        first.set_row(4, None, None, {"hidden": True})
        first.write("A5", "x")
        second.hide()
        third.very_hidden()
    sheets = read(path).sheets
    assert [(one.name, one.state) for one in sheets] == [
        ("可见", "visible"), ("隐藏", "hidden"), ("深藏", "very_hidden"),
    ]  # fmt: skip
    assert (list(sheets[0].hidden_rows), list(sheets[0].merged)) == ([5], [(1, 1, 2, 3)])
    assert [one.rows for one in sheets] == [5, 0, 0]


@pytest.mark.parametrize("since_1904", [True, False])
def test_the_date_system_is_told_and_dates_are_right(tmp_path: Path, since_1904: bool) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {"A1": MORNING}}, date_1904=since_1904)
    found = read(path)
    assert (found.facts["date_system"], only(found)) == ("1904" if since_1904 else "1900", {"A1": MORNING})


def test_a_stray_cell_far_off_costs_no_more_than_itself(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"远": {"A1": "x", "XFD1048576": 5}, "近": {"B3": "y"}})
    far, near = read(path).sheets
    assert (far.rows, len(far.columns), filled(near)) == (1_048_576, 16_384, {"B3": "y"})
    assert (cell(far.columns[0], 0), cell(far.columns[-1], far.rows - 1)) == ("x", 5.0)
    assert len({id(column.tags) for column in far.columns}) < 10


def test_both_routes_read_the_same(book: Path, tmp_path: Path) -> None:
    fast, safe = read(book), read(book, limits=Limits(dense_cells=150))
    assert (fast.facts["route"], safe.facts["route"]) == ("fast", "safe")
    assert only(fast) == only(safe)
    marked = workbooks.xlsx(tmp_path / "b.xlsx", {"表": {"B2": ("=1/0", "#DIV/0!"), "C4": ("=1", 0), "D9": "x"}})
    assert only(read(marked)) == only(read(marked, limits=Limits(dense_cells=150)))


@pytest.mark.parametrize("pattern", [rb'(<row) r="\d+"', rb'(<c) r="[A-Z]+\d+"', rb'(<(?:row|c)) r="[A-Z]*\d+"'])
def test_cells_without_addresses_are_counted(tmp_path: Path, pattern: bytes) -> None:
    cells = {"A1": "x", "B1": ("=1/0", "#DIV/0!"), "A2": 1, "B2": ("=1", 0)}
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": cells})
    before = only(read(path))
    assert only(read(workbooks.rewritten(path, {SHEET_XML: lambda xml: re.sub(pattern, rb"\1", xml)}))) == before


def test_cells_in_rows_without_numbers_stand_where_they_say(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {"A1": "x", "C7": ("=1/0", "#DIV/0!"), "D7": "y", "B9": 1}})
    before = only(read(path))
    bare = {SHEET_XML: lambda xml: re.sub(rb'(<row) r="\d+"', rb"\1", xml)}
    assert only(read(workbooks.rewritten(path, bare))) == before
    (sheet,) = read(path, limits=Limits(dense_cells=50)).sheets
    assert "no addresses" in sheet.problem


def test_addresses_go_on_from_those_that_are_written() -> None:
    xml = b'<row r="7"><c r="C7"/><c/></row><row><c><v>1</v></c></row>'
    assert addressed(xml, 0) == (b'<row r="7"><c r="C7"/><c r="D7"/></row><row r="8"><c r="A8"><v>1</v></c></row>')


def test_a_damaged_sheet_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"坏": {"A1": "x"}, "好": {"A1": "y"}})
    workbooks.rewritten(path, {SHEET_XML: lambda xml: xml[: len(xml) // 2]})
    bad, good = read(path).sheets
    assert bad.problem
    assert not bad.columns
    assert filled(good) == {"A1": "y"}


def test_xls_keeps_places_errors_hidden_rows_and_dates(tmp_path: Path) -> None:
    cells = {(2, 1): "单号", (3, 1): "A1", (3, 2): 5, (3, 3): MORNING, (4, 4): Error(0x2A), (9, 0): Error(0x17)}
    found = read(workbooks.xls(tmp_path / "a.xls", cells), "a.xls")
    assert only(found) == {
        "B3": "单号", "B4": "A1", "C4": 5.0, "D4": MORNING, "E5": (Tag.ERROR, "#N/A"), "A10": (Tag.ERROR, "#REF!"),
    }  # fmt: skip
    assert found.facts["format"] == "xls"


def test_xls_tells_its_date_system(tmp_path: Path) -> None:
    found = read(workbooks.xls(tmp_path / "a.xls", {(0, 0): "x"}, dates_1904=True), "a.xls")
    assert found.facts["date_system"] == "1904"


def test_ods_keeps_places_and_dates(tmp_path: Path) -> None:
    path = workbooks.ods(tmp_path / "a.ods", [[None], [None, "单号", 5, dt.date(2024, 3, 5)]])
    found = read(path, "a.ods")
    assert only(found) == {"B2": "单号", "C2": 5.0, "D2": dt.datetime(2024, 3, 5)}
    assert (found.facts["format"], found.facts["date_system"]) == ("ods", "1900")
    assert "error_cells" not in found.facts


def test_ods_tells_errors_missing_results_hidden_rows_merged_ranges_and_its_date_system(tmp_path: Path) -> None:
    path = workbooks.ods(tmp_path / "a.ods", [["单号", "a", "b"], ["A1", "错", "算"], ["A2", 1]])
    error = b'calcext:value-type="error" office:value-type="string" office:string-value=""><text:p>#N/A</text:p>'
    null_date = (
        b'<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    )

    def change(xml: bytes) -> bytes:
        xml = xml.replace(b"<office:document-content", b'<office:document-content xmlns:calcext="urn:calcext"', 1)
        xml = re.sub('office:value-type="string"><text:p>错</text:p>'.encode(), error, xml)
        formula = b'table:formula="of:=[.B3]"><text:p></text:p>'
        xml = re.sub('office:value-type="string"><text:p>算</text:p>'.encode(), formula, xml)
        xml = xml.replace(b"<table:table-row>", b'<table:table-row table:visibility="collapse">', 1)
        xml = re.sub(b'(<table:table-cell)( office:value-type="float")', rb'\1 table:number-columns-spanned="2"\2', xml)
        return xml.replace(b"<office:spreadsheet>", b"<office:spreadsheet>" + null_date)

    found = read(workbooks.rewritten(path, {"content.xml": change}), "a.ods")
    assert only(found) == {
        "A1": "单号", "B1": "a", "C1": "b", "A2": "A1", "B2": (Tag.ERROR, "#N/A"), "C2": Tag.NEVER_CALCULATED, "A3": "A2", "B3": 1.0,
    }  # fmt: skip
    (sheet,) = found.sheets
    assert (found.facts["date_system"], list(sheet.hidden_rows), list(sheet.merged)) == ("1904", [1], [(2, 1, 2, 2)])


def test_an_ods_error_written_once_for_several_cells_is_an_error_in_each(tmp_path: Path) -> None:
    path = workbooks.ods(tmp_path / "a.ods", [["单号", "a"], ["A1", "错"], ["A2", "算"], ["A3", "x"]])
    wide = b'table:number-columns-repeated="2"'
    error = wide + b' calcext:value-type="error" office:value-type="string"><text:p>#N/A</text:p>'

    def change(xml: bytes) -> bytes:
        xml = xml.replace(b"<office:document-content", b'<office:document-content xmlns:calcext="urn:calcext"', 1)
        xml = re.sub('office:value-type="string"><text:p>错</text:p>'.encode(), error, xml)
        formula = wide + b' table:formula="of:=RAND()"><text:p></text:p>'
        return re.sub('office:value-type="string"><text:p>算</text:p>'.encode(), formula, xml)

    found = only(read(workbooks.rewritten(path, {"content.xml": change}), "a.ods"))
    assert (found["B2"], found["C2"]) == ((Tag.ERROR, "#N/A"), (Tag.ERROR, "#N/A"))
    assert (found["B3"], found["C3"]) == (Tag.NEVER_CALCULATED, Tag.NEVER_CALCULATED)


def test_workbooks_that_would_ruin_the_fast_reader_are_refused(tmp_path: Path) -> None:
    workbooks.ods(tmp_path / "a.ods", [["x", "y"]])
    cut = workbooks.rewritten(tmp_path / "a.ods", {"content.xml": lambda xml: xml[: len(xml) * 3 // 4]})
    assert "damaged" in refusal(cut, "a.ods")
    assert "far too many cells" in refusal(
        workbooks.xlsb(tmp_path / "a.xlsb", {(0, 0): "x", (1_048_575, 16_383): 1.0}), "a.xlsb"
    )
    extent = bytes.fromhex("00020e00") + bytes(4)
    xls = workbooks.xls(tmp_path / "a.xls", {(0, 0): "x", (2, 3): 1}).read_bytes()
    at = xls.index(extent) + len(extent)
    assert "far too many cells" in refusal(xls[:at] + b"\x00\x00\x7e\x25" + xls[at + 4 :], "a.xls")
    far = workbooks.ods(tmp_path / "b.ods", [["x", "y"]])
    wide = {
        "content.xml": lambda xml: xml.replace(
            b"<table:table-row>", b'<table:table-row table:number-rows-repeated="99000000">'
        )
    }
    assert "far too many cells" in refusal(workbooks.rewritten(far, wide), "b.ods")


def test_xlsb_keeps_places_errors_hidden_rows_and_tells_its_date_system(tmp_path: Path) -> None:
    cells = {(1, 1): "单号", (1, 2): "数量", (3, 1): "A1", (3, 2): 5.0, (4, 3): Error(0x2A), (9, 0): Error(0x07)}
    found = read(workbooks.xlsb(tmp_path / "a.xlsb", cells, hidden=[3], dates_1904=True), "a.xlsb")
    assert only(found) == {
        "B2": "单号", "C2": "数量", "B4": "A1", "C4": 5.0, "D5": (Tag.ERROR, "#N/A"), "A10": (Tag.ERROR, "#DIV/0!"),
    }  # fmt: skip
    assert (found.facts["format"], found.facts["date_system"]) == ("xlsb", "1904")
    assert "error_cells" not in found.facts
    assert list(found.sheets[0].hidden_rows) == [4]


def _parquet(columns: Mapping[str, Any]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    made = io.BytesIO()
    parquet.write_table(pa.table(columns), made)
    return made.getvalue()


def test_parquet_keeps_types_and_its_columns_are_headings() -> None:
    import pyarrow as pa

    moment = dt.datetime(2024, 3, 5, 8, 30)
    columns = {
        "单号": ["A1", "", "A3"],
        "数量": [5, None, 7],
        "编号": pa.array([12345678901234567, 12345678901234568, None]),
        "金额": pa.array([1.5, float("nan"), 2.0]),
        "时间": pa.array([moment, None, MIDNIGHT]),
        "国际": pa.array([moment, None, None], pa.timestamp("ms", "UTC")),
        "日期": pa.array([dt.date(2024, 3, 5), None, None]),
        "时长": pa.array([dt.timedelta(hours=26), None, None]),
        "是否": [True, None, False],
        "类别": pa.array(["甲", "乙", "甲"]).dictionary_encode(),
        "空": pa.nulls(3),
        "备件": [["a", "b"], None, []],
    }
    found = read(_parquet(columns), "a.parquet")
    cells = only(found)
    assert found.facts == {"format": "parquet"}
    assert [cells[f"{letter}1"] for letter in "ABCDEFGHIJKL"] == list(columns)
    assert {place: cell for place, cell in cells.items() if place[1:] == "2"} == {
        "A2": "A1", "B2": 5.0, "C2": "12345678901234567", "D2": 1.5, "E2": MORNING, "F2": dt.datetime(2024, 3, 5, 16, 30),
        "G2": dt.datetime(2024, 3, 5), "H2": (Tag.SPAN, 26 * 3600.0), "I2": (Tag.BOOL, 1.0), "J2": "甲", "L2": "['a', 'b']",
    }  # fmt: skip
    assert {place: cell for place, cell in cells.items() if place[1:] == "3"} == {"C3": "12345678901234568", "J3": "乙"}


def test_parquet_that_is_damaged_or_too_large_is_refused() -> None:
    data = _parquet({"a": list(range(100))})
    assert "damaged" in refusal(data[:-20], "a.parquet")
    text = _parquet({"a": ["验收单"]}).replace("验收单".encode(), b"\xe9\xaa\xc5" * 3)
    assert "damaged" in refusal(text, "a.parquet")
    assert "far too many cells" in refusal(data, "a.parquet", limits=Limits(dense_cells=50))


def test_content_counts_and_not_the_name(book: Path, tmp_path: Path) -> None:
    assert read(book, "a.xls").facts["format"] == "xlsx"
    assert read(workbooks.xls(tmp_path / "b.xls", {(0, 0): "x"}), "b.xlsx").facts["format"] == "xls"
    assert read(b"a,b\n1,2\n", "c.xlsx").facts["format"] == "text"


def test_many_rows_are_the_same_rows(tmp_path: Path) -> None:
    rows = 2 * grid.CHUNK + 7
    cells = {f"A{row}": (float(row) if row % 3 else f"x{row}") for row in range(1, rows + 1) if row != 9}
    assert only(read(workbooks.xlsx(tmp_path / "a.xlsx", {"表": cells}))) == cells


# ---------------------------------------------------------------------------------------------- refusals


def test_encrypted_workbooks_are_called_so(tmp_path: Path) -> None:
    assert "password" in refusal(workbooks.container("EncryptedPackage"))
    stream = (
        b"\x09\x08\x10\x00" + bytes(2) + b"\x05\x00" + bytes(12) + b"\x2f\x00\x04\x00" + bytes(4) + b"\x0a\x00\x00\x00"
    )
    assert "password" in refusal(workbooks.container("Workbook", stream), "a.xls")
    path = workbooks.ods(tmp_path / "a.ods", [["x"]])
    manifest = {
        "META-INF/manifest.xml": lambda xml: xml.replace(b"</manifest:", b"<manifest:encryption-data/></manifest:", 1)
    }
    assert "password" in refusal(workbooks.rewritten(path, manifest), "a.ods")


def test_other_documents_are_named() -> None:
    assert "Word" in refusal(workbooks.container("WordDocument"), "a.xls")
    assert "without a workbook" in refusal(workbooks.container("Contents"), "a.xls")
    assert "HTML" in refusal("<html><table><tr><td>单号</td></tr></table></html>".encode(), "导出.xls")
    assert "PDF" in refusal(b"%PDF-1.7 ...", "a.xlsx")
    assert "Excel 4.0" in refusal(b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", "a.xls")
    assert "Numbers" in refusal(_zipped({"Index/Document.iwa": b"x"}))
    assert "archive" in refusal(_zipped({"a.txt": b"x"}), "a.csv")


@pytest.mark.parametrize(
    "prose",
    ["这不是表格，只是一段话。\n" * 5, "Dear all, please find\nthe list, attached, and answer.\n", "说明", "a\nb\n"],
)
def test_prose_named_like_a_workbook_is_refused(prose: str) -> None:
    assert "plain text" in refusal(prose.encode(), "说明.xlsx")


def test_a_refusal_has_a_kind_for_programs(tmp_path: Path) -> None:
    """The sentences may change; the kinds do not."""
    bytes_of = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {"A1": "x"}}).read_bytes
    no_sheets = workbooks.rewritten(
        tmp_path / "a.xlsx", {"xl/workbook.xml": lambda xml: re.sub(rb"<sheet .*?/>", b"", xml)}
    ).read_bytes()
    doctype = {SHEET_XML: lambda xml: xml.replace(b"<worksheet", b"<!DOCTYPE x []><worksheet", 1)}
    entities = workbooks.rewritten(workbooks.xlsx(tmp_path / "b.xlsx", {"表": {"A1": "x"}}), doctype).read_bytes()
    refused = {
        "encrypted": workbooks.container("EncryptedPackage"),
        "damaged": bytes_of()[:-300],
        "not_a_spreadsheet": b"%PDF-1.7",
        "unsupported_format": _zipped({"Index/Document.iwa": b"x"}),
        "legacy_biff": b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00",
        "declared_size": _zipped({"[Content_Types].xml": bytes(20_000_000)}),
        "xml_entities": entities,
        "no_sheets": no_sheets,
        "no_rows": b"",
        "encoding_ambiguous": "單號,客戶名稱,聯絡電話,處理情形\nA1,張三,138,已經處理完成\n".encode("big5"),
    }
    assert {kind: _kind(data) for kind, data in refused.items()} == {kind: kind for kind in refused}
    assert _kind("单号".encode("gbk"), encoding="utf-8") == "encoding_wrong"
    assert _kind(_zipped({"台账.numbers/Index.zip": b"x", "台账.numbers/Metadata/DocumentIdentifier": b"x"})) == (
        "unsupported_format"
    )


def _kind(data: bytes, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        read(data, "a", **options)
    return caught.value.problems[0].kind


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_damaged_packages_are_called_damaged(book: Path) -> None:
    assert "damaged" in refusal(book.read_bytes()[:-300])
    assert "damaged" in refusal(workbooks.rewritten(book, {"xl/workbook.xml": lambda xml: xml[:40]}))
    assert "damaged" in refusal(workbooks.container("Workbook")[:1024], "a.xls")


def test_a_workbook_without_sheets_is_called_so(book: Path) -> None:
    emptied = {"xl/workbook.xml": lambda xml: re.sub(rb"<sheet .*?/>", b"", xml)}
    assert "no worksheet" in refusal(workbooks.rewritten(book, emptied))


def test_entities_are_refused(book: Path) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'
    hostile = {SHEET_XML: lambda xml: xml.replace(b"<worksheet", entity, 1)}
    assert "entities" in refusal(workbooks.rewritten(book, hostile))


@pytest.mark.parametrize("limits", [Limits(zip_entries=3), Limits(inflated_bytes=1000)])
def test_packages_beyond_the_limits_are_refused(book: Path, limits: Limits) -> None:
    assert "too large" in refusal(book, limits=limits)


def test_a_package_packed_too_densely_is_refused(book: Path) -> None:
    padded = {SHEET_XML: lambda xml: xml + b" " * 20_000_000}
    assert "suspiciously" in refusal(workbooks.rewritten(book, padded))


def test_a_chain_of_sectors_that_bites_its_tail_is_damaged() -> None:
    data = bytearray(workbooks.container("Workbook", b"x" * 9000))
    first = 512 * (1 + int.from_bytes(data[76:80], "little"))
    data[first : first + 4] = bytes(4)
    assert "damaged" in refusal(bytes(data), "a.xls")


# ---------------------------------------------------------------------------------------------- text tables


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"),
        ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
def test_the_encoding_is_found_and_told(encoding: str, said: str) -> None:
    found = read(TEXT_ROWS.encode(encoding), "a.csv")
    assert (found.facts["encoding"], found.facts["delimiter"]) == (said, "comma")
    assert (only(found)["A1"], only(found)["D3"]) == ("单号", "未完成")


def test_chinese_text_that_comes_late_is_read_right() -> None:
    text = "a,b\n" + "1,2\n" * 300_000 + "单号,已完成\n"
    found = read(text.encode("gb18030"), "a.csv")
    assert (found.facts["encoding"], only(found)["A300002"]) == ("gb18030", "单号")


@pytest.mark.parametrize("encoding", ["big5", "iso8859-7"])
def test_an_ambiguous_encoding_is_a_question_that_a_declaration_answers(encoding: str) -> None:
    text = {
        "big5": "單號,客戶名稱,聯絡電話,處理情形\nA1,張三,138,已經處理完成\n" * 3,
        "iso8859-7": "Αριθμός,Όνομα\n1,Γιώργος\n",
    }[encoding]
    assert "encoding" in refusal(text.encode(encoding), "a.csv")
    assert only(read(text.encode(encoding), "a.csv", encoding=encoding))["A1"] == text[: text.index(",")]


def test_a_declared_encoding_that_does_not_fit_is_refused() -> None:
    assert "not utf-8 text" in refusal(TEXT_ROWS.encode("gbk"), "a.csv", encoding="utf-8")
    assert "no encoding called" in refusal(b"a,b\n", "a.csv", encoding="utf-88")


@pytest.mark.parametrize(
    ("delimiter", "said"),
    [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe"), ("，", "full-width comma")],
)
def test_the_delimiter_is_found(delimiter: str, said: str) -> None:
    text = TEXT_ROWS.replace(",", delimiter).replace("已完成", "1.5")
    found = read(text.encode(), "a.txt")
    assert (found.facts["delimiter"], only(found)["B2"]) == (said, "张三")


def test_decimal_commas_do_not_make_the_delimiter() -> None:
    assert only(read(b"a;b\n1,5;2,5\n3,5;4,5\n", "a.csv")) == {
        "A1": "a", "B1": "b", "A2": "1,5", "B2": "2,5", "A3": "3,5", "B3": "4,5",
    }  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_within_a_quotation_begins_no_row(end: str) -> None:
    text = end.join(['a,"b', 'c"', '1,"x ""y"", z"', "", "001, "])
    assert only(read(text.encode(), "a.csv")) == {
        "A1": "a", "B1": only(read(text.encode(), "a.csv"))["B1"], "A2": "1", "B2": 'x "y", z', "A4": "001",
    }  # fmt: skip
    assert only(read(text.encode(), "a.csv"))["B1"].split() == ["b", "c"]


def test_ragged_rows_stay_in_place_and_are_counted() -> None:
    found = read(b"a,b\n1\n\n3,4,5\n6,7\n", "a.csv")
    assert (found.facts["ragged_rows"], found.facts["ragged_row_numbers"]) == ("2", "2, 4")
    assert only(found) == {"A1": "a", "B1": "b", "A2": "1", "A4": "3", "B4": "4", "C4": "5", "A5": "6", "B5": "7"}


def test_lines_above_a_text_table_are_no_ragged_rows() -> None:
    facts = read("工单台账\n2024年3月\n单号,数量\nA1,5\nA2\n".encode(), "a.csv").facts
    assert (facts["lines_above"], facts["ragged_row_numbers"]) == ("2", "5")
    facts = read(b"id,name,age\n1,x\n2,y,3,z\n", "a.csv").facts
    assert ("lines_above" in facts, facts["ragged_row_numbers"]) == (False, "2, 3")


@pytest.mark.parametrize("text", [b'a,b\n1,"2\n3,4\n5,6\n', b'a,b\n1,2,3\n4,"5\n6,7\n', b'a,b\n1,5"\n2,"x\n3,4\n'])
def test_a_quotation_mark_never_closed_is_refused_and_not_a_swallowed_table(text: bytes) -> None:
    assert re.search(r"from line [23] on: a quotation mark", refusal(text, "a.csv"))


def test_a_quotation_over_lines_may_end_the_table() -> None:
    assert only(read(b'a,b\n1,"x\n\ny"', "a.csv"))["B2"] == "x\n\ny"


def test_nuls_are_removed_and_counted() -> None:
    found = read(b"a\x00,b\n1,\x002\n", "a.csv")
    assert (found.facts["nul_bytes"], only(found)["A1"], only(found)["B2"]) == ("2 removed", "a", "2")


@pytest.mark.parametrize("content", [b"", b"\n \r\n", codecs.BOM_UTF8])
def test_an_empty_text_is_refused(content: bytes) -> None:
    assert "empty" in refusal(content, "a.csv")


def test_binary_data_is_nobodys_file() -> None:
    content = bytes(range(256)) * 4 + bytes(4000)
    assert svcqa_read(Source("a.csv", lambda: io.BytesIO(content))) is None


def test_quick_and_careful_parsing_agree() -> None:
    rows = [f'{number},"值 ""{number}""",, x ,{"" if number % 3 else number}' for number in range(500)]
    even = only(read("\n".join(rows).encode(), "a.csv"))
    ragged = read("\n".join([*rows, "1"]).encode(), "a.csv")
    assert ragged.facts["ragged_rows"] == "1"
    assert only(ragged) == even | {"A501": "1"}
