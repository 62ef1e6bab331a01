"""deadline against a plain reading of its rule, and what its findings quote and its messages say."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
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
from svcqa_timeliness.deadline import Deadline, ended_in_time
from tests.office import workbooks

HOUR, DAY = pd.Timedelta(hours=1), pd.Timedelta(days=1)
BEGIN = pd.Timestamp("2024-03-04")
MOMENT = AsOf.of("2024-03-12 12:00")
AS_OF = pd.Timestamp(MOMENT.moment)
CONTEXT = Context(AS_OF, Period.of(None, MOMENT), Calendars({}))
HOURS = (*range(24), 23.99)


def _time(rng: random.Random, first: int, last: int) -> pd.Timestamp:
    """A whole hour, in hours after the beginning."""
    return BEGIN + rng.randint(first, last) * HOUR


def _cases(rows: Sequence[Mapping[str, Any]], names: Sequence[str], dates: Sequence[str] = ()) -> pd.DataFrame:
    """Cases as the core hands them over; ``dates`` are those columns in which some cells hold a day only."""
    columns: dict[str, pd.Series] = {}
    for name in names:
        columns[name] = pd.Series([row.get(name, pd.NaT) for row in rows]).astype("datetime64[us]")
        if name in dates:
            only = np.array([bool(row.get(f"{name} only")) for row in rows])
            last = columns[name] + DAY - pd.Timedelta(microseconds=1)
            columns[f"{name}.latest"] = columns[name].where(~only, last)
    return pd.DataFrame(columns)


def _plain(start: pd.Timestamp, end: Any, stops: Sequence[tuple[pd.Timestamp, pd.Timestamp]], limit: int) -> str:
    """Hour by hour: the first moment at which the clock has run for so long, against the end or the audit moment."""
    due, ran = start, 0
    while ran < limit:
        ran += not any(first <= due < last for first, last in stops)
        due += HOUR
    if not pd.isna(end):
        return "conforms" if end <= due else "fails"
    return "pending" if due >= AS_OF else "fails"


def test_pauses_take_away_every_hour_once() -> None:
    rng = random.Random(20241124)
    rows: list[dict[str, Any]] = []
    for _ in range(600):
        row: dict[str, Any] = {"start": _time(rng, 0, 196)}
        if rng.random() < 0.8:
            row["end"] = min(row["start"] + rng.randint(0, 100) * HOUR, AS_OF)
        for number in range(3):
            if rng.random() < 0.6:
                row[f"pauses.{number}.from"] = _time(rng, 0, 120)
                row[f"pauses.{number}.to"] = row[f"pauses.{number}.from"] + rng.randint(0, 60) * HOUR
        rows.append(row)
    places = [f"pauses.{number}.{side}" for number in range(3) for side in ("from", "to")]
    settings = Deadline.model_validate({
        "start": "a", "end": "b", "max": "24h", "pauses": [{"from": f"f{n}", "to": f"t{n}"} for n in range(3)],
    })  # fmt: skip
    judged = ended_in_time(_cases(rows, ["start", "end", *places]), {}, settings, CONTEXT)
    wanted = []
    for row in rows:
        stops = [(row[f"pauses.{n}.from"], row[f"pauses.{n}.to"]) for n in range(3) if f"pauses.{n}.from" in row]
        wanted.append(_plain(row["start"], row.get("end"), stops, 24))
    said = [Verdict(one).name.lower() for one in judged["verdict"]]
    assert [(row, one, other) for row, one, other in zip(rows, said, wanted, strict=True) if one != other] == []
    assert len(set(wanted)) == 3


def _worlds(row: Mapping[str, Any]) -> set[str]:
    """The verdicts in all the worlds that days without a time and an agreement without a day leave open."""
    found = set()
    asked = [name for name in ("end", "agreed") if row.get(f"{name} only")]
    for hours in product(HOURS, repeat=len(asked)):
        known = {**row, **{name: row[name] + hour * HOUR for name, hour in zip(asked, hours, strict=True)}}
        agreed = [known["agreed"]] if "agreed" in known else [BEGIN - DAY, BEGIN + 99 * DAY]
        for when in agreed:
            due = known["to"] if "to" in known and when <= known["by"] else known["by"]
            if "end" in known:
                found.add("conforms" if known["end"] <= due else "fails")
            else:
                found.add("pending" if due >= AS_OF else "fails")
    return found


def test_a_move_counts_where_it_was_agreed_in_time_in_every_reading() -> None:
    rng = random.Random(20241125)
    rows: list[dict[str, Any]] = []
    for _ in range(800):
        row: dict[str, Any] = {"by": _time(rng, 24, 216)}
        if rng.random() < 0.8:
            row["to"] = row["by"] + rng.randint(1, 72) * HOUR
        if rng.random() < 0.8:
            row["end"] = _time(rng, 24, 200)
        if "to" in row and rng.random() < 0.8:
            row["agreed"] = _time(rng, 0, 200)
        for name in ("end", "agreed"):
            if name in row and rng.random() < 0.3:
                row[name], row[f"{name} only"] = row[name].normalize(), True
        rows.append(row)
    renamed = [
        {{"to": "extension.0.to", "agreed": "extension.0.agreed_at", "agreed only": "extension.0.agreed_at only"}.get(key, key): value for key, value in row.items()}
        for row in rows
    ]  # fmt: skip
    names = ["end", "by", "extension.0.to", "extension.0.agreed_at"]
    cases = _cases(renamed, names, ["end", "extension.0.agreed_at"])
    settings = Deadline.model_validate({"end": "b", "by": "c", "extension": {"to": "x", "agreed_at": "y"}})
    judged = ended_in_time(cases, {}, settings, CONTEXT)
    said = [Verdict(one).name.lower() for one in judged["verdict"]]
    wanted = [next(iter(worlds)) if len(worlds) == 1 else "undetermined" for worlds in map(_worlds, rows)]
    assert [(row, one, other) for row, one, other in zip(rows, said, wanted, strict=True) if one != other] == []
    assert set(said) == {"conforms", "fails", "pending", "undetermined"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"end": "b"}, "one of max, min, by, due"),
        ({"end": "b", "max": "4h"}, "need a start"),
        ({"end": "b", "due": {"after": "3d"}}, "need a start"),
        ({"start": "a", "max": "4h"}, "one of end, to"),
        ({"start": "a", "end": "b", "to": {"register": "c", "on": {"x": "y"}, "at": "z"}, "max": "4h"}, "not both"),
        ({"start": "a", "end": "b", "max": "4h", "extension": {"to": "x", "agreed_at": "y"}}, "extension and offset"),
        ({"end": "b", "by": "c", "pauses": {"from": "x", "to": "y"}}, "pauses stand with"),
        ({"end": "b", "by": "c", "roll": "next"}, "roll stands with"),
        ({"start": "a", "end": "b", "by": "c", "due": {"after": "3d"}}, "not given together"),
        ({"start": "a", "end": "b", "due": {"day": 2}}, "'of'"),
        ({"end": "b", "by": "c", "offset": {}}, "one of before, after"),
    ],
)
def test_settings_that_do_not_belong_together_are_refused(written: Mapping[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Deadline.model_validate(written)


def test_one_pause_or_move_may_be_written_without_a_list() -> None:
    one = Deadline.model_validate({"start": "a", "end": "b", "max": "4h", "pauses": {"from": "x", "to": "y"}})
    assert one.references() == {"start": "a", "end": "b", "pauses.0.from": "x", "pauses.0.to": "y"}
    records = {"register": "holds", "on": {"no": "order"}, "from": "x", "to": "y"}
    other = Deadline.model_validate({"start": "a", "end": "b", "max": "4h", "pauses": [records]})
    (partner,) = other.partners().items()
    assert partner[0] == "pauses.0"
    assert partner[1].on == ("pauses.0.on.no",)


def test_nothing_falls_due_while_the_clock_stands_still() -> None:
    rows = [
        {"start": AS_OF - 10 * HOUR, "pauses.0.from": AS_OF - 5 * HOUR},
        {"start": AS_OF - 10 * HOUR, "pauses.0.from": AS_OF - 5 * HOUR, "pauses.0.to": AS_OF - 3 * HOUR},
        {"start": AS_OF - 10 * HOUR, "pauses.0.from": AS_OF},
        {"start": AS_OF - 10 * HOUR, "pauses.0.from": AS_OF - 5 * HOUR, "pauses.0.to": AS_OF},
    ]
    settings = Deadline.model_validate({"start": "a", "end": "b", "max": "12h", "pauses": {"from": "x", "to": "y"}})
    judged = ended_in_time(_cases(rows, ["start", "end", "pauses.0.from", "pauses.0.to"]), {}, settings, CONTEXT)
    assert list(judged["verdict"]) == [Verdict.PENDING] * 4
    assert list(judged["due_on"].isna()) == [True, False, True, False]
    assert judged["due_on"][1] == AS_OF + 4 * HOUR
    assert judged["due_on"][3] == AS_OF + 7 * HOUR


RULES = """
name: calls
title: {zh: 投诉, en: Complaints}
version: "1"
parameters:
  grace: {title: {zh: 容许, en: tolerated}, type: duration}
  roll: {title: {zh: 顺延, en: roll}}
registers:
  calls:
    title: {zh: 回访记录, en: Calls}
    key: [no]
    event_date: called
    sheets: [回访]
    fields:
      no: {title: {zh: 回访编号, en: No.}, type: code}
      called: {title: {zh: 回访时间, en: Called}, type: datetime}
      distance: {title: {zh: 距离, en: Distance}, type: number}
      agreed: {title: {zh: 约定时间, en: Agreed}, type: datetime}
      visited: {title: {zh: 到达时间, en: Visited}, type: datetime}
  complaints:
    title: {zh: 投诉台账, en: Complaints}
    key: [complaint]
    event_date: reported
    sheets: [投诉]
    fields:
      complaint: {title: {zh: 投诉编号, en: Complaint}, type: code}
      call: {title: {zh: 所属回访, en: Call}, type: code}
      reported: {title: {zh: 上报时间, en: Reported}, type: datetime}
  bands:
    title: {zh: 距离时限表, en: Bands}
    key: [band]
    event_date: as_of
    sheets: [时限表]
    fields:
      band: {title: {zh: 档, en: Band}, type: code}
      from: {title: {zh: 起, en: From}, type: number}
      below: {title: {zh: 止, en: Below}, type: number}
      limit: {title: {zh: 时限, en: Limit}, type: duration}
  moves:
    title: {zh: 改约登记, en: Moves}
    key: [move]
    event_date: agreed_at
    sheets: [改约]
    fields:
      move: {title: {zh: 改约编号, en: Move}, type: code}
      call: {title: {zh: 所属回访, en: Call}, type: code}
      to: {title: {zh: 改至, en: To}, type: datetime}
      agreed_at: {title: {zh: 同意时间, en: Agreed at}, type: datetime}
rules:
  - id: REPORT
    clause: 1
    title: {zh: 4小时内上报, en: Reported within 4 hours}
    of: calls
    check: deadline
    params:
      start: called
      to: {register: complaints, "on": {no: call}, at: reported}
      max: 4h
      grace: {param: grace}
  - id: VISIT
    clause: 2
    title: {zh: 按距离的时限到达, en: Visited within the time for the distance}
    of: calls
    check: deadline
    params: {start: called, end: visited, max: {field: bands.limit}}
    joins: {bands: {range: {distance: [from, below]}}}
  - id: AGREED
    clause: 3
    title: {zh: 按约定到达, en: Visited by the agreed time}
    of: calls
    check: deadline
    params:
      end: visited
      by: agreed
      extension: {register: moves, "on": {no: call}, to: to, agreed_at: agreed_at}
  - id: MONTH
    clause: 4
    title: {zh: 次月2日前到达, en: Visited by the 2nd of the next month}
    of: calls
    check: deadline
    params: {start: called, end: visited, due: "of month, period next, day 2", roll: {param: roll}}
"""
SHEETS: dict[str, list[list[Any]]] = {
    "回访": [
        ["回访编号", "回访时间", "距离", "约定时间", "到达时间"],
        ["C1", "2024-03-05 10:00", 10, "2024-03-05 14:00", "2024-03-05 13:00"],
        ["C2", "2024-03-05 10:00", 30, "2024-03-05 14:00", "2024-03-05 15:00"],
        ["C3", "2024-03-05 10:00", 60, "2024-03-05 14:00", "2024-03-06 15:00"],
    ],
    "投诉": [
        ["投诉编号", "所属回访", "上报时间"],
        ["P1", "C1", "2024-03-05 14:00"],
        ["P2", "C2", "2024-03-05 14:01"],
    ],
    "时限表": [["档", "起", "止", "时限"], ["A", 0, 20, "2小时"], ["B", 20, 50, "6小时"], ["C", 50, "", "24小时"]],
    "改约": [
        ["改约编号", "所属回访", "改至", "同意时间"],
        ["M1", "C2", "2024-03-05 16:00", "2024-03-05 13:00"],
        ["M2", "C3", "2024-03-06 16:00", "2024-03-05 14:30"],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> svcqa.Audit:
    folder = tmp_path_factory.mktemp("calls")
    rules = folder / "calls.yaml"
    rules.write_text(RULES, encoding="utf-8")
    return svcqa.run([workbooks(folder / "回访.xlsx", SHEETS)], [str(rules)], as_of="2024-04-30")


def _found(audit: svcqa.Audit) -> dict[tuple[str, str | None], Any]:
    return {(one.rule, one.key["no"]): one for one in audit.findings}


def test_findings_quote_the_record_of_the_other_register(audit: svcqa.Audit) -> None:
    found = _found(audit)
    assert {key for key in found if key[0] == "REPORT"} == {("REPORT", "C2"), ("REPORT", "C3")}
    late = found["REPORT", "C2"]
    assert late.message.zh == "用时4小时1分，超过时限4小时"
    cells = {(one.sheet, one.cell) for one in late.locations}
    assert cells == {("回访", "A3"), ("回访", "B3"), ("投诉", "B3"), ("投诉", "C3")}
    assert "not recorded as done" in found["REPORT", "C3"].message.en
    assert {one.sheet for one in found["REPORT", "C3"].locations} == {"回访"}


def test_a_limit_may_come_from_a_table_of_ranges(audit: svcqa.Audit) -> None:
    found = _found(audit)
    assert {key for key in found if key[0] == "VISIT"} == {("VISIT", "C1"), ("VISIT", "C3")}
    assert found["VISIT", "C1"].message.en == "took 3 h, over the limit of 2 h"


def test_what_was_moved_too_late_is_said(audit: svcqa.Audit) -> None:
    found = _found(audit)
    assert {key for key in found if key[0] == "AGREED"} == {("AGREED", "C3")}
    late = found["AGREED", "C3"]
    assert (
        late.message.zh
        == "2024-03-06 15:00:00完成，晚于期限2024-03-05 14:00:00；改期有1次是原定时间过后才同意的，不作数"
    )
    assert (late.evidence["moved"], late.evidence["refused"]) == (0, 1)


def test_an_unset_guard_mutes_nothing(audit: svcqa.Audit) -> None:
    tallies = {one.rule: one for one in audit.content.tallies}
    assert all(tallies[rule].assessed for rule in ("REPORT", "VISIT", "AGREED", "MONTH"))
    assert tallies["MONTH"].conforms == 3


def test_a_set_guard_counts(tmp_path: Path) -> None:
    rules = tmp_path / "calls.yaml"
    rules.write_text(RULES, encoding="utf-8")
    records = workbooks(tmp_path / "回访.xlsx", SHEETS)
    made = svcqa.run([records], [str(rules)], as_of="2024-04-30", parameters={"grace": "1m"})
    assert {key for key in _found(made) if key[0] == "REPORT"} == {("REPORT", "C3")}
