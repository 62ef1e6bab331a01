"""Conditions on joins that find several records, joins that start at others, and rows of tables found by range."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import svcqa
from svcqa.host import Host
from svcqa.rulesets import Library, bind, load
from tests.office import ruleset, workbook
from tests.test_joining import ORDERS, REGISTERS, STAFF

EACH = "    joins: {calls: {register: callbacks, on: {order_no: order_no}, take: each}}\n"
RULE = """
  - id: R
    clause: "1"
    title: {zh: 回访, en: Called}
    of: orders
    check: row
"""
CALLBACKS = (
    ("C1", "W1", "2024-03-05 12:00", "未接通"),
    ("C2", "W1", "2024-03-06 12:00", "满意"),
    ("C3", "W2", "2024-03-06 12:00", "未接通"),
    ("C4", "W2", "2024-04-06 12:00", "满意"),
    ("C5", "W3", "", "满意"),
    ("C6", "W4", "某日", "满意"),
)


def _audit(tmp_path: Path, rule: str, callbacks: Sequence[Any] = CALLBACKS, **how: Any) -> svcqa.Audit:
    folder = tmp_path / "台账"
    workbook(folder / "工单.xlsx", ORDERS, headings=("派工单号", "完成时间", "工程师", "协助人"))
    workbook(folder / "人员.xlsx", STAFF, headings=("工号", "姓名", "网点", "等级", "上岗日期"), sheet="人员名册")
    workbook(folder / "回访.xlsx", callbacks, headings=("回访编号", "派工单号", "回访时间", "结果"), sheet="回访记录")
    return svcqa.run([folder], [ruleset(tmp_path, REGISTERS + rule)], as_of="2024-03-31", **how)


def _verdicts(audit: svcqa.Audit) -> dict[str, str]:
    found = {str(one.key["order_no"]): "fails" for one in audit.findings if one.rule == "R"}
    return found | {str(one.key["order_no"]): one.reason for one in audit.unjudged if one.rule == "R"}


def _tally(audit: svcqa.Audit) -> svcqa.Tally:
    return next(one for one in audit.content.tallies if one.rule == "R")


def test_a_condition_holds_if_one_of_several_records_fulfils_all_of_it(tmp_path: Path) -> None:
    rule = RULE + EACH + "    params: {assert: {calls.result: 满意, calls.called_at: {field: done_at, op: gt}}}\n"
    # W2's satisfied call lies after the audit; W3's has no date, and W4's an unreadable one; W5 has none
    assert _verdicts(_audit(tmp_path, rule)) == {
        "W2": "fails", "W3": "row.open_condition", "W4": "row.open_condition", "W5": "fails",
    }  # fmt: skip


def test_what_none_of_several_may_be_is_said_with_not_in_front(tmp_path: Path) -> None:
    none = RULE + EACH + "    params: {assert: {not: {calls.result: 未接通}}}\n"
    assert _verdicts(_audit(tmp_path / "a", none)) == {"W1": "fails", "W2": "fails"}
    other = RULE + EACH + "    params: {assert: {calls.result: {not: 未接通}}}\n"
    # one that is not so is enough; where there is none, a blank is not so either
    assert _verdicts(_audit(tmp_path / "b", other)) == {"W2": "fails"}


def test_where_unless_and_due_when_ask_of_several_too(tmp_path: Path) -> None:
    asked = "    params: {require: [second]}\n"
    where = RULE + EACH + asked + "    where: {calls.result: 满意}\n"
    assert _verdicts(_audit(tmp_path / "a", where)) == {"W1": "fails", "W3": "fails", "W4": "fails"}
    unless = RULE + EACH + asked + "    unless: {calls.result: 未接通}\n"
    audit = _audit(tmp_path / "b", unless)
    assert _verdicts(audit) == {"W3": "fails", "W4": "fails", "W5": "fails"}
    (excepted,) = _tally(audit).excepted_by
    assert (excepted.condition, excepted.text.zh, excepted.count) == ("calls.result=未接通", "回访记录·结果为未接通", 2)
    due = RULE + EACH + asked + "    due_when: {calls.called_at: {lt: 2024-03-06}}\n"
    audit = _audit(tmp_path / "c", due)
    assert _verdicts(audit) == {
        "W1": "fails", "W3": "condition.unknown", "W4": "condition.unknown", "W5": "condition.unknown",
    }  # fmt: skip
    assert _tally(audit).pending == 1


def test_what_is_expected_again_and_again_counts_those_of_which_one_of_several_fulfils_a_condition(
    tmp_path: Path,
) -> None:
    asked = RULE.replace("check: row", "check: cadence") + EACH + "    where: {calls.called_at: {gte: 2024-03-06}%s}\n"
    due = "    params: {at: done_at, every: 1mo, at_least: %d}\n"

    def found(rest: str, least: int) -> tuple[int, int]:
        tally = _tally(_audit(tmp_path, asked % rest + due % least, period="2024-03-01..2024-03-31"))
        return tally.fails, tally.undetermined

    # W1 and W2 were called then, W4 on a day that cannot be read, and no day is known of W3 and W5
    assert [found("", least) for least in (2, 5, 6)] == [(0, 0), (0, 1), (1, 0)]
    # of W2 it is one call that was made then, and another that satisfied
    assert [found(", calls.result: 满意", least) for least in (1, 3, 4)] == [(0, 0), (0, 1), (1, 0)]


def test_a_doubtful_record_leaves_open_what_hangs_on_it_and_nothing_else(tmp_path: Path) -> None:
    each = EACH.replace("take: each", "where: {called_at: {gte: 2024-03-06}}, take: each")
    rule = RULE + each + "    params: {assert: {calls.result: 满意}}\n"
    calls = [*CALLBACKS[:3], CALLBACKS[4], ("C7", "W3", "2024-03-07", "不满意"), ("C8", "W1", "某日", "满意")]
    # W1 has a certain one beside the doubtful one; W3 was called on an unknown day, satisfied; W4 and W5 never
    assert _verdicts(_audit(tmp_path, rule, calls)) == {
        "W2": "fails", "W3": "row.open_condition", "W4": "fails", "W5": "fails",
    }  # fmt: skip


def test_whether_one_is_there_at_all_is_asked_with_present(tmp_path: Path) -> None:
    rule = RULE + EACH + "    params: {assert: {calls.callback_no: {present: true}}}\n"
    assert _verdicts(_audit(tmp_path, rule)) == {"W5": "fails"}


def test_the_cells_of_all_records_asked_are_quoted_or_the_one_by_which_they_were_looked_for(tmp_path: Path) -> None:
    rule = RULE + EACH + "    params: {assert: {calls.result: 很满意}}\n"
    findings = {one.key["order_no"]: one for one in _audit(tmp_path, rule).findings if one.rule == "R"}
    assert [(cell.file, cell.cell, cell.value) for cell in findings["W1"].locations] == [
        ("回访.xlsx", "D2", "未接通"), ("回访.xlsx", "D3", "满意"),
    ]  # fmt: skip
    assert [(cell.file, cell.cell, cell.value) for cell in findings["W5"].locations] == [("工单.xlsx", "A6", "W5")]
    assert findings["W1"].message.zh == "未满足：回访记录·结果为很满意"


def test_a_join_may_start_at_another_one(tmp_path: Path) -> None:
    """Who made one of the callbacks has to be senior; a name two people bear decides nothing."""
    registers = REGISTERS.replace(
        "      result: {title: {zh: 结果",
        "      by: {title: {zh: 回访人, en: By}, type: person}\n      result: {title: {zh: 结果",
    )
    joins = EACH.replace("}}\n", "}, caller: {register: staff, of: calls, on: {by: staff_no}}}\n")
    rule = RULE + joins + "    params: {assert: {caller.grade: 高级, calls.result: 满意}}\n"
    folder = tmp_path / "台账"
    workbook(folder / "工单.xlsx", ORDERS, headings=("派工单号", "完成时间", "工程师", "协助人"))
    workbook(folder / "人员.xlsx", STAFF, headings=("工号", "姓名", "网点", "等级", "上岗日期"), sheet="人员名册")
    calls = [
        ("C1", "W1", "T1", "满意"), ("C2", "W2", "T1", "未接通"), ("C3", "W2", "李四", "满意"), ("C4", "W3", "王五", "满意"),
    ]  # fmt: skip
    workbook(folder / "回访.xlsx", calls, headings=("回访编号", "派工单号", "回访人", "结果"), sheet="回访记录")
    audit = svcqa.run([folder], [ruleset(tmp_path, registers + rule)], as_of="2024-03-31")
    assert _verdicts(audit) == {"W2": "fails", "W3": "row.open_condition", "W4": "fails", "W5": "fails"}
    finding = next(one for one in audit.findings if one.rule == "R" and one.key["order_no"] == "W2")
    assert {cell.value for cell in finding.locations} == {"初级", "高级", "未接通", "满意"}


def test_a_chain_of_single_records_is_followed(tmp_path: Path) -> None:
    """The outlet of the boss of the engineer."""
    registers = REGISTERS.replace(
        "      grade: {title", "      boss: {title: {zh: 上级, en: Boss}, type: person}\n      grade: {title"
    )
    joins = "    joins: {boss: {register: staff, of: staff, on: {boss: staff_no}}}\n"
    rule = RULE + joins + "    params: {assert: {boss.outlet: 东城}}\n"
    folder = tmp_path / "台账"
    workbook(folder / "工单.xlsx", ORDERS, headings=("派工单号", "完成时间", "工程师", "协助人"))
    people = [("T1", "张三", "东城", "T9"), ("T2", "李四", "西城", "T1"), ("T9", "王五", "西城", "")]
    workbook(folder / "人员.xlsx", people, headings=("工号", "姓名", "网点", "上级"), sheet="人员名册")
    audit = svcqa.run([folder], [ruleset(tmp_path, registers + rule)], as_of="2024-03-31")
    # W3's engineer is nobody of the roster, so is his boss; W4's is T9, who has none; W5 names no engineer
    assert _verdicts(audit) == {"W1": "fails", "W3": "reference.unresolved", "W4": "fails", "W5": "fails"}


TABLE = """
  limits:
    title: {zh: 审批权限表, en: authority}
    key: [row_no]
    event_date: as_of
    sheets: [审批权限表]
    fields:
      row_no: {title: {zh: 序号, en: No.}, type: code}
      kind: {title: {zh: 类别, en: Kind}}
      low: {title: {zh: 下限, en: Low}, type: money}
      high: {title: {zh: 上限, en: High}, type: money}
      level: {title: {zh: 审批级别, en: Level}, type: number}
  claims:
    title: {zh: 报销单, en: claims}
    key: [claim_no]
    event_date: as_of
    sheets: [报销单]
    fields:
      claim_no: {title: {zh: 单号, en: No.}, type: code}
      kind: {title: {zh: 类别, en: Kind}}
      amount: {title: {zh: 金额, en: Amount}, type: money}
      level: {title: {zh: 审批级别, en: Level}, type: number}
rules:
"""
AUTHORITY = """
  - id: R
    clause: "1"
    title: {zh: 按权限审批, en: Approved within authority}
    of: claims
    check: row
    joins: {authority: {register: limits, on: {kind: kind}, range: {amount: [low, high]}}}
    params: {assert: {level: {field: authority.level, op: gte}}}
"""


def _claims(tmp_path: Path, limits: Sequence[Any], claims: Sequence[Any], rule: str = AUTHORITY) -> dict[str, str]:
    folder = tmp_path / "台账"
    workbook(folder / "权限.xlsx", limits, headings=("序号", "类别", "下限", "上限", "审批级别"), sheet="审批权限表")
    workbook(folder / "报销.xlsx", claims, headings=("单号", "类别", "金额", "审批级别"), sheet="报销单")
    audit = svcqa.run([folder], [ruleset(tmp_path, REGISTERS.replace("rules:\n", TABLE) + rule)], as_of="2024-03-31")
    found = {str(one.key["claim_no"]): "fails" for one in audit.findings if one.rule == "R"}
    return found | {str(one.key["claim_no"]): one.reason for one in audit.unjudged if one.rule == "R"}


def test_the_row_of_a_range_table_holds_its_lowest_value_and_not_its_highest(tmp_path: Path) -> None:
    limits = [
        ("1", "差旅", 0, 1000, 1), ("2", "差旅", 1000, 5000, 2), ("3", "差旅", 5000, "", 3), ("4", "采购", 0, 100, 1),
    ]  # fmt: skip
    claims = [
        ("E1", "差旅", 999.99, 1), ("E2", "差旅", 1000, 1), ("E3", "差旅", 1000, 2), ("E4", "差旅", 100000, 2),
        ("E5", "采购", 100, 9), ("E6", "差旅", -1, 9), ("E7", "差旅", "", 9), ("E8", "", 5, 9), ("E9", "差旅", "约5", 9),
    ]  # fmt: skip
    open_ = "row.open_condition"
    assert _claims(tmp_path, limits, claims) == {
        "E2": "fails", "E4": "fails", "E5": open_, "E6": open_, "E7": open_, "E8": open_, "E9": "reference.unresolved",
    }  # fmt: skip


def test_rows_of_a_range_table_that_overlap_or_cannot_be_read_decide_nothing(tmp_path: Path) -> None:
    limits = [
        ("1", "差旅", 0, 1000, 1),
        ("2", "差旅", 500, 700, 2),
        ("3", "采购", "约5", 9, 1),
        ("4", "采购", 9, 99, 1),
    ]
    claims = [("E1", "差旅", 100, 1), ("E2", "差旅", 600, 9), ("E3", "差旅", 499, 0), ("E4", "采购", 10, 9)]
    gap = "reference.unresolved"
    assert _claims(tmp_path / "a", limits, claims) == {"E2": gap, "E3": "fails", "E4": gap}


def test_one_bound_reaches_to_the_next_row_of_the_same_key(tmp_path: Path) -> None:
    rule = AUTHORITY.replace("[low, high]", "[low]")
    limits = [("1", "差旅", 0, "", 1), ("2", "差旅", 1000, "", 2), ("3", "采购", 500, "", 3), ("4", "采购", 500, "", 4)]
    claims = [("E1", "差旅", 999, 0), ("E2", "差旅", 1000, 1), ("E3", "差旅", 5000, 2), ("E4", "采购", 600, 9)]
    assert _claims(tmp_path, limits, claims, rule) == {"E1": "fails", "E2": "fails", "E4": "reference.unresolved"}


WRONG = {
    "a check cannot choose one of several": (
        RULE + EACH + "    params: {require: [calls.result]}\n", "only conditions may read it",
    ),
    "two of several cannot be compared": (
        RULE + EACH.replace("}}\n", "}, more: {register: callbacks, on: {order_no: order_no}, take: each}}\n")
        + "    params: {assert: {calls.called_at: {field: more.called_at, op: lt}}}\n",
        "cannot be compared with each other",
    ),
    "joins that hang on each other": (
        RULE + "    joins: {a: {register: staff, of: b, on: {grade: staff_no}}, b: {register: staff, of: a, on: {grade: staff_no}}}\n"
        + "    params: {require: [a.grade]}\n",
        "run in a circle",
    ),
    "a range of no field": (
        RULE + "    joins: {a: {register: staff, range: {done_at: [begins]}}}\n    params: {require: [a.grade]}\n",
        "has no field 'begins'",
    ),
    "a join by nothing": (RULE + "    joins: {a: {register: staff}}\n    params: {require: [a.grade]}\n", "one of 'on', 'range'"),
    "several of several": (
        RULE + EACH.replace("}}\n", "}, more: {register: callbacks, of: calls, on: {order_no: order_no}, take: each}}\n")
        + "    params: {assert: {more.result: 满意}}\n",
        "may find several records",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", WRONG)
def test_a_join_that_cannot_be_is_said(tmp_path: Path, mistake: str) -> None:
    rule, said = WRONG[mistake]
    host = Host.discover()
    with pytest.raises(svcqa.ConfigError) as caught:
        bind(load(ruleset(tmp_path, REGISTERS + rule), Library(host.ruleset_folders)), host.checks)
    assert said in caught.value.say("en")


def test_a_condition_waits_for_its_parameter_or_goes_without_that_branch(tmp_path: Path) -> None:
    registers = REGISTERS.replace(
        "rules:\n",
        "parameters: {word: {title: {zh: 词, en: word}}, days: {title: {zh: 天, en: days}, type: duration}}\nrules:\n",
    )
    asked = RULE + "    params: {require: [second]}\n    where: {any: [{order_no: W1}, {engineer: {param: word}}]}\n"
    folder = tmp_path / "台账"
    workbook(folder / "工单.xlsx", ORDERS, headings=("派工单号", "完成时间", "工程师", "协助人"))

    def found(rule: str, **parameters: str) -> svcqa.Audit:
        return svcqa.run([folder], [ruleset(tmp_path, registers + rule)], as_of="2024-03-31", parameters=parameters)

    assert _verdicts(found(asked)) == {"W1": "fails"}
    assert _verdicts(found(asked, word="李四")) == {"W1": "fails", "W2": "fails"}
    plain = RULE + "    params: {require: [second]}\n    where: {done_at: {older_than: {param: days}}}\n"
    reason = _tally(found(plain)).reason
    assert reason is not None
    assert reason.code == "parameter_unset"
    assert _verdicts(found(plain, days="26d")) == {}
    assert len(_verdicts(found(plain, days="25d"))) == 5


def test_what_repeats_is_asked_of_the_whole_register(tmp_path: Path) -> None:
    rule = (
        RULE
        + "    params: {require: [second]}\n    where: {repeats: {group: [engineer], by: done_at, min: 2, window: 1d}}\n"
    )
    orders = [*ORDERS, ("W6", "2024-03-06 10:00", "T1", "")]
    folder = tmp_path / "台账"
    workbook(folder / "工单.xlsx", orders, headings=("派工单号", "完成时间", "工程师", "协助人"))
    audit = svcqa.run(
        [folder], [ruleset(tmp_path, REGISTERS + rule)], as_of="2024-03-31", period="2024-03-06..2024-03-31"
    )
    assert _verdicts(audit) == {"W6": "fails"}  # the first of the two lies before the period
