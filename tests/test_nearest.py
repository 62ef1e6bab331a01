"""Sheets of no register: the nearest one and its columns are proposed, for somebody to confirm, and nothing is taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from svcqa import config
from svcqa.cli import main
from svcqa.config import Config
from tests.office import ruleset, workbook, workbooks

NEAR = ("派工单", "网点名", "客户名", "派工時間", "联系時間", "处理人")
ROWS = [("W001", "东城", "甲", "2024-03-05 10:00", "2024-03-05 10:15", "张三")]


def document(folder: Path, capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, Any]:
    path = folder / "表.xlsx"
    assert main(["inspect", str(path), "--ruleset", ruleset(folder), "--format", "json", "--lang", "en", *argv]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_headings_that_are_only_like_those_of_a_register_are_proposed_and_not_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook(tmp_path / "表.xlsx", ROWS, headings=NEAR, titles=("外勤台账",), sheet="外勤")
    (sheet,) = document(tmp_path, capsys)["inputs"][0]["sheets"]
    assert (sheet["register"], sheet["nearest"], sheet["header_rows"], sheet["imported"]) == (
        None,
        "work_orders",
        [2],
        0,
    )
    proposed = {one["column"]: one["proposed"] for one in sheet["columns"] if one["proposed"]}
    assert proposed == {"A": "order_no", "C": "customer", "D": "dispatched_at", "E": "contacted_at"}
    assert all(one["field"] is None for one in sheet["columns"])
    assert "nearest to work orders" in sheet["why"]["en"]
    assert "score 4" in sheet["why"]["en"]


def test_headings_that_fit_are_proposed_with_those_that_are_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook(tmp_path / "表.xlsx", [row[2:4] for row in ROWS], headings=("客户名称", "派工時間"), sheet="外勤")
    (sheet,) = document(tmp_path, capsys)["inputs"][0]["sheets"]
    assert {one["heading"]: (one["how"], one["proposed"]) for one in sheet["columns"]} == {
        "客户名称": ("proposed", "customer"), "派工時間": ("proposed", "dispatched_at"),
    }  # fmt: skip
    assert "1 headings fit, 1 are alike" in sheet["why"]["en"]


def test_a_stranger_has_no_nearest_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook(tmp_path / "表.xlsx", [("苹果", 3, 2.5)], headings=("品名", "箱数", "单重"), sheet="库存")
    (sheet,) = document(tmp_path, capsys)["inputs"][0]["sheets"]
    assert (sheet["register"], sheet["nearest"], sheet["columns"]) == (None, None, [])


def test_the_text_lists_the_proposals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook(tmp_path / "表.xlsx", ROWS, headings=NEAR, sheet="外勤")
    assert main(["inspect", str(tmp_path / "表.xlsx"), "--ruleset", ruleset(tmp_path), "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "最接近“派工单”（得分4：0个列标题相符，4个近似），没有采用" in said
    assert "→ dispatched_at？（建议，未使用；确认后写进svcqa.yaml）" in said


def test_saved_settings_hold_the_proposals_as_comments_and_confirmed_they_are_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook(tmp_path / "表.xlsx", ROWS, headings=NEAR, sheet="外勤")
    place = tmp_path / "saved.yaml"
    document(tmp_path, capsys, "--write-config", str(place))
    assert config.read(place).columns == Config().columns
    text = place.read_text(encoding="utf-8")
    assert "#   外勤: work_orders" in text
    assert "# 派工時間: dispatched_at" in text
    confirmed = "\n".join(line.replace("# ", "", 1) for line in text.splitlines()[2:])
    place.write_text(confirmed, encoding="utf-8")
    (sheet,) = document(tmp_path, capsys, "--config", str(place))["inputs"][0]["sheets"]
    assert sheet["register"] == "work_orders"
    assert sheet["imported"] == 1
    assert {"D", "E"} <= {one["column"] for one in sheet["columns"] if one["field"]}


def test_beside_a_known_table_the_nearest_of_a_stranger_is_placed_on_the_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known: list[list[Any]] = [
        ["派工单号", "客户名称", "派工时间", "联系时间"],
        ["W1", "甲", "2024-03-05 10:00", "2024-03-05 10:10"],
    ]
    below: list[list[Any]] = [
        ["派工時間", "联系時間", "备注", "数量"],
        ["2024-03-05 10:00", "2024-03-05 10:10", "无", 1],
    ]
    workbooks(tmp_path / "表.xlsx", {"派工单": [*known, [], *below]})
    sheets = document(tmp_path, capsys)["inputs"][0]["sheets"]
    near = [one for one in sheets if one["nearest"]]
    assert [(one["header_rows"], [column["column"] for column in one["columns"]]) for one in near] == [
        ([4], ["A", "B", "C", "D"])
    ]
