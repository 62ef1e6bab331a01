"""The cookies of the desk; none of them can be read by a script, or goes along from a form of another site."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

SESSION: Final = "svcqa_session"
"""Who is logged in."""
STRANGER: Final = "svcqa_stranger"
"""A browser in which nobody is logged in, for the forms it is given."""
LANG: Final = "svcqa_lang"
"""The language chosen before somebody logs in."""


def get(request: Request, name: str, *, secure: bool) -> str:
    """What the browser shows; empty if nothing."""
    return request.cookies.get(_named(name, secure=secure), "")


def put(response: Response, name: str, value: str, *, secure: bool, lasts: int | None = None) -> None:
    """Give the browser something to show; it forgets it when it is closed unless it ``lasts`` (seconds)."""
    response.set_cookie(
        _named(name, secure=secure), value, max_age=lasts, path="/", httponly=True, samesite="lax", secure=secure
    )


def drop(response: Response, name: str, *, secure: bool) -> None:
    """Let the browser forget it."""
    response.delete_cookie(_named(name, secure=secure), path="/", httponly=True, samesite="lax", secure=secure)


def _named(name: str, *, secure: bool) -> str:
    """Under TLS no neighbouring site can plant a cookie of such a name (RFC 6265bis, 4.1.3)."""
    return f"__Host-{name}" if secure else name
