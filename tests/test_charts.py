"""Charts drawn from exhibits: what they say is what was counted, in both languages, with and without eyes or colour."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

import svcqa
from svcqa.accounts import Said
from svcqa.findings import Exhibit
from svcqa.reports.charts import MOST, Chart, chart
from svcqa.reports.words import Words
from svcqa.text import LANGS, Lang
from tests.audits import NASTY, audit, exhibits, plain_findings
from tests.office import HEADINGS, ORDERS, ruleset, workbook
from tests.pages import Page, page, rendered

VERDICTS = ["conforms", "fails", "pending", "undetermined"]


def exhibit(rows: list[tuple[str, list[int]]], kind: Any = "distribution", limit_after: int | None = None) -> Exhibit:
    told = [[{"zh": label, "en": label}, *counts] for label, counts in rows]
    return Exhibit("manual", "R-1", "took", kind, Said("用时", "Time taken"), VERDICTS, told, limit_after)


def drawn(one: Exhibit, lang: Lang = "en") -> Chart:
    found = chart(one, Words(lang))
    assert found is not None
    return found


def drawings(text: str) -> list[str]:
    """Each drawing beside a clause, without its legend."""
    text = text.partition('id="by_clause"')[2]
    return [part.partition("</figure>")[0] for part in text.split('<svg class="drawing')[1:]]


@pytest.mark.parametrize("lang", LANGS)
def test_every_exhibit_is_drawn_beside_its_rule(lang: Lang) -> None:
    text = rendered(audit(plain_findings(3)), "html", lang).decode()
    assert len(drawings(text)) == len(exhibits())
    ending = {"zh": "", "en": " in English"}[lang]
    places = [text.index(f"<figcaption>{words}{ending} <span>") for words in ("用时分布", "各月件数", "状态")]
    first, second, third = places
    assert text.index('id="clause-1"') < first < second < text.index('id="clause-2"') < third


@pytest.mark.parametrize("lang", LANGS)
def test_a_chart_tells_its_numbers_to_those_who_do_not_see_it(lang: Lang) -> None:
    rows = [{**one, "date": None} for one in plain_findings(3)]  # so that there is no trend
    found = page(audit(rows), lang)
    images = [
        attributes for tag, attributes in found.tags if tag == "svg" and "drawing" in (attributes.get("class") or "")
    ]
    assert len(images) == len(exhibits())
    names = {attributes.get("id"): tag for tag, attributes in found.tags}
    for attributes in images:
        title, desc = (attributes["aria-labelledby"] or "").split()
        assert (names[title], names[desc]) == ("title", "desc")
    told = {
        "zh": "≤7分30秒：符合 1；≤15分：符合 1、未到期 1；≤30分：0；>30分：疑点 14、无法判断 1,234",
        "en": "≤ 7 min 30 s: Conforms 1; ≤ 15 min: Conforms 1, Pending 1; ≤ 30 min: 0; "
        "> 30 min: Findings 14, Undetermined 1,234",
    }
    assert told[lang] in found.text


def test_each_verdict_is_named_in_the_legend_and_each_number_written() -> None:
    text = drawings(rendered(audit(plain_findings(3)), "html", "en").decode())[0]
    numbers = re.findall(r'<text class="(?:number|nil)"[^>]*>([\d,]+)</text>', text)
    assert numbers == ["1", "0", "0", "0", "1", "0", "1", "0", "0", "0", "0", "0", "0", "14", "0", "1,234"]
    clauses = rendered(audit(plain_findings(3)), "html", "en").decode().partition('id="by_clause"')[2]
    legend = clauses.partition('<ul class="legend">')[2]
    assert re.findall(r"</svg>(\w+)</li>", legend.partition("</ul>")[0]) == [
        "Conforms",
        "Findings",
        "Pending",
        "Undetermined",
    ]


def test_the_limit_is_marked_after_the_bars_within_it() -> None:
    text = drawings(rendered(audit(plain_findings(3)), "html", "en").decode())[0]
    place = float(re.findall(r'class="limit"[^>]* y1="(\d+)"', text)[0])
    labels = [float(y) for y in re.findall(r'<text x="[^"]*" y="(\d+)" text-anchor="end">[≤>&]', text)]
    assert len(labels) == 4
    assert labels[1] < place < labels[2]
    assert ">limit</text>" in text


@pytest.mark.parametrize("mark", [None, 0, 2, 7])
def test_no_limit_is_marked_where_no_bar_lies_beyond_it(mark: int | None) -> None:
    rows = [("≤ 1 h", [3, 0, 0, 0]), ("> 1 h", [0, 2, 0, 0])]
    assert drawn(exhibit(rows, limit_after=mark)).limit_after is None


def test_bars_are_as_long_as_their_numbers() -> None:
    found = drawn(exhibit([("a", [30, 10, 0, 0]), ("b", [0, 20, 0, 0]), ("c", [0, 0, 0, 0])]))
    first, second, third = (found.lying(bar) for bar in found.bars)
    assert [part.verdict for part in first] == ["conforms", "fails"]
    assert first[0].start == second[0].start == found.start
    assert first[0].size == pytest.approx(3 * first[1].size)
    assert second[0].size == pytest.approx(2 * first[1].size)
    assert first[1].start == pytest.approx(first[0].start + first[0].size)
    assert third == []
    assert found.verdicts == ["conforms", "fails"], "a verdict that never occurs takes no room"
    assert first[1].start + first[1].size < found.number_at(0), "bars end before the numbers"


def test_nothing_is_drawn_of_nothing() -> None:
    assert chart(exhibit([]), Words("zh")) is None
    assert chart(exhibit([("a", [0, 0, 0, 0])]), Words("zh")) is None


def test_a_long_label_stands_above_its_bar() -> None:
    assert drawn(exhibit([("short", [1, 0, 0, 0])], "counts")).above is False
    found = drawn(exhibit([("a state with a very long name that goes on and on", [1, 0, 0, 0])], "counts"))
    assert found.above
    assert found.start == 0
    assert found.bars[0].label.endswith("...")


def test_a_timeline_stands_and_turns_what_does_not_fit() -> None:
    years = [(str(year), [9, 1, 0, 0]) for year in range(2020, 2025)]
    months = [(f"{2020 + at // 12}-{at % 12 + 1:02}", [1_900, 12, 0, 0]) for at in range(36)]
    few, many = drawn(exhibit(years, "timeline")), drawn(exhibit(months, "timeline"))
    assert (few.turned_labels, few.turned_numbers, few.dense) == (False, False, False)
    assert (many.turned_labels, many.turned_numbers, many.dense) == (True, True, True)
    assert many.height > few.height
    assert sum(part.size for part in few.standing(few.bars[0])) == pytest.approx(120)


@pytest.mark.parametrize(("kind", "first", "last"), [("timeline", "10", "49"), ("counts", "0", "39")])
def test_more_rows_than_can_be_drawn_are_said(kind: str, first: str, last: str) -> None:
    one = exhibit([(str(at), [1, 0, 0, 0]) for at in range(MOST + 10)], kind)
    found = drawn(one)
    assert (found.bars[0].label, found.bars[-1].label, found.left_out) == (first, last, 10)
    rule = msgspec.structs.replace(one, ruleset="service-manual", rule="A7.2")
    assert "10 more rows are not drawn" in page(audit(exhibits=[rule]), "en").text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("value", NASTY[:-1])
def test_no_value_becomes_code_in_a_drawing(value: str, lang: Lang) -> None:
    hostile = Exhibit(
        "service-manual",
        "A7.2",
        value,
        "timeline",
        Said(value, value),
        [*VERDICTS[:3], value],
        [[{"zh": value, "en": value}, 1, 2, 3, 4]],
    )
    found = page(audit(plain_findings(1), exhibits=[hostile]), lang)
    assert len(found.scripts) == 2, "the data of the list and its own script"
    assert not {tag for tag, _ in found.tags} & {"img", "iframe", "object", "foreignobject", "image", "use"}
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    classes = {attributes.get("class") for tag, attributes in found.tags if tag == "rect"}
    assert classes - {"bar-high", *(f"share-{level}" for level in range(5))} == {
        "bar-conforms", "bar-fails", "bar-pending", "bar-other"
    }  # fmt: skip


def test_drawings_need_nothing_but_the_style_of_the_page() -> None:
    text = "".join(drawings(rendered(audit(plain_findings(3)), "html").decode()))
    assert "style=" not in text
    assert "fill=" not in text
    styles = rendered(audit(), "html").decode()
    for verdict in VERDICTS:
        assert f".bar-{verdict}" in styles


def took(rows: list[tuple[Any, ...]], tmp_path: Path, rules: str = ORDERS) -> list[Exhibit]:
    workbook(tmp_path / "台账" / "派工.xlsx", rows, headings=HEADINGS)
    return svcqa.run([tmp_path / "台账"], [ruleset(tmp_path, rules)], as_of="2024-03-31").content.exhibits


def contacted_after(*minutes: int) -> list[tuple[Any, ...]]:
    return [
        (f"W{one}", "东城", "甲", "2024-03-05 08:00", f"2024-03-05 {8 + one // 60:02}:{one % 60:02}", "张三", "", 1)
        for one in minutes
    ]


def test_the_check_says_where_its_limit_lies(tmp_path: Path) -> None:
    (one,) = took(contacted_after(3, 15, 16, 90), tmp_path)
    assert one.rows[3][0] == {"zh": "≤15分", "en": "≤ 15 min"}
    assert one.limit_after == 4
    within, beyond = one.rows[: one.limit_after], one.rows[one.limit_after :]
    assert [sum(row[1] for row in rows) for rows in (within, beyond)] == [2, 0]
    assert [sum(row[2] for row in rows) for rows in (within, beyond)] == [0, 2]


def test_a_least_time_is_a_limit_too(tmp_path: Path) -> None:
    (one,) = took(contacted_after(10, 30, 40), tmp_path, ORDERS.replace("max: {param: response_limit}", "min: 30m"))
    assert one.limit_after == 4
    assert [sum(row[2] for row in rows) for rows in (one.rows[:4], one.rows[4:])] == [1, 0]


def test_ages_have_no_limit_to_mark(tmp_path: Path) -> None:
    (one,) = took(contacted_after(3, 15), tmp_path, ORDERS.replace("max: {param: response_limit}", "max: 1d"))
    assert one.limit_after is None
    assert one.rows[0][0] == {"zh": "≤1天", "en": "≤ 1 d"}


def test_the_page_of_a_real_audit_shows_its_chart(tmp_path: Path) -> None:
    took(contacted_after(3, 15, 16, 90), tmp_path)
    made = svcqa.run([tmp_path / "台账"], [ruleset(tmp_path)], as_of="2024-03-31")
    found = Page(rendered(made, "html", "zh").decode())
    assert "≤15分：符合 1" in found.text
    assert "用时分布" in found.text
