"""What falls due by an audit, made ready for the pages of its project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from svcqa.accounts import Said

if TYPE_CHECKING:
    from svcqa.due import Item
    from svcqa.findings import Audit

_NAME = "ahead.json"
MOST = 300
"""Items that are kept, the most urgent first; how many there are is kept too."""


class Ahead(Struct, frozen=True):
    """Something that falls due, or was due and is still open, as of an audit."""

    due_on: str
    kind: str
    clause: str
    rule: str
    title: Said
    unit: str
    key: str
    place: str
    fingerprint: str


class Coming(Struct, frozen=True):
    """What falls due by an audit."""

    as_of: str
    total: int
    items: list[Ahead]


def prepare(audit: Audit, files: Mapping[str, Path], folder: Path) -> None:
    """Write what falls due by an audit into a folder.

    Args:
        audit: what came out.
        files: not used.
        folder: what is prepared of this audit; it is there.
    """
    from svcqa.due import falling

    items = falling(audit).items
    coming = Coming(audit.content.as_of, len(items), [_told(one) for one in items[:MOST]])
    (folder / _NAME).write_bytes(msgspec.json.encode(coming))


def coming_in(folder: Path) -> Coming | None:
    """What was prepared of an audit; none if nothing was.

    Args:
        folder: see :func:`svcqa.web.jobs.preparing.place`.
    """
    try:
        return msgspec.json.decode((folder / _NAME).read_bytes(), type=Coming)
    except FileNotFoundError:
        return None


def _told(item: Item) -> Ahead:
    due = item.due
    place = due.locations[0] if due.locations else None
    return Ahead(
        due.due_on, due.kind, item.clause, due.rule, item.tally.title if item.tally else Said(due.rule, due.rule),
        due.unit or "", " / ".join(part or "—" for part in due.key.values()),
        f"{place.file} → {place.sheet} → {place.cell}" if place else "", due.fingerprint,
    )  # fmt: skip
