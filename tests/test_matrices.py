"""Matrices, people by courses: declared, every filled cell a record, its cells quoted; undeclared ones are told."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from svcqa import audit, config
from svcqa.cli import main
from svcqa.errors import ConfigError
from svcqa.intake import Imported, IntakeOptions, Reading, find_files, import_files
from svcqa.registers import Kind, Register
from tests.office import ruleset
from tests.test_layouts import Merged, Rows, accounts, aside, written

RULES = """
name: training
title: {zh: 培训管理, en: Training}
version: "1"
registers:
  training:
    title: {zh: 培训记录, en: training records}
    key: [person, course]
    event_date: completed_on
    fields:
      person: {title: {zh: 姓名, en: Name}, type: person}
      post: {title: {zh: 岗位, en: Post}}
      course: {title: {zh: 课程, en: Course}}
      category: {title: {zh: 类别, en: Category}}
      validity: {title: {zh: 有效期, en: Validity}}
      completed_on: {title: {zh: 完成日期, en: Completed}, type: date}
      status: {title: {zh: 状态, en: Status}, type: choice}
rules:
  - id: T-1
    clause: 5.1
    title: {zh: 培训已完成, en: The training is completed}
    of: training
    check: row
    params: {require: [completed_on]}
    unless: {status: [N/A]}
"""
ROWS: Rows = [
    ["Printed 2024-04-01"],
    ["", "", "", "安全", "", "服务"],
    ["姓名", "岗位", "入职", "消防", "急救", "礼仪"],
    ["", "", "", "2 Years", "One Off", ""],
    ["东城售后部"],
    ["张三", "工程师", "2020-01-01", "2024-03-05", "Booked", ""],
    ["李四", "接线员", "2021-01-01", "N/A", "", "Not Yet Due"],
    ["王五", "接线员", "2022-01-01", "", "", ""],
    ["西城售后部"],
    ["赵六", "工程师", "2020-01-01", dt.date(2024, 3, 7), "约三月", "Completed"],
    ["合计", "", "", "2", "1", "1"],
    [],
    ["注：空格为尚未安排"],
]
MERGED: Sequence[Merged] = [(1, 3, 1, 4), (4, 0, 4, 5), (8, 0, 8, 5)]
MATRIX: dict[str, Any] = {
    "across": "course",
    "value": ["completed_on", "status"],
    "headings": 3,
    "attributes": {2: "category", 4: "validity"},
    "columns": "D:F",
}
One = Callable[..., Imported]


def registers() -> dict[str, Register]:
    from svcqa.yamlfile import parse

    made = parse(RULES, "rules").data["registers"]
    return {name: Register.model_validate(one) for name, one in made.items()}


def declared(matrix: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    return {"sheets": {"矩阵": {"register": "training", "matrix": matrix, **more}}}


@pytest.fixture
def one(tmp_path: Path) -> One:
    """Read a sheet of these rows."""

    def made(rows: Rows = ROWS, merged: Sequence[Merged] = MERGED, settings: dict[str, Any] | None = None) -> Imported:
        place = written(tmp_path / "a.xlsx", rows, merged, "矩阵")
        options = config.Config.model_validate(settings or {})
        with Reading(find_files([place])) as reading:
            return import_files(reading, registers(), IntakeOptions(sheets=options.sheets))

    return made


def rows_of(imported: Imported, *fields: str) -> list[tuple[Any, ...]]:
    frame = imported.records["training"].frame[list(fields)]
    return list(frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None))


def test_every_filled_cell_is_a_record_and_a_date_and_a_word_each_find_their_field(one: One) -> None:
    imported = one(settings=declared(MATRIX))
    day, later = dt.datetime(2024, 3, 5), dt.datetime(2024, 3, 7)
    assert rows_of(imported, "person", "post", "course", "completed_on", "status") == [
        ("张三", "工程师", "消防", day, None),
        ("张三", "工程师", "急救", None, "Booked"),
        ("李四", "接线员", "消防", None, "N/A"),
        ("李四", "接线员", "礼仪", None, "Not Yet Due"),
        ("赵六", "工程师", "消防", later, None),
        ("赵六", "工程师", "急救", None, "约三月"),
        ("赵六", "工程师", "礼仪", None, "Completed"),
    ]
    kinds = imported.records["training"].kinds
    assert kinds["status"][2] == Kind.VALUE
    assert kinds["completed_on"][1] == Kind.BLANK


def test_further_heading_rows_fill_fields_and_a_merged_one_holds_for_its_columns(one: One) -> None:
    imported = one(settings=declared(MATRIX))
    assert set(rows_of(imported, "course", "category", "validity")) == {
        ("消防", "安全", "2 Years"),
        ("急救", "安全", "One Off"),
        ("礼仪", "服务", None),
    }


def test_every_row_is_accounted_for_and_blank_cells_are_counted(one: One) -> None:
    (account,) = accounts(one(settings=declared(MATRIX)))
    assert (account.layout, account.records, account.imported, account.header_rows) == ("matrix", 7, 3, [2, 3, 4])
    assert aside(account) == [
        (1, 1, "title"), (2, 4, "heading"), (5, 5, "note"), (8, 8, "no_entry"), (9, 9, "note"), (11, 11, "total"),
        (12, 12, "blank"), (13, 13, "note"),
    ]  # fmt: skip
    assert account.notes[0].zh == "矩阵3行×3列：7格有内容，各成一条记录；2格空白，不算记录"


def test_the_account_tells_people_grid_and_what_is_not_used(one: One) -> None:
    (account,) = accounts(one(settings=declared(MATRIX)))
    assert [(column.column, column.field) for column in account.columns] == [
        ("A", "person"), ("B", "post"), ("C", None), ("D3:F3", "course"), ("D2:F2", "category"), ("D4:F4", "validity"),
        ("D5:F13", "completed_on"), ("D5:F13", "status"), ("D", None), ("E", None), ("F", None),
    ]  # fmt: skip
    assert [column.heading for column in account.columns if column.how == "matrix"][-3:] == ["消防", "急救", "礼仪"]


def test_a_field_alone_takes_every_cell_and_what_it_cannot_read_stays_unreadable(one: One) -> None:
    imported = one(settings=declared({**MATRIX, "value": "completed_on"}))
    kinds = imported.records["training"].kinds["completed_on"].tolist()
    assert kinds == [0, Kind.UNREADABLE, Kind.PLACEHOLDER, Kind.UNREADABLE, 0, Kind.UNREADABLE, Kind.UNREADABLE]


def test_the_grid_begins_right_of_the_people_where_its_columns_are_not_declared(one: One) -> None:
    rows = [["姓名", "岗位", "消防", "急救", ""], ["张三", "工程师", "2024-03-05", "Booked", "备用"]]
    matrix = {"across": "course", "value": ["completed_on", "status"], "headings": 1}
    imported = one(rows, (), declared(matrix))
    (account,) = accounts(imported)
    assert rows_of(imported, "person", "course") == [("张三", "消防"), ("张三", "急救")]
    assert account.notes[-1].zh == "E列没有列标题，没有读入"


def test_people_may_be_given_by_letters_and_their_merged_cells_filled(one: One) -> None:
    rows = [["人员", "消防", "急救"], ["张三", "2024-03-05", "Booked"], ["", "2024-03-06", ""]]
    matrix = {"across": "course", "value": ["completed_on", "status"], "headings": 1}
    imported = one(rows, [(1, 0, 2, 0)], declared(matrix, columns={"A": "person"}, fill=["person"]))
    (account,) = accounts(imported)
    assert rows_of(imported, "person", "course", "status") == [("张三", "消防", None), ("张三", "急救", "Booked")]
    assert account.notes[-1].zh.startswith("有1行的格里有内容，却看不出是谁的（第3行）")


def test_a_matrix_in_a_range_leaves_the_rest_listed(one: One) -> None:
    found = accounts(one(settings=declared(MATRIX, range="A2:F")))
    assert [(account.region, account.register) for account in found] == [("A2:F13", "training"), ("A1:F1", None)]


@pytest.mark.parametrize(
    ("matrix", "said"),
    [({**MATRIX, "columns": "H:J"}, "没有列标题"), ({**MATRIX, "headings": 40, "attributes": {}}, "什么也没有")],
)
def test_a_matrix_that_is_not_there_is_said(one: One, matrix: dict[str, Any], said: str) -> None:
    (account,) = accounts(one(settings=declared(matrix)))
    assert account.register is None
    assert account.why is not None
    assert said in account.why.zh


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("range: A3:F, matrix: {across: a, value: b, headings: 2}", "row 2 lies outside the range A3:F"),
        ("matrix: {across: a, value: a, headings: 2}", "the field 'a' is given twice"),
        ("form: true, matrix: {across: a, value: b, headings: 2}", "it goes together neither with form"),
        ("matrix: {across: a, value: b}", "headings"),
        ("matrix: {across: a, value: b, headings: 0}", "headings"),
        ("matrix: {across: a, value: b, headings: 1, columns: 五}", "'五' is no range"),
    ],
)
def test_what_is_wrong_with_a_matrix_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    place = tmp_path / "svcqa.yaml"
    place.write_text(f"sheets:\n  矩阵: {{register: training, {text}}}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        config.read(place)
    assert "svcqa.yaml:2" in caught.value.say("en")
    assert said in caught.value.say("en")


def test_findings_quote_the_cell_of_the_grid_and_the_person(tmp_path: Path) -> None:
    place = written(tmp_path / "a.xlsx", ROWS, MERGED, "矩阵")
    made = audit.run(
        [place],
        [ruleset(tmp_path, RULES)],
        as_of="2024-12-31",
        config=config.Config.model_validate(declared(MATRIX)),
    )
    found = [(one.key, [cell.cell for cell in one.locations]) for one in made.findings if one.rule == "T-1"]
    assert found == [
        ({"person": "张三", "course": "急救"}, ["E6"]),
        ({"person": "李四", "course": "礼仪"}, ["F7"]),
        ({"person": "赵六", "course": "急救"}, ["E10"]),
        ({"person": "赵六", "course": "礼仪"}, ["F10"]),
    ]
    (tally,) = (one for one in made.content.tallies if one.rule == "T-1")
    assert (tally.in_scope, tally.conforms, tally.fails, tally.excepted) == (7, 2, 4, 1)


def test_a_repeated_key_quotes_person_and_heading(tmp_path: Path) -> None:
    rows = [["姓名", "消防", "消防"], ["张三", "2024-03-05", "2024-03-06"]]
    place = written(tmp_path / "a.xlsx", rows, (), "矩阵")
    matrix = {"across": "course", "value": "completed_on", "headings": 1}
    made = audit.run(
        [place],
        [ruleset(tmp_path, RULES)],
        as_of="2024-12-31",
        config=config.Config.model_validate(declared(matrix)),
    )
    twice = [[cell.cell for cell in one.locations] for one in made.findings if one.rule == "record.key"]
    assert twice == [["A2", "B1"], ["A2", "C1"]]


def test_a_large_matrix_gives_the_records_that_reading_it_cell_by_cell_gives(one: One) -> None:
    chance = random.Random(7)
    courses = [f"课程{number}" for number in range(60)]
    words = ["2024-03-05", "Booked", "N/A", "Completed", "", ""]
    rows = [["姓名", *courses], *([f"员工{number}", *chance.choices(words, k=60)] for number in range(449))]
    matrix = {"across": "course", "value": ["completed_on", "status"], "headings": 1}
    imported = one(rows, (), declared(matrix))
    expected = [
        (row[0], course, word)
        for row in rows[1:]
        for course, word in zip(courses, row[1:], strict=True)
        if word
    ]  # fmt: skip
    frame = imported.records["training"].frame
    said = frame["status"].fillna(frame["completed_on"].dt.strftime("%Y-%m-%d"))
    assert list(zip(frame["person"], frame["course"], said, strict=True)) == expected
    (part,) = imported.records["training"].parts
    at = [(row, column) for row, line in enumerate(rows[1:], 2) for column, word in enumerate(line[1:], 1) if word]
    assert list(zip(*(one.tolist() for one in part.places["status"]), strict=True)) == at


# not declared


def test_what_looks_like_a_matrix_is_told_with_how_to_declare_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ruleset(tmp_path, RULES, "rules.yaml")
    place = written(tmp_path / "a.xlsx", [*ROWS[:7], *ROWS[9:10], *ROWS[5:7]], (), "矩阵")
    command = ["inspect", str(place), "--ruleset", "rules.yaml", "--lang", "zh", "--write-config", "svcqa.yaml"]
    assert main(command) == 0
    setting = "{register: ..., range: A3:F10, matrix: {across: ..., value: ..., headings: 3}}"
    assert setting in capsys.readouterr().out
    assert f"#   矩阵: {setting}" in (tmp_path / "svcqa.yaml").read_text(encoding="utf-8").replace("  # ", "#   ")


def test_a_table_of_dates_and_answers_is_no_matrix(one: One) -> None:
    rows = [
        ["项目", "计划开始日期", "计划完成日期", "实际开始日期", "实际完成日期", "是否上门", "是否收费", "是否满意"]
    ]
    rows += [[f"项目{number}", *["2024-03-05"] * 4, "是", "否", "是"] for number in range(5)]
    (account,) = accounts(one(rows, ()))
    assert account.setting is None
