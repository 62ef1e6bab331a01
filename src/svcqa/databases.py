"""Databases: a file of SQLite, or PostgreSQL by URL; connected to, read and written in one step or not at all.

Whoever writes holds a lock until all is written or nothing is, so that two processes wait for each other and a crash
leaves the database as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from svcqa.errors import LockedError, SvcqaError, UsageError
from svcqa.text import Text

SQLITE = "sqlite"
_WAIT = 60
"""Seconds to wait for whoever is writing."""


class Connected:
    """A database of one kind, which says of itself what it is when something is wrong."""

    named: ClassVar[Text]
    """What people call it."""
    option: ClassVar[str]
    """Where people say which one they mean."""
    error: ClassVar[type[SvcqaError]]
    """What is raised when it fails."""
    alone: ClassVar[str]
    """With what a writer shuts out other writers on PostgreSQL, until it is done."""
    read_beside_writing: ClassVar[bool] = False
    """Readers are not held up while somebody writes, on SQLite too; the file then has two others beside it."""

    def __init__(self, url: URL) -> None:
        self.url, self.shown = url, _shown(url)
        self.engine = self._engine()

    def close(self) -> None:
        """Let go of it."""
        self.engine.dispose()

    @property
    def is_file(self) -> bool:
        """It is a file of SQLite."""
        return self.url.drivername == SQLITE

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of it."""
        with self.said(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write alone: all that is written here is there afterwards, or nothing of it."""
        with self.said(), self.engine.execution_options(writing=True).begin() as connection:
            if not self.is_file:
                connection.execute(text(self.alone))
            yield connection

    @contextmanager
    def said(self) -> Iterator[None]:
        """Say what a database says, to people."""
        try:
            yield
        except DBAPIError as error:
            raise self._told(error) from error
        except SQLAlchemyError as error:
            raise self.error.of(
                f"{self.named.zh}出错（{error}）。", f"{self.named.en} failed ({error}).", where=self.shown
            ) from error

    def _told(self, error: DBAPIError) -> SvcqaError:
        said, (zh, en) = " ".join(str(error.orig).split()), (self.named.zh, self.named.en)
        if "database is locked" in said:
            return LockedError.of(
                f"{zh}正被另一个程序写入。", f"another program is writing to {en}.",
                where=self.shown, mend=Text("请稍后重试。", "Try again in a while."),
            )  # fmt: skip
        mend = Text(
            "已有内容保持原样。请检查磁盘空间、权限和路径后重试。",
            "What it holds is as it was. Look at disk space, permission and path, and try again.",
        )
        return self.error.of(f"{zh}出错（{said}）。", f"{en} failed ({said}).", where=self.shown, mend=mend)

    def _engine(self) -> Engine:
        try:
            if not self.is_file:
                return create_engine(self.url)
            engine = create_engine(self.url, connect_args={"timeout": _WAIT})
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            raise UsageError.of(
                f"没有安装连接这种数据库所需的部分（{error}）。",
                f"what connects to such a database is not installed ({error}).",
                where=self.option,
                mend=Text('请运行pip install "svcqa[postgres]"。', 'Run pip install "svcqa[postgres]".'),
            ) from error
        event.listen(engine, "connect", _leave_transactions_to_us)
        if self.read_beside_writing:
            event.listen(engine, "connect", _let_read)
        event.listen(engine, "begin", _begin)
        return engine


def url_of(place: str | Path, option: str) -> URL:
    """A place as a URL: what has no scheme is a file.

    Raises:
        UsageError: it has a scheme, and cannot be read.
    """
    if "://" not in str(place):
        return URL.create(SQLITE, database=str(Path(place)))
    try:
        url = make_url(str(place))
    except ArgumentError as error:
        raise UsageError.of(
            f"看不懂这个数据库地址（{error}）。", f"this address of a database cannot be read ({error}).", where=option
        ) from error
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgres", "postgresql"} else url


def in_schema(url: URL, name: str) -> URL:
    """The same PostgreSQL database, with the schema in which tables are looked for and made; a file as it is."""
    if url.drivername == SQLITE:
        return url
    given = url.query.get("options", "")
    told = given if isinstance(given, str) else " ".join(given)
    return url.update_query_dict({"options": f"{told} -csearch_path={name}".strip()})


def _shown(url: URL) -> str:
    """The place as people may see it, without a password."""
    return (url.database or "") if url.drivername == SQLITE else url.render_as_string(hide_password=True)


def _leave_transactions_to_us(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _let_read(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: two that begin by reading could neither give way to the other."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
