"""The receipt: every cell that is missing or cannot be read is named to whoever sent the files, and nothing more."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import svcqa
from svcqa.cli import main
from svcqa.receipts import KINDS, MENDS
from svcqa.registers import TEMPORAL
from tests.office import HEADINGS, ORDERS, ruleset, workbook, workbooks
from tests.workbooks import uncalculated

REQUIRED = (
    ORDERS.replace("title: {zh: 客户名称, en: Customer}", "title: {zh: 客户名称, en: Customer}, required: true")
    .replace("title: {zh: 联系时间, en: Contacted}, type", "title: {zh: 联系时间, en: Contacted}, required: true, type")
    .replace(
        "title: {zh: 状态, en: Status}, type: choice",
        "title: {zh: 状态, en: Status}, type: choice, choices: [已完成, 处理中]",
    )
    .replace(
        "title: {zh: 工程师, en: Engineer}, type: person",
        "title: {zh: 工程师, en: Engineer}, type: person, required: true",
    )
    .replace("post: {title: {zh: 岗位, en: Post}}", "post: {title: {zh: 岗位, en: Post}, required: true}")
)
ROWS: tuple[tuple[Any, ...], ...] = (
    ("W001", "东城", "甲", "3/5/2024 10:00", "2024-03-05 10:15", "张三", "已完成", 120),
    ("W001", "东城", "", "2024-03-05 11:00", "", "李四", "已结束", 80),
    ("", "西城", "=1+1", "24/3/6", "2024/3/6 上午12:00", "", "处理中", "约30"),
    ("W004", "西城", "https://example.org", "2024-03-06 09:30", "约10点", "李四", "处理中", 60),
)
ASKS_TO_ALTER = re.compile(
    r"请改|改成|改为|修改|更改|更正|补签|补写时间|重新填写|change|alter|correct the|adjust|replace the|overwrite",
    re.IGNORECASE,
)
"""How a receipt must never speak of a recorded time, person or signature."""


def inspected(folder: Path, *paths: Path, lang: str = "zh", text: str = REQUIRED, more: Sequence[str] = ()) -> Path:
    """The receipt of some files."""
    place = folder / f"回执-{lang}-{len(list(folder.glob('回执*')))}.xlsx"
    argv = [
        "inspect",
        *map(str, paths),
        "--ruleset",
        ruleset(folder, text),
        "--receipt",
        str(place),
        "--lang",
        lang,
        *more,
    ]
    assert main(argv) == 0
    return place


def sheet_of(place: Path, name: str) -> list[dict[str, Any]]:
    rows = list(openpyxl.load_workbook(place)[name].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def problems(place: Path) -> list[dict[str, Any]]:
    return sheet_of(place, "问题")


def test_every_problem_is_told_with_its_cell_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    made = problems(inspected(tmp_path, workbook(tmp_path / "派工.xlsx", ROWS, titles=("派工台账",))))
    assert [(one["单元格"], one["问题类型"]) for one in made] == [
        ("A3", "编号重复"),
        ("D3", "读不懂"),
        ("A4", "编号重复"),
        ("C4", "必填内容缺失"),
        ("E4", "必填内容缺失"),
        ("G4", "不在选项之中"),
        ("A5", "编号缺失"),
        ("C5", "公式没有结果"),
        ("D5", "读不懂"),
        ("E5", "读不懂"),
        ("F5", "必填内容缺失"),
        ("H5", "读不懂"),
        ("E6", "读不懂"),
    ]
    (first, second, *_) = made
    assert list(first)[:7] == ["编号", "文件", "工作表", "行", "单元格", "列标题", "值"]
    assert (first["编号"], first["文件"], first["工作表"], first["行"]) == ("W001", "派工.xlsx", "派工单", 3)
    assert first["说明"].endswith("另见A4")
    assert (second["列标题"], second["值"]) == ("派工时间", "3/5/2024 10:00")
    assert "2024-03-05 10:00:00或2024-05-03 10:00:00" in second["说明"]
    assert second["原始行"].startswith("派工单号: W001 | 网点: 东城 | 客户名称: 甲 | 派工时间: 3/5/2024 10:00")


def test_the_problems_are_those_of_the_audit(tmp_path: Path) -> None:
    book = workbook(tmp_path / "派工.xlsx", ROWS)
    told = {(one["单元格"], one["说明"].partition("：另见")[0]) for one in problems(inspected(tmp_path, book))}
    audit = svcqa.run([book], [ruleset(tmp_path, REQUIRED)], as_of="2030-12-31")
    found = {(one.locations[0].cell, one.message.zh) for one in audit.findings if one.rule.startswith("record.")}
    assert told == found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_times_people_and_signatures_are_asked_for_and_never_altered(tmp_path: Path, lang: str) -> None:
    text = REQUIRED.replace(
        "post: {title", "confirmed: {title: {zh: 客户签字, en: Signature}, required: true}\n      post: {title"
    )
    staff = workbook(
        tmp_path / "人员名册.xlsx", [("张三", "", "")], headings=("姓名", "岗位", "客户签字"), sheet="人员名册"
    )
    place = inspected(tmp_path, workbook(tmp_path / "派工.xlsx", ROWS), staff, lang=lang, text=text)
    made = sheet_of(place, "问题" if lang == "zh" else "Problems")
    heading, mend, kind = (
        ("列标题", "如何处理", "问题类型") if lang == "zh" else ("Heading", "How to mend it", "Kind of problem")
    )
    witnessed = [one for one in made if one[heading] in {"派工时间", "联系时间", "工程师", "客户签字"}]
    assert {one[heading] for one in witnessed} == {"派工时间", "联系时间", "工程师", "客户签字"}
    for one in witnessed:
        assert not any(ASKS_TO_ALTER.search(str(cell)) for cell in one.values()), one
        assert one[mend] in {
            MENDS["original"].say("zh" if lang == "zh" else "en"),
            MENDS["order"].say("zh" if lang == "zh" else "en"),
        }
    post = next(one for one in made if one[heading] == "岗位")
    assert (post[kind], post[mend]) == (
        KINDS["missing"].say("zh" if lang == "zh" else "en"), MENDS["fill"].say("zh" if lang == "zh" else "en"),
    )  # fmt: skip
    whole = [
        cell for sheet in openpyxl.load_workbook(place) for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert not [cell for cell in whole if ASKS_TO_ALTER.search(str(cell or ""))]


def test_no_way_of_mending_asks_to_alter_what_was_recorded() -> None:
    for text in MENDS.values():
        assert not ASKS_TO_ALTER.search(text.zh + text.en)
    assert {"date", "datetime"} == TEMPORAL


def test_rows_read_are_imported_or_set_aside_and_each_is_listed(tmp_path: Path) -> None:
    rows = [*ROWS, ("", "", "", "", "", "", "", ""), ("合计", "", "", "", "", "", "", 260)]
    place = inspected(tmp_path, workbook(tmp_path / "派工.xlsx", rows, titles=("派工台账",)))
    (sheet,) = [one for one in sheet_of(place, "说明") if one["文件"] == "派工.xlsx"]
    assert sheet["读取行数"] == 8 == sheet["导入"] + sheet["不作为记录"]
    assert sheet["问题"] == len(problems(place))
    aside = sheet_of(place, "未计入的行")
    assert [(one["行"], one["至行"], one["原因"]) for one in aside] == [
        (1, 1, "标题"), (2, 2, "表头"), (7, 7, "空行"), (8, 8, "合计"),
    ]  # fmt: skip
    assert sum(one["至行"] - one["行"] + 1 for one in aside) == sheet["不作为记录"]
    (total,) = [one for one in sheet_of(place, "说明") if one["文件"] == "合计"]
    assert (total["读取行数"], total["导入"], total["问题"]) == (8, 4, sheet["问题"])
    whole = " ".join(str(cell) for one in sheet_of(place, "说明") for cell in one.values())
    assert "不作任何评价" in whole
    assert not re.search("合格|通过|违规|不符合项", whole)


def test_files_sheets_and_columns_are_told_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    book = workbooks(
        tmp_path / "台账.xlsx",
        {
            "派工单": [
                ["派工单号", "客户名称", "派工时闻", "派工时间", "网点", "网点"],
                ["W1", "甲", "", "2024-03-05 10:00", "东", "西"],
            ],
            "字典": [["代码", "含义"], ["1", "是"]],
        },
    )
    made = problems(inspected(tmp_path, book, tmp_path / "坏.xlsx"))
    kinds = [(one["问题类型"], one["工作表"], one["单元格"]) for one in made if not one["编号"]]
    assert (KINDS["file"].zh, None, None) in kinds
    assert (KINDS["unrecognised"].zh, "字典", None) in kinds
    assert (KINDS["ambiguous"].zh, "派工单", "E1") in kinds
    missing = [one for one in made if one["问题类型"] == KINDS["column"].zh]
    assert [one["列标题"] for one in missing] == ["联系时间", "工程师"]
    (others,) = [one for one in made if one["问题类型"] == KINDS["columns"].zh]
    assert "状态" in others["说明"]
    assert "金额" in others["说明"]


def test_a_perhaps_renamed_column_is_asked_about_and_not_called_missing(tmp_path: Path) -> None:
    headings = ["派工单号", "客户名称", "派工时间", "联系时间", "工程师姓", "状态"]
    book = workbook(tmp_path / "派工.xlsx", [("W1", "甲", "2024-03-05 10:00", "2024-03-05 10:10", "张", "已完成")],
                    headings=[*headings[:4], "工程師", "状态"])  # fmt: skip
    (one,) = [one for one in problems(inspected(tmp_path, book)) if one["问题类型"] == KINDS["renamed"].zh]
    assert (one["单元格"], one["列标题"]) == ("E1", "工程師")
    assert "工程师" in one["说明"]


def test_what_begins_like_a_formula_or_a_link_is_text(tmp_path: Path) -> None:
    rows = [
        ("W1", "东", "甲", '=HYPERLINK("x")', "@now", "张", "http://a.example", 1),
        ("W2", "东", "甲", "-1 天", "+8", "张", "已完成", 1),
    ]
    place = tmp_path / "派工.csv"
    place.write_text("\n".join(",".join(map(str, row)) for row in [HEADINGS, *rows]), encoding="utf-8")
    book = openpyxl.load_workbook(inspected(tmp_path, place))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    values = {cell.value for cell in cells}
    assert {'=HYPERLINK("x")', "@now", "-1 天", "+8", "http://a.example"} <= values
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_error_cells_uncalculated_formulas_and_lost_digits(tmp_path: Path) -> None:
    path = uncalculated(
        tmp_path / "派工.xlsx",
        {
            **dict(zip((f"{letter}1" for letter in "ABCDEFGH"), HEADINGS, strict=True)),
            "A2": "00123", "C2": "甲", "D2": "2024-03-05 10:00", "E2": "=D2", "F2": "张", "G2": "已完成",
            "A3": 124, "C3": "#N/A", "D3": "2024-03-05 10:00", "E3": "2024-03-05 10:00", "F3": "张", "G3": "已完成",
        },
    )  # fmt: skip
    made = {one["单元格"]: one for one in problems(inspected(tmp_path, path))}
    assert made["E2"]["问题类型"] == KINDS["never_calculated"].zh
    assert made["E2"]["如何处理"] == MENDS["recalculate"].zh
    assert made["C3"]["问题类型"] == KINDS["error"].zh
    assert (made["A3"]["问题类型"], made["A3"]["值"]) == (KINDS["digits"].zh, "124")
    assert made.keys() == {"E2", "C3", "A3"}
    audit = svcqa.run([path], [ruleset(tmp_path, REQUIRED)], as_of="2030-12-31")
    assert [one.locations[0].cell for one in audit.findings if one.rule == "record.digits"] == ["A3"]


def test_repeated_keys_name_each_other_over_files(tmp_path: Path) -> None:
    rows = [("W1", "东", "甲", "2024-03-05 10:00", "2024-03-05 10:10", "张", "已完成", 1)]
    books = [workbook(tmp_path / name, rows) for name in ("一月.xlsx", "二月.xlsx")]
    made = problems(inspected(tmp_path, *books))
    assert [(one["文件"], one["说明"].partition("另见")[2]) for one in made] == [
        ("一月.xlsx", "二月.xlsx → 派工单 → A2"), ("二月.xlsx", "一月.xlsx → 派工单 → A2"),
    ]  # fmt: skip


def test_a_blank_within_merged_cells_is_a_question_and_nothing_missing(tmp_path: Path) -> None:
    workbook(tmp_path / "派工.xlsx", [
        ("W1", "东", "甲", "2024-03-05 10:00", "2024-03-05 10:10", "张", "已完成", 1),
        ("W2", "东", "", "2024-03-05 10:00", "2024-03-05 10:10", "张", "已完成", 1),
    ])  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "派工.xlsx")
    book.active.merge_cells("C2:C3")
    book.save(tmp_path / "派工.xlsx")
    (one,) = problems(inspected(tmp_path, tmp_path / "派工.xlsx"))
    assert (one["单元格"], one["问题类型"], one["如何处理"]) == ("C3", KINDS["merged"].zh, MENDS["hold"].zh)


def test_the_workbook_is_made_for_reading(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(inspected(tmp_path, workbook(tmp_path / "派工.xlsx", ROWS), lang="en"))
    assert book.sheetnames == ["Summary", "Problems", "Rows set aside"]
    sheet = book["Problems"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:L{sheet.max_row}"
    assert all(8 <= sheet.column_dimensions[letter].width <= 60 for letter in "ABIL")
    # the file's name fits its column
    assert sheet.column_dimensions["B"].width >= len("派工.xlsx") + 2


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    book = workbook(tmp_path / "派工.xlsx", ROWS)
    one, other = (inspected(tmp_path, book).read_bytes() for _ in range(2))
    assert one == other


def test_no_problem_gives_a_receipt_that_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = workbook(
        tmp_path / "派工.xlsx", [("W1", "东", "甲", "2024-03-05 10:00", "2024-03-05 10:10", "张", "已完成", 1)]
    )
    place = inspected(tmp_path, book, more=["--format", "json"])
    assert problems(place) == []
    printed = capsys.readouterr()
    assert json.loads(printed.out)["problems"] == {}
    assert "0个问题" in printed.err


def test_problems_are_counted_beside_the_accounts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inspected(tmp_path, workbook(tmp_path / "派工.xlsx", ROWS), more=["--format", "json"])
    counts = json.loads(capsys.readouterr().out)["problems"]
    assert counts == {
        "key_blank": 1,
        "key_repeated": 2,
        "missing": 3,
        "unreadable": 5,
        "never_calculated": 1,
        "choice": 1,
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("回执.csv", "a receipt is an xlsx workbook"),
        ("派工.xlsx", "the file is there already and was left alone"),
        ("台账/回执.xlsx", "the report would lie in a folder"),
        ("没有/回执.xlsx", "there is no folder"),
    ],
)
def test_a_receipt_replaces_nothing_and_lies_among_no_records(
    tmp_path: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = workbook(tmp_path / "派工.xlsx", ROWS).read_bytes()
    workbook(tmp_path / "台账" / "派工.xlsx", ROWS)
    argv = ["inspect", str(tmp_path / "台账"), "--ruleset", ruleset(tmp_path), "--receipt", str(tmp_path / name)]
    assert main([*argv, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
    assert (tmp_path / "派工.xlsx").read_bytes() == before
    assert not (tmp_path / "台账" / "回执.xlsx").exists()


def test_a_receipt_is_no_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = inspected(tmp_path, workbook(tmp_path / "派工.xlsx", ROWS))
    capsys.readouterr()
    assert main(["inspect", str(place), "--format", "json", "--lang", "en"]) == 0
    sheets = json.loads(capsys.readouterr().out)["inputs"][0]["sheets"]
    assert [one["register"] for one in sheets] == [None] * len(sheets)


def test_settings_are_named_in_the_receipt(tmp_path: Path) -> None:
    (tmp_path / "svcqa.yaml").write_text("dates: lenient\n", encoding="utf-8")
    book = workbook(tmp_path / "派工.xlsx", ROWS)
    place = inspected(tmp_path, book, more=["--config", str(tmp_path / "svcqa.yaml")])
    assert any("dates: lenient" in str(one["说明"]) for one in sheet_of(place, "说明"))
