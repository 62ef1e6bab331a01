"""Calendars of an organisation: hours as people write them, mistakes with their line, audits that go by them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd
import pytest
from pydantic import ValidationError

import svcqa
from svcqa import CalendarRef, CalendarSetup, FieldSlot, Settings, Text, Value
from svcqa.errors import ConfigError
from svcqa.hours import misplaced, spans
from svcqa.rulesets import Library, load
from tests.office import ORDERS, ruleset, workbook

H = 3600
CALENDARS = """
calendars:
  office:
    hours: 08:30-12:00 13:30-17:30
    days: {2024-03-09: work, 2024-03-08: 08:30-12:00}
rules:
"""
BY_OFFICE = ORDERS.replace("rules:\n", CALENDARS.lstrip()).replace(
    "max: {param: response_limit}", "calendar: office, max: {param: response_limit}"
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("08:30-12:00 13:30-17:30", ((8.5, 12), (13.5, 17.5))),
        ("13:30-17:30, 8:30-12:00", ((8.5, 12), (13.5, 17.5))),
        ("08：30－12：00、13：30至17：30", ((8.5, 12), (13.5, 17.5))),
        ("09:00 - 12:00；12:00 ~ 18:00", ((9, 12), (12, 18))),
        ("22:00-06:00", ((22, 30),)),
        ("22:00-次日06:00", ((22, 30),)),
        ("20:00-32:00", ((20, 32),)),
        ("00:00-24:00", ((0, 24),)),
        ("00:00-48:00", ((0, 48),)),
        ("23:59-23:58", ((23 + 59 / 60, 47 + 58 / 60),)),
        ("23:59:59-24:00:00", ((86399 / H, 24),)),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, read: tuple[tuple[float, float], ...]) -> None:
    assert spans(written) == tuple((round(opened * H), round(closed * H)) for opened, closed in read)


@pytest.mark.parametrize("written", ["", "08:30", "8-12", "08:30-08:30", "08:60-09:00", "24:00-25:00", "08:00-48:01", "12:00-13:00-14:00", "上午", "08:00-09:00:60", "08:00:60-09:00", "08:60-10:00", "08:00-09:60"])  # fmt: skip
def test_what_are_no_hours_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"no hours|no span of a day"):
        spans(written)


def test_spans_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        spans("08:00-12:00 11:59-13:00")
    with pytest.raises(ValueError, match="overlap"):
        spans("20:00-08:00 23:00-24:00")


@pytest.mark.parametrize(
    ("key", "open_on"),
    [
        ("mon", "0"), ("Monday", "0"), ("mon-fri", "01234"), ("sat,sun", "56"), ("周一至周五", "01234"), ("星期六", "5"),
        ("周日", "6"), ("周六、周日", "56"), ("mon, wed - fri", "0234"),
    ],
)  # fmt: skip
def test_weekdays_are_read_as_people_write_them(key: str, open_on: str) -> None:
    pattern = CalendarSetup(weekly={key: "09:00-17:00"}).pattern
    assert "".join(str(day) for day, of_day in enumerate(pattern) if of_day) == open_on


NO_WEEKDAY = ("“{}”不是星期几；请写成mon、mon-fri或周一至周五", "'{}' is no weekday; write mon or mon-fri")
NO_DAY = (
    "“{}”不是日期；请写成2024-10-01，或2024-10-01..2024-10-07",
    "'{}' is no day; write 2024-10-01, or 2024-10-01..2024-10-07",
)
NO_HOURS = ("“{}”不是时段；请写成08:30-12:00 13:30-17:30", "'{}' are no hours; write 08:30-12:00 13:30-17:30")
NO_SPAN = ("“{}”不是一天中的时段", "'{}' is no span of a day")
OVERLAP = ("“{}”中的时段重叠", "spans of '{}' overlap")
UNTIMED = ("没有hours也没有weekly，就不能写某天的时段", "without hours or weekly, no day can have hours or breaks")
OFTEN = ("{}写了两次", "{} is given twice")


@pytest.mark.parametrize(
    ("setup", "said", "of"),
    [
        ({"hours": "09:00-17:00", "weekly": {"mon": "09:00-17:00"}}, ("hours和weekly只能写一个", "give either hours or weekly, not both"), ""),
        ({"hours": "8-12"}, NO_HOURS, "8-12"),
        ({"hours": "rest"}, NO_HOURS, "rest"),
        ({"hours": ["12:00-12:00"]}, NO_SPAN, "12:00-12:00"),
        ({"hours": ["08:00-12:00", "11:59-13:00"]}, OVERLAP, "08:00-12:00 11:59-13:00"),
        ({"weekly": {"mon": "off"}}, NO_HOURS, "off"),
        ({"weekly": {"moon": "09:00-17:00"}}, NO_WEEKDAY, "moon"),
        ({"weekly": {"mon-tue-wed": "09:00-17:00"}}, NO_WEEKDAY, "mon-tue-wed"),
        ({"weekly": {"fri-mon": "09:00-17:00"}}, NO_WEEKDAY, "fri-mon"),
        ({"weekly": {"mon-fri": "09:00-17:00", "wed": "rest"}}, ("“{}”里的一天已写过", "a day of '{}' is given twice"), "wed"),
        (
            {"weekly": {"mon": "09:00-17:00"}, "days": {"2024-03-09": "work"}},
            ("{}平时休息，请写它的时段，不要写work", "{} is at rest by the week: write its hours, not work"),
            "2024-03-09",
        ),
        ({"days": {"2024-03-09": "09:00-12:00"}}, UNTIMED, ""),
        ({"breaks": {"2024-03-09": "09:00-12:00"}}, UNTIMED, ""),
        (
            {"days": {"2024-03-09": "off"}},
            (
                "“{}”应是work（上班）、rest（休息）或时段08:30-12:00 13:30-17:30",
                "'{}' must be work, rest, or hours such as 08:30-12:00 13:30-17:30",
            ),
            "off",
        ),
        ({"days": {"2024-02-30": "rest"}}, NO_DAY, "2024-02-30"),
        ({"days": {"2024-03-09..2024-03-01": "rest"}}, NO_DAY, "2024-03-09..2024-03-01"),
        ({"days": {"2024-03-01..2024-03-02..2024-03-03": "rest"}}, NO_DAY, "2024-03-01..2024-03-02..2024-03-03"),
        ({"days": {"2000-01-01..2027-05-19": "rest"}}, NO_DAY, "2000-01-01..2027-05-19"),
        ({"days": {"2024-10-01..2024-10-07": "rest", "2024-10-07": "work"}}, OFTEN, "2024-10-07"),
        ({"hours": "09:00-17:00", "breaks": {"3月": "09:00-12:00"}}, NO_DAY, "3月"),
        (
            {"zone": "Asia/Peking"},
            ("没有时区“{}”；请写成Asia/Shanghai这样的名称", "there is no time zone '{}'; write one such as Asia/Shanghai"),
            "Asia/Peking",
        ),
        ({"2024-03-09": "work"}, ("日子要写在days下面", "days are written below 'days'"), ""),
    ],
)  # fmt: skip
def test_a_calendar_that_makes_no_sense_is_refused_in_both_languages(
    setup: dict[str, Any], said: tuple[str, str], of: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        CalendarSetup.model_validate(setup)
    (error,) = caught.value.errors()
    assert error["ctx"]["error"].text == Text(*(one.format(of) for one in said))


@pytest.mark.parametrize(
    ("setup", "place"),
    [
        ({"hours": "8-12"}, ("hours",)),
        ({"weekly": {"mon": "rest", "tue": "off"}}, ("weekly", "tue")),
        ({"hours": "09:00-17:00", "days": {"2024-03-08": "rest", "2024-03-09": "off"}}, ("days", "2024-03-09")),
        ({"hours": "09:00-17:00", "breaks": {"2024-03-09": "rest"}}, ("breaks", "2024-03-09")),
    ],
)
def test_wrong_hours_are_told_where_they_stand(setup: dict[str, Any], place: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        CalendarSetup.model_validate(setup)
    assert [error["loc"] for error in caught.value.errors()] == [place]


def test_one_entry_can_stand_for_ten_thousand_days() -> None:
    days = CalendarSetup.model_validate({"days": {" 2000-01-01 .. 2027-05-18 ": "rest"}}).special
    assert (len(days), min(days), max(days)) == (10_000, dt.date(2000, 1, 1), dt.date(2027, 5, 18))


def test_calendars_that_people_may_not_set_up_are_told_what_to_do() -> None:
    nothing = Text(
        "日历“24x7”没有可设定的内容；请设定cn_workday，或另起一个名称。",
        "calendar '24x7' has nothing to be set; set cn_workday, or a calendar of another name.",
    )
    weekly = Text(
        "日历“cn_workday”按中国的工作日，不能写weekly；请写hours，或另起一个名称。",
        "calendar 'cn_workday' goes by the working days of China and takes no weekly hours; give it hours, or choose "
        "another name.",
    )
    assert misplaced("24x7", CalendarSetup()) == nothing
    assert misplaced("calendar_day", CalendarSetup()) is not None
    assert misplaced("cn_workday", CalendarSetup(weekly={"mon": "09:00-17:00"})) == weekly
    assert misplaced("cn_workday", CalendarSetup(hours="09:00-17:00")) is None
    assert misplaced("office", CalendarSetup(weekly={"mon": "09:00-17:00"})) is None


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"),
    [
        ("hours: 08:30-12:00 13:30-17:30", "hours: 8-12", "hours: 8-12", "“hours”：“8-12”不是时段"),
        ("2024-03-09: work", "2024-03-09: wrok", "days: {2024", "“2024-03-09”：“wrok”应是work（上班）、rest（休息）或时段"),
        ("  office:", "  24x7:", "24x7:", "日历“24x7”没有可设定的内容"),
        ("  office:\n    hours", "  cn_workday:\n    weekly: {mon-sun: 09:00-17:00}\n    hours", "cn_workday:", "hours和weekly只能写一个"),
        ("  office:\n    hours: 08:30-12:00 13:30-17:30", "  cn_workday:\n    weekly: {mon-sun: 09:00-17:00}", "cn_workday:", "不能写weekly"),
        ("calendar: office", "calendar: offices", "params: {start", "没有日历“offices”。是不是“office”？"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_calendar_is_said_with_its_line(
    tmp_path: Path, right: str, wrong: str, line: str, said: str
) -> None:
    from svcqa.host import Host
    from svcqa.rulesets import bind

    text = BY_OFFICE.replace(right, wrong, 1)
    with pytest.raises(ConfigError) as caught:
        bind(load(ruleset(tmp_path, text), Library([])), Host.discover().checks)
    (problem,) = [one for one in caught.value.problems if said in one.say("zh")]
    number = int(problem.where.rpartition(":")[2])
    assert text.splitlines()[number - 1].strip().startswith(line)


def test_days_written_the_old_way_are_told_where_they_go(tmp_path: Path) -> None:
    text = ORDERS.replace("rules:\n", "calendars:\n  cn_workday: {2024-03-06: rest}\nrules:\n")
    with pytest.raises(ConfigError, match="'cn_workday': days are written below 'days'"):
        load(ruleset(tmp_path, text), Library([]))


ROWS = (
    ("W001", "东城", "华东电力", "2024-03-08 11:50", "2024-03-09 08:40", "张三", "已完成", 120),
    ("W002", "东城", "南方水务", "2024-03-08 11:50", "2024-03-09 08:35", "李四", "已完成", 80),
    ("W003", "西城", "北方燃气", "2024-03-09 17:20", "2024-03-11 08:35", "张三", "已完成", 60),
    ("W004", "西城", "北方燃气", "2024-03-09 17:20", "2024-03-11 08:35:01", "张三", "已完成", 60),
)


def test_an_audit_goes_by_the_hours_of_the_ruleset(tmp_path: Path) -> None:
    """Friday afternoon is free and Saturday is worked; 15 minutes run over both."""
    book = workbook(tmp_path / "records" / "orders.xlsx", ROWS)
    audit = svcqa.run([book.parent], [ruleset(tmp_path, BY_OFFICE)], as_of="2024-03-31")
    assert sorted(str(found.key["order_no"]) for found in audit.findings if found.rule == "O-1") == ["W001", "W004"]
    assert audit.content.calendars["office"].startswith("08:30-12:00 13:30-17:30; chinesecalendar ")
    assert "2 days of the organisation" in audit.content.calendars["office"]


def test_rulesets_that_mean_different_calendars_by_one_name_are_not_audited_together(tmp_path: Path) -> None:
    book = workbook(tmp_path / "records" / "orders.xlsx", ROWS)
    one = ruleset(tmp_path, BY_OFFICE)
    other = ruleset(
        tmp_path,
        BY_OFFICE.replace("name: orders", "name: others").replace("O-", "P-").replace("08:30", "09:00"),
        "other.yaml",
    )
    with pytest.raises(ConfigError, match="set up calendar 'office' differently"):
        svcqa.run([book.parent], [one, other], as_of="2024-03-31")
    same = ruleset(tmp_path, BY_OFFICE.replace("name: orders", "name: others").replace("O-", "P-"), "same.yaml")
    assert svcqa.run([book.parent], [one, same], as_of="2024-03-31").content.calendars.keys() >= {"office"}


def test_other_hours_are_another_ruleset(tmp_path: Path) -> None:
    one, other = (load(ruleset(tmp_path, BY_OFFICE.replace("08:30", hour)), Library([])) for hour in ("08:30", "08:31"))
    assert one.digest != other.digest


class _Nested(Settings):
    """Settings with calendars at two levels."""

    field_types: ClassVar[dict[str, tuple[str, ...]]] = {}
    calendar: Value[CalendarRef] = CalendarRef("24x7")
    inner: tuple[Value[CalendarRef], ...] = ()


def test_settings_tell_the_calendars_they_name_wherever_they_stand() -> None:
    made = _Nested.model_validate({"calendar": {"field": "outlet_calendar"}, "inner": ["office", {"field": "x"}]})
    assert isinstance(made.calendar, FieldSlot)
    assert made.calendars() == {"inner.0": "office"}
    assert made.references() == {"calendar": "outlet_calendar", "inner.1": "x"}
    assert _Nested().calendars() == {"calendar": "24x7"}


def test_microseconds_are_kept_and_other_units_of_time_are_taken() -> None:
    office = svcqa.Calendars({"office": CalendarSetup(hours="09:00-17:00")})("office")
    fine = pd.Series(pd.to_datetime(["2024-03-08 16:59:59.999999"]))
    for column in (fine.astype("datetime64[us]"), fine.astype("datetime64[ns]")):
        due = office.due(column, svcqa.Duration(1, "s"))
        assert due.astype(str).tolist() == ["2024-03-11 09:00:00.999999"]
    coarse = pd.Series(pd.to_datetime(["2024-03-08 16:00"])).astype("datetime64[s]")
    assert office.elapsed(coarse, fine).iloc[0] == pd.Timedelta(hours=1) - pd.Timedelta(microseconds=1)
