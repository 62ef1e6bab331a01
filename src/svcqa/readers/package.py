"""Guards for zipped workbooks: nothing is inflated before its size is known to be sane, and no part declares a DTD."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

from svcqa.errors import InputError
from svcqa.readers.refusals import damaged, encrypted
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.requests import Limits

_SMALL = 10_000_000
"""Below this inflated size the ratio does not matter."""
_HEAD = 2048
_MEND = Text("请确认来源，另存为新文件后再试。", "Check where it comes from, save it as a new file and try again.")


def guard(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse archives made to exhaust memory, and XML that declares entities.

    Raises:
        InputError: too many parts, too large or too dense when inflated, or a DTD.
    """
    parts = archive.infolist()
    inflated = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > limits.zip_entries or inflated > limits.inflated_bytes:
        raise InputError.of("压缩内容过大，已拒绝读取。", "too large when unpacked, refused.", mend=_MEND)
    if inflated > _SMALL and inflated / packed > limits.zip_ratio:
        raise InputError.of("压缩比异常，已拒绝读取。", "suspiciously compressed, refused.", mend=_MEND)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _head(archive, part):
            raise InputError.of("内含XML实体声明，已拒绝读取。", "declares XML entities, refused.", mend=_MEND)


def _head(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(part) as stream:
            return stream.read(_HEAD)
    except RuntimeError as error:  # zipfile says so where a part needs a password
        raise encrypted() from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged(part.filename) from error
