"""What was not read is told, in words an office understands, with how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from svcqa.cli import main
from tests import office, workbooks
from tests.test_readers import SHEET_XML


@pytest.mark.parametrize("command", ["inspect", "audit"])
def test_files_without_a_spreadsheets_name_are_counted(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = office.ruleset(tmp_path)
    office.workbook(tmp_path / "记录" / "派工单.xlsx")
    for name in ("扫描.pdf", "旧台账.bak", "照片.jpg", "照片2.jpg"):
        (tmp_path / "记录" / name).write_bytes(b"x")
    main([command, str(tmp_path / "记录"), "--ruleset", rules, "--lang", "zh"])
    said = capsys.readouterr().err
    assert "另有4个文件从名称看不是表格，没有读：.jpg2个、.pdf1个、.bak1个" in said


def test_a_sheet_that_could_not_be_read_is_not_called_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells: dict[str, Any] = {"A1": "派工单号", "A2": "W1"}
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"派工单": cells, "好": cells})
    workbooks.rewritten(path, {SHEET_XML: lambda xml: xml[: len(xml) // 2]})
    main(["inspect", str(path), "--lang", "zh"])
    out, err = capsys.readouterr()
    assert "空表" not in out
    assert "没有读到" in out
    assert "请用Excel打开这张表，另存为新文件后再试。" in err


def test_facts_of_a_text_table_are_told_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "派工单.csv"
    path.write_text("派工单号;网点;客户名称\nW1;东城;甲\nW2;西城\n", encoding="utf-8")
    main(["inspect", str(path), "--lang", "zh"])
    out = capsys.readouterr().out
    assert "分隔符: 分号; 列数与其他行不同的行数: 1; 这些行的行号: 3" in out
    assert "文本表格" in out
    assert "“”" not in out


@pytest.mark.parametrize("command", ["inspect", "audit"])
def test_sheets_of_the_settings_that_no_file_has_are_told(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = office.ruleset(tmp_path)
    place = office.workbook(tmp_path / "记录.xlsx", sheet="1月")
    (tmp_path / "名单.csv").write_text("姓名,岗位\n张三,工程师\n", encoding="utf-8")
    config = tmp_path / "svcqa.yaml"
    config.write_text("sheets: {1月: work_orders, 名单: staff, 二月: work_orders}\n", encoding="utf-8")
    given = [
        command,
        str(place),
        str(tmp_path / "名单.csv"),
        "--ruleset",
        rules,
        "--config",
        str(config),
        "--lang",
        "zh",
    ]
    main(given)
    assert "svcqa.yaml的sheets里写的“二月”，这些文件里没有；" in capsys.readouterr().err
