"""The tables of the desk; one schema for SQLite and PostgreSQL.

Audits, reviews, nonconformities and actions are not among them: every project has a history of its own
(:class:`svcqa.history.History`), in which nothing can be changed unseen. Moments are texts in ISO 8601 with the
offset, as histories write them; ``Text`` columns called ``data``, ``settings`` or ``figures`` hold JSON.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()


def _number(name: str = "id") -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=True)


people = Table(
    "people",
    metadata,
    _number(),
    Column("name", Text, nullable=False, unique=True),
    Column("shown", Text, nullable=False),
    Column("password", Text),
    Column("administrator", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("lang", Text, nullable=False),
    Column("created_at", Text, nullable=False),
)
"""Who may enter; ``password`` is a hash (argon2), and none until the person has followed a one-time link."""

links = Table(
    "links",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("used_at", Text),
)
"""One-time links with which somebody sets a password; only the SHA-256 of what the link says is kept."""

sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False),
    Column("csrf", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
)
"""Who is logged in; only the SHA-256 of what the cookie says is kept."""

attempts = Table(
    "attempts", metadata, _number(), Column("name", Text, nullable=False), Column("address", Text, nullable=False),
    Column("at", Text, nullable=False),
)  # fmt: skip
"""Logins that failed, for the rate limit."""

tokens = Table(
    "tokens",
    metadata,
    _number(),
    Column("digest", Text, nullable=False, unique=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("expires_at", Text),
    Column("revoked_at", Text),
    Column("used_at", Text),
)
"""Tokens of the API; only their SHA-256 is kept."""

projects = Table(
    "projects",
    metadata,
    _number(),
    Column("title", Text, nullable=False, unique=True),
    Column("settings", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("closed_at", Text),
)
"""What a team checks by the same manuals; ``settings`` are those of :class:`svcqa.web.store.settings.Settings`."""

members = Table(
    "members",
    metadata,
    Column("project", Integer, ForeignKey("projects.id"), primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), primary_key=True),
    Column("role", Text, nullable=False),
)
"""Who belongs to a project, as ``auditor``, ``reviewer``, ``uploader`` or ``viewer``."""

submissions = Table(
    "submissions",
    metadata,
    _number(),
    Column("project", Integer, ForeignKey("projects.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("by", Integer, ForeignKey("people.id"), nullable=False),
    Column("created_at", Text, nullable=False),
    Column("due_on", Text),
)
"""What somebody hands in to be checked; ``due_on`` is the day by which a mended version is asked for."""

versions = Table(
    "versions",
    metadata,
    _number(),
    Column("submission", Integer, ForeignKey("submissions.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("by", Integer, ForeignKey("people.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("doing", Text, nullable=False),
    Column("worker", Text),
    Column("beat", Integer, nullable=False),
    Column("started_at", Text),
    Column("ended_at", Text),
    Column("problems", Text),
    Column("settings", Text),
    Column("digest", Text),
    Column("figures", Text),
    UniqueConstraint("submission", "number"),
    Index("ix_versions_state", "state"),
)
"""A submission as it was handed in once, and the job that checks it.

``state`` is ``waiting``, ``checking``, ``done`` or ``failed``; ``doing`` says what is being done, by the server that
``worker`` names, and ``beat`` goes up while it lives; ``settings`` are those of the project when it was checked;
``digest`` names the audit in the project's history; ``problems`` is what a user is told when it failed, and ``figures``
what lists show of it.
"""

files = Table(
    "files",
    metadata,
    _number(),
    Column("version", Integer, ForeignKey("versions.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    UniqueConstraint("version", "name"),
)
"""The files of a version; their bytes lie in the desk's folder under their SHA-256."""

returns = Table(
    "returns",
    metadata,
    _number(),
    Column("version", Integer, ForeignKey("versions.id"), nullable=False, index=True),
    Column("by", Integer, ForeignKey("people.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("due_on", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("withdrawn_at", Text),
)
"""Versions that a reviewer returned to be mended by a day, and what was written to it."""

evidence = Table(
    "evidence",
    metadata,
    _number(),
    Column("project", Integer, ForeignKey("projects.id"), nullable=False),
    Column("audit", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("by", Integer, ForeignKey("people.id"), nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("project", "audit", "fingerprint", "side", "name", "digest"),
)
"""Files that prove what the ``auditor`` or the ``auditee`` says of a finding of an audit; what they say is in the
history, which names each file by its SHA-256."""

refusals = Table(
    "refusals",
    metadata,
    _number(),
    Column("version", Integer, ForeignKey("versions.id"), nullable=False, index=True),
    Column("data", Text, nullable=False),
)
"""Files that were sent along with a version and not taken: which, and why."""

answers = Table(
    "answers",
    metadata,
    _number(),
    Column("project", Integer, ForeignKey("projects.id"), nullable=False, index=True),
    Column("sheet", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("by", Integer, ForeignKey("people.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("withdrawn_by", Integer, ForeignKey("people.id")),
    Column("withdrawn_at", Text),
)
"""What people found on paper or by asking: rows of the audit workbook that is made for every audit of the project.

``sheet`` is the register of the workbook, ``rule`` is ``RULESET/RULE``, and ``data`` holds field → text.
"""

waivers = Table(
    "waivers",
    metadata,
    _number(),
    Column("project", Integer, ForeignKey("projects.id"), nullable=False, index=True),
    Column("submission", Integer, ForeignKey("submissions.id")),
    Column("number", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("proof_name", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Column("requested_by", Integer, ForeignKey("people.id"), nullable=False),
    Column("requested_at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_by", Integer, ForeignKey("people.id")),
    Column("decided_at", Text),
    Column("note", Text, nullable=False),
    Column("revoked_by", Integer, ForeignKey("people.id")),
    Column("revoked_at", Text),
    UniqueConstraint("project", "number"),
)
"""Waivers: one person asks, another approves or refuses.

``state`` is ``requested``, ``approved``, ``refused`` or ``revoked``; ``submission`` is the only one it is for, if it is
for one; ``data`` holds field of the audit workbook → text; ``proof`` is the SHA-256 of a file.
"""

trail = Table(
    "trail",
    metadata,
    _number(),
    Column("at", Text, nullable=False),
    Column("person", Integer, ForeignKey("people.id")),
    Column("project", Integer, ForeignKey("projects.id")),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("address", Text, nullable=False),
)
"""Who changed what, when and from where; it only grows."""
