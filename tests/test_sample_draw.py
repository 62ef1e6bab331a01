"""Drawing: the same seed and records give the same rows, whatever their order; and what is said of the lot."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import svcqa
from svcqa import samplebook
from svcqa.cli import main
from svcqa.formbook.sheet import HEAD
from svcqa.intake import find_files
from svcqa_sampling.drawing import Asked, at_random
from svcqa_sampling.plans import plan_of
from svcqa_sampling.tickets import drawn
from tests.office import workbook, workbooks
from tests.samples import AS_OF, HEADINGS_OF_CHOICES, changed, draw, office, orders


def _keys(folder: Path, seed: str = "7", **given: Any) -> list[str]:
    """The keys that are drawn."""
    lot = svcqa.lot([folder / "派工"], [str(folder / "规则.yaml")], "派工单", as_of=AS_OF, **given)
    made = at_random(lot, plan_of("n:12", len(lot)), Asked(seed))
    return [row.key for row in lot.rows(made.numbers)]


def test_the_algorithm_is_written_down_and_draws_what_it_says() -> None:
    import hashlib

    names = [f"key\x1fW{at}" for at in range(50)]

    def ticket(at: int) -> bytes:
        return hashlib.sha256(f"svcqa-sha256-1\x1f7\x1forders\x1fkey\x1fW{at}".encode()).digest()

    assert drawn("7", "orders", names, range(50), 5) == sorted(sorted(range(50), key=ticket)[:5])


def test_a_seed_draws_the_same_rows_on_every_machine(tmp_path: Path) -> None:
    office(tmp_path)
    assert _keys(tmp_path) == [
        "W006", "W012", "W019", "W022", "W029", "W031", "W039", "W041", "W048", "W050", "W055", "W056",
    ]  # fmt: skip
    assert _keys(tmp_path, "8") != _keys(tmp_path)


def test_a_draw_hangs_neither_on_the_order_of_rows_nor_on_files(tmp_path: Path) -> None:
    office(tmp_path / "a")
    office(tmp_path / "b", orders()[::-1])
    folder, _ = office(tmp_path / "c", orders()[:20])
    workbook(folder / "后.xlsx", orders()[20:])
    assert sorted(_keys(tmp_path / "a")) == sorted(_keys(tmp_path / "b")) == sorted(_keys(tmp_path / "c"))


def test_repeated_and_blank_keys_are_drawn_by_their_place(tmp_path: Path) -> None:
    rows = [("", *one[1:]) if at % 2 else ("W9", *one[1:]) for at, one in enumerate(orders(30))]
    office(tmp_path, rows)
    lot = svcqa.lot([tmp_path / "派工"], [str(tmp_path / "规则.yaml")], "work_orders", as_of=AS_OF)
    names = lot.identities()
    assert len(set(names)) == 30
    assert all(name.startswith("row\x1f") for name in names)
    made = at_random(lot, plan_of("n:12", len(lot)), Asked("7"))
    assert len(set(made.numbers)) == 12


def test_conditions_and_period_make_the_lot(tmp_path: Path) -> None:
    office(tmp_path)
    keys = _keys(tmp_path, where={"状态": "处理中"}, period="2024-02")
    assert keys
    assert {key for key in keys if int(key[1:]) % 5 or int(key[1:]) % 4 != 1} == set()
    lot = svcqa.lot(
        [tmp_path / "派工"], [str(tmp_path / "规则.yaml")], "派工单", as_of=AS_OF, where={"outlet": "东城|西城"}
    )
    assert (len(lot), lot.outside) == (40, 20)


def test_what_has_no_date_or_cannot_be_told_is_in_the_lot_and_counted(tmp_path: Path) -> None:
    rows = [*orders(10), ("W900", "东城", "甲", "", "", "张三", "#N/A", 1)]
    office(tmp_path, rows)
    lot = svcqa.lot(
        [tmp_path / "派工"],
        [str(tmp_path / "规则.yaml")],
        "派工单",
        as_of=AS_OF,
        period="2024Q1",
        where={"amount": "1"},
    )
    assert [row.key for row in lot.rows(range(len(lot)))] == ["W001", "W900"]
    assert lot.undated == 1


def test_strata_get_their_share(tmp_path: Path) -> None:
    office(tmp_path, [*orders(57), *(("X" + row[0], "北城", *row[2:]) for row in orders(2))])
    book = draw(tmp_path, "--by-stratum", "网点")
    rows = openpyxl.load_workbook(book).worksheets[0].iter_rows(min_row=HEAD + 2, values_only=True)
    assert Counter(row[1] for row in rows) == {"东城": 4, "南城": 4, "西城": 3, "北城": 1}


def test_a_draw_gives_the_same_bytes_and_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office(tmp_path)
    first = draw(tmp_path, plan="iso2859:II:2.5", lang="en").read_bytes()
    said = capsys.readouterr().err
    assert "the plan of F is used, with its own sample size" in said
    assert "20 records drawn of a lot of 60 (work orders)" in said
    assert draw(tmp_path, plan="iso2859:II:2.5", lang="en").read_bytes() == first


def test_the_workbook_holds_the_record_and_what_is_to_be_filled_in(tmp_path: Path) -> None:
    office(tmp_path)
    book = openpyxl.load_workbook(draw(tmp_path))
    assert book.sheetnames == ["抽样记录", "抽样方案"]
    rows = book.worksheets[0]
    headings = [cell.value for cell in rows[HEAD + 1]]
    assert [one for one in headings if one.startswith("原记录·")][:2] == ["原记录·派工时间", "原记录·网点"]
    assert headings[-11:-4] == ["找到纸质记录", "签字齐全", "与记录一致", "结论", "说明", "检查人", "检查日期"]
    first = dict(zip(headings, (cell.value for cell in rows[HEAD + 2]), strict=True))
    assert (first["原记录编号"], first["原文件"], first["原工作表"], first["原行号"]) == (
        "W006",
        "派工.xlsx",
        "派工单",
        "7",
    )
    lists = [one.formula1 for one in rows.data_validations.dataValidation if one.type == "list"]
    assert lists == ['"是,否"', '"是,否"', '"是,否"', '"符合,不符合,不适用"']
    assert rows.page_setup.orientation == "landscape"
    assert rows.print_title_rows == "$3:$3"


def test_a_plan_is_told_without_records(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", "plan", "--lot", "1000", "--plan", "iso2859:II:2.5", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "n = 80" in said
    assert "Ac = 5, rejection number Re = 6" in said
    assert main(["sample", "plan", "--lot", "500", "--plan", "iso2859:II:0.65", "--lang", "zh"]) == 0
    assert "字码H处是箭头，改用字码J的方案" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--register", "派工卡"], "派工单"),
        (["--where", "天气=晴"], "没有字段“天气”"),
        (["--where", "状态"], "看不懂“状态”"),
        (["--where", "派工时间=昨天"], "不是日期"),
        (["--where", "金额=很多"], "应与数字比较"),
        (["--where", "状态=不存在"], "批为空"),
        (["--period", "2020"], "批为空"),
        (["--by-stratum", "天气"], "没有字段“天气”"),
        (["--rule", "O-9"], "可用的有：O-1、O-2"),
        (["--plan", "iso2859:II:3"], "没有AQL“3”"),
        (["--plan", "judgement:nowhere.csv"], "没有这个文件"),
        (["--plan", "judgement"], "看不懂抽样方案"),
        (["--confidence", "95"], "--confidence"),
        (["--seed", ""], "随机抽取需要种子"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    tmp_path: Path, more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    book = draw(tmp_path, *more, code=2)
    assert said in capsys.readouterr().err
    assert not book.exists()


def test_a_lot_of_one_has_no_letter_and_can_be_looked_at_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path, orders(1))
    draw(tmp_path, plan="iso2859:II:2.5", code=2)
    assert "批量为1" in capsys.readouterr().err
    draw(tmp_path, plan="n:1")


def test_a_file_that_cannot_be_read_is_said_and_stands_in_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = office(tmp_path)
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    book = openpyxl.load_workbook(draw(tmp_path))
    assert "坏.xlsx" in capsys.readouterr().err
    assert any("坏.xlsx" in str(row[1]) for row in book.worksheets[1].iter_rows(values_only=True))


def test_a_sample_is_never_written_among_the_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = office(tmp_path)
    draw(tmp_path, "--output", str(folder / "抽样.xlsx"), code=2)
    assert "不能放在要审核的文件夹里" in capsys.readouterr().err


def test_two_files_of_one_name_are_not_mixed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office(tmp_path)
    workbook(tmp_path / "另" / "派工.xlsx", orders(5))
    draw(tmp_path, str(tmp_path / "另"), code=2)
    assert "有两份不同的文件都叫这个名字" in capsys.readouterr().err


def test_whatever_a_key_says_it_comes_back_as_it_was_drawn(tmp_path: Path) -> None:
    keys = (
        "=1+1",
        "N/A",
        "无",
        "00012",
        "1E5",
        "a\nb",
        "合计",
        "审核：通过",
        "A" * 300,
        "1.0",
        "{{x}}",
        "１２",
        "\u200bz",
        "",
    )
    office(tmp_path, [(key, key, *row[2:]) for key, row in zip(keys, orders(), strict=False)])
    _, (book,) = samplebook.read(find_files([draw(tmp_path, "--by-stratum", "网点", plan="n:99")]))
    assert len(book.results) == len(keys)


def _choices(folder: Path, *rows: tuple[str, ...]) -> str:
    place = folder / "选取.xlsx"
    workbooks(place, {"选取": [HEADINGS_OF_CHOICES, *rows]})
    return f"judgement:{place}"


def test_rows_that_a_person_chose_bear_their_reasons_and_no_rate(tmp_path: Path) -> None:
    office(tmp_path)
    plan = _choices(tmp_path, ("W007", "", "", "", "客户投诉过", "李明"), ("", "派工.xlsx", "派工单", "4", "金额最大"))
    rows = openpyxl.load_workbook(draw(tmp_path, plan=plan, seed="")).worksheets[0]
    headings = [cell.value for cell in rows[HEAD + 1]]
    told = [
        [row[headings.index(name)] for name in ("原记录编号", "选取理由")]
        for row in rows.iter_rows(min_row=HEAD + 2, values_only=True)
    ]
    assert told == [["W003", "金额最大"], ["W007", "客户投诉过 (李明)"]]


def test_a_list_of_a_person_names_each_record_once_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path, [*orders(10), orders(1)[0]])
    rows = [
        ("W007", "", "", "", ""),
        ("W777", "", "", "", "甲"),
        ("W008", "", "", "", "甲"),
        ("W008", "", "", "", "乙"),
        ("W001", "", "", "", "丙"),
    ]
    draw(tmp_path, plan=_choices(tmp_path, *rows), seed="", code=2)
    said = capsys.readouterr().err
    assert "选取.xlsx → 选取 → E2：没有写选取理由" in said
    assert "A3：批内没有这条记录" in said
    assert "A5：这条记录已经选过" in said
    assert "A6：批内有2条这样的记录" in said


def test_a_draw_is_repeated_from_what_the_audit_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, rules = office(tmp_path)
    book = draw(tmp_path, "--where", "状态=已完成", "--by-stratum", "网点", plan="iso2859:II:2.5")
    kept = tmp_path / "审核.json"
    asked = ["audit", str(folder), "--ruleset", rules, "--as-of", AS_OF, "--sample", str(book), "--exit-zero"]
    assert main([*asked, "--output", f"json={kept}", "--lang", "zh"]) == 0
    again = ["sample", "repeat", str(kept), str(folder), "--ruleset", rules, "--lang", "zh"]
    capsys.readouterr()
    assert main(again) == 0
    assert "重抽得到同样的" in capsys.readouterr().out
    workbook(folder / "派工.xlsx", orders(50))
    assert main(again) == 1
    said = capsys.readouterr().out
    assert "重抽的结果不同" in said
    assert "批量原为48条，现为40条" in said
    assert "原来抽中、重抽没有的：" in said
    assert "抽样时的文件“派工.xlsx”没有，或内容已经不同" in said


def test_only_an_audit_with_samples_and_names_can_be_drawn_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, rules = office(tmp_path)
    kept = tmp_path / "审核.json"
    asked = ["audit", str(folder), "--ruleset", rules, "--as-of", AS_OF, "--exit-zero", "--output", f"json={kept}"]
    assert main(asked) == 0
    assert main(["sample", "repeat", str(kept), str(folder), "--lang", "zh"]) == 2
    assert "没有抽样" in capsys.readouterr().err
    assert main([*asked, "--sample", str(draw(tmp_path)), "--mask"]) == 0
    assert main(["sample", "repeat", str(kept), str(folder), "--lang", "zh"]) == 2
    assert "不能据此重抽" in capsys.readouterr().err


def test_changed_bytes_of_the_workbook_change_nothing_of_the_draw(tmp_path: Path) -> None:
    office(tmp_path)
    book = draw(tmp_path)
    assert changed(book, lambda rows, plan, columns: None).read_bytes() != b""
