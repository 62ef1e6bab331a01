"""How sheets were read: what they were taken for, what may be meant by them, and what somebody confirms of that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest
import xlsxwriter

from svcqa.accounts import InputAccount, MappedColumn, SheetAccount
from svcqa.config import Config
from svcqa.web.results.nouns import Proposal
from svcqa.web.results.proposals import confirmed, open_ones, proposals, standing, undone
from svcqa.web.store import projects
from tests.history import DATABASES, new_place
from tests.office import HEADINGS, ROWS, workbook, workbooks
from tests.web.checking import check, hand_in, sent, submission, with_manual
from tests.web.desk import Office, a_desk
from tests.workbooks import ods, uncalculated, xls, xlsx

FIRST = "/projects/1/submissions/1/versions/1"
READ = f"{FIRST}/understanding"
NEAR = (*HEADINGS[:4], "联系时间点", *HEADINGS[5:])
"""One heading is only nearly right."""


@contextmanager
def an_office(folder: Path, place: str | None = None) -> Iterator[Office]:
    """An office whose project has the manual of :mod:`tests.office`."""
    desk = folder / "质检台"
    desk.mkdir()
    made = a_desk(desk, place)
    with_manual(made, folder)
    try:
        yield made
    finally:
        made.desk.workshop.close()
        made.desk.database.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path) as made:
        yield made


@pytest.fixture
def near(office: Office, tmp_path: Path) -> Path:
    """A workbook with the heading that is nearly right, handed in and checked."""
    place = workbook(tmp_path / "派工.xlsx", headings=NEAR)
    hand_in(office.as_("uploader"), office, place)
    check(office)
    return place


def offered(page: str) -> dict[str, str]:
    """What is proposed: in words → the name it is confirmed by."""
    found = re.findall(r'<button[^>]*name="what" value="(\w+)" aria-label="Confirm: ([^"]+)"', page)
    return {unescape(said): name for name, said in found}


def taken_back(page: str) -> dict[str, str]:
    """What may be taken back: in words → its name."""
    found = re.findall(r'name="what" value="(\w+)">\s*<button[^>]*aria-label="Take back: ([^"]+)"', page)
    return {unescape(said): name for name, said in found}


def words(page: str) -> str:
    """What stands on a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def config(office: Office) -> Config:
    with office.desk.database.reading() as connection:
        return projects.found(connection, office.own.id).settings.config


def test_a_heading_nearly_right_is_proposed_and_confirmed_and_its_rule_is_assessed(office: Office, near: Path) -> None:
    reviewer = office.as_("reviewer")
    assert "1 of 2" in reviewer.get(FIRST).text
    [(said, name)] = offered(reviewer.get(READ).text).items()
    assert said == "Column '联系时间点' is 'Contacted' (work orders)"
    answer = reviewer.post(f"{READ}/confirmed", {"what": name})
    assert (answer.status_code, answer.headers["location"]) == (303, FIRST)
    assert submission(office).newest.state == "waiting"
    check(office)
    assert "2 of 2" in reviewer.get(FIRST).text
    page = reviewer.get(READ).text
    assert not offered(page)
    assert "by configuration" in page
    assert config(office).columns == {"work_orders": {"联系时间点": "contacted_at"}}


@pytest.mark.parametrize("kind", DATABASES)
def test_what_is_refused_and_what_is_confirmed_is_kept_in_every_database(tmp_path: Path, kind: str) -> None:
    with new_place(kind, tmp_path) as place, an_office(tmp_path, place if "://" in place else None) as office:
        reviewer, data = office.as_("reviewer"), workbook(tmp_path / "派工.xlsx", headings=NEAR).read_bytes()
        sent(reviewer, "/projects/1/submissions", [("派工.xlsx", data), ("~$派工.xlsx", b"x")])
        check(office)
        assert "Files that were not taken" in reviewer.get(FIRST).text
        reviewer.post(f"{READ}/confirmed", {"what": [*offered(reviewer.get(READ).text).values()]})
        check(office)
        assert "2 of 2" in reviewer.get(FIRST).text
        reviewer.post(f"{READ}/undone", {"what": [*taken_back(reviewer.get(READ).text).values()]})
        assert not config(office).columns


def test_what_is_confirmed_holds_for_all_that_is_handed_in_later(office: Office, near: Path) -> None:
    reviewer = office.as_("reviewer")
    reviewer.post(f"{READ}/confirmed", {"what": [*offered(reviewer.get(READ).text).values()]})
    hand_in(reviewer, office, near, title="四月")
    check(office)
    assert "2 of 2" in reviewer.get("/projects/1/submissions/2/versions/1").text


def test_the_trail_says_who_confirmed_what_and_who_took_it_back(office: Office, near: Path) -> None:
    reviewer, auditor = office.as_("reviewer"), office.as_("auditor")
    reviewer.post(f"{READ}/confirmed", {"what": [*offered(reviewer.get(READ).text).values()]})
    check(office)
    [name] = taken_back(auditor.get(READ).text).values()
    auditor.post(f"{READ}/undone", {"what": name})
    told = words(auditor.get("/projects/1/trail").text)
    assert (
        "质检员 confirmed a heading, a date format or a sheet 联系时间点 → contacted_at Register: work_orders" in told
    )
    assert "Seen in: 派工 (1)" in told
    assert "审核员 took a confirmed heading, format or sheet back 联系时间点 → contacted_at" in told


def test_what_was_confirmed_is_taken_back(office: Office, near: Path) -> None:
    reviewer = office.as_("reviewer")
    reviewer.post(f"{READ}/confirmed", {"what": [*offered(reviewer.get(READ).text).values()]})
    check(office)
    back = taken_back(reviewer.get(READ).text)
    assert list(back) == ["Column '联系时间点' is 'Contacted' (work orders)"]
    assert reviewer.post(f"{READ}/undone", {"what": [*back.values()]}).status_code == 303
    check(office)
    assert "1 of 2" in reviewer.get(FIRST).text
    assert offered(reviewer.get(READ).text)
    assert not config(office).columns


def test_taking_back_what_does_not_stand_changes_nothing(office: Office, near: Path) -> None:
    reviewer = office.as_("reviewer")
    assert reviewer.post(f"{READ}/undone", {"what": "0" * 16}).status_code == 303
    assert submission(office).newest.state == "done"


@pytest.mark.parametrize("name", ["viewer", "uploader"])
def test_only_reviewers_confirm_others_see_what_is_proposed(office: Office, near: Path, name: str) -> None:
    browser = office.as_(name)
    page = browser.get(READ).text
    assert "A QA reviewer or an auditor confirms them" in page
    assert "联系时间点" in page
    assert not offered(page)
    assert browser.post(f"{READ}/confirmed", {"what": "0" * 16}).status_code == 403
    assert browser.post(f"{READ}/undone", {"what": "0" * 16}).status_code == 403
    assert not config(office).columns


@pytest.mark.parametrize(
    "what", [{}, {"what": "0" * 16}, {"what": "联系时间点"}], ids=["nothing", "a stranger", "a word"]
)
def test_only_what_is_proposed_can_be_confirmed(office: Office, near: Path, what: dict[str, str]) -> None:
    reviewer = office.as_("reviewer")
    answer = reviewer.post(f"{READ}/confirmed", what)
    assert answer.status_code == 422
    assert "nothing was chosen to be confirmed" in answer.text
    assert submission(office).newest.state == "done"


def test_a_closed_project_keeps_its_settings(office: Office, near: Path) -> None:
    reviewer = office.as_("reviewer")
    [name] = offered(reviewer.get(READ).text).values()
    with office.desk.database.writing() as connection:
        projects.close(connection, office.own, office.by())
    assert reviewer.post(f"{READ}/confirmed", {"what": name}).status_code == 403
    assert not offered(reviewer.get(READ).text)
    assert not config(office).columns


def test_settings_that_were_changed_meanwhile_are_kept(office: Office, near: Path) -> None:
    reviewer = office.as_("reviewer")
    [name] = offered(reviewer.get(READ).text).values()
    with office.desk.database.writing() as connection:
        changed = projects.found(connection, office.own.id).settings.model_copy(update={"skip_hidden": True})
        projects.keep_settings(connection, office.own, changed)
    reviewer.post(f"{READ}/confirmed", {"what": name})
    with office.desk.database.reading() as connection:
        settings = projects.found(connection, office.own.id).settings
    assert settings.skip_hidden
    assert settings.config.columns


def test_a_date_that_can_be_read_in_two_ways_is_settled_by_choosing_one(office: Office, tmp_path: Path) -> None:
    rows = [(*ROWS[0][:3], "03/04/2024 10:00", "03/04/2024 10:15", *ROWS[0][5:])]
    reviewer = office.as_("reviewer")
    hand_in(reviewer, office, workbook(tmp_path / "派工.xlsx", rows))
    check(office)
    found = offered(reviewer.get(READ).text)
    dispatched = {said: name for said, name in found.items() if "'Dispatched'" in said}
    assert [said.rpartition(" written ")[2] for said in dispatched] == ["MM/DD/YYYY HH:mm", "DD/MM/YYYY HH:mm"]
    both = reviewer.post(f"{READ}/confirmed", {"what": [*dispatched.values()]})
    assert both.status_code == 422
    assert "several meanings of one column" in both.text
    american = [name for said, name in found.items() if "MM/DD" in said]
    reviewer.post(f"{READ}/confirmed", {"what": american})
    check(office)
    page = words(reviewer.get(READ).text)
    assert "2024-03-04 10:00:00 – 2024-03-04 10:00:00" in page
    assert "can be read in more than one way" not in page


def test_a_sheet_that_is_like_a_register_is_proposed_as_one(office: Office, tmp_path: Path) -> None:
    headings = ("派工单", "网点名", "客户名", "派工時间", "联系時间", "处理人")
    rows = [("W001", "东城", "甲", "2024-03-05 10:00", "2024-03-05 10:15", "张三")]
    reviewer = office.as_("reviewer")
    hand_in(reviewer, office, workbook(tmp_path / "表.xlsx", rows, headings=headings, sheet="外勤"))
    check(office)
    assert "nothing was checked" in reviewer.get(FIRST).text
    found = offered(reviewer.get(READ).text)
    assert "Sheet '外勤' is 'work orders'" in found
    reviewer.post(f"{READ}/confirmed", {"what": [*found.values()]})
    check(office)
    page = words(reviewer.get(READ).text)
    assert "外勤 work orders" in page
    assert "Rows read 2 = Imported 1 + Set aside 1" in page
    assert "nothing was checked" not in reviewer.get(FIRST).text


def test_every_row_and_column_is_accounted_for_on_the_page(office: Office, tmp_path: Path) -> None:
    rows = [*ROWS[:2], (), ("合计", "", "", "", "", "", "", 200)]
    headings = (*HEADINGS, "备注\n（选填）")
    reviewer = office.as_("reviewer")
    hand_in(reviewer, office, workbook(tmp_path / "派工.xlsx", rows, headings=headings, titles=["三月派工登记表"]))
    check(office)
    page = words(reviewer.get(READ).text)
    assert "Rows read 6 = Imported 2 + Set aside 4" in page
    for told in ("1 title 三月派工登记表", "2 heading", "5 blank", "6 total 合计"):
        assert told in page, told
    assert "I 备注 （选填） — not used" in page
    assert "D 派工时间 Dispatched by its heading" in page


def test_files_that_cannot_be_read_and_sheets_of_no_register_are_told_with_the_reason(
    office: Office, tmp_path: Path
) -> None:
    odd = xlsx(tmp_path / "别的.xlsx", {"库存": {"A1": "品名", "B1": "箱数", "A2": "苹果", "B2": 3}})
    reviewer = office.as_("reviewer")
    sent(reviewer, "/projects/1/submissions", [("坏.xlsx", b"PK\x03\x04"), (odd.name, odd.read_bytes())])
    check(office)
    page = words(reviewer.get(f"{READ}?file=1").text)
    assert "坏.xlsx not read" in page
    assert "the file is damaged" in page
    page = words(reviewer.get(f"{READ}?file=0").text)
    assert "库存 none" in page
    assert "Rows read 2 = Imported 0 + Set aside 2" in page


def _hidden(place: Path) -> Path:
    with xlsxwriter.Workbook(str(place)) as book:
        sheet = book.add_worksheet("派工")
        for number, row in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("H:H", None, None, {"hidden": True})
        sheet.merge_range("B3:B4", "东城")
    return place


OLD = {(row, at): one for row, cells in enumerate((HEADINGS[:4], ROWS[0][:4])) for at, one in enumerate(cells)}
MESSY: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "hidden rows and columns, merged cells": (
        lambda folder: _hidden(folder / "藏.xlsx"), ("Hidden rows 1", "Hidden columns H", "Merged cells B3:B4"),
    ),
    "dates of 1904 in an old format": (
        lambda folder: xls(folder / "旧.xls", dict(OLD), name="派工", dates_1904=True),
        ("date system: 1904", "Imported 1"),
    ),
    "formulas that were never calculated": (
        lambda folder: uncalculated(folder / "公式.xlsx", {"A1": "派工单号", "B1": "网点", "A2": "=1+1", "B2": "东城"}),
        ("Formulas without a result 1",),
    ),
    "an ods": (
        lambda folder: ods(folder / "开放.ods", [["派工单号", "网点", "客户名称"], ["W1", "东城", None]]),
        ("Outlet by its heading", "blank 1"),
    ),
    "a text in GB18030": (
        lambda folder: _text(folder / "文本.csv", "派工单号,网点,客户名称\nW1,东城,甲\n"),
        ("encoding: gb18030", "text table"),
    ),
}  # fmt: skip


def _text(place: Path, text: str) -> Path:
    place.write_bytes(text.encode("gb18030"))
    return place


@pytest.mark.parametrize("name", MESSY)
def test_what_is_peculiar_about_a_file_is_told(office: Office, tmp_path: Path, name: str) -> None:
    made, told = MESSY[name]
    uploader = office.as_("uploader")
    hand_in(uploader, office, made(tmp_path))
    check(office)
    page = words(uploader.get(READ).text)
    assert [one for one in told if one not in page] == [], page


@pytest.mark.parametrize("file", ["1", "99999999", "-1", "x"])
def test_a_file_the_version_does_not_have_is_not_found(office: Office, near: Path, file: str) -> None:
    found = office.as_("viewer").get(f"{READ}?file={file}").status_code
    assert found == (404 if file.isdigit() else 200)


def test_what_is_not_checked_yet_has_not_been_read(office: Office, tmp_path: Path) -> None:
    hand_in(office.as_("uploader"), office, workbook(tmp_path / "派工.xlsx"))
    viewer = office.as_("viewer")
    assert viewer.get(READ).status_code == viewer.get(f"{FIRST}/plan").status_code == 404


def test_the_plan_says_what_to_supply_next(office: Office, tmp_path: Path) -> None:
    headings = [one if one not in {"联系时间", "客户名称"} else f"另{at}" for at, one in enumerate(HEADINGS)]
    viewer = office.as_("viewer")
    hand_in(office.as_("uploader"), office, workbook(tmp_path / "派工.xlsx", headings=headings))
    check(office)
    page = words(viewer.get(f"{FIRST}/plan").text)
    assert "0 of 2 rules can be assessed now" in page
    assert re.search(r"1 column 'Contacted \(work orders\)' .*\+1 .*2 column 'Customer \(work orders\)' .*\+1", page)


def test_a_plan_without_anything_missing_says_so(office: Office, tmp_path: Path) -> None:
    hand_in(office.as_("uploader"), office, workbook(tmp_path / "派工.xlsx"))
    check(office)
    assert "Nothing is missing" in office.as_("viewer").get(f"{FIRST}/plan").text


def test_several_sheets_with_one_heading_make_one_proposal(office: Office, tmp_path: Path) -> None:
    book = workbooks(tmp_path / "派工.xlsx", {name: [list(NEAR), *ROWS] for name in ("东城派工", "西城派工")})
    reviewer = office.as_("reviewer")
    hand_in(reviewer, office, book)
    check(office)
    page = reviewer.get(READ).text
    assert len(offered(page)) == 1
    assert "东城派工 → E and 1 more" in words(page)


def _column(heading: str, proposed: str) -> MappedColumn:
    return MappedColumn("A", heading, None, "proposed", proposed=proposed)


def _sheet(name: str, register: str | None, columns: list[MappedColumn], nearest: str | None = None) -> SheetAccount:
    return SheetAccount(
        name, "visible", register, None, [1], 1, 0, [], columns, [], 1, None, nearest=nearest,
    )  # fmt: skip


def _file(*sheets: SheetAccount) -> InputAccount:
    return InputAccount("表.xlsx", "0" * 64, 1, {}, list(sheets))


@pytest.mark.parametrize(
    ("sheet", "keys"),
    [
        (_sheet("派工", "orders", [_column("a", "x")]), [("columns", "orders", "a")]),
        (_sheet("外勤", None, [], "orders"), [("sheets", "外勤", "")]),
        (_sheet("Sheet1", None, [_column("a", "x")], "orders"), [("columns", "orders", "a")]),
        (_sheet("别的", None, []), []),
    ],
    ids=["a column", "a sheet", "a sheet that has only the name a program gave it", "nothing"],
)
def test_what_is_proposed(sheet: SheetAccount, keys: list[tuple[str, str, str]]) -> None:
    assert [one.key for one in proposals([_file(sheet)])] == keys


TAKEN = (
    Proposal("columns", "orders", "联系\n时间", "contacted_at", "orders", []),
    Proposal("formats", "orders", "contacted_at", "MM/DD/YYYY", "orders", []),
    Proposal("sheets", "外勤", "", "orders", "orders", []),
)


def test_what_is_confirmed_stands_beside_other_settings_and_can_be_taken_back_one_by_one() -> None:
    before = Config.model_validate({"columns": {"orders": {"单号": "order_no"}}, "dates": "lenient", "exclude": ["x*"]})
    after = confirmed(before, TAKEN)
    assert [one.key for one in standing(after)] == [("columns", "orders", "单号"), *(one.key for one in TAKEN)]
    assert (after.dates, after.exclude) == ("lenient", ("x*",))
    assert not open_ones(TAKEN, after)
    for one in TAKEN:
        after = undone(after, one)
    assert after == before


def test_tables_that_are_declared_at_length_are_not_taken_back_by_a_click() -> None:
    config = Config.model_validate({"sheets": {"外勤": [{"register": "orders", "range": "A1:C9"}], "名册": "staff"}})
    assert [one.key for one in standing(config)] == [("sheets", "名册", "")]
    assert undone(config, standing(config)[0]).sheets.keys() == {"外勤"}
