"""My account: how others read me, the language, the password."""

from __future__ import annotations

from fastapi import APIRouter, Response

from svcqa.errors import DeskError
from svcqa.text import LANGS, Lang
from svcqa.web import passwords
from svcqa.web.pages.access import Known
from svcqa.web.pages.forms import NONE, WRONG, Faults, Written, faults
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.store import attempts, people

router = APIRouter()


@router.get("/account")
def show_account(visit: Known, done: str = "") -> Response:
    """My account."""
    return _account(visit, done=done)


@router.post("/account")
def describe(visit: Known, shown: Written = "", lang: Written = "") -> Response:
    """Change the shown name and the language."""
    chosen: Lang = next((one for one in LANGS if one == lang), visit.person.lang)
    try:
        with visit.desk.database.writing() as connection:
            people.describe(connection, visit.person, shown, chosen, visit.by)
    except DeskError as error:
        return _account(visit, WRONG, faults(error), shown)
    return to("/account?done=described")


@router.post("/account/password")
def change_password(visit: Known, current: Written = "", password: Written = "", again: Written = "") -> Response:
    """Change the password; wherever else the person is logged in, they are logged out."""
    try:
        _check_current(visit, current)
        passwords.check(password, again, visit.person.name)
        hashed = visit.desk.passwords.hash(password)
        with visit.desk.database.writing() as connection:
            keep = visit.session.digest if visit.session else None
            people.set_password(connection, visit.person, hashed, visit.by, keep=keep)
    except DeskError as error:
        return _account(visit, WRONG, faults(error))
    return to("/account?done=password")


def _check_current(visit: Visit, current: str) -> None:
    """Whoever finds a screen unlocked cannot try passwords without end."""
    name = visit.person.name
    with visit.desk.database.writing() as connection:
        if attempts.too_many(connection, name, visit.by):
            raise DeskError.of("失败次数太多，请稍后再试。", "too many failures; try again later.", where="current")
        attempts.note(connection, name, visit.by)
        kept = people.password_of(connection, visit.person)
    if not visit.desk.passwords.fits(current, kept)[0]:
        raise DeskError.of("现在的密码不对。", "the current password is wrong.", where="current")
    with visit.desk.database.writing() as connection:
        attempts.forget(connection, name, visit.by)


def _account(
    visit: Visit, status: int = 200, wrong: Faults = NONE, shown: str | None = None, done: str = ""
) -> Response:
    return page(visit, "account.html", status, shown=shown or visit.person.shown, faults=wrong, done=done)
