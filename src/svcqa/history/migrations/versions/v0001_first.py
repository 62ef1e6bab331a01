"""The first schema: audits, their documents in pieces, and the chain of events; none of them can be altered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TABLES = ("audits", "pieces", "events")


def upgrade() -> None:
    """Make the tables, and let nothing in them be changed."""
    op.create_table(
        "audits",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("fingerprints", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audits"),
        sa.UniqueConstraint("digest", name="uq_audits_digest"),
    )
    op.create_table(
        "pieces",
        sa.Column("audit", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("audit", "number", name="pk_pieces"),
        sa.ForeignKeyConstraint(["audit"], ["audits.number"], name="fk_pieces_audit"),
    )
    op.create_table(
        "events",
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("at", "by", "kind", "subject", "data", "previous")),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
        sa.UniqueConstraint("digest", name="uq_events_digest"),
    )
    op.create_index("ix_events_subject", "events", ["subject"])
    _forbid_changes(op.get_bind().dialect.name)


def _forbid_changes(dialect: str) -> None:
    if dialect == "sqlite":
        for table in _TABLES:
            for action in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER keep_{table}_{action.lower()} BEFORE {action} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'the history of audits is only ever appended to'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION svcqa_keep() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the history of audits is only ever appended to'; END $$"
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION svcqa_keep()"
        )
