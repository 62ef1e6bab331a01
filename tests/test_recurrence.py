"""recurrence: both records are quoted, and it agrees with comparing every pair."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import svcqa
from svcqa import Calendars, Context, Period, Verdict
from svcqa_corrective_action.recurrence import Recurrence, did_not_come_again
from svcqa_corrective_action.series import _numbered
from tests.office import ruleset, workbooks

RULES = """
name: capa
title: {zh: 纠正措施, en: Corrective actions}
version: "1"
registers:
  capa:
    title: {zh: 整改台账, en: actions}
    key: [no]
    event_date: raised
    sheets: [整改台账]
    fields:
      no: {title: {zh: 编号, en: No.}, type: code}
      clause: {title: {zh: 条款, en: Clause}, type: code}
      raised: {title: {zh: 提出日期, en: Raised}, type: date}
      verified: {title: {zh: 验证日期, en: Verified}, type: date}
      result: {title: {zh: 结果, en: Result}, type: choice}
rules:
  - id: AGAIN
    clause: 10.2
    title: {zh: 同一条款一年内不再发生, en: No clause fails twice in a year}
    of: capa
    check: recurrence
    params: {at: raised, within: 12mo, before: {register: capa, "on": {clause: clause}, at: raised, itself: {no: no}}}
  - id: EFFECT
    clause: 10.2
    title: {zh: 有效的措施之后不再发生, en: What was effective does not come again}
    of: capa
    check: recurrence
    event_date: as_of
    where: {result: 有效}
    params: {at: verified, within: 6mo, after: {register: capa, "on": {clause: clause}, at: raised, itself: {no: no}}}
"""
ROWS = [
    ["编号", "条款", "提出日期", "验证日期", "结果"],
    ["N1", "7.2", "2023-06-01", "2023-12-01", "有效"], ["N2", "7.2", "2024-02-01", "", ""],
    ["N3", "8.1", "2024-02-01", "2024-05-01", "有效"],
]  # fmt: skip


def test_findings_quote_both_records_also_one_of_before_the_period(tmp_path: Path) -> None:
    files = [workbooks(tmp_path / "整改.xlsx", {"整改台账": ROWS})]
    audit = svcqa.run(
        files, [ruleset(tmp_path, RULES)], as_of="2024-06-30", period="2024-01-01..2024-06-30", ahead="1y"
    )
    found = {one.rule: one for one in audit.findings if one.rule in {"AGAIN", "EFFECT"}}
    assert found["AGAIN"].key == {"no": "N2"}
    assert found["AGAIN"].message.en == "it happened 2 times within the time; the one before counts from 2023-06-01"
    assert {"C3", "C2"} <= {one.cell for one in found["AGAIN"].locations}
    assert found["EFFECT"].key == {"no": "N1"}
    assert found["EFFECT"].message.zh == "2023-12-01验证为有效，2024-02-01又发生，说明措施无效"
    assert {"D2", "C3"} <= {one.cell for one in found["EFFECT"].locations}
    assert {one.key["no"]: one.due_on for one in audit.upcoming if one.rule == "EFFECT"} == {"N3": "2024-11-01"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"at": "a"}, "one of before, after"),
        ({"at": "a", "times": 1, "before": {"register": "r", "on": {"x": "y"}, "at": "t"}}, "times"),
        ({"at": "a", "times": 3, "after": {"register": "r", "on": {"x": "y"}, "at": "t"}}, "times belongs to before"),
    ],
)
def test_settings_that_make_no_sense_are_refused(written: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Recurrence.model_validate(written)


MOMENTS = st.tuples(st.integers(0, 40), st.sampled_from([None, 0, 1, 43_200_000_000, 86_399_999_999]))
KEYS = st.integers(0, 2)
START = np.datetime64("2024-01-01", "us")
DAY = 86_400_000_000


def _frame(rows: list[tuple[int, tuple[int, int | None]]], head: str) -> pd.DataFrame:
    """Records of a key, some with a time of day and some without."""
    first = [START + np.timedelta64(day * DAY + (time or 0), "us") for _, (day, time) in rows]
    last = [START + np.timedelta64(day * DAY + (DAY - 1 if time is None else time), "us") for _, (day, time) in rows]
    at = "at" if head == "" else f"{head}.at"
    on = "before" if head in {"", "before"} else "after"
    return pd.DataFrame(
        {
            f"{on}.on.clause": pd.Series([f"C{key}" for key, _ in rows], dtype="str"),
            f"{on}.itself.no": pd.Series([f"N{number}" for number in range(len(rows))], dtype="str"),
            at: pd.Series(first, dtype="datetime64[us]"),
            f"{at}.latest": pd.Series(last, dtype="datetime64[us]"),
        }
    )


def _context() -> Context:
    return Context(pd.Timestamp("2024-03-31"), Period(None, dt.date(2024, 3, 31)), Calendars())


@pytest.mark.parametrize("within", ["5d", "36h", None])
@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(KEYS, MOMENTS), min_size=1, max_size=12), times=st.integers(2, 3))
def test_repetition_agrees_with_reading_every_pair_both_ways(
    within: str | None, rows: list[tuple[int, tuple[int, int | None]]], times: int
) -> None:
    cases, others = _frame(rows, ""), _frame(rows, "before").assign(unsure=False)
    rule = Recurrence.model_validate(
        {
            "at": "at", "within": within, "times": times,
            "before": {"register": "c", "on": {"clause": "clause"}, "at": "at", "itself": {"no": "no"}},
        }
    )  # fmt: skip
    verdict = did_not_come_again(cases, {"before": others}, rule, _context())["verdict"].tolist()
    due = _due(others["before.at"], rule), _due(others["before.at.latest"], rule)
    for number, row in enumerate(cases.itertuples(index=False)):
        key, _, first, last = row
        sure = some = 0
        for other in range(len(others)):
            if other == number or others["before.on.clause"][other] != key:
                continue
            sure += bool(others["before.at.latest"][other] < first and last <= due[0][other])
            some += bool(others["before.at"][other] <= last and first <= due[1][other])
        expected = (
            Verdict.FAILS if sure + 1 >= times else Verdict.CONFORMS if some + 1 < times else Verdict.UNDETERMINED
        )
        assert verdict[number] == expected


def _due(moments: pd.Series, rule: Recurrence) -> list[pd.Timestamp]:
    if rule.within is None:
        return [pd.Timestamp("2100-01-01")] * len(moments)
    return list(Calendars()("24x7").due(moments, rule.within))


@pytest.mark.parametrize("within", ["5d", "36h", None])
@settings(max_examples=100, deadline=None)
@given(
    actions=st.lists(st.tuples(KEYS, MOMENTS), min_size=1, max_size=8),
    failures=st.lists(st.tuples(KEYS, MOMENTS), max_size=8),
)
def test_refuting_agrees_with_reading_every_pair_both_ways(
    within: str | None,
    actions: list[tuple[int, tuple[int, int | None]]],
    failures: list[tuple[int, tuple[int, int | None]]],
) -> None:
    cases = _frame(actions, "").rename(columns=lambda name: name.replace("before", "after"))
    cases = cases.drop(columns="after.itself.no")
    others = _frame(failures, "after").assign(unsure=False)
    rule = Recurrence.model_validate(
        {"at": "at", "within": within, "after": {"register": "c", "on": {"clause": "clause"}, "at": "at"}}
    )
    verdict = did_not_come_again(cases, {"after": others}, rule, _context())["verdict"].tolist()
    due = _due(cases["at"], rule), _due(cases["at.latest"], rule)
    for number, row in enumerate(cases.itertuples(index=False)):
        key, first, last = row
        mine = others[others["after.on.clause"] == key]
        sure = ((mine["after.at"] > last) & (mine["after.at.latest"] <= due[0][number])).any()
        some = ((mine["after.at.latest"] > first) & (mine["after.at"] <= due[1][number])).any()
        assert verdict[number] == (Verdict.FAILS if sure else Verdict.UNDETERMINED if some else Verdict.CONFORMS)


_ENOUGH = 2**61
"""More keys than can stand before numbers of seconds."""


@pytest.mark.parametrize(
    ("keys", "found", "width"), [(3, ([6, 1], [7]), 10), (_ENOUGH, ([1, 0], [2]), 4)], ids=["seconds", "one by one"]
)
def test_moments_become_small_numbers_in_their_order(keys: int, found: tuple[list[int], list[int]], width: int) -> None:
    one = np.array(["1970-01-01T00:00:01", "1969-12-31T23:59:58.5"], dtype="datetime64[us]")
    other = np.array(["1970-01-01T00:00:01.5"], dtype="datetime64[us]")
    numbers, wide = _numbered([one, other], keys)
    assert ([each.tolist() for each in numbers], int(wide)) == ([*found], width)
    assert {each.dtype for each in numbers} == {np.dtype(np.int64)}


@pytest.mark.parametrize(("keys", "width"), [(_ENOUGH - 2, 2), (_ENOUGH - 1, 1)])
def test_seconds_are_counted_as_long_as_a_key_fits_before_them(keys: int, width: int) -> None:
    nothing = np.array([], dtype="datetime64[us]")
    assert _numbered([nothing, nothing], keys)[1] == width
