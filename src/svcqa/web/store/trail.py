"""The trail: who changed what, when and from where; nothing is ever taken out of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select
from sqlalchemy.sql.elements import ColumnElement

from svcqa.web.store import by as moments
from svcqa.web.store import schema
from svcqa.web.store.by import By

ADMINISTRATIVE = ("project.added", "project.appointed", "project.closed", "project.opened")
"""What administrators do to projects, whose inside they do not see."""


@dataclass(frozen=True)
class Deed:
    """One entry; names are those the people and projects have now."""

    at: dt.datetime
    person: str
    shown: str
    project: int | None
    action: str
    subject: str
    data: Mapping[str, Any]
    address: str


def note(  # noqa: PLR0913 - what an entry is made of
    connection: Connection, by: By, action: str, subject: str, *, project: int | None = None, data: object = None
) -> None:
    """Add an entry; to be called where the change itself is written, in the same transaction.

    Args:
        connection: where the change is written.
        by: who, when, from where.
        action: noun and participle, such as ``person.added``; each has its words in :mod:`svcqa.web.words`.
        subject: what was changed, as people call it.
        project: the project it belongs to, whose auditors see the entry.
        data: what it was before and after; no secrets.
    """
    values = {
        "at": by.moment, "person": by.person, "project": project, "action": action, "subject": subject,
        "data": json.dumps(data or {}, ensure_ascii=False, default=str), "address": by.address,
    }  # fmt: skip
    connection.execute(insert(schema.trail).values(values))


def of_desk(connection: Connection, first: int, count: int) -> tuple[int, Sequence[Deed]]:
    """What administrators see: all that belongs to no project, and what administrators did to projects."""
    table = schema.trail.c
    return _page(connection, or_(table.project.is_(None), table.action.in_(ADMINISTRATIVE)), first, count)


def of_project(connection: Connection, project: int, first: int, count: int) -> tuple[int, Sequence[Deed]]:
    """What belongs to a project.

    Returns:
        How many entries there are, and ``count`` of them from the ``first`` (0: the newest) on.
    """
    return _page(connection, schema.trail.c.project == project, first, count)


def _page(connection: Connection, which: ColumnElement[bool], first: int, count: int) -> tuple[int, Sequence[Deed]]:
    trail, people = schema.trail, schema.people
    total = connection.execute(select(func.count()).select_from(trail).where(which)).scalar_one()
    wanted = (
        select(trail, people.c.name, people.c.shown)
        .outerjoin(people, trail.c.person == people.c.id)
        .where(which)
        .order_by(trail.c.id.desc())
        .offset(first)
        .limit(count)
    )
    return total, [_deed(row) for row in connection.execute(wanted)]


def _deed(row: Any) -> Deed:
    return Deed(
        moments.read(row.at), row.name or "", row.shown or "", row.project, row.action, row.subject,
        json.loads(row.data), row.address,
    )  # fmt: skip
