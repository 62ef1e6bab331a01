"""The rows of the history, read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, select

from svcqa.history import schema
from svcqa.history.events import Event, Kind
from svcqa.history.facts import Facts, fingerprints


class KeptAudit(Struct, frozen=True):
    """A kept audit as lists tell it."""

    number: int
    digest: str
    name: str
    """What people call it, such as 2025年度; empty if nobody gave it a name."""
    at: str
    by: str
    facts: Facts


def last_event(connection: Connection) -> Event | None:
    """The newest event."""
    asked = select(schema.events).order_by(schema.events.c.number.desc()).limit(1)
    row = connection.execute(asked).first()
    return _event(row) if row else None


def events_in(connection: Connection, kinds: Sequence[Kind] = (), subject: str | None = None) -> Iterator[Event]:
    """The events in their order, of some kinds only, or about one subject."""
    asked = select(schema.events).order_by(schema.events.c.number)
    if kinds:
        asked = asked.where(schema.events.c.kind.in_(kinds))
    if subject is not None:
        asked = asked.where(schema.events.c.subject == subject)
    return map(_event, connection.execute(asked))


def audits_in(connection: Connection) -> list[KeptAudit]:
    """The kept audits, as the events tell of them: these are chained."""
    return [
        KeptAudit(
            one.data["number"], one.subject, one.data["name"], one.at, one.by, msgspec.convert(one.data["facts"], Facts)
        )
        for one in events_in(connection, ("kept",))
    ]


def fingerprints_in(connection: Connection, kept: KeptAudit) -> frozenset[str]:
    """The fingerprints of a kept audit's findings."""
    asked = select(schema.audits.c.fingerprints).where(schema.audits.c.number == kept.number)
    return frozenset(fingerprints(connection.execute(asked).scalar_one()))


def _event(row: Row[Any]) -> Event:
    return Event(
        row.number, row.at, row.by, row.kind, row.subject, msgspec.json.decode(row.data), row.previous, row.digest
    )
