"""The findings as a workbook: read back with openpyxl, every value is the text it was, and nothing is lost."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from typing import Any

import openpyxl
import pytest

from svcqa.findings import Audit, Period
from svcqa.reports import sheets
from svcqa.reports.listing import COLUMNS, EXCEL_CELL
from svcqa.reports.shown import printable
from svcqa.reports.wording import WORDS
from svcqa.text import LANGS, Lang
from tests.audits import FILE, NASTY, audit, contradicting, empty, finding, plain_findings
from tests.pages import rendered

SHEETS = ("sheet_findings", "sheet_rules", "sheet_unjudged", "sheet_files", "sheet_about")


def opened(one: Audit, lang: Lang = "zh") -> Any:
    return openpyxl.load_workbook(io.BytesIO(rendered(one, "xlsx", lang)))


def rows(sheet: Any) -> list[list[Any]]:
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


def records(sheet: Any) -> list[dict[str, Any]]:
    heads, *found = rows(sheet)
    return [dict(zip(heads, row, strict=True)) for row in found]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("made", [audit(), empty()], ids=["nasty", "empty"])
def test_the_sheets_are_there_in_the_language_asked_for(made: Audit, lang: Lang) -> None:
    book = opened(made, lang)
    assert book.sheetnames == [WORDS[name].say(lang) for name in SHEETS]
    assert rows(book.worksheets[0])[0] == [WORDS[name].say(lang) for name in COLUMNS]
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(sheet.column_dimensions[column].width > 5 for column in ("A", "B"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_findings_are_those_of_the_csv_list(lang: Lang) -> None:
    one = audit(plain_findings(25))
    listed = list(csv.reader(io.StringIO(rendered(one, "csv", lang).decode("utf-8-sig"), newline="")))
    assert rows(opened(one, lang).worksheets[0]) == listed


def test_every_value_is_text_as_it_was_quoted() -> None:
    sheet = opened(audit()).worksheets[0]
    for (cell, *_), value in zip(sheet.iter_rows(min_row=2, max_row=len(NASTY)), NASTY[:-1], strict=True):
        assert cell.value == printable(value)
        assert cell.data_type == "s"
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type == "s" or cell.value is None
            assert cell.number_format in {"@", "General"}
            assert len(cell.value or "") <= EXCEL_CELL
    assert sheet.cell(len(NASTY) + 1, 1).value.endswith("（共32,768字）")


def test_there_is_no_formula_and_no_link_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(audit(), "xlsx"))) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    for name, text in parts.items():
        assert "<f>" not in text, name
        assert "<hyperlink" not in text, name
        assert "TargetMode" not in text, name
    assert not [name for name in parts if "vba" in name.lower() or "external" in name.lower()]


def test_what_looks_like_a_formula_stays_text_when_the_cell_is_edited() -> None:
    sheet = opened(audit([finding(1, key="=1+1"), finding(2, key="plain"), finding(3, key="\x00@SUM(A1)")])).worksheets[
        0
    ]
    quoted = [sheet.cell(row, 1) for row in (2, 3, 4)]
    assert [(cell.value, bool(cell.quotePrefix)) for cell in quoted] == [
        ("=1+1", True),
        ("plain", False),
        ("@SUM(A1)", True),
    ]


def test_an_escape_of_excel_stays_what_it_is() -> None:
    text = "_x0041_ & <b> \u3000 "
    with zipfile.ZipFile(io.BytesIO(rendered(audit([finding(1, key=text)]), "xlsx"))) as book:
        assert "_x005F_x0041_ &amp; &lt;b&gt; \u3000 " in book.read("xl/worksheets/sheet1.xml").decode()


def test_on_paper_the_findings_are_as_wide_as_a_page_and_name_their_columns_on_each() -> None:
    sheet = opened(audit(plain_findings(3))).worksheets[0]
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_area.endswith("$A$1:$K$4")


def test_messages_wrap() -> None:
    sheet = opened(audit(plain_findings(1))).worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, places["说明"]).alignment.wrap_text
    assert not sheet.cell(2, places["编号"]).alignment.wrap_text


@pytest.mark.parametrize("lang", LANGS)
def test_the_results_are_the_tallies(lang: Lang) -> None:
    one = audit(plain_findings(3))
    found = records(opened(one, lang)[WORDS["sheet_rules"].say(lang)])
    assert len(found) == len(one.content.tallies)
    by_rule = {row[WORDS["rule"].say(lang)]: row for row in found}
    for tally in one.content.tallies:
        row = by_rule[tally.rule]
        assert row[WORDS["assessed"].say(lang)] == WORDS["yes" if tally.assessed else "no"].say(lang)
        for name in ("in_scope", "conforms", "fails", "pending", "undetermined", "excepted", "out_of_scope"):
            assert row[WORDS[name].say(lang)] == (getattr(tally, name) if tally.assessed else ""), (tally.rule, name)
    assert by_rule["A9.1"][WORDS["reason"].say(lang)]


def test_contradictions_are_a_sheet_of_their_own_where_there_are_any() -> None:
    found = records(opened(contradicting(), "en")["Contradictions"])
    assert [
        (row["Matter"], row["Ruleset"], row["Rule"], row["Findings"], row["Found by it alone"]) for row in found
    ] == [
        ("Time to respond", "Service manual", "A7.2", 3, 2),
        ("Time to respond", "B", "B1", 2, 1),
        ("Time to respond", "B", "B2", "", ""),
    ]


def test_what_was_not_judged_is_listed_with_reason_and_cells() -> None:
    first, second = records(opened(audit())["无法判断"])
    assert (first["编号"], first["原因"], first["单元格"], first["单元格内容"]) == (
        "WO0900",
        "判断所需的单元格是空的",
        "B20",
        "（空）",
    )
    assert (second["编号"], second["原因"]) == ("WO0901<i>", "结束早于开始")


def test_every_file_and_row_is_accounted_for() -> None:
    found = records(opened(audit(), "en")["Files and rows"])
    orders = found[0]
    assert (orders["File"], orders["SHA-256"], orders["Rows read"]) == (FILE, "cd" * 32, 31)
    assert orders["Rows read"] == orders["Imported"] + orders["Set aside"]
    assert orders["Which rows"] == "title 1–2, heading 3, total 30–31"
    assert [row["Problem"] for row in found] == ["", "", "the sheet cannot be read", "the file is encrypted"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_last_sheet_says_what_the_audit_was(lang: Lang) -> None:
    one = audit(plain_findings(1))
    about = dict(rows(opened(one, lang).worksheets[-1]))
    assert about[WORDS["as_of"].say(lang)] == "2025-12-31"
    assert about[WORDS["digest"].say(lang)] == one.digest
    assert about[WORDS["note"].say(lang)] == WORDS["leads"].say(lang)
    assert one.content.rulesets[0].digest in about[WORDS["ruleset"].say(lang)]
    assert about[WORDS["assessed_share"].say(lang)].startswith("60.0%")


@pytest.mark.parametrize("lang", LANGS)
def test_more_findings_than_a_sheet_holds_go_on_in_the_next_and_it_says_so(
    lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "EXCEL_ROWS", 12)
    book = opened(audit(plain_findings(25)), lang)
    name = WORDS["sheet_findings"].say(lang)
    assert book.sheetnames[:4] == [name, f"{name} 2", f"{name} 3", WORDS["sheet_rules"].say(lang)]
    keys = [row[0] for one in book.sheetnames[:3] for row in rows(book[one])[1:]]
    assert [key for key in keys if key.startswith("WO")] == [f"WO{at:04}" for at in range(25)]
    assert rows(book[name])[-1][0] == WORDS["continued"].fill(sheet=f"{name} 2").say(lang)
    assert len(rows(book[name])) == 12
    assert book[name].auto_filter.ref.endswith("11"), "the last line is no finding"
    about = dict(rows(book.worksheets[-1]))
    assert about[name] == WORDS["continues"].fill(count="25", sheets=3, last=f"{name} 3").say(lang)


def test_as_many_as_a_sheet_holds_stay_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "EXCEL_ROWS", 12)
    assert opened(audit(plain_findings(10))).sheetnames[1] == WORDS["sheet_rules"].zh
    assert opened(audit(plain_findings(11))).sheetnames[1] == "疑点 2"


@pytest.mark.parametrize(("as_of", "year"), [("2025-12-31", 2025), ("2025-12-31 17:00:00", 2025), ("<no date>", 2000)])
def test_the_file_is_dated_by_the_audit(as_of: str, year: int) -> None:
    made = opened(audit(as_of=as_of, period=Period(None, as_of))).properties
    assert made.created.year == made.modified.year == year


def test_the_bytes_do_not_depend_on_the_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(audit(), "xlsx"))) as book:
        assert {one.date_time[0] for one in book.infolist()} == {1980}


def test_other_formats_do_not_load_the_writer() -> None:
    code = (
        "import sys; from tests.audits import audit; from tests.pages import rendered\n"
        "rendered(audit(), 'csv'); rendered(audit(), 'html'); sys.exit('xlsxwriter' in sys.modules)"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=env).returncode == 0
