"""Streams of an OLE2 container, as far as old workbooks need them: small, bounded, and without any trust."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_STREAM, _ROOT = 2, 5
_ENTRY = 128


class Container:
    """An OLE2 container held in memory.

    Raises:
        ValueError: it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._read_header()
        except (struct.error, IndexError) as error:
            raise ValueError("OLE2") from error

    def names(self) -> list[str]:
        """The names of its streams."""
        return list(self._entries)

    def stream(self, name: str) -> bytes:
        """The content of one stream.

        Raises:
            KeyError: there is none of this name.
            ValueError: its chain of sectors is damaged.
        """
        start, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        small = 1 << self._mini_shift
        found = b"".join(self._mini[at * small : (at + 1) * small] for at in _walk(self._mini_fat, start))
        return found[:size]

    def _read_header(self) -> None:
        shift, self._mini_shift = struct.unpack_from("<HH", self._data, 30)
        if not 7 <= shift <= 16 or not 2 <= self._mini_shift <= shift:
            raise ValueError("OLE2")
        self._size = 1 << shift
        directory, _, self._cutoff, mini_fat, _, difat, _ = struct.unpack_from("<7I", self._data, 48)
        self._fat = self._numbers(b"".join(map(self._sector, self._fat_sectors(difat))))
        self._mini_fat = self._numbers(self._chain(mini_fat)) if mini_fat < _FREE else ()
        self._entries: dict[str, tuple[int, int]] = {}
        self._mini = b""
        self._read_directory(self._chain(directory))

    def _fat_sectors(self, difat: int) -> Iterator[int]:
        yield from (one for one in struct.unpack_from("<109I", self._data, 76) if one < _FREE)
        seen: set[int] = set()
        while difat < _FREE and difat not in seen:
            seen.add(difat)
            *sectors, difat = self._numbers(self._sector(difat))
            yield from (one for one in sectors if one < _FREE)

    def _read_directory(self, directory: bytes) -> None:
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
            if kind == _ROOT and start < _FREE:
                self._mini = self._chain(start)
            elif kind == _STREAM:
                self._entries.setdefault(name, (start, size))

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _walk(self._fat, start)))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._data):
            raise ValueError("OLE2")
        return self._data[at : at + self._size].ljust(self._size, b"\x00")

    def _numbers(self, data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _walk(fat: tuple[int, ...], start: int) -> Iterator[int]:
    """The sectors of a chain; a chain that leaves the table or bites its tail is damaged."""
    for _ in range(len(fat) + 1):
        if start >= _FREE:
            return
        yield start
        if start >= len(fat):
            break
        start = fat[start]
    raise ValueError("OLE2")
