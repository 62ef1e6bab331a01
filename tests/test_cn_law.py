"""The optional ruleset of statutory numbers: it judges what falls under a law and nothing else, and says which text it read."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import svcqa
from svcqa.host import Host
from svcqa.rulesets import Library, Ruleset, load
from svcqa.rulesets.binding import rests_on
from tests.office import workbooks
from tests.pages import page, rendered

SHEETS = {
    "客户档案": [
        ["客户编号", "客户名称", "是否消费者", "所在省份", "建立日期"],
        ["K1", "张女士", "是", "浙江", "2023-01-05"],
        ["K2", "某机械厂", "否", "浙江", "2023-01-05"],
        ["K3", "李先生", "是", "江苏", "2023-01-05"],
    ],
    "退换货登记": [
        [
            "退换货编号", "客户编号", "是否远程销售", "是否不适用无理由退货", "退回商品是否完好", "需求类型", "收货日期",
            "申请时间", "答复时间", "收到退回商品时间", "退款时间", "处理完成时间", "处理决定",
        ],
        # one in time; one a day late, and answered late, which only Zhejiang asks; one of a factory; one too late to ask
        ["R1", "K1", "是", "否", "是", "退货", "2024-03-01", "2024-03-04", "2024-03-05", "2024-03-06", "2024-03-13", "2024-03-20", "退货"],
        ["R2", "K1", "是", "否", "是", "退货", "2024-03-01", "2024-03-04", "2024-03-20", "2024-03-06", "2024-03-14", "2024-03-20", "退货"],
        ["R3", "K2", "是", "否", "是", "退货", "2024-03-01", "2024-03-04", "2024-04-20", "2024-03-06", "2024-05-14", "2024-03-20", "退货"],
        ["R4", "K3", "是", "否", "是", "退货", "2024-03-01", "2024-03-11", "2024-04-20", "2024-03-16", "2024-05-14", "2024-03-20", "退货"],
        ["R5", "K3", "是", "否", "是", "退货", "2024-03-01", "2024-03-07", "2024-04-20", "", "", "2024-03-20", "不予退换"],
        ["R6", "K3", "是", "", "否", "退货", "2024-03-01", "2024-03-07", "2024-04-20", "", "", "2024-03-20", "不予退换"],
    ],
    "行政投诉登记": [
        ["行政投诉编号", "受理机关", "机关收到时间", "是否受理", "受理决定时间", "告知投诉人时间"],
        ["T1", "市场监督管理部门", "2024-03-01", "是", "2024-03-12", "2024-03-13"],
    ],
}  # fmt: skip
LATER = {
    "行政投诉登记": [
        SHEETS["行政投诉登记"][0],
        ["T2", "市场监督管理部门", "2026-04-10", "", "", "2026-04-20"],
        ["T3", "市场监督管理部门", "2026-04-15", "", "", "2026-04-20"],
    ]
}


@pytest.fixture(scope="module")
def law() -> Ruleset:
    return load("cn-law", Library(Host.discover().ruleset_folders))


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> svcqa.Audit:
    folder = tmp_path_factory.mktemp("law")
    workbooks(folder / "退换.xlsx", SHEETS)
    return svcqa.run([folder], ["cn-law"], period="2024", as_of="2024-12-31")


def test_it_finds_what_breaks_a_law_and_nothing_of_others(audit: svcqa.Audit) -> None:
    found = {(one.rule, *one.key.values()) for one in audit.findings if one.ruleset == "cn-law"}
    assert found == {
        ("CNLAW-CPL-25", "R5"),
        ("CNLAW-CPL-25/timing", "R2"),
        ("CNLAW-ZJ-31", "R2"),
        ("CNLAW-CPL-46", "T1"),
    }


def test_what_the_records_do_not_say_leaves_a_rule_not_assessed(audit: svcqa.Audit) -> None:
    tallies = {one.rule: one for one in audit.content.tallies}
    reasons = {name: one.reason.code for name, one in tallies.items() if one.reason}
    assert reasons["CNLAW-PEN-8"] == "column_missing"
    assert reasons["CNLAW-CAR-28"] == "register_missing"
    assert reasons["CNLAW-CPL-19/timing"] == reasons["CNLAW-RCL-plan"] == "parameter_unset"
    assert tallies["CNLAW-CPL-25"].excepted == 1
    assert (tallies["CNLAW-ZJ-31"].in_scope, tallies["CNLAW-ZJ-31"].out_of_scope) == (2, 4)


def test_a_replaced_text_ends_on_the_day_its_successor_enters_into_force(tmp_path: Path) -> None:
    workbooks(tmp_path / "投诉.xlsx", LATER)
    audit = svcqa.run([tmp_path], ["cn-law"], period="2026", as_of="2026-06-30")
    found = [(one.rule, *one.key.values()) for one in audit.findings if one.rule == "CNLAW-SAMR-14"]
    assert found == [("CNLAW-SAMR-14", "T2")]
    after = svcqa.run([tmp_path], ["cn-law"], period="2026-05-01..2026-06-30", as_of="2026-06-30")
    (tally,) = [one for one in after.content.tallies if one.rule == "CNLAW-SAMR-14"]
    assert tally.reason is not None
    assert tally.reason.code == "not_in_force"


def test_the_page_tells_edition_source_and_dates(audit: svcqa.Audit) -> None:
    text = page(audit).text
    basis = "依据：消费者权益保护法（2013-10-25修正）第二十五条；版本：2013-10-25；施行日期：2014-03-15；核对日期：2026-11-26"
    assert text.count(basis) == 4  # beside both rules of the article, among the results and with their findings
    assert "版本：1995；施行日期：1995-08-25；核对日期：未核对" in text
    assert "In force to: 2026-04-14; Verified on: 2026-11-26" in page(audit, "en").text


def test_the_workbook_tells_edition_source_and_dates(audit: svcqa.Audit) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rendered(audit, "xlsx")))
    heads, *rows = [[cell or "" for cell in row] for row in book["各规则的结果"].iter_rows(values_only=True)]
    rules = {row[heads.index("规则")]: dict(zip(heads, row, strict=True)) for row in rows}
    asked = ("版本", "依据", "施行日期", "施行至", "核对日期")
    told = [rules["CNLAW-SAMR-21"][name] for name in asked]
    assert told[0] == "2022-03-24"
    assert "第二十一条" in told[1]
    assert told[2:] == ["2022-05-01", "2026-04-14", "2026-11-26"]
    assert [rules["CNLAW-TG-parts"][name] for name in asked[2:]] == ["1995-08-25", "", ""]


def test_a_rule_is_explained_with_the_day_its_text_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    from svcqa.cli import main

    assert main(["rules", "explain", "CNLAW-ECL-31", "--ruleset", "cn-law", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"verified on +2026-11-26", said)
    assert main(["rules", "explain", "CNLAW-ECL-31", "--ruleset", "cn-law", "--format", "json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["edition"], one["in_force"], one["verified_on"]) == (
        "2018-08-31", {"from": "2019-01-01", "to": None}, "2026-11-26"
    )  # fmt: skip


def test_every_rule_of_a_law_names_its_article_and_edition(law: Ruleset) -> None:
    for placed in law.rules:
        rule = placed.rule
        assert rule.id.startswith("CNLAW-")
        assert rule.source, rule.id
        assert rule.obligation == "", rule.id
        if not rule.id.startswith("CNLAW-SCOPE-"):
            assert rule.edition != "1", rule.id


def test_what_nobody_confirmed_is_a_suggestion_and_no_number_of_a_rule(law: Ruleset) -> None:
    confidences = {name: given.parameter.common for name, given in law.parameters.items()}
    assert {one.confidence for one in confidences.values() if one} == {"C", "D"}
    assert all(given.value is None for given in law.parameters.values())
    unread = [placed.rule for placed in law.rules if not placed.rule.verified_on and "SCOPE" not in placed.rule.id]
    assert unread
    assert all([*rests_on(one)] for one in unread)


def test_it_is_opt_in_and_says_that_it_is_no_advice(law: Ruleset) -> None:
    library = Library(Host.discover().ruleset_folders)
    others = [load(name, library) for name in library.places if name != "cn-law"]
    assert not any(placed.rule.id.startswith("CNLAW-") for one in others for placed in one.rules)
    assert "不是法律意见" in law.title.zh
    assert "no legal advice" in law.title.en


def test_no_text_was_read_before_it_was_made_or_after_it_was_checked(law: Ruleset) -> None:
    for rule in (placed.rule for placed in law.rules):
        if rule.in_force.first and rule.verified_on:
            assert rule.in_force.first <= rule.verified_on, rule.id
        edition = _day(rule.edition)
        if edition and rule.in_force.first:
            assert edition <= rule.in_force.first, rule.id


def _day(written: str) -> Any:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None
