"""Files that were not taken when a version was handed in, and why: nobody shall think that they were checked."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, insert, select

from svcqa.accounts import Said
from svcqa.errors import Problem
from svcqa.web.store import schema


def note(connection: Connection, version: int, problems: Iterable[Problem]) -> None:
    """Keep what was refused beside what was taken."""
    for one in problems:
        said = msgspec.json.encode(Said(one.say("zh"), one.say("en"))).decode()
        connection.execute(insert(schema.refusals).values(version=version, data=said))


def of(connection: Connection, version: int) -> list[Said]:
    """What was refused when this version was handed in."""
    table = schema.refusals
    asked = select(table.c.data).where(table.c.version == version).order_by(table.c.id)
    return [msgspec.json.decode(one, type=Said) for one in connection.execute(asked).scalars()]
