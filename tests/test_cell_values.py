"""Numbers, percentages, money, lengths of time, yes and no, codes: one table of how offices write them.

Every case goes through the function the importer uses. What may mean two things, is qualified, or lacks its unit is
unreadable and kept as it stands; a placeholder says nothing; nothing is repaired.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest

from svcqa.grid import from_rows
from svcqa.intake.values.cells import Cells, Reading, convert
from svcqa.intake.values.quantities import unit_of
from svcqa.registers import Field, Kind

UNREADABLE, PLACEHOLDER, BLANK = Kind.UNREADABLE, Kind.PLACEHOLDER, Kind.BLANK


def read(kind: str, value: Any, reading: Reading | None = None) -> Cells:
    ((column, *_), _) = from_rows([[value, "行"], ["", "尾"]])
    return convert(column, Field.model_validate({"title": "f", "type": kind}), reading or Reading())


def outcome(kind: str, value: Any, reading: Reading | None = None) -> Any:
    cells = read(kind, value, reading)
    if cells.kinds[0] != Kind.VALUE:
        assert cells.values.isna().iloc[0]
        return Kind(cells.kinds[0])
    found = cells.values.iloc[0]
    return found.total_seconds() if kind == "duration" else found


NUMBERS: list[tuple[Any, Any]] = [
    ("12", 12.0), ("0", 0.0), ("-3", -3.0), ("+5", 5.0), ("−7", -7.0), ("－7", -7.0), ("007", 7.0), (".5", 0.5), ("3.14", 3.14),
    (" 12 ", 12.0), ("１２", 12.0), ("１２，３４５．６", 12345.6), ("1,234", 1234.0), ("1,234,567.89", 1234567.89),
    ("12 345", 12345.0), ("12\u00a0345", 12345.0), ("\u200b12", 12.0), (7, 7.0), (0.1, 0.1), (-2.5, -2.5), (0, 0.0),
    ("90%", 0.9), ("９０％", 0.9), ("12.5 %", 0.125), ("0%", 0.0), ("120%", 1.2), ("-3%", -0.03),
    ("1,23", UNREADABLE), ("12,34,567", UNREADABLE), ("1.234.567", UNREADABLE), ("1.234,5", UNREADABLE), ("1,2345", UNREADABLE),
    ("30 40", UNREADABLE), ("1 2", UNREADABLE), ("约30", UNREADABLE), ("30左右", UNREADABLE), ("≥90", UNREADABLE),
    ("<1", UNREADABLE), (">5", UNREADABLE), ("30-40", UNREADABLE), ("30~40", UNREADABLE), ("5/8", UNREADABLE),
    ("1:2", UNREADABLE), ("90%以上", UNREADABLE), ("90%%", UNREADABLE), ("%90", UNREADABLE), ("百分之九十", UNREADABLE),
    ("三十", UNREADABLE), ("12台", UNREADABLE), ("3次", UNREADABLE), ("(12)", UNREADABLE), ("1e5", UNREADABLE),
    ("5.", UNREADABLE), ("1..2", UNREADABLE), ("--5", UNREADABLE), ("5²", UNREADABLE), ("100①", UNREADABLE),
    ("½", UNREADABLE), ("O", UNREADABLE), ("l2", UNREADABLE), (True, UNREADABLE), (dt.datetime(2024, 3, 5), UNREADABLE),
    (dt.timedelta(hours=1), UNREADABLE), ("-", PLACEHOLDER), ("/", PLACEHOLDER), ("无", PLACEHOLDER), ("N/A", PLACEHOLDER),
    ("待定", PLACEHOLDER), ("?", PLACEHOLDER), ("########", PLACEHOLDER), ("", BLANK), ("  ", BLANK), (None, BLANK),
]  # fmt: skip
MONEY: list[tuple[Any, Any]] = [
    ("1,200", 1200.0), ("¥1,200.50", 1200.5), ("￥1200", 1200.0), ("1200元", 1200.0), ("1,200 元", 1200.0), ("RMB 300", 300.0),
    ("人民币300元", 300.0), ("1.5万元", 15000.0), ("1.5万", 15000.0), ("０.５７万元", 5700.0), ("2亿元", 2e8), ("3千元", 3000.0),
    ("-50元", -50.0), (0, 0.0), (99.99, 99.99), ("300元/次", UNREADABLE), ("约300元", UNREADABLE), ("300-500元", UNREADABLE),
    ("5元2角", UNREADABLE), ("三百元", UNREADABLE), ("$300", UNREADABLE), ("300美元", UNREADABLE), ("(300)", UNREADABLE),
    ("1,23元", UNREADABLE), ("300元以上", UNREADABLE), ("元", UNREADABLE), ("免费", UNREADABLE), ("无", PLACEHOLDER), ("", BLANK),
]  # fmt: skip
TEN_THOUSANDS: list[tuple[Any, Any]] = [
    (0.57, 5700.0), (1.1, 11000.0), ("0.57", 5700.0), ("1.5万元", 15000.0), ("200元", 200.0), (0, 0.0), ("", BLANK),
]  # fmt: skip
DURATIONS: list[tuple[Any, Any]] = [
    ("4小时4分钟", 14640.0), ("4小时", 14400.0), ("4个小时", 14400.0), ("18h", 64800.0), ("18H", 64800.0), ("1.5小时", 5400.0),
    ("30分钟", 1800.0), ("30分", 1800.0), ("90秒", 90.0), ("90秒钟", 90.0), ("1小时2分3秒", 3723.0), ("2h30m", 9000.0),
    ("2 hours 5 mins", 7500.0), ("45 min", 2700.0), ("1 hr", 3600.0), ("４小时", 14400.0), (" 4 小时 4 分钟 ", 14640.0),
    ("半小时", 1800.0), ("半个小时", 1800.0), ("1个半小时", 5400.0), ("2小时半", 9000.0), ("0分钟", 0.0), ("100小时", 360000.0),
    (dt.timedelta(hours=26, minutes=3), 93780.0), (dt.time(3, 20), 12000.0), ("3天", UNREADABLE), ("3个工作日", UNREADABLE),
    ("1天2小时", UNREADABLE), ("2周", UNREADABLE), ("0.5", UNREADABLE), ("4", UNREADABLE), (4.0, UNREADABLE), ("4:04", UNREADABLE),
    ("约4小时", UNREADABLE), ("4小时以内", UNREADABLE), ("<1小时", UNREADABLE), ("2-4小时", UNREADABLE), ("2小时30", UNREADABLE),
    ("逾期187天", UNREADABLE), ("剩余1天", UNREADABLE), ("30分钟4小时", UNREADABLE), ("-3小时", UNREADABLE), ("四小时", UNREADABLE),
    ("4小时①", UNREADABLE), ("即时", UNREADABLE), (True, UNREADABLE), ("—", PLACEHOLDER), ("无", PLACEHOLDER), ("", BLANK),
]  # fmt: skip
HOURS: list[tuple[Any, Any]] = [
    (4.5, 16200.0), ("4.5", 16200.0), ("1,000", 3600000.0), ("30分钟", 1800.0), (dt.timedelta(hours=2), 7200.0),
    ("50%", UNREADABLE), ("约4", UNREADABLE), ("3天", UNREADABLE), (True, UNREADABLE), ("", BLANK),
]  # fmt: skip
ANSWERS: list[tuple[Any, Any]] = [
    *((word, True) for word in ("是", "有", "已", "对", "√", "✓", "✔", "✔\ufe0f", "☑", "Y", "y", "Yes", "YES", "yes", "1", "１", "TRUE", "True", " 是 ", "Ｙ")),
    *((word, False) for word in ("否", "无", "未", "×", "✗", "✘", "N", "n", "No", "NO", "no", "0", "FALSE", "没有", "X", "错")),
    (True, True), (False, False), (1, True), (0, False), (1.0, True), (2, UNREADABLE), (-1, UNREADABLE), (0.5, UNREADABLE),
    ("也许", UNREADABLE), ("是否", UNREADABLE), ("基本是", UNREADABLE), ("部分", UNREADABLE), ("是的吧", UNREADABLE), ("2", UNREADABLE),
    ("Y/N", UNREADABLE), ("□是 √否", UNREADABLE), ("不适用", UNREADABLE), (dt.datetime(2024, 3, 5), UNREADABLE),
    ("待定", PLACEHOLDER), ("/", PLACEHOLDER), ("N/A", PLACEHOLDER), ("", BLANK), ("　", BLANK),
]  # fmt: skip
CODES: list[tuple[Any, Any]] = [
    ("00123", "00123"), ("００１２３", "00123"), (" A-1 ", "A-1"), (123.0, "123"), (5, "5"), (13800000000.0, "13800000000"),
    (110101199001011e3, "110101199001011000"), (12345678901234567e0, "12345678901234568"), ("1.23E+11", "1.23E+11"),
    ("123.0", "123.0"), (12.5, "12.5"), ("ＧＤ－０１", "GD-01"), ("A1、A2", "A1、A2"), ("0", "0"), (0, "0"), (True, "TRUE"),
    ("无", PLACEHOLDER), ("--", PLACEHOLDER), ("", BLANK),
]  # fmt: skip
TABLE: list[tuple[str, Reading, Any, Any]] = [
    (kind, reading, value, expected)
    for kind, reading, cases in (
        ("number", Reading(), NUMBERS),
        ("money", Reading(), MONEY),
        ("money", Reading(factor=10_000), TEN_THOUSANDS),
        ("duration", Reading(), DURATIONS),
        ("duration", Reading(unit=3600), HOURS),
        ("yes_no", Reading(), ANSWERS),
        ("code", Reading(), CODES),
    )
    for value, expected in cases
]


@pytest.mark.parametrize(("kind", "reading", "value", "expected"), TABLE, ids=[f"{kind} {value!r}" for kind, _, value, _ in TABLE])  # fmt: skip
def test_a_cell_means_what_it_says_or_nothing(kind: str, reading: Reading, value: Any, expected: Any) -> None:
    found = outcome(kind, value, reading)
    same = found is expected if isinstance(expected, Kind) else found == expected
    assert same or (isinstance(expected, float) and math.isclose(found, expected, rel_tol=1e-15))
    assert isinstance(found, Kind) == isinstance(expected, Kind)


def test_what_could_not_be_read_is_quoted_as_it_stands() -> None:
    for kind, reading, value, expected in TABLE:
        if expected is UNREADABLE and isinstance(value, str):
            raw = read(kind, value, reading).raw
            assert raw is not None
            assert raw.iloc[0] == value


def test_two_long_codes_typed_as_numbers_stay_two() -> None:
    """Excel keeps 15 digits; other programs write 17, and two of their codes must not become one."""
    assert outcome("code", 12345678901234560.0) != outcome("code", 12345678901234570.0)


@pytest.mark.parametrize(
    ("heading", "seconds"),
    [
        ("处理时长（小时）", 3600.0), ("处理时长(h)", 3600.0), ("用时【分钟】", 60.0), ("Duration (min)", 60.0), ("通话(秒)", 1.0),
        ("时长（单位：分钟）", 60.0), ("处理小时数", 3600.0), ("处理时长", None), ("期限(天)", None), ("24小时受理", None),
        ("首响(15分钟内)", None),
    ],
)  # fmt: skip
def test_a_heading_names_the_unit_of_its_column(heading: str, seconds: float | None) -> None:
    assert unit_of(heading) == seconds


def test_a_placeholder_is_an_answer_where_its_column_says_so() -> None:
    ((column, *_), _) = from_rows([["无", "行"], ["待定", "尾"]])
    spec = Field.model_validate({"title": "存在问题", "answers": ["无"]})
    cells = convert(column, spec, Reading())
    assert list(cells.kinds) == [Kind.VALUE, Kind.PLACEHOLDER]
    assert cells.values.iloc[0] == "无"
