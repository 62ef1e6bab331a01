"""Dates as people write them, through the function the importer uses: read, refused, and never guessed."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from svcqa.grid import from_rows
from svcqa.intake.values.cells import Reading, convert
from svcqa.registers import Field, Kind
from tests.office import ROOT

PLACE = (
    Path(os.environ.get("SVCQA_SHARED_DATA") or ROOT.parent / "shared" / "data") / "vectors" / "date_text_vectors.json"
)
FIELD = {"title": "时间", "type": "datetime"}


def outcome(value: Any, system: str = "1900", written: str | None = None) -> str:
    """What the importer makes of a cell: a date, a moment, or ``reject``."""
    # a second row of another kind keeps the column from being taken for one of dates only
    ((column,), _) = from_rows([[value], ["完"]])
    cells = convert(column, Field.model_validate({**FIELD, "format": written}), Reading(system))
    if cells.kinds[0] != Kind.VALUE:
        return "reject"
    moment = cells.values.iloc[0]
    assert cells.date_only is not None
    return str(moment.date().isoformat() if cells.date_only[0] else moment.isoformat())


def at_site(expected: str) -> str:
    """An expected value on the site's wall clock, as the importer keeps it."""
    if "T" not in expected:
        return expected
    moment = dt.datetime.fromisoformat(expected)
    return (moment.astimezone(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None) if moment.tzinfo else moment).isoformat()


def _vectors() -> list[Any]:
    if not PLACE.exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason=f"{PLACE} is not here"))]
    vectors = json.loads(PLACE.read_text(encoding="utf-8"))["vectors"]
    return [pytest.param(one, id=f"{one['id']} {one['input']!r}") for one in vectors]


@pytest.mark.parametrize("vector", _vectors())
def test_each_published_vector_has_an_accepted_outcome(vector: dict[str, Any]) -> None:
    found = outcome(vector["input"], str(vector["date_system"]))
    accepted = {at_site(one) for one in vector["acceptable"] if one not in {"reject", "ambiguous"}}
    if {"reject", "ambiguous"} & {*vector["acceptable"], vector["expected"]}:
        accepted.add("reject")  # what could mean two things is not guessed: the person who wrote it is asked
    assert found in accepted


READ: dict[Any, str] = {
    "2024-3-5": "2024-03-05",
    "2024/03/05": "2024-03-05",
    "2024.3.5": "2024-03-05",
    "2024年3月5日": "2024-03-05",
    "2024 年 3 月 5 日": "2024-03-05",
    "2024年03月05号": "2024-03-05",
    "20240305": "2024-03-05",
    "二〇二四年三月五日": "2024-03-05",
    "二○二四年三月五日": "2024-03-05",
    "二零二四年十月二十日": "2024-10-20",
    "二〇二四年十二月三十一日": "2024-12-31",
    "２０２４－０３－０５": "2024-03-05",
    "\u30002024-03-05\u3000": "2024-03-05",
    "\ufeff2024-03-05\u200b": "2024-03-05",
    "'2024-03-05": "2024-03-05",
    "2024年3月5日 星期二": "2024-03-05",
    "2024-03-05 周二": "2024-03-05",
    "2024-03-05 Tue": "2024-03-05",
    "2024-02-29": "2024-02-29",
    "2024-03-05 15:20": "2024-03-05T15:20:00",
    "2024-03-05T15:20:30": "2024-03-05T15:20:30",
    "2024-03-05 15：20": "2024-03-05T15:20:00",
    "2024-03-05 15:20:30.5": "2024-03-05T15:20:30.500000",
    "2024年3月5日15时20分": "2024-03-05T15:20:00",
    "2024年3月5日 下午3点": "2024-03-05T15:00:00",
    "2024年3月5日上午9点半": "2024-03-05T09:30:00",
    "2024年3月5日零时": "2024-03-05T00:00:00",
    "2024年3月5日中午12点": "2024-03-05T12:00:00",
    "2024年3月5日晚上8点": "2024-03-05T20:00:00",
    "2024/3/5 3:20 PM": "2024-03-05T15:20:00",
    "2024/3/5 12:00 AM": "2024-03-05T00:00:00",
    "2024/3/5 12:00 PM": "2024-03-05T12:00:00",
    "20240305152030": "2024-03-05T15:20:30",
    "2024-03-05T15:20:00Z": "2024-03-05T23:20:00",
    "2024-03-05T15:20:00+0800": "2024-03-05T15:20:00",
    "2024-03-05T23:30:00-05:00": "2024-03-06T12:30:00",
    45356: "2024-03-05",
    45356.5: "2024-03-05T12:00:00",
    45356.6388888889: "2024-03-05T15:20:00",
    45356.999999: "2024-03-06T00:00:00",
    20240305: "2024-03-05",
    dt.datetime(2024, 3, 5, 15, 20): "2024-03-05T15:20:00",
    dt.date(2024, 3, 5): "2024-03-05",
}
REFUSED = [
    "24-3-5", "24年3月5日", "99/12/31", "240305", "3/5/2024", "12-12-2024", "13/5/2024", "5-Mar-2024", "March 5, 2024",
    "3月5日", "3-5", "15:20", "2024", "2024年", "2024/3", "2024年3月", "2024年3月底", "2024-02-30", "2023-02-29", "2024-13-01",
    "20241305", "0000-00-00", "9999-99-99", "1024-03-05 10:00:00", "2024-03-05 24:01", "2024-03-05 15:60",
    "2024-03-05 15:20:60", "2024-03-05 15:20+99:00", "2024-03-05 15:20+08:75", "2024年3月5日 星期三", "2024/3/5 上午12:00",
    "2024/3/5 上午15:20", "2024年3月5日晚上12点", "2024-03-05/06", "2024-03-05、2024-03-06", "2024年3月5日-2024年3月8日",
    "2024-03-05 已完成", "2024-3-5(补)", "2024年3月5日前", "2024-3-1²", "2024年3月1①日", "2O24-03-05", "2024-O3-05", "民国113年3月5日",
    "农历二月初一", "同上", "待定", "长期", "#N/A", "45356", 0.5, 60, 2024, 2024.3, 3.5, -1, 1709623200, 20241305, True,
]  # fmt: skip


@pytest.mark.parametrize("value", READ, ids=repr)
def test_a_complete_date_is_read(value: Any) -> None:
    assert outcome(value) == READ[value]


@pytest.mark.parametrize("value", REFUSED, ids=repr)
def test_what_is_no_complete_date_is_refused(value: Any) -> None:
    assert outcome(value) == "reject"


@pytest.mark.parametrize(("serial", "moment"), [(43894, "2024-03-05"), (43894.25, "2024-03-05T06:00:00"), (45356, "2028-03-06")])  # fmt: skip
def test_serials_of_a_1904_workbook_count_from_there(serial: float, moment: str) -> None:
    assert outcome(serial, "1904") == moment


@pytest.mark.parametrize(
    ("value", "written", "moment"),
    [
        ("03/05/2024", "MM/DD/YYYY", "2024-03-05"),
        ("03/05/2024", "DD/MM/YYYY", "2024-05-03"),
        ("０３/０５/２０２４", "MM/DD/YYYY", "2024-03-05"),
        ("05-03-2024 15:20", "DD-MM-YYYY HH:mm", "2024-03-05T15:20:00"),
        ("03/05/2024 03:20:15 PM", "MM/DD/YYYY hh:mm:ss AM", "2024-03-05T15:20:15"),
        ("13/05/2024", "MM/DD/YYYY", "reject"),
        ("30/02/2024", "DD/MM/YYYY", "reject"),
        ("03/05/24", "MM/DD/YYYY", "reject"),
        ("03/05/0224", "MM/DD/YYYY", "reject"),
        ("03/05/2024 15:20:60", "MM/DD/YYYY HH:mm:ss", "reject"),
        ("2024-03-05", "MM/DD/YYYY", "reject"),
    ],
)
def test_a_declared_format_settles_the_order_and_nothing_else(value: str, written: str, moment: str) -> None:
    assert outcome(value, written=written) == moment


def test_a_column_as_programs_export_it_is_read_as_strictly_as_any_other() -> None:
    """Columns in which every cell is written in ISO form take a quicker way, which must not be a laxer one."""
    good = "2024-03-05 15:20:30"
    for bad in ("2024-03-05 15:20:60", "2024-02-30 10:00:00", "1024-03-05 10:00:00", "2024-03-05 25:00:00"):
        ((column,), _) = from_rows([[good], [bad]])
        cells = convert(column, Field.model_validate(FIELD), Reading())
        assert cells.kinds.tolist() == [Kind.VALUE, Kind.UNREADABLE], bad
        assert str(cells.values.iloc[0]) == good
