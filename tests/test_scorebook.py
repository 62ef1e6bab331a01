"""The scoring workbook: what is written is read back, and whatever cannot be is refused with its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import svcqa
from svcqa import scorebook
from svcqa.errors import InputError
from svcqa.host import Host
from svcqa.schemes import Schemes
from svcqa.schemes.entered import (
    EnteredFact,
    EnteredFormer,
    EnteredItem,
    EnteredPaper,
    EnteredSpecial,
    ScoreSheet,
)
from svcqa.text import LANGS, Lang, Text
from svcqa_example.certifying import worked

GBT = "gbt-27922"
FILE = Schemes(Host.discover().ruleset_folders).load(GBT).file
ITEMS, SPECIALS, FACTS, FORMER, PAPERS = range(5)
"""The sheets in their order."""


def written(folder: Path, lang: Lang = "zh", known: ScoreSheet | None = None) -> Path:
    """A scoring workbook in a file."""
    path = folder / "评分表.xlsx"
    path.write_bytes(svcqa.score_workbook(GBT, lang, known))
    return path


def altered(path: Path, sheet: int, row: int, values: Mapping[str, Any]) -> Path:
    """The workbook with other values in a row, by heading."""
    book = openpyxl.load_workbook(path)
    made = book.worksheets[sheet]
    heads = {str(cell.value): cell.column for cell in made[3]}
    for heading, value in values.items():
        made.cell(row, heads[heading]).value = value
    book.save(path)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        scorebook.read(path, FILE)
    return caught.value.say("zh")


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_entered_is_read_back_in_either_language(tmp_path: Path, lang: Lang) -> None:
    known = ScoreSheet(
        "",
        {
            "5.1.6": EnteredItem("5.1.6", "", points=Fraction("2.5"), applies=False, why_not="没有"),
            "5.3.2": EnteredItem("5.3.2", "", points=Fraction(12), mode="proportional", sampled=20, failed=3, rules=("S*", "T")),
            "5.1.7": EnteredItem("5.1.7", "", conclusion="fails", seen="照片", concluded_by="王"),
        },
        [EnteredSpecial("bonus", "领先", "报告", rectified=False, place="")],
        {code: EnteredFact(code, Text("", ""), value, "") for code, value in
         {"points_source": "第1版", "issued_on": "2024-03-01", "specials_place": "before", "evaluation": "renewal"}.items()},
        [EnteredFormer("C1", dt.date(2024, 1, 2), "5.3.2", "事实", None, "", "", "")],
        {"p01": EnteredPaper("p01", "柜2", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "原件", "")},
    )  # fmt: skip
    read = scorebook.read(written(tmp_path, lang, known), FILE)
    one = read.items["5.3.2"]
    assert (one.points, one.mode, one.sampled, one.failed, one.rules) == (
        Fraction(12),
        "proportional",
        20,
        3,
        ("S*", "T"),
    )
    assert (read.items["5.1.6"].points, read.items["5.1.6"].applies) == (Fraction("2.5"), False)
    assert (read.items["5.1.7"].conclusion, read.items["5.1.7"].concluded_by) == ("fails", "王")
    assert [(special.kind, special.trigger) for special in read.specials] == [("bonus", "领先")]
    assert {code: fact.value for code, fact in read.facts.items()} == {
        "points_source": "第1版", "issued_on": "2024-03-01", "specials_place": "before", "evaluation": "renewal"
    }  # fmt: skip
    assert (read.former[0].found_on, read.former[0].open) == (dt.date(2024, 1, 2), True)
    assert read.papers["p01"].covers_to == dt.date(2024, 12, 31)
    assert one.place.startswith("评分表.xlsx → ")


def test_the_same_scheme_gives_the_same_bytes() -> None:
    assert svcqa.score_workbook(GBT, "zh") == svcqa.score_workbook(GBT, "zh")


def test_every_item_stands_there_and_leaves_rules_and_points_to_people(tmp_path: Path) -> None:
    read = scorebook.read(written(tmp_path), FILE)
    assert list(read.items) == [item for item, _, _ in FILE.items()]
    assert all(not one.rules and one.points is None for one in read.items.values())


def test_the_worked_points_of_the_example_add_up(tmp_path: Path) -> None:
    read = scorebook.read(written(tmp_path, known=worked()), FILE)
    assert sum(one.points or 0 for one in read.items.values()) == 100


_FIRST, _LAST = 4, 24
"""Rows of the first and the last item."""


@pytest.mark.parametrize(
    ("row", "values", "said"),
    [
        (_FIRST, {"分值": 5}, "“5.1 售后服务体系”各项分值合计41分，应为40分"),
        (_FIRST, {"分值": "四"}, "“四”不是数"),
        (_FIRST, {"分值": -1}, "“-1”不是数"),
        (_FIRST, {"扣分方式": "减半"}, "这里不能填“减半”"),
        (_FIRST, {"是否适用": "也许"}, "这里不能填“也许”"),
        (_FIRST, {"是否适用": "否"}, "“5.1.1.1”不适用，却没有写理由"),
        (_LAST, {"评价抽样数": 5, "其中不符合数": 6}, "“5.3.2”的不符合数6大于抽样数5"),
        (_LAST, {"评价抽样数": 5}, "“5.3.2”只填了抽样数和不符合数中的一个"),
        (_LAST, {"评价抽样数": "五", "其中不符合数": 1}, "“五”不是整数"),
        (_LAST, {"评价结论": "符合", "评价人": "王"}, "“5.3.2”按比例扣分，作结论要写抽样数和不符合数"),
        (_FIRST, {"评价结论": "符合", "评价人": None}, "“5.1.1.1”有结论，却没有写评价人"),
        (_FIRST, {"评分条款": "5.9.1"}, "评价方案里没有条款“5.9.1”"),
        (_FIRST, {"评分条款": "5.1.1.2"}, "“5.1.1.2”不止一行"),
    ],
)
def test_what_cannot_be_is_refused_with_its_cell(tmp_path: Path, row: int, values: dict[str, Any], said: str) -> None:
    problem = refusal(altered(written(tmp_path, known=worked()), ITEMS, row, values))
    assert said in problem
    assert "评分表.xlsx → 评分项目 → " in problem


def test_too_many_points_are_refused_even_while_others_are_missing(tmp_path: Path) -> None:
    assert "合计41分，应为40分（1项）" in refusal(altered(written(tmp_path), ITEMS, _FIRST, {"分值": 41}))


def test_points_that_are_not_all_known_are_no_error(tmp_path: Path) -> None:
    assert scorebook.read(altered(written(tmp_path), ITEMS, _FIRST, {"分值": 4}), FILE).items["5.1.1.1"].points == 4


@pytest.mark.parametrize(
    ("sheet", "row", "values", "said"),
    [
        (SPECIALS, 4, {"加分或扣分": "奖励"}, "这里不能填“奖励”"),
        (SPECIALS, 4, {"加分或扣分": "扣分", "特别情形": None}, "没有写情形"),
        (SPECIALS, 4, {"特别情形": "违反法规"}, "没有写明是加分还是扣分"),
        (ITEMS, 4, {"分值": "=2+2"}, "公式可能没有计算过"),
        (FACTS, 12, {"认证事项内容": "去年"}, "“去年”不是日期"),
        (FACTS, 8, {"认证事项内容": "复评"}, "这里不能填“复评”"),
        (FACTS, 4, {"认证事项": "别的", "事项代号": "other"}, "不认识的事项“别的”"),
        (PAPERS, 4, {"证据编号": "r99"}, "证据清单里没有编号“r99”"),
        (FORMER, 4, {"认证不符合编号": "C1", "认证发现日期": "初夏"}, "“初夏”不是日期"),
    ],
)
def test_the_other_sheets_are_checked_too(
    tmp_path: Path, sheet: int, row: int, values: dict[str, Any], said: str
) -> None:
    assert said in refusal(altered(written(tmp_path), sheet, row, values))


def test_more_bonuses_than_the_scheme_allows_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    for row in (4, 5):
        altered(path, SPECIALS, row, {"加分或扣分": "加分", "特别情形": f"领先{row}"})
    assert "特别加分有2项，最多1项" in refusal(path)


def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "别的.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["姓名", "电话"])
    book.save(path)
    assert "里面没有“评分项目”工作表" in refusal(path)


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    path = altered(written(tmp_path, known=worked()), ITEMS, _FIRST, {"分值": "四", "扣分方式": "减半"})
    assert len(refusal(path).splitlines()) == 2
