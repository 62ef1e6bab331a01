"""Durations, calendars, periods and the audit moment."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcqa.calendars import Calendars, Workdays
from svcqa.durations import parse, shift, span_text
from svcqa.errors import UsageError
from svcqa.hours import CalendarSetup
from svcqa.periods import AsOf, Period
from tests.office import shared

CALENDARS = Calendars()
DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2025, 6, 30))


def _due(start: str, limit: str, calendar: str = "24x7") -> str:
    column = pd.Series([pd.Timestamp(start)]).astype("datetime64[us]")
    due = CALENDARS(calendar).due(column, parse(limit)).iloc[0]
    return "not covered" if due is pd.NaT else str(due)


@pytest.mark.parametrize("written", ["15m", "4h", "14d", "2wd", "1w", "12mo", "3y", "30s", "1.5h"])
def test_a_duration_is_written_as_it_was_read(written: str) -> None:
    assert str(parse(written)) == written


@pytest.mark.parametrize("written", ["15", "m", "1.5d", "-2h", "15 minutes", "", "2 working days", "1h30m"])
def test_what_is_no_duration_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"duration|whole number"):
        parse(written)


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [("15m", "15分钟", "15 minutes"), ("1h", "1小时", "1 hour"), ("2wd", "2个工作日", "2 working days"), ("same_day", "当天", "the same day")],
)  # fmt: skip
def test_a_duration_is_said_in_words(written: str, zh: str, en: str) -> None:
    assert (parse(written).say("zh"), parse(written).say("en")) == (zh, en)


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (0, "0秒", "0 s"),
        (61, "1分1秒", "1 min 1 s"),
        (93784.5, "1天2小时3分4.5秒", "1 d 2 h 3 min 4.5 s"),
        (-60, "-1分", "-1 min"),
        (900.000001, "15分1e-06秒", "15 min 1e-06 s"),
    ],
)
def test_a_span_is_said_exactly(seconds: float, zh: str, en: str) -> None:
    said = span_text(seconds, "zh"), span_text(seconds, "en")
    if seconds == 900.000001:
        assert said[0].startswith("15分")
        assert said[0] != "15分", "nothing is rounded away"
    else:
        assert said == (zh, en)


@pytest.mark.parametrize(
    ("start", "limit", "calendar", "due"),
    [
        ("2024-03-05 10:00", "15m", "24x7", "2024-03-05 10:15:00"),
        ("2024-03-05 10:00", "24h", "24x7", "2024-03-06 10:00:00"),
        ("2024-03-05 10:00", "1d", "24x7", "2024-03-06 23:59:59.999999"),
        ("2024-03-05 10:00", "same_day", "24x7", "2024-03-05 23:59:59.999999"),
        ("2024-03-05 10:00", "1w", "24x7", "2024-03-12 23:59:59.999999"),
        ("2024-01-31 10:00", "1mo", "24x7", "2024-02-29 23:59:59.999999"),
        ("2024-01-31 10:00", "2mo", "24x7", "2024-03-31 23:59:59.999999"),
        ("2024-02-29 10:00", "1y", "24x7", "2025-02-28 23:59:59.999999"),
        ("2024-03-05 10:00", "24h", "calendar_day", "2024-03-06 23:59:59.999999"),
        # 4 February 2024 is a Sunday worked in exchange; the 10th to the 17th are the Spring Festival
        ("2024-02-03 10:00", "1wd", "24x7", "2024-02-04 23:59:59.999999"),
        ("2024-02-09 23:00", "1wd", "24x7", "2024-02-18 23:59:59.999999"),
        ("2024-02-12 10:00", "1wd", "24x7", "2024-02-18 23:59:59.999999"),
        ("2024-02-09 10:00", "2d", "cn_workday", "2024-02-19 23:59:59.999999"),
        ("2031-03-03 10:00", "1wd", "24x7", "not covered"),
        ("2003-03-03 10:00", "1wd", "24x7", "not covered"),
    ],
)
def test_due_moments(start: str, limit: str, calendar: str, due: str) -> None:
    assert _due(start, limit, calendar) == due


def test_a_working_day_limit_never_falls_back_to_plain_weekdays() -> None:
    last = int(Workdays().describe().rpartition("-")[2])
    assert _due(f"{last}-12-31 10:00", "1wd") == "not covered"


def test_the_organisations_own_days_count() -> None:
    own = {"cn_workday": {"days": {"2024-03-06": "rest"}}, "depot": {"days": {"2024-03-09": "work"}}}
    calendars = Calendars({name: CalendarSetup.model_validate(setup) for name, setup in own.items()})
    start = pd.Series([pd.Timestamp("2024-03-05"), pd.Timestamp("2024-03-08")]).astype("datetime64[us]")
    assert [day.day for day in calendars("cn_workday").due(start, parse("1wd"))] == [7, 11]
    assert [day.day for day in calendars("depot").due(start, parse("1wd"))] == [6, 9]
    assert "1 days of the organisation" in calendars.used()["depot"]


@given(DAYS, st.integers(-40, 40).filter(bool))
def test_adding_working_days_and_counting_them_agree(day: dt.date, count: int) -> None:
    calendar = Workdays()
    start = np.array([day], dtype="datetime64[D]")
    end = calendar.add(start, count)
    worked, covered = calendar.is_workday(end)
    assert worked[0]
    assert covered[0]
    if count > 0:
        assert calendar.between(start, end)[0][0] == count


def test_working_days_of_2024() -> None:
    china = json.loads((shared("vectors") / "china_days.json").read_text(encoding="utf-8"))["days"]
    days = np.array(sorted(china), dtype="datetime64[D]")
    worked, covered = Workdays().is_workday(days)
    assert covered.all()
    assert {str(day): bool(one) for day, one in zip(days, worked, strict=True)} == china


@given(DAYS, st.integers(0, 400))
def test_a_later_start_never_falls_due_earlier(day: dt.date, days: int) -> None:
    starts = pd.Series([pd.Timestamp(day), pd.Timestamp(day) + pd.Timedelta(days=1)]).astype("datetime64[us]")
    for limit in (f"{days}d", f"{days}wd", f"{days % 24}mo"):
        due = CALENDARS("24x7").due(starts, parse(limit))
        assert due.isna().any() or due.iloc[0] <= due.iloc[1]


def test_a_shift_of_working_days_needs_a_calendar() -> None:
    with pytest.raises(ValueError, match="need a calendar"):
        shift(pd.Series(dtype="datetime64[us]"), parse("1wd"))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024-01-01..2024-03-31", dt.date(2024, 1, 1), dt.date(2024, 3, 31)),
        ("..2024-03-31", None, dt.date(2024, 3, 31)),
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2024Q1", dt.date(2024, 1, 1), dt.date(2024, 3, 31)),
        ("2024-Q4", dt.date(2024, 10, 1), dt.date(2024, 12, 31)),
        ("2024H2", dt.date(2024, 7, 1), dt.date(2024, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2020-W53", dt.date(2020, 12, 28), dt.date(2021, 1, 3)),
    ],
)
def test_periods(written: str, first: dt.date | None, last: dt.date) -> None:
    period = Period.of(written, AsOf.of("2025-01-01"))
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("written", ["2024-13", "2024-W54", "2024-02-30..2024-03-01", "soon", "2024-03-05", "2024-01-01..", "2024-03-01..2024-02-01"])  # fmt: skip
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(UsageError, match="--period"):
        Period.of(written, AsOf.of("2025-01-01"))


def test_without_a_period_everything_up_to_the_audit_date_counts() -> None:
    period = Period.of(None, AsOf.of("2024-03-05"))
    moments = np.array(["1970-01-01", "2024-03-05T23:59", "2024-03-06", "NaT"], dtype="datetime64[us]")
    assert period.contains(moments).tolist() == [True, True, False, False]


def test_an_audit_date_means_its_end() -> None:
    assert AsOf.of("2024-03-05").moment == dt.datetime(2024, 3, 5, 23, 59, 59, 999_999)
    assert AsOf.of(dt.date(2024, 3, 5)) == AsOf.of("2024-03-05")
    assert AsOf.of("2024-03-05 15:20").moment == dt.datetime(2024, 3, 5, 15, 20)


@pytest.mark.parametrize("written", ["2024-3-5", "2024-02-30", "05.03.2024", "today", "2024-03-05 25:00", ""])
def test_what_is_no_audit_date_is_refused(written: str) -> None:
    with pytest.raises(UsageError) as caught:
        AsOf.of(written)
    assert caught.value.say("zh") == f"--as-of：“{written}”不是日期。请写成2024-03-05，或2024-03-05 15:20。"
    assert caught.value.say("en") == (f"--as-of: '{written}' is no date. Write it as 2024-03-05, or 2024-03-05 15:20.")
