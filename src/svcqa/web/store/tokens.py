"""Tokens of the API: each lets a program do what its person may do, until it expires or is revoked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.store import by as moments
from svcqa.web.store import people, schema, secret, trail
from svcqa.web.store.by import By
from svcqa.web.store.people import Person

PREFIX = "svcqa_"
"""What all tokens begin with, so that one that lies where it should not is recognised."""
DAYS = (7, 30, 90, 365)
"""How long a token may be valid."""
MOST = 20
"""Tokens somebody may have at a time."""
_LONGEST = 60
_NOTED = dt.timedelta(minutes=1)
"""How exactly it is kept when a token was last used: not every request writes."""


@dataclass(frozen=True)
class Token:
    """A token, without the secret that only its owner knows."""

    id: int
    person: int
    name: str
    created_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None


def make(connection: Connection, person: Person, name: str, days: int, by: By) -> str:
    """A new token.

    Returns:
        What a program shows from now on. It is told once and not kept.

    Raises:
        DeskError: it has no name, or would be valid for another time than may be; or there are too many.
    """
    said, expires = _named(name), by.at + dt.timedelta(days=_lasting(days))
    if len(listed(connection, person, by.at)) >= MOST:
        raise DeskError.of(
            f"最多{MOST}个令牌。", f"there are {MOST} tokens at most.", where="name",
            mend=Text("请先撤销不用的。", "Revoke those that are not used."),
        )  # fmt: skip
    shown = PREFIX + secret.new()
    values = {
        "digest": secret.digest(shown), "person": person.id, "name": said, "created_at": by.moment,
        "expires_at": moments.written(expires),
    }  # fmt: skip
    connection.execute(insert(schema.tokens).values(values))
    trail.note(connection, by, "token.made", said, data={"expires_at": moments.written(expires)})
    return shown


def listed(connection: Connection, person: Person, at: dt.datetime) -> Sequence[Token]:
    """The tokens of a person that are valid, the newest first."""
    wanted = select(schema.tokens).where(schema.tokens.c.person == person.id, _valid(at))
    return [_token(row) for row in connection.execute(wanted.order_by(schema.tokens.c.id.desc()))]


def whose(connection: Connection, shown: str, at: dt.datetime) -> tuple[Token, Person] | None:
    """The token a program shows, and its person; none if it is not valid, or the person may not enter."""
    wanted = select(schema.tokens).where(schema.tokens.c.digest == secret.digest(shown), _valid(at))
    row = connection.execute(wanted).one_or_none()
    person = people.found(connection, row.person) if row else None
    return (_token(row), person) if person and person.active else None


def is_stale(token: Token, at: dt.datetime) -> bool:
    """It is time to note that the token was used."""
    return token.used_at is None or at - token.used_at >= _NOTED


def see(connection: Connection, token: Token, at: dt.datetime) -> None:
    """Note that a token was used."""
    tokens = schema.tokens
    connection.execute(update(tokens).where(tokens.c.id == token.id).values(used_at=moments.written(at)))


def revoke(connection: Connection, person: Person, number: int, by: By) -> None:
    """Let a token of a person work no longer.

    Raises:
        LookupError: they have no such token.
    """
    tokens = schema.tokens
    own = (tokens.c.id == number) & (tokens.c.person == person.id) & tokens.c.revoked_at.is_(None)
    name = connection.execute(select(tokens.c.name).where(own)).scalar_one_or_none()
    if name is None:
        raise LookupError(number)
    connection.execute(update(tokens).where(own).values(revoked_at=by.moment))
    trail.note(connection, by, "token.revoked", name)


def _valid(at: dt.datetime) -> ColumnElement[bool]:
    tokens = schema.tokens.c
    return tokens.revoked_at.is_(None) & (func.coalesce(tokens.expires_at, "") > moments.written(at))


def _named(name: str) -> str:
    said = " ".join(name.split())
    if not said or len(said) > _LONGEST or not said.isprintable():
        raise DeskError.of(
            f"请写令牌的用途，最多{_LONGEST}个字。",
            f"say what the token is for, in at most {_LONGEST} characters.",
            where="name",
        )
    return said


def _lasting(days: int) -> int:
    if days not in DAYS:
        raise DeskError.of("请选择有效期。", "choose how long it is valid.", where="days")
    return days


def _token(row: Any) -> Token:
    used = moments.read(row.used_at) if row.used_at else None
    return Token(row.id, row.person, row.name, moments.read(row.created_at), moments.read(row.expires_at), used)
