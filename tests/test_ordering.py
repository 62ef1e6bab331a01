"""The order in which records are judged is that of their contents, and what several say together is theirs together."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import svcqa
from svcqa.intake import IntakeOptions, Reading, find_files, import_files
from svcqa.judging.ordering import in_order
from svcqa.judging.subjects import subjects_of
from svcqa.registers import Field, Kind, Part, Records, Register
from svcqa.rulesets import Library, load
from svcqa.text import Text
from tests.office import HEADINGS, ORDERS, ruleset, workbook, workbooks

_RULES = ORDERS[: ORDERS.index("  - id: O-1")]
GROUPS = (
    _RULES
    + """
  - id: G-1
    clause: 1
    title: {zh: 每人工单不少, en: Enough orders each}
    of: work_orders
    check: aggregate
    params: {measure: count, group: [engineer], min: 9}
  - id: G-2
    clause: 2
    title: {zh: 有返修单, en: There are orders of returns}
    of: work_orders
    check: match
    params: {exists: {status: 已完成}, called: 已完成, cardinality: 9..n}
  - id: G-3
    clause: 3
    title: {zh: 每月有单, en: Orders in every month}
    of: work_orders
    check: cadence
    params: {at: dispatched_at, every: 1mo, require: [customer]}
"""
)
ORDERED = [
    ("W1", "东城", "", "2024-03-05 10:00", "", "甲", "已完成", 10),
    ("W2", "东城", "", "2024-03-07 10:00", "", "甲", "已完成", 20),
    ("W3", "东城", "", "2024-03-09 10:00", "", "乙", "已完成", 30),
    ("W4", "西城", "", "2024-03-06 10:00", "", "乙", "已完成", 40),
    ("W5", "", "", "2024-03-08 10:00", "", "丙", "", 50),
]


def _records(folder: Path, rows: Sequence[Sequence[object]]) -> Records:
    book = workbook(folder / "派工.xlsx", rows)
    registers = load(ruleset(folder), Library([])).registers
    with Reading(find_files([book], (), None)) as reading:
        return import_files(reading, registers, IntakeOptions()).records["work_orders"]


CELLS = [
    ("W2", "东城", "甲厂", "2024-03-05 10:00", "", "张三", "", 5),
    ("W1", "东城", "乙厂", "2024-03-05", "", "张三", "", 5),
    ("W1", "东城", "乙厂", "2024-03-05 00:00", "", "张三", "", 5),
    ("W1", "东城", "甲厂", "约10点", "", "张三", "", 5),
    ("W1", "东城", "甲厂", "约9点", "", "张三", "", ""),
    ("W1", "东城", "甲厂", "", "", "张三", "", 12),
    ("", "东城", "甲厂", "2024-03-05 10:00", "", "张三", "", 5),
    ("W10", "东城", "甲厂", "2024/3/5 10:00", "", "张三", "", 5),
    ("W10", "东城", "甲厂", "2024-03-05 10:00", "", "张三", "", 5),
]


@pytest.mark.parametrize("rows", [CELLS[::-1], CELLS[4:] + CELLS[:4], CELLS[1::2] + CELLS[::2]])
def test_records_stand_by_their_keys_and_then_by_all_else_that_their_cells_say(
    tmp_path: Path, rows: list[tuple[object, ...]]
) -> None:
    def told(rows: Sequence[Sequence[object]]) -> tuple[pd.DataFrame, list[list[str]]]:
        (made,) = in_order({"": _records(tmp_path, rows)}).values()
        subjects = subjects_of({"": made})[""]
        places = subjects.places(pd.RangeIndex(len(made)).to_numpy())
        return made.frame, [[str(cell) for cell in rows[place]] for place in places]

    frame, written = told(CELLS)
    keys = frame["order_no"].fillna("").tolist()
    assert keys == sorted(keys)
    again, rewritten = told(rows)
    pd.testing.assert_frame_equal(again, frame)
    assert rewritten == written


def test_the_place_of_each_record_is_kept(tmp_path: Path) -> None:
    sheets = {"派工单1": [list(HEADINGS), *CELLS[:4]], "派工单2": [list(HEADINGS), *CELLS[4:]]}
    workbooks(tmp_path / "a.xlsx", sheets)
    audit = svcqa.run([tmp_path / "a.xlsx"], [ruleset(tmp_path)], as_of="2024-03-31")
    found = [(cell.sheet, cell.cell, cell.value) for one in audit.findings for cell in one.locations]
    cells = {
        (name, f"{letter}{number}"): value
        for name, rows in sheets.items()
        for number, row in enumerate(rows, 1)
        for letter, value in zip("ABCDEFGH", row, strict=True)
    }
    assert found
    for sheet, cell, value in found:
        assert (value or "") == str(cells[sheet, cell])
    # what was found is listed as it stands in the sheets
    blank = [cell.cell for one in audit.findings if one.rule == "record.type" for cell in one.locations]
    assert blank == ["D5", "D2"]


def test_what_is_in_order_is_left_alone(tmp_path: Path) -> None:
    records = _records(tmp_path, ORDERED)
    assert in_order({"": records})[""] is records


NUMBERED = Register(
    title=Text("订单", "orders"), key=("order_no",), event_date=("as_of",),
    fields={"order_no": Field(title=Text("订单号", "Order no"), type="code"), "sent": Field(title=Text("发出日期", "Sent"), type="date")},
)  # fmt: skip


def _unread(sent: Sequence[str]) -> Records:
    """Orders of one number, of which nobody can read when they were sent, only what stands there."""
    count = len(sent)
    return Records(
        "orders", NUMBERED,
        pd.DataFrame({"order_no": pd.array(["W1"] * count, dtype="str"), "sent": pd.array([pd.NaT] * count, dtype="datetime64[us]")}),
        {"order_no": np.full(count, Kind.VALUE, dtype=np.uint8), "sent": np.full(count, Kind.UNREADABLE, dtype=np.uint8)},
        raw={"sent": pd.Series(sent, dtype=object)},
        parts=[Part("a.xlsx", "orders", 0, np.arange(count) + 2, {"order_no": 0, "sent": 1})],
    )  # fmt: skip


@pytest.mark.parametrize("half", ["\ud83d", "a\udc00"])
def test_half_a_character_in_a_cell_stops_nothing(half: str) -> None:
    (made,) = in_order({"": _unread([half, "A"])}).values()
    assert made.raw["sent"].tolist() == ["A", half]


def test_records_without_any_column_that_is_known_are_all_alike() -> None:
    bare = Records("orders", NUMBERED, pd.DataFrame(index=range(3)), {})
    assert in_order({"": bare})[""] is bare


@pytest.mark.parametrize("rows", [ORDERED, ORDERED[::-1], ORDERED[2:] + ORDERED[:2]])
def test_a_finding_about_several_records_has_the_unit_of_all_and_their_latest_date(
    tmp_path: Path, rows: list[tuple[object, ...]]
) -> None:
    book = workbook(tmp_path / "派工.xlsx", rows)
    audit = svcqa.run([book], [ruleset(tmp_path, GROUPS)], as_of="2024-03-31", period="2024-03-01..2024-03-31")
    found = {(one.rule, *one.key.values()): (one.unit, one.date) for one in audit.findings if one.rule[0] == "G"}
    assert found == {
        ("G-1", "甲"): ("东城", "2024-03-07 10:00:00"),
        ("G-1", "乙"): (None, "2024-03-09 10:00:00"),
        ("G-1", "丙"): (None, "2024-03-08 10:00:00"),
        ("G-2", "已完成"): (None, "2024-03-09 10:00:00"),
        ("G-3", "2024-03"): (None, "2024-03-09 10:00:00"),
    }
    tallies = {one.rule: one for one in audit.content.tallies}
    assert [(one.unit, one.fails) for one in tallies["G-1"].by_unit] == [("东城", 1), (None, 2)]
    # the record that is quoted is the first by its number
    quoted = {one.locations[0].value for one in audit.findings if one.rule == "G-1"}
    assert quoted == {"甲", "乙", "丙"}


def test_whose_records_have_no_unit_has_that_of_the_one_who_is_asked(tmp_path: Path) -> None:
    rules = _RULES.replace("    unit: outlet\n", "").replace(
        "    key: [name]\n", "    key: [name]\n    unit: post\n"
    ) + (
        "  - id: G-1\n    clause: 1\n    title: {zh: 每人每月多单, en: Many orders each month}\n"
        "    of: work_orders\n    check: cadence\n"
        '    params: {at: dispatched_at, every: 1mo, min_sample: 2, each: {register: staff, "on": {engineer: name}}}\n'
    )
    sheets: dict[str, list[Sequence[object]]] = {
        "派工单": [list(HEADINGS), *ORDERED],
        "人员名册": [["姓名", "岗位"], ["甲", "一组"], ["丙", "二组"]],
    }
    book = workbooks(tmp_path / "a.xlsx", sheets)
    audit = svcqa.run([book], [ruleset(tmp_path, rules)], as_of="2024-03-31", period="2024-03-01..2024-03-31")
    assert [(one.key["slot"], one.unit) for one in audit.findings if one.rule == "G-1"] == [("丙/2024-03", "二组")]


def test_a_number_that_two_units_bear_is_that_of_neither(tmp_path: Path) -> None:
    rules = _RULES.replace("    unit: outlet\n", "    unit: staff.post\n") + (
        "  - id: G-1\n    clause: 1\n    title: {zh: 客户名称已填写, en: The customer is named}\n"
        "    of: work_orders\n    check: row\n    params: {require: [customer]}\n"
    )
    staff = [["甲", "东城"], ["乙", "东城"], ["乙", "西城"], ["丙", "东城"], ["丙", "东城"]]
    units = []
    for order in itertools.permutations(staff[1:3]):
        sheets: dict[str, list[Sequence[object]]] = {
            "派工单": [list(HEADINGS), *ORDERED],
            "人员名册": [["姓名", "岗位"], staff[0], *order, *staff[3:]],
        }
        book = workbooks(tmp_path / "a.xlsx", sheets)
        audit = svcqa.run([book], [ruleset(tmp_path, rules)], as_of="2024-03-31")
        units.append([one.unit for one in audit.findings if one.rule == "G-1"])
    assert units == [["东城", "东城", None, None, "东城"]] * 2
