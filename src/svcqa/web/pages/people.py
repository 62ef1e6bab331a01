"""People, for administrators: accounts, who may enter, and links with which they set a password."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from svcqa.errors import DeskError
from svcqa.web.pages.access import Administering, Number
from svcqa.web.pages.forms import NONE, WRONG, Faults, Written, faults
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.store import links, people
from svcqa.web.store.people import Person

router = APIRouter()


@router.get("/people")
def show_people(visit: Administering) -> Response:
    """All accounts."""
    with visit.desk.database.reading() as connection:
        found = people.listed(connection)
    return page(visit, "people.html", people=found)


@router.get("/people/new")
def show_new(visit: Administering) -> Response:
    """The form for an account."""
    return _new(visit)


@router.post("/people")
def add(visit: Administering, name: Written = "", shown: Written = "", administrator: Written = "") -> Response:
    """Add an account, and show the link for it once."""
    try:
        with visit.desk.database.writing() as connection:
            person = people.add(
                connection, name, shown, visit.by, administrator=bool(administrator), lang=visit.person.lang
            )
            link = links.give(connection, person, visit.by)
    except DeskError as error:
        return _new(visit, name, shown, WRONG, faults(error))
    return _person(visit, person, link=link)


@router.get("/people/{person}")
def show_person(visit: Administering, person: Number) -> Response:
    """One account."""
    return _person(visit, _found(visit, person))


@router.post("/people/{person}")
def admit(visit: Administering, person: Number, active: Written = "", administrator: Written = "") -> Response:
    """Say whether somebody may enter, and as what."""
    one = _found(visit, person)
    try:
        with visit.desk.database.writing() as connection:
            people.admit(connection, one, visit.by, active=bool(active), administrator=bool(administrator))
    except DeskError as error:
        return _person(visit, one, WRONG, faults(error))
    return to("/people")


@router.post("/people/{person}/link")
def give_link(visit: Administering, person: Number) -> Response:
    """Show a new link once; the old password holds until it is followed."""
    one = _found(visit, person)
    with visit.desk.database.writing() as connection:
        link = links.give(connection, one, visit.by)
    return _person(visit, one, link=link)


def _found(visit: Visit, number: int) -> Person:
    try:
        with visit.desk.database.reading() as connection:
            return people.found(connection, number)
    except LookupError as error:
        raise HTTPException(404) from error


def _new(visit: Visit, name: str = "", shown: str = "", status: int = 200, wrong: Faults = NONE) -> Response:
    return page(visit, "person_new.html", status, name=name, shown=shown, faults=wrong)


def _person(visit: Visit, person: Person, status: int = 200, wrong: Faults = NONE, link: str = "") -> Response:
    address = f"{visit.request.base_url}link/{link}" if link else ""
    return page(visit, "person.html", status, person=person, link=address, days=links.LASTS.days, faults=wrong)
