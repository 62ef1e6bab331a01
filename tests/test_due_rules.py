"""Due rules: on which day something is due, as a clause says it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from svcqa import DueRule, Roll, Text, Workdays, WrongValueError
from tests.office import shared

CHINA = Workdays()
DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2024, 12, 31))
RULES: dict[str, Callable[[int], dict[str, Any]]] = {
    "next_month_day": lambda n: {"of": "month", "period": "next", "day": n},
    "next_quarter_first_month_day": lambda n: {"of": "quarter", "period": "next", "day": n},
    "next_week_weekday": lambda n: {"of": "week", "period": "next", "weekday": n},
    "this_week_weekday": lambda n: {"of": "week", "weekday": n},
    "within_workdays_cn": lambda n: {"after": f"{n}wd"},
    "add_days": lambda n: {"after": f"{n}d"},
    "add_months": lambda n: {"after": f"{n}mo"},
    "add_years": lambda n: {"after": f"{n}y"},
    "years_after_year_end": lambda n: {"of": "year", "after": f"{n}y"},
    "days_after_quarter_end": lambda n: {"of": "quarter", "after": f"{n}d"},
    "last_workday_of_month_cn": lambda n: {"of": "month", "workday": "last"},
    "roll_to_workday_cn": lambda n: {"after": "0d"},
    "nth_workday_of_next_month_cn": lambda n: {"of": "month", "period": "next", "workday": n},
}


def _days(*written: object) -> np.ndarray:
    return np.array(written, dtype="datetime64[D]")


def _due(rule: Any, *events: object, roll: Roll | None = "none", year_start: int = 1) -> list[str]:
    found = DueRule.model_validate(rule).days(_days(*events), CHINA, roll=roll, year_start=year_start)
    assert found.earliest.dtype == found.latest.dtype == "datetime64[D]"
    assert roll is None or found.earliest.astype(str).tolist() == found.latest.astype(str).tolist()
    return [str(day) for day in found.latest]


def test_due_rules_questions_and_answers() -> None:
    asked = json.loads((shared("vectors") / "period_vectors.json").read_text(encoding="utf-8"))
    assert set(asked["meta"]["rules"]) == set(RULES)
    found = {}
    for one in asked["vectors"]:
        roll: Roll = "next" if one["rule"].startswith("roll_") else "none"
        found[one["id"]] = _due(RULES[one["rule"]](one["n"]), one["start"], roll=roll)[0]
    assert found == {one["id"]: one["expected"] for one in asked["vectors"]}
    assert len(found) == 40


@pytest.mark.parametrize(
    ("rule", "event", "due"),
    [
        ({"of": "month", "period": "next", "day": 5}, "2024-01-31", "2024-02-05"),
        ({"of": "month", "period": "next", "day": 30}, "2024-01-31", "2024-02-29"),
        ({"of": "month", "period": "next", "day": "last"}, "2024-01-31", "2024-02-29"),
        ({"of": "month", "period": "next"}, "2024-01-31", "2024-02-29"),
        ({"of": "month", "period": "same"}, "2024-01-30", "2024-01-31"),
        ({"of": "quarter", "period": "next", "day": 31}, "2024-02-29", "2024-04-30"),
        ({"of": "quarter", "period": "next", "month": 2, "day": 10}, "2024-02-29", "2024-05-10"),
        ({"of": "quarter", "month": 3}, "2024-02-29", "2024-03-31"),
        ({"of": "half", "period": "next", "day": 15}, "2024-02-29", "2024-07-15"),
        ({"of": "year", "period": "previous", "month": 12, "day": 31}, "2024-06-01", "2023-12-31"),
        ({"of": "year", "period": "next", "month": 2}, "2023-06-01", "2024-02-29"),
        ({"of": "1y", "period": "next", "month": 1, "day": 31}, "2023-06-01", "2024-01-31"),
        ({"of": "week", "weekday": 7}, "2024-03-04", "2024-03-10"),
        ({"of": "week", "weekday": 5}, "2024-03-10", "2024-03-08"),
        ({"of": "week", "period": "next", "weekday": 1}, "2024-12-29", "2024-12-30"),
        ({"of": "week", "period": "previous", "weekday": 1}, "2024-12-31", "2024-12-23"),
        ({"of": "week", "workday": 2}, "2024-10-05", "NaT"),
        ({"of": "week", "workday": "last"}, "2024-10-10", "2024-10-12"),
        ({"of": "quarter", "workday": "last"}, "2024-08-01", "2024-09-30"),
        ({"of": "quarter", "period": "next", "workday": 1}, "2024-08-01", "2024-10-08"),
        ({"of": "quarter", "month": 1, "workday": "last"}, "2024-08-01", "2024-07-31"),
        ({"of": "month", "workday": 20}, "2024-02-10", "NaT"),
        ({"of": "month", "workday": 1}, "2024-11-15", "2024-11-01"),
        ({"of": "month", "workday": "last"}, "2024-03-15", "2024-03-29"),
        ({"of": "month", "after": "1mo"}, "2024-01-15", "2024-02-29"),
        ({"of": "month", "after": "5wd"}, "2024-09-15", "2024-10-12"),
        ({"of": "year", "after": "0y"}, "2024-01-01", "2024-12-31"),
        ({"of": "quarter", "period": "previous", "after": "2w"}, "2024-05-01", "2024-04-14"),
        ({"of": "quarter", "after": "15d"}, "2024-02-28", "2024-04-15"),
        ({"of": "day", "period": "next"}, "2024-02-28", "2024-02-29"),
        ({"after": "2mo"}, "2024-01-31", "2024-03-31"),
        ({"after": "1y"}, "2024-02-29", "2025-02-28"),
        ({"after": "same_day"}, "2024-02-29", "2024-02-29"),
    ],
)
def test_due_days(rule: dict[str, Any], event: str, due: str) -> None:
    assert _due(rule, event) == [due]


def test_a_fiscal_year_moves_quarters_and_years() -> None:
    assert _due({"of": "quarter", "period": "next", "day": 2}, "2024-02-29", year_start=2) == ["2024-05-02"]
    assert _due({"of": "year", "after": "1y"}, "2024-03-31", year_start=4) == ["2025-03-31"]


@pytest.mark.parametrize("rule", RULES)
def test_due_rules_take_moments_and_keep_missing_ones(rule: str) -> None:
    moments = np.array(["2024-03-05T23:59:59.999999", "NaT"], dtype="datetime64[us]")
    made = DueRule.model_validate(RULES[rule](3))
    found = made.days(moments, CHINA).earliest
    assert found.dtype == "datetime64[D]"
    assert [str(found[0])] == _due(RULES[rule](3), "2024-03-05")
    assert np.isnat(found[1])
    assert len(made.days(moments[:0], CHINA).latest) == 0


def test_the_second_of_january_and_of_october_roll_as_the_organisation_says() -> None:
    second = {"of": "month", "period": "next", "day": 2}
    events = ("2023-11-30", "2023-12-31", "2024-09-30")
    assert _due(second, *events, roll="none") == ["2023-12-02", "2024-01-02", "2024-10-02"]
    assert _due(second, *events, roll="next") == ["2023-12-04", "2024-01-02", "2024-10-08"]
    assert _due(second, *events, roll="previous") == ["2023-12-01", "2024-01-02", "2024-09-30"]


@given(DAYS, st.sampled_from(sorted(RULES)), st.integers(1, 7))
def test_an_unset_roll_rule_leaves_the_readings_apart_only_where_the_due_day_is_a_rest_day(day: dt.date, name: str, number: int) -> None:  # fmt: skip
    rule = DueRule.model_validate(RULES[name](number))
    readings: tuple[Roll, ...] = ("none", "next", "previous")
    said = [rule.days(_days(day), CHINA, roll=roll).earliest[0] for roll in readings]
    unset = rule.days(_days(day), CHINA, roll=None)
    if np.isnat(said).any():
        assert np.isnat(unset.earliest).all()
        assert np.isnat(unset.latest).all()
    else:
        assert (unset.earliest[0], unset.latest[0]) == (min(said), max(said))
        assert (unset.earliest == unset.latest)[0] == CHINA.is_workday(_days(said[0]))[0][0]


def test_a_due_day_outside_the_table_rolls_nowhere() -> None:
    second = {"of": "month", "period": "next", "day": 2}
    assert _due(second, "2003-05-05") == ["2003-06-02"], "no working day is asked for"
    for roll in ("next", "previous", None):
        assert _due(second, "2003-05-05", roll=roll) == ["NaT"]


def test_a_rest_day_beside_the_end_of_the_table_rolls_nowhere_while_nobody_says_which_way() -> None:
    week = Workdays({dt.date(2100, 12, 31): "rest"}, (True,) * 5 + (False,) * 2)
    ends = _days("1950-01-01", "2100-12-31")
    due = DueRule.model_validate({"after": "0d"}).days(ends, week, roll=None)
    assert np.isnat(due.earliest).all()
    assert np.isnat(due.latest).all()
    assert [str(day) for day in week.roll(ends)] == ["1950-01-02", "NaT"]
    assert [str(day) for day in week.roll(ends, forward=False)] == ["NaT", "2100-12-30"]


def test_what_is_handed_in_before_its_period_has_ended_is_premature_not_early() -> None:
    handed = np.array(["2024-03-31T23:59:59.999999", "2024-04-01", "2024-04-03", "NaT"], dtype="datetime64[us]")
    march = _days(*["2024-03-10"] * 4)
    after = DueRule.model_validate({"of": "month", "period": "next", "day": 2})
    assert after.premature(handed, march).tolist() == [True, False, False, False]
    assert DueRule.model_validate({"of": "month", "after": "3wd"}).premature(handed, march).tolist()[0]
    for within in ({"of": "month", "day": 25}, {"of": "month", "period": "previous"}, {"after": "3d"}):
        early = DueRule.model_validate(within).premature(handed, march)
        assert early.dtype == bool
        assert not early.any()
    yearly = DueRule.model_validate({"of": "year", "period": "next"})
    assert yearly.premature(_days("2024-12-31", "2025-01-01"), _days("2024-01-15", "2024-01-15")).tolist() == [
        True,
        False,
    ]
    fiscal = DueRule.model_validate({"of": "year", "period": "next", "day": 2})
    assert fiscal.premature(handed, march, year_start=4).tolist() == [True, False, False, False]


def test_a_rule_takes_its_kind_of_period_from_where_it_stands() -> None:
    rule = DueRule.model_validate({"period": "next", "day": 2})
    assert rule.per("month") == DueRule.model_validate({"of": "month", "period": "next", "day": 2})
    assert rule.per("month").per("month").of == "month"
    with pytest.raises(WrongValueError) as caught:
        rule.per("month").per("week")
    assert caught.value.text == Text("of写了month，应是week", "'of' says month; it must be week")
    with pytest.raises(ValidationError, match="a week has no day or month"):
        rule.per("week")
    with pytest.raises(WrongValueError) as caught:
        rule.by_itself()
    assert caught.value.text == Text(
        "要写of（哪种期间，如month），或只写after",
        "it needs 'of' (the kind of period, such as month), or 'after' alone",
    )
    with pytest.raises(ValueError, match="needs 'of'"):
        rule.days(_days("2024-03-05"), CHINA)
    with pytest.raises(ValueError, match="needs 'of'"):
        DueRule.model_validate({"period": "next", "after": "3d"}).by_itself()
    assert DueRule.model_validate({"after": "3d"}).by_itself().after is not None


@pytest.mark.parametrize(
    "written", ["period next, day 2", "period: next, day: 2", "{period: next, day: 2}", "period=next；day=2"]
)
def test_a_rule_may_be_written_in_one_cell(written: str) -> None:
    assert DueRule.model_validate(written) == DueRule.model_validate({"period": "next", "day": 2})


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ({"day": 2, "weekday": 2}, "day、weekday只能写一项", "only one of day, weekday can be given"),
        ({"day": 0}, "day应在1到31之间，不是0", "day must be 1 to 31, not 0"),
        ({"day": 32}, "day应在1到31之间，不是32", "day must be 1 to 31, not 32"),
        ({"weekday": 8}, "weekday应在1到7之间，不是8", "weekday must be 1 to 7, not 8"),
        ({"month": 13}, "month应在1到12之间，不是13", "month must be 1 to 12, not 13"),
        ({"workday": 0}, "workday应在1到366之间，不是0", "workday must be 1 to 366, not 0"),
        ({"workday": 367}, "workday应在1到366之间，不是367", "workday must be 1 to 366, not 367"),
        ({"of": "quarter", "month": 4, "day": 1}, "quarter没有第4个月", "a quarter has no month 4; it has 3"),
        ({"of": "month", "weekday": 2}, "weekday只用于周，不用于month", "a weekday is one of a week, not of a month"),
        ({"of": "week", "day": 2}, "week没有day或month", "a week has no day or month to name"),
        (
            {"of": "year", "month": 3, "after": "3d"},
            "after从期间结束算起，不能同时写month",
            "after counts from the period's end; no month",
        ),
        ({"after": "3h"}, "到期日按天计，“3h”不是天数", "a due day is reckoned in days, '3h' is not"),
        ({}, "没有写何时到期", "it does not say when something is due"),
        (
            "next day 2",
            "“next day 2”不是到期规则；请写成period next, day 2这样的一对一对",
            "'next day 2' is no due rule; write it in pairs such as period next, day 2",
        ),
        (
            "day 2, day 3",
            "“day 2, day 3”不是到期规则；请写成period next, day 2这样的一对一对",
            "'day 2, day 3' is no due rule; write it in pairs such as period next, day 2",
        ),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_in_both_languages(rule: Any, zh: str, en: str) -> None:
    with pytest.raises(ValidationError) as caught:
        DueRule.model_validate(rule)
    (error,) = caught.value.errors()
    assert error["ctx"]["error"].text == Text(zh, en)


def test_a_kind_of_period_that_is_none_is_refused() -> None:
    for kind in ("fortnight", ["month"]):
        with pytest.raises(ValidationError, match="'day', 'week', 'month'"):
            DueRule.model_validate({"of": kind})
