"""People, projects and settings: the first start, accounts and links, members, what is said when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import inspect

from svcqa.errors import DeskError
from svcqa.text import LANGS, Lang
from svcqa.web import passwords
from svcqa.web.app import application
from svcqa.web.desk import Desk
from svcqa.web.roles import Role
from svcqa.web.starting import invitation
from svcqa.web.store import attempts, links, members, people, projects, secret, sessions, trail
from svcqa.web.store.by import By
from svcqa.web.store.database import SCHEMA, Database
from svcqa.web.store.settings import Settings
from tests.history import DATABASES, new_place
from tests.web.desk import BASE, CHEAP, MANUALS, NOON, PASSWORD, Browser, Clock, Office, a_desk, invited

NEW = "another fine sentence"
SETTINGS = {"title": "华东服务质检", "rulesets": "dispatch", "as_of": "upload", "dates": "strict"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = a_desk(tmp_path)
    yield made
    made.desk.database.close()


@pytest.fixture(params=DATABASES)
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """The same desk on each database."""
    with new_place(request.param, tmp_path) as place:
        made = a_desk(tmp_path, place)
        yield made
        made.desk.database.close()


class TestFirstStart:
    @pytest.mark.parametrize("kind", DATABASES)
    def test_the_administrator_is_invited_once(self, tmp_path: Path, kind: str) -> None:
        with new_place(kind, tmp_path) as place:
            desk = Desk(tmp_path, Database(place), Clock(), False, CHEAP, MANUALS)
            link = invitation(desk.database, NOON)
            browser = Browser(TestClient(application(desk), base_url=BASE, follow_redirects=False))
            form = {"shown": "顾明远", "password": PASSWORD, "again": PASSWORD}
            assert browser.post(f"/link/{link}", form, at=f"/link/{link}").headers["location"] == "/"
            assert "顾明远" in browser.get("/people").text
            assert invitation(desk.database, NOON) is None
            assert browser.get(f"/link/{link}").status_code == 404
            desk.database.close()

    def test_until_then_each_start_invites_anew_and_the_older_link_leads_nowhere(self, tmp_path: Path) -> None:
        database = Database(tmp_path / "desk.sqlite")
        first, second = invitation(database, NOON), invitation(database, NOON)
        assert first is not None
        assert second is not None
        with database.reading() as connection:
            assert links.whose(connection, first, NOON) is None
            assert links.whose(connection, second, NOON) is not None
            assert len(people.listed(connection)) == 1
        database.close()

    def test_a_desk_is_opened_again_as_it_was(self, tmp_path: Path) -> None:
        a_desk(tmp_path).desk.database.close()
        database = Database(tmp_path / "desk.sqlite")
        with database.reading() as connection:
            assert len(people.listed(connection)) == 6
        database.close()


class TestLinks:
    def test_whoever_follows_it_sets_a_password_and_is_in(self, office: Office) -> None:
        link, browser = invited(office, "viewer"), office.browser()
        before = office.as_("viewer")
        form = {"shown": "查看者", "password": NEW, "again": NEW}
        assert browser.post(f"/link/{link}", form, at=f"/link/{link}").status_code == 303
        assert browser.get("/projects").status_code == 200
        assert before.get("/projects").status_code == 303, "whoever had the old password is out"
        assert office.browser().log_in("viewer", NEW).status_code == 303

    def test_it_works_once(self, office: Office) -> None:
        link, browser = invited(office, "viewer"), office.browser()
        form = {"shown": "查看者", "password": NEW, "again": NEW}
        token = browser.token(f"/link/{link}")
        answers = [browser.client.post(f"/link/{link}", data={**form, "csrf": token}) for _ in range(2)]
        assert answers[0].status_code == 303
        assert answers[1].status_code in {403, 404}
        assert office.browser().get(f"/link/{link}").status_code == 404

    def test_it_leads_nowhere_when_it_is_old(self, office: Office) -> None:
        link = invited(office, "viewer")
        office.clock.at += links.LASTS
        assert office.browser().get(f"/link/{link}").status_code == 404

    def test_nor_for_somebody_who_may_not_enter(self, office: Office) -> None:
        link = invited(office, "viewer")
        with office.desk.database.writing() as connection:
            people.admit(connection, office.people["viewer"], office.by("admin"), active=False, administrator=False)
        assert office.browser().get(f"/link/{link}").status_code == 404

    @pytest.mark.parametrize("link", ["x", "%00", "..%2f..%2fetc", "é" * 100])
    def test_a_guess_leads_nowhere(self, office: Office, link: str) -> None:
        assert office.browser().get(f"/link/{link}").status_code == 404

    @pytest.mark.parametrize(
        ("password", "again", "said"),
        [
            ("short", "short", "12 to 200 characters"),
            ("x" * 201, "x" * 201, "12 to 200 characters"),
            ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "easily guessed"),
            ("my name is Viewer", "my name is Viewer", "easily guessed"),
            (NEW, PASSWORD, "differ"),
            ("", "", "12 to 200 characters"),
        ],
    )
    def test_a_password_that_is_not_taken_is_said_at_its_field(
        self, office: Office, password: str, again: str, said: str
    ) -> None:
        link, browser = invited(office, "viewer"), office.browser()
        browser.client.headers["Accept-Language"] = "en"
        form = {"shown": "V", "password": password, "again": again}
        answer = browser.post(f"/link/{link}", form, at=f"/link/{link}")
        assert answer.status_code == 422
        assert said in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert office.browser().get(f"/link/{link}").status_code == 200, "the link can still be used"


class TestPeople:
    def test_an_account_comes_with_a_link_that_is_shown_once(self, office: Office) -> None:
        browser = office.as_("admin")
        shown = browser.post("/people", {"name": "Zhao.Min", "shown": "赵敏"})
        link = re.search(rf"{BASE}(/link/[\w-]+)", shown.text)
        assert link
        person = next(one for one in _people(office) if one.name == "zhao.min")
        assert "/link/" not in browser.get(f"/people/{person.id}").text.replace(f"/people/{person.id}/link", "")
        fresh = office.browser()
        assert fresh.post(link[1], {"shown": "赵敏", "password": NEW, "again": NEW}, at=link[1]).status_code == 303
        assert office.browser().log_in("ＺＨＡＯ.min", NEW).status_code == 303, "width and case do not matter"

    @pytest.mark.parametrize(
        ("name", "shown", "field"),
        [
            ("viewer", "x", "name"), ("VIEWER ", "x", "name"), ("a", "x", "name"), ("a b", "x", "name"),
            ("x" * 65, "x", "name"), ("../etc", "x", "name"), ("new", "", "shown"), ("new", "x" * 61, "shown"),
            ("new", "a\u202eb", "shown"), ("", "", "name"),
        ],
    )  # fmt: skip
    def test_what_is_no_account_is_said_at_its_field(self, office: Office, name: str, shown: str, field: str) -> None:
        answer = office.as_("admin").post("/people", {"name": name, "shown": shown})
        assert answer.status_code == 422
        assert f'id="fault-{field}"' in answer.text
        assert len(_people(office)) == 6

    def test_somebody_is_always_left_to_administer(self, office: Office) -> None:
        browser, number = office.as_("admin"), office.people["admin"].id
        for form in ({"active": "yes"}, {"administrator": "yes"}):
            answer = browser.post(f"/people/{number}", form)
            assert answer.status_code == 422
            assert "Make somebody else an administrator first" in answer.text
        assert (
            browser.post(f"/people/{office.people['viewer'].id}", {"active": "yes", "administrator": "yes"}).status_code
            == 303
        )
        assert browser.post(f"/people/{number}", {"active": "yes"}).status_code == 303
        assert browser.get("/people").status_code == 403

    def test_my_account_keeps_name_and_language(self, office: Office) -> None:
        browser = office.as_("viewer")
        assert browser.post("/account", {"shown": " 赵  敏 ", "lang": "zh"}).status_code == 303
        assert 'value="赵 敏"' in browser.get("/account").text
        assert '<html lang="zh-CN">' in browser.get("/account").text
        assert browser.post("/account", {"shown": " "}).status_code == 422

    def test_the_current_password_is_asked_for(self, office: Office) -> None:
        answer = office.as_("viewer").post("/account/password", {"current": "x", "password": NEW, "again": NEW})
        assert answer.status_code == 422
        assert 'id="fault-current"' in answer.text


def _people(office: Office) -> list[people.Person]:
    with office.desk.database.reading() as connection:
        return list(people.listed(connection))


class TestLanguage:
    @pytest.mark.parametrize(
        ("header", "lang"),
        [
            (None, "zh"), ("", "zh"), ("fr", "zh"), ("en-GB,en;q=0.8", "en"), ("zh-TW", "zh"), ("fr, en;q=0.5, zh;q=0.4", "en"),
            ("en;q=0", "zh"), ("en;q=x, fr", "zh"), ("EN", "en"),
        ],
    )  # fmt: skip
    def test_before_the_login_the_browser_is_asked(self, office: Office, header: str | None, lang: Lang) -> None:
        headers = {} if header is None else {"Accept-Language": header}
        assert (
            f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in office.browser().get("/login", headers=headers).text
        )

    def test_a_choice_holds(self, office: Office) -> None:
        stranger, known = office.browser(), office.as_("viewer")
        for browser, at, back in ((stranger, "/login", "/login"), (known, "/account", "/account")):
            for lang, html in (("en", "en"), ("zh", "zh-CN")):
                assert browser.post("/language", {"lang": lang, "back": back}, at=at).headers["location"] == back
                assert f'<html lang="{html}">' in browser.get(at).text
        assert stranger.post("/language", {"lang": "fr"}, at="/login").status_code == 422
        assert 'lang="zh-CN"' in office.as_("viewer").get("/account").text.partition(">")[2], (
            "also after the next login"
        )

    @pytest.mark.parametrize("lang", LANGS)
    def test_no_page_mixes_languages(self, office: Office, lang: Lang) -> None:
        with office.desk.database.writing() as connection:
            for one in people.listed(connection):
                people.describe(connection, one, one.name, lang, office.by())
        other = re.compile(r"[\u4e00-\u9fff]") if lang == "en" else re.compile(r">[A-Z][a-z]+ [a-z]+ [a-z]+")
        for name, paths in {
            "admin": ("/people", "/people/new", "/people/1", "/projects", "/account"),
            "auditor": ("/projects/1", "/projects/1/members", "/projects/1/settings"),
        }.items():
            browser = office.as_(name)
            for path in paths:
                text = browser.get(path).text.replace("华东服务质检", "")
                text = re.sub(r"<button[^>]*lang=.*?</button>|<option.*?</option>", "", text)
                assert not other.search(text), (path, other.search(text))


class TestProjects:
    def test_an_administrator_makes_one_for_its_auditor(self, office: Office) -> None:
        browser = office.as_("admin")
        assert browser.post("/administration", {"title": "西南", "account": "viewer"}).status_code == 303
        assert "西南" not in browser.get("/projects").text
        assert "西南" in office.as_("viewer").get("/projects").text
        again = browser.post("/administration", {"title": " 西南 ", "account": "viewer"})
        assert 'id="fault-title"' in again.text

    def test_one_that_lost_its_auditors_gets_another(self, office: Office) -> None:
        number = office.foreign.id
        assert office.as_("viewer").get(f"/projects/{number}").status_code == 404
        office.as_("admin").post(f"/administration/{number}/auditor", {"account": "viewer"})
        viewer = office.as_("viewer")
        assert viewer.get(f"/projects/{number}/members").status_code == 200
        assert "appointed an auditor" in viewer.get(f"/projects/{number}/trail").text

    def test_one_is_closed_and_opened_again(self, office: Office) -> None:
        admin, number = office.as_("admin"), office.own.id
        admin.post(f"/administration/{number}/closed", {"closed": "yes"})
        assert "Closed" in office.as_("viewer").get(f"/projects/{number}").text
        change = office.as_("auditor").post(f"/projects/{number}/members", {"account": "outsider", "as_role": "viewer"})
        assert change.status_code == 403
        assert "This project is closed" in change.text
        admin.post(f"/administration/{number}/closed", {"closed": ""})
        assert "Closed" not in office.as_("viewer").get(f"/projects/{number}").text

    def test_members_come_and_go_and_one_auditor_stays(self, office: Office) -> None:
        browser, here = office.as_("auditor"), f"/projects/{office.own.id}/members"
        assert browser.post(here, {"account": "outsider", "as_role": "uploader"}).status_code == 303
        outsider = office.as_("outsider")
        assert outsider.get(f"/projects/{office.own.id}").status_code == 200
        browser.post(f"{here}/{office.people['outsider'].id}/removed")
        assert outsider.get(f"/projects/{office.own.id}").status_code == 404
        me = office.people["auditor"].id
        for path, form in ((f"{here}/{me}/removed", {}), (here, {"account": "auditor", "as_role": "viewer"})):
            answer = browser.post(path, form)
            assert answer.status_code == 422
            assert "at least one auditor" in answer.text

    @pytest.mark.parametrize(
        ("account", "role"), [("nobody", "viewer"), ("outsider", "king"), ("outsider", ""), ("", "viewer")]
    )
    def test_who_is_no_member_is_said(self, office: Office, account: str, role: str) -> None:
        answer = office.as_("auditor").post(f"/projects/{office.own.id}/members", {"account": account, "as_role": role})
        assert answer.status_code == 422

    def test_whoever_is_no_member_cannot_be_taken_out(self, office: Office) -> None:
        number = office.people["outsider"].id
        assert office.as_("auditor").post(f"/projects/{office.own.id}/members/{number}/removed").status_code == 404


class TestSettings:
    def test_they_are_kept_as_written(self, office: Office) -> None:
        mappings = "columns:\n  work_orders:\n    派工时刻: dispatched_at\nsheets:\n  台账: work_orders\n"
        form = {
            **SETTINGS, "as_of": "fixed", "day": "2026-01-15", "period": "2025Q4", "parameter.arrival_limit": "4h",
            "skip_hidden": "yes", "dates": "lenient", "encoding": "gb18030", "mappings": mappings,
        }  # fmt: skip
        browser, settings = _saved(office, form)
        order = settings.order(NOON.date())
        assert (order["as_of"], order["period"], order["skip_hidden"]) == ("2026-01-15", "2025Q4", True)
        assert order["parameters"] == {"arrival_limit": "4h"}
        assert order["config"].columns == {"work_orders": {"派工时刻": "dispatched_at"}}
        assert (order["config"].dates, order["config"].encoding) == ("lenient", "gb18030")
        page = browser.get(f"/projects/{office.own.id}/settings").text
        assert "派工时刻: dispatched_at" in page
        assert 'value="2026-01-15"' in page
        assert "2025Q4" in browser.get(f"/projects/{office.own.id}").text
        told = browser.get(f"/projects/{office.own.id}/trail").text
        assert "Period: — → 2025Q4" in told

    def test_the_day_of_the_upload_is_that_day(self) -> None:
        assert Settings(rulesets=("dispatch",)).order(NOON.date())["as_of"] == "2026-01-20"

    @pytest.mark.parametrize(
        ("change", "fault", "said"),
        [
            ({"rulesets": ""}, "rulesets", "there is no ruleset"),
            ({"rulesets": "dispach"}, "rulesets", "Did you mean"),
            ({"rulesets": "/etc/passwd"}, "rulesets", "there is no ruleset"),
            ({"title": " "}, "title", "write a title"),
            ({"title": "别人的项目"}, "title", "there is a project of this title"),
            ({"as_of": "fixed", "day": ""}, "as_of", ""),
            ({"as_of": "fixed", "day": "2026-02-30"}, "as_of", ""),
            ({"period": "last week"}, "period", "is no period"),
            ({"period": "2026-02-01..2026-01-01"}, "period", "ends before"),
            ({"parameter.arrival_limit": "soon"}, "parameter.arrival_limit", ""),
            ({"dates": "guess"}, "dates", ""),
            ({"encoding": "klingon"}, "encoding", "there is no encoding"),
            ({"mappings": "columns: ["}, "mappings", "line"),
            ({"mappings": "columns:\n  work_orders: 3"}, "mappings", "line 2"),
            ({"mappings": "history: /etc/passwd"}, "mappings", "unknown key"),
            ({"mappings": "columns:\n  work_ordres:\n    a: b"}, "mappings", "work_orders"),
            ({"mappings": "columns:\n  work_orders:\n    a: nothing"}, "mappings", "no field"),
            ({"mappings": "formats:\n  work_orders:\n    dispatched_at: XX"}, "mappings", "line 3"),
            ({"mappings": "\0"}, "mappings", ""),
            ({"mappings": "- a"}, "mappings", ""),
            ({"mappings": "a"}, "mappings", ""),
        ],
        ids=str,
    )  # fmt: skip
    def test_what_does_not_hold_is_said_at_its_field(
        self, office: Office, change: dict[str, str], fault: str, said: str
    ) -> None:
        here = f"/projects/{office.own.id}/settings"
        browser = office.as_("auditor")
        answer = browser.post(here, {**SETTINGS, "seen": _seen(browser, here), **change})
        assert answer.status_code == 422
        found = re.search(rf'id="fault-{re.escape(fault)}">(.*?)</p>', answer.text, re.DOTALL)
        assert found, re.findall(r'id="fault-.*', answer.text)
        assert said in found[1]
        with office.desk.database.reading() as connection:
            assert projects.found(connection, office.own.id) == office.own

    def test_two_that_change_them_at_once_do_not_lose_a_change(self, office: Office) -> None:
        here = f"/projects/{office.own.id}/settings"
        browser = office.as_("auditor")
        seen = _seen(browser, here)
        assert browser.post(here, {**SETTINGS, "seen": seen, "period": "2025"}).status_code == 303
        answer = browser.post(here, {**SETTINGS, "seen": seen, "period": "2024"})
        assert answer.status_code == 422
        assert "meanwhile" in answer.text

    def test_parameters_follow_the_rulesets_that_are_ticked(self, office: Office) -> None:
        here = f"/projects/{office.own.id}/settings/parameters"
        browser = office.as_("auditor")
        assert "arrival_limit" in browser.get(f"{here}?rulesets=dispatch").text
        assert "arrival_limit" not in browser.get(here).text
        assert browser.get(f"{here}?rulesets=nothing").status_code == 200


def _seen(browser: Browser, here: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', browser.get(here).text)
    assert found
    return found[1]


def _saved(office: Office, form: dict[str, str]) -> tuple[Browser, Settings]:
    here = f"/projects/{office.own.id}/settings"
    browser = office.as_("auditor")
    answer = browser.post(here, {**form, "seen": _seen(browser, here)})
    assert answer.status_code == 303, answer.text
    with office.desk.database.reading() as connection:
        return browser, projects.found(connection, office.own.id).settings


class TestTrail:
    def test_who_did_what_when_and_from_where_is_told(self, office: Office) -> None:
        office.clock.turn(hours=1)
        office.as_("auditor").post(f"/projects/{office.own.id}/members", {"account": "outsider", "as_role": "viewer"})
        row = (
            office.as_("auditor")
            .get(f"/projects/{office.own.id}/trail")
            .text.partition("<tbody>")[2]
            .partition("</tr>")[0]
        )
        for told in ("2026-01-20 21:00", "审核员", "added a member", "外人 (outsider)", "— → Viewer", "testclient"):
            assert told in row

    def test_it_is_shown_a_page_at_a_time(self, office: Office) -> None:
        with office.desk.database.writing() as connection:
            for number in range(120):
                trail.note(connection, office.by(), "project.changed", f"No. {number}", project=office.own.id)
        browser, here = office.as_("auditor"), f"/projects/{office.own.id}/trail"
        assert "No. 119" in browser.get(here).text
        assert "Page 2 of 3" in browser.get(f"{here}?at=2").text
        for odd in ("0", "-1", "x", "9" * 30):
            assert browser.get(f"{here}?at={odd}").status_code == 200


class TestStore:
    def test_what_was_written_is_read(self, anywhere: Office) -> None:
        by = anywhere.by("admin")
        with anywhere.desk.database.writing() as connection:
            one = people.add(connection, "Zhao", "赵敏", by, lang="en")
            link, shown = links.give(connection, one, by), sessions.begin(connection, one.id, by)
            project = projects.add(connection, "西南", Settings(period="2025"), by)
            members.put(connection, project, one, Role.auditor, by)
        with anywhere.desk.database.reading() as connection:
            assert people.named(connection, "ZHAO") == one
            assert people.found(connection, one.id) == one
            assert not one.entered
            assert links.whose(connection, link, NOON) == one
            session = sessions.find(connection, shown, NOON)
            assert session is not None
            assert (session.person, session.seen_at) == (one.id, NOON)
            assert projects.found(connection, project.id).settings == Settings(period="2025")
            assert members.projects_of(connection, one.id) == [(project, Role.auditor)]
            assert members.counts(connection)[project.id] == 1
            deeds = trail.of_project(connection, project.id, 0, 10)
            assert [deed.action for deed in deeds[1]] == ["member.put", "project.added"]
            assert trail.of_desk(connection, 0, 1)[1][0].action == "project.added"

    def test_what_is_refused_leaves_nothing(self, anywhere: Office) -> None:
        def halfway() -> None:
            with anywhere.desk.database.writing() as connection:
                people.describe(connection, anywhere.people["viewer"], "somebody else", "zh", anywhere.by())
                people.add(connection, "viewer", "x", anywhere.by())

        with pytest.raises(DeskError):
            halfway()
        with anywhere.desk.database.reading() as connection:
            assert people.found(connection, anywhere.people["viewer"].id) == anywhere.people["viewer"]

    def test_failures_count_within_a_window_only(self, anywhere: Office) -> None:
        by = anywhere.by()
        with anywhere.desk.database.writing() as connection:
            for _ in range(attempts.PER_PAIR):
                assert not attempts.too_many(connection, "Viewer", by)
                attempts.note(connection, "viewer\0", by)
            assert attempts.too_many(connection, "viewer", by)
            assert not attempts.too_many(connection, "viewer", By(None, NOON + attempts.WINDOW, by.address))
            attempts.forget(connection, "VIEWER", by)
            assert not attempts.too_many(connection, "viewer", by)

    def test_its_tables_stand_apart_from_those_of_histories(self, anywhere: Office) -> None:
        with anywhere.desk.database.reading() as connection:
            schemas = {name for name in inspect(connection).get_schema_names() if name.startswith("svcqa")}
            assert inspect(connection).has_table("people")
        assert schemas == (set() if anywhere.desk.database.is_file else {SCHEMA})

    def test_a_database_says_what_is_wrong_with_it(self, tmp_path: Path) -> None:
        (tmp_path / "desk.sqlite").write_text("no database at all, but long enough to be looked at", encoding="utf-8")
        with pytest.raises(DeskError) as error:
            Database(tmp_path / "desk.sqlite")
        assert "the desk's database failed" in error.value.say("en")


def test_a_person_is_named_in_histories_by_name_and_account(office: Office) -> None:
    assert office.people["auditor"].signed == "审核员 (auditor)"


def test_a_secret_is_long_and_never_the_same() -> None:
    assert len({secret.new() for _ in range(100)}) == 100
    assert len(secret.new()) >= 43


def test_an_older_hash_is_made_anew_when_its_person_logs_in(office: Office) -> None:
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    older = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=16, parallelism=1),)).hash(PASSWORD)
    with office.desk.database.writing() as connection:
        people.set_password(connection, office.people["viewer"], older, office.by())
    assert office.browser().log_in("viewer").status_code == 303
    with office.desk.database.reading() as connection:
        kept = people.password_of(connection, office.people["viewer"])
    assert kept != older
    assert kept is not None
    assert kept.startswith("$argon2id$")


def test_passwords_are_kept_by_argon2_as_recommended() -> None:
    kept = passwords.Passwords().hash(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert "m=65536" in kept
