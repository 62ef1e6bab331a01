"""The version that a page is about: what was prepared of its audit, and what was decided since."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import HTTPException
from sqlalchemy import select

from svcqa.web.jobs.preparing import place
from svcqa.web.pages.visit import Visit
from svcqa.web.sheets.asking import Decisions
from svcqa.web.sheets.decisions import decisions
from svcqa.web.sheets.prepared import Prepared
from svcqa.web.store.schema import submissions, versions


@dataclass(frozen=True)
class Checked:
    """A version that was checked.

    Attributes:
        title: of its submission.
        address: of its page.
        prepared: its sheets and findings.
        decisions: what was decided of its findings.
    """

    title: str
    address: str
    prepared: Prepared
    decisions: Decisions


def checked(visit: Visit, submission: int, version: int) -> Checked:
    """A version by its number.

    Raises:
        HTTPException: 404; the project has none of this number, or it was not checked yet.
        UnpreparedError: its sheets were not prepared.
    """
    asked = (
        select(submissions.c.title, versions.c.digest)
        .join(versions, versions.c.submission == submissions.c.id)
        .where(submissions.c.project == visit.project.id)
        .where(submissions.c.id == submission, versions.c.number == version)
    )
    with visit.desk.database.reading() as connection:
        found = connection.execute(asked).first()
    if found is None or found.digest is None:
        raise HTTPException(404)
    address = f"/projects/{visit.project.id}/submissions/{submission}/versions/{version}"
    decided = decisions(visit.desk.workshop.histories.of(visit.project.id), found.digest)
    return Checked(found.title, address, Prepared(place(visit.desk.folder, found.digest)), decided)
