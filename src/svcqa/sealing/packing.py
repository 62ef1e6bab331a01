"""Packing: pieces become one archive with a manifest; the same pieces give the same bytes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from svcqa.errors import InputError, LockedError, SvcqaError
from svcqa.sealing.manifest import FORMAT, NAME, Entry, Manifest, Role, written
from svcqa.sealing.naming import is_safe, spelt
from svcqa.text import Text
from svcqa.version import VERSION

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The moment at every file: an archive knows none before, and when it was made is not in it."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16
_BLOCK = 1 << 20
_LARGE = 1 << 31


@dataclass(frozen=True)
class Piece:
    """A file to be packed: its path in the package, what it is for, and its content or where that lies."""

    path: str
    role: Role
    content: bytes | Path
    name: str = ""
    sha256: str = ""
    """What its digest must be; empty: whatever it is."""


def pack(pieces: Iterable[Piece], audit: str, stream: IO[bytes]) -> Manifest:
    """Write a package.

    Args:
        pieces: its files.
        audit: the digest of the audit.
        stream: where it goes.

    Raises:
        InputError: a file cannot be opened, has changed meanwhile, or has a path that leads out of the package.
    """
    ordered = sorted(pieces, key=lambda piece: piece.path)
    paths = [spelt(piece.path) for piece in ordered]
    for piece, path in zip(ordered, paths, strict=True):
        if not is_safe(piece.path) or path == NAME or paths.count(path) > 1:
            raise InputError.of(
                "这样的路径不能放进证据包，或已有同名的文件。",
                "a file with such a path cannot be packed, or another has it already.",
                where=piece.path,
                mend=Text("请改名后重试。", "Rename it and try again."),
            )
    with zipfile.ZipFile(stream, "w") as archive:
        manifest = Manifest(FORMAT, audit, VERSION, [_added(archive, piece) for piece in ordered])
        archive.writestr(_info(NAME), written(manifest))
    return manifest


def digest_of(stream: IO[bytes]) -> str:
    """The SHA-256 of all that a stream still holds."""
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def closed(where: object, error: OSError) -> SvcqaError:
    """A file that does not open."""
    if isinstance(error, PermissionError):
        return LockedError.of(
            "无法打开：没有权限，或正被另一个程序打开。",
            "cannot be opened: no permission, or another program has it open.",
            where=where,
            mend=Text("请关闭后重试。", "Close it and try again."),
        )
    said = error.strerror or str(error)
    return InputError.of(f"无法打开（{said}）。", f"cannot be opened ({said}).", where=where)


def _added(archive: zipfile.ZipFile, piece: Piece) -> Entry:
    entry = _copied(archive, piece)
    if piece.sha256 and entry.sha256 != piece.sha256:
        raise InputError.of(
            "打包时文件发生了变化。", "the file changed while it was being packed.", where=piece.name or piece.path
        )
    return entry


def _copied(archive: zipfile.ZipFile, piece: Piece) -> Entry:
    digest, size = hashlib.sha256(), 0
    source, expected = _opened(piece.content)
    with source, archive.open(_info(piece.path), "w", force_zip64=expected >= _LARGE) as target:
        while block := source.read(_BLOCK):
            target.write(block)
            digest.update(block)
            size += len(block)
    return Entry(piece.path, piece.role, digest.hexdigest(), size, piece.name)


def _opened(content: bytes | Path) -> tuple[IO[bytes], int]:
    """The content as a stream, and how much it is."""
    if isinstance(content, bytes):
        return io.BytesIO(content), len(content)
    try:
        return content.open("rb"), content.stat().st_size
    except OSError as error:
        raise closed(content, error) from error


def _info(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _EPOCH)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _PLAIN_FILE
    return info
