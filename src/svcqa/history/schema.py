"""The tables of the history; one schema for SQLite and PostgreSQL. Changes to it need a migration."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

_NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}
metadata = MetaData(naming_convention=_NAMES)

audits = Table(
    "audits",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("facts", Text, nullable=False),
    Column("fingerprints", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
)
"""One kept audit each: its content's digest, what lists tell of it as JSON, the fingerprints of its findings (8 bytes
each, in order), and the size of its document in bytes."""

pieces = Table(
    "pieces",
    metadata,
    Column("audit", Integer, ForeignKey("audits.number"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)
"""The document of an audit, in compressed pieces."""

events = Table(
    "events",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("data", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
)
"""What happened, see :class:`svcqa.history.Event`."""
