"""Returning what was handed in, to be mended by a day; and what is due, in a project and of mine."""

from __future__ import annotations

import datetime as dt

from fastapi import APIRouter, HTTPException, Response

from svcqa.errors import DeskError
from svcqa.web.jobs.dates import day_of
from svcqa.web.pages.access import Known, Number, Reviewing, Viewing
from svcqa.web.pages.forms import NONE, WRONG, Faults, Written, faults
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.versions import PAGES, found, may_mend, opened, shown, words
from svcqa.web.pages.visit import Visit
from svcqa.web.roles import Role
from svcqa.web.store import members, returns, uploads
from svcqa.web.store.uploads import Submission

router = APIRouter()
_SUBMISSION = "/projects/{project}/submissions/{submission}"
_USUAL = dt.timedelta(days=5)
"""How long somebody is given, if nothing else is said."""


@router.get(f"{_SUBMISSION}/return")
def show_return(visit: Viewing, submission: Number) -> Response:
    """What was returned of it, and the form."""
    with visit.desk.database.reading() as connection:
        of = found(connection, visit, submission)
    return _return(visit, of, due_on=(_today(visit) + _USUAL).isoformat())


@router.post(f"{_SUBMISSION}/return")
def give_back(visit: Reviewing, submission: Number, due_on: Written = "", note: Written = "") -> Response:
    """Return the newest version."""
    of = _returnable(visit, submission)
    try:
        with visit.desk.database.writing() as connection:
            returns.give_back(connection, of, due_on, note, visit.by, _today(visit))
    except DeskError as error:
        return _return(visit, of, due_on, note, faults(error))
    return to(f"/projects/{visit.project.id}/submissions/{of.id}/return")


@router.post(f"{_SUBMISSION}/return/withdrawn")
def withdraw(visit: Reviewing, submission: Number) -> Response:
    """Ask for no mended version any more."""
    of = _returnable(visit, submission)
    with visit.desk.database.writing() as connection:
        returns.withdraw(connection, of, visit.by)
    return to(f"/projects/{visit.project.id}/submissions/{of.id}/return")


@router.get("/projects/{project}/reminders")
def of_project(visit: Viewing) -> Response:
    """What waits for a mended version in the project."""
    with visit.desk.database.reading() as connection:
        due, people = returns.open_in(connection, [visit.project.id]), shown(connection)
    return page(visit, "reminders_project.html", due=due, people=people, today=_today(visit), projects={})


@router.get("/reminders")
def of_mine(visit: Known) -> Response:
    """What I am asked to mend or asked others to, in all my projects."""
    me = visit.person.id
    with visit.desk.database.reading() as connection:
        mine = [project for project, _ in members.projects_of(connection, me) if not project.closed]
        due = returns.open_in(connection, [one.id for one in mine])
        behind = {one.id: me in uploads.handed_in_by(connection, one.submission) for one in due}
        people = shown(connection)
    return page(
        visit, "reminders.html", asked=[one for one in due if behind[one.id]],
        asking=[one for one in due if one.by == me and not behind[one.id]], people=people, today=_today(visit),
        projects={one.id: one.title for one in mine},
    )  # fmt: skip


def _today(visit: Visit) -> dt.date:
    return day_of(visit.at.isoformat())


def _returnable(visit: Visit, number: int) -> Submission:
    """A submission that the visitor may return: nobody returns what they handed in.

    Raises:
        HTTPException: 404, or 403.
    """
    with visit.desk.database.reading() as connection:
        of = found(connection, visit, number)
        own = visit.person.id in uploads.handed_in_by(connection, of.id)
    if own:
        raise HTTPException(403, "right")
    return of


def _return(visit: Visit, of: Submission, due_on: str = "", note: str = "", wrong: Faults = NONE) -> Response:
    one = opened(visit, of.id, of.newest.number)
    with visit.desk.database.reading() as connection:
        made = returns.of_submission(connection, of.id)
        own = visit.person.id in uploads.handed_in_by(connection, of.id)
    may_return = visit.may(Role.reviewer.name) and not own and not visit.project.closed
    return page(
        visit, "return.html", WRONG if wrong else 200, one=one, made=made, people=one.people, may_return=may_return,
        due_on=due_on, note=note, faults=wrong, today=_today(visit), pages=PAGES, words=words(visit),
        may_mend=may_mend(visit, of),
    )  # fmt: skip
