"""The matrix of units and clauses: its sums are those of the tallies, whatever units the registers name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

import svcqa
from svcqa.accounts import Said
from svcqa.basis import RulesetFacts
from svcqa.findings import Tally, UnitTally
from svcqa.reports.matrix import COLUMNS, UNITS, Cell, matrix
from svcqa.reports.wording import WORDS
from svcqa.text import LANGS, Lang
from tests.audits import NASTY, RULESET, audit, plain_findings, tallies
from tests.office import HEADINGS, ROWS, ruleset, workbook
from tests.pages import page, rendered, table

Units = dict[str | None, tuple[int, int]]


def tally(rule: str, units: Units, name: str = RULESET, **changes: Any) -> Tally:
    """A tally with findings and subjects in scope by unit; none by unit where only ``None`` is given."""
    fails, scope = (sum(column) for column in zip(*units.values(), strict=True))
    by_unit = [UnitTally(unit, inside, inside - failed, failed, 0, 0, 0) for unit, (failed, inside) in units.items()]
    counted: dict[str, Any] = {
        "rule": rule, "clause": f"第{rule}条", "ruleset": name, "in_scope": scope, "fails": fails, "conforms": scope - fails,
        "by_unit": [] if set(units) == {None} else by_unit, **changes,
    }  # fmt: skip
    blank = msgspec.structs.replace(tallies(0)[2], title=Said(f"规则{rule}", f"Rule {rule}"), chapter="")
    return msgspec.structs.replace(blank, **counted)


def shown(made: Sequence[Tally], lang: Lang = "zh", **changes: Any) -> list[list[str]]:
    one = audit(plain_findings(3), tallies=list(made), exhibits=[], **changes)
    return table(rendered(one, "html", lang).decode(), "matrix")


def test_units_stand_against_rules_and_the_sums_are_those_of_the_tallies() -> None:
    made = [
        tally("1", {"东": (2, 10), "西": (0, 5), None: (1, 2)}),
        tally("2", {"东": (1, 4)}),
        tally("3", {"东": (0, 9), "南": (0, 7)}),
    ]
    head, *rows, foot = shown(made)
    assert [cell.split()[0] for cell in head] == ["单位", "第1条", "第2条", "合计"], (
        "rules without findings take no column"
    )
    assert rows == [
        ["东", "2 / 10", "1 / 4", "3 / 14"],
        ["南", "—", "—", "—"],
        ["西", "0 / 5", "—", "0 / 5"],
        ["未注明单位", "1 / 2", "—", "1 / 2"],
    ]
    assert foot == ["合计", "3 / 17", "1 / 4", "4 / 21"]


def test_what_has_no_unit_is_a_row_of_its_own_so_that_nothing_is_lost() -> None:
    made = [tally("1", {"东": (2, 10), "西": (1, 3)}), tally("2", {None: (5, 50)})]
    found = matrix(made)
    assert [line.unit for line in found.lines] == ["东", "西", None]
    assert found.lines[-1].cells == [Cell(), Cell(5, 50)]
    for number, one in enumerate(made):
        columns = [line.cells[number] for line in found.lines]
        assert (sum(cell.fails for cell in columns), sum(cell.in_scope for cell in columns)) == (
            one.fails,
            one.in_scope,
        )
    assert found.foot.total == Cell(8, 63)
    assert shown(made, "en")[-2][0] == "no unit given"


@pytest.mark.parametrize("lang", LANGS)
def test_one_unit_needs_no_matrix_but_a_line(lang: Lang) -> None:
    one = audit(plain_findings(3), tallies=[tally("1", {NASTY[0]: (2, 10)})])
    assert table(rendered(one, "html", lang).decode(), "matrix") == []
    assert WORDS["matrix_one"].fill(unit=NASTY[0]).say(lang) in page(one, lang).text


@pytest.mark.parametrize("lang", LANGS)
def test_no_unit_at_all_is_said(lang: Lang) -> None:
    one = audit(plain_findings(3), tallies=[tally("1", {None: (2, 10)})])
    assert table(rendered(one, "html", lang).decode(), "matrix") == []
    assert WORDS["matrix_no_unit"].say(lang) in page(one, lang).text


def test_without_findings_there_is_no_matrix() -> None:
    assert shown([tally("1", {"东": (0, 10), "西": (0, 5)})]) == []


def test_many_units_are_counted_together_and_still_add_up() -> None:
    made = [tally("1", {f"网点{number:03}": (number, 200) for number in range(120)} | {None: (7, 9)})]
    found = matrix(made)
    assert len(found.lines) == UNITS + 1
    assert found.lines[0].unit == "网点119", "the unit with most findings comes first"
    assert (found.lines[-2].units, found.lines[-1].unit) == (120 - (UNITS - 1), None)
    assert (
        sum((line.total for line in found.lines), Cell()) == found.foot.total == Cell(made[0].fails, made[0].in_scope)
    )
    assert shown(made)[-3][0] == f"其余{120 - (UNITS - 1)}个单位合计"


def test_many_rules_go_on_in_further_tables_that_fit_on_paper() -> None:
    made = [tally(str(number), {"东": (1, 10), "西": (2, 10)}) for number in range(2 * COLUMNS + 1)]
    parts = matrix(made).parts
    assert [one.rule for part in parts for one in part.tallies] == [one.rule for one in made]
    assert len(parts) == 3
    assert max(len(part.tallies) for part in parts) <= COLUMNS
    rows = shown(made)
    assert len(rows) == 3 * 4
    assert [row[0] for row in rows].count("西") == 3
    assert rows[-1][-1] == f"{sum(one.fails for one in made)} / {sum(one.in_scope for one in made)}"
    assert "单位与条款：第1至6条规则（共17条）" in page(audit(plain_findings(1), tallies=made, exhibits=[])).text


def test_each_ruleset_has_a_matrix_and_results_of_its_own() -> None:
    facts = [RulesetFacts(name, Said(f"手册{name}", f"Manual {name}"), "1", "sha256:00") for name in ("a", "b")]
    made = [tally("1", {"东": (2, 10), "西": (1, 3)}, "a"), tally("2", {"东": (4, 6), "北": (0, 1)}, "b")]
    one = audit(plain_findings(1), tallies=made, rulesets=facts, exhibits=[])
    text = rendered(one, "html").decode()
    assert [row[-1] for row in table(text, "matrix") if row[0] == "合计"] == ["3 / 13", "4 / 7"]
    sums = [row for row in table(text, "results") if row[0] == "合计"]
    assert [row[1:4] for row in sums] == [["13", "10", "3"], ["7", "3", "4"]]
    assert page(one).text.count("手册a") >= 3


def test_a_rule_is_linked_where_its_findings_stand() -> None:
    made = [tally("A7.2", {"东": (2, 10), "西": (1, 3)}), tally("2", {"东": (1, 10), "西": (1, 3)})]
    found = page(audit(plain_findings(3), tallies=made, exhibits=[]))
    names = {attributes.get("id") for _, attributes in found.tags}
    links = [
        attributes["href"]
        for tag, attributes in found.tags
        if tag == "a" and (attributes["href"] or "").startswith("#clause-")
    ]
    assert links == ["#clause-1", "#clause-1"], "in the matrix and in the results"
    assert "clause-1" in names
    assert "None" not in rendered(audit(plain_findings(3), tallies=made, exhibits=[]), "html").decode()


def test_darker_means_a_larger_share() -> None:
    levels = [Cell(fails, 100).level for fails in (0, 1, 2, 3, 5, 6, 10, 11, 100)]
    assert levels == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert Cell().level == 0


def test_the_matrix_of_a_real_audit_adds_up(tmp_path: Path) -> None:
    rows = [(f"W{at}", *row[1:]) for at, row in enumerate([*ROWS, *ROWS])]
    rows.append(("W9", "", "甲", "2024-03-05 10:00", "2024-03-05 11:00", "张三", "已完成", 1))
    workbook(tmp_path / "台账" / "派工.xlsx", rows, headings=HEADINGS)
    made = svcqa.run([tmp_path / "台账"], [ruleset(tmp_path)], as_of="2024-03-31")
    found = table(rendered(made, "html").decode(), "matrix")
    names = [row[0] for row in found]
    assert names == ["单位", "东城", "西城", "未注明单位", "合计"]
    failing = [one for one in made.content.tallies if one.fails and one.ruleset == "orders"]
    assert found[-1][1:-1] == [f"{one.fails} / {one.in_scope}" for one in failing]


def test_a_table_leaves_out_units_that_none_of_its_rules_concerns() -> None:
    east: Units = {"东城": (1, 5)}
    both: Units = {"东城": (1, 5), "物流组": (1, 2)}
    found = matrix([tally(f"R{number}", east if number < COLUMNS else both) for number in range(2 * COLUMNS)])
    assert [[one.unit for one in found.lines_of(part)] for part in found.parts] == [["东城"], ["东城", "物流组"]]
