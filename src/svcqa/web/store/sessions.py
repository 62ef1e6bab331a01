"""Sessions: who is logged in, until they leave, are idle too long, or it has lasted long enough."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from svcqa.web.store import by as moments
from svcqa.web.store import schema, secret
from svcqa.web.store.by import By

IDLE = dt.timedelta(hours=8)
"""A working day without a request ends a session."""
LONGEST = dt.timedelta(days=7)
_NOTED = dt.timedelta(minutes=1)
"""How exactly it is kept when somebody was last seen: not every request writes."""


@dataclass(frozen=True)
class Session:
    """Somebody logged in; ``csrf`` stands in every form they are given."""

    digest: str
    person: int
    csrf: str
    seen_at: dt.datetime


def begin(connection: Connection, person: int, by: By) -> str:
    """Begin a session, and clear away those that are over.

    Returns:
        The secret the browser shows from now on.
    """
    connection.execute(delete(schema.sessions).where(schema.sessions.c.seen_at < moments.written(by.at - IDLE)))
    shown = secret.new()
    values = {
        "digest": secret.digest(shown), "person": person, "csrf": secret.new(),
        "created_at": by.moment, "seen_at": by.moment,
    }  # fmt: skip
    connection.execute(insert(schema.sessions).values(values))
    return shown


def find(connection: Connection, shown: str, at: dt.datetime) -> Session | None:
    """The session of a secret, if it is not over."""
    sessions = schema.sessions.c
    row = connection.execute(
        select(schema.sessions).where(
            sessions.digest == secret.digest(shown),
            sessions.seen_at >= moments.written(at - IDLE),
            sessions.created_at >= moments.written(at - LONGEST),
        )
    ).one_or_none()
    return None if row is None else Session(row.digest, row.person, row.csrf, moments.read(row.seen_at))


def is_stale(session: Session, at: dt.datetime) -> bool:
    """It is time to note that somebody was seen."""
    return at - session.seen_at >= _NOTED


def see(connection: Connection, session: Session, at: dt.datetime) -> None:
    """Note that somebody was seen."""
    sessions = schema.sessions
    connection.execute(update(sessions).where(sessions.c.digest == session.digest).values(seen_at=moments.written(at)))


def end(connection: Connection, digest: str) -> None:
    """End a session."""
    connection.execute(delete(schema.sessions).where(schema.sessions.c.digest == digest))


def end_all(connection: Connection, person: int, *, keep: str | None = None) -> None:
    """End all sessions of a person but one."""
    sessions = schema.sessions.c
    connection.execute(delete(schema.sessions).where(sessions.person == person, sessions.digest != (keep or "")))
