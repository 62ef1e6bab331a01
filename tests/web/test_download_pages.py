"""What is downloaded through pages: under names of any characters, only ever saved, and never that of others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from svcqa.errors import DeskError
from svcqa.web.bundles import bundle
from svcqa.web.pages.attachments import disposition
from svcqa.web.pages.downloads import formats
from svcqa.web.store.uploads import Handed
from tests.web.answered import Answered, answered
from tests.web.checking import submission


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answered]:
    made = answered(tmp_path_factory.mktemp("desk"))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("派工 3月.xlsx", "__ 3_.xlsx", "派工 3月.xlsx"),
        ('a"b.xlsx', "a_b.xlsx", "a_b.xlsx"),
        ("a\r\nSet-Cookie: x=1.xlsx", "aSet-Cookie_ x=1.xlsx", "aSet-Cookie_ x=1.xlsx"),
        ("../../etc/passwd", "passwd", "passwd"),
        ("50%.csv", "50_.csv", "50%.csv"),
        ("", "_", "_"),
    ],
)
def test_a_name_is_told_in_utf_8_and_breaks_no_header(name: str, plain: str, whole: str) -> None:
    told = disposition(name)
    assert told.isascii()
    assert "\r" not in told
    assert "\n" not in told
    first, _, second = told.removeprefix('attachment; filename="').partition("\"; filename*=UTF-8''")
    assert (first, unquote(second)) == (plain, whole)


@pytest.mark.long
def test_marked_copy_report_error_sheet_and_original_are_what_they_say(desk: Answered) -> None:
    viewer, here = desk.as_("viewer"), f"{desk.address()}/downloads"
    finding = desk.findings()["O-1 W002"]
    desk.say("reviewer", "decision", finding, said="explained", reason="有通话记录", evidence="清单第3页")

    one = viewer.get(f"{here}/annotated?name=派工.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(one.content))
    assert book["派工单"]["E3"].comment
    assert "%E6%B4%BE%E5%B7%A5.xlsx" in one.headers["content-disposition"]

    report = viewer.get(f"{here}/report?format=html")
    assert "有通话记录" in report.text
    assert report.headers["content-type"] == "application/octet-stream"
    assert report.headers["content-disposition"].startswith("attachment;")
    assert report.headers["cache-control"] == "no-store"
    assert "张三" not in viewer.get(f"{here}/report?format=csv&mask=yes").text

    sheet = openpyxl.load_workbook(io.BytesIO(viewer.get(f"{here}/receipt").content))
    assert "约10点" in " ".join(str(cell) for each in sheet for row in each.values for cell in row if cell)
    original = viewer.get(f"{here}/originals/1")
    assert original.content == (desk.folder / "v0" / "派工.xlsx").read_bytes()


def test_everything_is_one_zip_that_names_what_could_not_be_made(
    desk: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(function: str, *_: object, **arguments: object) -> bytes:
        if arguments.get("format") == "pdf":
            raise DeskError.of("太大。", "too large.")
        return f"{function} {arguments.get('format', '')}".encode()

    monkeypatch.setattr(desk.office.desk.workshop.tasks, "make", make)
    got = desk.as_("viewer").get(f"{desk.address()}/downloads/everything")
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        names = archive.namelist()
        assert "originals/派工.xlsx" in names
        assert {
            "report.html",
            "report.docx",
            "report.xlsx",
            "report.json",
            "marked copies.zip",
            "error sheet.xlsx",
        } <= set(names)
        assert archive.read("what is missing.txt").decode("utf-8-sig") == "report.pdf: too large."
        assert archive.read("originals/派工.xlsx") == (desk.folder / "v0" / "派工.xlsx").read_bytes()
    assert not list((desk.office.desk.folder / "temporary").glob("bundle-*"))


def test_names_in_the_zip_stay_within_it(tmp_path: Path, desk: Answered) -> None:
    store = desk.office.desk.workshop.files
    kept = store.take(io.BytesIO(b"x"), 10)
    path = bundle(tmp_path, store, [Handed("../../a/../b.xlsx", kept.digest, 1)], [], "zh")
    assert zipfile.ZipFile(path).namelist() == ["原件/a/b.xlsx"]


@pytest.mark.parametrize(
    "path",
    [
        "report?format=nonsense",
        "report?format=../../etc",
        "report?format=diff-json",
        "originals/2",
        "originals/0",
        "originals/x",
    ],
)
def test_what_there_is_not_is_not_found(desk: Answered, path: str) -> None:
    assert desk.as_("viewer").get(f"{desk.address()}/downloads/{path}").status_code == 404


def test_a_file_without_a_marked_copy_is_told_of(desk: Answered, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    monkeypatch.setattr(desk.office.desk.workshop.tasks, "make", lambda *_, **__: empty.getvalue())
    answer = desk.as_("viewer").get(f"{desk.address()}/downloads/annotated?name=../secret")
    assert answer.status_code == 422
    assert "there is no marked copy of this file" in answer.text


def test_nothing_of_a_foreign_project_can_be_downloaded(desk: Answered) -> None:
    assert submission(desk.office).project == desk.office.own.id
    base = desk.address().replace(f"/projects/{desk.office.own.id}/", f"/projects/{desk.office.foreign.id}/")
    for path in ("", "/report", "/annotated", "/receipt", "/originals/1", "/everything"):
        assert desk.as_("outsider").get(f"{base}/downloads{path}").status_code == 404
        assert desk.as_("outsider").get(f"{desk.address()}/downloads{path}").status_code == 404


def test_formats_that_people_read_come_first() -> None:
    assert formats()[:3] == ["html", "docx", "pdf"]
    assert not [one for one in formats() if one.startswith("diff-")]
