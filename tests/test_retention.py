"""retention in an audit: what its findings quote and weigh, and the retention calendar."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import svcqa
from svcqa import Duration, Kept, Text
from svcqa.accounts import Said
from svcqa_retention.retention import Retention
from tests.office import ruleset, workbooks

RULES = """
name: archive
title: {zh: 档案, en: Archive}
version: "1"
registers:
  orders:
    title: {zh: 派工单, en: orders}
    key: [no]
    event_date: as_of
    sheets: [派工单]
    fields:
      no: {title: {zh: 派工单号, en: Order}, type: code}
      done: {title: {zh: 完成日期, en: Done}, type: date}
  inventory:
    title: {zh: 档案清单, en: inventory}
    key: [box]
    event_date: as_of
    sheets: [档案清单]
    fields:
      box: {title: {zh: 档案编号, en: Box}, type: code}
      record: {title: {zh: 记录编号, en: Record}, type: code}
      there: {title: {zh: 在库, en: Present}, type: yes_no}
  disposals:
    title: {zh: 销毁清单, en: disposals}
    key: [list_no]
    event_date: day
    sheets: [销毁清单]
    fields:
      list_no: {title: {zh: 销毁编号, en: List no.}, type: code}
      record: {title: {zh: 销毁记录, en: Record}, type: code}
      day: {title: {zh: 销毁日期, en: Day}, type: date}
      boss: {title: {zh: 批准人, en: Approved by}, type: person}
rules:
  - id: KEPT
    clause: 6
    title: {zh: 派工单保存三年, en: Orders are kept for three years}
    of: orders
    check: retention
    where: {done: {present: true}}
    weight: high
    params:
      closed: done
      keep: 3y
      inventory: {register: inventory, "on": {no: record}, present: there}
      disposal: {register: disposals, "on": {no: record}, disposed_at: day, approved_by: boss}
      dispose_within: 6mo
"""
SHEETS = {
    "派工单": [
        ["派工单号", "完成日期"],
        ["A1", "2023-03-05"], ["A2", "2023-03-05"], ["A3", "2019-03-05"], ["A4", "2023-06-05"], ["A5", ""],
    ],
    "档案清单": [["档案编号", "记录编号", "在库"], ["B1", "A1", "是"], ["B3", "A3", "是"], ["B4", "A4", "否"]],
    "销毁清单": [["销毁编号", "销毁记录", "销毁日期", "批准人"], ["D4", "A4", "2024-01-05", "王"]],
}  # fmt: skip


def test_findings_quote_inventory_and_disposal_and_weigh_overdue_destruction_low(tmp_path: Path) -> None:
    audit = svcqa.run([workbooks(tmp_path / "档案.xlsx", SHEETS)], [ruleset(tmp_path, RULES)], as_of="2024-06-30")
    found = {one.key["no"]: one for one in audit.findings if one.rule == "KEPT"}
    assert {key: (one.weight, one.message.en) for key, one in found.items()} == {
        "A2": ("high", "to be kept until 2026-03-05, and not there"),
        "A3": ("low", "kept until 2022-03-05, to be destroyed by 2022-09-05, and still there"),
        "A4": ("high", "to be kept until 2026-06-05, destroyed on 2024-01-05"),
    }
    quoted = {(one.sheet, one.cell) for one in found["A4"].locations}
    assert {("派工单", "B5"), ("档案清单", "C4"), ("销毁清单", "C2"), ("销毁清单", "D2")} <= quoted
    shown = {one.name: one for one in audit.content.exhibits if one.rule == "KEPT"}
    assert [row[0]["en"] for row in shown["state"].rows] == [
        "to be kept", "destruction overdue", "missing", "destroyed early",
    ]  # fmt: skip
    assert [row[0]["en"] for row in shown["until"].rows] == ["2022", "2026"]
    assert shown["until"].overview == Said("保存期日历", "Retention calendar")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"present": "there"}, "not both"),
        ({"inventory": None}, "one of inventory, present"),
        ({"disposed_at": "gone"}, "beside present"),
        ({"keep": "4h"}, "days, weeks, months or years"),
        ({"dispose_within": "3wd"}, "days, weeks, months or years"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(changed: Mapping[str, Any], said: str) -> None:
    written = {"closed": "done", "keep": "3y", "inventory": {"register": "inventory", "on": {"no": "record"}}}
    with pytest.raises(ValidationError, match=said):
        Retention.model_validate({**written, **changed})


LISTED = {"closed": "done", "inventory": {"register": "inventory", "on": {"no": "record"}}}
HELD = {"closed": "done", "present": "there"}


@pytest.mark.parametrize(
    ("settings", "kept"),
    [
        ({**LISTED, "keep": "3y"}, Kept(Text("3年", "3 years"), (Duration(3, "y"),))),
        (
            {**LISTED, "keep": ["18mo", "1y"]},
            Kept(Text("18个月、1年", "18 months, 1 year"), (Duration(18, "mo"), Duration(1, "y"))),
        ),
        ({**LISTED, "keep": "permanent"}, Kept(Text("永久保存", "for ever"))),
        ({**LISTED, "keep": "not_kept"}, Kept(Text("不要求保存", "need not be kept"))),
        ({**LISTED, "keep": {"field": "period"}}, Kept(Text("按记录写明的期限", "as the record itself says"))),
        ({**HELD, "keep": "3y"}, None),
    ],
)
def test_how_long_records_are_kept_is_told_in_words_and_in_time(settings: Mapping[str, Any], kept: Kept | None) -> None:
    assert Retention.model_validate(settings).kept_for() == kept


def test_a_mistake_in_a_partners_condition_is_told_at_its_line(tmp_path: Path) -> None:
    wrong = RULES.replace("present: there}\n      disposal", "where: {there: 在}}\n      disposal")
    place = ruleset(tmp_path, wrong)
    with pytest.raises(svcqa.ConfigError) as error:
        svcqa.run([workbooks(tmp_path / "档案.xlsx", SHEETS)], [place], as_of="2024-06-30")
    line = next(number for number, text in enumerate(wrong.splitlines(), 1) if "where: {there" in text)
    assert f":{line}" in str(error.value)
