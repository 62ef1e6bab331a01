"""Periods and the audit moment: weeks, months, quarters, halves and years, reckoned and named."""

from __future__ import annotations

import calendar
import datetime as dt
from types import SimpleNamespace
from typing import Self

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcqa import Periods, WrongValueError
from svcqa.durations import parse, shift
from svcqa.errors import UsageError
from svcqa.periods import KINDS as PERIOD_KINDS
from svcqa.periods import AsOf, Period, PeriodKind, add_months, audited, dated

AS_OF = AsOf.of("2025-01-01")
WRITE_ZH = "请写成2024-01-01..2024-12-31，或2024、2024Q1、2024H1、2024-03、2024-W09。"
WRITE_EN = "Write it as 2024-01-01..2024-12-31, or 2024, 2024Q1, 2024H1, 2024-03, 2024-W09."
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
    assert raised.value.say("zh") == f"--period：“{written}”不是期间。{WRITE_ZH}"
    assert raised.value.say("en") == f"--period: '{written}' is no period. {WRITE_EN}"


@pytest.mark.parametrize("given_period", ["2024-03-02..2024-03-01", Period(dt.date(2024, 3, 2), dt.date(2024, 3, 1))])
def test_a_reversed_period_is_refused_however_it_is_given(given_period: str | Period) -> None:
    with pytest.raises(UsageError) as raised:
        Period.of(given_period, AS_OF)
    written = "2024-03-02..2024-03-01"
    assert raised.value.say("zh") == f"--period：期间“{written}”的结束早于开始。{WRITE_ZH}"
    assert raised.value.say("en") == f"--period: the period '{written}' ends before it begins. {WRITE_EN}"


def test_a_period_may_be_one_day() -> None:
    assert Period.of("2024-03-05..2024-03-05", AS_OF) == Period(dt.date(2024, 3, 5), dt.date(2024, 3, 5))


@pytest.mark.parametrize("written", ["2024-01-01..2024-03-31", "..2024-03-31"])
def test_a_period_says_itself_as_it_is_written(written: str) -> None:
    assert str(Period.of(written, AS_OF)) == written


@pytest.mark.parametrize("written", ["2024-03-05 15:20:30", "2024-03-05T15:20:30"])
def test_an_audit_moment_may_be_given_to_the_second(written: str) -> None:
    assert AsOf.of(written) == AsOf(dt.datetime(2024, 3, 5, 15, 20, 30), "2024-03-05 15:20:30")


def test_an_audit_date_is_kept_as_it_was_written() -> None:
    assert AsOf.of("2024-03-05").written == AsOf.of(dt.date(2024, 3, 5)).written == "2024-03-05"


def test_an_audit_moment_with_an_offset_is_told_by_the_clock_of_the_site() -> None:
    given_moment = dt.datetime(2024, 3, 5, 17, 0, tzinfo=dt.UTC)
    assert AsOf.of(given_moment).moment == dt.datetime(2024, 3, 6, 1, 0)
    assert AsOf.of(pd.Timestamp(given_moment)).moment == dt.datetime(2024, 3, 6, 1, 0)


def test_without_an_audit_moment_it_is_today_on_the_clock_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Self:
            return cls(2024, 3, 5, 17, 0, tzinfo=dt.UTC).astimezone(tz)

    monkeypatch.setattr(audited, "dt", SimpleNamespace(**{**vars(dt), "datetime": Late}))
    assert AsOf.of(None).written == "2024-03-06"


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
    assert [Periods(kind).names(_days(day))[0] for kind in KINDS] == names


@given(DAYS, st.sampled_from(KINDS))
def test_a_period_is_read_back_from_its_name(day: dt.date, kind: PeriodKind) -> None:
    days = _days(day)
    named = Period.of(Periods(kind).names(days)[0], AS_OF)
    assert [named.first, named.last] == [Periods(kind).first(days).item(), Periods(kind).last(days).item()]
    assert named.contains(days)[0]


@given(DAYS, st.sampled_from(KINDS), st.integers(-30, 30))
def test_periods_follow_each_other_without_gap(day: dt.date, kind: PeriodKind, ahead: int) -> None:
    days = _days(day)
    after = Periods(kind).last(days, ahead) + np.timedelta64(1, "D")
    assert after.tolist() == Periods(kind).first(days, ahead + 1).tolist()
    assert Periods(kind).first(after).tolist() == after.tolist()


@given(DAYS)
def test_a_week_is_the_iso_week(day: dt.date) -> None:
    monday = Periods("week").first(_days(day)).item()
    assert monday.isocalendar()[:2] == day.isocalendar()[:2]
    assert monday.isoweekday() == 1


@given(DAYS, st.integers(-600, 600))
def test_months_are_added_as_durations_add_them(day: dt.date, count: int) -> None:
    sign = -1 if count < 0 else 1
    shifted = shift(pd.Series(_days(day).astype("datetime64[us]")), parse(f"{abs(count)}mo"), sign)
    added = add_months(_days(day), count)
    assert added.astype("datetime64[us]").tolist() == shifted.to_numpy().tolist()
    month = day.year * 12 + day.month - 1 + count
    length = calendar.monthrange(month // 12, month % 12 + 1)[1]
    assert added.item() == dt.date(month // 12, month % 12 + 1, min(day.day, length))


def test_missing_days_have_no_period() -> None:
    for kind in KINDS:
        assert Periods(kind).names(_days("NaT", "2024-03-05", "NaT"))[[0, 2]].tolist() == [None, None]
        assert np.isnat(Periods(kind).first(_days("NaT"))).all()
        assert Periods(kind).names(_days("2024-03-05")).dtype == object
        assert len(Periods(kind).names(_days())) == 0


@pytest.mark.parametrize(
    ("kind", "year_start", "day", "first", "name"),
    [
        ("year", 4, "2024-03-31", "2023-04-01", "2023"),
        ("year", 4, "2024-04-01", "2024-04-01", "2024"),
        ("half", 7, "2024-01-15", "2024-01-01", "2023H2"),
        ("quarter", 2, "2025-01-31", "2024-11-01", "2024Q4"),
        ("quarter", 12, "2024-12-01", "2024-12-01", "2024Q1"),
        ("month", 4, "2024-03-31", "2024-03-01", "2024-03"),
        ("week", 4, "2021-01-03", "2020-12-28", "2020-W53"),
        ("day", 4, "2024-03-31", "2024-03-31", "2024-03-31"),
    ],
)
def test_a_fiscal_year_begins_in_its_month(kind: PeriodKind, year_start: int, day: str, first: str, name: str) -> None:
    periods = Periods(kind, year_start)
    assert str(periods.first(_days(day))[0]) == first
    assert periods.names(_days(day))[0] == name
    assert str(periods.named([name])[0]) == first


@given(DAYS, st.sampled_from(PERIOD_KINDS), st.integers(1, 12))
def test_a_period_of_any_year_is_found_again_by_its_name_and_holds_the_day(day: dt.date, kind: PeriodKind, year_start: int) -> None:  # fmt: skip
    days, periods = _days(day), Periods(kind, year_start)
    assert periods.first(days) <= days <= periods.last(days)
    assert periods.named(periods.names(days)).tolist() == periods.first(days).tolist()


@pytest.mark.parametrize("year_start", [0, 13])
def test_a_year_begins_in_one_of_its_twelve_months(year_start: int) -> None:
    with pytest.raises(WrongValueError, match=f"no month {year_start}") as caught:
        Periods("year", year_start)
    assert caught.value.text.zh == f"没有{year_start}月"


@pytest.mark.parametrize(
    ("kind", "name", "first"),
    [
        ("month", "2024年3月份", "2024-03-01"),
        ("month", "2024 年 ３ 月", "2024-03-01"),
        ("month", "202403", "2024-03-01"),
        ("month", "2024/3", "2024-03-01"),
        ("month", "2024年3月度", "2024-03-01"),
        ("month", "2024-13", "NaT"),
        ("month", "2024.10", "NaT"),
        ("month", "2024Q1", "NaT"),
        ("month", "3月", "NaT"),
        ("quarter", "2024年第一季度", "2024-01-01"),
        ("quarter", "2024年4季度", "2024-10-01"),
        ("quarter", "2024-q2", "2024-04-01"),
        ("quarter", "2024Q5", "NaT"),
        ("half", "2024年下半年", "2024-07-01"),
        ("half", "2024H1", "2024-01-01"),
        ("year", "2024年度", "2024-01-01"),
        ("year", "2024", "2024-01-01"),
        ("year", "24", "NaT"),
        ("week", "2026-W53", "2026-12-28"),
        ("week", "2025-W53", "NaT"),
        ("week", "2024年第9周", "2024-02-26"),
        ("week", "2024W9", "2024-02-26"),
        ("week", "2024年第9", "NaT"),
        ("week", "2024W9周", "NaT"),
        ("day", "2024年3月5日", "2024-03-05"),
        ("day", "2024/3/5", "2024-03-05"),
        ("day", "2024-02-30", "NaT"),
        ("year", None, "NaT"),
    ],
)
def test_periods_are_read_as_people_name_them(kind: PeriodKind, name: str | None, first: str) -> None:
    assert str(Periods(kind).named([name])[0]) == first


def test_a_period_that_is_named_is_dated_by_its_last_day_or_by_the_audit_while_it_runs() -> None:
    names = ["2024-02-28", "2024-W09", "2024年2月", "2024Q2", "2024年下半年", "2024", "去年", None]
    last = ["2024-02-28", "2024-03-03", "2024-02-29", "2024-06-30", "2024-12-31", "2024-12-31", "NaT", "NaT"]
    column = pd.Series(names, index=range(8, 0, -1))
    assert dated(column).to_numpy().astype("datetime64[D]").astype(str).tolist() == last
    assert dated(column).index.tolist() == column.index.tolist()
    assert dated(column[:0]).dtype == "datetime64[us]"
    now = dt.datetime(2024, 4, 1)
    assert dated(column, now).dropna().tolist() == [
        *(dt.datetime.fromisoformat(day) for day in last[:3]), now, dt.datetime(2024, 12, 31), now,
    ]  # fmt: skip
    assert dated(column, dt.datetime(2024, 12, 31))[4] == dt.datetime(2024, 12, 31)


def test_years_may_be_numbers_and_dates_are_dates_already() -> None:
    years = dated(pd.Series([2023.0, 2024.0, 2024.5, None, 24]))
    assert years[:2].tolist() == [dt.datetime(2023, 12, 31), dt.datetime(2024, 12, 31)]
    assert years[2:].isna().all()
    days = pd.Series(pd.to_datetime(["2024-03-05 10:00"]))
    assert dated(days, dt.datetime(2024, 1, 1)) is days


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        (None, None, True),
        ("2024-03-31", None, True),
        ("2024-04-01", None, False),
        (None, "2024-03-01", True),
        (None, "2024-02-29", False),
        ("2024-04-01", "2024-05-31", False),
        ("2024-01-01", "2024-02-29", False),
        ("2024-01-01", "2024-12-31", True),
    ],
)
def test_a_period_overlaps_days_that_may_be_open(first: str | None, last: str | None, overlaps: bool) -> None:
    days = [dt.date.fromisoformat(day) if day else None for day in (first, last)]
    assert Period.named("2024-03").overlaps(*days) is overlaps


@pytest.mark.parametrize(
    ("written", "length", "longer"),
    [
        ("2024-03", "1y", "2023-04-01..2024-03-31"),
        ("2024-02", "30d", "2024-01-31..2024-02-29"),
        ("2024-03", "1mo", "2024-03-01..2024-03-31"),
        ("2024-03", "10d", "2024-03-01..2024-03-31"),
        ("..2024-03-31", "1y", "..2024-03-31"),
    ],
)
def test_a_period_may_reach_back_as_far_as_a_length_and_never_gets_shorter(
    written: str, length: str, longer: str
) -> None:
    assert str(Period.named(written).reaching_back(parse(length))) == longer


def test_a_period_without_a_first_day_overlaps_whatever_is_not_after_it() -> None:
    period = Period.named("..2024-03-31")
    assert period.overlaps(dt.date(2024, 3, 31), dt.date(2024, 4, 1))
    assert period.overlaps(None, dt.date(1999, 1, 1))
    assert not period.overlaps(dt.date(2024, 4, 1), dt.date(2024, 5, 1))


def test_all_periods_between_two_days_are_listed_once() -> None:
    weeks = Periods("week").between("2026-12-20", "2027-01-10")
    assert Periods("week").names(weeks).tolist() == ["2026-W51", "2026-W52", "2026-W53", "2027-W01"]
    assert len(Periods("month").between("2024-03-31", "2024-03-01")) == 1
    assert len(Periods("month").between("2024-03-31", "2024-02-01")) == 0
    none = Periods("month").between("NaT", "2024-02-01")
    assert (len(none), none.dtype) == (0, np.dtype("datetime64[D]"))
