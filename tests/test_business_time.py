"""Business time: open hours counted and reached, against questions and answers and against stepping through time."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcqa import Calendar, Calendars, CalendarSetup, Pauses, Workdays
from svcqa.calendars import zones
from svcqa.durations import parse
from svcqa.hours import spans
from tests.office import shared

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
CHINA = CalendarSetup(hours="08:30-12:00 13:30-17:30")


def _column(*written: Any) -> pd.Series:
    moments = pd.DatetimeIndex([pd.Timestamp(one) for one in written])
    return pd.Series(moments).astype("datetime64[us]" if moments.tz is None else pd.DatetimeTZDtype("us", moments.tz))


def _calendar(setup: CalendarSetup | dict[str, Any]) -> Calendar:
    return Calendars({"office": CalendarSetup.model_validate(setup)})("office")


def _due(setup: CalendarSetup | dict[str, Any], start: str, limit: str, **how: Any) -> str:
    due = _calendar(setup).due(_column(start), parse(limit), **how).iloc[0]
    return "NaT" if due is pd.NaT else due.isoformat(sep=" ")


def _seconds(setup: CalendarSetup | dict[str, Any], start: str, end: str, **how: Any) -> float:
    passed: pd.Timedelta = _calendar(setup).elapsed(_column(start), _column(end), **how).iloc[0]
    return passed.total_seconds()


def _pauses(record: list[int], *pairs: tuple[Any, Any]) -> Pauses:
    return Pauses(np.array(record), _column(*(pair[0] for pair in pairs)), _column(*(pair[1] for pair in pairs)))


# questions and answers


def _vectors() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((shared("vectors") / "business_time_vectors.json").read_text(encoding="utf-8"))
    return loaded


def _of_vector(calendar: dict[str, Any]) -> CalendarSetup:
    """The vector's calendar: a holiday comes before hours of a date, and those before the week's."""

    def hours(of_days: dict[str, list[list[str]]]) -> dict[str, list[str]]:
        return {day: ["-".join(span) for span in of_day] for day, of_day in of_days.items()}

    own = {**hours(calendar.get("date_hours", {})), **dict.fromkeys(calendar["holidays"], "rest")}
    return CalendarSetup.model_validate(
        {
            "weekly": hours(calendar["weekly"]),
            "days": own,
            "breaks": hours(calendar.get("breaks", {})),
            "zone": calendar["timezone"],
        }
    )


def _answer(vector: dict[str, Any], calendar: Any) -> Any:
    start = _column(vector["start"])
    told = vector.get("pauses") or []
    pauses = _pauses([0] * len(told), *map(tuple, told)) if told else None
    if vector["kind"] == "workday_add":
        return str(calendar.workdays.add(start.to_numpy(), vector["n"])[0])
    if vector["kind"] == "workday_count":
        return int(calendar.workdays.between(start.to_numpy(), _column(vector["end"]).to_numpy())[0][0])
    if vector["kind"] == "elapsed":
        return calendar.elapsed(start, _column(vector["end"]), pauses=pauses).dt.total_seconds().iloc[0]
    limit = pd.Series([pd.Timedelta(seconds=vector["duration_seconds"])])
    due = calendar.due(start, limit, before=vector["direction"] == "before", pauses=pauses).iloc[0]
    return due if due.tzinfo else due.tz_localize(calendar.zone.name)


def _expected(vector: dict[str, Any]) -> Any:
    if vector["kind"] == "workday_add":
        return vector["independent_dates"]["consume"]
    if vector["kind"] == "workday_count":
        return vector["independent_counts"]["(start,end]"]
    if vector["kind"] == "due":
        return pd.Timestamp(vector["due_earliest"])
    # an end before its start has no answer, whatever it is elsewhere
    return None if pd.Timestamp(vector["end"]) < pd.Timestamp(vector["start"]) else vector["independent_seconds"]


def test_business_time_questions_and_answers() -> None:
    asked = _vectors()
    calendars = Calendars({name: _of_vector(calendar) for name, calendar in asked["calendars"].items()})
    answers = {one["id"]: _answer(one, calendars(one["calendar"])) for one in asked["vectors"]}
    said = {name: None if pd.isna(answer) else answer for name, answer in answers.items()}
    assert said == {one["id"]: _expected(one) for one in asked["vectors"]}
    assert len(said) == 120


def test_the_holiday_calendars_of_the_questions_are_those_of_china() -> None:
    asked = _vectors()
    office = _calendar({"hours": "09:00-12:00 13:30-18:00"})
    mine = [one for one in asked["vectors"] if one["calendar"] == "cal38"]
    answers = [_answer({**one}, office) for one in mine]
    assert answers == [_expected(one) for one in mine]
    assert len(mine) >= 5


# stepping through time


@dataclass(frozen=True)
class Stepped:
    """The same calendar, known minute by minute."""

    open: frozenset[dt.datetime]

    @classmethod
    def of(cls, setup: CalendarSetup, first: dt.date, last: dt.date, zone: ZoneInfo) -> Stepped:
        minutes: set[dt.datetime] = set()
        broken = [_wall(day, span) for day, of_day in setup.taken_out.items() for span in of_day]
        day = first
        while day <= last:
            said = setup.special.get(day, "work")
            of_day = setup.pattern[day.weekday()] if said == "work" else () if said == "rest" else spans(said)
            for span in of_day:
                for opened, closed in _less([_wall(day, span)], broken):
                    minutes.update(_minutes(_utc(opened, zone), _utc(closed, zone)))
            day += DAY
        return cls(frozenset(minutes))

    def elapsed(self, start: dt.datetime, end: dt.datetime, paused: frozenset[dt.datetime]) -> int:
        return sum(minute in self.open and minute not in paused for minute in _minutes(start, end))

    def due(
        self, start: dt.datetime, minutes: int, paused: frozenset[dt.datetime], last: dt.datetime
    ) -> dt.datetime | None:
        moment = start
        while minutes and moment < last:
            minutes -= moment in self.open and moment not in paused
            moment += MINUTE
        return None if minutes else moment

    def due_before(
        self, start: dt.datetime, minutes: int, paused: frozenset[dt.datetime], first: dt.datetime
    ) -> dt.datetime | None:
        moment, left = start, minutes
        while moment > first:
            counts = (moment - MINUTE) in self.open and (moment - MINUTE) not in paused
            if counts and not left:
                return moment
            left -= counts
            moment -= MINUTE
        return None


def _wall(day: dt.date, span: tuple[int, int]) -> tuple[dt.datetime, dt.datetime]:
    midnight = dt.datetime.combine(day, dt.time())
    return midnight + dt.timedelta(seconds=span[0]), midnight + dt.timedelta(seconds=span[1])


def _less(
    whole: list[tuple[dt.datetime, dt.datetime]], out: list[tuple[dt.datetime, dt.datetime]]
) -> list[tuple[dt.datetime, dt.datetime]]:
    for begins, ends in out:
        whole = [
            piece
            for opened, closed in whole
            for piece in ((opened, min(closed, begins)), (max(opened, ends), closed))
            if piece[0] < piece[1]
        ]
    return whole


def _utc(wall: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return wall.replace(tzinfo=zone).astimezone(dt.UTC)


def _minutes(start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
    found = []
    while start < end:
        found.append(start)
        start += MINUTE
    return found


# days on which clocks were changed lie within a week of these
ZONES = {
    "UTC": dt.date(2024, 3, 28), "Asia/Shanghai": dt.date(2024, 9, 30), "America/New_York": dt.date(2024, 3, 10),
    "Europe/Berlin": dt.date(2023, 10, 29), "Australia/Lord_Howe": dt.date(2024, 4, 7), "Asia/Kathmandu": dt.date(2024, 2, 29),
    "America/Sao_Paulo": dt.date(2018, 11, 4), "Pacific/Auckland": dt.date(2024, 9, 29),
}  # fmt: skip
SPAN = st.tuples(st.integers(0, 95), st.integers(1, 60)).map(lambda pair: (15 * pair[0], 15 * sum(pair)))


def _said(of_day: list[tuple[int, int]]) -> str:
    """Spans in minutes as hours, those that overlap an earlier one left out."""
    kept: list[tuple[int, int]] = []
    for opened, closed in sorted(of_day):
        if closed <= 48 * 60 and (not kept or kept[-1][1] <= opened):
            kept.append((opened, closed))
    return " ".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in kept) or "rest"


@st.composite
def _setups(draw: st.DrawFn) -> tuple[CalendarSetup, dt.date]:
    zone = draw(st.sampled_from(sorted(ZONES)))
    near = ZONES[zone]
    of_day = st.lists(SPAN, max_size=3).map(_said)
    around = [str(near + number * DAY) for number in range(-3, 4)]
    weekly = {name: draw(of_day) for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    days = draw(st.dictionaries(st.sampled_from(around), of_day, max_size=3))
    breaks = draw(st.dictionaries(st.sampled_from(around), of_day.filter(lambda said: said != "rest"), max_size=3))
    return CalendarSetup.model_validate({"weekly": weekly, "days": days, "breaks": breaks, "zone": zone}), near


@given(_setups(), st.data())
def test_counting_is_stepping_from_minute_to_minute(made: tuple[CalendarSetup, dt.date], data: st.DataObject) -> None:
    setup, near = made
    calendar, stepped = _calendar(setup), Stepped.of(setup, near - 8 * DAY, near + 8 * DAY, ZoneInfo(setup.zone))
    noon = dt.datetime.combine(near, dt.time(12), dt.UTC)
    within = st.integers(-3 * 1440, 3 * 1440).map(lambda minute: noon + minute * MINUTE)
    start, end = sorted([data.draw(within), data.draw(within)])
    some = data.draw(st.lists(st.tuples(within, st.integers(0, 2000).map(lambda minute: minute * MINUTE)), max_size=4))
    paused = frozenset(minute for begins, length in some for minute in _minutes(begins, begins + length))
    pauses = _pauses([0] * len(some), *((begins, begins + length) for begins, length in some)) if some else None

    passed = calendar.elapsed(_column(start), _column(end), pauses=pauses).iloc[0]
    assert passed == stepped.elapsed(start, end, paused) * MINUTE

    minutes = data.draw(st.integers(0, 1000))
    limit = pd.Series([pd.Timedelta(minutes=minutes)])
    reached = calendar.due(_column(start), limit, pauses=pauses).iloc[0]
    stepping = stepped.due(start, minutes, paused, noon + 6 * DAY)
    assert stepping is None or reached == stepping
    reached = calendar.due(_column(end), limit, before=True, pauses=pauses).iloc[0]
    stepping = stepped.due_before(end, minutes, paused, noon - 6 * DAY)
    assert stepping is None or reached == stepping


@given(
    _setups(),
    st.integers(-3 * DAY // dt.timedelta(microseconds=1), 3 * DAY // dt.timedelta(microseconds=1)),
    st.integers(1, 10**11),
)
def test_the_time_up_to_the_due_moment_is_the_limit_to_the_microsecond(
    made: tuple[CalendarSetup, dt.date], at: int, micros: int
) -> None:
    setup, near = made
    calendar = _calendar(setup)
    start = _column(pd.Timestamp(dt.datetime.combine(near, dt.time(12), dt.UTC)) + pd.Timedelta(microseconds=at))
    limit = pd.Series([pd.Timedelta(microseconds=micros)])
    due = calendar.due(start, limit)
    if due.notna().all():
        assert (calendar.elapsed(start, due) == limit).all()
        assert (calendar.elapsed(start, due - pd.Timedelta(microseconds=1)) < limit).all(), "no earlier moment will do"


@given(_setups(), st.lists(st.integers(-4 * 1440, 4 * 1440), min_size=3, max_size=3))
def test_time_adds_up(made: tuple[CalendarSetup, dt.date], minutes: list[int]) -> None:
    setup, near = made
    noon = dt.datetime.combine(near, dt.time(12), dt.UTC)
    first, second, third = (_column(noon + minute * MINUTE) for minute in sorted(minutes))
    calendar = _calendar(setup)
    parts = calendar.elapsed(first, second) + calendar.elapsed(second, third)
    assert (calendar.elapsed(first, third) == parts).all()


# the rules, one by one


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2024-04-30 08:30:00", "7h30m", "2024-04-30 17:30:00"),
        ("2024-04-30 10:00:00", "2h", "2024-04-30 12:00:00"),
        ("2024-04-30 10:00:00.000001", "2h", "2024-04-30 13:30:00.000001"),
        # Labour Day is over on 6 May; the 28th was worked in exchange, the 11th of May will be
        ("2024-04-30 17:00:00", "1h", "2024-05-06 09:00:00"),
        ("2024-04-27 09:00:00", "1h", "2024-04-28 09:30:00"),
        ("2024-05-10 17:00:00", "45m", "2024-05-11 08:45:00"),
        ("2024-04-30 12:30:00", "0m", "2024-04-30 12:30:00"),
        ("2024-04-30 10:00:00", "1d", "2024-05-06 23:59:59.999999"),
        ("2024-04-30 22:00:00", "2wd", "2024-05-07 23:59:59.999999"),
        ("2024-05-02 10:00:00", "0wd", "2024-05-02 23:59:59.999999"),
        ("2024-01-31 10:00:00", "1mo", "2024-02-29 23:59:59.999999"),
        ("NaT", "1h", "NaT"),
        ("2003-12-31 10:00:00", "1h", "NaT"),
        ("2003-12-31 10:00:00", "0h", "NaT"),
    ],
)
def test_limits_over_the_working_hours_of_china(start: str, limit: str, due: str) -> None:
    written = limit.replace("7h30m", "450m")
    assert _due(CHINA, start, written) == due


def test_a_limit_beyond_the_holiday_table_has_no_answer() -> None:
    last = max(np.datetime64(day, "Y") for day in Calendars()("cn_workday").workdays.table()[0][-1:])
    assert _due(CHINA, f"{last}-12-31 17:00:00", "1h") == "NaT"
    assert _due(CHINA, f"{last}-12-31 16:00:00", "90m") != "NaT"
    assert np.isnan(_seconds(CHINA, f"{last}-12-31 16:00:00", f"{int(str(last)) + 1}-01-04 10:00:00"))


def test_the_last_moment_that_is_known_is_still_an_answer() -> None:
    always = {"weekly": {"mon-sun": "00:00-24:00"}}
    assert _due(always, "2100-12-31 12:00", "12h") == "2101-01-01 00:00:00"
    assert _due(always, "2100-12-31 12:00:01", "12h") == "NaT"
    assert _seconds(always, "2100-12-31 12:00", "2101-01-01 00:00") == 43_200
    assert np.isnan(_seconds(always, "2100-12-31 12:00", "2101-01-01 00:00:01"))


def test_the_first_and_the_last_day_that_are_known_may_have_hours_of_their_own() -> None:
    days = dict.fromkeys(("1949-12-31", "1950-01-01", "2100-12-31", "2101-01-02"), "10:00-11:00")
    setup = {"weekly": {"mon-sun": "09:00-17:00"}, "days": days}
    assert _seconds(setup, "1950-01-01 00:00", "1950-01-02 00:00") == 3600
    assert _seconds(setup, "2100-12-31 00:00", "2101-01-01 00:00") == 3600


def test_a_break_is_taken_out_of_the_only_open_hours_there_are() -> None:
    once = {
        "weekly": {"mon": "rest"}, "days": {"2024-03-09": "09:00-12:00"}, "breaks": {"2024-03-09": "10:00-10:30"},
    }  # fmt: skip
    assert _seconds(once, "2024-03-08 09:00", "2024-03-10 09:00") == 9000
    assert _due(once, "2024-03-08 09:00", "2h") == "2024-03-09 11:30:00"


def test_what_is_known_begins_after_a_night_that_may_have_begun_before_and_ends_in_one() -> None:
    always, nights = {"weekly": {"mon-sun": "00:00-24:00"}}, {"weekly": {"mon-sun": "22:00-06:00"}}
    assert _seconds(always, "1950-01-01 00:00", "1950-01-01 01:00") == 3600
    assert _seconds(nights, "1950-01-01 06:00", "1950-01-01 23:00") == 3600
    assert np.isnan(_seconds(nights, "1950-01-01 05:59:59.999999", "1950-01-01 23:00"))
    both = {"weekly": {"mon-sun": "00:00-08:00 22:00-30:00"}}
    assert _due(both, "1950-01-01 07:30", "30m", before=True) == "1950-01-01 07:00:00"
    assert _due(both, "1950-01-01 07:30", "91m", before=True) == "NaT"
    assert _due(nights, "2100-12-31 21:00", "2h") == "2101-01-01 00:00:00"
    assert _due(nights, "2100-12-31 21:00", "121m") == "NaT"


def test_counting_back_gives_the_earliest_of_equal_moments() -> None:
    assert _due(CHINA, "2024-05-06 09:30:00", "1h", before=True) == "2024-04-30 17:30:00"
    assert _due(CHINA, "2024-05-06 09:30:00", "61m", before=True) == "2024-04-30 17:29:00"
    assert _due(CHINA, "2024-05-04 09:30:00", "0m", before=True) == "2024-04-30 17:30:00"
    assert _due(CHINA, "2024-05-06 10:00:00", "0m", before=True) == "2024-05-06 10:00:00"
    assert _due(CHINA, "2024-05-06 10:00:00", "1wd", before=True) == "2024-04-30 23:59:59.999999"
    assert _due(CHINA, "2024-05-04 10:00:00", "1wd", before=True) == "2024-04-30 23:59:59.999999"
    assert _due(CHINA, "2024-03-31 10:00:00", "1mo", before=True) == "2024-02-29 23:59:59.999999"


def test_a_night_belongs_to_the_day_it_starts_on() -> None:
    night = {"hours": "20:00-08:00"}
    # the night of 30 September runs into the holiday; that of 7 October, still a holiday, is not worked
    assert _seconds(night, "2024-09-30 20:00", "2024-10-02 08:00") == 12 * 3600
    assert _seconds(night, "2024-10-07 20:00", "2024-10-08 20:00") == 0
    assert _due(night, "2024-09-30 23:00", "10h") == "2024-10-08 21:00:00"
    assert _seconds({"hours": "20:00-32:00"}, "2024-09-30 20:00", "2024-10-02 08:00") == 12 * 3600
    # nobody knows what the night before the first covered day was like
    assert _due(night, "2004-01-01 07:00", "1h") == "NaT"
    assert _due(night, "2004-01-01 08:00", "1h") == "2004-01-02 21:00:00"


def test_half_days_special_days_and_breaks() -> None:
    setup = {
        "weekly": {"mon-fri": "09:00-17:00", "sat": "10:00-14:00"},
        "days": {"2024-12-31": "09:00-12:00", "2024-10-01..2024-10-07": "rest", "2024-09-29": "10:00-12:00"},
        "breaks": {"2024-12-30": "12:00-13:00", "2024-12-28": "00:00-24:00"},
    }
    assert _seconds(setup, "2024-12-31 00:00", "2025-01-01 00:00") == 3 * 3600
    assert _seconds(setup, "2024-12-30 00:00", "2024-12-31 00:00") == 7 * 3600
    assert _seconds(setup, "2024-12-28 00:00", "2024-12-29 00:00") == 0
    assert _seconds(setup, "2024-09-28 00:00", "2024-10-08 00:00") == (4 + 2 + 8) * 3600
    assert _due(setup, "2024-09-29 10:00", "1wd") == "2024-09-30 23:59:59.999999"
    assert _due(setup, "2024-09-28 10:00", "1wd") == "2024-09-29 23:59:59.999999", "a special Sunday is worked"


def test_a_day_of_24_hours_has_25_when_the_clock_goes_back() -> None:
    always = {"weekly": {"mon-sun": "00:00-24:00"}, "zone": "Europe/Berlin"}
    assert _seconds(always, "2024-10-27 00:00", "2024-10-28 00:00") == 25 * 3600
    assert _seconds(always, "2024-03-31 00:00", "2024-04-01 00:00") == 23 * 3600
    assert _seconds(always, "2024-10-27 02:30+02:00", "2024-10-27 02:30+01:00") == 3600
    # ten past two, told after half past two: the hour came again
    again = _column("2024-10-27 02:30+02:00"), _column("2024-10-27 02:10+01:00")
    for name, passed in (("calendar_day", 0), ("24x7", 2400)):
        assert Calendars()(name).elapsed(*again).dt.total_seconds().tolist() == [passed]
    days = Calendars({"berlin": CalendarSetup(days={"2024-10-27": "work"}, zone="Europe/Berlin")})("berlin")
    assert days.elapsed(*again).dt.total_seconds().tolist() == [0]
    assert days.elapsed(*reversed(again)).isna().all()
    assert _due(always, "2024-10-27 01:30", "2h") == "2024-10-27 02:30:00", "the clocks show half past two twice"
    assert _due(always, "2024-10-27 01:30+02:00", "2h") == "2024-10-27 03:30:00+02:00"
    assert _due(always, "2024-03-31 01:30", "1h") == "2024-03-31 03:30:00"
    assert _due(always, "2024-03-31 02:30", "1h") == "2024-03-31 04:30:00", (
        "half past two never was: it is half past three"
    )


def test_moments_with_an_offset_are_moments_and_their_days_are_those_of_the_calendar() -> None:
    assert _due(CHINA, "2024-03-08T01:00+00:00", "1h") == "2024-03-08 02:00:00+00:00"
    # 17:00 UTC on Friday is Saturday in China: Monday is day 1
    assert _due({}, "2024-03-08T17:00+00:00", "1wd") == "2024-03-11 15:59:59.999999+00:00"
    due = Calendars()("24x7").due(_column("2024-03-08T17:00-05:00"), parse("1d")).iloc[0]
    assert due == pd.Timestamp("2024-03-10T15:59:59.999999+00:00")
    passed = Calendars()("calendar_day").elapsed(_column("2024-03-08T15:59+00:00"), _column("2024-03-08T16:00+00:00"))
    assert passed.iloc[0] == pd.Timedelta(days=1)


def test_moments_with_and_without_an_offset_are_not_mixed() -> None:
    with pytest.raises(TypeError, match=r"^moments with and without a time zone cannot be compared$"):
        _seconds(CHINA, "2024-03-08T09:00", "2024-03-08T09:00+08:00")
    with pytest.raises(TypeError, match="with and without"):
        _due(CHINA, "2024-03-08T09:00", "1h", pauses=_pauses([0], ("2024-03-08T09:00Z", "2024-03-08T10:00Z")))


@pytest.mark.parametrize("aware", ["start", "end"])
def test_a_pause_of_which_one_end_has_an_offset_is_not_mixed_with_the_other(aware: str) -> None:
    ends = {"start": _column("2024-03-08T10:00"), "end": _column("2024-03-08T11:00")}
    ends[aware] = ends[aware].dt.tz_localize("UTC")
    with pytest.raises(TypeError, match="with and without"):
        _calendar(CHINA).due(_column("2024-03-08T09:00"), parse("1h"), pauses=Pauses(np.array([0]), **ends))


def test_a_limit_may_stand_in_a_column() -> None:
    starts = _column(*["2024-03-08 17:00"] * 5)
    limits = pd.Series(pd.to_timedelta([1800, 5400, 0, None, -60], unit="s"))
    said = {}
    for name in ("24x7", "calendar_day", "cn_workday", "office"):
        due = Calendars({"office": CHINA})(name).due(starts, limits)
        said[name] = ["NaT" if one is pd.NaT else one.strftime("%m-%d %H:%M") for one in due]
    assert said == {
        "24x7": ["03-08 17:30", "03-08 18:30", "03-08 17:00", "NaT", "NaT"],
        "calendar_day": ["03-08 23:59", "03-08 23:59", "03-08 23:59", "NaT", "NaT"],
        "cn_workday": ["03-08 17:30", "03-08 18:30", "03-08 17:00", "NaT", "NaT"],
        "office": ["03-08 17:30", "03-11 09:30", "03-08 17:00", "NaT", "NaT"],
    }


def test_answers_keep_the_index_of_the_records() -> None:
    starts = _column("2024-03-08 17:00", "2024-03-08 09:00").set_axis(pd.Index([7, 3]))
    assert _calendar(CHINA).due(starts, parse("30m")).index.tolist() == [7, 3]
    assert _calendar(CHINA).elapsed(starts, starts).index.tolist() == [7, 3]
    assert _calendar(CHINA).due(starts.dt.tz_localize("UTC"), parse("30m")).index.tolist() == [7, 3]


# pauses


def test_pauses_count_only_where_they_overlap_counted_time_and_once() -> None:
    long = ("2024-03-08 16:30", "2024-03-11 09:00")
    assert _seconds(CHINA, "2024-03-08 08:30", "2024-03-11 09:30", pauses=_pauses([0], long)) == 7 * 3600
    twice = _pauses([0, 0, 0], long, ("2024-03-08 17:00", "2024-03-09 09:00"), ("2024-03-08 12:00", "2024-03-08 13:30"))
    assert _seconds(CHINA, "2024-03-08 08:30", "2024-03-11 09:30", pauses=twice) == 7 * 3600
    assert _due(CHINA, "2024-03-08 15:30", "2h", pauses=twice) == "2024-03-11 10:00:00"
    assert _due(CHINA, "2024-03-08 15:30", "1h", pauses=twice) == "2024-03-08 16:30:00", "the pause comes too late"
    assert _due(CHINA, "2024-03-11 10:00", "2h", before=True, pauses=twice) == "2024-03-08 15:30:00"
    assert _due(CHINA, "2024-03-11 09:30", "30m", before=True, pauses=twice) == "2024-03-08 16:30:00"


def test_pauses_are_met_from_the_due_moment_on_whichever_way_it_counts() -> None:
    held = _pauses([0, 0], ("2024-03-08 09:00", "2024-03-08 10:00"), ("2024-03-08 10:30", "2024-03-08 11:30"))
    for name in ("24x7", "office"):
        calendar = Calendars({"office": CHINA})(name)
        back = calendar.due(_column("2024-03-08 12:00"), parse("1h"), before=True, pauses=held)
        assert back.astype(str).tolist() == ["2024-03-08 09:00:00"], "the earliest of equal moments"
        after = calendar.due(_column("2024-03-08 08:30"), parse("1h"), pauses=held)
        assert after.astype(str).tolist() == ["2024-03-08 10:30:00"]
        more = calendar.due(_column("2024-03-08 08:30"), parse("61m"), pauses=held)
        assert more.astype(str).tolist() == ["2024-03-08 11:31:00"]


@pytest.mark.parametrize(("until", "due"), [("2024-03-14 10:00", "12"), ("2024-03-13 12:00", "13")])
def test_days_of_a_pause_are_passed_over_when_counting_back(until: str, due: str) -> None:
    pauses = _pauses([0], ("2024-03-13 10:00", until))
    for name in ("cn_workday", "calendar_day"):
        found = Calendars()(name).due(_column("2024-03-15 09:00"), parse("2d"), before=True, pauses=pauses)
        assert found.astype(str).tolist() == [f"2024-03-{due} 23:59:59.999999"]


def test_pauses_may_be_given_in_any_order() -> None:
    pairs = [("2024-03-08 10:30", "2024-03-08 11:30"), ("2024-03-08 09:00", "2024-03-08 10:00"), ("2024-03-08 09:30", "2024-03-08 09:40"), ("2024-03-08 10:00", "2024-03-08 10:00")]  # fmt: skip
    start, end = _column(*["2024-03-08 08:30"] * 3), _column(*["2024-03-08 12:00"] * 3)
    mixed = _pauses([2, 2, 2, 2, 0, 0, 0], *pairs, *pairs[:3])
    assert _calendar(CHINA).elapsed(start, end, pauses=mixed).dt.total_seconds().tolist() == [5400, 12600, 5400]
    assert _calendar(CHINA).due(start, parse("1h"), pauses=mixed).dt.strftime("%H:%M").tolist() == [
        "10:30",
        "09:30",
        "10:30",
    ]


def test_a_week_without_working_days_has_no_answer() -> None:
    never = {"weekly": {"mon": "rest"}}
    assert _due(never, "2024-03-08 09:00", "1h") == "NaT"
    assert _due(never, "2024-03-08 09:00", "1wd") == "NaT"
    assert _due(never, "2024-03-08 09:00", "1wd", before=True) == "NaT"
    assert _due(never, "2024-03-08 09:00", "0h") == "2024-03-08 09:00:00"
    assert _seconds(never, "2024-03-08 09:00", "2024-04-08 09:00") == 0
    assert Workdays(week=(False,) * 7).roll(_column("2024-03-08").to_numpy()).dtype == "datetime64[D]"


def test_the_clock_is_put_forward_and_back_at_its_very_second() -> None:
    zones._changes.cache_clear()
    berlin = zones.Zone("Europe/Berlin")
    moments = np.array(["2024-03-31T00:59:59", "2024-03-31T01:00", "2024-10-27T00:59:59", "2024-10-27T01:00", "NaT"], dtype="datetime64[us]")  # fmt: skip
    shown = np.array(["2024-03-31T01:59:59", "2024-03-31T03:00", "2024-10-27T02:59:59", "2024-10-27T02:00", "NaT"], dtype="datetime64[us]")  # fmt: skip
    assert berlin.walls(moments).astype(str).tolist() == shown.astype(str).tolist()
    told = berlin.instants(shown).astype(str).tolist()
    assert told == [*moments[:3].astype(str).tolist(), "2024-10-27T00:00:00.000000", "NaT"], (
        "what happens twice is its first"
    )


def test_no_moment_at_all_is_none_in_a_zone_whose_clock_is_never_changed() -> None:
    none = np.array(["NaT"], dtype="datetime64[us]")
    assert np.isnat(zones.Zone("UTC").walls(none)).all()
    assert np.isnat(zones.Zone("UTC").instants(none)).all()


@pytest.mark.parametrize("name", ["Pacific/Rarotonga", "Australia/Lord_Howe"])
def test_clocks_show_what_their_zone_says_around_every_change(name: str) -> None:
    zones._changes.cache_clear()
    moved, _ = zones._changes(name)
    seconds = moved.astype("datetime64[s]").astype(np.int64)
    for at in (seconds, seconds - 1):
        shown = zones.Zone(name).walls(at.astype("datetime64[s]").astype("datetime64[us]"))
        assert shown.tolist() == [dt.datetime.fromtimestamp(one, ZoneInfo(name)).replace(tzinfo=None) for one in at]


def test_the_first_open_time_that_is_known_counts_to_the_microsecond() -> None:
    office = _calendar({"hours": "09:00-17:00"})
    moment = pd.Series(pd.to_timedelta([1, 2], unit="us"))
    first = pd.Series(pd.to_datetime(["2004-01-02 09:00:00.000002"] * 2))
    assert office.due(_column("2004-01-01 12:00", "2004-01-01 12:00"), moment).dt.microsecond.tolist() == [1, 2]
    back = office.due(first, moment, before=True)
    assert back.dt.microsecond.tolist()[0] == 1
    assert pd.isna(back[1]), "nothing is known before, so that there may be an earlier moment as far away"


def test_each_record_has_its_own_pauses() -> None:
    starts, ends = _column(*["2024-03-08 09:00"] * 3), _column(*["2024-03-08 12:00"] * 3)
    pauses = _pauses([2, 0, 2], *[("2024-03-08 11:00", "2024-03-08 11:30"), ("2024-03-08 08:00", "2024-03-08 10:00"), ("2024-03-08 09:30", "2024-03-08 10:00")])  # fmt: skip
    assert _calendar(CHINA).elapsed(starts, ends, pauses=pauses).dt.total_seconds().tolist() == [7200, 10800, 7200]
    due = _calendar(CHINA).due(starts, parse("2h"), pauses=pauses)
    assert due.dt.strftime("%H:%M").tolist() == ["12:00", "11:00", "12:00"]


def test_a_pause_of_which_an_end_is_missing_or_reversed_leaves_its_record_without_an_answer() -> None:
    starts, ends = _column(*["2024-03-08 09:00"] * 4), _column(*["2024-03-08 12:00"] * 4)
    held = _column("2024-03-08 10:00", None, "2024-03-08 11:00", None)
    resumed = _column(None, "2024-03-08 11:00", "2024-03-08 10:00", None)
    pauses = Pauses.of([(held, resumed)])
    assert _calendar(CHINA).elapsed(starts, ends, pauses=pauses).isna().tolist() == [True, True, True, False]
    assert _calendar(CHINA).due(starts, parse("1h"), pauses=pauses).isna().tolist() == [True, True, True, False]
    none = Pauses.of([(held.iloc[3:], resumed.iloc[3:])])
    assert _calendar(CHINA).elapsed(starts, ends, pauses=none).notna().all()


@pytest.mark.parametrize(
    ("calendar", "limit", "due"),
    [
        ("24x7", "2h", "2024-03-09 11:00:00"),
        ("24x7", "3d", "2024-03-13 23:59:59.999999"),
        ("24x7", "1mo", "2024-04-10 23:59:59.999999"),
        ("calendar_day", "1d", "2024-03-10 23:59:59.999999"),
        ("cn_workday", "1wd", "2024-03-11 23:59:59.999999"),
        ("cn_workday", "2wd", "2024-03-13 23:59:59.999999"),
        ("cn_workday", "0wd", "2024-03-08 23:59:59.999999"),
    ],
)
def test_pauses_on_other_calendars(calendar: str, limit: str, due: str) -> None:
    # Friday to Saturday takes a day away, and no working day; so does Tuesday to Wednesday, if it is not due before
    pauses = _pauses([0, 0], ("2024-03-08 12:00", "2024-03-09 10:00"), ("2024-03-12 09:00", "2024-03-13 09:00"))
    assert str(Calendars()(calendar).due(_column("2024-03-08 11:00"), parse(limit), pauses=pauses).iloc[0]) == due


def test_days_of_a_pause_are_taken_from_the_days_that_passed() -> None:
    pause = _pauses([0], ("2024-03-08 12:00", "2024-03-12 10:00"))
    pair = _column("2024-03-07 09:00"), _column("2024-03-14 09:00")
    passed = {
        name: Calendars()(name).elapsed(*pair, pauses=pause).dt.days.iloc[0] for name in ("calendar_day", "cn_workday")
    }
    assert passed == {"calendar_day": 3, "cn_workday": 3}


# a calendar for each record


def test_each_record_may_name_its_calendar() -> None:
    from svcqa import Context, Period
    from svcqa.calendars import ByRecord
    from svcqa.periods import AsOf
    from svcqa.settings import CalendarRef, FieldSlot

    late = CalendarSetup(weekly={"mon-sun": "12:00-20:00"})
    calendars = Calendars({"north": CHINA, "south": late})
    moment = AsOf.of("2024-12-31")
    context = Context(pd.Timestamp(moment.moment), Period.of(None, moment), calendars)
    cases = pd.DataFrame({"calendar": ["south", "north", "nowhere", None, "24x7"]})
    calendar = context.calendar_of(FieldSlot(field="outlet_calendar"), cases)  # type: ignore[arg-type]
    starts = _column(*["2024-03-08 17:00"] * 5)
    assert calendar.unknown(5).tolist() == [False, False, True, True, False]
    due = calendar.due(starts, parse("4h"), pauses=_pauses([0], ("2024-03-08 18:00", "2024-03-08 19:00")))
    assert [str(one) for one in due] == [
        "2024-03-09 14:00:00",
        "2024-03-11 12:00:00",
        "NaT",
        "NaT",
        "2024-03-08 21:00:00",
    ]
    limits = pd.Series(pd.to_timedelta([1, 2, 3, 4, 5], unit="h"))
    assert calendar.due(starts, limits).dt.hour.tolist()[:2] == [18, 10]
    held = _pauses([1], ("2024-03-08 17:10", "2024-03-08 17:20"))
    assert calendar.elapsed(starts, starts + pd.Timedelta(days=1), pauses=held).dt.total_seconds()[:2].tolist() == [
        28800,
        1200,
    ]
    assert calendar.due(starts, parse("1h"), before=True).dt.hour.tolist()[:2] == [16, 16]
    named = cases["calendar"].set_axis(list("abcde")), starts.set_axis(list("abcde"))
    assert ByRecord(named[0], calendars).elapsed(named[1], named[1]).index.tolist() == list("abcde")
    assert ByRecord(named[0], calendars).due(named[1], parse("1h")).index.tolist() == list("abcde")
    passed = calendar.elapsed(starts, starts + pd.Timedelta(days=1)).dt.total_seconds() / 3600
    assert passed[[0, 1, 4]].tolist() == [8, 0.5, 24]
    assert passed[[2, 3]].isna().all()
    saturday = np.array(["2024-03-09"] * 5, dtype="datetime64[D]")
    assert calendar.workdays.roll(saturday).astype(str).tolist() == [
        "2024-03-09",
        "2024-03-11",
        "NaT",
        "NaT",
        "2024-03-11",
    ]
    assert calendar.workdays.roll(saturday, forward=False).astype(str).tolist()[:2] == ["2024-03-09", "2024-03-08"]
    assert calendar.workdays.add(saturday, 1).astype(str).tolist()[:2] == ["2024-03-10", "2024-03-11"]
    north = context.calendar_of(CalendarRef("north"), cases)
    assert north is calendars("north")
    assert north.unknown(2).tolist() == calendars("24x7").unknown(2).tolist() == [False, False]
    assert set(calendars.used()) >= {"north", "south", "24x7"}
    aware = starts.dt.tz_localize("Asia/Shanghai")
    assert calendar.due(aware, parse("4h")).dt.tz_localize(None)[1] == pd.Timestamp("2024-03-11 12:00")


def test_calendars_can_be_sent_to_another_process() -> None:
    calendars = Calendars({"north": CHINA, "south": CalendarSetup(days={"2024-03-09": "work"})})
    for name in ("24x7", "calendar_day", "cn_workday", "north", "south"):
        due = calendars(name).due(_column("2024-03-08 17:00"), parse("1wd"))
        sent = pickle.loads(pickle.dumps(calendars))  # noqa: S301
        assert sent(name).due(_column("2024-03-08 17:00"), parse("1wd")).tolist() == due.tolist()
        assert sent(name).describe() == calendars(name).describe()


def test_a_calendar_says_what_it_is() -> None:
    calendars = Calendars(
        {"north": CHINA, "south": CalendarSetup(weekly={"mon": "12:00-20:00", "sun": "rest"}, zone="UTC")}
    )
    for name in ("north", "south"):
        calendars(name)
    assert calendars("24x7").describe() == "elapsed time"
    assert calendars("calendar_day").describe() == "calendar dates"
    assert calendars.used()["north"].startswith("08:30-12:00 13:30-17:30; chinesecalendar ")
    assert calendars.used()["south"] == "mon 12:00-20:00, sun rest, UTC; weekdays, 1950-2100"
