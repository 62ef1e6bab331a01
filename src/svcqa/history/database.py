"""The database of the history: a file of SQLite, or PostgreSQL by URL; opened, brought up to date, and written to.

Whoever writes holds a lock until all is written or nothing is, so that two processes wait for each other and a crash
leaves the history as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from svcqa.errors import HistoryError, LockedError, UsageError
from svcqa.text import Text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"
"""The newest migration; a test holds it against the folder of migrations."""
_WAIT = 60
"""Seconds to wait for whoever is writing."""
_SQLITE = "sqlite"


class Database:
    """A history's database, at the newest schema."""

    def __init__(self, place: str | Path, *, create: bool) -> None:
        self.url = _url(place)
        self.shown = _shown(self.url)
        if self.url.drivername == _SQLITE and not create and not Path(self.url.database or "").is_file():
            raise no_history(self.shown)
        self.engine = _engine(self.url)
        try:
            with self._said():
                self._bring_up_to_date(create=create)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of it."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of it."""
        with self._said(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write alone: all that is written here is there afterwards, or nothing of it."""
        with self._said(), self.engine.execution_options(writing=True).begin() as connection:
            if self.engine.dialect.name != _SQLITE:
                connection.execute(text("LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE"))
            yield connection

    def _bring_up_to_date(self, *, create: bool) -> None:
        found = self._version()
        if found == HEAD:
            return
        if found is None and not create:
            raise no_history(self.shown)
        from alembic import command
        from alembic.util import CommandError

        with self.engine.execution_options(writing=True).begin() as connection:
            if self.engine.dialect.name != _SQLITE:
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

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Say what a database says, to people."""
        try:
            yield
        except DBAPIError as error:
            raise _told(error, self.shown) from error
        except SQLAlchemyError as error:
            raise HistoryError.of(
                f"审核历史出错（{error}）。", f"the history failed ({error}).", where=self.shown
            ) from error


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


def _url(place: str | Path) -> URL:
    """A place as a URL: what has no scheme is a file."""
    if "://" not in str(place):
        return URL.create(_SQLITE, database=str(Path(place)))
    try:
        url = make_url(str(place))
    except ArgumentError as error:
        raise UsageError.of(
            f"看不懂这个数据库地址（{error}）。", f"this address of a database cannot be read ({error}).",
            where="--history",
        ) from error  # fmt: skip
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgres", "postgresql"} else url


def _shown(url: URL) -> str:
    """The place as people may see it, without a password."""
    return (url.database or "") if url.drivername == _SQLITE else url.render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    try:
        if url.drivername != _SQLITE:
            return create_engine(url)
        engine = create_engine(url, connect_args={"timeout": _WAIT})
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UsageError.of(
            f"没有安装连接这种数据库所需的部分（{error}）。",
            f"what connects to such a database is not installed ({error}).",
            where="--history",
            mend=Text('请运行pip install "svcqa[postgres]"。', 'Run pip install "svcqa[postgres]".'),
        ) from error
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin)
    return engine


def _leave_transactions_to_us(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: two that begin by reading could neither give way to the other."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _told(error: DBAPIError, shown: str) -> HistoryError | LockedError:
    said = " ".join(str(error.orig).split())
    if "database is locked" in said:
        return LockedError.of(
            "审核历史正被另一个程序写入。", "another program is writing to the history.",
            where=shown, mend=Text("请稍后重试。", "Try again in a while."),
        )  # fmt: skip
    mend = Text(
        "历史保持原样。请检查磁盘空间、权限和路径后重试。",
        "The history is as it was. Look at disk space, permission and path, and try again.",
    )
    return HistoryError.of(f"审核历史出错（{said}）。", f"the history failed ({said}).", where=shown, mend=mend)
