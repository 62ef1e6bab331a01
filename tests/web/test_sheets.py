"""Sheets as pages read them: every cell as it stands in the file, every finding at every cell it rests on."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from svcqa.errors import InputError
from svcqa.findings import Audit
from svcqa.lines import encodable
from svcqa.quoting import column_letter
from svcqa.web.sheets import Filters, Prepared
from svcqa.web.sheets.nouns import SheetFacts, Window
from svcqa.weights import WEIGHTS
from tests import audits, workbooks
from tests.audits import NASTY, finding, plain_findings
from tests.office import HEADINGS, ROWS, workbook
from tests.web.prepared import audited, prepared


@pytest.fixture
def office(tmp_path: Path) -> tuple[Audit, Prepared]:
    """Four records below a title, with a total and a late one among them."""
    rows = [*ROWS, (), ("合计", "", "", "", "", "", "", 260)]
    return audited([workbook(tmp_path / "派工.xlsx", rows, titles=["派工记录"])], tmp_path)


@pytest.fixture
def many(tmp_path: Path) -> Prepared:
    """Findings of three rules, three weights and four units, made by hand and without their workbook."""
    rows = []
    for number in range(60):
        rule, weight = ("A7.2", "A8.1", "A8.2")[number % 3], WEIGHTS[number % 3]
        unit = ("城东网点", "城西网点", None, "城南网点")[number % 4]
        excused = "豁免单1" if number == 7 else None
        rows.append(
            {**finding(number, rule=rule, weight=weight, value=f"v{number}"), "unit": unit, "excused_by": excused}
        )
    return prepared(audits.audit(rows[::-1]), [], tmp_path / "many")


def texts(window: Window) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in window.rows]


def whole(of: Prepared, sheet: SheetFacts) -> list[list[str | None]]:
    """All cells of a sheet, window by window."""
    found: list[list[str | None]] = []
    for first in range(1, sheet.rows + 1, 200):
        rows: list[list[str | None]] = [[] for _ in range(min(200, sheet.rows - first + 1))]
        for left in range(0, len(sheet.widths), 60):
            part = texts(of.window(sheet, first, 200, left))
            rows = [have + more for have, more in zip(rows, part, strict=True)]
        found += rows
    return found


def test_a_window_shows_the_cells_of_the_workbook(office: tuple[Audit, Prepared], tmp_path: Path) -> None:
    _, found = office
    (sheet,) = found.sheets()
    book = openpyxl.load_workbook(tmp_path / "派工.xlsx")["派工单"]
    wanted = [[None if cell is None else str(cell) for cell in row] for row in book.iter_rows(values_only=True)]
    assert whole(found, sheet) == wanted
    assert texts(found.window(sheet, 3, 2, 1, 2)) == [["东城", "华东电力"], ["东城", None]]


def test_a_window_far_into_a_large_and_wide_sheet_is_that_part_of_it(tmp_path: Path) -> None:
    cells = {
        f"{column_letter(column)}{row}": f"{row}/{column}" for row in range(1, 1001, 3) for column in range(0, 90, 7)
    }
    _, found = audited([workbooks.xlsx(tmp_path / "大.xlsx", {"派工单": cells})], tmp_path)
    (sheet,) = found.sheets()
    for first, left in ((1, 0), (250, 5), (700, 59), (995, 80)):
        window = found.window(sheet, first, 40, left, 20)
        assert (window.first, window.left) == (first, left)
        wanted = [
            [cells.get(f"{column_letter(column)}{row}") for column in range(left, min(left + 20, 85))]
            for row in range(first, min(first + 40, 1001))
        ]
        assert texts(window) == wanted
    assert found.window(sheet, 5_000, 10).rows == []


def kinds(tmp_path: Path) -> Iterator[tuple[Path, dict[tuple[int, int], str | None]]]:
    moment, span = dt.datetime(2024, 3, 5, 9, 30), dt.timedelta(hours=30, minutes=5)
    cells: dict[str, Any] = {
        "A1": "工单号",
        "B2": 12.5,
        "C2": moment,
        "D2": span,
        "E2": True,
        "F2": ("=1/0", "#DIV/0!"),
    }
    shown = {(2, 1): "12.5", (2, 2): "2024-03-05 09:30:00", (2, 3): "30:05:00", (2, 4): "TRUE", (2, 5): "#DIV/0!"}
    yield workbooks.xlsx(tmp_path / "a.xlsx", {"表": cells}), {(1, 0): "工单号", (2, 0): None, **shown}
    plain = {(0, 0): "工单号", (1, 0): "0012", (1, 1): 3.0}
    yield workbooks.xls(tmp_path / "b.xls", plain), {(1, 0): "工单号", (2, 0): "0012", (2, 1): "3"}
    yield workbooks.ods(tmp_path / "c.ods", [["工单号"], ["x", 2]]), {(1, 0): "工单号", (2, 1): "2"}
    text = tmp_path / "d.csv"
    text.write_text("工单号,网点\n=1+1,<b>\n", encoding="gb18030")
    yield text, {(1, 1): "网点", (2, 0): "=1+1", (2, 1): "<b>"}


def test_every_kind_of_cell_in_every_format_is_shown_as_text(tmp_path: Path) -> None:
    for number, (path, wanted) in enumerate(kinds(tmp_path)):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        _, found = audited([path], folder)
        (sheet,) = found.sheets()
        rows = whole(found, sheet)
        assert {at: rows[at[0] - 1][at[1]] for at in wanted} == wanted, path.name


def test_a_formula_without_a_result_is_not_blank(tmp_path: Path) -> None:
    _, found = audited([workbooks.uncalculated(tmp_path / "a.xlsx", {"A1": "工单号", "A2": "=1+1"})], tmp_path)
    (sheet,) = found.sheets()
    (cell,) = found.window(sheet, 2, 1).rows[0]
    assert cell is not None
    assert cell.uncalculated


def test_hidden_rows_and_columns_and_merged_cells_are_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(1, 9):
        book.active.append([f"{row}", "b", "c"])
        book.active.row_dimensions[row].hidden = row in {3, 4, 7}
    book.active.column_dimensions["B"].hidden = True
    book.active.merge_cells("A5:B6")
    book.save(tmp_path / "a.xlsx")
    _, found = audited([tmp_path / "a.xlsx"], tmp_path)
    (sheet,) = found.sheets()
    assert sheet.hidden_columns == [1]
    assert sheet.merged == [(5, 0, 6, 1)]
    remarks = found.window(sheet, 1, 8).remarks
    assert [row for row, said in remarks.items() if any(one.reason == "hidden_row" for one in said)] == [3, 4, 7]


def test_rows_that_are_no_record_say_why(office: tuple[Audit, Prepared]) -> None:
    _, found = office
    (sheet,) = found.sheets()
    said = {row: [one.reason for one in remarks] for row, remarks in found.window(sheet, 1, 20).remarks.items()}
    assert said == {1: ["title"], 2: ["heading"], 7: ["blank"], 8: ["total"]}


def test_every_finding_is_found_at_every_cell_it_rests_on(office: tuple[Audit, Prepared]) -> None:
    audit, found = office
    (sheet,) = found.sheets()
    marks = found.window(sheet, 1, 200).marks
    at = {
        (entry.fingerprint, f"{column_letter(column)}{row}")
        for (row, column), said in marks.items()
        for entry, own in said
        if entry.kind == "finding" and own
    }
    assert at == {(one.fingerprint, cell.cell) for one in audit.findings for cell in one.locations}
    assert sheet.findings == len(audit.findings) > 0
    assert sheet.unjudged == len(audit.unjudged)
    listed = found.entries(Filters(kind="finding"))
    assert sorted(one.fingerprint for one in listed) == sorted(one.fingerprint for one in audit.findings)
    assert [(one.sheet, one.row, one.column) for one in listed] == sorted(
        (one.sheet, one.row, one.column) for one in listed
    )


def test_a_finding_leads_to_its_clause_its_cells_and_what_was_read(office: tuple[Audit, Prepared]) -> None:
    audit, found = office
    late = next(one for one in audit.findings if one.rule == "O-1")
    number = found.number(late.fingerprint)
    assert number is not None
    detail = found.entry(number)
    assert detail is not None
    assert (detail.entry.rule.clause, detail.entry.rule.chapter, detail.entry.weight) == ("7.2", "第三部分", "high")
    assert detail.entry.rule.manual is not None
    assert detail.entry.rule.manual.en == "Dispatch"
    assert [one.cell for one in detail.places] == [one.cell for one in late.locations]
    assert ("time taken", "40 min") in {(one.title.en, one.said.en) for one in detail.evidence}
    assert found.entry(10_000) is None
    assert found.number("nothing") is None


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(kind="finding"), 60), (Filters(kind="unjudged"), 2), (Filters(weight="high", kind="finding"), 20),
        (Filters(rule=2), 20), (Filters(text="v17"), 1), (Filters(text="Ｖ１７ A8"), 1), (Filters(text="城东"), 15),
        (Filters(text="50%"), 0), (Filters(text="_"), 0), (Filters(state="excused"), 1), (Filters(state="confirmed"), 2),
        (Filters(state="unreviewed"), 57), (Filters(state="made up"), 0), (Filters(sheet=0), 62), (Filters(sheet=1), 0),
        (Filters(rule=2, weight="medium"), 20), (Filters(rule=2, weight="low"), 0),
    ],
)  # fmt: skip
def test_filters_let_through_what_they_say(many: Prepared, filters: Filters, count: int) -> None:
    decided = {one["fingerprint"]: "confirmed" for one in (finding(3), finding(8, rule="A8.2"))}
    assert len(many.entries(filters, decided)) == count
    assert many.counts(filters, decided).total == count


def test_counts_say_what_each_choice_would_leave(many: Prepared) -> None:
    decided = {finding(3)["fingerprint"]: "explained"}
    for filters in (Filters(), Filters(text="v1"), Filters(weight="high"), Filters(kind="finding", weight="low")):
        counts = many.counts(filters, decided)
        told = filters.__dict__
        for number, _, count in counts.rules:
            assert len(many.entries(Filters(**{**told, "rule": number}), decided)) == count
        for number, _, count in counts.units:
            assert len(many.entries(Filters(**{**told, "unit": number}), decided)) == count
        for name, choices in (("weight", counts.weights), ("kind", counts.kinds), ("state", counts.states)):
            for value, count in choices.items():
                assert len(many.entries(Filters(**{**told, name: value}), decided)) == count, (filters, name, value)
    assert [name for _, name, _ in many.counts(Filters()).units] == ["城东网点", "城南网点", "城西网点", None]


def test_next_and_previous_go_along_the_sheet_and_stop_at_its_ends(many: Prepared) -> None:
    filters = Filters(weight="low", kind="finding")
    wanted = [one.number for one in many.entries(filters)]
    seen, one = [], many.step((0, 0, 0), filters)
    while one is not None:
        seen.append(one.number)
        one = many.beside(one.number, filters)
    assert seen == wanted
    last = many.step((9, 0, 0), filters, back=True)
    assert last is not None
    assert last.number == wanted[-1]
    assert many.beside(wanted[0], filters, back=True) is None
    before = many.step((0, 20, 1), Filters(), back=True)
    assert before is not None
    assert before.row == 19


def test_findings_without_a_cell_or_of_a_sheet_that_is_not_there_are_listed(tmp_path: Path) -> None:
    rows = plain_findings(4)
    for row, place in zip(
        rows, ([], [("工单台账.xlsx", "2025年一季度", "")], [("别的.xlsx", "表", "B2")]), strict=False
    ):
        row["locations"] = json.dumps([{"file": f, "sheet": s, "cell": c, "value": None} for f, s, c in place])
    found = prepared(audits.audit(rows), [], tmp_path / "p")
    listed = found.entries(Filters(kind="finding"))
    assert [(one.key, one.sheet, one.row) for one in listed] == [
        ("WO0001", 0, 0), ("WO0003", 0, 6), ("WO0000", None, 0), ("WO0002", None, 0),
    ]  # fmt: skip
    detail = found.entry(listed[-1].number)
    assert detail is not None
    assert (detail.places[0].file, detail.places[0].cell) == ("别的.xlsx", "B2")


def test_sheets_and_files_that_were_not_read_say_why(tmp_path: Path) -> None:
    found = prepared(audits.audit([]), [], tmp_path / "p")
    told = {(one.file, one.sheet): (one.read, one.problem and one.problem.en) for one in found.sheets()}
    assert told == {
        ("工单台账.xlsx", "2025年一季度"): (False, None),
        ("工单台账.xlsx", "说明"): (False, None),
        ("工单台账.xlsx", "坏表"): (False, "the sheet cannot be read"),
        ("加密.xlsx", ""): (False, "the file is encrypted"),
    }
    assert found.window(found.sheets()[0], 1, 10).rows == []


def test_a_file_that_is_no_longer_the_one_audited_is_not_shown_as_if_it_were(tmp_path: Path) -> None:
    path = workbook(tmp_path / "派工.xlsx")
    audit, _ = audited([path], tmp_path)
    workbook(path, ROWS[:1])
    assert not any(one.read for one in prepared(audit, [path], tmp_path / "again").sheets())


def test_hostile_text_comes_back_as_it_was(tmp_path: Path) -> None:
    values = [value for value in NASTY if len(value) < 100 and not set(value) & set("\ud83d\x00\x07\x1b\x7f\r\t\n")]
    path = tmp_path / "派工.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADINGS[:5])
        lines.writerows([f"W{n}", "东城", one, "2024-03-05 10:00", "2024-03-05 11:00"] for n, one in enumerate(values))
    _, found = audited([path], tmp_path)
    (sheet,) = found.sheets()
    assert [row[2] for row in whole(found, sheet)[1:]] == values
    listed = prepared(audits.audit(), [], tmp_path / "findings").entries(Filters(kind="finding"))
    assert [(one.key, one.unit) for one in listed] == [(encodable(value), encodable(value)) for value in NASTY]


def test_a_long_text_is_cut_in_windows_and_whole_on_its_own(tmp_path: Path) -> None:
    long = "长" * 30_000
    _, found = audited([workbook(tmp_path / "派工.xlsx", [("W1", long)])], tmp_path)
    (sheet,) = found.sheets()
    cell = found.window(sheet, 2, 1).rows[0][1]
    assert cell is not None
    assert cell.cut
    assert len(cell.text) < 500
    assert found.cell(sheet, 2, 1)[0] == long


def test_what_was_not_prepared_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        Prepared(tmp_path)
