"""What people hand in: submissions, their versions, and the files of each.

The bytes lie on disk before anything here is written, see :class:`svcqa.web.store.files.Files`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from svcqa.accounts import Said
from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.store import schema, trail
from svcqa.web.store.by import By
from svcqa.web.store.files import Stored
from svcqa.web.store.names import cleaned, is_lock, meant

State = Literal["waiting", "checking", "done", "failed"]


class Handed(Struct, frozen=True):
    """A file of a version: what people call it, the SHA-256 of its bytes, and its size."""

    name: str
    digest: str
    size: int


class Version(Struct, frozen=True):
    """A submission as it was handed in once, and what became of it."""

    id: int
    submission: int
    number: int
    by: int
    at: str
    state: State
    attempts: int
    doing: str
    """What is being done just now: the file or the rule that is looked at."""
    started_at: str | None
    ended_at: str | None
    problems: list[Said]
    """Why it failed, for people."""
    settings: dict[str, Any]
    """Those of the project when it was checked."""
    digest: str | None
    """The audit in the project's history."""
    figures: dict[str, Any]
    """What lists show of it."""


class Submission(Struct, frozen=True):
    """What somebody hands in to be checked, with its newest version."""

    id: int
    project: int
    title: str
    by: int
    created_at: str
    due_on: str | None
    newest: Version


def handed(name: str, stored: Stored) -> Handed:
    """A file that was taken in, under its name as people see it.

    Raises:
        DeskError: it is not a workbook but the mark that Excel has one open.
    """
    shown = cleaned(name)
    if is_lock(shown):
        raise DeskError.of(
            "这是Excel打开文件时的临时文件，没有内容。", "Excel made this beside an open workbook; it holds nothing.",
            where=shown, mend=Text("请选择不带~$的文件。", "Choose the file without ~$."),
        )  # fmt: skip
    return Handed(shown, stored.digest, stored.size)


def hand_in(connection: Connection, project: int, title: str, files: Sequence[Handed], by: By) -> Version:
    """Hand in something new; its first version waits to be checked.

    Raises:
        DeskError: there is no file, or two have one name.
    """
    row = {"project": project, "title": title, "by": by.person, "created_at": by.moment}
    number, named = _inserted(connection, schema.submissions, row), _by_name(files)
    data = {"version": 1, "files": _told_of(named)}
    trail.note(connection, by, "submission.handed_in", title, project=project, data=data)
    return _version(connection, number, 1, named, by)


def hand_in_again(
    connection: Connection, to: Submission, files: Sequence[Handed], without: Collection[str], by: By
) -> Version:
    """Hand in a mended version: files take the place of those of their names, all others stay.

    It is no longer asked for by a day then.

    Args:
        connection: one that writes.
        to: the submission.
        files: what is new.
        without: names of files of the last version that are taken out.
        by: the person, and when.

    Raises:
        DeskError: no file would be left, or two have one name.
    """
    locked = select(schema.submissions.c.id).where(schema.submissions.c.id == to.id).with_for_update()
    connection.execute(locked)  # two that come at once get two numbers
    last = versions(connection, to.id)[-1]
    kept = {one.name: one for one in files_of(connection, last.id) if one.name not in without}
    fresh = {meant(name, kept) or name: one for name, one in _by_name(files).items()}
    data = {"version": last.number + 1, "files": _told_of(fresh), "without": sorted(without)}
    trail.note(connection, by, "submission.mended", to.title, project=to.project, data=data)
    _set_due(connection, to, None)
    return _version(connection, to.id, last.number + 1, kept | fresh, by)


def submissions(connection: Connection, project: int) -> list[Submission]:
    """The submissions of a project, the newest first."""
    asked = _submissions().where(schema.submissions.c.project == project).order_by(schema.submissions.c.id.desc())
    return [_told(row) for row in connection.execute(asked)]


def submission(connection: Connection, project: int, number: int) -> Submission | None:
    """One submission; none if the project has no such one."""
    asked = _submissions().where(schema.submissions.c.project == project, schema.submissions.c.id == number)
    row = connection.execute(asked).first()
    return _told(row) if row else None


def versions(connection: Connection, submission: int) -> list[Version]:
    """All versions of a submission, the first one first."""
    table = schema.versions
    asked = select(table).where(table.c.submission == submission).order_by(table.c.number)
    return [version_of(row._mapping) for row in connection.execute(asked)]


def version(connection: Connection, number: int) -> Version:
    """A version by its id."""
    row = connection.execute(select(schema.versions).where(schema.versions.c.id == number)).one()
    return version_of(row._mapping)


def files_of(connection: Connection, version: int) -> list[Handed]:
    """The files of a version, by name."""
    table = schema.files
    asked = select(table.c.name, table.c.digest, table.c.size).where(table.c.version == version).order_by(table.c.id)
    return sorted((Handed(*row) for row in connection.execute(asked)), key=lambda one: one.name)


def put_files(connection: Connection, version: int, files: Iterable[Handed]) -> None:
    """Say which files a version has: an archive gives way to what stands in it."""
    connection.execute(delete(schema.files).where(schema.files.c.version == version))
    for one in files:
        row = {"version": version, "name": one.name, "digest": one.digest, "size": one.size}
        connection.execute(insert(schema.files).values(row))


def set_due(connection: Connection, of: Submission, due_on: str | None, by: By) -> None:
    """Ask for a mended version by a day, or no longer."""
    _set_due(connection, of, due_on)
    data = {"before": of.due_on, "after": due_on}
    trail.note(connection, by, "submission.due", of.title, project=of.project, data=data)


def handed_in_by(connection: Connection, submission: int) -> set[int]:
    """Who handed in any version of it."""
    own, table = schema.submissions.c, schema.versions.c
    asked = (select(own.by).where(own.id == submission), select(table.by).where(table.submission == submission))
    return {person for one in asked for person in connection.execute(one).scalars()}


def people_behind(connection: Connection, project: int, audit: str) -> set[int]:
    """Who handed in anything that this audit judges, or another version of it: they answer, and others decide.

    Args:
        connection: one that reads.
        project: the project.
        audit: digest of the audit; several submissions have the same where their files are.
    """
    own, table = schema.submissions.c, schema.versions.c
    judged = select(own.id).join(schema.versions, table.submission == own.id)
    asked = judged.where(own.project == project, table.digest == audit).distinct()
    return {person for one in connection.execute(asked).scalars() for person in handed_in_by(connection, one)}


def version_of(row: Mapping[Any, Any]) -> Version:
    """A row of the table, read."""
    told = {name: row[name] for name in Version.__struct_fields__}
    for name, otherwise in (("problems", []), ("settings", {}), ("figures", {})):
        told[name] = msgspec.json.decode(row[name]) if row[name] else otherwise
    return msgspec.convert(told, Version)


def _set_due(connection: Connection, of: Submission, due_on: str | None) -> None:
    connection.execute(update(schema.submissions).where(schema.submissions.c.id == of.id).values(due_on=due_on))


def _by_name(files: Sequence[Handed]) -> dict[str, Handed]:
    counted = Counter(one.name.casefold() for one in files)
    twice = sorted({one.name for one in files if counted[one.name.casefold()] > 1})
    if twice:
        raise DeskError.of(
            "有文件同名。", "files have one name.", where=", ".join(twice),
            mend=Text("请改名，或放进一个zip里的不同文件夹。", "Rename one, or put them into folders of a zip."),
        )  # fmt: skip
    return {one.name: one for one in files}


def _told_of(files: Mapping[str, Handed]) -> dict[str, str]:
    """Files as the trail tells of them."""
    return {name: one.digest for name, one in files.items()}


def _version(connection: Connection, submission: int, number: int, files: Mapping[str, Handed], by: By) -> Version:
    if not files:
        raise DeskError.of("没有文件。", "there is no file.", mend=Text("请至少选择一个文件。", "Choose one at least."))
    row = {
        "submission": submission, "number": number, "by": by.person, "at": by.moment, "state": "waiting", "attempts": 0,
        "doing": "", "beat": 0,
    }  # fmt: skip
    made = _inserted(connection, schema.versions, row)
    put_files(connection, made, [msgspec.structs.replace(one, name=name) for name, one in files.items()])
    return version(connection, made)


def _inserted(connection: Connection, table: Any, row: Mapping[str, Any]) -> int:
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    assert key is not None  # noqa: S101 - both databases give it back
    return int(key[0])


def _submissions() -> Select[Any]:
    """Submissions, each beside its newest version."""
    table, own = schema.versions, schema.submissions
    newest = select(func.max(table.c.number)).where(table.c.submission == own.c.id).correlate(own).scalar_subquery()
    columns = [one.label(f"own_{one.name}") for one in own.columns]
    return select(table, *columns).join(own, own.c.id == table.c.submission).where(table.c.number == newest)


def _told(row: Row[Any]) -> Submission:
    own = {name: row._mapping[f"own_{name}"] for name in Submission.__struct_fields__[:-1]}
    return Submission(**own, newest=version_of(row._mapping))
