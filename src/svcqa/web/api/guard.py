"""The guard of the API: it knows tokens and nothing else; a browser's session opens nothing here."""

from __future__ import annotations

from typing import Annotated, NoReturn

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from svcqa.web.api.rates import Rates
from svcqa.web.desk import Desk
from svcqa.web.pages import languages
from svcqa.web.pages.access import Needs, Right
from svcqa.web.pages.visit import Visit
from svcqa.web.store import tokens
from svcqa.web.store.people import Person
from svcqa.web.store.tokens import Token

SCHEME = Depends(HTTPBearer(scheme_name="token", description="A token made at My account.", auto_error=False))
"""What the description tells of tokens."""
_CHALLENGE = 'Bearer realm="svcqa"'


class Bearing(Needs):
    """The guard of a route that programs use."""

    async def let_in(self, request: Request) -> Visit:
        """Let in whoever shows a token.

        Raises:
            HTTPException: 401 without one that is valid, 429 if it is used too often, and those of pages.
        """
        visit = await run_in_threadpool(_visited, request)
        request.state.visit = visit
        return await run_in_threadpool(self.admitted, visit)


Known = Annotated[Visit, Depends(Bearing(Right.LOGIN))]
Viewing = Annotated[Visit, Depends(Bearing(Right.VIEW))]
Uploading = Annotated[Visit, Depends(Bearing(Right.UPLOAD))]


def _visited(request: Request) -> Visit:
    desk: Desk = request.app.state.desk
    at, address = desk.now(), request.client.host if request.client else ""
    token, person = _whose(request, desk)
    rates: Rates = request.app.state.rates
    if seconds := rates.wait(token.id, at):
        raise HTTPException(429, headers={"Retry-After": str(seconds)})
    if tokens.is_stale(token, at):
        with desk.database.writing() as connection:
            tokens.see(connection, token, at)
    return Visit(desk, request, languages.of(request, secure=desk.secure), "", at, address, person)


def _whose(request: Request, desk: Desk) -> tuple[Token, Person]:
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not shown.strip():
        _refuse()
    with desk.database.reading() as connection:
        return tokens.whose(connection, shown.strip(), desk.now()) or _refuse()


def _refuse() -> NoReturn:
    raise HTTPException(401, headers={"WWW-Authenticate": _CHALLENGE})
