"""Waivers: what is excused, for how long, and what stays; through whole audits of small workbooks."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec import convert
from msgspec.structs import replace

import svcqa
from svcqa import Audit, ConfigError, Tally, auditfile
from svcqa.assignment import sheets
from svcqa.cli import main
from svcqa.due import falling
from svcqa.findings import Finding
from svcqa.lines import encodable
from svcqa.masking import masked
from svcqa.rulesets import Library, load
from svcqa.waivers import Waiver
from svcqa.waiving.claims import key_names
from tests.audits import NASTY, audit, plain_findings
from tests.documents import pdf_text, tables
from tests.office import HEADINGS, ORDERS, ROWS, ruleset, workbooks
from tests.pages import Page, rendered

SHEET = sheets.registers()[sheets.WAIVERS]
COLUMNS = {name: chr(65 + at) for at, name in enumerate(SHEET.fields)}
FAILING, PASSING = "W002", "W001"
"""Records of which O-1 says that the customer was called late, and in time."""
AS_OF = "2024-12-31"
WAIVER = {
    "waiver_no": "HM01", "rule": "O-1", "record": FAILING, "reason": "客户要求改约", "risk": "低", "control": "次日回访",
    "requested_by": "李四", "approved_by": "总经理", "approved_on": "2024-01-02", "valid_from": "2024-01-01",
    "valid_to": AS_OF,
}  # fmt: skip
DEVIATIONS = """  deviations:
    title: {zh: 偏离审批, en: deviations}
    key: [deviation_no]
    event_date: approved_at
    waives: {rule: rule_id, record: order_no, reason: reason, approved_by: approved_by, approved_on: approved_at,
             executed_on: executed_at}
    fields:
      deviation_no: {title: {zh: 偏离编号, en: Deviation no.}, type: code}
      rule_id: {title: {zh: 偏离的规则, en: Rule deviated from}, type: code}
      order_no: {title: {zh: 偏离的单号, en: Order deviating}, type: code}
      reason: {title: {zh: 偏离理由, en: Reason to deviate}}
      approved_by: {title: {zh: 偏离批准人, en: Deviation approved by}, type: person}
      approved_at: {title: {zh: 偏离批准时间, en: Deviation approved at}, type: datetime}
      executed_at: {title: {zh: 偏离实施时间, en: Deviation carried out at}, type: datetime}
"""
OFFICE = ORDERS.replace("parameters:\n", f"{DEVIATIONS}parameters:\n")
DEVIATION = {
    "偏离编号": "PL1", "偏离的规则": "O-1", "偏离的单号": FAILING, "偏离理由": "客户要求", "偏离批准人": "王总",
    "偏离批准时间": "2024-03-05 09:00", "偏离实施时间": "",
}  # fmt: skip


def book(folder: Path, *waivers: Mapping[str, Any]) -> Path:
    """An audit workbook that holds these waivers."""
    rows = [[one.get(name, "") for name in SHEET.fields] for one in waivers]
    return workbooks(folder / "审核工作簿.xlsx", {"豁免清单": [[one.title.zh for one in SHEET.fields.values()], *rows]})


def audited(
    folder: Path,
    *waivers: Mapping[str, Any],
    as_of: str | dt.datetime = AS_OF,
    rows: Sequence[Sequence[Any]] = ROWS,
    **given: Any,
) -> Audit:
    records = workbooks(folder / "派工.xlsx", {"派工单": [list(HEADINGS), *rows]})
    asked = book(folder, *waivers) if waivers else None
    return svcqa.run([records], [ruleset(folder)], as_of=as_of, workbook=asked, **given)


def deviated(folder: Path, *rows: Mapping[str, str], text: str = OFFICE) -> Audit:
    """An audit of orders, with the office's approved deviations beside them."""
    heads = list(DEVIATION)
    listed = [heads, *([{**DEVIATION, **row}[head] for head in heads] for row in rows)]
    folder.mkdir(exist_ok=True)
    records = workbooks(folder / "派工.xlsx", {"派工单": [list(HEADINGS), *ROWS], "偏离审批": listed})
    return svcqa.run([records], [ruleset(folder, text)], as_of=AS_OF)


def found(audit: Audit, rule: str = "O-1") -> list[Finding]:
    return [one for one in audit.findings if one.rule == rule]


def tally(audit: Audit, rule: str = "O-1") -> Tally:
    return next(one for one in audit.content.tallies if one.rule == rule)


def only(audit: Audit) -> Waiver:
    (one,) = audit.content.waivers
    return one


TIMES: dict[str, tuple[dict[str, str] | None, str | None]] = {
    "no waiver": (None, None),
    "expired": ({"valid_to": "2024-12-30"}, "expired"),
    "last day today": ({"valid_to": "2024-12-31"}, "in_force"),
    "future start": ({"valid_from": "2025-01-01", "valid_to": "2025-06-30"}, "not_yet"),
}
SCOPES = {"hit": {"unit": "东城"}, "missed": {"unit": "西城"}}


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("fails", [True, False], ids=["record fails", "record passes"])
@pytest.mark.parametrize("time", TIMES)
def test_a_finding_is_excused_only_in_force_in_scope_and_where_it_fails(
    time: str, fails: bool, scope: str, tmp_path: Path
) -> None:
    changes, state = TIMES[time]
    row = ROWS[1] if fails else ROWS[0]
    waivers = [] if changes is None else [{**WAIVER, "record": "", **SCOPES[scope], **changes}]
    audit = audited(tmp_path, *waivers, rows=[row, ROWS[2]])
    excused = fails and state == "in_force" and scope == "hit"
    assert [one.excused_by for one in found(audit)] == (["HM01" if excused else None] if fails else [])
    counted = tally(audit)
    assert (counted.fails, counted.conforms, counted.excepted, counted.excused) == (fails, not fails, 1, excused)
    assert [one.state for one in audit.content.waivers] == ([state] if state else [])
    assert [one.excuses for one in audit.content.waivers] == ([int(excused)] if state else [])
    assert [one.concerns for one in audit.content.waivers] == ([int(fails and scope == "hit")] if state else [])
    assert audit.by_weight()["high"] == int(fails and not excused)


DAYS: dict[str, tuple[str | dt.datetime, str]] = {
    "the day before it begins": ("2024-06-30", "not_yet"),
    "its first day": ("2024-07-01", "in_force"),
    "its last day": ("2024-12-31", "in_force"),
    "a moment of its last day": ("2024-12-31 23:59", "in_force"),
    "its last day by the clock of the zone": (dt.datetime(2024, 12, 31, 15, 59, tzinfo=dt.UTC), "in_force"),
    "its last day by another clock, when it is over in the zone": (
        dt.datetime(2024, 12, 31, 16, 0, tzinfo=dt.UTC),
        "expired",
    ),
    "the day after": ("2025-01-01", "expired"),
}


@pytest.mark.parametrize("which", DAYS)
def test_the_first_and_the_last_valid_day_belong_to_a_waiver(which: str, tmp_path: Path) -> None:
    as_of, state = DAYS[which]
    audit = audited(tmp_path, {**WAIVER, "valid_from": "2024-07-01"}, as_of=as_of)
    assert only(audit).state == state
    assert [one.excused_by for one in found(audit)] == ["HM01" if state == "in_force" else None]


def test_the_verdict_and_the_finding_stay_as_they_are(tmp_path: Path) -> None:
    (plain,), (excused,) = found(audited(tmp_path)), found(audited(tmp_path, WAIVER))
    assert excused.excused_by == "HM01"
    assert (excused.fingerprint, excused.message, excused.locations) == (
        plain.fingerprint,
        plain.message,
        plain.locations,
    )


SCOPED: dict[str, tuple[dict[str, str], list[str]]] = {
    "everything of a rule": ({"record": ""}, ["W002", "W003"]),
    "a record": ({"record": "W003"}, ["W003"]),
    "a unit": ({"record": "", "unit": "西城"}, ["W003"]),
    "a unit and a record of another": ({"record": "W002", "unit": "西城"}, []),
    "records of some days": ({"record": "", "records_from": "2024-03-05", "records_to": "2024-03-05"}, ["W002"]),
    "records from a day on": ({"record": "", "records_from": "2024-03-06"}, ["W003"]),
    "records up to a day": ({"record": "", "records_to": "2024-03-05"}, ["W002"]),
    "the rule of a ruleset": ({"record": "", "ruleset": "orders"}, ["W002", "W003"]),
    "the rule with its ruleset before it": ({"record": "", "rule": "orders/O-1"}, ["W002", "W003"]),
    "several rules": ({"record": "W002", "rule": "O-2、O-1"}, ["W002", "W002"]),
    "another rule": ({"record": "W002", "rule": "O-2"}, ["W002"]),
}


@pytest.mark.parametrize("which", SCOPED)
def test_a_waiver_excuses_what_its_scope_holds_and_nothing_else(which: str, tmp_path: Path) -> None:
    changes, wanted = SCOPED[which]
    rows = [*ROWS[:2], (*ROWS[2][:6], "已完成", 1), ROWS[3]]
    audit = audited(tmp_path, {**WAIVER, **changes}, rows=rows)
    assert [one.key["order_no"] for one in audit.findings if one.excused_by] == wanted
    assert only(audit).excuses == len(wanted)


def test_a_record_may_be_named_by_the_fingerprint_of_its_finding(tmp_path: Path) -> None:
    (plain,) = found(audited(tmp_path))
    assert [one.excused_by for one in found(audited(tmp_path, {**WAIVER, "record": plain.fingerprint}))] == ["HM01"]
    gone = audited(tmp_path, {**WAIVER, "record": "0123456789abcdef"})
    assert only(gone).unused


def test_of_several_waivers_the_first_in_force_that_fits_excuses(tmp_path: Path) -> None:
    rows = [
        {**WAIVER, "waiver_no": "HM01", "valid_to": "2024-12-30"},
        {**WAIVER, "waiver_no": "HM02"},
        {**WAIVER, "waiver_no": "HM03"},
    ]
    audit = audited(tmp_path, *rows)
    assert [one.excused_by for one in found(audit)] == ["HM02"]
    assert [(one.excuses, one.concerns) for one in audit.content.waivers] == [(0, 1), (1, 1), (0, 1)]
    assert tally(audit).excused == 1


def test_a_slot_is_named_as_reports_name_it_and_one_that_is_none_is_only_unused(tmp_path: Path) -> None:
    text = (
        OFFICE
        + """
  - id: O-3
    clause: "7.4"
    title: {zh: 每季度有派工, en: Orders every quarter}
    of: work_orders
    check: cadence
    params: {at: dispatched_at, every: quarter}
"""
    )
    records = workbooks(tmp_path / "派工.xlsx", {"派工单": [list(HEADINGS), *ROWS]})
    rows = [
        {**WAIVER, "rule": "O-3", "record": "2024Q2"},
        {**WAIVER, "waiver_no": "HM02", "rule": "O-3", "record": "2031Q1"},
    ]
    audit = svcqa.run(
        [records],
        [ruleset(tmp_path, text)],
        as_of=AS_OF,
        period="2024-01-01..2024-12-31",
        workbook=book(tmp_path, *rows),
    )
    assert [one.key["slot"] for one in audit.findings if one.excused_by == "HM01"] == ["2024Q2"]
    assert [one.unused for one in audit.content.waivers] == [False, True]


WRONG: dict[str, tuple[dict[str, str], str, str]] = {
    "a rule there is not": ({"rule": "O-11"}, "rule", "没有规则“O-11”。是不是“O-1”"),
    "one of two rules there is not": ({"rule": "O-1, Q-7"}, "rule", "没有规则“Q-7”"),
    "no rule": ({"rule": ""}, "rule", "没有写明豁免哪条规则"),
    "a ruleset there is not": ({"ruleset": "order"}, "ruleset", "没有规则集“order”。是不是“orders”"),
    "a record there is not": ({"record": "W0002"}, "record", "没有记录“W0002”。是不是“W002”"),
    "a unit there is not": ({"unit": "东城区"}, "unit", "没有单位“东城区”。是不是“东城”"),
    "approved by who asked for it": ({"requested_by": " 张 三", "approved_by": "张三"}, "approved_by", "不能批准自己"),
    "the same person in another case": ({"requested_by": "Li Si", "approved_by": "LI si"}, "approved_by", "不能批准"),
    "no last valid day": ({"valid_to": ""}, "valid_to", "没有写明最后有效日"),
    "a last day before the first": ({"valid_from": "2025-01-01"}, "valid_to", "早于第一天"),
    "days of records the wrong way round": (
        {"records_from": "2024-03-02", "records_to": "2024-03-01"}, "records_to", "早于第一天",
    ),
    "a day that is none": ({"valid_to": "年底"}, "valid_to", "“年底”不是日期"),
    "a day of approval that is none": ({"approved_on": "3月5日"}, "approved_on", "“3月5日”不是日期"),
    "no number": ({"waiver_no": ""}, "waiver_no", "没有编号"),
    "a digest of nothing": ({"proof_sha256": "ab" * 32}, "proof_sha256", "没有写是哪个文件的"),
}  # fmt: skip


def test_what_cannot_be_is_said_with_its_cell_all_at_once(tmp_path: Path) -> None:
    rows = [{**WAIVER, "waiver_no": f"HM{at:02}", **changes} for at, (changes, _, _) in enumerate(WRONG.values())]
    with pytest.raises(ConfigError) as error:
        audited(tmp_path, *rows)
    told = {problem.where: problem.say("zh") for problem in error.value.problems}
    assert len(error.value.problems) == len(told) == len(WRONG)
    for row, (which, (_, column, said)) in enumerate(WRONG.items(), 2):
        assert said in told[f"审核工作簿.xlsx → 豁免清单 → {COLUMNS[column]}{row}"], which


def test_two_waivers_with_one_number_are_said_at_both(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        audited(tmp_path, WAIVER, {**WAIVER, "record": "W001"})
    assert [one.where.rpartition(" ")[2] for one in error.value.problems] == ["A2", "A3"]
    assert "几条豁免都是“HM01”" in error.value.say("zh")


UNAPPROVED = {
    "nobody": {"approved_by": ""},
    "a mark that says nothing": {"approved_by": "待定"},
    "after the audit date": {"approved_on": "2025-01-05"},
}


@pytest.mark.parametrize("which", UNAPPROVED)
def test_what_is_not_approved_excuses_nothing_and_is_listed(which: str, tmp_path: Path) -> None:
    audit = audited(tmp_path, {**WAIVER, **UNAPPROVED[which]})
    assert (only(audit).state, only(audit).concerns, only(audit).excuses) == ("unapproved", 1, 0)
    assert [one.excused_by for one in found(audit)] == [None]


def test_a_proof_is_kept_by_its_digest_and_one_that_is_not_there_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "批件.pdf").write_bytes(b"approved")
    digest = hashlib.sha256(b"approved").hexdigest()
    for written in ("", digest, f"SHA256:{digest.upper()}"):
        one = only(audited(tmp_path, {**WAIVER, "proof": "批件.pdf", "proof_sha256": written}))
        assert (one.proof, one.proof_sha256) == ("批件.pdf", digest)
    gone = only(audited(tmp_path, {**WAIVER, "proof": "没有.pdf", "proof_sha256": digest}))
    assert (gone.proof, gone.proof_sha256) == ("没有.pdf", "")
    with pytest.raises(ConfigError, match=f"{COLUMNS['proof_sha256']}2") as error:
        audited(tmp_path, {**WAIVER, "proof": "批件.pdf", "proof_sha256": "ab" * 32})
    assert "与证明文件“批件.pdf”的SHA-256不符" in error.value.say("zh")


def test_no_file_outside_the_folder_of_the_workbook_is_looked_at(tmp_path: Path) -> None:
    inner = tmp_path / "审核"
    inner.mkdir()
    (tmp_path / "别处.pdf").write_bytes(b"approved")
    assert not only(audited(inner, {**WAIVER, "proof": "../别处.pdf"})).proof_sha256


def test_all_that_a_waiver_says_is_kept(tmp_path: Path) -> None:
    one = only(audited(tmp_path, WAIVER))
    for name in ("reason", "risk", "control", "requested_by", "approved_by", "approved_on", "valid_from", "valid_to"):
        assert getattr(one, name) == WAIVER[name]
    assert (one.number, one.rules, one.days_left, one.origin) == ("HM01", ["O-1"], 0, "waiver")
    assert one.place == "审核工作簿.xlsx → 豁免清单 → A2"


BEFORE_OR_AFTER: dict[str, tuple[dict[str, str], str, bool]] = {
    "approved before the record": ({}, "in_force", True),
    "approved on the day of the record, no hour given": ({"偏离批准时间": "2024-03-05"}, "in_force", True),
    "approved the moment the record begins": ({"偏离批准时间": "2024-03-05 11:00"}, "in_force", True),
    "approved after the record": ({"偏离批准时间": "2024-03-05 11:01"}, "approved_afterwards", False),
    "approved the day after": ({"偏离批准时间": "2024-03-06"}, "approved_afterwards", False),
    "approved after the record and before it was carried out": (
        {"偏离批准时间": "2024-03-05 11:10", "偏离实施时间": "2024-03-05 11:20"}, "in_force", True,
    ),
    "approved before the record and after it was carried out": (
        {"偏离实施时间": "2024-03-05 08:00"}, "approved_afterwards", False,
    ),
    "approved by nobody": ({"偏离批准人": ""}, "unapproved", False),
    "approved on no day": ({"偏离批准时间": ""}, "unapproved", False),
    "approved after the audit date": ({"偏离批准时间": "2025-01-01 09:00"}, "unapproved", False),
}  # fmt: skip


@pytest.mark.parametrize("which", BEFORE_OR_AFTER)
def test_a_deviation_excuses_its_record_if_it_was_approved_not_later_than_the_event(which: str, tmp_path: Path) -> None:
    changes, state, excused = BEFORE_OR_AFTER[which]
    audit = deviated(tmp_path, changes)
    one = only(audit)
    assert (one.origin, one.number, one.state, one.excuses) == ("deviation", "PL1", state, int(excused))
    assert [row.excused_by for row in found(audit)] == ["PL1" if excused else None]
    assert (tally(audit).fails, tally(audit).excused) == (1, int(excused))


def test_what_a_deviation_names_and_is_not_there_stops_nothing_and_is_told(tmp_path: Path) -> None:
    rows = [
        {"偏离编号": "PL1", "偏离的规则": "O-9"}, {"偏离编号": "PL2", "偏离的单号": "W999"},
        {"偏离编号": "PL3", "偏离的规则": ""}, {"偏离编号": "PL4", "偏离的单号": ""}, {"偏离编号": "PL5"},
    ]  # fmt: skip
    audit = deviated(tmp_path, *rows)
    told = [(one.number, one.doubt) for one in audit.content.waivers]
    assert told == [("PL1", "no_such_rule"), ("PL2", "no_such_record"), ("PL5", None)]
    assert audit.content.waivers[0].place == "派工.xlsx → 偏离审批 → A2"
    assert [one.excused_by for one in found(audit)] == ["PL5"]


def test_a_rule_that_reads_the_deviations_changes_nothing_in_what_they_excuse(tmp_path: Path) -> None:
    rule = """
  - id: O-3
    clause: "7.4"
    title: {zh: 偏离写明理由, en: A deviation has its reason}
    of: deviations
    check: row
    params: {require: [reason]}
"""
    audit = deviated(tmp_path, {"偏离编号": "PL2"}, {"偏离编号": "PL1", "偏离理由": ""}, text=OFFICE + rule)
    assert [(one.number, one.place[-2:]) for one in audit.content.waivers] == [("PL2", "A2"), ("PL1", "A3")]
    assert [one.excused_by for one in found(audit)] == ["PL2"]
    assert [one.key["deviation_no"] for one in found(audit, "O-3")] == ["PL1"]


def test_a_deviation_may_name_several_rules_of_which_some_are_of_other_manuals(tmp_path: Path) -> None:
    one = only(deviated(tmp_path, {"偏离的规则": "orders/O-1、Q-7"}))
    assert (one.rules, one.doubt, one.excuses) == (["orders/O-1", "Q-7"], None, 1)


def test_a_workbook_of_before_these_columns_is_read_as_it_is(tmp_path: Path) -> None:
    heads = [
        "豁免编号",
        "豁免的规则",
        "豁免的记录",
        "豁免的单位",
        "豁免理由",
        "豁免申请人",
        "豁免批准人",
        "豁免起始日",
        "豁免截止日",
    ]
    row = ["HM01", "O-1", "W002", "", "客户要求", "李四", "总经理", "2024-01-01", "2024-12-31"]
    records = workbooks(tmp_path / "派工.xlsx", {"派工单": [list(HEADINGS), *ROWS]})
    asked = workbooks(tmp_path / "审核工作簿.xlsx", {"豁免清单": [heads, row]})
    audit = svcqa.run([records], [ruleset(tmp_path)], as_of=AS_OF, workbook=asked)
    assert [one.excused_by for one in found(audit)] == ["HM01"]


def test_deviations_that_no_rule_reads_are_not_judged(tmp_path: Path) -> None:
    audit = deviated(tmp_path, {"偏离编号": ""})
    assert "deviations" not in {one.register for one in audit.content.tallies}
    assert [one.excused_by for one in found(audit)] == ["派工.xlsx → 偏离审批 → A2"]
    assert audit.content.registers["deviations"].personal == {"approved_by": "person"}


def test_deviations_that_no_rule_reads_are_inspected_and_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deviated(tmp_path / "旧", {})
    deviated(tmp_path / "新", {"偏离批准时间": "2024-03-05 08:00"})
    name = ruleset(tmp_path, OFFICE)
    assert main(["inspect", str(tmp_path / "旧" / "派工.xlsx"), "--ruleset", name, "--lang", "zh"]) == 0
    assert "偏离审批" in capsys.readouterr().out
    main(["compare", *(str(tmp_path / one / "派工.xlsx") for one in ("旧", "新")), "--ruleset", name, "--lang", "zh"])
    told = capsys.readouterr().out
    assert "偏离批准时间" in told
    assert "2024-03-05 08:00" in told


def test_a_register_waives_by_its_own_fields_only(tmp_path: Path) -> None:
    text = OFFICE.replace("waives: {rule: rule_id", "waives: {rule: rule_no")
    with pytest.raises(ConfigError, match="rule_no"):
        load(ruleset(tmp_path, text), Library(()))


TOLD: dict[str, tuple[dict[str, str], str, str]] = {
    "in force": (
        {"valid_to": "2025-06-30"}, "有效", "",
    ),
    "ends within thirty days": (
        {"valid_to": "2025-01-30"}, "有效，30天后到期，届时1项恢复为疑点",
        "豁免HM01的最后有效日是2025-01-30（北京时间），还有30天；过后1项恢复为疑点。",
    ),
    "on its last day": (
        {}, "有效，今天是最后有效日，过后1项恢复为疑点", "还有0天；过后1项恢复为疑点。",
    ),
    "ends in thirty-one days": ({"valid_to": "2025-01-31"}, "有效", ""),
    "expired": (
        {"valid_to": "2024-12-30"}, "已过期（最后有效日2024-12-30），范围内1项不再豁免",
        "豁免HM01已过期，最后有效日是2024-12-30（北京时间）；范围内1项疑点不再豁免。",
    ),
    "expired with nothing in scope": ({"valid_to": "2024-12-30", "record": "W001"}, "已过期（最后有效日2024-12-30）", ""),
    "unused": (
        {"record": "W001", "valid_to": "2025-06-30"}, "有效，没有疑点可豁免", "豁免HM01有效，但没有疑点可豁免。",
    ),
    "not yet": (
        {"valid_from": "2025-01-01", "valid_to": "2025-06-30"}, "2025-01-01起才有效，没有采用；范围内有1项疑点", "",
    ),
    "not approved": (
        {"approved_by": "", "valid_to": "2025-06-30"}, "没有采用；范围内有1项疑点",
        "豁免HM01在审核基准日没有批准，没有采用；范围内有1项疑点。",
    ),
    "a proof that is not there": (
        {"proof": "批件.pdf", "valid_to": "2025-06-30"}, "批件.pdf（文件不在审核工作簿旁边）", "“批件.pdf”不在审核工作簿旁边。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", TOLD)
def test_how_a_waiver_stands_is_told_in_the_report_and_on_standard_error(
    which: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes, state, warning = TOLD[which]
    records = workbooks(tmp_path / "派工.xlsx", {"派工单": [list(HEADINGS), *ROWS]})
    asked = book(tmp_path, {**WAIVER, **changes})
    options = ["--ruleset", ruleset(tmp_path), "--as-of", AS_OF, "--workbook", str(asked), "--format", "html"]
    main(["audit", str(records), *options, "--lang", "zh"])
    told = capsys.readouterr()
    assert state in Page(told.out).text
    warned = [line for line in told.err.splitlines() if "豁免HM01" in line]
    assert [warning in line and "审核工作簿.xlsx → 豁免清单 → A2" in line for line in warned] == [True] * bool(warning)


def test_deviations_that_are_not_applied_are_told_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = [{"偏离编号": f"PL{at}", "偏离批准时间": "2024-03-07"} for at in range(7)]
    deviated(tmp_path, {"偏离编号": "PL9", "偏离的规则": "O-9"}, *late)
    options = ["--ruleset", str(tmp_path / "规则.yaml"), "--as-of", AS_OF, "--lang", "zh"]
    main(["audit", str(tmp_path / "派工.xlsx"), *options])
    warned = [line for line in capsys.readouterr().err.splitlines() if "条偏离" in line]
    assert len(warned) == 2
    assert "派工.xlsx → 偏离审批 → A2：1条偏离所写的规则不在本次审核里，没有采用：PL9。" in warned[0]
    assert "7条偏离是事后批准的，没有采用：PL0、PL1、PL2、PL3、PL4等。" in warned[1]


def reported(**changes: Any) -> Audit:
    """An audit with one finding excused by a waiver of ten, and one that is not."""
    rows = plain_findings(2)
    rows[0]["excused_by"] = "HM01"
    waiver = Waiver(
        "HM01", ["A7.2"], "in_force", "审核工作簿.xlsx → 豁免清单 → A2", record="WO0000", reason="客户要求改约",
        requested_by="邵文静", approved_by="欧阳建国", approved_on="2025-01-02", valid_to="2026-06-30", days_left=181,
        concerns=1, excuses=1,
    )  # fmt: skip
    return audit(rows, waivers=[replace(waiver, **changes)])


TEXTS: dict[str, Any] = {
    "html": lambda data: Page(data.decode()).text,
    "text": bytes.decode,
    "markdown": bytes.decode,
    "docx": lambda data: " ".join(cell for table in tables(data) for row in table for cell in row),
    "pdf": lambda data: pdf_text(data).replace("\n", ""),
    "xlsx": lambda data: " ".join(
        str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(data))["豁免"] for cell in row
    ),
}


@pytest.mark.parametrize("format_", TEXTS)
def test_every_report_lists_the_waivers(format_: str) -> None:
    told = TEXTS[format_](rendered(reported(), format_))
    for said in ("HM01", "A7.2", "WO0000", "邵文静", "欧阳建国", "最后有效日", "2026-06-30"):
        assert said in told, said


@pytest.mark.parametrize("format_", TEXTS)
def test_a_report_without_waivers_does_not_speak_of_them(format_: str) -> None:
    if format_ == "xlsx":
        assert "豁免" not in openpyxl.load_workbook(io.BytesIO(rendered(audit([]), format_))).sheetnames
    else:
        assert "最后有效日" not in TEXTS[format_](rendered(audit([]), format_))


def test_the_count_of_a_waiver_leads_to_its_first_finding() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(rendered(reported(), "xlsx")))["豁免"]
    cell = next(cell for cell in sheet[2] if cell.hyperlink)
    assert cell.value == 1
    assert "疑点" in (cell.hyperlink.location or "")


def test_a_suppression_says_why_and_who_approved_it() -> None:
    log = json.loads(rendered(reported(), "sarif"))
    (one,) = [one for result in log["runs"][0]["results"] for one in result["suppressions"]]
    assert (one["kind"], one["status"]) == ("external", "accepted")
    assert "HM01" in one["justification"]
    assert "客户要求改约" in one["justification"]
    assert (one["properties"]["approvedBy"], one["properties"]["lastValidDay"]) == ("欧阳建国", "2026-06-30")


def test_who_asked_and_who_approved_are_masked() -> None:
    hidden = masked(reported(reason="邵文静来电"))
    (one,) = hidden.content.waivers
    assert one.requested_by.startswith("人员")
    assert one.approved_by.startswith("人员")
    assert one.reason == f"{one.requested_by}来电"
    assert (one.number, one.rules, one.valid_to) == ("HM01", ["A7.2"], "2026-06-30")
    assert next(iter(hidden.findings)).excused_by == "HM01"


def test_waivers_are_kept_with_the_audit(tmp_path: Path) -> None:
    made = audited(tmp_path, WAIVER)
    stream = io.BytesIO()
    auditfile.write(made, stream)
    stream.seek(0)
    assert auditfile.read(stream, "audit.json").content.waivers == made.content.waivers


def test_waivers_that_end_in_the_days_ahead_are_listed_with_what_falls_due(tmp_path: Path) -> None:
    ends = ("2024-12-31", "2025-01-30", "2025-01-31", "2024-12-30")
    audit = audited(tmp_path, *({**WAIVER, "waiver_no": f"HM{at}", "valid_to": day} for at, day in enumerate(ends)))
    found = [one for one in falling(audit).items if one.due.kind == "waiver"]
    assert [(one.due.key["waiver_no"], one.due.due_on, one.days, one.clause, one.overdue) for one in found] == [
        ("HM0", "2024-12-31", 0, "7.2", False),
        ("HM1", "2025-01-30", 30, "7.2", False),
    ]
    assert [cell.cell for cell in found[0].due.locations] == [f"{COLUMNS['valid_to']}2"]
    assert audit.content.ahead is not None
    assert audit.content.ahead.later - audited(tmp_path).content.ahead.later == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("format_", [*TEXTS, "sarif"])
def test_whatever_stands_in_a_waiver_every_report_shows_it_as_text(format_: str) -> None:
    names = ("number", "unit", "record", "reason", "control", "requested_by", "approved_by", "proof")
    hostile = [
        convert({"rules": [value], "state": state, "place": value, **dict.fromkeys(names, value)}, Waiver)
        for value in map(encodable, NASTY)
        for state in ("in_force", "unapproved")
    ]
    data = rendered(audit(plain_findings(1), waivers=hostile), format_)
    assert data
    if format_ == "html":
        assert b"<script>alert" not in data


def test_a_key_of_several_parts_is_named_as_reports_name_it() -> None:
    assert key_names(["W1", "2"]) == {"W1 / 2"}
    assert key_names(["W1", None]) == {"W1 / （空）", "W1 / (blank)", "W1 / "}
