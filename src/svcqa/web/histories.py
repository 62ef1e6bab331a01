"""The history of each project: a file in the desk's folder, or a schema of its own in PostgreSQL."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import create_engine, text

from svcqa.databases import in_schema, url_of
from svcqa.history import History


class Histories:
    """The histories of a desk's projects; each is made when it is first asked for.

    Args:
        folder: the desk's folder.
        database: the URL of the desk's PostgreSQL database; files in the folder if not given.
    """

    def __init__(self, folder: Path, database: str | None = None) -> None:
        self._folder = folder
        self._url = url_of(database, "--database") if database else None
        self._open: dict[int, History] = {}
        self._lock = threading.Lock()

    def place(self, project: int) -> str:
        """Where it is: a file, or a URL with the password, for nobody to see."""
        if self._url is None:
            return str(self._folder / "histories" / f"{project}.sqlite")
        return in_schema(self._url, _schema(project)).render_as_string(hide_password=False)

    def of(self, project: int) -> History:
        """The history of a project, open; it stays so until all are closed.

        Raises:
            HistoryError: it cannot be opened.
        """
        with self._lock:
            if project not in self._open:
                self.prepare(project)
                self._open[project] = History(self.place(project), create=True)
            return self._open[project]

    def prepare(self, project: int) -> None:
        """Make the folder or the schema in which it can be made."""
        if self._url is None:
            (self._folder / "histories").mkdir(parents=True, exist_ok=True)
            return
        engine = create_engine(self._url)
        try:
            with engine.begin() as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('svcqa desk'))"))
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {_schema(project)}"))
        finally:
            engine.dispose()

    def close(self) -> None:
        """Let go of all of them."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].close()


def _schema(project: int) -> str:
    return f"svcqa_project_{int(project)}"
