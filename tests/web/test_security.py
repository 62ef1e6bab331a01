"""What the desk refuses: forms of other sites, fixed sessions, guessing, what is too large, listening unprotected."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter

from svcqa.errors import UsageError
from svcqa.text import LANGS
from svcqa.web import app as apps
from svcqa.web.app import LARGEST_FORM
from svcqa.web.listening import Listening
from svcqa.web.pages.access import Anyone
from svcqa.web.pages.templated import local
from svcqa.web.store import attempts, sessions
from tests.web.desk import BASE, PASSWORD, Browser, Office, a_desk, invited

MANY = [f"guess number {number}" for number in range(attempts.PER_PAIR)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = a_desk(tmp_path)
    yield made
    made.desk.database.close()


class TestForms:
    @pytest.mark.parametrize("token", ["", "x", "é", "0" * 64])
    def test_without_its_token_nothing_is_changed(self, office: Office, token: str) -> None:
        browser = office.as_("viewer")
        answer = browser.client.post("/account", data={"csrf": token, "shown": "somebody else"})
        assert answer.status_code == 403
        assert "expired" in answer.text
        assert "somebody else" not in browser.get("/account").text

    def test_a_token_of_another_session_is_worth_nothing(self, office: Office) -> None:
        others = office.as_("auditor").token()
        assert office.as_("viewer").client.post("/account", data={"csrf": others, "shown": "x"}).status_code == 403

    def test_the_login_too_has_a_token(self, office: Office) -> None:
        answer = office.browser().client.post("/login", data={"name": "viewer", "password": PASSWORD})
        assert answer.status_code == 403

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "http://evil.test"},
            {"Origin": "null"},
            {"Origin": f"{BASE}:81"},
            {"Origin": f"{BASE}.evil.test"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
        ids=str,
    )
    def test_what_comes_from_elsewhere_is_refused_even_with_the_token(
        self, office: Office, headers: dict[str, str]
    ) -> None:
        assert office.as_("viewer").post("/account", {"shown": "x"}, headers=headers).status_code == 403

    def test_what_comes_from_our_pages_is_taken(self, office: Office) -> None:
        headers = {"Origin": BASE, "Sec-Fetch-Site": "same-origin"}
        assert office.as_("viewer").post("/account", {"shown": "x"}, headers=headers).status_code == 303

    def test_a_token_may_come_in_a_header(self, office: Office) -> None:
        browser = office.as_("viewer")
        answer = browser.client.post("/account", data={"shown": "x"}, headers={"X-CSRF-Token": browser.token()})
        assert answer.status_code == 303


class TestSessions:
    def test_whoever_logs_in_gets_a_session_of_their_own(self, office: Office) -> None:
        browser = office.browser()
        browser.client.cookies.set("svcqa_session", "planted-by-somebody")
        given = browser.log_in("viewer").headers.get_list("set-cookie")
        assert any(one.startswith("svcqa_session=") for one in given)
        assert "planted" not in str(given)
        planted = office.browser()
        planted.client.cookies.set("svcqa_session", "planted-by-somebody")
        assert planted.get("/projects").status_code == 303

    def test_logging_in_again_ends_the_former_session(self, office: Office) -> None:
        browser = office.as_("viewer")
        former = browser.client.cookies["svcqa_session"]
        browser.post("/login", {"name": "auditor", "password": PASSWORD})
        thief = office.browser()
        thief.client.cookies.set("svcqa_session", former)
        assert thief.get("/projects").status_code == 303

    def test_logging_out_ends_it_on_the_server(self, office: Office) -> None:
        browser = office.as_("viewer")
        former = browser.client.cookies["svcqa_session"]
        assert browser.post("/logout").headers["location"] == "/login"
        browser.client.cookies.set("svcqa_session", former)
        assert browser.get("/projects").status_code == 303

    def test_an_idle_session_ends(self, office: Office) -> None:
        browser = office.as_("viewer")
        office.clock.at += sessions.IDLE - dt.timedelta(minutes=1)
        assert browser.get("/projects").status_code == 200
        office.clock.at += sessions.IDLE - dt.timedelta(minutes=1)
        assert browser.get("/projects").status_code == 200, "it was seen meanwhile"
        office.clock.at += sessions.IDLE + dt.timedelta(minutes=1)
        assert browser.get("/projects").status_code == 303

    def test_no_session_lasts_for_ever(self, office: Office) -> None:
        browser = office.as_("viewer")
        for _ in range(24):
            office.clock.turn(hours=7)
            assert browser.get("/projects").status_code == 200
        office.clock.turn(hours=1)
        assert browser.get("/projects").status_code == 303

    def test_a_new_password_ends_all_other_sessions(self, office: Office) -> None:
        here, elsewhere = office.as_("viewer"), office.as_("viewer")
        new = "another fine sentence"
        form = {"current": PASSWORD, "password": new, "again": new}
        assert here.post("/account/password", form).status_code == 303
        assert here.get("/projects").status_code == 200
        assert elsewhere.get("/projects").status_code == 303
        assert office.browser().log_in("viewer").status_code == 422
        assert office.browser().log_in("viewer", new).status_code == 303

    def test_whoever_is_switched_off_is_logged_out(self, office: Office) -> None:
        browser = office.as_("viewer")
        number = office.people["viewer"].id
        office.as_("admin").post(f"/people/{number}", {"administrator": ""})
        assert browser.get("/projects").status_code == 303
        assert office.browser().log_in("viewer").status_code == 422

    @pytest.mark.parametrize("secure", [False, True])
    def test_scripts_and_other_sites_do_not_get_at_the_cookie(self, tmp_path: Path, *, secure: bool) -> None:
        office = a_desk(tmp_path, secure=secure)
        browser = office.browser()
        browser.client.base_url = "https://desk.test" if secure else BASE
        cookie = next(one for one in browser.log_in("viewer").headers.get_list("set-cookie") if "svcqa_session" in one)
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert ("Secure" in cookie) == cookie.startswith("__Host-") == secure
        assert "Expires" not in cookie
        assert "Max-Age" not in cookie
        office.desk.database.close()

    def test_secrets_are_not_kept(self, office: Office) -> None:
        browser, link = office.as_("viewer"), invited(office, "auditor")
        with office.desk.database.reading() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            dumped = "\n".join(driver.iterdump())
        assert browser.client.cookies["svcqa_session"] not in dumped
        assert link not in dumped
        assert PASSWORD not in dumped


class TestGuessing:
    def test_after_some_failures_even_the_right_password_waits(self, office: Office) -> None:
        browser = office.browser()
        assert {browser.log_in("viewer", guess).status_code for guess in MANY} == {422}
        assert browser.log_in("viewer").status_code == 429
        assert browser.log_in("auditor").status_code == 303, "others are not held up"
        office.clock.at += attempts.WINDOW
        assert office.browser().log_in("viewer").status_code == 303

    def test_one_address_does_not_try_many_names(self, office: Office) -> None:
        browser = office.browser()
        tried = [browser.log_in(f"name{number}", "guess").status_code for number in range(attempts.PER_ADDRESS + 1)]
        assert tried[-1] == 429
        assert set(tried[:-1]) == {422}

    def test_many_addresses_do_not_try_one_name(self, office: Office) -> None:
        for number in range(attempts.PER_NAME):
            assert _from(office, f"192.0.2.{number}").log_in("viewer", "guess").status_code == 422
        assert _from(office, "198.51.100.1").log_in("viewer").status_code == 429

    def test_nothing_tells_who_has_an_account(self, office: Office) -> None:
        told = [office.browser().log_in(name, "guess") for name in ("viewer", "nobody")]
        bodies = [re.sub(r'value="[^"]{20,}"|"X-CSRF-Token": "\w+"', "", one.text) for one in told]
        assert bodies[0].replace("viewer", "nobody") == bodies[1]
        for name in ("viewer", "nobody"):
            browser = office.browser()
            answers = [browser.log_in(name, guess).status_code for guess in [*MANY, "last"]]
            assert answers[-1] == 429

    def test_somebody_without_a_password_cannot_enter(self, office: Office) -> None:
        office.as_("admin").post("/people", {"name": "new", "shown": "New"})
        assert {office.browser().log_in("new", guess).status_code for guess in ("", "nobody has this password")} == {
            422
        }

    def test_the_current_password_cannot_be_tried_without_end(self, office: Office) -> None:
        browser, new = office.as_("viewer"), "another fine sentence"
        for guess in MANY:
            browser.post("/account/password", {"current": guess, "password": new, "again": new})
        answer = browser.post("/account/password", {"current": PASSWORD, "password": new, "again": new})
        assert answer.status_code == 422
        assert "too many" in answer.text


def _from(office: Office, address: str) -> Browser:
    return office.browser(client=(address, 1))


class TestHeaders:
    @pytest.mark.parametrize(
        ("path", "status"), [("/login", 200), ("/nothing", 404), ("/projects", 303), ("/static/desk.css", 200)]
    )
    def test_every_answer_tells_browsers_what_we_never_do(self, office: Office, path: str, status: int) -> None:
        answer = office.browser().get(path)
        assert answer.status_code == status
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" not in answer.headers
        assert (answer.headers.get("cache-control") == "no-store") == (not path.startswith("/static"))

    def test_under_tls_browsers_stay_there(self, tmp_path: Path) -> None:
        office = a_desk(tmp_path, secure=True)
        assert "max-age" in office.browser().get("/login").headers["strict-transport-security"]
        office.desk.database.close()

    def test_pages_hold_no_script_and_no_style_of_their_own(self, office: Office) -> None:
        browser = office.as_("auditor")
        for path in ("/projects", "/projects/1", "/projects/1/settings", "/projects/1/members", "/account"):
            text = browser.get(path).text
            assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son\w+=|javascript:|//(?!/)[a-z]+\.", text), path


class TestSize:
    def test_a_form_that_is_too_large_is_refused(self, office: Office) -> None:
        answer = office.as_("viewer").post("/account", {"shown": "x" * LARGEST_FORM})
        assert answer.status_code == 413
        assert "too large" in answer.text

    def test_so_is_one_that_does_not_say_how_large_it_is(self, office: Office) -> None:
        sent = 0

        def chunks() -> Iterator[bytes]:
            nonlocal sent
            for _ in range(100):
                sent += 1
                yield b"x" * (LARGEST_FORM // 10)

        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = office.as_("viewer").client.post("/account", content=chunks(), headers=headers)
        assert answer.status_code == 413
        assert answer.headers["x-frame-options"] == "DENY"

    def test_a_form_with_too_many_fields_is_refused(self, office: Office) -> None:
        answer = office.as_("viewer").post("/account", {f"f{number}": "x" for number in range(2000)})
        assert answer.status_code == 400


class TestFailing:
    def test_what_fails_inside_is_not_shown(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        router = APIRouter()

        @router.get("/broken")
        def broken(visit: Anyone) -> None:
            raise RuntimeError("a secret of the house")

        monkeypatch.setattr(apps, "ROUTERS", (*apps.ROUTERS, router))
        office.app = apps.application(office.desk)
        browser = office.browser(raise_server_exceptions=False)
        answer = browser.get("/broken")
        assert answer.status_code == 500
        assert "secret of the house" not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["x-frame-options"] == "DENY"

    def test_a_page_that_htmx_asks_for_leads_to_the_login_as_a_whole(self, office: Office) -> None:
        answer = office.browser().get("/projects", headers={"HX-Request": "true"})
        assert answer.headers["hx-redirect"].startswith("/login")

    @pytest.mark.parametrize("name", ['"><script>alert(1)</script>', "{{ 7 * 7 }}", "=1+1", "\0x", "\u202eevil"])
    def test_what_people_write_is_text(self, office: Office, name: str) -> None:
        answer = office.as_("auditor").post("/projects/1/members", {"account": name, "as_role": "viewer"})
        assert answer.status_code == 422
        assert "<script>alert" not in answer.text
        assert ">49<" not in answer.text


@pytest.mark.parametrize(
    ("location", "goes"),
    [
        ("/projects?x=1", "/projects?x=1"), ("//evil.test", "/"), ("/\\evil.test", "/"), ("https://evil.test", "/"), ("", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"), ("/\t/evil.test", "/"), ("javascript:alert(1)", "/"), ("/a\\b", "/"),
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(office: Office, location: str, goes: str) -> None:
    assert local(location) == goes
    answer = office.browser().post("/login", {"name": "viewer", "password": PASSWORD, "back": location}, at="/login")
    assert answer.headers["location"] == goes


class TestListening:
    @pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
    def test_this_machine_alone_needs_no_encryption(self, host: str) -> None:
        Listening(host, 8400).check()

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example", "", "::ffff:192.0.2.1"])  # noqa: S104
    def test_a_network_is_not_served_in_the_clear(self, host: str) -> None:
        with pytest.raises(UsageError) as error:
            Listening(host, 8400).check()
        for lang in LANGS:
            assert "--unsafe-plain-http" in error.value.say(lang)

    def test_unless_somebody_insists(self) -> None:
        Listening("0.0.0.0", 8400, plain=True).check()  # noqa: S104

    def test_nor_by_a_proxy_that_may_not_be_there(self) -> None:
        with pytest.raises(UsageError):
            Listening("0.0.0.0", 8400, proxied=True).check()  # noqa: S104

    def test_tls_needs_certificate_and_key_that_are_there(self, tmp_path: Path) -> None:
        certificate, key = tmp_path / "a.pem", tmp_path / "b.pem"
        certificate.touch()
        with pytest.raises(UsageError):
            Listening("0.0.0.0", 8400, certificate).check()  # noqa: S104
        with pytest.raises(UsageError):
            Listening("0.0.0.0", 8400, certificate, key).check()  # noqa: S104
        key.touch()
        Listening("0.0.0.0", 8400, certificate, key).check()  # noqa: S104
