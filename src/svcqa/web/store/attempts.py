"""Logins that failed: after some of them, the next ones wait."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, delete, func, insert, select

from svcqa.web.store import by as moments
from svcqa.web.store import schema
from svcqa.web.store.by import By
from svcqa.web.store.people import account

WINDOW = dt.timedelta(minutes=15)
PER_PAIR, PER_NAME, PER_ADDRESS = 5, 20, 50
"""Failures within the window: of a name from one address, of a name from anywhere, from an address for any name.

Whoever shares an office's address shares only the last of them, and nobody elsewhere can shut somebody out cheaply.
"""


def too_many(connection: Connection, name: str, by: By) -> bool:
    """The next login waits, whether or not such a person exists."""
    table, since = schema.attempts.c, moments.written(by.at - WINDOW)
    of_name, from_here = table.name == _key(name), table.address == by.address
    counts = ((of_name & from_here, PER_PAIR), (of_name, PER_NAME), (from_here, PER_ADDRESS))
    return any(
        connection.execute(select(func.count()).where(table.at > since, which)).scalar_one() >= most
        for which, most in counts
    )


def note(connection: Connection, name: str, by: By) -> None:
    """Note a failure, and forget those that no longer count."""
    connection.execute(delete(schema.attempts).where(schema.attempts.c.at <= moments.written(by.at - WINDOW)))
    values = {"name": _key(name), "address": by.address, "at": by.moment}
    connection.execute(insert(schema.attempts).values(values))


def forget(connection: Connection, name: str, by: By) -> None:
    """Whoever got in has no failures from there any more."""
    table = schema.attempts.c
    connection.execute(delete(schema.attempts).where(table.name == _key(name), table.address == by.address))


def _key(name: str) -> str:
    """What people type there may be anything, of any length."""
    return account(name)[:64]
