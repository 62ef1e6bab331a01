"""Rules that read other registers: over a foreign key, over a join, by name or by number."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import svcqa
from svcqa.host import Host
from svcqa.rulesets import Library, bind, load
from tests.office import ruleset, workbook

REGISTERS = """
name: joined
title: {zh: 联台账, en: Joined}
version: "1"
registers:
  orders:
    title: {zh: 派工单, en: work orders}
    key: [order_no]
    event_date: done_at
    unit: staff.outlet
    sheets: [派工单]
    foreign_keys: {engineer: staff}
    fields:
      order_no: {title: {zh: 派工单号, en: Order no.}, type: code}
      done_at: {title: {zh: 完成时间, en: Done}, type: datetime}
      engineer: {title: {zh: 工程师, en: Engineer}, type: person}
      second: {title: {zh: 协助人, en: Second}, type: person}
  staff:
    title: {zh: 人员名册, en: staff}
    key: [staff_no]
    event_date: as_of
    named_by: [name]
    sheets: [人员名册]
    fields:
      staff_no: {title: {zh: 工号, en: Staff no.}, type: code}
      name: {title: {zh: 姓名, en: Name}, type: person}
      outlet: {title: {zh: 网点, en: Outlet}}
      grade: {title: {zh: 等级, en: Grade}, type: choice}
      since: {title: {zh: 上岗日期, en: In post since}, type: date}
  callbacks:
    title: {zh: 回访记录, en: callbacks}
    key: [callback_no]
    event_date: called_at
    sheets: [回访记录]
    foreign_keys: {order_no: orders}
    fields:
      callback_no: {title: {zh: 回访编号, en: Callback no.}, type: code}
      order_no: {title: {zh: 派工单号, en: Order no.}, type: code}
      called_at: {title: {zh: 回访时间, en: Called}, type: datetime}
      result: {title: {zh: 结果, en: Result}, type: choice}
rules:
"""
SENIOR = """
  - id: R
    clause: "1"
    title: {zh: 由高级工程师完成, en: Done by a senior engineer}
    of: orders
    check: row
    params: {assert: {staff.grade: 高级}}
"""
CALLED = """
  - id: R
    clause: "2"
    title: {zh: 完成后1天内首次回访, en: The first callback is within a day}
    of: orders
    check: deadline
    joins:
      callback: {register: callbacks, on: {order_no: order_no}, where: {result: {not: [未接通]}}, take: first, by: called_at}
    params: {start: done_at, end: callback.called_at, max: 24h}
"""
STAFF = (
    ("T1", "张 三", "东城", "高级", "2020-01-01"),
    ("T2", "李四", "西城", "初级", "2021-01-01"),
    ("T3", "王五", "东城", "高级", "2022-01-01"),
    ("T4", "王五", "西城", "初级", "2023-01-01"),
)
ORDERS = (
    ("W1", "2024-03-05 10:00", "T1", ""),
    ("W2", "2024-03-05 11:00", "李四", ""),
    ("W3", "2024-03-05 12:00", "赵六", ""),
    ("W4", "2024-03-05 13:00", "王五", ""),
    ("W5", "2024-03-05 14:00", "", ""),
)
CALLBACKS = (
    ("C1", "W1", "2024-03-05 12:00", "满意"),
    ("C2", "W1", "2024-03-09 12:00", "满意"),
    ("C3", "W2", "2024-03-05 12:00", "未接通"),
    ("C4", "W2", "2024-03-08 12:00", "满意"),
    ("C5", "W3", "", "满意"),
)


def _audit(tmp_path: Path, rule: str, *, callbacks: Sequence[Any] = CALLBACKS, **how: Any) -> svcqa.Audit:
    folder = tmp_path / "台账"
    workbook(folder / "工单.xlsx", ORDERS, headings=("派工单号", "完成时间", "工程师", "协助人"))
    workbook(folder / "人员.xlsx", STAFF, headings=("工号", "姓名", "网点", "等级", "上岗日期"), sheet="人员名册")
    workbook(folder / "回访.xlsx", callbacks, headings=("回访编号", "派工单号", "回访时间", "结果"), sheet="回访记录")
    how.setdefault("as_of", "2024-03-31")
    return svcqa.run([folder], [ruleset(tmp_path, REGISTERS + rule)], **how)


def _verdicts(audit: svcqa.Audit) -> dict[str, str]:
    found = {str(one.key["order_no"]): "fails" for one in audit.findings if one.rule == "R"}
    return found | {str(one.key["order_no"]): one.reason for one in audit.unjudged if one.rule == "R"}


def test_a_field_of_another_register_is_read_over_the_foreign_key_by_number_or_by_name(tmp_path: Path) -> None:
    assert _verdicts(_audit(tmp_path, SENIOR)) == {
        "W2": "fails",
        "W3": "reference.unresolved",  # not in the roster
        "W4": "reference.unresolved",  # two people of that name
        "W5": "fails",  # nobody named, and a blank equals nothing
    }


def test_a_join_that_says_which_foreign_key_is_meant_is_judged_like_it(tmp_path: Path) -> None:
    written = (
        SENIOR.replace("staff.grade", "who.grade") + "    joins: {who: {register: staff, on: {engineer: staff_no}}}\n"
    )
    assert _verdicts(_audit(tmp_path / "a", written)) == _verdicts(_audit(tmp_path / "b", SENIOR))


def test_the_cell_of_the_other_register_is_quoted(tmp_path: Path) -> None:
    findings = {one.key["order_no"]: one for one in _audit(tmp_path, SENIOR).findings if one.rule == "R"}
    finding = findings["W2"]
    assert [(cell.file, cell.cell, cell.value) for cell in findings["W5"].locations] == [("工单.xlsx", "C6", None)]
    assert [(cell.file, cell.cell, cell.value) for cell in finding.locations] == [("人员.xlsx", "D3", "初级")]
    assert finding.message.zh == "未满足：人员名册·等级为高级"


def test_a_name_is_quoted_as_it_stands_in_the_cell(tmp_path: Path) -> None:
    rule = SENIOR.replace("{assert: {staff.grade: 高级}}", "{require: [engineer, second]}")
    findings = {str(one.key["order_no"]): one for one in _audit(tmp_path, rule).findings if one.rule == "R"}
    assert "W2" in findings
    rule = SENIOR.replace("params: {assert: {staff.grade: 高级}}", "params: {allowed: {engineer: [T1]}}")
    (finding, *_) = [one for one in _audit(tmp_path, rule).findings if one.key["order_no"] == "W2" and one.rule == "R"]
    assert [cell.value for cell in finding.locations] == ["李四"]


def test_a_reference_by_name_is_no_broken_reference(tmp_path: Path) -> None:
    broken = {one.key["order_no"] for one in _audit(tmp_path, SENIOR).findings if one.rule == "record.reference"}
    assert broken == {"W3", "W4"}


def test_the_unit_may_stand_in_the_register_pointed_to(tmp_path: Path) -> None:
    tally = next(one for one in _audit(tmp_path, SENIOR).content.tallies if one.rule == "R")
    assert {one.unit: one.in_scope for one in tally.by_unit} == {"东城": 1, "西城": 1, None: 3}


def test_the_first_of_several_records_is_taken_by_its_date(tmp_path: Path) -> None:
    # W1 was called the same day; W2's first call got through too late; W3's call has no date and may have been in time
    assert _verdicts(_audit(tmp_path, CALLED)) == {
        "W2": "fails", "W3": "reference.unresolved", "W4": "fails", "W5": "fails",
    }  # fmt: skip


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    turned = _verdicts(_audit(tmp_path / "a", CALLED, callbacks=CALLBACKS[::-1]))
    assert turned == _verdicts(_audit(tmp_path / "b", CALLED))


def test_two_records_of_one_date_leave_open_which_is_meant(tmp_path: Path) -> None:
    twice = (*CALLBACKS, ("C6", "W4", "2024-03-06 10:00", "满意"), ("C7", "W4", "2024-03-06 10:00", "不满意"))
    pleased = CALLED.replace("check: deadline", "check: row").replace(
        "{start: done_at, end: callback.called_at, max: 24h}", "{assert: {callback.result: 满意}}"
    )
    assert _verdicts(_audit(tmp_path / "a", pleased, callbacks=twice))["W4"] == "reference.unresolved"
    # what is read of them is their date, and of that they say the same
    assert "W4" not in _verdicts(_audit(tmp_path / "b", CALLED, callbacks=twice))


def test_what_is_dated_after_the_audit_has_not_happened(tmp_path: Path) -> None:
    verdicts = _verdicts(_audit(tmp_path, CALLED, as_of="2024-03-05 20:00"))
    assert "W2" not in verdicts  # its callback lies ahead, and so does the limit


def test_a_record_before_the_stage_is_pending(tmp_path: Path) -> None:
    rule = SENIOR + "    due_when: {second: {present: true}}\n"
    tally = next(one for one in _audit(tmp_path, rule).content.tallies if one.rule == "R")
    assert (tally.in_scope, tally.pending, tally.fails) == (5, 5, 0)


WITHIN = """
  - id: R
    clause: "5"
    title: {zh: 写明协助人, en: The second is named}
    of: orders
    check: row
    params: {require: [second]}
    due_within: {after: done_at, max: {param: naming}}
"""
NAMING = "parameters: {naming: {title: {zh: 期限, en: naming}, type: duration}}\nrules:\n"


@pytest.mark.parametrize(
    ("how", "fails", "pending"),
    [
        ({"as_of": "2024-03-05 15:00", "parameters": {"naming": "3h"}}, 2, 3),  # at 13:00 exactly it is not over
        ({"as_of": "2024-03-05 15:00", "parameters": {"naming": "1d"}}, 0, 5),
        ({"as_of": "2024-03-06", "parameters": {"naming": "1d"}}, 0, 5),  # the day after lasts until it ends
        ({"as_of": "2024-03-07", "parameters": {"naming": "1d"}}, 5, 0),
        ({"as_of": "2024-03-31", "period": "2024"}, 0, 5),  # no limit set: until the period has ended
        ({"as_of": "2024-12-31", "period": "2024"}, 5, 0),
    ],
)
def test_a_rule_asks_within_its_time_and_an_open_limit_never_mutes_it(
    tmp_path: Path, how: dict[str, Any], fails: int, pending: int
) -> None:
    folder = tmp_path / "台账"
    workbook(folder / "工单.xlsx", ORDERS, headings=("派工单号", "完成时间", "工程师", "协助人"))
    rules = ruleset(tmp_path, REGISTERS.replace("rules:\n", NAMING) + WITHIN)
    tally = next(one for one in svcqa.run([folder], [rules], **how).content.tallies if one.rule == "R")
    assert (tally.fails, tally.pending) == (fails, pending)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{after: done_on, max: 3h}", "no field 'done_on'"),
        ("{after: second, max: 3h}", "'second' is no date"),
        ("{after: done_at, max: soon}", "soon"),
        ("{after: done_at, max: {param: namin}}", "Did you mean 'naming'?"),
    ],
)
def test_mistakes_in_the_time_are_said_with_their_line(tmp_path: Path, wrong: str, said: str) -> None:
    text = REGISTERS.replace("rules:\n", NAMING) + WITHIN.replace("{after: done_at, max: {param: naming}}", wrong)
    host = Host.discover()
    with pytest.raises(svcqa.ConfigError) as caught:
        bind(load(ruleset(tmp_path, text), Library(host.ruleset_folders)), host.checks)
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "due_within:" in line)
    assert [one.where.rpartition(":")[2] for one in caught.value.problems] == [str(line)]
    assert said in caught.value.say("en")


def test_a_rule_waits_for_the_register_it_looks_into(tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    workbook(folder / "工单.xlsx", ORDERS, headings=("派工单号", "完成时间", "工程师", "协助人"))
    audit = svcqa.run([folder], [ruleset(tmp_path, REGISTERS + SENIOR)], as_of="2024-03-31")
    reason = next(one for one in audit.content.tallies if one.rule == "R").reason
    assert reason is not None
    assert (reason.code, reason.text.zh) == ("register_missing", "没有提供台账“人员名册”")


MISTAKES = {
    "a register nothing points to": (("staff.grade", "callbacks.result"), "no foreign key points to 'callbacks'"),
    "a field that is not there": (("staff.grade", "staff.rank"), "register 'staff' has no field 'rank'"),
    "a register that is not there": (("staff.grade", "staf.grade"), "Did you mean 'staff'?"),
    "two ways to one register": (
        ("foreign_keys: {engineer: staff}", "foreign_keys: {engineer: staff, second: staff}"),
        "not clear which field leads to 'staff' (engineer, second)",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_path_that_leads_nowhere_is_said_with_its_line(tmp_path: Path, mistake: str) -> None:
    (right, wrong), said = MISTAKES[mistake]
    text = (REGISTERS + SENIOR).replace(right, wrong)
    host = Host.discover()
    with pytest.raises(svcqa.ConfigError) as caught:
        bind(load(ruleset(tmp_path, text), Library(host.ruleset_folders)), host.checks)
    (problem,) = caught.value.problems
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "params:" in line)
    assert problem.where.endswith(f":{line}")
    assert said in problem.say("en")


WRONG_JOINS = {
    "a field that is not there": ("on: {order_no: order_no}", "on: {order: order_nr}", 2, "has no field 'order_nr'"),
    "a condition on no field": ("where: {result:", "where: {outcome:", 1, "has no field 'outcome'"),
    "a date that is none": ("by: called_at", "by: result", 1, "'result' is no date"),
    "fields of two kinds": ("on: {order_no: order_no}", "on: {done_at: order_no}", 1, "cannot be joined"),
    "no such register": ("register: callbacks,", "register: callback,", 2, "Did you mean 'callbacks'?"),
}


@pytest.mark.parametrize("mistake", WRONG_JOINS)
def test_mistakes_in_a_join_are_said_with_their_line(tmp_path: Path, mistake: str) -> None:
    right, wrong, count, said = WRONG_JOINS[mistake]
    text = REGISTERS + CALLED.replace(right, wrong)
    host = Host.discover()
    with pytest.raises(svcqa.ConfigError) as caught:
        bind(load(ruleset(tmp_path, text), Library(host.ruleset_folders)), host.checks)
    line = next(number for number, line in enumerate(text.splitlines(), 1) if wrong in line)
    assert len(caught.value.problems) == count
    assert any(one.where.endswith(f":{line}") and said in one.say("en") for one in caught.value.problems)


def test_a_join_that_may_find_several_records_must_say_which(tmp_path: Path) -> None:
    host = Host.discover()
    text = REGISTERS + CALLED.replace(", take: first, by: called_at", "")
    with pytest.raises(svcqa.ConfigError, match="Say which"):
        bind(load(ruleset(tmp_path, text), Library(host.ruleset_folders)), host.checks)


TRAINED = """
  - id: R
    clause: "3"
    title: {zh: 上岗前受过培训, en: Trained before taking up post}
    of: staff
    check: valid_at
    params: {at: since, in: trainings, "on": {staff_no: person}, in_where: {topic: 制度}, dated: completed}
"""
TRAININGS = """
  trainings:
    title: {zh: 培训记录, en: trainings}
    key: [training_no]
    event_date: completed
    sheets: [培训记录]
    foreign_keys: {person: staff}
    fields:
      training_no: {title: {zh: 培训编号, en: Training no.}, type: code}
      person: {title: {zh: 受训人, en: Person}, type: person}
      topic: {title: {zh: 培训主题, en: Topic}}
      completed: {title: {zh: 完成日期, en: Completed}, type: date}
rules:
"""


def test_a_training_of_somebody_of_a_shared_name_may_be_that_of_each_of_them(tmp_path: Path) -> None:
    """Trap 29. T3 and T4 are both called 王五; and what is no training on the rules decides nothing, readable or not."""
    rows = [("X1", "王五", "制度", "2019-12-01"), ("X2", "T1", "安全", "某日"), ("X3", "李四", "制度", "2019-12-01")]
    folder = tmp_path / "台账"
    workbook(folder / "人员.xlsx", STAFF, headings=("工号", "姓名", "网点", "等级", "上岗日期"), sheet="人员名册")
    workbook(folder / "培训.xlsx", rows, headings=("培训编号", "受训人", "培训主题", "完成日期"), sheet="培训记录")
    rules = REGISTERS.replace("rules:\n", TRAININGS) + TRAINED
    audit = svcqa.run([folder], [ruleset(tmp_path, rules)], as_of="2024-03-31")
    found = {str(one.key["staff_no"]): "fails" for one in audit.findings if one.rule == "R"}
    assert found | {str(one.key["staff_no"]): one.reason for one in audit.unjudged if one.rule == "R"} == {
        "T1": "fails", "T3": "valid_at.partner_unclear", "T4": "valid_at.partner_unclear",
    }  # fmt: skip


def test_who_was_not_hired_yet_or_had_left_before_the_period_is_not_judged(tmp_path: Path) -> None:
    """A roster tells the state of today; an audit of the past asks about the people of then."""
    text = REGISTERS.replace("    named_by: [name]\n", "    named_by: [name]\n    lifespan: [since, until]\n")
    text = text.replace(
        "type: date}\n  callbacks",
        "type: date}\n      until: {title: {zh: 离职日期, en: Left}, type: date}\n  callbacks",
    )
    rule = """
  - {id: R, clause: "7", title: {zh: 写明等级, en: The grade is named}, of: staff, check: row, params: {require: [grade]}}
"""
    people = [
        ("T1", "甲", "", "2020-01-01", "2022-12-31"), ("T2", "乙", "", "2021-01-01", "2023-01-01"),
        ("T3", "丙", "", "2023-06-30", ""), ("T4", "丁", "", "2023-07-01", ""), ("T5", "戊", "", "", ""),
    ]  # fmt: skip
    headings = ("工号", "姓名", "等级", "上岗日期", "离职日期")
    place = workbook(tmp_path / "人员.xlsx", people, headings=headings, sheet="人员名册")
    audit = svcqa.run([place], [ruleset(tmp_path, text + rule)], as_of="2023-06-30", period="2023")
    assert {str(one.key["staff_no"]) for one in audit.findings if one.rule == "R"} == {"T2", "T3", "T5"}


def test_the_latest_training_of_one_of_two_people_of_a_name_is_not_known(tmp_path: Path) -> None:
    rule = """
  - id: R
    clause: "6"
    title: {zh: 最近培训制度, en: The latest training was on the rules}
    of: staff
    check: row
    joins: {last: {register: trainings, on: {staff_no: person}, take: latest, by: completed}}
    params: {assert: {last.topic: 制度}}
"""
    rows = [("X1", "王五", "制度", "2019-12-01"), ("X2", "T1", "制度", "2019-12-01")]
    folder = tmp_path / "台账"
    workbook(folder / "人员.xlsx", STAFF, headings=("工号", "姓名", "网点", "等级", "上岗日期"), sheet="人员名册")
    workbook(folder / "培训.xlsx", rows, headings=("培训编号", "受训人", "培训主题", "完成日期"), sheet="培训记录")
    rules = REGISTERS.replace("rules:\n", TRAININGS) + rule
    audit = svcqa.run([folder], [ruleset(tmp_path, rules)], as_of="2024-03-31")
    found = {str(one.key["staff_no"]): "fails" for one in audit.findings if one.rule == "R"}
    assert found | {str(one.key["staff_no"]): one.reason for one in audit.unjudged if one.rule == "R"} == {
        "T2": "fails", "T3": "reference.unresolved", "T4": "reference.unresolved",
    }  # fmt: skip


def test_one_person_by_number_here_and_by_name_there_is_one_person(tmp_path: Path) -> None:
    """The second column is no foreign key; it names a person all the same."""
    rule = """
  - id: R
    clause: "4"
    title: {zh: 协助人另有其人, en: The second is someone else}
    of: orders
    check: row
    params: {distinct: [engineer, second]}
"""
    orders = [
        ("W1", "2024-03-05", "T1", "张三"),
        ("W2", "2024-03-05", "张 三", "张三"),
        ("W3", "2024-03-05", "T1", "李四"),
    ]
    folder = tmp_path / "台账"
    workbook(folder / "工单.xlsx", orders, headings=("派工单号", "完成时间", "工程师", "协助人"))
    workbook(folder / "人员.xlsx", STAFF, headings=("工号", "姓名", "网点", "等级", "上岗日期"), sheet="人员名册")
    audit = svcqa.run([folder], [ruleset(tmp_path, REGISTERS + rule)], as_of="2024-03-31")
    assert _verdicts(audit) == {"W1": "fails", "W2": "fails"}
    assert [cell.value for one in audit.findings if one.key["order_no"] == "W1" for cell in one.locations] == [
        "T1", "张三",
    ]  # fmt: skip


def test_a_join_passes_over_no_record_because_its_condition_cannot_be_read(tmp_path: Path) -> None:
    rule = CALLED.replace("result: {not: [未接通]}", "reached: true")
    registers = REGISTERS.replace(
        "      result: {", "      reached: {title: {zh: 接通, en: Reached}, type: yes_no}\n      result: {"
    )
    folder = tmp_path / "台账"
    workbook(folder / "工单.xlsx", ORDERS[:1], headings=("派工单号", "完成时间", "工程师", "协助人"))
    calls = [("C1", "W1", "2024-03-05 12:00", "说不清")]
    workbook(folder / "回访.xlsx", calls, headings=("回访编号", "派工单号", "回访时间", "接通"), sheet="回访记录")
    audit = svcqa.run([folder], [ruleset(tmp_path, registers + rule)], as_of="2024-03-31")
    assert _verdicts(audit) == {"W1": "reference.unresolved"}
