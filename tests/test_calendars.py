"""Calendars: exact limits, honest coverage, working days as people work them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from svcqa.calendars import Calendars, Workdays
from svcqa.durations import parse
from svcqa.errors import ConfigError, WrongValueError
from svcqa.hours import BUILT_IN, CalendarSetup
from svcqa.text import Text
from tests.office import shared

CHINA = Workdays()
LAST_YEAR = int(CHINA.describe().rpartition("-")[2])
MICROS = st.integers(0, 86_400_000_000 - 1)
DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2025, 6, 30))
DAY = 86_400_000_000


def _moments(*written: Any) -> np.ndarray:
    return np.array(written, dtype="datetime64[us]")


def _days(*written: Any) -> np.ndarray:
    return np.array(written, dtype="datetime64[D]")


def _column(moments: np.ndarray) -> pd.Series:
    return pd.Series(moments.astype("datetime64[us]"))


def _all_due(start: np.ndarray, limit: str, calendar: str, own: CalendarSetup | None = None) -> np.ndarray:
    due = Calendars({"cn_workday": own} if own else {})(calendar).due(_column(start), parse(limit)).to_numpy()
    assert due.dtype == "datetime64[us]"
    return due


def _passed(start: np.ndarray, end: np.ndarray, calendar: str) -> np.ndarray:
    passed = Calendars()(calendar).elapsed(_column(start), _column(end)).to_numpy()
    assert passed.dtype == "timedelta64[us]"
    return passed


def _due(start: str, limit: str, calendar: str) -> str:
    return str(_all_due(_moments(start), limit, calendar)[0])


@pytest.mark.parametrize(
    ("start", "limit", "calendar", "due"),
    [
        ("2024-03-05T10:00", "336h", "24x7", "2024-03-19T10:00:00.000000"),
        ("2024-03-05T10:00", "14d", "24x7", "2024-03-19T23:59:59.999999"),
        ("2024-03-05T00:00", "14d", "24x7", "2024-03-19T23:59:59.999999"),
        ("2024-03-05T23:59:59.999999", "same_day", "24x7", "2024-03-05T23:59:59.999999"),
        ("2024-02-28T23:00", "1d", "calendar_day", "2024-02-29T23:59:59.999999"),
        ("2023-02-28T23:00", "1d", "calendar_day", "2023-03-01T23:59:59.999999"),
        ("2024-03-05T10:00", "15m", "cn_workday", "2024-03-05T10:15:00.000000"),
        ("2024-03-05T10:00", "1w", "cn_workday", "2024-03-12T23:59:59.999999"),
        ("2024-03-05T10:00", "1wd", "calendar_day", "2024-03-06T23:59:59.999999"),
        ("2024-03-05T23:50", "15m", "calendar_day", "2024-03-05T23:59:59.999999"),
        ("2024-03-08T10:00", "2d", "cn_workday", "2024-03-12T23:59:59.999999"),
        # a Friday evening: 24 hours end on Saturday, one working day on Monday
        ("2024-03-08T20:00", "24h", "24x7", "2024-03-09T20:00:00.000000"),
        ("2024-03-08T20:00", "1wd", "24x7", "2024-03-11T23:59:59.999999"),
        # after an event on a rest day the next workday is day 1
        ("2024-03-09T10:00", "1wd", "cn_workday", "2024-03-11T23:59:59.999999"),
        ("2024-03-09T10:00", "0wd", "cn_workday", "2024-03-09T23:59:59.999999"),
        ("2024-02-12T10:00", "1wd", "cn_workday", "2024-02-18T23:59:59.999999"),
        ("NaT", "1d", "24x7", "NaT"),
        ("NaT", "1wd", "cn_workday", "NaT"),
        ("2003-12-31T10:00", "1wd", "cn_workday", "NaT"),
    ],
)
def test_due_moments(start: str, limit: str, calendar: str, due: str) -> None:
    assert _due(start, limit, calendar) == due


def test_make_up_days_are_worked_and_days_in_lieu_are_not() -> None:
    worked, covered = CHINA.is_workday(_days("2024-02-03", "2024-02-04", "2024-02-12", "2024-10-12", "2024-10-07"))
    assert worked.tolist() == [False, True, False, True, False]
    assert covered.all()


def test_the_table_agrees_with_its_package_on_every_day() -> None:
    from chinese_calendar import is_workday

    days = np.arange(np.datetime64("2004-01-01"), np.datetime64(f"{LAST_YEAR + 1}-01-01"))
    worked, covered = CHINA.is_workday(days)
    assert covered.all()
    assert worked.tolist() == [is_workday(day) for day in days.tolist()]


def test_a_year_without_a_holiday_table_has_no_answer() -> None:
    beyond, before = f"{LAST_YEAR + 1}-03-03", "2003-12-31"
    worked, covered = CHINA.is_workday(_days(beyond, before, "NaT", "2024-03-05"))
    assert covered.tolist() == [False, False, False, True]
    assert worked.tolist() == [False, False, False, True]
    for found in (
        CHINA.add(_days(beyond, before), 0), CHINA.add(_days(beyond, before), 1), CHINA.roll(_days(beyond, before)),
        CHINA.add(_days("2004-01-02"), -3), CHINA.add(_days(f"{LAST_YEAR}-12-30"), 5),
    ):  # fmt: skip
        assert np.isnat(found).all()
    assert not CHINA.between(_days("2024-03-05"), _days(beyond))[1][0]


def test_a_day_beyond_the_table_is_no_workday_whatever_its_first_day_is() -> None:
    calendar = Workdays({dt.date(2004, 1, 1): "work"})
    assert calendar.is_workday(_days("2003-12-31", "NaT", "2004-01-01"))[0].tolist() == [False, False, True]


def test_the_ends_of_the_table_still_have_answers() -> None:
    assert str(CHINA.add(_days(f"{LAST_YEAR}-12-30"), 1)[0]) == f"{LAST_YEAR}-12-31"
    assert str(CHINA.roll(_days("2004-01-01"))[0]) == "2004-01-02"
    assert np.isnat(CHINA.roll(_days("2004-01-01"), forward=False))[0]


@pytest.mark.parametrize("count", [-100_000, -1, 100_000])
def test_counting_beyond_the_table_has_no_answer_however_far(count: int) -> None:
    assert np.isnat(CHINA.add(_days("2004-01-01"), count)).all()


def test_working_days_may_be_given_as_moments() -> None:
    evening = _moments("2024-03-08T21:00")
    assert CHINA.add(evening, 1).tolist() == [dt.date(2024, 3, 11)]
    assert CHINA.add(evening, 0).tolist() == [dt.date(2024, 3, 8)]
    assert CHINA.between(evening, _moments("2024-03-11T01:00"))[0].tolist() == [1]


def test_rest_days_roll_to_the_next_or_the_previous_workday() -> None:
    days = _days("2024-10-02", "2024-09-30", "2024-03-09")
    assert CHINA.roll(days).tolist() == [dt.date(2024, 10, 8), dt.date(2024, 9, 30), dt.date(2024, 3, 11)]
    back = CHINA.roll(days, forward=False)
    assert back.tolist() == [dt.date(2024, 9, 30), dt.date(2024, 9, 30), dt.date(2024, 3, 8)]


@pytest.mark.parametrize(
    ("calendar", "start", "end", "micros"),
    [
        ("24x7", "2024-03-05T10:00", "2024-03-05T10:15:00.000001", 900_000_001),
        ("calendar_day", "2024-03-05T23:59", "2024-03-06T00:01", DAY),
        ("calendar_day", "2024-03-05T00:00", "2024-03-05T23:59", 0),
        ("24x7", "2024-03-05T10:00", "2024-03-05T10:00", 0),
        ("cn_workday", "2024-03-08T20:00", "2024-03-11T09:00", DAY),
        ("cn_workday", "2024-02-09T20:00", "2024-02-18T09:00", DAY),
        ("cn_workday", "2024-03-09T20:00", "2024-03-11T09:00", DAY),
        ("cn_workday", "2024-03-08T20:00", "2024-03-09T09:00", 0),
    ],
)
def test_time_passed(calendar: str, start: str, end: str, micros: int) -> None:
    assert _passed(_moments(start), _moments(end), calendar).astype(np.int64).tolist() == [micros]


@pytest.mark.parametrize("calendar", BUILT_IN)
def test_a_reversed_pair_has_no_answer_even_where_no_day_lies_between(calendar: str) -> None:
    # Sunday afternoon back to Sunday morning, and back to Saturday: no working day lies between
    starts, ends = _moments(*["2024-03-10T15:00"] * 3), _moments("2024-03-10T09:00", "2024-03-09", "2024-03-05")
    assert np.isnat(_passed(starts, ends, calendar)).all()


@pytest.mark.parametrize("calendar", BUILT_IN)
def test_a_missing_moment_has_no_time_passed(calendar: str) -> None:
    passed = _passed(_moments("NaT", "2024-03-05", "NaT"), _moments("2024-03-05", "NaT", "NaT"), calendar)
    assert np.isnat(passed).all()


def test_time_beyond_the_table_is_not_covered() -> None:
    pair = _moments("2024-03-05"), _moments(f"{LAST_YEAR + 1}-03-05")
    assert np.isnat(_passed(*pair, "cn_workday")).all()
    assert not np.isnat(_passed(*pair, "calendar_day")).any()


@pytest.mark.parametrize("calendar", BUILT_IN)
def test_no_rows_give_no_rows(calendar: str) -> None:
    for limit in ("15m", "1d", "1wd", "1mo"):
        assert len(_all_due(_moments(), limit, calendar)) == 0
    assert len(_passed(_moments(), _moments(), calendar)) == 0


@given(DAYS, MICROS, st.integers(0, 10**6), st.sampled_from("smh"))
def test_on_24x7_the_time_to_the_due_moment_is_the_limit(day: dt.date, micros: int, amount: int, unit: str) -> None:
    start = _moments(day) + np.timedelta64(micros, "us")
    limit = parse(f"{amount}{unit}")
    assert limit.seconds is not None
    due = _all_due(start, str(limit), "24x7")
    assert _passed(start, due, "24x7")[0] == np.timedelta64(int(limit.seconds), "s")


@given(DAYS, MICROS, st.integers(0, 400), st.integers(0, 500 * DAY))
def test_an_event_is_in_time_exactly_if_its_days_are_within_the_limit(day: dt.date, micros: int, days: int, later: int) -> None:  # fmt: skip
    start = _moments(day) + np.timedelta64(micros, "us")
    end = start + np.timedelta64(later, "us")
    due = _all_due(start, f"{days}d", "calendar_day")
    assert (end <= due)[0] == (_passed(start, end, "calendar_day") <= np.timedelta64(days, "D"))[0]


STARTS = st.tuples(DAYS, MICROS).map(lambda pair: _moments(pair[0]) + np.timedelta64(pair[1], "us"))


@given(STARTS, st.integers(1, 3 * DAY), st.integers(0, 60), st.sampled_from(["h", "d", "wd", "w", "mo", "y"]), st.sampled_from(BUILT_IN))  # fmt: skip
def test_due_moments_are_monotone(first: np.ndarray, later: int, amount: int, unit: str, name: str) -> None:
    starts = np.concatenate([first, first + np.timedelta64(later, "us")])
    due, longer = (_all_due(starts, f"{count}{unit}", name) for count in (amount, amount + 1))
    covered = ~np.isnat(due)
    assert (due[covered] >= starts[covered]).all()
    # by dates, an hour more may end on the same day
    assert np.isnat(longer).any() or (longer >= due if unit == "h" else longer > due).all()
    assert not covered.all() or due[0] <= due[1]


@given(DAYS, st.integers(1, 200))
def test_subtracting_working_days_undoes_adding_them(day: dt.date, count: int) -> None:
    start = CHINA.roll(_days(day))
    assert CHINA.add(CHINA.add(start, count), -count).tolist() == start.tolist()
    assert CHINA.add(CHINA.add(start, -count), count).tolist() == start.tolist()


@given(DAYS, DAYS, DAYS)
def test_counting_working_days_adds_up_and_turns_its_sign(one: dt.date, two: dt.date, three: dt.date) -> None:
    first, second, third = _days(one), _days(two), _days(three)
    assert CHINA.between(first, third)[0][0] == CHINA.between(first, second)[0][0] + CHINA.between(second, third)[0][0]
    assert CHINA.between(first, second)[0][0] == -CHINA.between(second, first)[0][0]


@given(DAYS, st.integers(1, 40))
def test_adding_working_days_is_walking_from_day_to_day(day: dt.date, count: int) -> None:
    assume(day.year > 2004)
    walked, left = day, count
    while left:
        walked += dt.timedelta(days=1)
        left -= int(CHINA.is_workday(_days(walked))[0][0])
    assert CHINA.add(_days(day), count).tolist() == [walked]


def test_the_organisations_days_go_on_where_the_table_ends() -> None:
    new_year = dt.date(LAST_YEAR + 1, 1, 1)
    january = {new_year + dt.timedelta(days=number): "rest" if number < 3 else "work" for number in range(10)}
    calendar = Workdays(january)
    worked, covered = calendar.is_workday(_days(*january, new_year + dt.timedelta(days=10)))
    assert worked.tolist() == [kind == "work" for kind in january.values()] + [False]
    assert covered.tolist() == [True] * 10 + [False]
    assert str(calendar.add(_days(f"{LAST_YEAR}-12-31"), 1)[0]) == f"{LAST_YEAR + 1}-01-04"
    assert calendar.describe().endswith(f"10 days of the organisation, covered to {LAST_YEAR + 1}-01-10")


def test_days_that_leave_a_gap_cover_nothing_and_that_is_said() -> None:
    lone = {dt.date(LAST_YEAR + 1, 1, 4): "work", dt.date(2024, 3, 9): "work"}
    calendar = Workdays(lone)
    assert calendar.is_workday(_days("2024-03-09", *list(lone)[:1]))[1].tolist() == [True, False]
    assert calendar.describe().endswith("2 days of the organisation, 1 of them not used: not covered")


def test_a_day_is_work_or_rest_and_nothing_else() -> None:
    with pytest.raises(WrongValueError) as caught:
        Workdays({dt.date(2024, 3, 9): "work", dt.date(2024, 3, 10): "off"})
    assert caught.value.text == Text(
        "2024-03-10写成了“off”；只能写work（上班）或rest（休息）",
        "'off' is said of 2024-03-10; only work or rest can be said of a day",
    )


@pytest.mark.parametrize("name", ["24x7", "calendar_day"])
def test_a_calendar_without_working_days_takes_none(name: str) -> None:
    with pytest.raises(ConfigError, match=f"'{name}' has nothing to be set"):
        Calendars({name: CalendarSetup(days={"2024-03-09": "work"})})


def test_extra_days_count_wherever_working_days_do() -> None:
    own = CalendarSetup(days={"2024-03-06": "rest"})
    for name in BUILT_IN:
        assert str(_all_due(_moments("2024-03-05T10:00"), "1wd", name, own)[0])[:10] == "2024-03-07"


def test_a_mistyped_calendar_is_refused_with_what_was_meant() -> None:
    with pytest.raises(ConfigError) as raised:
        Calendars()("cn_workdays")
    assert raised.value.say("zh") == "没有日历“cn_workdays”。是不是“cn_workday”？"
    assert raised.value.say("en") == "there is no calendar 'cn_workdays'. Did you mean 'cn_workday'?"
    with pytest.raises(ConfigError, match="Available: 24x7, calendar_day, cn_workday"):
        Calendars()("lunar")
    assert "lunar" not in Calendars()


def test_a_report_names_the_source_of_working_days_whichever_calendar_needed_them() -> None:
    calendars = Calendars()
    calendars("24x7").due(_column(_moments("2024-03-05")), parse("15m"))
    assert set(calendars.used()) == {"24x7"}
    calendars("24x7").due(_column(_moments("2024-03-05")), parse("1wd"))
    assert calendars.used()["cn_workday"].startswith("chinesecalendar ")
    assert Calendars()("calendar_day").describe() == "calendar dates"


def test_every_day_of_2024() -> None:
    china = json.loads((shared("vectors") / "china_days.json").read_text(encoding="utf-8"))
    worked, covered = CHINA.is_workday(_days(*china["days"]))
    assert worked.tolist() == list(china["days"].values())
    assert covered.all()
    assert len(worked) == 366
    assert CHINA.between(_days("2023-12-31"), _days("2024-12-31"))[0][0] == sum(china["days"].values()) == 251
