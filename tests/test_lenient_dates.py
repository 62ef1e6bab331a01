"""Dates of other notations: shown with their readings, taken only if the settings say so, and never guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import svcqa
from svcqa.cli import main
from svcqa.config import Config
from svcqa.grid import from_rows
from svcqa.intake.values.cells import Reading, convert
from svcqa.intake.values.readings import formats_of, readings_of
from svcqa.registers import Field, Kind
from tests.office import ruleset, workbook
from tests.test_date_vectors import FIELD, READ, REFUSED, _vectors, at_site

AMBIGUOUS = {
    "24/3/5": ["2024-03-05", "2005-03-24"],
    "24-3-5 15:20": ["2024-03-05 15:20:00", "2005-03-24 15:20:00"],
    "24年3月5日": ["2024-03-05"],
    "99/12/31": ["1999-12-31", "2099-12-31"],
    "240305": ["2024-03-05"],
    "45356": ["2024-03-05", "2028-03-06"],
    "3/5/2024": ["2024-03-05", "2024-05-03"],
    "3.5.2024 3:20 PM": ["2024-03-05 15:20:00", "2024-05-03 15:20:00"],
    "5-Mar-24": ["2024-03-05"],
    "2024/3/5 上午12:00": ["2024-03-05 00:00:00", "2024-03-05 12:00:00"],
    "2024年3月5日晚上12点": ["2024-03-05 00:00:00", "2024-03-06 00:00:00"],
    "2024年3月5日凌晨12点": ["2024-03-05 00:00:00", "2024-03-06 00:00:00"],
}
CERTAIN = {
    "贰零贰肆年叁月伍日": "2024-03-05",
    "2024年三月五日": "2024-03-05",
    "2024 3 5": "2024-03-05",
    "2024、3、5": "2024-03-05",
    "(2024-03-05)": "2024-03-05",
    "2024-03-05。": "2024-03-05",
    "2024年3月5": "2024-03-05",
    "2024-3月-5日": "2024-03-05",
    "周二 2024-3-5": "2024-03-05",
    "Tue, 2024-03-05": "2024-03-05",
    "2024-065": "2024-03-05",
    "13/5/2024": "2024-05-13",
    "12/31/2024": "2024-12-31",
    "12/12/2024": "2024-12-12",
    "12-12-2024": "2024-12-12",
    "5-Mar-2024": "2024-03-05",
    "March 5, 2024": "2024-03-05",
    "202403051520": "2024-03-05T15:20:00",
    "2024-03-05 1520": "2024-03-05T15:20:00",
    "2024/3/5 下午15:20": "2024-03-05T15:20:00",
    "2024/3/5 15:20 PM": "2024-03-05T15:20:00",
    "2024-03-05 3:20下午": "2024-03-05T15:20:00",
    "2024年3月5日下午3点三刻": "2024-03-05T15:45:00",
    "2024年3月5日晚上20点": "2024-03-05T20:00:00",
    "2024-3-5 24:00": "2024-03-06T00:00:00",
    "2024-12-31 24:00:00": "2025-01-01T00:00:00",
    "2024年3月5日24时": "2024-03-06T00:00:00",
}
NONE = [
    "周三 2024-3-5", "2024-03-05 24:01", "2024-03-05 24:30:00", "2024/3/5 上午15:20", "2024/3/5 13:00 AM", "2024-000", "2023-366",
    "2024-003-05", "202403055", "31/2/2024", "13/13/2024", "5 Marble 2024", "2024、3、5、6", "2024年3月5-8日", "2024-03-05 1560",
    "2021-02-25 12:00-20:00", "2021-02-25 12:00-13:00", "2024年3月5日9:00-10:00", "1.2", "约2024-3-5", "下午3点", "3月5日晚上12点",
]  # fmt: skip


def outcome(value: Any, *, lenient: bool, system: str = "1900") -> str:
    ((column,), _) = from_rows([[value], ["完"]])
    cells = convert(column, Field.model_validate(FIELD), Reading(system, lenient=lenient))
    if cells.kinds[0] != Kind.VALUE:
        return "reject"
    assert cells.date_only is not None
    moment = cells.values.iloc[0]
    return str(moment.date().isoformat() if cells.date_only[0] else moment.isoformat())


@pytest.mark.parametrize("vector", _vectors())
def test_lenient_reading_takes_no_more_than_each_published_vector_allows(vector: dict[str, Any]) -> None:
    found = outcome(vector["input"], lenient=True, system=str(vector["date_system"]))
    accepted = {at_site(one) for one in vector["acceptable"] if one not in {"reject", "ambiguous"}}
    doubtful = vector["expected"] in {"reject", "ambiguous"}
    # what can mean one thing only is read, except for numbers, whose window is the same in both
    allowed = {"reject"} if doubtful else accepted
    if vector["cell_type"] == "number" and "reject" in vector["acceptable"]:
        allowed.add("reject")
    assert found in allowed


@pytest.mark.parametrize("text", CERTAIN)
def test_a_date_that_can_mean_one_thing_only_is_read_leniently_and_shown_strictly(text: str) -> None:
    assert outcome(text, lenient=True) == CERTAIN[text]
    assert outcome(text, lenient=False) == "reject"
    assert readings_of(text).texts == (CERTAIN[text].replace("T", " "),)


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_an_ambiguous_date_is_never_taken_and_its_readings_are_shown(text: str) -> None:
    assert outcome(text, lenient=True) == outcome(text, lenient=False) == "reject"
    assert list(readings_of(text).texts) == AMBIGUOUS[text]


@pytest.mark.parametrize("text", NONE)
def test_what_reads_like_no_date_has_no_reading(text: str) -> None:
    assert outcome(text, lenient=True) == outcome(text, lenient=False) == "reject"
    assert readings_of(text).texts == ()


@pytest.mark.parametrize("value", [*READ, *(value for value in REFUSED if value not in CERTAIN)], ids=repr)
def test_lenient_reading_changes_nothing_else(value: Any) -> None:
    assert outcome(value, lenient=True) == outcome(value, lenient=False)


@pytest.mark.parametrize("lenient", [True, False])
def test_half_past_noon_as_excel_writes_it_is_read_either_way(lenient: bool) -> None:
    assert outcome("2024/3/5 下午12:30", lenient=lenient) == "2024-03-05T12:30:00"


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("3/5/2024", ("MM/DD/YYYY", "DD/MM/YYYY")),
        ("13-5-2024 15:20", ("DD-MM-YYYY HH:mm",)),
        ("12/31/2024 3:20:00 pm", ("MM/DD/YYYY hh:mm:ss AM",)),
        ("24/3/5", ()),
        ("2024/3/5 上午12:00", ()),
    ],
)
def test_the_formats_that_would_settle_a_date_are_named(text: str, formats: tuple[str, ...]) -> None:
    assert formats_of(text) == formats
    for written in formats:
        assert outcome(text, lenient=False) == "reject"
        ((column,), _) = from_rows([[text]])
        cells = convert(column, Field.model_validate({**FIELD, "format": written}), Reading())
        assert cells.kinds[0] == Kind.VALUE


ROWS = (
    ("W001", "东城", "甲", "3/5/2024 10:00", "2024-03-05 10:15", "张三", "已完成", 1),
    ("W002", "东城", "乙", "3/6/2024 10:00", "2024/3/6 上午12:00", "张三", "已完成", 1),
    ("W003", "东城", "丙", "13/5/2024", "约10点", "张三", "已完成", 1),
)


def _inspect(folder: Path, capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(["inspect", str(folder / "派工.xlsx"), "--ruleset", ruleset(folder), "--lang", "en", *argv]) == 0
    return capsys.readouterr().out


def test_inspect_shows_per_column_what_dates_may_mean_and_how_to_declare_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook(tmp_path / "派工.xlsx", ROWS)
    said = _inspect(tmp_path, capsys)
    assert "2 dates can be read in more than one way" in said
    assert "3/5/2024 10:00 may be 2024-03-05 10:00:00 or 2024-05-03 10:00:00" in said
    assert "formats → work_orders → dispatched_at: MM/DD/YYYY HH:mm or DD/MM/YYYY HH:mm" in said
    assert "13/5/2024 seems to be 2024-05-13" in said
    document = json.loads(_inspect(tmp_path, capsys, "--format", "json"))
    (sheet,) = document["inputs"][0]["sheets"]
    doubts = {one["field"]: one["doubts"] for one in sheet["columns"] if one["doubts"]}
    assert [one["how"] for one in doubts["dispatched_at"]] == ["ambiguous", "unusual"]
    (midnight,) = doubts["contacted_at"]
    assert (midnight["cells"], midnight["readings"]) == (1, ["2024-03-06 00:00:00", "2024-03-06 12:00:00"])
    assert document["settings"] == {}


def test_inspect_and_audit_say_that_dates_were_read_leniently(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook(tmp_path / "派工.xlsx", ROWS)
    (tmp_path / "svcqa.yaml").write_text("dates: lenient\n", encoding="utf-8")
    named = ["--config", str(tmp_path / "svcqa.yaml")]
    said = _inspect(tmp_path, capsys, *named)
    assert "dates: lenient" in said
    assert "1 dates were read leniently: 13/5/2024 as 2024-05-13" in said
    assert "2 dates can be read in more than one way" in said
    book = tmp_path / "疑点.xlsx"
    outputs = [f"xlsx={book}", f"html={tmp_path / '报告.html'}", f"text={tmp_path / '报告.txt'}"]
    main(
        [
            "audit",
            str(tmp_path / "派工.xlsx"),
            "--ruleset",
            ruleset(tmp_path),
            "--as-of",
            "2024-12-31",
            *named,
            "--lang",
            "zh",
        ]
        + [part for one in outputs for part in ("--output", one)]
    )
    about = openpyxl.load_workbook(book)["摘要"]
    assert any("dates: lenient" in str(row[2]) for row in about.iter_rows(values_only=True))
    for name in ("报告.html", "报告.txt"):
        assert "日期按宽松规则读取" in (tmp_path / name).read_text(encoding="utf-8")


def _type_messages(folder: Path, config: Config) -> dict[str, str]:
    made = svcqa.run([folder / "派工.xlsx"], [ruleset(folder)], as_of="2024-12-31", config=config)
    assert made.content.settings == ({"dates": "lenient"} if config.dates == "lenient" else {})
    return {one.locations[0].cell: one.message.en for one in made.findings if one.rule == "record.type"}


def test_the_finding_on_an_unreadable_date_shows_its_readings(tmp_path: Path) -> None:
    workbook(tmp_path / "派工.xlsx", ROWS)
    strict = _type_messages(tmp_path, Config())
    assert strict["D2"].endswith("it can be read in more than one way: 2024-03-05 10:00:00 or 2024-05-03 10:00:00")
    assert strict["D4"].endswith("not written as asked; it seems to be 2024-05-13")
    assert strict["E4"].endswith("not of the field's type")
    assert strict.keys() - _type_messages(tmp_path, Config(dates="lenient")).keys() == {"D4"}


def test_a_declared_format_leaves_no_other_reading(tmp_path: Path) -> None:
    workbook(tmp_path / "派工.xlsx", ROWS)
    declared = Config(formats={"work_orders": {"dispatched_at": "MM/DD/YYYY HH:mm"}})
    assert _type_messages(tmp_path, declared)["D4"].endswith("not of the field's type")


def test_an_unknown_way_of_reading_dates_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook(tmp_path / "派工.xlsx", ROWS)
    (tmp_path / "svcqa.yaml").write_text("dates: loose\n", encoding="utf-8")
    assert main(["inspect", str(tmp_path / "派工.xlsx"), "--config", str(tmp_path / "svcqa.yaml"), "--lang", "en"]) == 2
    assert "svcqa.yaml" in capsys.readouterr().err
