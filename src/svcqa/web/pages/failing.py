"""What people read when a page cannot be had: never a traceback, and never whether something hidden exists."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from svcqa.errors import Problem, SvcqaError
from svcqa.web.pages.access import AwayError, visited
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.problemdetails import details, unfit
from svcqa.web.unprepared import UnpreparedError

_KNOWN = (400, 403, 404, 405, 413, 422, 429, 500)
_DETAILS = ("csrf", "closed", "link", "unprepared")
"""What else is said by its own words."""
_LOG = logging.getLogger("svcqa.web")


def install(app: FastAPI) -> None:
    """Answer errors with pages."""
    app.add_exception_handler(AwayError, _away)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(SvcqaError, _impossible)
    app.add_exception_handler(Exception, _broken)


async def _away(request: Request, error: Exception) -> Response:
    location = error.location if isinstance(error, AwayError) else "/"
    if "HX-Request" in request.headers:
        return Response(headers={"HX-Redirect": location})
    return to(location)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = str(error.detail) if isinstance(error, HTTPException) else ""
    response = await told(request, status, detail)
    if isinstance(error, HTTPException):
        response.headers.update(error.headers or {})
    return response


async def _unfit(request: Request, error: Exception) -> Response:
    """A part of the path or a field is of another kind: there is no such page, or no such form of ours."""
    in_path = isinstance(error, RequestValidationError) and any(one["loc"][0] == "path" for one in error.errors())
    problems = () if in_path or not isinstance(error, RequestValidationError) else tuple(unfit(error.errors()))
    return await told(request, 404 if in_path else 422, problems=problems if _is_program(request) else ())


async def _impossible(request: Request, error: Exception) -> Response:
    problems = error.problems if isinstance(error, SvcqaError) else ()
    return await told(request, 422, "unprepared" if isinstance(error, UnpreparedError) else "", problems=problems)


async def _broken(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    try:
        return await told(request, 500)
    except Exception:  # the database may be what fails
        return Response("500 内部错误 internal error", 500, media_type="text/plain; charset=utf-8")


async def told(request: Request, status: int, detail: str = "", problems: tuple[Problem, ...] = ()) -> Response:
    """The page that says why there is no other; for programs, problem details."""
    if _is_program(request):
        return details(status, detail, problems)
    visit: Visit | None = getattr(request.state, "visit", None)
    if visit is None:
        visit = await run_in_threadpool(visited, request)
    return _page(visit, status, detail, problems)


def _is_program(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _page(visit: Visit, status: int, detail: str, problems: tuple[Problem, ...]) -> Response:
    known = status if status in _KNOWN else 500 if status >= 500 else 400
    name = f"error.{detail if detail in _DETAILS else known}"
    return page(visit, "error.html", status, name=name, problems=problems)
