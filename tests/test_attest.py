"""attest: what its findings say and quote, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import svcqa
from svcqa.settings import Question
from svcqa_attestation.attest import Attest
from tests.office import ruleset, workbooks

RULES = """
name: conduct
title: {zh: 行为规范, en: Conduct}
version: "1"
registers:
  staff:
    title: {zh: 花名册, en: staff}
    key: [name]
    event_date: as_of
    unit: dept
    sheets: [花名册]
    fields:
      name: {title: {zh: 姓名, en: Name}, type: person}
      dept: {title: {zh: 部门, en: Dept}}
      hired: {title: {zh: 入职日期, en: Hired}, type: date}
      left: {title: {zh: 离职日期, en: Left}, type: date}
  attestations:
    title: {zh: 声明确认记录, en: attestations}
    key: [id]
    event_date: signed
    sheets: [确认书]
    fields:
      id: {title: {zh: 声明编号, en: No.}, type: code}
      statement: {title: {zh: 声明条目, en: Statement}, type: code}
      asked: {title: {zh: 被询问人, en: Asked}, type: person}
      signed: {title: {zh: 签署日期, en: Signed}, type: date}
      answer: {title: {zh: 答复, en: Answer}}
      evidence: {title: {zh: 证据说明, en: Evidence}}
rules:
  - id: SECRECY
    clause: 4.4
    title: {zh: 每位员工每年签保密承诺, en: Each employee signs a secrecy undertaking each year}
    of: attestations
    check: attest
    where: {statement: 保密承诺}
    params:
      at: signed
      answer: answer
      asked: asked
      every: 1y
      each: {register: staff, "on": {asked: name}, active: [hired, left]}
      require: [evidence]
  - id: QUIET
    clause: 2.5
    title: {zh: 工作场所安静, en: The workplace is quiet}
    of: attestations
    check: attest
    where: {statement: 安静}
    params: {at: signed, answer: answer, asked: asked, every: 1y}
"""
SHEETS = {
    "花名册": [
        ["姓名", "部门", "入职日期", "离职日期"],
        ["张三", "客服", "2020-01-01", ""], ["李四", "客服", "2020-01-01", ""], ["王五", "仓库", "2020-01-01", ""],
        ["赵六", "仓库", "2020-01-01", ""],
    ],
    "确认书": [
        ["声明编号", "声明条目", "被询问人", "签署日期", "答复", "证据说明"],
        ["Q1", "保密承诺", "张三", "2023-03-01", "是", "承诺书"], ["Q2", "保密承诺", "李四", "2022-03-01", "是", "承诺书"],
        ["Q3", "保密承诺", "王五", "2023-03-01", "否", "拒签"], ["Q4", "安静", "王五", "2023-05-01", "是", ""],
    ],
}  # fmt: skip


def test_missing_expired_and_negative_answers_are_told_apart_and_quoted(tmp_path: Path) -> None:
    files = [workbooks(tmp_path / "声明.xlsx", SHEETS)]
    audit = svcqa.run(files, [ruleset(tmp_path, RULES)], as_of="2024-01-31", period="2023-01-01..2023-12-31")
    found = {one.key["slot"]: one for one in audit.findings if one.rule == "SECRECY"}
    assert {key: (one.message.en, one.unit) for key, one in found.items()} == {
        "李四/2023": (
            "no valid answer for 李四/2023: the last one of 2022-03-01 no longer counts, and one was due on 2023-12-31",
            "客服",
        ),
        "王五/2023": ("the answer for 王五/2023 is not the one wanted: '否'", "仓库"),
        "赵六/2023": ("赵六/2023 was never answered, and was due on 2023-12-31", "仓库"),
    }
    quoted = {(one.sheet, one.cell, one.value) for one in found["王五/2023"].locations}
    assert {("确认书", "E4", "否"), ("确认书", "F4", "拒签"), ("花名册", "A4", "王五")} <= quoted
    assert {("确认书", "D3", "2022-03-01")} <= {
        (one.sheet, one.cell, one.value) for one in found["李四/2023"].locations
    }
    assert {one.sheet for one in found["赵六/2023"].locations} == {"花名册"}
    quiet = next(one for one in audit.content.tallies if one.rule == "QUIET")
    assert (quiet.in_scope, quiet.conforms) == (1, 1)


def test_a_register_without_answers_is_no_pass(tmp_path: Path) -> None:
    files = [workbooks(tmp_path / "声明.xlsx", {**SHEETS, "确认书": SHEETS["确认书"][:1]})]
    audit = svcqa.run(files, [ruleset(tmp_path, RULES)], as_of="2024-01-31", period="2023-01-01..2023-12-31")
    counted = {one.rule: (one.conforms, one.fails) for one in audit.content.tallies if one.check == "attest"}
    assert counted == {"SECRECY": (0, 4), "QUIET": (0, 1)}


def test_what_is_asked_is_told_as_an_auditor_puts_it_down() -> None:
    plain = {"at": "signed", "answer": "answer", "every": "year"}
    full = {**plain, "item": "no", "items": 3, "asked": "name", "who": ["经理"], "method": "how", "methods": ["访谈"]}
    assert Attest.model_validate(plain).question() == Question(1, (), ())
    assert Attest.model_validate(full).question() == Question(3, ("访谈",), ("经理",))


BASE = {"at": "signed", "answer": "answer", "every": "year"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({**BASE, "every": None}, "exactly one of every, at_least, event, valid_for"),
        ({**BASE, "at_least": 1}, "exactly one of"),
        ({**BASE, "item": "no"}, "item needs items"),
        ({**BASE, "methods": ["访谈"]}, "methods needs method"),
        ({**BASE, "sample": 2}, "asked is needed"),
        ({**BASE, "asked": "a", "posts": {"register": "s", "person": "p", "held": {"post": []}}}, "posts needs who"),
        (
            {
                "at": "s",
                "answer": "a",
                "event": {"register": "o", "on": {"x": "y"}, "at": "t"},
                "each": {"register": "s", "on": {"x": "y"}},
            },
            "event, each",
        ),
    ],
)
def test_settings_that_make_no_sense_are_refused(written: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Attest.model_validate(written)
