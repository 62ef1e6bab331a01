"""Logging in and out, the language, and the one-time link with which somebody sets a password."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from svcqa.errors import DeskError, Problem
from svcqa.text import LANGS, Text
from svcqa.web import passwords
from svcqa.web.pages import cookies
from svcqa.web.pages.access import Anyone, Known
from svcqa.web.pages.forms import NONE, WRONG, Faults, Written, faults
from svcqa.web.pages.templated import local, page, to
from svcqa.web.pages.visit import Visit
from svcqa.web.store import attempts, links, people, sessions, trail
from svcqa.web.store.by import By
from svcqa.web.store.people import Person

router = APIRouter()
_REFUSED = Text("账号或密码不对。", "the account or the password is wrong.")
_WAIT = Text(
    f"失败次数太多，请{attempts.WINDOW.seconds // 60}分钟后再试。",
    f"too many failures; try again in {attempts.WINDOW.seconds // 60} minutes.",
)


@router.get("/")
def start(visit: Known) -> Response:
    """The first page."""
    return to("/projects")


@router.get("/login")
def show_login(visit: Anyone, back: str = "/") -> Response:
    """The form to log in."""
    return to(local(back)) if visit.who else _login(visit, local(back))


@router.post("/login")
def log_in(visit: Anyone, name: Written = "", password: Written = "", back: Written = "/") -> Response:
    """Log somebody in; it says the same, and takes as long, whether or not there is such an account."""
    desk = visit.desk
    with desk.database.writing() as connection:
        if attempts.too_many(connection, name, visit.by):
            return _login(visit, local(back), name, 429, faults([Problem(_WAIT, "name")]))
        attempts.note(connection, name, visit.by)  # before it is known to fail: many at once do not slip through
        person = people.named(connection, name)
        kept = people.password_of(connection, person) if person else None
    fits, anew = desk.passwords.fits(password, kept)
    if not fits or person is None or not person.active:
        with desk.database.writing() as connection:
            trail.note(connection, visit.by, "login.refused", person.name if person else "")
        return _login(visit, local(back), name, WRONG, faults([Problem(_REFUSED, "name")]))
    if anew:
        with desk.database.writing() as connection:
            people.rehash(connection, person, anew)
    return _entered(visit, person, local(back))


@router.post("/logout")
def log_out(visit: Known) -> Response:
    """Log out."""
    if visit.session:
        with visit.desk.database.writing() as connection:
            sessions.end(connection, visit.session.digest)
            trail.note(connection, visit.by, "login.left", visit.person.name)
    response = to("/login")
    cookies.drop(response, cookies.SESSION, secure=visit.desk.secure)
    return response


@router.post("/language")
def choose_language(visit: Anyone, lang: Written = "", back: Written = "/") -> Response:
    """Speak another language from now on."""
    chosen = next((one for one in LANGS if one == lang), None)
    if chosen is None:
        raise HTTPException(WRONG)
    if visit.who:
        with visit.desk.database.writing() as connection:
            people.describe(connection, visit.who, visit.who.shown, chosen, visit.by)
    response = to(local(back))
    cookies.put(response, cookies.LANG, chosen, secure=visit.desk.secure, lasts=365 * 24 * 3600)
    return response


@router.get("/link/{link}")
def show_link(visit: Anyone, link: str) -> Response:
    """The form behind a one-time link."""
    return _link(visit, _invited(visit, link))


@router.post("/link/{link}")
def follow_link(visit: Anyone, link: str, shown: Written = "", password: Written = "", again: Written = "") -> Response:
    """Set the password of whoever the link is for, and log them in."""
    person, desk = _invited(visit, link), visit.desk
    name = shown or person.shown
    try:
        passwords.check(password, again, person.name)
        hashed = desk.passwords.hash(password)
        by = By(person.id, visit.at, visit.address)
        with desk.database.writing() as connection:
            if links.whose(connection, link, visit.at) is None:
                raise HTTPException(404)
            links.use(connection, link, by)
            lang = person.lang if person.entered else visit.lang  # who comes for the first time reads this page
            person = people.describe(connection, person, name, lang, by)
            people.set_password(connection, person, hashed, by)
    except DeskError as error:
        return _link(visit, person, name, WRONG, faults(error))
    return _entered(visit, person, "/")


def _invited(visit: Visit, link: str) -> Person:
    with visit.desk.database.reading() as connection:
        person = links.whose(connection, link, visit.at)
    if person is None:
        raise HTTPException(404, "link")
    return person


def _entered(visit: Visit, person: Person, back: str) -> Response:
    """A session of its own for whoever logged in: what the browser showed before is worth nothing any more."""
    by = By(person.id, visit.at, visit.address)
    with visit.desk.database.writing() as connection:
        attempts.forget(connection, person.name, by)
        if visit.session:
            sessions.end(connection, visit.session.digest)
        shown = sessions.begin(connection, person.id, by)
        trail.note(connection, by, "login.entered", person.name)
    response = to(back)
    cookies.put(response, cookies.SESSION, shown, secure=visit.desk.secure)
    cookies.drop(response, cookies.STRANGER, secure=visit.desk.secure)
    return response


def _login(visit: Visit, back: str, name: str = "", status: int = 200, wrong: Faults = NONE) -> Response:
    return page(visit, "login.html", status, back=back, name=name, faults=wrong)


def _link(visit: Visit, person: Person, shown: str | None = None, status: int = 200, wrong: Faults = NONE) -> Response:
    return page(visit, "link.html", status, person=person, shown=shown or person.shown, faults=wrong)
