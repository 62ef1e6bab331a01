"""One-time links, with which somebody sets a password."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, delete, insert, select, update

from svcqa.web.store import by as moments
from svcqa.web.store import people, schema, secret, trail
from svcqa.web.store.by import By
from svcqa.web.store.people import Person

LASTS = dt.timedelta(days=3)


def give(connection: Connection, person: Person, by: By) -> str:
    """A new link for a person; older ones lead nowhere any more.

    Returns:
        What the link says. It is shown once and not kept.
    """
    links = schema.links
    connection.execute(delete(links).where(links.c.person == person.id, links.c.used_at.is_(None)))
    shown = secret.new()
    values = {
        "digest": secret.digest(shown),
        "person": person.id,
        "expires_at": moments.written(by.at + LASTS),
    }
    connection.execute(insert(links).values(values))
    trail.note(connection, by, "link.given", person.name)
    return shown


def whose(connection: Connection, shown: str, at: dt.datetime) -> Person | None:
    """Whom a link is for; none if it was used, is too old or never was."""
    links = schema.links.c
    wanted = select(links.person).where(
        links.digest == secret.digest(shown), links.used_at.is_(None), links.expires_at > moments.written(at)
    )
    number = connection.execute(wanted).scalar_one_or_none()
    person = None if number is None else people.found(connection, number)
    return person if person and person.active else None


def use(connection: Connection, shown: str, by: By) -> None:
    """Mark a link as used."""
    links = schema.links
    connection.execute(update(links).where(links.c.digest == secret.digest(shown)).values(used_at=by.moment))
