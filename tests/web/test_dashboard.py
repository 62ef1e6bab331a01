"""The dashboard: the trend of the kept audits, what is open or overdue, and what falls due, each with its table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import update

from svcqa.accounts import Said
from svcqa.actions import Action
from svcqa.due import falling
from svcqa.findings import Audit
from svcqa.history import Stamp
from svcqa.web.jobs import ahead
from svcqa.web.jobs.preparing import place
from svcqa.web.store import schema, uploads, waivers
from svcqa.web.store.uploads import Handed, Version
from svcqa.web.store.waivers import Wanted
from tests.actions import STEP, kept, raise_one
from tests.audits import audit, plain_findings
from tests.web.desk import NOON, Office, a_desk


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = a_desk(tmp_path)
    yield made
    made.desk.close()


def checked(office: Office, title: str, judged: Audit, version: Version | None = None) -> Version:
    """A version that was checked with this audit."""
    history = office.desk.histories.of(office.own.id)
    facts = history.keep(judged, Stamp("上传者 (uploader)", NOON)).facts
    figures = f'{{"findings": {{"high": {facts.findings["high"]}}}, "coverage": {{"rules": 4, "assessed": 3}}}}'
    with office.desk.database.writing() as connection:
        if version is None:
            file = Handed("a.xlsx", "0" * 64, 1)
            version = uploads.hand_in(connection, office.own.id, title, [file], office.by("uploader"))
        table = schema.versions
        done = {"state": "done", "digest": judged.digest, "figures": figures, "ended_at": office.by().moment}
        connection.execute(update(table).where(table.c.id == version.id).values(done))
    return version


def page(office: Office, name: str = "viewer", query: str = "") -> str:
    answer = office.as_(name).get(f"/projects/{office.own.id}/dashboard{query}")
    assert answer.status_code == 200, answer.text
    return answer.text.partition("<main")[2]


def prepared(office: Office, digest: str, *items: tuple[str, str]) -> None:
    """What falls due: day and record."""
    folder = place(office.desk.folder, digest)
    folder.mkdir(parents=True)
    told = [
        ahead.Ahead(day, "deadline", "7.2", "D-1", Said("联系客户", "Call"), "东城", key, "a.xlsx → 派工 → B2", "ab")
        for day, key in items
    ]
    (folder / "ahead.json").write_bytes(msgspec.json.encode(ahead.Coming("2025-12-31", len(told) + 7, told)))


def test_a_project_without_audits_says_so(office: Office) -> None:
    said = page(office)
    assert "Nothing has been checked yet." in said
    assert "Nothing is overdue or due soon." in said


def test_the_trend_is_drawn_and_stands_in_a_table_that_leads_to_what_was_checked(office: Office) -> None:
    checked(office, "三月派工", audit(plain_findings(3)))
    checked(office, "四月派工", audit(plain_findings(5)))
    said = page(office)
    assert "<svg" in said
    assert "style=" not in said
    assert said.count('<th scope="row" class="date">') == 2
    assert f'href="/projects/{office.own.id}/submissions/1"' in said
    only = page(office, query="?submission=2")
    assert only.count('<th scope="row" class="date">') == 1
    assert page(office, query="?submission=999").count('<th scope="row" class="date">') == 2


def test_what_is_overdue_comes_first_with_who_has_to_do_it(office: Office) -> None:
    history = office.desk.histories.of(office.own.id)
    with history.writing(Stamp("审核员 (auditor)", NOON)) as desk:
        raise_one(desk, kept(actions=[Action(**{**STEP, "due": "2026-01-10"})]))
    version = checked(office, "三月派工", audit(plain_findings(3)))
    with office.desk.database.writing() as connection:
        own = uploads.submission(connection, office.own.id, version.submission)
        assert own
        uploads.set_due(connection, own, "2026-01-25", office.by("reviewer"))
        wanted = Wanted(1, {"rule": "D-1", "valid_to": "2026-02-01"})
        one = waivers.request(connection, office.own.id, wanted, office.by("uploader"))
        waivers.decide(connection, one, "approved", "", office.by("auditor"))
        waivers.request(connection, office.own.id, wanted, office.by("uploader"))
    said = page(office)
    at = [said.index(one) for one in ("2026-01-10", "2026-01-25", "2026-02-01")]
    assert at == sorted(at)
    assert "10 days over" in said
    assert "高志强" in said
    assert "W-2026-001 D-1" in said


def test_what_falls_due_in_the_records_is_told_with_its_cell_and_how_many_more(office: Office) -> None:
    judged = audit(plain_findings(3))
    checked(office, "三月派工", judged)
    prepared(office, judged.digest, ("2026-01-15", "W001"), ("2026-01-30T10:00:00", "W002"), ("2026-08-01", "W003"))
    said = page(office)
    assert "5 days over" in said
    assert "a.xlsx → 派工 → B2" in said
    assert "W003" not in said
    assert "8 more fall due later" in said


def test_the_worker_prepares_what_falls_due(tmp_path: Path) -> None:
    judged = audit(plain_findings(1))
    ahead.prepare(judged, {}, tmp_path)
    coming = ahead.coming_in(tmp_path)
    assert coming
    listed = falling(judged).items
    assert coming.total == len(listed) > 0
    assert [one.due_on for one in coming.items] == [one.due.due_on for one in listed]
    assert ahead.coming_in(tmp_path / "none") is None


def test_both_languages_say_the_same(office: Office) -> None:
    checked(office, "三月派工", audit(plain_findings(3)))
    browser = office.as_("viewer")
    browser.post("/language", {"lang": "zh"})
    said = browser.get(f"/projects/{office.own.id}/dashboard").text
    assert "审核基准日" in said
    assert "Audit date" not in said
