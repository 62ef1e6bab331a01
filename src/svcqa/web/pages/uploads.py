"""What is handed in to a project: the list, handing in, and handing in a mended version."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.jobs.dates import day_of
from svcqa.web.pages import versions
from svcqa.web.pages.access import Number, Uploading, Viewing
from svcqa.web.pages.forms import NONE, WRONG, Faults, Filled, faults, text, texts
from svcqa.web.pages.paging import PER_PAGE, Paging, numbered
from svcqa.web.pages.receiving import LARGEST_FILE, LARGEST_FORM, received, titled
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.versions import may_mend
from svcqa.web.pages.visit import Visit
from svcqa.web.store import refusals, uploads
from svcqa.web.store.uploads import Submission

router = APIRouter(prefix="/projects/{project}/submissions")
_LIMITS = {"largest_file": LARGEST_FILE, "largest_form": LARGEST_FORM}


@router.get("")
def show_submissions(visit: Viewing, at: str = "1") -> Response:
    """What was handed in, the newest first."""
    with visit.desk.database.reading() as connection:
        found, people = uploads.submissions(connection, visit.project.id), versions.shown(connection)
    paging = Paging(numbered(at), len(found))
    start = (paging.number - 1) * PER_PAGE
    today = day_of(visit.at.isoformat()).isoformat()
    shown = found[start : start + PER_PAGE]
    return page(visit, "submissions.html", submissions=shown, people=people, paging=paging, today=today)


@router.get("/new")
def show_new(visit: Uploading) -> Response:
    """The form to hand in something new."""
    return _new(visit)


@router.post("", max_body_size=LARGEST_FORM)
def hand_in(visit: Uploading, form: Filled) -> Response:
    """Hand in something new."""
    title = text(form, "title")
    try:
        came = received(visit, form)
        with visit.desk.database.writing() as connection:
            made = uploads.hand_in(connection, visit.project.id, titled(title, came.taken), came.taken, visit.by)
            refusals.note(connection, made.id, came.refused)
    except DeskError as error:
        return _new(visit, title, WRONG, faults(error))
    visit.desk.workshop.supervisor.wake()
    return to(f"/projects/{visit.project.id}/submissions/{made.submission}/versions/{made.number}")


@router.get("/{submission}")
def show_submission(visit: Viewing, submission: Number) -> Response:
    """The newest version of it."""
    of = _found(visit, submission)
    return to(f"/projects/{visit.project.id}/submissions/{of.id}/versions/{of.newest.number}")


@router.get("/{submission}/again")
def show_again(visit: Uploading, submission: Number) -> Response:
    """The form to hand in a mended version."""
    return _again(visit, _mendable(visit, submission))


@router.post("/{submission}/again", max_body_size=LARGEST_FORM)
def hand_in_again(visit: Uploading, submission: Number, form: Filled) -> Response:
    """Hand in a mended version."""
    of, without = _mendable(visit, submission), texts(form, "without")
    try:
        came = received(visit, form)
        if not came.taken and not without:
            raise DeskError.of(
                "没有选择文件，也没有去掉文件。", "no file was chosen, and none taken out.", where="files",
                mend=Text("请选择改好的文件。", "Choose the mended files."),
            )  # fmt: skip
        with visit.desk.database.writing() as connection:
            made = uploads.hand_in_again(connection, of, came.taken, without, visit.by)
            refusals.note(connection, made.id, came.refused)
    except DeskError as error:
        return _again(visit, of, without, WRONG, faults(error))
    visit.desk.workshop.supervisor.wake()
    return to(f"/projects/{visit.project.id}/submissions/{of.id}/versions/{made.number}")


def _found(visit: Visit, number: int) -> Submission:
    with visit.desk.database.reading() as connection:
        return versions.found(connection, visit, number)


def _mendable(visit: Visit, number: int) -> Submission:
    of = _found(visit, number)
    if not may_mend(visit, of):
        raise HTTPException(403, "right")
    return of


def _new(visit: Visit, title: str = "", status: int = 200, wrong: Faults = NONE) -> Response:
    return page(visit, "submission_new.html", status, title=title, faults=wrong, **_LIMITS)


def _again(
    visit: Visit, of: Submission, without: list[str] | None = None, status: int = 200, wrong: Faults = NONE
) -> Response:
    with visit.desk.database.reading() as connection:
        files = uploads.files_of(connection, of.newest.id)
    return page(
        visit, "submission_again.html", status, of=of, files=files, without=without or [], faults=wrong, **_LIMITS
    )  # fmt: skip
