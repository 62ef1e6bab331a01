"""Waivers in pages: asked for by one person and decided on by another, never by whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

from svcqa.web.roles import Role
from svcqa.web.store import members, uploads, waivers
from svcqa.web.store.uploads import Handed
from svcqa.web.store.waivers import Waiver
from tests.web.desk import Browser, Office, a_desk

WANTED = {"rule": "dispatch/D-1", "reason": "系统切换，无法联系客户", "valid_to": "2026-12-31"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A desk with two auditors; the uploader has handed something in."""
    made = a_desk(tmp_path)
    with made.desk.database.writing() as connection:
        members.put(connection, made.own, made.people["admin"], Role.auditor, made.by("auditor"))
        uploads.hand_in(connection, made.own.id, "三月派工", [Handed("a.xlsx", "0" * 64, 1)], made.by("uploader"))
    yield made
    made.desk.close()


def rule(office: Office) -> str:
    return next(iter(office.desk.manuals.rules(office.own.settings.rulesets)))


def base(office: Office) -> str:
    return f"/projects/{office.own.id}/waivers"


def ask(office: Office, browser: Browser, **values: Any) -> Response:
    files = {"proof": values.pop("proof")} if "proof" in values else None
    return browser.post(base(office), {**WANTED, "rule": rule(office), **values}, at=base(office), files=files)


def asked(office: Office, browser: Browser, **values: Any) -> Waiver:
    answer = ask(office, browser, **values)
    assert answer.status_code == 303, answer.text
    return kept(office, int(answer.headers["location"].rpartition("/")[2]))


def kept(office: Office, number: int) -> Waiver:
    with office.desk.database.reading() as connection:
        found = waivers.found(connection, office.own.id, number)
    assert found
    return found


def decide(office: Office, browser: Browser, one: Waiver, decision: str = "approved", note: str = "") -> Response:
    return browser.post(f"{base(office)}/{one.id}/decision", {"decision": decision, "note": note}, at=base(office))


def test_one_asks_another_approves_and_it_is_revoked_later(office: Office) -> None:
    one = asked(office, office.as_("uploader"), proof=("批件.pdf", b"%PDF"), submission="1")
    auditor = office.as_("auditor")
    page = auditor.get(f"{base(office)}/{one.id}").text
    assert "系统切换，无法联系客户" in page
    assert decide(office, auditor, one).status_code == 303
    approved = kept(office, one.id)
    assert approved.decided_by
    assert (approved.state, approved.decided_by.name, approved.number) == ("approved", "auditor", "W-2026-001")
    proof = auditor.get(f"{base(office)}/{one.id}/proof")
    assert (proof.content, "attachment" in proof.headers["content-disposition"]) == (b"%PDF", True)
    gone = f"{base(office)}/{one.id}/revoked"
    assert auditor.post(gone, {"note": ""}).status_code == 422
    assert auditor.post(gone, {"note": "切换完成"}).status_code == 303
    assert kept(office, one.id).state == "revoked"
    assert "切换完成" in office.as_("viewer").get(f"{base(office)}/{one.id}").text
    trail = auditor.get(f"/projects/{office.own.id}/trail").text
    assert all(said in trail for said in ("asked for a waiver", "approved a waiver", "revoked a waiver"))


def test_nobody_decides_on_what_they_have_asked_for(office: Office) -> None:
    auditor = office.as_("auditor")
    one = asked(office, auditor)
    page = auditor.get(f"{base(office)}/{one.id}").text
    assert "You have asked for it yourself" in page
    answer = decide(office, auditor, one)
    assert answer.status_code == 422
    assert kept(office, one.id).state == "requested"
    assert decide(office, office.as_("admin"), one).status_code == 303


@pytest.mark.parametrize(("submission", "allowed"), [("1", True), ("2", False), ("", False)])
def test_nobody_approves_what_excuses_their_own_submission(office: Office, submission: str, allowed: bool) -> None:
    """The auditor has handed in the second submission."""
    with office.desk.database.writing() as connection:
        file = Handed("b.xlsx", "1" * 64, 1)
        uploads.hand_in(connection, office.own.id, "审核员交的", [file], office.by("auditor"))
    one = asked(office, office.as_("uploader"), submission=submission)
    auditor = office.as_("auditor")
    assert ("concerns what you handed in" in auditor.get(f"{base(office)}/{one.id}").text) != allowed
    assert (decide(office, auditor, one).status_code == 303) == allowed
    assert kept(office, one.id).state == ("approved" if allowed else "requested")


def test_whoever_mended_a_submission_does_not_approve_for_it_either(office: Office) -> None:
    with office.desk.database.writing() as connection:
        own = uploads.submission(connection, office.own.id, 1)
        assert own
        uploads.hand_in_again(connection, own, [Handed("a.xlsx", "2" * 64, 1)], (), office.by("auditor"))
    one = asked(office, office.as_("uploader"), submission="1")
    assert decide(office, office.as_("auditor"), one).status_code == 422


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"rule": ""}, "say from which rule it is a waiver."),
        ({"rule": "dispatch/没有"}, "the rulesets of the project have no such rule."),
        ({"reason": " "}, "say why."),
        ({"valid_to": ""}, "give the last valid day."),
        ({"valid_to": "明年"}, "write it as 2024-03-05."),
        ({"valid_from": "2027-01-01"}, "the last day comes before the first."),
        ({"submission": "77"}, "there is no such submission."),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_at_its_field(office: Office, values: dict[str, str], said: str) -> None:
    answer = ask(office, office.as_("uploader"), **values)
    assert answer.status_code == 422
    assert said in answer.text
    assert "系统切换" in answer.text or "reason" in values


def test_a_refusal_needs_a_reason_and_is_final(office: Office) -> None:
    one = asked(office, office.as_("uploader"))
    auditor = office.as_("auditor")
    assert decide(office, auditor, one, "refused").status_code == 422
    assert decide(office, auditor, one, "whatever").status_code == 422
    assert decide(office, auditor, one, "refused", "理由不充分").status_code == 303
    assert decide(office, office.as_("admin"), one).status_code == 422
    assert kept(office, one.id).state == "refused"


def test_who_may_only_look_asks_for_nothing_and_who_may_ask_decides_nothing(office: Office) -> None:
    viewer = office.as_("viewer")
    assert ask(office, viewer).status_code == 403
    assert "<form method" not in viewer.get(base(office)).text.partition("<main")[2]
    one = asked(office, office.as_("uploader"))
    assert decide(office, office.as_("reviewer"), one).status_code == 403


def test_a_link_fills_in_what_it_is_for_as_text(office: Office) -> None:
    page = office.as_("uploader").get(f"{base(office)}?record=%3Cscript%3E&rule={rule(office)}&submission=1").text
    assert 'value="&lt;script&gt;"' in page
    assert f'value="{rule(office)}"' in page


def test_an_audit_date_before_the_approval_is_told(office: Office) -> None:
    from svcqa.web.store import projects

    one = asked(office, office.as_("uploader"))
    auditor = office.as_("auditor")
    decide(office, auditor, one)
    with office.desk.database.writing() as connection:
        fixed = office.own.settings.model_copy(update={"as_of": "2024-03-31"})
        projects.change(connection, office.own, office.own.title, fixed, office.by("auditor"))
    assert "fixed at 2024-03-31" in auditor.get(f"{base(office)}/{one.id}").text
