"""Conditions: three-valued where a blank leaves the answer open, and never silently true."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

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
    }
)


def _moment(frame: pd.DataFrame, as_of: str, days: tuple[str, ...] = ()) -> Moment:
    """Asked on a day; ``days`` are columns whose dates stand without a time of day."""
    last = pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)

    def column(name: str) -> pd.Series:
        return frame[name].dt.normalize() if name in days else frame[name]

    return Moment(column, pd.Timestamp(as_of), lambda name: column(name) + last if name in days else column(name))


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
        ({"sent": {"older_than": "10d"}}, ["yes", "no", "open"]),
        ({"sent": {"lt": "2024-03-05"}}, ["yes", "no", "open"]),
        ({"took": {"gt": "45m"}}, ["yes", "no", "open"]),
        ({"took": "30m"}, ["no", "yes", "no"]),
        ({"signed": True}, ["yes", "no", "no"]),
        ({"any": [{"amount": {"gte": 100}}, {"status": "取消"}]}, ["yes", "yes", "open"]),
        ({"all": [{"amount": {"gte": 100}}, {"status": "完成"}]}, ["yes", "no", "no"]),
        ({"not": {"status": "完成"}}, ["no", "yes", "yes"]),
        ({"status": "完成", "amount": {"lt": 100}}, ["no", "no", "no"]),
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
        {"not": "status"},
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
