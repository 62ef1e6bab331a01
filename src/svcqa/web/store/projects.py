"""Projects: what a team checks by the same manuals, and how."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from svcqa.errors import DeskError
from svcqa.web.store import by as moments
from svcqa.web.store import schema, trail
from svcqa.web.store.by import By
from svcqa.web.store.settings import Settings

_LONGEST = 100
"""Characters of a title."""


@dataclass(frozen=True)
class Project:
    """A project; closed, it can be read and not added to."""

    id: int
    title: str
    settings: Settings
    created_at: dt.datetime
    closed: bool


def add(connection: Connection, title: str, settings: Settings, by: By) -> Project:
    """A new project, without members yet.

    Raises:
        DeskError: the title is taken, or none.
    """
    values = {
        "title": _titled(connection, title), "settings": _kept(settings), "created_at": by.moment,
    }  # fmt: skip
    made = connection.execute(insert(schema.projects).values(values)).inserted_primary_key
    project = found(connection, made[0] if made else 0)
    trail.note(connection, by, "project.added", project.title, project=project.id)
    return project


def found(connection: Connection, number: int) -> Project:
    """A project by number.

    Raises:
        LookupError: there is none.
    """
    row = connection.execute(select(schema.projects).where(schema.projects.c.id == number)).one_or_none()
    if row is None:
        raise LookupError(number)
    return _project(row)


def listed(connection: Connection) -> Sequence[Project]:
    """All projects by title, those that are closed last."""
    return in_order(_project(row) for row in connection.execute(select(schema.projects)))


def in_order(projects: Iterable[Project]) -> list[Project]:
    """Projects as lists show them."""
    return sorted(projects, key=lambda one: (one.closed, one.title))


def change(connection: Connection, project: Project, title: str, settings: Settings, by: By) -> Project:
    """Give a project another title or other settings; what was checked before keeps those it was checked by.

    Raises:
        DeskError: the title is taken, or none.
    """
    new_title = project.title if title == project.title else _titled(connection, title)
    if (new_title, settings) != (project.title, project.settings):
        _set(connection, project, title=new_title, settings=_kept(settings))
        before = {"title": project.title, **project.settings.plain}
        after = {"title": new_title, **settings.plain}
        trail.note(
            connection, by, "project.changed", new_title, project=project.id, data={"before": before, "after": after}
        )
    return found(connection, project.id)


def keep_settings(connection: Connection, project: Project, settings: Settings) -> None:
    """Give a project other settings, of which whoever calls tells the trail in its own words."""
    _set(connection, project, settings=_kept(settings))


def close(connection: Connection, project: Project, by: By) -> None:
    """Close a project."""
    _set(connection, project, closed_at=by.moment)
    trail.note(connection, by, "project.closed", project.title, project=project.id)


def reopen(connection: Connection, project: Project, by: By) -> None:
    """Open a closed project again."""
    _set(connection, project, closed_at=None)
    trail.note(connection, by, "project.opened", project.title, project=project.id)


def _project(row: Any) -> Project:
    settings = Settings.model_validate(json.loads(row.settings))
    return Project(row.id, row.title, settings, moments.read(row.created_at), row.closed_at is not None)


def _kept(settings: Settings) -> str:
    return json.dumps(settings.plain, ensure_ascii=False)


def _set(connection: Connection, project: Project, **values: object) -> None:
    connection.execute(update(schema.projects).where(schema.projects.c.id == project.id).values(values))


def _titled(connection: Connection, title: str) -> str:
    said = " ".join(title.split())
    if not said or len(said) > _LONGEST or not said.isprintable():
        raise DeskError.of(
            f"请写项目名称，最多{_LONGEST}个字。", f"write a title of at most {_LONGEST} characters.", where="title"
        )
    if connection.execute(select(schema.projects.c.id).where(schema.projects.c.title == said)).first():
        raise DeskError.of("已有同名的项目。", "there is a project of this title already.", where="title")
    return said
