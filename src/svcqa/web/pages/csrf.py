"""Against forms of other sites: what changes something carries what only our own pages know."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from svcqa.web.store import secret

FIELD, HEADER = "csrf", "X-CSRF-Token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def of_stranger(shown: str) -> str:
    """What the forms of a browser carry in which nobody is logged in; another site cannot compute it."""
    return secret.digest(f"csrf {shown}") if shown else ""


async def check(request: Request, expected: str) -> None:
    """Refuse what our own pages did not send.

    Raises:
        HTTPException: 403; it comes from elsewhere, or does not carry the token.
    """
    check_origin(request)
    shown = request.headers.get(HEADER) or str((await request.form()).get(FIELD, ""))
    if not expected or not hmac.compare_digest(shown.encode("utf-8", "replace"), expected.encode()):
        raise HTTPException(403, "csrf")


def check_origin(request: Request) -> None:
    """Refuse what a browser says comes from another site.

    Raises:
        HTTPException: 403.
    """
    origin = request.headers.get("Origin")
    elsewhere = origin is not None and urlsplit(origin).netloc != request.headers.get("Host", "")
    if elsewhere or request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        raise HTTPException(403, "csrf")
