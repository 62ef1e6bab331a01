"""A version: how far its check has come, what came of it, and trying again."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Response

from svcqa.web.pages.access import Number, Uploading, Viewing
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.versions import PAGES, Opened, may_mend, opened, prepared, words
from svcqa.web.pages.visit import Visit
from svcqa.web.results.kept import results_in
from svcqa.web.results.nouns import Results
from svcqa.web.store import queue
from svcqa.web.store.by import read
from svcqa.web.unprepared import UnpreparedError

router = APIRouter(prefix="/projects/{project}/submissions/{submission}/versions/{version}")


@router.get("")
def show_version(visit: Viewing, submission: Number, version: Number) -> Response:
    """What came of a version, or how far it has come."""
    one = opened(visit, submission, version)
    results = _results(visit, one) if one.version.state == "done" else None
    return page(visit, "version.html", results=results, **_told(visit, one))


@router.get("/progress")
def show_progress(visit: Viewing, submission: Number, version: Number) -> Response:
    """The part of the page that tells how far it has come; once that is over, the page is to be shown anew."""
    one = opened(visit, submission, version)
    response = page(visit, "version_progress.html", **_told(visit, one))
    if not one.pending:
        response.headers["HX-Refresh"] = "true"
    return response


@router.get("/plan")
def show_plan(visit: Viewing, submission: Number, version: Number) -> Response:
    """What to supply next, so that more rules can be assessed."""
    one = opened(visit, submission, version)
    plan = results_in(prepared(visit, one)).plan
    wanted = {each.name: each for each in plan.lacking} if plan else {}
    return page(visit, "plan.html", plan=plan, wanted=wanted, **_told(visit, one))


@router.post("/check")
def check_again(visit: Uploading, submission: Number, version: Number) -> Response:
    """Have it checked once more, by the settings as they are now."""
    one = opened(visit, submission, version)
    if not may_mend(visit, one.submission):
        raise HTTPException(403, "right")
    with visit.desk.database.writing() as connection:
        queue.check_again(connection, one.submission, one.version, visit.by)
    visit.desk.workshop.supervisor.wake()
    return to(one.address)


def _results(visit: Visit, one: Opened) -> Results | None:
    """What came of it; none if it was not kept for pages, of which the page then tells."""
    try:
        return results_in(prepared(visit, one))
    except UnpreparedError:
        return None


def _told(visit: Visit, one: Opened) -> dict[str, Any]:
    since = one.version.started_at
    took = int((visit.at - read(since)).total_seconds()) if since and one.version.state == "checking" else 0
    return {
        "one": one, "pages": PAGES, "words": words(visit), "may_mend": may_mend(visit, one.submission),
        "took": max(took, 0),
    }  # fmt: skip
