"""Which records a rule judges: carried over, the newest of a key, and by which edition."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import svcqa
from svcqa import Duration
from svcqa.host import Host
from svcqa.periods import AsOf, Period
from svcqa.rulesets import Library, bind, load
from tests.office import ruleset, workbook
from tests.pages import rendered

RULES = """
name: tests
title: {zh: 测试, en: Tests}
version: "1"
registers:
  cases:
    title: {zh: 投诉, en: cases}
    key: [no]
    event_date: opened
    closed: [ended, closed]
    sheets: [投诉]
    fields:
      no: {title: {zh: 编号, en: No.}, type: code}
      who: {title: {zh: 人员, en: Who}, type: person}
      opened: {title: {zh: 受理时间, en: Opened}, type: datetime}
      closed: {title: {zh: 关闭时间, en: Closed}, type: datetime}
      ended: {title: {zh: 终止时间, en: Ended}, type: datetime}
      score: {title: {zh: 得分, en: Score}, type: number}
rules:
"""
SCORED = """
  - id: R
    clause: "1"
    title: {zh: 得分, en: Score}
    of: cases
    check: row
    params: {assert: {score: {gte: 80}}}
"""
HEADINGS = ("编号", "人员", "受理时间", "关闭时间", "终止时间", "得分")


def _audit(tmp_path: Path, rows: Sequence[Any], rules: str, **how: Any) -> svcqa.Audit:
    workbook(tmp_path / "台账" / "a.xlsx", rows, headings=HEADINGS, sheet="投诉")
    how.setdefault("as_of", "2024-06-30")
    return svcqa.run([tmp_path / "台账"], [ruleset(tmp_path, RULES + rules)], **how)


def _tally(audit: svcqa.Audit, edition: str = "1") -> svcqa.Tally:
    return next(one for one in audit.content.tallies if one.rule == "R" and one.edition == edition)


def _verdicts(audit: svcqa.Audit) -> dict[str, str]:
    found = {str(one.key["no"]): "fails" for one in audit.findings if one.rule == "R"}
    return found | {str(one.key["no"]): one.reason for one in audit.unjudged if one.rule == "R"}


def test_what_was_opened_before_and_not_closed_when_the_period_began_is_judged_once_more(tmp_path: Path) -> None:
    rows = [
        ("A1", "甲", "2024-02-01", "2024-03-31 23:59", "", 1),  # closed the day before
        ("A2", "甲", "2024-02-01", "2024-04-01", "", 1),
        ("A3", "甲", "2024-02-01", "", "", 1),
        ("A4", "甲", "2024-02-01", "", "2024-02-02", 1),  # ended is filled first
        ("A5", "甲", "2024-04-01", "", "", 1),
        ("A6", "甲", "2024-07-01", "", "", 1),
    ]
    audit = _audit(tmp_path, rows, SCORED, period="2024-04-01..2024-06-30")
    assert _verdicts(audit) == {"A2": "fails", "A3": "fails", "A5": "fails"}
    tally = _tally(audit)
    assert (tally.in_scope, tally.carried_over, tally.out_of_scope) == (3, 2, 3)
    marked = {one.key["no"]: one.evidence["carried_over"] for one in audit.findings if one.rule == "R"}
    assert marked == {"A2": True, "A3": True, "A5": False}
    assert "2 carried over" in svcqa.render(audit, "html", lang="en").decode()


def test_nothing_is_carried_over_where_the_register_does_not_say_what_is_closed(tmp_path: Path) -> None:
    rows = [("A1", "甲", "2024-02-01", "", "", 1)]
    rules = SCORED
    workbook(tmp_path / "台账" / "a.xlsx", rows, headings=HEADINGS, sheet="投诉")
    written = ruleset(tmp_path, RULES.replace("    closed: [ended, closed]\n", "") + rules)
    audit = svcqa.run([tmp_path / "台账"], [written], as_of="2024-06-30", period="2024-04-01..2024-06-30")
    assert (_tally(audit).in_scope, _tally(audit).carried_over) == (0, 0)


NEWEST = SCORED + "    latest_per: [who]\n"


def test_of_several_records_of_a_key_only_the_newest_is_judged(tmp_path: Path) -> None:
    rows = [
        ("A1", "甲", "2024-02-01", "", "", 60), ("A2", "甲", "2024-03-01", "", "", 90),
        ("A3", "乙", "2024-03-01 10:00", "", "", 90), ("A4", "乙", "2024-03-01 11:00", "", "", 60),
        ("A5", "丙", "2024-03-01 10:00", "", "", 60), ("A6", "丙", "2024-07-01", "", "", 90),  # not yet
        ("A7", "", "2024-03-01", "", "", 60),
    ]  # fmt: skip
    audit = _audit(tmp_path, rows, NEWEST)
    assert _verdicts(audit) == {"A4": "fails", "A5": "fails", "A7": "cell.blank"}
    assert (_tally(audit).in_scope, _tally(audit).out_of_scope) == (4, 3)


def test_two_of_one_day_and_one_without_a_date_leave_open_which_is_the_newest(tmp_path: Path) -> None:
    rows = [
        ("A1", "甲", "2024-03-01", "", "", 60), ("A2", "甲", "2024-03-01 10:00", "", "", 60), ("A3", "甲", "2024-02-01", "", "", 60),
        ("B1", "乙", "", "", "", 60), ("B2", "乙", "2024-03-01", "", "", 60), ("B3", "乙", "2024-02-01", "", "", 60),
        ("C1", "丙", "2024-03-01 10:00", "", "", 60), ("C2", "丙", "2024-03-01 10:00", "", "", 60),
    ]  # fmt: skip
    open_ = dict.fromkeys(["A1", "A2", "B1", "B2", "C1", "C2"], "record.newest")
    assert _verdicts(_audit(tmp_path, rows, NEWEST)) == open_


def test_one_that_may_or_may_not_count_leaves_open_whether_it_is_the_newest(tmp_path: Path) -> None:
    rows = [("A1", "甲", "2024-03-01", "2024-03-02", "", 60), ("A2", "甲", "2024-04-01", "", "", 60)]
    rule = NEWEST + "    where: {closed: {gte: 2024-01-01}}\n"
    assert _verdicts(_audit(tmp_path, rows, rule)) == {"A1": "record.newest", "A2": "condition.unknown"}


def test_a_list_without_dates_has_no_newest_record(tmp_path: Path) -> None:
    text = RULES.replace("event_date: opened", "event_date: as_of") + NEWEST
    host = Host.discover()
    with pytest.raises(svcqa.ConfigError, match="no event date"):
        bind(load(ruleset(tmp_path, text), Library(host.ruleset_folders)), host.checks)


EDITIONS = (
    SCORED.replace("80", "60") + "    in_force: {to: 2024-03-31}\n"
    + SCORED.replace("80", "90") + "    edition: 2\n    in_force: {from: 2024-04-01}\n"
)  # fmt: skip


def test_a_record_is_judged_by_the_edition_in_force_on_its_date(tmp_path: Path) -> None:
    rows = [
        ("A1", "甲", "2024-03-31 23:00", "", "", 70),  # enough then
        ("A2", "甲", "2024-04-01", "", "", 70),
        ("A3", "甲", "", "", "", 70),  # undated: by the last edition, and once
        ("A4", "甲", "2024-03-31", "", "", 50),
    ]
    audit = _audit(tmp_path, rows, EDITIONS)
    assert _verdicts(audit) == {"A2": "fails", "A3": "fails", "A4": "fails"}
    first, second = _tally(audit), _tally(audit, "2")
    assert (first.in_scope, first.fails, first.undated) == (2, 1, 0)
    assert (second.in_scope, second.fails, second.undated) == (2, 2, 1)


def test_the_workbook_has_a_line_for_every_edition(tmp_path: Path) -> None:
    audit = _audit(tmp_path, [("A1", "甲", "2024-03-31", "", "", 50), ("A2", "甲", "2024-04-01", "", "", 70)], EDITIONS)
    heads, *rows = openpyxl.load_workbook(io.BytesIO(rendered(audit, "xlsx")))["各规则的结果"].iter_rows(
        values_only=True
    )
    lines = [dict(zip(heads, row, strict=True)) for row in rows]
    told = [(one["版本"], one["施行日期"], one["施行至"], one["疑点"]) for one in lines if one["规则"] == "R"]
    assert told == [("1", None, "2024-03-31", 1), ("2", "2024-04-01", None, 1)]


def test_before_the_next_edition_an_undated_record_is_judged_by_the_first(tmp_path: Path) -> None:
    audit = _audit(tmp_path, [("A3", "甲", "", "", "", 70)], EDITIONS, as_of="2024-03-31")
    reason = _tally(audit, "2").reason
    assert (_tally(audit).conforms, _tally(audit).undated) == (1, 1)
    assert reason is not None
    assert reason.code == "not_in_force"


def test_a_carried_over_record_keeps_the_edition_of_its_date(tmp_path: Path) -> None:
    audit = _audit(tmp_path, [("A1", "甲", "2024-03-01", "", "", 70)], EDITIONS, period="2024-04-01..2024-06-30")
    reason = _tally(audit).reason
    assert reason is None
    assert (_tally(audit).conforms, _tally(audit).carried_over) == (1, 1)
    assert _tally(audit, "2").in_scope == 0


def test_a_standing_list_is_judged_by_the_edition_of_the_audit_date(tmp_path: Path) -> None:
    workbook(tmp_path / "台账" / "a.xlsx", [("A1", "甲", "", "", "", 70)], headings=HEADINGS, sheet="投诉")
    written = ruleset(tmp_path, RULES.replace("event_date: opened", "event_date: as_of") + EDITIONS)
    audit = svcqa.run([tmp_path / "台账"], [written], as_of="2024-06-30")
    assert (_tally(audit).assessed, _tally(audit, "2").fails) == (False, 1)


def test_the_look_back_reaches_twelve_months_unless_the_ruleset_says_otherwise(tmp_path: Path) -> None:
    period = Period.of("2024-04-01..2024-06-30", AsOf.of("2024-06-30"))
    assert str(period.reaching_back(Duration(12, "mo"))) == "2023-07-01..2024-06-30"
    assert str(period.reaching_back(Duration(1, "mo"))) == "2024-04-01..2024-06-30"
    assert str(Period.of(None, AsOf.of("2024-06-30")).reaching_back(Duration(1, "y"))) == "..2024-06-30"
    audit = _audit(tmp_path, [("A1", "甲", "2024-03-01", "", "", 70)], SCORED)
    assert audit.content.rulesets[0].look_back == "12mo"
    written = ruleset(tmp_path, RULES.replace('version: "1"', 'version: "1"\nlook_back: 2y') + SCORED)
    host = Host.discover()
    loaded = load(written, Library(host.ruleset_folders))
    assert {one.look_back for one in bind(loaded, host.checks)} == {Duration(2, "y")}


PERIODIC = """
name: tests
title: {zh: 测试, en: Tests}
version: "1"
registers:
  summaries:
    title: {zh: 总结, en: summaries}
    key: [no]
    event_date: period
    sheets: [总结]
    fields:
      no: {title: {zh: 编号, en: No.}, type: code}
      period: {title: {zh: 期间, en: Period}, type: TYPE}
      text: {title: {zh: 内容, en: Content}}
rules:
  - {id: R, clause: "1", title: {zh: 内容, en: Content}, of: summaries, check: row, params: {require: [text]}}
"""


@pytest.mark.parametrize(
    ("kind", "named"),
    [("text", ["2023Q4", "2024-02", "2024Q2", "2024Q3", "随便"]), ("number", [2023, 2024, 2024, 2025, 2024.5])],
)
def test_a_named_period_belongs_by_its_last_day_and_while_it_runs_by_the_audit_date(
    tmp_path: Path, kind: str, named: list[Any]
) -> None:
    """What names no period is undated and belongs to every audit."""
    rows = [[f"N{number}", period, ""] for number, period in enumerate(named)]
    workbook(tmp_path / "台账" / "a.xlsx", rows, headings=("编号", "期间", "内容"), sheet="总结")
    rules = ruleset(tmp_path, PERIODIC.replace("TYPE", kind))
    audit = svcqa.run([tmp_path / "台账"], [rules], as_of="2024-06-15", period="2024-01-01..2024-06-30")
    assert sorted(str(one.key["no"]) for one in audit.findings if one.rule == "R") == ["N1", "N2", "N4"]
