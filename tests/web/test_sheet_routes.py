"""The addresses of sheets: whatever stands in one, the answer is a page or a refusal, and only of one's own project."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

import svcqa
from svcqa.history.events import Stamp
from svcqa.web.sheets.decisions import decisions
from tests.audits import NASTY, plain_findings
from tests.office import ROWS, ruleset, workbook
from tests.reviewed import review, reviewed
from tests.web.desk import Office, a_desk
from tests.web.sheet_desk import checked

ROUTES = ("", "/rows", "/list", "/entry/1", "/step", "/cell")
FIELDS = ("kind", "rule", "weight", "unit", "state", "text", "here", "sheet", "cell", "entry", "finding", "start",
          "first", "count", "left", "columns", "back")  # fmt: skip
STRANGE = ("", "0", "-1", "99999999999999999999", "1e9", "0x1", "³", "A1", "ZZZ9999999", "XFD1048576", "null", "%00", "'",
           *(value[:300] for value in NASTY if value.isprintable()))  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return a_desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def place(office: Office, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("files")
    path = workbook(folder / "派工.xlsx", ROWS)
    return checked(office, svcqa.run([path], [ruleset(folder)], as_of="2024-12-31"), {path.name: path})


@pytest.mark.parametrize("route", [ROUTES[0], *(pytest.param(one, marks=pytest.mark.long) for one in ROUTES[1:])])
def test_whatever_an_address_says_nothing_breaks(office: Office, place: str, route: str) -> None:
    browser = office.as_("viewer")
    for field in FIELDS:
        for value in STRANGE:
            told = f"{place}{route}?{field}={quote(value)}"
            assert browser.get(told).status_code in {200, 303, 404}, told


@pytest.mark.parametrize("route", ROUTES)
def test_a_foreign_version_is_answered_like_one_that_does_not_exist(office: Office, place: str, route: str) -> None:
    own = f"/projects/{office.own.id}/"
    query = "?sheet=0&cell=A1"
    theirs = office.as_("outsider")
    moved = place.replace(own, f"/projects/{office.foreign.id}/")
    absent = place.replace("/submissions/1/", "/submissions/77/")
    answers = {
        theirs.get(address + route + query).status_code for address in (place, moved, absent, moved.replace("versions/1", "versions/9"))
    }  # fmt: skip
    assert answers == {404}
    assert office.as_("viewer").get(place + route + query, headers={"HX-Request": "true"}).status_code == 200
    assert office.as_("viewer").get(absent + route + query).status_code == 404


def test_a_version_that_was_not_checked_yet_has_no_sheets(office: Office, place: str) -> None:
    assert office.as_("viewer").get(place.replace("versions/1", "versions/2")).status_code == 404


def test_a_window_is_never_larger_than_a_page_needs(office: Office, place: str) -> None:
    page = office.as_("viewer").get(f"{place}/rows?sheet=0&count=100000&columns=100000").text
    assert page.count("<tr") <= 203


def test_no_style_and_no_script_stands_in_a_page(office: Office, place: str) -> None:
    for route in ROUTES:
        page = office.as_("viewer").get(f"{place}{route}?sheet=0&cell=C3&entry=1").text
        assert " style=" not in page
        assert "<style" not in page
        assert page.count("<script") == page.count('<script src="/static/')


def test_what_auditors_decided_is_shown_and_can_be_asked_for(tmp_path: Path) -> None:
    office = a_desk(tmp_path)
    rows = plain_findings(4)
    made = reviewed(rows, [review(rows[1], "explained"), review(rows[2])])
    place = checked(office, made, {})
    history = office.desk.workshop.histories.of(office.own.id)
    history.keep(made, Stamp("张三", office.clock()))
    assert decisions(history, made.digest) == {rows[1]["fingerprint"]: "explained", rows[2]["fingerprint"]: "confirmed"}
    browser = office.as_("viewer")
    page = browser.get(f"{place}/list?state=explained").text
    assert "1 entries" in page
    assert "WO0001" in page
    assert "settled" in page
    assert "1 entries" in browser.get(f"{place}/list?state=confirmed").text
    assert "2 entries" in browser.get(f"{place}/list?state=unreviewed").text
    office.desk.workshop.close()
