"""Nonconformities in pages: raised from what was confirmed, worked by the gates of the workbook, refused with reasons."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from svcqa.actions import KeptNonconformity
from svcqa.history import Stamp
from svcqa.history.actions import KINDS, replayed
from svcqa.history.actions.sheets import registers
from svcqa.history.follow_up import raise_nonconformities
from tests.actions import Book
from tests.audits import plain_findings
from tests.reviewed import review, reviewed
from tests.web.desk import NOON, Browser, Office, a_desk

NUMBER = "NC-2025-001"
PLAN = {"grade": "minor", "cause": "没有提醒"}
STEP = {"type": "corrective", "text": "系统自动提醒", "owner": "高志强", "due": "2026-02-15"}
ACCEPTED = {"plan_accepted_by": "审核员 (auditor)", "plan_accepted_on": "2026-01-19"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A desk whose project keeps an audit with findings that were confirmed."""
    made = a_desk(tmp_path)
    rows = plain_findings(3)
    audit = reviewed(rows, [review(row) for row in rows])
    made.desk.histories.of(made.own.id).keep(audit, Stamp("审核员 (auditor)", NOON))
    yield made
    made.desk.close()


@pytest.fixture
def auditor(office: Office) -> Browser:
    return office.as_("auditor")


def base(office: Office) -> str:
    return f"/projects/{office.own.id}/nonconformities"


def known(office: Office) -> dict[str, KeptNonconformity]:
    return replayed(office.desk.histories.of(office.own.id).events(*KINDS))


def raised(office: Office) -> KeptNonconformity:
    """The first nonconformity."""
    history = office.desk.histories.of(office.own.id)
    raise_nonconformities(history, history.find("latest"), Stamp("审核员 (auditor)", office.clock()))
    return known(office)[NUMBER]


def fill(office: Office, browser: Browser, to: str = "", **values: str) -> Any:
    """Send a form of the page of the nonconformity."""
    page = f"{base(office)}/{NUMBER}"
    revision = str(known(office)[NUMBER].revision)
    return browser.post(f"{page}{to}", {"revision": revision, **values}, at=page)


def test_confirmed_findings_are_raised_once_and_listed(office: Office, auditor: Browser) -> None:
    assert "There is no nonconformity to show." in auditor.get(base(office)).text
    digest = office.desk.histories.of(office.own.id).find("latest").digest
    answer = auditor.post(f"{base(office)}/raised", {"audit": digest}, at=base(office))
    assert answer.status_code == 200, answer.text
    one = known(office)[NUMBER]
    assert (one.raised_by, one.state) == ("审核员 (auditor)", "draft")
    assert NUMBER in auditor.get(base(office)).text
    office.clock.turn(minutes=1)
    again = auditor.post(f"{base(office)}/raised", {"audit": digest}, at=base(office)).text
    assert "0 nonconformities were raised." in again
    assert f"{NUMBER} was raised before; nothing is new." in again


def test_a_step_whose_gate_lacks_something_is_refused_and_says_what(office: Office, auditor: Browser) -> None:
    raised(office)
    answer = fill(office, auditor, state="planned", cause="没有提醒")
    assert answer.status_code == 422
    for said in ("The auditor has set the grade", "Grade is blank", "there is no corrective action"):
        assert said in answer.text
    assert "没有提醒" in answer.text  # what was written is still on the form
    assert known(office)[NUMBER].cause == ""


def test_it_is_worked_from_draft_to_closed_as_effective(office: Office, auditor: Browser) -> None:
    raised(office)
    assert fill(office, auditor, "/actions", **STEP).status_code == 303
    for values in (
        {**PLAN, "state": "planned"},
        {**ACCEPTED, "state": "in_progress"},
    ):
        answer = fill(office, auditor, **values)
        assert answer.headers.get("location", "").endswith("done=saved"), answer.text
    office.clock.turn(days=10)
    auditor = office.as_("auditor")
    done = {"done_on": "2026-01-25", "evidence": "截图2张"}
    assert fill(office, auditor, "/actions", step="1", **done).status_code == 303
    office.clock.turn(days=30)
    auditor = office.as_("auditor")
    closing = {
        "verifier": "质检员 (reviewer)", "verified_on": "2026-02-20", "effectiveness_due": "2026-02-28",
        "effectiveness_on": "2026-02-20", "effectiveness_by": "质检员 (reviewer)", "effectiveness_result": "effective",
        "closed_on": "2026-02-21", "closed_by": "审核员 (auditor)", "state": "closed_effective",
    }  # fmt: skip
    refused = fill(office, auditor, **{**closing, "effectiveness_by": "高志强"})
    assert "Verified by is an owner" in refused.text
    assert fill(office, auditor, **closing).status_code == 303
    assert known(office)[NUMBER].state == "closed_effective"
    page = auditor.get(f"{base(office)}/{NUMBER}").text
    assert "what happens again is raised anew" in page
    assert "<form method" not in page.partition("<main")[2]
    assert fill(office, auditor, state="draft").status_code == 422


def test_a_date_that_is_set_moves_by_an_extension_that_somebody_else_allows(office: Office, auditor: Browser) -> None:
    raised(office)
    fill(office, auditor, "/actions", **STEP)
    assert fill(office, auditor, "/actions", step="1", due="2026-03-31").status_code == 422
    told = {"step": "1", "old_due": "2026-02-15", "new_due": "2026-03-01", "reason": "等配件", "on": "2026-01-20"}
    assert "the owner approved it" in fill(office, auditor, "/extensions", approved_by="高志强", **told).text
    assert fill(office, auditor, "/extensions", approved_by="审核员 (auditor)", **told).status_code == 303
    [action] = known(office)[NUMBER].actions
    assert (action.first_due, action.due) == ("2026-02-15", "2026-03-01")


def test_two_who_work_on_it_at_once_do_not_overwrite_each_other(office: Office, auditor: Browser) -> None:
    old = str(raised(office).revision)
    fill(office, auditor, cause="甲写的")
    answer = fill(office, auditor, revision=old, cause="乙写的")
    assert answer.status_code == 422
    assert "was changed to" in answer.text
    assert known(office)[NUMBER].cause == "甲写的"


def test_the_workbook_goes_out_and_comes_back_through_the_same_gates(
    office: Office, auditor: Browser, tmp_path: Path
) -> None:
    raised(office)
    answer = auditor.get(f"{base(office)}/workbook")
    assert "attachment" in answer.headers["content-disposition"]
    place = tmp_path / "整改台账.xlsx"
    place.write_bytes(answer.content)
    book = Book(place, "en")
    book.fill("action_nonconformities", 1, {"state": "planned", "cause": "没有提醒"})
    book.book.save(place)
    page = base(office)
    sent = auditor.post(f"{page}/workbook", files={"file": (place.name, place.read_bytes())}, at=page)
    assert sent.status_code == 422
    assert "The auditor has set the grade" in sent.text
    assert re.search(r"整改台账\.xlsx → .+ → [A-Z]+4", sent.text)
    book.fill("action_nonconformities", 1, {"state": "analysis"})
    book.book.save(place)
    sent = auditor.post(f"{page}/workbook", files={"file": (place.name, place.read_bytes())}, at=page)
    assert sent.status_code == 200, sent.text
    assert (known(office)[NUMBER].state, known(office)[NUMBER].cause) == ("analysis", "没有提醒")


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_of_actions_is_refused_in_words(office: Office, auditor: Browser, content: bytes) -> None:
    page = base(office)
    answer = auditor.post(f"{page}/workbook", files={"file": ("../../x.xlsx", content)}, at=page)
    assert answer.status_code == 422
    assert "notice wrong" in answer.text


def test_a_viewer_sees_everything_and_changes_nothing(office: Office, auditor: Browser) -> None:
    raised(office)
    fill(office, auditor, "/actions", **STEP)
    viewer = office.as_("viewer")
    page = viewer.get(f"{base(office)}/{NUMBER}").text
    assert "系统自动提醒" in page
    assert "<form method" not in page.partition("<main")[2]
    assert fill(office, viewer, cause="x").status_code == 403
    assert viewer.get(f"{base(office)}/NC-2025-999").status_code == 404


def test_what_people_write_is_text_in_the_page_and_in_the_workbook(office: Office, auditor: Browser) -> None:
    raised(office)
    fill(office, auditor, cause="<script>alert(1)</script>", extent="=1+1")
    assert "<script>alert" not in auditor.get(f"{base(office)}/{NUMBER}").text
    book = openpyxl.load_workbook(io.BytesIO(auditor.get(f"{base(office)}/workbook").content))
    sheet = book[registers()["action_nonconformities"].title.en]
    assert "=1+1" in {cell.value for row in sheet for cell in row if cell.data_type == "s"}


def test_a_closed_project_can_only_be_looked_at(office: Office, auditor: Browser) -> None:
    raised(office)
    admin = office.as_("admin")
    admin.post(f"/administration/{office.own.id}/closed", {"closed": "yes"})
    assert fill(office, auditor, cause="x").status_code == 403
    assert known(office)[NUMBER].cause == ""


def test_both_languages(office: Office, auditor: Browser) -> None:
    raised(office)
    auditor.post("/language", {"lang": "zh"})
    page = auditor.get(f"{base(office)}/{NUMBER}").text
    assert "进入“应急处置”" in page or "还缺" in page or "可以进入" in page
    assert "Still missing" not in page
