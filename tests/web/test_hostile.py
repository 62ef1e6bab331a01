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
from sqlalchemy import func, update
from sqlalchemy import select as chosen

from svcqa.errors import DeskError
from svcqa.history import Stamp
from svcqa.history.follow_up import raise_nonconformities
from svcqa.web.checklistform import asked
from svcqa.web.jobs import outputs
from svcqa.web.store import people, projects, schema, uploads
from svcqa.web.store.settings import Settings
from svcqa.web.store.uploads import Handed
from tests.audits import plain_findings
from tests.office import HEADINGS, workbook, workbooks
from tests.reviewed import review, reviewed
from tests.web.checking import check, sent, submission, with_manual
from tests.web.desk import PASSWORD, Browser, Office, a_desk
from tests.web.programs import program
from tests.web.routes import NONCONFORMITY, PAGES, ROUTES, UNSAFE, Page, filled
from tests.web.served import served

MARK = "\"'><xss-mark xssattr=1>{{3*4441}}"
"""Text that would become an element, an attribute or the result of a template, wherever it were not told as text."""
INSTALLED = Settings(rulesets=("customer-service",))
"""A manual with questions that a person answers."""
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", '=HYPERLINK("http://evil.test")')
FORM = "application/x-www-form-urlencoded"


def _book(place: Path) -> Path:
    """A workbook with hostile text in names of sheets, headings and cells."""
    rows = [
        (f"{text}{number}", text, "", "2024-03-05 10:00", "2024-03-05 12:00", text, text, 1, text)
        for number, text in enumerate((MARK, *FORMULAS))
    ]
    return workbooks(place, {MARK[:24]: [[MARK], [*HEADINGS, MARK], *rows], "别的": [[MARK], [MARK, MARK]]})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk on which everything that can hold text holds hostile text."""
    folder = tmp_path_factory.mktemp("desk")
    made = a_desk(folder)
    with_manual(made, folder)
    uploader, book = made.as_("uploader"), _book(folder / "a.xlsx").read_bytes()
    files = [(f"../{MARK}/{MARK}.xlsx", book), (f"~${MARK}.xlsx", b"x"), (f"{MARK}.zip", b"PK\x03\x04")]
    sent(uploader, "/projects/1/submissions", files, title=MARK)
    check(made)
    for name in ("auditor", "admin", "uploader"):
        assert made.as_(name).post("/account", {"shown": MARK, "lang": "en"}).status_code == 303
    made.as_("admin").post("/people", {"name": "somebody", "shown": MARK})
    made.as_("auditor").post("/account/tokens", {"name": MARK, "days": "7"})
    _followed(made)
    with made.desk.database.writing() as connection:
        connection.execute(update(schema.projects).where(schema.projects.c.id == 1).values(title=MARK))
        connection.execute(update(schema.versions).values(doing=MARK))
    yield made
    made.desk.workshop.close()
    made.desk.database.close()


def _followed(office: Office) -> None:
    """What is followed up on: a nonconformity, a waiver with a proof, and an answer of the checklist."""
    auditor, rows = office.as_("auditor"), plain_findings(1)
    history = office.desk.workshop.histories.of(office.own.id)
    kept = history.keep(reviewed(rows, [review(row) for row in rows]), Stamp(MARK, office.clock()))
    raise_nonconformities(history, kept, Stamp(MARK, office.clock()))
    at = f"/projects/1/nonconformities/{NONCONFORMITY}"
    revision = re.search(r'name="revision" value="(\d+)"', auditor.get(at).text)
    assert revision
    worked = {"revision": revision[1], "cause": MARK, "extent": MARK, "containment": FORMULAS[0]}
    assert auditor.post(at, worked).status_code == 303
    with office.desk.database.writing() as connection:
        projects.keep_settings(connection, office.own, INSTALLED)
    rule = next(iter(office.desk.manuals.rules(INSTALLED.rulesets)))
    wanted = {"rule": rule, "record": MARK, "unit": MARK, "reason": MARK, "valid_to": "2026-12-31"}
    proof = {"proof": (f"../{MARK}\u202e.html", b"<script>alert(1)</script>")}
    assert auditor.post("/projects/1/waivers", wanted, files=proof).status_code == 303
    questions = asked(office.desk.manuals.bound(INSTALLED)).values()
    one = next(one for one in questions if one.question.points == 1 and one.question.words)
    told = {"signed_at": "2026-01-19", "period": "2025", "asked": MARK, "signer": MARK, "evidence": MARK}
    told |= {one.answer: one.question.words[0], one.method: one.question.methods[0]}
    answer = {"rule": one.rule, **{f"field.{name}": value for name, value in told.items()}}
    assert auditor.post("/projects/1/checklist/answer", answer).status_code == 303


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


class TestPages:
    @pytest.mark.parametrize("name", ["auditor", "admin"])
    @pytest.mark.parametrize("path", PAGES)
    def test_text_stays_text_on_every_page(self, browsers: dict[str, Browser], path: str, name: str) -> None:
        answer = browsers[name].get(filled(path), params={"back": MARK, "done": MARK, "at": MARK, "text": MARK})
        assert answer.status_code < 500
        page = Page(answer.text) if "html" in answer.headers.get("content-type", "") else Page("")
        assert "xss-mark" not in page.tags
        assert not [one for one in page.attributes if one[1] == "xssattr" or re.match(r"on\w+$", one[1])]
        assert not [one for one in page.addresses() if not re.match(r"(/(?!/)|#|\?|$)|http://desk\.test/", one)]
        assert "13323" not in answer.text

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
    def test_text_that_looks_like_a_formula_is_none_in_what_is_handed_out(self, office: Office, tmp_path: Path) -> None:
        newest, history = submission(office).newest, office.desk.workshop.histories.place(1)
        assert newest.digest
        told: dict[str, Any] = {"history": history, "audit": newest.digest, "events": [1, 0], "lang": "zh"}
        with office.desk.database.reading() as connection:
            files = uploads.files_of(connection, newest.id)
        made = outputs.report(office.desk.folder, tmp_path, **told, format="xlsx", mask=False)
        text = outputs.report(office.desk.folder, tmp_path, **told, format="csv", mask=False).decode("utf-8-sig")
        assert any(one in text for one in FORMULAS)
        assert not re.search(r'(^|,|;|\t)"?[=+@\t-](?![\d.,"]*(,|$))', text, re.MULTILINE)
        receipt = outputs.receipt(
            office.desk.folder, tmp_path, files=_plain(files), settings=newest.settings, lang="zh"
        )
        for one in (made, receipt):
            book = openpyxl.load_workbook(io.BytesIO(one))
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
            assert cells
            assert not [cell.value for cell in cells if cell.data_type == "f" and str(cell.value) in FORMULAS]
            assert not [cell for cell in cells if cell.hyperlink and "evil" in str(cell.hyperlink.target)]


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
