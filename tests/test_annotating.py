"""Marks on copies of the auditee's workbooks: what they show, and that all else stays as it was."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from svcqa import auditfile
from svcqa.accounts import InputAccount
from svcqa.annotating import Annotated, FileMarks, annotated, marks_of
from svcqa.annotating.xml import LONGEST
from svcqa.cli import main
from svcqa.dossier import Dossier
from svcqa.errors import InputError
from svcqa.findings import Audit
from tests.audits import audit, finding
from tests.office import shared, workbook
from tests.reviewed import review

FILE = "工单.xlsx"
GREY, LIGHT, STRONG = "FFD9D9D9", "FFFFF2CC", "FFFFC7CE"
PLAIN = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"}
"""Parts that change in every copy, beside those of marked sheets."""


def found(number: int, *cells: str, sheet: str = "派工单", file: str = FILE, **changes: Any) -> dict[str, Any]:
    """A finding at cells such as ``B5``, or ``file|sheet|B5`` for evidence."""
    places = [(cell.split("|") if "|" in cell else [file, sheet, cell]) for cell in cells]
    told = [{"file": one[0], "sheet": one[1], "cell": one[2], "value": None} for one in places]
    return {**finding(number), "locations": json.dumps(told, ensure_ascii=False), **changes}


def of_files(rows: list[dict[str, Any]], files: Mapping[str, bytes], **facts: str) -> Audit:
    """An audit of files with these findings."""
    inputs = [
        InputAccount(name, hashlib.sha256(data).hexdigest(), len(data), {"format": facts.get(name, "xlsx")}, [])
        for name, data in files.items()
    ]
    return audit(rows, inputs=inputs)


def marked(data: bytes, *rows: dict[str, Any], lines: Iterable[str] = ()) -> Annotated:
    marks = marks_of(of_files(list(rows), {FILE: data}), "zh")
    return annotated(data, marks.get(FILE, FileMarks()), list(lines), "zh", FILE)


def opened(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it would not keep
        return openpyxl.load_workbook(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def patched(data: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """A workbook with some of its parts written otherwise."""
    made = {name: changes[name](old.decode()).encode() if name in changes else old for name, old in parts(data).items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return out.getvalue()


def values(data: bytes) -> dict[str, dict[tuple[int, int], Any]]:
    """What python-calamine reads, sheet by sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: {
            (row, column): value
            for row, line in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for column, value in enumerate(line)
            if value != ""
        }
        for name in book.sheet_names
    }


def simple(rows: int = 6) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("派工单")
        for row in range(rows):
            sheet.write_row(row, 0, [f"W{row}", row, "东城"])
    return out.getvalue()


@pytest.fixture(scope="module")
def rich() -> bytes:
    """A workbook with much that is easily lost."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, other = book.add_worksheet("派工单"), book.add_worksheet("说明 ' 页")
        third = book.add_worksheet("深藏")
        look = {"num_format": "yyyy-mm-dd", "border": 1, "font_name": "宋体", "bold": True, "bg_color": "#00FF00"}
        date = book.add_format(look)
        sheet.write_row("A1", ["单号", "派工", "金额", "合计"])
        for row in range(1, 20):
            sheet.write(row, 0, f"W{row:03}")
            sheet.write_number(row, 1, 45_000 + row, date)
            sheet.write_number(row, 2, row)
        sheet.write_formula("D2", "=SUM(C2:C20)", None, 190)
        sheet.merge_range("F2:H4", "合并")
        sheet.data_validation("E2:E20", {"validate": "list", "source": ["是", "否"]})
        sheet.conditional_format("C2:C20", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_sparkline("I2", {"range": "派工单!C2:C20"})
        sheet.insert_textbox("K2", "文本框")
        sheet.write_comment("A5", "原有批注")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=派工单!$C$2:$C$20"})
        sheet.insert_chart("K8", chart)
        sheet.set_column("J:J", 20, date)
        sheet.protect("x")
        other.write("A1", "其他")
        other.print_area("A1:B2")
        third.write("A1", 1)
        third.very_hidden()
        other.activate()
        book.define_name("单价", "=派工单!$C$2")
    return out.getvalue()


def test_untouched_parts_are_copied_byte_for_byte_and_what_a_sheet_holds_still_stands(rich: bytes) -> None:
    made = marked(rich, found(1, "B3", "C3"), found(2, "A25"))
    before, after = parts(rich), parts(made.data)
    changed = {name for name in before if before[name] != after[name]}
    sheet = "xl/worksheets/sheet1.xml"
    assert changed == PLAIN | {sheet, "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert set(after) - set(before) == {"xl/worksheets/sheet.xml"}
    # beside the marked cells, the sheet is what it was
    plain = re.sub(rb' s="\d+"', b"", after[sheet])
    for kept in (b"<f>SUM(C2:C20)</f>", b'<mergeCell ref="F2:H4"/>', b"<dataValidation ", b"<conditionalFormatting",
                 b"x14:sparkline", b"<drawing ", b"<sheetProtection", b"<extLst>"):  # fmt: skip
        assert plain.count(kept) == re.sub(rb' s="\d+"', b"", before[sheet]).count(kept) > 0
    book = opened(made.data)
    assert book["派工单"]["D2"].value == "=SUM(C2:C20)"
    assert book["派工单"].data_validations.dataValidation
    assert len(book["派工单"]._charts) == 1
    assert [book["派工单"].sheet_state, book["深藏"].sheet_state] == ["visible", "veryHidden"]
    then, now = values(rich), values(made.data)
    assert {name: now[name] for name in then} == then


def test_a_marked_cell_keeps_its_number_format_font_and_border(rich: bytes) -> None:
    was, now = opened(rich)["派工单"]["B3"], opened(marked(rich, found(1, "B3")).data)["派工单"]["B3"]
    assert now.fill.fgColor.rgb == STRONG != was.fill.fgColor.rgb
    assert (now.number_format, now.value) == (was.number_format, was.value)
    assert [repr(now.font), repr(now.border), repr(now.alignment)] == [
        repr(was.font), repr(was.border), repr(was.alignment),
    ]  # fmt: skip
    assert opened(marked(rich, found(1, "B3")).data)["派工单"]["B4"].fill.fgColor.rgb == was.fill.fgColor.rgb


def test_blank_cells_and_rows_that_were_not_there_are_put_in_order(rich: bytes) -> None:
    made = marked(rich, found(1, "E3", "J3", "AA3"), found(2, "B22"), found(3, "J30"))
    xml = parts(made.data)["xl/worksheets/sheet1.xml"].decode()
    rows = [int(one) for one in re.findall(r'<row r="(\d+)"', xml)]
    assert rows == sorted(rows)
    assert {22, 30} <= set(rows)
    row = re.search(r'<row r="3".*?</row>', xml)
    assert row is not None
    assert re.findall(r'<c r="(\w+?)3"', row[0]) == ["A", "B", "C", "E", "J", "AA"]
    assert re.search(r'<dimension ref="A1:AA30"/>', xml)
    sheet = opened(made.data)["派工单"]
    assert sheet["J30"].number_format == "yyyy-mm-dd"  # as its column has it
    assert {sheet[one].fill.fgColor.rgb for one in ("E3", "J3", "AA3", "B22", "J30")} == {STRONG}


def test_several_findings_of_a_cell_are_told_together() -> None:
    made = marked(simple(), found(1, "B3"), found(2, "B3", rule="A8.1"))
    said = opened(made.data)["派工单"]["B3"].comment.text
    assert said.splitlines()[0].startswith("【疑点】第七条 2（A7.2）：用时31分钟")
    assert "（A8.1）" in said.splitlines()[1]
    assert made.cells == 1


def test_of_very_many_findings_a_comment_says_how_many_more_there_are() -> None:
    made = marked(simple(), *(found(number, "B3") for number in range(60)))
    said = opened(made.data)["派工单"]["B3"].comment.text.splitlines()
    assert len(said) == 21
    assert said[-1] == "另有40项，见“疑点汇总”。"


def test_a_comment_that_is_there_stays_and_ours_stands_below_it(rich: bytes) -> None:
    sheet = opened(marked(rich, found(1, "A5"), found(2, "A6")).data)["派工单"]
    assert sheet["A5"].comment.text.startswith("原有批注\n――――\n【疑点】")
    assert sheet["A6"].comment.text.startswith("【疑点】")
    drawing = parts(marked(rich, found(1, "A5"), found(2, "A6")).data)["xl/drawings/vmlDrawing1.vml"].decode()
    ids = re.findall(r'id="(_x0000_s\d+)"', drawing)
    assert len(ids) == len(set(ids)) == 2
    assert 'data="1,2"' in drawing


def test_a_text_beside_runs_becomes_a_run_so_that_both_are_shown(rich: bytes) -> None:
    data = patched(rich, {"xl/comments1.xml": lambda xml: re.sub(r"<text>.*?</text>", "<text><t>原有</t></text>", xml)})
    assert (
        b"<text><r><t>\xe5\x8e\x9f\xe6\x9c\x89</t></r><r>"
        in parts(marked(data, found(1, "A5")).data)["xl/comments1.xml"]
    )


def test_a_conversation_is_left_alone_and_that_is_said(rich: bytes) -> None:
    author = "<author>tc={00000000-0000-0000-0000-000000000001}</author>"
    data = patched(rich, {"xl/comments1.xml": lambda xml: re.sub(r"<author>.*?</author>|<author/>", author, xml)})
    book = opened(marked(data, found(1, "A5")).data)
    assert book["派工单"]["A5"].comment.text == "原有批注"
    assert book["派工单"]["A5"].fill.fgColor.rgb == STRONG
    assert any("派工单!A5" in str(cell.value) and "批注会话" in str(cell.value) for cell in book["疑点汇总"]["A"])


def test_sheets_are_counted_one_further_and_the_one_shown_stays(rich: bytes) -> None:
    was, now = opened(rich), opened(marked(rich, found(1, "B3"), found(2, "A1", sheet="深藏")).data)
    assert now.sheetnames == ["疑点汇总", *was.sheetnames]
    assert now.active.title == was.active.title == "说明 ' 页"
    assert now["说明 ' 页"].print_area == was["说明 ' 页"].print_area
    assert now.defined_names["单价"].value == was.defined_names["单价"].value
    assert any("深度隐藏" in str(cell.value) for cell in now["疑点汇总"]["A"])
    ids = re.findall(rb'sheetId="(\d+)"', parts(marked(rich, found(1, "B3")).data)["xl/workbook.xml"])
    assert ids == [b"4", b"1", b"2", b"3"]  # the chain of calculation names sheets by these


def test_without_a_view_the_first_sheet_stays_the_one_shown() -> None:
    data = patched(simple(), {"xl/workbook.xml": lambda xml: re.sub(r"<bookViews>.*</bookViews>", "", xml)})
    assert opened(marked(data, found(1, "B3")).data).active.title == "派工单"


def test_a_sheet_of_that_name_is_no_obstacle() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("疑点汇总").write("A1", 1)
    made = marked(out.getvalue(), found(1, "A1", sheet="疑点汇总"))
    assert opened(made.data).sheetnames == ["疑点汇总 (2)", "疑点汇总"]


def test_links_lead_to_cells_whatever_the_sheet_is_called(rich: bytes) -> None:
    front = opened(marked(rich, found(1, "A1", sheet="说明 ' 页")).data)["疑点汇总"]
    (link,) = [cell.hyperlink for row in front for cell in row if cell.hyperlink]
    assert link.location == "'说明 '' 页'!A1"


def test_of_a_merged_range_the_cell_that_is_seen_is_marked(rich: bytes) -> None:
    sheet = opened(marked(rich, found(1, "G3")).data)["派工单"]
    assert sheet["F2"].fill.fgColor.rgb == STRONG
    assert "【疑点】" in sheet["F2"].comment.text


def test_text_is_text_whatever_it_looks_like() -> None:
    said = {"zh": "=1+1 _x0041_ <&>\x00\x07" + "长" * 40_000, "en": ""}
    data = marked(
        simple(), found(1, "B3", message=json.dumps(said, ensure_ascii=False), key='{"a": "=HYPERLINK(1)"}')
    ).data
    book = opened(data)
    shown = [cell for row in book["疑点汇总"] for cell in row if cell.value]
    assert {cell.data_type for cell in shown} <= {"s", "inlineStr", "n"}
    assert any(cell.value == "=HYPERLINK(1)" for cell in shown)
    texts = values(data)["疑点汇总"].values()
    assert any(str(text).startswith("=1+1 _x0041_ <&>长") and len(str(text)) == LONGEST for text in texts)
    said_there = book["派工单"]["B3"].comment.text.replace("_x005F_", "_")  # openpyxl leaves the escape as it is
    assert len(said_there) == LONGEST


HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
ODD = {
    "no rows": HEAD + "<sheetData/></worksheet>",
    "a prefix": '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    '<x:row r="3"><x:c r="A3"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    "no addresses": HEAD + "<sheetData><row><c><v>1</v></c></row><row/><row><c><v>7</v></c><c><v>8</v></c></row>"
    "<row><c><v>9</v></c></row></sheetData></worksheet>",
    "comments": HEAD + "<!-- <sheetData> --><sheetData><!-- <row r='3'> --><row r='3'><c r='A3' t='inlineStr'><is><t>"
    "<![CDATA[</row><row r=\"9\"><c r=\"B3\"/>]]></t></is></c></row></sheetData></worksheet>",
    "rows out of order": HEAD + '<sheetData><row r="5"><c r="A5"><v>5</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
    "</sheetData></worksheet>",
    "single quotes": HEAD + "<sheetData><row r='3' spans='1:1'><c s='0' r='A3'><v>7</v></c></row></sheetData></worksheet>",
    "what follows": HEAD + '<sheetData><row r="3"/></sheetData><pageMargins left="1" right="1" top="1" bottom="1" header="1" '
    'footer="1"/><tableParts count="0"/><extLst/></worksheet>',
}  # fmt: skip


@pytest.mark.parametrize("xml", ODD.values(), ids=ODD)
def test_a_sheet_may_be_spelled_in_any_way(xml: str) -> None:
    data = patched(simple(), {"xl/worksheets/sheet1.xml": lambda _: xml})
    made = marked(data, found(1, "A3", "B3"), found(2, "A7"))
    sheet = opened(made.data)["派工单"]
    assert {sheet[one].fill.fgColor.rgb for one in ("A3", "B3", "A7")} == {STRONG}
    assert sheet["B3"].comment is not None
    was = opened(data)["派工单"]
    assert [[one.value for one in row] for row in was] == [
        [sheet.cell(one.row, one.column).value for one in row] for row in was
    ]
    patch = parts(made.data)["xl/worksheets/sheet1.xml"]
    assert patch.find(b"legacyDrawing") < (patch.find(b"tableParts") if b"tableParts" in patch else len(patch))


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_however_the_xml_comes_in_the_copy_is_the_same(size: int, monkeypatch: pytest.MonkeyPatch, rich: bytes) -> None:
    from svcqa.annotating import rows, sheet

    whole = marked(rich, found(1, "B3"), found(2, "J40"), found(3, "A19")).data
    monkeypatch.setattr(sheet, "pieces", lambda stream: rows.pieces(stream, size))
    assert marked(rich, found(1, "B3"), found(2, "J40"), found(3, "A19")).data == whole


def test_entries_with_sizes_behind_them_and_parts_at_odd_places_are_read() -> None:
    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *_: Any) -> int:
            raise OSError

    renamed = {name.replace("xl/worksheets/sheet1.xml", "数据/A.XML"): old for name, old in parts(simple()).items()}
    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, old in renamed.items():
            new = old.replace(b'Target="worksheets/sheet1.xml"', 'Target="/数据/a.xml"'.encode())
            archive.writestr(name, new.replace(b"/xl/worksheets/sheet1.xml", "/数据/a.xml".encode()))
    made = marked(out.getvalue(), found(1, "B3"))
    assert {"数据/A.XML", "xl/worksheets/sheet.xml"} <= set(parts(made.data))
    assert values(made.data)["派工单"] == values(simple())["派工单"]
    assert b"FFFFC7CE" in parts(made.data)["xl/styles.xml"]


def test_a_workbook_without_styles_gets_them() -> None:
    kept = {name: old for name, old in parts(simple()).items() if name != "xl/styles.xml"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, old in kept.items():
            archive.writestr(name, re.sub(rb"<(Relationship|Override)[^>]*styles[^>]*/>", b"", old))
    sheet = opened(marked(out.getvalue(), found(1, "B3")).data)["派工单"]
    assert sheet["B3"].fill.fgColor.rgb == STRONG
    assert sheet["B4"].fill.fill_type is None


def test_the_same_workbook_gives_the_same_bytes(rich: bytes) -> None:
    assert marked(rich, found(1, "B3")).data == marked(rich, found(1, "B3")).data


def test_what_is_no_workbook_is_refused_by_name() -> None:
    for data in (
        b"PK\x05\x06" + bytes(18),
        patched(simple(), {"xl/worksheets/sheet1.xml": lambda _: HEAD + "</worksheet>"}),
    ):
        with pytest.raises(InputError, match=FILE):
            marked(data, found(1, "B3"))


def test_evidence_is_lighter_and_says_of_what_it_is_evidence() -> None:
    other = "名册.xlsx"
    one = of_files([found(1, "B3", f"{other}|派工单|A2")], {FILE: simple(), other: simple()})
    marks = marks_of(one, "zh")
    made = annotated(simple(), marks[other], [], "zh")
    cell = opened(made.data)["派工单"]["A2"]
    assert cell.fill.fgColor.rgb == LIGHT
    assert cell.comment.text.startswith("【佐证】")
    assert cell.comment.text.endswith(f"（被判断的记录在{FILE} 派工单!B3）")
    assert (made.marked, made.listed) == (0, 0)


def test_the_gravest_finding_of_a_cell_colours_it() -> None:
    rows = [found(1, "B3", excused_by="W-1"), found(2, "A3", "B3"), found(3, "C3", excused_by="W-2")]
    sheet = opened(marked(simple(), *rows).data)["派工单"]
    assert [sheet[one].fill.fgColor.rgb for one in ("A3", "B3", "C3")] == [STRONG, STRONG, GREY]
    assert sheet["C3"].comment.text.startswith("【已豁免：W-2】")


@pytest.mark.parametrize(
    ("decision", "colour", "says"),
    [("explained", GREY, "复核已解释"), ("reading_error", GREY, "复核为读取错误"), ("confirmed", STRONG, "复核属实"),
     ("observation", STRONG, "复核为观察项")],
)  # fmt: skip
def test_what_auditors_decided_is_shown(decision: Any, colour: str, says: str) -> None:
    row = found(1, "B3")
    one = dataclasses.replace(of_files([row], {FILE: simple()}), dossier=Dossier(reviews=[review(row, decision)]))
    cell = opened(annotated(simple(), marks_of(one, "zh")[FILE], [], "zh").data)["派工单"]["B3"]
    assert cell.fill.fgColor.rgb == colour
    assert says in cell.comment.text
    assert "邵文静" in cell.comment.text


def test_what_has_no_cell_or_no_such_sheet_stands_in_the_summary_only() -> None:
    made = marked(simple(), found(1, ""), found(2, "A1", sheet="没有"), found(3, "B3"))
    assert (made.marked, made.listed, made.cells) == (1, 2, 1)
    texts = {cell.value for cell in opened(made.data)["疑点汇总"]["A"]}
    assert {"派工单（整张工作表）", "没有!A1（找不到）", "派工单!B3"} <= texts


def test_a_finding_about_sheets_of_several_files_stands_once_and_names_them() -> None:
    other = "去年.xlsx"
    one = of_files([found(1, "", f"{other}|派工单|")], {FILE: simple(), other: simple()})
    marks = marks_of(one, "zh")
    assert set(marks) == {FILE}
    front = opened(annotated(simple(), marks[FILE], [], "zh").data)["疑点汇总"]
    assert any("去年.xlsx 派工单" in str(cell.value) for cell in front["H"])


@pytest.mark.parametrize("folder", ["forms_zh", "messy"])
def test_real_workbooks_survive(folder: str) -> None:
    seen = 0
    for path in sorted(shared(folder).rglob("*.xlsx")):
        data = path.read_bytes()
        try:
            was, book = values(data), opened(data)
        except BaseException:  # noqa: S112 - made to be unreadable; one of them makes the reader panic
            continue
        names = [sheet.title for sheet in book.worksheets if sheet.title in was]
        if not names:
            continue
        made = marked(data, *(found(at, "A1", "B3", "C2", "XFD7", sheet=name) for at, name in enumerate(names)))
        before, after = parts(data), parts(made.data)
        assert {name for name in before if before[name] != after[name] and not _may_change(name)} == set(), path
        now, again = values(made.data), opened(made.data)
        assert {name: now[name] for name in was} == was, path
        for name in names:
            assert again[name].merged_cells == book[name].merged_cells, path
            assert again[name]["XFD7"].fill.fgColor.rgb == STRONG, path
        seen += 1
    assert seen >= 8


def _may_change(name: str) -> bool:
    last = name.rpartition("/")[2].lower()
    return bool(re.fullmatch(r"(work)?book.*|\[content_types\]\.xml|styles.*|sheet.*|comments.*|vmldrawing.*", last))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Records: a workbook with findings, one without, a table as text, and one more below."""
    place = tmp_path / "记录 2024"
    workbook(place / FILE)
    workbook(place / "下级" / "无疑点.xlsx")
    workbook(place / "下级" / "名册.xlsx", sheet="名册")
    (place / "表.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    return place


def written(folder: Path, rows: list[dict[str, Any]], **facts: str) -> str:
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}
    place = folder.parent / "审核.json"
    with place.open("wb") as stream:
        auditfile.write(of_files(rows, files, **{"表.csv": "text", **facts}), stream)
    return str(place)


ROWS = [
    found(1, "B3", "下级/名册.xlsx|名册|A2"), found(2, "C4"), found(3, ""), found(4, "A2", file="表.csv", sheet=""),
    {**found(5), "locations": "[]"},
]  # fmt: skip


def test_every_finding_is_marked_or_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder.parent / "标注"
    code = main(["annotate", written(folder, ROWS), "--inputs", str(folder), "--output", str(out), "--lang", "zh"])
    said = capsys.readouterr()
    assert code == 0, said.err
    assert "共5项疑点：2项标在2个副本的单元格上，1项只在副本的汇总表里（没有单元格），2项未标注" in said.err
    assert "表.csv：csv格式不能标注，1项疑点见标注索引.xlsx" in said.err
    copies = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.xlsx"))
    assert copies == sorted(["下级/名册.xlsx", FILE, "标注索引.xlsx"])
    assert sorted(said.out.split()) == sorted(str(out / name) for name in copies)
    index = openpyxl.load_workbook(out / "标注索引.xlsx")
    rows = [[cell.value for cell in row] for row in index["文件"]]
    assert rows[-1] == ["合计", "", 5, 2, 1, 2, 1, 3]
    assert ["下级/无疑点.xlsx", "没有疑点，不写副本"] in [row[:2] for row in rows]
    assert index["未标注的疑点"].max_row == 3
    assert openpyxl.load_workbook(out / "下级" / "名册.xlsx")["名册"]["A2"].fill.fgColor.rgb == LIGHT


def test_in_english_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder.parent / "out"
    given = ["annotate", written(folder, ROWS[:2]), "--inputs", str(folder), "--output", str(out), "--lang", "en"]
    assert main(given) == 0
    assert "2 findings: 2 marked at cells of 2 copies" in capsys.readouterr().err
    book = openpyxl.load_workbook(out / FILE)
    assert book.sheetnames[0] == "Findings"
    assert book["派工单"]["C4"].comment.text.startswith("[Finding] 第七条 2 (A7.2): took 31 min")


def test_a_changed_and_a_missing_file_are_both_named_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = written(folder, [*ROWS, found(9, "A2", file="下级/无疑点.xlsx")])
    with (folder / FILE).open("ab") as stream:
        stream.write(b"x")
    (folder / "下级" / "名册.xlsx").unlink()
    code = main(["annotate", kept, "--inputs", str(folder), "--output", str(folder.parent / "out"), "--lang", "zh"])
    said = capsys.readouterr().err
    assert code == 2
    assert f"{FILE}：与审核时的文件不同" in said
    assert "下级/名册.xlsx：找不到审核时的这个文件" in said
    assert not (folder.parent / "out").exists()


def test_nothing_is_overwritten_and_nothing_laid_among_the_records(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, out = written(folder, ROWS), folder.parent / "out"
    for place in (folder / "标注", folder):
        assert main(["annotate", kept, "--inputs", str(folder), "--output", str(place)]) == 2
    out.mkdir()
    (out / FILE).write_bytes(b"mine")
    assert main(["annotate", kept, "--inputs", str(folder), "--output", str(out), "--lang", "zh"]) == 2
    assert "文件已经存在" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == [FILE]
    assert (out / FILE).read_bytes() == b"mine"


def test_a_single_file_may_be_given(folder: Path) -> None:
    data = (folder / FILE).read_bytes()
    kept, out = folder.parent / "一.json", folder.parent / "out"
    with kept.open("wb") as stream:
        auditfile.write(of_files(ROWS[1:3], {FILE: data}), stream)
    assert main(["annotate", str(kept), "--inputs", str(folder / FILE), "--output", str(out)]) == 0
    assert (out / FILE).is_file()


def test_files_in_archives_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "包.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("a.xlsx", simple())
    kept = tmp_path / "一.json"
    with kept.open("wb") as stream:
        auditfile.write(of_files([found(1, "B3", file="包.zip/a.xlsx")], {"包.zip/a.xlsx": simple()}), stream)
    for given in (place, tmp_path):
        code = main(["annotate", str(kept), "--inputs", str(given), "--output", str(tmp_path.parent / f"{given.name}-out"),
                     "--lang", "zh"])  # fmt: skip
        said = capsys.readouterr().err
        assert code == 0, said
        assert "包.zip/a.xlsx：在压缩包里，不能标注，1项疑点见标注索引.xlsx" in said


def test_a_name_that_leads_out_of_the_folder_is_not_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.xlsx").write_bytes(simple())
    kept = tmp_path / "一.json"
    with kept.open("wb") as stream:
        auditfile.write(of_files([found(1, "B3", file="../a.xlsx")], {"../a.xlsx": simple()}), stream)
    given = ["annotate", str(kept), "--inputs", str(tmp_path / "in"), "--output", str(tmp_path / "out" / "x")]
    assert main(given) == 2
    assert "../a.xlsx" in capsys.readouterr().err


def test_a_file_that_is_not_built_as_it_should_be_does_not_keep_the_others_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = folder / "下级" / "名册.xlsx"
    bad.write_bytes(patched(bad.read_bytes(), {"xl/worksheets/sheet1.xml": lambda _: HEAD + "</worksheet>"}))
    out = folder.parent / "out"
    given = ["annotate", written(folder, [found(1, "B3"), found(2, "A2", sheet="名册", file="下级/名册.xlsx")])]
    assert main([*given, "--inputs", str(folder), "--output", str(out), "--lang", "zh"]) == 0
    assert (
        "下级/名册.xlsx：文件结构不合规范（sheetData），不能标注，1项疑点见标注索引.xlsx。" in capsys.readouterr().err
    )
    assert sorted(path.name for path in out.rglob("*.*")) == [FILE, "标注索引.xlsx"]
