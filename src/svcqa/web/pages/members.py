"""The members of a project, for its auditors."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from svcqa.errors import DeskError
from svcqa.web.pages.access import Auditing, Number
from svcqa.web.pages.forms import NONE, WRONG, Faults, Written, faults
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.roles import Role, role
from svcqa.web.store import members, people

router = APIRouter()


@router.get("/projects/{project}/members")
def show_members(visit: Auditing) -> Response:
    """Who belongs to the project."""
    return _members(visit)


@router.post("/projects/{project}/members")
def put(visit: Auditing, account: Written = "", as_role: Written = "") -> Response:
    """Make somebody a member, or give a member another role."""
    try:
        with visit.desk.database.writing() as connection:
            person = people.named(connection, account)
            if person is None:
                raise DeskError.of("没有这个账号。", "there is no such account.", where="account")
            members.put(connection, visit.project, person, role(as_role), visit.by)
    except DeskError as error:
        return _members(visit, WRONG, faults(error), account)
    return to(f"/projects/{visit.project.id}/members")


@router.post("/projects/{project}/members/{person}/removed")
def remove(visit: Auditing, person: Number) -> Response:
    """Take somebody out of the project."""
    try:
        with visit.desk.database.writing() as connection:
            found = people.found(connection, person)
            if members.role_of(connection, visit.project.id, found.id) is None:
                raise HTTPException(404)
            members.remove(connection, visit.project, found, visit.by)
    except LookupError as error:
        raise HTTPException(404) from error
    except DeskError as error:
        return _members(visit, WRONG, faults(error))
    return to(f"/projects/{visit.project.id}/members")


def _members(visit: Visit, status: int = 200, wrong: Faults = NONE, account: str = "") -> Response:
    with visit.desk.database.reading() as connection:
        team = members.listed(connection, visit.project.id)
    return page(visit, "members.html", status, members=team, roles=list(Role), account=account, faults=wrong)
