"""A visit: one request of somebody, with all that a page needs to answer it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fastapi import Request

from svcqa.text import Lang
from svcqa.web.desk import Desk
from svcqa.web.roles import Role
from svcqa.web.store.by import By
from svcqa.web.store.people import Person
from svcqa.web.store.projects import Project
from svcqa.web.store.sessions import Session


@dataclass(frozen=True)
class Place:
    """A project, and what the visitor is in it."""

    project: Project
    role: Role


@dataclass(frozen=True)
class Visit:
    """One request; the guard made sure of as much as the route needs.

    Attributes:
        desk: the desk.
        request: the request.
        lang: the language of the page.
        csrf: what every form of the page carries.
        at: the moment.
        address: where the visitor is.
        who: whoever is logged in.
        session: their session.
        place: the project of the path.
    """

    desk: Desk
    request: Request
    lang: Lang
    csrf: str
    at: dt.datetime
    address: str
    who: Person | None = None
    session: Session | None = None
    place: Place | None = None

    @property
    def person(self) -> Person:
        """Whoever is logged in, on routes that need somebody to be."""
        assert self.who is not None, "the route does not need a login"  # noqa: S101
        return self.who

    @property
    def project(self) -> Project:
        """The project of the path, on routes that need a role in it."""
        assert self.place is not None, "the route does not need a project"  # noqa: S101
        return self.place.project

    @property
    def by(self) -> By:
        """Who does what this request asks for."""
        return By(self.who.id if self.who else None, self.at, self.address)

    def may(self, role: str) -> bool:
        """Whether the visitor may do what a role may, in the project of the path."""
        return self.place is not None and self.place.role >= Role[role]
