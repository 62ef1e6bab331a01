"""The audit workbook: written to begin with, filled in, read back, and heeded by the audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import svcqa
from svcqa import Audit, ConfigError, Tally
from svcqa.assignment import sheets
from svcqa.cli import main
from svcqa.config import load as load_config
from svcqa.formbook.sheet import HEAD
from svcqa.text import LANGS, Lang
from tests.office import ORDERS, ROWS, ruleset, workbook

MANUALS = ("after-sales-department", "customer-service", "wwsh-003", "after-sales-management")
BOOK = {"zh": "审核工作簿.xlsx", "en": "audit-workbook.xlsx"}
RULES = (
    ORDERS.replace("type: duration, default: 15m", "type: duration")
    + """
  - id: O-3
    clause: 7.4
    title: {zh: 人员在册, en: Staff are listed}
    of: staff
    check: row
    params: {require: [post]}
  - id: O-4
    clause: 7.5
    title: {zh: 两个工作日内联系, en: Contacted within two working days}
    of: work_orders
    check: deadline
    params: {start: dispatched_at, end: contacted_at, max: 2wd, calendar: cn_workday}
    where: {contacted_at: {present: true}}
"""
)


def begun(folder: Path, lang: Lang = "zh", text: str = RULES) -> tuple[Path, str]:
    """A folder as ``svcqa init`` writes it, and the ruleset."""
    name = ruleset(folder, text)
    assert main(["init", str(folder / "审核 2025"), "--ruleset", name, "--lang", lang]) == 0
    return folder / "审核 2025" / BOOK[lang], name


def fill(book: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]], lang: Lang = "zh") -> None:
    """Write rows into sheets of the workbook: field → value, below what stands there or over it."""
    opened = openpyxl.load_workbook(book)
    for register, entries in rows.items():
        one = sheets.registers()[register]
        sheet = next(sheet for sheet in opened if sheet.title.startswith(one.title.say(lang)))
        columns = {name: at for at, name in enumerate(one.fields, 1)}
        for entry in entries:
            at = _row(sheet, columns, [key for key in one.key if key != "effective_date"], entry)
            for name, value in entry.items():
                sheet.cell(at, columns[name], value)
    opened.save(book)


def _row(sheet: Worksheet, columns: Mapping[str, int], key: Sequence[str], entry: Mapping[str, Any]) -> int:
    """The row that has the entry's key, or the first free one."""
    for at in range(HEAD + 2, sheet.max_row + 1):
        if all(sheet.cell(at, columns[name]).value == entry.get(name) for name in key):
            return at
    return int(max(sheet.max_row, HEAD + 1)) + 1


def audited(book: Path, name: str, folder: Path, **given: Any) -> Audit:
    records = workbook(folder / "派工.xlsx", ROWS)
    return svcqa.run([records], [name], as_of="2024-12-31", workbook=book, **given)


def value(rule: str, audit: Audit) -> Tally:
    return next(one for one in audit.content.tallies if one.rule == rule)


PARAMETER = {"ruleset": "orders", "parameter": "response_limit"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_parameter_of_the_workbook_holds_and_says_where_it_comes_from(lang: Lang, tmp_path: Path) -> None:
    book, name = begun(tmp_path, lang)
    assert not value("O-1", audited(book, name, tmp_path)).assessed
    fill(
        book, {"audit_parameters": [{**PARAMETER, "value": "15m", "source": "细则3.1", "approved_by": "总经理"}]}, lang
    )
    audit = audited(book, name, tmp_path)
    assert (value("O-1", audit).assessed, value("O-1", audit).weight) == (True, "high")
    (fact,) = [one for one in audit.content.parameters if one.name == "response_limit"]
    assert (fact.value, fact.origin, fact.source, fact.approved_by) == ("15m", "workbook", "细则3.1", "总经理")
    (one,) = [one for one in audit.findings if one.rule == "O-1"]
    assert one.weight == "high"


@pytest.mark.parametrize("told", [{}, {"source": "细则3.1"}, {"approved_by": "总经理"}])
def test_what_rests_on_a_parameter_without_source_or_approver_has_weight_low(
    told: dict[str, str], tmp_path: Path
) -> None:
    book, name = begun(tmp_path)
    fill(book, {"audit_parameters": [{**PARAMETER, "value": "15m", **told}]})
    audit = audited(book, name, tmp_path)
    assert [one.weight for one in audit.findings if one.rule == "O-1"] == ["low"]
    assert value("O-1", audit).weight == "low"
    assert value("O-2", audit).weight == "medium"


def test_of_several_values_the_last_that_is_in_force_on_the_audit_date_holds(tmp_path: Path) -> None:
    book, name = begun(tmp_path)
    rows = [(None, "1h"), ("2024-01-01", "20m"), ("2023-01-01", "10m"), ("2025-01-01", "5m")]
    fill(book, {"audit_parameters": [{**PARAMETER, "value": "15m"}]})
    opened = openpyxl.load_workbook(book)
    sheet = opened["参数表"]
    for at, (day, length) in enumerate(rows, sheet.max_row + 1):
        for column, cell in enumerate(["orders", "response_limit", None, None, length, None, None, day], 1):
            sheet.cell(at, column, cell)
    sheet.cell(HEAD + 2, 5).value = None  # the row that was there sets nothing
    opened.save(book)
    audit = audited(book, name, tmp_path)
    assert [one.value for one in audit.content.parameters if one.name == "response_limit"] == ["20m"]
    told = audited(book, name, tmp_path, parameters={"response_limit": "45m"})
    assert [(one.value, one.origin) for one in told.content.parameters if one.name == "response_limit"] == [
        ("45m", "command_line")
    ]


WRONG = {
    "a parameter there is not": ({"parameter": "respons_limit", "value": "15m"}, "参数表 → B", "是不是“response_limit”"),
    "a ruleset there is not": ({"ruleset": "order", "parameter": "response_limit", "value": "1h"}, "参数表 → A", "是不是“orders”"),
    "a value that is none": ({**PARAMETER, "value": "一刻钟"}, "参数表 → E", "不是时长"),
    "a day that is none": ({**PARAMETER, "value": "1h", "effective_date": "明年"}, "参数表 → H", "不是日期"),
}  # fmt: skip


@pytest.mark.parametrize("which", WRONG)
def test_what_is_wrong_on_the_parameters_is_said_with_its_cell(which: str, tmp_path: Path) -> None:
    row, place, said = WRONG[which]
    book, name = begun(tmp_path)
    fill(book, {"audit_parameters": [row]})
    with pytest.raises(ConfigError) as error:
        audited(book, name, tmp_path)
    assert f"审核工作簿.xlsx → {place}" in error.value.say("zh")
    assert said in error.value.say("zh")


def test_a_register_that_was_not_provided_fails_its_rules_and_one_never_asked_for_does_not(tmp_path: Path) -> None:
    book, name = begun(tmp_path)
    before = value("O-3", audited(book, name, tmp_path))
    assert before.reason is not None
    assert before.reason.code == "register_missing"
    fill(book, {"audit_requests": [{"register": "人员名册", "asked_on": "2024-12-01", "not_provided": "是"}]})
    audit = audited(book, name, tmp_path)
    (one,) = [one for one in audit.findings if one.rule == "O-3"]
    assert one.message.zh == "台账“人员名册”已索取而未提供，无法证明符合"
    assert [(cell.file, cell.sheet, cell.value) for cell in one.locations] == [("审核工作簿.xlsx", "资料清单", "是")]
    tally = value("O-3", audit)
    assert (tally.assessed, tally.in_scope, tally.fails) == (True, 1, 1)


def test_a_register_that_came_after_all_is_judged(tmp_path: Path) -> None:
    book, name = begun(tmp_path)
    fill(book, {"audit_requests": [{"register": "派工单", "not_provided": "是"}]})
    audit = audited(book, name, tmp_path)
    assert value("O-2", audit).in_scope == len(ROWS)


@pytest.mark.parametrize(
    ("row", "said"),
    [({"register": "派工但"}, "没有台账"), ({"register": "人员名册", "not_provided": "大概"}, "请填是或否")],
)
def test_what_is_wrong_on_the_request_list_is_said_with_its_cell(
    row: dict[str, str], said: str, tmp_path: Path
) -> None:
    book, name = begun(tmp_path)
    fill(book, {"audit_requests": [row]})
    with pytest.raises(ConfigError, match="资料清单") as error:
        audited(book, name, tmp_path)
    assert said in error.value.say("zh")


def test_the_days_of_the_workbook_are_working_days_or_not(tmp_path: Path) -> None:
    rows = [("W1", "东城", "甲", "2024-03-01 09:00", "2024-03-05 17:00", "张三", "已完成", 1)]
    book, name = begun(tmp_path)
    records = workbook(tmp_path / "派工.xlsx", rows)

    def fails() -> int:
        audit: Audit = svcqa.run([records], [name], as_of="2024-12-31", workbook=book)
        return value("O-4", audit).fails

    assert fails() == 0
    fill(book, {"audit_days": [{"day": "2024-03-02", "kind": "上班", "name": "调休"}]})
    assert fails() == 1
    fill(book, {"audit_days": [{"day": "2024-03-04", "kind": "放假", "name": "停电"}]})
    assert fails() == 0


def test_a_day_without_a_kind_is_said(tmp_path: Path) -> None:
    book, name = begun(tmp_path)
    fill(book, {"audit_days": [{"day": "2024-03-02", "name": "调休"}]})
    with pytest.raises(ConfigError) as error:
        audited(book, name, tmp_path)
    assert "工作日历 → B4：请写明这一天是放假还是上班" in error.value.say("zh")


FILLED: dict[str, list[dict[str, Any]]] = {
    "audit_facts": [{"item": "审核目的", "content": "评价服务是否符合手册"}],
    "audit_requests": [{"register": "派工单", "asked_on": "2024-12-01", "received_on": "2024-12-05", "note": "三个网点"}],
    "audit_parameters": [{**PARAMETER, "value": "15m", "source": "细则3.1", "approved_by": "总经理"}],
    "audit_days": [{"day": "2024-03-02", "kind": "上班", "name": "调休"}],
    "audit_checks": [
        {"rule": "O-2", "ruleset": "orders", "way": "抽样", "sampled": 20, "failed": 0, "evidence": "抽查2024年3月",
         "checked_by": "王五", "checked_on": "2024-12-10"},
    ],
    "audit_waivers": [
        {"waiver_no": "HM01", "rule": "O-1", "record": "W002", "reason": "客户要求", "requested_by": "李四",
         "approved_by": "总经理", "valid_from": "2024-01-01", "valid_to": "2024-12-31"},
    ],
    "audit_reviews": [
        {"fingerprint": "abc123", "rule": "O-1", "record": "W002", "decision": "已解释", "reason": "电话打不通",
         "evidence": "通话清单", "reviewed_by": "王五", "reviewed_on": "2024-12-20", "answer": "同意"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_every_sheet_of_the_workbook_is_read_back(lang: Lang, tmp_path: Path) -> None:
    book, name = begun(tmp_path, lang)
    items = openpyxl.load_workbook(book)[sheets.registers()["audit_facts"].title.say(lang)]
    filled = {**FILLED, "audit_facts": [{"item": items.cell(HEAD + 2, 1).value, "content": "评价服务是否符合手册"}]}
    fill(book, filled, lang)
    audit = audited(book, name, tmp_path)
    assert set(FILLED) == set(sheets.registers())
    for register, rows in filled.items():
        for row in rows:
            wanted = {name: str(cell) for name, cell in row.items()}
            assert any(wanted.items() <= one.items() for one in audit.dossier.assignment[register]), (register, row)
    (account,) = [one for one in audit.content.inputs if one.name == BOOK[lang]]
    assert {sheet.register for sheet in account.sheets} >= set(sheets.registers())
    assert all(
        sheet.rows_read == sheet.imported + sum(one.to_row - one.row + 1 for one in sheet.set_aside)
        for sheet in account.sheets
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [*MANUALS[:2], *(pytest.param(one, marks=pytest.mark.long) for one in MANUALS[2:])])
def test_the_workbook_of_a_manual_is_read_back_as_it_was_written(name: str, lang: Lang, tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "审核"), "--ruleset", name, "--lang", lang]) == 0
    config = load_config(tmp_path / "审核" / "svcqa.yaml")
    assert (config.rulesets, config.workbook) == ((name,), str(tmp_path / "审核" / BOOK[lang]))
    records = workbook(tmp_path / "派工.xlsx", ROWS)
    audit = svcqa.run([records], config.rulesets, as_of="2025-12-31", config=config)
    (account,) = [one for one in audit.content.inputs if one.name == BOOK[lang]]
    registers = [sheet.register for sheet in account.sheets]
    assert None not in registers
    assert registers[:4] == [sheets.FACTS, sheets.REQUESTS, sheets.PARAMETERS, sheets.DAYS]
    assert {column.how for sheet in account.sheets for column in sheet.columns} == {"heading"}
    asked = {sheet.register: sheet.imported for sheet in account.sheets}
    questions = [one for one in audit.content.tallies if one.check == "attest"]
    assert asked.get("attestations", 0) >= len({one.rule.partition("/")[0] for one in questions})
    assert len(audit.dossier.assignment[sheets.PARAMETERS]) == len(audit.content.parameters)
    # nothing is set and nothing answered yet
    assert not [one for one in audit.content.parameters if one.origin == "workbook"]


CHECK = {"rule": "O-2", "ruleset": "orders"}
CHECKED: dict[str, tuple[dict[str, Any], tuple[int | str, ...]]] = {
    "sampled, none failed": ({"way": "抽样", "sampled": 20, "failed": 0}, (1, 1, 0, 0, "sample")),
    "sampled, some failed": ({"way": "抽样", "sampled": 20, "failed": 3}, (1, 0, 1, 0, "sample")),
    "asked, and it is kept": ({"way": "询问", "result": "符合"}, (1, 1, 0, 0, "interview")),
    "asked, and it is not kept": ({"way": "interview", "result": "does not conform"}, (1, 0, 1, 0, "interview")),
    "asked, and it does not apply": ({"way": "询问", "result": "不适用"}, (1, 0, 0, 1, "interview")),
    "by its records": ({"way": "记录", "result": "符合"}, (len(ROWS), 3, 1, 0, "")),
}


@pytest.mark.parametrize("which", CHECKED)
def test_a_rule_checked_by_hand_is_judged_by_the_checklist_and_any_other_by_its_records(
    which: str, tmp_path: Path
) -> None:
    row, wanted = CHECKED[which]
    book, name = begun(tmp_path)
    fill(book, {"audit_checks": [{**CHECK, **row}]})
    one = value("O-2", audited(book, name, tmp_path))
    assert (one.in_scope, one.conforms, one.fails, one.excepted, one.by_hand) == wanted


def test_what_a_sample_found_is_a_finding_with_its_cells(tmp_path: Path) -> None:
    book, name = begun(tmp_path)
    fill(book, {"audit_checks": [{**CHECK, "way": "抽样", "sampled": 20, "failed": 3, "evidence": "3月第5、9、12份"}]})
    audit = audited(book, name, tmp_path)
    (one,) = [one for one in audit.findings if one.rule == "O-2"]
    assert one.message.zh == "抽样检查不符合：抽20份，3份不符合（3月第5、9、12份）"
    assert one.message.en == "not kept, by sample: 3 of 20 (3月第5、9、12份)"
    assert [cell.value for cell in one.locations] == ["20", "3", "3月第5、9、12份"]
    assert {cell.sheet[:3] for cell in one.locations} == {"检查表"}


def test_a_rule_to_be_checked_by_hand_waits_for_its_result(tmp_path: Path) -> None:
    book, name = begun(tmp_path)
    fill(book, {"audit_checks": [{**CHECK, "way": "抽样"}]})
    one = value("O-2", audited(book, name, tmp_path))
    assert one.reason is not None
    assert (one.assessed, one.reason.code) == (False, "not_checked")


ODD: dict[str, tuple[dict[str, Any], str]] = {
    "no such rule": ({"rule": "O-9", "way": "抽样"}, "没有规则“O-9”"),
    "no such way": ({**CHECK, "way": "猜"}, "查法请填"),
    "no such result": ({**CHECK, "way": "询问", "result": "还行"}, "结论请填"),
    "more failed than sampled": ({**CHECK, "way": "抽样", "sampled": 3, "failed": 4}, "不大于抽查数"),
    "failed and yet kept": ({**CHECK, "way": "抽样", "sampled": 3, "failed": 1, "result": "符合"}, "有不符合数"),
}


@pytest.mark.parametrize("which", ODD)
def test_what_is_wrong_on_the_checklist_is_said_with_its_cell(which: str, tmp_path: Path) -> None:
    row, said = ODD[which]
    book, name = begun(tmp_path)
    fill(book, {"audit_checks": [row]})
    with pytest.raises(ConfigError, match="检查表") as error:
        audited(book, name, tmp_path)
    assert said in error.value.say("zh")


def test_the_office_s_own_files_are_never_taken_for_the_workbook(tmp_path: Path) -> None:
    book, name = begun(tmp_path)
    audit = svcqa.run([book, workbook(tmp_path / "派工.xlsx", ROWS)], [name], as_of="2024-12-31")
    (account,) = [one for one in audit.content.inputs if one.name == "审核工作簿.xlsx"]
    assert {sheet.register for sheet in account.sheets} == {None}
    assert not audit.dossier.assignment


def test_what_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, name = begun(tmp_path)
    before = book.read_bytes()
    assert main(["init", str(book.parent), "--ruleset", name, "--lang", "zh"]) == 2
    assert "没有改动" in capsys.readouterr().err
    assert book.read_bytes() == before
