"""Two versions of a register: every record accounted for, every cell that differs told once, nothing judged."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcqa import Text
from svcqa.cli import main
from svcqa.cli.schema import schema
from svcqa.comparing.run import compare
from svcqa.grid import from_rows
from svcqa.intake import Imported, IntakeOptions, import_files
from svcqa.intake.child import ReadResult
from svcqa.lines import encodable
from svcqa.periods import AsOf
from svcqa.registers import Field, Register
from svcqa.rendering import render_comparison
from svcqa.requests import Sheet, Sheets
from svcqa.versions import Apart, Change, Comparison, Counts
from tests.audits import NASTY
from tests.office import HEADINGS, ruleset, workbook, workbooks
from tests.test_matrices import MATRIX, RULES, declared
from tests.test_matrices import ROWS as GRID

Row = Sequence[Any]
HEADS = ("派工单号", "网点", "客户名称", "派工时间", "联系时间", "工程师", "状态", "金额", "时长", "合格", "电话")
TYPES = ("code", "text", "text", "datetime", "datetime", "person", "choice", "money", "duration", "yes_no", "phone")
NAMES = ("order_no", "outlet", "customer", "dispatched_at", "contacted_at", "engineer", "status", "amount", "took",
         "passed", "phone")  # fmt: skip
ROWS: tuple[tuple[Any, ...], ...] = (
    ("W001", "东城", "华东电力", "2024-03-05 10:00", "2024-03-05 10:15", "张三", "已完成", 1200, "15分钟", "是", "13800001111"),
    ("W002", "东城", "", "2024-03-05 11:00", "", "李四", "已完成", 80, "", "否", ""),
    ("W003", "西城", "南方水务", "2024-03-06 09:00", "2024-03-06 09:30", "张三", "处理中", "", "", "", ""),
    ("W004", "西城", "北方燃气", "2024-03-06 09:30", "约10点", "李四", "处理中", 60, "1小时", "是", ""),
)  # fmt: skip
ACCUSES = re.compile(
    r"篡改|造假|伪造|作弊|请改|改成|改为|修改|更正|补签|tamper|forg|fraud|fake|cheat|falsif|manipulat|correct the",
    re.IGNORECASE,
)


def register(**changes: Any) -> Register:
    fields = {
        name: Field(title=Text(head, name), type=kind)  # type: ignore[arg-type]
        for name, head, kind in zip(NAMES, HEADS, TYPES, strict=True)
    }
    given: dict[str, Any] = {"title": Text("派工单", "orders"), "key": ("order_no",), "event_date": ("dispatched_at",)}
    return Register(**{**given, **changes}, fields=fields)


REGISTER = register()


def imported(rows: Sequence[Row], heads: Sequence[str] = HEADS, *, file: str = "旧.xlsx", sheet: str = "派工单",
             known: Register = REGISTER) -> Imported:  # fmt: skip
    columns, count = from_rows([list(heads), *[list(row) for row in rows]])
    read = Sheets([Sheet(sheet, columns, count)])
    return import_files([ReadResult(file, "", 0, read, None)], {"orders": known}, IntakeOptions())


def compared(old: Sequence[Row], new: Sequence[Row], *, as_of: str | None = "2024-03-31", heads: Sequence[str] = HEADS,
             known: Register = REGISTER) -> Comparison:  # fmt: skip
    was = imported(old, known=known)
    now = imported(new, heads, file="新.xlsx", sheet="2024派工单", known=known)
    return compare(was, now, {"orders": known}, as_of=AsOf.of(as_of) if as_of else None)


def edited(at: int, **cells: Any) -> list[list[Any]]:
    rows = [list(row) for row in ROWS]
    for name, value in cells.items():
        rows[at][NAMES.index(name)] = value
    return rows


def told(made: Comparison) -> list[tuple[Any, ...]]:
    return [(one.key["order_no"], one.field, one.kind, one.flag) for one in made.changes]


def counts(made: Comparison) -> Counts:
    (one,) = made.content.counts
    assert one.old == one.matched + one.gone + one.unmatched_old
    assert one.new == one.matched + one.added + one.unmatched_new
    assert one.cells == one.same + sum(one.kinds.values()) + one.without_column + one.without_result
    assert sum(one.kinds.values()) == len(made.changes)
    assert len(made.apart) == one.gone + one.added + one.unmatched_old + one.unmatched_new
    return one


@pytest.mark.parametrize(
    ("at", "cells", "kind", "flag"),
    [
        (0, {"contacted_at": "2024-03-05 10:05"}, "changed", "time"),
        (0, {"contacted_at": ""}, "emptied", "time"),
        (0, {"contacted_at": "/"}, "emptied", "time"),
        (3, {"contacted_at": "2024-03-06 10:00"}, "changed", "time"),
        (0, {"took": "16分钟"}, "changed", "time"),
        (0, {"engineer": "王五"}, "changed", "signature"),
        (0, {"engineer": ""}, "emptied", "signature"),
        (0, {"status": "处理中"}, "changed", "result"),
        (0, {"passed": "否"}, "changed", "result"),
        (1, {"contacted_at": "2024-03-05 11:10"}, "filled", "afterwards"),
        (1, {"contacted_at": "2024-04-05 11:10"}, "filled", ""),
        (1, {"customer": "海洋"}, "filled", ""),
        (2, {"passed": "是"}, "filled", ""),
        (0, {"amount": 1201}, "changed", ""),
        (0, {"customer": "华北电力"}, "changed", ""),
        (0, {"customer": "华东电力²"}, "changed", ""),
    ],
)
def test_each_kind_of_change_is_told_with_its_flag(at: int, cells: Mapping[str, Any], kind: str, flag: str) -> None:
    made = compared(ROWS, edited(at, **cells))
    assert told(made) == [(ROWS[at][0], next(iter(cells)), kind, flag)]
    assert counts(made).matched == len(ROWS)
    assert made.asks_for_attention == bool(flag)


def test_a_mark_that_reading_takes_for_a_digit_makes_another_value() -> None:
    made = compared(edited(0, customer="5²"), edited(0, customer="52"))
    assert told(made) == [("W001", "customer", "changed", "")]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("dispatched_at", "2024/3/5 10:00"),
        ("dispatched_at", "2024年3月5日 10:00"),
        ("dispatched_at", "２０２４-03-05 10:00"),
        ("amount", "1,200.00"),
        ("amount", "１２００"),
        ("customer", "华东电力  "),
        ("customer", "华东\u200b电力"),
        ("engineer", "张 三"),
        ("took", dt.timedelta(minutes=15)),
        ("dispatched_at", dt.datetime(2024, 3, 5, 10)),
        ("took", "15 分钟"),
        ("passed", "√"),
        ("phone", "138-0000-1111"),
        ("status", "已完成 "),
    ],
)
def test_one_value_written_in_two_ways_is_counted_apart(name: str, written: str) -> None:
    made = compared(ROWS, edited(0, **{name: written}))
    assert told(made) == [("W001", name, "spelt", "")]
    assert made.count("spelt") == 1
    assert not made.asks_for_attention


@pytest.mark.parametrize(("name", "value"), [("amount", 1200.0), ("amount", "1200"), ("phone", 13800001111)])
def test_a_value_of_another_type_that_shows_the_same_is_the_same(name: str, value: Any) -> None:
    assert told(compared(ROWS, edited(0, **{name: value}))) == []


def test_what_floats_cannot_hold_is_no_difference() -> None:
    assert told(compared(edited(0, amount=0.3), edited(0, amount=0.1 + 0.2))) == []


def test_a_day_is_written_otherwise_than_the_midnight_it_begins_with() -> None:
    made = compared(edited(0, contacted_at="2024-03-06"), edited(0, contacted_at="2024-03-06 00:00:00"))
    assert [one[2] for one in told(made)] == ["spelt"]


def test_a_blank_and_a_placeholder_say_the_same() -> None:
    made = compared(ROWS, edited(1, customer="—"))
    assert told(made) == [("W002", "customer", "spelt", "")]


def test_without_the_date_of_the_old_version_nobody_says_afterwards() -> None:
    made = compared(ROWS, edited(1, contacted_at="2024-03-05 11:10"), as_of=None)
    assert told(made) == [("W002", "contacted_at", "filled", "time_filled")]
    text = render_comparison(made, "text", "en").decode()
    assert "No date of the old version was given" in text


def test_order_of_rows_and_columns_and_the_name_of_the_sheet_make_no_difference() -> None:
    order = [3, 0, 7, 5, 4, 1, 2, 6, 9, 8, 10]
    new = [[row[at] for at in order] for row in reversed(ROWS)]
    made = compared(ROWS, new, heads=[HEADS[at] for at in order])
    assert told(made) == []
    assert counts(made).same == len(ROWS) * len(HEADS)
    assert "do not differ" in render_comparison(made, "text", "en").decode()


def test_every_change_leads_to_both_of_its_cells() -> None:
    made = compared(ROWS, [*reversed(edited(0, contacted_at="2024-03-05 10:05"))])
    (one,) = made.changes
    assert (one.old.file, one.old.sheet, one.old.cell, one.old.value) == ("旧.xlsx", "派工单", "E2", "2024-03-05 10:15")
    assert (one.new.file, one.new.sheet, one.new.cell, one.new.value) == (
        "新.xlsx", "2024派工单", "E5", "2024-03-05 10:05",
    )  # fmt: skip


def test_changed_times_signatures_and_results_stand_first() -> None:
    new = edited(0, customer="甲", passed="否", engineer="王五", contacted_at="2024-03-05 10:05", amount="1,200")
    new[1][4] = "2024-03-05 11:10"
    assert [one[1:] for one in told(compared(ROWS, new))] == [
        ("contacted_at", "changed", "time"),
        ("engineer", "changed", "signature"),
        ("passed", "changed", "result"),
        ("contacted_at", "filled", "afterwards"),
        ("customer", "changed", ""),
        ("amount", "spelt", ""),
    ]


def test_signatures_and_results_are_known_by_their_titles() -> None:
    from svcqa.comparing.differing import holds

    titled = {"客户签字": "signature", "检查结果": "result", "满意度评分": "result", "备注": "other"}
    fields = {str(at): Field(title=Text(title, "x")) for at, title in enumerate(titled)}
    known = REGISTER.model_copy(update={"fields": {**REGISTER.fields, **fields}})
    records = imported(ROWS, known=known).records["orders"]
    assert [holds(str(at), records) for at in range(len(titled))] == list(titled.values())
    assert holds("order_no", records) == "key"
    assert holds("amount", records) == "amount"


# which record is which


def test_gone_and_added_records_are_listed_with_their_cells() -> None:
    new = [*ROWS[1:], ("W009", "北城", "新客户", "2024-03-09 09:00", "", "赵六", "处理中", 5, "", "", "")]
    made = compared(ROWS, new)
    gone, added = made.apart
    assert (gone.what, gone.version, gone.key) == ("gone", "old", {"order_no": "W001"})
    assert [cell.cell for cell in gone.cells] == [f"{letter}2" for letter in "ABCDEFGHIJK"]
    assert (added.what, added.version, added.key) == ("added", "new", {"order_no": "W009"})
    assert counts(made).matched == 3
    assert made.asks_for_attention


def test_a_record_that_is_otherwise_equal_is_perhaps_renumbered() -> None:
    made = compared(ROWS, edited(0, order_no="W101"))
    assert [(one.what, one.perhaps) for one in made.apart] == [("gone", "W101"), ("added", "W001")]
    assert counts(made).renumbered == 1


def test_two_that_could_be_the_renumbered_one_are_not_named() -> None:
    twin = list(ROWS[0])
    new = [["W101", *twin[1:]], ["W102", *twin[1:]], *ROWS[1:]]
    assert [one.perhaps for one in compared(ROWS, new).apart] == ["", "", ""]


def test_a_blank_key_is_matched_by_what_the_record_says() -> None:
    made = compared(edited(0, order_no=""), edited(0, order_no="", contacted_at="2024-03-05 10:05"))
    assert told(made) == [(None, "contacted_at", "changed", "time")]
    assert counts(made).by_content == 1


def test_a_key_that_was_filled_in_is_a_change_of_that_record() -> None:
    made = compared(edited(0, order_no=""), ROWS)
    assert told(made) == [("W001", "order_no", "filled", "")]
    assert [one.of for one in made.changes] == ["key"]


def test_records_of_one_key_are_told_apart_by_what_they_say() -> None:
    other = ("W001", "北城", "另一家", "2024-03-01 10:00", "", "赵六", "处理中", 7, "", "", "")
    changed = [*other[:7], 8, *other[8:]]
    made = compared([*ROWS, other], [changed, *ROWS])
    assert told(made) == [("W001", "amount", "changed", "")]
    assert counts(made).by_content == 2


def test_a_double_record_that_is_there_once_is_gone_once() -> None:
    made = compared([*ROWS, ROWS[0]], ROWS)
    assert [(one.what, one.version) for one in made.apart] == [("gone", "old")]
    assert counts(made).matched == 4


def test_records_without_a_key_that_fit_none_are_said_not_to_be_matched() -> None:
    old = edited(0, order_no="")
    new = edited(0, order_no="", customer="别家", amount=1, engineer="王五")
    made = compared(old, new)
    assert [(one.what, one.version, one.why) for one in made.apart] == [
        ("unmatched", "old", "key_blank"),
        ("unmatched", "new", "key_blank"),
    ]
    assert counts(made).matched == 3


def test_several_of_one_key_that_fit_none_are_said_not_to_be_matched() -> None:
    def rows(text: str) -> list[Row]:
        return [("W001", text, f"{text}{at}", "", "", text, "", at, "", "", "") for at in range(2)]

    made = compared(rows("甲"), rows("乙"))
    assert [one.why for one in made.apart] == ["key_repeated"] * 4
    assert counts(made).matched == 0


def test_a_version_without_the_key_column_is_matched_by_content() -> None:
    made = compared(ROWS, [row[1:] for row in reversed(edited(0, amount=1))], heads=HEADS[1:])
    assert told(made) == [("W001", "amount", "changed", "")]
    assert counts(made).by_content == 4
    assert [(one.version, one.heading, one.why) for one in made.content.left_out] == [("old", "派工单号", "only_here")]


def test_a_key_of_several_fields_is_one_key() -> None:
    known = register(key=("outlet", "customer"))
    made = compared(edited(1, customer="甲"), edited(1, customer="甲", amount=81), known=known)
    assert [(one.key, one.field) for one in made.changes] == [({"outlet": "东城", "customer": "甲"}, "amount")]


# what was not compared


def test_columns_of_one_version_or_of_no_field_are_said() -> None:
    heads = [*HEADS[:2], *HEADS[3:], "附注"]
    made = compared(ROWS, [[*row[:2], *row[3:], "x"] for row in ROWS], heads=heads)
    assert [(one.version, one.column, one.heading, one.why) for one in made.content.left_out] == [
        ("old", "C", "客户名称", "only_here"),
        ("new", "K", "附注", "no_field"),
    ]
    assert told(made) == []


def test_cells_whose_sheet_lacks_the_column_are_counted() -> None:
    old = imported(ROWS)
    parts = [
        from_rows([HEADS, *map(list, ROWS[:2])]),
        from_rows([HEADS[:-1], *[list(row[:-1]) for row in ROWS[2:]]]),
    ]
    sheets = Sheets([Sheet(name, *one) for name, one in zip(("一", "二"), parts, strict=True)])
    new = import_files([ReadResult("新.xlsx", "", 0, sheets, None)], {"orders": REGISTER}, IntakeOptions())
    made = compare(old, new, {"orders": REGISTER})
    assert counts(made).without_column == 2
    assert told(made) == []


def test_a_register_that_one_version_lacks_is_said_and_not_compared() -> None:
    empty = Imported({}, [])
    made = compare(imported(ROWS), empty, {"orders": REGISTER})
    (one,) = made.content.counts
    assert (one.held_by, one.old, one.gone) == ("old", 4, 0)
    assert made.asks_for_attention
    assert "holds no such register" in render_comparison(made, "text", "en").decode()


# hostile values, forms, matrices, the command


def hostile(change: str) -> list[list[Any]]:
    return [
        [f"W{at}", "东城", f"{encodable(value[:5000])}{change}", "", "", encodable(value[:200]), "", at, "", "", ""]
        for at, value in enumerate(NASTY)
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_values_stay_text_in_every_format(lang: Any, tmp_path: Path) -> None:
    made = compared(hostile(""), hostile("改"))
    assert counts(made).matched == len(NASTY)
    document = json.loads(render_comparison(made, "json", lang))
    assert len(document["content"]["changes"]) == len(NASTY)
    assert "\x1b" not in render_comparison(made, "text", lang).decode()
    place = tmp_path / "out.xlsx"
    place.write_bytes(render_comparison(made, "xlsx", lang))
    book = openpyxl.load_workbook(place)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_the_document_is_as_its_schema_says() -> None:
    from importlib import import_module

    jsonschema: Any = import_module("jsonschema")
    made = compared(ROWS, edited(0, contacted_at="2024-03-05 10:05", order_no=""))
    jsonschema.validate(json.loads(render_comparison(made, "json")), schema("comparison"))


def run(tmp_path: Path, old: Path, new: Path, *more: str, code: int) -> dict[str, Any]:
    place = tmp_path / "out.json"
    argv = ["compare", str(old), str(new), "--format", "json", "--output", str(place), *more]
    assert main(argv) == code
    document: dict[str, Any] = json.loads(place.read_bytes())["content"]
    return document


FORM = [["派工单"], ["派工单号：", "W001", "", "网点", "东城"], ["客户名称", "华东电力"],
        ["派工时间", "2024-03-05 10:00", "", "联系时间", "2024-03-05 10:40"], ["工程师", "张三", "", "状态", "已完成"]]  # fmt: skip


def test_forms_are_compared_cell_by_cell(tmp_path: Path) -> None:
    later = [list(row) for row in FORM]
    later[3][4] = "2024-03-05 10:10"
    old, new = workbooks(tmp_path / "a.xlsx", {"一": FORM}), workbooks(tmp_path / "b.xlsx", {"二": [["", ""], *later]})
    found = run(tmp_path, old, new, "--ruleset", ruleset(tmp_path), code=1)
    ((field, was, now),) = [(one["field"], one["old"]["cell"], one["new"]["cell"]) for one in found["changes"]]
    assert (field, was, now) == ("contacted_at", "E4", "E5")


def test_matrices_are_compared_cell_by_cell(tmp_path: Path) -> None:
    later = [list(row) for row in GRID]
    later[5][3], later[9][3] = "2024-03-06", "2024年3月7日"
    old, new = workbooks(tmp_path / "a.xlsx", {"矩阵": GRID}), workbooks(tmp_path / "b.xlsx", {"矩阵": later})
    where = tmp_path / "svcqa.yaml"
    where.write_text(json.dumps(declared(MATRIX), ensure_ascii=False), encoding="utf-8")
    more = ("--ruleset", ruleset(tmp_path, RULES), "--config", str(where))
    found = run(tmp_path, old, new, *more, code=1)
    assert [(one["kind"], one["old"]["cell"]) for one in found["changes"]] == [("changed", "D6"), ("spelt", "D10")]


def test_filling_in_and_other_spellings_ask_for_no_attention(tmp_path: Path) -> None:
    old = workbook(tmp_path / "a.xlsx")
    rows = [list(row) for row in reversed(OFFICE)]
    rows[2][2] = "海洋"
    new = workbook(tmp_path / "b.xlsx", rows, sheet="2024", titles=("台账",))
    found = run(tmp_path, old, new, "--ruleset", ruleset(tmp_path), code=0)
    assert [(one["kind"], one["field"]) for one in found["changes"]] == [("filled", "customer")]
    assert [file["sheets"][0]["rows_read"] for file in (*found["old"], *found["new"])] == [5, 6]


OFFICE = (
    ("W001", "东城", "华东电力", "2024-03-05 10:00", "2024-03-05 10:15", "张三", "已完成", 120),
    ("W002", "东城", "", "2024-03-05 11:00", "2024-03-05 11:40", "李四", "已完成", 80),
    ("W003", "西城", "南方水务", "2024-03-06 09:00", "", "张三", "已取消", ""),
    ("W004", "西城", "北方燃气", "2024-03-06 09:30", "约10点", "李四", "处理中", 60),
)


def test_late_stays_late(tmp_path: Path) -> None:
    rows = [list(row) for row in OFFICE]
    rows[1][2], rows[1][4], rows[3][4] = "海洋", "2024-03-05 11:10", "2024-03-06 10:30"
    old, new = workbook(tmp_path / "a.xlsx", OFFICE), workbook(tmp_path / "b.xlsx", rows)
    more = ("--ruleset", ruleset(tmp_path), "--as-of", "2024-03-31", "--findings")
    found = run(tmp_path, old, new, *more, code=1)
    assert [(one["outcome"], one["rule"], one["key"]["order_no"]) for one in found["findings"]] == [
        ("after_time", "record.type", "W004"),
        ("after_time", "O-1", "W002"),
        ("filled_in", "O-2", "W002"),
        ("new", "O-1", "W004"),
    ]
    assert found["outcomes"] == {"after_time": 2, "filled_in": 1, "new": 1}


def test_what_cannot_be_judged_any_more_is_not_solved(tmp_path: Path) -> None:
    rows = [list(row) for row in OFFICE]
    rows[1][3] = ""
    old, new = workbook(tmp_path / "a.xlsx", OFFICE), workbook(tmp_path / "b.xlsx", rows[:1] + rows[1:])
    heads = [*HEADINGS[:3], *HEADINGS[4:]]
    less = workbook(tmp_path / "c.xlsx", [[*row[:3], *row[4:]] for row in OFFICE], headings=heads)
    more = ("--ruleset", ruleset(tmp_path), "--as-of", "2024-03-31", "--findings")
    outcomes = [run(tmp_path, old, one, *more, code=code)["findings"] for one, code in ((new, 1), (less, 0))]
    late = [[one["outcome"] for one in found if one["rule"] == "O-1"] for found in outcomes]
    assert late == [["after_time"], ["not_judged"]]


def test_findings_of_a_record_that_is_gone_and_those_that_stay(tmp_path: Path) -> None:
    old = workbook(tmp_path / "a.xlsx", OFFICE)
    new = workbook(tmp_path / "b.xlsx", [OFFICE[0], OFFICE[2], OFFICE[3]])
    more = ("--ruleset", ruleset(tmp_path), "--as-of", "2024-03-31", "--findings")
    outcomes = run(tmp_path, old, new, *more, code=1)["outcomes"]
    assert outcomes == {"record_gone": 2, "persisting": 1}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_tells_all_and_accuses_nobody(tmp_path: Path, lang: str) -> None:
    rows = [list(row) for row in reversed(OFFICE)]
    rows[2][4], rows[1][4] = "2024-03-05 11:10", "2024-03-06 09:05"
    old, new = workbook(tmp_path / "a.xlsx", OFFICE), workbook(tmp_path / "b.xlsx", rows[:-1])
    place = tmp_path / "out.xlsx"
    argv = ["compare", str(old), str(new), "--ruleset", ruleset(tmp_path), "--as-of", "2024-03-31", "--findings"]
    assert main([*argv, "--format", "xlsx", "--output", str(place), "--lang", lang]) == 1
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(place)}
    assert len(sheets) == 12
    flagged = sheets["先看的变化" if lang == "zh" else "To look at first"]
    assert [(row[3], row[5], row[6]) for row in flagged[1:]] == [
        ("W002", "2024-03-05 11:40", "2024-03-05 11:10"),
        ("W003", "（空）" if lang == "zh" else "(blank)", "2024-03-06 09:05"),
    ]
    gone = sheets["没有了的记录" if lang == "zh" else "Records gone"]
    assert "客户名称: 华东电力" in str(gone[1][-1])
    words = " ".join(str(cell) for rows in sheets.values() for row in rows for cell in row if cell)
    assert not ACCUSES.search(words)
    assert ("原记录和书面说明应当放在一起" if lang == "zh" else "original record and an explanation belong") in words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_text_accuses_nobody(lang: Any) -> None:
    new = edited(0, contacted_at="2024-03-05 10:05", engineer="", order_no="W009")
    text = render_comparison(compared(ROWS, new), "text", lang).decode()
    assert not ACCUSES.search(text)


def test_what_cannot_be_compared_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, rules = workbook(tmp_path / "a.xlsx", OFFICE), ruleset(tmp_path)
    other = workbook(tmp_path / "b.xlsx", [("张三", "工程师")], headings=("姓名", "岗位"), sheet="人员名册")
    damaged = tmp_path / "c.xlsx"
    damaged.write_bytes(b"PK\x03\x04 no workbook")
    for new, said in (
        (other, "no register in common"),
        (damaged, "c.xlsx"),
        (tmp_path / "d.xlsx", "there is no such file"),
    ):
        assert main(["compare", str(old), str(new), "--ruleset", rules, "--lang", "en"]) == 2
        assert said in capsys.readouterr().err
    assert main(["compare", str(old), str(old), "--findings", "--lang", "en", "--config", str(_bare(tmp_path))]) == 2
    assert "findings need a ruleset" in capsys.readouterr().err
    assert main(["compare", str(old), str(old), "--output", str(old), "--lang", "en"]) == 2


def _bare(folder: Path) -> Path:
    place = folder / "svcqa.yaml"
    place.write_text("lang: en\n", encoding="utf-8")
    return place


def test_a_file_of_a_folder_that_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("旧", "新"):
        workbook(tmp_path / name / "派工 单.xlsx", OFFICE)
    (tmp_path / "新" / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    argv = ["compare", str(tmp_path / "旧"), str(tmp_path / "新"), "--ruleset", ruleset(tmp_path), "--lang", "zh"]
    assert main(argv) == 0
    out, err = capsys.readouterr()
    assert "坏.xlsx" in err
    assert "坏.xlsx" in out
    assert "两个版本没有不同" in out


# any table

CELL = st.sampled_from(["", "甲", "乙", " 丙 ", "/", "2024-03-05 10:00", "2024/3/6", "12", "12.50", "是", "否", "约3"])
TABLE = st.lists(st.lists(CELL, min_size=10, max_size=10), min_size=1, max_size=12)


def numbered(rows: list[list[str]]) -> list[list[str]]:
    return [[f"W{at:03}", *row] for at, row in enumerate(rows)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLE, st.integers(0, 99), st.sets(st.integers(0, 11)))
def test_a_table_shuffled_is_no_other_table(rows: list[list[str]], seed: int, unclear: set[int]) -> None:
    table = numbered(rows)
    for at in unclear & set(range(len(table))):
        table[at][0] = "" if at % 2 else "W000"
    shuffled = random.Random(seed).sample(table, len(table))
    made = compared(table, shuffled)
    if made.content.counts:
        assert told(made) == []
        assert list(made.apart) == []
        assert counts(made).matched == made.content.counts[0].old


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLE, st.data())
def test_a_random_edit_is_found_and_nothing_else(rows: list[list[str]], data: st.DataObject) -> None:
    table = numbered(rows)
    at, field = data.draw(st.integers(0, len(table) - 1)), data.draw(st.integers(1, 10))
    edit = [list(row) for row in table]
    edit[at][field] = "1小时9分" if TYPES[field] == "duration" else "2031-01-01"
    shuffled = data.draw(st.permutations(edit))
    made = compared(table, shuffled, as_of="2024-03-31")
    assert [(one.key["order_no"], one.field) for one in made.changes] == [(f"W{at:03}", NAMES[field])]
    assert counts(made).matched == len(table)


def test_a_change_and_a_record_apart_are_what_the_lists_hold() -> None:
    made = compared(ROWS, edited(0, order_no="W9", amount=1))
    assert all(isinstance(one, Apart) for one in made.apart)
    assert all(isinstance(one, Change) for one in made.changes)
