"""aggregate against a plain reading of its rule, and what its findings quote."""

from __future__ import annotations

import math
import random
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

import svcqa
from svcqa import Context, Text, Verdict
from svcqa.calendars import Calendars
from svcqa.errors import said_by
from svcqa.periods import AsOf, Period
from svcqa_reconciliation.aggregate import Aggregate, figure_is_within_limits
from tests.office import workbooks

DAY = pd.Timedelta(days=1)
FIRST = pd.Timestamp("2024-01-01")
MOMENT = AsOf.of("2024-01-20")
CONTEXT = Context(pd.Timestamp(MOMENT.moment), Period.of("2024-01-01..2024-01-20", MOMENT), Calendars({}))
REGIONS = ("甲", "乙")


def _judged(cases: pd.DataFrame, settings: dict[str, Any]) -> dict[str, int]:
    plain: dict[str, Any] = {
        "inside": True,
        "undated": False,
        "dated": pd.Series(pd.NaT, index=cases.index, dtype="datetime64[us]"),
    }
    made = figure_is_within_limits(cases.assign(**plain), {}, Aggregate.model_validate(settings), CONTEXT)
    return dict(zip(made["slot"], made["verdict"], strict=True))


def _figure(measure: str, values: list[float]) -> float | None:
    if measure == "count":
        return float(len(values))
    if measure == "sum":
        return sum(values)
    return sum(values) / len(values) if values else None


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("measure", ["count", "sum", "mean"])
def test_a_figure_is_judged_by_every_world_that_is_possible(seed: int, measure: str) -> None:
    rng = random.Random(f"{seed}{measure}")
    rows = [
        {"region": rng.choice([*REGIONS, *REGIONS, None]), "value": rng.choice([-2.0, 0.0, 1.0, 3.0, 4.0]),
         "unsure": rng.random() < 0.3}
        for _ in range(rng.randint(0, 7))
    ]  # fmt: skip
    low, high = sorted(rng.choices([-1, 0, 1, 2, 3], k=2))
    cases = pd.DataFrame({
        "group.0": pd.Series([row["region"] for row in rows], dtype="str"),
        "field": pd.Series([row["value"] for row in rows], dtype="float64"),
        "unsure": pd.Series([row["unsure"] for row in rows], dtype=bool),
    })  # fmt: skip
    settings = {"measure": measure, "group": ["region"], "domain": list(REGIONS), "min": low, "max": high}
    got = _judged(cases, {**settings, "field": "value"})
    ways = [_ways(row) for row in rows]
    for region in REGIONS:
        worlds = set()
        for way in product(*ways):
            figure = _figure(measure, [row["value"] for row in way if row and row["region"] == region])
            worlds.add(None if figure is None else low <= figure <= high)
        if not any(row["region"] == region and not row["unsure"] for row in rows) and measure == "mean":
            assert got[region] == Verdict.UNDETERMINED
            continue
        below_or_above = worlds == {False}
        expected = {True: Verdict.CONFORMS, False: Verdict.FAILS}[not below_or_above] if len(worlds) == 1 else None
        if expected is None:
            assert got[region] == Verdict.UNDETERMINED
        else:
            # that it fails one way or the other may not be seen, but nothing is said that is not so
            assert got[region] in {expected, Verdict.UNDETERMINED} if below_or_above else got[region] == expected


def _ways(row: dict[str, Any]) -> list[dict[str, Any] | None]:
    places = REGIONS if row["region"] is None else (row["region"],)
    found: list[dict[str, Any] | None] = [{**row, "region": one} for one in places]
    return [None, *found] if row["unsure"] else found


@pytest.mark.parametrize("seed", range(25))
def test_heads_are_those_of_a_plain_count_on_every_day(seed: int) -> None:
    rng = random.Random(seed)
    rows = []
    for _ in range(rng.randint(0, 6)):
        start = rng.randint(-5, 19)
        rows.append((rng.choice(REGIONS), start, rng.choice([None, start + rng.randint(0, 15)])))
    cases = pd.DataFrame({
        "group.0": pd.Series([row[0] for row in rows], dtype="str"),
        "active.0": pd.Series([FIRST + row[1] * DAY for row in rows], dtype="datetime64[us]"),
        "active.1": pd.Series(
            [pd.NaT if row[2] is None else FIRST + row[2] * DAY for row in rows], dtype="datetime64[us]"
        ),
        "unsure": pd.Series([False] * len(rows), dtype=bool),
    })  # fmt: skip
    least, most, gap = rng.randint(0, 1), rng.randint(1, 2), rng.randint(0, 3)
    settings = {
        "measure": "count", "active": ["a", "b"], "at": "every_day", "group": ["region"], "domain": list(REGIONS),
        "min": least, "max": most, "max_gap": f"{gap}d",
    }  # fmt: skip
    got = _judged(cases, settings)
    for region in REGIONS:
        mine = [row for row in rows if row[0] == region]
        without = [sum(s <= day and (e is None or day < e) for _, s, e in mine) for day in range(20)]
        with_last = [sum(s <= day and (e is None or day <= e) for _, s, e in mine) for day in range(20)]
        runs = [_longest([one < least for one in with_last]), _longest([one > most for one in without])]
        assert got[region] == (Verdict.FAILS if max(runs) > gap else Verdict.CONFORMS)


def _longest(flags: list[bool]) -> int:
    best = run = 0
    for one in flags:
        run = run + 1 if one else 0
        best = max(best, run)
    return best


@pytest.mark.parametrize("seed", range(25))
def test_cover_is_that_of_a_plain_look_at_every_hour(seed: int) -> None:
    rng = random.Random(seed)
    rows = []
    for _ in range(rng.randint(0, 14)):
        start = rng.randint(-30, 480)
        rows.append((rng.choice(REGIONS), start, start + rng.randint(0, 150)))
    hour = pd.Timedelta(hours=1)
    cases = pd.DataFrame({
        "group.0": pd.Series([row[0] for row in rows], dtype="str"),
        "interval.0": pd.Series([FIRST + row[1] * hour for row in rows], dtype="datetime64[us]"),
        "interval.1": pd.Series([FIRST + row[2] * hour for row in rows], dtype="datetime64[us]"),
        "unsure": pd.Series([False] * len(rows), dtype=bool),
    })  # fmt: skip
    allowed = rng.choice([0, 5, 24, 100])
    settings = {
        "measure": "time_coverage", "interval": ["a", "b"], "group": ["region"], "domain": list(REGIONS),
        "max_gap": f"{allowed}h",
    }  # fmt: skip
    got = _judged(cases, settings)
    for region in REGIONS:
        mine = [row for row in rows if row[0] == region]
        bare = [not any(s <= number < e for _, s, e in mine) for number in range(480)]
        assert got[region] == (Verdict.FAILS if _longest(bare) > allowed else Verdict.CONFORMS)


@pytest.mark.parametrize("seed", range(25))
def test_a_balance_is_that_of_a_plain_sum(seed: int) -> None:
    rng = random.Random(seed)
    details = [
        {"part": rng.choice(["P", "Q", None]), "n": rng.choice([1.0, 2.0]), "day": rng.choice([*range(0, 60, 7), None]),
         "unsure": rng.random() < 0.1}
        for _ in range(rng.randint(0, 8))
    ]  # fmt: skip
    totals = [(part, month, float(rng.randint(0, 3))) for part in "PQ" for month in (1, 2)]
    cases = pd.DataFrame({
        "balance.right.0.on.part": pd.Series([part for part, _, _ in totals], dtype="str"),
        "per.month": pd.Series([f"2024-0{month}" for _, month, _ in totals], dtype="str"),
        "balance.left.0.field": pd.Series([total for _, _, total in totals], dtype="float64"),
    })  # fmt: skip
    frame = pd.DataFrame({
        "balance.right.0.on.part": pd.Series([one["part"] for one in details], dtype="str"),
        "balance.right.0.sum": pd.Series([one["n"] for one in details], dtype="float64"),
        "balance.right.0.in_period": pd.Series(
            [pd.NaT if one["day"] is None else FIRST + one["day"] * DAY for one in details], dtype="datetime64[us]"
        ),
        "unsure": pd.Series([one["unsure"] for one in details], dtype=bool), "inside": True,
    })  # fmt: skip
    term = {"register": "moves", "sum": "n", "on": {"part": "part"}, "in_period": "day"}
    settings = {"balance": {"left": [{"field": "total"}], "right": [term]}, "per": {"month": "period"}}
    made = figure_is_within_limits(cases, {"balance.right.0": frame}, Aggregate.model_validate(settings), CONTEXT)
    for (part, month, total), got in zip(totals, made["verdict"], strict=True):
        sure, perhaps = 0.0, 0.0
        for one in details:
            within = one["day"] is not None and (FIRST + one["day"] * DAY).month == month
            if one["part"] == part and (within or one["day"] is None):
                sure += one["n"] if within and not one["unsure"] else 0
                perhaps += one["n"] if not within or one["unsure"] else 0
        expected = Verdict.UNDETERMINED if sure <= total <= sure + perhaps else Verdict.FAILS
        assert got == (Verdict.CONFORMS if sure == total and not perhaps else expected)


@pytest.mark.parametrize(
    ("settings", "numbers"),
    [
        ({"measure": "sum", "field": "a", "max": 1}, {"field"}),
        ({"measure": "mean", "field": "a", "max": 1}, {"field"}),
        ({"measure": "count", "field": "a", "max": 1}, set()),
        ({"measure": "spread", "of": {"measure": "sum", "field": "a"}, "max": 1}, {"of.field"}),
        ({"measure": "spread", "of": {"measure": "mean", "field": "a"}, "max": 1}, {"of.field"}),
        ({"measure": "spread", "of": {"measure": "count", "field": "a"}, "max": 1}, set()),
    ],
)
def test_only_what_is_summed_up_must_be_a_number(settings: dict[str, Any], numbers: set[str]) -> None:
    types = Aggregate.model_validate(settings).types()
    assert {name for name in ("field", "of.field") if name in types} == numbers
    assert all(types[name] == ("number", "money", "duration") for name in numbers)


@pytest.mark.parametrize(
    ("settings", "zh", "en"),
    [
        ({}, "measure和balance写一项", "one of measure, balance is given"),
        ({"measure": "count"}, "min、max、equals、baseline至少写一项", "one of min, max, equals, baseline is needed"),
        ({"measure": "mean", "min": 1}, "mean要写field", "mean needs field"),
        ({"measure": "ratio", "min": 1}, "ratio要写numerator", "ratio needs numerator"),
        ({"measure": "time_coverage"}, "time_coverage要写interval", "time_coverage needs interval"),
        ({"measure": "coverage", "field": "a"}, "coverage要写field和domain", "coverage needs a field and a domain"),
        (
            {"measure": "coverage", "field": "a", "domain": ["x"], "min": 2},
            "coverage的min是0到1之间的比例；time_coverage的限度是max_gap",
            "the min of coverage is a share up to 1; the limit of time_coverage is max_gap",
        ),
        (
            {"measure": "time_coverage", "interval": ["a", "b"], "min": 1},
            "coverage的min是0到1之间的比例；time_coverage的限度是max_gap",
            "the min of coverage is a share up to 1; the limit of time_coverage is max_gap",
        ),
        (
            {"measure": "count", "max": 1, "domain": ["x"]},
            "domain列出group的值，要写group",
            "domain lists values of the group, which is not given",
        ),
        (
            {"measure": "time_coverage", "interval": ["a", "b"], "per": {"month": "a"}},
            "per不能与every_day、time_coverage、spread一起写",
            "per goes without every_day, time_coverage and spread",
        ),
        (
            {"balance": {"left": [{"field": "a"}], "right": [{"field": "b"}]}, "group": ["c"]},
            "balance逐条判断记录，不用group和domain；按on对应",
            "a balance is of each record: on says what belongs to it",
        ),
        ({"measure": "spread", "max": 1}, "of与measure: spread一起写", "of stands with measure: spread"),
        ({"measure": "spread", "max": 1, "of": {"measure": "mean"}}, "mean要写field", "mean needs field"),
        (
            {"measure": "count", "max": 1, "settled": "moved"},
            "settled与at: every_day一起写",
            "settled stands with at: every_day",
        ),
        (
            {"measure": "count", "max": 1, "at": "every_day"},
            "at: every_day、active与measure: count一起写",
            "at: every_day stands with active and measure: count",
        ),
        (
            {"measure": "mean_duration", "interval": ["a", "b"], "max": "3d"},
            "界限以小时、分钟或秒计",
            "limits of time are in hours, minutes or seconds",
        ),
        (
            {"measure": "time_coverage", "interval": ["a", "b"], "max_gap": "1d"},
            "max_gap在every_day时以日计，在time_coverage时以小时、分钟计",
            "max_gap is in days with every_day, and in hours or minutes with time_coverage",
        ),
        (
            {"measure": "mean", "field": "a", "baseline": {"period": "long ago"}},
            "“long ago”不是期间",
            "'long ago' is no period",
        ),
        (
            {"measure": "count", "max": 1, "per": {"month": "a", "year": "b"}},
            "写一项，如{month: closed_at}",
            "one is given, such as {month: closed_at}",
        ),
        (
            {"balance": {"left": [{"field": "a"}], "right": [{"field": "b", "register": "c", "sum": "d"}]}},
            "每一项写field，或register连同sum、count、previous之一",
            "a term is a field, or a register with one of sum, count, previous",
        ),
        (
            {"balance": {"left": [{"field": "a"}], "right": [{"register": "c"}]}},
            "每一项写field，或register连同sum、count、previous之一",
            "a term is a field, or a register with one of sum, count, previous",
        ),
        (
            {"balance": {"left": [{"field": "a"}], "right": [{"register": "c", "previous": "d"}]}},
            "previous要写明in_period",
            "previous needs in_period",
        ),
        (
            {"balance": {"left": [{"field": "a"}], "right": [{"register": "c", "sum": "d", "in_period": "e"}]}},
            "in_period要有per或balance的since（只写一项）",
            "in_period needs one of per and the balance's since",
        ),
        ({"measure": "sum", "min": 1}, "sum要写field", "sum needs field"),
        ({"measure": "mean_duration", "min": "1h"}, "mean_duration要写interval", "mean_duration needs interval"),
        ({"measure": "coverage", "domain": ["x"]}, "coverage要写field和domain", "coverage needs a field and a domain"),
        (
            {"measure": "coverage", "field": "a", "domain": ["x"], "min": 0.0},
            "coverage的min是0到1之间的比例；time_coverage的限度是max_gap",
            "the min of coverage is a share up to 1; the limit of time_coverage is max_gap",
        ),
        (
            {"measure": "coverage", "field": "a", "domain": ["x"], "max": 1},
            "coverage的min是0到1之间的比例；time_coverage的限度是max_gap",
            "the min of coverage is a share up to 1; the limit of time_coverage is max_gap",
        ),
        (
            {"measure": "coverage", "field": "a", "domain": ["x"], "equals": 1},
            "coverage的min是0到1之间的比例；time_coverage的限度是max_gap",
            "the min of coverage is a share up to 1; the limit of time_coverage is max_gap",
        ),
        (
            {"measure": "count", "max": 1, "at": "every_day", "active": ["a", "b"], "per": {"month": "a"}},
            "per不能与every_day、time_coverage、spread一起写",
            "per goes without every_day, time_coverage and spread",
        ),
        (
            {"measure": "spread", "max": 1, "of": {"measure": "count"}, "per": {"month": "a"}},
            "per不能与every_day、time_coverage、spread一起写",
            "per goes without every_day, time_coverage and spread",
        ),
        ({"measure": "spread", "max": 1, "of": {"measure": "ratio"}}, "ratio要写numerator", "ratio needs numerator"),
        ({"measure": "spread", "max": 1, "of": {"measure": "sum"}}, "sum要写field", "sum needs field"),
        (
            {"measure": "count", "max": 1, "of": {"measure": "count"}},
            "of与measure: spread一起写",
            "of stands with measure: spread",
        ),
        (
            {"measure": "sum", "field": "f", "max": 1, "at": "every_day", "active": ["a", "b"]},
            "at: every_day、active与measure: count一起写",
            "at: every_day stands with active and measure: count",
        ),
        (
            {"measure": "count", "max": 1, "active": ["a", "b"]},
            "at: every_day、active与measure: count一起写",
            "at: every_day stands with active and measure: count",
        ),
        (
            {"measure": "count", "max": 1, "at": "every_day", "active": ["a", "b"], "max_gap": "1h"},
            "max_gap在every_day时以日计，在time_coverage时以小时、分钟计",
            "max_gap is in days with every_day, and in hours or minutes with time_coverage",
        ),
        (
            {"balance": {"left": [{"field": "a"}], "right": [{"field": "b"}]}, "domain": ["x"]},
            "domain列出group的值，要写group",
            "domain lists values of the group, which is not given",
        ),
        (
            {"measure": "count", "max": 1, "group": [{"named": "a"}]},
            "named只能写在balance的per里",
            "named goes only into the per of a balance",
        ),
        (
            {"measure": "count", "max": 1, "per": {"named": "a"}},
            "named只能写在balance的per里",
            "named goes only into the per of a balance",
        ),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, Any], zh: str, en: str) -> None:
    with pytest.raises(ValidationError) as error:
        Aggregate.model_validate(settings)
    assert said_by(error.value.errors()[0]["ctx"]["error"]) == Text(zh, en)


@pytest.mark.parametrize(
    "settings",
    [
        {"measure": "coverage", "field": "a", "domain": ["x"], "min": 1.0},
        {"measure": "spread", "max": 1, "of": {"measure": "ratio", "numerator": {"a": 1}}},
    ],
)
def test_a_share_may_be_all_and_what_is_spread_a_ratio(settings: dict[str, Any]) -> None:
    assert Aggregate.model_validate(settings).measure == settings["measure"]


RULES = """
name: totals
title: {zh: 统计, en: Totals}
version: "1"
registers:
  staff:
    title: {zh: 人员, en: staff}
    key: [no]
    event_date: as_of
    lifespan: [hired, left]
    fields:
      no: {title: {zh: 工号, en: Staff no.}, type: code}
      region: {title: {zh: 大区, en: Region}}
      hired: {title: {zh: 入职日期, en: Hired}, type: date}
      left: {title: {zh: 离职日期, en: Left}, type: date}
  regions:
    title: {zh: 大区表, en: regions}
    key: [name]
    event_date: as_of
    fields:
      name: {title: {zh: 大区名称, en: Region name}}
      head: {title: {zh: 负责人, en: Head}, type: person}
  callbacks:
    title: {zh: 回访, en: callbacks}
    key: [no]
    event_date: called
    fields:
      no: {title: {zh: 回访编号, en: Callback no.}, type: code}
      called: {title: {zh: 回访时间, en: Called}, type: datetime}
      score: {title: {zh: 评分, en: Score}, type: number}
  statistics:
    title: {zh: 回访统计表, en: statistics}
    key: [doc]
    event_date: as_of
    fields:
      doc: {title: {zh: 统计表号, en: Document}, type: code}
      period: {title: {zh: 期间, en: Period}}
      total: {title: {zh: 回访总数, en: Total}, type: number}
parameters:
  least: {title: {zh: 最少样本, en: least sample}, type: number}
rules:
  - id: HEADS
    clause: 1
    title: {zh: 每区有人, en: Somebody in every region}
    of: staff
    check: aggregate
    params:
      measure: count
      group: [region]
      domain: {register: regions, field: name}
      active: [hired, left]
      at: every_day
      min: 1
  - id: SCORE
    clause: 2
    title: {zh: 满意度, en: Satisfaction}
    of: callbacks
    check: aggregate
    params: {measure: mean, field: score, per: {month: called}, min: 90, min_sample: {param: least}}
  - id: TOTAL
    clause: 3
    title: {zh: 统计属实, en: The statistics are right}
    of: statistics
    check: aggregate
    params:
      balance:
        left: [{field: total}]
        right: [{register: callbacks, count: "no", in_period: called}]
      per: {month: period}
"""
SHEETS = {
    "人员": [
        ["工号", "大区", "入职日期", "离职日期"],
        ["E1", "华东", "2023-01-01", ""],
        ["E2", "华南", "2023-01-01", "2024-02-10"],
        ["E3", "华南", "2024-02-15", ""],
    ],
    "大区表": [["大区名称", "负责人"], ["华东", "甲"], ["华南", "乙"], ["华北", "丙"]],
    "回访": [
        ["回访编号", "回访时间", "评分"],
        ["C1", "2024-01-05 10:00", "95"],
        ["C2", "2024-01-31 23:59", "86"],
        ["C3", "2024-02-01 00:00", "80"],
        ["C4", "2024-02-02 10:00", ""],
    ],
    "回访统计表": [["统计表号", "期间", "回访总数"], ["D1", "2024-01", "2"], ["D2", "2024年2月", "3"]],
}  # fmt: skip


def test_findings_quote_rows_of_the_group_or_of_the_list(tmp_path: Path) -> None:
    rules = tmp_path / "totals.yaml"
    rules.write_text(RULES, encoding="utf-8")
    audit = svcqa.run(
        [workbooks(tmp_path / "台账.xlsx", SHEETS)], [str(rules)], as_of="2024-03-15", period="2024-01-01..2024-02-29"
    )
    found = {(one.rule, *one.key.values()): one for one in audit.findings}
    assert set(found) == {("HEADS", "华南"), ("HEADS", "华北"), ("SCORE", "2024-02"), ("TOTAL", "D2")}
    vacant = found["HEADS", "华南"]
    assert vacant.message.zh == "华南：自2024-02-11起为0，低于规定的1，共4天"
    assert {("人员", "B3"), ("大区表", "A3")} <= {(one.sheet, one.cell) for one in vacant.locations}
    # an empty region has no row of its own: the list that asks for it is quoted
    assert {(one.sheet, one.cell) for one in found["HEADS", "华北"].locations} == {("大区表", "A4")}
    assert found["SCORE", "2024-02"].message.en == "2024-02: 80, below 90 (of 1 records)"
    total = found["TOTAL", "D2"]
    assert total.message.zh == "记录的3与2不等，相差1"
    assert {(one.sheet, one.cell) for one in total.locations} >= {("回访统计表", "C3"), ("回访", "A4")}
    tallies = {one.rule: one for one in audit.content.tallies if one.rule in {"HEADS", "SCORE", "TOTAL"}}
    assert {name: (one.in_scope, one.fails) for name, one in tallies.items()} == {
        "HEADS": (3, 2), "SCORE": (2, 1), "TOTAL": (2, 1),
    }  # fmt: skip


def test_a_running_month_is_told_as_upcoming_and_one_of_few_answers_not_as_a_pass(tmp_path: Path) -> None:
    rules = tmp_path / "totals.yaml"
    rules.write_text(RULES, encoding="utf-8")
    audit = svcqa.run(
        [workbooks(tmp_path / "台账.xlsx", SHEETS)], [str(rules)], as_of="2024-02-15", parameters={"least": "2"}
    )
    (tally,) = [one for one in audit.content.tallies if one.rule == "SCORE"]
    assert (tally.conforms, tally.fails, tally.pending) == (1, 0, 1)
    assert [(one.rule, one.due_on) for one in audit.upcoming] == [("SCORE", "2024-02-29")]


def test_an_empty_register_leaves_every_region_empty(tmp_path: Path) -> None:
    rules = tmp_path / "totals.yaml"
    rules.write_text(RULES, encoding="utf-8")
    sheets = {**SHEETS, "人员": SHEETS["人员"][:1]}
    audit = svcqa.run([workbooks(tmp_path / "台账.xlsx", sheets)], [str(rules)], as_of="2024-03-15")
    assert {one.key["slot"] for one in audit.findings if one.rule == "HEADS"} == {"华东", "华南", "华北"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("measure: mean, field: score", "measure: mean, field: called", "must be of type number / money / duration"),
        ("[{field: total}]", "[{field: period}]", "must be of type number / money / duration"),
        ("group: [region]", "group: [{hour: region}]", "must be of type date / datetime"),
        ("per: {month: called}", "per: {month: caled}", "there is no field 'caled'"),
        ('count: "no"', 'count: "number"', "there is no field 'callbacks.number'"),
    ],
)
def test_what_does_not_fit_the_registers_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    rules = tmp_path / "totals.yaml"
    assert old in RULES
    rules.write_text(RULES.replace(old, new), encoding="utf-8")
    with pytest.raises(svcqa.ConfigError, match=said):
        svcqa.run([workbooks(tmp_path / "台账.xlsx", SHEETS)], [str(rules)], as_of="2024-06-30")


def test_the_two_ways_to_add_the_same_amounts_are_equal() -> None:
    cents = [0.1] * 10
    cases = pd.DataFrame({"field": cents, "unsure": False})
    assert _judged(cases, {"measure": "sum", "field": "x", "equals": 1}) == {"sum": Verdict.CONFORMS}
    assert _judged(cases, {"measure": "sum", "field": "x", "equals": 1.001}) == {"sum": Verdict.FAILS}
    assert np.isclose(sum(cents), 1.0)
    assert sum(cents) != 1.0


def test_a_mean_of_very_many_is_not_parted_from_its_limit_by_what_floats_cannot_hold() -> None:
    scores = np.sort(np.random.default_rng(1).integers(0, 1001, 100_000)) / 10
    mean = math.fsum(scores) / len(scores)
    cases = pd.DataFrame({"field": scores, "unsure": False})
    assert _judged(cases, {"measure": "mean", "field": "x", "equals": mean}) == {"mean": Verdict.CONFORMS}


def test_one_too_many_of_very_many_is_too_many() -> None:
    cases = pd.DataFrame({"field": np.ones(1_000_001), "unsure": False})
    assert _judged(cases, {"measure": "count", "max": 1_000_000}) == {"count": Verdict.FAILS}
    assert _judged(cases[1:], {"measure": "count", "max": 1_000_000}) == {"count": Verdict.CONFORMS}
    assert _judged(cases, {"measure": "sum", "field": "x", "max": 1_000_000}) == {"sum": Verdict.FAILS}
