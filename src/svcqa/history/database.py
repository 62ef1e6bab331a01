"""The database of the history, opened and brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from svcqa.databases import Connected, url_of
from svcqa.errors import HistoryError
from svcqa.text import Text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"
"""The newest migration; a test holds it against the folder of migrations."""


class Database(Connected):
    """A history's database, at the newest schema."""

    named = Text("审核历史", "the history")
    option = "--history"
    error = HistoryError
    alone = "LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE"

    def __init__(self, place: str | Path, *, create: bool) -> None:
        url = url_of(place, self.option)
        super().__init__(url)
        if self.is_file and not create and not Path(url.database or "").is_file():
            raise no_history(self.shown)
        try:
            with self.said():
                self._bring_up_to_date(create=create)
        except BaseException:
            self.close()
            raise

    def _bring_up_to_date(self, *, create: bool) -> None:
        found = self._version()
        if found == HEAD:
            return
        if found is None and not create:
            raise no_history(self.shown)
        from alembic import command
        from alembic.util import CommandError

        with self.engine.execution_options(writing=True).begin() as connection:
            if not self.is_file:
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('svcqa history'))"))
            try:
                command.upgrade(migrations(connection), "head")
            except CommandError as error:
                raise HistoryError.of(
                    f"这份审核历史由更新版本的svcqa建立（{found}）。",
                    f"this history was made by a later version of svcqa ({found}).",
                    where=self.shown,
                    mend=Text("请升级svcqa。", "Upgrade svcqa."),
                ) from error

    def _version(self) -> str | None:
        with self.engine.begin() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrations(connection: Connection | None = None) -> Config:
    """Where the migrations stand, for alembic."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config


def no_history(shown: str) -> HistoryError:
    """Nothing has been kept there."""
    return HistoryError.of(
        "这里还没有审核历史。",
        "there is no history of audits here.",
        where=shown,
        mend=Text(
            "请先用svcqa history keep保存一次审核，或用--history指明位置。",
            "Keep an audit with svcqa history keep first, or name the place with --history.",
        ),
    )
