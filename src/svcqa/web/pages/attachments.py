"""What is handed to a browser to be saved, under a name of any characters; it never shows it as a page of the desk."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from svcqa.web.store.names import cleaned

_KIND = "application/octet-stream"


def disposition(name: str) -> str:
    """The header that says so (RFC 6266): the name in UTF-8 (RFC 8187), and for old browsers what is ASCII of it."""
    shown = cleaned(name)
    plain = "".join(one if one.isascii() and one.isprintable() and one not in '"\\%' else "_" for one in shown)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}"


def attachment(data: bytes, name: str) -> Response:
    """Bytes to be saved."""
    return Response(data, media_type=_KIND, headers={"Content-Disposition": disposition(name)})


def attached_file(path: Path, name: str, *, fleeting: bool = False) -> Response:
    """A file to be saved; ``fleeting``: it goes once it was sent."""
    gone = BackgroundTask(path.unlink, missing_ok=True) if fleeting else None
    return FileResponse(path, media_type=_KIND, headers={"Content-Disposition": disposition(name)}, background=gone)
