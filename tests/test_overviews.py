"""Pictures of the whole audit: they say what tallies, findings and exhibits say, and what they leave out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from svcqa.accounts import Said
from svcqa.findings import Audit, Exhibit, Grade, Named, Tally, UnitTally
from svcqa.reports.grids import PAPER, Head, Line, Picture, Shape, Square, grids
from svcqa.reports.laid import MOST
from svcqa.reports.pictures import Overview, overview
from svcqa.reports.results import results
from svcqa.reports.rosters import CALM
from svcqa.reports.rosters import MOST as ROWS
from svcqa.reports.trend import MONTHS
from svcqa.reports.words import Words
from svcqa.text import LANGS, Lang
from tests.audits import NASTY, RULESET, audit, empty, finding, plain_findings, tallies
from tests.pages import page, rendered, table

VERDICTS = ["conforms", "fails", "pending", "undetermined"]
BANDS = ("≤7天", "≤30天", ">30天")


def seen(one: Audit, lang: Lang = "en") -> Overview:
    words = Words(lang)
    return overview(one, results(one, words), words)


def picture(one: Audit, kind: str, lang: Lang = "en") -> Picture:
    (found,) = [found for found in seen(one, lang).pictures if found.name.startswith(kind)]
    return found


def exhibit(
    rule: str, kind: Any, rows: Mapping[str, Sequence[int]], overview: str, named: Named | None = None
) -> Exhibit:
    told = [[{"zh": name, "en": name}, *counts] for name, counts in rows.items()]
    return Exhibit(RULESET, rule, kind, kind, Said(rule, rule), VERDICTS, told, None, Said(overview, overview), named)


def roster(rule: str, **states: Sequence[str]) -> Exhibit:
    """A roster of states, the worst first: ``failing``, ``soon`` and ``current``."""
    known: tuple[Grade, ...] = ("failing", "soon", "current")
    grades = [grade for grade in known if grade in states]
    rows: dict[str, list[int]] = {grade: [0, len(states[grade]), 0, 0] for grade in grades}
    signs = [Said(grade[0], grade[0].upper()) for grade in grades]
    named = Named("work_orders", "work_orders.who", "training", signs, grades, [list(states[one]) for one in grades])
    return exhibit(rule, "roster", rows, "资格", named)


def drawn(one: Picture) -> dict[str, list[str]]:
    """Row → what stands in its squares, over all drawings that show it."""
    found: dict[str, list[str]] = {}
    for grid in one.grids:
        for line in grid.lines:
            found.setdefault(line.label, []).extend(square.text + square.mark for square in line.squares)
    return found


def dated(*dates: str | None, **changes: Any) -> list[dict[str, Any]]:
    return [{**finding(number), "date": date, **changes} for number, date in enumerate(dates)]


def test_the_trend_counts_each_finding_once_by_month_and_weight() -> None:
    rows = dated("2025-10-05 09:00:00", "2025-10-31", "2025-12-01", None, "早先")
    rows += dated("2025-10-06", weight="low") + dated("2025-10-07", excused_by="W-1")
    made = audit(rows)
    trend = seen(made).trend
    assert trend is not None
    counts = {bar.label: list(bar.counts) for bar in trend.chart.bars}
    assert trend.chart.verdicts == ["high", "low"]
    assert counts == {"2025-10": [2, 1], "2025-11": [0, 0], "2025-12": [1, 0]}, (
        "a month without findings is a month too"
    )
    assert (trend.undated, trend.earlier) == (2, 0)
    assert trend.chart.total + trend.undated + trend.earlier == sum(made.by_weight().values())
    assert "2 without a date are not drawn." in page(made, "en").text
    assert "2025-10: high 2, low 1; 2025-12: high 1" in page(made, "en").text


def test_the_trend_ends_with_the_audit_date_and_says_how_many_come_before_it() -> None:
    made = audit(dated("2019-01-01", "2023-01-01", "2025-02-01"))
    trend = seen(made).trend
    assert trend is not None
    labels = [bar.label for bar in trend.chart.bars]
    assert (len(labels), labels[0], labels[-1], trend.earlier) == (MONTHS, "2023-01", "2025-12", 1)
    assert "更早的1项未画出。" in page(made).text


def test_without_dated_findings_there_is_no_trend() -> None:
    assert seen(audit(dated(None, "无"))).trend is None


def tally(rule: str, clause: str, chapter: str, units: Mapping[str | None, tuple[int, int]]) -> Tally:
    fails, scope = (sum(column) for column in zip(*units.values(), strict=True))
    by_unit = [UnitTally(unit, inside, inside - failed, failed, 0, 0, 0) for unit, (failed, inside) in units.items()]
    return replace(
        tallies(0)[2], rule=rule, clause=clause, chapter=chapter, in_scope=scope, fails=fails, conforms=scope - fails, by_unit=by_unit
    )  # fmt: skip


def test_the_heat_map_has_a_column_for_each_clause_in_the_order_of_chapters() -> None:
    made = [
        tally("A1", "第一条", "一", {"东": (2, 10), "西": (0, 5)}),
        tally("B1", "第二条", "二", {"东": (1, 100), None: (3, 30)}),
        tally("A1/1", "第一条", "一", {"东": (1, 4), "西": (1, 95)}),
    ]
    found = picture(audit(plain_findings(1), tallies=made, exhibits=[]), "heatmap")
    assert drawn(found) == {"东": ["3", "1"], "西": ["1", ""], "no unit given": ["", "3"]}
    (grid,) = found.grids
    assert [(head.group, head.label) for head in grid.heads] == [("一", "第一条"), ("二", "第二条")]
    tones = {line.label: [square.tone for square in line.squares] for line in grid.lines}
    assert tones == {"东": ["share-4", "share-1"], "西": ["share-1", ""], "no unit given": ["", "share-3"]}
    assert "3 units" not in found.told
    assert found.told.startswith("2 units, 2 clauses with findings (3 rules): 244 judgements in scope, 8 findings.")


def test_the_heat_map_goes_on_in_further_drawings_that_fit_on_paper() -> None:
    made = [tally(f"A{at}", f"第{at}条", f"{at // 30}", {"东": (at + 1, 5000), "西": (0, 5)}) for at in range(100)]
    found = picture(audit(plain_findings(1), tallies=made, exhibits=[]), "heatmap")
    assert drawn(found)["东"] == [f"{at + 1}" for at in range(100)]
    assert len(found.grids) > 1
    assert max(grid.width for grid in found.grids) <= PAPER
    assert all(grid.wide >= grid.shape.narrow for grid in found.grids if grid.shape.narrow)


def test_units_without_findings_are_counted_and_not_drawn() -> None:
    made = [tally("A1", "第一条", "一", {"东": (2, 10), "西": (0, 5), "北": (0, 7)})]
    found = picture(audit(plain_findings(1), tallies=made, exhibits=[]), "heatmap")
    assert drawn(found) == {"东": ["2"]}
    assert found.remarks == ["2 rows without findings are not drawn."]


def test_a_long_clause_is_told_from_its_neighbours_by_its_end() -> None:
    made = [tally(f"A{at}", f"第三部分 行为准则 第四条.{at}", "一", {"东": (1, 10), "西": (0, 5)}) for at in range(3)]
    (grid,) = picture(audit(plain_findings(1), tallies=made, exhibits=[]), "heatmap").grids
    assert len({head.label for head in grid.heads}) == 3
    assert grid.heads[0].label.startswith("…")


def test_one_unit_needs_no_heat_map() -> None:
    made = [tally("A1", "第一条", "一", {"东": (2, 10)})]
    assert not seen(audit(plain_findings(1), tallies=made, exhibits=[])).pictures


def test_calendars_of_several_rules_lie_in_one_picture() -> None:
    made = [
        exhibit("A8.1", "timeline", {"2024": [7, 0, 0, 0], "2026": [5, 2, 0, 1]}, "日历"),
        exhibit("A8.2", "timeline", {"2025-11": [1, 0, 0, 0], "2025-12": [2, 0, 0, 0]}, "日历"),
    ]
    one = audit(plain_findings(1), exhibits=made)
    found = picture(one, "calendar")
    assert drawn(found) == {
        "Work orders are complete": ["7", "", "8▲2 ?1"], "Order numbers are unique": ["", "3", ""],
    }  # fmt: skip
    assert [(head.label, head.marked) for head in found.grids[0].heads] == [
        ("2024", False),
        ("2025", True),
        ("2026", False),
    ]
    rows = table(rendered(one, "html", "en").decode(), "numbers")
    assert rows == [
        ["Rule", "2024", "2025", "2026"],
        ["Work orders are complete", "7", "—", "8 ▲2 ?1"],
        ["Order numbers are unique", "—", "3", "—"],
    ]  # fmt: skip
    assert found.told == "2024: Conforms 7; 2025: Conforms 3; 2026: Conforms 5, Findings 2, Undetermined 1"


def test_months_stay_months_where_they_are_few() -> None:
    made = [exhibit("A8.1", "timeline", {f"2025-{month:02}": [month, 0, 0, 0] for month in range(3, 13)}, "日历")]
    found = picture(audit(plain_findings(1), exhibits=made), "calendar")
    assert [head.label for head in found.grids[0].heads][-1] == "2025-12"
    assert [head.marked for head in found.grids[0].heads][-1]


def test_years_far_away_are_counted_with_the_first_and_the_last() -> None:
    made = [exhibit("A8.1", "timeline", {str(year): [1, 0, 0, 0] for year in range(1990, 2060)}, "日历")]
    found = picture(audit(plain_findings(1), exhibits=made), "calendar")
    labels = [head.label for head in found.grids[0].heads]
    assert len(labels) == MOST
    assert (labels[0], labels[-1]) == ("≤2019", "≥2034")
    (counts,) = drawn(found).values()
    assert (counts[0], counts[-1], sum(map(int, counts))) == ("30", "26", 70)


def ageing(rule: str, bands: Sequence[str] = BANDS) -> Exhibit:
    return exhibit(rule, "distribution", {band: [0, at, 2, 0] for at, band in enumerate(bands)}, "账龄")


def test_ages_are_laid_together_where_their_bands_are_the_same() -> None:
    made = [ageing("A8.1"), ageing("A8.2"), ageing("A9.1", BANDS[1:])]
    found = [one for one in seen(audit(plain_findings(1), exhibits=made)).pictures if one.name.startswith("ageing")]
    assert [list(drawn(one)) for one in found] == [
        ["Work orders are complete", "Order numbers are unique"], ["Replies are in time"],
    ]  # fmt: skip
    assert drawn(found[0])["Work orders are complete"] == ["2", "3▲1", "4▲2"]


def test_exhibits_without_an_overview_or_without_numbers_are_in_no_picture() -> None:
    bare = replace(ageing("A8.1"), overview=None)
    nothing = exhibit("A8.2", "distribution", {"≤7天": [0, 0, 0, 0]}, "账龄")
    assert not [one for one in seen(audit(exhibits=[bare, nothing])).pictures if one.name.startswith("ageing")]


def test_a_roster_shows_the_worst_first_with_a_sign_beside_its_colour() -> None:
    made = [
        roster("A8.1", failing=["丙"], soon=["乙"], current=["甲", "丁"]),
        roster("A8.2", failing=["丙"], current=["甲"]),
    ]  # fmt: skip
    found = picture(audit(plain_findings(1), exhibits=made), "roster")
    assert drawn(found) == {"丙": ["F", "F"], "乙": ["S", ""], "丁": ["C", ""], "甲": ["C", "C"]}
    assert [(key.sign, key.tone) for key in found.keys] == [
        ("F", "grade-failing"), ("S", "grade-soon"), ("C", "grade-current"),
    ]  # fmt: skip
    assert found.told.startswith("4 rows and 2 rules: failing 2, soon 1, current 3.")
    assert [text for _, text in found.listed] == ["failing 1: 丙; soon 1: 乙; current 2", "failing 1: 丙; current 1"]
    assert "roster" not in {
        chart.kind for one in results(audit(exhibits=made), Words("en")).clauses.values() for chart in one.charts
    }


def test_rosters_of_different_things_are_different_pictures() -> None:
    other = roster("A8.2", failing=["T1"])
    assert other.named is not None
    other = replace(other, named=replace(other.named, register="", field="work_orders.tool"))
    found = seen(audit(exhibits=[roster("A8.1", current=["甲"]), other])).pictures
    assert [one.title for one in found if one.name.startswith("roster")] == ["资格 · work_orders", "资格 · tool"]


def test_rows_that_are_not_drawn_and_names_that_are_not_listed_are_said() -> None:
    full = roster("A8.1", failing=[f"F{at:03}" for at in range(ROWS + 5)], current=[f"C{at:03}" for at in range(30)])
    cut = replace(roster("A8.2", current=["C001"]), rows=[[{"zh": "c", "en": "c"}, 400, 0, 0, 0]])
    found = picture(audit(exhibits=[full, cut]), "roster")
    assert len(drawn(found)) == ROWS
    assert list(found.remarks) == [
        "35 more rows are not drawn; 5 of them have something that is not current.",
        "Column 2: 399 more are counted and not named.",
    ]
    calm = picture(audit(exhibits=[roster("A8.1", current=[f"C{at:03}" for at in range(30)])]), "roster")
    assert len(drawn(calm)) == CALM
    assert list(calm.remarks) == ["18 more rows, in which all is current, are not drawn."]


def every_kind(value: str = "值") -> list[Exhibit]:
    states = roster("A8.1", failing=[value], current=["甲"])
    assert states.named is not None
    hostile = replace(states.named, field=value, register=value, held_in=value, signs=[Said(value, value)] * 2)
    named = [replace(states, named=hostile, overview=Said(value, value))]
    return [
        exhibit("A8.1", "timeline", {value: [1, 2, 0, 0]}, value), exhibit(value, "distribution", {value: [0, 1, 0, 0]}, f"{value}龄"),
        *named,
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("value", NASTY)
def test_no_value_becomes_code_in_a_picture(value: str, lang: Lang) -> None:
    made = [tally("A1", value, value, {value: (2, 10), "西": (0, 5)})]
    for one in (audit(exhibits=every_kind(value)), audit(plain_findings(1), tallies=made, exhibits=every_kind(value))):
        found = page(one, lang)
        assert not {tag for tag, _ in found.tags} & {"img", "iframe", "object", "foreignobject", "use"}
        assert sum(tag == "script" for tag, _ in found.tags) == 2, "the list of findings: its data, and what shows them"
        assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("lang", LANGS)
def test_each_drawing_has_a_title_and_a_description(lang: Lang) -> None:
    made = [tally(f"A{at}", f"第{at}条", "一", {"东": (1, 9), "西": (0, 5)}) for at in range(70)]
    found = page(audit(plain_findings(1), tallies=made, exhibits=every_kind()), lang)
    names = [attributes["id"] for _, attributes in found.tags if attributes.get("id")]
    assert len(names) == len(set(names))
    tags = {attributes.get("id"): tag for tag, attributes in found.tags}
    images = [attributes for _, attributes in found.tags if attributes.get("role") == "img"]
    assert len(images) > len(every_kind())
    for attributes in images:
        title, desc = (attributes["aria-labelledby"] or "").split()
        assert (tags[title], tags[desc]) == ("title", "desc")
    regions = [attributes.get("aria-label") for _, attributes in found.tags if attributes.get("class") == "scroll"]
    assert len(regions) == len(set(regions))


def test_the_pictures_stand_in_a_section_of_their_own_that_the_contents_name() -> None:
    text = rendered(audit(plain_findings(3)), "html", "en").decode()
    assert '<a href="#overview">Overview</a>' in text
    assert text.index('id="chapters"') < text.index('id="overview"') < text.index('id="not_assessed"')


@pytest.mark.parametrize("lang", LANGS)
def test_an_audit_of_nothing_has_no_overview(lang: Lang) -> None:
    for one in (empty(), audit([], tallies=[], exhibits=[])):
        text = rendered(one, "html", lang).decode()
        assert 'href="#overview"' not in text
        assert 'id="overview"' not in text


def test_squares_of_one_tone_are_one_path_and_lie_side_by_side() -> None:
    lines = [
        Line("东", [Square("a", "1"), Square("b"), Square("a", "12")]),
        Line("西", [Square(), Square("a"), Square()]),
    ]
    (grid,) = grids([Head("x"), Head("y"), Head("z")], lines, Shape(wide=20, high=10))
    paths = dict(grid.paths)
    assert {tone: path.count("z") for tone, path in paths.items()} == {"a": 3, "b": 1}
    starts = [float(x) for x in re.findall(r"M([\d.]+)", paths["a"])]
    assert starts == pytest.approx([grid.left, grid.left + 40, grid.left + 20], abs=0.1)
    assert [(tone, text) for tone, _, text in grid.signs(lines[0])] == [("a", "1")]
    assert [one.text for _, one, _ in grid.texts(lines[0])] == ["12"]


def test_rows_without_anything_in_a_drawing_may_be_left_out() -> None:
    lines = [Line("东", [Square("a")] * 40 + [Square()] * 40), Line("西", [Square("a")] * 80)]
    heads = [Head(str(at)) for at in range(80)]
    shape = Shape(wide=15, high=10)
    assert [[line.label for line in one.lines] for one in grids(heads, lines, shape, thin=True)] == [
        ["东", "西"],
        ["西"],
    ]
    assert [len(one.lines) for one in grids(heads, lines, shape)] == [2, 2]
