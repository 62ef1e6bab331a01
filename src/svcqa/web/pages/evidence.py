"""Files of evidence, to be saved."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from svcqa.web.pages.access import Number, Viewing
from svcqa.web.pages.attachments import attached_file
from svcqa.web.store import evidence

router = APIRouter()


@router.get("/projects/{project}/evidence/{number}")
def download(visit: Viewing, number: Number) -> Response:
    """One file, whatever it is: nobody's browser opens it as a page of the desk."""
    with visit.desk.database.reading() as connection:
        found = evidence.found(connection, visit.project.id, number)
    if found is None:
        raise HTTPException(404)
    return attached_file(visit.desk.workshop.files.path(found.digest), found.name)
