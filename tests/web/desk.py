"""Desks with people and projects; for tests."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from svcqa.web.app import application
from svcqa.web.desk import Desk
from svcqa.web.manuals import Manuals
from svcqa.web.passwords import Passwords
from svcqa.web.roles import Role
from svcqa.web.store import links, members, people, projects
from svcqa.web.store.by import By
from svcqa.web.store.database import Database
from svcqa.web.store.people import Person
from svcqa.web.store.projects import Project
from svcqa.web.store.settings import Settings

NOON = dt.datetime(2026, 1, 20, 12, tzinfo=dt.UTC)
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
CHEAP = Passwords(PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)))
"""Hashes that take no time."""
MANUALS = Manuals()
"""Loaded once for all tests."""
BASE = "http://desk.test"


@dataclass
class Clock:
    """A clock that tests turn."""

    at: dt.datetime = NOON

    def __call__(self) -> dt.datetime:
        return self.at

    def turn(self, **by: float) -> None:
        self.at += dt.timedelta(**by)


@dataclass
class Office:
    """A desk with an administrator, a person for each role in one project, and an outsider with a project of their own."""

    desk: Desk
    clock: Clock
    people: dict[str, Person]
    own: Project
    foreign: Project
    app: Any = field(init=False)

    def __post_init__(self) -> None:
        self.app = application(self.desk)

    def by(self, name: str | None = None) -> By:
        """Somebody, now."""
        return By(self.people[name].id if name else None, self.clock(), "192.0.2.1")

    def browser(self, **options: Any) -> Browser:
        """A browser in which nobody is logged in."""
        return Browser(TestClient(self.app, base_url=BASE, follow_redirects=False, **options))

    def as_(self, name: str) -> Browser:
        """A browser in which somebody is logged in."""
        browser = self.browser()
        assert browser.log_in(name).status_code == 303
        return browser


class Browser:
    """A browser: it keeps cookies, and fills in forms with the token the page gave it."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **options: Any) -> Response:
        answer: Response = self.client.get(path, **options)
        return answer

    def post(self, path: str, data: dict[str, Any] | None = None, *, at: str = "/account", **options: Any) -> Response:
        """Send a form that stands on the page ``at``."""
        answer: Response = self.client.post(path, data={"csrf": self.token(at), **(data or {})}, **options)
        return answer

    def token(self, at: str = "/account") -> str:
        """What the forms of a page carry."""
        page = self.client.get(at)
        if page.status_code == 303:
            page = self.client.get(page.headers["location"])
        found = re.search(r'name="csrf" value="([^"]+)"', page.text)
        assert found, page.text
        return found[1]

    def log_in(self, name: str, password: str = PASSWORD, **data: str) -> Response:
        return self.post("/login", {"name": name, "password": password, **data}, at="/login")


def a_desk(folder: Path, place: str | Path | None = None, *, secure: bool = False) -> Office:
    """A desk as an office has it after a few days.

    Args:
        folder: where it lies.
        place: its database; a file in the folder if not given.
        secure: browsers reach it by HTTPS only.
    """
    clock = Clock()
    desk = Desk(folder, Database(place or folder / "desk.sqlite"), clock, secure, CHEAP, MANUALS)
    by, hashed = By(None, clock()), CHEAP.hash(PASSWORD)
    with desk.database.writing() as connection:
        found = {
            name: people.add(connection, name, shown, by, administrator=name == "admin", lang="en")
            for name, shown in {
                "admin": "管理员", "outsider": "外人", "viewer": "查看者", "uploader": "上传者", "reviewer": "质检员",
                "auditor": "审核员",
            }.items()
        }  # fmt: skip
        for name, one in found.items():
            people.set_password(connection, one, hashed, by)
            found[name] = replace(one, entered=True)
        own = projects.add(connection, "华东服务质检", Settings(rulesets=("dispatch",)), by)
        foreign = projects.add(connection, "别人的项目", Settings(rulesets=("dispatch",)), by)
        for role in Role:
            members.put(connection, own, found[role.name], role, by)
        members.put(connection, foreign, found["outsider"], Role.auditor, by)
    return Office(desk, clock, found, own, foreign)


def invited(office: Office, name: str) -> str:
    """A one-time link for somebody."""
    with office.desk.database.writing() as connection:
        return links.give(connection, office.people[name], office.by())
