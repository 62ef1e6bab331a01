"""Handing in through pages: what is taken and what is not, how far its check has come, and what came of it."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from svcqa.web.store import projects, uploads
from svcqa.web.store.settings import Settings
from tests.office import ROWS, workbook, workbooks
from tests.web.checking import check, hand_in, sent, submission, with_manual
from tests.web.desk import Browser, Office, a_desk

BASE = "/projects/1/submissions"
FIRST = f"{BASE}/1/versions/1"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "质检台"
    folder.mkdir()
    made = a_desk(folder)
    with_manual(made, tmp_path)
    yield made
    made.desk.workshop.close()
    made.desk.database.close()


@pytest.fixture
def uploader(office: Office) -> Browser:
    return office.as_("uploader")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(tmp_path / "三月派工.xlsx")


def names(office: Office, number: int = 1) -> list[str]:
    """The files of the newest version."""
    with office.desk.database.reading() as connection:
        return [one.name for one in uploads.files_of(connection, submission(office, number).newest.id)]


def many(office: Office) -> int:
    with office.desk.database.reading() as connection:
        return len(uploads.submissions(connection, office.own.id))


def zipped(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def test_what_is_handed_in_waits_is_checked_and_shows_its_findings(
    office: Office, uploader: Browser, book: Path
) -> None:
    answer = hand_in(uploader, office, book, title="华东 三月")
    assert (answer.status_code, answer.headers["location"]) == (303, FIRST)
    waiting = uploader.get(FIRST).text
    assert "Waiting" in waiting
    assert f'hx-get="{FIRST}/progress"' in waiting
    check(office)
    page = uploader.get(FIRST).text
    assert "华东 三月" in page
    assert "The customer is called within 15 minutes of dispatch" in page
    assert "2 of 2" in page
    listed = uploader.get(BASE).text
    assert "High 1" in listed
    assert "Medium 2" in listed
    assert "上传者" in listed


def test_the_progress_tells_the_place_in_the_queue_and_when_the_page_is_to_be_shown_anew(
    office: Office, uploader: Browser, book: Path
) -> None:
    hand_in(uploader, office, book)
    hand_in(uploader, office, book, title="后来的")
    progress = uploader.get(f"{BASE}/2/versions/1/progress")
    assert "1 others wait before it" in progress.text
    assert "hx-refresh" not in progress.headers
    assert "It is next" in uploader.get(f"{FIRST}/progress").text
    check(office)
    assert uploader.get(f"{FIRST}/progress").headers["hx-refresh"] == "true"


def test_a_list_with_something_that_waits_looks_again_by_itself(office: Office, uploader: Browser, book: Path) -> None:
    hand_in(uploader, office, book)
    assert 'hx-trigger="every 3s"' in uploader.get(BASE).text
    check(office)
    assert "hx-trigger" not in uploader.get(BASE).text


def test_several_files_and_what_stands_in_a_zip_are_handed_in_together(
    office: Office, uploader: Browser, book: Path
) -> None:
    packed = zipped(("四月/派工.xlsx", book.read_bytes()), ("四月/说明.docx", b"no spreadsheet"))
    sent(uploader, BASE, [(book.name, book.read_bytes()), ("其他.zip", packed)])
    check(office)
    assert names(office) == ["三月派工.xlsx", "四月/派工.xlsx"]
    page = uploader.get(FIRST).text
    assert "1 files in archives are no spreadsheets and were not read: .docx" in page


def test_a_title_that_is_left_out_is_taken_from_the_first_file(office: Office, uploader: Browser, book: Path) -> None:
    hand_in(uploader, office, book)
    assert submission(office).title == "三月派工"


def test_a_file_that_is_not_taken_is_named_with_the_reason_beside_what_was_taken(
    office: Office, uploader: Browser, book: Path
) -> None:
    sent(uploader, BASE, [(book.name, book.read_bytes()), ("~$三月派工.xlsx", b"x")])
    assert names(office) == ["三月派工.xlsx"]
    for state in ("waiting", "done"):
        page = uploader.get(FIRST).text
        assert submission(office).newest.state == state
        assert "Files that were not taken, and not checked" in page
        assert "~$三月派工.xlsx: Excel made this beside an open workbook" in page
        check(office)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "there is no file"),
        ([("~$a.xlsx", b"x")], "~$a.xlsx: Excel made this"),
        ([("a.xlsx", b"x"), ("A.xlsx", b"y")], "files have one name"),
        ([("", b"x")], "there is no file"),
    ],
    ids=["no file", "only a lock", "twins", "no name"],
)
def test_a_form_without_anything_to_check_is_given_back_with_the_reason(
    office: Office, uploader: Browser, files: list[tuple[str, bytes]], said: str
) -> None:
    answer = sent(uploader, BASE, files, title="我的标题")
    assert answer.status_code == 422
    assert said in answer.text
    assert many(office) == 0
    assert "我的标题" in answer.text or not files


def test_a_file_that_is_too_large_is_refused_by_its_size(
    office: Office, uploader: Browser, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("svcqa.web.pages.receiving.LARGEST_FILE", 1000)
    answer = hand_in(uploader, office, book)
    assert answer.status_code == 422
    assert "the file is too large" in answer.text
    assert not list((office.desk.folder / "files").glob("*/*"))


def test_more_than_any_form_may_hold_is_refused_unread(office: Office, uploader: Browser) -> None:
    headers = {"Content-Length": str(3 << 30), "X-CSRF-Token": uploader.token()}
    answer = uploader.client.post(BASE, content=b"", headers=headers)
    assert answer.status_code == 413
    assert many(office) == 0


def test_a_file_that_cannot_be_read_is_told_and_never_counts_as_checked(
    office: Office, uploader: Browser, book: Path
) -> None:
    sent(uploader, BASE, [(book.name, book.read_bytes()), ("坏.xlsx", b"PK\x03\x04 and no more")])
    check(office)
    page = uploader.get(FIRST).text
    assert "Files and sheets that could not be read" in page
    assert "坏.xlsx" in page
    assert "the file is damaged" in page


def test_where_nothing_was_read_nothing_reads_as_checked(office: Office, uploader: Browser) -> None:
    sent(uploader, BASE, [("坏.xlsx", b"PK\x03\x04 and no more")])
    check(office)
    assert "No record of any register was read, so nothing was checked" in uploader.get(FIRST).text
    listed = uploader.get(BASE).text
    assert "nothing was checked" in listed
    assert "High 0" not in listed


def test_a_check_that_was_not_done_says_why_and_is_tried_again(
    office: Office, uploader: Browser, book: Path, tmp_path: Path
) -> None:
    with office.desk.database.writing() as connection:
        projects.keep_settings(connection, office.own, Settings(rulesets=("no-such-manual",)))
    hand_in(uploader, office, book)
    check(office)
    page = uploader.get(FIRST).text
    assert "This check was not done" in page
    assert "no-such-manual" in page
    with_manual(office, tmp_path)
    assert uploader.post(f"{FIRST}/check").status_code == 303
    assert submission(office).newest.state == "waiting"
    check(office)
    assert "2 of 2" in uploader.get(FIRST).text


def test_an_audit_that_could_not_be_made_ready_for_pages_is_told_and_can_be_checked_again(
    office: Office, uploader: Browser, book: Path
) -> None:
    hand_in(uploader, office, book)
    check(office)
    shutil.rmtree(office.desk.folder / "prepared")
    page = uploader.get(FIRST).text
    assert "the results on this page could not be made ready" in page
    assert f'action="{FIRST}/check"' in page
    assert uploader.get(f"{FIRST}/understanding").status_code == uploader.get(f"{FIRST}/plan").status_code == 422
    uploader.post(f"{FIRST}/check")
    check(office)
    assert "2 of 2" in uploader.get(FIRST).text


def test_a_mended_file_takes_the_place_of_the_one_of_its_name_and_others_stay(
    office: Office, uploader: Browser, tmp_path: Path, book: Path
) -> None:
    other, gone = workbooks(tmp_path / "名册.xlsx", {"名册": [["姓名", "岗位"]]}), workbook(tmp_path / "多余.xlsx")
    hand_in(uploader, office, book, other, gone)
    check(office)
    assert "多余.xlsx" in uploader.get(f"{BASE}/1/again").text
    mended = workbook(book, [(*ROWS[1][:2], "北方水务", *ROWS[1][3:])])
    answer = hand_in(uploader, office, mended, to="1", without=["多余.xlsx"])
    assert answer.headers["location"] == f"{BASE}/1/versions/2"
    assert names(office) == ["三月派工.xlsx", "名册.xlsx"]
    check(office)
    assert uploader.get(f"{BASE}/1").headers["location"] == f"{BASE}/1/versions/2"
    assert "This is not the newest version" in uploader.get(FIRST).text
    assert "Version 1" in uploader.get(f"{BASE}/1/versions/2").text


def test_a_mended_version_without_any_change_is_none(office: Office, uploader: Browser, book: Path) -> None:
    hand_in(uploader, office, book)
    answer = hand_in(uploader, office, to="1")
    assert answer.status_code == 422
    assert "no file was chosen" in answer.text
    assert submission(office).newest.number == 1


def test_nothing_is_left_of_a_mended_version_that_takes_every_file_out(
    office: Office, uploader: Browser, book: Path
) -> None:
    hand_in(uploader, office, book)
    answer = hand_in(uploader, office, to="1", without=[book.name])
    assert answer.status_code == 422
    assert "checked" in answer.text


def test_uploaders_mend_their_own_and_reviewers_any(office: Office, uploader: Browser, book: Path) -> None:
    reviewer = office.as_("reviewer")
    hand_in(reviewer, office, book)
    hand_in(uploader, office, book)
    check(office)
    assert hand_in(uploader, office, book, to="1").status_code == 403
    assert uploader.get(f"{BASE}/1/again").status_code == 403
    assert uploader.post(f"{FIRST}/check").status_code == 403
    assert "Hand in a mended version" not in uploader.get(FIRST).text
    assert hand_in(reviewer, office, book, to="2").status_code == 303


def test_a_viewer_sees_everything_and_hands_in_nothing(office: Office, uploader: Browser, book: Path) -> None:
    hand_in(uploader, office, book)
    check(office)
    viewer = office.as_("viewer")
    assert "Hand in" not in viewer.get(BASE).text.replace("Hand in a mended version where", "")
    assert "2 of 2" in viewer.get(FIRST).text
    assert hand_in(viewer, office, book).status_code == 403


def test_a_closed_project_takes_no_more_files(office: Office, uploader: Browser, book: Path) -> None:
    hand_in(uploader, office, book)
    with office.desk.database.writing() as connection:
        projects.close(connection, office.own, office.by())
    assert hand_in(uploader, office, book).status_code == 403
    assert hand_in(uploader, office, book, to="1").status_code == 403
    assert ">Hand in files<" not in uploader.get(BASE).text
    assert (many(office), submission(office).newest.number) == (1, 1)


def test_a_project_without_a_manual_takes_no_files_and_says_so(office: Office, uploader: Browser, book: Path) -> None:
    with office.desk.database.writing() as connection:
        projects.keep_settings(connection, office.own, Settings())
    assert "No ruleset is chosen yet" in uploader.get(BASE).text
    answer = hand_in(uploader, office, book)
    assert answer.status_code == 422
    assert "no ruleset is chosen" in answer.text


def test_a_submission_of_another_project_is_none_of_this_one(office: Office, uploader: Browser, book: Path) -> None:
    outsider = office.as_("outsider")
    made = sent(outsider, f"/projects/{office.foreign.id}/submissions", [(book.name, book.read_bytes())])
    assert made.status_code == 303
    for path in ("/1", "/1/again", "/1/versions/1", "/1/versions/1/progress", "/1/versions/1/plan"):
        assert uploader.get(BASE + path).status_code == 404, path
    assert uploader.post(f"{FIRST}/check").status_code == 404
    assert hand_in(uploader, office, book, to="1").status_code == 404


@pytest.mark.parametrize("path", ["/99", "/1/versions/2", "/0", "/x", "/1/versions/9999999999999"])
def test_what_was_never_handed_in_does_not_exist(office: Office, uploader: Browser, book: Path, path: str) -> None:
    hand_in(uploader, office, book)
    assert uploader.get(BASE + path).status_code == 404


def test_names_and_titles_are_text_whatever_they_look_like(office: Office, uploader: Browser, book: Path) -> None:
    sent(uploader, BASE, [("../../<b>x</b>'\".xlsx", book.read_bytes())], title="<script>alert(1)</script>")
    check(office)
    for path in (BASE, FIRST, f"{FIRST}/understanding", f"{BASE}/1/again"):
        page = uploader.get(path).text
        assert "<script>alert" not in page
        assert "<b>x" not in page
        assert ".." not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in uploader.get(BASE).text


def test_what_was_done_stands_in_the_trail(office: Office, uploader: Browser, book: Path) -> None:
    hand_in(uploader, office, book)
    hand_in(uploader, office, book, to="1", without=[])
    check(office)
    uploader.post(f"{BASE}/1/versions/2/check")
    told = office.as_("auditor").get("/projects/1/trail").text
    for deed in ("handed in files", "handed in a mended version", "had a version checked again"):
        assert deed in told


def test_a_long_list_is_turned_page_by_page(office: Office, uploader: Browser, book: Path) -> None:
    data = book.read_bytes()
    stored = office.desk.workshop.files.take(io.BytesIO(data), len(data))
    with office.desk.database.writing() as connection:
        for number in range(51):
            files = [uploads.handed("a.xlsx", stored)]
            uploads.hand_in(connection, office.own.id, f"第{number}份", files, office.by("uploader"))
    assert "第50份" in uploader.get(BASE).text
    assert "第0份" not in uploader.get(BASE).text
    assert "第0份" in uploader.get(f"{BASE}?at=2").text
