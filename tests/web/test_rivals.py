"""Members of a project against each other: nobody answers, mends or opens what is not theirs to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from sqlalchemy import func, select

from svcqa.web.roles import Role
from svcqa.web.store import evidence, members, schema
from tests.history import DATABASES, new_place
from tests.office import ROWS
from tests.web.answered import Answered, answered
from tests.web.desk import Browser
from tests.web.programs import program

SCRIPT = b"<script>alert(1)</script>"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HOSTILE = ("a\0b", "a\ud800b", "长" * 3000, "\u202e\x1b[31m", "\ufffe\uffff", "𐏿" * 60)
"""Text that a database, a file or a page may not hold."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answered]:
    """A submission in two versions with an answer and its evidence, and a rival: another uploader of the project."""
    made = answered(tmp_path_factory.mktemp("desk"))
    made.hand_in(ROWS[:3], to="1")
    finding = next(iter(made.findings().values()))
    files = {"files": ("证据.html", SCRIPT)}
    assert made.say("uploader", "answer", finding, said="disputed", reason="有录音", files=files).status_code == 303
    with made.office.desk.database.writing() as connection:
        members.put(
            connection, made.office.own, made.office.people["outsider"], Role.uploader, made.office.by("auditor")
        )
    yield made
    made.close()


def deeds(desk: Answered) -> int:
    """How much was done at the desk so far."""
    with desk.office.desk.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(schema.trail)).scalar_one()


def test_an_uploader_does_nothing_to_what_another_has_handed_in(desk: Answered) -> None:
    rival, asking = desk.as_("outsider"), program(desk.office, "outsider")
    base, finding = desk.address().rpartition("/versions")[0], next(iter(desk.findings().values()))
    before = deeds(desk)
    for path, data in (
        (f"{desk.address()}/findings/{finding}/answer", {"said": "accepted"}),
        (f"{desk.address()}/findings/{finding}/decision", {"said": "confirmed"}),
        (f"{desk.address()}/answers/answer", {"said": "accepted", "finding": finding}),
        (f"{desk.address()}/check", {}), (f"{base}/again", {"without": "派工.xlsx"}),
        (f"{base}/return", {"due_on": "2026-01-25", "note": "x"}), (f"{base}/return/withdrawn", {}),
    ):  # fmt: skip
        assert rival.post(path, data).status_code == 403, path
        assert rival.post(path, data, headers={"HX-Request": "true"}).status_code == 403, path
    assert rival.get(f"{base}/again").status_code == 403
    assert asking.send("/projects/1/submissions/1/versions", [("派工.xlsx", b"x")]).status_code in {403, 404, 405}
    assert deeds(desk) == before


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-3"}, {"Range": "bytes=0-1,4-5"}, {"Range": "bytes=x"}])
def test_evidence_is_saved_and_never_run_however_it_is_asked_for(desk: Answered, headers: dict[str, str]) -> None:
    answer = desk.as_("viewer").get("/projects/1/evidence/1", headers=headers)
    assert answer.status_code in {200, 206, 400}
    assert answer.headers["content-type"].split(";")[0] in {
        "application/octet-stream", "multipart/byteranges", "text/plain",
    }  # fmt: skip
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (
        "script-src" in answer.headers["content-security-policy"]
        or "default-src" in answer.headers["content-security-policy"]
    )
    assert answer.status_code == 400 or answer.headers["content-disposition"].startswith("attachment;")
    assert desk.as_("viewer").client.head("/projects/1/evidence/1").status_code == 405


def test_what_belongs_to_another_project_is_not_there_under_ones_own(desk: Answered) -> None:
    rival = desk.as_("outsider")
    for path in ("evidence/1", "submissions/1/versions/1", "submissions/1/versions/1/answers", "submissions/1/return"):
        assert rival.get(f"/projects/{desk.office.foreign.id}/{path}").status_code == 404
    with desk.office.desk.database.reading() as connection:
        assert evidence.found(connection, desk.office.foreign.id, 1) is None


def test_a_finding_of_another_audit_is_not_there(desk: Answered) -> None:
    gone = next(one for one in desk.findings().values() if one not in desk.findings(2).values())
    for what in ("", "/panel"):
        for headers in ({}, {"HX-Request": "true"}):
            path = f"{desk.address(2)}/findings/{gone}{what}"
            assert desk.as_("viewer").get(path, headers=headers).status_code == 404
    before, uploader = deeds(desk), desk.as_("uploader")
    assert uploader.post(f"{desk.address(2)}/findings/{gone}/answer", {"said": "accepted"}).status_code == 404
    assert uploader.post(f"{desk.address(2)}/answers/answer", {"said": "accepted", "finding": gone}).status_code == 422
    assert deeds(desk) == before


def raw(browser: Browser, path: str, **data: str) -> int:
    """Send a form as no browser would."""
    told = {"csrf": browser.token(), **data}
    body = "&".join(f"{name}={quote_plus(value.encode('utf-8', 'surrogatepass'))}" for name, value in told.items())
    return browser.client.post(path, content=body, headers=FORM).status_code


@pytest.mark.parametrize("kind", DATABASES)
def test_text_that_cannot_be_kept_is_refused_or_mended_on_either_database(kind: str, tmp_path: Path) -> None:
    with new_place(kind, tmp_path) as place:
        made = answered(tmp_path, place=place if "://" in place else None)
        finding = next(iter(made.findings().values()))
        at = f"{made.address()}/findings/{finding}"
        for said in HOSTILE:
            marks = {side: made.thread(finding).mark(side) for side in ("auditee", "auditor")}
            found = [
                raw(made.as_("uploader"), f"{at}/answer", said="disputed", reason=said, mark=marks["auditee"]),
                raw(made.as_("reviewer"), f"{at}/decision", said="explained", reason=said, evidence=said,
                    mark=marks["auditor"]),
                raw(made.as_("reviewer"), "/projects/1/submissions/1/return", due_on="2026-01-25", note=said),
                raw(made.as_("auditor"), "/account", shown=said, lang="en"),
                raw(made.as_("auditor"), "/account/tokens", name=said, days="7"),
                raw(made.as_("auditor"), "/projects/1/members", account=said, role="viewer"),
                raw(made.as_("auditor"), "/projects/1/settings", title=said, period=said, as_of=said),
                raw(made.as_("auditor"), "/projects/1/waivers", rule=said, record=said, reason=said, submission=said),
                raw(made.as_("admin"), "/people", name=said, shown=said),
            ]  # fmt: skip
            assert max(found) < 500, (ascii(said[:9]), found)
            unit = program(made.office, "viewer").get(f"{made.address()}/findings", unit=said.replace("\ud800", ""))
            assert unit.status_code < 500
        for path in (
            at,
            f"{made.address()}/answers",
            "/projects/1/trail",
            "/projects/1/reminders",
            "/projects/1/waivers",
        ):
            assert made.as_("viewer").get(path).status_code < 500
        made.close()
