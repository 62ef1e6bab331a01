"""Whether a history is as it was written: every event in its place in the chain, every audit as it was kept."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, select

from svcqa import auditfile
from svcqa.errors import AuditFileError, HistoryError, Problem
from svcqa.findings import Audit
from svcqa.history import schema
from svcqa.history.documents import unpacked
from svcqa.history.events import breaks, canonical
from svcqa.history.facts import facts_of, packed_fingerprints
from svcqa.history.rows import KeptAudit, audits_in, events_in
from svcqa.text import Text


@contextmanager
def document(connection: Connection, kept: KeptAudit) -> Iterator[Audit]:
    """An audit as its pieces hold it.

    Raises:
        HistoryError: they are not what was kept.
    """
    asked = select(schema.pieces.c.body).where(schema.pieces.c.audit == kept.number).order_by(schema.pieces.c.number)
    try:
        with unpacked(connection.execute(asked).scalars()) as (stream, digest):
            if digest != kept.facts.document:
                raise _altered(kept)
            yield auditfile.read(stream, _named(kept).en)
    except (zlib.error, AuditFileError) as error:
        raise _altered(kept) from error


def faults(connection: Connection, head: str) -> Iterator[Problem]:
    """What does not hold together."""
    events = list(events_in(connection))
    for number in breaks(events):
        yield Problem(
            Text("这条事件被改动过，或它前后有事件被删除、插入。",
                 "it was changed, or events before or after it were removed or put in."),
            f"event {number}",
        )  # fmt: skip
    if head and head not in {one.digest for one in events}:
        yield Problem(
            Text(
                "记下的摘要不在其中：最后的事件被删除过，或这是另一份历史。",
                "the digest noted down is not among them: the last events were removed, or this is another history.",
            ),
            head,
        )
    kept = audits_in(connection)
    yield from _strangers(connection, kept)
    for one in kept:
        yield from _faults_of(connection, one)


def _strangers(connection: Connection, kept: Iterable[KeptAudit]) -> Iterator[Problem]:
    known = {one.number for one in kept}
    asked = select(schema.audits.c.number).union(select(schema.pieces.c.audit))
    for number in sorted(set(connection.execute(asked).scalars()) - known):
        yield Problem(
            Text("没有任何事件说保存过这次审核。", "no event says that this audit was kept."), f"audit {number}"
        )


def _faults_of(connection: Connection, kept: KeptAudit) -> Iterator[Problem]:
    row = connection.execute(select(schema.audits).where(schema.audits.c.number == kept.number)).first()
    if row is None or row.digest != kept.digest or row.facts != canonical(kept.facts).decode():
        yield from _altered(kept).problems
        return
    try:
        with document(connection, kept) as audit:
            facts, marks = facts_of(audit, kept.facts.document), packed_fingerprints(audit)
    except HistoryError as error:
        yield from error.problems
        return
    if facts != kept.facts or marks != row.fingerprints or audit.digest != kept.digest:
        yield from _altered(kept).problems


def _altered(kept: KeptAudit) -> HistoryError:
    return HistoryError.of(
        "保存后被改动过，或已损坏。", "it was changed after it was kept, or is damaged.",
        where=_named(kept).zh, mend=Text("请从备份恢复审核历史。", "Restore the history from a backup."),
    )  # fmt: skip


def _named(kept: KeptAudit) -> Text:
    return Text(f"#{kept.number} {kept.name}".strip(), f"#{kept.number} {kept.name}".strip())
