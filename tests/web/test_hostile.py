"""What somebody hostile sends is refused, or is shown as the text it is; and it harms nothing beside it."""

from __future__ import annotations

import io
import re
import select
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from httpx2 import Response
from sqlalchemy import func
from sqlalchemy import select as chosen

from svcqa.errors import DeskError
from svcqa.web.jobs import outputs
from svcqa.web.store import people, schema, uploads
from svcqa.web.store.uploads import Handed, Version
from tests.office import workbook
from tests.web.checking import check, sent, submission, with_manual
from tests.web.desk import PASSWORD, Browser, Office, a_desk
from tests.web.planted import FORMULAS, MARK, Planted, planted
from tests.web.programs import program
from tests.web.routes import PAGES, ROUTES, UNSAFE, Page, filled
from tests.web.served import served

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """A desk on which everything that can hold text holds hostile text."""
    made = planted(tmp_path_factory.mktemp("desk"))
    yield made
    made.office.desk.workshop.close()
    made.office.desk.database.close()


@pytest.fixture(scope="module")
def office(hostile: Planted) -> Office:
    return hostile.office


@pytest.fixture(scope="module")
def browsers(office: Office) -> dict[str, Browser]:
    return {name: office.as_(name) for name in ("auditor", "admin")}


@pytest.fixture(scope="module")
def tokens(browsers: dict[str, Browser]) -> dict[str, str]:
    """What the forms of each carry."""
    return {name: browser.token() for name, browser in browsers.items()}


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "desk"
    folder.mkdir()
    made = a_desk(folder)
    with_manual(made, tmp_path)
    yield made
    made.desk.workshop.close()
    made.desk.database.close()


def _changes(office: Office) -> int:
    """How much was done at the desk so far."""
    with office.desk.database.reading() as connection:
        return connection.execute(chosen(func.count()).select_from(schema.trail)).scalar_one()


ASKED = [
    pytest.param(path, version, name, marks=[pytest.mark.long] if "/downloads/" in path and version == "1" else [])
    for path in PAGES
    for version in (("1", "2") if "{version}" in path else ("1",))
    for name in (["auditor"] if path.startswith("/projects/") else ["auditor", "admin"])
]
"""Every page, of either version, for whoever may see it; what is made to be downloaded, of the one whose files hold most."""


def _holds_no_more_than_text(answer: Response) -> None:
    page = Page(answer.text) if "html" in answer.headers.get("content-type", "") else Page("")
    assert "xss-mark" not in page.tags
    assert not [one for one in page.attributes if one[1] == "xssattr" or re.match(r"on\w+$", one[1])]
    assert not [one for one in page.addresses() if not re.match(r"(/(?!/)|#|\?|$)|http://desk\.test/", one)]
    assert "13323" not in answer.text


class TestPages:
    @pytest.mark.parametrize(("path", "version", "name"), ASKED)
    def test_text_stays_text_on_every_page(
        self, hostile: Planted, browsers: dict[str, Browser], path: str, version: str, name: str
    ) -> None:
        at = filled(path, **hostile.parts(version))
        answer = browsers[name].get(at, params={"back": MARK, "done": MARK, "at": MARK, "text": MARK})
        assert answer.status_code < 500
        _holds_no_more_than_text(answer)

    @pytest.mark.parametrize("version", ["1", "2"])
    @pytest.mark.parametrize(
        "path",
        [
            "/projects/1/submissions/1/versions/{version}", "/projects/1/submissions/1/versions/{version}/answers",
            "/projects/1/submissions/1/versions/{version}/sheet", "/projects/1/submissions/1/return", "/projects/1/trail",
            "/projects/1/submissions/1/versions/{version}/findings/{fingerprint}", "/projects/1/reminders", "/projects/1",
            "/projects/1/submissions/1/versions/{version}/findings/{fingerprint}/panel", "/projects/1/waivers/1",
            "/projects/1/waivers/2", "/projects/1/waivers", "/projects/1/submissions/1/versions/2/mended/list",
            "/projects/1/submissions/1/versions/2/mended/list?part=changes", "/projects/1/submissions",
            "/projects/1/submissions/1/versions/2/mended/list?part=apart", "/projects/1/nonconformities",
        ],
    )  # fmt: skip
    def test_what_people_said_of_each_other_is_told_as_they_said_it(
        self, hostile: Planted, browsers: dict[str, Browser], path: str, version: str
    ) -> None:
        for headers in ({}, {"HX-Request": "true"}):
            answer = browsers["auditor"].get(filled(path, **hostile.parts(version)), headers=headers)
            assert answer.status_code == 200
            assert "xss-mark" in answer.text
            _holds_no_more_than_text(answer)

    @pytest.mark.parametrize("name", ["uploader", "reviewer"])
    def test_reminders_of_mine_hold_text(self, office: Office, name: str) -> None:
        answer = office.as_(name).get("/reminders")
        assert "xss-mark" in answer.text
        _holds_no_more_than_text(answer)

    def test_programs_are_told_text_as_text(self, office: Office, hostile: Planted) -> None:
        asking, seen = program(office, "auditor"), ""
        for version in ("1", "2"):
            at = f"/projects/1/submissions/1/versions/{version}"
            for path in (
                "/projects",
                "/projects/1/submissions",
                at,
                f"{at}/findings",
                f"{at}/unjudged",
                f"{at}/coverage",
            ):
                answer = asking.get(path)
                assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json"), path
                assert answer.headers["x-content-type-options"] == "nosniff"
                seen += answer.text
        assert "xss-mark" in seen

    @pytest.mark.parametrize("path", PAGES)
    def test_no_page_is_kept_by_a_browser_or_on_the_way(self, browsers: dict[str, Browser], path: str) -> None:
        for browser in browsers.values():
            assert browser.get(filled(path)).headers["cache-control"] == "no-store"

    def test_the_marks_are_there_to_be_seen(self, browsers: dict[str, Browser]) -> None:
        seen = [browsers["auditor"].get(filled(path)).text for path in PAGES]
        assert sum("xss-mark" in text for text in seen) > 10

    @pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "X"])
    def test_other_methods_do_and_tell_nothing(self, office: Office, browsers: dict[str, Browser], method: str) -> None:
        before = _changes(office)
        for path in sorted({path for _, path, _ in ROUTES}):
            answer = browsers["auditor"].client.request(method, filled(path))
            assert answer.status_code in {403, 404, 405}, path
            assert "access-control-allow-origin" not in answer.headers
            assert answer.headers["x-content-type-options"] == "nosniff"
        assert _changes(office) == before


@pytest.mark.parametrize(("method", "path", "right"), UNSAFE)
class TestForms:
    def test_what_another_site_sends_does_nothing(  # noqa: PLR0917
        self, office: Office, browsers: dict[str, Browser], tokens: dict[str, str], method: str, path: str, right: Any
    ) -> None:
        before = _changes(office)
        for name, browser in browsers.items():
            answer = browser.client.request(method, filled(path), data={"title": "x"})
            assert answer.status_code in {403, 404}
            headers = {"Origin": "http://evil.test", "X-CSRF-Token": tokens[name]}
            assert browser.client.request(method, filled(path), headers=headers).status_code in {403, 404}
        assert _changes(office) == before

    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            ("application/json", b'{"csrf": 1}'), ("multipart/form-data", b"no boundary"), (FORM, b"\xff\xfe=%ff&=&&;"),
            ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n"), ("", b"\0" * 9),
            ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"csrf\"; filename=\"a\"\r\n\r\nx\r\n--x--\r\n"),
        ],
    )  # fmt: skip
    def test_what_is_no_form_is_refused(  # noqa: PLR0917
        self, browsers: dict[str, Browser], method: str, path: str, right: Any, kind: str, content: bytes
    ) -> None:
        if path in {"/logout", "/language", "/login"}:
            return  # they ask for nothing that could be wrong
        for browser in browsers.values():
            answer = browser.client.request(method, filled(path), content=content, headers={"Content-Type": kind})
            assert 400 <= answer.status_code < 500


class TestNames:
    @pytest.mark.parametrize(
        "name",
        [
            "../../../etc/passwd.xlsx", "..\\..\\x.xlsx", "C:\\Windows\\x.xlsx", "/etc/x.xlsx", "x\0.xlsx", "x\r\nSet-Cookie: a=b.xlsx",
            "....//x.xlsx", "con.xlsx", "\u202efdp.xlsx", "a" * 5000 + ".xlsx", "%2e%2e%2fx.xlsx", " .xlsx", "\u202ex\u202c.xlsx", "..", "é\ud800.xlsx",
        ],
        ids=ascii,
    )  # fmt: skip
    def test_a_name_is_a_name_and_no_place(self, fresh: Office, tmp_path: Path, name: str) -> None:
        try:
            one = uploads.handed(name, fresh.desk.workshop.files.take(io.BytesIO(b"x"), 10))
        except DeskError:
            return
        assert "/" not in one.name
        assert "\\" not in one.name
        assert one.name.isprintable()
        assert one.name.strip(". ") == one.name != ""
        assert len(one.name.encode("utf-8", "surrogatepass")) < 256

    def test_what_an_archive_calls_its_files_leads_nowhere(self, fresh: Office, tmp_path: Path) -> None:
        book = workbook(tmp_path / "w.xlsx").read_bytes()
        names = ("../../escaped.xlsx", "/escaped.xlsx", "..\\escaped.xlsx", "C:/escaped.xlsx", "a/../../escaped.xlsx")
        sent(fresh.as_("uploader"), "/projects/1/submissions", [("a.zip", _zipped((name, book) for name in names))])
        check(fresh)
        assert not list(tmp_path.rglob("*escaped*"))
        assert submission(fresh).newest.state == "done"
        with fresh.desk.database.reading() as connection:
            found = [one.name for one in uploads.files_of(connection, submission(fresh).newest.id)]
        assert found
        assert all(".." not in one.split("/") and not one.startswith("/") and ":" not in one for one in found)

    @pytest.mark.parametrize(
        "name",
        ["ａｄｍｉｎ", "ADMIN", " admin ", "ad\u200bmin", "admin\u202e", "\u0430dmin", "admi\u0578", "a", "", "ad min", "a\0dmin", "𝐚𝐝𝐦𝐢𝐧"],
        ids=ascii,
    )  # fmt: skip
    def test_nobody_gets_an_account_that_looks_like_another(self, fresh: Office, name: str) -> None:
        with pytest.raises(DeskError), fresh.desk.database.writing() as connection:
            people.add(connection, name, "somebody", fresh.by("admin"))


def _zipped(files: Any) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def _encrypted(place: Path) -> bytes:
    """A zip whose entries say that they are encrypted."""
    data = bytearray(_zipped([("a.xlsx", workbook(place / "e.xlsx").read_bytes())]))
    data[6] |= 1
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


class TestArchives:
    @pytest.mark.parametrize("kind", ["bomb", "nested", "encrypted", "bomb in a workbook", "many", "not a zip", "cut"])
    def test_a_hostile_archive_harms_only_itself(self, fresh: Office, tmp_path: Path, kind: str) -> None:
        book = workbook(tmp_path / "w.xlsx").read_bytes()
        zeros = b" " * 60_000_000
        data = {
            "bomb": lambda: _zipped([("a.csv", zeros)]),
            "nested": lambda: _zipped([("b.zip", _zipped([("c.zip", _zipped([("d.xlsx", book)]))]))]),
            "encrypted": lambda: _encrypted(tmp_path),
            "bomb in a workbook": lambda: _zipped([("xl/workbook.xml", zeros), ("xl/worksheets/sheet1.xml", zeros)]),
            "many": lambda: _zipped((f"{number}.csv", b"") for number in range(12_000)),
            "not a zip": lambda: b"PK\x03\x04" + b"\xff" * 1000,
            "cut": lambda: _zipped([("w.xlsx", book)])[:-30],
        }[kind]()
        name = "a.xlsx" if kind == "bomb in a workbook" else "a.zip"
        uploader = fresh.as_("uploader")
        sent(uploader, "/projects/1/submissions", [(name, data), ("好.xlsx", book)])
        check(fresh)
        newest = submission(fresh).newest
        assert newest.state == "done"
        assert newest.figures["findings"]["high"] == 1, "the file beside it is checked"
        assert newest.figures["unread_files"] > 0 or newest.figures["others"], "what was not read is counted"
        kept = sum(one.stat().st_size for one in fresh.desk.folder.rglob("*") if one.is_file())
        assert kept < 10_000_000


def _streamed(address: str, to: str, headers: dict[str, str]) -> tuple[int, bytes]:
    """Send three gigabytes until there is an answer; how many megabytes were sent, and the answer."""
    host, _, port = address.removeprefix("http://").partition(":")
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    begin = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.xlsx"\r\n\r\n'
    piece = b"x" * (1 << 20)
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(f"POST {to} HTTP/1.1\r\n{head}\r\n".encode() + b"%x\r\n%b\r\n" % (len(begin), begin))
        for told in range(3 << 10):
            if select.select([line], [], [], 0)[0]:
                return told, line.recv(1000)
            line.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
    return 3 << 10, b""


class TestSize:
    def test_three_gigabytes_are_refused_before_they_are_sent(self, fresh: Office) -> None:
        browser, asking = fresh.as_("uploader"), program(fresh, "uploader")
        headers = {"X-CSRF-Token": browser.token(), "Content-Length": str(3 << 30)}
        assert browser.client.post("/projects/1/submissions", content=b"", headers=headers).status_code == 413
        headers = {**asking.headers, "Content-Length": str(3 << 30)}
        answer = asking.client.post("/api/v1/projects/1/submissions", content=b"", headers=headers)
        assert (answer.status_code, answer.json()["status"]) == (413, 413)

    @pytest.mark.long
    @pytest.mark.parametrize("to", ["/projects/1/submissions", "/api/v1/projects/1/submissions"])
    def test_three_gigabytes_that_do_not_say_so_are_cut_off(self, fresh: Office, to: str) -> None:
        browser, asking = fresh.as_("uploader"), program(fresh, "uploader")
        headers = {
            **asking.headers, "X-CSRF-Token": browser.token(), "Content-Type": "multipart/form-data; boundary=x",
            "Cookie": f"svcqa_session={browser.client.cookies['svcqa_session']}", "Transfer-Encoding": "chunked",
            "Host": "desk.test",
        }  # fmt: skip
        with served(fresh.app) as address:
            told, answer = _streamed(address, to, headers)
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert told < 600
        assert not list((fresh.desk.folder / "files").glob("*/*"))
        assert not list((fresh.desk.folder / "temporary").glob("*"))

    @pytest.mark.parametrize(("method", "path", "right"), UNSAFE)
    def test_what_is_too_large_by_its_own_word_is_refused_and_not_done(  # noqa: PLR0917
        self, office: Office, browsers: dict[str, Browser], tokens: dict[str, str], method: str, path: str, right: Any
    ) -> None:
        before = _changes(office)
        for name, browser in browsers.items():
            headers = {"Content-Length": str(1 << 40), "X-CSRF-Token": tokens[name]}
            assert browser.client.request(method, filled(path), headers=headers).status_code == 413
        assert _changes(office) == before


class TestExports:
    """Nothing that is handed out holds a formula or a link that somebody wrote as text."""

    @pytest.mark.parametrize("number", [1, 2])
    def test_reports_and_the_error_sheet(self, office: Office, tmp_path: Path, number: int) -> None:
        version, files, told = _handed_out(office, number)
        made = outputs.report(office.desk.folder, tmp_path, **told, format="xlsx", mask=False)
        text = outputs.report(office.desk.folder, tmp_path, **told, format="csv", mask=False).decode("utf-8-sig")
        assert any(one in text for one in FORMULAS)
        assert not re.search(r'(^|,|;|\t)"?[=+@\t-](?![\d.,"]*(,|$))', text, re.MULTILINE)
        receipt = outputs.receipt(office.desk.folder, tmp_path, files=files, settings=version.settings, lang="zh")
        _is_inert(made)
        _is_inert(receipt)

    @pytest.mark.parametrize("number", [1, 2])
    def test_marked_copies_with_their_index_and_the_audit_workbook(
        self, office: Office, tmp_path: Path, number: int
    ) -> None:
        version, files, told = _handed_out(office, number)
        asked = [version.figures["workbook"]] if version.figures["workbook"] else []
        assert len(asked) == number - 1
        for one in asked:
            _is_inert(office.desk.workshop.files.path(one["digest"]).read_bytes())
        copies = outputs.annotated_copies(office.desk.folder, tmp_path, **told, files=[*files, *asked])
        with zipfile.ZipFile(io.BytesIO(copies)) as archive:
            assert not [one for one in archive.namelist() if one.startswith(("/", ".")) or "/" in one or "\\" in one]
            assert len(archive.namelist()) == 2
            for name in archive.namelist():
                _is_inert(archive.read(name))

    def test_what_was_changed(self, office: Office, tmp_path: Path) -> None:
        (_, old, _), (version, new, _) = (_handed_out(office, number) for number in (1, 2))
        asked = [version.figures["workbook"]]
        made = outputs.comparison(
            office.desk.folder, tmp_path, old=old, new=new, workbook=asked, settings=version.settings, day="2026-01-20",
            format="xlsx", lang="zh",
        )  # fmt: skip
        _is_inert(made)
        assert any("改" in str(cell.value) for cell in _cells(made))


def _handed_out(office: Office, number: int) -> tuple[Version, list[dict[str, Any]], dict[str, Any]]:
    """A version, its files, and what reports of it are asked for with."""
    with office.desk.database.reading() as connection:
        version = uploads.versions(connection, 1)[number - 1]
        files = uploads.files_of(connection, version.id)
    assert version.digest, version.problems
    history = office.desk.workshop.histories.place(1)
    return version, _plain(files), {"history": history, "audit": version.digest, "events": [1, 0], "lang": "zh"}


def _cells(book: bytes) -> list[Any]:
    read = openpyxl.load_workbook(io.BytesIO(book))
    return [cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.value is not None]


def _is_inert(book: bytes) -> None:
    cells = _cells(book)
    assert cells
    live = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert not [one for one in live if not re.match(r"=(HYPERLINK\(\"#|SUM|COUNT|SUBTOTAL)", one)]
    assert not [cell for cell in cells if cell.hyperlink and "evil" in str(cell.hyperlink.target)]
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert not [
            name for name in archive.namelist() if b"evil.test" in archive.read(name) and name.endswith(".rels")
        ]


def _plain(files: list[Handed]) -> list[dict[str, Any]]:
    return [{"name": one.name, "digest": one.digest, "size": one.size} for one in files]


class TestDoors:
    def test_a_proof_is_saved_and_never_shown_as_a_page(self, browsers: dict[str, Browser]) -> None:
        answer = browsers["auditor"].get("/projects/1/waivers/1/proof")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert re.fullmatch(
            r"attachment; filename=\"[ !#-\[\]-~]+\"; filename\*=UTF-8''[\w.%-]+", answer.headers["content-disposition"]
        )
        assert "sandbox" in answer.headers["content-security-policy"] or "html" not in answer.headers["content-type"]

    def test_no_header_can_be_put_in(self, fresh: Office) -> None:
        for value in ("/a\r\nX-Evil: 1", "/%0d%0aX-Evil: 1", "/a\u2028b", "/\u560a\u560d"):
            answer = fresh.browser().post(
                "/login", {"name": "viewer", "password": PASSWORD, "back": value}, at="/login"
            )
            assert "x-evil" not in answer.headers
            assert answer.headers["location"].isascii()

    def test_a_session_that_somebody_planted_is_not_taken_over(self, fresh: Office) -> None:
        browser = fresh.browser()
        browser.client.cookies.set("svcqa_session", "planted")
        browser.log_in("viewer")
        kept = browser.client.cookies.get("svcqa_session", domain="desk.test")
        assert kept
        assert kept != "planted"
        with fresh.desk.database.reading() as connection:
            assert len(connection.execute(chosen(schema.sessions)).all()) == 1

    @pytest.mark.parametrize(
        "path",
        [
            "/static/../app.py",
            "/static/%2e%2e/app.py",
            "/static/..%2fapp.py",
            "/static//etc/passwd",
            "/static/%00",
        ],
    )
    def test_nothing_beside_what_is_for_everybody_is_handed_out(self, fresh: Office, path: str) -> None:
        answer = fresh.browser().get(path)
        assert answer.status_code in {303, 404}
        assert "import" not in answer.text

    @pytest.mark.parametrize(
        "path", ["//evil.test", "//evil.test/", "/\\evil.test/", "/%2f%2fevil.test/", "/projects//evil.test/"]
    )
    def test_no_address_leads_to_another_site(self, fresh: Office, path: str) -> None:
        answer = fresh.browser().client.request("GET", f"http://desk.test{path}")
        assert re.match(r"/(?![/\\])|http://desk\.test/|$", answer.headers.get("location", ""))
