"""Returns: who hands back what by when, how it stands on which day, and that a mended version meets it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from svcqa.errors import DeskError
from svcqa.web.store import members, returns, uploads
from svcqa.web.store.returns import Return
from svcqa.web.store.uploads import Handed
from tests.history import DATABASES, new_place
from tests.web.desk import Office, a_desk

FILE = [Handed("派工.xlsx", "0" * 64, 1)]
TODAY = dt.date(2026, 1, 20)


@pytest.fixture(params=DATABASES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """A desk on either database, with a submission of the uploader."""
    with new_place(request.param, tmp_path) as place:
        made = a_desk(tmp_path, place if "://" in place else None)
        with made.desk.database.writing() as connection:
            uploads.hand_in(connection, made.own.id, "三月派工", FILE, made.by("uploader"))
        yield made
        made.desk.database.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Office]:
    """The same on SQLite only."""
    made = a_desk(tmp_path)
    with made.desk.database.writing() as connection:
        uploads.hand_in(connection, made.own.id, "三月派工", FILE, made.by("uploader"))
    yield made
    made.desk.database.close()


def give_back(office: Office, due_on: str = "2026-01-23", note: str = "补齐客户名称") -> None:
    with office.desk.database.writing() as connection:
        of = uploads.submission(connection, office.own.id, 1)
        assert of
        returns.give_back(connection, of, due_on, note, office.by("reviewer"), TODAY)


def mend(office: Office) -> None:
    with office.desk.database.writing() as connection:
        of = uploads.submission(connection, office.own.id, 1)
        assert of
        uploads.hand_in_again(connection, of, FILE, (), office.by("uploader"))


def made(office: Office) -> list[Return]:
    with office.desk.database.reading() as connection:
        return returns.of_submission(connection, 1)


def due(office: Office) -> list[Return]:
    with office.desk.database.reading() as connection:
        return returns.open_in(connection, [office.own.id])


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2026-01-19", "later"), ("2026-01-20", "soon"), ("2026-01-22", "soon"), ("2026-01-23", "today"),
        ("2026-01-24", "overdue"),
    ],
)  # fmt: skip
def test_how_a_return_stands_goes_by_the_day(sqlite: Office, day: str, standing: str) -> None:
    give_back(sqlite)
    assert made(sqlite)[0].standing(dt.date.fromisoformat(day)) == standing


def test_a_mended_version_meets_it_in_time_or_late_and_nothing_is_asked_for_any_more(office: Office) -> None:
    give_back(office)
    assert [one.due_on for one in due(office)] == ["2026-01-23"]
    mend(office)
    assert due(office) == []
    assert [one.standing(TODAY) for one in made(office)] == ["met"]
    give_back(office, "2026-01-21")
    office.clock.turn(days=3)
    mend(office)
    assert [one.standing(TODAY) for one in made(office)] == ["met_late", "met"]
    with office.desk.database.reading() as connection:
        of = uploads.submission(connection, office.own.id, 1)
    assert of
    assert of.due_on is None


def test_another_day_takes_the_place_of_the_first_and_a_return_can_be_withdrawn(office: Office) -> None:
    give_back(office)
    give_back(office, "2026-01-30")
    assert [one.standing(TODAY) for one in made(office)] == ["later", "superseded"]
    assert [one.due_on for one in due(office)] == ["2026-01-30"]
    with office.desk.database.writing() as connection:
        of = uploads.submission(connection, office.own.id, 1)
        assert of
        assert of.due_on == "2026-01-30"
        returns.withdraw(connection, of, office.by("auditor"))
    assert due(office) == []
    assert {one.standing(TODAY) for one in made(office)} == {"withdrawn"}


@pytest.mark.parametrize("day", ["", "2026-01-19", "2029-01-01", "20260123x", "明天", "9999-12-31"])
def test_a_day_that_is_past_or_none_is_refused(sqlite: Office, day: str) -> None:
    with pytest.raises(DeskError, match="choose today or a later day"):
        give_back(sqlite, day)


def test_a_return_says_what_is_to_be_mended(sqlite: Office) -> None:
    with pytest.raises(DeskError, match="say what is to be mended"):
        give_back(sqlite, note=" ")


@pytest.mark.parametrize(
    ("name", "status"),
    [("viewer", 403), ("uploader", 403), ("reviewer", 303), ("auditor", 303), ("outsider", 404), ("admin", 404)],
)
def test_reviewers_return(sqlite: Office, name: str, status: int) -> None:
    form = {"due_on": "2026-01-25", "note": "补齐"}
    address = f"/projects/{sqlite.own.id}/submissions/1/return"
    assert sqlite.as_(name).post(address, form).status_code == status
    assert len(made(sqlite)) == (status == 303)


def test_nobody_returns_what_they_handed_in(sqlite: Office) -> None:
    with sqlite.desk.database.writing() as connection:
        uploads.hand_in(connection, sqlite.own.id, "四月派工", FILE, sqlite.by("reviewer"))
    address = f"/projects/{sqlite.own.id}/submissions/2/return"
    answer = sqlite.as_("reviewer").post(address, {"due_on": "2026-01-25", "note": "补齐"})
    assert answer.status_code == 403
    assert sqlite.as_("auditor").post(address, {"due_on": "2026-01-25", "note": "补齐"}).status_code == 303


def test_a_form_that_is_wrong_is_given_back_with_what_was_written(sqlite: Office) -> None:
    address = f"/projects/{sqlite.own.id}/submissions/1/return"
    answer = sqlite.as_("reviewer").post(address, {"due_on": "2020-01-01", "note": "请补齐<客户>"})
    assert answer.status_code == 422
    assert "请补齐&lt;客户&gt;" in answer.text
    assert "choose today or a later day" in answer.text


def test_reminders_are_mine_as_one_who_mends_or_who_asked(sqlite: Office) -> None:
    give_back(sqlite, "2026-01-21")
    sqlite.clock.turn(days=2)
    seen = {}
    for name in ("uploader", "reviewer", "auditor", "outsider"):
        text = sqlite.as_(name).get("/reminders").text
        asked, _, asking = text.partition("I returned, and others are to mend")
        seen[name] = ("三月派工" in asked, "三月派工" in asking, "Days overdue: 1" in text)
    assert seen == {
        "uploader": (True, False, True), "reviewer": (False, True, True), "auditor": (False, False, False),
        "outsider": (False, False, False),
    }  # fmt: skip
    assert "三月派工" in sqlite.as_("viewer").get(f"/projects/{sqlite.own.id}/reminders").text


def test_every_page_goes_by_the_day_where_audits_are_made(sqlite: Office) -> None:
    give_back(sqlite, "2026-01-20")
    uploader = sqlite.as_("uploader")
    for hours, late in ((0, False), (5, True)):  # 12:00 and 17:00 UTC: 20:00 and the next day's 01:00 in China
        sqlite.clock.turn(hours=hours)
        assert ("overdue<" in uploader.get(f"/projects/{sqlite.own.id}/submissions").text) == late
        assert ("Days overdue" in uploader.get("/reminders").text) == late


def test_whoever_left_a_project_is_reminded_of_nothing_in_it(sqlite: Office) -> None:
    give_back(sqlite)
    with sqlite.desk.database.writing() as connection:
        members.remove(connection, sqlite.own, sqlite.people["uploader"], sqlite.by("auditor"))
    assert "三月派工" not in sqlite.as_("uploader").get("/reminders").text
