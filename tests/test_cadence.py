"""cadence: what its findings quote, what falls due next, what it refuses, and its gaps against a plain reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import svcqa
from svcqa import Calendars, Context, Period, Verdict
from svcqa_timeliness.cadence import Cadence, came_again_in_time
from tests.office import ruleset, workbooks

RULES = """
name: sites
title: {zh: 网点, en: Sites}
version: "1"
registers:
  sites:
    title: {zh: 网点台账, en: sites}
    key: [id]
    event_date: as_of
    sheets: [网点台账]
    fields:
      id: {title: {zh: 网点编号, en: Site}, type: code}
      opened: {title: {zh: 设立日期, en: Opened}, type: date}
      closed: {title: {zh: 关闭日期, en: Closed}, type: date}
  summaries:
    title: {zh: 工作总结, en: summaries}
    key: [no]
    event_date: handed_in
    unit: site
    sheets: [工作总结]
    foreign_keys: {site: sites}
    fields:
      no: {title: {zh: 总结编号, en: No.}, type: code}
      site: {title: {zh: 网点, en: Site}, type: code}
      period: {title: {zh: 期间, en: Period}}
      handed_in: {title: {zh: 上交日期, en: Handed in}, type: date}
parameters:
  roll_rule: {title: {zh: 顺延规则, en: roll rule}}
  grace_days: {title: {zh: 到期, en: due}}
rules:
  - id: SUMMARY
    clause: 4.3.3
    title: {zh: 网点每季交总结, en: Each site hands in a summary each quarter}
    of: summaries
    check: cadence
    weight: high
    params:
      each: {register: sites, "on": {site: id}, active: [opened, closed]}
      at: handed_in
      period: period
      every: 3mo
      due: {period: next, day: 10}
      roll: {param: roll_rule}
  - id: ANY
    clause: 4.3.4
    title: {zh: 每月至少一份总结, en: One summary a month}
    of: summaries
    check: cadence
    params: {at: handed_in, every: month}
"""
SHEETS = {
    "网点台账": [
        ["网点编号", "设立日期", "关闭日期"],
        ["S1", "2020-01-01", ""], ["S2", "2020-01-01", ""], ["S3", "", ""], ["S4", "2024-05-20", ""],
    ],
    "工作总结": [
        ["总结编号", "网点", "期间", "上交日期"],
        ["Z1", "S1", "2023Q4", "2024-01-10"], ["Z2", "S1", "2024Q1", "2024-04-15"], ["Z3", "S2", "2023Q4", "2024-01-03"],
        ["Z4", "S3", "2023Q4", "2024-01-03"],
    ],
}  # fmt: skip


def _audit(tmp_path: Path, sheets: Mapping[str, Any], rules: str = RULES) -> svcqa.Audit:
    files = [workbooks(tmp_path / "网点.xlsx", sheets)]
    return svcqa.run(files, [ruleset(tmp_path, rules)], as_of="2024-07-01", period="2024-01-01..2024-06-30")


def test_a_late_record_and_the_row_of_the_one_who_is_missing_are_quoted(tmp_path: Path) -> None:
    audit = _audit(tmp_path, SHEETS)
    found = {one.key["slot"]: one for one in audit.findings if one.rule == "SUMMARY"}
    assert {key: (one.message.en, one.unit, one.date, one.weight) for key, one in found.items()} == {
        "S1/2024Q1": ("S1/2024Q1 was done on 2024-04-15, but due on 2024-04-10", "S1", "2024-04-15", "high"),
        "S2/2024Q1": ("there is none for S2/2024Q1, due on 2024-04-10", "S2", "2024-04-10", "high"),
    }
    late = {(one.sheet, one.cell, one.value) for one in found["S1/2024Q1"].locations}
    assert {("工作总结", "D3", "2024-04-15"), ("工作总结", "C3", "2024Q1"), ("网点台账", "A2", "S1")} <= late
    missing = {(one.sheet, one.cell, one.value) for one in found["S2/2024Q1"].locations}
    assert missing == {("网点台账", "A3", "S2"), ("网点台账", "B3", "2020-01-01"), ("网点台账", "C3", None)}


def test_what_is_not_clear_quotes_its_row_and_what_is_counted_adds_up(tmp_path: Path) -> None:
    audit = _audit(tmp_path, SHEETS)
    tally = next(one for one in audit.content.tallies if one.rule == "SUMMARY")
    assert (tally.in_scope, tally.conforms, tally.fails, tally.pending, tally.undetermined) == (6, 3, 2, 0, 1)
    assert tally.undetermined_by == {"cadence.expected_unclear": 1}
    unit = {one.unit: one.in_scope for one in tally.by_unit}
    assert unit == {"S1": 2, "S2": 2, "S3": 2}
    (unclear,) = [one for one in audit.unjudged if one.rule == "SUMMARY"]
    assert unclear.key == {"slot": "S3/2024Q1"}
    assert ("网点台账", "A4") in {(one.sheet, one.cell) for one in unclear.cells}


def test_what_falls_due_next_is_upcoming(tmp_path: Path) -> None:
    files = [workbooks(tmp_path / "网点.xlsx", SHEETS)]
    audit = svcqa.run(
        files, [ruleset(tmp_path, RULES)], as_of="2024-07-01", period="2024-01-01..2024-12-31", ahead="4mo"
    )
    due = {one.key["slot"]: one.due_on for one in audit.upcoming if one.rule == "SUMMARY"}
    # what has just ended and what has just begun
    assert due["S1/2024Q2"] == "2024-07-10"
    assert due["S1/2024Q3"] == "2024-10-10"
    assert "S1/2024Q4" not in due


def test_a_slot_of_the_office_without_any_record_quotes_the_sheet(tmp_path: Path) -> None:
    audit = _audit(tmp_path, SHEETS)
    found = {one.key["slot"]: one for one in audit.findings if one.rule == "ANY"}
    assert sorted(map(str, found)) == ["2024-02", "2024-03", "2024-05", "2024-06"]
    places = [(one.sheet, one.cell, one.value) for one in found["2024-02"].locations]
    assert places == [("工作总结", "", None)]
    page = svcqa.render(audit, "html", lang="zh")
    assert "2024-02没有记录" in page.decode()


def test_an_empty_register_is_assessed_and_everything_is_missing(tmp_path: Path) -> None:
    audit = _audit(tmp_path, {**SHEETS, "工作总结": SHEETS["工作总结"][:1]})
    tally = next(one for one in audit.content.tallies if one.rule == "SUMMARY")
    assert tally.assessed
    assert (tally.conforms, tally.fails, tally.undetermined) == (0, 4, 2)


def test_a_rule_is_asked_only_while_it_is_in_force(tmp_path: Path) -> None:
    rules = RULES.replace(
        "    check: cadence\n    params: {at",
        "    check: cadence\n    in_force: {from: 2024-03-01, to: 2024-04-30}\n    params: {at",
    )
    found = [one.key["slot"] for one in _audit(tmp_path, SHEETS, rules).findings if one.rule == "ANY"]
    assert found == ["2024-03"]


def test_what_excepts_records_is_refused_where_slots_are_judged(tmp_path: Path) -> None:
    rules = RULES.replace("    params: {at", "    unless: {period: 全年}\n    params: {at")
    with pytest.raises(svcqa.ConfigError, match="does not judge records here"):
        _audit(tmp_path, SHEETS, rules)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"at": "a"}, "one of every, max_gap, at_least"),
        ({"every": "month"}, "one of at, period"),
        ({"at": "a", "max_gap": "2d", "due": {"day": 2}}, "due is of no use without every"),
        ({"at": "a", "every": "month", "due": {"weekday": 2}}, "weekday is one of a week"),
        ({"period": "p", "every": "month", "due": {"day": 2}}, "due needs at"),
        ({"period": "p", "max_gap": "2d"}, "at is needed"),
        ({"at": "a", "max_gap": "2d", "max_gap_below": "2d"}, "shorter than 2d"),
        ({"at": "a", "max_gap": "2d", "min_sample": 3}, "every is needed"),
        ({"at": "a", "every": "5d"}, "every"),
        ({"at": "a", "every": "year", "window": {"before": "3h"}}, "in days, weeks, months or years"),
        ({"at": "a", "every": "year", "window": "year_end", "due": {"day": 2}}, "only one of due, window"),
        ({"at": "a", "every": "year", "group": ["g"], "each": {"register": "r", "on": {"a": "b"}}}, "each, group"),
        ({"at": "a", "every": "year", "found_in": {"register": "r", "at": "t"}}, "found_in needs each"),
        (
            {"at": "a", "every": "day", "activity": [{"register": "r", "at": "t", "on": {"x": "y"}}]},
            "fields that each joins by",
        ),
    ],
)
def test_settings_that_make_no_sense_are_refused(written: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Cadence.model_validate(written)


def test_a_guard_whose_parameter_is_not_set_mutes_nothing_and_another_parameter_does(tmp_path: Path) -> None:
    assert next(one for one in _audit(tmp_path, SHEETS).content.tallies if one.rule == "SUMMARY").assessed
    rules = RULES.replace("due: {period: next, day: 10}", "due: {param: grace_days}")
    tally = next(one for one in _audit(tmp_path, SHEETS, rules).content.tallies if one.rule == "SUMMARY")
    assert not tally.assessed
    assert tally.reason is not None
    assert tally.reason.code == "parameter_unset"


AS_OF, DAY = dt.date(2024, 6, 30), pd.Timedelta(days=1)
PERIOD = Period(dt.date(2024, 1, 1), AS_OF)
DAYS = st.dates(dt.date(2023, 6, 1), AS_OF)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(DAYS, st.none() | DAYS), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 4), DAYS), max_size=25),
    st.integers(1, 40),
)
def test_gaps_agree_with_walking_from_day_to_day(
    lives: list[tuple[dt.date, dt.date | None]], events: list[tuple[int, dt.date]], limit: int
) -> None:
    lives = [(first, last if last is None or last >= first else None) for first, last in lives]
    each = pd.DataFrame(
        {
            "each.on.item": pd.Series([f"R{number}" for number in range(len(lives))], dtype="str"),
            "each.active.0": pd.Series([first for first, _ in lives], dtype="datetime64[us]"),
            "each.active.1": pd.Series([last for _, last in lives], dtype="datetime64[us]"),
            "unsure": False,
        }
    )
    cases = pd.DataFrame(
        {
            "each.on.item": pd.Series([f"R{number}" for number, _ in events], dtype="str"),
            "at": pd.Series([day for _, day in events], dtype="datetime64[us]"),
            "unsure": pd.Series(False, index=range(len(events)), dtype=bool),
        }
    )
    rule = Cadence.model_validate(
        {"at": "at", "max_gap": f"{limit}d", "each": {"register": "r", "on": {"item": "id"}, "active": ["a", "b"]}}
    )
    context = Context(pd.Timestamp(AS_OF) + DAY - pd.Timedelta(microseconds=1), PERIOD, Calendars())
    judged = came_again_in_time(cases, {"each": each}, rule, context)
    failing = {
        name for name, verdict in zip(judged["slot"], judged["verdict"], strict=True) if verdict == Verdict.FAILS
    }
    assert failing == set(_too_long(lives, events, limit))
    assert not judged["slot"][judged["verdict"] == Verdict.FAILS].duplicated().any()


def _too_long(lives: list[tuple[dt.date, dt.date | None]], events: list[tuple[int, dt.date]], limit: int) -> list[str]:
    """Every gap that was too long on a day of the period, read from day to day."""
    found = []
    assert PERIOD.first is not None
    for number, (first, last) in enumerate(lives):
        end = min(last or AS_OF, AS_OF)
        marks = {day for whose, day in events if whose == number and first <= day <= end} | {first}
        for mark in marks:
            later = [day for day in marks if day > mark]
            broken = mark + dt.timedelta(days=limit + 1)
            # the day on which it is too long, up to the next event or the end
            until = min([*later, end])
            if broken <= until and until >= PERIOD.first and broken - dt.timedelta(days=1) <= PERIOD.last:
                found.append(f"R{number}/{mark}")
    return found


MONTHS = pd.date_range("2023-06-01", "2024-06-01", freq="MS")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(DAYS, st.none() | DAYS), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 12), DAYS), max_size=25),
    st.integers(1, 28),
)
def test_periods_agree_with_asking_for_each_one_by_one(
    lives: list[tuple[dt.date, dt.date | None]], reports: list[tuple[int, int, dt.date]], due_day: int
) -> None:
    lives = [(first, last if last is None or last >= first else None) for first, last in lives]
    each = pd.DataFrame(
        {
            "each.on.site": pd.Series([f"S{number}" for number in range(len(lives))], dtype="str"),
            "each.active.0": pd.Series([first for first, _ in lives], dtype="datetime64[us]"),
            "each.active.1": pd.Series([last for _, last in lives], dtype="datetime64[us]"),
            "unsure": False,
        }
    )
    cases = pd.DataFrame(
        {
            "each.on.site": pd.Series([f"S{number}" for number, _, _ in reports], dtype="str"),
            "at": pd.Series([day for _, _, day in reports], dtype="datetime64[us]"),
            "period": pd.Series([f"{MONTHS[month]:%Y-%m}" for _, month, _ in reports], dtype="str"),
            "unsure": pd.Series(False, index=range(len(reports)), dtype=bool),
        }
    )
    rule = Cadence.model_validate(
        {
            "at": "at", "period": "period", "every": "month", "due": {"period": "next", "day": due_day}, "roll": "none",
            "each": {"register": "r", "on": {"site": "id"}, "active": ["a", "b"]}, "partly": "expected",
        }
    )  # fmt: skip
    context = Context(pd.Timestamp(AS_OF) + DAY - pd.Timedelta(microseconds=1), PERIOD, Calendars())
    judged = came_again_in_time(cases, {"each": each}, rule, context)
    over = judged[judged["verdict"] != Verdict.PENDING]
    got = {name: verdict == Verdict.CONFORMS for name, verdict in zip(over["slot"], over["verdict"], strict=True)}
    assert got == _one_by_one(lives, reports, due_day)


def _one_by_one(
    lives: list[tuple[dt.date, dt.date | None]], reports: list[tuple[int, int, dt.date]], due_day: int
) -> dict[str, bool]:
    found = {}
    for number, (first, last) in enumerate(lives):
        for position, month in enumerate(MONTHS):
            begin, end = month.date(), (month + pd.offsets.MonthEnd(0)).date()
            due = (month + pd.DateOffset(months=1)).date() + dt.timedelta(days=due_day - 1)
            alive = first <= end and (last is None or last >= begin)
            assert PERIOD.first is not None
            if alive and PERIOD.first <= due < AS_OF:
                mine = [day for whose, which, day in reports if (whose, which) == (number, position)]
                found[f"S{number}/{month:%Y-%m}"] = any(end < day <= due for day in mine)
    return found


def test_nothing_is_looked_at_row_by_row() -> None:
    """A hundred thousand records take a moment, so that a million do not take minutes."""
    count = 100_000
    rng = np.random.default_rng(7)
    cases = pd.DataFrame(
        {
            "at": pd.Series(np.datetime64("2024-01-01", "us") + rng.integers(0, 180, count) * np.timedelta64(1, "D")),
            "unsure": False,
        }
    )
    context = Context(pd.Timestamp(AS_OF) + DAY, PERIOD, Calendars())
    judged = came_again_in_time(
        cases, {}, Cadence.model_validate({"at": "at", "every": "day", "max_gap": "3d"}), context
    )
    assert len(judged) == count - 1 + 182


@pytest.mark.parametrize(
    ("gap", "below"),
    [
        ("59s", "1m"), ("59m", "1h"), ("3600s", "61m"), ("23h", "1d"), ("1439m", "1d"), ("86399s", "1d"), ("1d", "25h"),
        ("6d", "1w"), ("1w", "8d"), ("30d", "1mo"), ("1mo", "31d"), ("364d", "1y"), ("1y", "366d"), ("11mo", "1y"),
        ("1wd", "2d"), ("1d", "2wd"), ("4w", "1mo"), ("1y", "12500h"),
    ],
)  # fmt: skip
def test_a_gap_is_shorter_than_its_bound_across_units(gap: str, below: str) -> None:
    assert Cadence.model_validate({"at": "a", "max_gap": gap, "max_gap_below": below}).max_gap is not None
    with pytest.raises(ValidationError, match="must be shorter than"):
        Cadence.model_validate({"at": "a", "max_gap": below, "max_gap_below": gap})
