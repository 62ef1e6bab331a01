"""The bytes of uploaded files: each once, under its SHA-256, whole or not there at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from msgspec import Struct

from svcqa.errors import InputError
from svcqa.text import Text

_DIGEST = re.compile(r"[0-9a-f]{64}")
_SPARE = 200_000_000
"""Bytes of the disk that uploads leave free, for the database and for reports."""
_PIECE = 1 << 20


class Stored(Struct, frozen=True):
    """What lies on disk: its SHA-256 (hexadecimal), and its size in bytes."""

    digest: str
    size: int


class Receiving:
    """One file while it comes in; nothing of it stays if it is too large."""

    def __init__(self, stream: IO[bytes], limit: int, name: str) -> None:
        self._stream, self._limit, self._name = stream, limit, name
        self._digest, self._size = hashlib.sha256(), 0

    def write(self, piece: bytes) -> None:
        """Take the next bytes.

        Raises:
            InputError: they are more than allowed, or than the disk holds.
        """
        self._size += len(piece)
        if self._size > self._limit:
            raise _too_large(self._name, self._limit)
        self._digest.update(piece)
        try:
            self._stream.write(piece)
        except OSError as error:
            raise _full(self._name) from error

    @property
    def stored(self) -> Stored:
        """What has come in so far."""
        return Stored(self._digest.hexdigest(), self._size)


class Files:
    """The files of the desk, in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files, self._coming = folder / "files", folder / "temporary"

    @contextmanager
    def receiving(self, limit: int, name: str = "") -> Iterator[Receiving]:
        """Take in a file piece by piece; when this is left without an error it is on disk for good.

        Args:
            limit: how many bytes it may have.
            name: what people call it, for what is said if it is refused.

        Raises:
            InputError: the disk is full.
        """
        self._coming.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._coming).free < _SPARE:
            raise _full(name)
        number, path = tempfile.mkstemp(prefix="upload-", dir=self._coming)
        try:
            with os.fdopen(number, "wb") as stream:
                coming = Receiving(stream, limit, name)
                yield coming
                self._keep(stream, Path(path), coming.stored.digest, name)
        finally:
            Path(path).unlink(missing_ok=True)

    def take(self, stream: IO[bytes], limit: int, name: str = "") -> Stored:
        """Take in a whole file.

        Raises:
            InputError: it is larger than allowed, or the disk is full.
        """
        with self.receiving(limit, name) as coming:
            while piece := stream.read(_PIECE):
                coming.write(piece)
        return coming.stored

    def sweep(self, before: dt.datetime) -> None:
        """Remove what servers that were killed have left half done."""
        for one in self._coming.glob("*"):
            with contextlib.suppress(OSError):
                if one.stat().st_mtime < before.timestamp():
                    shutil.rmtree(one) if one.is_dir() else one.unlink()

    def path(self, digest: str) -> Path:
        """Where the bytes of this SHA-256 lie.

        Raises:
            ValueError: that is no SHA-256.
        """
        if not _DIGEST.fullmatch(digest):
            raise ValueError(digest)
        return self._files / digest[:2] / digest

    def _keep(self, stream: IO[bytes], path: Path, digest: str, name: str) -> None:
        place = self.path(digest)
        try:
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()  # what is open cannot be moved on Windows
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        except OSError as error:
            raise _full(name) from error
        for folder in (place.parent, place.parent.parent, self.folder):
            _settle(folder)


def _settle(folder: Path) -> None:
    """Have the system write down what a folder holds; Windows does so by itself, and lets nobody ask."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _too_large(name: str, limit: int) -> InputError:
    most = f"{limit / 1_000_000:g} MB"
    return InputError.of(
        f"文件太大，最多{most}。", f"the file is too large; {most} at most.",
        where=name, mend=Text("请拆成几个文件。", "Split it into several files."), kind="too_large",
    )  # fmt: skip


def _full(name: str) -> InputError:
    return InputError.of(
        "质检台的磁盘空间不足，没有收下。", "the desk's disk is full, and the file was not taken.",
        where=name, mend=Text("请告诉管理员。", "Tell the administrator."), kind="disk_full",
    )  # fmt: skip
