"""valid_at against a plain reading of its rule, and what its findings quote."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import product
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
from svcqa_qualification.valid_at import ValidAt, held_when_used
from tests.office import workbooks

DAY = pd.Timedelta(days=1)
MOMENT = AsOf.of("2024-12-31")
CONTEXT = Context(pd.Timestamp(MOMENT.moment), Period.of(None, MOMENT), Calendars({}))
SETTINGS = {
    "at": "at", "in": "tests", "on": {"who": "who"}, "dated": "tested", "valid": ["tested", "ends"],
    "invalid_from": "revoked", "result": "result", "failed": ["F"], "max_age": "5d",
}  # fmt: skip
HOURS = (0, 9, 23)


def _day(number: int | None) -> Any:
    return pd.NaT if number is None else pd.Timestamp("2024-01-01") + number * DAY


def _world(at: pd.Timestamp, rows: list[dict[str, Any]]) -> bool:
    """Is something valid held, when every moment is known? Told attempt by attempt."""
    held = False
    for row in sorted((row for row in rows if row["got"] <= at), key=lambda row: row["got"]):
        if row["result"] == "F":
            held = False
            continue
        ended = not pd.isna(row["ends"]) and at >= row["ends"] + DAY
        revoked = not pd.isna(row["revoked"]) and row["revoked"] <= at
        old = at.normalize() > row["got"].normalize() + 5 * DAY
        held = held or not (ended or revoked or old)
    return held


def _worlds(at: pd.Timestamp, rows: list[dict[str, Any]]) -> set[bool]:
    """The answers in all the worlds that the dates and the doubtful rows leave possible."""
    ways = [
        [(hour, counts) for hour in HOURS for counts in ((True, False) if row["unsure"] else (True,))] for row in rows
    ]
    found = set()
    for way in product(*ways):
        known = [
            {**row, "got": row["tested"] + pd.Timedelta(hours=hour, minutes=number)}
            for number, (row, (hour, counts)) in enumerate(zip(rows, way, strict=True))
            if counts
        ]
        found.add(_world(at, known))
    return found


def _attempt(who: str, rng: random.Random) -> dict[str, Any]:
    return {
        "who": who, "tested": _day(rng.randint(0, 9)), "ends": _day(rng.choice([None, None, 6, 9])),
        "revoked": _day(rng.choice([None, None, None, 5])), "result": rng.choice(["P", "P", "F"]),
        "unsure": rng.random() < 0.2,
    }  # fmt: skip


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    dates = {name: frame[name].astype("datetime64[us]") for name in ("tested", "ends", "revoked")}
    last = pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)
    return pd.DataFrame({
        "on.who": frame["who"].astype("str"), "dated": dates["tested"], "dated.latest": dates["tested"] + last,
        "valid.0": dates["tested"], "valid.0.latest": dates["tested"] + last, "valid.1": dates["ends"],
        "valid.1.latest": dates["ends"] + last, "invalid_from": dates["revoked"], "result": frame["result"].astype("str"),
        "unsure": frame["unsure"].astype(bool),
    })  # fmt: skip


def test_the_verdict_is_what_all_readings_agree_on() -> None:
    rng = random.Random(20241124)
    people = {f"E{who}": [_attempt(f"E{who}", rng) for _ in range(rng.randint(0, 3))] for who in range(400)}
    rows = [row for mine in people.values() for row in mine]
    uses: list[dict[str, Any]] = [
        {"on.who": who, "at": _day(rng.randint(0, 12)) + pd.Timedelta(hours=12)} for who in people
    ]
    cases = pd.DataFrame(uses).astype({"on.who": "str", "at": "datetime64[us]"})
    settings = ValidAt.model_validate(SETTINGS)
    judged = held_when_used(cases, {"in": _frame(rows)}, settings, CONTEXT)
    verdicts = {Verdict.CONFORMS: {True}, Verdict.FAILS: {False}, Verdict.UNDETERMINED: {True, False}}
    wrong = [
        (use, people[use["on.who"]], verdict, worlds)
        for use, verdict in zip(uses, judged["verdict"], strict=True)
        if (worlds := _worlds(use["at"], people[use["on.who"]])) != verdicts[Verdict(verdict)]
    ]
    assert wrong == []
    assert set(judged["verdict"]) == set(verdicts)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"dated": None, "valid": []}, "one of dated, valid"),
        ({"failed": []}, "given together"),
        ({"age_from": "tested", "max_age": None}, "max_age counts"),
        ({"grace": "3wd"}, "not working days"),
        ({"each_value": ["other"]}, "other is not in on"),
        ({"each_value": ["who"], "each_of": {"level": ["a"]}}, "cannot be given together"),
    ],
)
def test_settings_that_say_nothing_are_refused(changed: Mapping[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        ValidAt.model_validate({**SETTINGS, **changed})


def test_the_audit_moment_and_a_field_of_that_kind_are_told_apart() -> None:
    assert ValidAt.model_validate({**SETTINGS, "at": "as_of"}).references() == {"on.who": "who"}
    assert ValidAt.model_validate(SETTINGS).references() == {"at": "at", "on.who": "who"}
    each = ValidAt.model_validate({**SETTINGS, "each_of": {"level": ["a"]}}).partners()["in"]
    assert each.columns["each_of.level"] == "level"
    assert each.on == ("on.who",)


RULES = """
name: posts
title: {zh: 上岗, en: Posts}
version: "1"
registers:
  staff:
    title: {zh: 人员, en: staff}
    key: [no]
    event_date: as_of
    sheets: [人员]
    fields:
      no: {title: {zh: 工号, en: No.}, type: code}
      start: {title: {zh: 上岗日期, en: Start}, type: date}
  trainings:
    title: {zh: 培训记录, en: trainings}
    key: [record]
    event_date: completed
    sheets: [培训]
    fields:
      record: {title: {zh: 培训编号, en: Record}, type: code}
      person: {title: {zh: 受训人, en: Person}, type: code}
      level: {title: {zh: 级别, en: Level}}
      completed: {title: {zh: 完成日期, en: Completed}, type: date}
      until: {title: {zh: 有效期至, en: Until}, type: date}
rules:
  - id: BEFORE
    clause: 1
    title: {zh: 上岗前培训, en: Trained before the start}
    of: staff
    check: valid_at
    params: {at: start, in: trainings, "on": {no: person}, dated: completed, max_age: 1y}
  - id: NOW
    clause: 2
    title: {zh: 三级教育有效, en: All levels are current}
    of: staff
    check: valid_at
    params:
      at: as_of
      in: trainings
      "on": {no: person}
      valid: [completed, until]
      each_of: {level: [公司级, 部门级]}
      warn_before: 30d
"""
SHEETS = {
    "人员": [["工号", "上岗日期"], ["E1", "2024-03-05"], ["E2", "2024-03-05"], ["E3", "2024-03-05"]],
    "培训": [
        ["培训编号", "受训人", "级别", "完成日期", "有效期至"],
        ["T1", "E1", "公司级", "2024-03-06", ""],
        ["T2", "E1", "部门级", "2024-03-06", "2024-07-15"],
        ["T3", "E2", "公司级", "2022-03-01", "2024-02-29"],
    ],
}  # fmt: skip


def test_findings_quote_the_training_that_decides(tmp_path: Path) -> None:
    rules = tmp_path / "posts.yaml"
    rules.write_text(RULES, encoding="utf-8")
    audit = svcqa.run([workbooks(tmp_path / "人员.xlsx", SHEETS)], [str(rules)], as_of="2024-06-30")
    found = {(one.rule, one.key["no"]): one for one in audit.findings}
    assert set(found) == {("BEFORE", "E1"), ("BEFORE", "E2"), ("BEFORE", "E3"), ("NOW", "E2"), ("NOW", "E3")}
    late = found["BEFORE", "E1"]
    assert late.message.zh == "2024-03-06才取得，晚于2024-03-05"
    assert {(one.sheet, one.cell) for one in late.locations} == {
        ("人员", "A2"), ("人员", "B2"), ("培训", "B2"), ("培训", "D2"),
    }  # fmt: skip
    assert found["BEFORE", "E2"].message.en == "735 d old on 2024-03-05, at most 1 year is allowed"
    assert found["BEFORE", "E3"].message.en == "nothing is on record up to 2024-03-05"
    assert found["NOW", "E2"].message.zh == "没有有效的：公司级、部门级"
    (shown,) = [one for one in audit.content.exhibits if (one.rule, one.name) == ("NOW", "state")]
    assert [(row[0]["en"], row[1:3]) for row in shown.rows] == [("about to end", [1, 0]), ("never held", [0, 2])]


def test_no_finding_hangs_on_numpy_types() -> None:
    cases = pd.DataFrame({"on.who": pd.Series([], dtype="str"), "at": pd.Series([], dtype="datetime64[us]")})
    frame = _frame(
        [{"who": "E1", "tested": _day(1), "ends": pd.NaT, "revoked": pd.NaT, "result": "P", "unsure": False}]
    )
    judged = held_when_used(cases, {"in": frame}, ValidAt.model_validate(SETTINGS), CONTEXT)
    assert judged.empty
    assert judged["verdict"].dtype == np.int8


def test_what_ends_soon_and_who_starts_soon_is_upcoming(tmp_path: Path) -> None:
    staff = [*SHEETS["人员"], ["E4", "2024-07-10"], ["E5", "2024-03-05"]]
    trainings = [
        *SHEETS["培训"],
        ["T4", "E5", "公司级", "2024-03-01", "2024-06-28"],  # over, but within its grace
        ["T5", "E5", "部门级", "2024-03-01", "2025-06-28"],
    ]
    rules = tmp_path / "posts.yaml"
    rules.write_text(RULES + "      grace: 10d\n", encoding="utf-8")
    book = workbooks(tmp_path / "人员.xlsx", {"人员": staff, "培训": trainings})
    audit = svcqa.run([book], [str(rules)], as_of="2024-06-30")
    assert [(one.rule, one.key["no"], one.due_on) for one in audit.upcoming] == [
        ("BEFORE", "E4", "2024-07-10"), ("NOW", "E1", "2024-07-15"), ("NOW", "E5", "2024-07-08"),
    ]  # fmt: skip
    tallies = {one.rule: one for one in audit.content.tallies}
    assert (tallies["BEFORE"].pending, tallies["NOW"].pending) == (1, 0)
    assert tallies["NOW"].conforms == 2


HALVES = """
  - id: T
    clause: 3
    title: {zh: 受过培训, en: Trained at all}
    of: staff
    check: valid_at
    params: {at: as_of, in: trainings, "on": {no: person}, dated: completed}
  - id: T/timing
    clause: 3
    title: {zh: 按期再培训, en: Trained again in time}
    of: staff
    check: valid_at
    joins: {trained: {register: trainings, on: {no: person}, take: each}}
    params: {at: as_of, in: trainings, "on": {no: person}, dated: completed, max_age: {param: retraining}}
    where: {trained.completed: {present: true}}
"""


def test_the_timing_half_of_a_duty_waits_for_its_parameter_and_the_main_half_does_not(tmp_path: Path) -> None:
    """The half that says how often is asked of those alone who were trained at all, so that nobody fails twice."""
    parameters = "parameters: {retraining: {title: {zh: 再培训, en: retraining}, type: duration}}\nrules:\n"
    rules = tmp_path / "posts.yaml"
    rules.write_text(RULES.replace("rules:\n", parameters) + HALVES, encoding="utf-8")
    book = workbooks(tmp_path / "人员.xlsx", SHEETS)

    def failing(**given: str) -> tuple[list[str], list[str], bool]:
        audit = svcqa.run([book], [str(rules)], as_of="2024-06-30", parameters=given)
        found = {rule: [str(one.key["no"]) for one in audit.findings if one.rule == rule] for rule in ("T", "T/timing")}
        timing = next(one for one in audit.content.tallies if one.rule == "T/timing")
        return found["T"], found["T/timing"], timing.assessed

    assert failing() == (["E3"], [], False)
    assert failing(retraining="1y") == (["E3"], ["E2"], True)


SENT = """
name: sent
title: {zh: 派出, en: Sent}
version: "1"
registers:
  orders:
    title: {zh: 工单, en: orders}
    key: [no]
    event_date: sent
    sheets: [工单]
    foreign_keys: {who: staff}
    fields:
      no: {title: {zh: 单号, en: No.}, type: code}
      who: {title: {zh: 维修人员, en: Technician}, type: person}
      sent: {title: {zh: 派单时间, en: Sent}, type: datetime}
  staff:
    title: {zh: 人员, en: staff}
    key: [no]
    event_date: as_of
    named_by: [name]
    sheets: [人员]
    fields:
      no: {title: {zh: 工号, en: No.}, type: code}
      name: {title: {zh: 姓名, en: Name}, type: person}
  licences:
    title: {zh: 证书, en: licences}
    key: [licence]
    event_date: issued
    sheets: [证书]
    fields:
      licence: {title: {zh: 证书编号, en: Licence}, type: code}
      holder: {title: {zh: 持证人, en: Holder}, type: code}
      issued: {title: {zh: 发证日期, en: Issued}, type: date}
rules:
  - id: HELD
    clause: 1
    title: {zh: 派出的人持证, en: Who was sent held a licence}
    of: orders
    check: valid_at
    params: {at: sent, in: licences, "on": {who: holder}, each_value: [who], valid: [issued]}
"""
SENT_SHEETS = {
    "工单": [
        ["单号", "维修人员", "派单时间"], ["W1", "张三、李四", "2024-03-05 10:00"], ["W2", "E1；王五", "2024-03-05 10:00"],
        ["W3", "张三/临时工", "2024-03-05 10:00"], ["W4", "王五", "2024-03-05 10:00"],
    ],
    "人员": [["工号", "姓名"], ["E1", "张三"], ["E2", "李四"], ["E3", "王五"]],
    "证书": [["证书编号", "持证人", "发证日期"], ["Z1", "E1", "2024-01-01"], ["Z2", "E2", "2024-02-01"]],
}  # fmt: skip


def test_of_several_people_in_a_cell_each_is_one_of_the_roster_and_looked_at_by_himself(tmp_path: Path) -> None:
    rules = tmp_path / "sent.yaml"
    rules.write_text(SENT, encoding="utf-8")
    audit = svcqa.run([workbooks(tmp_path / "派工.xlsx", SENT_SHEETS)], [str(rules)], as_of="2024-06-30")
    found = {(one.rule, one.key["no"]): one.message.zh for one in audit.findings}
    assert set(found) == {("HELD", "W2"), ("HELD", "W4"), ("record.reference", "W3")}
    assert found["HELD", "W2"] == "没有有效的：E3"
    assert found["HELD", "W4"].startswith("截至2024-03-05")
    assert [(one.key["no"], one.reason) for one in audit.unjudged] == [("W3", "reference.unresolved")]
