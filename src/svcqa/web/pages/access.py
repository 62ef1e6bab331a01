"""The guard: every route says what it needs, and nobody gets past who does not have it.

A route says so by the type of its visit: ``def show(visit: Viewing) -> Response``. One that says nothing keeps the
desk from starting (:func:`declared`). A project somebody does not belong to is answered like one that does not exist.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from enum import Enum
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.middleware.body_limit import MAX_BODY_SIZE_SCOPE_KEY

from svcqa.web.desk import Desk
from svcqa.web.pages import cookies, csrf, languages
from svcqa.web.pages.visit import Place, Visit
from svcqa.web.roles import Role
from svcqa.web.store import members, people, projects, sessions
from svcqa.web.store.people import Person
from svcqa.web.store.sessions import Session


class Right(Enum):
    """What a route needs."""

    NOTHING = 0
    LOGIN = 1
    ADMINISTRATOR = 2
    VIEW = Role.viewer.name
    UPLOAD = Role.uploader.name
    REVIEW = Role.reviewer.name
    AUDIT = Role.auditor.name

    @property
    def role(self) -> Role | None:
        """The role it asks for in the project of the path; none if it asks for no project."""
        return Role[self.value] if isinstance(self.value, str) else None


class AwayError(Exception):
    """The visitor has to go elsewhere first."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


class Needs:
    """The guard of a route."""

    def __init__(self, right: Right) -> None:
        self.right = right

    async def __call__(self, request: Request) -> AsyncIterator[Visit]:
        """Let the visitor in, and in the end let go of the files they sent.

        Raises:
            AwayError: nobody is logged in.
            HTTPException: 403 for want of a right or of the form's token, or to change a closed project; 404 for a
                project they do not belong to; 413 for what says that it is too large.
        """
        _check_size(request)
        try:
            yield await self.let_in(request)
        finally:
            await request.close()

    async def let_in(self, request: Request) -> Visit:
        """Let in whoever has what the route needs."""
        visit = await run_in_threadpool(visited, request)
        request.state.visit = visit
        visit = await run_in_threadpool(self.admitted, visit)
        request.state.visit = visit
        if request.method not in csrf.SAFE:
            await csrf.check(request, visit.csrf)
        return visit

    def admitted(self, visit: Visit) -> Visit:
        """The visit with the project it is to, if the visitor has the right."""
        if self.right is Right.NOTHING:
            return visit
        if visit.who is None:
            raise AwayError(_login(visit.request))
        if self.right is Right.ADMINISTRATOR and not visit.who.administrator:
            raise HTTPException(403, "right")
        return visit if self.right.role is None else _placed(visit, visit.who, self.right.role)


Anyone = Annotated[Visit, Depends(Needs(Right.NOTHING))]
Known = Annotated[Visit, Depends(Needs(Right.LOGIN))]
Administering = Annotated[Visit, Depends(Needs(Right.ADMINISTRATOR))]
Viewing = Annotated[Visit, Depends(Needs(Right.VIEW))]
Uploading = Annotated[Visit, Depends(Needs(Right.UPLOAD))]
Reviewing = Annotated[Visit, Depends(Needs(Right.REVIEW))]
Auditing = Annotated[Visit, Depends(Needs(Right.AUDIT))]


Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
"""A number in a path, such as that of a person; what is no such number is a page that does not exist."""


def visited(request: Request) -> Visit:
    """The visit of a request, whoever makes it and wherever it goes."""
    desk: Desk = request.app.state.desk
    at, address = desk.now(), request.client.host if request.client else ""
    session, person = _logged_in(request, desk)
    if session is None or person is None:
        lang = languages.of(request, secure=desk.secure)
        token = csrf.of_stranger(cookies.get(request, cookies.STRANGER, secure=desk.secure))
        return Visit(desk, request, lang, token, at, address)
    return Visit(desk, request, person.lang, session.csrf, at, address, person, session)


def declared(routers: Iterable[APIRouter]) -> list[tuple[APIRoute, Right]]:
    """Every route with what it needs.

    Raises:
        TypeError: a route does not say what it needs, or asks for a role without a project in its path.
    """
    return [(route, _needed(route)) for router in routers for route in router.routes]  # type: ignore[misc]


def _needed(route: object) -> Right:
    if not isinstance(route, APIRoute):
        raise TypeError(f"{route} is no route of a page")
    found = [one.call.right for one in route.dependant.dependencies if isinstance(one.call, Needs)]
    if len(found) != 1:
        raise TypeError(f"{route.path} has to say once what it needs, by the type of its visit")
    if found[0].role is not None and "{project}" not in route.path:
        raise TypeError(f"{route.path} needs a role, and names no project")
    return found[0]


def _logged_in(request: Request, desk: Desk) -> tuple[Session | None, Person | None]:
    shown = cookies.get(request, cookies.SESSION, secure=desk.secure)
    if not shown:
        return None, None
    at = desk.now()
    with desk.database.reading() as connection:
        session = sessions.find(connection, shown, at)
        person = people.found(connection, session.person) if session else None
    if session is None or person is None or not person.active:
        return None, None
    if sessions.is_stale(session, at):
        with desk.database.writing() as connection:
            sessions.see(connection, session, at)
    return session, person


def _placed(visit: Visit, person: Person, needed: Role) -> Visit:
    written = str(visit.request.path_params.get("project", ""))
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0
    with visit.desk.database.reading() as connection:
        role = members.role_of(connection, number, person.id)
        if role is None:
            raise HTTPException(404)
        place = Place(projects.found(connection, number), role)
    visit = replace(visit, place=place)
    visit.request.state.visit = visit
    if role < needed:
        raise HTTPException(403, "right")
    if place.project.closed and visit.request.method not in csrf.SAFE:
        raise HTTPException(403, "closed")
    return visit


def _check_size(request: Request) -> None:
    """Refuse what is too large by its own word, before anything is done: the framework only looks at what is read."""
    said, most = request.headers.get("Content-Length", ""), request.scope.get(MAX_BODY_SIZE_SCOPE_KEY)
    if most is not None and said.isdecimal() and int(said[:20]) > most:
        raise HTTPException(413)


def _login(request: Request) -> str:
    """The login, which leads back to where the visitor wanted to go."""
    wanted = request.url.path if request.method == "GET" else "/"
    query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
    return f"/login?back={quote(wanted + query)}"
