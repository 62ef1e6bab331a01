"""Archives named ``.zip``: each spreadsheet inside is a file of its own, named by its place in the archive.

Nothing is unpacked to disk. The parent reads the list of entries only; the child inflates one entry at a time, after
looking at what it declares.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from svcqa.errors import InputError
from svcqa.requests import Limits
from svcqa.text import Text

SUFFIX = ".zip"
_SMALL = 10_000_000
"""Below this inflated size the ratio does not matter."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


def members(path: Path, wanted: Callable[[str], bool], limits: Limits) -> list[tuple[int, str]]:
    """Number and name of each entry that is wanted; none if the archive is no archive, or too much of one."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except _BROKEN:
        return []
    if len(entries) > limits.zip_entries or sum(one.file_size for one in entries) > limits.inflated_bytes:
        return []
    named = ((number, _name(entry)) for number, entry in enumerate(entries) if not entry.is_dir())
    return [(number, name) for number, name in named if wanted(name)]


def content(path: Path, member: int, limits: Limits) -> bytes:
    """The content of one entry.

    Raises:
        InputError: its name leads out of the archive, it is protected by a password, damaged, or far too large.
        OSError: the archive cannot be opened.
    """
    with path.open("rb") as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                entry = archive.infolist()[member]
                _guard(entry, limits)
                return archive.read(entry)
        except (*_BROKEN, IndexError) as error:
            said = f"在压缩包里已损坏（{error}）。", f"it is damaged in the archive ({error})."
            raise InputError.of(*said, mend=_AGAIN, kind="damaged") from error


def _guard(entry: zipfile.ZipInfo, limits: Limits) -> None:
    name = _name(entry)
    if ".." in PurePosixPath(name).parts or PureWindowsPath(name).drive or name.startswith("/"):
        said = "在压缩包里的名称指向包外，已拒绝读取。", "its name leads out of the archive, refused."
        raise InputError.of(*said, mend=_AGAIN, kind="unsafe_name")
    if entry.flag_bits & 1:
        said = "压缩包有密码保护。", "the archive is protected by a password."
        raise InputError.of(*said, mend=_OPEN, kind="encrypted")
    dense = entry.file_size > _SMALL and entry.file_size > limits.zip_ratio * max(entry.compress_size, 1)
    if dense or entry.file_size > limits.inflated_bytes:
        said = "解压后过大或压缩比异常，已拒绝读取。", "too large or suspiciously compressed, refused."
        raise InputError.of(*said, mend=_OPEN, kind="declared_size")


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as its owner reads it; archives made in China often keep it in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename.replace("\\", "/")
    try:
        kept = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return kept.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return entry.filename


_AGAIN = Text("请重新压缩后再试。", "Make the archive again.")
_OPEN = Text("请先解压，再读取其中的文件。", "Unpack it first and have the files in it read.")
