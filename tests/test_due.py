"""svcqa due: every kind of thing that falls due, from the workbook to the table, the list and the calendar."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

import svcqa
from svcqa import auditfile
from svcqa.cli import main
from svcqa.due import falling, grouped, of_units
from svcqa.errors import UsageError
from svcqa.masking import masked
from svcqa.rendering import render
from svcqa.reports.due.calendar import escaped, folded
from tests.office import ruleset, workbooks

RULES = """
name: office
title: {zh: 办公室, en: Office}
version: "1"
registers:
  orders:
    title: {zh: 派工单, en: orders}
    key: [no]
    event_date: sent
    unit: outlet
    sheets: [派工单]
    fields:
      no: {title: {zh: 派工单号, en: Order}, type: code}
      outlet: {title: {zh: 网点, en: Outlet}}
      sent: {title: {zh: 派工时间, en: Sent}, type: datetime}
      done: {title: {zh: 完成时间, en: Done}, type: datetime}
      back: {title: {zh: 交回日期, en: Handed back}, type: date}
  staff:
    title: {zh: 员工, en: staff}
    key: [who]
    event_date: as_of
    unit: outlet
    sheets: [员工]
    fields:
      who: {title: {zh: 工号, en: Staff no.}, type: code}
      outlet: {title: {zh: 部门, en: Department}}
      hired: {title: {zh: 上岗日期, en: Starts}, type: date}
  trainings:
    title: {zh: 培训, en: trainings}
    key: [id]
    event_date: got
    sheets: [培训]
    fields:
      id: {title: {zh: 培训编号, en: Training}, type: code}
      person: {title: {zh: 人员, en: Person}, type: code}
      got: {title: {zh: 培训日期, en: On}, type: date}
      ends: {title: {zh: 有效期至, en: Valid to}, type: date}
  reports:
    title: {zh: 月报, en: reports}
    key: [rep]
    event_date: handed
    sheets: [月报]
    fields:
      rep: {title: {zh: 月报编号, en: Report}, type: code}
      month: {title: {zh: 月份, en: Month}}
      handed: {title: {zh: 上交日期, en: Handed in}, type: date}
  records:
    title: {zh: 档案, en: records}
    key: [box]
    event_date: as_of
    sheets: [档案]
    fields:
      box: {title: {zh: 档案编号, en: Box}, type: code}
      closed: {title: {zh: 归档日期, en: Closed}, type: date}
      there: {title: {zh: 在库, en: Present}, type: yes_no}
  actions:
    title: {zh: 整改, en: actions}
    key: [act]
    event_date: raised
    unit: dept
    sheets: [整改]
    fields:
      act: {title: {zh: 整改编号, en: Action}, type: code}
      dept: {title: {zh: 整改部门, en: Unit}}
      raised: {title: {zh: 提出日期, en: Raised}, type: date}
      cause: {title: {zh: 原因, en: Cause}}
      due: {title: {zh: 整改期限, en: Due}, type: date}
      done: {title: {zh: 整改完成, en: Done}, type: date}
      closed: {title: {zh: 关闭日期, en: Closed}, type: date}
rules:
  - id: DONE
    clause: "7.2"
    title: {zh: 派工后10天内完成, en: Done within ten days}
    of: orders
    check: deadline
    params: {start: sent, end: done, max: 10d}
  - id: HOURS
    clause: "7.3"
    title: {zh: 派工后4小时内完成, en: Done within four hours}
    of: orders
    check: deadline
    where: {outlet: 夜班}
    params: {start: sent, end: done, max: 4h}
  - id: STEPS
    clause: "7.4"
    title: {zh: 完成后5天内交回, en: Handed back within five days}
    of: orders
    check: sequence
    where: {done: {present: true}}
    params: {order: [done, back], max_between: {back: 5d}}
  - id: TRAINED
    clause: "8.1"
    title: {zh: 培训在有效期内, en: Training is valid}
    of: staff
    check: valid_at
    where: {hired: {present: false}}
    params: {on: {who: person}, in: trainings, valid: [got, ends], at: as_of}
  - id: BEFORE
    clause: "8.2"
    title: {zh: 上岗前培训, en: Trained before the post}
    of: staff
    check: valid_at
    where: {hired: {present: true}}
    params: {on: {who: person}, in: trainings, valid: [got, ends], at: hired}
  - id: MONTHLY
    clause: "9.1"
    title: {zh: 月报于下月5日前上交, en: Monthly report by the 5th}
    of: reports
    check: cadence
    params: {at: handed, period: month, every: month, due: {period: next, day: 5}, roll: none}
  - id: KEPT
    clause: "10"
    title: {zh: 档案保存三年, en: Kept for three years}
    of: records
    check: retention
    params: {closed: closed, keep: 3y, present: there, dispose_within: 10d}
  - id: MENDED
    clause: "11"
    title: {zh: 按期整改, en: Mended in time}
    of: actions
    check: corrective-action
    params: {raised: raised, cause: cause, due: due, done: done, closed: closed}
"""
SHEETS: Mapping[str, Any] = {
    "派工单": [
        ["派工单号", "网点", "派工时间", "完成时间", "交回日期"],
        ["W1", "城东", "2024-05-27", "", ""],  # due 6 June
        ["W2", "城东", "2024-05-01", "", ""],  # due 11 May
        ["W3", "城西", "2024-05-31", "2024-05-31", ""],  # handed back by 5 June
        ["W4", "城西", "2024-05-20", "2024-05-21", ""],  # was to be handed back by 26 May
        ["W5", "夜班", "2024-05-31 22:30:00", "", ""],
        ["W6", "城西", "2024-05-01", "2024-05-20", "2024-05-22"],  # late, and over
        ["W7", "城西", "2024-05-22", "", ""],  # due today
    ],
    "员工": [
        ["工号", "部门", "上岗日期"],
        ["P1", "维修部", ""], ["P2", "维修部", ""], ["P3", "维修部", ""], ["P4", "客服部", "2024-06-20"],
        ["P5", "维修部", ""],
    ],
    "培训": [
        ["培训编号", "人员", "培训日期", "有效期至"],
        ["T1", "P1", "2023-06-10", "2024-06-10"], ["T2", "P2", "2023-05-01", "2024-05-15"],
        ["T3", "P3", "2023-07-01", "2024-07-02"], ["T5", "P5", "2023-07-01", "2024-07-01"],
    ],
    "月报": [["月报编号", "月份", "上交日期"], ["R1", "2024-03", "2024-04-03"]],
    "档案": [
        ["档案编号", "归档日期", "在库"],
        ["D1", "2021-06-20", "是"], ["D2", "2021-05-25", "是"], ["D3", "2021-04-01", "是"], ["D4", "2023-01-01", "是"],
    ],
    "整改": [
        ["整改编号", "整改部门", "提出日期", "原因", "整改期限", "整改完成", "关闭日期"],
        ["N1", "城东", "2024-05-20", "没有培训", "2024-06-15", "", ""],
        ["N2", "城东", "2024-05-01", "没有工具", "2024-05-20", "", ""],
    ],
}  # fmt: skip
AS_OF = "2024-06-01"
COMING = {
    ("DONE", "W1"): ("deadline", "2024-06-06"), ("DONE", "W7"): ("deadline", "2024-06-01"),
    ("DONE", "W5"): ("deadline", "2024-06-10"), ("HOURS", "W5"): ("deadline", "2024-06-01 02:30:00"),
    ("STEPS", "W3"): ("deadline", "2024-06-05"), ("BEFORE", "P4"): ("deadline", "2024-06-20"),
    ("TRAINED", "P1"): ("expiry", "2024-06-10"), ("TRAINED", "P5"): ("expiry", "2024-07-01"),
    ("MONTHLY", "2024-05"): ("hand_in", "2024-06-05"),
    ("KEPT", "D1"): ("retention", "2024-06-20"), ("KEPT", "D2"): ("retention", "2024-06-04"),
    ("MENDED", "N1"): ("action", "2024-06-15"),
}  # fmt: skip
OVERDUE = {
    ("DONE", "W2"): ("deadline", "2024-05-11"), ("STEPS", "W4"): ("deadline", "2024-05-26"),
    ("TRAINED", "P2"): ("expiry", "2024-05-15"), ("MONTHLY", "2024-04"): ("hand_in", "2024-05-05"),
    ("KEPT", "D3"): ("retention", "2024-04-11"), ("MENDED", "N2"): ("action", "2024-05-20"),
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("到期 事项")
    return workbooks(folder / "办公室 台账.xlsx", SHEETS), ruleset(folder, RULES)


@pytest.fixture(scope="module")
def audit(office: tuple[Path, str]) -> svcqa.Audit:
    return svcqa.run([office[0]], [office[1]], as_of=AS_OF, ahead="30d")


def _named(items: list[Any]) -> dict[tuple[str, str], tuple[str, str]]:
    return {(one.due.rule, next(iter(one.due.key.values()))): (one.due.kind, one.due.due_on) for one in items}


def test_every_kind_is_listed_with_its_day_and_nothing_else(audit: svcqa.Audit) -> None:
    found = falling(audit)
    assert _named(found.coming) == COMING
    assert _named(found.overdue) == OVERDUE


def test_what_is_overdue_comes_first_and_then_by_date(audit: svcqa.Audit) -> None:
    items = falling(audit).items
    assert [one.overdue for one in items] == sorted((one.overdue for one in items), reverse=True)
    for part in (falling(audit).overdue, falling(audit).coming):
        assert [one.due.due_on for one in part] == sorted(one.due.due_on for one in part)
    assert {one.days for one in items if one.due.rule == "DONE"} == {-21, 0, 5, 9}


def test_every_item_leads_to_a_cell_and_a_unit(audit: svcqa.Audit) -> None:
    items = {(one.due.rule, next(iter(one.due.key.values()))): one.due for one in falling(audit).items}
    cells = {name: {(cell.sheet, cell.cell) for cell in due.locations} for name, due in items.items()}
    assert all(cells.values())
    assert ("派工单", "C2") in cells["DONE", "W1"]
    assert ("培训", "D2") in cells["TRAINED", "P1"]
    assert ("档案", "B2") in cells["KEPT", "D1"]
    assert ("整改", "E2") in cells["MENDED", "N1"]
    assert {sheet for sheet, _ in cells["MONTHLY", "2024-05"]} == {"月报"}
    assert items["DONE", "W1"].unit == "城东"
    assert items["TRAINED", "P1"].unit == "维修部"


def test_what_is_overdue_is_a_finding_of_the_same_name(audit: svcqa.Audit) -> None:
    findings = {one.fingerprint for one in audit.findings}
    assert {one.due.fingerprint for one in falling(audit).overdue} <= findings
    assert not {one.due.fingerprint for one in falling(audit).coming if one.days} & findings


def test_the_last_day_belongs_to_the_span_and_the_next_does_not(office: tuple[Path, str]) -> None:
    def days(ahead: str) -> set[str]:
        found = svcqa.run([office[0]], [office[1]], as_of=AS_OF, ahead=ahead)
        return {one.due.due_on for one in falling(found).coming if one.due.rule == "TRAINED"}

    assert days("29d") == {"2024-06-10"}
    assert days("30d") == {"2024-06-10", "2024-07-01"}
    assert days("1mo") == {"2024-06-10", "2024-07-01"}
    assert days("31d") == {"2024-06-10", "2024-07-01", "2024-07-02"}


def test_a_longer_span_lists_every_hand_in_and_changes_no_verdict(audit: svcqa.Audit, office: tuple[Path, str]) -> None:
    longer = svcqa.run([office[0]], [office[1]], as_of=AS_OF, ahead="3mo")
    due = {one.due.key["slot"]: one.due.due_on for one in falling(longer).coming if one.due.rule == "MONTHLY"}
    assert due == {"2024-05": "2024-06-05", "2024-06": "2024-07-05", "2024-07": "2024-08-05"}
    assert longer.content.tallies == audit.content.tallies
    assert list(longer.findings) == list(audit.findings)


def test_what_is_not_listed_is_counted(audit: svcqa.Audit, office: tuple[Path, str]) -> None:
    everything = svcqa.run([office[0]], [office[1]], as_of=AS_OF, ahead="30y")
    without = len([one for one in everything.upcoming if one.rule != "MONTHLY"])
    ahead = audit.content.ahead
    assert ahead is not None
    # of what comes again and again only the next one is known, however far one looks
    assert ahead.later == without - len([one for one in audit.upcoming if one.rule != "MONTHLY"]) + 1


def test_as_of_a_moment_what_fell_due_before_it_is_overdue(office: tuple[Path, str]) -> None:
    found = falling(svcqa.run([office[0]], [office[1]], as_of="2024-06-01 09:00:00"))
    assert [one.due.key["no"] for one in found.overdue if one.due.rule == "HOURS"] == ["W5"]
    assert [one.due.key["no"] for one in found.coming if one.days == 0] == ["W7"]


def test_one_unit_alone_and_no_unit_of_such_a_name(audit: svcqa.Audit) -> None:
    mine = falling(of_units(audit, ["城东"]))
    assert set(_named(mine.items)) == {("DONE", "W1"), ("DONE", "W2"), ("MENDED", "N1"), ("MENDED", "N2")}
    with pytest.raises(UsageError, match="城冬"):
        of_units(audit, ["城冬"])


def test_json_tells_the_same_items(audit: svcqa.Audit) -> None:
    found, told = falling(audit), json.loads(render(audit, "due-json", "zh"))
    assert (told["overdue"], told["coming"]) == (len(OVERDUE), len(COMING))
    assert [one["uid"] for one in told["items"]] == [one.uid for one in found.items]
    assert told["items"][0]["locations"][0]["file"] == "办公室 台账.xlsx"
    assert told["left_out"]["later"] == found.left_out["later"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_lists_every_item_unit_by_unit(audit: svcqa.Audit, lang: svcqa.Lang) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(audit, "due-xlsx", lang)))
    front, listed = book.worksheets
    rows = list(listed.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(falling(audit).items)
    units = [row[4] for row in rows]
    assert [unit for at, unit in enumerate(units) if unit not in units[:at]] == [
        *sorted(set(filter(None, units))), None,
    ]  # fmt: skip
    assert listed.auto_filter.ref == f"A1:O{len(rows) + 1}"
    assert (front["B2"].value, front["C2"].value) == (len(OVERDUE), len(COMING))
    assert any("C2" in row[8] and row[10] == "办公室 台账.xlsx" for row in rows)


@pytest.mark.parametrize(("lang", "late", "note"), [
    ("zh", "超期21天", "如实记录实际完成时间"), ("en", "21 days overdue", "record the time at which it was really done"),
])  # fmt: skip
def test_the_table_tells_days_clauses_and_cells(audit: svcqa.Audit, lang: svcqa.Lang, late: str, note: str) -> None:
    text = render(audit, "due-text", lang).decode()
    line = next(line for line in text.splitlines() if "W2" in line)
    assert late in line
    assert "2024-05-11" in line
    assert "7.2" in line
    assert "办公室 台账.xlsx → 派工单 → C3" in line
    assert note in text


def _events(data: bytes) -> dict[str, Any]:
    events = Calendar.from_ical(data).walk("VEVENT")
    return {str(one["UID"]): one for one in events}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_calendar_has_an_event_for_every_item(audit: svcqa.Audit, lang: svcqa.Lang) -> None:
    data = render(audit, "ics", lang)
    events, items = _events(data), falling(audit).items
    assert set(events) == {f"{one.uid}@svcqa" for one in items}
    for one in items:
        event = events[f"{one.uid}@svcqa"]
        day = dt.date.fromisoformat(AS_OF if one.overdue else one.due.due_on[:10])
        start = event["DTSTART"].dt
        if isinstance(start, dt.datetime):
            start = start.astimezone(dt.timezone(dt.timedelta(hours=8))).date()
        assert start == day
        assert one.due.due_on in event["DESCRIPTION"]
        assert one.clause in event["DESCRIPTION"]
        assert all(cell.cell in event["DESCRIPTION"] for cell in one.due.locations)
    timed = [one["DTSTART"].dt for one in events.values() if isinstance(one["DTSTART"].dt, dt.datetime)]
    assert timed == [dt.datetime(2024, 5, 31, 18, 30, tzinfo=dt.UTC)]


def test_the_calendar_keeps_to_the_form(audit: svcqa.Audit) -> None:
    data = render(audit, "ics", "zh")
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert data == render(audit, "ics", "zh")
    assert all(one["DTSTAMP"].dt == dt.datetime(2024, 6, 1, tzinfo=dt.UTC) for one in _events(data).values())


def test_an_item_keeps_its_uid_on_another_day(audit: svcqa.Audit, office: tuple[Path, str]) -> None:
    later = svcqa.run([office[0]], [office[1]], as_of="2024-06-03")
    before, after = ({one.uid for one in falling(each).items} for each in (audit, later))
    assert before <= after


def test_many_of_one_rule_and_day_are_one_event_that_lists_them(tmp_path: Path) -> None:
    rows = [*SHEETS["派工单"][:1], *([f"W{number}", "城东", "2024-05-27", "", ""] for number in range(100, 121))]
    rows += [[f"W{number}", "城东", "2024-05-28", "", ""] for number in range(200, 220)]
    book = workbooks(tmp_path / "派工.xlsx", {"派工单": rows})
    found = svcqa.run([book], [ruleset(tmp_path, RULES)], as_of=AS_OF)
    events = _events(render(found, "ics", "zh"))
    sums = [one for one in events.values() if "21项" in one["SUMMARY"]]
    assert len(events) == 21
    assert len(sums) == 1
    assert all(f"W{number}" in sums[0]["DESCRIPTION"] for number in range(100, 121))
    assert sum(len(group.items) for group in grouped(falling(found).items, 20)) == 41
    text = render(found, "due-text", "en").decode()
    assert "21 items" in text
    assert "20 items" in text


def test_hostile_values_stay_text_in_every_form(tmp_path: Path) -> None:
    nasty = '@cmd|"/c calc"!A1,;\\n\r\nEND:VCALENDAR\u202e'
    rows = [
        SHEETS["派工单"][0],
        [nasty, "城东;DTSTART:1,2\\", "2024-05-27", "", ""],
        ["W\x1b", "", "2024-05-28", "", ""],
    ]
    book = workbooks(tmp_path / "派工,;单.xlsx", {"派工单": rows})
    found = svcqa.run([book], [ruleset(tmp_path, RULES)], as_of=AS_OF)
    assert len(falling(found).items) == 2
    events = list(_events(render(found, "ics", "zh")).values())
    assert len(events) == 2
    assert any('@cmd|"/c calc"!A1,;\\n END:VCALENDAR' in one["SUMMARY"] for one in events)
    sheet = openpyxl.load_workbook(io.BytesIO(render(found, "due-xlsx", "zh"))).worksheets[1]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n"}
    text = render(found, "due-text", "zh").decode()
    assert "\x1b" not in text
    assert "\u202e" not in text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_the_calendar(text: str) -> None:
    line = folded(f"SUMMARY:{escaped(text)}")
    assert all(len(part.encode()) <= 75 for part in line.split("\r\n"))
    data = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    (event,) = Calendar.from_ical(data.encode()).walk("VEVENT")
    from svcqa.reports.shown import printable

    assert str(event["SUMMARY"]) == "\n".join(printable(part) for part in text.split("\n"))


def test_masked_names_nobody_and_lists_as_many(tmp_path: Path) -> None:
    rules = RULES.replace(
        "{title: {zh: 工号, en: Staff no.}, type: code}", "{title: {zh: 姓名, en: Name}, type: person}"
    )
    rules = rules.replace(
        "{title: {zh: 人员, en: Person}, type: code}", "{title: {zh: 人员, en: Person}, type: person}"
    )
    sheets = {
        "员工": [["姓名", "部门", "上岗日期"], ["欧阳明月", "维修部", ""]],
        "培训": [SHEETS["培训"][0], ["T1", "欧阳明月", "2023-06-10", "2024-06-10"]],
    }
    found = svcqa.run([workbooks(tmp_path / "人员.xlsx", sheets)], [ruleset(tmp_path, rules)], as_of=AS_OF)
    for format_ in ("due-text", "due-json", "ics"):
        plain, told = (
            svcqa.render(found, format_, "zh", mask=mask).decode().replace("\r\n ", "") for mask in (False, True)
        )
        assert "欧阳明月" in plain
        assert "欧阳明月" not in told
        assert "人员001" in told
    assert len(falling(masked(found)).items) == len(falling(found).items) == 1


@pytest.mark.parametrize(("format_", "suffix"), [("text", "txt"), ("json", "json"), ("xlsx", "xlsx"), ("ics", "ics")])
def test_the_command_writes_each_form_and_says_by_its_code_that_something_is_overdue(
    office: tuple[Path, str], tmp_path: Path, format_: str, suffix: str
) -> None:
    target = tmp_path / f"到期 清单.{suffix}"
    argv = ["due", str(office[0]), "--ruleset", office[1], "--as-of", AS_OF, "--format", format_]
    assert main([*argv, "--within", "2w", "--output", str(target), "--lang", "en"]) == 1
    assert target.stat().st_size > 100


def test_the_command_ends_well_where_nothing_is_overdue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = workbooks(tmp_path / "派工.xlsx", {"派工单": [*SHEETS["派工单"][:2]]})
    argv = ["due", str(book), "--ruleset", ruleset(tmp_path, RULES), "--as-of", AS_OF, "--lang", "zh"]
    assert main(argv) == 0
    assert "没有已超期的事项。" in capsys.readouterr().out
    assert main([*argv, "--within", "1d"]) == 0
    said = capsys.readouterr().out
    assert "这段时间内没有到期的事项。" in said
    assert "另有1项在2024-06-02之后到期，没有列出。" in said


@pytest.mark.parametrize("within", ["3h", "2wd", "soon", "-1d", "900y"])
def test_a_span_that_is_none_is_refused(
    office: tuple[Path, str], capsys: pytest.CaptureFixture[str], within: str
) -> None:
    assert main(["due", str(office[0]), "--ruleset", office[1], f"--within={within}", "--lang", "en"]) == 2
    assert within in capsys.readouterr().err


def test_records_that_no_rule_can_judge_are_no_good_news(tmp_path: Path, office: tuple[Path, str]) -> None:
    book = workbooks(tmp_path / "别的.xlsx", {"别的": [["甲", "乙"], ["1", "2"]]})
    assert main(["due", str(book), "--ruleset", office[1], "--as-of", AS_OF]) == 2


def test_a_kept_audit_tells_the_same_and_one_of_an_earlier_version_is_read(audit: svcqa.Audit) -> None:
    kept = io.BytesIO()
    auditfile.write(audit, kept)
    assert render(auditfile.read(io.BytesIO(kept.getvalue()), "kept"), "ics", "zh") == render(audit, "ics", "zh")
    plain = [{name: one[name] for name in ("ruleset", "rule", "register", "key", "due_on")} for one in _plain(audit)]
    early = kept.getvalue()
    for whole, short in zip(_plain(audit), plain, strict=True):
        early = early.replace(msgspec.json.encode(whole), msgspec.json.encode(short))
    head, _, rest = early.partition(b'"content":')
    content, _, tail = rest.rpartition(b',\n"digest"')
    named = f"sha256:{hashlib.sha256(content).hexdigest()}".encode()
    read = auditfile.read(
        io.BytesIO(head + b'"content":' + content + b',\n"digest"' + tail.replace(audit.digest.encode(), named)),
        "early",
    )
    assert [one.due_on for one in read.upcoming] == [one.due_on for one in audit.upcoming]
    assert {one.kind for one in read.upcoming} == {""}
    assert len(_events(render(read, "ics", "zh"))) > 0


def _plain(audit: svcqa.Audit) -> list[dict[str, Any]]:
    return [msgspec.to_builtins(one) for one in audit.upcoming]
