"""The reports that people sign: complete after ISO 19011, filled in by nobody but people, and harmless."""

from __future__ import annotations

import io
import re
import sys
from typing import Any

import pytest
from docx.oxml import parse_xml

from svcqa.dossier import ELEMENTS, REQUIRED
from svcqa.errors import UsageError
from svcqa.findings import Audit
from svcqa.nonconformities import nonconformities
from svcqa.rendering import nonconformity_reports, template
from svcqa.reports import svcqa_nonconformity, svcqa_render, svcqa_template
from svcqa.reports.signed.paper import Paper
from svcqa.reports.wording import WORDS
from svcqa.requests import RenderRequest
from svcqa.text import LANGS, Lang
from tests.audits import NASTY, audit, empty, nasty_findings, plain_findings
from tests.documents import parts, pdf, pdf_text, tables, word, word_text
from tests.pages import rendered
from tests.reviewed import review, reviewed

STATED = {code: f"所述内容{number}" for number, code in enumerate(ELEMENTS)}


def text_of(one: Audit, format_: str, lang: Lang = "zh") -> str:
    data = rendered(one, format_, lang)
    return pdf_text(data) if format_ == "pdf" else "".join(word_text(data).split())


def said(name: str, lang: Lang = "zh", **given: object) -> str:
    return "".join(WORDS[name].fill(**given).say(lang).split())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_the_report_has_every_element_that_the_standard_asks_for(format_: str, lang: Lang) -> None:
    text = text_of(reviewed(elements=STATED), format_, lang)
    for code, content in STATED.items():
        if code not in {"report_no", "issued_on"}:
            assert "".join(ELEMENTS[code].say(lang).split()) in text, code
        assert content in text, code
    for name in ("formal.sampling", "formal.leads", "formal.nonconformities", "formal.signatures", "formal.inputs"):
        assert said(name, lang) in text, name
    assert said("formal.missing", lang) not in text


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_what_nobody_stated_is_marked_and_not_made_up(format_: str) -> None:
    text = text_of(reviewed(), format_)
    names = "、".join(ELEMENTS[code].zh for code in REQUIRED)
    assert said("formal.missing_note", count=len(REQUIRED), listed=names) in text
    assert text.count(said("formal.missing")) == len(REQUIRED) + 1, "and the number of the report"
    assert "".join(ELEMENTS["good_practices"].zh.split()) not in text, "what a report may have is left out"


def test_a_missing_element_is_highlighted_in_word() -> None:
    document = word(rendered(reviewed(elements={**STATED, "conclusions": ""}), "docx"))
    marked = [
        run.text for table in document.tables for row in table.rows for cell in row.cells
        for paragraph in cell.paragraphs for run in paragraph.runs if run.font.highlight_color
    ]  # fmt: skip
    assert marked == [WORDS["formal.missing"].zh]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_only_confirmed_findings_are_nonconformities_and_the_rest_is_said(format_: str, lang: Lang) -> None:
    text = text_of(reviewed(), format_, lang)
    assert said("formal.fact", lang, scope=12, failed=9, count=8, unreviewed=1) in text
    assert "WO0004" in text
    assert "WO0005" not in text, "five examples"
    assert said("formal.more_cases", lang, count=3) in text
    nothing = text_of(audit(plain_findings(3)), format_, lang)
    assert said("formal.no_nonconformities", lang) in nothing


def test_reviews_that_cannot_count_are_listed() -> None:
    row = plain_findings(1)[0]
    text = text_of(reviewed([row], [review(row, doubt="no_reviewer")]), "docx")
    assert said("doubt.no_reviewer") in text
    assert "".join(["审核工作簿.xlsx", "→", "疑点复核", "→", "A2"]) in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("made", [empty(), audit()], ids=["empty", "nasty"])
def test_any_audit_can_be_printed(made: Audit, lang: Lang) -> None:
    for format_ in ("docx", "pdf"):
        assert len(rendered(made, format_, lang)) > 10_000


@pytest.mark.parametrize("value", NASTY)
def test_a_hostile_value_is_text_in_word_and_pdf(value: str) -> None:
    rows = [row for row, nasty in zip(nasty_findings(), NASTY, strict=True) if nasty == value]
    made = reviewed(rows, [review(rows[0], reason=value, answer=value)], {**STATED, "conclusions": value, value: value})
    (report,) = nonconformity_reports(made).values()
    for data in (rendered(made, "docx"), report):
        for name, part in parts(data).items():
            parse_xml(part.encode())
            assert set(re.findall(r'w:instr="(\w+)"', part)) <= {"PAGE", "NUMPAGES"}, name
            assert "instrText" not in part
            assert "<w:hyperlink" not in part
            assert 'TargetMode="External"' not in part
        assert word_text(data)
    opened = pdf(rendered(made, "pdf"))
    assert not [page for page in opened.pages if page.annotations]
    assert not {"/OpenAction", "/AA", "/Names"} & set(opened.root_object)


def test_what_looks_like_a_mark_of_a_template_is_printed_as_it_is() -> None:
    text = text_of(reviewed(elements={"conclusions": "{{ 7 * 7 }} {% if x %} #image(1)"}), "docx")
    assert "{{7*7}}{%ifx%}#image(1)" in text
    assert "{{7*7}}{%ifx%}#image(1)" in text_of(
        reviewed(elements={"conclusions": "{{ 7 * 7 }} {% if x %} #image(1)"}), "pdf"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_nonconformity_report_counts_and_quotes_and_leaves_the_rest_to_people(lang: Lang) -> None:
    made = reviewed(elements={"report_no": "NS-1", "auditee": "售后部"})
    (name,) = nonconformity_reports(made, lang)
    assert name == "001 第七条 2 城东网点.docx"
    data = nonconformity_reports(made, lang)[name]
    form, annex = tables(data)
    told = {row[0]: row[1] for row in form}
    assert told[WORDS["nc.number"].say(lang)].strip() == "", "number and grade are for people to give"
    assert {row[0]: row[-1] for row in form}[WORDS["nc.number"].say(lang)] == WORDS["nc.grades"].say(lang)
    assert told[WORDS["nc.unit"].say(lang)] == "城东网点"
    assert (
        WORDS["formal.fact"].fill(scope=12, failed=9, count=8, unreviewed=1).say(lang)
        in told[WORDS["nc.fact"].say(lang)]
    )
    assert "WO0004" in told[WORDS["nc.fact"].say(lang)]
    assert "WO0005" not in told[WORDS["nc.fact"].say(lang)]
    assert WORDS["nc.leave"].say(lang) in told[WORDS["nc.remedy"].say(lang)]
    assert [row[0] for row in annex[1:]] == [f"WO{number:04}" for number in range(8)], "the full list is attached"
    assert "工单台账.xlsx → 2025年一季度 → B3 = 2025-03-05 09:00:00" in annex[1][3]
    for label in ("nc.cause", "nc.action", "nc.verification", "nc.effectiveness"):
        assert told[WORDS[label].say(lang)].strip() == WORDS["nc.signs"].say(lang).strip()


def test_few_cases_need_no_annex() -> None:
    rows = plain_findings(2)
    (data,) = nonconformity_reports(reviewed(rows, [review(rows[0])])).values()
    assert len(tables(data)) == 1
    assert WORDS["nc.annex"].zh not in word_text(data)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("document", ["audit", "nonconformity"])
def test_a_template_that_was_changed_is_used(document: Any, lang: Lang) -> None:
    opened = word(template(document, lang))
    opened.paragraphs[0].text = "甲公司专用 {{ digest }}"
    stream = io.BytesIO()
    opened.save(stream)
    made = reviewed()
    if document == "audit":
        data = svcqa_render(made, RenderRequest("docx", lang, stream.getvalue()))
    else:
        data = svcqa_nonconformity(made, nonconformities(made)[0], RenderRequest("docx", lang, stream.getvalue()))
    assert isinstance(data, bytes)
    assert word(data).paragraphs[0].text == f"甲公司专用 {made.digest}"


def test_a_template_that_cannot_be_filled_in_is_refused_by_name() -> None:
    paper = Paper("x")
    paper.text("{{ finding_count }}")
    for bad, words in ((paper.bytes(), "finding_count"), (b"no document", "no Word document")):
        with pytest.raises(UsageError, match=words):
            svcqa_render(reviewed(), RenderRequest("docx", "zh", bad))


def test_a_template_cannot_reach_into_the_program() -> None:
    paper = Paper("x")
    paper.text("{{ ''.__class__.__mro__ }}")
    with pytest.raises(UsageError, match="mark of the template"):
        svcqa_render(reviewed(), RenderRequest("docx", "zh", paper.bytes()))


def test_other_formats_have_no_template_and_no_nonconformity_report() -> None:
    made = reviewed()
    assert svcqa_template("audit", RenderRequest("pdf")) is None
    assert svcqa_nonconformity(made, nonconformities(made)[0], RenderRequest("pdf")) is None


@pytest.mark.parametrize(("format_", "module"), [("docx", "docxtpl"), ("pdf", "typst")])
def test_a_part_that_is_not_installed_is_named(format_: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=rf"svcqa\[{format_}\]"):
        svcqa_render(reviewed(), RenderRequest(format_))


def test_the_pdf_carries_its_font_and_says_what_it_is() -> None:
    opened = pdf(rendered(reviewed(), "pdf"))
    assert opened.metadata is not None
    assert opened.metadata.title == WORDS["formal.title"].zh
    assert str(opened.metadata.creation_date)[:10] == "2025-12-31", "the audit date, whenever it is printed"
    marks: Any = opened.root_object["/MarkInfo"]
    assert marks["/Marked"]
    fonts = {font["/BaseFont"]: font for page in opened.pages for font in _fonts(page)}
    assert all("NotoSansSC" in name for name in fonts)
    for font in fonts.values():
        (inner,) = font["/DescendantFonts"]
        assert "/FontFile3" in inner.get_object()["/FontDescriptor"]


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_a_character_that_the_font_cannot_draw_stands_as_its_number() -> None:
    text = text_of(reviewed(elements={"conclusions": "𠮷😀龘"}), "pdf")
    assert "[U+1F600]" in text
    assert "□" not in text


def test_a_font_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from svcqa.errors import PluginError

    monkeypatch.setattr("svcqa.reports.signed.pdf.FAMILY", "No Such Font")
    with pytest.raises(PluginError, match="unknown font family"):
        rendered(reviewed(), "pdf")
