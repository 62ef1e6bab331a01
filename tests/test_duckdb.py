"""The engine duckdb: a register judged in parts on disk gives the audit that memory gives, to the last byte."""

from __future__ import annotations

import datetime as dt
import gc
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

import svcqa
from svcqa import ExecutorSpec, UsageError, auditfile
from svcqa.cli import main
from svcqa.lines import Lines
from svcqa.readers.stretches import begun
from svcqa.requests import Limits, Source
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
  - {id: D-7, clause: "7", title: 同一客户同一金额不重复, of: work_orders, check: unique,
     params: {key: [customer, status]}, where: {engineer: {present: true}}}
  - {id: D-8, clause: "8", title: 每个客户最近一单已评分, of: work_orders, check: row,
     params: {require: [score]}, latest_per: [customer, outlet]}
"""
REPEATS = "where: {repeats: {group: [customer], by: dispatched_at, min: 2, window: 30d}}"
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
    made: dict[str, list[Any]] = {
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


def _content(audit: svcqa.Audit) -> str:
    lists: dict[str, Lines[Any]] = {
        "findings": audit.findings, "unjudged": audit.unjudged, "upcoming": audit.upcoming,
    }  # fmt: skip
    return b"".join(auditfile.content_pieces(audit.content, lists)).decode()


def _same(place: Path, rules: str, spec: ExecutorSpec, **how: Any) -> svcqa.Audit:
    """The audit in parts, which is that in memory to the last byte."""
    whole, parted = _run(place, rules, **how), _run(place, rules, spec, **how)
    assert _content(parted) == _content(whole)
    assert parted.digest == whole.digest
    return parted


@pytest.mark.parametrize("written", [_parquet, _csv], ids=["parquet", "csv"])
@pytest.mark.parametrize("period", [None, "2024Q1"])
@pytest.mark.parametrize("rows", [40, pytest.param(100_000, marks=pytest.mark.long)])
def test_the_audit_in_parts_is_the_audit_in_memory(
    written: Callable[[Path, pa.Table], Path], period: str | None, rows: int, tmp_path: Path
) -> None:
    place = written(tmp_path, _table(_columns(200)))
    audit = _same(place, ruleset(tmp_path, RULES), _in_parts(rows), period=period)
    assert audit.run.engine is not None
    assert audit.run.engine.in_parts == {"work_orders": 200}
    assert (audit.run.engine.split, audit.run.engine.in_memory) == (7, [])
    assert len(audit.findings) > 50
    assert len(audit.unjudged) > 10


def test_findings_on_disk_can_be_used_like_those_in_memory(tmp_path: Path) -> None:
    place = _parquet(tmp_path, _table(_columns(100)))
    rules = ruleset(tmp_path, RULES)
    whole, parted = _run(place, rules), _run(place, rules, _in_parts())
    assert list(parted.findings) == list(whole.findings)
    assert parted.by_weight() == whole.by_weight()
    for name in ("text", "xlsx", "json"):
        assert svcqa.render(parted, name)[:200] == svcqa.render(whole, name)[:200]
    written = tmp_path / "审核.json"
    with written.open("wb") as stream:
        auditfile.write(parted, stream)
    assert svcqa.load_audit(written).digest == whole.digest


def test_midnight_is_a_time_where_other_stretches_show_times(tmp_path: Path) -> None:
    columns = _columns(120)
    for at in range(60):
        moment = columns["dispatched_at"][at]
        columns["dispatched_at"][at] = moment and moment.replace(hour=0, minute=0)
    audit = _same(_parquet(tmp_path, _table(columns)), ruleset(tmp_path, RULES), _in_parts(30))
    assert audit.run.engine is not None
    assert audit.run.engine.in_parts


def test_a_column_with_numbers_too_large_is_text_in_every_stretch(tmp_path: Path) -> None:
    columns = _columns(120)
    columns["order_no"] = [*range(1_000, 1_119), 2**53 + 1]
    columns["score"] = [50.5] * 119 + [99.0]
    audit = _same(_parquet(tmp_path, _table(columns)), ruleset(tmp_path, RULES), _in_parts(30))
    assert audit.run.engine is not None
    assert audit.run.engine.in_parts


def _with_total(table: pa.Table) -> pa.Table:
    last = {name: ["合计" if name == TITLES["order_no"] else None] for name in table.column_names}
    return pa.concat_tables([table, pa.table(last)], promote_options="permissive")


def _middle_blank(table: pa.Table) -> pa.Table:
    blank = pa.table({name: [None] for name in table.column_names})
    return pa.concat_tables([table.slice(0, 50), blank, table.slice(50)], promote_options="permissive")


def _half_serials(table: pa.Table) -> pa.Table:
    serials = pa.array([45_000] * 60 + [-5] * (len(table) - 60))
    return table.set_column(table.column_names.index(TITLES["ordered_on"]), TITLES["ordered_on"], serials)


@pytest.mark.parametrize("spoil", [_with_total, _middle_blank, _half_serials])
def test_what_is_no_plain_table_is_judged_in_memory_and_said(
    spoil: Callable[[pa.Table], pa.Table], tmp_path: Path
) -> None:
    place = _parquet(tmp_path, spoil(_table(_columns(120))))
    audit = _same(place, ruleset(tmp_path, RULES), _in_parts(30))
    assert audit.run.engine is not None
    assert audit.run.engine.in_parts == {}
    (why,) = audit.run.engine.in_memory
    assert "headings in its first row" in why.en


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text + "W1,太短\n", "neither Parquet nor CSV"),
        (lambda text: text.replace("华东电力", "华东\x00电力"), "neither Parquet nor CSV"),
        (lambda text: text + '"', "neither Parquet nor CSV"),
        (lambda text: text, ""),
    ],
)
def test_a_text_table_that_needs_care_is_read_as_a_whole(
    change: Callable[[str], str], said: str, tmp_path: Path
) -> None:
    place = _csv(tmp_path, _table(_columns(60)))
    place.write_text(change(place.read_text(encoding="utf-8")), encoding="utf-8")
    audit = _same(place, ruleset(tmp_path, RULES), _in_parts(30))
    assert audit.run.engine is not None
    assert said in "".join(one.en for one in audit.run.engine.in_memory)
    assert bool(said) != bool(audit.run.engine.in_parts)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (RULES.replace("key: [order_no]}}", "key: [order_no], gaps: report}}"), "rule D-3 must see"),
        (RULES.replace("where: {status: {not: [已取消]}}", REPEATS), "rule D-2 must see"),
        (RULES.replace("    unit: outlet\n", "    unit: outlet\n    named_by: customer\n", 1), "referred to by others"),
    ],
    ids=["gaps", "repeats", "named by others"],
)
def test_rules_that_must_see_all_records_are_judged_in_memory_and_said(rules: str, said: str, tmp_path: Path) -> None:
    audit = _same(_parquet(tmp_path, _table(_columns(60))), ruleset(tmp_path, rules), _in_parts(30))
    assert audit.run.engine is not None
    assert said in audit.run.engine.in_memory[0].en


def test_signals_do_not_look_at_a_register_of_too_many_records_whoever_judges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("svcqa.judging.signalling.MOST", 50)
    audit = _same(_parquet(tmp_path, _table(_columns(60))), ruleset(tmp_path, RULES), _in_parts(30))
    assert {tuple(one.beyond) for one in audit.content.signals} == {("work_orders",)}
    for name in ("html", "text"):
        assert "没有查看的台账：派工单" in svcqa.render(audit, name).decode()


def test_several_files_are_judged_in_memory_and_said_on_the_console(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = _table(_columns(40))
    (tmp_path / "二").mkdir()
    places = [str(_parquet(tmp_path, table)), str(_csv(tmp_path / "二", table))]
    rules = ruleset(tmp_path, RULES)
    told = [
        "--ruleset",
        rules,
        "--as-of",
        AS_OF,
        "--engine",
        "duckdb",
        "--memory",
        "100MB",
        "--exit-zero",
        "--lang",
        "en",
    ]
    assert main(["audit", *places, *told]) == 0
    assert "everything was judged in memory, because only a single file" in capsys.readouterr().err
    assert main(["audit", places[0], *told]) == 0
    assert "40 records were judged in parts that lie on disk, by 7 rules" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (ExecutorSpec("duckdb", {"workers": "2"}), "no option 'workers'"),
        (ExecutorSpec("duckdb", {"rows": "0"}), "cannot be '0'"),
        (ExecutorSpec("duckdb", memory="viel"), "cannot understand 'viel'"),
    ],
)
def test_what_the_engine_does_not_know_is_refused(spec: ExecutorSpec, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Options.of(spec)


@pytest.mark.parametrize(
    ("memory", "bytes_", "rows"),
    [
        ("", 1_000_000_000, 98_304),
        ("1GB", 1_000_000_000, 98_304),
        ("200 mb", 200_000_000, 50_000),
        ("1.5G", 1_500_000_000, 98_304),
    ],
)
def test_memory_says_how_many_records_are_there_at_a_time(memory: str, bytes_: int, rows: int) -> None:
    assert Options.of(ExecutorSpec("duckdb", memory=memory)) == Options(bytes_, rows)


def test_the_shelf_gives_whole_keys_and_each_once(tmp_path: Path) -> None:
    some = random.Random(1)
    keys = [some.choice([None, "a", "b", "c", f"k{number}"]) for number in range(300)]
    shelf = DuckShelf(Options(100_000_000, 20, str(tmp_path)))
    for start in range(0, 300, 50):
        shelf.put(
            "rows",
            pa.table({"key": pa.array(keys[start : start + 50], pa.string()), "place": range(start, start + 50)}),
        )
    parts = [table.column("key").to_pylist() for table in shelf.keyed("rows", ["key"], "place")]
    assert sorted(filter(None, (key for part in parts for key in part))) == sorted(filter(None, keys))
    assert sum(len(set(part)) for part in parts) == len(set(keys))
    apart = {place for place, key in enumerate(keys) if key is None or keys.count(key) > 1}
    assert set(shelf.entangled("rows", ["key"], "place").tolist()) == apart
    order = shelf.in_order("rows", ["key"], "place").tolist()
    assert order == sorted(range(300), key=lambda place: (keys[place] or "", place))


def test_what_was_put_aside_goes_with_whoever_needs_it(tmp_path: Path) -> None:
    place = _parquet(tmp_path, _table(_columns(40)))
    folder = tmp_path / "放"
    folder.mkdir()
    spec = ExecutorSpec("duckdb", {"rows": "20", "folder": str(folder)})
    audit = _run(place, ruleset(tmp_path, RULES), spec)
    gc.collect()
    assert len(list(folder.iterdir())) == sum(
        bool(len(one)) for one in (audit.findings, audit.unjudged, audit.upcoming)
    )
    del audit
    gc.collect()
    assert not list(folder.iterdir())


def _dispatches(count: int) -> pa.Table:
    """The register of the benchmark, with some of what is planted there."""
    some = np.random.default_rng(5)
    received = np.datetime64("2023-01-01", "s") + some.integers(0, 3 * 365 * 86_400, count).astype("timedelta64[s]")
    assigned = received + some.integers(60, 1_800, count).astype("timedelta64[s]")
    contacted = assigned + some.integers(30, 910, count).astype("timedelta64[s]")
    arrived = contacted + some.integers(1_800, 129_600, count).astype("timedelta64[s]")
    completed = arrived + some.integers(-90, 14_400, count).astype("timedelta64[s]")
    followed = completed + some.integers(3_600, 7 * 86_400 + 3_600, count).astype("timedelta64[s]")
    return pa.table({
        "工单号": [f"WO{number % (count - 20):09d}" for number in some.permutation(count)],
        "客户名称": [None if number % 97 == 0 else f"客户{number:05d}" for number in range(count)],
        "联系电话": [f"13{number:09d}" for number in some.integers(0, 10**9, count)],
        "产品型号": [f"MX-{number}" for number in some.integers(100, 160, count)],
        "产品序列号": [f"SN{number:08X}" for number in some.integers(0, 2**32, count)],
        "服务类型": some.choice(["安装", "维修", "保养", "投诉"], count),
        **{
            title: pa.array(moments.astype("datetime64[us]"))
            for title, moments in {
                "受理时间": received, "派单时间": assigned, "联系客户时间": contacted, "上门时间": arrived,
                "完成时间": completed, "回访时间": followed,
            }.items()
        },
        "工程师": [f"工程师{number:03d}" for number in some.integers(0, 20, count)],
        "满意度": pa.array(some.integers(60, 102, count), pa.int32()),
    })  # fmt: skip


def test_the_benchmark_is_judged_in_parts(tmp_path: Path) -> None:
    place = tmp_path / "派工单.parquet"
    parquet.write_table(_dispatches(3_000), place)
    audit = _same(place, str(ROOT / "benchmarks" / "dispatch.yaml"), _in_parts(500))
    assert audit.run.engine is not None
    assert audit.run.engine.in_parts == {"dispatches": 3_000}
    assert {one.rule: one.fails > 0 for one in audit.content.tallies if one.check} == {
        f"B{n}": True for n in range(1, 7)
    }


def test_what_was_read_of_a_large_file_is_let_go(tmp_path: Path) -> None:
    """Text that cannot be packed, in many groups: whoever reads them one by one holds one."""
    path, bytes_of = tmp_path / "a.parquet", random.Random(5).randbytes
    with parquet.ParquetWriter(path, pa.schema({"派工单号": pa.string()}), use_dictionary=False) as writer:
        for _ in range(100):
            writer.write_table(pa.table({"派工单号": [bytes_of(16).hex() for _ in range(5_000)]}))
    assert _held(path, 5_000) > 0  # what is imported by the way is there from now on
    assert _held(path, 5_000) < path.stat().st_size / 5


def _held(path: Path, rows: int) -> int:
    """Bytes held at most by reading a file so many rows at a time."""
    tracemalloc.start()
    with path.open("rb") as stream:
        found = begun(Source(path.name, lambda: stream, None, Limits()), rows)
        assert found is not None
        assert sum(1 for _ in found.sheets) > 1
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
