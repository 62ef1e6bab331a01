"""A zipped workbook written again: what does not change is copied as it is packed, the rest is packed anew."""

from __future__ import annotations

import copy
import io
import itertools
import zipfile
from collections.abc import Callable, Iterable
from typing import IO

from svcqa import parts

_LOCAL_HEADER = 30
_HAS_DESCRIPTOR = 0x08
_LEVEL = 6
Content = bytes | Iterable[bytes] | Callable[[], bytes]
"""Bytes, or pieces made while they are written; or what makes the bytes when all else is written."""


class Package:
    """The parts of a workbook, and what becomes of them.

    Attributes:
        archive: the package as it was read.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self._changed: dict[str, Content] = {}
        self._names = {name.replace("\\", "/").casefold() for name in self.archive.namelist()}

    def has(self, path: str) -> bool:
        """Whether there is such a part, new ones included."""
        return path.casefold() in self._names

    def read(self, path: str) -> bytes:
        """A part as it was, or as it was last changed.

        Raises:
            KeyError: there is none.
        """
        name = parts.entry(self.archive, path)
        given = self._changed.get(name)
        return given if isinstance(given, bytes) else self.archive.read(name)

    def open(self, path: str) -> IO[bytes]:
        """A part as it was, as a stream.

        Raises:
            KeyError: there is none.
        """
        return self.archive.open(parts.entry(self.archive, path))

    def put(self, path: str, content: Content) -> None:
        """Change a part or add one."""
        self._changed[parts.entry(self.archive, path)] = content
        self._names.add(path.casefold())

    def free(self, pattern: str) -> str:
        """The first path after a pattern such as ``xl/comments{}.xml`` that no part has."""
        tried = (pattern.format(number or "") for number in itertools.count())
        return next(path for path in tried if not self.has(path))

    def written(self) -> bytes:
        """The package with its changes."""
        out = io.BytesIO()
        there = self.archive.NameToInfo
        new = [name for name in self._changed if name not in there]
        last = [name for name, content in self._changed.items() if callable(content)]
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as made:
            for one in self.archive.infolist():
                if one is not there[one.filename] or one.filename in last:
                    continue  # of several entries of one name the last is the one that was read
                if one.filename in self._changed:
                    self._pack(made, one.filename)
                else:
                    self._copy(made, one)
            for name in [*(name for name in new if name not in last), *last]:
                self._pack(made, name)
        return out.getvalue()

    def _copy(self, made: zipfile.ZipFile, one: zipfile.ZipInfo) -> None:
        """Copy a packed part byte for byte, under a header that says its sizes at once."""
        at = one.header_offset
        names = self._data[at + 26 : at + _LOCAL_HEADER]
        begin = at + _LOCAL_HEADER + int.from_bytes(names[:2], "little") + int.from_bytes(names[2:], "little")
        entry = copy.copy(one)
        entry.flag_bits &= ~_HAS_DESCRIPTOR
        entry.extra = b""
        entry.header_offset = made.start_dir
        if made.fp is None:
            raise ValueError("closed")
        made.fp.seek(made.start_dir)
        made.fp.write(entry.FileHeader(zip64=False))
        made.fp.write(self._data[begin : begin + one.compress_size])
        made.start_dir = made.fp.tell()
        made.filelist.append(entry)
        made.NameToInfo[entry.filename] = entry

    def _pack(self, made: zipfile.ZipFile, name: str) -> None:
        """Pack a part; the date is that of no clock, so that the same workbook gives the same bytes."""
        content = self._changed[name]
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        pieces = [content] if isinstance(content, bytes) else [content()] if callable(content) else content
        with made.open(entry, "w") as stream:
            for piece in pieces:
                stream.write(piece)
