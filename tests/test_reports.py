"""The built-in reports: everything is said, nothing is cut silently, and no value becomes code in any format."""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import svcqa
from svcqa.accounts import Said
from svcqa.basis import Coverage, Period
from svcqa.findings import Audit
from svcqa.reports import svcqa_formats, svcqa_render
from svcqa.reports.listing import EXCEL_CELL
from svcqa.reports.results import FINDINGS_PER_RULE
from svcqa.reports.wording import WORDS
from svcqa.requests import RenderRequest
from svcqa.text import LANGS, Lang
from svcqa.widths import clip, width
from tests.audits import FILE, NASTY, SHEET, audit, content, contradicting, empty, finding, plain_findings
from tests.office import ruleset, workbook
from tests.pages import Page, page, rendered, table

FORMATS = svcqa_formats()
TEXTS = [name for name in FORMATS if name not in {"xlsx", "docx", "pdf", "due-xlsx"}]
"""The formats that are text; the others have tests of their own."""
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def listed(one: Audit, lang: Lang = "zh") -> list[list[str]]:
    return list(csv.reader(io.StringIO(rendered(one, "csv", lang).decode("utf-8-sig"), newline="")))


def test_a_format_of_another_plugin_is_left_to_it() -> None:
    assert svcqa_render(audit(), RenderRequest("odt")) is None


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_audit_gives_the_same_bytes(format_: str, lang: Lang) -> None:
    assert rendered(audit(), format_, lang) == rendered(audit(), format_, lang)


def test_two_runs_over_the_same_inputs_give_the_same_bytes_in_every_format(tmp_path: Path) -> None:
    runs, original = [], workbook(tmp_path / "a.xlsx")
    for folder in (tmp_path / "甲", tmp_path / "乙"):
        folder.mkdir()
        shutil.copy(original, folder / "a.xlsx")
        runs.append(svcqa.run([folder / "a.xlsx"], [ruleset(folder)], as_of="2024-03-31"))
    assert runs[0].digest == runs[1].digest
    for format_ in FORMATS:
        assert rendered(runs[0], format_) == rendered(runs[1], format_), format_


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", TEXTS)
@pytest.mark.parametrize("made", [audit(), empty()], ids=["nasty", "empty"])
def test_no_format_holds_control_characters(made: Audit, format_: str, lang: Lang) -> None:
    text = rendered(made, format_, lang).decode("utf-8-sig").replace("\r\n", "\n")
    if format_ in {"json", "due-json"}:  # keeps what the cell holds, escaped
        assert not re.search(r"[\x00-\x09\x0b-\x1f]", text)
    else:
        assert not CONTROLS.search(text)


def test_the_json_is_the_document_itself() -> None:
    document = json.loads(rendered(audit(), "json"))
    assert document["content"]["findings"][0]["unit"] == NASTY[0]
    assert rendered(audit(), "json", "zh") == rendered(audit(), "json", "en")


@pytest.mark.parametrize("lang", LANGS)
def test_no_value_becomes_code_in_the_page(lang: Lang) -> None:
    hostile = content(len(NASTY), zone=NASTY[0], as_of=NASTY[1], period=Period(NASTY[0], NASTY[1]))
    found = page(audit(as_of=hostile.as_of, period=hostile.period), lang)
    tags = {tag for tag, _ in found.tags}
    assert not tags & {"img", "iframe", "object", "form", "i", "b"}
    assert [attributes for tag, attributes in found.tags if tag == "script"] == [
        {"type": "application/json", "id": "list_data"}, {}
    ]  # fmt: skip
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    assert NASTY[0] in found.text
    assert NASTY[1] in found.text
    assert "{{ 7 * 7 }}" in found.text


def test_the_page_asks_nothing_of_the_network() -> None:
    text = rendered(audit(plain_findings(3)), "html").decode()
    for _, attributes in Page(text).tags:
        for name in ("src", "href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:"))
    assert "http:" not in text
    assert "https:" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


@pytest.mark.parametrize(("lang", "declared"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_declares_its_language_and_says_what_it_is(lang: Lang, declared: str) -> None:
    found = page(audit(), lang)
    assert ("html", {"lang": declared}) in found.tags
    assert WORDS["title"].say(lang) in found.text
    assert WORDS["leads"].say(lang) in found.text
    assert audit().digest in found.text


def test_the_page_is_built_for_readers_who_do_not_see_it() -> None:
    found = page(audit())
    tables = sum(tag == "table" for tag, _ in found.tags)
    assert tables
    assert tables == sum(tag == "caption" for tag, _ in found.tags)
    assert all("scope" in attributes for tag, attributes in found.tags if tag == "th")
    assert [tag for tag, _ in found.tags if tag == "h1"] == ["h1"]
    names = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(names) == len(set(names))
    for tag, attributes in found.tags:
        if tag == "a":
            assert (attributes["href"] or "")[1:].partition("?rule=")[0] in names


def test_no_heading_leaves_out_a_level() -> None:
    levels = [int(tag[1]) for tag, _ in page(audit()).tags if tag in {"h1", "h2", "h3", "h4", "h5"}]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_rule_without_findings_is_shown_for_its_chart_alone() -> None:
    text = page(audit(), "en").text
    assert "This rule has no findings." in text
    assert "Findings of rule A8.1" not in text


def test_the_matrix_stands_between_what_was_not_assessed_and_the_clauses() -> None:
    text = rendered(audit(), "html").decode()
    places = [
        text.index(f'<h2 id="{name}">') for name in ("figures", "not_assessed", "matrix", "by_clause", "unjudged")
    ]
    later = [text.index(f'<h2 id="{name}">') for name in ("upcoming", "inputs", "parameters", "basis")]
    assert places + later == sorted(places + later)


def test_what_was_not_assessed_comes_before_the_findings_and_says_why() -> None:
    text = page(audit()).text
    order = [WORDS[name].zh for name in ("assessed_share", "leads", "not_assessed_note", "tallies_note", "remedy")]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "60.0%" in text
    assert "参数response_limit未设定" in text
    assert "没有提供台账“培训记录”" in text


def test_manuals_are_summed_up_by_chapter_each_by_itself() -> None:
    other = [msgspec.structs.replace(one, ruleset="other") for one in content(3).tallies if one.chapter == "第三部分"]
    facts = [*content(3).rulesets, msgspec.structs.replace(content(3).rulesets[0], name="other", title=Said("乙", "B"))]
    made = dataclasses.replace(audit(), content=content(3, tallies=[*content(3).tallies, *other], rulesets=facts))
    assert table(rendered(made, "html", "en").decode(), "chapters") == [
        ["Chapter", "Rules", "Assessed", "Findings", "Undetermined", "Pending"],
        ["Service manual"],
        ["第三部分", "4", "3", "3", "2", "1"],
        ["第四部分", "1", "0", "0", "0", "0"],
        ["Total", "5", "3", "3", "2", "1"],
        ["B"],
        ["第三部分", "4", "3", "3", "2", "1"],
    ]


def test_rules_that_contradict_each_other_stand_side_by_side_with_what_each_alone_found() -> None:
    found = table(rendered(contradicting(), "html", "en").decode(), "contrasts")
    assert found[:2] == [
        ["Ruleset", "Clause", "Rule", "Findings", "Undetermined", "Pending", "Found by it alone"],
        ["Time to respond"],
    ]
    assert [(row[0], row[1], row[-1]) for row in found[2:4]] == [("Service manual", "第七条 2", "2"), ("B", "1", "1")]
    assert found[4][0] == "B"
    assert found[4][-1].startswith("Not assessed: ")
    assert 'id="contrasts"' not in rendered(audit(), "html").decode()


@pytest.mark.parametrize("made", [audit(), contradicting()], ids=["alone", "contradicting"])
def test_the_contents_name_every_section_in_its_order(made: Audit) -> None:
    page = rendered(made, "html").decode()
    sections = re.findall(r'<h2 id="(\w+)"', page)
    assert re.findall(r'<li><a href="#(\w+)"', page) == sections[1:], "all but the key figures, above which they stand"


def test_what_rules_about_different_registers_found_is_not_compared() -> None:
    made = contradicting()
    other = [
        *made.content.tallies[:2],
        msgspec.structs.replace(made.content.tallies[2], register="calls", assessed=True),
    ]
    made = dataclasses.replace(made, content=msgspec.structs.replace(made.content, tallies=other))
    assert [row[-1] for row in table(rendered(made, "html", "en").decode(), "contrasts")[2:]] == ["—"] * 3


def test_a_share_that_is_not_all_never_reads_as_all() -> None:
    assert "99.9%" in page(audit(coverage=Coverage(10_000, 9_999, {"column_missing": 1}))).text
    assert "100.0%" not in page(audit(coverage=Coverage(10_000, 9_999, {"column_missing": 1}))).text


def test_the_page_accounts_for_every_input() -> None:
    text = page(audit(), "en").text
    said = ("the file is encrypted", "the sheet cannot be read", "no register fits", "cd" * 32, "closed_at",
            "ambiguous, not used", "2 hidden rows", "30–31", "MM/DD/YYYY hh:mm:ss AM")  # fmt: skip
    for words in said:
        assert words in text
    for words in ("ends before it starts", "WO0901<i>", "2026-01-05", "15m", "chinesecalendar 1.11.0"):
        assert words in text


def test_a_finding_names_its_cells() -> None:
    assert f"{FILE} → {SHEET} → B3 = 2025-03-05 09:00:00" in page(audit(plain_findings(1))).text
    text = rendered(audit(plain_findings(1)), "text").decode()
    assert f"{FILE} → {SHEET} → B3 = 2025-03-05 09:00:00" in text


def test_a_cell_of_a_text_table_has_no_sheet_to_name() -> None:
    row = finding(0, value="x") | {"locations": '[{"file":"a.csv","sheet":"","cell":"B3","value":null}]'}
    for format_ in ("html", "text"):
        assert "a.csv → B3（空）" in rendered(audit([row]), format_).decode()
    assert dict(zip(*listed(audit([row])), strict=True))["工作表"] == ""


def test_a_long_list_says_what_it_leaves_out() -> None:
    total = FINDINGS_PER_RULE + 50
    text = page(audit(plain_findings(total)), "en").text
    assert f"The first {FINDINGS_PER_RULE} of {total} are listed here; the list of findings" in text
    assert "hold the 50 others, too." in text
    assert "WO0004" in text
    assert "WO0005" not in text
    assert len(listed(audit(plain_findings(total)))) == total + 1


def test_a_long_value_says_how_long_it_is() -> None:
    assert "（共32,768字）" in rendered(audit(), "html").decode()
    assert len(rendered(audit(), "html")) < 200_000


def test_findings_of_a_rule_without_a_tally_are_shown_all_the_same() -> None:
    found = page(audit([finding(1, rule="GONE")]), "en").text
    assert "Findings of rule GONE" in found
    assert "WO0001" in found


def test_excused_findings_are_counted_apart() -> None:
    rows = plain_findings(3)
    rows[1]["excused_by"] = "豁免单<3>"
    assert "1 more are excused by a waiver" in page(audit(rows), "en").text
    assert "豁免单<3>" in page(audit(rows)).text
    assert dict(zip(*listed(audit(rows))[::2], strict=True))["豁免依据"] == "豁免单<3>"
    assert "2 findings: high 2" in rendered(audit(rows), "text", "en").decode()


def test_an_audit_of_nothing_is_no_clean_bill() -> None:
    text = page(empty(), "en").text
    assert "There are no rules." in text
    assert "All rules were assessed." not in text
    assert "100.0%" not in text


def test_the_list_opens_in_excel_with_the_key_first() -> None:
    data = rendered(audit(plain_findings(1)), "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    heads, row = listed(audit(plain_findings(1)))
    assert heads[:7] == ["编号", "单位", "日期", "规则", "条款", "重要程度", "说明"]
    assert row[:4] == ["WO0000", "城东网点", "2025-03-05 09:00:00", "A7.2"]
    assert row[7:11] == ["B3; C3", "2025-03-05 09:00:00; 2025-03-05 09:00:00", FILE, SHEET]
    assert listed(empty(), "en")[0][:3] == ["Key", "Unit", "Date"]


def test_nothing_in_the_list_is_a_formula_or_longer_than_a_cell() -> None:
    rows = listed(audit())
    assert len(rows) == len(NASTY) + 1
    for row in rows:
        assert len(row) == len(rows[0])
        for value in row:
            assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
            assert len(value) <= EXCEL_CELL
    assert [row[0] for row in rows if row[0].startswith("'")] == [
        f"'{NASTY[3]}", "'+1+1", "'-1", "'@SUM(A1)", "' =1", "' =1"
    ]  # fmt: skip
    assert rows[-1][0].endswith("（共32,768字）")


def test_a_formula_behind_a_control_character_is_no_formula_either() -> None:
    assert listed(audit([finding(1, key="\x00=1+1")]))[1][0] == "'=1+1"


def test_the_list_names_the_place_of_each_cell_where_there_are_several() -> None:
    first = {"file": "a.xlsx", "sheet": "甲", "cell": "B2", "value": "1"}
    second = {"file": "b.csv", "sheet": "", "cell": "C3", "value": ""}
    row = finding(1) | {"locations": json.dumps([first, second], ensure_ascii=False)}
    found = dict(zip(*listed(audit([row])), strict=True))
    assert found["单元格"] == "a.xlsx → 甲 → B2; b.csv → C3"
    assert found["单元格内容"] == "1; （空）"
    assert found["文件"] == "a.xlsx; b.csv"


@pytest.mark.parametrize("lang", LANGS)
def test_the_summary_says_the_main_things(lang: Lang) -> None:
    text = rendered(audit(plain_findings(40)), "text", lang).decode()
    assert "60.0%" in text
    assert "\x1b" not in text
    assert text.endswith("\n")
    for words in (WORDS["title"], WORDS["leads_short"], WORDS["not_assessed"], WORDS["inputs"]):
        assert words.say(lang) in text
    assert {"zh": "读取31行 = 导入26 + 不作为记录5", "en": "31 rows read = 26 imported + 5 set aside"}[lang] in text
    assert {"zh": "文件已加密", "en": "the file is encrypted"}[lang] in text


def test_the_columns_of_the_summary_stand_under_each_other_in_chinese() -> None:
    lines = rendered(audit(plain_findings(40)), "text").decode().splitlines()
    head, row = (next(line for line in lines if words in line) for words in ("重要程度", "第七条"))
    assert width(head[: head.index("规则")]) == width(row[: row.index("A7.2")])


def test_text_is_cut_by_what_it_takes_on_the_screen() -> None:
    assert clip("服务质量合规审核", 9) == "服务质..."
    assert clip("abc", 3) == "abc"
    assert width("长a") == 3


def test_every_wording_has_both_languages_with_the_same_slots() -> None:
    for name, text in WORDS.items():
        assert text.zh, name
        assert text.en, name
        assert set(re.findall(r"{\w+}", text.zh)) == set(re.findall(r"{\w+}", text.en)), name


def test_the_hooks_load_nothing_heavy() -> None:
    heavy = {"pandas", "pyarrow", "jinja2", "msgspec", "xlsxwriter"}
    code = f"import sys, svcqa.reports as r; r.svcqa_formats(); sys.exit(len({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_exception_is_told_in_words(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx")
    one = svcqa.run([tmp_path / "a.xlsx"], [ruleset(tmp_path)], as_of="2024-03-31")
    assert "例外1（状态为已取消）" in page(one).text
    assert "1 excepted (Status is 已取消)" in page(one, "en").text
