"""What is too large is refused before any page sees it; this says so on a page all the same."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from svcqa.web.pages.failing import told

_STATUS = 413


class Oversized:
    """Puts a page in the place of the bare words with which the framework refuses."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, unless it refuses what is too large."""
        refused = False

        async def sending(message: Message) -> None:
            nonlocal refused
            refused = refused or _is_refusal(message)
            if not refused:
                await send(message)

        await self.app(scope, receive, sending)
        if refused:
            response = await told(Request(scope), _STATUS)
            await response(scope, receive, send)


def _is_refusal(message: Message) -> bool:
    if message["type"] != "http.response.start" or message["status"] != _STATUS:
        return False
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/plain")
