"""Audit documents as the history holds them: in pieces that are compressed one by one, so that none is large."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, cast

from svcqa import auditfile
from svcqa.findings import Audit

_PIECE = 4_000_000
_IN_MEMORY = 64_000_000
_QUICKLY = 1


class Parcels(io.RawIOBase):
    """A stream that hands on what is written to it, in compressed pieces."""

    def __init__(self, hand_on: Callable[[int, bytes], None]) -> None:
        self._hand_on, self._waiting, self._count = hand_on, bytearray(), 0
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def digest(self) -> str:
        """SHA-256 of all that was written."""
        return self._digest.hexdigest()

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, data: object) -> int:
        """Take some bytes."""
        view = memoryview(cast("bytes", data))
        self._digest.update(view)
        self._waiting += view
        self.size += view.nbytes
        if len(self._waiting) >= _PIECE:
            self.send()
        return view.nbytes

    def send(self) -> None:
        """Hand on what is waiting."""
        if self._waiting:
            self._hand_on(self._count, zlib.compress(self._waiting, _QUICKLY))
            self._count += 1
            self._waiting.clear()


def packed(audit: Audit, hand_on: Callable[[int, bytes], None]) -> tuple[str, int]:
    """Hand on the document of an audit piece by piece; its SHA-256 and its size in bytes."""
    parcels = Parcels(hand_on)
    auditfile.write(audit, cast("IO[bytes]", parcels))
    parcels.send()
    return parcels.digest, parcels.size


@contextmanager
def unpacked(bodies: Iterable[bytes]) -> Iterator[tuple[IO[bytes], str]]:
    """The document in pieces as a stream, and its SHA-256.

    Raises:
        zlib.error: a piece is damaged.
    """
    digest = hashlib.sha256()
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as stream:
        for body in bodies:
            text = zlib.decompress(body)
            digest.update(text)
            stream.write(text)
        stream.seek(0)
        yield cast("IO[bytes]", stream), digest.hexdigest()
