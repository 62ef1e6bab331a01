"""row through a whole audit: posts of then, ways of which one is enough, and what is said of them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

import svcqa
from svcqa_completeness.row import Row
from svcqa_completeness.unique import Unique
from tests.office import workbooks

RULES = """
name: rows
title: {zh: 登记, en: Rows}
version: "1"
registers:
  orders:
    title: {zh: 派工单, en: orders}
    key: [no]
    event_date: sent
    sheets: [派工单]
    fields:
      no: {title: {zh: 单号, en: No.}, type: code}
      by: {title: {zh: 派单人, en: By}, type: person}
      checked: {title: {zh: 复核人, en: Checked by}, type: person}
      sent: {title: {zh: 派单时间, en: Sent}, type: datetime}
      told: {title: {zh: 告知, en: Told}, type: date}
      note: {title: {zh: 说明, en: Note}}
  staff:
    title: {zh: 人员, en: staff}
    key: [number]
    event_date: as_of
    named_by: [name]
    sheets: [人员]
    fields:
      number: {title: {zh: 工号, en: Staff no.}, type: code}
      name: {title: {zh: 姓名, en: Name}, type: person}
      post: {title: {zh: 岗位, en: Post}}
      since: {title: {zh: 上岗日期, en: Since}, type: date}
rules:
  - id: POST
    clause: 1
    title: {zh: 由调度员派单, en: Sent by the dispatcher}
    of: orders
    check: row
    params:
      roles: {by: 调度员, checked: [经理, 副总经理]}
      role_at: sent
      posts: {register: staff, person: number, held: {post: [since]}}
  - id: WAYS
    clause: 2
    title: {zh: 告知或说明, en: Told or explained}
    of: orders
    check: row
    params: {either: [{happened: [told]}, {require: [note]}]}
"""
SHEETS: dict[str, Any] = {
    "派工单": [
        ["单号", "派单人", "复核人", "派单时间", "告知", "说明"],
        ["W1", "张 三", "E2", "2024-03-05 10:00", "2024-03-06", ""],
        ["W2", "E1", "", "2024-01-05 10:00", "2024-07-06", "电话"],
        ["W3", "李四", "E1", "2024-03-05 10:00", "2024-07-06", ""],
        ["W4", "外人", "E2", "2024-03-05 10:00", "", "已说明"],
        ["W5", "王五", "E2", "2024-03-05 10:00", "", "已说明"],
    ],
    "人员": [
        ["工号", "姓名", "岗位", "上岗日期"],
        ["E1", "张三", "调度员", "2024-02-01"],
        ["E2", "李四", "经理", "2020-01-01"],
        ["E3", "王五", "调度员", "2020-01-01"],
        ["E4", "王五", "库管", "2020-01-01"],
    ],
}  # fmt: skip


@pytest.fixture(name="audit", scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> svcqa.Audit:
    folder = tmp_path_factory.mktemp("rows")
    rules = folder / "rows.yaml"
    rules.write_text(RULES, encoding="utf-8")
    return svcqa.run([workbooks(folder / "工单.xlsx", SHEETS)], [str(rules)], as_of="2024-06-30")


def test_a_wrong_post_is_told_with_the_row_of_the_roster(audit: svcqa.Audit) -> None:
    found = {one.key["no"]: one for one in audit.findings if one.rule == "POST"}
    assert set(found) == {"W2", "W3"}  # E1 was no dispatcher in January
    early = found["W2"]
    assert early.message.zh == "当时不在规定的岗位：派单人"
    assert early.message.en == "not in the required post then: By"
    assert [(one.sheet, one.cell, one.value) for one in early.locations] == [
        ("派工单", "B3", "E1"), ("人员", "A2", "E1"), ("人员", "C2", "调度员"), ("人员", "D2", "2024-02-01"),
    ]  # fmt: skip
    assert found["W3"].message.zh == "当时不在规定的岗位：派单人、复核人"


def test_strangers_and_shared_names_are_not_judged(audit: svcqa.Audit) -> None:
    open_ = {one.key["no"]: one.reason for one in audit.unjudged if one.rule == "POST"}
    assert open_ == {"W4": "row.stranger", "W5": "row.stranger"}


def test_none_of_several_ways_is_told_with_all_their_cells(audit: svcqa.Audit) -> None:
    (finding,) = [one for one in audit.findings if one.rule == "WAYS"]
    assert finding.key["no"] == "W3"
    assert finding.message.zh == "几种做法一种也没有满足，所涉字段：告知、说明"
    assert [one.cell for one in finding.locations] == ["E4", "F4"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "one of require"),
        ({"roles": {"by": "a"}}, "roles and posts"),
        ({"require": ["a"], "posts": {"register": "s", "person": "p", "held": {"q": []}}}, "roles and posts"),
        ({"either": [{"require": ["a"]}]}, "two ways"),
        ({"either": [{"require": ["a"]}, {}]}, "one of require"),
    ],
)
def test_settings_of_row_that_say_nothing_are_refused(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Row.model_validate(settings)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"key": ["a"], "digits": 3}, "only matters for gaps"),
        ({"key": ["a"], "gaps": "report", "valid": ["b", "c"]}, "not given together"),
    ],
)
def test_settings_of_unique_that_do_not_go_together_are_refused(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Unique.model_validate(settings)


def test_findings_of_one_record_share_their_root(audit: svcqa.Audit) -> None:
    """Trap 46: what breaks several rules reads as one cause."""
    roots = {one.rule: one.root for one in audit.findings if one.key["no"] == "W3"}
    assert roots == {"POST": "orders/W3", "WAYS": "orders/W3"}
