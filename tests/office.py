"""Small files as an office writes them, and rulesets to audit them with; for tests."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
ORDERS = """
name: orders
title: {zh: 派工管理, en: Dispatch}
version: "1"
registers:
  work_orders:
    title: {zh: 派工单, en: work orders}
    key: [order_no]
    event_date: dispatched_at
    unit: outlet
    sheets: [派工]
    foreign_keys: {engineer: staff}
    fields:
      order_no: {title: {zh: 派工单号, en: Order no.}, type: code, headings: [工单号]}
      outlet: {title: {zh: 网点, en: Outlet}}
      customer: {title: {zh: 客户名称, en: Customer}}
      dispatched_at: {title: {zh: 派工时间, en: Dispatched}, type: datetime}
      contacted_at: {title: {zh: 联系时间, en: Contacted}, type: datetime}
      engineer: {title: {zh: 工程师, en: Engineer}, type: person}
      status: {title: {zh: 状态, en: Status}, type: choice}
      amount: {title: {zh: 金额, en: Amount}, type: money}
  staff:
    title: {zh: 人员名册, en: staff}
    key: [name]
    event_date: as_of
    fields:
      name: {title: {zh: 姓名, en: Name}, type: person}
      post: {title: {zh: 岗位, en: Post}}
parameters:
  response_limit: {title: {zh: 联系时限, en: contact limit}, type: duration, default: 15m}
  audit_share: {title: {zh: 抽查比例, en: audit share}, type: number}
rules:
  - id: O-1
    chapter: 第三部分
    clause: 7.2
    title: {zh: 派工后15分钟内联系客户, en: The customer is called within 15 minutes of dispatch}
    of: work_orders
    check: deadline
    params: {start: dispatched_at, end: contacted_at, max: {param: response_limit}}
    unless: {status: [已取消, 电话解决]}
    weight: high
  - id: O-2
    chapter: 第三部分
    clause: 7.3
    title: {zh: 客户名称已填写, en: The customer is named}
    of: work_orders
    check: row
    params: {require: [customer]}
"""
HEADINGS = ("派工单号", "网点", "客户名称", "派工时间", "联系时间", "工程师", "状态", "金额")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("W001", "东城", "华东电力", "2024-03-05 10:00", "2024-03-05 10:15", "张三", "已完成", 120),
    ("W002", "东城", "", "2024-03-05 11:00", "2024-03-05 11:40", "李四", "已完成", 80),
    ("W003", "西城", "南方水务", "2024-03-06 09:00", "", "张三", "已取消", ""),
    ("W004", "西城", "北方燃气", "2024-03-06 09:30", "约10点", "李四", "处理中", 60),
)


def ruleset(folder: Path, text: str = ORDERS, name: str = "规则.yaml") -> str:
    """Write a ruleset, and say where."""
    place = folder / name
    place.write_text(text, encoding="utf-8")
    return str(place)


def workbook(
    place: Path,
    rows: Sequence[Sequence[Any]] = ROWS,
    *,
    headings: Sequence[str] = HEADINGS,
    titles: Sequence[str] = (),
    sheet: str = "派工单",
) -> Path:
    """Write a workbook of one sheet: titles above, headings, rows."""
    return workbooks(place, {sheet: [*([title] for title in titles), list(headings), *rows]})


def workbooks(place: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], *, formulas: bool = True) -> Path:
    """Write a workbook of several sheets, cell by cell; ``formulas``: what looks like one is one, and no text."""
    place.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(
        str(place), {"default_date_format": "yyyy-mm-dd hh:mm:ss", "strings_to_formulas": formulas}
    )
    book.set_properties({"created": datetime(2024, 3, 31, tzinfo=UTC)})  # not the clock: the same rows, the same bytes
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value not in ("", None):
                    sheet.write(number, column, value)
    book.close()
    return place


def shared(*parts: str) -> Path:
    """A folder of the shared data, or skip: it lies beside the repository, not in it."""
    base = Path(os.environ.get("SVCQA_SHARED_DATA") or ROOT.parent / "shared" / "data")
    place = base.joinpath(*parts)
    if not place.exists():
        pytest.skip(f"{place} is not here")
    return place
