"""The engine duckdb: a register judged in parts on disk gives the audit that memory gives, to the last byte."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

import svcqa
from svcqa import ExecutorSpec, Text, UsageError, auditfile
from svcqa.cli import main
from svcqa.lines import Lines
from svcqa_duckdb.options import Options
from svcqa_duckdb.shelf import DuckShelf
from tests.office import ROOT, ruleset

AS_OF = "2024-06-30"
RULES = """
name: orders
title: {zh: 派工管理, en: Dispatch}
version: "1"
registers:
  work_orders:
    title: {zh: 派工单, en: work orders}
    key: [order_no]
    event_date: [dispatched_at, ordered_on]
    closed: [contacted_at]
    unit: outlet
    sheets: [派工]
    foreign_keys: {engineer: staff}
    fields:
      order_no: {title: {zh: 派工单号, en: Order no.}, type: code}
      outlet: {title: {zh: 网点, en: Outlet}}
      customer: {title: {zh: 客户名称, en: Customer}, required: true}
      ordered_on: {title: {zh: 下单日期, en: Ordered}, type: date}
      dispatched_at: {title: {zh: 派工时间, en: Dispatched}, type: datetime}
      contacted_at: {title: {zh: 联系时间, en: Contacted}, type: datetime}
      engineer: {title: {zh: 工程师, en: Engineer}, type: person}
      status: {title: {zh: 状态, en: Status}, type: choice, choices: [已完成, 已取消, 处理中]}
      amount: {title: {zh: 金额, en: Amount}, type: money}
      took: {title: {zh: 用时(分钟), en: Took}, type: duration}
      paid: {title: {zh: 是否收费, en: Paid}, type: yes_no}
      score: {title: {zh: 满意度评分, en: Score}, type: number}
      remark: {title: {zh: 备注, en: Remark}}
  staff:
    title: {zh: 人员名册, en: staff}
    key: [name]
    event_date: as_of
    fields:
      name: {title: {zh: 姓名, en: Name}, type: person}
rules:
  - {id: D-1, clause: "1", title: 15分钟内联系, of: work_orders, check: deadline, weight: high,
     params: {start: dispatched_at, end: contacted_at, max: 15m}, unless: [{status: 已取消}, {paid: false}]}
  - {id: D-2, clause: "2", title: 客户和工程师已填写, of: work_orders, check: row,
     params: {require: [customer, engineer]}, where: {status: {not: [已取消]}}}
  - {id: D-3, clause: "3", title: 单号不重复, of: work_orders, check: unique, params: {key: [order_no]}}
  - {id: D-4, clause: "4", title: 评分在0到100之间, of: work_orders, check: row,
     params: {assert: {score: {gte: 0, lte: 100}, amount: {gte: 0}}}, due_when: {status: 已完成}}
  - {id: D-5, clause: "5", title: 人员在册, of: work_orders, check: match,
     params: {to: staff, on: {engineer: name}}}
  - {id: D-6, clause: "6", title: 同一单号同一客户不重复, of: work_orders, check: unique,
     params: {key: [order_no, customer]}}
"""
GAPS = RULES.replace("params: {key: [order_no]}}", "params: {key: [order_no], gaps: report}}")
TITLES = {
    "order_no": "派工单号", "outlet": "网点", "customer": "客户名称", "ordered_on": "下单日期", "dispatched_at": "派工时间",
    "contacted_at": "联系时间", "engineer": "工程师", "status": "状态", "amount": "金额", "took": "用时(分钟)",
    "paid": "是否收费", "score": "满意度评分", "remark": "备注",
}  # fmt: skip


def _columns(count: int, seed: int = 3) -> dict[str, list[Any]]:
    """Records as a program writes them, with all that may be wrong with them, in no order."""
    some = random.Random(seed)
    start = dt.datetime(2023, 12, 1, 8, 30)

    def moment() -> dt.datetime | None:
        return None if some.random() < 0.05 else start + dt.timedelta(minutes=some.randrange(240 * 1440))

    dispatched = [moment() for _ in range(count)]
    made = {
        "order_no": [None if some.random() < 0.02 else f"W{some.randrange(count * 4):06d}" for _ in range(count)],
        "outlet": [some.choice(["东城", "西城", "南城", None]) for _ in range(count)],
        "customer": [some.choice(["华东电力", "ＡＢＣ公司", " 南方水务", "/", None]) for _ in range(count)],
        "ordered_on": [start.date() + dt.timedelta(days=some.randrange(240)) for _ in range(count)],
        "dispatched_at": dispatched,
        "contacted_at": [
            None if one is None or some.random() < 0.1 else one + dt.timedelta(minutes=some.randrange(25))
            for one in dispatched
        ],
        "engineer": [some.choice(["张三", "李 四", "王五", "待定", None]) for _ in range(count)],
        "status": [some.choice(["已完成", "已取消", "处理中", "其他"]) for _ in range(count)],
        "amount": [round(some.uniform(-5, 500), 2) for _ in range(count)],
        "took": [dt.timedelta(seconds=some.randrange(9_000)) for _ in range(count)],
        "paid": [some.choice([True, False, None]) for _ in range(count)],
        "score": [some.choice([80, 95, 100, 120, None]) for _ in range(count)],
        "remark": [
            some.choice(["上门检修后恢复正常，客户满意", f"第{n}次上门，更换了部件", None]) for n in range(count)
        ],
    }
    for at in range(0, count - 1, 40):  # rows of one number, and rows alike in everything
        for column in made.values():
            column[at] = column[at + 1] if at % 80 else column[at]
        made["order_no"][at] = made["order_no"][at + 1]
    return made


def _table(columns: dict[str, list[Any]]) -> pa.Table:
    return pa.table({TITLES[name]: values for name, values in columns.items()})


def _as_texts(table: pa.Table) -> pa.Table:
    """What programs write into text tables; some of it in ways that cannot be read, or only in one of several."""

    def text(value: Any, row: int, name: str) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, dt.timedelta):
            return f"{int(value.total_seconds() // 60)}分钟"
        if isinstance(value, dt.datetime) and row % 50 == 7:
            return f"{value:%m/%d/%Y}" if row % 100 == 7 else f"{value:%Y年}约三月"
        return str(value)

    return pa.table({
        name: [text(one, row, name) for row, one in enumerate(table.column(name).to_pylist())]
        for name in table.column_names
    })  # fmt: skip


def _parquet(folder: Path, table: pa.Table) -> Path:
    place = folder / "派工.parquet"
    parquet.write_table(table, place, row_group_size=70)
    return place


def _csv(folder: Path, table: pa.Table) -> Path:
    place = folder / "派工.csv"
    csv.write_csv(_as_texts(table), place)
    return place


def _run(place: Path, rules: str, engine: str | ExecutorSpec = "here", **how: Any) -> svcqa.Audit:
    return svcqa.run([place], [rules], as_of=AS_OF, engine=engine, **how)


def _in_parts(rows: int = 64) -> ExecutorSpec:
    return ExecutorSpec("duckdb", {"rows": str(rows)}, "200MB")


def _same(place: Path, rules: str, spec: ExecutorSpec, **how: Any) -> svcqa.Audit:
    """The audit in parts, which is that in memory to the last byte."""
    whole, parted = _run(place, rules, **how), _run(place, rules, spec, **how)
    lists = [{"findings": one.findings, "unjudged": one.unjudged, "upcoming": one.upcoming} for one in (whole, parted)]
    pieces = [
        b"".join(auditfile.content_pieces(one.content, told)) for one, told in zip((whole, parted), lists, strict=True)
    ]
    assert pieces[1].decode() == pieces[0].decode()
    assert parted.digest == whole.digest
    return parted


@pytest.mark.parametrize("written", [_parquet, _csv], ids=["parquet", "csv"])
@pytest.mark.parametrize("period", [None, "2024Q1"])
@pytest.mark.parametrize("rows", [40, 100_000])
def test_the_audit_in_parts_is_the_audit_in_memory(
    written: Callable[[Path, pa.Table], Path], period: str | None, rows: int, tmp_path: Path
) -> None:
    place = written(tmp_path, _table(_columns(200)))
    audit = _same(place, ruleset(tmp_path, RULES), _in_parts(rows), period=period)
    assert audit.run.engine is not None
    assert audit.run.engine.in_parts == {"work_orders": 200}
    assert (audit.run.engine.split, audit.run.engine.in_memory) == (5, [])
    assert len(audit.findings) > 50
    assert len(audit.unjudged) > 10
