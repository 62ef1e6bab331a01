"""Audits that formats for programs are tried on: hostile everywhere, reviewed, and judged from a workbook."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

import svcqa
from svcqa.accounts import Said, WholeSheet
from svcqa.basis import RegisterFacts
from svcqa.dossier import Dossier, Review
from svcqa.findings import Audit, NotAssessed, Tally
from svcqa.lines import encodable
from tests.audits import audit, content, finding, inputs, tallies
from tests.office import ORDERS, ruleset, workbook

UNSET = """
  - id: O-3
    chapter: 第三部分
    clause: 7.4
    title: {zh: 抽查, en: Sampled}
    of: work_orders
    check: row
    params: {compare: [{field: amount, at_least: {param: audit_share}}]}
"""
"""A rule that waits for a parameter."""


def hostile(value: str) -> Audit:
    """The value stands in every name, title, reason, note, cell and review of it."""
    said = Said(value, value)
    row = finding(1, rule=value, value=value, key=value) | {
        "ruleset": value, "unit": value, "date": value, "excused_by": value, "register": value, "clause": value,
        "locations": _json([{"file": value, "sheet": value, "cell": value, "value": value}]),
    }  # fmt: skip
    made = audit(
        [row],
        tallies=[_tally(one, value, said) for one in tallies(1)],
        rulesets=[replace(one, name=value, title=said, version=value) for one in content(1).rulesets],
        inputs=[_input(value, said), replace(inputs()[1], name=f"{value}2", problem=said)],
        reasons={"cell.blank": said, "deadline.reversed": said},
        registers={value: RegisterFacts(said, {"order_no": said})},
        zone=value,
    )
    print_of = made.findings.table.column("fingerprint").to_pylist()[0]
    told: dict[str, Any] = dict.fromkeys(("reason", "evidence", "by", "on", "answer", "place"), value)
    reviews = [Review(print_of, "explained", **told), Review(value, None, **told, doubt="no_decision")]
    return dataclasses.replace(made, dossier=Dossier(reviews=reviews))


def reviewed(rows: list[dict[str, Any]], *decided: Any) -> Audit:
    """An audit of some findings, of which the first were decided upon, one after the other."""
    prints = [row["fingerprint"] for row in rows]
    reviews = [
        Review(one, decision, f"{decision}因为", "", "李审核", "2026-01-05", "", "审核.xlsx → 疑点复核 → A3")
        for one, decision in zip(prints, decided, strict=False)
    ]
    excused = sum(row["excused_by"] is not None for row in rows)
    tallied = [replace(one, excused=excused) if one.rule == "A7.2" else one for one in tallies(len(rows))]
    return dataclasses.replace(audit(rows, tallies=tallied), dossier=Dossier(reviews=reviews))


@cache
def judged() -> Audit:
    """Findings of records and of rules, what could not be judged, a rule not assessed, from a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        workbook(place / "a.xlsx")
        return svcqa.run([place / "a.xlsx"], [ruleset(place, ORDERS + UNSET)], as_of="2024-03-31")


def _tally(one: Tally, value: str, said: Said) -> Tally:
    own = {} if one.ruleset == "svcqa" else {"ruleset": value}
    rule = {"rule": value, "register": value} if one.rule == "A7.2" else {}
    reason = NotAssessed(one.reason.code, said) if one.reason else None
    named = {"title": said, "remedy": said, "clause": value, "chapter": value, "source": value, "edition": value}
    return replace(one, **own, **rule, **named, reason=reason)


def _input(value: str, said: Said) -> Any:
    file = inputs()[0]
    sheets = [
        replace(one, sheet=value, notes=[said], region=value, problem=one.problem and said) for one in file.sheets
    ]
    whole = [WholeSheet(value, [value], 2, 1, 3)]
    return replace(file, name=value, sheets=sheets, notes=[said], facts={value: value}, whole_sheets=whole)


def _json(value: Any) -> str:
    return json.dumps(json.loads(encodable(json.dumps(value, ensure_ascii=False))), ensure_ascii=False)
