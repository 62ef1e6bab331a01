"""One audit from files to findings: counted once, quoted by the cell, the same every time."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

import svcqa
from svcqa import auditfile
from svcqa.accounts import Said
from svcqa.findings import Excepted, Location
from svcqa.text import LANGS
from tests.office import HEADINGS, ORDERS, ROWS, ruleset, workbook, workbooks


def _audit(tmp_path: Path, **how: Any) -> svcqa.Audit:
    how.setdefault("as_of", "2024-03-31")
    return svcqa.run([tmp_path / "台账 2024"], [ruleset(tmp_path, how.pop("rules", ORDERS))], **how)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workbook(tmp_path / "台账 2024" / "三月 派工.xlsx", titles=("派工单台账", "2024年3月"))
    return tmp_path


def _tally(audit: svcqa.Audit, rule: str) -> svcqa.Tally:
    return next(tally for tally in audit.content.tallies if tally.rule == rule)


def test_every_record_is_counted_once(folder: Path) -> None:
    tally = _tally(_audit(folder), "O-1")
    assert (tally.conforms, tally.fails, tally.undetermined, tally.excepted) == (1, 1, 1, 1)
    assert tally.in_scope == 4
    assert tally.excepted_by == [Excepted("status=已取消", Said("状态为已取消", "Status is 已取消"), 1)]
    assert tally.undetermined_by == {"cell.unreadable": 1}


def test_a_finding_names_clause_record_and_cell(folder: Path) -> None:
    finding = next(one for one in _audit(folder).findings if one.rule == "O-1")
    assert (finding.clause, finding.key, finding.unit) == ("7.2", {"order_no": "W002"}, "东城")
    cells = [(place.file, place.sheet, place.cell, place.value) for place in finding.locations]
    assert cells == [
        ("三月 派工.xlsx", "派工单", "D5", "2024-03-05 11:00"),
        ("三月 派工.xlsx", "派工单", "E5", "2024-03-05 11:40"),
    ]
    assert finding.message.zh == "用时40分，超过时限15分钟"
    assert finding.message.en == "took 40 min, over the limit of 15 minutes"


def test_what_could_not_be_judged_is_listed_with_cell_and_reason(folder: Path) -> None:
    audit = _audit(folder)
    (unjudged,) = [one for one in audit.unjudged if one.rule == "O-1"]
    assert unjudged.key == {"order_no": "W004"}
    assert ("E7", "约10点") in [(cell.cell, cell.value) for cell in unjudged.cells]
    assert "读不成" in audit.content.reasons[unjudged.reason].zh


def test_a_cell_that_cannot_be_read_is_a_finding_of_its_own(folder: Path) -> None:
    (finding,) = [one for one in _audit(folder).findings if one.rule == "record.type"]
    assert finding.locations[0].cell == "E7"
    assert "约10点" in finding.message.zh


def test_two_runs_give_the_same_content_bytes(folder: Path) -> None:
    contents = []
    for _ in range(2):
        stream = io.BytesIO()
        auditfile.write(_audit(folder), stream)
        contents.append(stream.getvalue().split(b'"run":')[0])
    assert contents[0] == contents[1]


def test_shuffled_rows_give_the_same_findings(tmp_path: Path) -> None:
    def row(n: int) -> tuple[object, ...]:
        return (f"W{n:03}", "东城", "甲" if n % 3 else "", f"2024-03-05 10:{n:02}", f"2024-03-05 10:{n:02}", "", "", n)

    rows = [row(n) for n in range(40)]
    rows += [rows[7], (*rows[9][:1], "西城", *rows[9][2:])]
    found = []
    for seed in (None, 1, 2):
        if seed is not None:
            random.Random(seed).shuffle(rows)
        workbook(tmp_path / "台账 2024" / "a.xlsx", rows)
        audit = _audit(tmp_path)
        found.append(
            (
                # which of two rows that say the same is the first of them nobody can tell, nor does it matter
                sorted(repr(structs.replace(one, locations=_rowless(one.locations))) for one in audit.findings),
                audit.content.tallies,
            )
        )
    assert found[0] == found[1] == found[2]
    fingerprints = [one.fingerprint for one in audit.findings]
    assert len(set(fingerprints)) == len(fingerprints), "every finding has a name of its own, twins too"


def _rowless(cells: list[Location]) -> list[Location]:
    return [structs.replace(one, cell=one.cell[0]) for one in cells]


def test_a_record_with_a_repeated_key_is_still_judged(tmp_path: Path) -> None:
    workbook(tmp_path / "台账 2024" / "a.xlsx", [ROWS[1], ROWS[1]])
    audit = _audit(tmp_path)
    assert _tally(audit, "O-1").fails == 2
    assert _tally(audit, "record.key").fails == 2


def test_sheets_and_files_of_one_register_are_joined_with_their_places(tmp_path: Path) -> None:
    workbooks(tmp_path / "台账 2024" / "a.xlsx", {"1月": [HEADINGS, ROWS[0]], "2月": [HEADINGS, ROWS[1]]})
    # another order of columns, and one column fewer
    swapped = [HEADINGS[1], HEADINGS[0], *HEADINGS[2:5]]
    workbooks(tmp_path / "台账 2024" / "b.xlsx", {"3月": [swapped, ["西城", "W009", "", *ROWS[1][3:5]]]})
    audit = _audit(tmp_path)
    places = [
        (one.locations[0].file, one.locations[0].sheet, one.locations[0].cell)
        for one in audit.findings
        if one.rule == "O-2"
    ]
    assert places == [("a.xlsx", "2月", "C2"), ("b.xlsx", "3月", "C2")]
    (account,) = audit.content.inputs[1].sheets
    assert account.missing == ["engineer", "status", "amount"]


def test_a_record_whose_sheet_lacks_the_column_is_undetermined_and_the_sheet_is_told(tmp_path: Path) -> None:
    """A column that is not there is no blank cell: nothing shows that the customer was not called."""
    fewer = [name for name in HEADINGS if name != "联系时间"]
    moved = ["W009", *ROWS[1][1:4], *ROWS[1][5:]]
    workbooks(tmp_path / "台账 2024" / "a.xlsx", {"1月": [HEADINGS, *ROWS], "2月": [fewer, moved]})
    audit = _audit(tmp_path)
    tally = _tally(audit, "O-1")
    assert (tally.fails, tally.undetermined_by) == (1, {"cell.unreadable": 1, "cell.absent": 1})
    (one,) = (one for one in audit.unjudged if one.key == {"order_no": "W009"})
    assert one.reason == "cell.absent"
    first, second = audit.content.inputs[0].sheets
    assert first.notes == []
    assert [note.zh for note in second.notes] == ["缺少其他工作表有的列：联系时间；要用这些列的规则无法判断这里的记录"]
    required = ORDERS.replace("contacted_at: {", "contacted_at: {required: true, ")
    tally = _tally(_audit(tmp_path, rules=required), "record.required")
    assert (tally.in_scope, tally.fails) == (4, 1)


def test_a_finding_of_a_record_is_dated_by_its_first_filled_event_date(tmp_path: Path) -> None:
    later = ["W009", "东城", "甲", "", "2024-03-07 10:00", "张三", "已完成", "很多"]
    workbook(tmp_path / "台账 2024" / "a.xlsx", [later])
    rules = ORDERS.replace("event_date: dispatched_at", "event_date: [dispatched_at, contacted_at]")
    (finding,) = (one for one in _audit(tmp_path, rules=rules).findings if one.rule == "record.type")
    assert finding.date == "2024-03-07 10:00:00"


def test_each_limit_is_quoted_as_itself(tmp_path: Path) -> None:
    """Of a least and a most time, the one that was not kept is named; an open case has waited whole days."""
    rows = [
        ["W001", "东城", "甲", "2024-03-05 10:00", "2024-03-05 10:05", "张三", "已完成", 1],
        ["W002", "东城", "甲", "2024-03-05 10:00", "2024-03-05 11:00", "张三", "已完成", 1],
        ["W003", "东城", "甲", "2024-03-30 00:00", "", "张三", "处理中", 1],
    ]
    workbook(tmp_path / "台账 2024" / "a.xlsx", rows)
    audit = _audit(tmp_path, rules=ORDERS.replace("max: {param: response_limit}", "min: 10m, max: 15m"))
    assert [one.message.en for one in audit.findings if one.rule == "O-1"] == [
        "took 5 min, less than the required 10 minutes",
        "took 1 h, over the limit of 15 minutes",
        "not recorded as done after 2 d, over the limit of 15 minutes",
    ]


@pytest.mark.parametrize("where", ["where", "assert"])
def test_a_date_without_a_time_does_not_contradict_a_moment_of_its_day(tmp_path: Path, where: str) -> None:
    rows = [
        ["W001", "东城", "甲", "2024-03-05 10:00", "2024-03-05", "张三", "已完成", 1],
        ["W002", "东城", "甲", "2024-03-05 10:00", "2024-03-04", "张三", "已完成", 1],
    ]
    workbook(tmp_path / "台账 2024" / "a.xlsx", rows)
    order = "{contacted_at: {field: dispatched_at, op: gte}}"
    asked = {
        "where": f"params: {{require: [customer]}}\n    where: {order}",
        "assert": f"params: {{assert: {order}}}",
    }[where]
    tally = _tally(_audit(tmp_path, rules=ORDERS.replace("params: {require: [customer]}", asked)), "O-2")
    assert tally.undetermined == 1
    assert (tally.fails, tally.out_of_scope) == ((1, 0) if where == "assert" else (0, 1))


def test_what_surely_does_not_belong_to_a_rule_is_no_doubt_of_it(tmp_path: Path) -> None:
    rows = [
        ["W001", "东城", "甲", "某日", "2024-03-05 10:00", "张三", "处理中", 1],
        ["W002", "东城", "甲", "某日", "2024-03-05 10:00", "张三", "已完成", 1],
    ]
    workbook(tmp_path / "台账 2024" / "a.xlsx", rows)
    asked = "params: {require: [customer]}\n    where: {status: 已完成, dispatched_at: {present: true}}"
    tally = _tally(_audit(tmp_path, rules=ORDERS.replace("params: {require: [customer]}", asked)), "O-2")
    assert (tally.out_of_scope, tally.undetermined_by) == (1, {"cell.unreadable": 1})


def test_the_period_puts_records_in_scope_and_counts_the_others(folder: Path) -> None:
    tally = _tally(_audit(folder, period="2024-03-06..2024-03-31"), "O-1")
    assert (tally.in_scope, tally.out_of_scope) == (2, 2)


def test_an_undated_record_is_in_scope_and_counted(tmp_path: Path) -> None:
    workbook(tmp_path / "台账 2024" / "a.xlsx", [("W001", "东城", "", "", "", "", "", "")])
    audit = _audit(tmp_path, period="2024")
    assert (_tally(audit, "O-2").fails, _tally(audit, "O-2").undated) == (1, 1)
    assert _tally(audit, "O-1").undetermined_by == {"cell.blank": 1}


def test_events_after_the_audit_moment_have_not_happened_and_are_counted(folder: Path) -> None:
    audit = _audit(folder, as_of="2024-03-05 11:20")
    tally = _tally(audit, "O-1")
    assert (tally.fails, tally.not_yet, tally.out_of_scope) == (1, 1, 2)
    (finding,) = [one for one in audit.findings if one.rule == "O-1"]
    assert finding.message.zh == "至审核日没有完成的记录，已过20分，超过时限15分钟"


def test_a_day_after_the_audit_date_has_not_happened_either(tmp_path: Path) -> None:
    """A date without a time is cut off at the audit moment like any other: the case is open, and not yet due."""
    workbook(
        tmp_path / "台账 2024" / "a.xlsx",
        [["W001", "东城", "甲", "2024-03-20 10:00", "2024-04-25", "张三", "处理中", 1]],
    )
    audit = _audit(tmp_path, rules=ORDERS.replace("default: 15m", "default: 30d"))
    tally = _tally(audit, "O-1")
    assert (tally.pending, tally.undetermined, tally.not_yet) == (1, 0, 1)


def test_what_falls_due_later_is_upcoming(folder: Path) -> None:
    audit = _audit(folder, as_of="2024-03-05 11:10")
    assert [(one.key["order_no"], one.due_on) for one in audit.upcoming] == [("W002", "2024-03-05 11:15:00")]


def test_counts_by_unit_add_up(folder: Path) -> None:
    tally = _tally(_audit(folder), "O-1")
    assert [(one.unit, one.in_scope, one.fails) for one in tally.by_unit] == [("东城", 2, 1), ("西城", 2, 0)]


def test_a_parameter_without_a_value_leaves_its_rule_unassessed(folder: Path) -> None:
    rules = ORDERS.replace(", default: 15m", "")
    audit = _audit(folder, rules=rules)
    reason = _tally(audit, "O-1").reason
    assert reason is not None
    assert reason.text.en == "parameter response_limit not set"
    assert (audit.content.coverage.rules, audit.content.coverage.assessed) == (2, 1)


def test_what_is_common_elsewhere_is_told_with_its_source_and_how_far_it_is_confirmed(folder: Path) -> None:
    common = "common: {value: [15m, 30m], confidence: D, source: {zh: 一般经验, en: general experience}}"
    written = ORDERS.replace("type: duration, default: 15m", f"type: list, {common}")
    audit = _audit(folder, rules=written.replace("max: {param: response_limit}", "max: 15m"))
    (fact,) = [one for one in audit.content.parameters if one.name == "response_limit"]
    assert (fact.value, fact.origin, fact.common and fact.common.value) == (None, "unset", "15m, 30m")
    said = {
        "zh": "常见做法15m, 30m（未查证：一般经验）",
        "en": "common practice: 15m, 30m (not confirmed: general experience)",
    }
    for lang in LANGS:
        assert said[lang] in svcqa.render(audit, "html", lang).decode()


def test_a_parameter_from_the_command_line_wins_and_its_origin_is_told(folder: Path) -> None:
    audit = _audit(folder, parameters={"response_limit": "1h"})
    assert _tally(audit, "O-1").fails == 0
    origins = {one.name: (one.value, one.origin) for one in audit.content.parameters}
    assert origins == {"response_limit": ("1h", "command_line"), "audit_share": (None, "unset")}


def test_a_missing_column_leaves_its_rule_unassessed(tmp_path: Path) -> None:
    workbook(tmp_path / "台账 2024" / "a.xlsx", [row[:4] for row in ROWS], headings=HEADINGS[:4])
    reason = _tally(_audit(tmp_path), "O-1").reason
    assert reason is not None
    assert reason.code == "column_missing"
    assert reason.text.zh == "台账“派工单”缺少列：联系时间、状态"


def test_a_register_that_is_not_there_leaves_its_rules_unassessed(tmp_path: Path) -> None:
    workbooks(tmp_path / "台账 2024" / "a.xlsx", {"别的": [["姓名", "岗位"], ["张三", "工程师"]]})
    audit = _audit(tmp_path)
    assert audit.content.coverage.not_assessed == {"register_missing": 2}
    assert len(audit.findings) == 0


def test_a_sheet_that_no_rule_asks_for_is_not_taken_for_one_that_is_asked_for(folder: Path) -> None:
    slips = [
        ["处理单号", "派工单号", "维修人员", "带走时间", "物品清单", "客户签字"],
        ["CL1", "W001", "张三", "2024-03-05 12:00", "主机1台", "是"],
    ]
    workbooks(folder / "台账 2024" / "处理单.xlsx", {"处理单": slips})
    audit = _audit(folder)
    sheets = {sheet.sheet: sheet for file in audit.content.inputs for sheet in file.sheets}
    assert (sheets["派工单"].register, sheets["处理单"].register) == ("work_orders", None)
    assert str(sheets["处理单"].why and sheets["处理单"].why.zh) == "是“处理单”，所选的规则集不看这种台账，没有读入"
    assert [one.reason for one in sheets["处理单"].set_aside] == ["no_register"]
    assert _tally(audit, "O-1").in_scope == 4


def test_an_empty_register_is_never_a_pass(tmp_path: Path) -> None:
    workbook(tmp_path / "台账 2024" / "a.xlsx", [])
    assert _audit(tmp_path).content.coverage.not_assessed == {"register_empty": 2}


def test_a_number_that_refers_to_nothing_is_a_finding(folder: Path) -> None:
    workbooks(folder / "台账 2024" / "人员.xlsx", {"人员名册": [["姓名", "岗位"], ["张三", "工程师"]]})
    findings = [one for one in _audit(folder).findings if one.rule == "record.reference"]
    assert [one.locations[0].value for one in findings] == ["李四", "李四"]


def test_two_editions_judge_the_records_of_their_time(folder: Path) -> None:
    edition = """
  - id: O-1
    edition: 2
    clause: 7.2
    title: {zh: 派工后1小时内联系客户, en: The customer is called within an hour of dispatch}
    of: work_orders
    check: deadline
    params: {start: dispatched_at, end: contacted_at, max: 1h}
    in_force: {from: 2024-03-06}
"""
    rules = ORDERS.replace("    weight: high\n", "    weight: high\n    in_force: {to: 2024-03-05}\n") + edition
    tallies = [one for one in _audit(folder, rules=rules).content.tallies if one.rule == "O-1"]
    assert [(one.edition, one.in_scope, one.out_of_scope) for one in tallies] == [("1", 2, 2), ("2", 2, 2)]


def test_one_unreadable_file_is_said_and_does_not_stop_the_others(folder: Path) -> None:
    (folder / "台账 2024" / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    audit = _audit(folder)
    problems = {one.name: one.problem for one in audit.content.inputs}
    assert problems["三月 派工.xlsx"] is None
    assert problems["坏.xlsx"] is not None
    assert "已损坏" in problems["坏.xlsx"].zh
    assert _tally(audit, "O-1").in_scope == 4


def test_a_missing_number_is_a_finding_of_low_weight_beside_its_neighbour(tmp_path: Path) -> None:
    gaps = """
  - id: O-3
    clause: 7.4
    title: {zh: 派工单号连续, en: Order numbers follow each other}
    of: work_orders
    check: unique
    params: {key: [order_no], gaps: report}
    weight: high
"""
    workbook(tmp_path / "台账 2024" / "a.xlsx", [("W009", *ROWS[0][1:]), ("W006", *ROWS[0][1:])])
    audit = _audit(tmp_path, rules=ORDERS + gaps)
    (finding,) = [one for one in audit.findings if one.rule == "O-3"]
    assert (finding.weight, finding.key, finding.unit) == ("low", {"slot": "W007–W008"}, "东城")
    assert finding.locations[0].cell == "A2"
    assert finding.message.zh == "编号不连续：缺W007–W008，共2个"
    tally = _tally(audit, "O-3")
    assert (tally.in_scope, tally.conforms, tally.fails) == (3, 2, 1)
    assert sum(one.in_scope for one in tally.by_unit) == 3


def test_the_findings_come_as_a_frame(folder: Path) -> None:
    frame = _audit(folder).findings.to_frame()
    assert list(frame["rule"]) == ["record.type", "O-1", "O-2"]
    assert frame["key"].iloc[1] == {"order_no": "W002"}


def test_the_written_document_holds_what_the_audit_holds(folder: Path) -> None:
    audit, stream = _audit(folder), io.BytesIO()
    auditfile.write(audit, stream)
    document = json.loads(stream.getvalue())
    assert document["digest"] == audit.digest
    assert [one["rule"] for one in document["content"]["findings"]] == ["record.type", "O-1", "O-2"]
    assert document["content"]["findings"][1]["locations"][0]["cell"] == "D5"


def test_findings_are_counted_by_their_own_weight(tmp_path: Path) -> None:
    rows = [(*row[:1], *row[1:]) for row in ROWS] + [("W007", "东城", "甲", *ROWS[0][3:])]
    workbook(tmp_path / "台账 2024" / "a.xlsx", rows)
    unique = (
        ORDERS
        + "  - {id: O-3, clause: '8', title: 编号, of: work_orders, check: unique, params: {key: [order_no], gaps: report}, weight: high}\n"
    )
    audit = _audit(tmp_path, rules=unique)
    assert [finding.weight for finding in audit.findings if finding.rule == "O-3"] == ["low"]
    assert audit.by_weight() == {"high": 1, "medium": 2, "low": 1}
    assert sum(audit.by_weight().values()) == len(audit.findings)


def test_what_is_open_at_an_audit_date_has_waited_to_the_full_second(tmp_path: Path) -> None:
    workbook(tmp_path / "台账 2024" / "a.xlsx", [("W001", "东城", "甲", "2024-03-31 10:00", "", "张三", "处理中", 1)])
    (finding,) = [one for one in _audit(tmp_path).findings if one.rule == "O-1"]
    assert finding.message.zh == "至审核日没有完成的记录，已过14小时，超过时限15分钟"


def test_records_without_the_column_of_their_event_date_are_judged_and_counted_as_undated(tmp_path: Path) -> None:
    at = HEADINGS.index("派工时间")
    rows = [(*row[:at], *row[at + 1 :]) for row in ROWS]
    workbook(tmp_path / "台账 2024" / "a.xlsx", rows, headings=(*HEADINGS[:at], *HEADINGS[at + 1 :]))
    tally = _tally(_audit(tmp_path, period="2024-01-01..2024-03-31"), "O-2")
    assert (tally.in_scope, tally.undated, tally.out_of_scope) == (len(ROWS), len(ROWS), 0)
