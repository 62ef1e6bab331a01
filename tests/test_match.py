"""match against a plain reading of its rule, and what its findings quote."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

import svcqa
from svcqa import Context, Text, Verdict
from svcqa.calendars import Calendars
from svcqa.errors import said_by
from svcqa.periods import AsOf, Period
from svcqa_reconciliation.match import Match, has_its_partners
from tests.office import workbooks

DAY = pd.Timedelta(days=1)
MOMENT = AsOf.of("2024-01-20")
CONTEXT = Context(pd.Timestamp(MOMENT.moment), Period.of(None, MOMENT), Calendars({}))


def _date(number: int | None) -> Any:
    return pd.NaT if number is None else pd.Timestamp("2024-01-01") + number * DAY


def _said(partners: list[dict[str, Any]], start: int, bounds: tuple[int, int]) -> Verdict:
    """The verdict on one case when all is known of its partners."""
    least, most = bounds
    count = len(partners)
    over = start + 5 < 19
    if count > most:
        return Verdict.FAILS
    good = any(one["filled"] and one["end"] is not None and start <= one["end"] <= start + 5 for one in partners)
    early = any(one["filled"] and one["end"] is not None and one["end"] < start for one in partners)
    came = any(one["filled"] and one["end"] is not None and one["end"] >= start for one in partners)
    if count >= least and (good or (least == 0 and not count)):
        return Verdict.CONFORMS
    if count >= least and early and not came:
        return Verdict.UNDETERMINED
    return Verdict.FAILS if over else Verdict.PENDING


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("cardinality", ["1..n", "1..1", "0..1", "2..3"])
def test_the_verdict_is_that_of_every_world_that_is_possible(seed: int, cardinality: str) -> None:
    rng = random.Random(f"{seed}{cardinality}")
    rows = [
        {
            "no": rng.choice("ABC"), "filled": rng.random() < 0.7, "end": rng.choice([None, *range(0, 19, 3)]),
            "unsure": rng.random() < 0.25,
        }
        for _ in range(rng.randint(0, 6))
    ]  # fmt: skip
    starts = {"A": rng.randint(0, 8), "B": rng.randint(9, 19), "C": rng.randint(0, 19)}
    cases = pd.DataFrame({
        "on.no": pd.Series(list(starts), dtype="str"),
        "within.start": pd.Series([_date(one) for one in starts.values()], dtype="datetime64[us]"),
    })  # fmt: skip
    frame = pd.DataFrame({
        "on.no": pd.Series([row["no"] for row in rows], dtype="str"),
        "to_require.0": pd.Series(["x" if row["filled"] else None for row in rows], dtype="str"),
        "within.end": pd.Series([_date(row["end"]) for row in rows], dtype="datetime64[us]"),
        "unsure": pd.Series([row["unsure"] for row in rows], dtype=bool), "inside": True,
    })  # fmt: skip
    settings = Match.model_validate({
        "to": "x", "on": {"no": "no"}, "to_require": ["f"], "cardinality": cardinality,
        "within": {"start": "s", "end": "e", "max": "5d"},
    })  # fmt: skip
    judged = has_its_partners(cases, {"to": frame}, settings, CONTEXT)
    bounds = settings.least, 99 if settings.most is None else settings.most
    for (no, start), got in zip(starts.items(), judged["verdict"], strict=True):
        mine = [row for row in rows if row["no"] == no]
        ways = [_ways(row) if row["unsure"] else [row] for row in mine]
        worlds = {_said([one for one in way if one], start, bounds) for way in product(*ways)}
        if len(worlds) == 1:
            assert got in {*worlds, Verdict.UNDETERMINED}
            if not any(row["unsure"] for row in mine):
                assert got == next(iter(worlds))
        else:
            assert got == Verdict.UNDETERMINED


def _ways(row: dict[str, Any]) -> list[dict[str, Any] | None]:
    """What a partner that may not count, or of which a blank cell could not be read, can be."""
    ends = [row["end"]] if row["end"] is not None else [None, 0, 3, 9, 18]
    filled = [True] if row["filled"] else [True, False]
    return [None, *({**row, "end": end, "filled": one} for end in ends for one in filled)]


@pytest.mark.parametrize(
    ("settings", "zh", "en"),
    [
        ({}, "to、any_of、exists（或exists_each）三者写一项", "one of to, any_of, exists (or exists_each) is given"),
        (
            {"to": "x"},
            "to和on要一起写（写了group时on可以不写）",
            "to and on are given together; with group, on may be left out",
        ),
        (
            {"any_of": [{"to": "x", "on": {"a": "a"}}], "on": {"a": "a"}},
            "to和on要一起写（写了group时on可以不写）",
            "to and on are given together; with group, on may be left out",
        ),
        (
            {"to": "x", "on": {"a": "b"}, "exists": {"a": 1}},
            "to、any_of、exists（或exists_each）三者写一项",
            "one of to, any_of, exists (or exists_each) is given",
        ),
        (
            {"to": "x", "on": {"a": "b"}, "cardinality": "2..1"},
            "cardinality的下限大于上限",
            "the cardinality ends before it begins",
        ),
        ({"to": "x", "on": {"a": "b"}, "each_value": ["c"]}, "each_value的c不在on里", "each_value: c is not in on"),
        (
            {"to": "x", "on": {"a": "b"}, "group": ["a"], "both_ways": True},
            "group、both_ways不能一起写",
            "group, both_ways cannot be given together",
        ),
        (
            {"to": "x", "on": {"a": "b"}, "group": ["a"], "each_value": ["a"]},
            "group不能与each_value、assert一起写",
            "group goes without each_value and assert",
        ),
        (
            {"any_of": [{"to": "x", "on": {"a": "b"}}], "to_require": ["c"]},
            "用any_of时，to_where、to_require、assert写在各台账之下",
            "with any_of, to_where, to_require and assert are given for each register",
        ),
        (
            {"to": "x", "on": {"a": "b"}, "within": {"start": "s", "max": "1d"}},
            "within要写明对方何时完成（end；用any_of时写在各台账之下）",
            "within needs an end, which says when the partner came; with any_of each register its own",
        ),
        (
            {"exists": {"a": 1}, "within": {"start": "s", "end": "e", "max": "1d"}},
            "exists没有时限",
            "exists knows no time",
        ),
        ({"exists_each": {"a": ["b"]}, "called": "c"}, "called和exists一起写", "called stands with exists"),
        (
            {"any_of": [{"to": "x", "on": {"a": "b"}}], "to_where": {"c": 1}},
            "用any_of时，to_where、to_require、assert写在各台账之下",
            "with any_of, to_where, to_require and assert are given for each register",
        ),
        (
            {"any_of": [{"to": "x", "on": {"a": "b"}}], "assert": {"c": 1}},
            "用any_of时，to_where、to_require、assert写在各台账之下",
            "with any_of, to_where, to_require and assert are given for each register",
        ),
        (
            {"any_of": [{"to": "x", "on": {"a": "b"}}], "each_value": ["a"]},
            "用any_of时，to_where、to_require、assert写在各台账之下",
            "with any_of, to_where, to_require and assert are given for each register",
        ),
        (
            {"any_of": [{"to": "x", "on": {"a": "b"}}], "within": {"start": "s", "end": "e", "max": "1d"}},
            "within要写明对方何时完成（end；用any_of时写在各台账之下）",
            "within needs an end, which says when the partner came; with any_of each register its own",
        ),
        (
            {"any_of": [{"to": "x", "on": {"a": "b"}}], "cross": {"register": "y", "on": {"b": "c"}}},
            "cross、any_of不能一起写",
            "cross, any_of cannot be given together",
        ),
        (
            {"exists": {"a": 1}, "both_ways": True},
            "both_ways、exists不能一起写",
            "both_ways, exists cannot be given together",
        ),
        (
            {"on": {"a": "b"}, "exists": {"a": 1}},
            "to和on要一起写（写了group时on可以不写）",
            "to and on are given together; with group, on may be left out",
        ),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, Any], zh: str, en: str) -> None:
    with pytest.raises(ValidationError) as error:
        Match.model_validate(settings)
    assert said_by(error.value.errors()[0]["ctx"]["error"]) == Text(zh, en)


def test_a_cardinality_is_written_as_a_range() -> None:
    with pytest.raises(ValidationError, match="cardinality"):
        Match.model_validate({"to": "x", "on": {"a": "b"}, "cardinality": "many"})


RULES = """
name: chain
title: {zh: 记录链, en: Chain}
version: "1"
registers:
  requests:
    title: {zh: 报修, en: requests}
    key: [no]
    event_date: received
    unit: outlet
    fields:
      no: {title: {zh: 报修号, en: Request no.}, type: code}
      outlet: {title: {zh: 网点, en: Outlet}}
      received: {title: {zh: 报修时间, en: Received}, type: datetime}
  orders:
    title: {zh: 派工, en: orders}
    key: [no]
    event_date: dispatched
    foreign_keys: {engineer: staff}
    fields:
      no: {title: {zh: 派工单号, en: Order no.}, type: code}
      request: {title: {zh: 对应报修号, en: Request}, type: code}
      engineer: {title: {zh: 工程师, en: Engineer}, type: person}
      dispatched: {title: {zh: 派工时间, en: Dispatched}, type: datetime}
      signed: {title: {zh: 签字人, en: Signed by}}
  staff:
    title: {zh: 人员, en: staff}
    key: [name]
    event_date: as_of
    fields:
      name: {title: {zh: 姓名, en: Name}, type: person}
      post: {title: {zh: 岗位, en: Post}}
  documents:
    title: {zh: 文件, en: documents}
    key: [doc]
    event_date: as_of
    fields:
      doc: {title: {zh: 文件号, en: Document}, type: code}
      kind: {title: {zh: 类别, en: Kind}}
rules:
  - id: IN-TIME
    clause: 1
    title: {zh: 派工, en: Dispatched}
    of: requests
    check: match
    params:
      to: orders
      "on": {no: request}
      to_where: {staff.post: 技术员}
      to_require: [signed]
      within: {start: received, end: dispatched, max: 4h}
  - id: BOTH
    clause: 2
    title: {zh: 相互对应, en: Both ways}
    of: requests
    check: match
    params: {to: orders, "on": {no: request}, both_ways: true, cardinality: 0..n}
  - id: LIST
    clause: 3
    title: {zh: 文件齐全, en: On file}
    of: documents
    check: match
    params: {exists_each: {kind: [制度, 预案]}}
  - id: STAFF
    clause: 4
    title: {zh: 有调度员, en: There is a dispatcher}
    of: staff
    check: match
    params: {exists: {post: 调度员}}
"""
SHEETS = {
    "报修": [
        ["报修号", "网点", "报修时间"],
        ["R1", "城东", "2024-03-05 10:00"],
        ["R2", "城东", "2024-03-05 10:00"],
        ["R3", "城西", "2024-03-05 10:00"],
        ["R4", "城西", "2024-03-05 10:00"],
    ],
    "派工": [
        ["派工单号", "对应报修号", "工程师", "派工时间", "签字人"],
        ["W1", "R1", "张三", "2024-03-05 12:00", "王五"],
        ["W2", "R2", "张三", "2024-03-05 15:00", "王五"],
        ["W3", "R3", "李四", "2024-03-05 12:00", "王五"],
        ["W4", "R4", "张三", "2024-03-05 12:00", ""],
        ["W9", "R9", "张三", "2024-03-06 12:00", "王五"],
    ],
    "人员": [["姓名", "岗位"], ["张三", "技术员"], ["李四", "会计"]],
    "文件": [["文件号", "类别"], ["D1", "制度"]],
}  # fmt: skip


def test_findings_quote_the_record_and_its_partner(tmp_path: Path) -> None:
    rules = tmp_path / "chain.yaml"
    rules.write_text(RULES, encoding="utf-8")
    audit = svcqa.run([workbooks(tmp_path / "台账.xlsx", SHEETS)], [str(rules)], as_of="2024-06-30")
    found = {(one.rule, *one.key.values()): one for one in audit.findings}
    assert set(found) == {
        ("IN-TIME", "R2"), ("IN-TIME", "R3"), ("IN-TIME", "R4"), ("BOTH", "orders/R9"), ("LIST", "预案"),
        ("STAFF", "post=调度员"),
    }  # fmt: skip
    late = found["IN-TIME", "R2"]
    assert late.message.zh == "派工中对应的记录2024-03-05 15:00:00才完成，期限为2024-03-05 14:00:00"
    assert late.message.en == "what belongs to it in orders came at 2024-03-05 15:00:00, due by 2024-03-05 14:00:00"
    places = {(one.sheet, one.cell) for one in late.locations}
    assert {("报修", "A3"), ("报修", "C3"), ("派工", "B3"), ("派工", "D3"), ("人员", "B2")} <= places
    assert found["IN-TIME", "R3"].message.zh == "派工中没有对应的记录，期限为2024-03-05 14:00:00"
    assert found["IN-TIME", "R4"].message.zh == "派工中有对应的记录，但签字人没有填写"
    orphan = found["BOTH", "orders/R9"]
    assert orphan.message.zh == "派工中的“R9”没有对应的记录"
    assert {(one.sheet, one.cell) for one in orphan.locations} == {("派工", "B6")}
    # what nobody wrote down stands in no cell: its sheet is quoted
    assert [(one.sheet, one.cell) for one in found["LIST", "预案"].locations] == [("文件", "")]
    assert [(one.sheet, one.cell) for one in found["STAFF", "post=调度员"].locations] == [("人员", "")]
    assert found["LIST", "预案"].unit is None


def test_a_register_of_partners_that_was_not_supplied_is_said(tmp_path: Path) -> None:
    rules = tmp_path / "chain.yaml"
    rules.write_text(RULES, encoding="utf-8")
    sheets = {name: rows for name, rows in SHEETS.items() if name != "派工"}
    audit = svcqa.run([workbooks(tmp_path / "台账.xlsx", sheets)], [str(rules)], as_of="2024-06-30")
    reasons = {one.rule: one.reason.code for one in audit.content.tallies if one.reason}
    assert reasons["IN-TIME"] == reasons["BOTH"] == "register_missing"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("to_where: {staff.post: 技术员}", "to_where: {staff.rank: 1}", "register 'staff' has no field 'rank'"),
        ("to_where: {staff.post: 技术员}", "to_where: {documents.kind: 1}", "no foreign key points to 'documents'"),
        ("to_require: [signed]", "assert: {orders.signed: {field: received, op: gte}}", "different types"),
        ("to_require: [signed]", "assert: {orders.signet: x}", "there is no field 'orders.signet'"),
        ('"on": {no: request}\n      to_where', '"on": {no: dispatched}\n      to_where', "cannot be joined"),
        ("params: {exists: {post: 调度员}}", "params: {exists: {post: 调度员}}\n    unless: {post: 会计}", "not in unless"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_registers_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    rules = tmp_path / "chain.yaml"
    assert old in RULES
    rules.write_text(RULES.replace(old, new), encoding="utf-8")
    with pytest.raises(svcqa.ConfigError, match=said) as error:
        svcqa.run([workbooks(tmp_path / "台账.xlsx", SHEETS)], [str(rules)], as_of="2024-06-30")
    assert "chain.yaml:" in str(error.value.problems[0].where)


def test_what_a_reference_names_and_is_not_there_is_a_finding(tmp_path: Path) -> None:
    back = """
  - id: BACK
    clause: 5
    title: {zh: 派工有报修, en: An order has its request}
    of: orders
    check: match
    params: {to: requests, "on": {request: no}, cardinality: 1..1}
"""
    rules = tmp_path / "chain.yaml"
    referring = RULES.replace("foreign_keys: {engineer: staff}", "foreign_keys: {engineer: staff, request: requests}")
    rules.write_text(referring + back, encoding="utf-8")
    sheets = {**SHEETS, "报修": [*SHEETS["报修"], ["R4", "城西", "2024-03-05 11:00"]]}
    audit = svcqa.run([workbooks(tmp_path / "台账.xlsx", sheets)], [str(rules)], as_of="2024-06-30")
    assert {one.key["no"] for one in audit.findings if one.rule == "BACK"} == {"W4", "W9"}


def test_a_join_of_the_rule_may_start_at_the_partner(tmp_path: Path) -> None:
    rules = tmp_path / "chain.yaml"
    joins = 'check: match\n    joins: {who: {register: staff, of: orders, "on": {engineer: name}}}\n    params:\n      to: orders'
    written = RULES.replace("check: match\n    params:\n      to: orders", joins, 1).replace(
        "staff.post: 技术员", "who.post: 会计"
    )
    rules.write_text(written, encoding="utf-8")
    audit = svcqa.run([workbooks(tmp_path / "台账.xlsx", SHEETS)], [str(rules)], as_of="2024-06-30")
    assert {one.key["no"] for one in audit.findings if one.rule == "IN-TIME"} == {"R1", "R2", "R4"}


def test_no_case_at_all_is_judged_as_such() -> None:
    cases = pd.DataFrame({"on.no": pd.Series([], dtype="str")})
    frame = pd.DataFrame({"on.no": pd.Series(["A"], dtype="str"), "unsure": [False], "inside": [True]})
    settings = Match.model_validate({"to": "x", "on": {"no": "no"}})
    judged = has_its_partners(cases, {"to": frame}, settings, CONTEXT)
    assert judged.empty
    assert judged["verdict"].dtype == np.int8


def test_what_stands_beside_single_records_is_not_asked_of_pairs() -> None:
    class Never:
        def among(self, index: pd.Index[Any]) -> None:
            raise AssertionError(index)

    day = pd.Series([pd.Timestamp("2024-01-05")], dtype="datetime64[us]")
    cases = pd.DataFrame({"on.no": pd.Series(["A"], dtype="str"), "assert.closed_at": day})
    frame = pd.DataFrame({
        "on.no": pd.Series(["A"], dtype="str"), "assert.x.called_at": day, "unsure": [False], "inside": [True],
    })  # fmt: skip
    settings = Match.model_validate(
        {"to": "x", "on": {"no": "no"}, "assert": {"x.called_at": {"field": "closed_at", "op": "gte"}}}
    )
    context = replace(CONTEXT, several={"y.z": cast("Any", Never())})
    assert list(has_its_partners(cases, {"to": frame}, settings, context)["verdict"]) == [Verdict.CONFORMS]


def test_of_cells_with_several_values_each_is_looked_for() -> None:
    settings = {"to": "orders", "on": {"no": "no", "site": "site"}, "each_value": ["no"]}
    assert Match.model_validate(settings).parted() == {"on.no"}
