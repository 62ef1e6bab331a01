"""Sampling plans and bounds: the standard's table, published values, and what must be exact."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from svcqa import ConfigError, UsageError
from svcqa_sampling import bounds, iso2859, sizes, tails
from svcqa_sampling.allotting import allotted
from svcqa_sampling.plans import plan_of
from svcqa_sampling.shares import percent, share
from tests.office import shared

SURE = Fraction(95, 100)
TABLE = """
title: 加严检验
source: 公司抽样规定2025版附表2
severity: tightened
levels:
  II: [[2, 50, A], [51, 500, B], [501, null, C]]
sizes: {A: 5, B: 20, C: 80}
plans:
  "2.5": {A: down, B: 1, C: 2}
  "1.0": {A: 0, B: up, C: down}
"""


def _table() -> Any:
    """The table of the reference, cell by cell."""
    text = shared("..", "standards.md").read_text(encoding="utf-8")
    found = re.search(r'```json\n(\{"id": "iso2859-1-single-normal".*?)```', text, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_every_lot_class_and_level_has_the_letter_of_the_standard() -> None:
    table = _table()
    for first, last, letters in table["code_letters"]:
        for level, letter in zip(table["levels"], letters, strict=True):
            for lot in (first, last or first * 10):
                assert iso2859.code_letter(lot, level) == letter, (lot, level)


def test_every_cell_and_every_arrow_is_that_of_the_standard() -> None:
    table = _table()
    assert tuple(table["aql"]) == iso2859.AQLS
    for letter, plan in table["plans"].items():
        assert iso2859.SIZES[iso2859.LETTERS.index(letter)] == plan["n"]
        for aql, cell, use in zip(table["aql"], plan["cell"], plan["use"], strict=True):
            assert iso2859.cell(letter, aql) == cell
            used = iso2859.resolved(letter, aql)
            size = iso2859.SIZES[iso2859.LETTERS.index(used)]
            assert [used, size, iso2859.cell(used, aql)] == use, (letter, aql)


def test_the_table_agrees_with_an_independent_one() -> None:
    vectors = json.loads(shared("vectors", "iso2859_single_normal.json").read_text(encoding="utf-8"))
    for one in vectors["examples"]:
        made = iso2859.normal(one["lot"], one["level"], str(one["aql"]))
        assert (made.code, made.letter, made.accept, made.reject) == (
            one["code_letter"], one["plan_letter"], one["Ac"], one["Re"],
        )  # fmt: skip
        plan = plan_of(f"iso2859:{one['level']}:{one['aql']}", one["lot"])
        assert plan.whole == one["inspect_100pct"]
        assert plan.size == min(one["n"], one["lot"])


@pytest.mark.parametrize(
    ("lot", "level", "aql", "plan"),
    [
        (1000, "II", "2.5", ("J", 80, 5)),
        (500, "II", "0.65", ("J", 80, 1)),
        (280, "II", "0.65", ("F", 20, 0)),
        (281, "II", "0.65", ("J", 80, 1)),
        (50, "II", "4.0", ("E", 13, 1)),
        (25, "II", "6.5", ("D", 8, 1)),
        (1200, "III", "6.5", ("K", 125, 14)),
        (90, "S-3", "1.0", ("E", 13, 0)),
        (90, "S-3", "1", ("E", 13, 0)),
    ],
)
def test_an_arrow_changes_the_sample_size_too(lot: int, level: str, aql: str, plan: tuple[str, int, int]) -> None:
    made = iso2859.normal(lot, level, aql)
    assert (made.letter, made.size, made.accept) == plan
    assert made.reject == made.accept + 1


def test_lots_of_the_quality_of_their_aql_are_mostly_accepted() -> None:
    found = [
        tails.binomial(accept, size, float(aql) / 100)
        for letter, size in zip(iso2859.LETTERS, iso2859.SIZES, strict=True)
        for aql in iso2859.AQLS
        if isinstance(accept := iso2859.cell(letter, aql), int)
    ]
    assert round(min(found), 4) == 0.8742
    assert round(max(found), 4) == 0.9943


def test_a_sample_not_below_the_lot_is_all_of_it_and_says_so() -> None:
    plan = plan_of("iso2859:II:1.0", 8)
    assert (plan.size, plan.whole) == (8, True)
    assert "13" in plan.notes[-1].en
    assert plan_of("n:60", 40).size == 40
    assert "40" in plan_of("n:60", 40).notes[-1].zh


@pytest.mark.parametrize(
    ("written", "lot", "said"),
    [
        ("iso2859:II:3.0", 500, "0.65, 1.0, 1.5, 2.5, 4.0, 6.5"),
        ("iso2859:II:10", 500, "0.65, 1.0"),
        ("iso2859:IV:2.5", 500, "S-1, S-2, S-3, S-4, I, II, III"),
        ("iso2859:II:2.5", 1, "a lot of 1"),
        ("iso2859:II", 500, "iso2859:II:2.5"),
        ("n:0", 500, "no whole number above 0"),
        ("n:６０", 500, "no whole number above 0"),
        ("size:95%:0", 500, "no share"),
        ("size:95%:5%:5%", 500, "must lie below"),
        ("size:95%:1000%", 500, "no share"),
        ("zufall:3", 500, "judgement:FILE"),
        ("", 500, "cannot understand"),
    ],
)
def test_what_no_plan_is_refused_with_what_there_is(written: str, lot: int, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        plan_of(written, lot)
    assert said in caught.value.say("en")
    assert "--plan" in caught.value.say("zh")


@pytest.mark.parametrize(
    ("allowed", "tolerable", "lot", "size"),
    [
        (0, "1%", None, 299),
        (0, "5%", None, 59),
        (2, "5%", None, 124),
        (0, "1%", 1000, 258),
        (0, "5%", 1000, 57),
        (2, "5%", 1000, 119),
    ],
)
def test_smallest_samples_are_those_of_the_tables(allowed: int, tolerable: str, lot: int | None, size: int) -> None:
    assert sizes.allowing(allowed, SURE, share(tolerable), lot) == size


def test_smallest_samples_for_an_expected_rate_are_worked_out_in_fractions() -> None:
    def found(confidence: str, tolerable: str, expected: str) -> tuple[int, int]:
        made = sizes.binomial_size(share(confidence), share(tolerable), share(expected))
        assert made
        return made.size, made.allowed

    assert found("95%", "2%", "0.25%") == (236, 1)
    assert found("95%", "2%", "1%") == (590, 6)
    assert found("90%", "5%", "3.5%") == (400, 14)  # floats give 423
    assert found("90%", "8%", "7%") == (1300, 91)  # floats give 1313
    assert found("90%", "7%", "3.25%") == (113, 4)  # a printed table says 112
    assert sizes.allowing(4, Fraction(9, 10), share("7%")) == 113
    assert sizes.binomial_size(SURE, share("1%"), share("0.99%")) is None


def test_the_poisson_approximation_is_the_textbook_one() -> None:
    assert [sizes.poisson_size(SURE, share(rate)) for rate in ("1%", "5%")] == [300, 60]


def test_smallest_samples_agree_with_published_vectors() -> None:
    vectors = json.loads(shared("vectors", "attribute_sampling_vectors.json").read_text(encoding="utf-8"))
    for one in [*vectors["sample_sizes"], *vectors["vectors"]]:
        if not one["type"].startswith("min_sample_size"):
            continue
        sure, expected = Fraction(str(one["confidence"])), Fraction(str(one.get("expected_rate", 0)))
        if "N" in one:
            made: sizes.Size | None = sizes.for_lot(one["N"], sure, Fraction(one["K_tolerable"], one["N"]), expected)
        else:
            made = sizes.binomial_size(sure, Fraction(str(one["tolerable"])), expected)
        assert made
        assert (made.size, made.allowed) == (one["expected_n"], one.get("expected_k", made.allowed)), one


def test_bounds_agree_with_published_vectors() -> None:
    vectors = json.loads(shared("vectors", "attribute_sampling_vectors.json").read_text(encoding="utf-8"))
    for one in [*vectors["vectors"], *vectors["aicpa_upper_bounds"]]:
        sure = Fraction(str(one["confidence"]))
        if one["type"] == "two_sided_clopper_pearson":
            expected = [one["expected_lower"], one["expected_upper"]]
            assert list(bounds.clopper_pearson(one["k"], one["n"], sure)) == pytest.approx(expected, abs=5e-8)
        elif one["type"] == "one_sided_upper_hypergeometric":
            assert bounds.upper_count(one["k"], one["n"], one["N"], sure) == one["expected_upper_count"]
        elif one["type"] == "one_sided_upper_binomial":
            assert bounds.upper_rate(one["k"], one["n"], sure) == pytest.approx(one["expected_upper"], abs=5e-8)


@pytest.mark.parametrize(
    ("failed", "size", "confidence", "interval"),
    [
        (0, 30, "95%", (0, 0.11570331)),
        (1, 60, "95%", (0.00042187, 0.08939905)),
        (5, 100, "95%", (0.01643188, 0.11283491)),
        (30, 30, "95%", (0.88429669, 1)),
        (3, 200, "99%", (0.00169638, 0.05380345)),
    ],
)
def test_exact_intervals_are_those_of_clopper_and_pearson(
    failed: int, size: int, confidence: str, interval: tuple[float, float]
) -> None:
    assert bounds.clopper_pearson(failed, size, share(confidence)) == pytest.approx(interval, abs=5e-9)


def test_one_sided_bounds_are_exact_for_large_and_for_finite_lots() -> None:
    assert [round(bounds.upper_rate(failed, 20, SURE), 8) for failed in (0, 1, 2)] == [
        0.13910834,
        0.21610616,
        0.28261852,
    ]
    cases = [(0, 20, 100), (2, 119, 1000), (3, 80, 500), (1, 50, 50)]
    assert [bounds.upper_count(*case, SURE) for case in cases] == [12, 49, 44, 1]


def test_wilsons_interval_lies_near_the_exact_one() -> None:
    low, high = bounds.wilson(5, 100, SURE)
    assert (round(low, 4), round(high, 4)) == (0.0215, 0.1118)


def test_quick_and_exact_probabilities_agree() -> None:
    for size, lot, bad in ((7, 30, 4), (20, 50, 45), (50, 1000, 30)):
        for at_most in range(size + 1):
            quick = tails.hypergeometric(at_most, size, lot, bad)
            assert quick == pytest.approx(float(tails.hypergeometric_exact(at_most, size, lot, bad)), abs=1e-10)
            rate = Fraction(bad, lot)
            exact = float(tails.binomial_exact(at_most, size, rate))
            assert tails.binomial(at_most, size, float(rate)) == pytest.approx(exact, abs=1e-10)


def test_a_risk_that_is_met_exactly_is_met() -> None:
    # 1 of 20 does not conform, 19 drawn: it is missed with probability 1/20, which is the risk
    assert tails.hypergeometric_within(Fraction(1, 20), 0, 19, 20, 1)
    assert not tails.hypergeometric_within(Fraction(1, 20), 0, 18, 20, 1)
    assert tails.binomial_within(Fraction(1, 4), 0, 2, Fraction(1, 2))


def test_a_lot_for_which_no_smaller_sample_is_enough_is_looked_at_whole() -> None:
    plan = plan_of("size:99%:1%", 20)
    assert (plan.size, plan.accept, len(plan.notes)) == (20, 0, 1)


@pytest.mark.parametrize(
    ("written", "value"), [("5%", "1/20"), ("0.25%", "1/400"), ("0.05", "1/20"), (" 3.5 % ", "7/200"), ("5％", "1/20")]
)
def test_shares_are_read_as_text_and_kept_exact(written: str, value: str) -> None:
    assert share(written) == Fraction(value)
    assert share(percent(share(written))) == share(written)


@pytest.mark.parametrize(
    ("size", "strata", "parts"),
    [
        (10, [50, 30, 20], [5, 3, 2]),
        (10, [33, 33, 34], [3, 3, 4]),
        (10, [997, 1, 2], [8, 1, 1]),
        (2, [5, 5, 5], [1, 1, 1]),
        (6, [1, 1, 4], [1, 1, 4]),
        (3, [1, 1, 100], [1, 1, 1]),
    ],
)
def test_strata_get_their_share_and_one_at_least(size: int, strata: list[int], parts: list[int]) -> None:
    assert allotted(size, strata) == parts


def _written(folder: Path, text: str = TABLE) -> str:
    place = folder / "加严.yaml"
    place.write_text(text, encoding="utf-8")
    return str(place)


def test_a_table_of_the_users_own_names_its_source_and_severity(tmp_path: Path) -> None:
    plan = plan_of(f"table:{_written(tmp_path)}:II:2.5", 30)
    assert (plan.size, plan.accept) == (20, 1)
    assert "加严检验" in plan.title.zh
    assert "公司抽样规定2025版附表2" in plan.title.zh


@pytest.mark.parametrize(
    ("text", "ending", "said"),
    [
        (TABLE, "II:1.0", "no plan for a lot of 900"),
        (TABLE, "II:4.0", "There are: 2.5, 1.0"),
        (TABLE, "I:2.5", "There are: II"),
        (TABLE.replace("source: 公司抽样规定2025版附表2\n", ""), "II:2.5", "'source' is missing"),
        (TABLE.replace("[51, 500, B]", "[60, 500, B]"), "II:2.5", "do not before 60"),
        (TABLE.replace("B: 1, C: 2", "B: 1, X: 2"), "II:2.5", "no sample size for 'X'"),
        (TABLE.replace("B: 1,", "B: sideways,"), "II:2.5", "加严.yaml:"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str, ending: str, said: str) -> None:
    with pytest.raises((ConfigError, UsageError)) as caught:
        plan_of(f"table:{_written(tmp_path, text)}:{ending}", 900)
    assert said in caught.value.say("en")
