"""Answers and decisions: who may say what, that nothing is said over another, and that it is what a workbook says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from svcqa.assignment.statements import NOTHING
from svcqa.history.dossiers import complete
from svcqa.web.answering.attached import with_files, without_files
from svcqa.web.roles import Role
from svcqa.web.store import evidence, members, projects, trail
from svcqa.web.store.evidence import Evidence
from tests.history import DATABASES, new_place
from tests.office import ROWS
from tests.web.answered import Answered, answered

LATE = "O-1 W002"
NAMELESS = "O-2 W002"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Answered]:
    made = answered(tmp_path)
    yield made
    made.close()


def test_what_uploader_and_reviewer_say_is_in_the_audit_as_if_a_workbook_had_said_it(desk: Answered) -> None:
    finding = desk.findings()[LATE]
    assert desk.say("uploader", "answer", finding, said="disputed", reason="客户电话占线").status_code == 303
    proven = {"said": "explained", "reason": "有通话记录", "evidence": "通话清单第3页"}
    assert desk.say("reviewer", "decision", finding, **proven).status_code == 303
    history = desk.office.desk.workshop.histories.of(desk.office.own.id)
    [review] = complete(history, history.find(str(desk.version().digest))).dossier.reviews
    assert (review.decision, review.reason, review.evidence) == ("explained", "有通话记录", "通话清单第3页")
    assert (review.by, review.on, review.doubt) == ("质检员 (reviewer)", "2026-01-20", None)
    assert (review.position, review.answer_reason, review.answered_by) == (
        "disputed",
        "客户电话占线",
        "上传者 (uploader)",
    )
    assert history.faults() == []
    with desk.office.desk.database.reading() as connection:
        _, deeds = trail.of_project(connection, desk.office.own.id, 0, 2)
    assert [(one.action, one.person) for one in deeds] == [
        ("finding.decided", "reviewer"),
        ("finding.answered", "uploader"),
    ]


@pytest.mark.parametrize(
    ("what", "data", "said"),
    [
        ("answer", {}, "accept or dispute it, or explain it"),
        ("answer", {"said": "disputed"}, "say why you dispute it"),
        ("answer", {"said": "disputed", "reason": "无"}, "say why you dispute it"),
        ("answer", {"reason": "长" * 4001}, "at most 4000"),
        ("decision", {}, "choose a decision"),
        ("decision", {"said": "maybe", "reason": "x"}, "choose a decision"),
        ("decision", {"said": "explained", "reason": "说明"}, "evidence in words or files"),
        ("decision", {"said": "explained", "evidence": "证据"}, "evidence in words or files"),
    ],
)
def test_a_form_that_is_not_filled_in_is_given_back_and_nothing_is_said(
    desk: Answered, what: str, data: dict[str, Any], said: str
) -> None:
    finding = desk.findings()[LATE]
    answer = desk.say("uploader" if what == "answer" else "reviewer", what, finding, **data)
    assert answer.status_code == 422
    assert said in answer.text
    assert not desk.thread(finding).turns


@pytest.mark.parametrize(
    ("name", "what", "status"),
    [
        ("viewer", "answer", 403), ("viewer", "decision", 403),
        ("uploader", "answer", 303), ("uploader", "decision", 403),
        ("reviewer", "answer", 403), ("reviewer", "decision", 303),
        ("auditor", "answer", 403), ("auditor", "decision", 303),
        ("outsider", "answer", 404), ("outsider", "decision", 404),
        ("admin", "answer", 404), ("admin", "decision", 404),
    ],
)  # fmt: skip
def test_who_handed_it_in_answers_and_others_decide(desk: Answered, name: str, what: str, status: int) -> None:
    data = {"said": "accepted" if what == "answer" else "confirmed"}
    assert desk.say(name, what, desk.findings()[LATE], **data).status_code == status


def test_nobody_decides_on_what_they_handed_in_not_even_in_the_same_files_of_another(tmp_path: Path) -> None:
    desk = answered(tmp_path)
    finding = desk.findings()[LATE]
    first = desk.folder / "v0" / "派工.xlsx"
    from tests.web.checking import check, hand_in

    assert hand_in(desk.as_("reviewer"), desk.office, first).status_code == 303
    check(desk.office)
    assert desk.version(1, 2).digest == desk.version().digest
    assert desk.say("reviewer", "decision", finding, said="explained", reason="好", evidence="好").status_code == 403
    assert desk.say("reviewer", "answer", finding, said="accepted").status_code == 303
    assert desk.say("auditor", "decision", finding, said="confirmed").status_code == 303
    desk.close()


def test_what_somebody_else_said_meanwhile_is_not_written_over(desk: Answered) -> None:
    finding = desk.findings()[LATE]
    assert desk.say("auditor", "decision", finding, said="confirmed").status_code == 303
    answer = desk.say("reviewer", "decision", finding, mark=NOTHING, said="observation")
    assert answer.status_code == 422
    assert "somebody said something else here meanwhile" in answer.text
    assert [one.said for one in desk.thread(finding).turns] == ["confirmed"]
    assert desk.say("reviewer", "decision", finding, said="observation").status_code == 303
    assert [one.said for one in desk.thread(finding).turns] == ["confirmed", "observation"]
    assert desk.thread(finding).decision == "observation"


def test_a_file_sent_with_what_was_not_said_is_not_evidence(desk: Answered) -> None:
    finding = desk.findings()[LATE]
    assert desk.say("auditor", "decision", finding, said="confirmed").status_code == 303
    files = {"files": ("记录.pdf", b"%PDF")}
    assert desk.say("reviewer", "decision", finding, mark=NOTHING, said="observation", files=files).status_code == 422
    with desk.office.desk.database.reading() as connection:
        assert not evidence.of_finding(connection, 1, str(desk.version().digest), finding)
    assert "记录.pdf" not in desk.as_("viewer").get(f"{desk.address()}/findings/{finding}").text


def test_what_was_said_can_be_taken_back_and_stays_in_the_thread(desk: Answered) -> None:
    finding = desk.findings()[LATE]
    desk.say("uploader", "answer", finding, said="accepted", reason="已培训")
    desk.say("reviewer", "decision", finding, said="confirmed")
    assert desk.say("reviewer", "decision", finding, withdraw="yes").status_code == 303
    assert desk.say("uploader", "answer", finding, withdraw="yes").status_code == 303
    told = desk.thread(finding)
    assert [(one.side, one.said) for one in told.turns] == [
        ("auditee", "accepted"), ("auditor", "confirmed"), ("auditor", "withdrawn"), ("auditee", "withdrawn"),
    ]  # fmt: skip
    assert (told.decision, told.mark("auditee"), told.mark("auditor")) == ("", NOTHING, NOTHING)


def test_evidence_is_attached_by_its_digest_and_only_ever_saved(desk: Answered) -> None:
    finding = desk.findings()[LATE]
    page = b"<script>alert(1)</script>"
    files = [("files", ("../通话 记录%;.html", page))]
    assert desk.say("reviewer", "decision", finding, said="explained", reason="有记录", files=files).status_code == 303
    [one] = _files(desk, finding)
    assert one.name == "通话 记录%;.html"
    assert one.digest in desk.thread(finding).states["auditor"].shown.evidence
    got = desk.as_("viewer").get(f"/projects/{desk.office.own.id}/evidence/{one.id}")
    assert got.content == page
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-disposition"].startswith(
        "attachment; filename=\"__ ___;.html\"; filename*=UTF-8''%E9%80%9A"
    )
    panel = desk.as_("viewer").get(f"{desk.address()}/findings/{finding}/panel")
    assert "通话 记录%;.html" in panel.text
    assert desk.as_("outsider").get(f"/projects/{desk.office.foreign.id}/evidence/{one.id}").status_code == 404


def test_saying_it_anew_keeps_what_was_attached(desk: Answered) -> None:
    finding = desk.findings()[LATE]
    files = [("files", ("清单.pdf", b"%PDF"))]
    desk.say("uploader", "answer", finding, reason="见附件", files=files)
    desk.say("uploader", "answer", finding, reason="见附件第2页", files=files)
    assert len(_files(desk, finding)) == 1
    told = desk.thread(finding)
    assert [one.reason for one in told.turns] == ["见附件", "见附件第2页"]
    assert all(_files(desk, finding)[0].digest in one.reason for one in told.states["auditee"].statements)


def _files(desk: Answered, finding: str) -> list[Evidence]:
    with desk.office.desk.database.reading() as connection:
        return evidence.of_finding(connection, desk.office.own.id, str(desk.version().digest), finding)


def test_several_are_answered_and_decided_at_once_or_none_of_them(desk: Answered) -> None:
    found = desk.findings()
    chosen = [f"{one} {NOTHING}" for one in found.values()]
    answer = desk.as_("uploader").post(f"{desk.address()}/answers/answer", {"finding": chosen, "said": "accepted"})
    assert answer.headers["location"].endswith(f"done={len(found)}")
    desk.say("auditor", "decision", found[LATE], said="confirmed")
    both = {"finding": chosen, "said": "observation"}
    assert desk.as_("reviewer").post(f"{desk.address()}/answers/decision", both).status_code == 422
    assert [desk.thread(one).decision for one in found.values()].count("observation") == 0
    rest = {"all": "yes", "said": "observation"}
    assert desk.as_("reviewer").post(f"{desk.address()}/answers/decision", rest).status_code == 303
    assert {name: desk.thread(one).decision for name, one in found.items()} == {
        name: "confirmed" if name == LATE else "observation" for name in found
    }


def test_all_that_is_listed_means_the_filters(desk: Answered) -> None:
    found = desk.findings()
    address = f"{desk.address()}/answers/decision?weight=high"
    assert desk.as_("reviewer").post(address, {"all": "yes", "said": "confirmed"}).status_code == 303
    assert desk.thread(found[LATE]).decision == "confirmed"
    assert desk.thread(found[NAMELESS]).decision == ""


@pytest.mark.parametrize("chosen", [[], ["no-such-finding none"], ["' OR 1=1 --"]])
def test_what_is_no_finding_of_the_check_is_refused(desk: Answered, chosen: list[str]) -> None:
    answer = desk.as_("reviewer").post(f"{desk.address()}/answers/decision", {"finding": chosen, "said": "confirmed"})
    assert answer.status_code == 422


def test_the_list_is_narrowed_by_what_was_answered(desk: Answered) -> None:
    found = desk.findings()
    desk.say("uploader", "answer", found[LATE], said="disputed", reason="系统慢")
    viewer = desk.as_("viewer")

    def listed(query: str) -> set[str]:
        text = viewer.get(f"{desk.address()}/answers{query}").text
        return {name for name, one in found.items() if f"/findings/{one}" in text}

    assert listed("") == set(found)
    assert listed("?answered=yes") == listed("?answered=disputed") == {LATE}
    assert listed("?answered=no") == set(found) - {LATE}
    assert listed("?answered=nonsense&weight=9&at=x") == set(found)


def test_a_script_in_an_answer_is_text(desk: Answered) -> None:
    finding = desk.findings()[LATE]
    desk.say("uploader", "answer", finding, reason="<script>alert(1)</script>")
    for path in (f"findings/{finding}", f"findings/{finding}/panel", "answers"):
        text = desk.as_("reviewer").get(f"{desk.address()}/{path}").text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_a_panel_says_who_answers_and_who_decides(desk: Answered) -> None:
    finding = desk.findings()[LATE]

    def form(name: str) -> str:
        text = desk.as_(name).get(f"{desk.address()}/findings/{finding}/panel").text
        assert "<html" not in text
        return "answer" if f"{finding}/answer" in text else "decision" if f"{finding}/decision" in text else "none"

    assert [form(name) for name in ("viewer", "uploader", "reviewer", "auditor")] == [
        "none", "answer", "decision", "decision",
    ]  # fmt: skip


def test_a_part_of_a_page_is_answered_with_the_part_as_it_stands_now(desk: Answered) -> None:
    finding = desk.findings()[LATE]
    browser = desk.as_("reviewer")
    headers = {"HX-Request": "true"}
    for said, status in (("", 422), ("confirmed", 200)):
        answer = browser.post(
            f"{desk.address()}/findings/{finding}/decision", {"said": said, "mark": NOTHING}, headers=headers
        )
        assert answer.status_code == status
        assert '<section id="answering"' in answer.text
        assert "<html" not in answer.text
    assert "This is how it stands now." in answer.text


def test_what_was_said_of_the_same_finding_in_a_version_before_is_shown_and_not_carried_over(desk: Answered) -> None:
    finding = desk.findings()[LATE]
    desk.say("reviewer", "decision", finding, said="confirmed")
    desk.hand_in([*ROWS[:2], ROWS[3]], to="1")
    text = desk.as_("viewer").get(f"{desk.address(2)}/findings/{finding}").text
    assert "The same finding in version 1:" in text
    assert f"{desk.address(1)}/findings/{finding}" in text
    assert desk.thread(finding, 2).decision == ""


@pytest.mark.parametrize("kind", DATABASES)
def test_what_is_said_is_kept_on_either_database(tmp_path: Path, kind: str) -> None:
    with new_place(kind, tmp_path) as place:
        desk = answered(tmp_path, place=place if "://" in place else None)
        finding = desk.findings()[LATE]
        files = [("files", ("清单.pdf", b"%PDF"))]
        assert desk.say("uploader", "answer", finding, said="accepted", files=files).status_code == 303
        assert desk.say("reviewer", "decision", finding, said="confirmed").status_code == 303
        assert desk.as_("viewer").get(f"{desk.address()}/answers?answered=yes&state=confirmed").status_code == 200
        assert desk.thread(finding).decision == "confirmed"
        assert len(_files(desk, finding)) == 1
        desk.close()


def test_a_closed_project_and_one_who_lost_the_role_say_nothing_more(desk: Answered) -> None:
    finding, office = desk.findings()[LATE], desk.office
    with office.desk.database.writing() as connection:
        members.put(connection, office.own, office.people["uploader"], Role.viewer, office.by("auditor"))
    assert desk.say("uploader", "answer", finding, said="accepted").status_code == 403
    with office.desk.database.writing() as connection:
        projects.close(connection, office.own, office.by("admin"))
    assert desk.say("reviewer", "decision", finding, said="confirmed").status_code == 403
    assert desk.as_("reviewer").get(f"{desk.address()}/findings/{finding}").status_code == 200


def test_lines_of_files_are_told_apart_from_what_people_write() -> None:
    one = Evidence(1, "f", "auditee", "附件：（SHA-256 x）.pdf", "ab" * 32, 1, 1, "")
    for lang in ("zh", "en"):
        assert without_files(with_files("附件：见清单\n第二行", [one], lang)) == "附件：见清单\n第二行"
    assert without_files(with_files("", [one], "zh")) == ""
