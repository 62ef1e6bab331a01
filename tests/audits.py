"""A small but full audit made by hand, with the nastiest values a workbook can hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from svcqa import auditfile
from svcqa.accounts import DateSpan, InputAccount, MappedColumn, Said, SetAside, SheetAccount
from svcqa.basis import Contrast, Coverage, ParameterFacts, Period, RulesetFacts, Run
from svcqa.dossier import Dossier
from svcqa.findings import (
    Audit,
    Content,
    EvidenceFacts,
    Excepted,
    Exhibit,
    Finding,
    NotAssessed,
    Tally,
    UnitTally,
    Unjudged,
    Upcoming,
    fingerprint,
)
from svcqa.lines import Lines, lines_of, quote

FILE, SHEET, RULESET = "工单台账.xlsx", "2025年一季度", "service-manual"
FORMAT = "MM/DD/YYYY hh:mm:ss AM"
NASTY: tuple[str, ...] = (
    "<script>alert('x')</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
    '=HYPERLINK("https://example.org","click")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "a\x00b\x07c\x1b[31md\x7fe\u009bf",
    'line\nbreak, "quoted"; comma',
    "half \ud83d character",
    "right to left \u202e mark",
    "长" * 32_768,
)


def finding(
    number: int, *, rule: str = "A7.2", weight: str = "high", value: str | None = None, key: str | None = None
) -> dict[str, Any]:
    """One row of the findings, as columns hold it."""
    key = key if key is not None else f"WO{number:04d}"
    cells = [{"file": FILE, "sheet": SHEET, "cell": f"{letter}{number + 3}", "value": value} for letter in "BC"]
    return {
        "ruleset": RULESET,
        "rule": rule,
        "clause": "第七条 2",
        "weight": weight,
        "fingerprint": fingerprint(rule, "work_orders", [key], str(number)),
        "register": "work_orders",
        "key": _json({"order_no": key}),
        "unit": "城东网点",
        "date": "2025-03-05 09:00:00",
        "locations": _json(cells),
        "evidence": _json({"took": "PT1860S", "limit": "PT900S", "open": False, "value": value}),
        "message": _json({"zh": f"用时31分钟，时限15分钟：{value}", "en": f"took 31 min, limit 15 min: {value}"}),
        "excused_by": None,
        "root": f"work_orders/{key}",
    }


def nasty_findings() -> list[dict[str, Any]]:
    """A finding per nasty value, with the value in its key, its unit, its cells and its message."""
    rows = [finding(number, value=value, key=value) for number, value in enumerate(NASTY)]
    return [{**row, "unit": value} for row, value in zip(rows, NASTY, strict=True)]


def plain_findings(count: int) -> list[dict[str, Any]]:
    """Findings without any trouble."""
    return [finding(number, value=f"2025-03-05 09:{number % 60:02d}:00") for number in range(count)]


def audit(findings: Sequence[dict[str, Any]] | None = None, **changes: Any) -> Audit:
    """The audit; with the nasty findings unless others are given."""
    rows = nasty_findings() if findings is None else findings
    lists: dict[str, Lines[Any]] = {
        "findings": lines_of(Finding, [_columns(Finding, rows)]),
        "unjudged": lines_of(Unjudged, [_columns(Unjudged, _unjudged())]),
        "upcoming": lines_of(Upcoming, [_columns(Upcoming, _upcoming())]),
    }
    return auditfile.seal(content(len(rows), **changes), lists, run(), Dossier())


def contradicting() -> Audit:
    """Two manuals that give different times for one thing, and a rule of the second that was not assessed."""
    (late,) = (one for one in tallies(3) if one.rule == "A7.2")
    tallied = [
        replace(late, fails=3),
        replace(late, ruleset="other", rule="B1", clause="1", title=Said("半小时内", "Within half an hour"), fails=2),
        replace(late, ruleset="other", rule="B2", clause="2", assessed=False, reason=tallies(3)[-1].reason),
    ]
    facts = [*content(3).rulesets, replace(content(3).rulesets[0], name="other", title=Said("乙", "B"))]
    rows = [*plain_findings(3), *({**finding(number, rule="B1"), "ruleset": "other"} for number in (2, 7))]
    matter = Contrast(Said("响应时限", "Time to respond"), ["A7.2", "B1", "B2"])
    return audit(rows, tallies=tallied, rulesets=facts, contrasts=[matter])


def empty() -> Audit:
    """An audit of nothing: no rule, no file, no finding."""
    lists: dict[str, Lines[Any]] = {
        "findings": lines_of(Finding, []), "unjudged": lines_of(Unjudged, []), "upcoming": lines_of(Upcoming, []),
    }  # fmt: skip
    nothing = content(0, inputs=[], tallies=[], rulesets=[], parameters=[], coverage=Coverage(0, 0, {}), reasons={})
    return auditfile.seal(nothing, lists, run(), Dossier())


def run() -> Run:
    return Run("0.1.0", {"timeliness": "svcqa 0.1.0"})


def content(fails: int, **changes: Any) -> Content:
    parts: dict[str, Any] = {
        "as_of": "2025-12-31",
        "period": Period("2025-01-01", "2025-12-31"),
        "zone": "Asia/Shanghai",
        "calendars": {"cn_workday": "chinesecalendar 1.11.0, 2004-2026"},
        "rulesets": [RulesetFacts(RULESET, Said("服务手册", "Service manual"), "3.1", "sha256:" + "ab" * 32)],
        "parameters": parameters(),
        "inputs": inputs(),
        "coverage": Coverage(5, 3, {"parameter_unset": 1, "register_missing": 1}),
        "tallies": tallies(fails),
        "reasons": {
            "cell.blank": Said("判断所需的单元格是空的", "a cell needed for the judgement is blank"),
            "deadline.reversed": Said("结束早于开始", "ends before it starts"),
        },
        "exhibits": exhibits(),
        "evidence": {
            "deadline": {
                "took": EvidenceFacts(Said("用时", "time taken")),
                "limit": EvidenceFacts(Said("时限", "limit"), lengths=True),
                "value": EvidenceFacts(Said("单元格", "cell")),
            }
        },
    }
    return Content(**{**parts, **changes})


def tallies(fails: int) -> list[Tally]:
    def tally(rule: str, chapter: str, clause: str, zh: str, en: str, **counted: Any) -> Tally:
        given: dict[str, Any] = {
            "ruleset": RULESET, "edition": "3", "register": "work_orders", "check": "deadline", "weight": "high",
            "assessed": True, "remedy": Said("补充回访并说明原因，不得改动原始时间。", "Call back; change no time."),
        }  # fmt: skip
        return Tally(rule=rule, chapter=chapter, clause=clause, title=Said(zh, en), **{**given, **counted})

    unset = NotAssessed("parameter_unset", Said("参数response_limit未设定", "parameter response_limit not set"))
    missing = NotAssessed("register_missing", Said("没有提供台账“培训记录”", "register 'training' not supplied"))
    built_in: dict[str, Any] = {"ruleset": "svcqa", "check": "", "weight": "medium", "remedy": None}
    return [
        tally("record.type", "", "", "单元格的内容符合字段类型", "Cells say what their field asks for",
              in_scope=40, conforms=40, **built_in),
        tally(
            "A7.2", "第三部分", "第七条 2", "派工后15分钟内联系客户", "The customer is called within 15 minutes",
            in_scope=fails + 6, conforms=2, fails=fails, pending=1, undetermined=2, excepted=1, out_of_scope=4,
            undated=1, not_yet=1, excepted_by=[Excepted("cancelled", Said("已取消", "it is cancelled"), 1)],
            undetermined_by={"cell.blank": 1, "deadline.reversed": 1},
            by_unit=[
                UnitTally(NASTY[0], 0, 0, 0, 0, 0, 0),
                UnitTally("城东网点", fails + 3, 2, fails, 1, 0, 0),
                UnitTally("城西网点", 2, 0, 0, 0, 2, 0),
                UnitTally(None, 1, 0, 0, 0, 0, 1),
            ],
        ),
        tally("A8.1", "第三部分", "第八条 1", "工单填写完整", "Work orders are complete",
              weight="medium", check="row", in_scope=10, conforms=10),
        tally("A8.2", "第三部分", "第八条 2", "工单号唯一", "Order numbers are unique",
              weight="low", check="unique", in_scope=10, conforms=10),
        tally("A9.1", "第三部分", "第九条 1", "按时答复", "Replies are in time", assessed=False, reason=unset),
        tally("B2.1", "第四部分", "第二条 1", "上岗前完成培训", "Trained before the job",
              assessed=False, reason=missing, register="training"),
    ]  # fmt: skip


def exhibits() -> list[Exhibit]:
    """One exhibit of each kind, of a rule with findings and of one without; the words are nasty."""
    verdicts = ["conforms", "fails", "pending", "undetermined"]

    def exhibit(rule: str, kind: Any, zh: str, rows: list[tuple[str, str, list[int]]], mark: int | None) -> Exhibit:
        told = [[{"zh": one, "en": other}, *counts] for one, other, counts in rows]
        return Exhibit(RULESET, rule, kind, kind, Said(zh, f"{zh} in English"), verdicts, told, mark)

    bands = [
        ("≤7分30秒", "≤ 7 min 30 s", [1, 0, 0, 0]), ("≤15分", "≤ 15 min", [1, 0, 1, 0]), ("≤30分", "≤ 30 min", [0, 0, 0, 0]),
        (">30分", "> 30 min", [0, 14, 0, 1_234]),
    ]  # fmt: skip
    states = [(NASTY[0], NASTY[1], [7, 0, 0, 0]), ("一" * 60, "a" * 90, [0, 3, 0, 0])]
    months = [(f"2025-{month:02}", f"2025-{month:02}", [month, 0, 0, 0]) for month in range(1, 13)]
    return [
        exhibit("A7.2", "distribution", "用时分布", bands, 2),
        exhibit("A7.2", "timeline", "各月件数", months, None),
        exhibit("A8.1", "counts", "状态", states, None),
    ]


def inputs() -> list[InputAccount]:
    columns = [
        MappedColumn("A", "工单号", "order_no", "heading"),
        MappedColumn("B", "派工时间", "dispatched_at", "heading", {"blank": 1, "unreadable": 2}, FORMAT),
        MappedColumn("C", "联系时间", "contacted_at", "config"),
        MappedColumn("D", "备注<b>", None, "unmapped"),
        MappedColumn("E", "时间", None, "ambiguous"),
    ]  # fmt: skip
    orders = SheetAccount(
        sheet=SHEET, state="visible", register="work_orders", why=Said("表头符合", "its headings fit"),
        header_rows=[3], rows_read=31, imported=26,
        set_aside=[SetAside(1, 2, "title", "工单台账"), SetAside(3, 3, "heading"), SetAside(30, 31, "total", "合计")],
        columns=columns, missing=["closed_at"], cells=130, date_span=DateSpan("2025-01-02", "2025-12-30"),
        hidden_rows=2, merged=["B4:B5"],
    )  # fmt: skip
    notes = SheetAccount(
        sheet="说明", state="hidden", register=None, why=Said("没有匹配的台账", "no register fits"), header_rows=[],
        rows_read=2, imported=0, set_aside=[SetAside(1, 2, "no_register")], columns=[], missing=[], cells=2,
        date_span=None,
    )  # fmt: skip
    broken = SheetAccount(
        sheet="坏表", state="visible", register=None, why=None, header_rows=[], rows_read=0, imported=0, set_aside=[],
        columns=[], missing=[], cells=0, date_span=None, problem=Said("工作表无法读取", "the sheet cannot be read"),
    )  # fmt: skip
    return [
        InputAccount(FILE, "cd" * 32, 20_480, {"format": "xlsx", "date_system": "1900"}, [orders, notes, broken]),
        InputAccount("加密.xlsx", "ef" * 32, 1_024, {}, [], Said("文件已加密", "the file is encrypted")),
    ]


def parameters() -> list[ParameterFacts]:
    reply, call = Said("答复时限", "Time limit for replies"), Said("联系时限", "Time limit for calls")
    return [
        ParameterFacts(RULESET, "response_limit", reply, None, "unset", "", "", ""),
        ParameterFacts(RULESET, "call_limit", call, "15m", "ruleset", "手册第3版", "张经理", "2025-01-01"),
    ]


def _unjudged() -> list[dict[str, Any]]:
    cell = {"file": FILE, "sheet": SHEET, "cell": "B20", "value": None}
    return [
        {**_subject(key), "cells": _json([cell]), "reason": reason}
        for key, reason in (("WO0900", "cell.blank"), ("WO0901<i>", "deadline.reversed"))
    ]


def _upcoming() -> list[dict[str, Any]]:
    cell = _json([{"file": "派工.xlsx", "sheet": "派工", "cell": "D950", "value": None}])
    told = {
        "due_on": "2026-01-05",
        "kind": "deadline",
        "unit": "城东",
        "fingerprint": "00000000000000a1",
        "locations": cell,
    }
    return [{**_subject("WO0950"), **told}]


def _subject(key: str) -> dict[str, Any]:
    return {"ruleset": RULESET, "rule": "A7.2", "register": "work_orders", "key": _json({"order_no": key})}


def _columns(row: type[Any], rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [one[name] for one in rows] for name in row.__struct_fields__}


def _json(value: Any) -> str:
    """JSON as the core writes it."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{quote(name)}:{_json(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_json, value)) + "]"
    return quote(value) if isinstance(value, str) else json.dumps(value)
