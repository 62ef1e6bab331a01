"""The trail: of a project for its auditors, of the desk for administrators."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Response

from svcqa.web.pages.access import Administering, Auditing
from svcqa.web.pages.deeds import told
from svcqa.web.pages.paging import PER_PAGE, Paging, numbered
from svcqa.web.pages.templated import page
from svcqa.web.pages.visit import Visit
from svcqa.web.store import trail
from svcqa.web.store.trail import Deed

router = APIRouter()


@router.get("/trail")
def of_desk(visit: Administering, at: str = "1") -> Response:
    """What was changed at the desk outside of projects."""
    number = numbered(at)
    with visit.desk.database.reading() as connection:
        total, deeds = trail.of_desk(connection, (number - 1) * PER_PAGE, PER_PAGE)
    return _trail(visit, "trail.html", Paging(number, total), deeds)


@router.get("/projects/{project}/trail")
def of_project(visit: Auditing, at: str = "1") -> Response:
    """What was changed in a project."""
    number = numbered(at)
    with visit.desk.database.reading() as connection:
        total, deeds = trail.of_project(connection, visit.project.id, (number - 1) * PER_PAGE, PER_PAGE)
    return _trail(visit, "project_trail.html", Paging(number, total), deeds)


def _trail(visit: Visit, template: str, paging: Paging, deeds: Sequence[Deed]) -> Response:
    return page(visit, template, paging=paging, deeds=deeds, told=partial(told, lang=visit.lang))
