"""Integrity signals: what each sees and leaves alone, how often chance alone would show it, and that they stand apart."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svcqa
from svcqa import Audit, UsageError, rare
from svcqa.config import Config
from svcqa.findings import SignalLead
from svcqa.host import Host
from svcqa.masking import masked
from svcqa.reports.overview import figures
from svcqa.text import LANGS, Lang
from svcqa_integrity.chance import at_least_once, binomial_tail, chi_square_tail, poisson_tail
from svcqa_integrity.number_gaps import _numbered
from tests.office import ruleset, workbooks
from tests.pages import page, rendered

REGISTERS = """
name: visits
title: {zh: 上门, en: Visits}
version: "1"
registers:
  visits:
    title: {zh: 上门记录, en: visits}
    key: [visit_no]
    event_date: arrived_at
    unit: outlet
    sheets: [上门]
    presence: {who: engineer, since: arrived_at, until: left_at, where: customer}
    entered: entered_at
    fields:
      visit_no: {title: {zh: 编号, en: Visit no.}, type: code}
      outlet: {title: {zh: 网点, en: Outlet}}
      engineer: {title: {zh: 工程师, en: Engineer}, type: person}
      customer: {title: {zh: 客户, en: Customer}}
      arrived_at: {title: {zh: 到达, en: Arrived}, type: datetime}
      left_at: {title: {zh: 离开, en: Left}, type: datetime}
      entered_at: {title: {zh: 录入, en: Entered}, type: datetime}
      score: {title: {zh: 评分, en: Score}, type: number}
      fee: {title: {zh: 费用, en: Fee}, type: money}
      words: {title: {zh: 描述, en: Description}}
  shifts:
    title: {zh: 班次, en: shifts}
    key: [shift_no]
    event_date: from_at
    sheets: [班次]
    roster: {who: engineer, since: from_at, until: to_at}
    fields:
      shift_no: {title: {zh: 班号, en: Shift no.}, type: code}
      engineer: {title: {zh: 工程师, en: Engineer}, type: person}
      from_at: {title: {zh: 上班, en: From}, type: datetime}
      to_at: {title: {zh: 下班, en: To}, type: datetime}
rules:
  - id: V-1
    clause: 1
    title: {zh: 写明客户, en: The customer is named}
    of: visits
    check: row
    params: {require: [customer]}
  - id: S-1
    clause: 2
    title: {zh: 写明班次, en: The shift is named}
    of: shifts
    check: row
    params: {require: [engineer]}
"""
HEADS = ("编号", "网点", "工程师", "客户", "到达", "离开", "录入", "评分", "费用", "描述")
PEOPLE = ("赵一鸣", "钱二丰", "孙三立", "李四海")
Rows = list[dict[str, Any]]


def honest(seed: int = 1, count: int = 400) -> Rows:
    """Visits as they happen: at any minute of a working day, taking as long as they take."""
    dice, rows, clock = random.Random(seed), [], dict.fromkeys(PEOPLE, dt.datetime(2024, 1, 2, 8, 30))
    for number in range(count):
        who = PEOPLE[number % len(PEOPLE)]
        arrived = clock[who] + dt.timedelta(minutes=dice.randint(20, 90))
        if arrived.hour >= 17 or arrived.weekday() >= 5:
            days = 1 if arrived.weekday() < 4 else 7 - arrived.weekday()
            arrived = dt.datetime.combine(arrived.date() + dt.timedelta(days=days), dt.time(8, 40)) + dt.timedelta(
                minutes=dice.randint(0, 59)
            )
        left = arrived + dt.timedelta(minutes=dice.randint(13, 110))
        clock[who] = left
        rows.append({
            "编号": f"V{number:05}", "网点": "东城" if number % 2 else "西城", "工程师": who, "客户": f"客户{number:04}",
            "到达": arrived, "离开": left, "录入": left + dt.timedelta(minutes=dice.randint(1, 200)),
            "评分": dice.randint(1, 10), "费用": round(10 ** dice.uniform(1.5, 3.8), 2),
            "描述": f"第{number}次上门，机组{dice.randint(1, 10**6)}号有异响",
        })  # fmt: skip
    return rows


def of(rows: Rows, who: str = PEOPLE[0]) -> Rows:
    return [row for row in rows if row["工程师"] == who]


def audited(folder: Path, rows: Rows, shifts: Sequence[Sequence[Any]] = (), **given: Any) -> Audit:
    sheets: dict[str, list[list[Any]]] = {"上门": [list(HEADS), *([row[head] for head in HEADS] for row in rows)]}
    if shifts:
        sheets["班次"] = [["班号", "工程师", "上班", "下班"], *map(list, shifts)]
    book = workbooks(folder / "上门.xlsx", sheets)
    return svcqa.run([book], [ruleset(folder, REGISTERS)], as_of="2025-12-31", **given)


def leads(audit: Audit) -> dict[str, list[SignalLead]]:
    return {one.name: one.leads for one in audit.content.signals if one.leads}


def batch(rows: Rows) -> None:
    for row in rows[40:55]:
        row["录入"] = dt.datetime(2024, 6, 3, 16, 20)


def one_length(rows: Rows) -> None:
    for row in of(rows)[:40]:
        row["离开"] = row["到达"] + dt.timedelta(minutes=45)


def half_hours(rows: Rows) -> None:
    for number, row in enumerate(of(rows)[:60]):
        row["离开"] = row["到达"] + dt.timedelta(minutes=30 * (1 + number % 3))


def nightly(rows: Rows) -> None:
    for row in of(rows)[:12]:
        row["到达"] = row["到达"].replace(hour=3)


def weekends(rows: Rows) -> None:
    for row in of(rows)[:12]:
        row["到达"] += dt.timedelta(days=5 - row["到达"].weekday())
        row["离开"] += dt.timedelta(days=5 - row["离开"].weekday())


def twice(rows: Rows) -> None:
    first, second = of(rows)[10:12]
    second["到达"], second["离开"] = first["到达"], first["离开"]


def ticked(rows: Rows) -> None:
    for row in of(rows)[20:45]:
        row["评分"] = 9


def copied(rows: Rows) -> None:
    for row in rows[100:112]:
        row["描述"] = "机组运行时有异响，已检查并紧固螺栓"


def torn_out(rows: Rows) -> None:
    del rows[200:206]


def afterwards(rows: Rows) -> None:
    for number, row in enumerate(rows[50:70]):
        row["录入"] = dt.datetime(2025, 12, 10, 9, number)


def rounded(rows: Rows) -> None:
    for row in rows:
        if row["网点"] == "西城":
            row["到达"] = row["到达"].replace(minute=row["到达"].minute // 10 * 10 + 7)


FORGED: Mapping[str, Sequence[Callable[[Rows], None]]] = {
    "same_minute": [batch], "same_duration": [one_length, half_hours], "off_hours": [nightly, weekends],
    "two_places": [twice], "equal_scores": [ticked], "copied_text": [copied], "number_gaps": [torn_out],
    "digits": [rounded],
}  # fmt: skip
ALL = [(name, forgery) for name, forgeries in FORGED.items() for forgery in forgeries]


@pytest.mark.parametrize(("name", "forgery"), ALL, ids=[forgery.__name__ for _, forgery in ALL])
def test_what_was_made_up_is_seen_with_its_cells(name: str, forgery: Callable[[Rows], None], tmp_path: Path) -> None:
    rows = honest(count=800 if name == "digits" else 400)
    forgery(rows)
    found = leads(audited(tmp_path, rows))
    assert name in found
    for lead in found[name]:
        assert rare(lead.chance)
        assert lead.records >= 1
        assert all(cell.file == "上门.xlsx" and cell.sheet == "上门" and cell.cell for cell in lead.locations)
        assert lead.said.zh
        assert lead.said.en


@pytest.mark.parametrize("seed", range(6))
def test_honest_records_give_no_lead(seed: int, tmp_path: Path) -> None:
    assert leads(audited(tmp_path, honest(seed, 600))) == {}


def test_events_outside_a_persons_own_shifts_are_seen(tmp_path: Path) -> None:
    rows, shifts = honest(), []
    days = sorted({(row["工程师"], row["到达"].date()) for row in rows})
    for number, (who, day) in enumerate(days):
        hours = (13, 22) if who == PEOPLE[0] else (8, 22)
        shifts.append([f"B{number}", who, *(dt.datetime.combine(day, dt.time(hour)) for hour in hours)])
    (lead,) = (
        one
        for one in leads(audited(tmp_path, rows, shifts))["off_hours"]
        if "班次" in one.said.zh and "engineer" in one.fields and "arrived_at" in one.fields
    )
    assert PEOPLE[0] in lead.said.zh


def test_overlaps_that_are_usual_are_told_once(tmp_path: Path) -> None:
    rows = honest()
    for row in rows[::3]:
        row["离开"] += dt.timedelta(hours=5)
    (lead,) = leads(audited(tmp_path, rows))["two_places"]
    assert "很常见" in lead.said.zh


def test_late_entries_are_seen_once_the_audit_was_announced(tmp_path: Path) -> None:
    rows = honest()
    afterwards(rows)
    assert "after_notice" not in leads(audited(tmp_path, rows)), "nobody has said when it was announced"
    book = workbooks(tmp_path / "审核工作簿.xlsx", {"审核任务": [["项目", "内容"], ["审核通知日期", "2025年12月1日"]]})
    (lead,) = leads(audited(tmp_path, rows, workbook=book))["after_notice"]
    assert (lead.observed, lead.of, lead.records) == (20, 20, 20)


def test_set_phrases_and_batches_that_are_usual_are_left_alone(tmp_path: Path) -> None:
    rows = honest()
    for number, row in enumerate(rows):
        row["描述"] = ("机组运行正常，无异响无漏油", "更换滤芯并清洗冷却器一次")[number % 2]
        row["录入"] = row["到达"].replace(hour=23, minute=0) - dt.timedelta(days=row["到达"].day % 7)
    found = leads(audited(tmp_path, rows))
    assert not {"copied_text", "same_minute"} & set(found)


def test_spans_too_long_to_be_measured_are_no_durations(tmp_path: Path) -> None:
    rows = honest()
    for row in rows:
        row["离开"], row["录入"] = (row["到达"] + dt.timedelta(days=days) for days in (8, 16))
    assert not leads(audited(tmp_path, rows)).keys() & {"same_duration"}


@given(
    st.lists(st.none() | st.text("A9０１é\n-", max_size=40) | st.from_regex(r"[A派]{0,2}[0-9]{0,18}", fullmatch=True))
)
def test_the_number_at_the_end_of_a_code_is_that_of_its_last_digits(codes: list[str | None]) -> None:
    """At most fifteen of them, of full width too; what has a line break before them is no code."""
    known: dict[tuple[str, int], int] = {}
    which, numbers = _numbered(pd.Series(codes, dtype="str"), known)
    series = {number: said for said, number in known.items()}
    for code, mine, number in zip(codes, which.tolist(), numbers.tolist(), strict=True):
        told = re.search(r"\A([^\n]*?)([0-9]{1,15})\Z", unicodedata.normalize("NFKC", code or ""))
        assert (told is not None) == (mine >= 0)
        if told:
            assert (series[mine], number) == ((told[1], len(told[2])), int(told[2]))


def test_numbers_missing_in_a_row_are_named_as_they_are_written(tmp_path: Path) -> None:
    rows = honest()
    for row in rows[:3]:
        row["编号"] = f"号{row['编号']}甲"  # no number stands at its end
    del rows[100:110]
    (lead,) = leads(audited(tmp_path, rows))["number_gaps"]
    assert "V00100至V00109" in lead.said.zh


def test_numbers_in_digits_of_full_width_are_numbers_too(tmp_path: Path) -> None:
    rows = honest()
    for row in rows[:150]:
        row["编号"] = row["编号"].translate({ord("0") + digit: ord("\uff10") + digit for digit in range(10)})
    del rows[100:110]
    (lead,) = leads(audited(tmp_path, rows))["number_gaps"]
    assert lead.observed == 10


def test_a_signal_can_be_switched_off_and_is_then_named(tmp_path: Path) -> None:
    rows = honest()
    batch(rows)
    audit = audited(tmp_path, rows, config=Config(signals={"same_minute": False}))
    assert "same_minute" not in leads(audit)
    assert [one.name for one in audit.content.signals if not one.on] == ["same_minute"]
    assert "Switched off in the settings, not looked for: Many at one minute." in page(audit, "en").text


def test_a_signal_that_there_is_not_cannot_be_switched(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="same_minutes"):
        audited(tmp_path, honest(count=5), config=Config(signals={"same_minutes": False}))


@pytest.mark.parametrize("lang", LANGS)
def test_signals_stand_apart_from_findings_in_every_report(lang: Lang, tmp_path: Path) -> None:
    plain, forged = tmp_path / "a", tmp_path / "b"
    rows = honest()
    first = audited(plain, rows, config=Config(signals=dict.fromkeys(Host.discover().signals, False)))
    batch(rows)
    second = audited(forged, rows)
    assert figures(first) == figures(second)
    (lead,) = leads(second)["same_minute"]
    text = page(second, lang).text
    said = lead.said.zh if lang == "zh" else lead.said.en
    assert said in text
    assert text.index({"zh": "这些只是值得核实的线索", "en": "These are leads to look into"}[lang]) < text.index(said)
    book = openpyxl.load_workbook(io.BytesIO(rendered(second, "xlsx", lang)))
    told = [[cell.value for cell in row] for row in book[{"zh": "真实性线索", "en": "Signals"}[lang]].iter_rows()]
    assert said in [row[1] for row in told]
    assert len(json.loads(rendered(second, "json"))["content"]["signals"]) == len(Host.discover().signals)


def test_names_in_signals_are_masked(tmp_path: Path) -> None:
    rows = honest()
    one_length(rows)
    audit = audited(tmp_path, rows)
    assert PEOPLE[0] in leads(audit)["same_duration"][0].said.zh
    text = rendered(masked(audit), "json").decode()
    assert not [name for name in PEOPLE if name in text]


def test_every_signal_says_what_it_means_and_what_else_it_may_be() -> None:
    from svcqa.signals import spec_of

    for name, function in Host.discover().signals.items():
        spec = spec_of(function)
        assert spec.name == name
        for text in (spec.title, spec.means, spec.innocent):
            assert text.zh
            assert text.en
        assert function.__doc__


@given(st.integers(1, 60), st.integers(0, 60), st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=100))
def test_the_binomial_tail_is_exact(trials: int, successes: int, rate: Fraction) -> None:
    exact = sum(comb(trials, one) * rate**one * (1 - rate) ** (trials - one) for one in range(successes, trials + 1))
    assert binomial_tail(successes, trials, float(rate)) == pytest.approx(float(exact), rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (poisson_tail(10, 2.0), 4.649807501726380e-05),
        (poisson_tail(3, 5.0), 0.8753479805169189),
        (poisson_tail(0, 5.0), 1.0),
        (chi_square_tail(15.507313055865453, 8), 0.05),
        (chi_square_tail(16.918977604620448, 9), 0.05),
        (chi_square_tail(3.841458820694124, 1), 0.05),
        (chi_square_tail(0.0, 3), 1.0),
        (binomial_tail(5, 4, 0.5), 0.0),
        (binomial_tail(1, 10, 0.0), 0.0),
        (at_least_once(1e-9, 1000), 1e-6),
        (at_least_once(0.5, 2), 0.75),
    ],
)
def test_tails_agree_with_tables(found: float, wanted: float) -> None:
    assert found == pytest.approx(wanted, rel=1e-9)
