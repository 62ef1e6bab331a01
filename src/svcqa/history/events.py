"""Events: what happened, to what, by whom and when, each sealed with the digest of the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec
from msgspec import Struct

from svcqa.auditfile import mended
from svcqa.lines import encodable

Kind = Literal[
    "kept", "assigned", "reviewed", "answered", "conflicted", "raised", "seen_again", "changed", "moved", "refuted",
    "sealed",
]  # fmt: skip
BEGINNING = ""
"""What stands as the digest before the first event."""


class Stamp(Struct, frozen=True):
    """Who does something, and when."""

    by: str
    at: dt.datetime
    """With a zone; it is kept in UTC."""

    @property
    def written(self) -> str:
        """The moment as the history holds it: UTC, to the second."""
        return self.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Event(Struct, frozen=True):
    """Something that happened. Events are only ever appended."""

    number: int
    at: str
    """UTC, such as ``2026-01-20T08:30:00Z``."""
    by: str
    kind: Kind
    subject: str
    """What it happened to: the digest of an audit, with ``/`` and a fingerprint of a finding of it; or a number."""
    data: dict[str, Any]
    previous: str
    digest: str
    """SHA-256 of all of the above."""


def following(last: Event | None, stamp: Stamp, kind: Kind, subject: str, data: dict[str, Any]) -> Event:
    """The event that comes after ``last``."""
    number, previous = (last.number + 1, last.digest) if last else (1, BEGINNING)
    at, by, data = stamp.written, encodable(stamp.by), msgspec.json.decode(canonical(data))
    return Event(number, at, by, kind, subject, data, previous, _digest(number, at, by, kind, subject, data, previous))


def canonical(data: Any) -> bytes:
    """JSON with one writing for one content: names in order, no half characters."""
    try:
        return msgspec.json.encode(data, order="deterministic")
    except UnicodeEncodeError:
        return msgspec.json.encode(mended(msgspec.to_builtins(data)), order="deterministic")


def breaks(events: Iterable[Event]) -> Iterator[int]:
    """The numbers of events that do not follow the one before them, or are not what they were when sealed."""
    number, previous = 0, BEGINNING
    for event in events:
        inner = (event.number, event.at, event.by, event.kind, event.subject, event.data, event.previous)
        if event.number != number + 1 or event.previous != previous or event.digest != _digest(*inner):
            yield event.number
        number, previous = event.number, event.digest


def _digest(*parts: Any) -> str:
    return hashlib.sha256(canonical(parts)).hexdigest()
