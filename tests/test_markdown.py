"""The Markdown summary: its figures are those of the audit, and no value of it is markup in any renderer."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from svcqa.dossier import Dossier, Review
from svcqa.findings import Audit
from svcqa.reports.markup import shown
from svcqa.reports.overview import figures
from svcqa.reports.shown import printable
from svcqa.reports.wording import WORDS
from svcqa.text import LANGS, Lang
from tests.audits import FILE, NASTY, audit, content, empty, finding, plain_findings
from tests.hostile import hostile, judged, reviewed
from tests.pages import rendered

MARKUP: tuple[str, ...] = (
    *NASTY, "| a | b |", "\\| <b>x</b> |", "`tick` ``two``", "`", "[a](https://example.org)", "![a](x.png)", "<https://a.org>",
    "https://example.org", "www.example.org", "a@example.org", "example.org", "@all", "#12", "!34", "**bold** _it_",
    "&lt;script&gt;", "~~gone~~", "[^1]", "[x]: http://a.org", ":smile:", "$x^2$", "# head", "> quote", "- item", "--",
    "<!-- note -->", "a\\", "\\", "\u2028line", "1. one",
)  # fmt: skip
OURS = {"h1", "h2", "h3", "p", "ul", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "code", "strong"}
RENDER: Callable[[str], str] = MarkdownIt("gfm-like").render


class Seen(HTMLParser):
    """What a renderer made of it: the tags, and the cells of all tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(RENDER(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._inside = self._inside or tag in {"td", "th"}
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def seen(one: Audit, lang: Lang = "zh") -> Seen:
    return Seen(rendered(one, "markdown", lang).decode())


def cells(one: Audit, lang: Lang = "zh") -> dict[str, list[str]]:
    """Rows of all tables by their first cell; of several the first."""
    found: dict[str, list[str]] = {}
    for row in seen(one, lang).rows:
        found.setdefault(row[0], row[1:])
    return found


def said(name: str, lang: Lang = "zh") -> str:
    return WORDS[name].say(lang)


@pytest.mark.parametrize("value", MARKUP, ids=range(len(MARKUP)))
@pytest.mark.parametrize("lang", LANGS)
def test_no_value_is_markup_wherever_it_stands(value: str, lang: Lang) -> None:
    text = rendered(hostile(value), "markdown", lang).decode()
    assert Seen(text).tags <= OURS
    assert "\\|" not in text, "renderers differ in how they read it"
    for before, after in itertools.pairwise(text.splitlines()):
        assert not (before[:1] == after[:1] == "|") or before.count("|") == after.count("|")


@pytest.mark.parametrize("value", MARKUP, ids=range(len(MARKUP)))
def test_a_value_is_shown_as_it_is(value: str) -> None:
    row = Seen(f"| a | b |\n| --- | --- |\n| {shown(value)} | c |\n").rows[-1]
    assert row == [printable(value).strip(), "c"]


@given(st.text(st.characters() | st.sampled_from("`|\\*_[]()<>!&@:/.- a")))
@example("\\|`")
@example("` `")
@example("a.b")
def test_any_text_stays_one_cell_and_one_piece_of_text(value: str) -> None:
    found = Seen(f"| a | b |\n| --- | --- |\n| {shown(value)} | c |\n")
    assert found.tags <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
    assert [cell.strip() for cell in found.rows[-1]] == [printable(value).strip(), "c"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("made", [judged(), audit(), empty(), reviewed(plain_findings(9), "confirmed")])
def test_the_figures_are_those_of_every_report(made: Audit, lang: Lang) -> None:
    found, numbers = cells(made, lang), figures(made)
    assert found[said("findings", lang)] == [f"{numbers.findings:,}"]
    assert found[said("excused_count", lang)] == [f"{numbers.excused:,}"]
    assert found[said("undetermined", lang)] == [f"{numbers.undetermined:,}"]
    assert found[said("judged", lang)] == [f"{numbers.judged:,}"]
    assert found[said("records", lang)] == [f"{numbers.records:,}"]
    assert found[said("assessed_share", lang)][0].startswith(numbers.share)
    for weight, count in numbers.by_weight.items():
        name = WORDS["detail"].fill(name=WORDS["findings"], value=WORDS[f"weight.{weight}"]).say(lang)
        assert found[name] == [f"{count:,}"]


def test_every_section_adds_up() -> None:
    made = audit(plain_findings(7))
    rows = [row for row in seen(made, "en").rows if row]
    (total,) = (row for row in rows if row[1] == "Total")
    assert total[2:] == ["5", "3", "33", "22", "7", "1", "2", "1"]
    (late,) = (row for row in rows if row[1] == "A7.2")
    assert late == ["第七条 2", "A7.2", "The customer is called within 15 minutes", "high", "7", "0", "13", "2"]
    assert ["Register not supplied", "register 'training' not supplied", "1"] in rows
    assert ["ends before it starts", "1", "1"] in rows
    assert [FILE, "2025年一季度", "work_orders", "", "31", "26", "5", "26"] in rows
    assert ["加密.xlsx", "ef" * 32, "the file is encrypted", "1,024"] in rows


def test_it_says_that_findings_are_leads_and_what_it_was_made_from() -> None:
    for lang in LANGS:
        text = rendered(audit(), "markdown", lang).decode()
        assert said("leads", lang) in text
        assert audit().digest in text


def test_the_decisions_of_reviewers_are_counted() -> None:
    rows = plain_findings(6)
    rows[5]["excused_by"] = "豁免单3"
    found = cells(reviewed(rows, "confirmed", "explained", "explained"), "en")
    assert (found["Confirmed"], found["Explained"], found["Unreviewed"]) == (["1"], ["2"], ["2"])
    assert found["第七条 2"][3:] == ["6", "1", "12", "2"]
    assert cells(audit(rows), "en")["Unreviewed"] == ["5"], "without a review nothing is decided"


def test_reviews_that_do_not_count_are_said() -> None:
    lost = Dossier(reviews=[Review("0" * 16, "confirmed", "", "", "李", "", "", "", "no_such_finding")])
    text = rendered(dataclasses.replace(audit(), dossier=lost), "markdown", "en").decode()
    assert "1 more reviews do not count" in text


def test_findings_of_a_rule_without_a_tally_are_counted_all_the_same() -> None:
    found = cells(audit([finding(1, rule="GONE"), finding(2, rule="GONE")]), "en")
    assert found["—"][:4] == ["GONE", "—", "—", "2"]


def test_plain_words_need_no_code() -> None:
    assert shown("第七条 2 (a), 2025-03-05") == "第七条 2 (a), 2025-03-05"
    assert shown("a|b") == "`a`&#124;`b`"
    assert shown("x``") == "``` x`` ```"


def test_an_audit_of_nothing_is_no_clean_bill() -> None:
    text = rendered(empty(), "markdown", "en").decode()
    assert "There are no rules." in text
    assert "All rules were assessed." not in text


def test_a_long_value_says_how_long_it_is() -> None:
    long = audit(rulesets=[replace(content(1).rulesets[0], version=NASTY[-1])])
    assert "（共32,768字）" in rendered(long, "markdown").decode()
