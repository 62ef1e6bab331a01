"""Exhibits that lay rules together: who stands in which state, and what is still open, as the checks declare them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import svcqa
from svcqa import Roster, Sign, Text, Verdict
from svcqa.findings import Exhibit
from svcqa.judging.rosters import MOST_NAMED, standings
from tests.office import workbooks

SPEC = Roster(
    "roster",
    Text("逐个", "one by one"),
    column="shown.who",
    state="state",
    states={
        "valid": Sign(Text("有效", "valid"), Text("√", "√")),
        "ending": Sign(Text("临期", "ending"), Text("临", "S")),
        "expired": Sign(Text("过期", "expired"), Text("过", "E")),
    },
    when="moment",
    place="on",
    held="in",
)
Use = tuple[Any, str | None, Verdict, str | None]
CONFORMS, FAILS, PENDING, OPEN = Verdict.CONFORMS, Verdict.FAILS, Verdict.PENDING, Verdict.UNDETERMINED


def stand(*uses: Use) -> dict[str, list[str]]:
    """State → names, from uses of (who, state, verdict, day)."""
    return {one.sign.text.en: list(one.names) for one in standings(SPEC, frame(*uses))}


def frame(*uses: Use) -> pd.DataFrame:
    who, state, verdict, day = zip(*uses, strict=True)
    return pd.DataFrame(
        {
            "shown.who": pd.Series(who, dtype=object),
            "state": pd.Series(state, dtype=object),
            "verdict": pd.Series(verdict, dtype="int8"),
            "moment": pd.Series(pd.to_datetime(list(day))).astype("datetime64[us]"),
        }
    )


def test_the_latest_use_of_each_counts_whatever_the_order_of_rows() -> None:
    uses: list[Use] = [("甲", "expired", FAILS, "2024-01-05"), ("甲", "valid", CONFORMS, "2024-03-05")]
    assert stand(*uses) == stand(*reversed(uses)) == {"valid": ["甲"]}


def test_of_several_uses_on_one_day_the_worst_counts() -> None:
    day = "2024-03-05"
    assert stand(("甲", "expired", FAILS, day), ("甲", "valid", CONFORMS, day), ("乙", "ending", CONFORMS, day)) == {
        "expired": ["甲"], "ending": ["乙"],
    }  # fmt: skip


def test_a_use_without_a_day_comes_before_all_others() -> None:
    assert stand(("甲", None, OPEN, None), ("甲", "valid", CONFORMS, "2024-03-05")) == {"valid": ["甲"]}
    assert stand(("甲", None, OPEN, None)) == {"undetermined": ["甲"]}


def test_those_without_a_state_are_told_by_their_verdict() -> None:
    day = "2024-03-05"
    assert stand(("甲", None, OPEN, day), ("乙", None, PENDING, day), ("丙", "valid", CONFORMS, day)) == {
        "undetermined": ["甲"], "pending": ["乙"], "valid": ["丙"],
    }  # fmt: skip


def test_of_several_named_in_one_cell_each_has_a_state_of_its_own() -> None:
    both = (("甲", "valid", int(CONFORMS)), ("乙", "expired", int(FAILS)))
    found = stand((both, "expired", FAILS, "2024-03-05"), ("乙", "valid", CONFORMS, "2024-03-01"))
    assert found == {"expired": ["乙"], "valid": ["甲"]}


def test_grades_say_how_a_state_is_shown() -> None:
    day = "2024-03-05"
    uses: list[Use] = [
        ("甲", "expired", FAILS, day), ("乙", "ending", CONFORMS, day), ("丙", None, OPEN, day), ("丁", "valid", CONFORMS, day)
    ]  # fmt: skip
    assert [one.grade for one in standings(SPEC, frame(*uses))] == ["failing", "soon", "open", "current"]


def test_many_are_counted_and_the_worst_are_named_first() -> None:
    day, more = "2024-03-05", 20
    uses: list[Use] = [(f"G{number:04}", "valid", CONFORMS, day) for number in range(MOST_NAMED)]
    uses += [(f"A{number:04}", "expired", FAILS, day) for number in range(more)]
    expired, valid = standings(SPEC, frame(*uses))
    assert (len(expired.names), len(expired.verdicts)) == (more, more)
    assert (len(valid.names), len(valid.verdicts)) == (MOST_NAMED - more, MOST_NAMED)


RULES = """
name: posts
title: {zh: 岗位, en: posts}
version: "1"
registers:
  staff:
    title: {zh: 人员, en: staff}
    key: [no]
    event_date: as_of
    sheets: [人员]
    fields: {no: {title: {zh: 工号, en: No.}, type: code}}
  jobs:
    title: {zh: 派工, en: jobs}
    key: [job]
    event_date: sent
    sheets: [派工]
    foreign_keys: {who: staff}
    fields:
      job: {title: {zh: 派工单号, en: Job}, type: code}
      who: {title: {zh: 派出人员, en: Sent}, type: code}
      sent: {title: {zh: 派工时间, en: Sent at}, type: datetime}
      tool: {title: {zh: 器具, en: Tool}, type: code}
      asked: {title: {zh: 报修时间, en: Asked}, type: datetime}
      done: {title: {zh: 完成时间, en: Done}, type: datetime}
  cards:
    title: {zh: 证书, en: certificates}
    key: [card]
    event_date: as_of
    sheets: [证书]
    fields:
      card: {title: {zh: 证书号, en: Card}, type: code}
      holder: {title: {zh: 持证人, en: Holder}, type: code}
      since: {title: {zh: 发证日期, en: Since}, type: date}
      until: {title: {zh: 有效期至, en: Until}, type: date}
rules:
  - id: NOW
    clause: "1"
    title: {zh: 现在持证, en: Certified now}
    of: staff
    check: valid_at
    params: {at: as_of, in: cards, "on": {no: holder}, valid: [since, until], warn_before: 30d}
  - id: SENT
    clause: "1"
    title: {zh: 派工时持证, en: Certified when sent}
    of: jobs
    check: valid_at
    params: {at: sent, in: cards, "on": {who: holder}, each_value: [who], valid: [since, until]}
  - id: TOOL
    clause: "1"
    title: {zh: 器具有效, en: Tools are valid}
    of: jobs
    check: valid_at
    params: {at: sent, in: cards, "on": {tool: holder}, valid: [since, until]}
  - id: SOON
    clause: "1"
    title: {zh: 两天内完成, en: Done within two days}
    of: jobs
    check: deadline
    params: {start: asked, end: done, max: 16h, calendar: office}
  - id: BY
    clause: "1"
    title: {zh: 按期完成, en: Done by its day}
    of: jobs
    check: deadline
    params: {by: sent, end: done}
  - id: STEPS
    clause: "1"
    title: {zh: 先派工再完成, en: Sent and then done}
    of: jobs
    check: sequence
    params: {order: [asked, sent, done], max_between: {done: 3d}}
calendars:
  office:
    hours: 08:00-12:00 13:00-17:00
"""
SHEETS = {
    "人员": [["工号"], ["E1"], ["E2"], ["E3"]],
    "派工": [
        ["派工单号", "派出人员", "派工时间", "器具", "报修时间", "完成时间"],
        ["J1", "E1、E2", "2024-03-05 09:00", "T1", "2024-03-04 09:00", "2024-03-05 12:00"],
        ["J2", "E1", "2024-06-20 09:00", "T1", "2024-06-19 09:00", ""],
        ["J3", "E3", "2024-06-28 09:00", "T2", "2024-06-28 08:00", ""],
    ],
    "证书": [
        ["证书号", "持证人", "发证日期", "有效期至"],
        ["C1", "E1", "2024-01-01", "2024-07-10"],
        ["C2", "E2", "2023-01-01", "2024-02-01"],
        ["C3", "T1", "2024-01-01", ""],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def exhibits(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Exhibit]:
    folder: Path = tmp_path_factory.mktemp("posts")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    book = workbooks(folder / "岗位.xlsx", SHEETS)
    audit = svcqa.run([book], [str(folder / "rules.yaml")], as_of="2024-06-30")
    return {(one.rule, one.name): one for one in audit.content.exhibits}


def people(one: Exhibit) -> dict[str, list[str]]:
    assert one.named is not None
    return {row[0]["en"]: names for row, names in zip(one.rows, one.named.names, strict=True)}


def test_valid_at_tells_who_stands_where(exhibits: dict[tuple[str, str], Exhibit]) -> None:
    assert people(exhibits["NOW", "roster"]) == {"never held": ["E3"], "expired": ["E2"], "about to end": ["E1"]}
    # J1 names two people, of whom one was certified
    assert people(exhibits["SENT", "roster"]) == {"never held": ["E3"], "expired": ["E2"], "valid": ["E1"]}
    assert people(exhibits["TOOL", "roster"]) == {"never held": ["T2"], "valid": ["T1"]}


def test_a_roster_says_whose_names_it_holds(exhibits: dict[tuple[str, str], Exhibit]) -> None:
    named = [exhibits[rule, "roster"].named for rule in ("NOW", "SENT", "TOOL")]
    assert [(one.register, one.field, one.held_in) for one in named if one] == [
        ("staff", "staff.no", "cards"), ("staff", "jobs.who", "cards"), ("", "jobs.tool", "cards"),
    ]  # fmt: skip


def bands(one: Exhibit) -> dict[str, int]:
    return {row[0]["en"]: sum(row[1:]) for row in one.rows if sum(row[1:])}


def test_what_is_open_is_counted_by_how_long_it_has_been_so(exhibits: dict[tuple[str, str], Exhibit]) -> None:
    # by the clock on the wall, though the limit counts office hours
    assert bands(exhibits["SOON", "ageing"]) == {"≤ 7 d": 1, "≤ 30 d": 1}
    assert bands(exhibits["STEPS", "ageing"]) == {"≤ 7 d": 1, "≤ 30 d": 1}
    assert ("BY", "ageing") not in exhibits, "nothing says since when it is open"
    assert exhibits["SOON", "ageing"].overview == exhibits["STEPS", "ageing"].overview
    assert exhibits["SOON", "ageing"].limit_after is None


def test_what_is_for_exhibits_alone_is_no_evidence(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    audit = svcqa.run([workbooks(tmp_path / "岗位.xlsx", SHEETS)], [str(tmp_path / "rules.yaml")], as_of="2024-06-30")
    assert not [name for one in audit.findings for name in one.evidence if name.startswith("shown.")]
