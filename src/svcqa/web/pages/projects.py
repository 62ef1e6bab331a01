"""Projects: those I belong to, one of them, and all of them for administrators."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.pages.access import Administering, Known, Number, Viewing
from svcqa.web.pages.forms import NONE, WRONG, Faults, Written, faults
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.store import members, people, projects
from svcqa.web.store.people import Person
from svcqa.web.store.projects import Project
from svcqa.web.store.settings import Settings

router = APIRouter()


@router.get("/projects")
def show_projects(visit: Known) -> Response:
    """The projects I belong to."""
    with visit.desk.database.reading() as connection:
        mine = members.projects_of(connection, visit.person.id)
    return page(visit, "projects.html", mine=mine, manuals=visit.desk.manuals)


@router.get("/projects/{project}")
def show_project(visit: Viewing) -> Response:
    """One project: how it is checked, and by whom."""
    with visit.desk.database.reading() as connection:
        team = members.listed(connection, visit.project.id)
    return page(visit, "project.html", members=team, manuals=visit.desk.manuals)


@router.get("/administration")
def show_all(visit: Administering) -> Response:
    """All projects, without what is in them."""
    return _all(visit)


@router.post("/administration")
def add(visit: Administering, title: Written = "", account: Written = "") -> Response:
    """Add a project with its first auditor, who says how it is checked."""
    try:
        with visit.desk.database.writing() as connection:
            auditor = _account(visit, account)
            project = projects.add(connection, title, Settings(), visit.by)
            members.appoint(connection, project, auditor, visit.by)
    except DeskError as error:
        return _all(visit, WRONG, faults(error), title, account)
    return to("/administration")


@router.post("/administration/{number}/auditor")
def appoint(visit: Administering, number: Number, account: Written = "") -> Response:
    """Make somebody an auditor of a project, for one whose auditors are gone."""
    try:
        project, auditor = _found(visit, number), _account(visit, account)
        with visit.desk.database.writing() as connection:
            members.appoint(connection, project, auditor, visit.by)
    except DeskError as error:
        return _all(visit, WRONG, faults(error), account=account)
    return to("/administration")


@router.post("/administration/{number}/closed")
def close(visit: Administering, number: Number, closed: Written = "") -> Response:
    """Close a project, or open it again."""
    project = _found(visit, number)
    with visit.desk.database.writing() as connection:
        (projects.close if closed else projects.reopen)(connection, project, visit.by)
    return to("/administration")


def _found(visit: Visit, number: int) -> Project:
    try:
        with visit.desk.database.reading() as connection:
            return projects.found(connection, number)
    except LookupError as error:
        raise HTTPException(404) from error


def _account(visit: Visit, written: str) -> Person:
    with visit.desk.database.reading() as connection:
        person = people.named(connection, written)
    if person is None:
        raise DeskError.of(
            "没有这个账号。", "there is no such account.", where="account",
            mend=Text("请先在“人员”中添加。", "Add it under People first."),
        )  # fmt: skip
    return person


def _all(visit: Visit, status: int = 200, wrong: Faults = NONE, title: str = "", account: str = "") -> Response:
    with visit.desk.database.reading() as connection:
        found, counts = projects.listed(connection), members.counts(connection)
        accounts = [one for one in people.listed(connection) if one.active]
    return page(
        visit, "administration.html", status, projects=found, counts=counts, accounts=accounts, title=title,
        account=account, faults=wrong,
    )  # fmt: skip
