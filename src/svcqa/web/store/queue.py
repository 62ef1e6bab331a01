"""The queue of versions that wait to be checked, for several servers on one database.

Who takes a version writes its own name beside it and lets its ``beat`` go up. A beat that stands still says that the
server is gone; nobody compares clocks. What a server says of a version that is no longer its own has no effect.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from svcqa.accounts import Said
from svcqa.errors import Problem
from svcqa.text import Text
from svcqa.web.store import people, schema, trail, workbooks
from svcqa.web.store.by import By
from svcqa.web.store.uploads import Handed, Submission, Version, files_of, put_files, version, versions
from svcqa.web.store.workbooks import Book

ATTEMPTS = 2
"""How often a version may take its worker with it."""
STARTS = 5
"""How often one may be begun at all, its server having ended meanwhile."""
_TABLE = schema.versions


class Job(Struct, frozen=True):
    """A version to be checked, for one server."""

    version: Version
    project: int
    by: str
    """Who handed it in: the name that is shown, and that of the account."""
    files: list[Handed]
    stayed: list[str]
    """Those of them that are as they were in the version before, by name."""
    workbook: Book = Book()
    """What the pages of the project say of rules and waivers by now."""


class Beat(Struct, frozen=True):
    """A version that a server is checking, and how far its beat has come."""

    version: int
    worker: str
    beat: int
    attempts: int


def waiting(connection: Connection) -> int:
    """How many versions wait."""
    return len(connection.execute(select(_TABLE.c.id).where(_TABLE.c.state == "waiting")).all())


def claim(connection: Connection, worker: str, at: str) -> Job | None:
    """Take the version that has waited longest, with the settings of its project; none if none waits.

    Args:
        connection: one that writes.
        worker: the server's own name.
        at: the moment.
    """
    candidates = select(_TABLE.c.id).where(_TABLE.c.state == "waiting").order_by(_TABLE.c.id)
    for (number,) in connection.execute(candidates).all():
        taken = {
            "state": "checking", "worker": worker, "attempts": _TABLE.c.attempts + 1, "beat": _TABLE.c.beat + 1,
            "started_at": at, "ended_at": None, "problems": None, "doing": "", "settings": _settings(number),
        }  # fmt: skip
        if _changed(connection, and_(_TABLE.c.id == number, _TABLE.c.state == "waiting"), taken):
            return _job(connection, number)
    return None


def note(connection: Connection, version: int, worker: str, doing: str) -> bool:
    """Say what is being done; whether the version is still this server's."""
    return _changed(connection, _own(version, worker), {"doing": doing})


def beat(connection: Connection, versions: Collection[int], worker: str) -> None:
    """Say that this server lives, and checks these."""
    if versions:
        _changed(connection, and_(_TABLE.c.id.in_(versions), _checked_by(worker)), {"beat": _TABLE.c.beat + 1})


def beats(connection: Connection) -> list[Beat]:
    """What is being checked by whom."""
    columns = _TABLE.c.id, _TABLE.c.worker, _TABLE.c.beat, _TABLE.c.attempts
    return [Beat(*row) for row in connection.execute(select(*columns).where(_TABLE.c.state == "checking"))]


def finish(  # noqa: PLR0913, PLR0917 - what there is to be told
    connection: Connection, version: int, worker: str, digest: str, figures: dict[str, Any], files: Sequence[Handed],
    at: str,
) -> bool:  # fmt: skip
    """Say that it is checked: which audit came of it, and which files it has, archives unpacked.

    Returns:
        Whether the version was still this server's.
    """
    done = {"state": "done", "digest": digest, "figures": _json(figures), "ended_at": at, "doing": ""}
    if not _changed(connection, _own(version, worker), done):
        return False
    put_files(connection, version, files)
    return True


def fail(connection: Connection, version: int, worker: str, problems: Sequence[Problem], at: str) -> bool:
    """Say why it cannot be checked, for people; whether the version was still this server's."""
    return _changed(connection, _own(version, worker), _failed(problems, at))


def release(connection: Connection, version: int, worker: str) -> bool:
    """Put it back, for the server ends and the version did nothing wrong."""
    freed = {"state": "waiting", "worker": None, "doing": "", "attempts": _TABLE.c.attempts - 1}
    return _changed(connection, _own(version, worker), freed)


def put_back(connection: Connection, lost: Beat, most: int, at: str) -> bool:
    """Put back a version whose worker or server is gone, or let it fail if that has happened too often.

    Args:
        connection: one that writes.
        lost: the version as it was last seen; if it has moved since, nothing is done.
        most: how often it may have been begun.
        at: the moment.

    Returns:
        Whether it waits again.
    """
    same = and_(_own(lost.version, lost.worker), _TABLE.c.beat == lost.beat, _TABLE.c.attempts == lost.attempts)
    if lost.attempts >= most:
        _changed(connection, same, _failed([GIVEN_UP], at))
        return False
    return _changed(connection, same, {"state": "waiting", "worker": None, "doing": ""})


def check_again(connection: Connection, of: Submission, version: Version, by: By) -> bool:
    """Have a version checked once more, by the settings of its project as they are now.

    Its former audit stays in the history.

    Returns:
        Whether it had ended, by failing or by being done; else nothing is changed.
    """
    ended = and_(_TABLE.c.id == version.id, _TABLE.c.state.in_(("failed", "done")))
    anew = {
        "state": "waiting", "attempts": 0, "problems": None, "worker": None, "digest": None, "figures": None,
        "ended_at": None,
    }  # fmt: skip
    if not _changed(connection, ended, anew):
        return False
    data = {"version": version.number, "digest": version.digest}
    trail.note(connection, by, "submission.checked_again", of.title, project=of.project, data=data)
    return True


def place(connection: Connection, version: int) -> int:
    """How many versions wait before this one."""
    before = and_(_TABLE.c.state == "waiting", _TABLE.c.id < version)
    return connection.execute(select(func.count()).select_from(_TABLE).where(before)).scalar_one()


GIVEN_UP = Problem(
    Text("检查程序几次异常退出，已停止检查。", "the checking ended unexpectedly several times and was given up."),
    mend=Text(
        "文件已保存。请用Excel打开各文件另存后再交一次；仍不行请告诉管理员。",
        "The files are kept. Save them anew in Excel and hand them in again; if that does not help, tell the "
        "administrator.",
    ),
    kind="worker_died",
)


def _job(connection: Connection, number: int) -> Job:
    taken, files = version(connection, number), files_of(connection, number)
    project = connection.execute(
        select(schema.submissions.c.project).where(schema.submissions.c.id == taken.submission)
    ).scalar_one()
    earlier = [one for one in versions(connection, taken.submission) if one.number == taken.number - 1]
    before = [file for one in earlier for file in files_of(connection, one.id)]
    stayed = [one.name for one in files if one in before]
    book = workbooks.of(connection, project, taken.submission)
    return Job(taken, project, people.found(connection, taken.by).signed, files, stayed, book)


def _settings(version: int) -> Any:
    """The settings of the project of a version, as they are now."""
    submission = select(_TABLE.c.submission).where(_TABLE.c.id == version).scalar_subquery()
    project = select(schema.submissions.c.project).where(schema.submissions.c.id == submission).scalar_subquery()
    return select(schema.projects.c.settings).where(schema.projects.c.id == project).scalar_subquery()


def _failed(problems: Sequence[Problem], at: str) -> dict[str, Any]:
    said = [Said(one.say("zh"), one.say("en")) for one in problems]
    return {"state": "failed", "problems": _json(said), "ended_at": at, "doing": ""}


def _checked_by(worker: str) -> ColumnElement[bool]:
    return and_(_TABLE.c.state == "checking", _TABLE.c.worker == worker)


def _own(version: int, worker: str) -> ColumnElement[bool]:
    return and_(_TABLE.c.id == version, _checked_by(worker))


def _changed(connection: Connection, where: ColumnElement[bool], values: dict[str, Any]) -> bool:
    return connection.execute(update(_TABLE).where(where).values(values)).rowcount > 0


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
