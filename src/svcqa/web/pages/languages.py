"""Which language a page speaks to somebody who is not logged in."""

from __future__ import annotations

from fastapi import Request

from svcqa.text import LANGS, Lang
from svcqa.web.pages import cookies


def of(request: Request, *, secure: bool) -> Lang:
    """The language chosen before, else the first the browser asks for that we speak, else Chinese."""
    chosen = cookies.get(request, cookies.LANG, secure=secure)
    return next((lang for lang in LANGS if lang == chosen), None) or _asked(request.headers.get("Accept-Language", ""))


def _asked(header: str) -> Lang:
    wanted = sorted((_weighed(part) for part in header.split(",")), key=lambda one: -one[1])
    return next((lang for name, weight in wanted for lang in LANGS if weight > 0 and name.startswith(lang)), "zh")


def _weighed(part: str) -> tuple[str, float]:
    """A language and its weight (RFC 9110, 12.5.4); what cannot be read counts for nothing."""
    name, _, rest = part.strip().lower().partition(";")
    try:
        return name, float(rest.strip().removeprefix("q=")) if rest else 1.0
    except ValueError:
        return name, 0.0
