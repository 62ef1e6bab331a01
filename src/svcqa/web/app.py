"""The desk as an application that a server runs."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from svcqa.version import VERSION
from svcqa.web.api import document, guide
from svcqa.web.api.rates import Rates
from svcqa.web.desk import Desk
from svcqa.web.pages import (
    access,
    account,
    answers,
    checklist,
    dashboard,
    downloads,
    evidence,
    failing,
    findings,
    login,
    members,
    mended,
    nonconformities,
    nonconformity,
    people,
    projects,
    results,
    returns,
    settings,
    sheet,
    tokens,
    trail,
    understanding,
    uploads,
    waivers,
)
from svcqa.web.pages.headers import Headers
from svcqa.web.pages.oversized import Oversized

ROUTERS = (
    login.router, account.router, people.router, projects.router, members.router, settings.router, trail.router,
    dashboard.router, nonconformities.router, nonconformity.router, waivers.router, checklist.router,
    uploads.router, results.router, understanding.router, sheet.router, findings.router, answers.router,
    evidence.router, returns.router, mended.router, downloads.router,
    tokens.router, guide.router,
)  # fmt: skip
"""The pages, topic by topic."""
LARGEST_FORM = 1 << 20
"""Bytes of what is sent to a page; routes that take files say how much more they take (``max_body_size``)."""


class Application(FastAPI):
    """The application, with the headers on whatever it answers: also where it fails, or before anybody is asked."""

    def build_middleware_stack(self) -> ASGIApp:
        """All that a request passes, from outside."""
        return Headers(Oversized(super().build_middleware_stack()), secure=self.state.desk.secure)


def application(desk: Desk) -> FastAPI:
    """The application of a desk.

    Raises:
        TypeError: a route does not say who may use it.
    """
    access.declared((*ROUTERS, *document.ROUTERS))
    app = Application(
        title="svcqa", version=VERSION, docs_url=None, redoc_url=None, openapi_url=None, max_body_size=LARGEST_FORM,
    )  # fmt: skip
    app.state.desk, app.state.rates = desk, Rates()
    for router in (*ROUTERS, *document.ROUTERS):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")), name="static")
    failing.install(app)
    return app
