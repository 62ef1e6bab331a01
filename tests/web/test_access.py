"""Who may do what: every route says what it needs, and whoever does not have it does not get it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, Response
from fastapi.routing import APIRoute
from starlette.routing import Mount

from svcqa.web.app import ROUTERS
from svcqa.web.pages.access import Anyone, Right, Viewing, declared
from svcqa.web.roles import Role
from tests.web.desk import Browser, Office, a_desk

ROUTES = [(method, route.path, right) for route, right in declared(ROUTERS) for method in sorted(route.methods or ())]
PEOPLE = ("viewer", "uploader", "reviewer", "auditor", "outsider", "admin")
UNKNOWN = "999999"
"""The number of something that does not exist, for whatever else stands in a path."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = a_desk(tmp_path_factory.mktemp("desk"))
    yield made
    made.desk.database.close()


@pytest.fixture(scope="module")
def browsers(office: Office) -> dict[str, Browser]:
    return {name: office.as_(name) for name in PEOPLE}


@pytest.fixture(scope="module")
def tokens(browsers: dict[str, Browser]) -> dict[str, str]:
    return {name: browser.token() for name, browser in browsers.items()}


def _path(path: str, project: int) -> str:
    return re.sub(r"{\w+(:\w+)?}", UNKNOWN, path.replace("{project}", str(project)))


def _asked(browser: Browser, method: str, path: str, token: str) -> httpx2.Response:
    headers = {"X-CSRF-Token": token} if method != "GET" else {}
    answer: httpx2.Response = browser.client.request(method, path, headers=headers)
    return answer


def _named(route: tuple[str, str, Right]) -> str:
    return f"{route[0]} {route[1]}"


@pytest.mark.parametrize("route", ROUTES, ids=_named)
def test_nobody_gets_in_without_a_login(office: Office, route: tuple[str, str, Right]) -> None:
    method, path, right = route
    browser = office.browser()
    answer = _asked(browser, method, _path(path, office.own.id), browser.token("/login"))
    if right is Right.NOTHING:
        assert answer.status_code != 403
    else:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?back=")


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("route", [one for one in ROUTES if one[2].role], ids=_named)
def test_a_role_gets_what_it_may_and_nothing_else(
    office: Office, browsers: dict[str, Browser], tokens: dict[str, str], route: tuple[str, str, Right], name: str
) -> None:
    method, path, right = route
    needed = right.role
    assert needed is not None
    answer = _asked(browsers[name], method, _path(path, office.own.id), tokens[name])
    role = Role.__members__.get(name)
    if role is None:
        assert answer.status_code == 404
    elif role < needed:
        assert answer.status_code == 403
    else:
        assert answer.status_code < 500
        assert answer.status_code not in {401, 403}
        assert answer.status_code != 404 or UNKNOWN in _path(path, 0)


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "outsider"])
@pytest.mark.parametrize("route", [one for one in ROUTES if one[2].role], ids=_named)
def test_a_foreign_project_is_answered_like_one_that_does_not_exist(
    office: Office, browsers: dict[str, Browser], tokens: dict[str, str], route: tuple[str, str, Right], name: str
) -> None:
    method, path, _ = route
    answers = [
        _asked(browsers[name], method, _path(path, number), tokens[name]) for number in (office.foreign.id, 888888)
    ]
    assert [one.status_code for one in answers] == [404, 404]
    foreign, absent = (one.text for one in answers)
    assert foreign.replace(f"/projects/{office.foreign.id}", "/projects/888888") == absent
    assert "别人的项目" not in foreign


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("route", [one for one in ROUTES if one[2] is Right.ADMINISTRATOR], ids=_named)
def test_only_administrators_administer(
    office: Office, browsers: dict[str, Browser], tokens: dict[str, str], route: tuple[str, str, Right], name: str
) -> None:
    method, path, _ = route
    answer = _asked(browsers[name], method, _path(path, office.own.id), tokens[name])
    assert (answer.status_code == 403) == (name != "admin")
    assert answer.status_code < 500


def test_an_administrator_sees_nothing_of_a_project_they_do_not_belong_to(browsers: dict[str, Browser]) -> None:
    admin = browsers["admin"]
    assert "华东服务质检" not in admin.get("/projects").text
    assert "华东服务质检" in admin.get("/administration").text
    trail = admin.get("/trail").text
    assert "made a project" in trail
    assert "added a member" not in trail


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.0", "١", "1" * 30, "1%00"])
def test_what_is_no_number_of_a_project_does_not_exist(browsers: dict[str, Browser], number: str) -> None:
    assert browsers["auditor"].get(f"/projects/{number}").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "1" * 30])
def test_what_is_no_number_of_a_person_does_not_exist(browsers: dict[str, Browser], number: str) -> None:
    assert browsers["admin"].get(f"/people/{number}").status_code == 404
    assert browsers["viewer"].get(f"/people/{number}").status_code == 403


def test_the_application_has_no_route_beside_those_that_are_declared(office: Office) -> None:
    beside = [route for route in office.app.routes if isinstance(route, (APIRoute, Mount))]
    assert [route.path for route in beside] == ["/static"]
    assert office.browser().get("/docs").status_code == office.browser().get("/openapi.json").status_code == 404


def _says_nothing() -> Response:
    return Response()


def _says_twice(one: Anyone, other: Viewing) -> Response:
    return Response()


def _names_no_project(visit: Viewing) -> Response:
    return Response()


@pytest.mark.parametrize("route", [_says_nothing, _says_twice, _names_no_project], ids=lambda route: route.__name__)
def test_a_route_that_does_not_say_what_it_needs_keeps_the_desk_from_starting(route: object) -> None:
    router = APIRouter()
    router.add_api_route("/somewhere", route)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="/somewhere"):
        declared([router])


def test_a_route_that_is_no_page_keeps_the_desk_from_starting(tmp_path: Path) -> None:
    router = APIRouter()
    router.mount("/beside", FastAPI())
    with pytest.raises(TypeError):
        declared([router])
