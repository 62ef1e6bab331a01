"""Templates: every value on its way into a page is text, whatever it looks like."""

from __future__ import annotations

import datetime as dt
from functools import cache, partial
from typing import TYPE_CHECKING

from fastapi.responses import HTMLResponse, RedirectResponse, Response

from svcqa.version import VERSION
from svcqa.web import words
from svcqa.web.pages import cookies, csrf, tabs
from svcqa.web.pages.visit import Visit
from svcqa.web.store import by, secret

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from jinja2 import Environment


def page(visit: Visit, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A template filled in, for a visitor.

    Templates know ``visit``, ``say`` (a sentence by its name in the language of the page), ``lang``, ``csrf``, and
    what the page gives them.
    """
    token, planted = _token(visit)
    text = environment().get_template(template).render(
        visit=visit, say=partial(words.say, visit.lang), lang=visit.lang, csrf=token, version=VERSION,
        project_tabs=tabs.of(visit), **values
    )  # fmt: skip
    response = HTMLResponse(text, status)
    if planted:
        cookies.put(response, cookies.STRANGER, planted, secure=visit.desk.secure)
    return response


def to(location: str) -> Response:
    """Go on to a page of the desk, after something was done."""
    return RedirectResponse(location, 303)


def local(location: str) -> str:
    """A place people may be sent back to: one of the desk, whatever a link says."""
    ours = location.startswith("/") and not location.startswith(("//", "/\\")) and location.isprintable()
    return location if ours and "\\" not in location else "/"


@cache
def environment() -> Environment:
    """The templates."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

    from svcqa.reports.templated import number, percent
    from svcqa.rulesets.parameters import shown

    made = Environment(
        loader=ChoiceLoader([PackageLoader("svcqa.web"), PrefixLoader({"reports": PackageLoader("svcqa.reports")})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["written"] = shown
    made.filters |= {"number": number, "percent": percent}
    made.filters["moment"] = _moment
    made.filters["instant"] = lambda written: _moment(by.read(written))
    return made


def _moment(at: dt.datetime) -> str:
    return at.astimezone(_zone()).strftime("%Y-%m-%d %H:%M")


@cache
def _zone() -> ZoneInfo:
    from zoneinfo import ZoneInfo

    from svcqa.periods import ZONE

    return ZoneInfo(ZONE)


def _token(visit: Visit) -> tuple[str, str]:
    """What the forms of the page carry; a browser that shows nothing yet is given something to show."""
    if visit.csrf:
        return visit.csrf, ""
    planted = secret.new()
    return csrf.of_stranger(planted), planted
