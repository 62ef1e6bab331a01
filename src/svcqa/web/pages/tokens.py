"""My tokens of the API: each is shown once, and can be revoked."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from svcqa.errors import DeskError
from svcqa.web.pages.access import Known, Number
from svcqa.web.pages.forms import NONE, WRONG, Faults, Written, faults
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.store import tokens

router = APIRouter(prefix="/account/tokens")
_USUAL = 90
"""Days a token is valid unless somebody chooses otherwise."""


@router.get("")
def show_tokens(visit: Known) -> Response:
    """My tokens."""
    return _tokens(visit)


@router.post("")
def make(visit: Known, name: Written = "", days: Written = "") -> Response:
    """Make a token, and show it this once."""
    try:
        with visit.desk.database.writing() as connection:
            made = tokens.make(connection, visit.person, name, int(days) if days.isdecimal() else 0, visit.by)
    except DeskError as error:
        return _tokens(visit, WRONG, faults(error), name, days)
    return _tokens(visit, made=made)


@router.post("/{number}/revoked")
def revoke(visit: Known, number: Number) -> Response:
    """Let a token work no longer."""
    try:
        with visit.desk.database.writing() as connection:
            tokens.revoke(connection, visit.person, number, visit.by)
    except LookupError as error:
        raise HTTPException(404) from error
    return to("/account/tokens")


def _tokens(  # noqa: PLR0913, PLR0917 - what stands on the page
    visit: Visit, status: int = 200, wrong: Faults = NONE, name: str = "", days: str = "", made: str = ""
) -> Response:
    with visit.desk.database.reading() as connection:
        valid = tokens.listed(connection, visit.person, visit.at)
    return page(
        visit, "tokens.html", status, tokens=valid, made=made, name=name, days=days or str(_USUAL),
        choices=tokens.DAYS, faults=wrong,
    )  # fmt: skip
