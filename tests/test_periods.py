"""Periods, the audit moment, and due rules reckoned in weeks, months, quarters and years."""

from __future__ import annotations

import calendar
import datetime as dt
import json
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcqa import periods
from svcqa.calendars import Workdays
from svcqa.durations import parse, shift
from svcqa.errors import UsageError
from svcqa.periods import AsOf, Period, PeriodKind
from tests.office import shared

AS_OF = AsOf.of("2025-01-01")
KINDS: tuple[PeriodKind, ...] = ("week", "month", "quarter", "half", "year")
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))


def _days(*written: object) -> np.ndarray:
    return np.array(written, dtype="datetime64[D]")


@pytest.mark.parametrize("written", ["9999", "2024-01-01..9999-12-31", "..9999-12-31"])
def test_a_period_may_be_open_for_ever(written: str) -> None:
    moments = np.array(["2024-06-01", "9999-12-31T23:59:59.999999", "NaT"], dtype="datetime64[us]")
    assert Period.of(written, AS_OF).contains(moments)[1:].tolist() == [True, False]


def test_a_period_includes_its_first_and_last_moment_and_no_other() -> None:
    moments = np.array(
        ["2024-03-31T23:59:59.999999", "2024-04-01", "2024-06-30T23:59:59.999999", "2024-07-01"], dtype="datetime64[us]"
    )
    assert Period.of("2024Q2", AS_OF).contains(moments).tolist() == [False, True, True, False]


@pytest.mark.parametrize("written", ["2024-W53", "2024-W00", "2024Q5", "2024-00", "2023-02-29..2023-03-01", "2024-01-01...2024-02-01", "..", "", "去年"])  # fmt: skip
def test_what_is_no_period_is_refused_in_both_languages(written: str) -> None:
    with pytest.raises(UsageError) as raised:
        Period.of(written, AS_OF)
    assert f"“{written}”不是期间。请写成" in raised.value.say("zh")
    assert f"'{written}' is no period. Write it as" in raised.value.say("en")


@pytest.mark.parametrize("given_period", ["2024-03-02..2024-03-01", Period(dt.date(2024, 3, 2), dt.date(2024, 3, 1))])
def test_a_reversed_period_is_refused_however_it_is_given(given_period: str | Period) -> None:
    with pytest.raises(UsageError, match=r"'2024-03-02\.\.2024-03-01' ends before it begins"):
        Period.of(given_period, AS_OF)


@pytest.mark.parametrize("written", ["2024-01-01..2024-03-31", "..2024-03-31"])
def test_a_period_says_itself_as_it_is_written(written: str) -> None:
    assert str(Period.of(written, AS_OF)) == written


@pytest.mark.parametrize("written", ["2024-03-05 15:20:30", "2024-03-05T15:20:30"])
def test_an_audit_moment_may_be_given_to_the_second(written: str) -> None:
    assert AsOf.of(written) == AsOf(dt.datetime(2024, 3, 5, 15, 20, 30), "2024-03-05 15:20:30")


def test_an_audit_moment_with_an_offset_is_told_by_the_clock_of_the_site() -> None:
    given_moment = dt.datetime(2024, 3, 5, 17, 0, tzinfo=dt.UTC)
    assert AsOf.of(given_moment).moment == dt.datetime(2024, 3, 6, 1, 0)
    assert AsOf.of(pd.Timestamp(given_moment)).moment == dt.datetime(2024, 3, 6, 1, 0)


def test_a_missing_moment_is_no_audit_date() -> None:
    with pytest.raises(UsageError, match="is no date"):
        AsOf.of(pd.NaT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2024-02-29", ["2024-W09", "2024-02", "2024Q1", "2024H1", "2024"]),
        ("2024-12-30", ["2025-W01", "2024-12", "2024Q4", "2024H2", "2024"]),
        ("2021-01-03", ["2020-W53", "2021-01", "2021Q1", "2021H1", "2021"]),
        ("2026-12-31", ["2026-W53", "2026-12", "2026Q4", "2026H2", "2026"]),
        ("2027-01-03", ["2026-W53", "2027-01", "2027Q1", "2027H1", "2027"]),
        ("2024-06-30", ["2024-W26", "2024-06", "2024Q2", "2024H1", "2024"]),
        ("2024-07-01", ["2024-W27", "2024-07", "2024Q3", "2024H2", "2024"]),
    ],
)
def test_names_of_periods(day: str, names: list[str]) -> None:
    assert [periods.names(_days(day), kind)[0] for kind in KINDS] == names


@given(DAYS, st.sampled_from(KINDS))
def test_a_period_is_read_back_from_its_name(day: dt.date, kind: PeriodKind) -> None:
    days = _days(day)
    named = Period.of(periods.names(days, kind)[0], AS_OF)
    assert [named.first, named.last] == [periods.first_day(days, kind).item(), periods.last_day(days, kind).item()]
    assert named.contains(days)[0]


@given(DAYS, st.sampled_from(KINDS), st.integers(-30, 30))
def test_periods_follow_each_other_without_gap(day: dt.date, kind: PeriodKind, ahead: int) -> None:
    days = _days(day)
    after = periods.last_day(days, kind, ahead) + np.timedelta64(1, "D")
    assert after.tolist() == periods.first_day(days, kind, ahead + 1).tolist()
    assert periods.first_day(after, kind).tolist() == after.tolist()


@given(DAYS)
def test_a_week_is_the_iso_week(day: dt.date) -> None:
    monday = periods.first_day(_days(day), "week").item()
    assert monday.isocalendar()[:2] == day.isocalendar()[:2]
    assert monday.isoweekday() == 1


@given(DAYS, st.integers(-600, 600))
def test_months_are_added_as_durations_add_them(day: dt.date, count: int) -> None:
    sign = -1 if count < 0 else 1
    shifted = shift(pd.Series(_days(day).astype("datetime64[us]")), parse(f"{abs(count)}mo"), sign)
    added = periods.add_months(_days(day), count)
    assert added.astype("datetime64[us]").tolist() == shifted.to_numpy().tolist()
    month = day.year * 12 + day.month - 1 + count
    length = calendar.monthrange(month // 12, month % 12 + 1)[1]
    assert added.item() == dt.date(month // 12, month % 12 + 1, min(day.day, length))


RULES: dict[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "next_month_day": periods.next_month_day,
    "next_quarter_first_month_day": periods.next_quarter_first_month_day,
    "next_week_weekday": periods.next_week_weekday,
    "this_week_weekday": periods.this_week_weekday,
    "add_days": periods.add_days,
    "add_months": periods.add_months,
    "add_years": periods.add_years,
    "years_after_year_end": periods.years_after_year_end,
    "days_after_quarter_end": periods.days_after_quarter_end,
    "within_workdays_cn": lambda days, count: Workdays().add(days, count),
    "last_workday_of_month_cn": lambda days, count: Workdays().last_of_month(days),
    "roll_to_workday_cn": lambda days, count: Workdays().roll(days),
    "nth_workday_of_next_month_cn": lambda days, count: Workdays().nth_of_next_month(days, count),
}


def test_due_rules_questions_and_answers() -> None:
    asked = json.loads((shared("vectors") / "period_vectors.json").read_text(encoding="utf-8"))
    assert set(asked["meta"]["rules"]) == set(RULES)
    found = {one["id"]: str(RULES[one["rule"]](_days(one["start"]), one["n"])[0]) for one in asked["vectors"]}
    assert found == {one["id"]: one["expected"] for one in asked["vectors"]}
    assert len(found) == 40


@pytest.mark.parametrize(
    ("rule", "number", "start", "due"),
    [
        ("next_month_day", 5, "2024-01-31", "2024-02-05"),
        ("next_month_day", 30, "2024-01-31", "2024-02-29"),
        ("next_quarter_first_month_day", 31, "2024-02-29", "2024-04-30"),
        ("this_week_weekday", 7, "2024-03-04", "2024-03-10"),
        ("next_week_weekday", 1, "2024-12-29", "2024-12-30"),
        ("add_months", 2, "2024-01-31", "2024-03-31"),
        ("add_months", -1, "2024-03-31", "2024-02-29"),
        ("add_years", 1, "2024-02-29", "2025-02-28"),
        ("add_years", -1, "2024-02-29", "2023-02-28"),
        ("years_after_year_end", 0, "2024-01-01", "2024-12-31"),
        ("days_after_quarter_end", 0, "2024-01-01", "2024-03-31"),
        ("add_days", -60, "2024-02-29", "2023-12-31"),
    ],
)
def test_due_rules(rule: str, number: int, start: str, due: str) -> None:
    assert str(RULES[rule](_days(start), number)[0]) == due


@pytest.mark.parametrize("rule", RULES)
def test_due_rules_take_moments_and_keep_missing_ones(rule: str) -> None:
    moments = np.array(["2024-03-05T23:59:59.999999", "NaT"], dtype="datetime64[us]")
    found = RULES[rule](moments, 3)
    assert found.dtype == "datetime64[D]"
    assert found[0] == RULES[rule](_days("2024-03-05"), 3)[0]
    assert np.isnat(found[1])
    assert len(RULES[rule](moments[:0], 3)) == 0


def test_missing_days_have_no_period() -> None:
    for kind in KINDS:
        assert periods.names(_days("NaT", "2024-03-05", "NaT"), kind)[[0, 2]].tolist() == [None, None]
        assert np.isnat(periods.first_day(_days("NaT"), kind)).all()
        assert len(periods.names(_days(), kind)) == 0


@pytest.mark.parametrize(
    ("rule", "number"),
    [("next_month_day", 0), ("next_month_day", 32), ("next_quarter_first_month_day", 32), ("this_week_weekday", 8), ("next_week_weekday", 0)],
)  # fmt: skip
def test_a_day_no_month_and_no_week_has_is_refused(rule: str, number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} is not between 1 and"):
        RULES[rule](_days("2024-03-05"), number)
