"""Projects, and what is handed in to them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from sqlalchemy import Connection

from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.api import models
from svcqa.web.api.guard import SCHEME, Known, Uploading, Viewing
from svcqa.web.pages.access import Number
from svcqa.web.pages.forms import Filled, text, texts
from svcqa.web.pages.receiving import LARGEST_FORM, received, titled
from svcqa.web.pages.versions import found, may_mend
from svcqa.web.pages.visit import Visit
from svcqa.web.problemdetails import Saying
from svcqa.web.store import members, queue, refusals, uploads
from svcqa.web.store.uploads import Submission, Version

router = APIRouter(prefix="/api/v1/projects", dependencies=[SCHEME])
Start = Annotated[int, Query(ge=0, le=10_000_000, description="How many are left out before.")]
Count = Annotated[int, Query(ge=1, le=200, description="How many are told at most.")]


def _form(**more: Any) -> dict[str, Any]:
    """A form with files, as it is described; the guard comes before anything of it is read."""
    files = {"type": "array", "items": {"type": "string", "format": "binary"}, "description": "Workbooks, CSV, zip."}
    schema = {"type": "object", "properties": {"files": files, **more}}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


_NEW = _form(title={"type": "string", "description": "What it is called; after its first file unless given."})
_AGAIN = _form(
    without={"type": "array", "items": {"type": "string"}, "description": "Names of files that are taken out."}
)


@router.get("")
def list_projects(visit: Known) -> models.Projects:
    """The projects of the token's person."""
    with visit.desk.database.reading() as connection:
        mine = members.projects_of(connection, visit.person.id)
    return models.Projects(
        projects=[
            models.Project(
                id=one.id, title=one.title, role=role.name, closed=one.closed, rulesets=list(one.settings.rulesets)
            )
            for one, role in mine
        ]
    )


@router.get("/{project}/submissions")
def list_submissions(visit: Viewing, start: Start = 0, count: Count = 50) -> models.Submissions:
    """What was handed in, the newest first."""
    with visit.desk.database.reading() as connection:
        all_ = uploads.submissions(connection, visit.project.id)
    shown = [models.Handed(**_told(one)) for one in all_[start : start + count]]
    return models.Submissions(total=len(all_), submissions=shown)


@router.post("/{project}/submissions", status_code=202, max_body_size=LARGEST_FORM, openapi_extra=_NEW)
def hand_in(visit: Uploading, form: Filled) -> models.Version:
    """Hand in something new."""
    came = received(visit, form)
    with visit.desk.database.writing() as connection:
        title = titled(text(form, "title"), came.taken)
        made = uploads.hand_in(connection, visit.project.id, title, came.taken, visit.by)
        refusals.note(connection, made.id, came.refused)
        told = version_of(connection, made)
    visit.desk.workshop.supervisor.wake()
    return told


@router.get("/{project}/submissions/{submission}")
def get_submission(visit: Viewing, submission: Number) -> models.Submission:
    """A submission with its versions."""
    with visit.desk.database.reading() as connection:
        of = found(connection, visit, submission)
        history = [version_of(connection, one) for one in uploads.versions(connection, of.id)]
    return models.Submission(**_told(of), history=history)


@router.post(
    "/{project}/submissions/{submission}/versions", status_code=202, max_body_size=LARGEST_FORM, openapi_extra=_AGAIN
)
def hand_in_again(visit: Uploading, submission: Number, form: Filled) -> models.Version:
    """Hand in a mended version."""
    of, without = _mendable(visit, submission), texts(form, "without")
    came = received(visit, form)
    if not came.taken and not without:
        raise DeskError.of(
            "没有文件，也没有去掉文件。", "there is no file, and none is taken out.", where="files",
            mend=Text("请发送改好的文件。", "Send the mended files."),
        )  # fmt: skip
    with visit.desk.database.writing() as connection:
        made = uploads.hand_in_again(connection, of, came.taken, without, visit.by)
        refusals.note(connection, made.id, came.refused)
        told = version_of(connection, made)
    visit.desk.workshop.supervisor.wake()
    return told


def version_of(connection: Connection, one: Version) -> models.Version:
    """A version as programs are told of it."""
    return models.Version(
        submission=one.submission, number=one.number, state=one.state, at=one.at, doing=one.doing,
        ahead=queue.place(connection, one.id),
        files=[
            models.File(name=each.name, size=each.size, sha256=each.digest)
            for each in uploads.files_of(connection, one.id)
        ],
        refused=[Saying(zh=each.zh, en=each.en) for each in refusals.of(connection, one.id)],
        problems=[Saying(zh=each.zh, en=each.en) for each in one.problems],
        digest=one.digest,
        figures=models.Figures.model_validate(one.figures) if one.figures else None,
    )  # fmt: skip


def _mendable(visit: Visit, number: int) -> Submission:
    with visit.desk.database.reading() as connection:
        of = found(connection, visit, number)
    if not may_mend(visit, of):
        raise HTTPException(403, "right")
    return of


def _told(one: Submission) -> dict[str, Any]:
    return {
        "id": one.id, "title": one.title, "created_at": one.created_at, "due_on": one.due_on,
        "versions": one.newest.number, "state": one.newest.state,
    }  # fmt: skip
