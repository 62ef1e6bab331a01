"""Conditions: three-valued where a blank leaves the answer open, and never silently true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from svcqa.calendars import Calendars
from svcqa.conditions import Condition, Moment
from svcqa.judging.describing import described

FRAME = pd.DataFrame(
    {
        "status": pd.Series(["完成", "取消", None], dtype="str"),
        "amount": [100.0, 99.5, np.nan],
        "sent": pd.Series(["2024-03-01T10:00", "2024-03-05", None]).astype("datetime64[us]"),
        "back": pd.Series(["2024-03-02", "2024-03-05", "2024-03-06"]).astype("datetime64[us]"),
        "took": pd.Series(["1h", "30min", None]).astype("timedelta64[us]"),
        "signed": pd.array([True, False, None], dtype="boolean"),
        "serials": pd.Series(["A1、A2；A3,", "A1 / B 2", None], dtype="str"),
        "spans": pd.Series(["2024-W10", "2024年一季度", "某月"], dtype="str"),
        "quantity": [3.0, 1.0, 2.0],
        "months": [12.0, 1.5, np.nan],
        "rest": [0.5, np.nan, np.nan],
    }
)


def _moment(frame: pd.DataFrame, as_of: str, days: tuple[str, ...] = ()) -> Moment:
    """Asked on a day; ``days`` are columns whose dates stand without a time of day."""
    last = pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)

    def column(name: str) -> pd.Series:
        return frame[name].dt.normalize() if name in days else frame[name]

    return Moment(
        column, pd.Timestamp(as_of), lambda name: column(name) + last if name in days else column(name), Calendars()
    )


def _ask(written: dict[str, Any]) -> list[str]:
    condition = Condition(written)
    truth = condition.evaluate(_moment(FRAME, "2024-03-15"), len(FRAME))
    assert not (truth.yes & truth.unknown).any()
    return [
        "yes" if yes else "open" if unknown else "no" for yes, unknown in zip(truth.yes, truth.unknown, strict=True)
    ]


@pytest.mark.parametrize(
    ("written", "answers"),
    [
        ({"status": "完成"}, ["yes", "no", "no"]),
        ({"status": ["完成", "取消"]}, ["yes", "yes", "no"]),
        ({"status": {"not": "取消"}}, ["yes", "no", "yes"]),
        ({"status": {"present": False}}, ["no", "no", "yes"]),
        ({"amount": {"gte": 100}}, ["yes", "no", "open"]),
        ({"amount": {"gt": 99, "lt": 100}}, ["no", "yes", "open"]),
        ({"amount": {"not": {"gte": 100}}}, ["no", "yes", "open"]),
        ({"back": {"field": "sent", "op": "gte"}}, ["yes", "yes", "open"]),
        ({"back": {"field": "sent", "op": "lte", "plus": "12h"}}, ["no", "yes", "open"]),
        ({"quantity": {"field": "rest", "op": "gte", "times": 6}}, ["yes", "open", "open"]),
        ({"amount": {"field": "quantity", "op": "lt", "times": 33.4}}, ["yes", "no", "open"]),
        ({"sent": {"older_than": "10d"}}, ["yes", "no", "open"]),
        ({"spans": {"older_than": "0d"}}, ["yes", "no", "open"]),
        ({"sent": {"lt": "2024-03-05"}}, ["yes", "no", "open"]),
        ({"took": {"gt": "45m"}}, ["yes", "no", "open"]),
        ({"took": "30m"}, ["no", "yes", "no"]),
        ({"signed": True}, ["yes", "no", "no"]),
        ({"any": [{"amount": {"gte": 100}}, {"status": "取消"}]}, ["yes", "yes", "open"]),
        ({"all": [{"amount": {"gte": 100}}, {"status": "完成"}]}, ["yes", "no", "no"]),
        ({"not": {"status": "完成"}}, ["no", "yes", "yes"]),
        ({"status": "完成", "amount": {"lt": 100}}, ["no", "no", "no"]),
        # trap 30: several values in one cell
        ({"serials": {"contains": ["A1", "A2"]}}, ["yes", "no", "no"]),
        ({"serials": {"contains": ["A"]}}, ["no", "no", "no"]),
        ({"serials": {"contains": "B 2"}}, ["no", "yes", "no"]),
        ({"serials": {"count": {"field": "quantity", "op": "eq"}}}, ["yes", "no", "open"]),
        ({"serials": {"count": {"gte": 3}}}, ["yes", "no", "open"]),
        # trap 36: a blank is not 0; it may be nothing only where the filled ones make the sum
        ({"amount": {"sum": ["amount", "rest"]}}, ["no", "yes", "open"]),
        ({"quantity": {"sum": ["rest", "rest"]}}, ["no", "open", "open"]),
        ({"back": {"field": "sent", "op": "gte", "plus": {"field": "quantity", "unit": "h"}}}, ["yes", "no", "open"]),
        ({"back": {"field": "sent", "op": "lt", "plus": {"field": "months", "unit": "mo"}}}, ["yes", "open", "open"]),
        # trap 9: working days; 5 March 2024 is a Tuesday
        ({"sent": {"older_than": "8wd"}}, ["yes", "no", "open"]),
        ({"back": {"field": "sent", "op": "gt", "plus": "1wd"}}, ["no", "no", "open"]),
    ],
)
def test_answers(written: dict[str, Any], answers: list[str]) -> None:
    assert _ask(written) == answers


@pytest.mark.parametrize(
    ("written", "days", "answers"),
    [
        # trap 5: on one day, a date says nothing about a time; two dates are compared as days
        ({"done": {"field": "came", "op": "gte"}}, ("done",), ["open", "yes", "no"]),
        ({"done": {"field": "came", "op": "gte"}}, ("done", "came"), ["yes", "yes", "no"]),
        ({"done": {"field": "came", "op": "eq"}}, ("done",), ["open", "no", "no"]),
        ({"came": {"field": "done", "op": "lt", "plus": "1h"}}, ("done",), ["open", "yes", "no"]),
        # trap 10: days are counted by the calendar, from midnight to midnight
        ({"came": {"field": "done", "op": "lte", "plus": "1d"}}, (), ["yes", "yes", "yes"]),
        ({"came": {"field": "done", "op": "gt", "plus": "1d"}}, (), ["no", "no", "no"]),
        ({"came": {"older_than": "0d"}}, (), ["yes", "yes", "no"]),
        ({"came": {"older_than": "1d"}}, (), ["no", "yes", "no"]),
    ],
)
def test_dates_are_no_times_and_days_no_hours(
    written: dict[str, Any], days: tuple[str, ...], answers: list[str]
) -> None:
    frame = pd.DataFrame(
        {
            "done": pd.Series(["2024-03-05", "2024-03-06", "2024-03-05"]).astype("datetime64[us]"),
            "came": pd.Series(["2024-03-05T10:00", "2024-03-04T10:00", "2024-03-06T23:00"]).astype("datetime64[us]"),
        }
    )
    truth = Condition(written).evaluate(_moment(frame, "2024-03-06T23:59", days), len(frame))
    assert [
        "yes" if yes else "open" if unknown else "no" for yes, unknown in zip(truth.yes, truth.unknown, strict=True)
    ] == answers


@pytest.mark.parametrize(
    "written",
    [
        {"status": {"like": "x"}},
        {"status": None},
        {"status": []},
        {"status": {}},
        {"any": {"status": "x"}},
        {"back": {"field": "sent"}},
        {"back": {"field": "sent", "op": "about"}},
        {"back": {"field": "sent", "op": "gte", "plus": "soon"}},
        {"amount": {"field": "rest", "op": "gte", "times": "double"}},
        {"amount": {"field": "rest", "op": "gte", "times": 2, "plus": "2d"}},
        {"not": "status"},
        {"serials": {"contains": []}},
        {"serials": {"count": 2}},
        {"amount": {"sum": {"field": "rest"}}},
        {"back": {"field": "sent", "op": "gte", "plus": {"field": "months"}}},
        {"repeats": {"group": ["status"], "by": "sent", "min": 1, "window": "7d"}},
        {"repeats": {"group": ["status"], "min": 2, "window": "7d"}},
    ],
)
def test_what_cannot_be_understood_is_refused(written: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Condition(written)


def test_the_fields_read_are_known() -> None:
    condition = Condition({"any": [{"a": 1}, {"not": {"b": {"field": "c", "op": "eq"}}}], "a": {"present": True}})
    assert condition.fields() == ["a", "b", "c"]


def test_a_list_of_values_is_counted_value_by_value() -> None:
    assert [str(one) for one in Condition({"status": ["取消", "电话解决"]}).alternatives()] == [
        "status=取消",
        "status=电话解决",
    ]


def test_a_condition_is_said_in_words() -> None:
    titles = {"done": "完成时间", "came": "到达时间", "score": "满意度"}
    condition = Condition({"done": {"field": "came", "op": "gte", "plus": "2d"}, "score": {"gte": 0, "lte": 100}})
    said = described(condition, "zh", lambda name: titles[name])
    assert said == "完成时间不小于（不早于）到达时间加2天，且满意度不小于（不早于）0，且满意度不大于（不晚于）100"


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ({"a": 1, "any": [{"b": 2}, {"c": 3}]}, "A为1，且（B为2，或C为3）", "A is 1 and (B is 2 or C is 3)"),
        ({"any": [{"a": 1, "b": 2}, {"c": {"gt": 3, "lt": 5}}, {"d": 4}]},
         "（A为1，且B为2），或（C大于（晚于）3，且C小于（早于）5），或D为4",
         "(A is 1 and B is 2) or (C is more than (after) 3 and C is less than (before) 5) or D is 4"),
        ({"all": [{"a": 1, "b": 2}, {"any": [{"c": 3}, {"d": 4}]}]},
         "A为1，且B为2，且（C为3，或D为4）", "A is 1 and B is 2 and (C is 3 or D is 4)"),
        ({"a": 1, "any": [{"b": 2}]}, "A为1，且B为2", "A is 1 and B is 2"),
        ({"any": [{"a": 1, "b": 2}]}, "A为1，且B为2", "A is 1 and B is 2"),
        ({"not": {"any": [{"a": 1}, {"b": 2}]}}, "并非（A为1，或B为2）", "not (A is 1 or B is 2)"),
        ({"ends": {"older_than": "0d"}}, "ENDS早于审核日", "ENDS is before the audit date"),
    ],
)  # fmt: skip
def test_what_belongs_together_in_a_sentence_stands_in_brackets(written: dict[str, Any], zh: str, en: str) -> None:
    assert (described(Condition(written), "zh", str.upper), described(Condition(written), "en", str.upper)) == (zh, en)


def test_so_many_times_another_field_is_said_in_words() -> None:
    condition = Condition({"paid": {"field": "price", "op": "gte", "times": 3}})
    assert described(condition, "zh", lambda name: name) == "paid不小于（不早于）price的3倍"


def test_so_many_times_an_amount_is_not_lost_in_what_floats_cannot_hold() -> None:
    frame = pd.DataFrame({"paid": [0.3, 0.29], "price": [0.1, 0.1]})
    written = {"paid": {"field": "price", "op": "gte", "times": 3}}
    assert Condition(written).evaluate(_moment(frame, "2024-03-15"), 2).yes.tolist() == [True, False]


def test_a_sum_is_not_lost_in_what_floats_cannot_hold() -> None:
    frame = pd.DataFrame({"total": [0.3, 0.31], "a": [0.1, 0.1], "b": [0.2, 0.2]})
    truth = Condition({"total": {"sum": ["a", "b"]}}).evaluate(_moment(frame, "2024-03-15"), 2)
    assert truth.yes.tolist() == [True, False]
    assert not truth.unknown.any()


def test_a_month_later_is_the_last_day_where_the_month_is_shorter() -> None:
    frame = pd.DataFrame(
        {
            "sold": pd.Series(["2024-01-31", "2024-02-29", "2024-01-31T10:00"]).astype("datetime64[us]"),
            "ends": pd.Series(["2024-02-29", "2025-02-28", "2024-03-31T23:00"]).astype("datetime64[us]"),
            "months": [1.0, 12.0, 2.0],
        }
    )
    written = {"ends": {"field": "sold", "op": "eq", "plus": {"field": "months", "unit": "mo"}}}
    assert Condition(written).evaluate(_moment(frame, "2024-03-15"), 3).yes.all()


def _repeated(rows: Sequence[tuple[str | None, str | None]], least: int, window: str) -> list[str]:
    frame = pd.DataFrame({"who": pd.Series([who for who, _ in rows], dtype="str")})
    frame["came"] = pd.Series([day for _, day in rows]).astype("datetime64[us]")
    written = {"repeats": {"group": ["who"], "by": "came", "min": least, "window": window}}
    truth = Condition(written).evaluate(_moment(frame, "2024-06-30"), len(frame))
    return ["yes" if yes else "open" if open_ else "no" for yes, open_ in zip(truth.yes, truth.unknown, strict=True)]


def test_a_record_repeats_another_within_a_time_that_slides() -> None:
    rows = [
        ("甲", "2024-03-31"),
        ("甲", "2024-04-01"),
        ("甲", "2024-05-01"),
        ("乙", "2024-04-01"),
        (None, "2024-04-01"),
    ]
    assert _repeated(rows, 2, "1d") == ["yes", "yes", "no", "no", "no"]
    assert _repeated(rows, 3, "31d") == ["yes", "yes", "yes", "no", "no"]
    assert _repeated(rows, 2, "30d") == ["yes", "yes", "yes", "no", "no"]
    assert _repeated(rows, 3, "30d") == ["no", "no", "no", "no", "no"]


def test_a_record_without_a_date_may_repeat_any_and_one_of_the_future_none() -> None:
    assert _repeated([("甲", "2024-03-31"), ("甲", None), ("乙", None)], 2, "1d") == ["open", "open", "no"]
    assert _repeated([("甲", "2024-06-30"), ("甲", "2024-07-01")], 2, "7d") == ["no", "no"]


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ({"a": {"contains": ["x", "y"]}}, "A包含x、y", "A contains x, y"),
        ({"a": {"count": {"field": "b", "op": "eq"}}}, "A的项数等于B", "the number of values in A equals B"),
        ({"a": {"count": {"gte": 2}}}, "A的项数不小于（不早于）2", "the number of values in A is at least (not before) 2"),
        ({"a": {"sum": ["b", "c"]}}, "A等于B、C之和", "A is the sum of B, C"),
        (
            {"a": {"field": "b", "op": "eq", "plus": {"field": "c", "unit": "mo"}}},
            "A等于B加C（个月）", "A equals B plus C (month)",
        ),
        (
            {"repeats": {"group": ["a"], "by": "b", "min": 2, "window": "30d"}},
            "30天内A相同的至少2条", "at least 2 with the same A within 30 days",
        ),
    ],
)  # fmt: skip
def test_every_test_is_said_in_words(written: dict[str, Any], zh: str, en: str) -> None:
    assert (described(Condition(written), "zh", str.upper), described(Condition(written), "en", str.upper)) == (zh, en)
