"""The workbook of an audit, read back with openpyxl: every value is the text it was, nothing is lost, links lead."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace as replaced
from importlib.resources import files
from typing import Any

import openpyxl
import pytest
import yaml
from msgspec.structs import replace

from svcqa.accounts import Said, SetAside, WholeSheet
from svcqa.assignment import statements
from svcqa.assignment.sheets import EXPORTED
from svcqa.basis import Period
from svcqa.dossier import DECISIONS, Decision, Dossier, Review
from svcqa.findings import Audit
from svcqa.reports import sheets
from svcqa.reports.listing import EXCEL_CELL, HEADS
from svcqa.reports.overview import figures
from svcqa.reports.shown import printable
from svcqa.reports.wording import WORDS
from svcqa.text import LANGS, Lang
from tests.audits import FILE, NASTY, SHEET, audit, contradicting, empty, finding, inputs, plain_findings
from tests.pages import rendered

SHEETS = ("sheet_front", "sheet_rules", "sheet_findings", "sheet_unjudged", "sheet_aside", "sheet_files")


def opened(one: Audit, lang: Lang = "zh") -> Any:
    return openpyxl.load_workbook(io.BytesIO(rendered(one, "xlsx", lang)))


def rows(sheet: Any) -> list[list[Any]]:
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


def findings_of(one: Audit, lang: Lang = "zh") -> Any:
    return opened(one, lang)[WORDS["sheet_findings"].say(lang)]


def reviewed(*told: Review) -> Audit:
    return replaced(audit(plain_findings(3)), dossier=Dossier(reviews=list(told)))


def review(number: int, **given: Any) -> Review:
    told = {"decision": "confirmed", "reason": "查过", "evidence": "照片3", "by": "张审核", "on": "2026-01-05"}
    given = {**told, "answer": "已安排", "place": "审核.xlsx → 疑点复核 → A4", **given}
    return Review(**{"fingerprint": finding(number)["fingerprint"], **given})


def records(sheet: Any) -> list[dict[str, Any]]:
    heads, *found = rows(sheet)
    return [dict(zip(heads, row, strict=True)) for row in found]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("made", [audit(), empty()], ids=["nasty", "empty"])
def test_the_sheets_are_there_in_the_language_asked_for(made: Audit, lang: Lang) -> None:
    book = opened(made, lang)
    further = ["sheet_parameters"] * bool(made.content.parameters)
    assert book.sheetnames == [WORDS[name].say(lang) for name in (*SHEETS, *further)]
    assert rows(book.worksheets[2])[0] == [WORDS[name].say(lang) for name in HEADS]
    assert book.active is book.worksheets[0]
    assert book.worksheets[0].auto_filter.ref is None
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet is book.worksheets[0] or sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert all(sheet.column_dimensions[column].width > 5 for column in ("A", "B"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_findings_are_those_of_the_csv_list(lang: Lang) -> None:
    one = audit(plain_findings(25))
    listed = list(csv.reader(io.StringIO(rendered(one, "csv", lang).decode("utf-8-sig"), newline="")))
    assert rows(findings_of(one, lang)) == listed


def test_every_value_is_text_as_it_was_quoted() -> None:
    sheet = findings_of(audit())
    for (cell, *_), value in zip(sheet.iter_rows(min_row=2, max_row=len(NASTY)), NASTY[:-1], strict=True):
        assert cell.value == printable(value)
        assert cell.data_type == "s"
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type == "s" or cell.value is None
            assert cell.number_format in {"@", "General"}
            assert len(cell.value or "") <= EXCEL_CELL
    assert sheet.cell(len(NASTY) + 1, 1).value.endswith("（共32,768字）")


@pytest.mark.parametrize("lang", LANGS)
def test_there_is_no_formula_and_no_link_out_of_the_file(lang: Lang) -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(audit(), "xlsx", lang))) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    for name, text in parts.items():
        assert not re.search(r"<f[ >/]", text), name
        assert "TargetMode" not in text, name
        assert all(" location=" in link and "r:id" not in link for link in re.findall("<hyperlink [^>]*>", text)), name
    assert not [name for name in parts if "vba" in name.lower() or "external" in name.lower()]


def test_what_looks_like_a_formula_stays_text_when_the_cell_is_edited() -> None:
    sheet = findings_of(audit([finding(1, key="=1+1"), finding(2, key="plain"), finding(3, key="\x00@SUM(A1)")]))
    quoted = [sheet.cell(row, 1) for row in (2, 3, 4)]
    assert [(cell.value, bool(cell.quotePrefix)) for cell in quoted] == [
        ("=1+1", True),
        ("plain", False),
        ("@SUM(A1)", True),
    ]


def test_an_escape_of_excel_stays_what_it_is() -> None:
    text = "_x0041_ & <b> \u3000 "
    with zipfile.ZipFile(io.BytesIO(rendered(audit([finding(1, key=text)]), "xlsx"))) as book:
        assert "_x005F_x0041_ &amp; &lt;b&gt; \u3000 " in book.read("xl/worksheets/sheet3.xml").decode()


def test_on_paper_the_findings_are_as_wide_as_a_page_and_name_their_columns_on_each() -> None:
    sheet = findings_of(audit(plain_findings(3)))
    assert sheet.print_area.endswith("$A$1:$L$4")
    assert sheet["L1"].value == WORDS["excused_by"].zh


def test_a_row_is_as_high_as_its_longest_text_needs_within_reason() -> None:
    rows = [finding(0, value="短"), {**finding(1), "unit": "网点" * 20}, {**finding(2), "unit": "网点" * 2_000}]
    sheet = findings_of(audit(rows))
    places = {cell.value: cell for cell in sheet[1]}
    assert sheet.cell(2, places["说明"].column).alignment.wrap_text
    assert not sheet.cell(2, places["日期"].column).alignment.wrap_text
    one, more, most = (sheet.row_dimensions[row].height or 16.5 for row in (2, 3, 4))
    assert one < more < most <= 409, "Excel has no higher rows"
    assert more >= 16.5 * 80 / sheet.column_dimensions[places["单位"].column_letter].width


def test_chinese_text_has_a_chinese_font() -> None:
    for sheet in opened(audit()):
        assert {cell.font.name for row in sheet for cell in row if cell.value is not None} == {"Microsoft YaHei"}


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
    assert orders["File facts"] == "format: xlsx, date system: 1900"
    assert [row["Remarks"] for row in found] == [
        "2 hidden rows, merged cells: B4:B5", "", "the sheet cannot be read", "the file is encrypted",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_every_row_set_aside_is_listed_with_its_reason_and_text(lang: Lang) -> None:
    one = audit()
    head = {name: WORDS[name].say(lang) for name in ("file", "sheet", "row", "to_row", "count_of_rows", "text")}
    found = records(opened(one, lang)[WORDS["sheet_aside"].say(lang)])
    assert [[row[head[name]] for name in ("file", "sheet", "row", "to_row", "text")] for row in found] == [
        [FILE, SHEET, 1, 2, "工单台账"], [FILE, SHEET, 3, 3, ""], [FILE, SHEET, 30, 31, "合计"], [FILE, "说明", 1, 2, ""],
    ]  # fmt: skip
    accounts = [sheet for file in one.content.inputs for sheet in file.sheets]
    assert sum(row[head["count_of_rows"]] for row in found) == sum(at.rows_read - at.imported for at in accounts)
    front = {row[0]: row[1] for row in rows(opened(one, lang).worksheets[0])}
    assert front[WORDS["set_aside"].say(lang)] == sum(row[head["count_of_rows"]] for row in found)


def test_text_of_a_row_set_aside_is_no_formula() -> None:
    file = inputs()[0]
    sheet = replace(file.sheets[0], set_aside=[SetAside(at, at, "note", value) for at, value in enumerate(NASTY)])
    cells = list(opened(audit(inputs=[replace(file, sheets=[sheet])]))["未计入的行"].iter_rows(min_row=2))
    assert [row[6].value for row in cells[:-1]] == [printable(value) for value in NASTY[:-1]]
    assert {row[6].data_type for row in cells} == {"s"}
    assert len(cells[-1][6].value) == EXCEL_CELL


def test_a_sheet_of_several_regions_is_told_as_a_whole_and_counted_once() -> None:
    file = inputs()[0]
    parts = [replace(file.sheets[0], region=region) for region in ("A1:D31", "F1:H31")]
    whole = WholeSheet(SHEET, ["A1:D31", "F1:H31"], 31, 26, 130)
    one = audit(inputs=[replace(file, sheets=parts, whole_sheets=[whole], notes=[Said("有宏", "has macros")])])
    book = opened(one, "en")
    told, *rest = records(book["Files and rows"])
    assert (told["Sheet"], told["Remarks"]) == ("", "has macros")
    assert rest[0]["Why taken so"].startswith("whole sheet (2 regions): 31 rows read = 26 imported + 5 set aside")
    assert [row["Sheet"] for row in rest] == [SHEET, f"{SHEET} A1:D31", f"{SHEET} F1:H31"]
    front = {row[0]: row[1] for row in rows(book.worksheets[0])}
    assert (front["Rows read"], front["Imported"], front["Set aside"]) == (31, 26, 5)


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_sheet_says_what_the_audit_was(lang: Lang) -> None:
    one = audit(plain_findings(1))
    found = {row[0]: row[1:] for row in rows(opened(one, lang).worksheets[0])}
    assert found[WORDS["as_of"].say(lang)][0] == "2025-12-31"
    assert found[WORDS["digest"].say(lang)][1] == one.digest
    assert found[WORDS["findings_not_excused"].say(lang)][1] == WORDS["leads"].say(lang)
    assert one.content.rulesets[0].digest in found[WORDS["ruleset"].say(lang)][1]
    assert found[WORDS["assessed_share"].say(lang)][0] == "60.0%"
    assert found[WORDS["calendar"].say(lang)] == ["cn_workday", one.content.calendars["cn_workday"]]
    assert found[WORDS["tool"].say(lang)][0] == one.run.tool
    assert found[WORDS["plugin"].fill(name="timeliness").say(lang)][0] == "svcqa 0.1.0"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("made", [audit(), empty()], ids=["nasty", "empty"])
def test_the_figures_are_those_of_every_report(made: Audit, lang: Lang) -> None:
    found, numbers = {row[0]: row[1] for row in rows(opened(made, lang).worksheets[0])}, figures(made)

    def told(name: str) -> Any:
        return found[WORDS[name].say(lang)]

    assert told("assessed_share") == numbers.share
    assert told("not_assessed") == numbers.rules - numbers.assessed
    assert told("findings_not_excused") == numbers.findings
    assert told("findings_excused_by") == numbers.excused
    assert (told("judged"), told("undetermined")) == (numbers.judged, numbers.undetermined)
    assert told("built_in") == numbers.of_records
    for weight, count in numbers.by_weight.items():
        named = WORDS["detail"].fill(name=WORDS["weight"].say(lang), value=WORDS[f"weight.{weight}"].say(lang))
        assert found[WORDS["of_these"].fill(name=named.say(lang)).say(lang)] == count
    for decision, count in made.by_decision().items():
        assert told(f"decision.{decision}") == count


def test_the_parameters_say_where_their_values_came_from() -> None:
    first, second = records(opened(audit(), "en")["Parameters"])
    assert (first["Parameter"], first["Value"], first["Origin"]) == ("Time limit for replies", "—", "not set")
    assert [second[name] for name in ("Value", "Origin", "Source", "Approved by", "Date", "Name of the parameter")] == [
        "15m", "ruleset", "手册第3版", "张经理", "2025-01-01", "call_limit",
    ]  # fmt: skip


def led(sheet: Any, place: str) -> Any:
    """The row to which the link of a cell leads, its cells by their headings."""
    found = re.fullmatch(r"'(.+)'!(A\d+)", sheet[place].hyperlink.location)
    assert found
    name, cell = found.groups()
    target = sheet.parent[name]
    heads = [head.value for head in target[1]]
    return {"sheet": name, **dict(zip(heads, [one.value for one in target[target[cell].row]], strict=True))}


@pytest.mark.parametrize("lang", LANGS)
def test_a_finding_leads_to_its_rule_and_the_rule_to_its_first_finding(lang: Lang) -> None:
    found = [finding(1, rule="A8.1"), finding(2), finding(3), finding(4, rule="unknown")]
    book = opened(audit(found), lang)
    listed, rules = book[WORDS["sheet_findings"].say(lang)], book[WORDS["sheet_rules"].say(lang)]
    column = next(head.column_letter for head in listed[1] if head.value == WORDS["rule"].say(lang))
    assert [led(listed, f"{column}{row}")[WORDS["rule"].say(lang)] for row in (2, 3, 4)] == ["A8.1", "A7.2", "A7.2"]
    assert listed[f"{column}5"].hyperlink is None, "this audit has no such rule"
    assert listed[f"{column}5"].value == "unknown"
    row = next(cell.row for cell in rules["A"] if cell.value == "A7.2")
    columns = {head.value: head.column_letter for head in rules[1]}
    first = led(rules, f"{columns[WORDS['fails'].say(lang)]}{row}")
    assert (first["sheet"], first[WORDS["key"].say(lang)]) == (listed.title, "WO0002")
    open_ = led(rules, f"{columns[WORDS['undetermined'].say(lang)]}{row}")
    assert (open_["sheet"], open_[WORDS["key"].say(lang)]) == (WORDS["sheet_unjudged"].say(lang), "WO0900")
    unjudged = book[open_["sheet"]]
    assert led(unjudged, "B3")[WORDS["rule"].say(lang)] == "A7.2"


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_sheet_leads_to_the_others_and_files_to_the_rows_set_aside(lang: Lang) -> None:
    book = opened(audit(), lang)
    front = book.worksheets[0]
    named = {cell.value: cell.coordinate for cell in front["A"] if cell.hyperlink}
    assert list(named) == book.sheetnames[1:]
    assert [led(front, place)["sheet"] for place in named.values()] == book.sheetnames[1:]
    places = {
        front.cell(cell.row, 1).value: led(front, cell.coordinate)["sheet"] for cell in front["B"] if cell.hyperlink
    }
    assert places[WORDS["findings_not_excused"].say(lang)] == WORDS["sheet_findings"].say(lang)
    assert places[WORDS["undetermined"].say(lang)] == WORDS["sheet_unjudged"].say(lang)
    listed = book[WORDS["sheet_files"].say(lang)]
    column = next(head.column_letter for head in listed[1] if head.value == WORDS["set_aside"].say(lang))
    assert led(listed, f"{column}3")[WORDS["sheet"].say(lang)] == "说明"
    assert listed[f"{column}4"].hyperlink is None


def test_nothing_leads_to_a_list_that_is_empty() -> None:
    assert not [cell for sheet in opened(audit([])) for row in sheet for cell in row if _leads_to(cell, "疑点")]
    assert not [cell for sheet in opened(empty()) for row in sheet for cell in row if cell.hyperlink]


def _leads_to(cell: Any, name: str) -> bool:
    return bool(cell.hyperlink and cell.hyperlink.location.startswith(f"'{name}'"))


@pytest.mark.parametrize("lang", LANGS)
def test_more_links_than_a_sheet_holds_are_plain_text_and_it_says_so_once(
    lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "EXCEL_LINKS", 10)
    book = opened(audit(plain_findings(25)), lang)
    listed = book[WORDS["sheet_findings"].say(lang)]
    rules = listed["D"][1:]
    assert [cell.value for cell in rules] == ["A7.2"] * 25
    assert [cell.hyperlink is not None for cell in rules] == [True] * 10 + [False] * 15
    said = WORDS["unlinked"].fill(most="65,530", count="15").say(lang)
    assert [row[0] for row in rows(book.worksheets[0]) if said in row[2]] == [listed.title]


@pytest.mark.parametrize(("before", "name"), [(9, "疑点"), (10, "疑点 2"), (23, "疑点 3")])
def test_a_link_finds_its_row_where_the_list_goes_on(before: int, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "EXCEL_ROWS", 12)
    found = [*plain_findings(before), finding(77, rule="A8.2"), finding(78)]
    tallied = [replace(one, fails=one.rule == "A8.2") for one in audit([]).content.tallies]
    rules = opened(audit(found, tallies=tallied))["各规则的结果"]
    (cell,) = [cell for cell in rules["H"] if cell.hyperlink]
    first = led(rules, cell.coordinate)
    assert (first["sheet"], first["编号"]) == (name, "WO0077")


@pytest.mark.parametrize("lang", LANGS)
def test_the_columns_of_a_review_are_those_of_the_audit_workbook_in_its_order(lang: Lang) -> None:
    declared = yaml.safe_load(files("svcqa.assignment").joinpath("registers.yaml").read_text(encoding="utf-8"))
    fields = declared["registers"]["audit_reviews"]["fields"]
    block = rows(findings_of(audit(), lang))[0][HEADS.index("fingerprint") :]
    assert block == [field["title"][lang] for name, field in fields.items() if name not in EXPORTED]


def test_a_finding_shows_its_review_in_the_words_of_the_audit_workbook() -> None:
    first, second, third = records(findings_of(reviewed(review(1), review(2, decision=None, doubt="no_decision"))))
    assert [first["复核结论"], first["复核人"], third["复核结论"], third["复核人"]] == [""] * 4
    assert [second[name] for name in ("疑点指纹", "复核的规则", "复核的记录")] == [
        finding(1)["fingerprint"], "A7.2", "WO0001",
    ]  # fmt: skip
    assert [second[name] for name in ("复核结论", "复核理由", "复核证据", "复核人", "复核日期", "受审核方答复")] == [
        "属实", "查过", "照片3", "张审核", "2026-01-05", "已安排",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", DECISIONS)
def test_a_decision_pasted_into_the_audit_workbook_is_read_as_it_was(code: Decision, lang: Lang) -> None:
    found = records(findings_of(reviewed(review(0, decision=code)), lang))[0][WORDS["review_decision"].say(lang)]
    declared = yaml.safe_load(files("svcqa.assignment").joinpath("registers.yaml").read_text(encoding="utf-8"))
    assert found in declared["registers"]["audit_reviews"]["fields"]["decision"]["choices"]
    assert statements.DECISIONS[found] == code


@pytest.mark.parametrize("lang", LANGS)
def test_reviews_are_counted_by_decision(lang: Lang) -> None:
    found = {
        row[0]: row[1] for row in rows(opened(reviewed(review(1), review(2, decision="explained")), lang).worksheets[0])
    }
    names = ("confirmed", "observation", "explained", "reading_error", "unreviewed")
    assert [found[WORDS[f"decision.{name}"].say(lang)] for name in names] == [1, 0, 1, 0, 1]


def test_reviews_that_do_not_count_have_a_sheet_with_place_and_reason() -> None:
    nobody = review(2, by="", doubt="no_reviewer", reason="=1+1")
    book = opened(reviewed(review(1), nobody, review(9, doubt="no_such_finding", decision="observation")), "en")
    sheet = book["Reviews not used"]
    first, second = records(sheet)
    assert (first["Reason"], first["Decision"]) == ("nobody is named as reviewer", "confirmed")
    assert (first["Reason for the decision"], first["Place"]) == ("=1+1", "审核.xlsx → 疑点复核 → A4")
    assert led(sheet, "A2")["Fingerprint"] == nobody.fingerprint
    assert (second["Reason"], sheet["A3"].hyperlink) == ("this audit has no such finding", None)
    front = {row[0]: row[1] for row in rows(book.worksheets[0]) if row[1] != ""}
    assert front["Reviews not used"] == 2
    assert "Reviews not used" not in opened(reviewed(review(1)), "en").sheetnames


@pytest.mark.parametrize("lang", LANGS)
def test_more_findings_than_a_sheet_holds_go_on_in_the_next_and_it_says_so(
    lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "EXCEL_ROWS", 12)
    book = opened(audit(plain_findings(25)), lang)
    name = WORDS["sheet_findings"].say(lang)
    assert book.sheetnames[2:6] == [name, f"{name} 2", f"{name} 3", WORDS["sheet_unjudged"].say(lang)]
    keys = [row[0] for one in book.sheetnames[2:5] for row in rows(book[one])[1:]]
    assert [key for key in keys if key.startswith("WO")] == [f"WO{at:04}" for at in range(25)]
    assert rows(book[name])[-1][0] == WORDS["continued"].fill(sheet=f"{name} 2").say(lang)
    assert len(rows(book[name])) == 12
    assert book[name].auto_filter.ref.endswith("11"), "the last line is no finding"
    said = WORDS["continues"].fill(count="25", sheets=3, last=f"{name} 3").say(lang)
    front = [row for sheet in book if sheet.title.startswith(WORDS["sheet_front"].say(lang)) for row in rows(sheet)]
    assert [row for row in front if row[0] == name] == [[name, 25, said]]


def test_as_many_as_a_sheet_holds_stay_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "EXCEL_ROWS", 12)
    assert opened(audit(plain_findings(10))).sheetnames[3] == WORDS["sheet_unjudged"].zh
    assert opened(audit(plain_findings(11))).sheetnames[3] == "疑点 2"


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
