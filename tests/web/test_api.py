"""The API: programs hand in workbooks and read what came of them, with the rights of their person and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import update

from svcqa.web.api import document
from svcqa.web.api.rates import MOST
from svcqa.web.pages.access import Right, declared
from svcqa.web.roles import Role
from svcqa.web.store import projects, schema, tokens
from tests.office import workbook
from tests.web.checking import check, with_manual
from tests.web.desk import Office, a_desk
from tests.web.programs import Program, program, read, token_of

PEOPLE = ("viewer", "uploader", "reviewer", "auditor", "outsider", "admin")
ROUTES = [
    (method, route.path, right) for route, right in declared(document.ROUTERS) for method in sorted(route.methods or ())
]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk at which a workbook was handed in by a program and checked."""
    folder = tmp_path_factory.mktemp("desk")
    office = a_desk(folder)
    with_manual(office, folder)
    answer = program(office, "uploader").send("/projects/1/submissions", [read(workbook(folder / "派工.xlsx"))])
    assert answer.status_code == 202, answer.text
    check(office)
    yield office
    office.desk.workshop.close()
    office.desk.database.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = a_desk(tmp_path)
    yield made
    made.desk.workshop.close()
    made.desk.database.close()


@pytest.fixture(scope="module")
def reader(checked: Office) -> Program:
    return program(checked, "viewer")


VERSION = "/projects/1/submissions/1/versions/1"


class TestReading:
    def test_my_projects_are_told_and_no_others(self, reader: Program) -> None:
        told = reader.get("/projects").json()["projects"]
        assert [(one["title"], one["role"], one["closed"]) for one in told] == [("华东服务质检", "viewer", False)]

    def test_a_version_tells_how_far_it_is(self, reader: Program) -> None:
        told = reader.get(VERSION).json()
        assert told["state"] == "done"
        assert [one["name"] for one in told["files"]] == ["派工.xlsx"]
        assert told["digest"].startswith("sha256:")
        assert told["figures"]["findings"]["high"] == 1
        assert told["figures"]["unread_files"] == 0

    def test_submissions_are_listed_by_parts(self, reader: Program) -> None:
        told = reader.get("/projects/1/submissions").json()
        assert (told["total"], told["submissions"][0]["title"]) == (1, "派工")
        assert reader.get("/projects/1/submissions", start=1).json() == {"total": 1, "submissions": []}
        assert reader.get("/projects/1/submissions/1").json()["history"][0]["number"] == 1

    def test_a_finding_leads_to_its_cell_and_its_clause(self, reader: Program) -> None:
        told = reader.get(f"{VERSION}/findings", rule="O-1").json()
        assert told["total"] == 1
        finding = told["findings"][0]
        assert (finding["key"], finding["unit"], finding["weight"]) == ("W002", "东城", "high")
        assert (finding["rule"]["clause"], finding["review"]) == ("7.2", "unreviewed")
        assert {(one["file"], one["sheet"], one["cell"], one["value"]) for one in finding["cells"]} >= {
            ("派工.xlsx", "派工单", "E3", "2024-03-05 11:40")
        }
        assert "15" in finding["message"]["zh"]
        assert "15" in finding["message"]["en"]
        assert re.fullmatch("[0-9a-f]{16}", finding["fingerprint"])

    @pytest.mark.parametrize(
        ("asked", "total"),
        [
            ({"weight": "high"}, 1), ({"weight": "low"}, 0), ({"unit": "东城"}, 2), ({"unit": "别处"}, 0),
            ({"review": "confirmed"}, 0), ({"rule": "O-2", "unit": "东城"}, 1), ({"rule": "O-2", "weight": "high"}, 0),
        ],
    )  # fmt: skip
    def test_filters_let_through_what_they_say(self, reader: Program, asked: dict[str, str], total: int) -> None:
        told = reader.get(f"{VERSION}/findings", **asked).json()
        assert told["total"] == total == len(told["findings"])

    def test_parts_make_the_whole(self, reader: Program) -> None:
        whole = reader.get(f"{VERSION}/findings").json()
        parts = [reader.get(f"{VERSION}/findings", start=at, count=1).json() for at in range(whole["total"] + 1)]
        assert [one for part in parts for one in part["findings"]] == whole["findings"]

    def test_a_rule_that_is_not_known_is_not_told_as_one_without_findings(self, reader: Program) -> None:
        answer = reader.get(f"{VERSION}/findings", rule="O-9")
        assert answer.status_code == 422
        assert "O-9" in answer.json()["problems"][0]["zh"]

    def test_what_could_not_be_judged_is_told(self, reader: Program) -> None:
        told = reader.get(f"{VERSION}/unjudged").json()
        assert told["total"] == len(told["unjudged"]) > 0
        assert any(cell["value"] == "约10点" for one in told["unjudged"] for cell in one["cells"])

    def test_coverage_tells_what_was_assessed(self, reader: Program) -> None:
        told = reader.get(f"{VERSION}/coverage").json()
        assert told["rules"] == told["assessed"] + len(told["not_assessed"])

    def test_the_audit_document_is_the_one_of_the_digest(self, reader: Program) -> None:
        answer = reader.get(f"{VERSION}/audit")
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["digest"] == reader.get(VERSION).json()["digest"]


class TestHandingIn:
    def test_a_mended_version_takes_the_place_of_the_file(self, office: Office, tmp_path: Path) -> None:
        uploader, book = program(office, "uploader"), read(workbook(tmp_path / "派工.xlsx"))
        assert uploader.send("/projects/1/submissions", [book], title="三月").json()["state"] == "waiting"
        made = uploader.send("/projects/1/submissions/1/versions", [book, ("b.csv", b"a,b\n")]).json()
        assert (made["number"], [one["name"] for one in made["files"]]) == (2, ["b.csv", "派工.xlsx"])
        made = uploader.send("/projects/1/submissions/1/versions", [], without=["b.csv"]).json()
        assert [one["name"] for one in made["files"]] == ["派工.xlsx"]
        with office.desk.database.reading() as connection:
            noted = connection.execute(schema.trail.select()).all()
        assert [one.action for one in noted][-3:] == ["submission.handed_in", *["submission.mended"] * 2]
        assert {one.person for one in noted[-3:]} == {office.people["uploader"].id}

    def test_without_a_file_nothing_is_handed_in(self, office: Office) -> None:
        answer = program(office, "uploader").send("/projects/1/submissions", [])
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"

    def test_what_is_not_taken_is_told(self, office: Office, tmp_path: Path) -> None:
        files = [read(workbook(tmp_path / "a.xlsx")), ("~$a.xlsx", b"lock")]
        told = program(office, "uploader").send("/projects/1/submissions", files).json()
        assert len(told["files"]) == len(told["refused"]) == 1

    def test_somebody_else_does_not_mend_it(self, office: Office, tmp_path: Path) -> None:
        book = [read(workbook(tmp_path / "a.xlsx"))]
        program(office, "auditor").send("/projects/1/submissions", book)
        assert program(office, "uploader").send("/projects/1/submissions/1/versions", book).status_code == 403

    def test_before_it_is_checked_there_are_no_results(self, office: Office, tmp_path: Path) -> None:
        uploader = program(office, "uploader")
        uploader.send("/projects/1/submissions", [read(workbook(tmp_path / "a.xlsx"))])
        for part in ("findings", "unjudged", "coverage", "audit"):
            assert uploader.get(f"{VERSION}/{part}").status_code == 409
        with office.desk.database.writing() as connection:
            connection.execute(update(schema.versions).values(state="failed"))
        answer = uploader.get(f"{VERSION}/findings")
        assert (answer.status_code, "failed" in answer.json()["said"]["en"]) == (409, True)

    def test_a_closed_project_takes_nothing(self, office: Office, tmp_path: Path) -> None:
        with office.desk.database.writing() as connection:
            projects.close(connection, office.own, office.by())
        uploader = program(office, "uploader")
        answer = uploader.send("/projects/1/submissions", [read(workbook(tmp_path / "a.xlsx"))])
        assert answer.status_code == 403
        assert "closed" in answer.json()["said"]["en"] or "can be read" in answer.json()["said"]["en"]
        assert uploader.get("/projects/1/submissions").status_code == 200


def _path(path: str, project: int) -> str:
    return re.sub(r"{\w+}", "1", path.replace("{project}", str(project)))


def _named(route: tuple[str, str, Right]) -> str:
    return f"{route[0]} {route[1]}"


@pytest.mark.parametrize("route", ROUTES, ids=_named)
class TestAccess:
    @pytest.mark.parametrize("token", ["", "x", "svcqa_", "é", "svcqa_" + "A" * 43])
    def test_without_a_valid_token_nothing_is_told(self, checked: Office, route: Any, token: str) -> None:
        client = checked.as_("auditor").client  # its session opens nothing here
        header = {b"Authorization": f"Bearer {token}".encode()} if token else {}
        answer = client.request(route[0], _path(route[1], 1), headers=header)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["cache-control"] == "no-store"

    def test_a_role_gets_what_it_may_and_a_foreign_project_does_not_exist(self, checked: Office, route: Any) -> None:
        method, path, right = route
        for name in PEOPLE:
            asking = program(checked, name)
            codes = [
                asking.client.request(method, _path(path, number), headers=asking.headers).status_code
                for number in (1, 2, 999)
            ]
            role = Role.__members__.get(name)
            if right is Right.LOGIN:
                assert codes == [200] * 3
                continue
            needed = right.role
            assert needed is not None
            assert codes[2] == 404
            assert codes[1] == 404 or name == "outsider"
            expected = {404} if role is None else {403} if role < needed else {200, 422} if method == "POST" else {200}
            assert codes[0] in (expected | ({403} if "versions" in path and method == "POST" else set()))


class TestTokens:
    def test_a_token_is_shown_once_and_works(self, office: Office) -> None:
        browser = office.as_("viewer")
        made = browser.post("/account/tokens", {"name": "每月上传", "days": "30"})
        token = re.search(r'value="(svcqa_[\w-]{43})"', made.text)
        assert token
        assert token[1] not in browser.get("/account/tokens").text
        assert "每月上传" in browser.get("/account/tokens").text
        assert Program(browser.client, token[1]).get("/projects").status_code == 200
        with office.desk.database.reading() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            assert token[1] not in "\n".join(driver.iterdump())

    def test_a_token_opens_no_page(self, office: Office) -> None:
        asking = program(office, "admin")
        for path in ("/projects", "/account/tokens", "/people", "/api"):
            answer = asking.client.get(path, headers=asking.headers)
            assert (answer.status_code, answer.headers["location"][:6]) == (303, "/login")

    def test_it_expires(self, office: Office) -> None:
        asking = program(office, "viewer")
        office.clock.turn(days=29)
        assert asking.get("/projects").status_code == 200
        office.clock.turn(days=1)
        assert asking.get("/projects").status_code == 401

    def test_it_is_revoked_by_its_owner_and_by_nobody_else(self, office: Office) -> None:
        asking = program(office, "viewer")
        assert office.as_("admin").post("/account/tokens/1/revoked").status_code == 404
        assert asking.get("/projects").status_code == 200
        browser = office.as_("viewer")
        assert browser.post("/account/tokens/1/revoked").status_code == 303
        assert asking.get("/projects").status_code == 401
        assert browser.post("/account/tokens/1/revoked").status_code == 404
        assert "revoked a token" in office.as_("admin").get("/trail").text

    def test_it_ends_with_the_account_and_the_membership(self, office: Office) -> None:
        asking = program(office, "viewer")
        number = office.people["viewer"].id
        office.as_("auditor").post(f"/projects/1/members/{number}/removed")
        assert asking.get("/projects/1/submissions").status_code == 404
        office.as_("admin").post(f"/people/{number}", {"administrator": ""})
        assert asking.get("/projects").status_code == 401

    def test_when_it_was_used_is_kept(self, office: Office) -> None:
        asking = program(office, "viewer")
        assert "Not used yet" in office.as_("viewer").get("/account/tokens").text
        asking.get("/projects")
        assert "Not used yet" not in office.as_("viewer").get("/account/tokens").text

    @pytest.mark.parametrize(
        "form",
        [
            {"name": "", "days": "30"},
            {"name": "x", "days": "3650"},
            {"name": "x", "days": "²"},
            {"name": "a\0b", "days": "7"},
        ],
    )
    def test_one_without_a_purpose_or_a_term_is_not_made(self, office: Office, form: dict[str, str]) -> None:
        assert office.as_("viewer").post("/account/tokens", form).status_code == 422

    def test_nobody_has_more_than_they_can_look_after(self, office: Office) -> None:
        for _ in range(tokens.MOST):
            token_of(office, "viewer")
        assert office.as_("viewer").post("/account/tokens", {"name": "x", "days": "7"}).status_code == 422

    def test_too_many_requests_wait(self, office: Office) -> None:
        asking, other = program(office, "viewer"), program(office, "viewer")
        assert {asking.get("/projects").status_code for _ in range(MOST)} == {200}
        answer = asking.get("/projects")
        assert (answer.status_code, answer.json()["status"]) == (429, 429)
        assert 0 < int(answer.headers["retry-after"]) <= 60
        assert other.get("/projects").status_code == 200
        office.clock.turn(seconds=60)
        assert asking.get("/projects").status_code == 200


class TestTelling:
    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [
            ("GET", "/nothing", 404), ("GET", "/projects/1/submissions/77", 404), ("GET", "/projects/x/submissions", 404),
            ("DELETE", "/projects", 405), ("GET", "/projects/1/submissions?count=0", 422),
            ("GET", "/projects/1/submissions?start=x", 422), ("GET", f"/projects/1/submissions?start={'9' * 30}", 422),
        ],
    )  # fmt: skip
    def test_every_error_is_told_in_both_languages(self, reader: Program, method: str, path: str, status: int) -> None:
        answer = reader.client.request(method, f"/api/v1{path}", headers=reader.headers)
        assert answer.status_code == status
        told = answer.json()
        assert told["status"] == status
        assert told["said"]["zh"] != told["said"]["en"]
        assert answer.headers["content-type"] == "application/problem+json"
        assert status != 422 or told["problems"]

    def test_the_description_names_every_route(self, office: Office) -> None:
        told = office.browser().get("/api/v1/openapi.json").json()
        assert told["openapi"].startswith("3.1")
        paths = {cast("APIRoute", one).path for router in document.ROUTERS for one in router.routes}
        assert set(told["paths"]) == paths
        for methods in told["paths"].values():
            for operation in methods.values():
                assert re.search(r"[\u4e00-\u9fff]", operation["description"])
                assert {"401", "422", "429"} <= set(operation["responses"])

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_a_page_lists_the_routes_in_words(self, office: Office, lang: str) -> None:
        browser = office.as_("viewer")
        browser.post("/language", {"lang": lang, "back": "/api"})
        text = browser.get("/api").text
        for one in document.routes():
            assert one.path in text
            assert one.does.say("zh" if lang == "zh" else "en") in text
