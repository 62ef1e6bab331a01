"""The desk's own database: a file in its folder, or a schema of a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from svcqa.databases import Connected, in_schema, url_of
from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.store.schema import metadata

SCHEMA = "svcqa_desk"
"""Where the desk's tables stand in PostgreSQL, apart from the histories of its projects."""


class Database(Connected):
    """The tables of the desk, made where there are none yet."""

    named = Text("质检台的数据库", "the desk's database")
    option = "--database"
    error = DeskError
    alone = "SELECT pg_advisory_xact_lock(hashtext('svcqa desk'))"
    read_beside_writing = True

    def __init__(self, place: str | Path) -> None:
        super().__init__(in_schema(url_of(place, self.option), SCHEMA))
        try:
            self._make()
        except BaseException:
            self.close()
            raise

    def _make(self) -> None:
        with self.writing() as connection:
            if not self.is_file:
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            metadata.create_all(connection)
