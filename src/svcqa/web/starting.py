"""The first start: an administrator is made, and invited until they have set a password."""

from __future__ import annotations

import datetime as dt

from svcqa.web.store import links, people
from svcqa.web.store.by import By
from svcqa.web.store.database import Database

ADMINISTRATOR = "admin"


def invitation(database: Database, at: dt.datetime) -> str | None:
    """A one-time link for the administrator, while none has set a password; an older one leads nowhere any more.

    Returns:
        What the link says; none if the desk has its administrator.
    """
    by = By(None, at)
    with database.writing() as connection:
        if not people.nobody_entered(connection):
            return None
        person = people.named(connection, ADMINISTRATOR)
        if person is None:
            person = people.add(connection, ADMINISTRATOR, "管理员", by, administrator=True)
        return links.give(connection, person, by)
