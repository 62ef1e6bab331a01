"""The history as people use it: audits are kept and recalled, events appended and read, and all of it verified."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, insert

from svcqa.errors import HistoryError, Problem
from svcqa.findings import Audit
from svcqa.history import checking, schema
from svcqa.history.database import Database
from svcqa.history.documents import packed
from svcqa.history.events import Event, Kind, Stamp, canonical, following
from svcqa.history.facts import facts_of, packed_fingerprints
from svcqa.history.rows import KeptAudit, audits_in, events_in, fingerprints_in, last_event
from svcqa.suggestions import meant
from svcqa.text import Text


class Desk:
    """Where one person writes into the history; all of it is written at the end, or nothing."""

    def __init__(self, connection: Connection, stamp: Stamp) -> None:
        self.connection, self.stamp = connection, stamp
        self._last = last_event(connection)

    def events(self, *kinds: Kind, subject: str | None = None) -> list[Event]:
        """The events so far, those of this desk among them."""
        return list(events_in(self.connection, kinds, subject))

    def append(self, kind: Kind, subject: str, data: dict[str, Any]) -> Event:
        """Say that something happened."""
        made = self._last = following(self._last, self.stamp, kind, subject, data)
        row = {**msgspec.structs.asdict(made), "data": canonical(made.data).decode()}
        self.connection.execute(insert(schema.events), row)
        return made

    def audits(self) -> list[KeptAudit]:
        """The kept audits in the order in which they were kept."""
        return audits_in(self.connection)

    def fingerprints(self, kept: KeptAudit) -> frozenset[str]:
        """The fingerprints of a kept audit's findings, without reading its document."""
        return fingerprints_in(self.connection, kept)

    def keep(self, audit: Audit, name: str = "") -> KeptAudit:
        """Keep an audit, and its reviews as the first events about it; one that is kept already stays as it is.

        Raises:
            HistoryError: another audit has this name.
        """
        from svcqa.history.reviews import first_reviews  # what reads workbooks is not needed to list audits

        known = self.audits()
        for one in known:
            if one.digest == audit.digest:
                return one
        if name and any(one.name == name for one in known):
            raise HistoryError.of(
                f"已经有一次审核叫“{name}”。", f"another audit is called '{name}'.",
                mend=Text("请换一个名称。", "Give it another name."),
            )  # fmt: skip
        number = len(known) + 1
        bodies: list[dict[str, Any]] = []
        document, size = packed(audit, lambda at, body: bodies.append({"audit": number, "number": at, "body": body}))
        facts = facts_of(audit, document)
        row = {
            "number": number, "digest": audit.digest, "facts": canonical(facts).decode(),
            "fingerprints": packed_fingerprints(audit), "size": size,
        }  # fmt: skip
        self.connection.execute(insert(schema.audits), row)
        for body in bodies:
            self.connection.execute(insert(schema.pieces), body)
        data = {"number": number, "name": name, "facts": msgspec.to_builtins(facts)}
        made = self.append("kept", audit.digest, data)
        for review in first_reviews(audit):
            self.append(*review)
        return KeptAudit(number, audit.digest, name, made.at, made.by, facts)


class History:
    """The history in one database.

    Args:
        place: a file (SQLite), or the URL of a PostgreSQL database.
        create: whether one is made where there is none.

    Raises:
        HistoryError: it cannot be opened, or a later version of svcqa made it.
        UsageError: the URL cannot be read, or what connects to such a database is not installed.
    """

    def __init__(self, place: str | Path, *, create: bool = False) -> None:
        self._database = Database(place, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @property
    def place(self) -> str:
        """Where it is, without a password."""
        return self._database.shown

    @contextmanager
    def writing(self, stamp: Stamp) -> Iterator[Desk]:
        """Write alone: others wait, and an error leaves the history as it was."""
        with self._database.writing() as connection:
            yield Desk(connection, stamp)

    def keep(self, audit: Audit, stamp: Stamp, name: str = "") -> KeptAudit:
        """Keep an audit, see :meth:`Desk.keep`."""
        with self.writing(stamp) as desk:
            return desk.keep(audit, name)

    def audits(self) -> list[KeptAudit]:
        """The kept audits in the order in which they were kept."""
        with self._database.reading() as connection:
            return audits_in(connection)

    def events(self, *kinds: Kind, subject: str | None = None) -> list[Event]:
        """The events in their order, of some kinds only, or about one subject."""
        with self._database.reading() as connection:
            return list(events_in(connection, kinds, subject))

    def find(self, reference: str) -> KeptAudit:
        """The audit that a number, a name, the beginning of a digest, or ``latest`` stands for.

        Raises:
            HistoryError: there is none.
        """
        kept = self.audits()
        found = [one for one in kept if _meant_by(one, reference)] or (kept[-1:] if reference == "latest" else [])
        if len(found) == 1:
            return found[0]
        names = [one.name or str(one.number) for one in kept]
        said = Text(f"审核历史里没有“{reference}”。", f"the history holds no audit '{reference}'.")
        raise HistoryError(Problem(said, self.place, meant(reference, names)))

    def recall(self, kept: KeptAudit) -> Audit:
        """An audit as it was kept.

        Raises:
            HistoryError: its document is not what was kept.
        """
        with self._database.reading() as connection, checking.document(connection, kept) as audit:
            return audit

    def fingerprints(self, kept: KeptAudit) -> frozenset[str]:
        """The fingerprints of a kept audit's findings, without reading its document."""
        with self._database.reading() as connection:
            return fingerprints_in(connection, kept)

    def faults(self, head: str = "") -> list[Problem]:
        """What does not hold together; nothing if all is as it was written.

        Args:
            head: digest of an event, as somebody noted it down: it must still be there.
        """
        with self._database.reading() as connection:
            return list(checking.faults(connection, head))


def _meant_by(kept: KeptAudit, reference: str) -> bool:
    digest = reference.removeprefix("sha256:")
    return reference in {str(kept.number), kept.name} or (
        len(digest) >= 6 and kept.digest.removeprefix("sha256:").startswith(digest)
    )
