"""A desk with a version that was checked, without its job; for tests of what pages show of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import update

from svcqa.findings import Audit
from svcqa.web.jobs import preparing
from svcqa.web.store import schema, uploads
from svcqa.web.store.uploads import Handed
from tests.web.desk import Office


def checked(office: Office, audit: Audit, files: Mapping[str, Path], title: str = "三月派工") -> str:
    """Put a version of an audit into the office's own project; the address of its sheets."""
    making = office.desk.folder / f"making-{audit.digest[-8:]}"
    making.mkdir()
    preparing.prepare(audit, files, office.desk.folder, making)
    with office.desk.database.writing() as connection:
        handed = [Handed(one.name, one.sha256, one.size) for one in audit.content.inputs]
        version = uploads.hand_in(connection, office.own.id, title, handed, office.by("uploader"))
        done = {"state": "done", "digest": audit.digest}
        connection.execute(update(schema.versions).where(schema.versions.c.id == version.id).values(**done))
    return f"/projects/{office.own.id}/submissions/{version.submission}/versions/1/sheet"
