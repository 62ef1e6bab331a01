"""A unit of money above the headings: nobody says for which columns it holds, so it is told and not applied."""

from __future__ import annotations

from pathlib import Path

import pytest

import svcqa
from svcqa.findings import Audit
from svcqa.intake.layout.headings import factor_of, unit_of
from tests.office import HEADINGS, ROWS, ruleset, workbook


def _notes(audit: Audit) -> list[str]:
    return [note.zh for file in audit.content.inputs for sheet in file.sheets for note in sheet.notes]


def _audited(folder: Path, title: str, amount: str = "金额") -> list[str]:
    headings = [*HEADINGS[:-1], amount]
    book = workbook(folder / "派工.xlsx", ROWS, headings=headings, titles=("派工台账", title))
    return _notes(svcqa.run([book], [ruleset(folder)], as_of="2024-12-31"))


@pytest.mark.parametrize(
    "title", ["单位：万元", "金额单位: 万元", "（单位：人民币万元）", "编制单位：服务部  单位：千元"]
)
def test_a_unit_above_the_headings_is_told_and_not_applied(tmp_path: Path, title: str) -> None:
    (note,) = _audited(tmp_path, title)
    assert "没有换算" in note
    assert "金额" in note


@pytest.mark.parametrize(
    ("title", "amount"), [("单位：万元", "金额(万元)"), ("单位：元", "金额"), ("编制单位：服务部", "金额")]
)
def test_no_doubt_where_the_heading_says_its_unit_or_there_is_none(tmp_path: Path, title: str, amount: str) -> None:
    assert _audited(tmp_path, title, amount) == []


@pytest.mark.parametrize(
    ("heading", "factor"),
    [
        ("金额", 1),
        ("金额(元)", 1),
        ("金额（千元）", 1e3),
        ("金额(万元)", 1e4),
        ("金额（百万元）", 1e6),
        ("金额(千万元)", 1e7),
        ("金额(亿元)", 1e8),
    ],
)
def test_amounts_are_read_in_the_unit_their_heading_names(heading: str, factor: float) -> None:
    assert factor_of(heading) == factor
    assert (unit_of(heading) or "元").endswith("元")
