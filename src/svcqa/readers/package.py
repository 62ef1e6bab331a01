"""Guards for zipped workbooks: nothing is inflated before its size is known to be sane, and no part declares a DTD."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

from svcqa.errors import InputError
from svcqa.readers.refusals import RefusalKind, damaged, encrypted
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.requests import Limits

_SMALL = 10_000_000
"""Below this inflated size the ratio does not matter."""
_HEAD = 65_536
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
        raise _refusal("压缩内容过大，已拒绝读取。", "too large when unpacked, refused.", "declared_size")
    if inflated > _SMALL and inflated / packed > limits.zip_ratio:
        raise _refusal("压缩比异常，已拒绝读取。", "suspiciously compressed, refused.", "declared_size")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in head(archive, part):
            raise _refusal("内含XML实体声明，已拒绝读取。", "declares XML entities, refused.", "xml_entities")


def _refusal(zh: str, en: str, kind: RefusalKind) -> InputError:
    return InputError.of(zh, en, mend=_MEND, kind=kind)


def head(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The beginning of a part, without NULs.

    Raises:
        InputError: it is protected by a password, or damaged.
    """
    try:
        with archive.open(part) as stream:
            return stream.read(_HEAD).replace(b"\x00", b"")  # a DTD in UTF-16 is one too
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise damaged(part.filename) from error
    except RuntimeError as error:  # zipfile says so where a part needs a password
        raise encrypted() from error
