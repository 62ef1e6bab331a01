"""Evidence: files that prove what somebody says of a finding; what was attached stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from svcqa.assignment.statements import Side
from svcqa.web.store import schema
from svcqa.web.store.by import By
from svcqa.web.store.uploads import Handed

_TABLE = schema.evidence


class About(Struct, frozen=True):
    """The audit of a project whose findings are spoken of, and who speaks."""

    project: int
    audit: str
    side: Side


class Evidence(Struct, frozen=True):
    """A file; ``by`` is the number of a person, and ``digest`` the SHA-256 of the bytes."""

    id: int
    fingerprint: str
    side: Side
    name: str
    digest: str
    size: int
    by: int
    at: str


def attach(
    connection: Connection, about: About, fingerprints: Iterable[str], files: Sequence[Handed], by: By
) -> list[int]:  # fmt: skip
    """Attach files to findings; one that is attached already stays as it is. Gives the numbers of the new ones."""
    made: list[int] = []
    for fingerprint in fingerprints:
        known = {(one.name, one.digest) for one in of_side(connection, about, fingerprint)}
        for one in files:
            if (one.name, one.digest) not in known:
                row = {
                    "project": about.project, "audit": about.audit, "fingerprint": fingerprint, "side": about.side,
                    "name": one.name, "digest": one.digest, "size": one.size, "by": by.person, "at": by.moment,
                }  # fmt: skip
                made += connection.execute(insert(_TABLE).values(row)).inserted_primary_key or ()
    return made


def take_back(connection: Connection, numbers: Sequence[int]) -> None:
    """Let go of files of which nothing was said in the end."""
    connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(numbers)))


def of_finding(connection: Connection, project: int, audit: str, fingerprint: str) -> list[Evidence]:
    """All files of a finding, in the order in which they came."""
    return _read(connection, _about(project, audit, fingerprint))


def of_side(connection: Connection, about: About, fingerprint: str) -> list[Evidence]:
    """The files of one side of a finding."""
    return _read(connection, and_(_about(about.project, about.audit, fingerprint), _TABLE.c.side == about.side))


def found(connection: Connection, project: int, number: int) -> Evidence | None:
    """One file; none if the project has no such one."""
    made = _read(connection, and_(_TABLE.c.project == project, _TABLE.c.id == number))
    return made[0] if made else None


def _about(project: int, audit: str, fingerprint: str) -> ColumnElement[bool]:
    return and_(_TABLE.c.project == project, _TABLE.c.audit == audit, _TABLE.c.fingerprint == fingerprint)


def _read(connection: Connection, which: ColumnElement[bool]) -> list[Evidence]:
    rows: Iterable[Any] = connection.execute(select(_TABLE).where(which).order_by(_TABLE.c.id))
    return [Evidence(**{name: row._mapping[name] for name in Evidence.__struct_fields__}) for row in rows]
