"""Readiness as a page and as a Word document: the figures of the assessment, harmless, in both languages."""

from __future__ import annotations

import re
import struct
import sys
import zlib
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from docx.oxml import parse_xml
from msgspec.structs import replace

from svcqa.assessments import Assessment, Span
from svcqa.errors import UsageError
from svcqa.reports import svcqa_assessment
from svcqa.reports.readiness.drawn import Mark, charts, placed, scale
from svcqa.reports.readiness.numbers import aside, points
from svcqa.reports.readiness.proofs import months
from svcqa.reports.readiness.raster import Raster
from svcqa.reports.readiness.sums import sums
from svcqa.reports.readiness.word import ROWS
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest
from svcqa.text import LANGS, Lang
from svcqa.widths import width
from tests.audits import NASTY
from tests.documents import parts, tables, word, word_text
from tests.pages import Page
from tests.readiness import LEVELS, assessment, hostile, indicative, item, rule, score

FORMATS = ("html", "docx")


_MADE: dict[tuple[str, str, str], bytes] = {}


def made(one: Assessment, format_: str, lang: Lang = "en") -> bytes:
    """Each report is written once for all tests that read it."""
    key = (repr(one), format_, lang)
    if key not in _MADE:
        _MADE[key] = written(one, format_, lang)
    return _MADE[key]


def written(one: Assessment, format_: str, lang: Lang = "en") -> bytes:
    data = svcqa_assessment(one, RenderRequest(format_, lang))
    assert data is not None
    return data


def said(one: Assessment, format_: str, lang: Lang = "en") -> str:
    """All that is read, on one line."""
    data = made(one, format_, lang)
    text = Page(data.decode()).text if format_ == "html" else word_text(data)
    return " ".join(text.split())


class Rows(HTMLParser):
    """The rows of the tables below a heading of a page, cell by cell."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False
        self.feed(text.partition(f'<h2 id="{name}">')[2].partition("</section>")[0])
        self.rows = [[" ".join(cell.split()) for cell in row] for row in self.rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] += data


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("40", "40"), ("25/2", "12.5"), ("10/3", "3.33"), ("2/3", "0.67"), ("0", "0"), ("-1", "-1"), ("-1/3", "-0.33"),
        ("5999/1000", "5.999"), ("29999/10000", "2.9999"), ("1/1000", "0.001"), ("12499/1000", "12.499"), ("1/200", "0.01"),
        ("1/30000000000000000", "1/30000000000000000"),
    ],
)  # fmt: skip
def test_points_are_rounded_and_never_read_as_all_or_as_nothing(exact: str, shown: str) -> None:
    assert points(exact) == shown


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", FORMATS)
def test_the_score_is_a_span_with_its_exact_value_its_levels_and_what_is_lacking(format_: str, lang: Lang) -> None:
    text = said(assessment(), format_, lang)
    low, high, next_ = {"zh": ("未达标", "达标", "差49.17分到达标"), "en": ("not reached", "basic level", "49.17 points are lacking to basic level")}[lang]  # fmt: skip
    assert "20.83 – 70.83" in text
    assert "125/6 – 425/6" in text
    assert f"{low} – {high}" in text
    assert next_ in text
    for title, least in LEVELS:
        assert re.search(rf"{title.say(lang)} ?[（(](from )?{least}", text)
    for fact in ("sha256:abc", "sha256:def", "2025-12-31", "S-1"):
        assert fact in text
    preparation = {"zh": "评价和等级由认证机构决定", "en": "evaluation and level are the certification body's"}
    assert preparation[lang] in text


@pytest.mark.parametrize("format_", FORMATS)
def test_a_settled_score_is_one_number(format_: str) -> None:
    text = said(assessment(score=Span(score("80", 1), score("80", 1))), format_)
    assert "80.00 – " not in text
    assert "80.00" in text
    assert "three stars – " not in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", FORMATS)
def test_the_what_if_is_labelled_as_no_score(format_: str, lang: Lang) -> None:
    text = said(assessment(), format_, lang)
    assert "0.00 – 20.83" in text
    assert {"zh": "这不是得分。有2项", "en": "This is no score. 2 findings"}[lang] in text
    assert "0.00 – 20.83" not in said(assessment(unreviewed=0), format_, lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", FORMATS)
def test_without_points_no_level_is_named_anywhere_and_why_is_said(format_: str, lang: Lang) -> None:
    text = said(indicative(), format_, lang)
    for title, _ in LEVELS:
        assert title.say(lang) not in text
    assert indicative().below.say(lang) not in text
    warning, why = {"zh": ("只作参考，不写等级", "5项还没有分值"), "en": ("Indicative only: no level is named", "5 items have no points")}[lang]  # fmt: skip
    assert warning in text
    assert why in text
    assert {"zh": "均分，未录入", "en": "equal share, not entered"}[lang] in text


def test_why_no_level_is_named_stands_in_large_letters() -> None:
    assert '<div class="warning"><strong>Indicative only' in made(indicative(), "html").decode()
    large = [
        run for line in word(made(indicative(), "docx")).paragraphs for run in line.runs if run.font.highlight_color
    ]
    assert [run.text for run in large] == ["Indicative only: no level is named"]
    assert all(run.font.size is not None and run.font.size.pt >= 18 for run in large)
    assert 'class="warning"' not in made(assessment(), "html").decode()


@pytest.mark.parametrize("one", [assessment(), indicative()], ids=["entered", "indicative"])
def test_points_of_every_group_add_up_to_what_the_scheme_gives_it(one: Assessment) -> None:
    rows = {row[0].partition(" ")[0]: row[1:] for row in Rows(made(one, "html").decode(), "points").rows[1:]}
    for group in one.groups:
        declared, applicable, worst, best, open_, lost, gone = map(Fraction, map(_exact, rows[group.name][:7]))
        assert declared == Fraction(group.declared)
        assert applicable + gone == declared
        assert abs(worst + open_ + lost + gone - declared) < Fraction(2, 100)
        clauses = [rows[clause.name] for clause in one.clauses if clause.group == group.name]
        for at, whole in ((1, applicable), (3, best), (6, gone)):
            assert abs(sum(Fraction(_exact(row[at])) for row in clauses) - whole) < Fraction(2, 100)
    assert aside(one, one.items) == "10"


def _exact(shown: str) -> str:
    return "0" if shown == "—" else shown


def test_bars_tell_the_same_points_as_the_table() -> None:
    words = Words("en")
    table = {str(row[0]): row for row in sums(assessment(), words).table.rows}
    for chart in charts(assessment(), words):
        for bar in chart.bars:
            row = table[bar.label]
            assert [part.text for part in bar.parts] == [row[3], row[5], row[6], row[7]]
            assert f"{bar.label}: " in chart.told
            ends = [part.start + part.size for part in bar.parts]
            assert [part.start for part in bar.parts[1:]] == pytest.approx(ends[:-1])
            assert ends[-1] <= 100.0001
    drawn = [len(chart.bars) for chart in charts(assessment(), words)]
    assert drawn == [2, 4]


def test_a_picture_on_paper_stands_beside_its_numbers_and_is_told_in_words() -> None:
    document = word(made(assessment(), "docx"))
    told = [node.get("descr") for node in document.element.iter("{*}docPr")]
    assert "1.1 title 1.1" in told
    assert any(one.startswith("Score 20.83 – 70.83 of 100.") for one in told if one)
    assert None not in told
    rows = [row for table in tables(made(assessment(), "docx")) for row in table if row[0] == "1 title 1"]
    assert rows[0][2:] == ["8.33", "10", "1.67", "0"]


def test_the_scale_shows_the_span_and_every_limit_and_none_where_no_level_is_named() -> None:
    drawn = scale(assessment(), Words("en"))
    assert (drawn.whole, round(drawn.worst, 2), round(drawn.best, 2)) == (100, 20.83, 70.83)
    assert [(one.at, one.text) for one in drawn.limits] == [
        (70, "basic level 70"),
        (80, "three stars 80"),
        (95, "five stars 95"),
    ]
    assert not scale(indicative(), Words("en")).limits
    above = scale(assessment(cap=False, score=Span(score("101", 2), score("101", 2))), Words("en"))
    assert above.whole == 101
    assert above.best == 100
    assert [one.text for one in above.scores] == ["score 101.00"]


def test_texts_along_a_scale_never_lie_upon_one_another() -> None:
    marks = [Mark(at, f"level {at}") for at in (0, 70, 72, 74, 90, 95, 100)]
    spans: dict[int, list[tuple[float, float]]] = {}
    for one in placed(marks, 2.0):
        half = width(one.text)
        spans.setdefault(one.line, []).append((one.middle - half, one.middle + half))
        assert one.middle - half >= 0
        assert one.middle + half <= 100
    for line in spans.values():
        assert all(end <= start for (_, end), (start, _) in pairwise(line))


@pytest.mark.parametrize("format_", FORMATS)
def test_the_way_lists_every_thing_step_by_step_with_what_it_gives_back(format_: str) -> None:
    one = assessment()
    assert one.way is not None
    text = said(one, format_)
    for step in one.way.steps:
        assert f"+{step.gives}" in text
        assert all(thing.said.en in text for thing in step.things)
    assert "3 things to do, in 2 steps" in text
    assert "the worst case is 70.83: basic level" in text
    assert "425/6" in text
    short = said(assessment(way=replace(one.way, reached=None)), format_)
    assert "Even all of them together do not reach basic level" in short
    assert "the worst case is" not in short.replace("worst case is 70.83", "")


def test_a_step_leads_to_its_item_on_the_page() -> None:
    text = made(assessment(), "html").decode()
    anchors = re.findall(r'<a href="#(item-\d+)">([\d.]+)', text)
    assert [name for _, name in anchors] == ["1.1.1", "2.1.1"]
    for anchor, name in anchors:
        assert re.search(rf'id="{anchor}">\s*<h3>{name} ', text)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", FORMATS)
def test_an_item_without_criterion_is_said_to_have_none_and_never_to_have_no_findings(format_: str, lang: Lang) -> None:
    one = assessment(items=[item("1.1.1", "0", "10", "no_criterion")])
    text = said(one, format_, lang)
    assert {"zh": "没有准则：", "en": "No criterion: "}[lang] in text
    told = {"zh": "规则0条", "en": "0 rules"}[lang]
    assert told not in text


@pytest.mark.parametrize("format_", FORMATS)
def test_rules_and_nonconformities_lead_back_to_their_cells(format_: str) -> None:
    text = said(assessment(), format_)
    assert "3 rules: 2 assessed, 1 not; findings confirmed 3, unreviewed 2; undetermined 1" in text
    assert "Not assessed: the register is missing" in text
    assert "派工单.xlsx → 7月 → N12 = 2025-07-14 09:55" in text
    assert "not raised yet" in text
    assert "NC-7" in text
    assert "closed as effective" in text
    assert "of the records: 2 of 12 do not conform" in text
    assert ("R-3" in text) == (format_ == "html"), "paper counts what has nothing to say"
    assert ("1 more rules were assessed" in text) == (format_ == "docx")


@pytest.mark.parametrize("format_", FORMATS)
def test_what_does_not_apply_stands_apart_with_its_reason(format_: str) -> None:
    text = said(assessment(), format_)
    assert "不回收旧机" in text
    assert "listed apart: 1" in text
    assert "评分表.xlsx → 评分项目 → A2.2.1" in text
    gone = replace(assessment().items[4], why_not="", rules=[rule("R-9", fails=2, confirmed=2)])
    rows = Rows(made(assessment(items=[*assessment().items[:4], gone]), "html").decode(), "aside").rows
    assert rows[1][2:] == ["no reason given", "评分表.xlsx → 评分项目 → A2.2.1", "1", "2", "0"]


@pytest.mark.parametrize("format_", FORMATS)
def test_evidence_papers_days_and_what_bears_on_nothing_are_told(format_: str) -> None:
    text = said(assessment(), format_)
    for told in (
        "2 in all: incomplete 1, stated by people 1", "2025-03", "2025-11 to 2025-12 (2 months)", "asked from 2025-01-01",
        "回访.xlsx → 回访: 回访台账, 85 rows, 2025-01-03 to 2025-10-30", "三号柜", "The certificate ends", "2026-03-15",
        "F-1", "记录不全", "3 rules bear on no item: 4 findings, 1 of them confirmed", "内部纪律", "R-99",
        "评分表.xlsx → 认证信息 → B4", "手中的标准", "各机构自订规则", "D (not confirmed)", "rectified, counts no more",
        "Special points count after conversion",
    ):  # fmt: skip
        assert told in text, told


def test_months_that_follow_one_another_are_told_together() -> None:
    told = list(months(["2024-12", "2025-01", "2025-03", "2025-05", "2025-06", "2025-07"], Words("en")))
    assert told == ["2024-12 to 2025-01 (2 months)", "2025-03", "2025-05 to 2025-07 (3 months)"]
    assert not list(months([], Words("en")))


def test_long_lists_are_folded_on_the_page_and_cut_on_paper_which_says_so() -> None:
    many = [rule(f"R-{number}", unreviewed=1, fails=1) for number in range(ROWS + 7)]
    one = assessment(items=[item("1.1.1", "0", "10", rules=many)])
    page = made(one, "html").decode()
    assert all(f"R-{number}" in page for number in range(ROWS + 7))
    assert re.search(rf"<details><summary>{ROWS + 7} rules", page)
    assert "7 more rows are not printed" in said(one, "docx")
    assert f"R-{ROWS}" not in said(one, "docx")
    many[-1] = rule("R-LAST", confirmed=1, fails=1)
    assert "R-LAST" in said(assessment(items=[item("1.1.1", "0", "10", rules=many)]), "docx"), (
        "what is confirmed goes first"
    )


@pytest.mark.parametrize("value", [*NASTY, "⟦x⟧"])
def test_a_hostile_value_is_text_on_the_page_and_on_paper(value: str) -> None:
    page = made(hostile(value), "html", "zh").decode()
    found = Page(page)
    assert not found.scripts
    assert not {"script", "img", "iframe", "b"} & {tag for tag, _ in found.tags}
    assert "\x00" not in page
    data = made(hostile(value), "docx", "zh")
    for name, part in parts(data).items():
        parse_xml(part.encode())
        assert set(re.findall(r'w:instr="(\w+)"', part)) <= {"PAGE", "NUMPAGES"}, name
        assert "<w:hyperlink" not in part
        assert 'TargetMode="External"' not in part
    if value.isprintable() and len(value) < 100:
        assert value in word_text(data)
        assert " ".join(value.split()) in found.text


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_asks_nothing_of_the_network_and_runs_nothing(lang: Lang) -> None:
    text = made(assessment(), "html", lang).decode()
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in text
    assert not re.search(r"https?:|<script|@import|\bon\w+=", text)
    assert set(re.findall(r"url\(([^)]*)\)", text)) == {"#hatched", "#dotted"}
    found = Page(text)
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {(attributes.get("href") or "")[1:] for tag, attributes in found.tags if tag == "a"}
    assert links <= set(ids)
    labels = {name for _, attributes in found.tags for name in (attributes.get("aria-labelledby") or "").split()}
    assert labels <= set(ids)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", FORMATS)
def test_two_runs_give_the_same_bytes(format_: str, lang: Lang) -> None:
    assert written(assessment(), format_, lang) == made(assessment(), format_, lang)


def test_without_the_extra_for_word_documents_how_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match=r"svcqa\[docx\]"):
        written(assessment(), "docx")
    assert written(assessment(), "html")


def test_a_picture_is_a_png_whose_parts_differ_without_colour() -> None:
    drawn = {}
    for kind in ("safe", "open", "lost", "aside"):
        picture = Raster(60, 20)
        picture.part(kind, 0, 100)
        data = picture.png()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", data[16:24]) == (60, 20)
        size = struct.unpack(">I", data[data.index(b"IDAT") - 4 : data.index(b"IDAT")])[0]
        rows = zlib.decompress(data[data.index(b"IDAT") + 4 :][:size])
        assert len(rows) == 61 * 20
        drawn[kind] = sum(bool(dot) for dot in rows)
    assert drawn["safe"] > drawn["open"] > drawn["aside"] > drawn["lost"]
