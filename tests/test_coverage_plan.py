"""The coverage planner: what to supply next, held against supplying it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from svcqa.accounts import InputAccount, SheetAccount
from svcqa.calendars import Calendars
from svcqa.checks import Context
from svcqa.cli import main
from svcqa.host import Host
from svcqa.judging.assessable import obstacle
from svcqa.judging.coverage import plan, with_needed
from svcqa.periods import AsOf, Period
from svcqa.plans import Plan
from svcqa.registers import Records, Register
from svcqa.rulesets import Bound, Library, Ruleset, bind, load
from svcqa.rulesets.reach import registers_read

EVER = Context(pd.Timestamp("2200-01-01"), Period.of(None, AsOf.of("2200-01-01")), Calendars({}))
Supplied = Mapping[str, Sequence[str]]
"""Register → its columns."""


class Manual(NamedTuple):
    ruleset: Ruleset
    bound: list[Bound]
    registers: dict[str, Register]


@cache
def manual() -> Manual:
    host = Host.discover()
    ruleset = load("wwsh-003", Library(host.ruleset_folders))
    return Manual(ruleset, bind(ruleset, host.checks), registers_read([ruleset]))


def records(supplied: Supplied, rows: int = 1) -> dict[str, Records]:
    return {name: _records(name, tuple(columns), rows) for name, columns in supplied.items()}


@cache
def _records(name: str, columns: Sequence[str], rows: int) -> Records:
    return Records(name, manual().registers[name], pd.DataFrame(index=range(rows), columns=list(columns)), {})


def assessable(supplied: Supplied, rules: Iterable[Bound] | None = None) -> int:
    found = records(supplied)
    return sum(obstacle(rule, found, EVER) is None for rule in (manual().bound if rules is None else rules))


@cache
def readers(register: str) -> list[Bound]:
    return [rule for rule in manual().bound if any(name == register for name, _ in rule.reads)]


def opened(supplied: Supplied, names: Sequence[str]) -> int:
    """How many more rules are assessable with these supplied too; those that read none of them stay as they were."""
    asked = {id(rule): rule for name in names for rule in readers(name.partition(".")[0])}.values()
    return assessable(with_(supplied, names), asked) - assessable(supplied, asked)


def planned(supplied: Supplied) -> Plan:
    return plan(manual().bound, records(supplied), [manual().ruleset])


def with_(supplied: Supplied, names: Sequence[str]) -> Supplied:
    """What is there then."""
    found = {register: list(columns) for register, columns in supplied.items()}
    for name in names:
        register, _, field = name.partition(".")
        if field:
            found[register].append(field)
        else:
            found[register] = list(manual().registers[register].fields)
    return found


def hold(supplied: Supplied) -> None:
    """Supply what the plan says, and see whether as many more rules are assessable as it says."""
    made = planned(supplied)
    before = assessable(supplied)
    assert (made.rules, made.assessable) == (len(manual().bound), before)
    for one in made.lacking:
        assert opened(supplied, [one.name]) == one.alone, one.name
        assert one.needed_by >= one.alone
    for step in made.steps:
        assert (opened(supplied, step.supply), before + step.rules) == (step.rules, step.assessable)
        supplied, before = with_(supplied, step.supply), step.assessable
    waiting = sum(bool(rule.unset) for rule in manual().bound)
    assert assessable(supplied) == before == len(manual().bound) - waiting


@pytest.mark.parametrize("register", sorted(manual().registers))
def test_with_one_register_the_plan_keeps_what_it_says(register: str) -> None:
    hold({register: list(manual().registers[register].fields)})


def test_with_nothing_at_all_every_rule_is_planned_for() -> None:
    hold({})


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_with_some_columns_of_some_registers_the_plan_keeps_what_it_says(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(manual().registers)), unique=True, max_size=4))
    hold({
        name: data.draw(st.lists(st.sampled_from(sorted(manual().registers[name].fields)), unique=True))
        for name in names
    })  # fmt: skip


def test_each_step_opens_the_most_rules_for_what_is_supplied() -> None:
    made = planned({"work_orders": list(manual().registers["work_orders"].fields)})
    singles = [one.alone for one in made.lacking]
    assert singles == sorted(singles, reverse=True)
    assert (len(made.steps[0].supply), made.steps[0].rules) == (1, singles[0])
    assert all(step.rules for step in made.steps)


def test_a_register_without_records_is_lacking_its_records() -> None:
    fields = {"returns_exchanges": list(manual().registers["returns_exchanges"].fields)}
    made = plan(manual().bound, records(fields, rows=0), [manual().ruleset])
    (one,) = [one for one in made.lacking if one.kind == "records"]
    assert one.name == "returns_exchanges"
    assert one.alone == assessable(fields) - made.assessable > 0


def test_parameters_are_listed_apart_since_nobody_can_supply_them_with_a_sheet() -> None:
    made = planned({})
    assert {one.name: one.rules for one in made.parameters} == {
        name: sum(name in rule.unset for rule in manual().bound) for rule in manual().bound for name in rule.unset
    }
    assert made.parameters


RULESET = """\
name: desk
title: {zh: 服务台, en: Service desk}
version: "1"
registers:
  work_orders:
    title: {zh: 工单, en: Work orders}
    key: order_no
    event_date: received_at
    fields:
      order_no: {title: {zh: 工单号, en: Order no}, type: code}
      received_at: {title: {zh: 受理时间, en: Received}, type: datetime}
      contacted_at: {title: {zh: 联系时间, en: Contacted}, type: datetime}
      engineer: {title: {zh: 工程师, en: Engineer}, type: person}
  visits:
    title: {zh: 回访记录, en: Visits}
    key: visit_no
    event_date: visited_at
    fields:
      visit_no: {title: {zh: 回访单号, en: Visit no}, type: code}
      visited_at: {title: {zh: 回访时间, en: Visited}, type: datetime}
      visitor: {title: {zh: 回访人, en: Visitor}, type: person}
      result: {title: {zh: 回访结果, en: Result}}
parameters:
  visit_limit: {title: {zh: 上门时限, en: Visit limit}, type: duration}
rules:
"""
ROW = "  - {{id: {id}, clause: '1', title: {id}, of: {of}, check: row, params: {{require: [{require}]}}}}\n"
RULES = [("V1", "visits", "visitor"), ("V2", "visits", "result"), ("W1", "work_orders", "engineer"),
         ("W2", "work_orders", "order_no"), ("W3", "work_orders", "contacted_at, engineer")]  # fmt: skip
LIMITED = """\
  - id: W4
    clause: "2"
    title: W4
    of: work_orders
    check: deadline
    params: {start: received_at, end: contacted_at, max: {param: visit_limit}}
"""


@pytest.fixture
def desk(tmp_path: Path) -> list[str]:
    rules = "".join(ROW.format(id=name, of=of, require=require) for name, of, require in RULES)
    (tmp_path / "desk.yaml").write_text(RULESET + rules + LIMITED, encoding="utf-8")
    with xlsxwriter.Workbook(str(tmp_path / "工单.xlsx")) as book:
        sheet = book.add_worksheet("工单")
        sheet.write_row(0, 0, ("工单号", "受理时间", "备注"))
        sheet.write_row(1, 0, ("A1", "2024-03-01 09:00", ""))
    return ["inspect", str(tmp_path / "工单.xlsx"), "--ruleset", str(tmp_path / "desk.yaml")]


Said = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def call(*argv: str) -> str:
        assert main([*argv]) == 0
        return capsys.readouterr().out

    return call


def test_inspect_says_what_to_supply_next_in_both_languages(said: Said, desk: list[str]) -> None:
    english, chinese = said(*desk, "--lang", "en"), said(*desk, "--lang", "zh")
    for line in (
        "rules: 1 of 6 can be assessed",
        "+2  together 3  register 'Visits' (visits)",
        "+1  together 4  column 'Engineer (Work orders)' (work_orders.engineer)",
        "+1  together 5  column 'Contacted (Work orders)' (work_orders.contacted_at) (alone +0)",
        "1 further rules wait for parameters",
        "visit_limit  Visit limit  rules: 1",
    ):
        assert line in english
    for line in (
        "6条中能评定1条",
        "+2  累计 3  台账“回访记录”（visits）",
        "列“工单·工程师”（work_orders.engineer）",
        "单独提供 +0",
    ):
        assert line in chinese


def test_the_plan_stands_in_the_json_output(said: Said, desk: list[str]) -> None:
    found = json.loads(said(*desk, "--format", "json"))["plan"]
    assert found["steps"][0] == {"supply": ["visits"], "rules": 2, "assessable": 3}
    assert [(one["name"], one["alone"], one["needed_by"]) for one in found["lacking"]] == [
        ("visits", 2, 2), ("work_orders.engineer", 1, 2), ("work_orders.contacted_at", 0, 1),
    ]  # fmt: skip
    assert [(one["name"], one["rules"]) for one in found["parameters"]] == [("visit_limit", 1)]


def test_without_a_ruleset_nothing_is_planned(said: Said, desk: list[str]) -> None:
    assert json.loads(said(*desk[:2], "--format", "json"))["plan"] is None
    assert "can be assessed" not in said(*desk[:2], "--lang", "en")


def test_a_register_that_is_only_read_beside_others_is_recognised_too(said: Said) -> None:
    """Else the plan would ask for a register that lies there."""
    known = set(manual().registers)
    assert {rule.rule.of for rule in manual().bound} < known


def test_the_audit_and_its_reports_say_what_to_supply_next(said: Said, desk: list[str], tmp_path: Path) -> None:
    options = ["--as-of", "2024-03-31", "--exit-zero", "--lang", "en"]
    outputs = [f"{name}={tmp_path / name}" for name in ("json", "html", "text")]
    main(["audit", *desk[1:], *options, *(word for output in outputs for word in ("--output", output))])
    found = json.loads((tmp_path / "json").read_text(encoding="utf-8"))["content"]["plan"]
    assert [step["assessable"] for step in found["steps"]] == [3, 4, 5]
    for name in ("html", "text"):
        text = (tmp_path / name).read_text(encoding="utf-8").replace("&#39;", "'")
        assert "register 'Visits' (visits)" in text


def test_of_the_missing_fields_those_that_rules_read_are_told_apart() -> None:
    bound = bind(load("dispatch", Library(Host.discover().ruleset_folders)), Host.discover().checks)
    sheet = SheetAccount(
        sheet="s", state="visible", register="work_orders", why=None, header_rows=[1], rows_read=1, imported=0,
        set_aside=[], columns=[], missing=["status", "address"], cells=0, date_span=None,
    )  # fmt: skip
    stranger = SheetAccount(
        sheet="t", state="visible", register=None, why=None, header_rows=[], rows_read=0, imported=0, set_aside=[],
        columns=[], missing=[], cells=0, date_span=None,
    )  # fmt: skip
    (file,) = with_needed([InputAccount("a.xlsx", "", 0, {}, [sheet, stranger])], bound)
    assert [one.needed for one in file.sheets] == [["status"], None]
