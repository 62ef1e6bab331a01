"""sequence against a plain reading of its rule, and what its findings quote and its messages say."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

import svcqa
from svcqa import Context, Verdict
from svcqa.calendars import Calendars
from svcqa.periods import AsOf, Period
from svcqa_timeliness.sequence import Sequence, followed_in_order
from tests.office import workbooks

HOUR, DAY = pd.Timedelta(hours=1), pd.Timedelta(days=1)
BEGIN = pd.Timestamp("2024-03-04")
MOMENT = AsOf.of("2024-03-12 12:00")
AS_OF = pd.Timestamp(MOMENT.moment)
CONTEXT = Context(AS_OF, Period.of(None, MOMENT), Calendars({}))
STEPS = ("a", "b", "c", "d")
LIMIT = 48 * HOUR
SETTINGS = {"order": list(STEPS), "optional": ["c"], "max_between": {"b": "48h", "d": "none"}}


def _world(steps: Mapping[str, pd.Timestamp]) -> str:
    """The verdict when every moment is known, step by step."""
    last: pd.Timestamp | None = None
    blank: list[str] = []
    for name in STEPS:
        when = steps.get(name)
        if when is None:
            if name != "c":
                blank.append(name)
            continue
        if blank or (last is not None and when < last):
            return "fails"
        if name == "b" and last is not None and when > last + LIMIT:
            return "fails"
        last = when
    if last is None:
        return "pending"
    if blank == ["b", "d"]:
        return "fails" if last + LIMIT < AS_OF else "pending"
    return "conforms"


def test_the_verdict_is_what_all_readings_agree_on() -> None:
    rng = random.Random(20241124)
    rows: list[dict[str, Any]] = []
    for _ in range(3_000):
        row: dict[str, Any] = {}
        at = 0
        for name in STEPS:
            at += rng.choice([-8, 0, 5, 30, 60])
            if rng.random() < 0.75:
                row[name] = BEGIN + max(at, 0) * HOUR
        if row and rng.random() < 0.3:
            # days without a time all stand for one and the same hour, which is not known
            for name in rng.sample(sorted(row), rng.randint(1, len(row))):
                row[name], row[f"{name} only"] = row[name].normalize(), True
        rows.append(row)
    columns: dict[str, pd.Series] = {}
    for number, name in enumerate(STEPS):
        column = pd.Series([row.get(name, pd.NaT) for row in rows]).astype("datetime64[us]")
        only = np.array([bool(row.get(f"{name} only")) for row in rows])
        columns[f"order.{number}"] = column
        columns[f"order.{number}.latest"] = column.where(~only, column + DAY - pd.Timedelta(microseconds=1))
    judged = followed_in_order(pd.DataFrame(columns), {}, Sequence.model_validate(SETTINGS), CONTEXT)
    said = [Verdict(one).name.lower() for one in judged["verdict"]]
    wrong = []
    for row, one in zip(rows, said, strict=True):
        worlds = {
            _world({name: row[name] + (row.get(f"{name} only", False) * hour * HOUR) for name in STEPS if name in row})
            for hour in (*range(24), 23.99)
        }
        # what is certain holds in every world; limits in hours between two days without a time may stay open
        if one != "undetermined" and worlds != {one}:
            wrong.append((row, one, worlds))
        if one == "undetermined" and not any(name.endswith("only") for name in row):
            wrong.append((row, one, worlds))
    assert wrong == []
    assert set(said) == {"conforms", "fails", "pending", "undetermined"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"order": ["a"]}, "at least 2"),
        ({"order": ["a", "b", "a"]}, "stands twice"),
        ({"optional": ["x"]}, "'x' in optional is no step"),
        ({"max_between": {"x": "1d"}}, "'x' in max_between is no step"),
        ({"max_between": {"a": "1d"}}, "no step before"),
        ({"roles": {"a_by": "经理"}}, "given together"),
        (
            {"roles": {"who": "经理"}, "posts": {"register": "s", "person": "p", "held": {"post": []}}},
            "not clear to which step",
        ),
        (
            {
                "roles": {"who": {"post": "经理", "at": "x"}},
                "posts": {"register": "s", "person": "p", "held": {"q": []}},
            },
            "'x' in roles is no step",
        ),
        ({"none_between": {"register": "w", "on": {"p": "q"}, "event": "e", "from": "a", "to": "x"}}, "none_between"),
    ],
)
def test_settings_that_say_nothing_are_refused(changed: Mapping[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Sequence.model_validate({**SETTINGS, **changed})


def test_a_step_elsewhere_is_called_by_its_register() -> None:
    step = {"register": "tests", "on": {"no": "item"}, "at": "tested"}
    settings = Sequence.model_validate({"order": ["a", step], "max_between": {"tests.tested": "1d"}})
    assert settings.steps == ("a", "tests.tested")
    (partner,) = settings.partners().items()
    assert partner[0] == "order.1"
    assert partner[1].columns == {"order.1.on.no": "item", "order.1.at": "tested"}


def test_what_is_told_of_a_case_does_not_hang_on_the_others() -> None:
    days = [BEGIN, BEGIN + DAY, BEGIN - DAY, BEGIN + 2 * DAY]
    columns = {f"order.{number}": pd.Series([day, BEGIN]).astype("datetime64[us]") for number, day in enumerate(days)}
    columns["order.1"] = pd.Series([days[1], pd.NaT]).astype("datetime64[us]")
    cases, settings = pd.DataFrame(columns), Sequence.model_validate(SETTINGS)
    whole = followed_in_order(cases, {}, settings, CONTEXT)
    parts = pd.concat([followed_in_order(cases[at : at + 1], {}, settings, CONTEXT) for at in range(2)])
    assert list(whole["out_of_order"]) == [("c",), ()]
    pd.testing.assert_frame_equal(parts[whole.columns], whole)


def test_a_step_that_is_waited_for_falls_due() -> None:
    columns = {f"order.{number}": pd.Series([pd.NaT], dtype="datetime64[us]") for number in range(4)}
    columns["order.0"] = pd.Series([AS_OF - 10 * HOUR]).astype("datetime64[us]")
    judged = followed_in_order(pd.DataFrame(columns), {}, Sequence.model_validate(SETTINGS), CONTEXT)
    assert list(judged["verdict"]) == [Verdict.PENDING]
    assert judged["due_on"][0] == AS_OF + 38 * HOUR


RULES = """
name: approvals
title: {zh: 审批, en: Approvals}
version: "1"
parameters:
  review: {title: {zh: 审核时限, en: time for the review}, type: duration}
registers:
  objectives:
    title: {zh: 目标, en: objectives}
    key: [no]
    event_date: drafted_at
    sheets: [目标]
    foreign_keys: {meeting: meetings, approved_by: staff}
    fields:
      no: {title: {zh: 编号, en: No.}, type: code}
      drafted_at: {title: {zh: 起草日期, en: Drafted}, type: date}
      meeting: {title: {zh: 会议编号, en: Meeting}, type: code}
      approved_at: {title: {zh: 批准日期, en: Approved}, type: date}
      approved_by: {title: {zh: 批准人, en: Approved by}, type: person}
      released_at: {title: {zh: 发布日期, en: Released}, type: date}
  meetings:
    title: {zh: 会议, en: meetings}
    key: [meeting]
    event_date: held_at
    sheets: [会议]
    fields:
      meeting: {title: {zh: 会议编号, en: Meeting}, type: code}
      held_at: {title: {zh: 召开日期, en: Held}, type: date}
  notices:
    title: {zh: 通知, en: notices}
    key: [notice]
    event_date: sent_at
    sheets: [通知]
    fields:
      notice: {title: {zh: 通知编号, en: Notice}, type: code}
      objective: {title: {zh: 目标编号, en: Objective}, type: code}
      sent_at: {title: {zh: 发出日期, en: Sent}, type: date}
  staff:
    title: {zh: 花名册, en: roster}
    key: [staff_no]
    named_by: [name]
    event_date: as_of
    sheets: [花名册]
    fields:
      staff_no: {title: {zh: 工号, en: Staff no.}, type: code}
      name: {title: {zh: 姓名, en: Name}, type: person}
      post: {title: {zh: 岗位, en: Post}}
      since: {title: {zh: 上岗日期, en: Since}, type: date}
rules:
  - id: ORDER
    clause: 1
    title: {zh: 起草、开会、批准、通知、发布依次进行, en: 'Drafted, discussed, approved, told, released'}
    of: objectives
    check: sequence
    params:
      order:
        - drafted_at
        - meetings.held_at
        - approved_at
        - {register: notices, "on": {no: objective}, at: sent_at}
        - released_at
      max_between: {meetings.held_at: {param: review}, approved_at: 30d, notices.sent_at: none, released_at: none}
      roles: {approved_by: 总经理}
      posts: {register: staff, person: staff_no, held: {post: [since]}}
"""
SHEETS: dict[str, list[list[Any]]] = {
    "目标": [
        ["编号", "起草日期", "会议编号", "批准日期", "批准人", "发布日期"],
        ["G1", "2024-03-01", "M1", "2024-03-10", "王芳", "2024-03-20"],
        ["G2", "2024-03-06", "M1", "2024-03-10", "王芳", "2024-03-20"],
        ["G3", "2024-03-01", "M1", "2024-03-10", "李强", "2024-03-20"],
        ["G4", "2024-03-01", "M1", "2024-03-10", "王芳", "2024-03-20"],
        ["G5", "2024-03-01", "M1", "", "", ""],
        ["G6", "2024-03-01", "", "", "", ""],
    ],
    "会议": [["会议编号", "召开日期"], ["M1", "2024-03-05"]],
    "通知": [
        ["通知编号", "目标编号", "发出日期"],
        ["N1", "G1", "2024-03-12"], ["N2", "G2", "2024-03-12"], ["N3", "G3", "2024-03-12"], ["N4", "G4", "2024-03-08"],
    ],
    "花名册": [
        ["工号", "姓名", "岗位", "上岗日期"], ["E1", "王芳", "总经理", "2020-01-01"], ["E2", "李强", "总经理", "2024-06-01"],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> svcqa.Audit:
    folder = tmp_path_factory.mktemp("approvals")
    rules = folder / "approvals.yaml"
    rules.write_text(RULES, encoding="utf-8")
    return svcqa.run([workbooks(folder / "目标.xlsx", SHEETS)], [str(rules)], as_of="2024-06-30")


def _cells(finding: svcqa.Finding) -> set[tuple[str, str]]:
    return {(one.sheet, one.cell) for one in finding.locations}


def test_findings_name_the_steps_and_quote_the_records_of_other_registers(audit: svcqa.Audit) -> None:
    found = {one.key["no"]: one for one in audit.findings}
    assert set(found) == {"G2", "G3", "G4", "G5"}
    assert found["G2"].message.zh == "次序颠倒：会议·召开日期早于起草日期"
    assert found["G2"].message.en == "out of order: Held (meetings) comes before Drafted"
    assert {("目标", "B3"), ("会议", "B2")} <= _cells(found["G2"])
    assert found["G4"].message.zh == "次序颠倒：通知·发出日期早于批准日期"
    assert {("目标", "D5"), ("通知", "C5")} <= _cells(found["G4"])
    assert found["G3"].message.zh == "批准人当时不任总经理"
    assert {("目标", "E4"), ("目标", "D4"), ("花名册", "D3")} <= _cells(found["G3"])


def test_a_stalled_case_says_since_when_and_what_is_missing(audit: svcqa.Audit) -> None:
    (stalled,) = [one for one in audit.findings if one.key["no"] == "G5"]
    assert stalled.message.zh == "“会议·召开日期”之后已过118天，仍没有批准日期，时限30天"


def test_an_unset_time_leaves_only_the_cases_that_wait_for_it_open(audit: svcqa.Audit) -> None:
    (tally,) = [one for one in audit.content.tallies if one.rule == "ORDER"]
    assert tally.assessed
    assert (tally.conforms, tally.fails, tally.undetermined) == (1, 4, 1)
    assert tally.undetermined_by == {"sequence.no_limit": 1}


def test_a_set_time_is_judged(tmp_path: Path) -> None:
    rules = tmp_path / "approvals.yaml"
    rules.write_text(RULES, encoding="utf-8")
    records = workbooks(tmp_path / "目标.xlsx", SHEETS)
    made = svcqa.run([records], [str(rules)], as_of="2024-06-30", parameters={"review": "5d"})
    assert {one.key["no"] for one in made.findings} == {"G2", "G3", "G4", "G5", "G6"}
