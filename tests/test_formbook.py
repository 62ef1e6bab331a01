"""Form books: a sheet for every register that rules read, which reads back as it was filled in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import svcqa
from svcqa import formbook
from svcqa.cli import main
from svcqa.formbook import Column, Form
from svcqa.formbook.sheet import HEAD, sheet_names
from svcqa.host import Host
from svcqa.intake import IntakeOptions, Reading, find_files, import_files
from svcqa.registers import Kind
from svcqa.rulesets import Bound, Library, bind, load
from svcqa.text import LANGS, Lang, Text
from tests.office import ORDERS, ruleset

HOST = Host.discover()
MANUALS = ("after-sales-department", "customer-service", "wwsh-003", "after-sales-management")
DAY = dt.datetime(2025, 3, 4, 10, 30)
RECORDS = 3


@cache
def _rules(name: str) -> list[Bound]:
    return bind(load(name, Library(HOST.ruleset_folders)), HOST.checks)


@cache
def _forms(name: str) -> list[Form]:
    return formbook.planned(_rules(name))


def _book(forms: list[Form], lang: Lang) -> bytes:
    stream = io.BytesIO()
    formbook.write(forms, Text("手册", "Manual"), lang, stream)
    return stream.getvalue()


def _answer(column: Column, number: int) -> Any:
    """What somebody writes into a cell, and the value it stands for."""
    return {
        "code": f"00{number}", "phone": f"1380000000{number}", "person": f"张三{number}", "date": (DAY + dt.timedelta(number)).date(),
        "datetime": DAY + dt.timedelta(number), "number": number, "money": number + 0.5, "yes_no": "是" if number % 2 else "否",
        "duration": f"{number}小时", "choice": next(iter(column.field.choices), f"第{number}类"), "text": f"文字{number}",
    }[column.field.type]  # fmt: skip


def _filled(book: bytes, forms: list[Form], lang: Lang, place: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(book))
    names = sheet_names(forms, lang)
    for form in forms:
        sheet = workbook[names[form.name]]
        for number in range(1, RECORDS + 1):
            for at, column in enumerate(form.columns, 1):
                sheet.cell(HEAD + 1 + number, at, _answer(column, number))
    workbook.save(place)


def _expected(column: Column, number: int) -> Any:
    answer = _answer(column, number)
    match column.field.type:
        case "yes_no":
            return answer == "是"
        case "duration":
            return pd.Timedelta(hours=number)
        case "date" | "datetime":
            return pd.Timestamp(answer)
        case _:
            return answer


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", MANUALS)
def test_what_is_filled_in_is_read_back_with_every_column_sure(name: str, lang: Lang, tmp_path: Path) -> None:
    forms, place = _forms(name), tmp_path / "记录 表格册.xlsx"
    _filled(_book(forms, lang), forms, lang, place)
    registers = {form.name: form.register for form in forms}
    with Reading(find_files([place], (), None)) as reading:
        imported = import_files(
            reading, {**load(name, Library(HOST.ruleset_folders)).registers, **registers}, IntakeOptions()
        )
    (account,) = imported.inputs
    sheets = {sheet.register: sheet for sheet in account.sheets if sheet.register}
    assert set(sheets) == set(registers)
    assert len(account.sheets) == len(registers) + 2
    for form in forms:
        assert sheets[form.name].imported == RECORDS
        assert {(one.field, one.how) for one in sheets[form.name].columns} == {
            (one.name, "heading") for one in form.columns
        }
        records = imported.records[form.name]
        for column in form.columns:
            assert (records.kinds[column.name] == Kind.VALUE).all(), (form.name, column.name)
            assert list(records.frame[column.name]) == [_expected(column, number) for number in range(1, RECORDS + 1)]


@pytest.mark.parametrize("name", [*MANUALS[:2], *(pytest.param(one, marks=pytest.mark.long) for one in MANUALS[2:])])
def test_a_book_that_is_filled_in_leaves_no_rule_without_its_records(name: str, tmp_path: Path) -> None:
    forms, place = _forms(name), tmp_path / "记录 表格册.xlsx"
    _filled(_book(forms, "zh"), forms, "zh", place)
    audit = svcqa.run([place], [name], as_of="2025-12-31", period="2025-01-01..2025-12-31")
    waiting = {one.reason.code for one in audit.content.tallies if one.reason}
    assert waiting <= {"parameter_unset"}
    assert sum(one.in_scope for one in audit.content.tallies) > RECORDS * len(forms)


def _cells(book: bytes, sheet: int | str) -> list[tuple[Any, ...]]:
    opened = openpyxl.load_workbook(io.BytesIO(book))
    one = opened.worksheets[sheet] if isinstance(sheet, int) else opened[sheet]
    return list(one.iter_rows(values_only=True))


def test_the_contents_say_who_fills_a_form_how_long_it_is_kept_and_what_it_serves() -> None:
    forms = _forms("wwsh-003")
    (orders,) = [form for form in forms if form.name == "work_orders"]
    (row,) = [row for row in _cells(_book(forms, "en"), 0) if row[0] == "Work orders"]
    assert row[1:4] == ("technician", "3 years", "1: Order no.")
    assert row[4] == len(orders.serves) > 50
    (row,) = [row for row in _cells(_book(forms, "zh"), 0) if row[0] == "维护派工单"]
    assert row[1:3] == ("维修人员", "3年")


def test_every_rule_is_listed_with_the_columns_it_reads() -> None:
    forms = _forms("customer-service")
    rows = _cells(_book(forms, "en"), "Rules and columns")[HEAD + 1 :]
    assert {row[3] for row in rows} == {rule.rule.id for rule in _rules("customer-service")}
    assert len(rows) == sum(len(form.serves) for form in forms)


WAITING = (
    (
        ORDERS
        + """
  - id: O-3
    clause: 7.4
    title: {zh: 派工单保存到期, en: Orders are kept}
    of: work_orders
    check: retention
    params: {keep: {param: period}, closed: contacted_at, present: kept}
"""
    )
    .replace("      amount:", "      kept: {title: {zh: 在库, en: Kept}, type: yes_no}\n      amount:")
    .replace("parameters:", "parameters:\n  period: {title: {zh: 保存期, en: period}, type: duration}")
)


def test_a_rule_that_waits_for_a_parameter_has_its_columns_too(tmp_path: Path) -> None:
    rules = bind(load(ruleset(tmp_path, WAITING), Library([])), HOST.checks)
    assert [rule.rule.id for rule in rules if rule.settings is None] == ["O-3"]
    (orders,) = formbook.planned(rules)
    assert {column.name for column in orders.columns} >= {"contacted_at", "kept"}
    assert not orders.kept


def validations(book: bytes, sheet: str) -> Iterator[tuple[str, str | None, str]]:
    for one in openpyxl.load_workbook(io.BytesIO(book))[sheet].data_validations.dataValidation:
        yield str(one.promptTitle), one.formula1 if one.type == "list" else None, str(one.prompt)


def test_cells_offer_what_belongs_there_and_say_what_it_is() -> None:
    found = {
        title: (offered, hint) for title, offered, hint in validations(_book(_forms("wwsh-003"), "zh"), "维护派工单")
    }
    assert found["派工单号"] == (None, "必填。编号，按原样填写，开头的0不要省。")
    assert found["是否在保"][0] == '"是,否"'
    assert "日期和时间" in found["完成时间"][1]
    assert "服务网点台账" in found["网点编号"][1]


def test_the_same_rules_give_the_same_bytes() -> None:
    forms = _forms("customer-service")
    assert _book(forms, "zh") == _book(forms, "zh")


def test_sheets_have_names_that_excel_takes() -> None:
    form = _forms("customer-service")[0]
    long = form.register.model_copy(update={"title": Text("台账/登记" * 12, "A: [very] long title of a register?*")})
    named = [Form(name, long, (), ()) for name in ("a", "b", "c")]
    for lang in LANGS:
        names = sheet_names(named, lang)
        assert len({name.casefold() for name in names.values()}) == 3
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names.values())


@pytest.mark.parametrize(("lang", "said"), [("zh", "写出22张表，供107条规则使用"), ("en", "22 sheets, for 107 rules")])
def test_the_command_writes_a_book_and_leaves_what_is_there_alone(
    lang: Lang, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "表 格.xlsx"
    given = ["forms", "--ruleset", "customer-service", "--output", str(place), "--lang", lang]
    assert main(given) == 0
    assert said in capsys.readouterr().err
    before = place.read_bytes()
    assert main(given) == 2
    assert place.read_bytes() == before
