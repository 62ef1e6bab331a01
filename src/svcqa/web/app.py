"""The desk as an application that a server runs."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from svcqa.version import VERSION
from svcqa.web.desk import Desk
from svcqa.web.pages import access, account, failing, login, members, people, projects, settings, sheet, trail
from svcqa.web.pages.headers import Headers

ROUTERS = (
    login.router, account.router, people.router, projects.router, members.router, settings.router, trail.router,
    sheet.router,
)  # fmt: skip
"""The pages, topic by topic."""
LARGEST_FORM = 1 << 20
"""Bytes of what is sent to a page; routes that take files say how much more they take (``max_body_size``)."""


def application(desk: Desk) -> FastAPI:
    """The application of a desk.

    Raises:
        TypeError: a route does not say who may use it.
    """
    access.declared(ROUTERS)
    app = FastAPI(
        title="svcqa", version=VERSION, docs_url=None, redoc_url=None, openapi_url=None, max_body_size=LARGEST_FORM,
    )  # fmt: skip
    app.state.desk = desk
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")), name="static")
    failing.install(app)
    app.add_middleware(Headers, secure=desk.secure)
    return app
